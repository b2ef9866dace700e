"""Values of JSON -> our cells: texts, ids, numbers, flags. What is of another type than it should be is missing, never an error."""

from __future__ import annotations

import math
import re
from typing import Any, Final

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WHOLE: Final = re.compile(r"[+-]?\d{1,18}(?:\.0*)?")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:[,.\u00a0\u202f' ]\d{3})+")
_SHORT: Final = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s?([KkMm])")


def text(value: Any) -> str | None:
    """Return a string that is not blank, stripped; lone surrogates, which no file can hold, become U+FFFD."""
    if not isinstance(value, str):
        return None
    value = value.strip()
    return (value if value.isascii() else _SURROGATE.sub("\ufffd", value)) or None


def ident(value: Any) -> str | None:
    """Return an id as text: 7, 7.0 and "7" are the same."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value.is_integer() else None
    return str(value)


def number(value: Any) -> int | None:
    """Return a whole number; "1,234", "1.2K" and 3.0 are read, what does not fit 64 bits is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        return _printed(value.strip())
    if isinstance(value, float):
        return round(value) if math.isfinite(value) and abs(value) < 2**53 else None
    return value if isinstance(value, int) and abs(value) < 2**63 else None


def _printed(cell: str) -> int | None:
    if _WHOLE.fullmatch(cell):
        return int(cell.split(".")[0])
    if _GROUPED.fullmatch(cell):
        return int(re.sub(r"[^\d+-]", "", cell))
    short = _SHORT.fullmatch(cell)
    return round(float(short[1].replace(",", ".")) * (1_000 if short[2] in "Kk" else 1_000_000)) if short else None


def count(value: Any) -> int | None:
    """Return a number of things: not below 0."""
    found = number(value)
    return found if found is not None and found >= 0 else None


def less(likes: Any, dislikes: Any) -> int | None:
    """Return likes less dislikes; the likes alone where there are no dislikes."""
    up, down = number(likes), number(dislikes)
    return up if down is None else (up or 0) - down


def stamp(value: Any) -> str | None:
    """Return a time as it is printed: a string, or Unix seconds as digits."""
    if isinstance(value, dict):
        # MongoDB writes {"$date": "2021-03-04T05:06:07Z"}, or {"$date": {"$numberLong": "1614834367000"}}.
        return stamp(value.get("$date", value.get("$numberLong")))
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        # Times between 1970 and 5000 in seconds, milliseconds or microseconds.
        return repr(value) if math.isfinite(value) and 0 < value < 1e17 and not value.is_integer() else ident(value)
    return str(value) if isinstance(value, int) else text(value)


def flag(value: Any) -> bool | None:
    """Return true or false, from 0 and 1 and their words too."""
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "false": False, "0": False}.get(str(value).lower()) if isinstance(value, int | str) else None
