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

Floats = npt.NDArray[np.float64]

LEAST: Final = 10
"""With fewer comments on a side than this, as the model counts them, nothing is moved."""
_MOST: Final = 400
"""Of a longer thread so many comments, spread evenly, are looked at: more say nothing new of the shares beside the uncertain middle."""
_SHARES: Final = np.linspace(0.02, 0.98, 49)
_STEPS: Final = np.linspace(-3.0, 3.0, 41)


@dataclass(frozen=True, slots=True)
class Curves:
    """What is known beforehand of the scores of a thread; measured on threads with hand labels (docs/stance.md).

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


def shares(value: Floats, sided: Floats, curves: Curves) -> tuple[float, float]:
    """Return the posterior mean of q, the share of favor among those who take a side, and that of q (1 - q).

    Args:
        value: scores of n comments, positive for favor.
        sided: the probability that each takes a side, 0 to 1.
        curves: what is known beforehand.
    """
    middle = curves.middle * _STEPS
    favor = -0.5 * ((value[:, None] - middle - curves.gap) / curves.spread) ** 2
    against = -0.5 * ((value[:, None] - middle + curves.gap) / curves.spread) ** 2
    prior = (curves.evenness - 1) * np.log(_SHARES * (1 - _SHARES))
    chance = np.array([(sided[:, None] * np.logaddexp(np.log(q) + favor, np.log1p(-q) + against)).sum(axis=0) for q in _SHARES])
    chance += prior[:, None] - 0.5 * _STEPS**2
    weight = np.exp(chance - chance.max()).sum(axis=1)
    weight /= weight.sum()
    return float((weight * _SHARES).sum()), float((weight * _SHARES * (1 - _SHARES)).sum())


def zero(value: Floats, sided: Floats, curves: Curves) -> float:
    """Return the score at which the sides of a thread are to be divided; 0 for a thread that is too small to tell.

    The share of favor above it is the q that has the posterior mean of q (1 - q), on the side of the posterior mean of q: so the
    numbers of tags give the best estimate of how evenly the thread divides.

    Args:
        value: scores of n comments, positive for favor.
        sided: the probability that each takes a side, 0 to 1.
        curves: what is known beforehand.
    """
    if float(sided.sum()) < LEAST:
        return 0.0
    seen = np.unique(np.linspace(0, len(value) - 1, min(len(value), _MOST)).astype(np.int64))
    mean, product = shares(value[seen], sided[seen], curves)
    away = float(np.sqrt(max(0.0, 0.25 - product)))
    favor = 0.5 + (away if mean > 0.5 else -away)
    order = np.argsort(-value, kind="stable")
    above = np.cumsum(sided[order])
    place = int(np.searchsorted(above, favor * above[-1]))
    low, high = value[order[min(place, len(order) - 1)]], value[order[max(place - 1, 0)]]
    return round(float(low + high) / 2, 5)
