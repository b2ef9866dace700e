"""The signals of the scorer `statements`, as arrays over clauses and over comments."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from polarize.stance import tone
from polarize.stance.bag import STOP, Bag, among, bag
from polarize.stance.clauses import Clause, clauses
from polarize.stance.debate import Debate
from polarize.stance.embed import Vectors, normalise
from polarize.stance.lens import Floats, Lens, align, focus

Bools = npt.NDArray[np.bool_]
Owners = npt.NDArray[np.int64]

WEIGHTS: Final = {"near": 0.5, "words": 0.4, "templates": 0.4, "names": 0.8, "tone": 0.45}
"""How much each signal counts; chosen on the training splits named in validation.toml, the same for every debate."""
SPREAD: Final = {"near": 0.024, "words": 0.011, "templates": 0.005, "names": 0.25, "tone": 0.4}
"""The usual standard deviation of each signal over comments, by which it is divided."""
_UNNAMED = 0.4
"""Praise and blame that names nobody counts less, for the side that the target belongs to."""


_EVERYDAY = 0.1
"""Mean tone of a clause in everyday texts (100,000 short texts of all kinds): people use more good words than bad, also in blaming."""
_BLOCK: Final = 512
_FROM_STATEMENTS: Final = ("near", "words", "templates")
"""Signals whose zero is midway between the sides' statements; the zero of tone is its everyday mean."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What was read from m clauses, before it is added up to clauses or comments; arrays of length m.

    Attributes:
        owner: index of the comment each clause belongs to, ascending.
        bag: the words of the clauses.
        aligned, content: sum of the words' alignments, number of words that are no stop words.
        tone: praise (positive) or blame in (-1, 1).
        favor, against: whether a name of that side stands in the clause.
        reported, contrast: see `Clause`.
        alignment, valence: alignment and `tone.weight` of each word of the bag's vocabulary.
        names: whether it is a word of a side's name.
        sums, unmuted: sum of the vectors of all words, and of those that `Lens.muted` leaves; shape (m, 256).
    """

    owner: Owners
    bag: Bag
    aligned: Floats
    content: Floats
    tone: Floats
    favor: Bools
    against: Bools
    reported: Bools
    contrast: Bools
    alignment: Floats
    valence: Floats
    names: Bools
    sums: Vectors
    unmuted: Vectors

    @property
    def direction(self) -> Floats:
        """Return 1 where only favor is named, -1 where only against is, 0 where both or neither are."""
        return self.favor.astype(np.float64) - self.against

    @property
    def toward(self) -> Floats:
        """Return the tone towards a named side: positive if it speaks for favor."""
        return self.tone * self.direction


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals of n units (clauses or comments), positive for favor, each divided by its usual spread; arrays of length n.

    Attributes:
        near: nearness to favor's statements less nearness to against's.
        words: the same word by word.
        templates: nearness to generated praise and blame of the sides' names.
        names: tone towards named sides, and at less weight towards the target's side where nobody is named.
        tone: tone, as far as the two sides' statements themselves differ in tone.
        relevance: mean cosine with the statements of both sides; unrelated texts have 0.01 on average, 0.08 at most.
        named: whether a side is named.
        sums: sums of the words' vectors, shape (n, 256).
    """

    near: Floats
    words: Floats
    templates: Floats
    names: Floats
    tone: Floats
    relevance: Floats
    named: Bools
    sums: Vectors

    def total(self, names: Iterable[str] = tuple(WEIGHTS)) -> Floats:
        """Return the weighted sum of all or of the named signals: about -4 to 4, positive for favor."""
        total = sum((WEIGHTS[name] * getattr(self, name) for name in names), start=np.zeros(len(self.near)))
        return np.asarray(total, dtype=np.float64)

    def vectors(self) -> Vectors:
        """Return the unit vectors, shape (n, 256)."""
        return normalise(self.sums)


def read(comments: Sequence[Sequence[Clause]], lens: Lens) -> Pieces:
    """Return what the clauses of the comments say, seen through `lens`."""
    flat = list(chain.from_iterable(comments))
    said = bag([clause.text for clause in flat])
    alignment = align(lens, said)
    valence = tone.weights(said.vocabulary)
    names = among(said.vocabulary, lens.name_words)
    sums = said.sums()
    favor, against = (_named(flat, said, pattern, starts) for pattern, starts in zip(lens.names, lens.name_starts, strict=True))
    return Pieces(
        owner=np.repeat(np.arange(len(comments), dtype=np.int64), [len(row) for row in comments]),
        bag=said,
        aligned=said.add(alignment),
        content=said.add((~among(said.vocabulary, STOP)).astype(np.float64)),
        tone=tone.moods(np.where(names, 0.0, valence)[said.ids], said.ends),
        favor=favor,
        against=against,
        reported=np.array([clause.reported for clause in flat], dtype=np.bool_),
        contrast=np.array([clause.contrast for clause in flat], dtype=np.bool_),
        alignment=alignment,
        valence=valence,
        names=names,
        sums=sums,
        unmuted=said.without(lens.muted, sums),
    )


def _named(flat: Sequence[Clause], said: Bag, pattern: re.Pattern[str] | None, starts: frozenset[str]) -> Bools:
    """Return in which clauses a name of one side stands."""
    named = np.zeros(len(flat), dtype=np.bool_)
    if pattern is not None:
        may = said.add(among(said.vocabulary, starts).astype(np.float64)) > 0
        for number in np.flatnonzero(may).tolist():
            named[number] = pattern.search(flat[number].text) is not None
    return named


def of_clauses(pieces: Pieces, lens: Lens, wanted: Bools) -> Signals:
    """Return the signals of each clause by itself; of those that are not `wanted`, shape (m,), nearness and relevance are 0."""
    m = len(pieces.owner)
    units = _Units(np.arange(m, dtype=np.int64), m, np.ones(m))
    return _signals(pieces, lens, units, pieces.sums, pieces.unmuted, np.flatnonzero(wanted))


def of_comments(pieces: Pieces, lens: Lens, n: int) -> Signals:
    """Return the signals of each of n comments. What others are reported to claim is left out, unless there is nothing else."""
    own = np.where(pieces.reported, 0.0, 1.0)
    has_own = np.bincount(pieces.owner, own, n)[pieces.owner] > 0
    units = _Units(pieces.owner, n, np.where(has_own, own, 1.0))
    adding = _adding(units)
    sums = np.asarray(adding @ pieces.sums, dtype=np.float32)
    unmuted = sums if pieces.unmuted is pieces.sums else np.asarray(adding @ pieces.unmuted, dtype=np.float32)
    return _signals(pieces, lens, units, sums, unmuted, np.arange(n))


@functools.lru_cache(maxsize=128)
def zero(debate: Debate) -> float:
    """Return the total that lies midway between the two sides, as the mean totals of favor's and of against's statements show it.

    Without labels this is the best guess of where a comment that leans to neither side stands.
    """
    lens = focus(debate)
    statements = (*debate.favor.statements, *debate.against.statements)
    total = of_comments(read([clauses(text) for text in statements], lens), lens, len(statements)).total(_FROM_STATEMENTS)
    return float(total[: lens.n_favor].mean() + total[lens.n_favor :].mean()) / 2


@dataclass(frozen=True, slots=True)
class _Units:
    """To which of n units each clause belongs, ascending, and how much it counts there."""

    owner: Owners
    n: int
    weight: Floats


def _signals(pieces: Pieces, lens: Lens, units: _Units, sums: Vectors, unmuted: Vectors, rows: Owners) -> Signals:
    """Return the signals of units from their clauses and from the sums of their words' vectors, with and without the muted words.

    Only the units `rows` are held against the statements.
    """

    def add(values: Floats | Bools) -> Floats:
        return np.bincount(units.owner, values * units.weight, units.n).astype(np.float64)

    directions = np.stack([lens.axis, lens.templates, lens.statements.mean(axis=0)]).astype(np.float64)
    near, templates, relevance = _projected(unmuted, rows, directions)
    if unmuted is not sums:
        relevance = _projected(sums, rows, directions[2:])[0]
    somebody = pieces.favor | pieces.against
    mood = pieces.tone - _EVERYDAY
    toward = mood * np.where(somebody, pieces.direction, _UNNAMED * lens.home)
    # Two clauses are the usual comment; in longer ones tone piles up with length alone.
    root = np.sqrt(np.maximum(np.bincount(units.owner, units.weight, units.n) / 2, 1.0))
    return Signals(
        near=near / SPREAD["near"] / lens.spread,
        words=add(pieces.aligned) / np.maximum(add(pieces.content), 1.0) / SPREAD["words"] / lens.spread,
        templates=templates / SPREAD["templates"],
        names=np.tanh(add(toward) / root) / SPREAD["names"],
        tone=np.tanh(add(mood) / root) * lens.tone_weight / SPREAD["tone"],
        relevance=relevance,
        named=add(somebody) > 0,
        sums=sums,
    )


def _projected(sums: Vectors, rows: Owners, directions: Floats) -> Floats:
    """Return the unit vectors of those `rows` of `sums` times k directions, rounded, and 0 for the others; shape (k, n)."""
    found = np.zeros((len(directions), len(sums)))
    # Few rows at a time, which stay in the processor's memory.
    for some in (rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK)):
        unit = normalise(sums[some]).astype(np.float64)
        for number, direction in enumerate(directions):
            found[number, some] = np.einsum("ij,j->i", unit, direction)
    return np.round(found, 9)


def to_comments(pieces: Pieces, n: int) -> Any:
    """Return the sparse matrix that adds up clauses to n comments, shape (n, m)."""
    return _adding(_Units(pieces.owner, n, np.ones(len(pieces.owner))))


def _adding(units: _Units) -> Any:
    """Return the sparse matrix that adds up clauses to units, shape (n, m). A product with it is a hundred times as fast as reduceat."""
    ends = np.searchsorted(units.owner, np.arange(units.n + 1))
    weight = units.weight.astype(np.float32)
    return sparse.csr_array((weight, np.arange(len(weight)), ends), shape=(units.n, len(weight)))
