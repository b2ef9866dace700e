"""The stages of a run, each by itself, as a table in and a table out: read, score, measure, group, compare, summarize."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl

from polarize import failures, sentiment, sources, stance, writers
from polarize import measures as measures_stage
from polarize.engines import run_all
from polarize.errors import ConfigError, NotReadable, TableError
from polarize.privacy import pseudonymize as pseudonymize_table
from polarize.privacy import pseudonyms
from polarize.privacy import redact_contacts as redact_table
from polarize.reporting import grouped
from polarize.sources import Input, ReadOptions
from polarize.sources.table import denature, from_frame, is_neutralised, read_table, times
from polarize.tables import Article, ArticleMeasure, ArticleSummary, Comment, Comparison, Corpus, ScoredComment, conform
from polarize.tagging import batches, tag, tagger_error

Step = Callable[[str, int, int], None]


def silent(what: str, done: int, total: int) -> None:
    """Say nothing of how far a run is."""
    del what, done, total


def read(
    paths: str | Path | Sequence[str | Path] | pl.DataFrame,
    *,
    source: str | None = None,
    options: ReadOptions | None = None,
    step: Step = silent,
) -> Corpus:
    """Read pages, tables and folders, or take a DataFrame of comments.

    Args:
        paths: files, folders, "-" for standard input; or a DataFrame with one row a comment, its columns named as in a table that is read.
        source: format of the input; None to tell it from the content.
        options: column mapping, time of capture, size limit.
        step: called with what is being done, how much is done and how much there is.

    Returns:
        Articles, comments, and a sentence for each input that could not be used.

    Raises:
        ConfigError: an option names something that does not exist.
        MissingColumn: a DataFrame has no column with the text.
    """
    options = options or ReadOptions()
    if isinstance(paths, pl.DataFrame):
        return from_frame(paths, options)
    listed = [paths] if isinstance(paths, str | Path) else list(paths)
    names: list[str] = []

    def count(name: str) -> None:
        names.append(name)
        step("reading", len(names), 0)

    corpus = sources.read(listed, source, options, count)
    return replace(corpus, failed=failures.failed(corpus.problems, [*names, *map(str, listed)], corpus.articles["path"]))


def score(
    comments: Corpus | pl.DataFrame,
    *,
    articles: pl.DataFrame | None = None,
    debate: str | None = None,
    all_languages: bool = False,
    lexicon: str | Path | None = None,
    sides: stance.Settings | None = None,
    workers: int | None = None,
    step: Step = silent,
) -> pl.DataFrame:
    """Tag each comment with its language, its tone and its side.

    Args:
        comments: what `read` returned, a `Comment` table, or a DataFrame with at least a text column.
        articles: an `Article` table for the matching of debates, when `comments` is a table.
        debate: id in the catalogue or path of a debate file for all articles; None to match each article.
        all_languages: give a tone to every language; VADER knows only English, so that the figures mean little.
        lexicon: file with valences of further words (word, TAB, valence), added to VADER's or in the place of its.
        sides: the stance scorer and its options; None for the default.
        workers: processes that score a large input; None for one a core.
        step: see `read`.

    Returns:
        A `ScoredComment` table in the order of the comments.

    Raises:
        DebateError: there is no such debate.
        ConfigError: the lexicon cannot be used.
    """
    if isinstance(comments, pl.DataFrame) and not set(Comment.columns()) <= set(comments.columns):
        comments = from_frame(comments, ReadOptions())
    if isinstance(comments, Corpus):
        articles = comments.articles
        comments = comments.comments
    table = conform(comments, Comment)
    own = sentiment.read_lexicon(lexicon) if lexicon is not None else None
    sides = stance.prepare(sides, table.filter(pl.col("status") == "visible").height)
    workers = 1 if sides.scorer in stance.IN_ONE_PROCESS else workers
    tasks = list(batches(table, articles, stance.find(debate) if debate else None, all_languages, own, sides))
    parts: list[pl.DataFrame] = []
    # One or two batches are tagged by the time that a worker has started.
    for part in run_all(tag, tasks, workers, worth_it=3):
        parts.append(part)
        step("scoring", sum(one.height for one in parts), table.height)
    scored = pl.concat(parts) if parts else ScoredComment.create_empty()
    place = table.select("article_id", "comment_id").with_row_index("_at")
    return conform(scored.join(place, on=["article_id", "comment_id"]).sort("_at"), ScoredComment)


def read_scored(path: str | Path) -> pl.DataFrame:
    """Read a table that `polarize score` wrote, in any of its formats.

    Raises:
        NotReadable: it cannot be opened.
        TableError: it is no scored table.
    """
    one = Input(str(path), None if str(path) == "-" else Path(path))
    frame, _ = read_table(one)
    missing = [name for name in ScoredComment.columns() if name not in frame.columns]
    if missing:
        raise TableError(f"{path}: is no scored table, it lacks the columns {', '.join(missing)}. Make one with `polarize score`.")
    if is_neutralised(frame, one):
        frame = denature(frame)
    frame = frame.with_columns(
        times(frame["posted_at"]).alias("posted_at"),
        *(pl.col(name).replace_strict(_FLAGS, default=None) for name in ("reply_inferred", "by_article_author")),
    )
    return conform(frame, ScoredComment)


_FLAGS: Final = {"true": True, "false": False}


def measure(
    scored: pl.DataFrame,
    *,
    seed: int = 0,
    names: Sequence[str] | None = None,
    scorer: str = stance.DEFAULT,
    errors: Mapping[str, measures_stage.TaggerError] | None = None,
) -> pl.DataFrame:
    """Measure each thread of a `ScoredComment` table.

    Args:
        scored: what `score` returned.
        seed: of all random draws.
        names: which measures; None for all.
        scorer: the stance scorer that tagged the comments; its measured error goes into the intervals.
        errors: the error as measured in a debate, by its id, where there are labels; it goes before the scorer's.

    Returns:
        An `ArticleMeasure` table: one row an article, unit and measure, with its 95% interval.
    """
    threads = measures_stage.threads(conform(scored, ScoredComment))
    return conform(rounded(measures_stage.measure_threads(threads, tagger_error(scorer), seed, names, errors), 6), ArticleMeasure)


def group(
    scored: pl.DataFrame, by: Sequence[str] = measures_stage.BY, *, articles: pl.DataFrame | None = None, seed: int = 0
) -> pl.DataFrame:
    """Put articles together by debate, outlet or month, each person once.

    Args:
        scored: what `score` returned.
        by: "debate", "outlet", "month" (of publication), one or several.
        articles: an `Article` or `ArticleSummary` table, which names outlet and day of publication; without it articles are grouped by
            debate, and by the month of their first dated comment.
        seed: of all random draws.

    Returns:
        A `GroupSummary` table.

    Raises:
        ConfigError: another word than these, or outlets without `articles`.
    """
    if articles is None and "outlet" in by:
        raise ConfigError("--by outlet: the comments do not name their outlet. Add --articles with the articles table of the report.")
    scored = conform(scored, ScoredComment)
    known = scored.group_by("article_id", maintain_order=True).agg(
        pl.col("debate").drop_nulls().first(), published=pl.col("posted_at").min().dt.date(), outlet=pl.lit(None, pl.String).first()
    )
    if articles is not None:
        named = articles.select("article_id", "outlet", "published").with_columns(pl.col("published").cast(pl.Date))
        known = known.drop("outlet", "published").join(named, on="article_id", how="left", maintain_order="left")
    return grouped(known, [measures_stage.readings(scored)], by, seed)


def read_articles(path: str | Path) -> pl.DataFrame:
    """Read the articles table that `polarize report` wrote, in any of its formats.

    Raises:
        NotReadable: it cannot be opened.
        TableError: it is no table of articles.
    """
    one = Input(str(path), None if str(path) == "-" else Path(path))
    frame, _ = read_table(one)
    missing = [name for name in ("article_id", "outlet", "published") if name not in frame.columns]
    if missing:
        raise TableError(f"{path}: is no table of articles, it lacks the columns {', '.join(missing)}. Take articles.csv of a report.")
    frame = denature(frame) if is_neutralised(frame, one) else frame
    days = pl.col("published").cast(pl.String).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return frame.select(pl.col("article_id", "outlet").cast(pl.String), days)


def rounded(table: pl.DataFrame, decimals: int) -> pl.DataFrame:
    """Cut off the digits that nobody can read in a spreadsheet and no interval supports."""
    return table.with_columns(pl.col(pl.Float64).round(decimals))


def compare(first: str | Path | pl.DataFrame, second: str | Path | pl.DataFrame, *, seed: int = 0) -> pl.DataFrame:
    """Compare two sets of articles: Split index, its factors and mean tone, second less first.

    Args:
        first: a scored table, its file, or a folder that `report` wrote.
        second: the same for the other set. The same article ids in both make the comparison a paired one.
        seed: of all random draws.

    Returns:
        A `Comparison` table: one row a figure, with the 95% interval of the difference.

    Raises:
        NotReadable: a file cannot be opened, or a folder holds no comments table.
        TableError: it is no scored table.
    """
    tables = [conform(one, ScoredComment) if isinstance(one, pl.DataFrame) else read_scored(_comments_of(one)) for one in (first, second)]
    return conform(rounded(measures_stage.compare(tables[0], tables[1], seed), 6), Comparison)


def _comments_of(path: str | Path) -> str | Path:
    """Return the comments table of a report's folder; any other path as it is."""
    if not Path(path).is_dir():
        return path
    found = [Path(path) / f"comments{one.suffix}" for one in writers.writers().values()]
    readable = [one for one in found if one.is_file() and one.suffix != ".xlsx"]
    if not readable:
        raise NotReadable(
            str(path),
            "holds no comments table",
            "Name a folder that `polarize report` wrote as csv, jsonl or parquet, or a file of `polarize score`",
        )
    return readable[0]


def summarize(scored: pl.DataFrame, figures: pl.DataFrame, articles: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return one row an article with its figures and its verdict: an `ArticleSummary` table.

    Args:
        scored: a `ScoredComment` table.
        figures: an `ArticleMeasure` table.
        articles: an `Article` table; None when only the comments are known.
    """
    articles = articles_of(scored) if articles is None else articles
    return conform(rounded(measures_stage.article_summary(articles, scored, figures), 4), ArticleSummary)


def articles_of(comments: pl.DataFrame) -> pl.DataFrame:
    """Return the little that comments alone tell about their articles."""
    counted = comments.group_by("article_id", maintain_order=True).agg(pl.len().alias("comments_found"))
    return conform(counted.with_columns(source=pl.lit("table"), path=pl.lit(""), comment_status=pl.lit("open")), Article)


def pseudonymize_corpus(corpus: Corpus, key: bytes | None = None) -> Corpus:
    """Return the corpus with authors replaced by pseudonyms, inside texts too. See polarize.privacy."""
    known = pseudonyms([*corpus.comments["author"], *corpus.articles["author"]], key)
    return replace(corpus, articles=pseudonymize_table(corpus.articles, known), comments=pseudonymize_table(corpus.comments, known))


def redact(corpus: Corpus) -> Corpus:
    """Return the corpus without e-mail addresses, telephone numbers and web addresses in its texts. See polarize.privacy."""
    return replace(corpus, articles=redact_table(corpus.articles), comments=redact_table(corpus.comments))
