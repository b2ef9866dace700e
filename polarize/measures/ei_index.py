"""E-I index: do replies go out to the other side or stay within?"""

from __future__ import annotations

from collections.abc import Sequence

from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._replies import Sides, divided, figures, names, one, ties


def ei_index(pairs: Codes, side: Codes) -> float | None:
    """Return the E-I index of the replies between nodes that take a side.

    Formula: (E - I) / (E + I), E replies between the sides, I within.
    Range: -1 (all within) to 1 (all between).
    Source: Krackhardt and Stern, Social Psychology Quarterly 51 (1988).
    Edge cases: None without a reply between nodes that take a side. Its raw value depends on the sizes of the sides (a random
        tree with 90 to 10 has about -.64): read it by its z.

    Args:
        pairs: for each reply the node that answers and the node that is answered, shape (m, 2); self-answers are left out.
        side: side of each node, 1, -1 or 0, shape (k,).

    Example:
        >>> import numpy as np
        >>> ei_index(np.array([[0, 1], [2, 1], [3, 2]]), np.array([1, 1, -1, -1]))
        -0.3333333333333333
    """
    return one(statistic, pairs, side)


def statistic(pairs: Codes, side: Sides) -> Scores:
    """Return the figure for each column of sides, shape (k, columns); NaN where it is not defined."""
    favor, against, between = ties(pairs, side)
    return divided(between - favor - against, between + favor + against)


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure, and its z and p under shuffled sides."""
    return figures(thread, context, "ei_index", statistic)


MEASURE = Measure(
    name="ei_index",
    title="E-I index",
    formula="(E - I) / (E + I), E replies between the sides, I within",
    range="ei_index -1 to 1; ei_index_z any number; ei_index_p 0 to 1",
    source="Krackhardt and Stern 1988; z and p: permutation of the sides, Phipson and Smyth 2010",
    null_when="nobody on a side answers anybody on a side; z and p also where too few shuffles define it or none differs",
    values=names("ei_index"),
    compute=compute,
)
