"""The Split index: how far a thread divides into two opposed camps."""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures import _split
from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Units, Value
from polarize.measures._camps import camps
from polarize.measures.distance import distance


def split_index(score: Scores, label: Codes, weight: Scores) -> float | None:
    """Return twice the chance that two random units oppose each other, times how far apart the two sides are.

    Formula: P = 4 p_fav p_agn D = e² b D, with p_fav and p_agn the shares of all units (mixed and none count), e the engagement,
        b the balance and D the distance.
    Range: 0 (nobody opposes anybody) to 1 (two equal camps at the poles). Even spread over -1, 0, +1: 4/9. 90/10: 0.36 D.
    Source: 4 p q is Reynal-Querol's index (2002) on two groups; D the pole distance of Morales et al. (2015); the product is ours.
    Edge cases: None without units; 0 when a side is empty, one unit included. Its share term is biased down by exactly (n - 1)/n.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        label: labels, shape (n,).
        weight: weights, shape (n,), not negative; only their proportions matter.

    Example:
        One in favor at 0.8, one against at -0.6, two without a stance: 4 * 1/4 * 1/4 * 0.7.

        >>> import numpy as np
        >>> round(split_index(np.array([0.8, -0.6, 0, 0]), np.array([1, -1, 2, 2]), np.ones(4)), 3)
        0.175
    """
    both = camps(label, weight)
    if both.total <= 0:
        return None
    apart = distance(score, label, weight)
    return 0.0 if apart is None else 4 * (both.favor / both.total) * (both.against / both.total) * apart


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the Split index for each unit: with the reported interval, and with that of sampling alone."""

    def estimate(unit: Units) -> float | None:
        return split_index(unit.score, unit.label, unit.weight)

    reported = _split.figures(thread, context, "split_index", estimate)
    return reported + _split.sampling_figures(thread, context, "split_index", estimate)


MEASURE = Measure(
    name="split_index",
    title="Split index",
    formula="P = 4 p_fav p_agn D",
    range="0 to 1",
    source="Reynal-Querol 2002 (4pq), Morales et al. 2015 (D); the product is ours. Interval: Dirichlet process, Ferguson 1973, Rubin 1981",
    null_when="there are no units",
    values=("split_index", "split_index_sampling"),
    compute=compute,
)
