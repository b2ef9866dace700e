"""Esteban and Ray's polarization: large groups, alike within and far from each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures, weighed


def esteban_ray(score: Scores, weight: Scores | None = None, alpha: float = 1.6) -> float | None:
    """Return the polarization of groups of equal score.

    Formula: 2^a sum over i, j of p_i^(1+a) p_j |y_i - y_j|, p the share and y the place of each group; two equal groups at
        the poles give 1.
    Range: 0 to 1.
    Source: Esteban and Ray, Econometrica 62 (1994); a from 0 to 1.6, the larger the more groups count.
    Edge cases: None without opinions; 0 for a single group. Groups are the different values: give labels (-1, 0, 1) or binned
        scores, as continuous scores make groups of one.

    Args:
        score: place of the group of each unit in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.
        alpha: a, 0 to 1.6.

    Example:
        >>> import numpy as np
        >>> esteban_ray(np.array([-1.0, -1.0, 1.0, 1.0]))
        1.0
    """
    score, weight = weighed(score, weight)
    if len(score) == 0:
        return None
    place, group = np.unique(score, return_inverse=True)
    share = np.bincount(group, weights=weight) / weight.sum()
    return float(min(1.0, 2**alpha * share ** (1 + alpha) @ np.abs(place[:, None] - place) @ share))


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure with the labels at -1, 0 and 1 for each unit, a = 1 and 1.6."""
    return figures(
        thread,
        context,
        lambda unit: {
            name: esteban_ray(unit.label.astype(np.float64), unit.weight, alpha)
            for name, alpha in (("esteban_ray_1", 1.0), ("esteban_ray_1_6", 1.6))
        },
    )


MEASURE = Measure(
    name="esteban_ray",
    title="Esteban and Ray's polarization",
    formula="2^a sum p_i^(1+a) p_j |y_i - y_j| with labels at -1, 0, 1; a = 1 and 1.6",
    range="0 to 1",
    source="Esteban and Ray, Econometrica 62 (1994)",
    null_when="nobody has a stance",
    values=("esteban_ray_1", "esteban_ray_1_6"),
    compute=compute,
)
