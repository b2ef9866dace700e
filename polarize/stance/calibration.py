"""From signs to labels: how much each sign weighs, where "none" begins, and how often such a label is right.

The few numbers here were chosen on the training splits that docs/stance.md names, the same for every debate;
benchmarks/stance_validity.py prints how well they hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from polarize.stance.statements import AGAINST, FAVOR, MIXED, NONE
from polarize.stance.zero import LEAST, Curves, zero

if TYPE_CHECKING:
    from polarize.stance.auto import Signs

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FAST: Final = 1.0
TARGET: Final = 1.25
SIDES: Final = 0.5
"""Weights of the statements, and of the model's reading of the target and of the nearest statements. In a debate made from its target
alone the statements say nothing that the target does not, and are left out."""
OWN: Final = 1.5
OWN_HALF: Final = 100
"""Weight of the thread's own words in long threads; half of it at `OWN_HALF` comments."""
SCALE: Final = 2.0
"""The total at which the score is tanh(1) = 0.76; the weight of the thread's own words comes on top."""
SILENT: Final = 0.05
"""A total nearer to 0 than this tells no side."""
NONE_AT: Final = 0.6
NONE_SLOPE: Final = 0.1
"""No side is taken where none is more probable than this, and `NONE_SLOPE` for each unit that the total is away from 0."""
NONE_USUAL, NONE_HELD = 0.34, 100
"""About a bare target so large a part of a thread usually takes no side; that counts as much as so many comments."""
FAR_OFF: Final = 0.55
"""Added to the model's probability of none where the statements, too, find nothing of the debate."""
MIXED_BELOW: Final = 1.0
"""Clauses that point both ways make a comment mixed if its total is nearer to 0 than this."""
SURE: Final = (-0.4, 0.29, -0.6)
SURE_BARE: Final = (0.62, 0.45, -1.94)
"""Log odds that a side is the right label: constant, slope of the total's size, slope of the probability of none."""
LEANS: Final = 0.2
"""Towards a bare target the model reads favor too readily, by so much of the total."""
BARE: Final = Curves(gap=0.5, spread=0.85, middle=0.2, evenness=2.0)
"""Of the totals of threads about a bare target."""
SURE_OF_NONE: Final = (-2.8, 3.6)
SURE_OF_NONE_BARE: Final = (-2.3, 5.6)
"""Log odds that none is right: constant, slope of its probability."""
SURE_OF_MIXED: Final = 0.4


@dataclass(frozen=True, slots=True)
class Verdict:
    """Labels (codes in the order of STANCE), scores (-1 to 1) and confidences (0 to 1) of n comments; arrays of length n."""

    label: Labels
    score: Floats
    confidence: Floats


def together(fast: Floats, target: Floats, sides: Floats, bare: bool) -> Floats:
    """Return the weighted sum of what the statements and the model say, shape (n,); `bare` tells a debate made from its target alone."""
    weight = 0.0 if bare else FAST
    return np.asarray(np.round(weight * fast + TARGET * target + SIDES * sides, 5), dtype=np.float64)


def total(signs: Signs, alone: bool) -> Floats:
    """Return the sum of all signs, positive for favor, shape (n,); `alone` leaves out all but the model."""
    if alone:
        return together(np.zeros_like(signs.fast), signs.target, signs.sides, signs.bare)
    own = own_weight(len(signs.fast), signs.bare)
    return np.asarray(np.round(together(signs.fast, signs.target, signs.sides, signs.bare) + own * signs.own, 5), dtype=np.float64)


def own_weight(n: int, bare: bool) -> float:
    """Return the weight of the own words of a thread of n comments."""
    return 0.0 if bare else OWN * n / (n + OWN_HALF)


def judge(signs: Signs, fast: Labels, alone: bool = False) -> Verdict:
    """Return the verdict on n comments.

    Args:
        signs: what the parts say.
        fast: the labels that the statements alone would give.
        alone: leave out all but the model.
    """
    value = total(signs, alone)
    nothing = fast == NONE
    none = np.minimum(1.0, np.where(signs.read, signs.none + (0 if signs.bare else FAR_OFF) * nothing, nothing))
    if signs.bare:
        value = value - LEANS
        value = value - zero(value, 1 - none, BARE)
    size = np.abs(value)
    quiet = (quietest(none, size) if signs.bare else none > NONE_AT + NONE_SLOPE * size) | (size < SILENT)
    mixed = (fast == MIXED) & (size < MIXED_BELOW) & (not signs.bare) & (not alone)
    side = np.where(value > 0, FAVOR, AGAINST)
    label = np.where(quiet, NONE, np.where(mixed, MIXED, side)).astype(np.int64)
    scale = SCALE + (0.0 if alone else own_weight(len(value), signs.bare))
    score = np.round(np.tanh(value / scale) * np.where(label == MIXED, 0.5, 1.0), 5)
    return Verdict(label, score, confidence(label, size, none, signs.bare))


def quietest(none: Floats, size: Floats) -> Bools:
    """Return which comments of a thread about a bare target take no side, shape (n,).

    They are as many as their probabilities add up to, held to what is usual: cut at a fixed probability, whole threads fall silent.
    """
    rank = none - NONE_SLOPE * size
    if len(none) < LEAST:
        return np.asarray(rank > NONE_AT, dtype=np.bool_)
    share = (float(none.sum()) + NONE_HELD * NONE_USUAL) / (len(none) + NONE_HELD)
    chosen = np.zeros(len(none), dtype=np.bool_)
    chosen[np.argsort(-np.round(rank, 5), kind="stable")[: round(share * len(none))]] = True
    return chosen


def confidence(label: Labels, size: Floats, none: Floats, bare: bool = False) -> Floats:
    """Return how often labels like these are right, 0 to 1, from the total's size and the probability of none; shape (n,)."""
    constant, slope, doubt = SURE_BARE if bare else SURE
    sided = constant + slope * np.minimum(size, 8) + doubt * none
    constant, slope = SURE_OF_NONE_BARE if bare else SURE_OF_NONE
    quiet = constant + slope * none
    chance = 1 / (1 + np.exp(-np.where(label == NONE, quiet, sided)))
    return np.asarray(np.round(np.where(label == MIXED, SURE_OF_MIXED, chance), 4), dtype=np.float64)
