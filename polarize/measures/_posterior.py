"""Draws from the posterior of the two camps: random weights for what was seen, and pseudo-units for what was not.

The model is explained in docs/measures/split_index.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from polarize.measures._base import AGAINST, FAVOR, MIXED, Codes, Scores, TaggerError

PSEUDO_SCORE = np.array([-1.0, 0.0, 1.0])
PSEUDO_LABEL = np.array([AGAINST, MIXED, FAVOR], dtype=np.int64)
BIN_FROM = 5000
"""From this many units on, scores are rounded to 0.01: equal units share one draw."""
CELLS, FEWEST, MOST = 80_000, 500, 4000
"""Draws: as many as fit into CELLS random numbers, but never fewer or more than this."""
BLOCK = 30_000
"""Random numbers held at a time: what fits into the processor's cache."""
FACTORS = ("engagement", "balance", "distance", "split_index")
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Groups:
    """Units of equal label and score together, then the pseudo-units; arrays of shape (m,).

    The weight of a group in one draw is `scale * Gamma(shape)`. Sided groups come first; the last group is the pseudo-unit
    without a side.

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
class Draws:
    """The factors in each draw, arrays of shape (draws,).

    Attributes:
        engagement, balance, distance: e, b and D.
        engagement_up, balance_up: the same, leaning to the upper limit: see `factors`.
    """

    engagement: Scores
    balance: Scores
    distance: Scores
    engagement_up: Scores
    balance_up: Scores

    @property
    def split_index(self) -> Scores:
        """P = e² b D."""
        return self.engagement**2 * self.balance * self.distance

    def ends(self) -> dict[str, tuple[Scores, Scores]]:
        """Return for each factor the draws that its lower end, and those that its upper end is a percentile of."""
        split_up = self.engagement_up**2 * self.balance_up * self.distance
        return {
            "engagement": (self.engagement, self.engagement_up),
            "balance": (self.balance, self.balance_up),
            "distance": (self.distance, self.distance),
            "split_index": (self.split_index, split_up),
        }

    def intervals(self) -> dict[str, Interval]:
        """Return the 95% interval of each factor to six digits: what lies beyond is noise of the draws and of the processor."""
        lower, upper = (np.stack(list(side)) for side in zip(*self.ends().values(), strict=True))
        low, high = percentile(lower, 0.025), percentile(upper, 0.975)
        return {name: (round(float(low[i]), 6), round(float(high[i]), 6)) for i, name in enumerate(FACTORS)}


@dataclass(frozen=True, slots=True)
class Shift:
    """How far the shares of the tags are off in each draw, in arcsin(sqrt(share)); arrays of shape (draws,).

    Attributes:
        engagement: of those who take a side.
        favor: of favor among these.
        together: of the smaller side among these, but for the mean, going together with `engagement`, for the upper end.
        off: mean of `favor`.
    """

    engagement: Scores
    favor: Scores
    together: Scores
    off: float

    @classmethod
    def drawn(cls, shares_off: tuple[float, float], shares_sd: tuple[float, float], quantile: Scores, random: np.random.Generator) -> Shift:
        """Return draws of the given means and standard deviations from the quantiles of the standard normal law, each taken once."""
        one, other = random.permutation(quantile), random.permutation(quantile)
        return cls(shares_off[0] + shares_sd[0] * one, shares_off[1] + shares_sd[1] * other, shares_sd[1] * one, shares_off[1])


def moved(share: Scores, shift: Scores) -> Scores:
    """Return shares moved on the scale arcsin(sqrt(share)), on which the error of a share is as large whatever the share, kept in [0, 1].

    The ends of that scale are reached: a thread can be thought to have nobody, or everybody, on a side.
    """
    found: Scores = np.sin(np.clip(np.arcsin(np.sqrt(np.clip(share, 0.0, 1.0))) + shift, 0.0, np.pi / 2)) ** 2
    return found


def percentile(values: Scores, share: float) -> Scores:
    """Return what numpy.quantile does along the last axis, at a quarter of the cost for a few hundred draws."""
    place = share * (values.shape[-1] - 1)
    before = min(int(place), values.shape[-1] - 2)
    ordered = np.partition(values, (before, before + 1), axis=-1)
    one, other = ordered[..., before], ordered[..., before + 1]
    found: Scores = one + (other - one) * (place - before)
    return found


def weighted(score: Scores, label: Codes, weight: Scores, pseudo: Scores) -> Draws:
    """Return the draws that given random weights make, so that two sets of units can share them.

    Args:
        score: stance scores of the units, shape (n,).
        label: their labels, shape (n,).
        weight: their weight in each draw, shape (draws, n).
        pseudo: weight of the pseudo-units at -1, 0 and 1 in each draw, shape (draws, 3).
    """
    label, score = np.concatenate([label, PSEUDO_LABEL[[0, 2, 1]]]), np.concatenate([score, PSEUDO_SCORE[[0, 2, 1]]])
    return factors(sums(np.concatenate([weight, pseudo[:, [0, 2, 1]]], axis=1), score, label), 0.0)


def draw(score: Scores, label: Codes, weight: Scores, random: np.random.Generator, most: int = MOST) -> Draws:
    """Return draws from the posterior of a Dirichlet process (Ferguson 1973, Rubin 1981); sampling alone.

    Args:
        score: stance scores of the units, shape (n,).
        label: their labels, shape (n,).
        weight: their weights, shape (n,), not negative, at least one above 0.
        random: source of the draws.
        most: the most draws that are made.
    """
    return draw_tagged(score, label, weight, None, random, most)[0]


def draw_tagged(
    score: Scores, label: Codes, weight: Scores, tagger: TaggerError | None, random: np.random.Generator, most: int = MOST
) -> tuple[Draws, Draws | None]:
    """Return the draws of sampling alone, and the same with the tagger's error on top (None without a known error)."""
    groups = group(score, label, weight)
    draws = int(np.clip(CELLS // len(groups.score), FEWEST, most))
    quantile = ndtri((np.arange(draws) + 0.5) / draws)
    cut = None if tagger is None or tagger.shares_sd else tagger.offset + tagger.offset_sd * quantile
    step = max(1, BLOCK // len(groups.score))
    blocks = [_block(groups, random, min(step, draws - at), None if cut is None else cut[at : at + step]) for at in range(0, draws, step)]
    drawn = np.concatenate(blocks)
    alone = factors(drawn, 0.0)
    if tagger is None:
        return alone, None
    if tagger.shares_sd:
        return alone, factors(drawn, 0.0, Shift.drawn(tagger.shares_off, tagger.shares_sd, quantile, random))
    drawn[:, :4] = drawn[:, 6:]
    return alone, factors(drawn, tagger.flip)


def unflip(favor: Scores, flip: float) -> Scores:
    """Return the true favor share among the sided from the tagged one: (q - d) / (1 - 2d), kept in [0, 1] (Rogan and Gladen 1978).

    Tags that say nothing (d = 0.5) leave the share open: every value from 0 to 1.
    """
    if flip >= 0.5:
        return np.linspace(0.0, 1.0, len(favor))
    return np.clip((favor - flip) / (1 - 2 * flip), 0.0, 1.0)


def group(score: Scores, label: Codes, weight: Scores) -> Groups:
    """Put equal units together and add the pseudo-units, each a third of an average unit."""
    real = weight > 0
    score, label, weight = score[real], label[real], weight[real] / weight[real].mean()
    score = np.round(score, 2 if len(score) >= BIN_FROM else 9) + 0.0
    key, member = np.unique(label + 1j * score, return_inverse=True)
    first = np.bincount(member, weights=weight)
    second = np.bincount(member, weights=weight**2)
    label = np.concatenate([key.real.astype(np.int64), PSEUDO_LABEL])
    score = np.concatenate([key.imag, PSEUDO_SCORE])
    shape, scale = np.concatenate([first**2 / second, np.full(3, 1 / 3)]), np.concatenate([second / first, np.ones(3)])
    is_sided = (label == FAVOR) | (label == AGAINST)
    place = np.where(is_sided, label * np.maximum(label * score, 1e-9), 0.0)
    pseudo_middle = np.arange(len(label)) == len(label) - 2
    order = np.lexsort((pseudo_middle, ~is_sided))
    return Groups(score[order], label[order], place[order], shape[order], scale[order], int(is_sided.sum()))


def _block(groups: Groups, random: np.random.Generator, draws: int, cut: Scores | None) -> Scores:
    """Draw the weights of the groups and return their sums, shape (draws, 6) or, with cuts between the sides, (draws, 10).

    The columns: weight against and in favor, weight times score of either, all weights, the weight of the pseudo-unit without a
    side; then the first four once more with the sides divided at the cut and not by label. A group of one unit has an exponential
    weight, which is quick to draw.
    """
    drawn = random.standard_exponential((draws, len(groups.shape)))
    many = np.flatnonzero(np.abs(groups.shape - 1.0) > 1e-9)
    drawn[:, many] = random.standard_gamma(groups.shape[many], (draws, len(many)))
    drawn *= groups.scale
    whole = sums(drawn, groups.score, groups.label)
    return whole if cut is None else np.concatenate([whole, _divided(groups, drawn[:, : groups.sided], cut)], axis=1)


def sums(drawn: Scores, score: Scores, label: Codes) -> Scores:
    """Return the first six columns of `_block` from weights of shape (draws, m); the last of the m is the pseudo-unit without a side."""
    is_against, is_favor, every = label == AGAINST, label == FAVOR, np.ones(len(label))
    columns = [is_against, is_favor, is_against * score, is_favor * score, every, np.arange(len(every)) == len(every) - 1]
    found: Scores = drawn @ np.stack(columns, axis=1).astype(np.float64)
    return found


def _divided(groups: Groups, weights: Scores, cut: Scores) -> Scores:
    """Return weight against and in favor, and weight times score of either, with the sided groups divided at the cut."""
    below = groups.place[: groups.sided] < cut[:, None]
    columns = np.stack([np.ones(groups.sided), groups.score[: groups.sided]], axis=1)
    on_against, everyone = (weights * below) @ columns, weights @ columns
    on_favor = everyone - on_against
    on_favor[below.all(axis=1)] = 0.0
    return np.stack([on_against[:, 0], on_favor[:, 0], on_against[:, 1], on_favor[:, 1]], axis=1)


def factors(totals: Scores, flip: float, shift: Shift | None = None) -> Draws:
    """Return e, b and D of each draw from the first six columns of `_block`, with the tags' shares put right by `flip` or by `shift`.

    A thread at the very top of what is possible (equal camps, everybody on a side) could never be held by percentiles of b and e,
    as each draw lies below it. So the upper ends come from variants: `balance_up` counts a draw whose majority is another
    than that of most draws as equal camps (b as a function of the share is folded at one half; this unfolds it), and
    `engagement_up` leaves out the pseudo-unit without a side. In both the errors of the two shares go together: whether they do is not
    known, and only draws in which both are off upwards reach the top of e² b.
    """
    against, favor, sum_against, sum_favor, total, pseudo_middle = totals[:, :6].T
    taking_sides = against + favor
    share = unflip(favor / np.where(taking_sides > 0, taking_sides, 1.0), flip)
    engagement, engagement_up = taking_sides / total, np.minimum(1.0, taking_sides / (total - pseudo_middle))
    middle = share if shift is None else moved(share, np.full(len(share), shift.off))
    lean = middle if np.median(middle) <= 0.5 else 1 - middle
    if shift is not None:
        engagement, engagement_up = moved(engagement, shift.engagement), moved(engagement_up, shift.engagement)
        share, lean = moved(share, shift.favor), moved(lean, shift.together)
    both = (against > 0) & (favor > 0)
    mean_against, mean_favor = sum_against / np.where(against > 0, against, 1.0), sum_favor / np.where(favor > 0, favor, 1.0)
    return Draws(
        engagement=engagement,
        balance=4 * share * (1 - share),
        distance=np.where(both, np.clip((mean_favor - mean_against) / 2, 0.0, 1.0), 0.0),
        engagement_up=engagement_up,
        balance_up=np.where(lean >= 0.5, 1.0, 4 * lean * (1 - lean)),
    )
