"""Rows of a table as articles and threads: parents, depth, states, times, votes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest

from polarize.sources import Input, ReadOptions
from polarize.sources.table import SOURCE, times
from polarize.tables import Corpus


def given(content: str | bytes, name: str = "export.csv") -> Input:
    return Input(name, None, content=content.encode() if isinstance(content, str) else content)


def read(content: str | bytes, name: str = "export.csv", **columns: str) -> Corpus:
    return SOURCE.read(given(content, name), ReadOptions(columns=columns))


def comments(content: str | bytes, name: str = "export.csv", **columns: str) -> pl.DataFrame:
    return read(content, name, **columns).comments


# Replies


def replies(rows: list[tuple[str, str]], article: str = "a1") -> pl.DataFrame:
    body = "".join(f"{article},{own},{parent},words\n" for own, parent in rows)
    return comments("article_id,id,parent,text\n" + body)


def test_parents_and_depth() -> None:
    found = replies([("1", ""), ("2", "1"), ("3", "2"), ("4", "1"), ("5", "0"), ("6", "root"), ("7", "-1"), ("8", "a1"), ("9", "t3_abc")])
    assert found["reply_to"].to_list() == [None, "1", "2", "1", None, None, None, None, None]
    assert found["depth"].to_list() == [0, 1, 2, 1, 0, 0, 0, 0, 0]


def test_reddit_prefix_and_ids_that_really_begin_so() -> None:
    assert replies([("abc", ""), ("def", "t1_abc")])["reply_to"].to_list() == [None, "abc"]
    assert replies([("t1_abc", ""), ("t1_def", "t1_abc")])["reply_to"].to_list() == [None, "t1_abc"]


def test_a_parent_called_0_that_is_there_is_a_parent() -> None:
    assert replies([("0", ""), ("1", "0")])["reply_to"].to_list() == [None, "0"]


def test_float_parents_of_a_column_with_gaps() -> None:
    assert replies([("11", ""), ("12", "11.0")])["reply_to"].to_list() == [None, "11"]


def test_unknown_parent_is_null_and_nobody_knows_the_depth() -> None:
    found = replies([("1", "99"), ("2", "1"), ("3", "")])
    assert found["reply_to"].to_list() == [None, "1", None]
    assert found["depth"].to_list() == [None, None, 0]


def test_a_parent_in_another_article_is_none_of_ours() -> None:
    found = comments("article_id,id,parent,text\na,1,,x\nb,2,1,y\n")
    assert found["reply_to"].to_list() == [None, None]


def test_self_reply_and_child_before_parent() -> None:
    assert replies([("1", "1")]).select("reply_to", "depth").rows() == [(None, 0)]
    assert replies([("2", "1"), ("1", "")]).select("reply_to", "depth").rows() == [("1", 1), (None, 0)]


def test_a_ring_of_replies_is_cut_at_its_first_comment() -> None:
    found = read("id,parent,text\nt,b,x\na,c,x\nb,a,x\nc,b,x\n")
    assert found.comments["reply_to"].to_list() == ["b", None, "a", "b"]
    assert found.comments["depth"].to_list() == [2, 0, 1, 2]
    assert any("in a ring" in remark for remark in found.remarks)


def test_a_chain_of_50_000_replies() -> None:
    found = comments("id,parent,text\n" + "".join(f"{n},{n - 1},x\n" for n in range(1, 50_001)))
    assert found["depth"].to_list() == list(range(50_000))


def test_given_depth_counts_from_0_or_1_and_never_below() -> None:
    assert comments("level,text\n1,x\n2,x\n1,x\n")["depth"].to_list() == [0, 1, 0]
    assert comments("depth,text\n0,x\n-3,x\n4,x\nnan,x\n")["depth"].to_list() == [0, None, 4, None]


def test_double_ids_are_numbered_and_stated_ids_win_over_positions() -> None:
    found = read("id,parent,text\n5,,x\n5,,y\n5~2,,z\n9,5,w\n")
    assert found.comments["comment_id"].to_list() == ["5", "5~3", "5~2", "9"]
    assert found.comments["reply_to"].to_list() == [None, None, None, "5"]
    assert any("1 comment ids occur more than once" in remark for remark in found.remarks)
    found = read("id,parent,text\n,,no id\n1,,has one\n2,1,answers it\n")
    assert found.comments["comment_id"].to_list() == ["1~2", "1", "2"]
    assert not any("more than once" in remark for remark in found.remarks)


# States, times, numbers


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        (
            "status",
            {"": "visible", "published": "visible", "deleted": "deleted", "pending": "pending", "spam": "spam", "REJECTED": "deleted"},
        ),
        ("approved", {"1": "visible", "0": "pending", "spam": "spam", "trash": "deleted", "true": "visible", "no": "pending"}),
        ("comment_approved", {"1": "visible", "0": "pending", "spam": "spam", "post-trashed": "deleted"}),
        ("isDeleted", {"true": "deleted", "false": "visible", "1": "deleted", "0": "visible"}),
        ("state", {"NONE": "visible", "APPROVED": "visible", "PREMOD": "pending", "SYSTEM_WITHHELD": "pending"}),
    ],
)
def test_states(column: str, cells: dict[str, str]) -> None:
    found = comments(f"{column},text\n" + "".join(f"{cell},words\n" for cell in cells))
    assert dict(zip(cells, found["status"], strict=True)) == cells


def test_deleted_comments_stay_as_targets() -> None:
    found = comments("id,parent,text\n1,,[deleted]\n2,1,Why was it removed?\n3,1,[removed]\n")
    assert found["status"].to_list() == ["deleted", "visible", "deleted"]
    assert found["reply_to"].to_list() == [None, "1", "1"]
    found = comments("id,parent,text,deleted\n1,,,true\n2,1,Why was it removed?,false\n")
    assert found.select("status", "text", "reply_to").rows() == [("deleted", "", None), ("visible", "Why was it removed?", "1")]


NOON = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
CELLS = {
    "2024-05-01T14:00:00+02:00": NOON,
    "2024-05-01T12:00:00Z": NOON,
    "2024-05-01T12:00:00.250Z": NOON.replace(microsecond=250_000),
    "2024-05-01 12:00:00": NOON,
    "2024-05-01 12:00:00 UTC": NOON,
    "2024-05-01 08:00:00 -0400": NOON,
    "2024-05-01 12:00": NOON,
    "2024-05-01": NOON.replace(hour=0),
    "1714564800": NOON,
    "1714564800.0": NOON,
    "1714564800000": NOON,
    "01.05.2024 12:00": NOON,
    "01.05.2024, 12:00": NOON,
    "1.5.2024": NOON.replace(hour=0),
    "2024/05/01 12:00:00": NOON,
    "5/1/2024": None,
    "2024-02-30": None,
    "3 hours ago": None,
    "99999999999999999999": None,
    "garbage": None,
}


@pytest.mark.parametrize("cell", CELLS)
def test_times(cell: str) -> None:
    found = comments("text;date\n" + f"words;{cell}\n")
    assert found["posted_at"].to_list() == [CELLS[cell]]
    assert found["posted_raw"].to_list() == [cell]


def test_times_of_mixed_shapes_in_one_column() -> None:
    assert times(pl.Series([*CELLS, None])).to_list() == [*CELLS.values(), None]


def test_votes() -> None:
    cells = {
        "1,234": 1234,
        "1,234,567": 1_234_567,
        "+3": 3,
        "-5": -5,
        "12.0": 12,
        "many": None,
        "nan": None,
        "inf": None,
        "1e400": None,
        "": None,
    }
    found = comments("text;likes\n" + "".join(f"words;{cell}\n" for cell in cells))
    assert dict(zip(cells, found["votes"], strict=True)) == cells


def test_no_author_is_null_and_a_placeholder_is_kept() -> None:
    assert comments("author,text\n,a\n  ,b\nAnonymous,c\n")["author"].to_list() == [None, None, "Anonymous"]


# Articles


def test_articles_by_id_with_the_facts_of_the_table() -> None:
    found = read(
        "article_id,article_title,article_url,published,newspaper,byline,text\n"
        "n1,First,https://example.org/1,2024-05-01,The Example,Ann Writer,one\n"
        "n2,Second,javascript:alert(1),,,,two\n"
        "n1,First,,,,,three\n"
    )
    assert found.articles.select("article_id", "title", "url", "published", "outlet", "author", "comments_found").rows() == [
        ("n1", "First", "https://example.org/1", date(2024, 5, 1), "The Example", "Ann Writer", 2),
        ("n2", "Second", None, None, None, None, 1),
    ]
    assert found.comments.select("article_id", "position").rows() == [("n1", 1), ("n2", 1), ("n1", 2)]


@pytest.mark.parametrize(
    ("column", "ids"),
    [("url", ["https://example.org/a", "https://example.org/b"]), ("title", ["Mill Street", "Harbour"])],
)
def test_articles_by_address_or_title(column: str, ids: list[str]) -> None:
    found = read(f"{column},text\n{ids[0]},one\n{ids[1]},two\n{ids[0]},three\n")
    assert found.articles["article_id"].to_list() == ids
    assert found.articles["comments_found"].to_list() == [2, 1]


def test_one_article_without_any_of_these() -> None:
    found = read("text\none\ntwo\n", "Folder/Mill Street.csv")
    assert found.articles.select("article_id", "title", "path", "source").rows() == [
        ("Mill Street", None, "Folder/Mill Street.csv", "table")
    ]
