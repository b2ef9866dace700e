"""Write the whole report: index.html, and one page an article, in as many processes as are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

import polars as pl

from polarize.engines import run_all
from polarize.errors import TableError
from polarize.files import write_bytes, write_text
from polarize.pages._article import write_article
from polarize.pages._context import ArticlePage, Corrected, DebateInfo, ImageFormat, LabelPage, Methods
from polarize.pages._index import render_index
from polarize.pages._labels import render_labels
from polarize.pages._words import SENTENCES

MOST_PAGES: Final = 1_000
"""Articles beyond these, the ones with the fewest comments, have no page; the index says so and names articles.csv."""
_BATCH: Final = (20_000, 200_000)
"""Comments that are held at once, at least and at most: between these a share of all, for every batch is a pass over `scored`."""
_PASSES: Final = 50


def build(
    out: Path,
    articles: pl.DataFrame,
    summary: pl.DataFrame,
    scored: pl.DataFrame | pl.LazyFrame,
    measures: pl.DataFrame | pl.LazyFrame,
    debates: Mapping[str, DebateInfo],
    methods: Methods,
    *,
    verdicts: Mapping[str, str] | None = None,
    problems: Sequence[str] = (),
    groups: pl.DataFrame | None = None,
    formats: tuple[ImageFormat, ...] = (),
    workers: int = 1,
    most_pages: int = MOST_PAGES,
    corrected: Mapping[str, Corrected] | None = None,
    labels: LabelPage | None = None,
) -> Path:
    """Write `index.html` and `articles/<slug of the article's id>.html` to `out`, and return the path of the index.

    Args:
        out: the folder; made when it is missing.
        articles: an `Article` table.
        summary: an `ArticleSummary` table.
        scored: a `ScoredComment` table; a lazy one is read in batches of 20,000 to 200,000 comments.
        measures: an `ArticleMeasure` table; of a lazy one the listed articles are held.
        debates: debates by id.
        methods: how the figures were made.
        verdicts: the finding as one sentence by article id; a general sentence is used where one is missing.
        problems: a sentence for each input, or part of one, that could not be used.
        groups: a `GroupSummary` table; None where nothing is grouped.
        formats: formats in which the pictures are also written to `out`/figures.
        workers: number of processes. With more than one, the calling script needs the usual `if __name__ == "__main__"`.
        most_pages: how many articles get a page and a row in the index.
        corrected: figures corrected by labels, by article id.
        labels: what validation.html shows; without it there is no such page.

    Raises:
        OutputError: something could not be written.
        TableError: an article of `summary` is missing in `articles`.
    """
    listed = _listed(summary, most_pages)
    pages = _pages(articles, listed, scored.lazy(), measures.lazy(), debates, methods, verdicts or {}, corrected or {})
    _write_pages(pages, out, formats, min(workers, listed.height))
    if labels is not None:
        write_text(out / "validation.html", render_labels(labels, methods))
    html, files = render_index(summary, listed, debates, methods, problems, groups, formats, labels is not None)
    for name, image in files.items():
        write_bytes(out / "figures" / name, image)
    index = out / "index.html"
    write_text(index, html)
    return index


def _write_pages(batches: Iterator[list[ArticlePage]], out: Path, formats: tuple[ImageFormat, ...], workers: int) -> None:
    """Write the pages, here or in worker processes; one batch is held at a time."""
    for _ in run_all(partial(write_article, out=out, formats=formats), chain.from_iterable(batches), workers, worth_it=2):
        pass


def _listed(summary: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return the articles that get a page, the most split first; those without a Split index, by number of comments, last."""
    largest = summary.sort("comments_found", "article_id", descending=[True, False]).head(most)
    few = pl.col("verdict").cast(pl.String) == "too few to say"
    ranked = pl.when(~few).then("split_index")
    measured = pl.col("split_index").is_not_null()
    order = [True, True, True, False]
    return largest.sort(ranked, measured, "comments_found", "article_id", descending=order, nulls_last=True)


def _pages(
    articles: pl.DataFrame,
    listed: pl.DataFrame,
    scored: pl.LazyFrame,
    measures: pl.LazyFrame,
    debates: Mapping[str, DebateInfo],
    methods: Methods,
    verdicts: Mapping[str, str],
    corrected: Mapping[str, Corrected],
) -> Iterator[list[ArticlePage]]:
    """Make the pages' data, batch by batch."""
    missing = sorted(set(listed["article_id"]) - set(articles["article_id"]))
    if missing:
        raise TableError(f"the Article table has no row for {missing[0]!r}, which the ArticleSummary table names")
    known = measures.filter(pl.col("article_id").is_in(listed["article_id"].implode())).collect()
    for batch in _batches(listed):
        wanted = pl.col("article_id").is_in(batch["article_id"].implode())
        rows = scored.filter(wanted).collect()
        comments, values = (table.partition_by("article_id", as_dict=True) for table in (rows, known.filter(wanted)))
        by_id = {row["article_id"]: row for row in articles.filter(wanted).iter_rows(named=True)}
        yield [
            ArticlePage(
                article=by_id[row["article_id"]],
                summary=row,
                comments=comments.get((row["article_id"],), rows.clear()),
                measures=values.get((row["article_id"],), known.clear()),
                debate=debates.get(row["debate"]) if row["debate"] else None,
                verdict=verdicts.get(row["article_id"], SENTENCES[row["verdict"]]),
                methods=methods,
                corrected=corrected.get(row["article_id"]),
            )
            for row in batch.iter_rows(named=True)
        ]


def _batches(listed: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Split the articles into runs of about as many comments."""
    least, most = _BATCH
    size = min(most, max(least, int(listed["comments_found"].sum()) // _PASSES))
    number = (listed["comments_found"].cum_sum() - listed["comments_found"]) // size
    yield from listed.with_columns(number.alias("_batch")).partition_by("_batch", maintain_order=True, include_key=False)
