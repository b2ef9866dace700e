"""VADER's rules in plain Python, one text at a time, linear in its length: what the tables leave open is replayed here.

The reference looks at a whole comment again for every word of its lexicon. Here the words are put in lower case once, and the rules look
only at the three words before and the two after. Lexicon, constants, punctuation and the final sums are the reference's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple

from vaderSentiment import vaderSentiment as reference  # noqa: N813

FIGURES: Final = ("neg", "neu", "pos", "compound")
_NEGATE: Final = frozenset(reference.NEGATE)
_SHORT: Final = 40
"""Words up to which looking for an equal valence one by one is faster than keeping heaps of them."""
Row = tuple[float, float, float, float]


class Step(NamedTuple):
    """One rule that touched a word: its name, the words that triggered it, and the valence after it."""

    rule: str
    words: str
    valence: float


class Replay(reference.SentimentIntensityAnalyzer):  # type: ignore[misc]
    """The reference with its rules applied to precomputed lower-case words, and with a user's own words in its lexicon."""

    def __init__(self, own: Mapping[str, float]) -> None:
        super().__init__()
        self.lexicon.update(own)

    def score(self, text: str) -> Row:
        """Return neg, neu, pos and compound."""
        words, lower, plain = self.words(text)
        cap_diff = reference.allcap_differential(words)
        memo: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}
        valences: list[float] = [0] * len(words)
        for at in self.rated(lower):
            window = tuple(words[max(0, at - 3) : at]), tuple(words[at : at + 3])
            if window not in memo:
                near = [*window[0], *window[1]]
                *_, last = self.steps(near, [word.lower() for word in near], len(window[0]), cap_diff)
                memo[window] = last.valence
            valences[at] = memo[window]
        scores = self.score_valence(contrast(lower, valences), plain)
        return scores["neg"], scores["neu"], scores["pos"], scores["compound"]

    def words(self, text: str) -> tuple[list[str], list[str], str]:
        """Return the words without punctuation around them, the same in lower case, and the text with its emoji described."""
        plain = self.describe_emoji(text).strip()
        tokens = plain.split()
        strip = reference.SentiText._strip_punc_if_word
        stripped = {token: strip(token) for token in set(tokens)}
        folded = {token: word.lower() for token, word in stripped.items()}
        return [stripped[token] for token in tokens], [folded[token] for token in tokens], plain

    def describe_emoji(self, text: str) -> str:
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

    def rated(self, lower: Sequence[str]) -> Iterator[int]:
        """Yield the places of the words that get a valence."""
        for at, word in enumerate(lower):
            if word in self.lexicon and word not in reference.BOOSTER_DICT and lower[at : at + 2] != ["kind", "of"]:
                yield at

    def steps(self, words: Sequence[str], lower: Sequence[str], at: int, cap_diff: bool) -> Iterator[Step]:
        """Yield the lexicon's valence of the word at `at`, then each rule that touches it with the valence after it."""
        valence: float = self.lexicon[lower[at]]
        yield Step("lexicon", words[at], valence)
        no = self._no_rule(valence, lower, at)
        if no != valence:
            valence = no
            yield Step("no", "no", valence)
        if cap_diff and words[at].isupper():
            valence += reference.C_INCR if valence > 0 else -reference.C_INCR
            yield Step("capitals", words[at], valence)
        for distance in range(1, min(at, 3) + 1):
            if lower[at - distance] in self.lexicon:
                continue
            scalar = reference.scalar_inc_dec(words[at - distance], valence, cap_diff)
            if scalar:
                valence += scalar * (1, 0.95, 0.9)[distance - 1]
                yield Step("booster", words[at - distance], valence)
            factor = negation(lower, at, distance)
            if factor != 1:
                valence *= factor
                rule = "never so" if factor > 0 else "negation"
                yield Step(rule, " ".join(words[at - distance : at] if factor > 0 else [words[at - distance]]), valence)
            if distance == 3:
                for step in idioms(valence, lower, at):
                    valence = step.valence
                    yield step
        if at > 0 and lower[at - 1] == "least" and "least" not in self.lexicon and (at == 1 or lower[at - 2] not in ("at", "very")):
            yield Step("least", words[at - 1], valence * reference.N_SCALAR)

    def _no_rule(self, valence: float, lower: Sequence[str], at: int) -> float:
        """Let "no" negate the lexicon word after it, and give it a valence of its own only when none follows."""
        near = lower[max(0, at - 2) : at]
        if "no" in near or (at > 2 and lower[at - 3] == "no" and lower[at - 1] in ("or", "nor")):
            return float(valence * reference.N_SCALAR)
        return 0.0 if lower[at] == "no" and at != len(lower) - 1 and lower[at + 1] in self.lexicon else valence


def is_negation(word: str) -> bool:
    """Return whether a lower-case word negates what follows."""
    return word in _NEGATE or "n't" in word


def negation(lower: Sequence[str], at: int, distance: int) -> float:
    """Return the factor for the word at `at` of a negation `distance` words before, with the exceptions "never so", "without doubt".

    At distance 3 any "so" or "this" right before the word is enough, whatever stands third: the reference's operator precedence.
    """
    first = lower[at - distance]
    between = lower[at - distance + 1 : at]
    if distance > 1:
        so = first == "never" and between[0] in ("so", "this")
        if so or (distance == 3 and between[1] in ("so", "this")):
            return 1.25
        if first == "without" and "doubt" in between:
            return 1.0
    return float(reference.N_SCALAR) if is_negation(first) else 1.0


def idioms(valence: float, lower: Sequence[str], at: int) -> Iterator[Step]:
    """Yield what replaces the valence where the word is part of an idiom, then two-word boosters such as "sort of"."""
    three, two, one, zero = lower[at - 3 : at + 1]
    special = reference.SPECIAL_CASES
    for idiom in (f"{one} {zero}", f"{two} {one} {zero}", f"{two} {one}", f"{three} {two} {one}", f"{three} {two}"):
        if idiom in special:
            valence = special[idiom]
            yield Step("idiom", idiom, valence)
            break
    for length in (2, 3):
        idiom = " ".join(lower[at : at + length])
        if at + length <= len(lower) and idiom in special:
            valence = special[idiom]
            yield Step("idiom", idiom, valence)
    for words in (f"{three} {two} {one}", f"{three} {two}", f"{two} {one}"):
        if words in reference.BOOSTER_DICT:
            valence += reference.BOOSTER_DICT[words]
            yield Step("booster", words, valence)


def contrast(lower: Sequence[str], valences: list[float]) -> list[float]:
    """Halve what stands before the first "but" and raise by half what stands after it; see `weigh`."""
    return weigh(list(range(len(valences))), valences, lower.index("but")) if "but" in lower else valences


def weigh(at: Sequence[int], valences: list[float], but: int) -> list[float]:
    """Halve the valences at places before `but` and raise by half those after it.

    The reference finds each value's place with list.index in the list that it is changing, so of equal values the first is changed,
    perhaps more than once. The same here; in a long text the places of each value are kept in a heap. Values of 0 may be left out.
    """
    if len(valences) <= _SHORT:
        for index in range(len(valences)):
            value = valences[index]
            place = valences.index(value)
            if at[place] != but:
                valences[place] = value * (0.5 if at[place] < but else 1.5)
        return valences
    places: defaultdict[float, list[int]] = defaultdict(list)
    for index, value in enumerate(valences):
        places[value].append(index)
    for heap in places.values():
        heapify(heap)
    for index in range(len(valences)):
        value = valences[index]
        place = places[value][0]
        if at[place] != but:
            heappop(places[value])
            valences[place] = value * (0.5 if at[place] < but else 1.5)
            heappush(places[valences[place]], place)
    return valences
