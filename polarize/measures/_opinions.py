"""What the measures of the distribution of opinions share: who has an opinion, sums over pairs, kernel densities."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from polarize.measures._base import MIXED, NONE, Codes, Context, Scores, Thread, Units, Value
from polarize.measures._cache import once
from polarize.measures._units import units

NARROWEST = 0.05
"""Least width of a kernel: differences below it are within the noise of any stance scorer."""
EXACT = 500
"""Above this many different scores a density is made from scores rounded to 0.01, so that its cost is bounded."""


def opinions(thread: Thread, context: Context) -> tuple[Units, ...]:
    """Return the units that have a stance (favor, against or mixed), by author and by comment."""

    def make() -> tuple[Units, ...]:
        return tuple(_with_stance(unit) for unit in units(thread, context))

    return once(context, "opinions", thread, make)


def figures(thread: Thread, context: Context, compute: Callable[[Units], Mapping[str, float | None]]) -> list[Value]:
    """Return a row for each unit and each figure that `compute` gives for it."""
    return [
        Value(name, unit.unit, value, len(unit.score))
        for unit in opinions(thread, context)
        for name, value in (compute(unit) if len(unit.score) else dict.fromkeys(compute(_NOBODY))).items()
    ]


def weighed(score: Scores, weight: Scores | None) -> tuple[Scores, Scores]:
    """Return the scores that weigh anything, sorted, and their weights."""
    score = np.asarray(score, dtype=np.float64)
    weight = np.ones(len(score)) if weight is None else np.asarray(weight, dtype=np.float64)
    order = np.lexsort((weight, score))
    order = order[weight[order] > 0]
    return score[order], weight[order]


def sides(score: Scores, label: Codes | None) -> Codes:
    """Return the labels, or where there are none the sides that the signs of the scores give."""
    return np.sign(score).astype(np.int64) if label is None else label


def pair_sums(score: Scores, weight: Scores) -> tuple[float, float, float]:
    """Return over all ordered pairs i != j the sums of w_i w_j, w_i w_j |s_i - s_j| and w_i w_j (s_i - s_j)². Scores are sorted."""
    total = float(weight.sum())
    before = np.cumsum(weight) - weight
    after = total - before - weight
    apart = 2 * float(np.sum(score * weight * (before - after)))
    mean = float(np.dot(score, weight)) / total if total > 0 else 0.0
    squares = 2 * total * float(np.dot((score - mean) ** 2, weight))
    return total**2 - float(np.sum(weight**2)), max(0.0, apart), squares


def bins(score: Scores, weight: Scores, number: int) -> Scores:
    """Return the weight in each of `number` equal bins of [-1, 1]; a score on a border belongs to the upper bin."""
    place = np.clip(np.floor((score + 1) / 2 * number + 1e-9), 0, number - 1).astype(np.int64)
    return np.bincount(place, weights=weight, minlength=number).astype(np.float64)


def silverman(score: Scores, weight: Scores) -> float:
    """Return the width of the kernel: 0.9 min(sd, IQR / 1.34) n^(-1/5) (Silverman 1986), at least NARROWEST; n is (sum w)² / sum w²."""
    total = float(weight.sum())
    n = total**2 / float(np.sum(weight**2))
    if n <= 1:
        return NARROWEST
    mean = float(np.dot(score, weight)) / total
    deviation = float(np.sqrt(np.dot((score - mean) ** 2, weight) / total * n / (n - 1)))
    if np.ptp(weight) > 0:
        low, high = np.quantile(score, [0.25, 0.75], weights=weight, method="inverted_cdf")
    else:
        low, high = np.quantile(score, [0.25, 0.75])
    spread = min(deviation, float(high - low) / 1.34) or deviation
    return float(max(NARROWEST, 0.9 * spread * n**-0.2))


def density(score: Scores, weight: Scores, at: Scores, width: float) -> Scores:
    """Return the density of the scores at the points `at`, with a Gaussian kernel."""
    score, weight = merged(score, weight)
    distance = (at[:, None] - score) / width
    values: Scores = np.exp(-0.5 * distance**2) @ weight / (float(weight.sum()) * width * np.sqrt(2 * np.pi))
    return values


def merged(score: Scores, weight: Scores) -> tuple[Scores, Scores]:
    """Return many scores rounded to 0.01 and put together; EXACT or fewer as they are."""
    if len(score) <= EXACT:
        return score, weight
    value, member = np.unique(np.round(score, 2), return_inverse=True)
    return value, np.bincount(member, weights=weight).astype(np.float64)


def _with_stance(unit: Units) -> Units:
    stated = (unit.label != NONE) & (np.abs(unit.label) <= 1)
    return Units(unit.unit, unit.score[stated], unit.label[stated], unit.weight[stated])


_NOBODY = Units("comment", np.zeros(1), np.full(1, MIXED, dtype=np.int64), np.ones(1))
