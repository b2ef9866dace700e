"""Regionalization: runs of bins counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.regionalization import regionalization

# Bins of width 2/7: -1, -.714, -.429, -.143, .143, .429, .714, 1.
CASES = [
    pytest.param([0.0], 1.0, id="one"),
    pytest.param([-0.9, -0.6], 1.0, id="neighbours"),
    pytest.param([-0.9, -0.3], 2.0, id="a gap of one bin"),
    pytest.param([-0.9, -0.3, 0.3, 0.9], 4.0, id="every second bin"),
    pytest.param(list(np.linspace(-1, 1, 50)), 1.0, id="all"),
]


@pytest.mark.parametrize(("score", "runs"), CASES)
def test_runs(score: list[float], runs: float) -> None:
    assert regionalization(np.array(score)) == runs


def test_nobody() -> None:
    assert regionalization(np.array([])) is None
