"""Regionalization: in how many separate stretches of the scale opinions lie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import bins, figures, weighed

BINS = 7


def regionalization(score: Scores, weight: Scores | None = None) -> float | None:
    """Return the number of runs of filled bins among seven equal bins of [-1, 1].

    Formula: number of runs of neighbouring filled bins.
    Range: 1 to 4.
    Source: Bramson et al., The Journal of Mathematical Sociology 40 (2016), polarization as regionalization.
    Edge cases: None without opinions; 1 for a single one. In small threads gaps are chance.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.

    Example:
        >>> import numpy as np
        >>> regionalization(np.array([-0.9, -0.8, 0.5, 0.9]))
        2.0
    """
    score, weight = weighed(score, weight)
    if len(score) == 0:
        return None
    filled = bins(score, weight, BINS) > 0
    return float(filled[0] + np.sum(filled[1:] & ~filled[:-1]))


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"regionalization": regionalization(unit.score, unit.weight)})


MEASURE = Measure(
    name="regionalization",
    title="Regionalization",
    formula="number of runs of neighbouring filled bins",
    range="1 to 4",
    source="Bramson et al. 2016, polarization as regionalization",
    null_when="nobody has a stance",
    values=("regionalization",),
    compute=compute,
)
