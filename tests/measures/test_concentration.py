"""Concentration against independent formulas."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polarize.measures import Context, Thread, measures
from polarize.measures.concentration import concentration


@given(st.lists(st.integers(1, 500), min_size=1, max_size=60))
def test_gini_is_half_the_relative_mean_difference(comments: list[int]) -> None:
    x = np.array(comments)
    expected = np.abs(x[:, None] - x[None, :]).mean() / (2 * x.mean())
    assert concentration(x)["author_gini"] == pytest.approx(expected, abs=1e-12)


def test_gini_by_hand() -> None:
    assert concentration(np.array([5, 5, 5]))["author_gini"] == 0.0
    # Lorenz curve of 1 and 3: area under it 1/2 * 1/2 * 1/4 + 1/2 * (1/4 + 1) / 2 = 3/8, so G = 1 - 2 * 3/8.
    assert concentration(np.array([1, 3]))["author_gini"] == pytest.approx(0.25)


def test_top_shares_take_whole_authors() -> None:
    x = np.array([40, 20, 10, *[1] * 30])  # 33 authors, 100 comments: 1% -> 1 author, 5% -> 2, 10% -> 4
    found = concentration(x)
    assert found["top_1_share"] == found["top_author_share"] == 0.4
    assert found["top_5_share"] == 0.6
    assert found["top_10_share"] == 0.71
    assert concentration(np.ones(200, dtype=np.int64))["top_10_share"] == 0.1


def test_comments_without_an_author_are_left_out(make_thread: Callable[..., Thread]) -> None:
    thread = make_thread([1, 1, 1, 3], author=[0, 0, -1, 1])
    rows = measures()["concentration"].compute(thread, Context((thread,), None, 0))
    assert {row.n for row in rows} == {2}
    assert {row.measure: row.value for row in rows}["top_author_share"] == pytest.approx(2 / 3)
    nobody = make_thread([1, 1])
    assert {row.value for row in measures()["concentration"].compute(nobody, Context((nobody,), None, 0))} == {None}
