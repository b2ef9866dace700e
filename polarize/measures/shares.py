"""Shares: how many are in favor, against, mixed, and without a stance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import AGAINST, FAVOR, MIXED, NONE, Codes, Context, Measure, Thread, Units, Value
from polarize.measures._intervals import wilson
from polarize.measures._units import units

LABELS = {"share_favor": FAVOR, "share_against": AGAINST, "share_mixed": MIXED, "share_none": NONE}


def shares(label: Codes) -> dict[str, float | None]:
    """Return the share of each label among all units; the four add up to 1.

    Formula: share = n_label / n. Interval: Wilson's score interval, 95%, sampling alone.
    Range: 0 to 1.
    Source: Wilson, Journal of the American Statistical Association 22 (1927), for the interval.
    Edge cases: None without units.

    Args:
        label: labels, shape (n,).

    Example:
        >>> import numpy as np
        >>> shares(np.array([1, 1, -1, 2]))
        {'share_favor': 0.5, 'share_against': 0.25, 'share_mixed': 0.0, 'share_none': 0.25}
    """
    n = len(label)
    return {name: int(np.sum(label == code)) / n if n else None for name, code in LABELS.items()}


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the four shares for each unit, with their intervals."""
    return [row for unit in units(thread, context) for row in _rows(unit)]


def _rows(unit: Units) -> list[Value]:
    """Return the four rows of one kind of unit."""
    n = len(unit.label)
    rows = []
    for name, share in shares(unit.label).items():
        low, high = (None, None) if share is None else wilson(round(share * n), n)
        rows.append(Value(name, unit.unit, share, n, low, high))
    return rows


MEASURE = Measure(
    name="shares",
    title="Shares of the sides",
    formula="n_label / n",
    range="0 to 1",
    source="interval: Wilson 1927",
    null_when="there are no units",
    values=tuple(LABELS),
    compute=compute,
)
