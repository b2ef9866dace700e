from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.stance.zero import LEAST, Curves, shares, zero

USUAL = Curves(gap=1.0, spread=1.5, middle=0.5, evenness=1.0)


@pytest.mark.parametrize(("favor", "against"), [(30, 10), (4, 36), (20, 20)])
def test_scores_without_doubt_give_the_beta_posterior(favor: int, against: int) -> None:
    """With curves that do not overlap q has the distribution Beta(1 + favor, 1 + against)."""
    value = np.array([10.0] * favor + [-10.0] * against)
    mean, product = shares(value, np.ones(len(value)), Curves(gap=10.0, spread=0.5, middle=1e-6, evenness=1.0))
    a, b = favor + 1, against + 1
    assert mean == pytest.approx(a / (a + b), abs=2e-3)
    assert product == pytest.approx(a * b / ((a + b) * (a + b + 1)), abs=2e-3)


def test_scores_that_say_nothing_leave_what_is_known_beforehand() -> None:
    mean, product = shares(np.zeros(0), np.zeros(0), Curves(1.0, 1.0, 1.0, evenness=2.0))
    assert mean == pytest.approx(0.5)
    assert product == pytest.approx(4 * 5 / 100, abs=2e-3)  # E q (1 - q) of Beta(2, 2) is 1/5


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-6, 6, allow_nan=False), min_size=LEAST + 5, max_size=60))
def test_exchanging_the_sides_turns_it_round(scores: list[float]) -> None:
    value = np.array(scores) + np.linspace(0, 0.01, len(scores))
    sided = np.linspace(0.9, 1.0, len(scores))
    mean, product = shares(value, sided, USUAL)
    other = shares(-value, sided, USUAL)
    assert (1 - other[0], other[1]) == pytest.approx((mean, product), abs=1e-9)
    if abs(mean - 0.5) > 1e-6:
        above, below = (value > zero(value, sided, USUAL)).sum(), (-value < zero(-value, sided, USUAL)).sum()
        assert abs(int(above) - int(below)) <= 1


def test_small_threads_are_left_alone() -> None:
    assert zero(np.full(LEAST - 1, 3.0), np.ones(LEAST - 1), USUAL) == 0.0
    assert zero(np.full(100, 3.0), np.full(100, 0.05), USUAL) == 0.0


def test_tags_of_lopsided_threads_are_as_even_as_the_thread_on_average() -> None:
    """Made-up threads whose shares, scores and middle are drawn as the curves say."""
    random = np.random.default_rng(3)
    curves = Curves(gap=0.5, spread=1.0, middle=0.3, evenness=1.0)
    fixed: list[float] = []
    moved: list[float] = []
    for _ in range(60):
        q = random.beta(1, 1)
        side = np.where(random.random(80) < q, 1, -1)
        value = random.normal(side * curves.gap + random.normal(0, curves.middle), curves.spread)
        truth = 4 * (side > 0).mean() * (side < 0).mean()
        for found, cut in ((fixed, 0.0), (moved, zero(value, np.ones(80), curves))):
            above = (value > cut).mean()
            found.append(4 * above * (1 - above) - truth)
    # At a fixed zero such threads look more split than they are; moved, neither more nor less.
    assert np.mean(fixed) > 0.12
    assert abs(np.mean(moved)) < 0.5 * np.mean(fixed)
    assert np.square(moved).mean() < 0.75 * np.square(fixed).mean()
