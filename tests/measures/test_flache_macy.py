"""Flache and Macy: the definition written out."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from polarize.measures.flache_macy import flache_macy


@pytest.mark.parametrize("n", [2, 3, 8, 40])
def test_against_the_definition(n: int) -> None:
    score = np.random.default_rng(n).uniform(-1, 1, n)
    apart = [abs(a - b) / 2 for a, b in permutations(score, 2)]
    assert flache_macy(score) == pytest.approx(4 * np.var(apart), abs=1e-12)


def test_two_large_equal_camps_reach_one() -> None:
    assert flache_macy(np.repeat([-1.0, 1.0], 5000)) == pytest.approx(1.0, abs=1e-3)
    assert flache_macy(np.full(6, 0.3)) == pytest.approx(0.0, abs=1e-12)
    assert flache_macy(np.array([0.3])) is None
