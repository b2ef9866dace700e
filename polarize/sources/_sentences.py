"""Whether what looks like a thread is talk: tables, shelves of books and indexes of threads have hardly a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_STOPPED: Final = re.compile(r"[.!?…][\"'()»”’\s]{0,4}\Z")
_UNSPACED: Final = re.compile(r"[^\x00-\u2fff]{6}|[^\x00-\u2fff]{3}[。！？…]")
"""As much as a sentence in a script without spaces."""
_LONG_LINE: Final = 8
_SHORT_SENTENCE: Final = 3
_HEAD: Final = 1_000
_FEWEST: Final = 5
_SHARE: Final = 0.15
"""Share of sentences that the texts of a thread have at least."""


def is_mute(texts: Sequence[str]) -> bool:
    """Whether there are several texts, and too few of them have a line that may be a sentence."""
    return len(texts) >= _FEWEST and sum(any(map(_is_sentence, text[:_HEAD].split("\n"))) for text in texts) < _SHARE * len(texts)


def _is_sentence(line: str) -> bool:
    """Whether a line may be a sentence: it has many words, or some and a full stop."""
    count = len(line.split())
    return count >= _LONG_LINE or (count >= _SHORT_SENTENCE and _STOPPED.search(line) is not None) or _UNSPACED.search(line) is not None
