"""Light tone: how good or bad the words of a clause are, for the words around the name of a side.

The valences are those of the VADER lexicon (Hutto & Gilbert 2014), with words of praise and blame that arguments are full of and the
lexicon lacks. This is no sentiment analysis, which has its own stage: it only tells whether a named side is praised or blamed.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from polarize.errors import PolarizeError
from polarize.stance.lexicon import word_list

_WORD = re.compile(r"[a-z][a-z']*|[一-鿿]")
_NEGATIONS: Final = frozenset(word_list("negations"))
_REACH = 3
"""A negation turns the valence of the next three words."""
_FLIP = -0.74
"""By how much, as in VADER."""
_BLAME, _PRAISE = -1.9, 1.6
"""Least blame and praise of the words in those lists."""


def words(text: str) -> list[str]:
    """Return the lower-case words of `text`; each CJK character is a word."""
    return _WORD.findall(text.lower())


def valence(clause_words: Sequence[str], skip: frozenset[str] = frozenset()) -> float:
    """Return the tone of a clause in (-1, 1): 0 without a word of praise or blame; the words in `skip` do not count.

    The sum s of the words' valences, turned round after a negation, is scaled as VADER does: s / sqrt(s^2 + 15).
    """
    lexicon, total, reach = _lexicon(), 0.0, 0
    for word in clause_words:
        if word in _NEGATIONS or word.endswith("n't"):
            reach = _REACH
            continue
        value = lexicon.get(word)
        if value is not None and word not in skip:
            total += value * (_FLIP if reach > 0 else 1.0)
        reach -= 1
    return float(total / (total * total + 15.0) ** 0.5)


@functools.cache
def _lexicon() -> dict[str, float]:
    """Return the valence of each word, about -4 to 4."""
    spec = importlib.util.find_spec("vaderSentiment")
    path = Path(spec.origin if spec and spec.origin else "").parent / "vader_lexicon.txt"
    if not path.is_file():
        raise PolarizeError("the lexicon of vaderSentiment is missing. Install it again with: pip install --force-reinstall vaderSentiment")
    naming = frozenset(word_list("naming"))
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    lexicon = {row[0]: float(row[1]) for row in rows if len(row) > 1 and row[0].isalpha() and row[0] not in naming}
    for word in word_list("blame"):
        lexicon[word] = min(lexicon.get(word, _BLAME), _BLAME)
    for word in word_list("praise"):
        lexicon[word] = max(lexicon.get(word, _PRAISE), _PRAISE)
    return lexicon
