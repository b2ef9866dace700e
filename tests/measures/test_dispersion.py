"""Dispersion: against numpy and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.weightstats import DescrStatsW

from polarize.measures.dispersion import dispersion


def test_against_the_population_variance() -> None:
    score = np.random.default_rng(1).uniform(-1, 1, 50)
    assert dispersion(score) == pytest.approx(np.var(score), abs=1e-12)
    assert dispersion(np.linspace(-1, 1, 100_001)) == pytest.approx(1 / 3, abs=1e-4)
    assert dispersion(np.array([])) is None


def test_weights_are_frequencies() -> None:
    rng = np.random.default_rng(2)
    score, weight = rng.uniform(-1, 1, 30), rng.integers(1, 9, 30).astype(float)
    assert dispersion(score, weight) == pytest.approx(DescrStatsW(score, weight, ddof=0).var, abs=1e-12)
