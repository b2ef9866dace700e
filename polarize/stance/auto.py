"""The scorers `auto` and `model`: statements, the project's own model and self-training put together.

The statements rank comments fast and find the topic; the model reads what is only implied; self-training learns how this thread talks.
Each errs in its own way, so that their sum ranks better than any of them (docs/stance.md has the figures). In a large run the model
reads a part of the comments; what it says of them is distilled into a regression on the static embeddings, which speaks for the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from polarize.stance import calibration, crossencoder, parts, selftrain, voice
from polarize.stance.bare import is_bare
from polarize.stance.debate import Debate
from polarize.stance.embed import Vectors
from polarize.stance.lens import focus
from polarize.stance.rows import Row, tabled
from polarize.stance.statements import NONE, Assessment, Judgement, assess, batches
from polarize.stance.thread import Settings, Thread
from polarize.tables import STANCE

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

CHUNK: Final = 20_000
"""A longer thread is taken in parts of so many comments."""
_ENOUGH: Final = 40
"""From so many comments on that the model has read, its answers are distilled for the others."""
_RIDGE: Final = 3.0
_FAR: Final = 0.3
"""What the statements' total counts of a comment that they call none."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the parts say of n comments; arrays of length n, positive for favor, as `calibration.total` adds them up.

    Attributes:
        fast: total of the statements.
        target, sides: log odds of the model, towards the target and by the nearest statements; 0 where it has not read.
        none: the model's probability that no side is taken; NaN where it has not read.
        own: where the thread's own words lean.
        read: whether the model has read the comment.
        bare: whether the debate was made from its target alone; one value for all.
        speaks: whether the thread speaks as comments do (`polarize.stance.voice`); one value for all.
        words: how many words each has; None where not known.
    """

    fast: Floats
    target: Floats
    sides: Floats
    none: Floats
    own: Floats
    read: Bools
    bare: bool = False
    speaks: bool = True
    words: Floats | None = None


def score(thread: Thread, debate: Debate, settings: Settings) -> pl.DataFrame:
    """Score comments under articles of one debate; see `Scorer`.

    How many comments the model reads is told by `Settings.reads`; the rest is said by what was learnt from them.
    """
    return _read(thread, debate, settings)[0]


def score_with_parts(thread: Thread, debate: Debate, settings: Settings) -> tuple[pl.DataFrame, Floats]:
    """Return the same, and what the parts say of each comment that has a label, shape (number of these, 8); see `parts.PARTS`."""
    table, said = _read(thread, debate, settings)
    return table, np.concatenate([np.zeros((0, len(parts.PARTS))), *(parts.of_signs(signs, fast) for signs, fast in said)])


def _read(thread: Thread, debate: Debate, settings: Settings) -> tuple[pl.DataFrame, list[tuple[Signs, calibration.Labels]]]:
    """Return the table, and the signs and the labels by the statements alone of each stretch of the thread."""
    said: list[tuple[Signs, calibration.Labels]] = []

    def rows(texts: Sequence[str]) -> list[Row]:
        found: list[Row] = []
        for start in range(0, len(texts), CHUNK):
            some, signs = _rows(texts[start : start + CHUNK], debate, settings)
            found += some
            said.append(signs)
        return found

    return tabled(thread, debate, rows), said


def _rows(texts: Sequence[str], debate: Debate, settings: Settings) -> tuple[list[Row], tuple[Signs, calibration.Labels]]:
    """Return the rows of one stretch of a thread, and its signs and labels by the statements alone."""
    fast = _assess(texts, debate)
    signs = signs_of(texts, debate, fast, settings.reads(len(texts)))
    verdict = calibration.judge(signs, fast.judged.label, settings.scorer == "model")
    rows = [
        Row(STANCE[label], None if label == NONE else a_score, sure, _evidence(line, signs, place))
        for place, (label, a_score, sure, line) in enumerate(
            zip(verdict.label.tolist(), verdict.score.tolist(), verdict.confidence.tolist(), fast.lines, strict=True)
        )
    ]
    return rows, (signs, fast.judged.label)


def _assess(texts: Sequence[str], debate: Debate) -> Assessment:
    """Return what the statements say, batch by batch."""
    lens = focus(debate)
    parts = [assess(texts[start:end], lens) for start, end in batches(texts)]
    judged = [part.judged for part in parts]
    whole = Judgement(*(np.concatenate([getattr(part, name) for part in judged]) for name in ("label", "total", "confidence")))
    return Assessment(whole, selftrain.joined([part.said for part in parts]), [line for part in parts for line in part.lines])


def signs_of(texts: Sequence[str], debate: Debate, assessed: Assessment, reads: int) -> Signs:
    """Return what the parts say of n comments.

    Args:
        texts: the comments.
        debate: the debate.
        assessed: what the statements say of them.
        reads: how many of them the model reads.
    """
    n = len(texts)
    # Of a comment that says nothing of the debate in the statements' words, their total is mostly chance.
    fast = assessed.judged.total * np.where(assessed.judged.label == NONE, _FAR, 1.0)
    target, sides, none = np.zeros(n), np.zeros(n), np.full(n, np.nan)
    chosen = choose(fast, reads)
    seen, bare = np.zeros(n, dtype=np.bool_), is_bare(debate)
    if len(chosen):
        seen[chosen] = True
        # A part of the comments is read with the target alone and in one piece: four times as many can be.
        whole = len(chosen) == n
        reading = crossencoder.read([texts[place] for place in chosen.tolist()], debate, statements=whole and not bare, closely=whole)
        target[chosen], sides[chosen] = reading.target, reading.sides
        none[chosen] = (reading.target_none + reading.sides_none) / 2
    if _ENOUGH <= len(chosen) < n:
        target = np.where(seen, target, distilled(assessed.said.vectors, fast, target, chosen))
    together = calibration.together(fast, target, sides, bare)
    speaks = debate.language != "en" or voice.speaks(texts)
    words = np.asarray(assessed.said.counts.sum(axis=1), dtype=np.float64).reshape(n)
    return Signs(fast, target, sides, none, selftrain.lean(assessed.said, together), seen, bare, speaks, words)


def choose(fast: Floats, reads: int) -> npt.NDArray[np.int64]:
    """Return the places of the comments that the model reads, ascending: half of them spread evenly, half where `fast` is least sure."""
    n = len(fast)
    if reads >= n:
        return np.arange(n, dtype=np.int64)
    if reads <= 0:
        return np.zeros(0, dtype=np.int64)
    even = np.unique(np.linspace(0, n - 1, (reads + 1) // 2).astype(np.int64))
    doubtful = np.argsort(np.round(np.abs(fast), 5), kind="stable")
    rest = doubtful[~np.isin(doubtful, even)][: reads - len(even)]
    return np.sort(np.concatenate([even, rest]))


def distilled(vectors: Vectors, fast: Floats, target: Floats, chosen: npt.NDArray[np.int64]) -> Floats:
    """Return what the model would say of all comments, as a ridge regression on embedding and `fast` learns it from those it has read."""
    features = np.column_stack([vectors.astype(np.float64) * 4, np.tanh(fast)[:, None], np.ones(len(fast))])
    seen, truth = features[chosen], target[chosen]
    weights = np.linalg.solve(seen.T @ seen + _RIDGE * np.eye(features.shape[1]), seen.T @ truth)
    return np.asarray(np.round(features @ weights, 6), dtype=np.float64)


def _evidence(line: str, signs: Signs, place: int) -> str:
    """Return the evidence of the statements with what the model and the thread's own words add."""
    added = []
    if signs.read[place]:
        value = float(signs.target[place])
        added.append(f"the model reads {'favor' if value > 0 else 'against'} ({1 / (1 + np.exp(-abs(value))):.2f})")
    if abs(float(signs.own[place])) >= 1:
        added.append(f"words of this thread lean to {'favor' if signs.own[place] > 0 else 'against'}")
    return " | ".join([line, *added])


__all__ = ["Signs", "choose", "distilled", "score", "score_with_parts", "signs_of"]
