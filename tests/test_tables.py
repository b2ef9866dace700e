"""The contracts between the stages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import dataframely as dy
import polars as pl
import pytest

from polarize.errors import TableError
from polarize.tables import (
    PLACEHOLDERS,
    Article,
    ArticleMeasure,
    ArticleSummary,
    AuthorSummary,
    Comment,
    ScoredComment,
    conform,
    person,
)

SCHEMAS = [Article, Comment, ScoredComment, ArticleMeasure, ArticleSummary, AuthorSummary]
ROW: dict[str, Any] = {"article_id": "a", "comment_id": "1", "position": 1, "reply_inferred": False, "status": "visible", "text": "x"}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_column_is_described(schema: type[dy.Schema]) -> None:
    for name, column in schema.columns().items():
        assert column.description, name


@pytest.mark.parametrize("schema", SCHEMAS)
def test_an_empty_table_conforms(schema: type[dy.Schema]) -> None:
    assert conform(schema.create_empty(), schema).columns == list(schema.columns())


def test_conform_adds_what_may_be_missing_in_the_order_and_types_of_the_contract() -> None:
    made = conform(pl.DataFrame([{"text": "y", "extra": 1, **ROW}]).with_columns(pl.col("position").cast(pl.Int16)), Comment)
    assert made.columns == list(Comment.columns())
    assert made.schema["position"] == pl.Int64
    assert made.schema["posted_at"] == pl.Datetime("us", "UTC")
    assert made.select("author", "votes", "posted_at").row(0) == (None, None, None)


def test_conform_changes_nothing_in_place() -> None:
    frame = pl.DataFrame([ROW])
    before = frame.clone()
    conform(frame, Comment)
    assert frame.equals(before)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(TableError, match=r"^a Comment table needs the column position, text; it has article_id, comment_id"):
        conform(pl.DataFrame([ROW]).drop("text", "position"), Comment)


@pytest.mark.parametrize(
    "change",
    [
        {"position": 0},
        {"depth": -1},
        {"author": ""},
        {"text": None},
        {"status": "gone"},
        {"comment_id": ""},
        {"reply_inferred": None},
        {"position": "first"},
    ],
)
def test_a_value_that_breaks_a_rule_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(TableError, match=r"^a Comment table breaks its contract: "):
        conform(pl.DataFrame([{**ROW, **change}]), Comment)


def test_two_comments_with_one_id_are_refused_within_an_article_only() -> None:
    with pytest.raises(TableError, match="breaks its contract"):
        conform(pl.DataFrame([ROW, {**ROW, "position": 2}]), Comment)
    assert conform(pl.DataFrame([ROW, {**ROW, "article_id": "b"}]), Comment).height == 2


def test_times_are_brought_to_utc_microseconds() -> None:
    frame = pl.DataFrame([{**ROW, "posted_at": datetime(2024, 5, 1, 12, tzinfo=UTC)}]).with_columns(
        pl.col("posted_at").dt.cast_time_unit("ms")
    )
    assert conform(frame, Comment)["posted_at"].to_list() == [datetime(2024, 5, 1, 12, tzinfo=UTC)]


def test_placeholders_are_nobody() -> None:
    names = ["Anonymous", " gast ", "匿名", "[deleted]", "INVITÉ", "Ann Example", "anonymousse", None]
    told = pl.DataFrame({"author": names}).select(person()).to_series()
    assert told.to_list() == [None] * 5 + ["Ann Example", "anonymousse", None]


def test_placeholders_are_written_as_they_are_looked_up() -> None:
    assert {name.strip().lower() for name in PLACEHOLDERS} == PLACEHOLDERS
