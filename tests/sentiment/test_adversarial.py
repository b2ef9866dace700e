"""Texts put together at random from whatever has a part in a rule, against vaderSentiment itself.

20,000 texts by default; POLARIZE_ADVERSARIAL_TEXTS=1000000 for a longer run, POLARIZE_ADVERSARIAL_SEED for other texts.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import polars as pl
from vaderSentiment import vaderSentiment as reference  # noqa: N813

from polarize.sentiment import polarity_scores

ANALYZER = reference.SentimentIntensityAnalyzer()
TEXTS = int(os.environ.get("POLARIZE_ADVERSARIAL_TEXTS", "20000"))
SEED = int(os.environ.get("POLARIZE_ADVERSARIAL_SEED", "20"))
BATCH = 20_000
JOINTS = [" "] * 14 + [
    "  ",
    ", ",
    "! ",
    "? ",
    "... ",
    "\n",
    "\xa0",
    "\u2003",
    "",
    "-",
    "!!!! ",
    "\x1c",
    "'",
    '" ',
    " (",
    ") ",
    "\0",
    "\x85",
]


def pieces(chance: random.Random) -> list[str]:
    """Return words of every kind, those with a rule of their own more often."""
    lexicon = sorted(ANALYZER.lexicon)
    grammar = "so this never at least very without doubt no nor or but kind of sort just enough".split()  # noqa: SIM905
    return [
        *chance.sample(lexicon, 400),
        *[word for word in lexicon if not word.isalpha()],
        *(word.upper() for word in chance.sample(lexicon, 60)),
        *(word.title() for word in chance.sample(lexicon, 60)),
        *reference.BOOSTER_DICT,
        *(word.upper() for word in list(reference.BOOSTER_DICT)[:10]),
        *reference.NEGATE * 2,
        *reference.SPECIAL_CASES,
        *[word for idiom in reference.SPECIAL_CASES for word in idiom.split()],
        *grammar * 8,
        *["good", "bad", "love", "hate", "no", "NO", "but", "BUT"] * 6,
        *"the a Ann plan road IT is was, and. (x) 'y' café ΣΑΣ İ Ⅷ don’t couldn'twould N'T \u212a \u212aind ǅ ß".split(),  # noqa: SIM905
        *chance.sample(sorted(ANALYZER.emojis), 80),
        *["🔛", "🆙", "👍🏽", "❤️", "👨‍👩‍👧", "©", "\u200d", "\ufe0f", "!", "?", "??", "!!!!!"],
    ]


def made(texts: int, seed: int) -> Iterator[list[str]]:
    """Yield batches of texts."""
    chance = random.Random(seed)
    for start in range(0, texts, BATCH):
        words = pieces(chance)
        loud = [word.upper() for word in words]
        batch = []
        for _ in range(min(BATCH, texts - start)):
            source = loud if chance.random() < 0.05 else words
            length = chance.randint(0, 14) if chance.random() < 0.97 else chance.randint(15, 60)
            batch.append("".join(chance.choice(source) + chance.choice(JOINTS) for _ in range(length)))
        yield batch


def test_texts_put_together_at_random() -> None:
    toned = 0
    for texts in made(TEXTS, SEED):
        found = polarity_scores(pl.Series(texts)).rows()
        expected = [tuple(ANALYZER.polarity_scores(text)[name] for name in ("neg", "neu", "pos", "compound")) for text in texts]
        # The texts of the figures too: 0.0 and -0.0 are equal, but not in a table.
        wrong = [(text, ours, theirs) for text, ours, theirs in zip(texts, found, expected, strict=True) if repr(ours) != repr(theirs)]
        assert wrong == []
        toned += sum(row[3] != 0 for row in found)
    assert toned > TEXTS * 0.7
