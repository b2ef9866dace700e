"""Fracturing: modes of scipy's kernel density with the same width."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import argrelmax
from scipy.stats import gaussian_kde, iqr

from polarize.measures.fracturing import fracturing


@pytest.mark.parametrize("means", [(0.0,), (-0.7, 0.7), (-0.8, 0.0, 0.8)])
@pytest.mark.parametrize("n", [60, 400, 900])
def test_against_the_modes_of_scipys_density(means: tuple[float, ...], n: int) -> None:
    rng = np.random.default_rng(n)
    score = np.clip(rng.choice(means, n) + rng.normal(0, 0.08, n), -1, 1)
    width = max(0.05, 0.9 * min(score.std(ddof=1), iqr(score) / 1.34) * n**-0.2)
    curve = gaussian_kde(score, bw_method=width / score.std(ddof=1))(np.arange(-1.5, 1.5, 0.01))
    assert fracturing(score) == len(argrelmax(curve)[0])


def test_small_threads_and_unanimous_ones() -> None:
    assert fracturing(np.linspace(-1, 1, 29)) is None
    assert fracturing(np.full(30, 0.4)) == 1.0
