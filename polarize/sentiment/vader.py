"""VADER's scores, exactly those of vaderSentiment 3.3.2, in time linear in the length of the text.

The reference looks at a whole comment again for every word of its lexicon, so its time is quadratic and one hostile comment stops a run
for minutes. Here the words are put in lower case once, and the rules look only at the three words before and the two after.
Lexicon, constants, punctuation and the final sums are the reference's own.

Source: Hutto and Gilbert, VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text, ICWSM 2014.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from heapq import heapify, heappop, heappush
from typing import Final, TypedDict

import polars as pl
from vaderSentiment import vaderSentiment as reference  # noqa: N813

SCHEMA: Final = {"neg": pl.Float64(), "neu": pl.Float64(), "pos": pl.Float64(), "compound": pl.Float64()}
_NEGATE: Final = frozenset(reference.NEGATE)


class Scores(TypedDict):
    """Shares of negative, neutral and positive words (0 to 1), and the compound tone (-1 to 1)."""

    neg: float
    neu: float
    pos: float
    compound: float


def polarity_scores(texts: pl.Series) -> pl.DataFrame:
    """Return neg, neu, pos and compound for each text (columns Float64, rounded as the reference does); null for null."""
    score = _analyzer().polarity_scores
    rows = [None if text is None else score(text) for text in texts]
    empty: dict[str, float | None] = dict.fromkeys(SCHEMA)
    return pl.DataFrame([row or empty for row in rows], schema=SCHEMA)


@cache
def _analyzer() -> LinearAnalyzer:
    return LinearAnalyzer()


class LinearAnalyzer(reference.SentimentIntensityAnalyzer):  # type: ignore[misc]
    """The reference with its rules applied to precomputed lower-case words."""

    def polarity_scores(self, text: str) -> Scores:
        """Return the scores of one text."""
        plain = self._describe_emoji(text).strip()
        words = _words(plain)
        folded = {word: word.lower() for word in set(words)}
        lower = [folded[word] for word in words]
        cap_diff = reference.allcap_differential(words)
        rated = [word in self.lexicon and word not in reference.BOOSTER_DICT for word in lower]
        memo: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}
        valences: list[float] = [0] * len(words)
        for at in (at for at, hit in enumerate(rated) if hit and lower[at : at + 2] != ["kind", "of"]):
            window = tuple(words[max(0, at - 3) : at]), tuple(words[at : at + 3])
            if window not in memo:
                near = [*window[0], *window[1]]
                memo[window] = self._valence(near, [folded[word] for word in near], len(window[0]), cap_diff)
            valences[at] = memo[window]
        scores: Scores = self.score_valence(contrast(lower, valences), plain)
        return scores

    def _describe_emoji(self, text: str) -> str:
        """Replace each emoji code point by its description, with a space before it unless there is one."""
        out: list[str] = []
        after_space = True
        for sign in text:
            description = self.emojis.get(sign)
            if description is None:
                out.append(sign)
                after_space = sign == " "
            else:
                out.append(description if after_space else f" {description}")
                after_space = False
        return "".join(out)

    def _valence(self, words: Sequence[str], lower: Sequence[str], at: int, cap_diff: bool) -> float:
        """Return the valence of the lexicon word at `at` after boosters, negations, capitals and idioms around it."""
        valence: float = self._no_rule(lower, at)
        if cap_diff and words[at].isupper():
            valence += reference.C_INCR if valence > 0 else -reference.C_INCR
        for distance in range(1, min(at, 3) + 1):
            if lower[at - distance] in self.lexicon:
                continue
            scalar = reference.scalar_inc_dec(words[at - distance], valence, cap_diff)
            if scalar:
                scalar *= (1, 0.95, 0.9)[distance - 1]
            valence = negate(valence + scalar, lower, at, distance)
            if distance == 3:
                valence = idioms(valence, lower, at)
        return self._least_rule(valence, lower, at)

    def _no_rule(self, lower: Sequence[str], at: int) -> float:
        """Let "no" negate the lexicon word after it, and give it a valence of its own only when none follows."""
        word = lower[at]
        valence: float = self.lexicon[word]
        if word == "no" and at != len(lower) - 1 and lower[at + 1] in self.lexicon:
            valence = 0.0
        near = lower[max(0, at - 2) : at]
        if "no" in near or (at > 2 and lower[at - 3] == "no" and lower[at - 1] in ("or", "nor")):
            valence = self.lexicon[word] * reference.N_SCALAR
        return valence

    def _least_rule(self, valence: float, lower: Sequence[str], at: int) -> float:
        """Let "least" negate, but not "at least" and "very least"."""
        if at == 0 or lower[at - 1] != "least" or "least" in self.lexicon:
            return valence
        return valence if at > 1 and lower[at - 2] in ("at", "very") else float(valence * reference.N_SCALAR)


def _words(text: str) -> list[str]:
    """Split at white space and strip punctuation, each distinct token once: hostile texts repeat themselves."""
    tokens = text.split()
    strip = reference.SentiText._strip_punc_if_word
    stripped = {token: strip(token) for token in set(tokens)}
    return [stripped[token] for token in tokens]


def is_negation(word: str) -> bool:
    """Return whether a lower-case word negates what follows."""
    return word in _NEGATE or "n't" in word


def negate(valence: float, lower: Sequence[str], at: int, distance: int) -> float:
    """Apply a negation `distance` words before the word at `at`, with the exceptions "never so" and "without doubt".

    At distance 3 any "so" or "this" right before the word is enough, whatever stands third: the reference's operator precedence.
    """
    first = lower[at - distance]
    between = lower[at - distance + 1 : at]
    if distance > 1:
        so = first == "never" and between[0] in ("so", "this")
        if so or (distance == 3 and between[1] in ("so", "this")):
            return valence * 1.25
        if first == "without" and "doubt" in between:
            return valence
    return float(valence * reference.N_SCALAR) if is_negation(first) else valence


def idioms(valence: float, lower: Sequence[str], at: int) -> float:
    """Replace the valence where the word is part of an idiom, and add two-word boosters such as "sort of"."""
    three, two, one, zero = lower[at - 3 : at + 1]
    special = reference.SPECIAL_CASES
    for idiom in (f"{one} {zero}", f"{two} {one} {zero}", f"{two} {one}", f"{three} {two} {one}", f"{three} {two}"):
        if idiom in special:
            valence = special[idiom]
            break
    for length in (2, 3):
        if at + length <= len(lower):
            valence = special.get(" ".join(lower[at : at + length]), valence)
    for words in (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}"):
        valence += reference.BOOSTER_DICT.get(words, 0)
    return valence


def contrast(lower: Sequence[str], valences: list[float]) -> list[float]:
    """Halve what stands before the first "but" and raise by half what stands after it.

    The reference finds each value's place with list.index in the list that it is changing, so of equal values the first is changed,
    perhaps more than once. The same here, with the places of each value kept in a heap.
    """
    if "but" not in lower:
        return valences
    but = lower.index("but")
    places: defaultdict[float, list[int]] = defaultdict(list)
    for at, value in enumerate(valences):
        places[value].append(at)
    for heap in places.values():
        heapify(heap)
    for at in range(len(valences)):
        value = valences[at]
        place = places[value][0]
        if place != but:
            heappop(places[value])
            valences[place] = value * (0.5 if place < but else 1.5)
            heappush(places[valences[place]], place)
    return valences
