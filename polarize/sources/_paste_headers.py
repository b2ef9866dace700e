"""Headers of comments beyond the lines by which a reader found them: titles, repeated names, lines about the member."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from polarize.sources._paste_anchor import TAIL, Anchor, next_full
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._paste_worded import unshared

_ABOUT: Final = frozenset({"profile", "role", "number", "date"})
_LABELLED: Final = 3
"""Names with the same word before them that are different."""
_PLACED: Final = 0.8
"""Share of the names with a place behind them ("Ann, Hull") from which on the place is no part of them."""
_MEMBER_LINES: Final = 12
"""How many lines about a member may stand under the name."""


def whole_headers(lines: list[Line], run: list[Anchor], end: int) -> list[Anchor]:
    """Return the headers of a thread that ends before line `end`, with all lines that are theirs, and with names taken apart."""
    stops = [*(anchor.first for anchor in run[1:]), end]
    past = [_past_member(lines, anchor, stop) for anchor, stop in zip(run, stops, strict=True)]
    forum = sum(longer.last > anchor.last for longer, anchor in zip(past, run, strict=True)) >= 0.6 * len(run)
    run = [_extended(lines, anchor) for anchor in (past if forum else run)]
    return _titled(lines, _split_names(without_label(_glued_names(lines, run))))


def past_name(lines: list[Line], author: str | None, start: int, stop: int) -> int:
    """Return where the text of a comment begins that is signed below: behind the author's name above it and the lines about the member."""
    named = [place for place in range(start, stop) if author and lines[place].text.startswith(author)]
    for name in reversed(named):
        place = next_full(lines, name)
        if place is None or place >= stop or lines[place].kind != "profile":
            continue
        while place is not None and place < stop and (lines[place].kind in _ABOUT or lines[place - 1].text.endswith((":", "："))):
            start, place = place + 1, next_full(lines, place)
        break
    return start


def _past_member(lines: list[Line], anchor: Anchor, stop: int) -> Anchor:
    """Lengthen a header over the lines about the member that follow it: a title, "Joined", "Posts: 24"."""
    if anchor.said is not None:
        return anchor
    last = anchor.last
    for place in range(anchor.last + 1, min(stop, anchor.last + 1 + _MEMBER_LINES)):
        if lines[place].kind == "profile":
            last = place
        elif len(lines[place].text) > 60 or lines[place].kind in BREAKS:
            break
    return replace(anchor, last=last)


def _extended(lines: list[Line], anchor: Anchor) -> Anchor:
    """Lengthen a header over the author's block that repeats it: "X commented March 3", then "X", the place and the date."""
    if anchor.author is None or anchor.said is not None:
        return anchor
    place = next_full(lines, anchor.last)
    if place is None or lines[place].text != anchor.author or place - anchor.last > 3:
        return anchor
    end = place
    for _ in range(4):
        after = next_full(lines, end)
        if after is None or lines[after].kind not in ("text", "role", "date", "profile") or len(lines[after].text) > 60:
            break
        end = after
        if lines[end].kind == "date":
            return replace(anchor, last=end)
    return replace(anchor, last=place)


def without_label(run: list[Anchor]) -> list[Anchor]:
    """Take away the words that stand before or behind all names ("Stop following X")."""
    names = [tuple((anchor.author or "").split()) for anchor in run]
    kept = unshared(names) if len(run) > _LABELLED and all(names) else []
    if len({" ".join(name).casefold() for name in kept}) < _LABELLED:
        return run
    return [replace(anchor, author=" ".join(name)) for anchor, name in zip(run, kept, strict=True)]


def _split_names(run: list[Anchor]) -> list[Anchor]:
    """Take apart names that the page prints with more: "X  Y" where X answers Y, "X, Town, Country" under every comment."""
    out, known = [], set[str]()
    for anchor in run:
        name, gap, other = (anchor.author or "").rpartition("  ")
        if gap and name.strip() and other.strip() in known:
            anchor = replace(anchor, author=name.strip(), target=other.strip())
        known.add(anchor.author or "")
        out.append(anchor)
    if len(out) > 1 and sum(", " in (anchor.author or "") for anchor in out) >= _PLACED * len(out):
        out = [replace(anchor, author=(anchor.author or "").partition(", ")[0].strip() or anchor.author) for anchor in out]
    return out


def _titled(lines: list[Line], run: list[Anchor]) -> list[Anchor]:
    """Draw the line between the buttons of a comment and the next header into that header, when every comment has it: a title."""
    tops: list[int | None] = []
    for number, anchor in enumerate(run):
        floor = run[number - 1].last + 1 if number else 0
        full = [place for place in range(anchor.first - 1, max(floor, anchor.first - 6) - 1, -1) if lines[place].text][:2]
        titled = len(full) == 2 and lines[full[0]].kind == "text" and (lines[full[1]].kind in TAIL or lines[full[1]].kind in BREAKS)
        titled = titled and (not number or any(lines[place].kind in ("text", "head") for place in range(floor, full[0])))
        tops.append(full[0] if titled and len(lines[full[0]].text) <= 120 else None)
    if len(run) < 3 or sum(top is not None for top in tops[1:]) < 0.9 * (len(run) - 1):
        return run
    return [replace(anchor, first=top) if top is not None else anchor for anchor, top in zip(run, tops, strict=True)]


def _glued_names(lines: list[Line], run: list[Anchor]) -> list[Anchor]:
    """Take apart names that are printed as "XY" under a line "X": X answers Y."""
    out = []
    for anchor in run:
        above = next(
            (place for place in range(anchor.first - 1, max(-1, anchor.first - 5), -1) if lines[place].kind in ("text", "head")), None
        )
        name = lines[above].text if above is not None else ""
        if above is not None and anchor.author and len(name) > 1 and len(anchor.author) > len(name) and anchor.author.startswith(name):
            out.append(replace(anchor, first=above, author=name, target=anchor.author[len(name) :]))
        else:
            out.append(anchor)
    return out if sum(a is not b for a, b in zip(out, run, strict=True)) >= 0.5 * len(run) else run
