"""Engagement: the share of units that take a side."""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures import _split
from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._camps import camps


def engagement(label: Codes, weight: Scores) -> float | None:
    """Return the share of units labelled favor or against among all units.

    Formula: e = p_fav + p_agn; mixed and none count in the denominator.
    Range: 0 to 1.
    Source: a factor of the Split index, see `polarize.measures.split_index`.
    Edge cases: None without units (or when all weigh 0).

    Args:
        label: labels, shape (n,).
        weight: weights, shape (n,), not negative.

    Example:
        Two in favor, one against, one mixed: three of four take a side.

        >>> import numpy as np
        >>> engagement(np.array([1, 1, -1, 0]), np.ones(4))
        0.75
    """
    both = camps(label, weight)
    return both.sided / both.total if both.total > 0 else None


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the engagement for each unit, with its interval."""
    return _split.figures(thread, context, "engagement", lambda unit: engagement(unit.label, unit.weight))


MEASURE = Measure(
    name="engagement",
    title="Engagement",
    formula="e = p_fav + p_agn",
    range="0 to 1",
    source="factor of the Split index",
    null_when="there are no units",
    values=("engagement",),
    compute=compute,
)
