"""Rows of a table -> articles and their comments, by our contracts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import polars as pl

from polarize.sources._export_text import from_html
from polarize.sources._table_types import flags, integers, state, times
from polarize.tables import Article, Comment, Corpus, conform

_OWN: Final = ("position", "reply_inferred", "by_article_author", "posted_raw")
"""Columns that only a table written by polarize has."""
_MARKUP: Final = r"(?i)<(?:br ?/?>|/?p>|/?blockquote>|a [^<>]*href=)"
"""Tags that stand in comments that are stored as HTML; a lone "<b>" may be what somebody wrote."""
_NO_PARENT: Final = r"^(?i:0|-1|root|none|null|nan|false|t3_.*)$"
"""What stands in a column of parents for "none"."""


def build(frame: pl.DataFrame, columns: Mapping[str, str], name: str, stem: str, captured_at: datetime | None = None) -> Corpus:
    """Return the articles and comments of a table of strings.

    Args:
        frame: all columns String.
        columns: our column -> the table's.
        name: the input as the user named it.
        stem: the article's id when the table has none.
        captured_at: what "3 hours ago" is counted back from.
    """
    cells = {ours: pl.col(theirs).replace("", None) for ours, theirs in columns.items()}
    cells |= {one: pl.col(one) for one in _OWN if one in frame.columns}
    stated = frame.select(cell.alias(ours) for ours, cell in cells.items()).with_columns(_state(columns))
    blank = (pl.col("text").is_null() | (pl.col("text").str.strip_chars() == "")) & (pl.col("status") == "visible")
    rows = stated.filter(~blank)
    left_out = stated.height - rows.height
    rows = rows.with_columns(pl.col("text").fill_null(""), _article_key(rows, stem), pl.lit(value=True).alias("_row"))
    rows = _in_page_order(rows) if set(_OWN) <= set(rows.columns) else rows.with_columns(_without_markup(rows["text"]))
    comments, remarks = _comments(rows, name, captured_at)
    if left_out:
        remarks.append(f"{name}: {left_out} rows without a text were left out.")
    return Corpus(_articles(rows, name), comments, (), tuple(remarks))


def _state(columns: Mapping[str, str]) -> pl.Expr:
    cells = pl.col("status") if "status" in columns else pl.lit(None, dtype=pl.String)
    if "approved" in columns.get("status", "").lower():
        plain = cells.str.strip_chars().str.to_lowercase()
        cells = plain.replace({"0": "pending", "false": "pending", "no": "pending", "1": "visible", "true": "visible", "yes": "visible"})
    return state(cells, pl.col("text")).alias("status")


def _in_page_order(rows: pl.DataFrame) -> pl.DataFrame:
    """Bring the rows of our own table, which a spreadsheet may have sorted by something else, back to their order in each article."""
    place = pl.col("position").cast(pl.Int64, strict=False)
    if not rows.select((place.diff().over("article_id") <= 0).any()).item():
        return rows
    numbered = rows.with_row_index("_at")
    return numbered.sort(pl.col("_at").min().over("article_id"), place, nulls_last=True, maintain_order=True).drop("_at")


def _without_markup(texts: pl.Series) -> pl.Series:
    """Return texts without HTML, as archives of newspapers and databases of comments have it: line breaks, paragraphs, links, quotes."""
    marked = texts.str.contains(_MARKUP)
    if not marked.any():
        return texts
    plain = [from_html(one, line_ends=True) if is_marked else one for one, is_marked in zip(texts, marked, strict=True)]
    return pl.Series(texts.name, plain, dtype=pl.String)


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


def _comments(rows: pl.DataFrame, name: str, captured_at: datetime | None) -> tuple[pl.DataFrame, list[str]]:
    rows = rows.with_columns(pl.col("_row").cum_sum().over("article_id").cast(pl.Int64).alias("position"))
    rows, renamed = with_ids(rows)
    rows = rows.with_columns(_numbers(rows))
    rows, cut = with_replies(rows)
    if "posted_at" in rows.columns:
        raw = rows["posted_raw"] if "posted_raw" in rows.columns else rows["posted_at"]
        rows = rows.with_columns(times(rows["posted_at"], captured_at).alias("posted_at"), raw.alias("posted_raw"))
    author = pl.col("author").str.strip_chars().replace("", None) if "author" in rows.columns else pl.lit(None, dtype=pl.String)
    inferred = flags(rows["reply_inferred"]).fill_null(value=False) if "reply_inferred" in rows.columns else pl.lit(value=False)
    by = flags(rows["by_article_author"]) if "by_article_author" in rows.columns else pl.lit(None)
    rows = rows.with_columns(author.alias("author"), inferred.alias("reply_inferred"), by.alias("by_article_author"))
    remarks = []
    if renamed:
        remarks.append(f"{name}: {renamed} comment ids occur more than once in their article and were numbered.")
    if cut:
        remarks.append(f"{name}: {cut} comments answer themselves in a ring of replies; the first of each ring is taken to answer nobody.")
    return conform(rows, Comment), remarks


def with_ids(rows: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Add a comment id to each row, unique within its article: the table's own, else the position. Count those that had to be changed."""
    stripped = pl.col("comment_id").str.strip_chars() if "comment_id" in rows.columns else pl.lit(None, dtype=pl.String)
    filled = pl.when(stripped != "").then(stripped)
    found = rows.select(filled.alias("own"), pl.coalesce(filled, pl.col("position").cast(pl.String)).alias("id"))
    own, ids = found.get_columns()
    if ids.n_unique() == len(ids):
        return rows.with_columns(ids.alias("comment_id")), 0
    doubled = pl.DataFrame({"article": rows["article_id"], "id": ids}).is_duplicated()
    if not doubled.any():
        return rows.with_columns(ids.alias("comment_id")), 0
    taken = set(zip(rows["article_id"], ids, strict=True))
    stated = {(article, plain) for article, plain in zip(rows["article_id"], own, strict=True) if plain is not None}
    seen: dict[tuple[str, str], int] = {}
    out, renamed = ids.to_list(), 0
    for at in doubled.arg_true():
        key = article, plain = rows["article_id"][at], out[at]
        # An id made from the position gives way to one that the table states, wherever that stands.
        count = seen.get(key, 1 if own[at] is None and key in stated else 0) + 1
        while count > 1 and (article, f"{plain}~{count}") in taken:
            count += 1
        if own[at] is not None or key not in stated:
            seen[key] = count
        if count > 1:
            out[at] = f"{plain}~{count}"
            taken.add((article, out[at]))
            renamed += own[at] is not None
    return rows.with_columns(pl.Series("comment_id", out, dtype=pl.String)), renamed


def with_replies(rows: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Bring reply_to to ids of comments in the same article, null for any other, and add the depth unless the table has it.

    Returns:
        The rows, and the number of rings that were cut: comments that answer each other in a circle (a broken export).
    """
    if "reply_to" not in rows.columns:
        return rows, 0
    frame = rows.select("article_id", "comment_id", pl.col("reply_to").str.strip_chars().alias("p0")).with_row_index("at")
    parents = _parents(frame)
    depths, cut = _depths(parents["parent"].to_list(), parents["lost"].arg_true().to_list())
    targets = parents["target"].scatter(cut, None) if cut else parents["target"]
    told = [] if "depth" in rows.columns else [pl.Series("depth", depths, dtype=pl.Int64)]
    return rows.with_columns(targets.alias("reply_to"), *told), len(cut)


def _parents(frame: pl.DataFrame) -> pl.DataFrame:
    """Find each row's parent in its article: as printed, without Reddit's "t1_", or without the ".0" of numbers in a column with gaps.

    Returns:
        parent: the row of its parent; target: the parent's id, both null where there is none; lost: whether a parent is stated that is
        not in the article.
    """
    printed = pl.col("p0")
    others = {"p1": printed.str.starts_with("t1_"), "p2": printed.str.ends_with(".0")}
    # Each form costs a join, and few tables have another than the first.
    present = frame.select(form.any().alias(name) for name, form in others.items()).row(0)
    forms = ["p0", *(name for name, is_there in zip(others, present, strict=True) if is_there)]
    if any(present):
        frame = frame.with_columns(p1=printed.str.strip_prefix("t1_"), p2=printed.str.strip_suffix(".0"))
    for one in forms:
        known = frame.select("article_id", pl.col("comment_id").alias(one), pl.col("at").alias(f"{one}_at"))
        frame = frame.join(known, on=["article_id", one], how="left", maintain_order="left")
    parent = pl.coalesce(f"{one}_at" for one in forms)
    nobody = pl.col("p0").is_null() | pl.col("p0").str.contains(_NO_PARENT) | (pl.col("p0") == pl.col("article_id"))
    found = pl.when(parent != pl.col("at")).then(parent)
    return frame.select(
        lost=parent.is_null() & ~nobody,
        parent=found,
        target=pl.col("comment_id").gather(found),
    )


def _depths(parents: Sequence[int | None], lost: Sequence[int]) -> tuple[list[int | None], list[int]]:
    """Return how many answers deep each row stands, and the first row of each ring, which is taken to have no parent.

    The depth is null below a row in `lost`, of which nobody knows how deep it stands.
    """
    unseen, visiting, unknown = -1, -2, -3
    depths = [unseen] * len(parents)
    for at in lost:
        depths[at] = unknown
    cut: list[int] = []
    for start in range(len(parents)):
        path: list[int] = []
        above: int | None = start
        while above is not None and depths[above] == unseen:
            depths[above] = visiting
            path.append(above)
            above = parents[above]
        if above is not None and depths[above] == visiting:
            ring = path[path.index(above) :]
            path = path[: -len(ring)]
            turn = ring.index(min(ring))
            cut.append(ring[turn])
            for depth, node in enumerate(reversed(ring[turn + 1 :] + ring[: turn + 1])):
                depths[node] = depth
        depth = -1 if above is None else depths[above]
        for node in reversed(path):
            depth = unknown if depth == unknown else depth + 1
            depths[node] = depth
    return [None if depth == unknown else depth for depth in depths], cut


def _numbers(rows: pl.DataFrame) -> list[pl.Series]:
    """Return votes and depth as numbers. A level that counts from 1 is brought to 0; below 0 there is none."""
    out = [integers(rows["votes"]).alias("votes")] if "votes" in rows.columns else []
    if "depth" in rows.columns:
        levels = integers(rows["depth"].cast(pl.String))
        levels = levels.set(levels < 0, None)
        out.append((levels - 1 if levels.min() == 1 else levels).alias("depth"))
    return out
