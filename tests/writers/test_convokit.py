"""Comments as utterances: the fields that ConvoKit's data format names, and what its reader gets back."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest

from polarize.errors import ConfigError
from polarize.sources import Input, ReadOptions, sources
from polarize.tables import Comment, conform
from polarize.writers import choose, write_to

NOON = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)


def comments(**more: Any) -> pl.DataFrame:
    rows = {
        "article_id": ["trams", "trams", "buses"],
        "comment_id": ["a", "b", "c"],
        "position": [1, 2, 1],
        "reply_to": [None, "a", None],
        "reply_inferred": [False, False, False],
        "author": ["TeapotAdmiral", None, "PaperLantern"],
        "posted_at": [NOON, None, NOON],
        "status": ["visible", "visible", "deleted"],
        "text": ["More trams.\n\n> Less?", "=1+1 é 🚲", ""],
        "votes": [3, None, -1],
    }
    return conform(pl.DataFrame(rows | more), Comment)


def lines(table: pl.DataFrame) -> list[dict[str, Any]]:
    stream = io.BytesIO()
    write_to(stream, table, "convokit")
    return [json.loads(line) for line in stream.getvalue().decode().splitlines()]


def test_every_utterance_has_the_six_fields_that_convokit_requires() -> None:
    for one in lines(comments()):
        assert {"id", "speaker", "conversation_id", "reply-to", "timestamp", "text"} <= one.keys()
    first = lines(comments())[1]
    assert (first["id"], first["conversation_id"], first["speaker"], first["timestamp"]) == ("a", "trams", "TeapotAdmiral", 1714566600)
    assert first["meta"]["votes"] == 3
    assert first["text"] == "More trams.\n\n> Less?"


def test_every_conversation_has_one_root_that_bears_its_id() -> None:
    written = lines(comments())
    roots = [one for one in written if one["reply-to"] is None]
    assert [(one["id"], one["conversation_id"], one["text"]) for one in roots] == [("trams", "trams", ""), ("buses", "buses", "")]
    assert [one["reply-to"] for one in written] == [None, "trams", "a", None, "buses"]


def test_ids_are_unique_in_the_whole_corpus() -> None:
    written = lines(comments(comment_id=["1", "2", "1"], reply_to=[None, "1", None]))
    assert [one["id"] for one in written] == ["trams", "trams/1", "trams/2", "buses", "buses/1"]
    assert written[2]["reply-to"] == "trams/1"


def test_what_is_written_is_read_back() -> None:
    stream = io.BytesIO()
    write_to(stream, comments(), "convokit")
    back = sources()["convokit"].read(Input("utterances.jsonl", None, content=stream.getvalue()), ReadOptions()).comments
    same = ["article_id", "comment_id", "position", "reply_to", "author", "posted_at", "votes", "status", "text"]
    assert back.select(same).rows() == comments().select(same).rows()


def test_other_tables_are_refused_and_the_suffix_means_plain_json_lines() -> None:
    with pytest.raises(ConfigError, match=r"^--to convokit holds comments only\. Use it with `polarize parse`"):
        lines(pl.DataFrame({"article_id": ["a"]}))
    from pathlib import Path

    assert choose(Path("comments.jsonl"), None).name == "jsonl"
