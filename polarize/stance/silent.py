"""How many comments of a thread take no side, as far as the thread itself tells.

How probable "none" is for a comment depends on how many comments of its thread take none, and threads differ in that from hardly any to
half. The scorer knows how much more often its signs are seen of comments without a side than of comments with one; what is unknown is the
share of the former. Saerens, Latinne and Decaestecker (2002) find it by maximum likelihood (their EM algorithm), and with it the
probabilities of each comment. Here it has a prior, so that short threads stay near what is usual, and the likelihood is held to
`MOST` comments: the signs of one thread err together, however many comments it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

MOST: Final = 100
"""Comments of a longer thread say together no more of its shares than so many that err independently."""
_SHARES: Final = np.linspace(0.005, 0.995, 100)


@dataclass(frozen=True, slots=True)
class Usual:
    """What is known beforehand of the share of a thread that takes no side: a beta distribution, or hardly anybody.

    Attributes:
        silent, taking: parameters of the beta distribution; their sum is how many comments it counts as.
        none: chance that hardly anybody is silent, Beta(1, 19).
    """

    silent: float
    taking: float
    none: float = 0.0


def share(odds: Floats, usual: Usual, most: float = MOST) -> tuple[float, float]:
    """Return the posterior mean of s, the share of a thread that takes no side, and that of (1 - s)^2, which the Split index is made of.

    Args:
        odds: natural logarithm of how much more often the signs of each comment are seen of comments without a side, shape (n,).
        usual: what is known beforehand.
        most: the number of comments that the likelihood is held to.
    """
    weight = np.log(_prior(usual))
    if len(odds):
        ratio = np.exp(odds)[:, None]
        weight += min(1.0, most / len(odds)) * np.log1p(_SHARES * (ratio - 1)).sum(axis=0)
    weight = np.exp(weight - weight.max())
    weight /= weight.sum()
    return float((weight * _SHARES).sum()), float((weight * (1 - _SHARES) ** 2).sum())


def chance(odds: Floats, share: float) -> Floats:
    """Return the probability that each of n comments takes no side where the given share of such comments does, shape (n,)."""
    return np.asarray(1 / (1 + np.exp(-(odds + np.log(share / (1 - share))))), dtype=np.float64)


def held(odds: Floats, share: float) -> Floats:
    """Return the same probabilities, moved together so that they add up to the share.

    By Saerens et al. they do so by themselves where the share is what the signs alone say; where it is drawn to what is usual, the signs
    of the whole thread are taken to be too high or too low.
    """
    low, high = -30.0, 30.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if float(chance(odds + middle, share).mean()) < share else (low, middle)
    return chance(odds + low, share)


def _prior(usual: Usual) -> Floats:
    """Return the prior over the grid."""
    density, hardly = _SHARES ** (usual.silent - 1) * (1 - _SHARES) ** (usual.taking - 1), (1 - _SHARES) ** 18
    return np.asarray((1 - usual.none) * density / density.sum() + usual.none * hardly / hardly.sum(), dtype=np.float64)
