"""Divergence: by hand."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.divergence import divergence


def test_half_the_distance_of_the_means() -> None:
    # favor: mean .5; against: mean -.7
    assert divergence(np.array([0.4, 0.6, -0.7])) == pytest.approx(0.6)
    assert divergence(np.array([0.4, 0.6])) is None


def test_weights_and_labels() -> None:
    # favor: (.2 * 1 + .6 * 3) / 4 = .5; against: .1 by its label
    found = divergence(np.array([0.2, 0.6, 0.1]), np.array([1.0, 3.0, 1.0]), np.array([1, 1, -1]))
    assert found == pytest.approx(0.2)
