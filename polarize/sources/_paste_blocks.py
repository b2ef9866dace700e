"""Readers of headers that stand in lines of their own: name over date, date over name, names behind buttons or under portraits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Final

from polarize.sources._dates import find
from polarize.sources._paste_anchor import SILENT, TAIL, Anchor, before, name_at, next_full
from polarize.sources._paste_heads import by_name, clean_name
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._words import key

_EDITED: Final = frozenset({"edited", "bearbeitet", "modifié", "editado", "已编辑", "已編輯"})
_ASIDE: Final = frozenset({"role", "ordinal", "answers", "profile"})
_NAMELESS: Final = frozenset({"guest", "gast", "invité", "invitado", "游客", "訪客"})
_MOST_STAMPS: Final = 0.7
"""Share of the dates that have the same line above them, from which on it is nobody's name."""
_HEADER_LINES: Final = 6
"""How many lines a header under a portrait may have."""
_ONE_LINE: Final = re.compile(
    r"^(?P<mark>[推噓嘘→+-]|\[?\d{1,2}:\d{2}(?::\d{2})?\]?)\s+(?P<name>[^\s:：]{1,40})\s?[:：]\s?(?P<said>\S.*?)?(?P<raw>\s\d{1,2}/\d{1,2}(?:\s\d{1,2}:\d{2})?)?$"
)


def name_over_date(lines: list[Line]) -> list[Anchor]:
    """Find headers of two lines: the name, and under it the date ("X", "3 May 2020 at 10:29")."""
    found: list[Anchor] = []
    over = _over_stamps(lines)
    usual, labels = _usual_distance(over), _labels(lines, over)
    breaks = [index for index, line in enumerate(lines) if line.kind in BREAKS]
    previous = -1
    for index, line in enumerate(lines):
        if not _stamp(line):
            continue
        candidates, stopped = _candidates(lines, index, previous)
        candidates = [place for place in candidates if lines[place].text not in labels] or candidates
        if usual and candidates and _opens(breaks, previous, candidates[-1]):
            stopped = "section"
        if not candidates or all(when.kind == "time" for when in line.whens):
            continue
        place = _name_among(lines, candidates, stopped, index, usual)
        end = index
        after = next_full(lines, index)
        raw = " ".join(when.raw for when in line.whens[:2] if when.kind != "relative" or when is line.whens[0])
        if after is not None and lines[after].kind == "date" and lines[after].whens[0].kind == "time":
            end, raw = after, f"{raw} {lines[after].whens[0].raw}"
        target = next((lines[spot].text for spot in range(place, index) if lines[spot].kind == "answers"), None)
        found.append(Anchor(place, end, clean_name(lines[place].text), raw, line.votes, target))
        previous = end
    return _with_targets(lines, found)


def _stamp(line: Line) -> bool:
    """Whether a line begins with a date ("3 May 2020 at 10:29 | Reply"), unlike the age behind buttons ("Like · Reply · 2 h")."""
    return bool(line.kind in ("date", "control") and line.whens and (line.kind == "date" or line.whens[0].start <= 4))


def _opens(breaks: list[int], previous: int, place: int) -> bool:
    """Whether a heading stands between the header before and a line: what stands above the first name is no part of the thread."""
    spot = bisect_left(breaks, place)
    return previous < 0 or (spot > 0 and breaks[spot - 1] > previous)


def _candidates(lines: list[Line], index: int, previous: int) -> tuple[list[int], str]:
    """Return the lines above a date that may hold its name, the nearest first, and the kind of the line that ends them."""
    found: list[int] = []
    aside: list[int] = []
    for place in before(lines, index, 4):
        kind = lines[place].kind
        if kind == "control" and key(lines[place].text) in _EDITED and place > previous:
            continue
        if place <= previous or (kind in TAIL and kind != "ordinal") or kind in BREAKS - {"related"}:
            return found or aside, kind
        if kind in _ASIDE:
            aside = [place] if kind == "role" and not aside and not found and key(lines[place].text) in _NAMELESS else aside
            continue
        if not name_at(lines, place):
            return found or aside, "text"
        found.append(place)
    return found or aside, ""


def _name_among(lines: list[Line], candidates: list[int], stopped: str, index: int, usual: Counter[int]) -> int:
    """Return the line with the name that belongs to the date in line `index`."""
    far = [place for place in candidates if len(lines[place].text) > 1] or candidates
    if stopped in ("control", "number"):
        return (far[-1] if len(far) <= 2 else far[0]) if index - far[-1] <= 8 else far[0]
    if usual and (stopped or len(far) > 1):
        common = usual.most_common(1)[0][0]
        return far[min(common, len(far)) - 1]
    if stopped in ("section", "form") and index - far[-1] <= 8:
        return far[-1] if len(far) <= 2 else far[0]
    return far[0] if len(lines[candidates[0]].text) <= 1 else candidates[0]


def _over_stamps(lines: list[Line]) -> list[tuple[list[int], str]]:
    """Return for each stamp what may hold its name, and what ends that; see `_candidates`."""
    stamps = [index for index, line in enumerate(lines) if _stamp(line)]
    return [_candidates(lines, index, previous) for previous, index in pairwise([-1, *stamps])]


def _labels(lines: list[Line], over: list[tuple[list[int], str]]) -> set[str]:
    """Return the lines that stand above most of the dates beside another that could be a name ("Name withheld")."""
    seen = Counter(text for candidates, _ in over if len(candidates) > 1 for text in {lines[place].text for place in candidates})
    return {text for text, often in seen.items() if often >= max(3, _MOST_STAMPS * len(over))}


def _usual_distance(over: list[tuple[list[int], str]]) -> Counter[int]:
    """Count how many lines above the date the name stands, over the headers that begin right behind buttons."""
    return Counter(len(candidates) for candidates, stopped in over if stopped in ("control", "number") and 1 <= len(candidates) <= 2)


def _with_targets(lines: list[Line], found: list[Anchor]) -> list[Anchor]:
    """Read a second name between name and date as whom the comment answers, where somebody of that name wrote before."""
    out, known = [], set[str]()
    for anchor in found:
        between = [place for place in range(anchor.first + 1, anchor.last) if lines[place].kind == "text"]
        named = clean_name(lines[between[-1]].text) if between else ""
        out.append(replace(anchor, target=named) if named in known and named != anchor.author and anchor.target is None else anchor)
        known.add(anchor.author or "")
    return out


def date_over_name(lines: list[Line]) -> list[Anchor]:
    """Find headers of two lines: the date, and under it the name ("5m", "X @x")."""
    found = []
    for index, line in enumerate(lines):
        if line.kind != "date" or all(when.kind == "time" for when in line.whens):
            continue
        place = next_full(lines, index)
        after = next_full(lines, place) if place is not None else None
        while after is not None and lines[after].kind == "role":
            after = next_full(lines, after)
        if place is None or after is None or place - index > 2 or not name_at(lines, place) or lines[after].kind != "text":
            continue
        named = by_name(lines[place].text)
        if line.fine or named:
            found.append(Anchor(index, place, named or clean_name(lines[place].text), " ".join(when.raw for when in line.whens[:2])))
    return found


def name_after_tail(lines: list[Line]) -> list[Anchor]:
    """Find names that stand right behind the buttons and dates of the comment before ("Like · Reply · 2 h", then "X")."""
    breaks = [index for index, line in enumerate(lines) if line.kind in BREAKS]
    found: list[Anchor] = []
    tails: list[int] = []
    index = behind = 0
    while index < len(lines):
        if lines[index].kind not in ("control", "date") or not (lines[index].reply or lines[index].fine):
            index += 1
            continue
        start = max(_tail_start(lines, index), behind)
        end = index
        while end + 1 < len(lines) and lines[end + 1].kind in TAIL:
            end += 1
        behind = begun = end + 1
        while behind < len(lines) and lines[behind].kind == "role" and (below := next_full(lines, behind)) is not None:
            behind = below
        since = found[-1].last + 1 if found else 0
        spot = bisect_left(breaks, since)
        if not found or (spot < len(breaks) and breaks[spot] < start):
            first = _first_name(lines, start, breaks)
            if first is not None and (not found or first > found[-1].last):
                found.append(Anchor(first, first, clean_name(lines[first].text)))
        tails.append(start)
        after = next_full(lines, behind) if behind < len(lines) else None
        if (
            behind < len(lines)
            and name_at(lines, behind)
            and after is not None
            and lines[after].kind in ("text", "head", "answers", "role", "control")
        ):
            found.append(Anchor(begun, behind, clean_name(lines[behind].text)))
        index = behind
    return found[:-1] if len(found) > 2 and tails[-1] < found[-1].first else found


def _tail_start(lines: list[Line], index: int) -> int:
    while index > 0 and lines[index - 1].kind in TAIL:
        index -= 1
    return index


def _first_name(lines: list[Line], stop: int, breaks: list[int]) -> int | None:
    """Return the line of the first name under the nearest heading or form above line `stop`."""
    spot = bisect_left(breaks, stop)
    if not spot or stop - breaks[spot - 1] > 200:
        return None
    name = next_full(lines, breaks[spot - 1])
    while name is not None and name < stop and (lines[name].kind in TAIL or lines[name].kind == "role"):
        name = next_full(lines, name)
    if name is None or name >= stop - 1 or not name_at(lines, name):
        return None
    return name


def portraits(lines: list[Line]) -> list[Anchor]:
    """Find names under the label of a portrait ("X's profile picture", "X"); lines about the person and the date may follow."""
    spots = [index for index, line in enumerate(lines) if line.kind == "portrait"]
    named = [(spot, place) for spot in spots if (place := next_full(lines, spot)) is not None and lines[place].kind not in BREAKS]
    if len(named) < 2:
        return []
    dates = [
        _date_under(lines, place, named[number + 1][0] if number + 1 < len(named) else len(lines))
        for number, (_, place) in enumerate(named)
    ]
    ends = [spot for spot, _ in named[1:]]
    said = [
        any(lines[place].kind in ("text", "head") for place in range(date + 1, end))
        for date, end in zip(dates, ends, strict=False)
        if date is not None
    ]
    above = sum(said) * 2 > len(said)
    found = []
    for (spot, place), date in zip(named, dates, strict=True):
        last = date if above and date is not None else place
        raw = lines[last].whens[0].raw if last != place and lines[last].whens else None
        found.append(Anchor(spot, last, clean_name(lines[place].text), raw))
    return found


def _date_under(lines: list[Line], name: int, stop: int) -> int | None:
    """Return the last line of dates in the first lines under a name."""
    seen, best, place = 0, None, name + 1
    while place < stop and seen < _HEADER_LINES and (lines[place].kind not in BREAKS or lines[place].kind == "related"):
        line = lines[place]
        if line.kind == "date" and (best is None or not all(other.kind in ("text", "control") for other in lines[best + 1 : place])):
            best = place
        elif line.kind not in SILENT and (len(line.text) > 100 or line.reply):
            break
        seen += line.kind not in SILENT
        place += 1
    return best


def one_liners(lines: list[Line]) -> list[Anchor]:
    """Find comments of one line each ("推 name: text 03/03 06:12", "[06:12] name: text"), three or more with the same kind of mark."""
    found = []
    for index, line in enumerate(lines):
        match = _ONE_LINE.match(line.text) if len(line.text) <= 400 else None
        if match is not None and (match["raw"] or match["mark"][-1] in "]推噓嘘→"):
            raw = match["raw"].strip() if match["raw"] else match["mark"].strip("[]")
            kept = match["mark"][-1] in "推噓嘘"
            votes = (1 if match["mark"] == "推" else -1) if kept else None
            whens = find(raw)
            found.append(
                Anchor(index, index, match["name"], raw if whens or match["raw"] else None, votes, said=(match["said"] or "").strip())
            )
    return found if len(found) >= 3 else []
