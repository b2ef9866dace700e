"""VADER's scores, exactly those of vaderSentiment 3.3.2, for whole columns of texts and in time linear in their length.

`lexicon.py` has the tables, `tokens.py` makes words of texts, `rules.py` applies the rules.

Source: Hutto and Gilbert, VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text, ICWSM 2014.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
import polars as pl

from polarize.sentiment.lexicon import Array, Words, vocabulary
from polarize.sentiment.rules import scores
from polarize.sentiment.tokens import Bytes, joined, tokens

SCHEMA: Final = {"neg": pl.Float64(), "neu": pl.Float64(), "pos": pl.Float64(), "compound": pl.Float64()}
_CHUNK: Final = 1024 * 1024
"""Bytes of text that are scored together: enough for whole arrays to pay off, few enough to stay near the processor."""


def polarity_scores(texts: pl.Series, lexicon: Words = None) -> pl.DataFrame:
    """Return the shares of negative, neutral and positive words (0 to 1) and the compound tone (-1 to 1) of each text; null for null.

    Args:
        texts: a column of strings.
        lexicon: words with valences of your own, added to VADER's or in the place of its: a mapping, or the path of a file with one word a
            line, a TAB, and its valence.

    Returns:
        neg, neu, pos and compound (Float64), rounded as vaderSentiment rounds them.

    Raises:
        ConfigError: the lexicon cannot be used.
    """
    words = vocabulary(lexicon)
    some = texts.drop_nulls() if texts.null_count() else texts
    parts = [scores(tokens(part, words), words) for part in _chunks(some.cast(pl.String))]
    figures = np.concatenate(parts) if parts else np.empty((0, 4))
    columns = [_spread(column, texts).alias(name) for name, column in zip(SCHEMA, figures.T, strict=True)]
    return pl.DataFrame(columns, schema=SCHEMA)


def polarity(expr: pl.Expr, lexicon: Words = None) -> pl.Expr:
    """Return the scores of a column as a struct with the fields neg, neu, pos and compound: an elementwise expression.

    Args:
        expr: a column of strings.
        lexicon: see `polarity_scores`.
    """
    own = vocabulary(lexicon).own

    def struct(texts: pl.Series) -> pl.Series:
        return polarity_scores(texts, own).to_struct(texts.name)

    return expr.map_batches(struct, return_dtype=pl.Struct(SCHEMA), is_elementwise=True)


def _chunks(texts: pl.Series) -> Iterator[Bytes]:
    """Cut a column into parts of about as many bytes; a longer text is a part of its own."""
    sizes = texts.str.len_bytes().to_numpy().astype(np.int64)
    for start, end in _cuts(sizes):
        yield joined(texts[start:end].str.join(" ").cast(pl.Binary)[0], sizes[start:end])


def _cuts(sizes: Array) -> Iterator[tuple[int, int]]:
    """Yield the first and one past the last of texts that have about _CHUNK bytes together."""
    part = np.cumsum(sizes + 1) // _CHUNK
    cuts = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(sizes)]
    return pairwise(cuts) if len(sizes) else iter(())


def _spread(figures: Array, texts: pl.Series) -> pl.Series:
    """Put figures of the texts that are there back in their places, null elsewhere."""
    column = pl.Series(figures, dtype=pl.Float64)
    if not texts.null_count():
        return column
    place = texts.is_not_null().cum_sum().cast(pl.Int64) - 1
    return column.gather(pl.select(pl.when(texts.is_not_null()).then(place)).to_series()) if len(column) else texts.cast(pl.Float64)
