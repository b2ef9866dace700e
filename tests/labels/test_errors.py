"""The error rate by hand; the zero against data drawn from a known one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from polarize.labels.errors import measured, shares, zero


def test_wrong_sides_are_counted_and_drawn_towards_the_shipped_rate() -> None:
    score, favor = np.array([0.5, 0.2, -0.3, -0.9, 0.1]), np.array([True, False, False, False, True])
    found = measured(score, favor, flip=0.35, offset_sd=0.2)
    assert found.flip.value == pytest.approx(1 / 5)
    assert found.flip.n == 5
    assert found.flip_mean == pytest.approx((1 + 8 * 0.35) / (5 + 8))


def test_without_labels_the_zero_is_the_shipped_one() -> None:
    mean, sd = zero(np.zeros(0), np.zeros(0, dtype=np.bool_), 0.25)
    assert mean == pytest.approx(0.0, abs=1e-9)
    assert sd == pytest.approx(0.25, abs=0.005)


@pytest.mark.parametrize("true", [-0.4, 0.0, 0.35])
def test_many_labels_find_the_zero_and_few_stay_near_the_prior(true: float) -> None:
    random = np.random.default_rng(7)
    score = random.uniform(-1, 1, 600)
    favor = random.random(600) < 1 / (1 + np.exp(-5 * (score - true)))
    mean, sd = zero(score, favor, 0.3)
    assert mean == pytest.approx(true, abs=3 * sd)
    assert sd < 0.06
    few = zero(score[:8], favor[:8], 0.3)
    assert sd < few[1] < 0.3


def test_one_sided_threads_push_the_zero_away_but_not_without_end() -> None:
    score = np.random.default_rng(3).uniform(-0.6, 0.6, 32)
    mean, _ = zero(score, np.ones(32, dtype=np.bool_), 0.3)
    assert -1.0 < mean < -0.3


def angles(share: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Of those who take a side, and of favor among these, from the shares of favor, against and neither."""
    return np.asarray(np.arcsin(np.sqrt([share[0] + share[1], share[0] / (share[0] + share[1])])), dtype=np.float64)


@pytest.mark.parametrize(("engaged", "favor"), [(0.7, 0.3), (0.95, 0.5), (0.4, 0.8)])
def test_labels_find_how_far_the_shares_of_the_tags_are_off(engaged: float, favor: float) -> None:
    """Threads whose tags have shares of their own: the posterior holds the difference, and is the narrower the more labels there are."""
    random, spread = np.random.default_rng(4), (0.12, 0.15)
    held, width = [], {16: 0.0, 64: 0.0, 400: 0.0}
    people = np.array([engaged * favor, engaged * (1 - favor), 1 - engaged])
    for _ in range(60):
        # Three in four tags are the truth; of the others each thread has other shares.
        other = random.dirichlet(4 * people + 1)
        truth = random.choice([1, -1, 0], 400, p=people)
        tag = np.where(random.random(400) < 0.75, truth, random.choice([1, -1, 0], 400, p=other))
        off = angles(people) - angles(0.75 * people + 0.25 * other)
        for n in width:
            mean, sd = shares(tag[:n], truth[:n], spread)
            held.append(np.abs(np.array(mean) - off) < 1.96 * np.array(sd))
            width[n] += sum(sd)
    assert np.mean(held) > 0.9
    assert 60 * sum(spread) > width[16] > width[64] > 1.5 * width[400]


def test_without_labels_the_shares_are_off_by_what_is_known_of_the_scorer() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    mean, sd = shares(nothing, nothing, (0.12, 0.15))
    assert mean == (0.0, 0.0)
    assert sd == pytest.approx((0.12, 0.15), rel=0.2)


def test_exchanging_the_sides_turns_the_error_of_favor_round() -> None:
    random = np.random.default_rng(2)
    tag, truth = random.choice([1, 1, -1, 0], 40), random.choice([1, -1, -1, 0], 40)
    mean, sd = shares(tag, truth, (0.1, 0.2))
    other, other_sd = shares(-tag, -truth, (0.1, 0.2))
    assert (other[0], -other[1]) == pytest.approx(mean)
    assert other_sd == pytest.approx(sd)
