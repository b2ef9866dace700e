"""Readers of headers in any language: lines in which the same words stand around every name and date ("Napsal uživatel X dne 3. 5. 2020").

What the words say need not be known. Three names and more with the same words before them, or behind them, are enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from polarize.sources._paste_anchor import Anchor
from polarize.sources._paste_heads import clean_name, is_name, unbullet
from polarize.sources._paste_lines import Line
from polarize.sources._words import ANSWERS

_LONGEST: Final = 160
"""Characters of a header line."""
_LEAST: Final = 3
"""Headers with the same words."""
_MOST_WORDS: Final = 5
"""Words of a name."""
_DIGITS: Final = re.compile(r"\d+")
_EDGE: Final = " \t,;:.|·•-–—/[]#\"'«»“”："
_ANSWERED: Final = re.compile(rf"\s{ANSWERS}\W.*$", re.IGNORECASE)
"""What is said of whom the comment answers, behind the name."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A line with a date: its place, the date as printed, and the words before and behind it."""

    place: int
    raw: str
    before: tuple[str, ...]
    behind: tuple[str, ...]


def worded(lines: list[Line]) -> list[Anchor]:
    """Find lines with a name and a date in which the words around them are the same for most names."""
    found: dict[int, Anchor] = {}
    dated = [made for place, line in enumerate(lines) if (made := _dated(place, line)) is not None]
    for group in _groups(dated, "before"):
        found |= {anchor.first: anchor for anchor in _named(group, [one.before for one in group])}
    for group in _groups(dated, "behind"):
        found |= {anchor.first: anchor for anchor in _named(group, [one.behind for one in group]) if anchor.first not in found}
    return [found[place] for place in sorted(found)]


def _dated(place: int, line: Line) -> _Dated | None:
    """Return a line with a stamp in it; None for sentences and for what is known to be something else."""
    if not line.whens or len(line.text) > _LONGEST or line.kind not in ("text", "head"):
        return None
    if all(when.kind == "time" for when in line.whens) or not line.fine:
        return None
    text = unbullet(line.text)
    first, end = line.whens[0].start, line.whens[-1].end
    return _Dated(place, text[first:end], _words(text[:first]), _words(_ANSWERED.sub("", text[end:])))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip(_EDGE) for part in text.split()) if word)


def _groups(dated: Sequence[_Dated], side: str) -> list[list[_Dated]]:
    """Return the lines whose words on a side of the date begin alike, and those that end alike, three at least; the others have none."""
    found: dict[tuple[str, ...], list[_Dated]] = defaultdict(list)
    for one in dated:
        words, other = (one.before, one.behind) if side == "before" else (one.behind, one.before)
        # A number beside the date counts answers, in a list of threads.
        if len(words) > 1 and len(other) <= len(words) + 1 and not any(word.isdecimal() for word in other):
            found["begin", words[0].casefold(), *_plain(other)].append(one)
            found["end", words[-1].casefold(), *_plain(other)].append(one)
    return [group for group in found.values() if len(group) >= _LEAST]


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first of some words as all headers have it: "comment:1" and "comment:2" are the same."""
    return tuple(_DIGITS.sub("0", word).casefold() for word in words[:1])


def _named(group: list[_Dated], sides: list[tuple[str, ...]]) -> list[Anchor]:
    """Return headers with what the lines of a group do not share as their names; none when that is no name."""
    names = unshared(sides)
    if not names:
        return []
    fit = [1 <= len(name) <= _MOST_WORDS and is_name(" ".join(name)) and any(part[:1].isalnum() for part in name) for name in names]
    counted = sum(any(part.isdecimal() for part in name) for name in names)
    if not all(fit) or 2 * counted > len(names):
        return []
    return [Anchor(one.place, one.place, clean_name(" ".join(name)), one.raw) for one, name in zip(group, names, strict=True)]


def unshared(sides: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the words that are not the same before all names, or behind them; none where nothing is the same, or nothing differs."""
    folded = [[word.casefold() for word in side] for side in sides]
    head = min(_same(folded), min(len(side) for side in folded) - 1)
    rest = [side[head:] for side in folded]
    tail = min(_same([side[::-1] for side in rest]), min(len(side) for side in rest) - 1)
    names = [side[head : len(side) - tail] for side in sides]
    same = head + tail <= 0 or len({_DIGITS.sub("0", " ".join(name)).casefold() for name in names}) < 2
    return [] if same else names


def _same(rows: list[list[str]]) -> int:
    """Return how many words all rows begin with alike."""
    return sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*rows, strict=False)))
