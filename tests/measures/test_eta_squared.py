"""Tone by side: against scipy. With two groups eta squared is the squared correlation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import f_oneway, pearsonr

from polarize.measures.eta_squared import eta_squared


@pytest.mark.parametrize("n", [4, 12, 80])
def test_against_analysis_of_variance(n: int) -> None:
    rng = np.random.default_rng(n)
    side = np.array([1, -1] * (n // 2))
    tone = rng.uniform(-1, 1, n) + 0.2 * side
    found = eta_squared(np.append(side, [0, 2, 1]), np.append(tone, [0.9, 0.9, np.nan]))
    assert found["eta_squared"] == pytest.approx(pearsonr(side, tone).statistic ** 2, abs=1e-9)
    assert found["eta_squared_p"] == pytest.approx(f_oneway(tone[side == 1], tone[side == -1]).pvalue, abs=1e-9)


def test_null_and_extremes() -> None:
    nothing = {"eta_squared": None, "eta_squared_p": None}
    assert eta_squared(np.array([1, 1]), np.array([0.1, 0.2])) == nothing
    assert eta_squared(np.array([1, -1, -1]), np.array([0.1, 0.1, 0.1])) == nothing
    assert eta_squared(np.array([1, 1, -1, -1]), np.array([0.5, 0.5, -0.5, -0.5])) == {"eta_squared": 1.0, "eta_squared_p": 0.0}
