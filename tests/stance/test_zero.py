from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.stance.silent import MOST
from polarize.stance.zero import FARTHEST, LEAST, Curves, favor, shares, zero

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
        assert favor(-value, sided, USUAL) == pytest.approx(1 - favor(value, sided, USUAL), abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.floats(-6, 6, allow_nan=False), min_size=1, max_size=60, unique_by=lambda one: round(one, 3)), st.floats(0, 1))
def test_so_many_comments_lie_above_zero_as_the_share_says(scores: list[float], share: float) -> None:
    value = np.array(scores)
    found = zero(value, share)
    if abs(found) < FARTHEST * value.std() - 1e-4:
        assert abs(int((value > found).sum()) - share * len(value)) <= 1


def test_a_thread_of_one_mind_keeps_its_zero_in_sight() -> None:
    value = np.random.default_rng(2).normal(4, 1, 200)
    assert (value < zero(value, 0.9)).mean() < 0.02


def test_no_scores_have_their_zero_at_zero() -> None:
    assert zero(np.zeros(0), 0.5) == 0.0


def test_a_larger_unit_of_the_scores_changes_nothing() -> None:
    value = np.random.default_rng(2).normal(0.4, 1, 50)
    one, other = (favor(unit * value, np.ones(50), USUAL) for unit in (1.0, 10.0))
    assert one == pytest.approx(other)


def test_many_comments_of_a_thread_count_as_so_many_that_err_independently() -> None:
    value = np.tile(np.random.default_rng(2).normal(0.4, 1, MOST), 4)
    assert shares(value, np.ones(4 * MOST), USUAL) == pytest.approx(shares(value[:MOST], np.ones(MOST), USUAL), abs=1e-9)


def test_tags_of_lopsided_threads_are_as_even_as_the_thread_on_average() -> None:
    """Made-up threads whose shares, scores and middle are drawn as the curves say."""
    random = np.random.default_rng(3)
    # In units of the standard deviation of all scores, which is 1 on average: gap^2 E 4 q (1 - q) + spread^2, with E = 2/3 for a flat q.
    curves = Curves(gap=0.5, spread=0.91, middle=0.3, evenness=1.0)
    fixed: list[float] = []
    moved: list[float] = []
    for _ in range(150):
        q = random.beta(1, 1)
        side = np.where(random.random(80) < q, 1, -1)
        value = random.normal(side * curves.gap + random.normal(0, curves.middle), curves.spread)
        truth = 4 * (side > 0).mean() * (side < 0).mean()
        for found, cut in ((fixed, 0.0), (moved, zero(value, favor(value, np.ones(80), curves)))):
            above = (value > cut).mean()
            found.append(4 * above * (1 - above) - truth)
    # At a fixed zero such threads look more split than they are; moved, neither more nor less.
    assert np.mean(fixed) > 0.12
    assert abs(np.mean(moved)) < 0.5 * np.mean(fixed)
    assert np.square(moved).mean() < 0.8 * np.square(fixed).mean()
