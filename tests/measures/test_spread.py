"""Spread: by hand."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.spread import spread


def test_half_the_distance_of_the_extremes() -> None:
    assert spread(np.array([0.3, -0.5, 0.9])) == pytest.approx((0.9 + 0.5) / 2)
    assert spread(np.array([-1.0, 1.0])) == 1.0
    assert spread(np.array([0.4])) == 0.0
    assert spread(np.array([])) is None


def test_units_without_weight_do_not_count() -> None:
    assert spread(np.array([-1.0, 0.2, 0.4]), np.array([0.0, 1.0, 2.0])) == pytest.approx(0.1)
