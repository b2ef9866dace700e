"""Coverage: how much of the scale is taken by anybody."""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import bins, figures, weighed

BINS = 7


def coverage(score: Scores, weight: Scores | None = None) -> float | None:
    """Return the share of seven equal bins of [-1, 1] that hold an opinion.

    Formula: filled bins / 7.
    Range: 0 to 1.
    Source: Bramson et al., The Journal of Mathematical Sociology 40 (2016), polarization as coverage (low coverage: polarized).
    Edge cases: None without opinions; 1/7 for a single one. It grows with n.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.

    Example:
        >>> import numpy as np
        >>> coverage(np.array([-1.0, 0.0, 1.0])) == 3 / 7
        True
    """
    score, weight = weighed(score, weight)
    if len(score) == 0:
        return None
    return int((bins(score, weight, BINS) > 0).sum()) / BINS


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"coverage": coverage(unit.score, unit.weight)})


MEASURE = Measure(
    name="coverage",
    title="Coverage",
    formula="filled bins / 7",
    range="0 to 1",
    source="Bramson et al. 2016, polarization as coverage (low coverage: polarized)",
    null_when="nobody has a stance",
    values=("coverage",),
    compute=compute,
)
