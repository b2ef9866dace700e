"""Matching: which debate is an article about?

Keywords decide, embeddings break ties. A debate is out of the question unless the article has a keyword of every one of its groups; how
much it is about the debate depends on the group that the article says least about. Precision comes first: a debate that is only
mentioned is no match, and an article without a match is left without stance.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from polarize.stance.debate import Debate, catalogue
from polarize.stance.embed import Vectors, embed
from polarize.stance.keywords import Index, count, index, length

THRESHOLD: Final = 0.5
"""Debates below this score are no match."""
MAX_TEXT: Final = 30_000
"""Of an article's text the first 30,000 characters count."""
_LEAD: Final = 1_200
"""The first characters of the text, where an article says what it is about."""
_TITLE, _IN_LEAD, _DENSITY = 0.8, 0.25, 0.9
"""What a keyword in the title, one in the lead, and one more in each hundred words of text add to a group's strength."""
_KINSHIP: Final = 0.6
"""How much the embedding's cosine raises the score."""

_SPECIAL: Final = 0.15
"""By how much each further keyword group raises the score: tariffs on China rather than the president who sets them."""

Hits = Mapping[tuple[str, int], Counter[str]]


@dataclass(frozen=True, slots=True)
class Match:
    """A debate that an article is about.

    Attributes:
        debate: the debate.
        score: 0 to about 2; at least `THRESHOLD`.
        words: the keywords that were found, the most frequent first, at most eight.
        basis: what was read: the article, or its comments where there was no article.
    """

    debate: Debate
    score: float
    words: tuple[str, ...]
    basis: Literal["article", "comments"] = "article"

    @property
    def id(self) -> str:
        """Return the id of the debate."""
        return self.debate.id


@dataclass(frozen=True, slots=True)
class _Known:
    """The debates to choose from, made ready."""

    debates: tuple[Debate, ...]
    index: Index[tuple[str, int]]
    vectors: Vectors


def match(title: str | None, text: str | None, *, comments: Iterable[str] = (), debates: Mapping[str, Debate] | None = None) -> list[Match]:
    """Return the debates that an article is about, the best first; empty if it is about none of them.

    Args:
        title: the article's title.
        text: the article's text; the first `MAX_TEXT` characters count.
        comments: texts of the comments; read in place of the article if that has neither title nor text.
        debates: the debates to choose from; the catalogue unless given.
    """
    known = _prepare(tuple((catalogue() if debates is None else debates).values()))
    title, body = (title or "").strip(), (text or "").strip()[:MAX_TEXT]
    basis: Literal["article", "comments"] = "article"
    if not title and not body:
        body, basis = _joined(comments), "comments"
    if not title and not body:
        return []
    in_title, in_lead, in_text = (count(known.index, part) for part in (title, body[:_LEAD], body))
    words = length(body)
    candidates = [
        (debate, position, strength)
        for position, debate in enumerate(known.debates)
        if (strength := _strength(debate, in_title, in_lead, in_text, words)) > 0
    ]
    if not candidates:
        return []
    kinship = known.vectors @ embed([f"{title}. {body[:_LEAD]}"])[0]
    found = []
    for debate, position, strength in candidates:
        score = strength * (1 + _KINSHIP * max(0.0, float(kinship[position])))
        if score >= THRESHOLD:
            special = 1 + _SPECIAL * (len(debate.keywords) - 1)
            found.append(Match(debate, round(score * special, 4), _words(debate, in_title, in_text), basis))
    return sorted(found, key=lambda one: (-one.score, one.id))


def _joined(comments: Iterable[str]) -> str:
    """Return the comments one after the other, cut to `MAX_TEXT` characters."""
    parts: list[str] = []
    left = MAX_TEXT
    for comment in comments:
        if left <= 0:
            break
        parts.append(comment[:left])
        left -= len(comment) + 1
    return "\n".join(parts).strip()


def _strength(debate: Debate, in_title: Hits, in_lead: Hits, in_text: Hits, words: int) -> float:
    """Return how much an article is about a debate: the strength of its weakest keyword group, 0 to 1."""
    strengths = []
    for group in range(len(debate.keywords)):
        key = (debate.id, group)
        title, lead, text = (sum(hits.get(key, Counter()).values()) for hits in (in_title, in_lead, in_text))
        if not title and not text:
            return 0.0
        density = 100 * max(0, text - 1) / max(words, 100)
        strengths.append(1 - math.exp(-(_TITLE * min(title, 2) + _IN_LEAD * min(lead, 2) + _DENSITY * density)))
    return min(strengths, default=0.0)


def _words(debate: Debate, in_title: Hits, in_text: Hits) -> tuple[str, ...]:
    """Return the keywords found, the most frequent first; the title's count five times."""
    total: Counter[str] = Counter()
    for group in range(len(debate.keywords)):
        for hits, times in ((in_title, 5), (in_text, 1)):
            for word, number in hits.get((debate.id, group), Counter()).items():
                total[word] += times * number
    return tuple(word for word, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:8])


@functools.lru_cache(maxsize=8)
def _prepare(debates: tuple[Debate, ...]) -> _Known:
    """Return the debates with their keyword index and a vector each: what they are about and what is said in them."""
    keywords = (((debate.id, number), word) for debate in debates for number, group in enumerate(debate.keywords) for word in group)
    about = embed([f"{debate.title}. {debate.question} {debate.description}" for debate in debates])
    said = [embed([*debate.favor.statements, *debate.against.statements]).mean(axis=0) for debate in debates]
    vectors = about + np.stack(said) if debates else about
    norms = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return _Known(debates, index(keywords), np.asarray(vectors / norms, dtype=np.float32))
