"""Headers of comments beyond the lines by which a reader found them: titles, repeated names, lines about the member."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from polarize.sources._paste_anchor import TAIL, Anchor, next_full
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._paste_worded import unshared
from polarize.sources._words import words

_ABOUT: Final = frozenset({"profile", "role", "number", "date"})
_BUTTON_WORDS: Final = frozenset(words("follow suivre folgen seguir segui volgen följ følg obserwuj sledovat подписаться takip"))
"""Buttons that browsers copy before a name."""
_RANK: Final = re.compile(r"\s(?:level|rank|posts?|rang|niveau)\s?[:：]\s?\S", re.IGNORECASE)
"""What stands behind a member's name in one line."""
_MOST_TITLED, _MANY_TITLED = 0.9, 0.8
"""Share of the comments that have a title where titles are usual; behind buttons, and where the first stands right under the heading."""
_LONGEST_TITLE, _SHORT_TITLE, _TITLE_LEAST = 120, 80, 5
"""Characters of a title: at most, at most without a sign that it is one, and at least where the text begins with it."""
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
    ranked = next((place for place in named if _RANK.match(lines[place].text[len(author or "") :])), None)
    if ranked is not None:
        return ranked + 1
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
    """Take away the words that stand before or behind all names ("Stop following X"), unless they may be a name or a title ("Dr. X")."""
    names = [tuple((anchor.author or "").split()) for anchor in run]
    kept = unshared(names) if len(run) > _LABELLED and all(names) else []
    if len({" ".join(name).casefold() for name in kept}) < _LABELLED:
        return run
    shared = [word for word in names[0] if word not in kept[0]]
    if not any(word[:1].islower() or word.casefold() in _BUTTON_WORDS for word in shared):
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
    """Draw the line above a header into it, when it is a title: every comment has one, or it is how the text begins, as in Drupal."""
    floors = [0, *(anchor.last + 1 for anchor in run[:-1])]
    near = [_right_above(lines, anchor.first, floor) for anchor, floor in zip(run, floors, strict=True)]
    parted = [
        place is not None and _behind_buttons(lines, place, floor, first=not number)
        for number, (place, floor) in enumerate(zip(near, floors, strict=True))
    ]
    begins = [place is not None and _begins_with(lines, place, anchor.last) for place, anchor in zip(near, run, strict=True)]
    loose = [place is not None and _may_be_title(lines, place, floor) for place, floor in zip(near, floors, strict=True)]
    if len(run) >= 3 and sum(parted[1:]) >= _MOST_TITLED * (len(run) - 1):
        titled = parted
    elif len(run) >= 3 and ((parted[0] and sum(loose[1:]) >= _MANY_TITLED * (len(run) - 1)) or 2 * sum(begins) >= len(run)):
        titled = [one or other for one, other in zip(begins, loose, strict=True)]
        titled[0] = parted[0] or begins[0]
    else:
        return run
    return [
        replace(anchor, first=place) if of and place is not None else anchor for anchor, place, of in zip(run, near, titled, strict=True)
    ]


def _right_above(lines: list[Line], first: int, floor: int) -> int | None:
    """Return the line of text right above a header, if there is one that is not too long for a title."""
    place = next((place for place in range(first - 1, max(floor, first - 6) - 1, -1) if lines[place].text), None)
    return place if place is not None and lines[place].kind in ("text", "head") and len(lines[place].text) <= _LONGEST_TITLE else None


def _behind_buttons(lines: list[Line], place: int, floor: int, *, first: bool) -> bool:
    """Whether a line stands between the buttons of a comment, or a heading, and the next header."""
    above = next((above for above in range(place - 1, max(floor, place - 6) - 1, -1) if lines[above].text), None)
    if above is None or not (lines[above].kind in TAIL or lines[above].kind in BREAKS):
        return False
    return first or any(lines[other].kind in ("text", "head") for other in range(floor, place))


def _begins_with(lines: list[Line], place: int, last: int) -> bool:
    """Whether a line holds the first words of the text behind a header."""
    below = next_full(lines, last)
    title = lines[place].text.rstrip("….").casefold()
    return below is not None and len(title) > _TITLE_LEAST and lines[below].text.casefold().startswith(title)


def _may_be_title(lines: list[Line], place: int, floor: int) -> bool:
    """Whether a line is no end of a sentence, and not all that the comment above says."""
    alone = not any(lines[other].kind in ("text", "head") for other in range(floor, place))
    text = lines[place].text
    return not alone and not lines[place - 1].text and len(text) <= _SHORT_TITLE and (text[-1] not in ".:;," or text.endswith("..."))


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
