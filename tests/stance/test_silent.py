"""The share of comments without a side, against the EM algorithm of Saerens et al. (2002) and made-up threads of known shares."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.stance.silent import MOST, Usual, chance, held, share

Floats = npt.NDArray[np.float64]
FLAT = Usual(silent=1, taking=1)


def drawn(random: np.random.Generator, n: int, silent: float, apart: float = 2.0) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the log odds of the signs of made-up comments, N(apart, 1) without and N(0, 1) with a side, and which have none."""
    none = random.random(n) < silent
    sign = random.normal(np.where(none, apart, 0.0), 1.0)
    return apart * sign - apart**2 / 2, none


def em(odds: Floats, usual: float = 0.5) -> tuple[float, Floats]:
    """The algorithm as the paper has it: posteriors of a classifier whose training set had the share `usual`, adjusted until they agree."""
    posterior = 1 / (1 + np.exp(-(odds + np.log(usual / (1 - usual)))))
    prior = usual
    adjusted = posterior
    for _ in range(3_000):
        ratio = prior / usual, (1 - prior) / (1 - usual)
        adjusted = ratio[0] * posterior / (ratio[0] * posterior + ratio[1] * (1 - posterior))
        prior = float(adjusted.mean())
    return prior, adjusted


@pytest.mark.parametrize("silent", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("usual", [0.2, 0.5])
def test_with_nothing_known_beforehand_it_is_the_em_algorithm(silent: float, usual: float) -> None:
    odds, _ = drawn(np.random.default_rng(5), 4_000, silent)
    found, _ = share(odds, FLAT, most=np.inf)
    prior, adjusted = em(odds, usual)
    # The mean of a flat prior's posterior over 4,000 comments is its highest point but for the steps of the grid.
    assert found == pytest.approx(prior, abs=0.006)
    assert chance(odds, prior) == pytest.approx(adjusted, abs=1e-6)
    # At the end the posteriors add up to the share by themselves, so that nothing is moved.
    assert held(odds, prior) == pytest.approx(adjusted, abs=1e-4)


@pytest.mark.parametrize("silent", [0.02, 0.2, 0.45, 0.8])
def test_made_up_threads_have_their_share_found(silent: float) -> None:
    random = np.random.default_rng(7)
    found = [share(drawn(random, 400, silent)[0], FLAT, most=np.inf) for _ in range(40)]
    assert np.mean([one for one, _ in found]) == pytest.approx(silent, abs=0.02)
    assert np.mean([square for _, square in found]) == pytest.approx((1 - silent) ** 2, abs=0.03)


def test_the_posterior_of_signs_without_doubt_is_a_beta_distribution() -> None:
    odds = np.array([30.0] * 12 + [-30.0] * 28)
    found, square = share(odds, Usual(silent=3, taking=7))
    a, b = 15, 35
    assert found == pytest.approx(a / (a + b), abs=1e-3)
    assert square == pytest.approx(b * (b + 1) / ((a + b) * (a + b + 1)), abs=1e-3)


def test_threads_in_which_hardly_anybody_is_silent_are_known_by_their_signs() -> None:
    random = np.random.default_rng(9)
    usual, mixed = Usual(silent=34, taking=66), Usual(silent=34, taking=66, none=0.02)
    for silent, away in ((0.0, 0.1), (0.34, 0.05)):
        found = [share(drawn(random, 60, silent, 2.5)[0], mixed)[0] for _ in range(40)]
        assert np.mean(found) == pytest.approx(silent, abs=away)
    odds, _ = drawn(random, 60, 0.0, 2.5)
    assert share(odds, usual)[0] > 0.15


def test_probabilities_are_right_as_often_as_they_say_whatever_the_share() -> None:
    random = np.random.default_rng(11)
    for silent in (0.05, 0.4, 0.7):
        odds, none = drawn(random, 6_000, silent)
        found = chance(odds, share(odds, FLAT, most=np.inf)[0])
        for part in np.array_split(np.argsort(found), 6):
            assert found[part].mean() == pytest.approx(none[part].mean(), abs=0.04)


def test_many_comments_of_a_thread_count_as_so_many_that_err_independently() -> None:
    odds, _ = drawn(np.random.default_rng(1), MOST, 0.3)
    assert share(np.tile(odds, 5), FLAT) == pytest.approx(share(odds, FLAT), abs=1e-9)


def test_a_thread_of_nobody_is_as_usual() -> None:
    assert share(np.zeros(0), Usual(silent=9, taking=21))[0] == pytest.approx(0.3, abs=1e-3)


@settings(deadline=None)
@given(st.lists(st.floats(-6, 6), min_size=1, max_size=50), st.floats(0.02, 0.98))
def test_held_probabilities_add_up_to_the_share_and_keep_their_order(odds: list[float], silent: float) -> None:
    found = held(np.array(odds), silent)
    assert found.mean() == pytest.approx(silent, abs=1e-6)
    assert (np.diff(found[np.argsort(odds)]) >= -1e-12).all()
