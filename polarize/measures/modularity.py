"""Modularity: how well the two sides divide the network of replies."""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._replies import Sides, divided, figures, names, one, ties


def modularity(pairs: Codes, side: Codes) -> float | None:
    """Return the modularity of the division into the two sides, replies taken without direction.

    Formula: sum over sides of L_i / m - (d_i / 2m)², L_i replies within side i, d_i ends of replies on it, m replies between
        nodes on a side.
    Range: -0.5 to 0.5.
    Source: Newman and Girvan, Physical Review E 69, 026113 (2004).
    Edge cases: None without a reply between nodes that take a side; 0 with one side only.

    Args:
        pairs: for each reply the node that answers and the node that is answered, shape (m, 2); self-answers are left out.
        side: side of each node, 1, -1 or 0, shape (k,).

    Example:
        >>> import numpy as np
        >>> modularity(np.array([[0, 1], [2, 3]]), np.array([1, 1, -1, -1]))
        0.5
    """
    return one(statistic, pairs, side)


def statistic(pairs: Codes, side: Sides) -> Scores:
    """Return the figure for each column of sides, shape (k, columns); NaN where it is not defined."""
    favor, against, between = ties(pairs, side)
    total = favor + against + between
    end = divided(2 * favor + between, 2 * total)
    return divided(favor + against, total) - end**2 - (1 - end) ** 2


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure, and its z and p under shuffled sides."""
    return figures(thread, context, "modularity", statistic)


MEASURE = Measure(
    name="modularity",
    title="Modularity of the sides",
    formula="sum over sides of L_i / m - (d_i / 2m)²",
    range="modularity -0.5 to 0.5; modularity_z any number; modularity_p 0 to 1",
    source="Newman and Girvan 2004; z and p: permutation of the sides, Phipson and Smyth 2010",
    null_when="nobody on a side answers anybody on a side; z and p also where too few shuffles define it or none differs",
    values=names("modularity"),
    compute=compute,
)
