"""Morales' index: two groups of equal size, their centres far apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures, weighed


def morales_mu(score: Scores, weight: Scores | None = None) -> float | None:
    """Return the polarization index of Morales et al., the sides divided at 0.

    Formula: mu = (1 - |A+ - A-|) (c+ - c-) / 2, A the shares and c the mean scores of those above and below 0.
    Range: 0 to 1.
    Source: Morales, Borondo, Losada and Benito, Chaos 25 (2015).
    Edge cases: None without opinions; 0 where all are on one side. A score of exactly 0 counts half on either side.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.

    Example:
        Three above with mean 0.6, one below at -0.4: (1 - 0.5) * 0.5.

        >>> import numpy as np
        >>> morales_mu(np.array([0.4, 0.6, 0.8, -0.4]))
        0.25
    """
    score, weight = weighed(score, weight)
    if len(score) == 0:
        return None
    half = np.where(score == 0, weight / 2, 0.0)
    above, below = np.where(score > 0, weight, half), np.where(score < 0, weight, half)
    share_above, share_below = float(above.sum() / weight.sum()), float(below.sum() / weight.sum())
    if share_above <= 0 or share_below <= 0:
        return 0.0
    apart = float(np.dot(score, above) / above.sum() - np.dot(score, below) / below.sum()) / 2
    return (1 - abs(share_above - share_below)) * apart


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"morales_mu": morales_mu(unit.score, unit.weight)})


MEASURE = Measure(
    name="morales_mu",
    title="Morales' polarization index",
    formula="mu = (1 - |A+ - A-|) (c+ - c-) / 2, A the shares and c the mean scores of those above and below 0",
    range="0 to 1",
    source="Morales, Borondo, Losada and Benito, Chaos 25 (2015)",
    null_when="nobody has a stance",
    values=("morales_mu",),
    compute=compute,
)
