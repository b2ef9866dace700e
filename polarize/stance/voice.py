"""Whether the texts of a thread speak as comments do, or report.

What tells that a comment takes no side (`polarize.stance.silent`) was measured on comments. Where hardly a text says "I", "we" or "you",
asks or exclaims, as in sentences of news reports, those without a side speak of the very same things in the very same words as the others:
the number of the silent cannot be told from such signs, and how much they say of anything has not been measured.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

from polarize.stance.lexicon import any_case, word_list

LEAST: Final = 0.4
"""Of comments .55 to 1 speak so (debates of SemEval-2016 and P-Stance, topics of VAST), of sentences of news reports .18 (NewsMTSC)."""
_LOOKED_AT: Final = 400
"""Of a longer thread so many texts, spread evenly, are looked at."""
_USUAL, _WORTH = 0.7, 20
"""The share that a thread is thought to have beforehand, and how many texts that counts as."""


def speaks(texts: Sequence[str]) -> bool:
    """Return whether a thread of n English texts speaks as comments do; true for n = 0."""
    some = texts[:: max(1, len(texts) // _LOOKED_AT)]
    found = sum(_voice().search(text) is not None for text in some)
    return (found + _USUAL * _WORTH) / (len(some) + _WORTH) >= LEAST


@functools.cache
def _voice() -> re.Pattern[str]:
    """Return the pattern of a word for speaker or reader, a question or an exclamation; "US" is a country."""
    words = "|".join(any_case(word[0]) + word[1:] for word in word_list("speaking"))
    return re.compile(rf"[!?]|\b(?:{words})\b")
