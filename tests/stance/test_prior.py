"""Before any label the chances add up to the shares of the base's tags, and labels are believed where these are wrong."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from polarize.stance.fitting import OUTCOMES, Codes, Floats, chances, fit, raw_features
from polarize.stance.parts import PARTS
from polarize.stance.prior import PLAIN, counts_of, intercepts, prior

COUNT = st.floats(1 / 3, 1e6)
LABELS = 8
N = 300
TEXTS = ["".join(chr(97 + one) for one in row) for row in np.random.default_rng(0).integers(0, 26, (N, 9))]
"""Words that no two comments share and that nobody knows."""
Tags = Callable[[Codes], list[str]]


def shares(logit: Floats, side: float, quiet: float) -> Floats:
    """The shares of favor, against and neither by the law of the two questions, shape (3,)."""
    neither = expit(logit[:, 1] + quiet)
    favor = (1 - neither) * expit(logit[:, 0] + side)
    return np.array([favor.mean(), (1 - neither - favor).mean(), neither.mean()])


@settings(deadline=None)
@given(st.integers(1, 50), st.integers(0, 1_000), st.floats(0, 5), st.tuples(COUNT, COUNT, COUNT))
def test_the_chances_add_up_to_the_shares(n: int, seed: int, spread: float, counts: tuple[float, float, float]) -> None:
    logit = np.random.default_rng(seed).normal(0, 1, (n, 2)) * spread
    found = intercepts(logit, counts)
    assert shares(logit, *found) == pytest.approx(np.array(counts) / sum(counts), rel=1e-4)


def test_one_comment_has_the_log_odds_of_the_shares() -> None:
    assert intercepts(np.array([[2.0, -1.0]]), (1.0, 3.0, 4.0)) == pytest.approx((np.log(1 / 3) - 2, 1.0))


@settings(deadline=None)
@given(st.integers(1, 50), st.integers(0, 1_000), st.tuples(COUNT, COUNT, COUNT), st.floats(1.1, 10))
def test_more_of_a_tag_means_more_of_its_log_odds(n: int, seed: int, counts: tuple[float, float, float], more: float) -> None:
    logit = np.random.default_rng(seed).normal(0, 1.5, (n, 2))
    favor, against, neither = counts
    side, quiet = intercepts(logit, counts)
    assert intercepts(logit, (favor * more, against, neither))[0] > side
    assert intercepts(logit, (favor, against * more, neither))[0] < side
    assert intercepts(logit, (favor, against, neither * more))[1] > quiet
    turned = intercepts(logit * (-1, 1), (against, favor, neither))
    assert turned == pytest.approx((-side, quiet), abs=1e-6)


def test_tags_are_counted_and_none_is_nought() -> None:
    tags = ["favor", "favor", "against", "none", "mixed", "unsure", "neither", None, None]
    assert counts_of(tags) == pytest.approx((2 + 1 / 3, 1 + 1 / 3, 4 + 1 / 3))
    assert counts_of([]) == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_few_tags_say_less_and_a_base_that_puts_nobody_on_a_side_says_nothing() -> None:
    plain = np.ones((400, PLAIN)) * np.eye(PLAIN)[0]
    many, few = (prior(plain, ["favor", "against", "none", "none"] * times, 0)[1][0] for times in (100, 5))
    # Two independent estimates: their precisions add up.
    both = 1 / np.sqrt(1 / np.square((1.0, 0.5)) + 1 / np.square((1.3, 1.2)))
    assert many == pytest.approx(both, abs=0.03)
    assert (few > many + 0.03).all()
    silent, single = (prior(plain, ["none"] * 390 + ["favor"] * sided, 0) for sided in (0, 9))
    assert np.array_equal(silent, single)
    assert silent[0][0] == pytest.approx((0.0, -0.6))
    assert silent[1][0] == pytest.approx((1.3, 1.2))


def drawn(zero: float, quiet: float, seed: int) -> tuple[Floats, Codes]:
    """Features of made-up comments as `auto` makes them, and outcomes by a law with the usual weights and intercepts of its own."""
    random = np.random.default_rng(seed)
    target, own, silence = random.normal(0, 1.2, N), random.normal(0, 1.2, N), random.normal(-0.6, 1.5, N)
    parts = np.zeros((N, len(PARTS)))
    for name, value in (("target", target), ("own", own), ("silence", silence)):
        parts[:, PARTS.index(name)] = value
    none = random.random(N) < expit(0.6 * silence + quiet)
    favor = random.random(N) < expit(0.5 * target + 0.7 * own + zero)
    return raw_features(TEXTS, parts), np.where(none, 2, np.where(favor, 0, 1)).astype(np.int64)


def off(zero: float, quiet: float, tags: Tags, labels: int = LABELS) -> float:
    """How far the chances of the comments add up to other shares than people's; mean over the shares, and over 20 threads."""
    found = []
    for seed in range(20):
        raw, truth = drawn(zero, quiet, seed)
        known = [OUTCOMES[code] if at < labels else None for at, code in enumerate(truth.tolist())]
        chance = np.exp(chances(fit(TEXTS, raw, known, tags(truth)), TEXTS, raw))
        found.append(np.abs(chance.mean(axis=0) - np.bincount(truth, minlength=3) / N).mean())
    return float(np.mean(found))


def right(truth: Codes) -> list[str]:
    """Tags of a base whose shares are those of people, though it may be wrong of every comment."""
    return [("favor", "against", "none")[one] for one in np.random.default_rng(0).permutation(truth)]


def silent(truth: Codes) -> list[str]:
    """Tags of a base that cannot tell."""
    return ["none"] * len(truth)


def sided(truth: Codes) -> list[str]:
    """Tags of a base that does not know of comments without a side."""
    return ["favor" if one == 0 else "against" for one in truth]


LAWS = pytest.mark.parametrize(("zero", "quiet"), [(-1.5, -0.5), (1.5, 0.5), (0.0, -3.0), (0.5, -1.0)])


@LAWS
def test_with_few_labels_right_shares_of_the_base_lead_to_those_of_the_thread(zero: float, quiet: float) -> None:
    """Off by .024 to .034; under the usual intercepts, as of a base whose shares say nothing, by .063 to .110."""
    assert off(zero, quiet, right) < min(0.045, 0.65 * off(zero, quiet, silent))


@LAWS
def test_labels_lead_to_the_shares_of_the_thread_where_the_base_leaves_out_a_tag(zero: float, quiet: float) -> None:
    """Held near such shares as if they were measured, the chances would be off by more than .14 or, with nobody on a side, .29."""
    assert off(zero, quiet, sided, labels=32) < 0.12
    assert off(zero, quiet, silent, labels=32) < 0.07
