"""Distinctness: how little the two camps overlap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import AGAINST, FAVOR, Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import density, figures, sides, silverman, weighed

FINE = 14
"""Steps of the integral in the width of the narrower kernel."""


def distinctness(score: Scores, weight: Scores | None = None, label: Codes | None = None) -> float | None:
    """Return one minus the overlap of the densities of the two camps.

    Formula: 1 - integral of min(f_fav, f_agn) = half the integral of |f_fav - f_agn|, f being Gaussian kernel densities
        (Silverman's width, at least 0.05).
    Range: 0 to 1 (no overlap).
    Source: Bramson et al., The Journal of Mathematical Sociology 40 (2016), polarization as distinctness; Silverman, Density
        Estimation (1986).
    Edge cases: None when a camp is empty. A camp of one is a kernel of width 0.05.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.
        label: labels, shape (n,): 1 favor, -1 against, anything else no side; the signs of the scores when None.

    Example:
        >>> import numpy as np
        >>> round(distinctness(np.array([-0.8, -0.7, 0.7, 0.8])), 3)
        1.0
    """
    side = sides(score, label)
    weight = np.ones(len(score)) if weight is None else weight
    camp = [weighed(score[side == one], weight[side == one]) for one in (FAVOR, AGAINST)]
    if not len(camp[0][0]) or not len(camp[1][0]):
        return None
    width = [silverman(*one) for one in camp]
    reach = 1 + 6 * max(width)
    step = min(width) / FINE
    at = np.arange(-reach, reach + step / 2, step)
    apart = density(*camp[0], at, width[0]) - density(*camp[1], at, width[1])
    return min(1.0, _area(apart) * step / 2)


def _area(curve: Scores) -> float:
    """Return the area between a smooth curve and zero, in steps.

    Trapezoids, two triangles where the curve changes sign, and there the first term of Euler and Maclaurin's formula, as the
    absolute value has a corner: step² times the slope / 6.
    """
    here, there = np.abs(curve[:-1]), np.abs(curve[1:])
    changes = (curve[:-1] >= 0) != (curve[1:] >= 0)
    total = np.where(here + there > 0, here + there, 1.0)
    return float(np.sum(np.where(changes, (here**2 + there**2) / total + (here + there) / 3, here + there))) / 2


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"distinctness": distinctness(unit.score, unit.weight, unit.label)})


MEASURE = Measure(
    name="distinctness",
    title="Distinctness",
    formula="1 - integral of min(f_fav, f_agn), f being Gaussian kernel densities (Silverman's width, at least 0.05)",
    range="0 to 1",
    source="Bramson et al. 2016, polarization as distinctness; Silverman, Density Estimation (1986)",
    null_when="a side is empty",
    values=("distinctness",),
    compute=compute,
)
