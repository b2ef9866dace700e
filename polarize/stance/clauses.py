"""Clauses: the pieces of a comment that can point different ways, and the small words that say how they hang together.

"It is theft, but the accusers do the same" holds two stances; a contrast word parts them. "They call it innovation" reports what
others say; it is not what the writer thinks. Every pattern is linear in the length of the text.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from polarize.stance.embed import MAX_CHARS
from polarize.stance.lexicon import any_case, any_of, phrase_list, telling_words, word_list

MAX_CLAUSES: Final = 200
"""Of a longer comment the clauses beyond this number are left out."""

# A pattern that begins with a set of characters is searched for several times as fast as one that begins with a choice.
_LINK = re.compile(r"https?://\S+|www\.\S+|@\w+")
_HASHTAG = re.compile(r"#(?=\w)")
_CAMEL = re.compile(r"[A-Z](?<=[a-z][A-Z])")
_SENTENCE = re.compile(r"[.!?…;\n。！？](?:(?<=[\n。！？])|(?=[\s\"'”’)]|$))")
_SENTENCE_OR_DASH = re.compile(rf"{_SENTENCE.pattern}|\s[-–—]{{1,3}}\s")
_DASH = re.compile(r"[-–—](?<=\s[-–—])(?=[-–—]{0,2}\s)")
"""Where there is none, the simpler pattern does."""
_CONTRASTS = any_of(phrase_list("contrast"))
_CONTRAST_LETTERS = "".join(sorted({phrase[0] for phrase in phrase_list("contrast")} | {"s"}))
_CONTRAST = re.compile(rf"[\s,:(](?=[{_CONTRAST_LETTERS}{_CONTRAST_LETTERS.upper()}])" + any_case(rf"(?=(?:{_CONTRASTS})\b|still,)"))
_ANY_CONTRAST = re.compile(rf"[\s,:(](?:(?:{_CONTRASTS})\b|still,)")
"""A text in which there is none, in small letters, need not be searched for `_CONTRAST`: this takes half as long."""
_STARTS_CONTRAST = re.compile(rf"(?:{_CONTRASTS}|so (?:is|are|does|do|has|have))\b|still,", re.IGNORECASE)
_OWN_VIEW = re.compile(r",\s?(?=(?:we|i)\s(?:call|say|know|think|see)\b)", re.IGNORECASE)
_REPORTING = word_list("reporting")
_REPORTED = re.compile(
    r"\W{0,3}(?:(?:but|and|so|oh|sure|yes|well|again|of course)[\s,]{1,2}){0,2}"
    r"(?:they|you|he|she|(?:some |these |you )?people|some|others|critics|everybody|everyone)\s"
    rf"(?:(?:all|just|now|still|always|even|will|only)\s){{0,2}}(?:{any_of(_REPORTING)})\b",
    re.IGNORECASE,
)
_REPORTING_PARTS = tuple(word for word in _REPORTING if not any(other in word for other in _REPORTING if other != word))
"""A text without any of these need not be searched for `_REPORTED`."""
_DISTANCED = re.compile(r"so[- ]called|supposed|alleged|self-styled", re.IGNORECASE)
_DISTANCED_PARTS = ("called", "supposed", "alleged", "styled")
"""A text without any of these need not be searched for `_DISTANCED`."""
_BOTH = re.compile(rf"\W(?:{any_of(phrase_list('both'))})\b")
_BOTH_WORDS = telling_words(phrase_list("both"))
"""A text without any of these need not be searched for `_BOTH`."""
_GROUND = re.compile(r"[a-zA-Z]{2}|[一-鿿]")


class Clause(NamedTuple):
    """A clause.

    Attributes:
        text: its words, links and @names taken out and hashtags split into words.
        contrast: whether a contrast word sets it against what stands before.
        reported: whether it tells what others claim, with distance.
    """

    text: str
    contrast: bool
    reported: bool


def plain(text: str) -> str:
    """Return the first `MAX_CHARS` characters of `text` without links and @names, and with #HashTags as words."""
    text = text[:MAX_CHARS].replace("’", "'")
    if "@" in text or "://" in text or "www." in text:
        text = _LINK.sub(" ", text)
    if "#" in text:
        text = _CAMEL.sub(lambda capital: f" {capital[0]}", _HASHTAG.sub("", text))
    return text


def clauses(text: str) -> list[Clause]:
    """Return the clauses of a comment in their order; empty when it has no word."""
    bare = plain(text)
    boundary = _SENTENCE if _DASH.search(bare) is None else _SENTENCE_OR_DASH
    sentences = boundary.split(bare)
    if _OWN_VIEW.search(bare) is not None:
        sentences = [half for sentence in sentences for half in _OWN_VIEW.split(sentence)]
    lower = bare.lower()
    if _ANY_CONTRAST.search(lower) is not None:
        sentences = [part for sentence in sentences for part in _CONTRAST.split(sentence)]
    pieces = [sentence for sentence in sentences if _GROUND.search(sentence)]
    told = any(map(lower.__contains__, _REPORTING_PARTS))
    distanced = any(map(lower.__contains__, _DISTANCED_PARTS)) and _DISTANCED.search(bare) is not None
    found = []
    for part in map(str.strip, pieces[:MAX_CLAUSES]):
        reported = (told and _REPORTED.match(part) is not None) or (distanced and _DISTANCED.search(part) is not None)
        found.append(Clause(part, _STARTS_CONTRAST.match(part) is not None, reported))
    return found


def both_sides(text: str) -> bool:
    """Return whether the comment speaks of both sides at once ("neither side", "no better than", "on the other hand")."""
    lower = f" {text[:MAX_CHARS].lower()}"
    return any(map(lower.__contains__, _BOTH_WORDS)) and _BOTH.search(lower) is not None
