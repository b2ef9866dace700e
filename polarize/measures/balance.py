"""Balance: how evenly those who take a side are divided."""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures import _split
from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._camps import camps


def balance(label: Codes, weight: Scores) -> float | None:
    """Return how even the two sides are.

    Formula: b = 4 q (1 - q), q = share of favor among favor and against.
    Range: 0 (one side only) to 1 (equal sides).
    Source: Reynal-Querol, Journal of Conflict Resolution 46 (2002), on two groups.
    Edge cases: None when nobody takes a side.

    Args:
        label: labels, shape (n,).
        weight: weights, shape (n,), not negative.

    Example:
        Nine in favor, one against: 4 * 0.9 * 0.1.

        >>> import numpy as np
        >>> round(balance(np.array([1] * 9 + [-1, 2, 2]), np.ones(12)), 2)
        0.36
    """
    both = camps(label, weight)
    return 4 * (both.favor / both.sided) * (both.against / both.sided) if both.sided > 0 else None


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the balance for each unit, with its interval."""
    return _split.figures(thread, context, "balance", lambda unit: balance(unit.label, unit.weight))


MEASURE = Measure(
    name="balance",
    title="Balance of the sides",
    formula="b = 4 q (1 - q), q = n_fav / (n_fav + n_agn)",
    range="0 to 1",
    source="Reynal-Querol 2002, on two groups",
    null_when="nobody takes a side",
    values=("balance",),
    compute=compute,
)
