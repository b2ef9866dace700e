"""Posts of forums, under lines about the member who wrote them: "Regular", "Joined", "Posts: 24", "#3"."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Final

from polarize.sources._paste_anchor import SILENT, Anchor, before, name_at, next_full
from polarize.sources._paste_heads import clean_name, is_name
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._words import key

_GAP: Final = 6
"""How many lines may lie between a name and what is said of the member, most of them blank."""
_AGAIN: Final = 3
"""A number that stands again so few lines below is the same post's."""
_POSTED: Final = re.compile(
    r"(?:posted|beitrag|verfasst(?: am)?|geschrieben|envoyé|posté|publicado|enviado|добавлено)\s?[:：]\s?\S"
    r"|«\s(?:[^«»]{1,20}\s#\d{1,6}\s)?[^\d«»:]{0,12}:\s",
    re.IGNORECASE,
)
"""What stands before the date of a post in phpBB 2 and SMF."""
_LOOK: Final = 14
"""How many lines a header block may have at most."""
_SHORT: Final = 60
"""Characters of a line of a header block."""
_MOST_TOPPED: Final = 0.8
"""Share of the posts that begin with the name."""
_NEAR: Final = 3
"""How many of them may stand under the last label."""
_LABELS: Final = frozenset({"profile", "role"})


def numbered_posts(lines: list[Line]) -> list[Anchor]:
    """Find posts of forums: a line "#3" near the name, with lines about the member ("Joined", "Messages")."""
    spots = _numbers(lines)
    twice = {b for a, b in pairwise(spots) if lines[a].number == lines[b].number and _none_said(lines, a, b)}
    spots = [spot for spot in spots if spot not in twice]
    if not spots:
        return []
    topped = _topped(lines, spots)
    if topped:
        return topped
    named = [(spot, place) for spot in spots if (place := next_full(lines, spot)) is not None and name_at(lines, place)]
    found = [Anchor(spot, place, clean_name(lines[place].text), _printed(lines[spot]), number=lines[spot].number) for spot, place in named]
    about = sum(any(line.kind in _LABELS for line in lines[place + 1 : place + 4]) for _, place in named)
    return found if 2 * about > len(spots) else _under_members(lines, spots) or found


def _none_said(lines: list[Line], start: int, stop: int) -> bool:
    """Whether no text stands between two lines with a number, so that the same in both is one post's; a place may ("Massachusetts")."""
    if stop - start <= _AGAIN:
        return True
    said = sum(line.kind in ("text", "head") for line in lines[start:stop])
    dates = [lines[place - 1].text for place in (start, stop) if lines[place - 1].kind == "date"]
    return stop - start <= _LOOK and (not said or (said == 1 and len(dates) > len(set(dates))))


def _topped(lines: list[Line], spots: list[int]) -> list[Anchor]:
    """Return the headers whose first line, behind an empty line or buttons, is the name, where most of the posts have such a one.

    Titles, ranks and teams under a name are anybody's words ("Neonga Nation"); that the name stands first is the same in all posts.
    """
    tops = [_top(lines, spot, spots[number - 1] if number else -1) for number, spot in enumerate(spots)]
    first = Counter(lines[top].text for top in tops)
    label, often = first.most_common(1)[0]
    if 2 * often > len(spots) > 2:  # the last button of the post before, which nobody knows for one
        tops = [top + (lines[top].text == label) for top in tops]
    if len(spots) > 2:  # the page's title may stand over the first name
        tops[0] = max(tops[0], spots[0] - max(spot - top for spot, top in zip(spots[1:], tops[1:], strict=True)))
    found = [(spot, top) for spot, top in zip(spots, tops, strict=True) if _titled(lines, top, spot)]
    if len(found) < _MOST_TOPPED * len(spots):
        return []
    if found[0][0] != spots[0] and (opening := _opening(lines, spots[0], {lines[top].text for _, top in found})) is not None:
        found.insert(0, (spots[0], opening))
    return [Anchor(top, spot, clean_name(lines[top].text), _dated_in(lines, top, spot), number=lines[spot].number) for spot, top in found]


def _opening(lines: list[Line], spot: int, known: set[str]) -> int | None:
    """Return the line of the first post's name, where more of the page stands right above it: a name known below, else one over a label."""
    above = [place for place in before(lines, spot, _LOOK) if name_at(lines, place)]
    named = next((place for place in above if lines[place].text in known), None)
    block = _block_above(lines, spot, -1) if named is None else []
    return block[0] if len(block) > 1 else named


def _top(lines: list[Line], spot: int, previous: int) -> int:
    """Return the first of the lines that stand right above a post's number, without buttons, numbers and praise of the post before."""
    place = spot
    while place - 1 > previous and spot - place <= _LOOK and lines[place - 1].kind not in SILENT and not _pressed(lines[place - 1]):
        place -= 1
    while place < spot and (lines[place].kind in ("number", "praise", "role") or _pressed(lines[place])):
        place += 1
    return place


def _titled(lines: list[Line], top: int, spot: int) -> bool:
    """Whether a header from a name to the number of a post has the date or another line between them at least, and no sentence."""
    below = next_full(lines, spot)
    dated = lines[spot].whens or (below is not None and lines[below].kind == "date")
    short = (1 if dated else 2) <= spot - top <= _LOOK and all(len(line.text) <= _SHORT for line in lines[top:spot])
    return short and name_at(lines, top) and lines[top].text[-1] not in ".!?…"


def _pressed(line: Line) -> bool:
    return line.kind == "control" and not line.whens


def _dated_in(lines: list[Line], top: int, spot: int) -> str | None:
    """Return the last date in a header."""
    return next((line.whens[0].raw for line in reversed(lines[top : spot + 1]) if line.kind in ("date", "ordinal") and line.whens), None)


def dated_posts(lines: list[Line]) -> list[Anchor]:
    """Find posts of old forums: name, lines about the member, and "Posted: Mon Jun 20, 2005 2:21 pm" or "« Reply #2 on: ... »"."""
    spots = [index for index, line in enumerate(lines) if line.fine and _POSTED.match(line.text)]
    return [replace(anchor, raw=lines[anchor.last].whens[0].raw) for anchor in _under_members(lines, spots)]


def signed_posts(lines: list[Line], dated: list[Anchor]) -> list[Anchor]:
    """Find posts that end with their author and day, and their number under it ("X, Apr 22, 2020", "#2"), as XenForo 1 prints them."""
    spots = _numbers(lines)
    numbered = set(spots)
    signed = [(anchor, next_full(lines, anchor.last)) for anchor in dated]
    found = [replace(anchor, last=spot, number=lines[spot].number) for anchor, spot in signed if spot is not None and spot in numbered]
    return found if 2 * len(found) > len(spots) else []


def _numbers(lines: list[Line]) -> list[int]:
    """Return the lines that number posts ("#3"), and no depth."""
    return [index for index, line in enumerate(lines) if line.kind == "ordinal" and (line.number or 0) > 0]


def _under_members(lines: list[Line], spots: list[int]) -> list[Anchor]:
    """Return the headers that begin with lines about the member and end at a spot, where more than half of the spots have such lines."""
    blocks = [_block_above(lines, spot, spots[number - 1] if number else -1) for number, spot in enumerate(spots)]
    if 2 * sum(map(bool, blocks)) <= len(spots):
        return []
    column = _name_column(lines, blocks)
    return [_post(lines, spot, block, column) for spot, block in zip(spots, blocks, strict=True) if block]


def _printed(line: Line) -> str | None:
    return line.whens[0].raw if line.whens else None


def _block_above(lines: list[Line], spot: int, previous: int) -> list[int]:
    """Return the lines about the member above a post's number: from the two lines before the topmost label or role to the number."""
    top = _topmost_label(lines, spot, previous)
    if top is None:
        date = next(before(lines, spot, 1), None)
        top = date if date is not None and lines[date].kind == "date" else None
    if top is None:
        return []
    near = next((place for place in before(lines, top, 1) if place > max(top - _GAP, previous)), top)
    # Where blank lines part all lines of the header, they part the name from the title too.
    loose = all(lines[place].kind in SILENT or lines[place + 1].kind in SILENT for place in range(near, spot))
    above: list[int] = []
    for place in range(near, max(near - (_GAP if loose else 2), previous), -1):
        if place == top or len(above) == 2 or (lines[place].kind in SILENT and not loose):
            break
        if lines[place].kind not in SILENT:
            above.append(place)
    return [*reversed(above), top]


def _topmost_label(lines: list[Line], spot: int, previous: int) -> int | None:
    """Return the first of the labels and roles of a header that ends at `spot`; a date over the name is not the header's."""
    top, named = None, False
    for steps, place in enumerate(before(lines, spot, _LOOK)):
        line = lines[place]
        if place <= previous or (top is None and steps > _NEAR and line.kind not in _LABELS):
            break
        if line.kind in _LABELS:
            top = place
        elif (named and line.kind == "date") or len(line.text) > 80 or line.kind in BREAKS - {"related", "section"}:
            break
        named = named or (top is not None and line.kind == "text")
    return top


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
    return Anchor(place, spot, clean_name(lines[place].text) or None, _dated_in(lines, block[-1], spot), number=lines[spot].number)
