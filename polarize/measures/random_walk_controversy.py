"""Random-walk controversy: does a walk along replies end on the side where it began?"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags_array
from scipy.sparse.csgraph import connected_components

from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._replies import Sides, adjacency, divided, figures, names, one

HUBS = 0.1
"""Share of a side's nodes that are hubs."""
LONGEST, CLOSE = 1000, 1e-4
"""Steps after which a walk is given up, and the change at which the chances are taken for settled."""
DENSE = 400
"""Up to this many nodes a full matrix is quicker than a sparse one."""
Flags = npt.NDArray[np.bool_]


def random_walk_controversy(pairs: Codes, side: Codes) -> float | None:
    """Return the random-walk controversy of the two sides.

    Formula: P_ff P_aa - P_fa P_af, P_xy the chance that a walk that ended at a hub of side y began on side x. Walks begin on
        either side with the same chance, at any of its nodes, follow replies in both directions, and end at the first hub.
    Range: -1 to 1 (nobody crosses).
    Source: Garimella, De Francisci Morales, Gionis and Mathioudakis, ACM Transactions on Social Computing 1 (2018).
    Edge cases: None when a side has no node, or no walk ends on it. Hubs of a side: its nodes with as many replies as the
        tenth of them with most, ties included. Parts of the network without a hub end no walk. Computed, not simulated, to 0.001.

    Args:
        pairs: for each reply the node that answers and the node that is answered, shape (m, 2); self-answers are left out.
        side: side of each node, 1, -1 or 0, shape (k,).

    Example:
        >>> import numpy as np
        >>> random_walk_controversy(np.array([[0, 1], [2, 1], [3, 4], [5, 4]]), np.array([1, 1, 1, -1, -1, -1]))
        1.0
    """
    return one(statistic, pairs, side)


def statistic(pairs: Codes, side: Sides) -> Scores:
    """Return the figure for each column of sides, shape (k, columns); NaN where it is not defined."""
    nodes = side.shape[0]
    links = adjacency(pairs, nodes)
    degree = np.asarray(links.sum(axis=1), dtype=np.float32).ravel()
    favor, against = side == 1, side == -1
    favor_hub, against_hub = _hubs(degree, favor), _hubs(degree, against)
    step = diags_array(np.divide(1, degree, out=np.zeros_like(degree), where=degree > 0)) @ links
    hub = favor_hub | against_hub
    at_favor = _chance(csr_matrix(step), favor_hub, hub)
    ends = _reached(links, hub)
    at_against = np.where(ends, 1.0, 0.0) - at_favor
    to = [[_mean(chance, start) for chance in (at_favor, at_against)] for start in (favor, against)]
    from_favor = [divided(to[0][end], to[0][end] + to[1][end]) for end in (0, 1)]
    return from_favor[0] * (1 - from_favor[1]) - (1 - from_favor[0]) * from_favor[1]


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure, and its z and p under shuffled sides."""
    return figures(thread, context, "random_walk_controversy", statistic, shuffles=49)


def _hubs(degree: npt.NDArray[np.float32], members: Flags) -> Flags:
    """Return the members of a side, in each column, that have at least the degree of the tenth with most."""
    number = max(1, math.ceil(HUBS * int(members[:, 0].sum())))
    own = np.where(members, degree[:, None], -1.0)
    number = min(number, len(own))
    least = np.partition(own, len(own) - number, axis=0)[len(own) - number]
    found: Flags = members & (own >= np.maximum(least, 0.5))
    return found


def _chance(step: csr_matrix, goal: Flags, hub: Flags) -> Scores:
    """Return the chance that a walk from each node ends in `goal`, a part of the hubs."""
    fixed = goal.astype(np.float32)
    walking = (~hub).astype(np.float32)
    move = step.toarray() if step.shape[0] <= DENSE else step
    chance = fixed
    for number in range(1, LONGEST + 1):
        after = move @ chance
        after *= walking
        after += fixed
        if number % 5 == 0 and float(np.max(after - chance, initial=0.0)) < CLOSE:
            break
        chance = after
    found: Scores = after.astype(np.float64)
    return found


def _reached(links: csr_matrix, hub: Flags) -> Flags:
    """Return whether the part of the network in which each node lies has a hub."""
    parts, part = connected_components(links, directed=False)
    member = csr_matrix((np.ones(len(part), dtype=np.float32), (part, np.arange(len(part)))), shape=(parts, len(part)))
    found: Flags = (member @ hub.astype(np.float32))[part] > 0
    return found


def _mean(chance: Scores, start: Flags) -> Scores:
    """Return the mean over the nodes where walks start, NaN without any."""
    return divided(np.sum(chance * start, axis=0), start.sum(axis=0).astype(np.float64))


MEASURE = Measure(
    name="random_walk_controversy",
    title="Random-walk controversy",
    formula="P_ff P_aa - P_fa P_af, walks ending at the hubs of the sides",
    range="random_walk_controversy -1 to 1; random_walk_controversy_z any number; random_walk_controversy_p 0 to 1",
    source="Garimella et al. 2018; z and p: permutation of the sides, Phipson and Smyth 2010",
    null_when="a side has no replies, or no walk ends on it; z and p also where too few shuffles define it or none differs",
    values=names("random_walk_controversy"),
    compute=compute,
)
