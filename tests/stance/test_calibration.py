"""From signs to tags: made-up threads whose shares are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.stance import calibration
from polarize.stance.auto import Signs
from polarize.stance.calibration import divide, judge, most
from polarize.stance.statements import AGAINST, FAVOR, NONE

Labels = calibration.Labels


def thread(random: np.random.Generator, n: int, favor: float, against: float, bare: bool = False) -> tuple[Signs, Labels]:
    """Return made-up signs of a thread with such shares, spread as the calibration takes them to be, and the true labels."""
    truth = random.choice([FAVOR, AGAINST, NONE], n, p=[favor, against, 1 - favor - against])
    side = np.where(truth == FAVOR, 1.0, np.where(truth == AGAINST, -1.0, 0.0))
    constant, slope = calibration.ODDS_OF_NONE_BARE if bare else calibration.ODDS_OF_NONE
    # Two normal curves a distance d apart, whose log likelihood ratio is d x - d^2 / 2: the odds are as the calibration says.
    apart = 2.0
    odds = apart * random.normal(np.where(truth == NONE, apart, 0.0), 1.0) - apart**2 / 2
    target = random.normal(0.5 * side, 0.9)
    return Signs(np.zeros(n), target, np.zeros(n), (odds - constant) / slope, np.zeros(n), np.ones(n, dtype=np.bool_), bare), truth


def index(label: Labels) -> float:
    """Return 4 p_fav p_agn."""
    return float(4 * (label == FAVOR).mean() * (label == AGAINST).mean())


@pytest.mark.parametrize("bare", [False, True])
def test_the_tags_of_a_thread_are_as_many_as_its_shares_on_average(bare: bool) -> None:
    """In small and large threads, silent or not; drawn to the usual ones, which are less even than those here, and a third silent."""
    random = np.random.default_rng(4)
    for n in (60, 300):
        for favor, against in ((0.35, 0.35), (0.2, 0.5), (0.5, 0.5)):
            found, split = [], []
            for _ in range(25):
                signs, truth = thread(random, n, favor, against, bare)
                label = judge(signs, np.full(n, FAVOR)).label
                found.append((label == NONE).mean() - (truth == NONE).mean())
                split.append(index(label) - index(truth))
            assert abs(np.mean(found)) < (0.13 if bare else 0.08)
            assert abs(np.mean(split)) < (0.3 if bare else 0.16)


def test_confidence_follows_the_share_of_silent_comments() -> None:
    """How often tags are right hangs on how many are silent; the confidence may be off by no more in one thread than in another."""
    random = np.random.default_rng(6)
    off = []
    for favor, against in ((0.25, 0.25), (0.3, 0.3), (0.4, 0.35), (0.5, 0.5)):
        found = []
        for _ in range(40):
            signs, truth = thread(random, 200, favor, against)
            verdict = judge(signs, np.full(200, FAVOR))
            found.append(verdict.confidence.mean() - (verdict.label == truth).mean())
        off.append(np.mean(found))
    *usual, full = off
    assert max(usual) - min(usual) < 0.05
    # Where nobody seems silent the confidence keeps in mind that the signs may have missed those who are.
    assert full < min(usual)


def test_signs_of_a_thread_that_reports_do_not_tell_how_many_are_silent() -> None:
    """Threads in which 3 or 4 of 10 take no side and speak like the others do: the signs are all moved to where nobody seems silent."""
    random = np.random.default_rng(7)
    off: dict[bool, list[float]] = {True: [], False: []}
    silent: dict[bool, list[float]] = {True: [], False: []}
    for favor, against in ((0.35, 0.35), (0.4, 0.2)):
        for _ in range(20):
            signs, truth = thread(random, 200, favor, against)
            for speaks in (True, False):
                verdict = judge(replace(signs, none=signs.none - 1.0, speaks=speaks), np.full(200, FAVOR))
                off[speaks].append(verdict.confidence.mean() - (verdict.label == truth).mean())
                silent[speaks].append((verdict.label == NONE).mean() - (truth == NONE).mean())
    assert np.mean(silent[True]) < -0.2
    assert abs(np.mean(silent[False])) < 0.1
    assert np.mean(off[True]) - np.mean(off[False]) > 0.1
    # Here all that the signs say holds, which nobody can know of such a thread: its confidence is rather too low than too high.
    assert -0.25 < np.mean(off[False]) < 0.0


@pytest.mark.parametrize("speaks", [False, True])
def test_confidence_in_reports_is_right_if_any_part_of_what_signs_say_may_hold(speaks: bool) -> None:
    """Threads in which the log odds of a side are some part, 0 to 1, of what they are in comments: taken at their word they boast."""
    random = np.random.default_rng(9)
    constant, slope = calibration.SURE
    size, part = random.exponential(1.0, (300, 200)), random.random((300, 1))
    right = random.random(size.shape) < 1 / (1 + np.exp(-(constant + part * slope * np.minimum(size, 3))))
    sure = calibration.confidence(np.full(size.size, FAVOR), size.ravel(), np.zeros(size.size), speaks=speaks)
    bins = np.array_split(np.argsort(sure), 10)
    off = np.array([sure[one].mean() - right.ravel()[one].mean() for one in bins])
    assert off.max() > 0.1 if speaks else np.abs(off).max() < 0.04


def unread(random: np.random.Generator, n: int) -> tuple[Signs, Labels]:
    """Return made-up signs of a thread of which the model has read nothing, and the labels by the statements alone."""
    nothing = np.zeros(n)
    signs = Signs(random.normal(0, 1, n), nothing, nothing, np.full(n, np.nan), nothing, np.zeros(n, dtype=np.bool_))
    return signs, np.where(random.random(n) < 0.1, NONE, FAVOR)


def test_the_order_of_comments_that_were_not_read_changes_no_tag() -> None:
    random = np.random.default_rng(11)
    signs, fast = unread(random, 120)
    order = random.permutation(120)
    moved = replace(signs, **{name: getattr(signs, name)[order] for name in ("fast", "target", "sides", "none", "own", "read")})
    assert (judge(moved, fast[order]).label == judge(signs, fast).label[order]).all()


def test_of_comments_that_were_not_read_those_that_lean_least_take_no_side() -> None:
    random = np.random.default_rng(13)
    signs, _ = unread(random, 120)
    label = judge(signs, np.full(120, FAVOR)).label
    size = np.abs(signs.fast)
    assert 0 < (label == NONE).sum() < 120
    assert size[label == NONE].max() <= size[label != NONE].min()


def test_to_find_nothing_in_a_long_comment_says_more_than_in_a_short_one() -> None:
    signs, _ = unread(np.random.default_rng(14), 120)
    place = np.arange(120)
    alike = replace(signs, fast=np.where(place % 2, 0.5, -0.5), words=np.where(place < 60, 10.0, 100.0))
    verdict = judge(alike, np.where(place % 6 == 0, NONE, FAVOR))
    silent = verdict.label == NONE
    assert verdict.confidence[silent & (place >= 60)].min() > verdict.confidence[silent & (place < 60)].max()


def test_where_nothing_tells_a_side_nobody_is_put_on_one() -> None:
    """A target alone, and the model has not read: a comment far off is silent more probably than one that is not."""
    nothing, far = np.zeros(60), np.arange(60) < 20
    signs = Signs(nothing, nothing, nothing, np.full(60, np.nan), nothing, np.zeros(60, dtype=np.bool_), bare=True)
    verdict = judge(signs, np.where(far, NONE, FAVOR))
    assert (verdict.label == NONE).all()
    assert verdict.confidence[far].min() > 0.5 > verdict.confidence[~far].max()


def test_a_few_comments_are_judged_one_by_one() -> None:
    """A thread too small to tell: what one comment is called does not hang on the others."""
    random = np.random.default_rng(8)
    signs, _ = thread(random, 9, 0.4, 0.3)
    whole = judge(signs, np.full(9, FAVOR))
    for place in range(9):
        one = np.array([place])
        alone = Signs(*(getattr(signs, name)[one] for name in ("fast", "target", "sides", "none", "own", "read")))
        assert judge(alone, np.full(1, FAVOR)).label[0] == whole.label[place]


def test_exchanging_the_sides_exchanges_the_tags() -> None:
    random = np.random.default_rng(10)
    for n in (8, 40, 200):
        signs, _ = thread(random, n, 0.5, 0.2)
        turned = Signs(-signs.fast, -signs.target, -signs.sides, signs.none, -signs.own, signs.read)
        one, other = judge(signs, np.full(n, FAVOR)), judge(turned, np.full(n, FAVOR))
        assert abs((one.label == FAVOR).sum() - (other.label == AGAINST).sum()) <= 1
        assert ((one.label == NONE) == (other.label == NONE)).all()


def test_a_thread_of_one_mind_stays_of_one_mind() -> None:
    random = np.random.default_rng(12)
    signs, _ = thread(random, 100, 0.95, 0.0)
    clear = Signs(signs.fast, signs.target + 3, signs.sides, signs.none, signs.own, signs.read)
    label = judge(clear, np.full(100, FAVOR)).label
    assert (label == AGAINST).mean() < 0.05


@settings(deadline=None)
@given(st.lists(st.floats(-5, 5), max_size=40), st.integers(0, 50))
def test_the_most_are_the_highest(values: list[float], number: int) -> None:
    value = np.array(values)
    chosen = most(value, number)
    assert chosen.sum() == min(number, len(values))
    if 0 < chosen.sum() < len(values):
        assert value[chosen].min() >= value[~chosen].max() - 1e-5


def test_a_thread_of_nobody_is_judged() -> None:
    quiet, silence, _ = divide(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0), bare=False)
    assert len(quiet) == len(silence) == 0
