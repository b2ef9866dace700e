"""The errors that the report's tests and intervals rest on, measured from labels: wrong sides, where zero should lie, and the shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from polarize.labels.quality import Figure, wilson

PRIOR_WEIGHT: Final = 8.0
"""The shipped error rate counts like so many labels."""
_USUAL_FLIP, _USUAL_SD = 0.33, 0.3
"""What is taken for a scorer that has not been measured."""
_SLOPES: Final = np.geomspace(0.25, 16.0, 25)
_CUTS: Final = np.linspace(-1.2, 1.2, 241)

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int64]
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """The errors of the tags in one debate.

    Attributes:
        flip: share of comments on the wrong side, among those that take a side and were tagged with one; from the labels alone.
        flip_mean: the same drawn towards the shipped figure, which weighs like PRIOR_WEIGHT labels: for the report's tests and intervals.
        offset: stance score at which favor and against are as likely: mean of its posterior.
        offset_sd: standard deviation of that posterior.
        shares_off, shares_sd: mean and standard deviation of how far the shares of the tags are off, see `shares`; None where nothing is
            known of that of the scorer.
    """

    flip: Figure
    flip_mean: float
    offset: float
    offset_sd: float
    shares_off: Pair | None = None
    shares_sd: Pair | None = None


def measured(score: Floats, favor: Bools, flip: float | None = None, offset_sd: float | None = None) -> Measured:
    """Measure the errors from comments that take a side and were tagged with one.

    P(favor | score) = 1 / (1 + exp(-a (score - c))), with c drawn from N(0, offset_sd²) and log a from N(log 3, 1): the posterior of c
    on a grid.

    Args:
        score: stance scores, shape (n,): positive where the tag is favor, negative where it is against.
        favor: whether people put the comment in favor, shape (n,).
        flip: the scorer's shipped error rate; None if it has none.
        offset_sd: the scorer's shipped spread of the zero; None if it has none.
    """
    n, wrong = len(score), int(((score > 0) != favor).sum())
    prior = _USUAL_FLIP if flip is None else flip
    mean, sd = zero(score, favor, _USUAL_SD if offset_sd is None else max(offset_sd, 0.01))
    return Measured(wilson(wrong, n), min(0.5, (wrong + PRIOR_WEIGHT * prior) / (n + PRIOR_WEIGHT)), mean, sd)


def shares(tag: Codes, truth: Codes, spread: Pair) -> tuple[Pair, Pair]:
    """Measure how far the shares of the tags are off, in arcsin(sqrt(share)): of those who take a side, and of favor among these.

    What n random labels say has a normal law about it, whose variance is that of the shares' difference over comments (delta method); it
    is weighed with N(0, spread^2), what is known of the scorer.

    Args:
        tag: 1 for favor, -1 for against, 0 for neither, shape (n,).
        truth: the same of the labels, shape (n,).
        spread: standard deviations of the two errors over debates.

    Returns:
        Means and standard deviations of the posterior of both.
    """
    mean, sd = [], []
    for at, known in enumerate(spread):
        part, whole = [np.stack([said == 1, said != 0]) if at else np.stack([said != 0, said < 2]) for said in (truth, tag)]
        (one, n), (other, m) = ((float(said[0].sum()) + 0.5, float(said[1].sum()) + 1) for said in (part, whole))
        share, middle = one / n, (one / n + other / m) / 2
        residual = (part[0] - share * part[1]) / n - (whole[0] - other / m * whole[1]) / m
        # Half a comment that differs, so that few labels without a difference are no proof of none.
        variance = (float((residual**2).sum()) + 0.5 / (n * m)) / (4 * middle * (1 - middle))
        trust = known**2 / (known**2 + variance)
        mean.append(trust * float(np.arcsin(np.sqrt(share)) - np.arcsin(np.sqrt(other / m))))
        sd.append(known * float(np.sqrt(1 - trust)))
    return (mean[0], mean[1]), (sd[0], sd[1])


def zero(score: Floats, favor: Bools, sd: float) -> tuple[float, float]:
    """Return mean and standard deviation of the posterior of the zero between the sides."""
    slope, cut = np.meshgrid(_SLOPES, _CUTS, indexing="ij")
    weight = -0.5 * (cut / sd) ** 2 - 0.5 * np.log(slope / 3.0) ** 2
    for at, is_favor in zip(score.tolist(), favor.tolist(), strict=True):
        weight -= np.logaddexp(0.0, (-1.0 if is_favor else 1.0) * slope * (at - cut))
    share = np.exp(weight - weight.max())
    share /= share.sum()
    mean = float((share * cut).sum())
    return mean, float(np.sqrt((share * (cut - mean) ** 2).sum()))
