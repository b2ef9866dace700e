"""VADER's word lists as tables that numpy can look things up in, with a user's own words added.

Ratings, boosters, negations, idioms and emoji descriptions are those of vaderSentiment 3.3.2, read from the installed package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from vaderSentiment import vaderSentiment as reference  # noqa: N813

from polarize.errors import ConfigError
from polarize.sentiment._replay import Replay, is_negation

Array = npt.NDArray[Any]

NOT_INSIDE: Final = "n't"
"""Any word that has this inside negates. It stands in the vocabulary for all such words that are not listed themselves."""
EMOJI, SPACE, STRANGE = 1, 2, 3
"""Kinds of characters beyond ASCII, see `Vocabulary.kinds`."""
RATED, MODIFIES = np.uint8(1), np.uint8(2)
"""Bits of `Vocabulary.part`."""
_GRAMMAR: Final = "no or nor never so this without doubt least at very but kind of".split()  # noqa: SIM905
_TOUCHING: Final = ("no", "least", "so", "this", "kind")
"""Words with a rule of their own beside the boosters, negations and phrases; the others of _GRAMMAR do nothing without one of these."""
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SPREAD: Final = np.uint64(0xC2B2AE3D27D4EB4F)
_HIGHEST: Final = 100.0
_MOST: Final = 500_000


@dataclass(frozen=True, slots=True)
class Phrases:
    """Idioms of two or three words: the code of their words, ascending, and what each is worth."""

    codes: Array
    values: Array

    def worth(self, *words: Array) -> tuple[Array, Array]:
        """Return for each place whether the words (arrays of word numbers) are a phrase, and its value (0 where not)."""
        code = encode(*words)
        place = np.minimum(np.searchsorted(self.codes, code), len(self.codes) - 1)
        found = self.codes[place] == code
        return found, np.where(found, self.values[place], 0.0)


def encode(*words: Array) -> Array:
    """Return one number for two or three word numbers below 2**20."""
    code = words[0].astype(np.int64)
    for word in words[1:]:
        code = (code << 20) | word
    return code


class Vocabulary:
    """Every word that can change a score, by number. Number 0 is any other word.

    Attributes:
        own: the words that a user added.
        replay: the same rules in plain Python, with the same lexicon.
        number: word -> number.
        rating: valence in the lexicon, 0 for a word that is not in it.
        listed: is in the lexicon.
        rated: gets a valence of its own: in the lexicon, and no booster.
        booster: what the word adds to the next rated one; 0 for no booster.
        negates: turns the next rated word around.
        triggers: is the longest word of a phrase, without which there is none.
        modifies: has any part in the rules beyond its rating.
        part: `rated` and `modifies` in bits, see RATED.
        idioms, boosters: phrases.
        kind: integer type that holds every number.
        ascii_only: no word has a character beyond ASCII.
    """

    def __init__(self, own: Mapping[str, float]) -> None:
        self.own = dict(own)
        self.replay = Replay(own)
        for word, valence in own.items():
            _check(word, valence, "lexicon", self.replay)
        lexicon, boosters = self.replay.lexicon, reference.BOOSTER_DICT
        idioms = {key: value for key, value in reference.SPECIAL_CASES.items() if " " in key}
        pairs = {key: value for key, value in boosters.items() if " " in key}
        parts = [word for key in (*idioms, *pairs) for word in key.split()]
        names = dict.fromkeys([NOT_INSIDE, *_GRAMMAR, *parts, *boosters, *reference.NEGATE, *lexicon])
        self.words = ["", *(word for word in names if word == word.lower() and " " not in word)]
        self.number = {word: place for place, word in enumerate(self.words)}
        self.rating = np.array([lexicon.get(word, 0.0) for word in self.words])
        self.listed = np.array([word in lexicon for word in self.words])
        self.booster = np.array([boosters.get(word, 0.0) for word in self.words])
        self.rated = self.listed & (self.booster == 0)
        self.negates = np.array([is_negation(word) for word in self.words])
        triggers = {max(key.split(), key=len) for key in (*idioms, *pairs)}
        self.triggers = np.array([word in triggers for word in self.words])
        self.modifies = self.negates | (self.booster != 0) | self.triggers | np.array([word in _TOUCHING for word in self.words])
        self.part = self.rated * RATED + self.modifies * MODIFIES
        self.idioms, self.boosters = self._phrases(idioms), self._phrases(pairs)
        self.ascii_only = all(map(str.isascii, self.words))
        self._hash()

    def _phrases(self, values: Mapping[str, float]) -> Phrases:
        code = {int(encode(*(np.array(self.number[word]) for word in key.split()))): value for key, value in values.items()}
        codes = sorted(code)
        return Phrases(np.array(codes), np.array([code[one] for one in codes], dtype=float))

    def _hash(self) -> None:
        """Lay out the table that `find` looks words up in: chains of the words that share a slot."""
        encoded = [word.encode() for word in self.words]
        self.number_of_bytes = {key: place for place, key in enumerate(encoded) if key}
        self.size = np.array([len(key) for key in encoded])
        self.head = _first_bytes(encoded)
        self.key = _last_bytes(encoded)
        long = self.size > 8
        self.key[long] = _mixed(self.key[long], self.head[long])
        loud = [_shouted(key, word) for key, word in zip(encoded, self.words, strict=True)]
        self.loud, self.loud_head = _last_bytes(loud), _first_bytes(loud)
        bits = max(16, int(len(encoded) * 8).bit_length())
        self._shift = np.uint64(64 - bits)
        self.kind = np.min_scalar_type(len(encoded))
        self._first, self._next = np.zeros(1 << bits, self.kind), np.zeros(len(encoded), self.kind)
        slots = (self.key[1:] * _MIX) >> self._shift
        order = np.argsort(slots, kind="stable")
        slots, place = slots[order], order + 1
        shared = slots[1:] == slots[:-1]
        self._next[place[1:][shared]] = place[:-1][shared]
        last = np.append(~shared, True)
        self._first[slots[last]] = place[last]

    def find(self, last: Array, head: Array, long: Array) -> Array:
        """Return the number of each word, 0 for those that are not listed.

        Words of up to eight bytes are exact; see `unsure` for the others.

        Args:
            last: the last eight bytes of each folded word as an integer, zero above a shorter word.
            head: the first eight bytes of the words at `long`.
            long: places of the words with more than eight bytes.
        """
        key = last.copy()
        key[long] = _mixed(key[long], head)
        slot = key * _MIX
        slot >>= self._shift
        found: Array = self._first.take(slot.view(np.int64))
        candidates = np.flatnonzero(found != 0)
        while candidates.size:
            candidates = candidates[self.key.take(found.take(candidates)) != key.take(candidates)]
            found[candidates] = self._next[found[candidates]]
            candidates = candidates[found[candidates] != 0]
        return found

    def unsure(self, found: Array, head: Array, long: Array, size: Array) -> Array:
        """Return the places of found words of which not every byte has been compared, or not found to be the same."""
        number, exact = found[long], size[long]
        places: Array = long[(number != 0) & ((exact > 16) | (self.size[number] != exact) | (self.head[number] != head))]
        return places

    @cached_property
    def kinds(self) -> Array:
        """Kind of each code point: EMOJI, SPACE, or STRANGE for one whose lower case the byte tables do not know; 0 for others."""
        kinds = np.zeros(0x110000, np.uint8)
        kinds[[ord(key) for key in self.replay.emojis if len(key) == 1]] = EMOJI
        kinds[[point for point in range(0x80, 0x3001) if chr(point).isspace()]] = SPACE
        # Of all characters beyond ASCII only the Kelvin sign is an ASCII letter in lower case.
        strange = [0x212A] if self.ascii_only else [point for point in range(0x80, 0x20000) if chr(point).lower() != chr(point)]
        kinds[strange] = STRANGE
        return kinds

    @cached_property
    def descriptions(self) -> dict[int, bytes]:
        """Code point -> description, with the space before it that is always allowed: a second space parts no words."""
        return {ord(key): b" " + text.encode() for key, text in self.replay.emojis.items() if len(key) == 1}


def _mixed(last: Array, head: Array) -> Array:
    """Return one integer for words of more than eight bytes, its lowest byte 0: so it is never that of a shorter word."""
    return (last ^ (head * _SPREAD)) & ~np.uint64(0xFF)


def _shouted(key: bytes, word: str) -> bytes:
    """Return the word in capitals as Python's isupper understands them; no bytes when it cannot be."""
    if key.isascii():
        loud = key.upper()
        return loud if loud.isupper() else b""
    encoded = word.upper().encode()
    return encoded if word.upper().isupper() and len(encoded) == len(key) else b""


def _first_bytes(words: list[bytes]) -> Array:
    return np.array([word[:8] for word in words], "S8").view("<u8")


def _last_bytes(words: list[bytes]) -> Array:
    return np.array([word[-8:] for word in words], "S8").view("<u8")


Words = Mapping[str, float] | str | Path | None


def vocabulary(lexicon: Words = None) -> Vocabulary:
    """Return VADER's tables with a user's own words: a mapping, or the path of a lexicon file. The last few are kept."""
    own = read_lexicon(lexicon) if isinstance(lexicon, str | Path) else dict(lexicon or {})
    return _vocabulary(tuple(own.items()))


@lru_cache(maxsize=4)
def _vocabulary(own: tuple[tuple[str, float], ...]) -> Vocabulary:
    return Vocabulary(dict(own))


def read_lexicon(path: str | Path) -> dict[str, float]:
    """Read a lexicon: one word a line, a TAB, its valence (VADER's go from -4 to 4). What follows a second TAB is ignored.

    Raises:
        ConfigError: the file cannot be read, or a line of it is no word with a valence.
    """
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: the lexicon cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the lexicon is not in UTF-8 (byte {error.start + 1}). Save it as UTF-8.") from error
    own: dict[str, float] = {}
    words = Replay({})
    if text.count("\n") > _MOST:
        raise ConfigError(f"{path}: the lexicon has more than {_MOST:,} lines. Keep the words that matter.")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            word, valence = _entry(line, f"{path}, line {number}", words)
            if own.setdefault(word, valence) != valence:
                raise ConfigError(f"{path}, line {number}: “{word}” has the valence {own[word]:g} already. Keep one of the two.")
    if not own:
        raise ConfigError(f"{path}: the lexicon is empty. Write one word a line, a TAB, and its valence from -4 to 4.")
    return own


def _entry(line: str, place: str, words: Replay) -> tuple[str, float]:
    word, tab, rest = line.strip("\r\n").partition("\t")
    figure = rest.split("\t")[0].strip()
    if not tab or not word.strip():
        raise ConfigError(f"{place}: is no lexicon entry. Write the word, a TAB, and its valence, such as 1.9.")
    try:
        valence = float(figure)
    except ValueError:
        raise ConfigError(f"{place}: “{figure[:40]}” is no number. Write a valence from -4 to 4 after the TAB.") from None
    word = word.strip().lower()
    _check(word, valence, place, words)
    return word, valence


def _check(word: str, valence: float, place: str, words: Replay) -> None:
    """Refuse a valence that is no number, and a word that no text can hold as it is."""
    if not abs(valence) <= _HIGHEST:
        raise ConfigError(f"{place}: {valence:g} is no valence. VADER's go from -4 to 4.")
    read = words.words(word)[1]
    if read != [word] or "\0" in word:
        seen = f", texts are read as “{' '.join(read)[:60]}” there" if read else ""
        raise ConfigError(f"{place}: “{word[:60]}” would never be found{seen}. Write one word in lower case, without marks around it.")
