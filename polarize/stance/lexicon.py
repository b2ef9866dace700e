"""The word lists of words.toml, for the modules that read comments."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections import Counter


def word_list(name: str) -> list[str]:
    """Return the single words of the list `name`, in the file's order."""
    return _lists()[name].split()


def phrase_list(name: str) -> list[str]:
    """Return the phrases of the list `name`, one a line of the file."""
    return [line.strip() for line in _lists()[name].splitlines() if line.strip()]


def any_of(phrases: list[str]) -> str:
    """Return the source of a pattern for any of the phrases, of several the longest.

    What phrases begin with alike is written once, so that most words are done with after their first letters.
    """
    return _tree([[re.escape(char) if char != " " else r"\s" for char in " ".join(phrase.split())] for phrase in phrases])


def _tree(phrases: list[list[str]]) -> str:
    """Return the source of a pattern for any of the phrases, given as the sources of their characters."""
    rest: dict[str, list[list[str]]] = {}
    for first, *others in filter(None, phrases):
        rest.setdefault(first, []).append(others)
    branches = [first + _tree(others) for first, others in rest.items()] + [""] * ([] in phrases)
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def telling_words(phrases: list[str]) -> tuple[str, ...]:
    """Return few words of which each phrase has one, none of them a stop word unless a phrase has no other."""
    stop = frozenset(word_list("stop"))
    known = Counter(word for phrase in phrases for word in phrase.split() if word not in stop)
    return tuple(sorted({max(phrase.split(), key=lambda word: (known[word], len(word))) for phrase in phrases}))


def any_case(source: str) -> str:
    """Return the source of a pattern of small letters that matches capitals, too: faster to search for than with the flag."""
    return re.sub(r"(?<!\\)[a-z]", lambda letter: f"[{letter[0]}{letter[0].upper()}]", source)


@functools.cache
def _lists() -> dict[str, str]:
    """Return the lists as the file has them."""
    return tomllib.loads((importlib.resources.files("polarize.stance") / "words.toml").read_text(encoding="utf-8"))
