"""When a comment or an article was written: machine-readable times first, then what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from polarize.sources._dates import LONGEST, find, parse
from polarize.sources._html_page import Element
from polarize.sources._html_text import line_of
from polarize.sources._words import words

_NAMES: Final = tuple(
    words("""
    datetime data-datetime data-publishtime data-time data-timestamp data-utime data-date data-created content
    """)
)
_EPOCH: Final = re.compile(r"1\d{9}(?:\d{3})?|[2-9]\d{8}")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time of posting.

    Attributes:
        raw: as printed; None when it is not printed.
        exact: the machine-readable time in UTC.
    """

    raw: str | None = None
    exact: datetime | None = None


def exact(value: str | None) -> datetime | None:
    """Return the time of an ISO 8601 date or a count of seconds or milliseconds since 1970, in UTC; without a zone it is taken as UTC."""
    value = (value or "").strip()
    try:
        if _EPOCH.fullmatch(value):
            seconds = int(value) / (1000 if len(value) == 13 else 1)
            return datetime.fromtimestamp(seconds, UTC)
        match = _ISO.match(value)
        if match is None:
            return None
        moment = datetime.fromisoformat(match[0].rstrip().replace(",", ".").replace(" +", "+").replace(" Z", "Z"))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def stamp_of(elements: Iterable[Element | None]) -> Stamp:
    """Return the time that the first of these elements tells that tells one."""
    for element in elements:
        if element is not None:
            stamp = _stamp(element)
            if stamp.raw or stamp.exact:
                return stamp
    return Stamp()


def _stamp(element: Element) -> Stamp:
    inner = [element, *element.iter("time", "abbr", "span", "meta", "a")][:12]
    for one in inner:
        for name in _NAMES:
            if (said := one.get(name)) and (moment := exact(said)) is not None:
                shown = line_of(element) if one is element else line_of(one) or line_of(element)
                return Stamp(dated(shown) or (shown[:80] or None), moment)
    printed = dated(line_of(element))
    for other in inner:
        title = other.get("title") or ""
        told = exact(title)
        if told is not None:
            return Stamp(printed or title, told)
        if title and any(when.kind == "day" for when in find(title)):
            return Stamp(title, None)
    return Stamp(printed)


def dated(line: str) -> str | None:
    """Return the date in a printed line, day and time of day together; None when there is none."""
    if len(line) > LONGEST:
        return None
    found = find(line)
    if not found:
        return None
    best = next((when for when in found if when.kind != "time"), found[0])
    near = [when for when in found if when.kind == "time" and not best.has_time and when is not best]
    if near and best.kind in ("day", "part"):
        first, last = min(best.start, near[0].start), max(best.end, near[0].end)
        return line[first:last] if last - first <= 60 else best.raw
    return best.raw


def moment(stamp: Stamp, *, days_first: bool | None, language: str | None, captured_at: datetime | None) -> datetime | None:
    """Return the time of a stamp in UTC; None when it cannot be told."""
    if stamp.exact is not None:
        return stamp.exact
    return parse(stamp.raw, days_first=days_first, language=language, captured_at=captured_at) if stamp.raw else None
