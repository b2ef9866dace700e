"""Evidence: one readable line that says why a comment got its label."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from polarize.stance.lens import Lens
from polarize.stance.rows import quoted
from polarize.stance.signals import Pieces, Signals
from polarize.tables import STANCE

_LONGEST: Final = 120
_WORDS: Final = 5
_TELLING: Final = 0.01
"""Words whose alignment is smaller than this are not shown."""


def describe(labels: npt.NDArray[np.int64], pieces: Pieces, whole: Signals, lens: Lens) -> list[str]:
    """Return a line for each comment: nearest statement of each side with its cosine, then the words that counted most.

    `against: "..." (0.52) | favor: "..." (0.31) | words: theft, Beijing`; the label's own side stands first, and the labels mixed and
    none say in front what they mean.
    """
    similarity = whole.vectors() @ lens.statements.T
    n = lens.n_favor
    best_favor, best_against = similarity[:, :n].argmax(axis=1).tolist(), (similarity[:, n:].argmax(axis=1) + n).tolist()
    words = _words_of(pieces, len(labels))
    quotes = _quotes(lens)
    at = np.arange(len(labels))
    near_favor, near_against = similarity[at, best_favor].tolist(), similarity[at, best_against].tolist()
    lines = []
    for row, (code, favor, against) in enumerate(zip(labels.tolist(), best_favor, best_against, strict=True)):
        sides = [f"{quotes[favor]} ({max(0.0, near_favor[row]):.2f})", f"{quotes[against]} ({max(0.0, near_against[row]):.2f})"]
        if near_against[row] > near_favor[row] if code > 1 else STANCE[code] == "against":
            sides.reverse()
        parts = [*_preface(STANCE[code], bool(whole.named[row])), *sides, *([f"words: {', '.join(words[row])}"] if words[row] else [])]
        lines.append(" | ".join(parts))
    return lines


def _preface(label: str, named: bool) -> Iterator[str]:
    """Yield what the labels mixed and none mean."""
    if label == "mixed":
        yield "speaks for and against, or of both sides"
    if label == "none":
        yield "names a side but does not tell for or against" if named else "far from the statements of either side, or as near to both"


def _quotes(lens: Lens) -> list[str]:
    """Return the statements of favor, then of against, shortened, each with its side."""
    sides = (("favor", lens.debate.favor), ("against", lens.debate.against))
    return [f"{name}: {quoted(text, _LONGEST)}" for name, side in sides for text in side.statements]


def _words_of(pieces: Pieces, n: int) -> list[list[str]]:
    """Return up to five different words of each comment that counted most, those that others are reported to say left out.

    Names of sides, words of praise and blame, words of one side's statements.
    """
    vocabulary = pieces.bag.vocabulary
    counts = np.abs(pieces.alignment) + 0.005 * np.abs(np.nan_to_num(pieces.valence)) + 0.05 * pieces.names
    weight = counts.tolist()
    ordered = sorted(np.flatnonzero(counts >= _TELLING).tolist(), key=lambda number: (-weight[number], vocabulary[number]))
    spelled = [vocabulary[number] for number in ordered]
    rank = np.full(len(vocabulary), -1, dtype=np.int64)
    rank[ordered] = np.arange(len(ordered))
    clause, place = pieces.bag.owner, rank[pieces.bag.ids]
    told = (place >= 0) & ~pieces.reported[clause]
    size = max(1, len(ordered))
    keys = np.unique(pieces.owner[clause[told]] * size + place[told])
    ends = np.searchsorted(keys, np.arange(n + 1) * size).tolist()
    ranks = (keys % size).tolist()
    # Forms that differ in capitals alone are one word.
    rows = (dict.fromkeys(spelled[one] for one in ranks[start : min(end, start + 2 * _WORDS)]) for start, end in pairwise(ends))
    return [list(row)[:_WORDS] for row in rows]
