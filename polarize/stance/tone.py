"""Light tone: how good or bad the words of a clause are, for the words around the name of a side.

The valences are those of the VADER lexicon (Hutto & Gilbert 2014), with words of praise and blame that arguments are full of and the
lexicon lacks. This is no sentiment analysis, which has its own stage: it only tells whether a named side is praised or blamed.
"""

from __future__ import annotations

import functools
import importlib.util
import math
from collections.abc import Sequence
from itertools import chain, repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt

from polarize.errors import PolarizeError
from polarize.stance.lexicon import word_list

Floats = npt.NDArray[np.float64]

_REACH = 3
"""A negation turns the valence of the next three words."""
_FLIP = -0.74
"""By how much, as in VADER."""
_BLAME, _PRAISE = -1.9, 1.6
"""Least blame and praise of the words in those lists."""


def valences(clauses: Sequence[Sequence[str]]) -> Floats:
    """Return the tone of each clause in (-1, 1), given its words in lower case: 0 without a word of praise or blame.

    The sum s of the words' valences, turned round after a negation, is scaled as VADER does: s / sqrt(s^2 + 15).
    """
    return moods(weights(list(chain.from_iterable(clauses))), np.cumsum([0, *map(len, clauses)]))


def weight(word: str) -> float:
    """Return the valence of a word in lower case, about -4 to 4; NaN for a negation, 0 for a word that is neither good nor bad."""
    return _weights().get(word, 0.0)


def weights(vocabulary: Sequence[str]) -> Floats:
    """Return the `weight` of each word."""
    return np.fromiter(map(_weights().get, vocabulary, repeat(0.0)), dtype=np.float64, count=len(vocabulary))


def moods(weights: Floats, ends: npt.NDArray[np.int64]) -> Floats:
    """Return the tone of n clauses; see `valences`.

    Args:
        weights: the weights of the words of all clauses, one clause after the other.
        ends: where each clause begins in `weights`, and where the last one ends; length n + 1.
    """
    clause = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
    negation = np.isnan(weights)
    # How many words stand before each that are no negations, and how many stood before the last negation.
    before = np.cumsum(~negation) - ~negation
    last = np.maximum.accumulate(np.where(negation, np.arange(len(weights)), -1))
    turned = (last >= ends[:-1][clause]) & (before - before[last] < _REACH)
    values = np.where(negation, 0.0, weights * np.where(turned, _FLIP, 1.0))
    total = np.bincount(clause, values, len(ends) - 1)
    return np.asarray(total / np.sqrt(total * total + 15.0), dtype=np.float64)


@functools.cache
def _weights() -> dict[str, float]:
    """Return the `weight` of each word that has one."""
    spec = importlib.util.find_spec("vaderSentiment")
    path = Path(spec.origin if spec and spec.origin else "").parent / "vader_lexicon.txt"
    if not path.is_file():
        raise PolarizeError("the lexicon of vaderSentiment is missing. Install it again with: pip install --force-reinstall vaderSentiment")
    naming = frozenset(word_list("naming"))
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    lexicon = {row[0]: float(row[1]) for row in rows if len(row) > 1 and row[0].isalpha() and row[0] not in naming}
    for word in word_list("blame"):
        lexicon[word] = min(lexicon.get(word, _BLAME), _BLAME)
    for word in word_list("praise"):
        lexicon[word] = max(lexicon.get(word, _PRAISE), _PRAISE)
    return lexicon | dict.fromkeys(word_list("negations"), math.nan)
