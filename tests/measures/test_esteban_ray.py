"""Esteban and Ray: the double sum written out."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.esteban_ray import esteban_ray


@pytest.mark.parametrize("alpha", [1.0, 1.6])
def test_against_the_double_sum(alpha: float) -> None:
    share = {-1.0: 0.3, 0.0: 0.2, 1.0: 0.5}
    expected = sum(2**alpha * p ** (1 + alpha) * q * abs(y - z) for y, p in share.items() for z, q in share.items())
    assert esteban_ray(np.repeat([-1.0, 0.0, 1.0], [3, 2, 5]), None, alpha) == pytest.approx(expected, abs=1e-12)
    assert esteban_ray(np.array([-1.0, 0.0, 1.0]), np.array([3.0, 2.0, 5.0]), alpha) == pytest.approx(expected, abs=1e-12)


def test_with_a_of_zero_it_is_ginis_mean_difference() -> None:
    score = np.random.default_rng(1).uniform(-1, 1, 30)
    assert esteban_ray(score, None, 0.0) == pytest.approx(np.abs(score[:, None] - score).mean(), abs=1e-12)


@pytest.mark.parametrize("alpha", [1.0, 1.6])
def test_the_most_is_two_equal_groups_at_the_poles(alpha: float) -> None:
    assert esteban_ray(np.array([-1.0, 1.0]), None, alpha) == pytest.approx(1.0)
    assert esteban_ray(np.array([-1.0, 0.0, 1.0]), None, alpha) < 1.0  # type: ignore[operator]
    assert esteban_ray(np.array([])) is None
