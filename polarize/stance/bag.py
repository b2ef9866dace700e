"""Texts as bags of words: which word stands how often in which text, and the texts' vectors from their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from polarize.stance.embed import MAX_CHARS, Vectors, normalise, pool
from polarize.stance.lexicon import word_list

STOP: Final = frozenset(word_list("stop"))
_WORD = re.compile(r"[぀-ヿ㐀-鿿가-힯]|[^\W_]+(?:'[^\W_]+)?")
_STOP_WEIGHT = 0.5
"""Stop words count half in a text's vector."""


@dataclass(frozen=True, slots=True)
class Bag:
    """n texts over a vocabulary of w words.

    Attributes:
        rows: the words of each text, in order, as positions in the vocabulary.
        vocabulary: the words in lower case; one that is written in two ways stands twice.
        counts: sparse matrix, shape (n, w).
        sums: sum of the vectors of each text's words, shape (n, 256).
    """

    rows: list[list[int]]
    vocabulary: list[str]
    counts: Any
    sums: Vectors

    @property
    def vectors(self) -> Vectors:
        """Return the texts' unit vectors, shape (n, 256); zero for a text without words."""
        return normalise(self.sums)

    def add(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the sum over each text's words of `values`, one value a word of the vocabulary; shape (n,)."""
        return np.asarray(self.counts @ values, dtype=np.float64)


def words(text: str) -> list[str]:
    """Return the words of the first `MAX_CHARS` characters of `text`, as written; each CJK character is a word."""
    return _WORD.findall(text, 0, MAX_CHARS)


def bag(texts: Sequence[str]) -> Bag:
    """Return the texts as a bag of words."""
    said = [words(text) for text in texts]
    forms = sorted({word for row in said for word in row})
    place = {word: number for number, word in enumerate(forms)}
    rows = [[place[word] for word in row] for row in said]
    ids = np.fromiter((number for row in rows for number in row), dtype=np.int32)
    ends = np.cumsum([0, *(len(row) for row in rows)])
    counts = sparse.csr_array((np.ones(len(ids), dtype=np.float32), ids, ends), shape=(len(rows), len(forms)))
    vocabulary = [word.lower() for word in forms]
    weight = np.array([_STOP_WEIGHT if word in STOP else 1.0 for word in vocabulary], dtype=np.float32)
    sums = np.asarray(counts @ (pool(forms)[0] * weight[:, None]), dtype=np.float32)
    return Bag(rows, vocabulary, counts, sums)
