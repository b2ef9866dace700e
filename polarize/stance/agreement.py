"""Does an answer agree with the comment that it answers? Told from how answers begin, whom they address and what they repeat.

No model: eighteen signals of the text, each between 0 and 1, with weights fitted on answers labelled by people. It knows English.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from polarize.stance import tone
from polarize.stance.bag import STOP, stem, words
from polarize.stance.lexicon import any_of, word_list

Floats = npt.NDArray[np.float64]
SIGNALS: Final = (
    "always", "agree_opens", "agree_says", "disagree_opens", "disagree_says", "blames_you", "insults", "you", "question", "thanks",
    "negates", "turns", "repeats", "praises", "blames", "short", "agree_short", "disagree_short",
)  # fmt: skip
"""Names of the signals, in the order of the columns of `signals`."""
TELLS: Final = 0.25
"""An answer nearer to 0 than this neither agrees nor disagrees."""
_READ: Final = 600
"""Characters of an answer, and of what it answers, that are looked at."""
_TURNS: Final = re.compile(r"\b(?:but|however|actually|although|though|instead|rather|yet)\b")
_YOU: Final = re.compile(r"\b(?:you|your|yours|u|ur|yourself|you're|youre)\b")
_THANKS: Final = re.compile(r"\b(?:thanks|thank you|thx|cheers)\b")
_REPLY_WORDS: Final = frozenset({"yes", "yep", "yup", "yeah", "yea", "aye", "no", "nope", "nah", "sure", "never"})
"""They answer a question as well as they agree or disagree."""
_NEGATIONS: Final = frozenset(word_list("negations"))
_TURNERS: Final = _NEGATIONS - {"no", "never"}
_FIRST: Final = 12
"""Words of an answer that a negation is looked for in."""


def agreement(
    parents: Sequence[str], replies: Sequence[str], model: Floats | None = None, model_weight: float = 0.5
) -> tuple[Floats, list[str]]:
    """Return for each answer how far it agrees with what it answers, and the words that say so.

    Args:
        parents: the comments that are answered; length n.
        replies: the answers; length n.
        model: probabilities of a model that an answer agrees and that it disagrees, shape (n, 2), NaN for one that it has not read;
            None without a model.
        model_weight: how much of the result is the model's, 0 to 1.

    Returns:
        P(agree) - P(disagree), -1 to 1, shape (n,); nearer to 0 than `TELLS` where nothing tells. And for each answer the
        words that tell, or "".
    """
    chances = probabilities(signals(parents, replies))
    if model is not None:
        chances = np.where(np.isnan(model), chances, (1 - model_weight) * chances + model_weight * model)
    return np.round(chances[:, 0] - chances[:, 1], 5), [cue(reply) for reply in replies]


def probabilities(found: Floats) -> Floats:
    """Return P(agree) and P(disagree) of answers with these signals; shape (n, 2)."""
    weights = _lists()["weights"]
    logits = found @ np.array([[weights[side][name] for side in ("agree", "disagree")] for name in SIGNALS], dtype=np.float64)
    odds = np.exp(np.clip(logits, -30, 30))
    return np.asarray(odds / (1 + odds.sum(axis=1, keepdims=True)), dtype=np.float64)


def signals(parents: Sequence[str], replies: Sequence[str]) -> Floats:
    """Return the signals of each answer, 0 to 1, in the order of `SIGNALS`; shape (n, 18)."""
    texts = [_plain(reply) for reply in replies]
    said = [words(text) for text in texts]
    moods = tone.valences(said).tolist()
    rows = [_signals(parent, *reply) for parent, *reply in zip(parents, texts, said, moods, strict=True)]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(SIGNALS))


def cue(reply: str) -> str:
    """Return the words that tell agreement or disagreement as they were written, "" if none do."""
    text = _plain(reply)
    says = _says().search(text)
    place = says.span() if says else (_opens(text) or ("", 0, 0))[1:]
    return " ".join(reply[:_READ].strip()[slice(*place)].split()).strip(" ,.;:-")


def own_words(reply: str) -> list[str]:
    """Return the stems of an answer's words of content, without those that only agree, disagree, praise or blame."""
    text = _plain(reply)
    opening = _opens(text)
    rest = _says().sub(" ", text[opening[2] :] if opening else text)
    return [stem(word) for word in words(rest) if word not in STOP and len(word) > 2 and tone.weight(word) == 0]


def _signals(parent: str, text: str, said: list[str], mood: float) -> list[float]:
    """Return the signals of one answer: its `_plain` text, its words and their tone."""
    opening = _opens(text)
    group = opening[0] if opening else None
    if group and parent.rstrip().endswith("?") and not _REPLY_WORDS.isdisjoint(said[:2]):
        # It answers the question; what its writer thinks of the asker, nobody knows.
        group = None
    says = {_turned(text, one) for one in _says().finditer(text)}
    addressed = _YOU.search(text) is not None
    short = 1.0 / (1.0 + len(said) / 8.0)
    content = {stem(word) for word in said if word not in STOP}
    before = {stem(word) for word in words(_plain(parent)) if word not in STOP}
    return [
        1.0,
        float(group == "agree"),
        float("agree" in says),
        float(group == "disagree"),
        float("disagree" in says),
        max(0.0, -mood) * addressed,
        float(not _insults().isdisjoint(said)),
        float(addressed),
        float("?" in text),
        float(_THANKS.search(text) is not None),
        float(not _NEGATIONS.isdisjoint(said[:_FIRST])),
        float(_TURNS.search(text) is not None),
        len(content & before) / max(4, len(content)),
        max(0.0, mood),
        max(0.0, -mood),
        short,
        short * (group == "agree" or "agree" in says),
        short * (group == "disagree" or "disagree" in says),
    ]


def _plain(text: str) -> str:
    """Return the start of a text in lower case with straight apostrophes; its characters stand where they stood."""
    head = text[:_READ].strip().replace("’", "'")
    lower = head.lower()
    return lower if len(lower) == len(head) else head


def _opens(text: str) -> tuple[str, int, int] | None:
    """Return "agree" or "disagree" with the place of the words, when the text begins like an answer that does."""
    found = _opening().match(text)
    if found is None:
        return None
    alone = found["alone"]
    side = _side(found["phrase"]) if alone is None else _side(next(one for one in _sides() if alone.startswith(one)))
    return side, found.start(), found.end()


def _turned(text: str, found: re.Match[str]) -> str:
    """Return the side of a phrase inside a text; "I don't think you are right" turns it round, "no, you are right" does not."""
    before = re.split(r"[.!?,;:\n]", text[max(0, found.start() - 40) : found.start()])[-1]
    side = _side(found.group())
    if _TURNERS.isdisjoint(words(before)[-3:]):
        return side
    return "disagree" if side == "agree" else "agree"


def _side(phrase: str) -> str:
    """Return on which list a phrase stands."""
    return _sides()[" ".join(phrase.split())]


@functools.cache
def _sides() -> dict[str, str]:
    """Return which of the phrases agree and which disagree."""
    agree, disagree = (
        [*_phrases(f"{side}_opens"), *_phrases(f"{side}_alone"), *_phrases(f"{side}_says")] for side in ("agree", "disagree")
    )
    return dict.fromkeys([*disagree, *_lists()["dismissals"].split()], "disagree") | dict.fromkeys(agree, "agree")


@functools.cache
def _opening() -> re.Pattern[str]:
    """Return the pattern of how an answer begins: fillers, then a phrase, or one that is the whole first sentence."""
    fillers = any_of(_lists()["fillers"].split())
    lists = ("agree_opens", "agree_says", "disagree_opens", "disagree_says")
    phrases = any_of([*(phrase for name in lists for phrase in _phrases(name)), *_lists()["dismissals"].split()])
    alone = any_of([*_phrases("agree_alone"), *_phrases("disagree_alone")])
    return re.compile(
        rf"[^\w+\"“«‘]{{0,3}}?(?:(?:{fillers})\b[\s,.!%]{{1,3}}){{0,5}}?"
        rf"(?:(?P<phrase>{phrases})(?!\w)|(?P<alone>(?:{alone}){{1,5}})(?=\W{{0,5}}$|[ ]?[.!?,;:…\n]))"
    )


@functools.cache
def _says() -> re.Pattern[str]:
    """Return the pattern of what tells wherever it stands."""
    return re.compile(rf"\b(?:{any_of([*_phrases('agree_says'), *_phrases('disagree_says')])})\b")


@functools.cache
def _insults() -> frozenset[str]:
    """Return the insults."""
    return frozenset(_lists()["insults"].split())


def _phrases(name: str) -> list[str]:
    """Return the phrases of a list."""
    return [line.strip() for line in _lists()[name].splitlines() if line.strip()]


@functools.cache
def _lists() -> dict[str, Any]:
    """Return what agreement.toml holds."""
    return tomllib.loads((importlib.resources.files("polarize.stance") / "agreement.toml").read_text(encoding="utf-8"))
