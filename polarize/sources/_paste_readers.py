"""Readers of a thread, one for each way in which pages print who wrote what; each finds the headers of comments in a page's lines.

A reader knows nothing of the others and nothing of how good its find is: `_paste_thread` cuts the page at the headers and chooses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from polarize.sources._paste_heads import clean_name, is_name, unbullet
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._paste_words import key

_SILENT: Final = frozenset({"blank", "mark"})
_TAIL: Final = frozenset({"blank", "mark", "control", "number", "date", "ordinal"})
_LOOK: Final = 14
"""How many lines a header block may have at most."""


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


def _before(lines: list[Line], index: int, limit: int = 6) -> Iterator[int]:
    """Yield the indices of the lines before `index` that are not blank, at most `limit` of them."""
    place = index - 1
    while place >= 0 and limit:
        if lines[place].kind not in _SILENT:
            yield place
            limit -= 1
        place -= 1


def next_full(lines: list[Line], index: int) -> int | None:
    """Return the index of the next line after `index` that is not blank."""
    for place in range(index + 1, min(len(lines), index + 1 + 40)):
        if lines[place].kind not in _SILENT:
            return place
    return None


def _name_at(lines: list[Line], index: int | None) -> bool:
    """Whether a line could be a name alone: it looks like one and is no header of another kind."""
    if index is None or lines[index].fine or lines[index].kind not in ("text", "head", "profile", "related", "answers"):
        return False
    head = lines[index].head
    return (head is None or head.style != "says") and is_name(unbullet(lines[index].text))


def name_over_date(lines: list[Line]) -> list[Anchor]:
    """Find headers of two lines: the name, and under it the date ("X", "3 May 2020 at 10:29")."""
    found: list[Anchor] = []
    previous = -1
    for index, line in enumerate(lines):
        if not _stamp(line):
            continue
        place = _name_of_date(lines, index, previous)
        if place is None or lines[index].whens[0].kind == "time":
            continue
        end = index
        after = next_full(lines, index)
        raw = " ".join(when.raw for when in line.whens[:2] if when.kind != "relative" or when is line.whens[0])
        if after is not None and lines[after].kind == "date" and lines[after].whens[0].kind == "time":
            end, raw = after, f"{raw} {lines[after].whens[0].raw}"
        target = next((lines[spot].text for spot in range(place, index) if lines[spot].kind == "answers"), None)
        found.append(Anchor(place, end, clean_name(lines[place].text), raw, line.votes, target))
        previous = end
    return found


def _stamp(line: Line) -> bool:
    """Whether a line begins with a date ("3 May 2020 at 10:29 | Reply"), unlike the age behind buttons ("Like · Reply · 2 h")."""
    return bool(line.kind in ("date", "control") and line.whens and (line.kind == "date" or line.whens[0].start <= 4))


def _name_of_date(lines: list[Line], index: int, previous: int) -> int | None:
    """Return the line with the name that belongs to the date in line `index`."""
    candidates: list[int] = []
    stopped = ""
    for place in _before(lines, index, 4):
        kind = lines[place].kind
        if place <= previous or (kind in _TAIL and kind != "ordinal") or kind in BREAKS - {"related"}:
            stopped = kind
            break
        if kind in ("role", "ordinal", "answers", "profile"):
            continue
        if not _name_at(lines, place):
            stopped = "text"
            break
        candidates.append(place)
    if not candidates:
        return None
    far = [place for place in candidates if len(lines[place].text) > 1] or candidates
    if stopped in ("control", "number", "section", "form") and index - far[-1] <= 8:
        return far[-1] if len(far) <= 2 else far[0]
    return candidates[0] if len(lines[candidates[0]].text) > 1 or len(far) == 0 else far[0]


def date_over_name(lines: list[Line]) -> list[Anchor]:
    """Find headers of two lines: the date, and under it the name ("5m", "X @x")."""
    found = []
    for index, line in enumerate(lines):
        if line.kind != "date" or not line.fine or all(when.kind == "time" for when in line.whens):
            continue
        place = next_full(lines, index)
        after = next_full(lines, place) if place is not None else None
        if place is None or after is None or place - index > 2 or not _name_at(lines, place) or lines[after].kind != "text":
            continue
        found.append(Anchor(index, place, clean_name(lines[place].text), " ".join(when.raw for when in line.whens[:2])))
    return found


def name_after_tail(lines: list[Line]) -> list[Anchor]:
    """Find names that stand right behind the buttons and dates of the comment before ("Like · Reply · 2 h", then "X")."""
    found: list[Anchor] = []
    index = 0
    while index < len(lines):
        if lines[index].kind not in ("control", "date") or not (lines[index].reply or lines[index].fine):
            index += 1
            continue
        start = _tail_start(lines, index)
        end = index
        while end + 1 < len(lines) and lines[end + 1].kind in _TAIL:
            end += 1
        if not found or any(line.kind in BREAKS for line in lines[found[-1].last + 1 : start]):
            first = _first_name(lines, start)
            if first is not None and (not found or first > found[-1].last):
                found.append(Anchor(first, first, clean_name(lines[first].text)))
        place = end + 1
        after = next_full(lines, place) if place < len(lines) else None
        if place < len(lines) and _name_at(lines, place) and after is not None and lines[after].kind in ("text", "head", "answers", "role"):
            found.append(Anchor(place, place, clean_name(lines[place].text)))
        index = end + 1
    return found


def _tail_start(lines: list[Line], index: int) -> int:
    while index > 0 and lines[index - 1].kind in _TAIL:
        index -= 1
    return index


def _first_name(lines: list[Line], stop: int) -> int | None:
    """Return the line of the first name under the nearest heading or form above line `stop`."""
    place = stop - 1
    while place >= 0 and lines[place].kind not in BREAKS and stop - place < 200:
        place -= 1
    if place < 0 or lines[place].kind not in BREAKS:
        return None
    name = next_full(lines, place)
    if name is None or name >= stop - 1 or not _name_at(lines, name):
        return None
    return name


def numbered_posts(lines: list[Line]) -> list[Anchor]:
    """Find posts of forums: a line "#3" near the name, with lines about the member ("Joined", "Messages")."""
    spots = [index for index, line in enumerate(lines) if line.kind == "ordinal" and (line.number or 0) > 0]
    if not spots:
        return []
    below = [place for spot in spots if (place := next_full(lines, spot)) is not None and _name_at(lines, place)]
    if sum(place + 1 < len(lines) and lines[place + 1].kind in ("role", "profile") for place in below) * 2 > len(spots):
        return [
            Anchor(spot, place, clean_name(lines[place].text), number=lines[spot].number)
            for spot in spots
            if (place := next_full(lines, spot)) in below
        ]
    blocks = [_block_above(lines, spot, spots[number - 1] if number else -1) for number, spot in enumerate(spots)]
    if sum(bool(block) for block in blocks) * 2 > len(spots):
        column = _name_column(lines, blocks)
        return [_post(lines, spot, block, column) for spot, block in zip(spots, blocks, strict=True) if block]
    found = []
    for spot in spots:
        place = next_full(lines, spot)
        if place is not None and _name_at(lines, place):
            found.append(Anchor(spot, place, clean_name(lines[place].text), number=lines[spot].number))
    return found


def _block_above(lines: list[Line], spot: int, previous: int) -> list[int]:
    """Return the lines about the member above a post's number: from the two lines before the topmost label or role to the number."""
    top = None
    for steps, place in enumerate(_before(lines, spot, _LOOK)):
        if place <= previous:
            break
        line = lines[place]
        label = line.kind in ("profile", "role")
        if label:
            top = place
        elif len(line.text) > 80 or (top is None and steps > 3) or line.kind in BREAKS - {"related", "section"}:
            break
    if top is None:
        date = next(_before(lines, spot, 1), None)
        top = date if date is not None and lines[date].kind == "date" else None
    if top is None:
        return []
    above = []
    for place in range(top - 1, max(top - 3, previous), -1):
        if lines[place].kind in _SILENT:
            break
        above.append(place)
    return [*reversed(above), top]


def _name_column(lines: list[Line], blocks: list[list[int]]) -> int:
    """Return which line above the first label is the name: 2 when the line right above is a title that many share, else 1."""
    full = [block for block in blocks if block and lines[block[-1]].kind != "role"]
    if not full:
        return 1
    near = [key(lines[block[-2]].text) for block in full if len(block) > 1]
    far = [key(lines[block[-3]].text) for block in full if len(block) > 2 and is_name(lines[block[-3]].text)]
    if len(far) < 0.8 * len(full) or not near:
        return 1
    common = Counter(near).most_common(1)[0][1]
    return 2 if len(set(far)) >= len(set(near)) and (common > 1 or len(full) == 1 or len(set(far)) > len(set(near))) else 1


def _post(lines: list[Line], spot: int, block: list[int], column: int) -> Anchor:
    column = 1 if lines[block[-1]].kind == "role" else column
    place = block[-1 - column] if len(block) > column else block[0]
    dates = [line for line in lines[block[-1] : spot + 1] if line.kind == "date" and line.whens]
    raw = dates[-1].whens[0].raw if dates else None
    return Anchor(place, spot, clean_name(lines[place].text) or None, raw, number=lines[spot].number)


def levels(lines: list[Line]) -> list[Anchor]:
    """Find comments under lines that state their depth ("level 2")."""
    found = []
    for spot, line in enumerate(lines):
        if line.kind != "ordinal" or not line.number or line.number > 0:
            continue
        place = next_full(lines, spot)
        after = next_full(lines, place) if place is not None else None
        named = (
            place is not None
            and after is not None
            and _name_at(lines, place)
            and lines[after].kind in ("control", "number", "date", "role")
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
    full = [place for place in range(heading + 1, stop) if lines[place].kind not in _TAIL]
    if declared is not None and len(full) == 2 * declared and all(_name_at(lines, place) for place in full[::2]):
        names = full[::2]
    else:
        names = _names_in_turn(lines, full)
        if declared is not None and len(names) != declared:
            names = _best_names(lines, full, declared) or names
    regular = len(names) >= (1 if declared is not None and len(names) == declared else 3)
    return [Anchor(place, place, clean_name(lines[place].text)) for place in names] if regular else []


def _best_names(lines: list[Line], full: list[int], declared: int) -> list[int]:
    """Return the `declared` lines that look most like names, each followed by a line that is none; empty when there are not so many."""
    if not full or not _name_at(lines, full[0]) or declared > len(full) // 2:
        return []
    known = Counter(lines[place].text for place in full)
    rated = []
    for number, place in enumerate(full[:-1]):
        text = lines[place].text
        if not _name_at(lines, place) or text[-1] in "!?…。！？,;:":
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
    looks = [_name_at(lines, place) and lines[place].text[-1] not in ".!?…。！？" and len(lines[place].text.split()) <= 4 for place in full]
    if not looks or not looks[0] or looks[-1]:
        return []
    names = [place for number, place in enumerate(full) if looks[number] and not looks[number + 1]]
    return names if len(names) == sum(looks) else []


READERS: Final = (
    Reader("X says:", _inline(("says",)), trust=1.5),
    Reader("text, then X says:", _inline(("says",)), foot=True, trust=1.5),
    Reader("comment by X, date", _inline(("by",)), trust=1.0),
    Reader("text, then comment by X", _inline(("by",)), foot=True, trust=1.0),
    Reader("X, date", _inline(("name date",))),
    Reader("text, then X, date", _inline(("name date",)), foot=True),
    Reader("date, X", _inline(("date name",))),
    Reader("X, date or date, X", _inline(("name date", "by", "date name", "says"))),
    Reader("name over date", name_over_date),
    Reader("date over name", date_over_name),
    Reader("name after buttons", name_after_tail),
    Reader("numbered posts", numbered_posts, trust=2.5),
    Reader("levels", levels, trust=2.0),
    Reader("name, text, name, text", pairs),
)
