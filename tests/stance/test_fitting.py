"""Labels move zero and tell who takes no side; many labels teach words; chances hold on made-up threads whose laws are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.errors import ConfigError
from polarize.stance.fitting import (
    OUTCOMES,
    Borders,
    Codes,
    Fitted,
    Floats,
    borders_of,
    chances,
    fit,
    raw_features,
    tagged,
    temperature_of,
    tempered,
)
from polarize.stance.logistic import log_softmax
from polarize.stance.parts import PARTS, of_tags

FOR = ("Reactors give clean power day and night", "Keep the plant open, it is safe", "Build more reactors now")
AGAINST = ("Nobody wants the waste in the valley", "Shut the reactor down before it leaks", "Remember the accident and its victims")


def comments(n: int, favor: float, seed: int = 0) -> tuple[list[str], list[str]]:
    """Texts whose words tell the side, and the sides."""
    random = np.random.default_rng(seed)
    sides = ["favor" if one < favor else "against" for one in random.random(n)]
    texts = [f"{random.choice(FOR if side == 'favor' else AGAINST)} number{at}" for at, side in enumerate(sides)]
    return texts, sides


def lopsided(sides: Sequence[str], shift: float, seed: int = 0) -> list[float]:
    """Base scores that tell the sides apart, but have their zero in the wrong place."""
    noise = np.random.default_rng(seed).normal(0, 0.15, len(sides))
    score = np.array([0.3 if side == "favor" else -0.3 for side in sides]) + shift + noise
    return [float(one) for one in np.clip(score, -0.95, 0.95)]


def told(score: Sequence[float]) -> list[str]:
    """What a base tags that says these scores."""
    return ["favor" if one > 0 else "against" for one in score]


def features(texts: list[str], score: list[float]) -> Floats:
    return raw_features(texts, of_tags(score, told(score)))


def tags(learnt: Fitted, texts: list[str], raw: Floats) -> Codes:
    return tagged(chances(learnt, texts, raw), learnt.borders)


def some(sides: Sequence[str], n: int, seed: int = 0) -> list[str | None]:
    seen = set(np.random.default_rng(seed).permutation(len(sides))[:n].tolist())
    return [side if at in seen else None for at, side in enumerate(sides)]


@pytest.mark.parametrize("shift", [-0.5, 0.5])
def test_sixteen_labels_move_the_zero(shift: float) -> None:
    texts, sides = comments(120, 0.5)
    score = lopsided(sides, shift)
    base = np.mean([(one > 0) == (side == "favor") for one, side in zip(score, sides, strict=True)])
    texts = ["words"] * 120
    learnt = fit(texts, features(texts, score), some(sides, 16), told(score))
    found = tags(learnt, texts, features(texts, score)).tolist()
    right = np.mean([OUTCOMES[tag] == side for tag, side in zip(found, sides, strict=True)])
    assert base < 0.65
    assert right > 0.85


def test_labels_teach_words_where_the_base_knows_nothing() -> None:
    texts, sides = comments(260, 0.5)
    score = np.random.default_rng(9).uniform(-0.5, 0.5, 260).tolist()
    learnt = fit(texts, features(texts, score), some(sides, 220), told(score))
    found = tags(learnt, texts, features(texts, score)).tolist()
    assert np.mean([OUTCOMES[tag] == side for tag, side in zip(found, sides, strict=True)]) > 0.95
    assert learnt.loss < np.log(2)
    assert learnt.flip is not None
    assert learnt.flip < 0.05


def test_neither_is_learnt_too() -> None:
    texts, sides = comments(120, 0.5)
    texts = [*texts, *(f"What time does the bus leave number{at}" for at in range(80))]
    sides = [*sides, *["neither"] * 80]
    score = lopsided(sides, 0.1)
    learnt = fit(texts, features(texts, score), some(sides, 64), told(score))
    found = tags(learnt, texts, features(texts, score))
    assert np.mean(found[120:] == OUTCOMES.index("neither")) > 0.8


def test_too_few_labels_are_refused() -> None:
    texts, sides = comments(20, 0.5)
    with pytest.raises(ConfigError, match="7 labels are too few"):
        fit(texts, features(texts, lopsided(sides, 0.0)), some(sides, 7), told(lopsided(sides, 0.0)))


def test_one_sided_labels_are_no_trouble() -> None:
    texts, sides = comments(40, 1.1)
    learnt = fit(texts, features(texts, lopsided(sides, 0.0)), some(sides, 8), told(lopsided(sides, 0.0)))
    assert np.isfinite(chances(learnt, texts, features(texts, lopsided(sides, 0.0)))).all()


def drawn(n: int, zero: float, quiet: float, seed: int) -> tuple[Floats, Codes]:
    """Parts of n made-up comments as `auto` tells them, and outcomes drawn from a law of their own.

    The log odds of favor are half the target's, three quarters of the own words', and `zero`; those of neither 0.6 of the silence's and
    `quiet`.
    """
    random = np.random.default_rng(seed)
    parts = np.zeros((n, len(PARTS)))
    target, own, silence = random.normal(0, 1.2, n), random.normal(0, 1.2, n), random.normal(-0.6, 1.5, n)
    for name, value in (("target", target), ("own", own), ("silence", silence)):
        parts[:, PARTS.index(name)] = value
    none = random.random(n) < 1 / (1 + np.exp(-0.6 * silence - quiet))
    favor = random.random(n) < 1 / (1 + np.exp(-0.5 * target - 0.75 * own - zero))
    return raw_features(["words"] * n, parts), np.where(none, 2, np.where(favor, 0, 1)).astype(np.int64)


def guessed(raw: Floats) -> list[str]:
    """The tags of a base that ranks the comments of `drawn` rightly and knows nothing of where its zero lies and how many are silent."""
    target, own, silence = (raw[:, 1 + PARTS.index(name)] for name in ("target", "own", "silence"))
    found: list[str] = np.where(silence > 1, "none", np.where(0.5 * target + 0.75 * own > 0, "favor", "against")).tolist()
    return found


@pytest.mark.parametrize(("zero", "quiet"), [(-1.5, -0.5), (0.0, -3.0), (1.5, 0.5), (0.5, -1.0)])
@pytest.mark.parametrize(("labels", "error"), [(32, 0.1), (200, 0.06)])
def test_the_chances_hold_on_threads_of_a_known_law(zero: float, quiet: float, labels: int, error: float) -> None:
    """The chances of unlabelled comments add up to their true shares, and are right as often as they say; mean over ten threads."""
    texts = ["words"] * 1_000
    off, calibration = [], []
    for seed in range(10):
        raw, truth = drawn(1_000, zero, quiet, seed)
        known = [OUTCOMES[code] if at < labels else None for at, code in enumerate(truth.tolist())]
        chance = np.exp(chances(fit(texts, raw, known, guessed(raw)), texts, raw)[labels:])
        off.append(np.abs(chance.mean(axis=0) - np.bincount(truth[labels:], minlength=3) / (1_000 - labels)).mean())
        sure, right = chance.max(axis=1), chance.argmax(axis=1) == truth[labels:]
        bins = np.array_split(np.argsort(sure), 5)
        calibration.append(np.mean([abs(sure[one].mean() - right[one].mean()) for one in bins]))
    assert np.mean(off) < error
    assert np.mean(calibration) < error


@pytest.mark.parametrize("zero", [-2.0, 2.0])
def test_labels_do_no_harm_and_more_do_more_good(zero: float) -> None:
    """Sides that are told right, over ten threads whose zero is elsewhere than usual: 8 labels at least as many as the base, 64 more."""
    texts = ["words"] * 400
    right: dict[int, list[float]] = {0: [], 8: [], 64: []}
    for seed in range(10):
        raw, truth = drawn(400, zero, -1.0, seed)
        sided = truth[64:] < 2
        said = 0.5 * raw[64:, 1 + PARTS.index("target")] + 0.75 * raw[64:, 1 + PARTS.index("own")]
        right[0].append(float(((said < 0) == truth[64:])[sided].mean()))
        for labels in (8, 64):
            known = [OUTCOMES[code] if at < labels else None for at, code in enumerate(truth.tolist())]
            chance = chances(fit(texts, raw, known, guessed(raw)), texts, raw)[64:]
            right[labels].append(float(((chance[:, 0] < chance[:, 1]) == truth[64:])[sided].mean()))
    assert np.mean(right[0]) < np.mean(right[8]) < np.mean(right[64])


@settings(deadline=None, max_examples=60)
@given(st.integers(20, 200), st.integers(0, 1_000), st.floats(-1.5, 1.5))
def test_as_many_tags_lie_between_the_likelier_and_the_likely(n: int, seed: int, lean: float) -> None:
    random = np.random.default_rng(seed)
    chance = log_softmax(random.normal(size=(n, 3)) * 0.6 + np.array([lean, 0.0, -0.5]))
    borders = borders_of(chance)
    found = tagged(chance, borders)
    likelier, likely = int((chance[:, 2] > np.log(0.5)).sum()), float(np.exp(chance[:, 2]).sum())
    assert min(likelier, likely) - 1 <= (found == 2).sum() <= max(likelier, likely) + 1
    odds = (chance[:, 0] - chance[:, 1])[found < 2]
    likelier, likely = int((odds > 0).sum()), float((1 / (1 + np.exp(-odds))).sum())
    assert min(likelier, likely) - 1 <= (found == 0).sum() <= max(likelier, likely) + 1


@given(st.integers(1, 60), st.integers(0, 1_000))
def test_with_the_sides_exchanged_the_tags_are_exchanged(n: int, seed: int) -> None:
    chance = log_softmax(np.random.default_rng(seed).normal(size=(n, 3)))
    borders, turned = borders_of(chance), borders_of(chance[:, [1, 0, 2]])
    assert (turned.quiet, turned.shift) == pytest.approx((borders.quiet, -borders.shift), abs=1e-4)


def test_the_index_of_the_tags_is_nearer_to_that_of_the_thread_than_with_each_on_its_likelier_side() -> None:
    """Lopsided threads whose chances are right: the smaller side must not get lost."""
    off: dict[bool, list[float]] = {True: [], False: []}
    for seed in range(20):
        random = np.random.default_rng(seed)
        side, quiet = random.normal(1.2, 1.0, 500), random.normal(-0.8, 1.0, 500)
        neither = 1 / (1 + np.exp(-quiet))
        favor = (1 - neither) / (1 + np.exp(-side))
        chance = np.log(np.stack([favor, 1 - neither - favor, neither], axis=1))
        truth = [random.choice(3, p=one) for one in np.exp(chance)]
        for matched in (True, False):
            tag = tagged(chance, borders_of(chance) if matched else Borders(float(np.log(0.5)), 0.0))
            shares = np.bincount(tag, minlength=3) / 500, np.bincount(truth, minlength=3) / 500
            off[matched].append(abs(4 * shares[0][0] * shares[0][1] - 4 * shares[1][0] * shares[1][1]))
    assert np.mean(off[True]) < 0.75 * np.mean(off[False])


def test_of_equal_chances_each_gets_the_likelier_tag() -> None:
    for row, tag in (((0.1, 0.1, 0.8), 2), ((0.3, 0.5, 0.2), 1), ((0.6, 0.2, 0.2), 0), ((0.4, 0.3, 0.3), 0)):
        chance = np.log(np.full((5, 3), row))
        assert tagged(chance, borders_of(chance)).tolist() == [tag] * 5


@pytest.mark.parametrize("true", [0.6, 1.0, 1.7])
def test_chances_that_are_too_timid_or_too_bold_are_put_right(true: float) -> None:
    random = np.random.default_rng(4)
    law = log_softmax(random.normal(0, 1.5, (5_000, 3)))
    codes = (np.exp(law).cumsum(axis=1) < random.random((5_000, 1))).sum(axis=1).clip(max=2)
    told = log_softmax(law * true)  # as often right as `law` says, at this temperature
    assert temperature_of(told, codes) == pytest.approx(true, rel=0.05)
    assert np.abs(np.exp(tempered(told, true)) - np.exp(law)).max() < 1e-9


def test_few_labels_move_the_temperature_little() -> None:
    told, right = log_softmax(np.array([[2.0, 0.0, 0.0]])), np.zeros(800, dtype=np.int64)
    few, many = (float(np.log(temperature_of(np.tile(told, (n, 1)), right[:n]))) for n in (8, 800))
    assert many < -1.0  # all are right
    assert -0.35 < few < 0.0
