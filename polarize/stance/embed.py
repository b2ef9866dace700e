"""Static sentence embeddings: the mean of one fixed vector per token, from files that the package wordllama brings along.

The 32,000 x 256 table (wordllama l2_supercat_256, MIT licence) is read straight from the installed package: nothing is downloaded,
and wordllama itself is not imported.
"""

from __future__ import annotations

import functools
import importlib.util
import os
from collections.abc import Sequence
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
_CACHE_WORDS = 200_000


def embed(texts: Sequence[str]) -> Vectors:
    """Return one unit vector a text, shape (len(texts), 256), float32; the zero vector for a text without a token.

    A text's vector is the mean of its tokens' vectors, scaled to length 1. White space is only a separator. Of each text the first
    `MAX_CHARS` characters count. The same text gives the same vector, whatever stands beside it.
    """
    sums, _ = pool(texts)
    return normalise(sums)


def pool(texts: Sequence[str]) -> tuple[Vectors, npt.NDArray[np.int64]]:
    """Return the sum of each text's token vectors, shape (len(texts), 256), and its number of tokens, shape (len(texts),)."""
    table = _table()
    ids, ends = _token_ids(texts)
    pointers = np.concatenate(([0], ends))
    ones = np.ones(len(ids), dtype=np.float32)
    counts = sparse.csr_array((ones, ids, pointers), shape=(len(texts), table.shape[0]))
    sums: Vectors = np.asarray(counts @ table, dtype=np.float32).reshape(len(texts), DIMENSIONS)
    return sums, np.diff(pointers)


def normalise(vectors: Vectors) -> Vectors:
    """Return the rows of `vectors` scaled to length 1; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-12), dtype=np.float32)


def _token_ids(texts: Sequence[str]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Return the token ids of all texts in one array, and where each text ends in it.

    The tokenizer never joins two words, so that each word is tokenised once and remembered: ten times as fast as text by text.
    """
    cache = _word_cache()
    if len(cache) > _CACHE_WORDS:
        cache.clear()
    words = [[word[:MAX_WORD_CHARS] for word in text[:MAX_CHARS].split()] for text in texts]
    unknown = sorted({word for row in words for word in row if word not in cache})
    if unknown:
        for word, encoding in zip(unknown, _tokenizer().encode_batch_fast(unknown, add_special_tokens=False), strict=True):
            cache[word] = encoding.ids
    rows = [[token for word in row for token in cache[word]] for row in words]
    ends = np.cumsum([len(row) for row in rows], dtype=np.int64) if rows else np.zeros(0, dtype=np.int64)
    return np.fromiter((token for row in rows for token in row), dtype=np.int32), ends


@functools.cache
def _word_cache() -> dict[str, list[int]]:
    """Return the memory of words already tokenised."""
    return {}


@functools.cache
def _table() -> Vectors:
    """Return the token vectors, shape (32000, 256)."""
    from safetensors.numpy import load_file

    return np.ascontiguousarray(load_file(_bundled("weights", "l2_supercat_256.safetensors"))["embedding.weight"], dtype=np.float32)


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
