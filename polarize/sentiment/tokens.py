"""From texts to words: many texts as one array of bytes, and each word in it as the number that the vocabulary gives it.

VADER splits at white space, describes emoji, and strips punctuation unless that would leave two characters or fewer. All of it is done
here on whole arrays; a text costs no Python step of its own.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Final

import numpy as np

from polarize.sentiment.lexicon import EMOJI, NOT_INSIDE, SPACE, STRANGE, Array, Vocabulary

_MARGIN: Final = b" " * 16
"""White space around the bytes, so that eight of them can be read from any place."""
_PUNCTUATION: Final = np.array([chr(byte) in string.punctuation for byte in range(256)])
_FOLDED: Final = bytes(
    ord(" ") if chr(byte).isspace() and byte < 0x80 else ord(chr(byte).lower()) if byte < 0x80 else byte for byte in [0xFF, *range(1, 256)]
)
"""ASCII in lower case, white space as spaces, and NUL as a byte that UTF-8 has not: a word's bytes as an integer then tell its length."""
_ROUNDS: Final = 4
"""Punctuation marks that are stripped from all words at once; what is left then is done one word at a time."""


@dataclass(slots=True)
class Bytes:
    """UTF-8 of texts in a row, with a space between any two and a margin at both ends.

    Attributes:
        data: the bytes; `raw` is the same as an array.
        starts: place of each text's first byte, and one past the last text.
    """

    data: bytes
    raw: Array
    starts: Array

    def text(self, row: int) -> str:
        """Return one text, its emoji described."""
        return self.data[self.starts[row] : self.starts[row + 1] - 1].decode()

    def rows(self, places: Array) -> Array:
        """Return the text in which each place is."""
        return np.searchsorted(self.starts, places, side="right") - 1


@dataclass(slots=True)
class Tokens:
    """The words of some texts.

    Attributes:
        bytes: the texts, emoji described.
        starts, ends: place of each word in the bytes, punctuation stripped.
        words: number of each word in the vocabulary, 0 for others; three zeros before the first and after the last.
        first: number of each text's first word, and one past the last.
        row: text of each word.
        exclamations, questions: how many of these marks are in each text.
        strange: texts with a character that only Python puts in lower case correctly.
    """

    bytes: Bytes
    starts: Array
    ends: Array
    words: Array
    first: Array
    row: Array
    exclamations: Array
    questions: Array
    strange: Array


def joined(texts: bytes, sizes: Array) -> Bytes:
    """Return texts that stand in a row with a space between any two as `Bytes`; `sizes` has the bytes of each."""
    data = _MARGIN + texts + _MARGIN
    starts = np.full(len(sizes) + 1, len(_MARGIN))
    starts[1:] += np.cumsum(sizes + 1)
    return Bytes(data, np.frombuffer(data, np.uint8), starts)


def tokens(texts: Bytes, vocabulary: Vocabulary) -> Tokens:
    """Split texts into words."""
    texts, spaces, strange = _beyond_ascii(texts, vocabulary)
    raw = texts.raw
    folded = np.frombuffer(texts.data.translate(_FOLDED), np.uint8)
    space = folded == ord(" ")
    space[spaces] = True
    edges = np.flatnonzero(space[1:] != space[:-1])
    edges += 1
    starts, ends = edges[0::2], edges[1::2]
    marks = np.flatnonzero((raw == ord("!")) | (raw == ord("?")) | (raw == ord("'")))
    signs = raw[marks]
    contracted = _contracted(folded, starts, marks[signs == ord("'")])
    starts, ends = _stripped(folded, starts, ends, vocabulary.ascii_only)
    words = np.zeros(len(starts) + 6, vocabulary.kind)
    inner = words[3:-3]
    inner[:] = _numbers(folded, starts, ends, vocabulary)
    inner[contracted[inner[contracted] == 0]] = vocabulary.number[NOT_INSIDE]
    first = np.searchsorted(starts, texts.starts)
    exclamations, questions = (np.bincount(texts.rows(marks[signs == ord(sign)]), minlength=len(first) - 1) for sign in "!?")
    row = np.repeat(np.arange(len(first) - 1), np.diff(first))
    return Tokens(texts, starts, ends, words, first, row, exclamations, questions, strange)


def _beyond_ascii(texts: Bytes, vocabulary: Vocabulary) -> tuple[Bytes, Array, Array]:
    """Return the bytes with emoji described, the places of white space beyond ASCII, and the texts with strange characters."""
    places, points, kinds = _characters(texts.raw, vocabulary)
    emoji = kinds == EMOJI
    if emoji.any():
        texts, growth = _described(texts, places[emoji], points[emoji], vocabulary)
        places, points, kinds = places[~emoji] + growth[np.cumsum(emoji)[~emoji]], points[~emoji], kinds[~emoji]
    blank, broad = places[kinds == SPACE], points[kinds == SPACE] >= 0x800
    spaces = np.concatenate([blank, blank + 1, blank[broad] + 2])
    return texts, spaces, np.unique(texts.rows(places[kinds == STRANGE]))


def _characters(raw: Array, vocabulary: Vocabulary) -> tuple[Array, Array, Array]:
    """Return place, code point and kind of each character beyond ASCII that is of a kind."""
    places = np.flatnonzero(raw >= 0xC2)
    lead = raw[places].astype(np.int32)
    second, third, fourth = (raw[places + step].astype(np.int32) & 0x3F for step in (1, 2, 3))
    two = (lead & 0x1F) << 6 | second
    three = (lead & 0x0F) << 12 | second << 6 | third
    four = (lead & 0x07) << 18 | second << 12 | third << 6 | fourth
    points = np.where(lead < 0xE0, two, np.where(lead < 0xF0, three, four))
    kinds = vocabulary.kinds.take(points)
    known = np.flatnonzero(kinds)
    return places[known], points[known], kinds[known]


def _described(texts: Bytes, places: Array, points: Array, vocabulary: Vocabulary) -> tuple[Bytes, Array]:
    """Put descriptions in the place of emoji; return also by how many bytes the text has grown after each of them."""
    data = texts.data
    width = np.where(points > 0xFFFF, 4, np.where(points > 0x7FF, 3, 2))
    new = [vocabulary.descriptions[point] for point in points.tolist()]
    kept = [data[start:end] for start, end in zip([0, *(places + width).tolist()], places.tolist(), strict=False)]
    rest = data[places[-1] + width[-1] :]
    data = b"".join([part for pair in zip(kept, new, strict=True) for part in pair]) + rest
    growth = np.concatenate([[0], np.cumsum(np.array([len(one) for one in new]) - width)])
    starts = texts.starts + growth[np.searchsorted(places, texts.starts)]
    return Bytes(data, np.frombuffer(data, np.uint8), starts), growth


def _contracted(folded: Array, starts: Array, marks: Array) -> Array:
    """Return the words with n't in them; `marks` are the places of the apostrophes."""
    marks = marks[(folded[marks - 1] == ord("n")) & (folded[marks + 1] == ord("t"))]
    return np.searchsorted(starts, marks, side="right") - 1


def _stripped(folded: Array, starts: Array, ends: Array, ascii_only: bool) -> tuple[Array, Array]:
    """Strip punctuation from both ends of each word, unless two characters or fewer would be left."""
    left, right = starts.copy(), ends.copy()
    changed = np.concatenate([_strip_start(folded, left, right), _strip_end(folded, left, right)])
    short = right[changed] - left[changed] <= 2
    if not ascii_only:
        letters = np.concatenate([[0], np.cumsum((folded & 0xC0) != 0x80)])
        short = letters[right[changed]] - letters[left[changed]] <= 2
    kept = changed[short]
    left[kept], right[kept] = starts[kept], ends[kept]
    return left, right


def _marks(signs: Array) -> Array:
    """Return the places of punctuation among bytes that most often are letters."""
    others = np.flatnonzero((signs - ord("a")) >= 26)
    marks: Array = others[_PUNCTUATION.take(signs.take(others))]
    return marks


def _strip_start(folded: Array, left: Array, right: Array) -> Array:
    """Move the start of each word past punctuation; return the words that have some."""
    stripped = at = _marks(folded.take(left))
    for _ in range(_ROUNDS):
        left[at] += 1
        at = at[left[at] < right[at]]
        at = at[_PUNCTUATION.take(folded.take(left[at]))]
    for word in at.tolist():
        rest = folded[left[word] : right[word]].tobytes()
        left[word] += len(rest) - len(rest.lstrip(_ASCII_MARKS))
    return stripped


def _strip_end(folded: Array, left: Array, right: Array) -> Array:
    """Move the end of each word before punctuation; return the words that have some."""
    at = _marks(folded.take(right - 1))
    stripped = at = at[left[at] < right[at]]
    for _ in range(_ROUNDS):
        right[at] -= 1
        at = at[left[at] < right[at]]
        at = at[_PUNCTUATION.take(folded.take(right[at] - 1))]
    for word in at.tolist():
        rest = folded[left[word] : right[word]].tobytes()
        right[word] -= len(rest) - len(rest.rstrip(_ASCII_MARKS))
    return stripped


_ASCII_MARKS: Final = string.punctuation.encode()


def eight(data: Array, places: Array) -> Array:
    """Return the eight bytes from each place on as one little-endian integer."""
    view: Array = np.ndarray((len(data) - 7,), "<u8", data, 0, (1,))
    return view[places]


def last_eight(data: Array, ends: Array, size: Array) -> Array:
    """Return the last eight bytes of words as integers; of a shorter word its bytes alone."""
    beside = np.maximum(8 - size, 0)
    beside <<= 3
    last = eight(data, ends - 8)
    last >>= beside.view(np.uint64)
    return last


def _numbers(folded: Array, starts: Array, ends: Array, vocabulary: Vocabulary) -> Array:
    """Return the number of each word in the vocabulary."""
    size = ends - starts
    long = np.flatnonzero(size > 8)
    head = eight(folded, starts[long])
    numbers = vocabulary.find(last_eight(folded, ends, size), head, long)
    for word in vocabulary.unsure(numbers, head, long, size).tolist():
        numbers[word] = vocabulary.number_of_bytes.get(folded[starts[word] : ends[word]].tobytes(), 0)
    return numbers
