"""What an article's page says was not read: comments without text, other languages."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from polarize.pages._unread import unread
from polarize.tables import ScoredComment, conform


def comments(*rows: tuple[str, str | None, str | None, float | None]) -> pl.DataFrame:
    """Return comments: status, language, stance label, compound."""
    names = ("status", "language", "stance_label", "compound")
    kinds: dict[str, Any] = {"language": pl.String, "stance_label": pl.String, "compound": pl.Float64}
    table = pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], schema_overrides=kinds)
    fixed = {"article_id": pl.lit("a"), "reply_inferred": pl.lit(value=False), "text": pl.lit("words")}
    place = pl.int_range(1, pl.len() + 1)
    return conform(table.with_columns(**fixed, position=place, comment_id=place.cast(pl.String)), ScoredComment)


GERMAN = ("visible", "de", None, None)
ENGLISH = ("visible", "en", "favor", 0.5)


def test_nothing_is_said_when_all_was_read() -> None:
    assert unread(comments(ENGLISH, ENGLISH), debate=True) == []


def test_a_language_is_named_and_counted() -> None:
    side, tone = unread(comments(*[GERMAN] * 3, ("visible", "fr", None, None), ENGLISH), debate=True)
    assert side == "4 comments were not sorted by side (3 German, 1 French): the debate's statements are in another language."
    assert tone == "Their tone was not read either: tone is told in English only."
    alone, _ = unread(comments(GERMAN), debate=True)
    assert alone.startswith("1 comment was not sorted by side (German)")


def test_without_a_debate_only_the_tone_is_missing() -> None:
    said = unread(comments(GERMAN, ENGLISH), debate=False)
    assert said == ["The tone of 1 comment was not read (German): tone is told in English only."]


def test_a_german_debate_has_sides_and_no_tone() -> None:
    assert unread(comments(("visible", "de", "favor", None)), debate=True) == [
        "The tone of 1 comment was not read (German): tone is told in English only."
    ]


def test_deleted_comments_are_no_foreign_ones() -> None:
    said = unread(comments(("deleted", None, None, None), ("spam", "de", None, None), ENGLISH), debate=True)
    assert said == ["2 comments were deleted or held back, so that there was nothing to read."]


@pytest.mark.parametrize(("code", "words"), [("zh-TW", "Chinese"), ("xx", "language “xx”"), (None, "in a language that could not be told")])
def test_odd_codes(code: str | None, words: str) -> None:
    assert f"({words})" in unread(comments(("visible", code, None, None)), debate=True)[0]


def test_many_languages_are_cut_short() -> None:
    codes = ("de", "de", "fr", "es", "it", "pl", "nl")
    said = unread(comments(*(("visible", code, None, None) for code in codes)), debate=True)[0]
    assert "(2 German, 1 Spanish, 1 French, 1 Italian, 2 in others)" in said
