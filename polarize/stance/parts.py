"""What a scorer says of each comment, part by part, as `polarize.stance.fitting` weighs it anew by labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from polarize.stance import calibration
from polarize.stance.statements import NONE

if TYPE_CHECKING:
    from polarize.stance.auto import Signs

Floats = npt.NDArray[np.float64]

PARTS: Final = ("total", "fast", "target", "sides", "own", "silence", "size", "quiet")
"""Columns: the total of a scorer that tells no parts; the signs of one that does (`auto.Signs`); log odds that no side is taken, 0 where
not told; size of the total; 1 where the scorer, or of several parts the statements, find no side."""
_LARGEST: Final = 8.0
"""A larger total says no more."""
_USUAL: Final = -0.6
"""Log odds of none of a comment that the model has not read."""


def of_tags(score: Sequence[float | None], label: Sequence[str | None]) -> Floats:
    """Return the parts of n comments, shape (n, 8), of which only score (-1 to 1; None for no side) and label are known."""
    total = 2 * np.arctanh(np.clip([0.0 if one is None else one for one in score], -0.98, 0.98))
    quiet = [one not in ("favor", "against", "mixed", "unsure") for one in label]
    nothing = np.zeros(len(total))
    columns = {"total": total, "size": np.minimum(np.abs(total), _LARGEST), "quiet": np.array(quiet, dtype=np.float64)}
    return np.stack([columns.get(name, nothing) for name in PARTS], axis=1).astype(np.float64).reshape(len(total), len(PARTS))


def of_signs(signs: Signs, fast: npt.NDArray[np.int64]) -> Floats:
    """Return the parts of n comments, shape (n, 8).

    Args:
        signs: what the parts of `auto` say.
        fast: the labels that the statements alone would give.
    """
    nothing = np.zeros(len(fast))
    chance = np.clip(np.where(signs.read, signs.none, 0.5), 0.02, 0.98)
    # Towards a target alone the model's probability of none says more, as `calibration` has it.
    says = calibration.ODDS_OF_NONE_BARE[1] / calibration.ODDS_OF_NONE[1] if signs.bare else 1.0
    statements = nothing if signs.bare else signs.fast
    # In a thread that is too short to have words of its own the statements have to say more.
    short = not signs.own.any()
    columns = {
        "total": statements if short else nothing,
        "fast": nothing if short else statements,
        "target": signs.target,
        "sides": signs.sides,
        "own": signs.own,
        "silence": np.where(signs.read, says * np.log(chance / (1 - chance)), _USUAL),
        "size": np.minimum(np.abs(calibration.total(signs, False)), _LARGEST),
        "quiet": (fast == NONE).astype(np.float64),
    }
    # Rounded, so that the last bits of a matrix product never show.
    return np.round(np.stack([columns[name] for name in PARTS], axis=1), 5).astype(np.float64).reshape(len(fast), len(PARTS))
