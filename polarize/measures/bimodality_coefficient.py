"""Bimodality coefficient: skew and flatness that two modes would bring."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures, weighed


def bimodality_coefficient(score: Scores, weight: Scores | None = None) -> float | None:
    """Return the bimodality coefficient of SAS.

    Formula: (g² + 1) / (k + 3 (n - 1)² / ((n - 2)(n - 3))), g and k the bias-corrected skewness and excess kurtosis.
    Range: 0 to 1; even spread 5/9.
    Source: SAS/STAT User's Guide, CLUSTER; Pfister et al., Frontiers in Psychology 4 (2013).
    Edge cases: None for n < 4 and where all agree. Known flaw: skew alone raises it, so a one-sided thread with a tail
        exceeds 5/9 without a second mode; and a 90 to 10 split gives more than 50 to 50.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: how often each score occurs, shape (n,); all 1 when None.

    Example:
        >>> import numpy as np
        >>> round(bimodality_coefficient(np.repeat([-1.0, 1.0], 50)), 3)
        0.951
    """
    score, weight = weighed(score, weight)
    n = float(weight.sum())
    if n < 4:
        return None
    moment = [float(np.dot((score - np.dot(score, weight) / n) ** power, weight)) / n for power in (2, 3, 4)]
    if moment[0] < 1e-12:
        return None
    skew = moment[1] / moment[0] ** 1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (moment[2] / moment[0] ** 2 - 3) + 6)
    return float(min(1.0, (skew**2 + 1) / (kurtosis + 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)))))


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"bimodality_coefficient": bimodality_coefficient(unit.score, unit.weight)})


MEASURE = Measure(
    name="bimodality_coefficient",
    title="Bimodality coefficient",
    formula="(g² + 1) / (k + 3 (n - 1)² / ((n - 2)(n - 3)))",
    range="0 to 1",
    source="SAS/STAT User's Guide, CLUSTER; Pfister et al., Frontiers in Psychology 4 (2013)",
    null_when="fewer than 4 units have a stance, or all have the same score",
    values=("bimodality_coefficient",),
    compute=compute,
)
