"""Files -> comments -> tags -> measures -> report: the stages strung together, top to bottom. No stage imports another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from polarize import measures as measures_stage
from polarize import sentiment, sources, stance
from polarize.errors import TableError
from polarize.measures import TaggerError
from polarize.privacy import pseudonymize as pseudonymize_table
from polarize.privacy import pseudonyms
from polarize.sources import Input, ReadOptions
from polarize.sources.table import denature, from_frame, read_table, times
from polarize.tables import Article, ArticleMeasure, ArticleSummary, Comment, Corpus, ScoredComment, conform

Step = Callable[[str, int, int], None]
SCORER: Final = "statements"
_COMMENT_TEXT_FOR_MATCHING: Final = 20_000


def _silent(what: str, done: int, total: int) -> None:
    del what, done, total


def read(
    paths: str | Path | Sequence[str | Path] | pl.DataFrame,
    *,
    source: str | None = None,
    options: ReadOptions | None = None,
    step: Step = _silent,
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
    done = 0

    def count(_name: str) -> None:
        nonlocal done
        done += 1
        step("reading", done, 0)

    return sources.read(listed, source, options, count)


def score(
    comments: Corpus | pl.DataFrame,
    *,
    articles: pl.DataFrame | None = None,
    debate: str | None = None,
    all_languages: bool = False,
    step: Step = _silent,
) -> pl.DataFrame:
    """Tag each comment with its language, its tone and its side.

    Args:
        comments: what `read` returned, a `Comment` table, or a DataFrame with at least a text column.
        articles: an `Article` table for the matching of debates, when `comments` is a table.
        debate: id in the catalogue or path of a debate file for all articles; None to match each article.
        all_languages: give a tone to every language; VADER knows only English, so that the figures mean little.
        step: see `read`.

    Returns:
        A `ScoredComment` table in the order of the comments.

    Raises:
        DebateError: there is no such debate.
    """
    if isinstance(comments, pl.DataFrame):
        taken = comments if set(Comment.columns()) <= set(comments.columns) else None
        corpus = from_frame(comments, ReadOptions()) if taken is None else None
        comments, articles = (corpus.comments, corpus.articles) if corpus else (comments, articles)
    else:
        comments, articles = comments.comments, comments.articles
    table = conform(comments, Comment)
    said = pl.when(pl.col("status") == "visible").then(_without_quotes())
    step("telling languages", 0, 0)
    table = table.with_columns(sentiment.languages(table), said.alias("said"))
    step("scoring tone", 0, 0)
    tone = sentiment.score(table["said"], table["language"], all_languages=all_languages)
    tags = _stances(table, articles, stance.find(debate) if debate else None, step)
    return conform(pl.concat([table.drop("said"), tone, tags], how="horizontal"), ScoredComment)


def _without_quotes() -> pl.Expr:
    """The comment's own words: lines that quote somebody are left out."""
    return pl.col("text").str.replace_all(r"(?m)^> ?.*$", "").str.strip_chars()


def _stances(table: pl.DataFrame, articles: pl.DataFrame | None, chosen: stance.Debate | None, step: Step) -> pl.DataFrame:
    """Match each article to its debate and score its comments; the columns debate and stance_*, in the order of `table`."""
    facts = (
        {} if articles is None else {row["article_id"]: row for row in articles.select("article_id", "title", "text").iter_rows(named=True)}
    )
    rows = table.select("article_id", "said", "language").with_row_index("at")
    parts = []
    for done, ((article_id,), thread) in enumerate(rows.group_by("article_id", maintain_order=True)):
        step("telling sides", done, rows["article_id"].n_unique() if done == 0 else 0)
        debate = chosen or _matched(facts.get(str(article_id), {}), thread["said"])
        tags = stance.score(thread["said"], thread["language"], debate)
        parts.append(tags.with_columns(thread["at"], pl.lit(debate.id if debate else None, dtype=pl.String).alias("debate")))
    if not parts:
        return ScoredComment.create_empty().select(_STANCE_COLUMNS)
    return pl.concat(parts).sort("at").select(_STANCE_COLUMNS)


_STANCE_COLUMNS: Final = ("debate", "stance_label", "stance_score", "stance_confidence", "stance_evidence")


def _matched(facts: dict[str, str | None], said: pl.Series) -> stance.Debate | None:
    title, text = facts.get("title"), facts.get("text")
    if not text:
        # A table of comments often has no more than the title, or not even that: the thread itself then says what it is about.
        text = "\n".join(said.drop_nulls().head(200))[:_COMMENT_TEXT_FOR_MATCHING]
    found = stance.match(title, text)
    return found[0].debate if found else None


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
    if one.suffix == ".csv":
        frame = denature(frame)
    frame = frame.with_columns(
        times(frame["posted_at"]).alias("posted_at"),
        *(pl.col(name).replace_strict(_FLAGS, default=None) for name in ("reply_inferred", "by_article_author")),
    )
    return conform(frame, ScoredComment)


_FLAGS: Final = {"true": True, "false": False}


def measure(scored: pl.DataFrame, *, seed: int = 0, names: Sequence[str] | None = None) -> pl.DataFrame:
    """Measure each thread of a `ScoredComment` table.

    Args:
        scored: what `score` returned.
        seed: of all random draws.
        names: which measures; None for all.

    Returns:
        An `ArticleMeasure` table: one row an article, unit and measure, with its 95% interval.
    """
    threads = measures_stage.threads(conform(scored, ScoredComment))
    return conform(measures_stage.measure_threads(threads, tagger_error(), seed, names), ArticleMeasure)


def tagger_error() -> TaggerError | None:
    """Return the measured error of the stance scorer in use."""
    known = stance.validation(SCORER)
    return TaggerError(scorer=known.scorer, flip=known.flip, offset_sd=known.offset_sd, source=known.source) if known else None


def summarize(scored: pl.DataFrame, figures: pl.DataFrame, articles: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return one row an article with its figures and its verdict: an `ArticleSummary` table.

    Args:
        scored: a `ScoredComment` table.
        figures: an `ArticleMeasure` table.
        articles: an `Article` table; None when only the comments are known.
    """
    if articles is None:
        counted = scored.group_by("article_id", maintain_order=True).agg(pl.len().alias("comments_found"))
        articles = conform(counted.with_columns(source=pl.lit("table"), path=pl.lit(""), comment_status=pl.lit("open")), Article)
    return conform(measures_stage.article_summary(articles, scored, figures), ArticleSummary)


def pseudonymize_corpus(corpus: Corpus, key: bytes | None = None) -> Corpus:
    """Return the corpus with authors replaced by pseudonyms, inside texts too. See polarize.privacy."""
    known = pseudonyms([*corpus.comments["author"], *corpus.articles["author"]], key)
    return Corpus(pseudonymize_table(corpus.articles, known), pseudonymize_table(corpus.comments, known), corpus.problems, corpus.remarks)


def pseudonymize_scored(scored: pl.DataFrame, key: bytes | None = None) -> pl.DataFrame:
    """Return a scored table with authors replaced by pseudonyms, inside texts and evidence too."""
    return pseudonymize_table(scored, pseudonyms(scored["author"], key))
