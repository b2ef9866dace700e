"""How sure the Split index and its factors are: draws from the posterior of the shares, and of the stance tagger's error.

The model is explained in docs/measures/split_index.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from polarize.measures._base import AGAINST, FAVOR, MIXED, Codes, Context, Scores, TaggerError, Thread, Unit, Units, Value
from polarize.measures._cache import generator, once
from polarize.measures._units import units

PSEUDO_SCORE = np.array([-1.0, 0.0, 1.0])
PSEUDO_LABEL = np.array([AGAINST, MIXED, FAVOR], dtype=np.int64)
BIN_FROM = 5000
"""From this many units on, scores are rounded to 0.01: equal units share one draw."""
CELLS, FEWEST, MOST = 200_000, 1000, 4000
"""Draws: as many as fit into CELLS random numbers, but never fewer or more than this."""
FACTORS = ("engagement", "balance", "distance", "split_index")
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Groups:
    """Units of equal label and score together, with the pseudo-units; arrays of shape (m,).

    The weight of a group in one draw is `scale * Gamma(shape)`. Sided groups come first.

    Attributes:
        score: stance score.
        label: label.
        place: where a sided group lies when the cut between the sides moves: its score, on the side of its label.
        shape, scale: of the Gamma distribution: mean and variance are those of the sum of the units' weights.
        sided: number of sided groups.
    """

    score: Scores
    label: Codes
    place: Scores
    shape: Scores
    scale: Scores
    sided: int


@dataclass(frozen=True, slots=True)
class Intervals:
    """95% intervals of each factor: sampling alone, and with the tagger's error on top."""

    sampling: dict[str, Interval]
    reported: dict[str, Interval]


def figures(thread: Thread, context: Context, name: str, estimate: Callable[[Units], float | None]) -> list[Value]:
    """Return the rows of one factor: its estimate and its reported interval, for each unit."""
    return [_value(name, u, estimate(u), intervals(thread, u, context).reported.get(name)) for u in units(thread, context)]


def sampling_figures(thread: Thread, context: Context, name: str, estimate: Callable[[Units], float | None]) -> list[Value]:
    """Return the same with the interval of sampling alone, under the name `<name>_sampling`."""
    return [_value(f"{name}_sampling", u, estimate(u), intervals(thread, u, context).sampling.get(name)) for u in units(thread, context)]


def intervals(thread: Thread, unit: Units, context: Context) -> Intervals:
    """Return the intervals of one thread for one kind of unit, computed once for a run."""
    random = generator(context.seed, thread.article_id, "split", unit.unit)
    return once(context, ("split", unit.unit), thread, lambda: posterior(unit.score, unit.label, unit.weight, context.tagger, random))


def posterior(score: Scores, label: Codes, weight: Scores, tagger: TaggerError | None, random: np.random.Generator) -> Intervals:
    """Return the 2.5 and 97.5 percentiles of each factor over the posterior of a Dirichlet process (Ferguson 1973, Rubin 1981).

    Args:
        score: stance scores of the units, shape (n,).
        label: their labels, shape (n,).
        weight: their weights, shape (n,), not negative.
        tagger: the measured error of the stance scorer; None leaves sampling alone.
        random: source of the draws.

    Returns:
        The intervals; none at all for n = 0.
    """
    if not (weight > 0).any():
        return Intervals({}, {})
    groups = _groups(score, label, weight)
    draws = int(np.clip(CELLS // len(groups.score), FEWEST, MOST))
    drawn = random.standard_gamma(groups.shape, (draws, len(groups.shape)))
    drawn *= groups.scale
    total, sided = drawn.sum(axis=1), drawn[:, : groups.sided]
    is_against = np.broadcast_to(groups.label[: groups.sided] == AGAINST, sided.shape)
    sampling = _percentiles(_factors(sided, is_against, groups.score[: groups.sided], total, 0.0))
    if tagger is None:
        return Intervals(sampling, sampling)
    cut = tagger.offset_sd * ndtri((np.arange(draws) + 0.5) / draws)
    is_against = groups.place[: groups.sided] < cut[:, None]
    tagged = _percentiles(_factors(sided, is_against, groups.score[: groups.sided], total, tagger.flip))
    return Intervals(sampling, {name: _hull(sampling[name], tagged[name]) for name in FACTORS})


def unflip(favor: Scores, flip: float) -> Scores:
    """Return the true favor share among the sided from the tagged one: (q - d) / (1 - 2d), kept in [0, 1] (Rogan and Gladen 1978).

    Tags that say nothing (d = 0.5) leave the share open: every value from 0 to 1.
    """
    if flip >= 0.5:
        return np.linspace(0.0, 1.0, len(favor))
    return np.clip((favor - flip) / (1 - 2 * flip), 0.0, 1.0)


def _factors(
    sided: Scores, is_against: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], score: Scores, total: Scores, flip: float
) -> dict[str, Scores]:
    """Return e, b, D and P of each draw; `sided` and `is_against` have shape (draws, sided groups)."""
    on_against = np.where(is_against, sided, 0.0)
    on_favor = sided - on_against
    against, favor = on_against.sum(axis=1), on_favor.sum(axis=1)
    both = (against > 0) & (favor > 0)
    mean_against = on_against @ score / np.where(against > 0, against, 1.0)
    mean_favor = on_favor @ score / np.where(favor > 0, favor, 1.0)
    taking_sides = against + favor
    share = unflip(favor / np.where(taking_sides > 0, taking_sides, 1.0), flip)
    engagement, balance = taking_sides / total, 4 * share * (1 - share)
    distance = np.where(both, np.clip((mean_favor - mean_against) / 2, 0.0, 1.0), 0.0)
    return {"engagement": engagement, "balance": balance, "distance": distance, "split_index": engagement**2 * balance * distance}


def _groups(score: Scores, label: Codes, weight: Scores) -> Groups:
    """Put equal units together and add the pseudo-units, each a third of an average unit."""
    real = weight > 0
    score, label, weight = score[real], label[real], weight[real] / weight[real].mean()
    score = np.round(score, 2 if len(score) >= BIN_FROM else 9) + 0.0
    key, group = np.unique(label + 1j * score, return_inverse=True)
    first = np.bincount(group, weights=weight)
    second = np.bincount(group, weights=weight**2)
    label = np.concatenate([key.real.astype(np.int64), PSEUDO_LABEL])
    score = np.concatenate([key.imag, PSEUDO_SCORE])
    shape, scale = np.concatenate([first**2 / second, np.full(3, 1 / 3)]), np.concatenate([second / first, np.ones(3)])
    is_sided = (label == FAVOR) | (label == AGAINST)
    place = np.where(is_sided, label * np.maximum(label * score, 1e-9), 0.0)
    order = np.argsort(~is_sided, kind="stable")
    return Groups(score[order], label[order], place[order], shape[order], scale[order], int(is_sided.sum()))


def _percentiles(factors: dict[str, Scores]) -> dict[str, Interval]:
    """Return the 2.5 and 97.5 percentiles to six digits: what lies beyond is noise of the draws and of the processor."""
    ends = np.quantile(np.stack(list(factors.values())), [0.025, 0.975], axis=1)
    return {name: (round(float(ends[0, i]), 6), round(float(ends[1, i]), 6)) for i, name in enumerate(factors)}


def _hull(one: Interval, other: Interval) -> Interval:
    """Return the smallest interval that holds both."""
    return min(one[0], other[0]), max(one[1], other[1])


def _value(name: str, unit: Units, estimate: float | None, interval: Interval | None) -> Value:
    """Return a row whose interval is widened to hold the estimate; no interval without an estimate."""
    kind: Unit = unit.unit
    if estimate is None or interval is None:
        return Value(name, kind, estimate, len(unit.label))
    return Value(name, kind, estimate, len(unit.label), min(interval[0], estimate), max(interval[1], estimate))
