"""Assortativity: do those on a side answer their own more often than their number of replies would make them?"""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._replies import Sides, divided, figures, names, one, ties


def assortativity(pairs: Codes, side: Codes) -> float | None:
    """Return the assortativity coefficient of the sides, replies taken without direction.

    Formula: (sum e_ii - sum a_i²) / (1 - sum a_i²), e_ii the share of replies within side i, a_i the share of ends of replies
        on side i.
    Range: -1 to 1 (replies within the sides only).
    Source: Newman, Physical Review E 67, 026126 (2003).
    Edge cases: None without a reply between nodes that take a side, or with one side only.

    Args:
        pairs: for each reply the node that answers and the node that is answered, shape (m, 2); self-answers are left out.
        side: side of each node, 1, -1 or 0, shape (k,).

    Example:
        >>> import numpy as np
        >>> assortativity(np.array([[0, 1], [2, 3]]), np.array([1, 1, -1, -1]))
        1.0
    """
    return one(statistic, pairs, side)


def statistic(pairs: Codes, side: Sides) -> Scores:
    """Return the figure for each column of sides, shape (k, columns); NaN where it is not defined."""
    favor, against, between = ties(pairs, side)
    total = favor + against + between
    end = divided(2 * favor + between, 2 * total)
    expected = end**2 + (1 - end) ** 2
    return divided(divided(favor + against, total) - expected, 1 - expected)


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure, and its z and p under shuffled sides."""
    return figures(thread, context, "assortativity", statistic)


MEASURE = Measure(
    name="assortativity",
    title="Assortativity of the sides",
    formula="(sum e_ii - sum a_i²) / (1 - sum a_i²)",
    range="assortativity -1 to 1; assortativity_z any number; assortativity_p 0 to 1",
    source="Newman 2003; z and p: permutation of the sides, Phipson and Smyth 2010",
    null_when="nobody on a side answers anybody on a side, or those who do are on one side; z and p also with too few shuffles",
    values=names("assortativity"),
    compute=compute,
)
