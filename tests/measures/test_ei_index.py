"""E-I index: by hand, and what a random tree gives."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures._replies import against_shuffled
from polarize.measures.ei_index import ei_index, statistic

PAIRS = np.array([[0, 1], [1, 2], [2, 3], [3, 0], [4, 0], [0, 5], [1, 1]])
SIDE = np.array([1, 1, -1, -1, 0, 1])


def test_by_hand() -> None:
    # Within: 0-1, 2-3, 0-5; between: 1-2, 3-0; 4 has no side, 1-1 is oneself
    assert ei_index(PAIRS, SIDE) == pytest.approx(-1 / 5)
    assert ei_index(PAIRS, np.zeros(6, dtype=int)) is None
    assert ei_index(np.empty((0, 2), dtype=int), np.array([], dtype=int)) is None


def test_a_random_tree_of_ninety_to_ten_has_a_low_raw_value_and_no_z() -> None:
    rng = np.random.default_rng(1)
    raw, z, p = [], [], []
    for _ in range(60):
        tree = np.array([[i, rng.integers(0, i)] for i in range(1, 200)])
        side = np.repeat([1, -1], [180, 20])
        sides = np.stack([rng.permutation(side) for _ in range(200)], axis=1).astype(np.int8)
        found = statistic(tree, sides)
        one_z, one_p = against_shuffled(float(found[0]), found[1:])
        raw.append(found[0])
        z.append(one_z or 0.0)
        p.append(one_p or 0.0)
    assert np.mean(raw) == pytest.approx(-0.64, abs=0.03)
    assert np.mean(z) == pytest.approx(0, abs=0.45)
    assert np.mean(np.array(p) <= 0.1) <= 0.25


def test_sides_that_only_talk_to_themselves_have_a_very_low_z() -> None:
    rng = np.random.default_rng(2)
    pairs = np.array([[i, i - 1] for i in range(1, 40)] + [[i, i - 1] for i in range(41, 80)])
    side = np.repeat([1, -1], 40)
    sides = np.stack([side] + [rng.permutation(side) for _ in range(199)], axis=1).astype(np.int8)
    z, p = against_shuffled(*(lambda found: (float(found[0]), found[1:]))(statistic(pairs, sides)))
    assert z is not None
    assert z < -5
    assert p == pytest.approx(2 / 200)
