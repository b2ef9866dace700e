"""Texts as bags of words: which word stands how often in which text, and the texts' vectors from their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from polarize.stance.embed import MAX_CHARS, Vectors, normalise, word_sums
from polarize.stance.lexicon import word_list

STOP: Final = frozenset(word_list("stop"))
_WORD = re.compile(r"[぀-ヿ㐀-鿿가-힯]|[^\W_]+(?:'[^\W_]+)?")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)?")
"""The same in an ASCII text, found in two thirds of the time."""
_STOP_WEIGHT = 0.5
"""Stop words count half in a text's vector."""


@dataclass(frozen=True, slots=True)
class Bag:
    """n texts over a vocabulary of w words.

    Attributes:
        ids: the words of all texts, one after the other, as positions in the vocabulary.
        ends: where the words of each text begin in `ids`, and where the last one's end; length n + 1.
        forms: the vocabulary: words as written.
        vocabulary: the same in lower case; one that is written in two ways stands twice.
        counts: sparse matrix, shape (n, w).
        word_vectors: vector of each word, stop words at half their length, shape (w, 256).
    """

    ids: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int64]
    forms: list[str]
    vocabulary: list[str]
    counts: Any
    word_vectors: Vectors

    @property
    def owner(self) -> npt.NDArray[np.int64]:
        """Return which text each of `ids` stands in."""
        return np.repeat(np.arange(len(self.ends) - 1, dtype=np.int64), np.diff(self.ends))

    def sums(self) -> Vectors:
        """Return the sum of the vectors of each text's words, shape (n, 256)."""
        return np.asarray(self.counts @ self.word_vectors, dtype=np.float32)

    def without(self, muted: frozenset[str], sums: Vectors) -> Vectors:
        """Return `sums` as they are without the words whose `stem` is in `muted`."""
        if not muted:
            return sums
        out = np.array([stem(word) in muted for word in self.vocabulary], dtype=np.bool_)
        rows = np.unique(self.owner[out[self.ids]])
        if not len(rows):
            return sums
        rest = self.counts[rows]
        rest.data = np.where(out[rest.indices], np.float32(0), rest.data)
        changed = sums.copy()
        changed[rows] = rest @ self.word_vectors
        return changed

    def vectors(self, muted: frozenset[str] = frozenset()) -> Vectors:
        """Return the texts' unit vectors, shape (n, 256), without the words in `muted`; zero for a text without words."""
        return normalise(self.without(muted, self.sums()))

    def add(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the sum over each text's words of `values`, one value a word of the vocabulary; shape (n,)."""
        return np.asarray(self.counts @ values, dtype=np.float64)


def words(text: str) -> list[str]:
    """Return the words of the first `MAX_CHARS` characters of `text`, as written; each CJK character is a word."""
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text, 0, MAX_CHARS)


def bag(texts: Sequence[str]) -> Bag:
    """Return the texts as a bag of words."""
    flat: list[str] = []
    ends = [0]
    for text in texts:
        flat += words(text)
        ends.append(len(flat))
    place: defaultdict[str, int] = defaultdict(count().__next__)
    ids = np.fromiter(map(place.__getitem__, flat), dtype=np.int32, count=len(flat))
    forms = list(place)
    counts = sparse.csr_array((np.ones(len(ids), dtype=np.float32), ids, ends), shape=(len(texts), len(forms)))
    vocabulary = list(map(str.lower, forms))
    weight = np.where(among(vocabulary, STOP), np.float32(_STOP_WEIGHT), np.float32(1))
    vectors = word_sums(forms)
    vectors *= weight[:, None]
    return Bag(ids, np.array(ends, dtype=np.int64), forms, vocabulary, counts, vectors)


def among(vocabulary: Sequence[str], wanted: frozenset[str]) -> npt.NDArray[np.bool_]:
    """Return of each word whether it is one of `wanted`."""
    return np.fromiter(map(wanted.__contains__, vocabulary), dtype=np.bool_, count=len(vocabulary))


def stem(word: str) -> str:
    """Return a word in lower case without 's and without the s of a plural."""
    word = word.removesuffix("'s")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
