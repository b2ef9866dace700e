"""Distinctness: kernels whose overlap is known, and scipy's densities."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import gaussian_kde, iqr, norm

from polarize.measures.distinctness import distinctness


@pytest.mark.parametrize("apart", [0.05, 0.1, 0.2])
def test_two_camps_of_one_are_two_normal_curves(apart: float) -> None:
    """Two normal curves of width h at a distance d overlap by 2 Phi(-d / 2h)."""
    found = distinctness(np.array([-apart / 2, apart / 2]))
    assert found == pytest.approx(1 - 2 * norm.cdf(-apart / 2 / 0.05), abs=1e-6)


def test_against_scipys_densities() -> None:
    rng = np.random.default_rng(3)
    camps = [np.abs(rng.normal(0.3, 0.2, 40)), -np.abs(rng.normal(0.3, 0.2, 25))]
    curves = []
    for camp in camps:
        width = max(0.05, 0.9 * min(camp.std(ddof=1), iqr(camp) / 1.34) * len(camp) ** -0.2)
        curves.append(gaussian_kde(camp, bw_method=width / camp.std(ddof=1)))
    overlap = quad(lambda x: min(curves[0](x)[0], curves[1](x)[0]), -2, 2, limit=300)[0]
    assert distinctness(np.concatenate(camps)) == pytest.approx(1 - overlap, abs=1e-4)


def test_labels_outrule_signs_and_an_empty_camp_is_null() -> None:
    score = np.array([0.5, 0.6])
    assert distinctness(score) is None
    assert distinctness(score, None, np.array([1, -1])) == pytest.approx(1 - 2 * norm.cdf(-1), abs=1e-6)
