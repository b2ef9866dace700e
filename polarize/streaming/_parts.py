"""The second step: settle, score and measure the articles of a part, and box its comments by their window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import polars as pl

from polarize import measures, stance
from polarize.files import atomic
from polarize.measures import TaggerError
from polarize.reporting import sentences, with_quiet_debates
from polarize.streaming import _box
from polarize.streaming._order import Window, rows_of, sliced
from polarize.streaming._privacy import Hiding
from polarize.streaming._settle import Large, settle
from polarize.tables import Comment, ScoredComment, conform
from polarize.tagging import batches, tagged

_SLICE: Final = 10_000
"""Rows of measures or authors that are read at once."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """How comments are tagged; see `polarize.pipeline.score`."""

    debate: stance.Debate | None = None
    all_languages: bool = False
    lexicon: Mapping[str, float] | None = None
    sides: stance.Settings | None = None


@dataclass(frozen=True, slots=True)
class Measuring:
    """How threads are measured; see `polarize.pipeline.measure`.

    Attributes:
        names: which measures; None for all.
        seed: of all random draws.
        tagger: the stance scorer's error.
        labels: a `Label` table; None without hand labels.
        errors: the error in a debate, by its id; a run finds it.
    """

    names: tuple[str, ...] | None
    seed: int
    tagger: TaggerError | None
    labels: pl.DataFrame | None = None
    errors: Mapping[str, TaggerError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartJob:
    """What all tasks of the second step share.

    Attributes:
        folder: where the boxes are.
        tasks: number of boxes of the first step.
        large: see `settle`.
        void: see `settle`.
        slice: comments of a slice of a box.
        tagging: how comments are tagged; None for not at all.
        measuring: how threads are measured; None when only comments are wanted.
        hiding: what is taken out of texts; None for nothing.
        apart: whether parts are scored to boxes of their own, because all have to be scored before one is measured.
        texts: whether articles keep their texts.
    """

    folder: Path
    tasks: int
    large: Mapping[int, Large]
    void: frozenset[int]
    slice: int
    tagging: Tagging | None
    measuring: Measuring | None
    hiding: Hiding | None
    apart: bool
    texts: bool = False


def part_box(folder: Path, part: int) -> Path:
    """Return the path of a part's box."""
    return folder / f"part-{part:05}.box"


def tagged_box(folder: Path, part: int) -> Path:
    """Return the path of the box of a part that is scored, but not yet measured; its authors still have their names."""
    return folder / f"tagged-{part:05}.box"


def finish_part(part: int, job: PartJob) -> Path:
    """Score and measure a part and write its box; one that is there already stays.

    The box has "articles" without their texts, and when it is measured "summary", "sentences", "pools", "readings-n" for each debate n;
    and "scored", "measures" and "authors" in slices, see `polarize.streaming._order`.

    Raises:
        OutputError: the box cannot be written.
    """
    path = part_box(job.folder, part)
    if path.exists():
        return path
    if job.apart:
        box = tag_part(part, job)
        articles, scored = (pl.concat(found) for found in _box.read_all([box], "articles", "scored"))
        remarks = _box.facts(box)["remarks"]
    else:
        articles, scored, remarks = _tagged(part, job)
    if job.hiding is not None:
        articles, scored = job.hiding.hide(articles, scored)
    tables, places = sliced("scored", scored, job.slice)
    facts: dict[str, Any] = {"remarks": remarks, "scored": places}
    if job.measuring is not None:
        measured, more = _measured(articles, scored, job.tagging.debate if job.tagging else None, job.measuring)
        tables, facts = tables | measured, facts | more
    # A million pages have gigabytes of text, and from here on few read it.
    tables["articles"] = articles if job.texts else articles.with_columns(pl.lit(None, pl.String).alias("text"))
    _box.write(path, tables, facts)
    return path


def tag_part(part: int, job: PartJob) -> Path:
    """Score a part and write what came of it to a box of its own, "names" apart; one that is there already stays.

    Raises:
        OutputError: the box cannot be written.
    """
    path = tagged_box(job.folder, part)
    if not path.exists():
        articles, scored, remarks = _tagged(part, job)
        names = scored.select("author", "_first", "_at").drop_nulls("author").unique("author", keep="first", maintain_order=True)
        _box.write(path, {"articles": articles, "scored": scored, "names": names}, {"remarks": remarks})
    return path


def _tagged(part: int, job: PartJob) -> tuple[pl.DataFrame, pl.DataFrame, list[tuple[int, str]]]:
    found = settle(job.folder, job.tasks, part, job.large, job.void)
    comments = found.comments if job.tagging is None else _scored(found.comments, found.articles, job.tagging)
    return found.articles, comments, found.remarks


def _scored(comments: pl.DataFrame, articles: pl.DataFrame, tagging: Tagging) -> pl.DataFrame:
    """Return a `ScoredComment` table with the places of `comments`."""
    tasks = batches(comments, articles, tagging.debate, tagging.all_languages, tagging.lexicon, tagging.sides)
    found = [tagged(batch) for batch in tasks]
    scored = conform(pl.concat(found, how="vertical_relaxed"), ScoredComment) if found else ScoredComment.create_empty()
    places = comments.select("article_id", "comment_id", "_first", "_at")
    return scored.join(places, on=["article_id", "comment_id"]).sort("_first", "_at")


def _measured(
    articles: pl.DataFrame, scored: pl.DataFrame, debate: stance.Debate | None, measuring: Measuring
) -> tuple[dict[str, pl.DataFrame], dict[str, Any]]:
    """Return what is said of the articles, as tables and facts of a box; what compares them with those of other parts is left open."""
    table = conform(scored, ScoredComment)
    threads = tuple(measures.threads(table))
    figures = measures.measure_threads(threads, measuring.tagger, measuring.seed, measuring.names, measuring.errors, alone=True)
    figures = figures.with_columns(pl.col(pl.Float64).round(6))
    summary = measures.article_summary(articles, table, figures).with_columns(pl.col(pl.Float64).round(4))
    authors = measures.author_summary(table).with_columns(pl.col(pl.Float64).round(4))
    firsts = scored.group_by("article_id", maintain_order=True).agg(pl.col("_first").min())
    found = {
        "summary": with_quiet_debates(summary, articles, debate).with_columns(articles["_at"]),
        "sentences": sentences(table, figures, debate),
    }
    facts: dict[str, Any] = {}
    for name, rows in (("measures", figures), ("authors", authors)):
        pieces, facts[name] = sliced(name, _ordered(rows, firsts), _SLICE)
        found |= pieces
    read = measures.readings(table).join(firsts, on="article_id", how="left", maintain_order="left").drop("article")
    debates = read.partition_by("debate", as_dict=True, maintain_order=True)
    found |= {f"readings-{at}": rows for at, rows in enumerate(debates.values())}
    facts["debates"] = [name for (name,) in debates]
    return found | ({"pools": _pools(threads)} if _compares(measuring.names) else {}), facts


def _compares(names: tuple[str, ...] | None) -> bool:
    return names is None or "between_articles" in names


def _ordered(table: pl.DataFrame, firsts: pl.DataFrame) -> pl.DataFrame:
    """Add the place of the article's first comment, and number the rows within the part; bring them into the order of the places."""
    placed = table.join(firsts, on="article_id", how="left", maintain_order="left").with_row_index("_row")
    return placed.sort("_first", "_row")


def _pools(threads: tuple[measures.Thread, ...]) -> pl.DataFrame:
    """Return the units of the part that are exchanged between articles, one row a unit."""
    return pl.concat(
        [
            pl.DataFrame({"score": units.score, "label": units.label}).select(
                pl.lit(debate).alias("debate"), pl.lit(units.unit).alias("unit"), pl.lit(article_id).alias("article_id"), "score", "label"
            )
            for debate, article_id, units in measures.pools(threads)
        ]
        or [pl.DataFrame(schema={"debate": pl.String, "unit": pl.String, "article_id": pl.String, "score": pl.Float64, "label": pl.Int64})]
    )


def order_window(window: Window, boxes: Sequence[Path], folder: Path, kind: type[Comment]) -> Path:
    """Write the comments of a window, a table of the kind, from all parts, in their order; a file that is there already stays.

    Raises:
        OutputError: it cannot be written.
    """
    path = folder / f"ordered-{window.number:07}.parquet"
    if not path.exists():
        table = rows_of(window, boxes, "scored", "_at").select(list(kind.columns()))
        with atomic(path) as stream:
            table.write_parquet(stream, compression="lz4")
    return path


__all__ = ["Measuring", "PartJob", "Tagging", "finish_part", "order_window", "part_box", "tag_part", "tagged_box"]
