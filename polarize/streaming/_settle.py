"""From the boxed rows of a part to whole articles with their comments, as reading everything into memory would give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

import polars as pl

from polarize.sources import _rename, unused
from polarize.sources._export_thread import settle as settle_export
from polarize.sources._table_threads import _OWN, _in_page_order, build
from polarize.sources._table_types import integers
from polarize.sources.table import denature
from polarize.streaming import _box
from polarize.streaming._spool import KINDS, box_of, input_of
from polarize.tables import Article, Comment, conform

LAST: Final = 1 << 39
"""Added to the place of an article that has to come after all others of its input."""


@dataclass(frozen=True, slots=True)
class Large:
    """What is known of an input that was read in pieces, once all of them were read.

    Attributes:
        name: of the input.
        stem: of the input, the article's id where it states none.
        neutralised: whether apostrophes before formulas have to be taken off.
        depth: the lowest level of depth that it states.
        columns: those of our columns that it has.
        captured_at: what "3 hours ago" is counted back from.
    """

    name: str
    stem: str
    neutralised: bool = False
    depth: int | None = None
    columns: frozenset[str] = frozenset()
    captured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part.

    Attributes:
        articles: an `Article` table, with `_at`, by which the articles of all parts are ordered.
        comments: a `Comment` table, with `_first` and `_at`, by which the comments of all parts are ordered.
        remarks: number of the input and sentence.
    """

    articles: pl.DataFrame
    comments: pl.DataFrame
    remarks: list[tuple[int, str]] = field(default_factory=list)


def settle(folder: Path, tasks: int, part: int, large: Mapping[int, Large], void: frozenset[int]) -> Part:
    """Return a part's articles and comments, in their order.

    Args:
        folder: where the boxes are.
        tasks: number of boxes.
        part: number of the part.
        large: the inputs that were read in pieces.
        void: numbers of the inputs that cannot be used after all.
    """
    boxes = [box_of(folder, number) for number in range(tasks)]
    whole, rows, tables, reddit, posts = _box.read_all(boxes, *(f"{kind}-{part}" for kind in KINDS))
    found = [_read_whole(whole, rows), *_tables(tables, large, void), *_dumps(reddit, posts, large, void)]
    articles = pl.concat([one.articles for one in found]).sort("_at")
    comments = pl.concat([one.comments for one in found]).sort("_first", "_at")
    articles, comments = _distinct(articles, comments)
    return Part(articles, comments, [remark for one in found for remark in one.remarks])


def _read_whole(articles: list[pl.DataFrame], comments: list[pl.DataFrame]) -> Part:
    return Part(
        pl.concat([_places(Article.create_empty(), "_at"), *articles]),
        pl.concat([_places(Comment.create_empty(), "_at"), *comments]).with_columns(pl.col("_at").alias("_first")),
    )


def _places(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    return frame.with_columns(pl.lit(None, pl.Int64).alias(name) for name in names)


def _tables(frames: list[pl.DataFrame], large: Mapping[int, Large], void: frozenset[int]) -> list[Part]:
    """Return what is in the tables, one input after the other."""
    if not frames:
        return []
    rows = pl.concat(frames, how="diagonal").with_columns(input_of())
    inputs = rows.partition_by("_input", as_dict=True, include_key=False, maintain_order=True)
    return [_table(frame, int(str(index)), large[int(str(index))]) for (index,), frame in inputs.items() if index not in void]


def _table(rows: pl.DataFrame, index: int, known: Large) -> Part:
    """Build the articles and comments of one table. Rows keep their order, so that places can be put back beside them."""
    missing = [pl.lit(None, pl.String).alias(name) for name in sorted(known.columns - set(rows.columns))]
    rows = rows.with_columns(missing).select("_at", *sorted(known.columns))
    rows = (denature(rows) if known.neutralised else rows).sort("_at")
    places = rows["_at"]
    if set(_OWN) <= set(rows.columns):
        # `build` would sort them itself, and their places would be lost.
        rows = _in_page_order(rows.with_columns(pl.col("article_id").fill_null(known.stem)))
    ours = {name: name for name in rows.columns if name not in (*_OWN, "_at", "depth")}
    corpus = build(rows, ours, known.name, known.stem, known.captured_at)
    comments = corpus.comments.with_columns(places.alias("_at"), places.alias("_first"))
    if "depth" in rows.columns:
        levels = integers(rows["depth"])
        levels = levels.set(levels < 0, None)
        comments = comments.with_columns((levels - 1 if known.depth == 1 else levels).alias("depth"))
    first = comments.group_by("article_id", maintain_order=True).agg(pl.col("_at").first())
    articles = corpus.articles.join(first, on="article_id", how="left", maintain_order="left")
    return Part(articles, comments, [(index, remark) for remark in corpus.remarks])


def _dumps(comments: list[pl.DataFrame], posts: list[pl.DataFrame], large: Mapping[int, Large], void: frozenset[int]) -> list[Part]:
    """Return what is in the dumps, one input after the other."""
    if not posts:
        return []
    rows, articles = (pl.concat(frames).with_columns(input_of()) for frames in (comments or [posts[0].clear()], posts))
    if not comments:
        rows = _places(Comment.create_empty(), "_at").with_columns(input_of())
    return [
        _dump(rows.filter(pl.col("_input") == index), articles.filter(pl.col("_input") == index), index, large[index].name)
        for index in articles["_input"].unique(maintain_order=True)
        if index not in void
    ]


def _dump(rows: pl.DataFrame, posts: pl.DataFrame, index: int, name: str) -> Part:
    """Join the pieces of one dump: comments article after article, replies across pieces, each article once."""
    rows = rows.with_columns(pl.col("_at").min().over("article_id").alias("_first")).sort("_first", "_at")
    rows = rows.with_columns(
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("article_id").alias("position"), pl.lit(None, pl.Int64).alias("stated_depth")
    )
    settled, remarks = settle_export(rows.drop("depth"), name)
    comments = settled.with_columns(rows["_at"], rows["_first"])
    return Part(_posts(posts, comments), comments, [(index, remark) for remark in remarks])


def _posts(posts: pl.DataFrame, comments: pl.DataFrame) -> pl.DataFrame:
    """Return one row an article: what the post itself says before what comments say of it."""
    stated = pl.any_horizontal(pl.col("author", "published", "comments_declared", "text").is_not_null())
    facts = [name for name in Article.columns() if name not in ("article_id", "comments_found", "comment_status", "notes")]
    said = [pl.when(stated).then(pl.col(name)).drop_nulls().last().alias(f"_{name}") for name in facts]
    seen = [pl.when(~stated).then(pl.col(name)).drop_nulls().first().alias(name) for name in facts]
    closed = (pl.col("comment_status") == "closed").any().alias("_closed")
    joined = posts.sort("_at").group_by("article_id", maintain_order=True).agg(*said, *seen, closed, pl.col("_at").first().alias("_post"))
    counts = comments.group_by("article_id").agg(pl.len().cast(pl.Int64).alias("comments_found"), pl.col("_first").first())
    joined = joined.join(counts, on="article_id", how="left", maintain_order="left").with_columns(pl.col("comments_found").fill_null(0))
    joined = joined.with_columns(
        *(pl.coalesce(f"_{name}", name).alias(name) for name in facts),
        pl.when("_closed").then(pl.lit("closed")).otherwise(pl.lit("open")).alias("comment_status"),
        pl.coalesce("_first", pl.col("_post") + LAST).alias("_at"),
    )
    note = pl.format("{} of {} declared comments are in the export", "comments_found", "comments_declared")
    joined = joined.with_columns(pl.when(pl.col("comments_found") < pl.col("comments_declared")).then(note).alias("notes"))
    return conform(joined, Article).with_columns(joined["_at"])


def _distinct(articles: pl.DataFrame, comments: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Number the ids that an earlier input has used; see `polarize.sources.read`."""
    if not articles["article_id"].is_duplicated().any():
        return articles, comments
    used: dict[str, int] = {}
    renamed: list[tuple[int, str, str]] = []
    for index, one in articles.select(input_of(), "article_id").iter_rows():
        if (fresh := unused(one, used)) != one:
            renamed.append((index, one, fresh))
    new = pl.DataFrame(renamed, schema={"_input": pl.Int64, "article_id": pl.String, "_new": pl.String}, orient="row")
    shown = articles.with_columns(input_of()).join(new, on=["_input", "article_id"], how="left", maintain_order="left")
    parts = [_rename(row, dict([_names(row)])) if row["_new"][0] is not None else row for row in shown.iter_slices(1)]
    moved = comments.with_columns(input_of("_first")).join(new, on=["_input", "article_id"], how="left", maintain_order="left")
    moved = moved.with_columns(pl.coalesce("_new", "article_id").alias("article_id")).drop("_new", "_input")
    return pl.concat(parts).drop("_new", "_input"), moved


def _names(row: pl.DataFrame) -> tuple[str, str]:
    return str(row["article_id"][0]), str(row["_new"][0])
