"""Flache and Macy's index: do pairs either fully agree or fully disagree?"""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures, pair_sums, weighed


def flache_macy(score: Scores, weight: Scores | None = None) -> float | None:
    """Return four times the variance of the distances between all pairs.

    Formula: 4 Var(|s_i - s_j| / 2) over pairs i != j.
    Range: 0 (all pairs equally far apart) to 1.
    Source: Flache and Macy, The Journal of Mathematical Sociology 35 (2011).
    Edge cases: None for n < 2; 0 for n = 2 and where all agree.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.

    Example:
        Two and two at the poles: of twelve pairs four at 0 and eight at 1, variance 2/9.

        >>> import numpy as np
        >>> round(flache_macy(np.array([-1.0, -1.0, 1.0, 1.0])), 4)
        0.8889
    """
    score, weight = weighed(score, weight)
    pairs, apart, squares = pair_sums(score, weight)
    if len(score) < 2 or pairs <= 0:
        return None
    return min(1.0, max(0.0, 4 * (squares / 4 / pairs - (apart / 2 / pairs) ** 2)))


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"flache_macy": flache_macy(unit.score, unit.weight)})


MEASURE = Measure(
    name="flache_macy",
    title="Flache and Macy's polarization",
    formula="4 Var(|s_i - s_j| / 2) over pairs i != j",
    range="0 to 1",
    source="Flache and Macy, The Journal of Mathematical Sociology 35 (2011)",
    null_when="fewer than 2 units have a stance",
    values=("flache_macy",),
    compute=compute,
)
