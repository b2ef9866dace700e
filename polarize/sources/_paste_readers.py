"""Readers of a thread, one for each way in which pages print who wrote what; each finds the headers of comments in a page's lines.

A reader knows nothing of the others and nothing of how good its find is: `_paste_thread` cuts the page at the headers and chooses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from polarize.sources._paste_anchor import TAIL, Anchor, before, name_at, next_full
from polarize.sources._paste_blocks import date_over_name, name_after_tail, name_over_date, one_liners, portraits
from polarize.sources._paste_discourse import discourse_posts
from polarize.sources._paste_heads import clean_name
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._paste_members import dated_posts, numbered_posts, signed_posts
from polarize.sources._paste_worded import worded


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to find headers.

    Attributes:
        name: for the explanation.
        find: lines -> headers in page order.
        foot: whether the header stands behind the text.
        trust: what such headers alone say for a thread, in points.
    """

    name: str
    find: Callable[[list[Line]], list[Anchor]]
    foot: bool = False
    trust: float = 0.0


def _inline(styles: tuple[str, ...]) -> Callable[[list[Line]], list[Anchor]]:
    def find(lines: list[Line]) -> list[Anchor]:
        found = []
        for index, line in enumerate(lines):
            if line.kind == "head" and line.head is not None and line.head.style in styles:
                head = line.head
                found.append(
                    Anchor(index, index, head.author, head.raw, head.votes, head.target, None, head.number, head.answered, head.linked)
                )
        return found

    return find


def dated_titles(lines: list[Line]) -> list[Anchor]:
    """Find headers "date, by X" under or behind a title that many share, and those without a name, as SPIP prints them."""
    named = _DATE_NAME(lines)
    shared = Counter(_title(lines, anchor.first)[0] for anchor in named)
    titles = {title for title, number in shared.items() if title and number > 1}
    if not titles:
        return []
    whole = {anchor.first: anchor for anchor in named}
    found = []
    for place, line in enumerate(lines):
        if place not in whole and not (line.fine and line.whens[-1].end == len(line.text)):
            continue
        title, first = _title(lines, place)
        if place in whole:
            found.append(replace(whole[place], first=first) if title in titles else whole[place])
        elif title in titles:
            found.append(Anchor(first, place, None, line.whens[0].raw))
    return found


def _title(lines: list[Line], place: int) -> tuple[str, int]:
    """Return what stands before the date in a line, or the line above it when nothing does, and the line where it stands."""
    said = lines[place].text[: lines[place].whens[0].start].strip()
    above = next(before(lines, place, 1), None)
    return (said, place) if said or above is None else (lines[above].text, above)


def levels(lines: list[Line]) -> list[Anchor]:
    """Find comments under lines that state their depth ("level 2")."""
    found = []
    for spot, line in enumerate(lines):
        if line.kind != "ordinal" or not line.number or line.number > 0:
            continue
        place = next_full(lines, spot)
        after = next_full(lines, place) if place is not None else None
        named = (
            place is not None and after is not None and name_at(lines, place) and lines[after].kind in ("control", "number", "date", "role")
        )
        author = clean_name(lines[place].text) if named and place is not None else None
        found.append(Anchor(spot, place if named and place is not None else spot, author, level=-line.number - 1))
    return found


def pairs(lines: list[Line]) -> list[Anchor]:
    """Find names and texts in turn under a heading of a comment section, without dates or buttons."""
    best: list[Anchor] = []
    for index, line in enumerate(lines):
        if line.kind == "section" and line.count != 0:
            found = _pairs_under(lines, index, line.count)
            if len(found) > len(best):
                best = found
    return best


def _pairs_under(lines: list[Line], heading: int, declared: int | None) -> list[Anchor]:
    stop = heading + 1
    while stop < len(lines) and lines[stop].kind not in BREAKS:
        stop += 1
    full = [place for place in range(heading + 1, stop) if lines[place].kind not in TAIL]
    if 4 * sum(lines[place].kind == "date" for place in range(heading + 1, stop)) > len(full):
        return []
    if declared is not None and len(full) == 2 * declared and all(name_at(lines, place) for place in full[::2]):
        names = full[::2]
    else:
        names = _names_in_turn(lines, full)
        if declared is not None and len(names) != declared:
            names = _best_names(lines, full, declared) or names
    regular = len(names) >= (1 if declared is not None and len(names) == declared else 3)
    return [Anchor(place, place, clean_name(lines[place].text)) for place in names] if regular else []


def _best_names(lines: list[Line], full: list[int], declared: int) -> list[int]:
    """Return the `declared` lines that look most like names, each followed by a line that is none; empty when there are not so many."""
    if not full or not name_at(lines, full[0]) or declared > len(full) // 2:
        return []
    known = Counter(lines[place].text for place in full)
    rated = []
    for number, place in enumerate(full[:-1]):
        text = lines[place].text
        if not name_at(lines, place) or text[-1] in "!?…。！？,;:":
            continue
        words = text.split()
        proper = sum(word[:1].isupper() or not word[:1].isalpha() for word in words) / len(words)
        loose = not lines[place - 1].text if place else True
        rating = (
            2.0 * proper
            - 0.3 * len(words)
            - (1.5 if text[-1] == "." else 0.0)
            + (0.5 if loose else 0.0)
            + (1.0 if known[text] > 1 else 0.0)
            + (99.0 if not number else 0.0)
        )
        rated.append((-rating, number))
    chosen: set[int] = set()
    for _, number in sorted(rated):
        if len(chosen) < declared and number - 1 not in chosen and number + 1 not in chosen:
            chosen.add(number)
    return [full[number] for number in sorted(chosen)] if len(chosen) == declared else []


def _names_in_turn(lines: list[Line], full: list[int]) -> list[int]:
    """Return the lines that look like names and are followed by one that does not; empty when the first line is no name."""
    looks = [name_at(lines, place) and lines[place].text[-1] not in ".!?…。！？" and len(lines[place].text.split()) <= 4 for place in full]
    if not looks or not looks[0] or looks[-1]:
        return []
    names = [place for number, place in enumerate(full) if looks[number] and not looks[number + 1]]
    return names if len(names) == sum(looks) else []


_SAYS: Final = _inline(("says",))
_BY: Final = _inline(("by",))
_NAME_DATE: Final = _inline(("name date",))
_DATE_NAME: Final = _inline(("date name",))
READERS: Final = (
    Reader("X says:", _SAYS, trust=1.5),
    Reader("text, then X says:", _SAYS, foot=True, trust=1.5),
    Reader("comment by X, date", _BY, trust=1.0),
    Reader("text, then comment by X", _BY, foot=True, trust=1.0),
    Reader("X, date", _NAME_DATE),
    Reader("text, then X, date", _NAME_DATE, foot=True),
    Reader("date, X", _DATE_NAME),
    Reader("X, points", _inline(("points",)), trust=1.0),
    Reader("title, date, X", dated_titles, trust=0.5),
    Reader("X, date or date, X", _inline(("name date", "by", "date name", "says"))),
    Reader("name over date", name_over_date),
    Reader("date over name", date_over_name),
    Reader("text, then name over date", name_over_date, foot=True),
    Reader("name after buttons", name_after_tail),
    Reader("name under portrait", portraits, trust=1.0),
    Reader("a comment a line", one_liners, trust=1.5),
    Reader("posts of Discourse", discourse_posts, trust=2.5),
    Reader("numbered posts", numbered_posts, trust=2.5),
    Reader("text, then X, date, number", lambda lines: signed_posts(lines, _NAME_DATE(lines)), foot=True, trust=4.5),
    Reader("name, about the member, posted on date", dated_posts, trust=2.0),
    Reader("levels", levels, trust=2.0),
    Reader("name, text, name, text", pairs),
    Reader("the same words around X and a date", worded),
    Reader("text, then the same words around X and a date", worded, foot=True),
)
