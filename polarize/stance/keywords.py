"""Finding keywords in a text: whole words, many debates at once, in time that grows only with the length of the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

_TOKEN = re.compile(r"\w+")
_CJK = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_GAPS = str.maketrans({"’": "'", "‘": "'", "-": " ", "‐": " ", "–": " ", "\u00a0": " ", "\n": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Key]):
    """A keyword as words and the characters between them.

    Attributes:
        words: in lower case, or as written if `capitals`.
        gaps: what stands between the words (a hyphen counts as a space).
        end: what has to follow the last word ("." in "U.S.").
        capitals: whether it matches only in capitals.
        key: whose keyword it is.
        keyword: as written.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    end: str
    capitals: bool
    key: Key
    keyword: str


@dataclass(frozen=True, slots=True)
class Index(Generic[Key]):
    """Keywords ready to be found."""

    phrases: Mapping[str, tuple[_Phrase[Key], ...]]
    inside: tuple[tuple[str, Key], ...]


def index(keywords: Iterable[tuple[Key, str]]) -> Index[Key]:
    """Return an index of keywords, each with the key it stands for.

    A keyword matches whole words. Case does not count, unless all its letters are capitals ("AI", "U.S."): then only capitals match.
    A hyphen in the text or in the keyword is as good as a space. Keywords with CJK characters match anywhere, as there are no spaces.
    """
    phrases: dict[str, list[_Phrase[Key]]] = defaultdict(list)
    inside: list[tuple[str, Key]] = []
    for key, keyword in keywords:
        tokens = list(_TOKEN.finditer(keyword))
        if not tokens:
            continue
        if _CJK.search(keyword):
            inside.append((keyword, key))
            continue
        capitals = not any(char.islower() for char in keyword) and any(char.isupper() for char in keyword)
        words = tuple(token.group() if capitals else token.group().lower() for token in tokens)
        gaps = tuple(_gap(keyword[left.end() : right.start()]) for left, right in pairwise(tokens))
        phrases[words[0].lower()].append(_Phrase(words, gaps, keyword[tokens[-1].end() :].strip(), capitals, key, keyword))
    return Index({first: tuple(found) for first, found in phrases.items()}, tuple(inside))


def count(index: Index[Key], text: str) -> dict[Key, Counter[str]]:
    """Return for each key how often which of its keywords stands in `text`; keys without any are left out.

    Of several keywords of one key that begin at the same word only the longest counts.
    """
    found: dict[Key, Counter[str]] = defaultdict(Counter)
    tokens = list(_TOKEN.finditer(text))
    for position, token in enumerate(tokens):
        candidates = index.phrases.get(token.group().lower())
        if not candidates:
            continue
        best: dict[Key, _Phrase[Key]] = {}
        for phrase in candidates:
            held = best.get(phrase.key)
            if (held is None or len(phrase.words) > len(held.words)) and _stands(phrase, tokens, position, text):
                best[phrase.key] = phrase
        for key, phrase in best.items():
            found[key][phrase.keyword] += 1
    for keyword, key in index.inside:
        times = text.count(keyword)
        if times:
            found[key][keyword] += times
    return dict(found)


def length(text: str) -> int:
    """Return the number of words of `text`; two CJK characters count as one word."""
    cjk = len(_CJK.findall(text))
    return len(text.split()) + cjk // 2


def _stands(phrase: _Phrase[Key], tokens: list[re.Match[str]], position: int, text: str) -> bool:
    """Return whether `phrase` stands in `text` at the token of this position."""
    last = position + len(phrase.words) - 1
    if last >= len(tokens):
        return False
    for offset, word in enumerate(phrase.words):
        said = tokens[position + offset].group()
        if (said if phrase.capitals else said.lower()) != word:
            return False
        if offset and _gap(text[tokens[position + offset - 1].end() : tokens[position + offset].start()]) != phrase.gaps[offset - 1]:
            return False
    return not phrase.end or text.startswith(phrase.end, tokens[last].end())


def _gap(between: str) -> str:
    """Return the characters between two words with hyphens, line ends and runs of white space as one space."""
    if len(between) == 1:
        return between.translate(_GAPS)
    return " ".join(between[:20].translate(_GAPS).split(" ")).strip() or " "
