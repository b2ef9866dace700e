"""py3langid on many texts at once: the same model, the same scores, all texts walked byte by byte side by side.

py3langid is a port of langid.py (Lui and Baldwin, ACL 2012): an automaton finds byte sequences, and naive Bayes weighs them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

Array = npt.NDArray[Any]

LANGUAGES: Final = tuple(
    "en de fr es it pt nl zh ja ko ru uk ar fa he hi tr pl cs sk hu ro bg hr sr sl el sv da no fi et lv lt id vi th ca".split()  # noqa: SIM905
)
"""What is told apart; a classifier with 140 languages takes too much informal English for Pidgin or Latin."""
_TOGETHER: Final = 2_000
"""Texts that are classified together, which bounds the memory."""
_WORTH: Final = 24
"""With fewer texts still being walked, a step of the array takes longer than a loop over them."""


class Model(NamedTuple):
    """The automaton (next state by row and byte, row by state, feature by state) and the weights of features by language.

    `plain` is the automaton once more, in sequences that Python reads item by item faster than arrays.
    """

    following: Array
    row: Array
    feature: Array
    weights: Array
    prior: Array
    languages: tuple[str, ...]
    plain: tuple[Any, Any, Any]


def classify(texts: Sequence[str]) -> list[tuple[str, float]]:
    """Return the likeliest language of each text and its probability, 0 to 1."""
    distinct = sorted(set(texts), key=lambda text: (-len(text), text))
    known: dict[str, tuple[str, float]] = {}
    for start in range(0, len(distinct), _TOGETHER):
        part = distinct[start : start + _TOGETHER]
        known.update(zip(part, _classified(part), strict=True))
    return [known[text] for text in texts]


def _classified(texts: list[str]) -> list[tuple[str, float]]:
    model = _model()
    encoded = [_encoded(text) for text in texts]
    size = np.array([len(text) for text in encoded])
    rows, features = _features(encoded, size, model)
    ones = np.ones(len(rows), np.float32)
    counted = sparse.csr_matrix((ones, (rows, features)), shape=(len(texts), len(model.weights)))
    counted.sum_duplicates()
    counted.data = np.log1p(counted.data)
    scores = np.asarray(counted @ model.weights)
    scores[np.diff(counted.indptr) > 0] += model.prior
    # The root of the length keeps the probabilities comparable between short and long texts, as py3langid has it.
    scores /= np.sqrt(np.maximum(size, 1))[:, None]
    scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    scores /= scores.sum(axis=1, keepdims=True)
    names = list(dict.fromkeys(model.languages))
    merged = np.column_stack([scores[:, [one == name for one in model.languages]].sum(axis=1) for name in names])
    best = merged.argmax(axis=1)
    return [(names[one], float(share)) for one, share in zip(best.tolist(), merged.max(axis=1), strict=True)]


def _encoded(text: str) -> bytes:
    return unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", errors="surrogatepass")


def _features(texts: list[bytes], size: Array, model: Model) -> tuple[Array, Array]:
    """Walk the automaton over all texts; return the text and the number of each feature that is met."""
    order = np.argsort(-size, kind="stable")
    data = np.frombuffer(b"".join(texts) or b" ", np.uint8)
    place = (np.cumsum(size) - size)[order]
    state = np.zeros(len(texts), np.int64)
    found: list[tuple[Array, Array]] = []
    lengths = size[order]
    longest = int(lengths[_WORTH]) if len(texts) > _WORTH else 0
    alive = len(texts) - np.searchsorted(lengths[::-1], np.arange(longest), side="right")
    for step, count in enumerate(alive.tolist()):
        state = model.following.take((model.row.take(state[:count]) << 8) + data.take(place[:count] + step))
        feature = model.feature.take(state)
        met = np.flatnonzero(feature >= 0)
        found.append((order[met], feature[met]))
    for rank in range(min(len(texts), _WORTH)):
        text = texts[order[rank]][longest:]
        features = _walk(text, int(state[rank]) if longest else 0, model)
        found.append((np.full(len(features), order[rank]), np.array(features, np.int64)))
    return np.concatenate([rows for rows, _ in found]), np.concatenate([features for _, features in found])


def _walk(text: bytes, state: int, model: Model) -> list[int]:
    """Return the features in one text."""
    following, row, feature = model.plain
    met = []
    for byte in text:
        state = following[(row[state] << 8) + byte]
        if feature[state] >= 0:
            met.append(feature[state])
    return met


@cache
def _model() -> Model:
    from py3langid import langid  # loads for long, and many runs can do without

    # Not kept beyond this function: it holds 40 MB more, most of it the weights of languages that are not told apart.
    known = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    known.set_languages(list(LANGUAGES))
    return Model(
        np.frombuffer(known.tk_nextmove, np.dtype(known.tk_nextmove.typecode)),
        np.frombuffer(known.tk_row, np.dtype(known.tk_row.typecode)).astype(np.int64),
        np.array(known.tk_output, np.int64),
        np.asarray(known.nb_ptc, np.float32),
        np.asarray(known.nb_pc, np.float32),
        tuple(known.nb_classes),
        (known.tk_nextmove, known.tk_row, known.tk_output),
    )
