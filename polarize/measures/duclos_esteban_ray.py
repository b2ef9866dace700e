"""Duclos, Esteban and Ray's polarization: Esteban and Ray's idea on a continuous scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import NARROWEST, density, figures, merged, weighed


def duclos_esteban_ray(score: Scores, weight: Scores | None = None, alpha: float = 0.5) -> float | None:
    """Return the polarization of a density of opinions.

    Formula: mean over i of f(s_i)^a times mean over j of |s_i - s_j|; f a Gaussian kernel density of width 4.7 sd a^0.1 /
        sqrt(n), at least 0.05.
    Range: 0 and up (under 3 for a = 0.5).
    Source: Duclos, Esteban and Ray, Econometrica 72 (2004), with their kernel width; a from 0.25 to 1.
    Edge cases: None without opinions; 0 where all agree.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.
        alpha: a, 0.25 to 1.

    Example:
        >>> import numpy as np
        >>> duclos_esteban_ray(np.array([0.3, 0.3]))
        0.0
    """
    score, weight = weighed(score, weight)
    if len(score) == 0:
        return None
    n = float(weight.sum()) ** 2 / float(np.sum(weight**2))
    score, weight = merged(score, weight / weight.sum())
    mean = float(np.dot(score, weight))
    deviation = float(np.sqrt(np.dot((score - mean) ** 2, weight)))
    width = max(NARROWEST, 4.7 * deviation * alpha**0.1 / np.sqrt(n))
    apart = np.abs(score[:, None] - score) @ weight
    return float(np.dot(weight, density(score, weight, score, width) ** alpha * apart))


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for a = 0.5 for each unit."""
    return figures(thread, context, lambda unit: {"duclos_esteban_ray": duclos_esteban_ray(unit.score, unit.weight)})


MEASURE = Measure(
    name="duclos_esteban_ray",
    title="Duclos, Esteban and Ray's polarization",
    formula="mean over i of f(s_i)^a mean over j of |s_i - s_j|, a = 0.5",
    range="0 and up",
    source="Duclos, Esteban and Ray, Econometrica 72 (2004)",
    null_when="nobody has a stance",
    values=("duclos_esteban_ray",),
    compute=compute,
)
