"""Where zero lies between the sides of a thread, as far as the thread itself tells.

A scorer ranks the comments of a thread better than it knows where one side ends and the other begins. Two things help: real threads are
lopsided more often than not, and the scores of many comments together say to which side. Two normal curves, one a side, are laid under the
scores; their shares and where the middle between them lies are unknown. The posterior of the shares (on a grid: exact but for its
steps) says how even the sides probably are, and the middle is moved to where so many comments lie on either side. Without it the
uncertain comments of a lopsided thread spread over both sides, and every thread looks split.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from polarize.stance.silent import MOST

Floats = npt.NDArray[np.float64]

LEAST: Final = 10
"""With fewer comments on a side than this, as the model counts them, nothing is moved."""
FARTHEST: Final = 1.5
"""Zero is moved by no more standard deviations of the scores: a thread of one mind has hardly anybody on the other side."""
_LOOKED_AT: Final = 400
"""Of a longer thread so many comments, spread evenly, are looked at."""
_SHARES: Final = np.linspace(0.02, 0.98, 49)
_STEPS: Final = np.linspace(-3.0, 3.0, 41)


@dataclass(frozen=True, slots=True)
class Curves:
    """What is known beforehand of the scores of a thread; measured on threads with hand labels (docs/stance.md).

    `favor` takes them in units of the standard deviation of the thread's scores, so that they hold however much the model has read.

    Attributes:
        gap: half the distance between the means of the two sides.
        spread: standard deviation within a side.
        middle: standard deviation of the middle between the sides over threads.
        evenness: both parameters of the beta distribution of a side's share; 1 is flat, below 1 most threads are lopsided.
    """

    gap: float
    spread: float
    middle: float
    evenness: float


def shares(value: Floats, sided: Floats, curves: Curves, most: float = MOST) -> tuple[float, float]:
    """Return the posterior mean of q, the share of favor among those who take a side, and that of q (1 - q).

    Args:
        value: scores of n comments, positive for favor.
        sided: the probability that each takes a side, 0 to 1.
        curves: what is known beforehand.
        most: the number of comments that the likelihood is held to.
    """
    middle = curves.middle * _STEPS
    favor = -0.5 * ((value[:, None] - middle - curves.gap) / curves.spread) ** 2
    against = -0.5 * ((value[:, None] - middle + curves.gap) / curves.spread) ** 2
    prior = (curves.evenness - 1) * np.log(_SHARES * (1 - _SHARES))
    chance = np.array([(sided[:, None] * np.logaddexp(np.log(q) + favor, np.log1p(-q) + against)).sum(axis=0) for q in _SHARES])
    chance *= min(1.0, most / max(float(sided.sum()), 1.0))
    chance += prior[:, None] - 0.5 * _STEPS**2
    weight = np.exp(chance - chance.max()).sum(axis=1)
    weight /= weight.sum()
    return float((weight * _SHARES).sum()), float((weight * _SHARES * (1 - _SHARES)).sum())


def favor(value: Floats, sided: Floats, curves: Curves) -> float:
    """Return the share of favor among those who take a side, 0 to 1: that with the posterior mean of q (1 - q), towards that of q.

    Args:
        value: scores of n comments, positive for favor.
        sided: the probability that each takes a side, 0 to 1.
        curves: what is known beforehand.
    """
    seen = np.unique(np.linspace(0, len(value) - 1, min(len(value), _LOOKED_AT)).astype(np.int64))
    some, weight = value[seen], sided[seen]
    spread = float(np.sqrt(np.average((some - np.average(some, weights=weight)) ** 2, weights=weight)))
    mean, product = shares(some / max(spread, 1e-6), weight, curves)
    away = float(np.sqrt(max(0.0, 0.25 - product)))
    return 0.5 + (away if mean > 0.5 else -away)


def zero(value: Floats, share: float) -> float:
    """Return the score above which the given share of n comments lies, but no farther from 0 than `FARTHEST` says; 0 for no comments."""
    if not len(value):
        return 0.0
    order = np.sort(value)[::-1]
    place = round(share * len(order))
    low, high = order[min(place, len(order) - 1)], order[max(place - 1, 0)]
    limit = FARTHEST * float(value.std())
    return round(float(np.clip((low + high) / 2, -limit, limit)), 5)
