"""Who answers whom, and how the figures of this network compare with those of shuffled sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from polarize.measures._base import AGAINST, FAVOR, Codes, Context, Scores, Thread, Unit, Value
from polarize.measures._cache import generator, once
from polarize.measures._units import by_author, headline_unit

PERMUTATIONS, FEWEST = 199, 19
CELLS, COSTLY = 4_000_000, 200_000
"""A very large network is shuffled fewer times: CELLS / nodes, for measures that take longer COSTLY / nodes, but never under FEWEST."""
ENOUGH = 19
"""Shuffles in which a figure has to be defined, for a z and a p to be given."""
LEAST = 1e-6
"""Shuffled figures that vary less than this do not vary."""
Sides = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Network:
    """The replies between different people (comments, where people are not known).

    Attributes:
        unit: what a node is.
        pairs: for each reply the node that answers and the node that is answered, shape (m, 2), nodes 0 to k-1.
        side: side of each node, 1, -1 or 0, shape (k,). Every node has a reply.
        shuffled: the sides in the first column, and in each other column the same sides shuffled among the nodes; shape (k, 1 + r).
        compound: tone of each reply, NaN where not scored, shape (m,).
    """

    unit: Unit
    pairs: Codes
    side: Codes
    shuffled: Sides
    compound: Scores


def network(thread: Thread, context: Context) -> Network:
    """Return the network of a thread: authors where the headline counts authors, else comments; made once for a run."""
    return once(context, "network", thread, lambda: _network(thread, context))


def figures(
    thread: Thread, context: Context, name: str, statistic: Callable[[Codes, Sides], Scores], shuffles: int = PERMUTATIONS
) -> list[Value]:
    """Return the rows `<name>`, `<name>_z` and `<name>_p`.

    z = (observed - mean) / standard deviation over the shuffled sides; p = twice the smaller tail, (1 + shuffles at least as
    extreme) / (1 + shuffles), at most 1 (Phipson and Smyth 2010). Both are None where the figure is not defined in at least
    ENOUGH shuffles; z also where it is the same in all of them.

    Args:
        thread: the thread.
        context: the run.
        name: of the figure.
        statistic: the figure of each column of a matrix of sides, shape (k, columns); NaN where it is not defined.
        shuffles: the most shuffles that are used; fewer than PERMUTATIONS for a measure that takes longer.
    """
    net = network(thread, context)
    n = len(net.pairs)
    if shuffles < PERMUTATIONS:
        shuffles = int(np.clip(COSTLY // max(1, len(net.side)), FEWEST, shuffles))
    found = statistic(net.pairs, net.shuffled[:, : 1 + shuffles]) if n else np.full(1, np.nan)
    value = float(np.round(found[0], 9) + 0.0)
    if not np.isfinite(value):
        return [Value(one, net.unit, None, n) for one in names(name)]
    z, p = against_shuffled(float(found[0]), found[1:])
    return [Value(one, net.unit, figure, n) for one, figure in zip(names(name), (value, z, p), strict=True)]


def names(name: str) -> tuple[str, str, str]:
    """Return the names of the three rows of a figure."""
    return name, f"{name}_z", f"{name}_p"


def against_shuffled(observed: float, shuffled: Scores) -> tuple[float | None, float | None]:
    """Return z and the two-sided p of an observed figure against those of shuffles (NaN: not defined)."""
    null = shuffled[np.isfinite(shuffled)]
    if len(null) < ENOUGH:
        return None, None
    mean, deviation = float(null.mean()), float(null.std(ddof=1))
    high, low = int(np.sum(null >= observed - LEAST)), int(np.sum(null <= observed + LEAST))
    p = min(1.0, 2 * (1 + min(high, low)) / (1 + len(null)))
    return (observed - mean) / deviation if deviation > LEAST else None, p


def one(statistic: Callable[[Codes, Sides], Scores], pairs: Codes, side: Codes) -> float | None:
    """Return the figure of a single network, None where it is not defined."""
    pairs = without_loops(pairs)
    if not len(pairs):
        return None
    found = float(statistic(pairs, np.asarray(side, dtype=np.int8)[:, None])[0])
    return found if np.isfinite(found) else None


def without_loops(pairs: Codes) -> Codes:
    """Return the pairs of different nodes, shape (m, 2)."""
    pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    found: Codes = pairs[pairs[:, 0] != pairs[:, 1]]
    return found


def ties(pairs: Codes, side: Sides) -> tuple[Scores, Scores, Scores]:
    """Return for each column of sides the number of pairs within favor, within against, and between them."""
    favor, against, between = (np.zeros(side.shape[1]) for _ in range(3))
    step = max(1, CELLS // side.shape[1])
    for at in range(0, len(pairs), step):
        one_end, other = side[pairs[at : at + step, 0]], side[pairs[at : at + step, 1]]
        total = one_end + other
        favor += np.count_nonzero(total == 2, axis=0)
        against += np.count_nonzero(total == -2, axis=0)
        between += np.count_nonzero(one_end * other == -1, axis=0)
    return favor, against, between


def adjacency(pairs: Codes, nodes: int) -> csr_matrix:
    """Return the number of replies between each two nodes, in both directions, shape (nodes, nodes)."""
    both = np.concatenate([pairs, pairs[:, ::-1]])
    return csr_matrix((np.ones(len(both), dtype=np.float32), (both[:, 0], both[:, 1])), shape=(nodes, nodes))


def divided(above: Scores, below: Scores) -> Scores:
    """Return above / below, NaN where below is 0."""
    found: Scores = np.where(below != 0, above / np.where(below != 0, below, 1.0), np.nan)
    return found


def _network(thread: Thread, context: Context) -> Network:
    unit = headline_unit(thread)
    node, side = _nodes(thread, unit)
    answers = np.flatnonzero(thread.reply_to >= 0)
    pairs = np.stack([node[answers], node[thread.reply_to[answers]]], axis=1)
    others = pairs[:, 0] != pairs[:, 1]
    kept, index = np.unique(pairs[others], return_inverse=True)
    here = side[kept]
    times = int(np.clip(CELLS // max(1, len(kept)), FEWEST, PERMUTATIONS))
    shuffled = np.repeat(here.astype(np.int8)[:, None], 1 + times, axis=1)
    if len(kept):
        random = generator(context.seed, thread.article_id, "replies")
        shuffled[:, 1:] = random.permuted(shuffled[:, 1:].T.copy(), axis=1).T
    return Network(unit, index.reshape(-1, 2).astype(np.int64), here, shuffled, thread.compound[answers][others])


def _nodes(thread: Thread, unit: Unit) -> tuple[Codes, Codes]:
    """Return the node of each comment, and the side of each node."""
    if unit == "comment":
        return np.arange(len(thread.label)), np.where(np.abs(thread.label) == 1, thread.label, 0)
    unknown = thread.author < 0
    code = thread.author.copy()
    code[unknown] = code.max(initial=-1) + 1 + np.arange(int(unknown.sum()))
    _, node = np.unique(code, return_inverse=True)
    node = node.astype(np.int64)
    label = by_author(thread.score, thread.label, node)[1]
    return node, np.where((label == FAVOR) | (label == AGAINST), label, 0)
