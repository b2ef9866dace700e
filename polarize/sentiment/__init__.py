"""The tone of each comment, from -1 (negative) to 1 (positive), and the language gate that says where it can be told."""

from __future__ import annotations

import polars as pl

from polarize.sentiment.explanation import Explanation, explain
from polarize.sentiment.language import languages
from polarize.sentiment.lexicon import Words, read_lexicon
from polarize.sentiment.vader import SCHEMA, polarity, polarity_scores

__all__ = ["Explanation", "explain", "languages", "polarity", "polarity_scores", "read_lexicon", "score"]


def score(texts: pl.Series, codes: pl.Series, *, all_languages: bool = False, lexicon: Words = None) -> pl.DataFrame:
    """Return neg, neu, pos and compound for each text (Float64); null for null, and for what is not English.

    Args:
        texts: what the comment itself says, quotes left out; null for a comment that is not to be scored.
        codes: ISO 639-1 codes of the same length.
        all_languages: score regardless of the language. The figures then mean little.
        lexicon: words with valences of your own, see `polarity_scores`.
    """
    english = codes.eq_missing(pl.Series(["en"])) | pl.Series([all_languages])
    wanted = pl.DataFrame({"text": texts, "english": english}).select(pl.when(pl.col("english")).then(pl.col("text")).alias("text"))["text"]
    return polarity_scores(wanted, lexicon).select(list(SCHEMA))
