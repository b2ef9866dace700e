"""Comments as a data set of 4CAT: its five columns, its way to write times, and what its reader gets back."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from polarize.errors import ConfigError
from polarize.sources import Input, ReadOptions, choose, sources
from polarize.tables import Comment, conform
from polarize.writers import choose as choose_writer
from polarize.writers import write_to


@pytest.fixture
def comments() -> pl.DataFrame:
    rows = {
        "article_id": ["trams", "trams"],
        "comment_id": ["007", "008"],
        "position": [1, 2],
        "reply_to": [None, "007"],
        "reply_inferred": [False, False],
        "author": ["TeapotAdmiral", None],
        "posted_at": [datetime(2024, 5, 1, 12, 30, 5, tzinfo=UTC), None],
        "status": ["visible", "visible"],
        "text": ["=SUM(1)", 'a "quoted", word\n\nand more'],
        "votes": [3, None],
        "depth": [0, 1],
    }
    return conform(pl.DataFrame(rows), Comment)


def written(table: pl.DataFrame, *, raw: bool) -> bytes:
    stream = io.BytesIO()
    write_to(stream, table, "fourcat", raw=raw)
    return stream.getvalue()


def test_it_has_the_columns_of_a_data_set(comments: pl.DataFrame) -> None:
    rows = list(csv.DictReader(io.StringIO(written(comments, raw=True).decode())))
    assert {"thread_id", "id", "author", "timestamp", "body"} <= rows[0].keys()
    assert rows[0]["timestamp"] == "2024-05-01 12:30:05"
    assert rows[0]["unix_timestamp"] == "1714566605"
    assert (rows[0]["id"], rows[0]["thread_id"], rows[0]["score"], rows[0]["body"]) == ("007", "trams", "3", "=SUM(1)")
    assert rows[1]["reply_to"] == "007"


def test_formulas_are_neutralised_unless_raw(comments: pl.DataFrame) -> None:
    assert next(csv.DictReader(io.StringIO(written(comments, raw=False).decode())))["body"] == "'=SUM(1)"


@pytest.mark.parametrize("raw", [True, False])
def test_what_is_written_is_read_back(comments: pl.DataFrame, raw: bool) -> None:
    one = Input("set.csv", None, content=written(comments, raw=raw))
    assert choose(one)[0].name == "fourcat"
    back = sources()["fourcat"].read(one, ReadOptions()).comments
    same = ["article_id", "comment_id", "position", "reply_to", "depth", "author", "posted_at", "votes", "status", "text"]
    assert back.select(same).rows() == comments.select(same).rows()


def test_other_tables_are_refused_and_the_suffix_means_plain_csv() -> None:
    with pytest.raises(ConfigError, match=r"^--to fourcat holds comments only\."):
        written(pl.DataFrame({"a": [1]}), raw=True)
    assert choose_writer(Path("comments.csv"), None).name == "csv"
