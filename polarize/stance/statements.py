"""The scorer `statements`: on which side a comment stands, from the statements that people on each side would make.

No labels, no download, no model beyond static embeddings. Five signals, each antisymmetric in the sides, are added up: how much nearer
the comment is to favor's statements than to against's; the same word by word; nearness to generated praise and blame of the sides'
names; tone of the clauses that name a side (or, at less weight, nobody); and tone as far as the two sides' statements differ in tone.
A comment that has nothing to do with the debate is "none"; one whose clauses point both ways is "mixed".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from polarize.stance.clauses import both_sides, clauses
from polarize.stance.debate import Debate
from polarize.stance.embed import MAX_CHARS
from polarize.stance.evidence import describe
from polarize.stance.lens import Floats, Lens, focus
from polarize.stance.rows import Row, tabled
from polarize.stance.selftrain import Said
from polarize.stance.signals import Pieces, Signals, of_clauses, of_comments, read, to_comments, zero
from polarize.stance.thread import Settings, Thread
from polarize.tables import STANCE

FAVOR, AGAINST, MIXED, NONE = range(4)
_SCALE = 2.0
"""The total at which the score is tanh(1) = 0.76."""
_RELEVANT = 0.04
"""A comment less near to the statements than this, and without a side's name, is not about the debate."""
_TELLS = 0.05
"""A total nearer to 0 than this tells no side."""
_OPPOSED = 0.45
"""Clauses divided by a contrast word point both ways when each way has one of at least this total."""
_CLAUSE_RELEVANT = 0.02
"""A clause of a comment about the debate counts from this nearness on."""
_BLAMES = 0.25
"""Both sides are blamed (or praised) when each has clauses of at least this tone towards it."""
_BALANCE = 0.15
"""One way outweighs the other by far when the other's clauses sum up to less than this share of it."""
_BOTH = 2.0
"""A comment that speaks of both sides at once is mixed unless its total is beyond this."""
_BATCH_ROWS, _BATCH_CHARS = 5_000, 2_000_000
"""Comments are scored in batches of at most so many, and of about so many characters."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Labels (codes 0 to 3 in the order of STANCE), totals and confidences of n comments; arrays of length n."""

    label: npt.NDArray[np.int64]
    total: Floats
    confidence: Floats


def score(thread: Thread, debate: Debate, settings: Settings) -> pl.DataFrame:
    """Score comments under articles of one debate; see `Scorer`.

    Returns:
        One row a comment in the same order with `stance_label`, `stance_score` (-1 against to 1 favor; null when the label is none),
        `stance_confidence` (0 to 1) and `stance_evidence` (one line). All four are null for a text that is None; for a comment in
        another language than the debate's statements only the evidence is set, and says so. Each row depends on its own text alone.
    """
    del settings
    lens = focus(debate)

    def tags(texts: Sequence[str]) -> list[Row]:
        return [tag for start, end in batches(texts) for tag in _rows(texts[start:end], lens)]

    return tabled(thread, debate, tags)


def batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each batch."""
    start = size = 0
    for number, text in enumerate(texts):
        size += min(len(text), MAX_CHARS)
        if number + 1 - start >= _BATCH_ROWS or size >= _BATCH_CHARS:
            yield start, number + 1
            start, size = number + 1, 0
    if start < len(texts):
        yield start, len(texts)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What this scorer says of n comments; arrays of length n.

    Attributes:
        judged: labels, totals and confidences.
        said: the words of the comments.
        lines: the evidence.
    """

    judged: Judgement
    said: Said
    lines: list[str]


def assess(texts: Sequence[str], lens: Lens) -> Assessment:
    """Judge some comments."""
    parsed = [clauses(text) for text in texts]
    pieces = read(parsed, lens)
    whole = of_comments(pieces, lens, len(texts))
    both = np.array([both_sides(text) for text in texts], dtype=np.bool_)
    middle = zero(lens.debate)
    # Clause by clause only those comments are looked at in which one is set against another.
    turning = np.bincount(pieces.owner, pieces.contrast, len(texts))[pieces.owner] > 0
    opposed = _opposed(pieces, of_clauses(pieces, lens, turning), middle, len(texts))
    judged = judge(whole, middle, opposed, both)
    said = Said(to_comments(pieces, len(texts)) @ pieces.bag.counts, pieces.bag.vocabulary, whole.vectors())
    return Assessment(judged, said, describe(judged.label, pieces, whole, lens))


def _rows(texts: Sequence[str], lens: Lens) -> list[Row]:
    """Return label, score, confidence and evidence of each text."""
    found = assess(texts, lens)
    judged = found.judged
    scores = np.round(np.tanh(judged.total / _SCALE) * np.where(judged.label == MIXED, 0.5, 1.0), 5)
    return [
        Row(STANCE[code], None if code == NONE else a_score, a_confidence, line)
        for code, a_score, a_confidence, line in zip(
            judged.label.tolist(), scores.tolist(), judged.confidence.tolist(), found.lines, strict=True
        )
    ]


def judge(whole: Signals, middle: float, opposed: npt.NDArray[np.bool_], both: npt.NDArray[np.bool_]) -> Judgement:
    """Return the label of each comment from its signals, whether its clauses are opposed, and whether it speaks of both sides.

    `middle` is the total at which neither side is taken.
    """
    # Rounded, so that the last bits of a matrix product, which depend on the batch, never change a label.
    total: Floats = np.round(np.where(whole.sums.any(axis=1), whole.total() - middle, 0.0), 5).astype(np.float64)
    off_topic = (whole.relevance < _RELEVANT) & ~whole.named
    mixed = opposed | (both & (np.abs(total) < _BOTH))
    silent = np.abs(total) < _TELLS
    label = np.where(off_topic, NONE, np.where(mixed, MIXED, np.where(silent, NONE, np.where(total > 0, FAVOR, AGAINST))))
    return Judgement(label.astype(np.int64), total, _confidence(label, total))


def _opposed(pieces: Pieces, each: Signals, middle: float, n: int) -> npt.NDArray[np.bool_]:
    """Return for each of n comments whether its clauses genuinely point both ways.

    Either a contrast word stands between a clause for one side and a clause for the other, or the comment blames (or praises) both
    sides by name; and in either case neither way outweighs the other by far in the comment as a whole.
    """
    counts = ~pieces.reported & ((each.relevance >= _CLAUSE_RELEVANT) | each.named)
    total = np.where(counts, np.round(each.total() - middle, 5), 0.0)
    turns = np.zeros(len(total), dtype=np.bool_)
    before, after = total[:-1], total[1:]
    apart = (before * after < 0) & (np.minimum(np.abs(before), np.abs(after)) >= _OPPOSED)
    turns[1:] = apart & pieces.contrast[1:] & (pieces.owner[1:] == pieces.owner[:-1])
    toward = np.where(pieces.reported, 0.0, pieces.toward)
    for_favor, for_against = _both_ways(toward, pieces.owner, n)
    named = (np.minimum(for_favor, for_against) >= _BLAMES) & _balanced(for_favor, for_against)
    turned = (np.bincount(pieces.owner, turns, n) > 0) & _balanced(*_both_ways(total, pieces.owner, n))
    return np.asarray(turned | named, dtype=np.bool_)


def _both_ways(values: Floats, owner: npt.NDArray[np.int64], n: int) -> tuple[Floats, Floats]:
    """Return the sums of the positive and of the negative values of each of n owners, both as positive numbers."""
    favor, against = (np.bincount(owner, np.maximum(sign * values, 0.0), n) for sign in (1.0, -1.0))
    return favor.astype(np.float64), against.astype(np.float64)


def _balanced(favor: Floats, against: Floats) -> npt.NDArray[np.bool_]:
    """Return where neither of two sums outweighs the other by far."""
    return np.asarray(np.minimum(favor, against) >= _BALANCE * np.maximum(favor, against), dtype=np.bool_)


def _confidence(label: npt.NDArray[np.generic], total: Floats) -> Floats:
    """Return how often labels like these were right on the training splits (see benchmarks/stance_validity.py)."""
    score = np.abs(np.tanh(total / _SCALE))
    sided = 0.45 + 0.15 * score + 0.25 * score**6
    return np.asarray(np.round(np.where(label == NONE, 0.55, np.where(label == MIXED, 0.4, sided)), 4), dtype=np.float64)
