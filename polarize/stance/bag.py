"""Texts as bags of words: which word stands how often in which text, and the texts' vectors from their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from polarize.stance.embed import MAX_CHARS, Vectors, normalise, word_sums
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
        word_vectors: vector of each word, stop words at half their length, shape (w, 256).
    """

    rows: list[list[int]]
    vocabulary: list[str]
    counts: Any
    word_vectors: Vectors

    def sums(self, muted: frozenset[str] = frozenset()) -> Vectors:
        """Return the sum of the vectors of each text's words, without those whose `stem` is in `muted`; shape (n, 256)."""
        vectors = self.word_vectors
        if muted:
            vectors = vectors * np.array([stem(word) not in muted for word in self.vocabulary], dtype=np.float32)[:, None]
        return np.asarray(self.counts @ vectors, dtype=np.float32)

    def vectors(self, muted: frozenset[str] = frozenset()) -> Vectors:
        """Return the texts' unit vectors, shape (n, 256); zero for a text without words. See `sums`."""
        return normalise(self.sums(muted))

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
    return Bag(rows, vocabulary, counts, word_sums(forms) * weight[:, None])


def stem(word: str) -> str:
    """Return a word in lower case without 's and without the s of a plural."""
    word = word.removesuffix("'s")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
