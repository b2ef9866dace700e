"""Headers of comments, and how to find one's way among a page's lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from polarize.sources._paste_heads import is_name, unbullet
from polarize.sources._paste_lines import Line

SILENT: Final = frozenset({"blank", "mark", "portrait"})
TAIL: Final = frozenset({"blank", "mark", "portrait", "control", "number", "praise", "date", "ordinal"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """The header of a comment.

    Attributes:
        first: index of its first line.
        last: index of its last line.
        author: the name; None when the page gives none.
        raw: the date as printed.
        votes: points in the header.
        target: whom the comment answers, as printed.
        level: depth that the page states ("level 2" is 1).
        number: position that the page states.
        owner: whether it closes an answer that stands inside another reader's comment.
        linked: whether links stand in the header line.
        said: the text, where it stands in the header line.
    """

    first: int
    last: int
    author: str | None
    raw: str | None = None
    votes: int | None = None
    target: str | None = None
    level: int | None = None
    number: int | None = None
    owner: bool = False
    linked: bool = False
    said: str | None = None


def before(lines: list[Line], index: int, limit: int = 6) -> Iterator[int]:
    """Yield the indices of the lines before `index` that are not blank, at most `limit` of them."""
    place = index - 1
    while place >= 0 and limit:
        if lines[place].kind not in SILENT:
            yield place
            limit -= 1
        place -= 1


def next_full(lines: list[Line], index: int) -> int | None:
    """Return the index of the next line after `index` that is not blank."""
    for place in range(index + 1, min(len(lines), index + 1 + 40)):
        if lines[place].kind not in SILENT:
            return place
    return None


def name_at(lines: list[Line], index: int | None) -> bool:
    """Whether a line could be a name alone: it looks like one and is no header of another kind."""
    if (
        index is None
        or lines[index].fine
        or lines[index].text.endswith((" –", " —"))
        or lines[index].kind not in ("text", "head", "profile", "related", "answers")
    ):
        return False
    head = lines[index].head
    return (head is None or head.style != "says") and is_name(unbullet(lines[index].text))
