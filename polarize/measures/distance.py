"""Distance: how far apart the two sides stand."""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures import _split
from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._camps import camps


def distance(score: Scores, label: Codes, weight: Scores) -> float | None:
    """Return half the difference between the mean scores of the two camps.

    Formula: D = (mean score of favor - mean score of against) / 2, not below 0.
    Range: 0 (the camps' means meet) to 1 (each camp at its pole).
    Source: pole distance of Morales et al., Chaos 25 (2015), between camps given by label.
    Edge cases: None when a camp is empty. 1 where only labels exist, as a bare label counts as its pole.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        label: labels, shape (n,).
        weight: weights, shape (n,), not negative.

    Example:
        Means 0.6 and -0.4.

        >>> import numpy as np
        >>> round(distance(np.array([0.5, 0.7, -0.4, 0.0]), np.array([1, 1, -1, 2]), np.ones(4)), 2)
        0.5
    """
    both = camps(label, weight, score)
    if both.favor <= 0 or both.against <= 0:
        return None
    return min(1.0, max(0.0, (both.mean_favor - both.mean_against) / 2))


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the distance for each unit, with its interval."""
    return _split.figures(thread, context, "distance", lambda unit: distance(unit.score, unit.label, unit.weight))


MEASURE = Measure(
    name="distance",
    title="Distance between the sides",
    formula="D = (mean score of favor - mean score of against) / 2",
    range="0 to 1",
    source="pole distance of Morales et al. 2015, between camps given by label",
    null_when="a side is empty",
    values=("distance",),
    compute=compute,
)
