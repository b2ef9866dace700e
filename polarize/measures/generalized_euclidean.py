"""Generalized Euclidean distance: how far the network of replies keeps the two sides apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags_array
from scipy.sparse.csgraph import connected_components

from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._replies import Sides, adjacency, figures, names, one

DENSE = 400
"""Up to this many nodes the system of equations is solved directly, beyond by conjugate gradients."""
STEPS = 500


def generalized_euclidean(pairs: Codes, side: Codes) -> float | None:
    """Return the generalized Euclidean distance between the two sides.

    Formula: sqrt((o+ - o-)^T L^+ (o+ - o-)), o+ and o- the sides as 0 or 1, L^+ the pseudoinverse of the network's Laplacian.
    Range: 0 and up.
    Source: Hohmann, Devriendt and Coscia, Science Advances 9, eabq2044 (2023).
    Edge cases: None when nobody with a reply takes a side. Unconnected parts add up: L^+ measures within each. Several
        replies between the same two make a link as many times as strong.

    Args:
        pairs: for each reply the node that answers and the node that is answered, shape (m, 2); self-answers are left out.
        side: side of each node, 1, -1 or 0, shape (k,).

    Example:
        Two nodes, one link: L^+ = [[1, -1], [-1, 1]] / 4.

        >>> import numpy as np
        >>> generalized_euclidean(np.array([[0, 1]]), np.array([1, -1]))
        1.0
    """
    return one(statistic, pairs, side)


def statistic(pairs: Codes, side: Sides) -> Scores:
    """Return the figure for each column of sides, shape (k, columns); NaN where it is not defined."""
    links = adjacency(pairs, side.shape[0]).astype(np.float64)
    parts, part = connected_components(links, directed=False)
    member = csr_matrix((np.ones(len(part)), (part, np.arange(len(part)))), shape=(parts, len(part)))
    size = np.asarray(member.sum(axis=1)).ravel()
    opinion = side.astype(np.float64)
    opinion -= ((member @ opinion) / size[:, None])[part]
    laplacian = diags_array(np.asarray(links.sum(axis=1)).ravel()) - links
    if len(part) <= DENSE:
        together = laplacian.toarray() + (part[:, None] == part) / size[part]
        solved = np.linalg.solve(together, opinion)
    else:
        solved = _conjugate_gradients(csr_matrix(laplacian), opinion)
    found = np.sqrt(np.maximum(0.0, np.einsum("ij,ij->j", opinion, solved)))
    return np.where((side != 0).any(axis=0), found, np.nan)


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure, and its z and p under shuffled sides."""
    return figures(thread, context, "generalized_euclidean", statistic, shuffles=99)


def _conjugate_gradients(matrix: csr_matrix, right: Scores) -> Scores:
    """Solve for all columns at once; `right` is orthogonal to the null space, and so is the answer."""
    solved, rest = np.zeros_like(right), right.copy()
    toward, size = rest.copy(), np.sum(rest**2, axis=0)
    enough = 1e-16 * np.maximum(size, 1e-300)
    for _ in range(STEPS):
        if (size <= enough).all():
            break
        image = matrix @ toward
        length = np.sum(toward * image, axis=0)
        step = np.where(length > 0, size / np.where(length > 0, length, 1.0), 0.0)
        solved += step * toward
        rest -= step * image
        after = np.sum(rest**2, axis=0)
        toward = rest + np.where(size > 0, after / np.where(size > 0, size, 1.0), 0.0) * toward
        size = after
    return solved


MEASURE = Measure(
    name="generalized_euclidean",
    title="Generalized Euclidean distance",
    formula="sqrt((o+ - o-)^T L^+ (o+ - o-))",
    range="generalized_euclidean 0 and up; generalized_euclidean_z any number; generalized_euclidean_p 0 to 1",
    source="Hohmann, Devriendt and Coscia 2023; z and p: permutation of the sides, Phipson and Smyth 2010",
    null_when="nobody with a reply takes a side; z and p also where too few shuffles define it or none differs",
    values=names("generalized_euclidean"),
    compute=compute,
)
