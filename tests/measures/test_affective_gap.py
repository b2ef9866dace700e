"""Affective gap: by hand."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.affective_gap import affective_gap


def test_by_hand() -> None:
    author, target = np.array([1, 1, -1, -1, 0, 1, 1]), np.array([1, -1, -1, 1, 1, 2, 1])
    compound = np.array([0.8, -0.6, 0.2, -0.2, 0.9, 0.9, np.nan])
    # Within: .8 and .2, mean .5; crossing: -.6 and -.2, mean -.4
    assert affective_gap(author, target, compound) == pytest.approx(0.45)


def test_one_kind_of_reply_only() -> None:
    assert affective_gap(np.array([1]), np.array([-1]), np.array([0.3])) is None
    assert affective_gap(np.array([], dtype=int), np.array([], dtype=int), np.array([])) is None
