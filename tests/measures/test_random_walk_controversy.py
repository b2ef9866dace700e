"""Random-walk controversy: against walks that are simulated, and an exact solution."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.random_walk_controversy import random_walk_controversy


def hubs(degree: np.ndarray[tuple[int, ...], np.dtype[np.int64]], side: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> set[int]:
    found: set[int] = set()
    for one in (1, -1):
        own = np.flatnonzero(side == one)
        least = np.sort(degree[own])[::-1][max(1, int(np.ceil(0.1 * len(own)))) - 1]
        found |= {int(i) for i in own if degree[i] >= least}
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_against_simulated_walks(seed: int) -> None:
    rng = np.random.default_rng(seed)
    side = np.repeat([1, -1, 0], [16, 12, 6])
    tree = [(i, int(rng.integers(0, i))) for i in range(1, 34)]
    pairs = np.array([*tree, (0, 20), (3, 25)])
    near: list[list[int]] = [[] for _ in side]
    for a, b in pairs:
        near[a].append(int(b))
        near[b].append(int(a))
    ends = hubs(np.array([len(one) for one in near]), side)
    ended = {(start, end): 0 for start in (1, -1) for end in (1, -1)}
    walks = 30_000
    for start in (1, -1):
        for at in rng.choice(np.flatnonzero(side == start), walks):
            here = int(at)
            while here not in ends:
                here = near[here][int(rng.random() * len(near[here]))]
            ended[start, int(side[here])] += 1
    share = {end: ended[1, end] / (ended[1, end] + ended[-1, end]) for end in (1, -1)}
    expected = share[1] * (1 - share[-1]) - (1 - share[1]) * share[-1]
    assert random_walk_controversy(pairs, side) == pytest.approx(expected, abs=1e-2)


def test_by_hand() -> None:
    """Hubs 1 and 4, one leaf of theirs each on the other side, and leaf 6 of 1 on its own.

    Favor 1, 5, 6: ends at 1 from 1 and 6, at 4 from 5: 2/3, 1/3. Against 2, 3, 4: at 1 from 2, at 4 from 3 and 4: 1/3, 2/3.
    """
    pairs, side = np.array([[2, 1], [6, 1], [0, 1], [5, 4], [3, 4], [0, 4]]), np.array([0, 1, -1, -1, -1, 1, 1])
    assert random_walk_controversy(pairs, side) == pytest.approx(4 / 9 - 1 / 9, abs=1e-6)


def test_a_side_that_is_not_there() -> None:
    assert random_walk_controversy(np.array([[0, 1]]), np.array([1, 1])) is None
    assert random_walk_controversy(np.array([[0, 1]]), np.array([0, 0])) is None
