"""Boundary connectivity: do those at the border between the sides answer their own or the other side?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._replies import Sides, adjacency, divided, figures, names, one


def boundary_connectivity(pairs: Codes, side: Codes) -> float | None:
    """Return the boundary connectivity of the two sides.

    Formula: mean over boundary nodes of d_i / (d_i + d_b) - 1/2: d_i links to inner nodes of the own side, d_b to boundary
        nodes of the other.
    Range: -0.5 (border open) to 0.5 (border shunned).
    Source: Guerra, Meira, Cardie and Kleinberg, ICWSM 2013.
    Edge cases: None when there is no boundary node: one with a link to the other side and one to an inner node. Inner: on a
        side, without a link to the other. Several replies between the same two are one link.

    Args:
        pairs: for each reply the node that answers and the node that is answered, shape (m, 2); self-answers are left out.
        side: side of each node, 1, -1 or 0, shape (k,).

    Example:
        A chain of four, two on either side: d_i = d_b = 1 for both in the middle.

        >>> import numpy as np
        >>> boundary_connectivity(np.array([[0, 1], [1, 2], [2, 3]]), np.array([1, 1, -1, -1]))
        0.0
    """
    return one(statistic, pairs, side)


def statistic(pairs: Codes, side: Sides) -> Scores:
    """Return the figure for each column of sides, shape (k, columns); NaN where it is not defined."""
    links = adjacency(pairs, side.shape[0])
    links.data[:] = 1
    columns = side.shape[1]
    member = np.concatenate([side == 1, side == -1], axis=1)
    near = links @ member.astype(np.float32)
    other = np.concatenate([near[:, columns:], near[:, :columns]], axis=1)
    inner = links @ (member & (other == 0)).astype(np.float32)
    boundary = member & (other > 0) & (inner > 0)
    opposite = links @ np.concatenate([boundary[:, columns:], boundary[:, :columns]], axis=1).astype(np.float32)
    share = np.where(boundary, inner / np.where(boundary, inner + opposite, 1.0) - 0.5, 0.0).astype(np.float64)
    total, number = share.sum(axis=0), boundary.sum(axis=0).astype(np.float64)
    return divided(total[:columns] + total[columns:], number[:columns] + number[columns:])


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure, and its z and p under shuffled sides."""
    return figures(thread, context, "boundary_connectivity", statistic, shuffles=99)


MEASURE = Measure(
    name="boundary_connectivity",
    title="Boundary connectivity",
    formula="mean over boundary nodes of d_i / (d_i + d_b) - 1/2",
    range="boundary_connectivity -0.5 to 0.5; boundary_connectivity_z any number; boundary_connectivity_p 0 to 1",
    source="Guerra et al. 2013; z and p: permutation of the sides, Phipson and Smyth 2010",
    null_when="there is no boundary between the sides; z and p also where too few shuffles define it or none differs",
    values=names("boundary_connectivity"),
    compute=compute,
)
