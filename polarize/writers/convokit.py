"""ConvoKit: comments as the lines of an utterances.jsonl; put it into a folder of its own and load that folder as a corpus.

An article is a conversation. Its root is an utterance without words that has the article's id, which top-level comments answer: ConvoKit
wants one root a conversation. A comment without an author has no speaker (null): eight people called "Anonymous" are not one person.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, BinaryIO, Final

import polars as pl

from polarize.errors import ConfigError
from polarize.writers._base import Writer

NEEDED: Final = ("article_id", "comment_id", "reply_to", "author", "posted_at", "text")


def needs_comments(table: pl.DataFrame, name: str) -> None:
    """Refuse a table that is none of comments.

    Raises:
        ConfigError: a column is missing.
    """
    if not set(NEEDED) <= set(table.columns):
        raise ConfigError(f"--to {name} holds comments only. Use it with `polarize parse` or `polarize score`, or choose csv or jsonl.")


def write(table: pl.DataFrame, stream: BinaryIO, raw: bool) -> None:
    """Write a table of comments as utterances. `raw` makes no difference: nothing is neutralised here.

    Args:
        table: a `Comment` or `ScoredComment` table; what ConvoKit has no field for goes into `meta`.
        stream: to write to.
        raw: ignored.

    Raises:
        ConfigError: the table is none of comments.
    """
    del raw
    needs_comments(table, WRITER.name)
    ids = pl.concat([table["comment_id"], table["article_id"].unique(maintain_order=True)])
    prefixed = ids.is_duplicated().any()
    begun: set[str] = set()
    for row in table.iter_rows(named=True):
        if row["article_id"] not in begun:
            begun.add(row["article_id"])
            stream.write(_line(_root(row["article_id"])))
        stream.write(_line(_utterance(row, prefixed)))


def _line(utterance: dict[str, Any]) -> bytes:
    return (json.dumps(utterance, ensure_ascii=False) + "\n").encode("utf-8", errors="replace")


def _root(article_id: str) -> dict[str, Any]:
    return {
        "id": article_id,
        "conversation_id": article_id,
        "text": "",
        "speaker": None,
        "meta": {},
        "reply-to": None,
        "timestamp": None,
        "vectors": [],
    }


def _utterance(row: dict[str, Any], prefixed: bool) -> dict[str, Any]:
    """Return one comment; ids are unique in the whole corpus, so they begin with the article's where they have to."""
    article, moment = row["article_id"], row["posted_at"]

    def key(one: str) -> str:
        return f"{article}/{one}" if prefixed else one

    return {
        "id": key(row["comment_id"]),
        "conversation_id": article,
        "text": row["text"],
        "speaker": row["author"],
        "meta": {name: _plain(cell) for name, cell in row.items() if name not in NEEDED},
        "reply-to": article if row["reply_to"] is None else key(row["reply_to"]),
        "timestamp": None if moment is None else int(moment.timestamp()),
        "vectors": [],
    }


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, datetime) else cell


WRITER = Writer(name="convokit", suffix=".jsonl", write=write)
