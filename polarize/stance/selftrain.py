"""Self-training: a thread's own words, learnt from the comments of which the scorer is surest.

The statements of a debate cannot know how people talk in this thread: its nicknames, hashtags, running jokes. A logistic regression on
the words of the comments that lean most clearly to a side learns them, and says then of every comment where it leans
(Yarowsky 1995). Measured gain: docs/stance.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from polarize.stance.embed import Vectors

Floats = npt.NDArray[np.float64]

LEAST: Final = 60
"""With fewer comments than this nothing is learnt."""
_SUREST: Final = 0.35
"""The share of comments that is learnt from."""
_MOST: Final = 2_000
"""At most so many are learnt from."""
_LEAST_SIDE: Final = 8
"""At least so many of each side have to be among them."""
_ROUNDS: Final = 2
"""The second learns from what the first has added."""
_PENALTY: Final = 1.0
_STEPS: Final = 150
_EMBEDDED: Final = 0.25
"""Length of the embedding beside the words' unit vector."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of n comments.

    Attributes:
        counts: how often each word of a vocabulary stands in each comment, sparse, shape (n, w).
        vocabulary: the words, in lower case; one may stand twice.
        vectors: unit embeddings, shape (n, 256).
    """

    counts: Any
    vocabulary: list[str]
    vectors: Vectors


def joined(parts: list[Said]) -> Said:
    """Return the words of several batches of comments as those of one."""
    known = {word: number for number, word in enumerate(dict.fromkeys(chain.from_iterable(part.vocabulary for part in parts)))}
    moved = []
    for part in parts:
        column = np.fromiter(map(known.__getitem__, part.vocabulary), dtype=np.int64, count=len(part.vocabulary))
        shift = sparse.csr_array((np.ones(len(column)), column, np.arange(len(column) + 1)), shape=(len(column), len(known)))
        moved.append(part.counts.astype(np.float64) @ shift)
    return Said(sparse.vstack(moved).tocsr(), list(known), np.concatenate([part.vectors for part in parts]))


def lean(said: Said, total: Floats) -> Floats:
    """Return where each comment leans, as its thread's own words tell, in standard deviations; zeros when there are too few.

    Args:
        said: the words of n comments.
        total: what the scorer says of each: positive for favor; 0 for one that says nothing. Shape (n,).

    Returns:
        An array of shape (n,), positive for favor.
    """
    own = np.zeros(len(total))
    if len(total) < LEAST:
        return own
    features, spread = _Features(_word_features(said), said.vectors.astype(np.float64) * _EMBEDDED), max(float(total.std()), 1e-9)
    for _ in range(_ROUNDS):
        own = _learnt(features, total / spread + own)
    return own


@dataclass(frozen=True, slots=True)
class _Features:
    """The features of n comments; neither product with them calls BLAS, whose last bits depend on the number of threads.

    Attributes:
        words: of the words, sparse, shape (n, w).
        vectors: the embeddings, shape (n, 256).
    """

    words: Any
    vectors: Floats

    def times(self, point: Floats) -> Floats:
        """Return the sum of each comment's features times their weights, of which the last is the constant, shape (n,)."""
        w = self.words.shape[1]
        return np.asarray(self.words @ point[:w] + np.einsum("ij,j->i", self.vectors, point[w:-1]) + point[-1], dtype=np.float64)

    def turned(self, words: Any, values: Floats) -> Floats:
        """Return the sum of each feature over all comments times `values`, and behind it that of the constant; `words` is turned, too."""
        return np.concatenate([words @ values, np.einsum("ij,i->j", self.vectors, values), [values.sum()]])


def _learnt(features: _Features, total: Floats) -> Floats:
    """Return where each comment leans, as learnt from those with the largest totals."""
    chosen = np.argsort(-np.abs(total), kind="stable")[: min(int(_SUREST * len(total)), _MOST)]
    chosen = chosen[np.abs(total[chosen]) > 0]
    favor = total[chosen] > 0
    if min(int(favor.sum()), int((~favor).sum())) < _LEAST_SIDE:
        return np.zeros(len(total))
    weight = np.where(favor, 0.5 / favor.mean(), 0.5 / (1 - favor.mean()))
    words = features.words[chosen]
    columns = np.flatnonzero(np.bincount(words.indices, minlength=words.shape[1]))
    found = _logistic(_Features(words[:, columns], features.vectors[chosen]), favor.astype(np.float64), weight)
    slope = np.zeros(words.shape[1])
    slope[columns] = found[: len(columns)]
    value = features.times(np.append(slope, found[len(columns) :]))
    spread = float(value.std())
    return np.asarray(np.round(value / spread, 5), dtype=np.float64) if spread > 0 else np.zeros(len(total))


def _word_features(said: Said) -> Any:
    """Return tf-idf of the words that stand in two comments or more, in alphabetical order; rows of length 1."""
    found = np.bincount(said.counts.indices, minlength=said.counts.shape[1])
    kept = sorted(np.flatnonzero(found >= 2).tolist(), key=said.vocabulary.__getitem__)
    counts = said.counts[:, kept]
    counts.data = 1 + np.log(counts.data)
    inverse = np.log((1 + counts.shape[0]) / (1 + found[kept])) + 1
    scaled = counts @ sparse.diags_array(inverse)
    length = np.sqrt(np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel())
    return (sparse.diags_array(1 / np.maximum(length, 1e-12)) @ scaled).tocsr()


def _logistic(features: _Features, truth: Floats, weight: Floats) -> Floats:
    """Return the slope, and behind it the constant, of a logistic regression with an L2 penalty on the slope.

    Accelerated gradient descent (Nesterov 1983) over sparse products and plain sums alone: a solver that calls BLAS gives other last
    bits, and after some steps other digits, on another number of threads.
    """
    turned = features.words.T.tocsr()
    size = features.words.shape[1] + features.vectors.shape[1]
    penalty = np.append(np.full(size, _PENALTY), 0.0)
    sign = 2 * truth - 1
    step = 1 / (0.25 * float(weight.max()) * _largest(features, turned) + _PENALTY)
    point = ahead = np.zeros(len(penalty))
    for number in range(_STEPS):
        margin = np.clip(sign * features.times(ahead), -50, 50)
        slope = features.turned(turned, -sign * weight / (1 + np.exp(margin))) + penalty * ahead
        point, before = ahead - step * slope, point
        ahead = point + number / (number + 3) * (point - before)
    return point


def _largest(features: _Features, turned: Any) -> float:
    """Return a little more than the largest eigenvalue of features' features, the constant among them, by power iteration."""
    vector = np.ones(features.words.shape[1] + features.vectors.shape[1] + 1)
    size = 1.0
    for _ in range(20):
        vector = features.turned(turned, features.times(vector))
        size = float(np.sqrt((vector * vector).sum()))
        vector = vector / max(size, 1e-12)
    return 1.1 * size
