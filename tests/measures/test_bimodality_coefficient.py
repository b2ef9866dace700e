"""Bimodality coefficient: against scipy's bias-corrected moments, and known limits."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kurtosis, skew

from polarize.measures.bimodality_coefficient import bimodality_coefficient


@pytest.mark.parametrize("n", [4, 10, 200])
def test_against_scipy(n: int) -> None:
    score = np.random.default_rng(n).beta(0.6, 0.9, n) * 2 - 1
    top = skew(score, bias=False) ** 2 + 1
    expected = top / (kurtosis(score, bias=False) + 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)))
    assert bimodality_coefficient(score) == pytest.approx(min(1.0, expected), abs=1e-9)


def test_limits_of_large_samples() -> None:
    assert bimodality_coefficient(np.linspace(-1, 1, 100_000)) == pytest.approx(5 / 9, abs=1e-3)
    assert bimodality_coefficient(np.repeat([-1.0, 1.0], 50_000)) == pytest.approx(1.0, abs=1e-3)


def test_null_and_weights() -> None:
    assert bimodality_coefficient(np.array([0.1, 0.2, 0.3])) is None
    assert bimodality_coefficient(np.full(9, 0.1)) is None
    times = np.array([2, 5, 3])
    repeated = bimodality_coefficient(np.repeat([-0.5, 0.1, 0.9], times))
    assert bimodality_coefficient(np.array([-0.5, 0.1, 0.9]), times.astype(float)) == pytest.approx(repeated)
