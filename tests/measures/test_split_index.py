"""The Split index: worked values, behaviour at small n, symmetries, and what the tagger's error does to it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polarize.measures import Context, TaggerError, Thread, Value, measures
from polarize.measures._posterior import moved
from polarize.measures._split import posterior
from polarize.measures.balance import balance
from polarize.measures.distance import distance
from polarize.measures.engagement import engagement
from polarize.measures.split_index import split_index

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
UNITS = st.lists(st.tuples(st.sampled_from([1, -1, 0, 2]), st.floats(0.01, 1), st.floats(0.1, 10)), min_size=1, max_size=40)


def arrays(rows: list[tuple[int, float, float]]) -> tuple[Floats, Labels, Floats]:
    label = np.array([row[0] for row in rows], dtype=np.int64)
    score = np.array([row[0] * row[1] if abs(row[0]) == 1 else 0.0 for row in rows])
    return score, label, np.array([row[2] for row in rows])


def of(score: list[float] | Floats, label: list[int] | Labels) -> float | None:
    return split_index(np.array(score, dtype=np.float64), np.array(label, dtype=np.int64), np.ones(len(score)))


def test_anchors() -> None:
    assert of([1, 1, -1, -1], [1, 1, -1, -1]) == 1.0
    assert of([1, 0, -1], [1, 0, -1]) == pytest.approx(4 / 9)
    assert of([0.5] * 9 + [-0.7], [1] * 9 + [-1]) == pytest.approx(0.36 * 0.6)
    assert of([0.3, 0.9], [1, 1]) == 0.0
    assert of([], []) is None


def test_even_spread_over_a_continuous_scale() -> None:
    score = np.linspace(-1, 1, 60_001)
    thirds = np.where(score > 1 / 3, 1, np.where(score < -1 / 3, -1, 0))
    assert of(score, thirds) == pytest.approx(4 / 9 * 2 / 3, abs=1e-3)
    assert of(np.sign(score) * (np.abs(score) > 1 / 3), thirds) == pytest.approx(4 / 9, abs=1e-3)


def camps(shares: dict[float, float], sd: float = 0.05) -> Callable[[np.random.Generator, tuple[int, int]], Floats]:
    means, weights = np.array(list(shares)), np.array(list(shares.values()))
    return lambda rng, shape: rng.choice(means, shape, p=weights) + rng.normal(0, sd, shape)


@pytest.mark.parametrize(
    ("sampler", "at_6", "at_3000"),
    [
        pytest.param(camps({0.0: 1.0}, 0.02), 0.0, 0.0, id="consensus"),
        pytest.param(lambda rng, shape: np.clip(rng.normal(0, 0.35, shape), -1, 1), 0.17, 0.21, id="normal"),
        pytest.param(lambda rng, shape: rng.uniform(-1, 1, shape), 0.37, 0.45, id="uniform"),
        pytest.param(camps({-0.8: 0.5, 0.8: 0.5}), 0.67, 0.80, id="two camps"),
        pytest.param(camps({-0.8: 0.1, 0.8: 0.9}), 0.25, 0.28, id="90 to 10"),
        pytest.param(camps({0.8: 1.0}), 0.0, 0.0, id="one-sided"),
        pytest.param(camps({-0.8: 1 / 3, 0.0: 1 / 3, 0.8: 1 / 3}, 0.02), 0.29, 0.35, id="three camps"),
        pytest.param(camps({-0.3: 0.5, 0.3: 0.5}), 0.25, 0.30, id="mild camps"),
    ],
)
def test_mean_in_small_and_large_threads(
    sampler: Callable[[np.random.Generator, tuple[int, int]], Floats], at_6: float, at_3000: float
) -> None:
    rng = np.random.default_rng(7)
    for n, repeats, expected in ((6, 3000, at_6), (3000, 20, at_3000)):
        score = sampler(rng, (repeats, n))
        label = np.where(np.abs(score) < 0.1, 0, np.sign(score)).astype(np.int64)
        found = [of(score[i], label[i]) or 0.0 for i in range(repeats)]
        assert np.mean(found) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("n", [2, 5, 20])
def test_the_share_term_is_biased_by_exactly_one_nth(n: int) -> None:
    """All 2^n threads of n fair coins: the mean of 4pq is (n - 1)/n."""
    codes = (np.arange(2**n)[:, None] >> np.arange(n)) & 1 if n < 20 else np.random.default_rng(3).integers(0, 2, (20_000, n))
    label = 2 * codes - 1
    found = [of(row.astype(np.float64), row) or 0.0 for row in label]
    assert np.mean(found) == pytest.approx((n - 1) / n, abs=1e-9 if n < 20 else 0.003)


@pytest.mark.parametrize(("flip", "expected"), [(0.1, 0.36), (0.2, 0.64)])
def test_a_one_sided_thread_with_a_wrong_tagger_looks_split(flip: float, expected: float, make_thread: Callable[..., Thread]) -> None:
    label = np.where(np.random.default_rng(11).random(40_000) < flip, -1, 1)
    thread = make_thread(label)
    estimate, alone = _rows(thread, TaggerError("test", flip + 0.01, 0.0, "test"))
    assert estimate.value == pytest.approx(expected, abs=0.01)
    assert alone.low is not None
    assert alone.low > expected - 0.03, "sampling alone is sure of a split"
    assert estimate.low == pytest.approx(0, abs=0.005), "with the tagger's error it may be none"


def test_six_unanimous_comments_leave_much_open(make_thread: Callable[..., Thread]) -> None:
    alone = _rows(make_thread([1] * 6), None)[1]
    assert alone.value == 0.0
    assert alone.low == pytest.approx(0, abs=0.001)
    assert alone.high == pytest.approx(0.8, abs=0.1)


def test_an_unknown_zero_widens_the_interval_whatever_the_number_of_comments(make_thread: Callable[..., Thread]) -> None:
    score = np.random.default_rng(2).uniform(-0.4, 0.4, 20_000)
    reported, alone = _rows(make_thread(np.sign(score), score), TaggerError("test", 0.0, 0.2, "test"))
    assert alone.high is not None
    assert alone.low is not None
    assert reported.low is not None
    assert alone.high - alone.low < 0.01
    # All mass on one side of the cut at 1.96 * 0.2 = 0.39: almost nobody is left on the other side.
    assert reported.low < 0.02


def test_bare_labels_do_not_move_with_the_zero(make_thread: Callable[..., Thread]) -> None:
    reported, alone = _rows(make_thread([1] * 30 + [-1] * 20), TaggerError("test", 0.0, 0.2, "test"))
    assert (reported.low, reported.high) == (alone.low, alone.high)


def test_the_interval_of_a_large_thread_is_that_of_the_delta_method(make_thread: Callable[..., Thread]) -> None:
    """Labels alone, q = 0.7: dP/dq = 4 (1 - 2q), sd of q = sqrt(q (1 - q) / n)."""
    n = 8000
    alone = _rows(make_thread([1] * 5600 + [-1] * 2400), None)[1]
    half = 1.96 * abs(4 * (1 - 1.4)) * np.sqrt(0.21 / n)
    assert alone.low == pytest.approx(0.84 - half, abs=0.003)
    assert alone.high == pytest.approx(0.84 + half, abs=0.003)


def test_binning_changes_nothing_that_is_shown(make_thread: Callable[..., Thread]) -> None:
    rng = np.random.default_rng(4)
    score = rng.uniform(-1, 1, 5000)
    below, above = _rows(make_thread(np.sign(score[:4999]), score[:4999]), None)[1], _rows(make_thread(np.sign(score), score), None)[1]
    assert below.low == pytest.approx(above.low, abs=0.004)
    assert below.high == pytest.approx(above.high, abs=0.004)


@given(UNITS)
def test_factors_multiply_to_the_index(rows: list[tuple[int, float, float]]) -> None:
    score, label, weight = arrays(rows)
    e, b, d = engagement(label, weight), balance(label, weight), distance(score, label, weight)
    product = 0.0 if e is None or b is None or d is None else e**2 * b * d
    assert split_index(score, label, weight) == pytest.approx(product, abs=1e-12)


@given(UNITS, st.floats(0.01, 100))
def test_order_and_scale_of_weights_do_not_matter(rows: list[tuple[int, float, float]], scale: float) -> None:
    score, label, weight = arrays(rows)
    order = np.random.default_rng(len(rows)).permutation(len(rows))
    expected = pytest.approx(split_index(score, label, weight), abs=1e-12)
    assert split_index(score[order], label[order], weight[order]) == expected
    assert split_index(score, label, weight * scale) == expected


@given(UNITS)
def test_swapping_the_sides_changes_nothing(rows: list[tuple[int, float, float]]) -> None:
    score, label, weight = arrays(rows)
    swapped = np.where(label == 2, 2, -label)
    assert split_index(-score, swapped, weight) == pytest.approx(split_index(score, label, weight), abs=1e-12)


@given(UNITS)
def test_a_weight_is_that_many_equal_units(rows: list[tuple[int, float, float]]) -> None:
    score, label, _ = arrays(rows)
    twice = np.full(len(rows), 2.0)
    twice[0] = 1
    repeat = twice.astype(np.int64)
    expected = split_index(np.repeat(score, repeat), np.repeat(label, repeat), np.ones(repeat.sum()))
    assert split_index(score, label, twice) == pytest.approx(expected, abs=1e-12)


def _factors(thread: Thread, tagger: TaggerError) -> list[Value]:
    context = Context((thread,), tagger, 0)
    return [row for name in ("engagement", "balance") for row in measures()[name].compute(thread, context) if row.unit == "comment"]


def _rows(thread: Thread, tagger: TaggerError | None) -> list[Value]:
    rows = measures()["split_index"].compute(thread, Context((thread,), tagger, 0))
    return [row for row in rows if row.unit == "comment"]


def test_shares_that_are_known_to_be_off_widen_the_interval_by_so_much(make_thread: Callable[..., Thread]) -> None:
    """In a large thread the errors of the shares alone are left: quantiles of e and q on the scale arcsin(sqrt(share)), in closed form."""
    n, e, q, sd = 20_000, 0.6, 0.2, (0.05, 0.08)
    label = np.repeat([1, -1, 2], [int(n * e * q), int(n * e * (1 - q)), n - int(n * e)])
    found = {row.measure: row for row in _factors(make_thread(label), TaggerError("test", 0.4, 0.4, "test", shares_sd=sd)) if row.low}

    def ends(share: float, sd: float) -> list[float]:
        return [float(np.sin(np.arcsin(np.sqrt(share)) + sign * 1.96 * sd) ** 2) for sign in (-1, 1)]

    assert [found["engagement"].low, found["engagement"].high] == pytest.approx(ends(e, sd[0]), abs=0.01)
    assert [found["balance"].low, found["balance"].high] == pytest.approx([4 * one * (1 - one) for one in ends(q, sd[1])], abs=0.01)


@pytest.mark.parametrize(("engaged", "favor"), [(1.0, 0.5), (0.75, 0.25), (0.75, 0.45), (0.55, 0.95), (1.0, 0.4)])
def test_threads_whose_tags_are_off_by_a_known_spread_are_held(engaged: float, favor: float) -> None:
    """Made-up threads of 400: the tags' shares are off on the scale of the angles, in ways that the reader of the tags does not know."""
    random, sd = np.random.default_rng(5), (0.12, 0.15)
    truth, held, alone = 4 * engaged**2 * favor * (1 - favor), 0, 0
    for _ in range(100):
        off = random.normal(0, sd)
        e, q = (float(moved(np.array([share]), np.array([by]))[0]) for share, by in zip((engaged, favor), off, strict=True))
        label = random.choice([1, -1, 2], 400, p=[e * q, e * (1 - q), 1 - e])
        score = np.where(label == 2, 0.0, label)
        found = posterior(score, label, np.ones(400), TaggerError("test", 0.3, 0.3, "test", shares_sd=sd), random)
        held += found.reported["split_index"][0] - 1e-3 <= truth <= found.reported["split_index"][1] + 1e-3
        alone += found.sampling["split_index"][0] <= truth <= found.sampling["split_index"][1]
    # 95 are expected, known to about 2.
    assert held >= 89
    assert alone < 70


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.floats(-2, 2))
def test_moved_shares_keep_their_order_and_stay_shares(shares: list[float], by: float) -> None:
    share = np.sort(shares)
    found = moved(share, np.full(len(share), by))
    assert ((found >= 0) & (found <= 1)).all()
    assert (np.diff(found) >= -1e-12).all()
    assert moved(share, np.zeros(len(share))) == pytest.approx(share)
    assert 1 - moved(1 - share, np.full(len(share), -by)) == pytest.approx(found)
