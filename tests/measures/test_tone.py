"""Tone against the standard library's statistics."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polarize.measures.tone import tone


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=50))
def test_mean_and_spread(values: list[float]) -> None:
    found = tone(np.array([*values, np.nan]))
    assert found["tone_mean"] == pytest.approx(statistics.fmean(values), abs=1e-12)
    assert found["tone_spread"] == pytest.approx(statistics.stdev(values), abs=1e-9)


def test_the_limit_itself_is_negative() -> None:
    assert tone(np.array([-0.05, -0.0499, 0.0, 0.9]))["share_negative"] == 0.25


def test_nothing_scored_and_one_scored() -> None:
    assert set(tone(np.array([np.nan, np.nan])).values()) == {None}
    assert tone(np.array([0.4])) == {"tone_mean": 0.4, "tone_spread": None, "share_negative": 0.0}
