"""Patterns for lists of phrases, held against trying each phrase by itself."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from polarize.stance.lexicon import any_of

PHRASES = st.lists(st.text("ab.+ ", min_size=1, max_size=5).filter(str.strip), min_size=1, max_size=6)


@given(PHRASES, st.text("ab.+ \n", max_size=12))
def test_the_longest_phrase_is_found(phrases: list[str], text: str) -> None:
    spaced = [" ".join(phrase.split()) for phrase in phrases]
    long = max((len(phrase) for phrase in spaced if text.replace("\n", " ").startswith(phrase)), default=None)
    found = re.match(any_of(phrases), text)
    assert (found and found.end()) == long
