"""JSON lines and JSON arrays -> a polars DataFrame of strings, with the lines that were broken."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec
import polars as pl

from polarize.errors import Malformed
from polarize.sources._input import Input

_COLUMNS: Final = 500
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_decode_fast: Final = msgspec.json.Decoder().decode


def read_json(source: Input) -> tuple[pl.DataFrame, list[str]]:
    """Read JSON lines, or a JSON array of objects. Scalars become strings, nested values are left out.

    Raises:
        Malformed: there is no object in it.
    """
    text = source.text
    if text.lstrip()[:1] == "[":
        return _read_array(source.name, text)
    rows, bad = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            row = decode(line)
            if isinstance(row, dict):
                rows.append(row)
            else:
                bad.append(number)
    if not rows:
        raise Malformed(source.name, "holds no JSON object on a line of its own", "Export it as JSON lines, one object a line")
    frame, problems = _frame(source.name, rows)
    if bad:
        where = ", ".join(map(str, bad[:5])) + (f" and {len(bad) - 5} more" if len(bad) > 5 else "")
        problems.append(f"{source.name}: line {where} is no JSON object and was left out.")
    return frame, problems


def _read_array(name: str, text: str) -> tuple[pl.DataFrame, list[str]]:
    value = decode(text)
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    if not rows:
        raise Malformed(name, f"is no JSON array of objects{_place(text)}", "Export it as JSON lines, one object a line")
    frame, problems = _frame(name, rows)
    if len(value) > len(rows):
        problems.append(f"{name}: {len(value) - len(rows)} entries are no JSON object and were left out.")
    return frame, problems


def _place(text: str) -> str:
    """Return where the text stops being JSON, as a phrase."""
    try:
        json.loads(text, parse_int=str)
    except json.JSONDecodeError as error:
        return f" (broken at line {error.lineno}, column {error.colno}: {error.msg})"
    except RecursionError:
        return " (nested too deeply)"
    return ""


def decode(text: str) -> Any:
    """Return the value of a JSON text, None when it is none.

    What the fast parser refuses goes to the standard library: lone surrogates, NaN, numbers of any length.
    """
    try:
        return _decode_fast(text.encode("utf-8", errors="replace"))
    except RecursionError:
        return None
    except (msgspec.MsgspecError, ValueError):
        pass
    try:
        return json.loads(text, parse_int=str)
    except (ValueError, RecursionError):
        return None


def _frame(name: str, rows: Sequence[dict[str, Any]]) -> tuple[pl.DataFrame, list[str]]:
    """Return the rows as columns; with a new key in every row their number would be squared, so there is a limit."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    kept = keys[:_COLUMNS]
    columns = {key: [_scalar(row.get(key)) for row in rows] for key in kept}
    clean = {_whole(key): column for key, column in columns.items()}
    problems = []
    if len(keys) > len(kept):
        problems.append(f"{name}: has {len(keys):,} different keys; only the first {_COLUMNS} were looked at.")
    return pl.DataFrame(clean, schema=dict.fromkeys(clean, pl.String)), problems


def _whole(text: str) -> str:
    """Return the text with lone surrogates, which no file can hold, replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def _scalar(value: Any) -> str | None:
    match value:
        case None | dict() | list():
            return None
        case bool():
            return "true" if value else "false"
        case str():
            return (value if value.isascii() else _whole(value)) or None
        case float() if not math.isfinite(value):
            return None
        case float() if value.is_integer() and abs(value) < 2**53:
            return str(int(value))
        case _:
            return str(value)
