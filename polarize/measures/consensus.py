"""Consensus: how much the members of a camp agree with each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import AGAINST, FAVOR, Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures, sides, weighed


def consensus(score: Scores, weight: Scores | None = None, label: Codes | None = None) -> float | None:
    """Return one minus the mean absolute deviation of the scores from the mean of their camp.

    Formula: 1 - sum over both camps of w |s - mean of the camp| / sum w.
    Range: 0 to 1 (each camp of one mind).
    Source: Bramson et al., The Journal of Mathematical Sociology 40 (2016), polarization as group consensus.
    Edge cases: None when nobody takes a side; 1 for camps of one.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.
        label: labels, shape (n,): 1 favor, -1 against, anything else no side; the signs of the scores when None.

    Example:
        >>> import numpy as np
        >>> consensus(np.array([-0.2, -0.6, 0.5, 0.9]))
        0.8
    """
    side = sides(score, label)
    weight = np.ones(len(score)) if weight is None else weight
    total, deviation = 0.0, 0.0
    for one in (FAVOR, AGAINST):
        camp, mass = weighed(score[side == one], weight[side == one])
        if len(camp):
            mean = float(np.dot(camp, mass) / mass.sum())
            total += float(mass.sum())
            deviation += float(np.dot(np.abs(camp - mean), mass))
    return 1 - deviation / total if total > 0 else None


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"consensus": consensus(unit.score, unit.weight, unit.label)})


MEASURE = Measure(
    name="consensus",
    title="Consensus within the camps",
    formula="1 - sum over both camps of w |s - mean of the camp| / sum w",
    range="0 to 1",
    source="Bramson et al. 2016, polarization as group consensus",
    null_when="nobody takes a side",
    values=("consensus",),
    compute=compute,
)
