"""Engagement, balance and distance by hand."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.balance import balance
from polarize.measures.distance import distance
from polarize.measures.engagement import engagement

LABEL = np.array([1, 1, 1, -1, 0, 2, 2, 2])
SCORE = np.array([0.9, 0.6, 0.3, -0.2, 0.1, 0.0, 0.0, 0.0])
ONES = np.ones(8)
NOBODY = np.array([], dtype=np.int64), np.array([], dtype=np.float64)


def test_engagement_counts_mixed_and_none_in_the_denominator() -> None:
    assert engagement(LABEL, ONES) == 0.5
    assert engagement(*NOBODY) is None
    assert engagement(np.array([2, 2]), np.ones(2)) == 0.0


def test_balance_sees_the_sided_only() -> None:
    assert balance(LABEL, ONES) == pytest.approx(0.75)
    assert balance(np.array([1, 1]), np.ones(2)) == 0.0
    assert balance(np.array([0, 2]), np.ones(2)) is None
    assert balance(LABEL, np.array([1, 1, 1, 3, 1, 1, 1, 1.0])) == 1.0


def test_distance_is_half_the_gap_of_the_means() -> None:
    assert distance(SCORE, LABEL, ONES) == pytest.approx(0.4)
    assert distance(SCORE, np.abs(LABEL), ONES) is None


def test_distance_never_falls_below_zero() -> None:
    """Scores that contradict their labels can come with a user's own table."""
    assert distance(np.array([-0.5, 0.5]), np.array([1, -1]), np.ones(2)) == 0.0
