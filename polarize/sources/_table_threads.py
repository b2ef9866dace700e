"""Rows of a table -> articles and their comments, by our contracts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from polarize.sources._table_types import integers, states, times
from polarize.tables import Article, Comment, Corpus, conform

_OWN: Final = ("position", "reply_inferred", "by_article_author", "posted_raw")
"""Columns that only a table written by polarize has."""


def build(frame: pl.DataFrame, columns: Mapping[str, str], name: str, stem: str) -> Corpus:
    """Return the articles and comments of a table of strings.

    Args:
        frame: all columns String.
        columns: our column -> the table's.
        name: the input as the user named it.
        stem: the article's id when the table has none.
    """
    rows = frame.select(pl.col(theirs).alias(ours) for ours, theirs in columns.items())
    rows = rows.with_columns(pl.col(one).replace("", None) for one in rows.columns)
    rows = rows.with_columns(frame[one] for one in _OWN if one in frame.columns)
    rows = _with_state(rows, columns)
    blank = rows.filter(pl.col("text").is_null() & (pl.col("status") == "visible")).height
    rows = rows.filter(pl.col("text").is_not_null() | (pl.col("status") != "visible")).with_columns(pl.col("text").fill_null(""))
    rows = rows.with_columns(_article_key(rows, stem), pl.lit(value=True).alias("_row"))
    comments, remarks = _comments(rows, name)
    if blank:
        remarks.append(f"{name}: {blank} rows without a text were left out.")
    return Corpus(_articles(rows, name), comments, (), tuple(remarks))


def _with_state(rows: pl.DataFrame, columns: Mapping[str, str]) -> pl.DataFrame:
    cells = rows["status"] if "status" in rows.columns else None
    if cells is not None and "approved" in columns["status"].lower():
        hidden = cells.str.to_lowercase().is_in(["0", "false", "no"])
        cells = pl.Series(
            ["pending" if flag else cell if cell == "spam" else None for flag, cell in zip(hidden, cells, strict=True)], dtype=pl.String
        )
    return rows.with_columns(states(cells, rows["text"]).alias("status"))


def _article_key(rows: pl.DataFrame, stem: str) -> pl.Expr:
    keys = [pl.col(name) for name in ("article_id", "url", "title") if name in rows.columns]
    return pl.coalesce(*keys, pl.lit(stem)).str.strip_chars().replace("", stem).alias("article_id")


def _articles(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """One row an article, in order of appearance; each fact is the first that a row states."""
    facts = {"title": "title", "url": "url", "outlet": "outlet", "article_author": "author", "article_text": "text"}
    grouped = rows.group_by("article_id", maintain_order=True).agg(
        pl.len().alias("comments_found"),
        *(pl.col(theirs).drop_nulls().first().alias(ours) for theirs, ours in facts.items() if theirs in rows.columns),
        *([pl.col("published").drop_nulls().first()] if "published" in rows.columns else []),
    )
    if "published" in grouped.columns:
        grouped = grouped.with_columns(times(grouped["published"]).dt.date().alias("published"))
    if "url" in grouped.columns:
        grouped = grouped.with_columns(pl.when(pl.col("url").str.contains(r"^(?i:https?)://")).then(pl.col("url")))
    return conform(
        grouped.with_columns(source=pl.lit("table"), path=pl.lit(name), comment_status=pl.lit("open")),
        Article,
    )


def _comments(rows: pl.DataFrame, name: str) -> tuple[pl.DataFrame, list[str]]:
    remarks: list[str] = []
    rows = rows.with_columns(pl.col("_row").cum_sum().over("article_id").cast(pl.Int64).alias("position"))
    ids, renamed = _ids(rows)
    if renamed:
        remarks.append(f"{name}: {renamed} comment ids occur more than once in their article and were numbered.")
    rows = rows.with_columns(ids)
    rows = rows.with_columns(_replies(rows), *_numbers(rows))
    if "depth" not in rows.columns and "reply_to" in rows.columns:
        rows = rows.with_columns(_depths(rows))
    if "posted_at" in rows.columns:
        raw = rows["posted_raw"] if "posted_raw" in rows.columns else rows["posted_at"]
        rows = rows.with_columns(times(rows["posted_at"]).alias("posted_at"), raw.alias("posted_raw"))
    inferred = pl.col("reply_inferred").eq_missing("true") if "reply_inferred" in rows.columns else pl.lit(value=False)
    author = pl.col("author").str.strip_chars().replace("", None) if "author" in rows.columns else pl.lit(None, dtype=pl.String)
    by = (
        pl.col("by_article_author").replace_strict({"true": True, "false": False}, default=None)
        if "by_article_author" in rows.columns
        else pl.lit(None)
    )
    return conform(
        rows.with_columns(inferred.alias("reply_inferred"), author.alias("author"), by.alias("by_article_author")), Comment
    ), remarks


def _ids(rows: pl.DataFrame) -> tuple[pl.Series, int]:
    """Return a comment id for each row, unique within its article: the table's own, else the position."""
    positions = rows["position"].cast(pl.String)
    own = rows["comment_id"].fill_null(positions) if "comment_id" in rows.columns else positions
    frame = pl.DataFrame({"article": rows["article_id"], "id": own})
    doubled = frame.is_duplicated() & ~frame.is_first_distinct() if hasattr(frame, "is_first_distinct") else frame.is_duplicated()
    if not doubled.any():
        return own.alias("comment_id"), 0
    seen: Counter[tuple[str, str]] = Counter()
    out, used, renamed = [], set(frame.unique().rows()), 0
    for article, plain in frame.iter_rows():
        seen[article, plain] += 1
        fresh = plain
        while seen[article, plain] > 1 and (article, fresh := f"{plain}~{seen[article, plain]}") in used:
            seen[article, plain] += 1
        renamed += fresh != plain
        used.add((article, fresh))
        out.append(fresh)
    return pl.Series("comment_id", out), renamed


def _replies(rows: pl.DataFrame) -> pl.Series:
    """Return the id of the comment answered where that comment is in the article; 0, -1, "root", the article itself: null."""
    if "reply_to" not in rows.columns:
        return pl.Series("reply_to", [None] * rows.height, dtype=pl.String)
    known = set(rows.select("article_id", "comment_id").rows())
    out: list[str | None] = []
    for article, own, target in rows.select("article_id", "comment_id", "reply_to").iter_rows():
        plain = target.removeprefix("t1_") if target and (article, target) not in known else target
        out.append(plain if plain and plain != own and (article, plain) in known else None)
    return pl.Series("reply_to", out, dtype=pl.String)


def _depths(rows: pl.DataFrame) -> pl.Series:
    """Return how many answers deep each comment stands. A ring of replies (a broken export) counts from where it is entered."""
    depths: list[int] = []
    for _, thread in rows.group_by("article_id", maintain_order=True):
        depths.extend(_thread_depths(thread["comment_id"].to_list(), thread["reply_to"].to_list()))
    order = rows.with_row_index("_at").group_by("article_id", maintain_order=True).agg("_at").explode("_at")["_at"]
    return pl.DataFrame({"_at": order, "depth": depths}).sort("_at")["depth"]


def _thread_depths(ids: Sequence[str], parents: Sequence[str | None]) -> list[int]:
    parent = dict(zip(ids, parents, strict=True))
    known: dict[str, int] = {}
    for start in ids:
        path: list[str] = []
        at: str | None = start
        while at is not None and at not in known:
            known[at] = -1
            path.append(at)
            at = parent.get(at)
        depth = known[at] if at is not None else -1
        for node in reversed(path):
            depth += 1
            known[node] = depth
    return [known[one] for one in ids]


def _numbers(rows: pl.DataFrame) -> list[pl.Series]:
    return [integers(rows[name]).alias(name) for name in ("votes", "depth") if name in rows.columns]
