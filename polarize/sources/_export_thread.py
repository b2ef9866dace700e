"""Articles and comments as an export states them -> a Corpus by our contracts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import polars as pl

from polarize.errors import Malformed
from polarize.sources._input import Input
from polarize.sources._table_threads import with_ids, with_replies
from polarize.sources._table_types import times
from polarize.tables import Article, Comment, Corpus, conform, types

_ADDRESS: Final = re.compile(r"(?i:https?)://\S+")
_TEXTS: Final = ("comment_id", "reply_to", "author", "posted", "text", "language")


@dataclass(slots=True)
class Post:
    """One comment.

    Attributes:
        text: plain text; ignored when the comment is deleted.
        comment_id: the platform's id; None for the position.
        parent: id of the comment answered; None for a top-level comment.
        author: name; None when there is none.
        posted: time as printed: ISO 8601, or Unix seconds.
        votes: likes, less dislikes where both are stated.
        status: visible, deleted, pending or spam.
        depth: as stated; only taken where it cannot be told from the parents.
        by_author: whether the article's author wrote it; None when that cannot be told.
        language: ISO 639-1 code.
        printed: time as shown, where it is not `posted` itself ("3 years ago").
    """

    text: str
    comment_id: str | None = None
    parent: str | None = None
    author: str | None = None
    posted: str | None = None
    votes: int | None = None
    status: str = "visible"
    depth: int | None = None
    by_author: bool | None = None
    language: str | None = None
    printed: str | None = None


@dataclass(slots=True)
class Thread:
    """One article with its comments in page order. Times are printed ones; `state` is open or closed."""

    article_id: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    language: str | None = None
    text: str | None = None
    declared: int | None = None
    state: str = "open"
    notes: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


def corpus(
    source: Input,
    name: str,
    threads: Sequence[Thread],
    problems: Iterable[str] = (),
    remarks: Iterable[str] = (),
    *,
    title: str,
    captured_at: datetime | None = None,
) -> Corpus:
    """Return the corpus of an export.

    Args:
        source: the input.
        name: of the source.
        threads: its articles.
        problems: what could not be read.
        remarks: what the user should know.
        title: of the format, for the message.
        captured_at: what "3 hours ago" is counted back from.

    Raises:
        Malformed: there is no article and no comment in it.
    """
    if not threads:
        raise Malformed(source.name, f"holds nothing that is in {title}", "Name its format with --from, see `polarize formats`")
    ids = article_ids(source, threads)
    comments, more = _comments(ids, threads, source.name, captured_at)
    rows = [_article(one, thread, source.name, name) for one, thread in zip(ids, threads, strict=True)]
    articles = pl.DataFrame(rows, schema=types(Article) | {"published": pl.String})
    articles = articles.with_columns(times(articles["published"]).dt.date().alias("published"))
    return Corpus(conform(articles, Article), comments, tuple(problems), (*remarks, *more))


def article_ids(source: Input, threads: Sequence[Thread]) -> list[str]:
    """Return an id for each article, each once: the export's own, else made from the file's name."""
    used: set[str] = set()
    ids = []
    for thread in threads:
        plain = one = thread.article_id or source.stem or source.name
        number = 1
        while one in used:
            number += 1
            one = f"{plain}~{number}"
        used.add(one)
        ids.append(one)
    return ids


def _article(article_id: str, thread: Thread, path: str, name: str) -> dict[str, Any]:
    found, declared = len(thread.posts), thread.declared
    notes = list(thread.notes)
    if declared is not None and found < declared:
        notes.insert(0, f"{found} of {declared} declared comments are in the export")
    return {
        "article_id": article_id,
        "title": thread.title,
        "author": thread.author,
        "published": thread.published,
        "url": thread.url if thread.url and _ADDRESS.fullmatch(thread.url) else None,
        "outlet": thread.outlet,
        "language": thread.language,
        "text": thread.text or None,
        "source": name,
        "path": path,
        "comments_declared": declared,
        "comments_found": found,
        "comment_status": thread.state,
        "notes": "; ".join(notes) or None,
    }


def _comments(ids: Sequence[str], threads: Sequence[Thread], name: str, captured_at: datetime | None) -> tuple[pl.DataFrame, list[str]]:
    posts = [post for thread in threads for post in thread.posts]
    rows = pl.DataFrame(
        {
            "article_id": [one for one, thread in zip(ids, threads, strict=True) for _ in thread.posts],
            "position": [position for thread in threads for position in range(1, len(thread.posts) + 1)],
            "comment_id": [post.comment_id for post in posts],
            "reply_to": [post.parent for post in posts],
            "author": [post.author for post in posts],
            "by_article_author": [post.by_author for post in posts],
            "posted": [post.posted for post in posts],
            "posted_raw": [post.printed or post.posted for post in posts],
            "votes": [post.votes for post in posts],
            "stated_depth": [post.depth for post in posts],
            "status": [post.status for post in posts],
            "language": [post.language for post in posts],
            # A placeholder that the platform prints ("[removed]") is kept; a deleted text that is still in the export is not passed on.
            "text": [post.text if post.status != "deleted" or _is_placeholder(post.text) else "" for post in posts],
        },
        schema_overrides=dict.fromkeys((*_TEXTS, "article_id", "posted_raw", "status"), pl.String)
        | dict.fromkeys(("position", "votes", "stated_depth"), pl.Int64)
        | {"by_article_author": pl.Boolean},
    )
    return settle(rows, name, captured_at)


def settle(rows: pl.DataFrame, name: str, captured_at: datetime | None = None) -> tuple[pl.DataFrame, list[str]]:
    """Bring rows with the columns of `_comments` to a Comment table: unique ids, replies to comments that are there, depths, times.

    Returns:
        The table, and a sentence for each thing that was not as it should be.
    """
    stated = rows["reply_to"].is_not_null()
    rows, renamed = with_ids(rows)
    rows, cut = with_replies(rows)
    lost = int((stated & rows["depth"].is_null()).sum())
    if "posted_at" not in rows.columns:
        rows = rows.with_columns(times(rows["posted"], captured_at).alias("posted_at"))
    rows = rows.with_columns(
        pl.coalesce("depth", pl.when(pl.col("stated_depth") >= 0).then(pl.col("stated_depth"))).alias("depth"),
        pl.lit(value=False).alias("reply_inferred"),
    )
    remarks = []
    if renamed:
        remarks.append(f"{name}: {renamed:,} comment ids occur more than once in their article and were numbered.")
    if cut:
        remarks.append(f"{name}: {cut:,} comments answer themselves in a ring; the first of each ring is taken to answer nobody.")
    if lost:
        remarks.append(f"{name}: {lost:,} comments answer comments, or stand below ones, that are not in the export.")
    return conform(rows, Comment), remarks


def _is_placeholder(text: str) -> bool:
    return text.startswith("[") and text.endswith("]") and len(text) <= 40
