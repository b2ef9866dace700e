"""Topics of Discourse as a browser copies them: a handle, perhaps a full name, a title and a number, a short date, then the post."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from polarize.sources._paste_anchor import Anchor, next_full
from polarize.sources._paste_heads import is_name
from polarize.sources._paste_lines import Line

_HANDLE: Final = re.compile(r"[^\W_][\w.-]{1,59}")
_MONTHS: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DATE: Final = re.compile(
    rf"{_MONTHS} (?:\d{{1,2}}|['’]\d\d|\d{{4}}|\d{{1,2}}, \d{{4}})|\d{{1,2}} {_MONTHS}(?: \d{{4}})?|\d{{1,3}}\s?(?:s|m|min|h|d)"
)
"""How Discourse prints when something was posted: "Mar 10" this year, "Mar '24" before."""
_IN_LINE: Final = re.compile(
    rf"([^\W_][\w.-]{{1,59}})(?:\s\([^()]{{1,60}}\))?\s{{1,8}}"
    rf"({_MONTHS} \d{{1,2}}, \d{{4}}(?:,? \d{{1,2}}:\d\d\s?[ap]m)?|(?=.{{0,30}}\b\d{{4}})\S.{{3,40}}?\d{{1,2}}[:.]\d\d\S{{0,3}})"
    rf"\s{{1,8}}#?(\d{{1,5}})"
)
"""Handle, perhaps the full name in brackets, date and number in one line, as Discourse prints them for readers without scripts; the date is
as its language has it, with a year and a time of day."""
_MAP: Final = frozenset(["view", "views", "like", "likes", "link", "links", "user", "users", "reply", "replies", "read", "min"])
_GAP: Final = re.compile(
    r"\d{1,3} (?:day|month|year)s? later|Solution|Reply to topic|Reply|Topic list, column headers with buttons are sortable\."
)
_NUMBER: Final = re.compile(r"\d{1,5}")
_BETWEEN: Final = 3
"""Lines that may stand between a handle and its date: full name, title, number of the post."""


def discourse_posts(lines: list[Line]) -> list[Anchor]:
    """Find the posts of a topic; none when there is only one such header, or the page has comments in another way."""
    if any(line.kind == "section" for line in lines):
        return []
    by_date: dict[int, Anchor] = {}
    for index in range(len(lines)):
        anchor = _head(lines, index)
        # What stands apart from the date, above another handle, is the topic's category.
        if anchor is not None and (anchor.last not in by_date or not _in_one_piece(lines, by_date[anchor.last])):
            by_date[anchor.last] = anchor
    found = list(by_date.values())
    handles = {anchor.author for anchor in found}
    found = [_with_target(lines, anchor, handles) for anchor in found]
    dates = sum(_DATE.fullmatch(line.text.strip()) is not None for line in lines)
    return found if len(found) > 1 and len(found) >= 0.7 * dates else []


def _head(lines: list[Line], index: int) -> Anchor | None:
    text = lines[index].text.strip()
    if match := _IN_LINE.fullmatch(text):
        return Anchor(index, index, match[1], match[2], number=int(match[3]))
    if not _HANDLE.fullmatch(text) or _NUMBER.fullmatch(text):
        return None
    place = next_full(lines, index)
    for _ in range(_BETWEEN + 1):
        if place is None:
            return None
        said = lines[place].text.strip()
        if _DATE.fullmatch(said):
            return Anchor(index, place, text, said)
        if not (_NUMBER.fullmatch(said) or (len(said) <= 40 and is_name(said))):
            return None
        place = next_full(lines, place)
    return None


def _in_one_piece(lines: list[Line], anchor: Anchor) -> bool:
    return all(line.text.strip() for line in lines[anchor.first : anchor.last])


def _with_target(lines: list[Line], anchor: Anchor, handles: set[str | None]) -> Anchor:
    """Return a header with the handle under its date, if there is one: that of who is answered."""
    place = next_full(lines, anchor.last)
    said = lines[place].text.strip() if place is not None else ""
    if place is None or said not in handles or _head(lines, place) is not None:
        return anchor
    return Anchor(anchor.first, place, anchor.author, anchor.raw, target=said, number=anchor.number)


def settle_topic(lines: list[Line]) -> None:
    """Correct the lines of a topic, in place: its map ("12 views"), the gaps between posts ("8 months later"), what posts quote."""
    found = discourse_posts(lines)
    if not found:
        return
    handles = {f"{anchor.author}:" for anchor in found}
    quoted = False
    for above, line in pairwise(lines):
        said = line.text.strip()
        if said.casefold() in _MAP and above.kind == "number":
            line.kind = above.kind = "control"
            above.votes = None
        elif _GAP.fullmatch(said):
            line.kind = "control"
        quoted = bool(said) and (quoted or said in handles)
        if quoted:
            line.kind, line.text = "text", f"> {said}"
