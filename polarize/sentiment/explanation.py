"""Why a text has its score: each word with a valence, and each rule that touched it, adding up to the compound score."""

from __future__ import annotations

from dataclasses import dataclass

from vaderSentiment import vaderSentiment as reference  # noqa: N813

from polarize.sentiment._replay import Replay, contrast
from polarize.sentiment.lexicon import Words, vocabulary


@dataclass(frozen=True, slots=True)
class Step:
    """One rule.

    Attributes:
        rule: lexicon, no, capitals, booster, negation, never so, idiom, least, or but.
        words: the words that triggered it, as they stand in the text.
        change: what it adds to the word's valence.
    """

    rule: str
    words: str
    change: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """One word of the lexicon: its place among the text's words (from 1), the rules in their order, and the valence they add up to."""

    word: str
    place: int
    steps: tuple[Step, ...]
    valence: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text's score, taken apart.

    Attributes:
        words: what each word contributes; the other words are neutral.
        neutral: words that count as neutral.
        exclamations, questions: how many of these marks are in the text, descriptions of emoji included.
        emphasis: what the marks add to a positive sum, or take from a negative one.
        total: the sum of the words' valences and the emphasis.
        neg, neu, pos: shares of negative, neutral and positive words.
        compound: total / sqrt(total² + 15), rounded to 4 digits.
    """

    words: tuple[Contribution, ...]
    neutral: int
    exclamations: int
    questions: int
    emphasis: float
    total: float
    neg: float
    neu: float
    pos: float
    compound: float

    def __str__(self) -> str:
        """Return the steps as lines of text."""
        lines = [line for word in self.words for line in _lines(word)]
        marks = f"{self.exclamations} exclamation and {self.questions} question marks"
        lines += [f"{self.emphasis:+9.4f}  {marks}"] if self.emphasis else []
        lines.append(f"{self.total:+9.4f}  sum; {self.neutral} words are neutral")
        lines.append(f"{self.compound:+9.4f}  compound = sum / sqrt(sum² + 15)")
        return "\n".join([*lines, f"negative {self.neg:g}, neutral {self.neu:g}, positive {self.pos:g}"])


def _lines(word: Contribution) -> list[str]:
    steps = [f"            {one.change:+9.4f}  {one.rule}{'' if one.words == word.word else f': {one.words}'}" for one in word.steps]
    return [f"{word.valence:+9.4f}  {word.word} (word {word.place})", *steps]


def explain(text: str, lexicon: Words = None) -> Explanation:
    """Return which words, boosters, negations, idioms, capitals and marks made the score of a text.

    Args:
        text: any text; VADER takes it for English.
        lexicon: see `polarity_scores`.

    Raises:
        ConfigError: the lexicon cannot be used.
    """
    replay = vocabulary(lexicon).replay
    words, lower, plain = replay.words(text)
    found = _contributions(replay, words, lower)
    total = float(sum(one.valence for one in found))
    amplifier = float(replay._punctuation_emphasis(plain))
    emphasis = amplifier if total > 0 else -amplifier if total < 0 else 0.0
    neg, neu, pos, compound = replay.score(text)
    neutral = len(words) - sum(one.valence != 0 for one in found)
    return Explanation(found, neutral, plain.count("!"), plain.count("?"), emphasis, total + emphasis, neg, neu, pos, compound)


def _contributions(replay: Replay, words: list[str], lower: list[str]) -> tuple[Contribution, ...]:
    cap_diff = reference.allcap_differential(words)
    steps: dict[int, list[Step]] = {}
    valences: list[float] = [0.0] * len(words)
    for at in replay.rated(lower):
        start = max(0, at - 3)
        near = slice(start, at + 3)
        for rule, by, valence in replay.steps(words[near], lower[near], at - start, cap_diff):
            steps.setdefault(at, []).append(Step(rule, by, valence - valences[at]))
            valences[at] = valence
    weighed = contrast(lower, valences.copy())
    for at, rules in steps.items():
        if weighed[at] != valences[at]:
            rules.append(Step("but", words[lower.index("but")], weighed[at] - valences[at]))
    return tuple(Contribution(words[at], at + 1, tuple(rules), weighed[at]) for at, rules in steps.items())
