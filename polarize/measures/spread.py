"""Spread: how far apart the two most extreme opinions are."""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures, weighed


def spread(score: Scores, weight: Scores | None = None) -> float | None:
    """Return half the distance between the highest and the lowest score.

    Formula: (max - min) / 2.
    Range: 0 to 1.
    Source: Bramson et al., The Journal of Mathematical Sociology 40 (2016), polarization as spread.
    Edge cases: None without opinions; 0 for a single one. One extreme comment is enough for a high spread.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.

    Example:
        >>> import numpy as np
        >>> spread(np.array([-0.5, 0.1, 0.7]))
        0.6
    """
    score, weight = weighed(score, weight)
    if len(score) == 0:
        return None
    return float(score[-1] - score[0]) / 2


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"spread": spread(unit.score, unit.weight)})


MEASURE = Measure(
    name="spread",
    title="Spread",
    formula="(max - min) / 2",
    range="0 to 1",
    source="Bramson et al. 2016, polarization as spread",
    null_when="nobody has a stance",
    values=("spread",),
    compute=compute,
)
