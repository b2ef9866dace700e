"""From signs to labels: how much each sign weighs, where "none" begins, and how often such a label is right.

The few numbers here were chosen on the training splits that docs/stance.md names, the same for every debate;
benchmarks/stance_validity.py prints how well they hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from polarize.stance.silent import Usual, chance, held, share
from polarize.stance.statements import AGAINST, FAVOR, MIXED, NONE
from polarize.stance.zero import LEAST, Curves, favor, zero

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
FAR_OFF: Final = 0.55
"""Added to the model's probability of none where the statements, too, find nothing of the debate."""
UNREAD: Final = (0.25, 0.65)
"""That probability where the model has not read, and what is added to it where the statements find nothing."""
LONGER: Final = 0.08
WORDS: Final = 18
"""To find nothing in many words says more than in few: added to it, too, for each unit of the logarithm of their ratio to so many."""
ODDS_OF_NONE: Final = (-1.6, 3.4)
ODDS_OF_NONE_BARE: Final = (-2.8, 5.2)
"""Logarithm of how much more often such a probability is seen of comments without a side: constant, slope."""
USUAL: Final = Usual(silent=9, taking=21, none=0.05)
USUAL_BARE: Final = Usual(silent=34, taking=66, none=0.02)
"""How many take no side: in one thread in twenty hardly anybody. Those of bare targets are nearer to a third, as in VAST."""
MIXED_BELOW: Final = 1.0
"""Clauses that point both ways make a comment mixed if its total is nearer to 0 than this."""
SURE: Final = (-0.12, 1.4)
SURE_BARE: Final = (0.4, 1.0)
"""Log odds that a comment which takes a side takes this one: constant, slope of the size of its total in units of its scale."""
LEANS: Final = 0.2
"""Towards a bare target the model reads favor too readily, by so much of the total."""
CURVES: Final = Curves(gap=0.5, spread=0.9, middle=0.2, evenness=5.0)
CURVES_BARE: Final = Curves(gap=0.5, spread=0.9, middle=0.2, evenness=1.5)
"""Of the totals of threads."""
DRAWN: Final = 0.3
DRAWN_BARE: Final = 0.4
"""The confidence takes a thread that seems to have few silent comments for one that lies so far on the way to the usual: some do."""
CARRIED: Final = (np.arange(10) + 0.5) / 10
"""What signs say was measured on comments. In a thread that reads like reports they say a part of it, and each part is as probable."""
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

    In a thread where `LEAST` comments or more take a side, so many are tagged with each side, and with none, as the thread is thought to
    have (`polarize.stance.silent`, `polarize.stance.zero`): at fixed borders whole threads fall silent or to one side.

    Args:
        signs: what the parts say.
        fast: the labels that the statements alone would give.
        alone: leave out all but the model.
    """
    nothing = fast == NONE
    none = np.where(signs.read, signs.none + FAR_OFF * nothing, UNREAD[0] + UNREAD[1] * nothing)
    value, said = total(signs, alone), total(replace(signs, own=np.zeros_like(signs.own)), alone)
    who = none + np.where(signs.read, 0.0, unread(np.abs(said), nothing, signs))
    quiet, silence, middle = divide(none, who, value, said, signs.bare, signs.speaks)
    value = value - middle
    size = np.abs(value)
    mixed = (fast == MIXED) & (size < MIXED_BELOW) & (not signs.bare) & (not alone)
    side = np.where(value > 0, FAVOR, AGAINST)
    label = np.where(quiet, NONE, np.where(mixed, MIXED, side)).astype(np.int64)
    scale = SCALE + (0.0 if alone else own_weight(len(value), signs.bare))
    score = np.round(np.tanh(value / scale) * np.where(label == MIXED, 0.5, 1.0), 5)
    return Verdict(label, score, confidence(label, size / scale, silence, signs.bare, signs.speaks))


def unread(size: Floats, nothing: Bools, signs: Signs) -> Floats:
    """Return what tells which of the comments that the model has not read take no side rather than others, shape (n,).

    Those lean least, and nothing is found in them though they are long. How many are so is not told by it: some threads lean little.

    Args:
        size: size of the total of each of n comments, without the thread's own words.
        nothing: where the statements find nothing of the debate.
        signs: what the parts say.
    """
    longer = 0.0 if signs.words is None else LONGER * np.log(np.maximum(signs.words, 1) / WORDS)
    usual = size[~signs.read].mean() if not signs.read.all() else 0.0
    return np.asarray(longer * nothing - NONE_SLOPE * (size - usual), dtype=np.float64)


def divide(none: Floats, who: Floats, value: Floats, said: Floats, bare: bool, speaks: bool = True) -> tuple[Bools, Floats, float]:
    """Return which comments of a thread take no side, the probability of that, both of shape (n,), and the total that divides the others.

    Args:
        none: how probable the signs make it that a comment takes no side, as far as they tell how many do.
        who: the same, as far as they tell who does.
        value: its total, positive for favor.
        said: the total without the thread's own words, which lean to where the thread leans and would say the same twice.
        bare: whether the debate was made from its target alone.
        speaks: whether the thread speaks as comments do; the signs of one that does not say nothing of how many are silent.
    """
    # Where nothing at all tells a side, the model has not read: nothing leans, and there is nothing to divide.
    told = bool(value.any())
    usual, (constant, slope) = USUAL_BARE if bare else USUAL, ODDS_OF_NONE_BARE if bare and told else ODDS_OF_NONE
    odds, middle = constant + slope * none, LEANS if bare and told else 0.0
    silent, square = share(odds if speaks else odds[:0], usual)
    each = constant + slope * who
    silence = carried(lambda part: chance(part * each, silent), speaks)
    if not told or float((1 - silence).sum()) < LEAST:
        size = np.abs(value - middle)
        return (none > NONE_AT + NONE_SLOPE * size) | (size < SILENT), silence, middle
    taking = 1 - carried(lambda part: held(part * each, silent), speaks)
    quiet = most(who, round((1 - np.sqrt(square)) * len(who)))
    middle += zero(value[~quiet] - middle, favor(said - middle, taking, CURVES_BARE if bare else CURVES))
    usually, drawn = usual.taking / (usual.silent + usual.taking), DRAWN_BARE if bare else DRAWN
    return quiet, 1 - taking * (1 - drawn + drawn * min(1.0, usually / (1 - silent))), middle


def carried(chance: Callable[[float], Floats], speaks: bool) -> Floats:
    """Return a chance of each of n comments, shape (n,), where it is known as a function of the part of its log odds that holds.

    All of it holds where the thread speaks as comments do; otherwise the chance is averaged over `CARRIED`.
    """
    return chance(1.0) if speaks else np.asarray(np.mean([chance(part) for part in CARRIED.tolist()], axis=0), dtype=np.float64)


def most(value: Floats, number: int) -> Bools:
    """Return which of n comments have the highest values, so many of them, shape (n,); of equals the first."""
    chosen = np.zeros(len(value), dtype=np.bool_)
    chosen[np.argsort(-np.round(value, 5), kind="stable")[:number]] = True
    return chosen


def confidence(label: Labels, size: Floats, none: Floats, bare: bool = False, speaks: bool = True) -> Floats:
    """Return how often labels like these are right, 0 to 1, from the total's size in its scale and the probability of none; shape (n,)."""
    constant, slope = SURE_BARE if bare else SURE
    told = slope * np.minimum(size, 3)
    sided = (1 - none) * carried(lambda part: np.asarray(1 / (1 + np.exp(-(constant + part * told))), dtype=np.float64), speaks)
    return np.asarray(np.round(np.where(label == NONE, none, np.where(label == MIXED, SURE_OF_MIXED, sided)), 4), dtype=np.float64)
