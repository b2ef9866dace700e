"""The project's own model: a small cross-encoder that reads a target or a statement together with a comment.

MiniLM-L6 (Wang et al. 2020), fine-tuned to say favor, against or none; 8-bit ONNX, 24 MB, beside this file with its model card. It reads
each comment with the debate's target, and with the nearest statement of each side.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from polarize.stance.debate import Debate
from polarize.stance.embed import embed
from polarize.stance.onnx_pairs import PairModel

Floats = npt.NDArray[np.float64]

FOLDER: Final = Path(__file__).parent / "model"
MAX_TOKENS: Final = 96
MAX_CHARS: Final = 4_000
"""Of a longer comment the first and the last half of this many characters are read."""
PIECE: Final = 20
"""A long comment is cut into pieces of so many words or more."""
MAX_PIECES: Final = 12
"""Of a longer comment the pieces beyond this number are read with the whole of it alone."""
_FLOOR: Final = 0.02
"""Added to the probabilities before their logarithm, so that no single reading is worth more than all others."""
_FAINT: Final = 0.1
"""Pieces that all take no side count as much as one that takes one with this probability."""

_SENTENCE_END: Final = re.compile(r"(?<=[.!?]) ")
_URL: Final = re.compile(r"https?://\S+|www\.\S+")
_USER: Final = re.compile(r"@\w+")
_HASHTAG: Final = re.compile(r"#(\w+)")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|_")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of n comments; arrays of length n.

    Attributes:
        target: log odds of favor against against, towards the target.
        target_none: probability that the comment takes no side towards the target.
        sides: the same log odds from the nearest statement of each side; 0 where they were not read.
        sides_none: mean probability that it takes none towards these statements.
    """

    target: Floats
    target_none: Floats
    sides: Floats
    sides_none: Floats


def read(texts: Sequence[str], debate: Debate, statements: bool = True, closely: bool = True) -> Reading:
    """Read comments under articles of one debate.

    Args:
        texts: n comments.
        debate: the debate.
        statements: whether to read each with a statement of each side, too: three times the time.
        closely: whether to read long comments piece by piece, too: twice the time.
    """
    said = [prepare(text) for text in texts]
    target, none = towards(debate.target, said, closely)
    if not statements:
        return Reading(target, none, np.zeros(len(said)), none)
    near_favor, near_against = nearest(said, debate)
    favor = probabilities([debate.favor.statements[number] for number in near_favor], said)
    against = probabilities([debate.against.statements[number] for number in near_against], said)
    return Reading(target, none, (odds(favor) - odds(against)) / 2, (favor[:, 2] + against[:, 2]) / 2)


def towards(target: str, said: Sequence[str], closely: bool) -> tuple[Floats, Floats]:
    """Return the log odds of favor against against towards the target, and the probability of none, for n prepared comments.

    A comment of two pieces or more is read whole and piece by piece, if `closely`: what a piece says counts by its probability of
    taking a side. A long comment tells its side in one sentence and the rest of its words elsewhere, and the whole of it may not fit
    (docs/stance.md has the figures).
    """
    whole = probabilities([target] * len(said), said)
    side, none = odds(whole), whole[:, 2]
    cut = [(place, piece) for place, text in enumerate(said) for piece in (pieces(text) if closely else ())]
    if not cut:
        return side, none
    owner = np.array([place for place, _ in cut], dtype=np.int64)
    parts = probabilities([target] * len(cut), [piece for _, piece in cut])
    weight, n = 1 - parts[:, 2], len(said)
    several = np.bincount(owner, minlength=n) > 0
    told = np.bincount(owner, odds(parts) * weight, n) / np.maximum(np.bincount(owner, weight, n), _FAINT)
    quiet = np.bincount(owner, parts[:, 2], n) / np.maximum(np.bincount(owner, minlength=n), 1)
    return np.where(several, (told + side / 2) / 1.5, side), np.where(several, (none + quiet) / 2, none)


def pieces(said: str) -> list[str]:
    """Return the pieces of a prepared comment: sentences, joined until they have `PIECE` words; none of a comment that is one piece."""
    found: list[str] = []
    words = PIECE
    for sentence in _SENTENCE_END.split(said):
        if words >= PIECE:
            found.append(sentence)
            words = 0
        else:
            found[-1] += f" {sentence}"
        words += sentence.count(" ") + 1
    if len(found) > 1 and words < PIECE / 2:
        last = found.pop()
        found[-1] += f" {last}"
    return found[:MAX_PIECES] if len(found) > 1 else []


def nearest(said: Sequence[str], debate: Debate) -> tuple[list[int], list[int]]:
    """Return for each comment the place of the nearest statement of favor and of against, by static embeddings."""
    vectors = embed(said)
    found = [np.argmax(np.round(vectors @ embed(side.statements).T, 5), axis=1).tolist() for side in (debate.favor, debate.against)]
    return found[0], found[1]


def probabilities(first: Sequence[str], said: Sequence[str]) -> Floats:
    """Return the probabilities of favor, against and none for each pair, shape (n, 3); `said` is prepared."""
    logits = _model().logits(first, said, MAX_TOKENS).astype(np.float64)
    raised = np.exp(logits - logits.max(axis=1, keepdims=True)) if len(logits) else np.zeros((0, 3))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)


def odds(found: Floats) -> Floats:
    """Return the log odds of favor against against, at most about 4 either way."""
    return np.asarray(np.log(found[:, 0] + _FLOOR) - np.log(found[:, 1] + _FLOOR), dtype=np.float64)


@functools.cache
def _model() -> PairModel:
    """Return the model, loaded once."""
    return PairModel.load(FOLDER)


def prepare(text: str) -> str:
    """Return a comment as the model reads it: no addresses, @names alike, #HashTags cut into their words."""
    if len(text) > MAX_CHARS:
        text = f"{text[: MAX_CHARS // 2]} {text[-MAX_CHARS // 2 :]}"
    text = _URL.sub(" ", text)
    text = _USER.sub("@user", text)
    text = _HASHTAG.sub(lambda found: "# " + _HUMP.sub(" ", found[1]), text)
    return " ".join(text.split())
