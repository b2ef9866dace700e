"""Mean pairwise distance: how far apart two random units are."""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures, pair_sums, weighed


def mean_pairwise_distance(score: Scores, weight: Scores | None = None) -> float | None:
    """Return the mean distance between the scores of all pairs.

    Formula: mean of |s_i - s_j| over pairs i != j.
    Range: 0 to 2.
    Source: Gini's mean difference; Yitzhaki, Metron 61 (2003).
    Edge cases: None for n < 2. Two equal camps at the poles approach 1.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.

    Example:
        >>> import numpy as np
        >>> mean_pairwise_distance(np.array([-1.0, 0.0, 1.0])) == 4 / 3
        True
    """
    score, weight = weighed(score, weight)
    pairs, apart, _ = pair_sums(score, weight)
    if len(score) < 2 or pairs <= 0:
        return None
    return min(2.0, apart / pairs)


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"mean_pairwise_distance": mean_pairwise_distance(unit.score, unit.weight)})


MEASURE = Measure(
    name="mean_pairwise_distance",
    title="Mean pairwise distance",
    formula="mean of |s_i - s_j| over pairs i != j",
    range="0 to 2",
    source="Gini's mean difference; Yitzhaki, Metron 61 (2003)",
    null_when="fewer than 2 units have a stance",
    values=("mean_pairwise_distance",),
    compute=compute,
)
