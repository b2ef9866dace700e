"""Divergence: how far apart the camps' means are. The same as the distance, under the name of the literature."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures, sides
from polarize.measures.distance import distance


def divergence(score: Scores, weight: Scores | None = None, label: Codes | None = None) -> float | None:
    """Return half the distance between the mean scores of the two camps.

    Formula: (mean score of favor - mean score of against) / 2, not below 0.
    Range: 0 to 1.
    Source: Bramson et al., The Journal of Mathematical Sociology 40 (2016), polarization as group divergence; Morales et al.,
        Chaos 25 (2015).
    Edge cases: None when a camp is empty. Equals `distance`.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.
        label: labels, shape (n,): 1 favor, -1 against, anything else no side; the signs of the scores when None.

    Example:
        >>> import numpy as np
        >>> divergence(np.array([-0.4, -0.6, 0.3]))
        0.4
    """
    return distance(score, sides(score, label), np.ones(len(score)) if weight is None else weight)


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"divergence": divergence(unit.score, unit.weight, unit.label)})


MEASURE = Measure(
    name="divergence",
    title="Divergence",
    formula="(mean score of favor - mean score of against) / 2, not below 0",
    range="0 to 1",
    source="Bramson et al. 2016, polarization as group divergence; Morales et al., Chaos 25 (2015)",
    null_when="a side is empty",
    values=("divergence",),
    compute=compute,
)
