"""Dispersion: how much opinions vary."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures, weighed


def dispersion(score: Scores, weight: Scores | None = None) -> float | None:
    """Return the population variance of the scores.

    Formula: sum w (s - mean)² / sum w.
    Range: 0 to 1.
    Source: Bramson et al., The Journal of Mathematical Sociology 40 (2016), polarization as dispersion.
    Edge cases: None without opinions; 0 for a single one.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.

    Example:
        >>> import numpy as np
        >>> dispersion(np.array([-1.0, 1.0, -1.0, 1.0]))
        1.0
    """
    score, weight = weighed(score, weight)
    if len(score) == 0:
        return None
    mean = float(np.dot(score, weight) / weight.sum())
    return float(np.dot((score - mean) ** 2, weight) / weight.sum())


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"dispersion": dispersion(unit.score, unit.weight)})


MEASURE = Measure(
    name="dispersion",
    title="Dispersion",
    formula="sum w (s - mean)² / sum w",
    range="0 to 1",
    source="Bramson et al. 2016, polarization as dispersion",
    null_when="nobody has a stance",
    values=("dispersion",),
    compute=compute,
)
