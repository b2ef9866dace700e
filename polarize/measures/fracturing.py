"""Fracturing: into how many groups opinions fall."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import density, figures, silverman, weighed

FEWEST = 30
STEP = 0.01


def fracturing(score: Scores, weight: Scores | None = None) -> float | None:
    """Return the number of modes of the density of the scores.

    Formula: local maxima of a Gaussian kernel density, its width by Silverman's rule and at least 0.05.
    Range: 1 and up.
    Source: Bramson et al., The Journal of Mathematical Sociology 40 (2016), polarization as community fracturing; Silverman,
        Density Estimation (1986).
    Edge cases: None for n < 30, where modes are chance. A lone outlier can make a mode of its own.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.

    Example:
        >>> import numpy as np
        >>> fracturing(np.repeat([-0.8, 0.8], 20))
        2.0
    """
    score, weight = weighed(score, weight)
    if len(score) < FEWEST:
        return None
    width = silverman(score, weight)
    at = np.arange(-1 - width, 1 + width + STEP / 2, STEP)
    height = np.round(density(score, weight, at, width), 12)
    height = height[np.append(True, np.diff(height) != 0)]
    rising = np.diff(height) > 0
    return float(max(1, np.sum(rising[:-1] & ~rising[1:])))


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"fracturing": fracturing(unit.score, unit.weight)})


MEASURE = Measure(
    name="fracturing",
    title="Fracturing",
    formula="local maxima of a Gaussian kernel density, its width by Silverman's rule and at least 0.05",
    range="1 and up",
    source="Bramson et al. 2016, polarization as community fracturing; Silverman, Density Estimation (1986)",
    null_when="fewer than 30 units have a stance",
    values=("fracturing",),
    compute=compute,
)
