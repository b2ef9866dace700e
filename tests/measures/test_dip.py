"""Hartigan's dip: cases with a known dip, and the size of the test."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.dip import dip


def test_a_sample_as_even_as_can_be_has_the_least_dip() -> None:
    """The least possible dip of n different values is 1 / (2n), and evenly spaced values reach it."""
    found = dip(np.linspace(-1, 1, 50))
    assert found["dip"] == pytest.approx(1 / 100)
    assert found["dip_p"] == pytest.approx(1.0, abs=0.01)


def test_two_far_camps_approach_a_quarter() -> None:
    rng = np.random.default_rng(1)
    found = dip(np.concatenate([rng.normal(-0.8, 0.001, 500), rng.normal(0.8, 0.001, 500)]))
    assert found["dip"] == pytest.approx(0.25, abs=0.01)
    assert found["dip_p"] == 0.0


def test_uniform_samples_are_rejected_as_often_as_the_p_says() -> None:
    rng = np.random.default_rng(2)
    p = [dip(rng.uniform(-1, 1, 60))["dip_p"] or 0.0 for _ in range(400)]
    assert np.mean(np.array(p) <= 0.1) == pytest.approx(0.1, abs=0.05)


@pytest.mark.parametrize("n", [0, 1, 3])
def test_too_few(n: int) -> None:
    assert dip(np.linspace(-1, 1, n)) == {"dip": None, "dip_p": None}
