"""Consensus within the camps: by hand."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.consensus import consensus


def test_mean_absolute_deviation_within_camps() -> None:
    # favor .2 .4 .9: mean .5, deviations .3 .1 .4; against -.1 -.5: mean -.3, deviations .2 .2; together 1.2 / 5
    assert consensus(np.array([0.2, 0.4, 0.9, -0.1, -0.5])) == pytest.approx(1 - 1.2 / 5)


def test_one_mind_each_and_nobody() -> None:
    assert consensus(np.array([0.7, 0.7, -0.2, 0.0])) == 1.0
    assert consensus(np.array([0.0])) is None


def test_weights_are_frequencies() -> None:
    score, times = np.array([0.1, 0.7, -0.4, -0.9]), np.array([3, 1, 2, 2])
    assert consensus(score, times.astype(float)) == pytest.approx(consensus(np.repeat(score, times)))
