"""Duclos, Esteban and Ray: known densities, and the estimator written out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from polarize.measures.duclos_esteban_ray import duclos_esteban_ray


def test_against_the_integral_for_a_normal_distribution() -> None:
    """P = integral of f(x)^(1+a) E|x - Y| dx, and E|x - Y| = s (2 phi(z) + z (2 Phi(z) - 1)), z = x / s."""
    s, alpha = 0.25, 0.5

    def inner(x: float) -> float:
        z = x / s
        return float(norm.pdf(x, scale=s) ** (1 + alpha) * s * (2 * norm.pdf(z) + z * (2 * norm.cdf(z) - 1)))

    score = norm.ppf((np.arange(20_000) + 0.5) / 20_000, scale=s)
    assert duclos_esteban_ray(score) == pytest.approx(quad(inner, -3, 3)[0], rel=0.02)


def test_against_the_estimator_of_the_paper_written_out() -> None:
    score, alpha = np.array([-0.9, -0.7, -0.1, 0.4, 0.5, 0.95]), 0.75
    width = 4.7 * np.std(score) * alpha**0.1 / np.sqrt(6)
    expected = 0.0
    for x in score:
        f = sum(norm.pdf(x, y, width) for y in score) / 6
        expected += f**alpha * sum(abs(x - y) for y in score) / 6 / 6
    assert duclos_esteban_ray(score, None, alpha) == pytest.approx(expected, abs=1e-9)


def test_unanimity_and_nobody() -> None:
    assert duclos_esteban_ray(np.full(9, -0.4)) == 0.0
    assert duclos_esteban_ray(np.array([])) is None
