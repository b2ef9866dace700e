"""Static sentence embeddings: the mean of one fixed vector per token, from files that the package wordllama brings along.

The 32,000 x 256 table (wordllama l2_supercat_256, MIT licence) is read straight from the installed package: nothing is downloaded,
and wordllama itself is not imported.
"""

from __future__ import annotations

import functools
import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, filterfalse
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from polarize.errors import PolarizeError

Vectors = npt.NDArray[np.float32]
DIMENSIONS = 256
MAX_CHARS = 20_000
"""Only the first 20,000 characters of a text count, so that no text has more than some ten thousand tokens."""
MAX_WORD_CHARS = 200
"""Of a run without white space longer than this only the start counts."""
_CACHE_WORDS = 50_000
"""Words kept in memory, about a fifth of a KB each."""
_IN_A_ROW = 50
"""So many words go through the tokenizer at once."""
_MARK = "▁"
"""What the tokenizer puts before each word."""


def embed(texts: Sequence[str]) -> Vectors:
    """Return one unit vector a text, shape (len(texts), 256), float32; the zero vector for a text without a token.

    A text's vector is the mean of its tokens' vectors, scaled to length 1. White space is only a separator. Of each text the first
    `MAX_CHARS` characters count. The same text gives the same vector, whatever stands beside it.
    """
    rows = [text[:MAX_CHARS].split() for text in texts]
    words = list(dict.fromkeys(word for row in rows for word in row))
    place = {word: number for number, word in enumerate(words)}
    ids = np.fromiter((place[word] for row in rows for word in row), dtype=np.int32)
    ends = np.cumsum([0, *(len(row) for row in rows)])
    counts = sparse.csr_array((np.ones(len(ids), dtype=np.float32), ids, ends), shape=(len(rows), len(words)))
    return normalise(np.asarray(counts @ word_sums(words), dtype=np.float32).reshape(len(rows), DIMENSIONS))


def word_sums(words: Sequence[str]) -> Vectors:
    """Return for each word (without white space) the sum of its tokens' vectors, shape (len(words), 256).

    The tokenizer never joins two words, so that each word is looked up once and its tokens remembered: ten times as fast as text by
    text. Of a word longer than `MAX_WORD_CHARS` only the start counts.
    """
    if len(_known().places) > _CACHE_WORDS:
        _known.cache_clear()
    known, table = _known(), _table()
    if new := list(dict.fromkeys(filterfalse(known.places.__contains__, words))):
        _remember(known, new)
    places = np.fromiter(map(known.places.__getitem__, words), dtype=np.int64, count=len(words))
    sizes = known.ends[places + 1] - known.ends[places]
    ends = np.cumsum(np.append(0, sizes))
    tokens = known.tokens[np.arange(ends[-1]) + np.repeat(known.ends[places] - ends[:-1], sizes)]
    # Tokens that occur, and no more of the table than these: it is kept at half the width of what is added up.
    occurs = np.bincount(tokens, minlength=len(table)) > 0
    ids = (np.cumsum(occurs) - 1)[tokens]
    counts = sparse.csr_array((np.ones(len(ids), dtype=np.float32), ids, ends), shape=(len(words), int(occurs.sum())))
    return np.asarray(counts @ table[occurs].astype(np.float32), dtype=np.float32)


def normalise(vectors: Vectors) -> Vectors:
    """Return the rows of `vectors` scaled to length 1; zero rows stay zero."""
    lengths = np.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
    return np.asarray(vectors / np.where(lengths > 1e-12, lengths, np.float32(np.inf)), dtype=np.float32)


@dataclass(slots=True)
class _Known:
    """Words and their tokens.

    Attributes:
        places: the number of each word.
        tokens: the tokens of all words, one word after the other.
        ends: where the tokens of each word begin in `tokens`, and where the last one's end.
    """

    places: dict[str, int]
    tokens: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int64]


def _remember(known: _Known, words: list[str]) -> None:
    """Put the tokens of new words, from the tokenizer, into the memory.

    Words go through it many in a row, which takes a third of the time, and are told apart by the mark that it puts before each. A word
    in which the mark or the name of a token may stand goes alone.
    """
    usual = [word for word in words if word and _MARK not in word and "<" not in word]
    alone = [word for word in words if not word or _MARK in word or "<" in word]
    in_a_row = [" ".join(_cut(usual[at : at + _IN_A_ROW])) for at in range(0, len(usual), _IN_A_ROW)]
    tokens = np.fromiter(chain.from_iterable(_encoded(in_a_row)), dtype=np.int32)
    rows = _encoded(_cut(alone))
    sizes = [*np.diff(np.flatnonzero(_begin()[tokens]), append=len(tokens)).tolist(), *map(len, rows)]
    first = len(known.places)
    known.places.update(zip([*usual, *alone], range(first, first + len(sizes)), strict=True))
    known.tokens = np.concatenate([known.tokens, tokens, *(np.array(row, dtype=np.int32) for row in rows)])
    known.ends = np.append(known.ends, known.ends[-1] + np.cumsum(sizes, dtype=np.int64))


def _cut(words: list[str]) -> list[str]:
    """Return of each word the start that counts."""
    return [word[:MAX_WORD_CHARS] for word in words]


def _encoded(texts: list[str]) -> list[list[int]]:
    """Return the tokens of each text."""
    encodings = _tokenizer().encode_batch_fast([_encodable(text) for text in texts], add_special_tokens=False)
    return [encoding.ids for encoding in encodings]


def _encodable(text: str) -> str:
    """Return the text with lone surrogates, which no tokenizer takes, replaced."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


@functools.cache
def _known() -> _Known:
    """Return the memory of words."""
    return _Known({}, np.zeros(0, dtype=np.int32), np.zeros(1, dtype=np.int64))


@functools.cache
def _begin() -> npt.NDArray[np.bool_]:
    """Return of each token whether it begins a word."""
    begin = np.zeros(len(_table()), dtype=np.bool_)
    begin[[number for token, number in _tokenizer().get_vocab().items() if token.startswith(_MARK)]] = True
    return begin


@functools.cache
def _table() -> npt.NDArray[np.float16 | np.float32]:
    """Return the token vectors as the file has them, shape (32000, 256)."""
    from safetensors.numpy import load_file

    return np.ascontiguousarray(load_file(_bundled("weights", "l2_supercat_256.safetensors"))["embedding.weight"])


@functools.cache
def _tokenizer() -> Any:
    """Return the tokenizer, on one thread: threads after a fork would only draw a warning, and the words are few."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_bundled("tokenizers", "l2_supercat_tokenizer_config.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _bundled(folder: str, name: str) -> Path:
    """Return the path of a file inside the installed package wordllama, without importing it."""
    spec = importlib.util.find_spec("wordllama")
    path = Path(spec.origin).parent / folder / name if spec and spec.origin else Path(name)
    if not path.is_file():
        raise PolarizeError(f"the file {name} of wordllama is missing. Install it again with: pip install --force-reinstall wordllama")
    return path
