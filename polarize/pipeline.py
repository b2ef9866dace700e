"""Files -> comments -> tags -> measures -> report: the stages strung together, top to bottom. No stage imports another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal

import polars as pl

from polarize import measures as measures_stage
from polarize import sources, stance, writers
from polarize.engines import cores, run_all
from polarize.errors import NotReadable, TableError
from polarize.measures import TaggerError
from polarize.pages._context import DebateInfo, Methods
from polarize.pages.build import build
from polarize.privacy import pseudonymize as pseudonymize_table
from polarize.privacy import pseudonyms
from polarize.sources import Input, ReadOptions
from polarize.sources.table import denature, from_frame, is_neutralised, read_table, times
from polarize.tables import Article, ArticleMeasure, ArticleSummary, Comment, Corpus, ScoredComment, conform
from polarize.tagging import batches, tag

Step = Callable[[str, int, int], None]
SCORER: Final = "statements"
_FEW_ARTICLES: Final = 100


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
    workers: int | None = None,
    step: Step = _silent,
) -> pl.DataFrame:
    """Tag each comment with its language, its tone and its side.

    Args:
        comments: what `read` returned, a `Comment` table, or a DataFrame with at least a text column.
        articles: an `Article` table for the matching of debates, when `comments` is a table.
        debate: id in the catalogue or path of a debate file for all articles; None to match each article.
        all_languages: give a tone to every language; VADER knows only English, so that the figures mean little.
        workers: processes that score a large input; None for one a core.
        step: see `read`.

    Returns:
        A `ScoredComment` table in the order of the comments.

    Raises:
        DebateError: there is no such debate.
    """
    if isinstance(comments, pl.DataFrame) and not set(Comment.columns()) <= set(comments.columns):
        comments = from_frame(comments, ReadOptions())
    if isinstance(comments, Corpus):
        articles = comments.articles
        comments = comments.comments
    table = conform(comments, Comment)
    tasks = list(batches(table, articles, stance.find(debate) if debate else None, all_languages))
    parts: list[pl.DataFrame] = []
    for done, part in enumerate(run_all(tag, tasks, workers)):
        step("scoring", done + 1, len(tasks))
        parts.append(part)
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
    articles = _articles_of(scored) if articles is None else articles
    return conform(measures_stage.article_summary(articles, scored, figures), ArticleSummary)


@dataclass(frozen=True, slots=True)
class Report:
    """What `report` wrote.

    Attributes:
        index: path of index.html.
        summary: the `ArticleSummary` table.
        problems: a sentence for each input that could not be used.
        remarks: a sentence for each choice that the user should know of.
    """

    index: Path
    summary: pl.DataFrame
    problems: tuple[str, ...]
    remarks: tuple[str, ...]


def report(
    inputs: str | Path | Sequence[str | Path] | Corpus | pl.DataFrame,
    out: str | Path = "reports",
    *,
    source: str | None = None,
    options: ReadOptions | None = None,
    debate: str | None = None,
    all_languages: bool = False,
    to: str = "csv",
    raw_csv: bool = False,
    figures: Literal["auto", "all", "none"] = "auto",
    pseudonymize: bool = False,
    key: bytes | None = None,
    seed: int = 0,
    workers: int | None = None,
    step: Step = _silent,
) -> Report:
    """Read, score, measure, and write tables, figures and the HTML report into a folder.

    Args:
        inputs: files, folders, "-"; or what `read` or `score` returned; or a DataFrame of comments.
        out: folder, made when it is missing.
        source: see `read`.
        options: see `read`.
        debate: see `score`.
        all_languages: see `score`.
        to: format of the tables: csv, jsonl, parquet or xlsx.
        raw_csv: CSV without protection of spreadsheets.
        figures: files in figures/: "all" SVG and PNG; "none"; "auto" both for up to 100 articles, SVG alone beyond.
        pseudonymize: replace authors by pseudonyms everywhere.
        key: for pseudonyms that are the same in every run.
        seed: of all random draws.
        workers: processes that score and draw; None for one a core.
        step: see `read`.

    Raises:
        NotReadable: nothing at all could be read; nothing is written.
        OutputError: something could not be written.
        ConfigError, DebateError: an option names something that does not exist.
    """
    writer = writers.choose(None, to)
    chosen = stance.find(debate) if debate else None
    corpus, scored = _taken(inputs, source, options, step)
    if corpus.articles.is_empty():
        raise NotReadable("nothing", "could be read", " ".join(corpus.problems) or "Name files or folders with pages, texts or tables")
    if scored is None:
        scored = score(corpus, debate=debate, all_languages=all_languages, workers=workers, step=step)
    if pseudonymize:
        known = pseudonyms([*scored["author"], *corpus.articles["author"]], key)
        scored = pseudonymize_table(scored, known)
        corpus = replace(corpus, articles=pseudonymize_table(corpus.articles, known))
    step("measuring", 0, 0)
    measured = measure(scored, seed=seed)
    summary = _with_quiet_debates(summarize(scored, measured, corpus.articles), corpus.articles, chosen)
    folder = Path(out)
    tables = {"articles": summary, "comments": scored, "authors": measures_stage.author_summary(scored), "measures": measured}
    for name, table in tables.items():
        writers.write(table, folder / f"{name}{writer.suffix}", to, raw=raw_csv)
    debates = {one: stance.find(one) for one in summary["debate"].drop_nulls().unique().sort() if chosen is None or chosen.id != one}
    debates |= {chosen.id: chosen} if chosen else {}
    step("drawing", 0, 0)
    index = build(
        folder,
        corpus.articles,
        summary,
        scored,
        measured,
        {name: _debate_info(one) for name, one in debates.items()},
        _methods(seed, debate, pseudonymize),
        verdicts=_sentences(scored, measured, debates),
        problems=corpus.problems,
        formats=() if figures == "none" else ("svg", "png") if figures == "all" or summary.height <= _FEW_ARTICLES else ("svg",),
        workers=_drawing_workers(workers, summary.height),
    )
    return Report(index, summary, corpus.problems, corpus.remarks)


def _with_quiet_debates(summary: pl.DataFrame, articles: pl.DataFrame, chosen: stance.Debate | None) -> pl.DataFrame:
    """Name the debate of articles without comments too: what is not argued over is a finding as well."""
    quiet = articles.filter(pl.col("comments_found") == 0)
    found = {
        article_id: debate.id
        for article_id, title, text in quiet.select("article_id", "title", "text").iter_rows()
        if (debate := chosen or next((one.debate for one in stance.match(title, text)), None)) is not None
    }
    named = pl.col("article_id").replace_strict(found, default=None, return_dtype=pl.String)
    return summary.with_columns(pl.coalesce("debate", named)) if found else summary


def _taken(
    inputs: str | Path | Sequence[str | Path] | Corpus | pl.DataFrame, source: str | None, options: ReadOptions | None, step: Step
) -> tuple[Corpus, pl.DataFrame | None]:
    """Return the corpus, and the scored table when `inputs` is one already."""
    if isinstance(inputs, Corpus):
        return inputs, None
    if isinstance(inputs, pl.DataFrame) and set(ScoredComment.columns()) <= set(inputs.columns):
        scored = conform(inputs, ScoredComment)
        return Corpus(_articles_of(scored), scored.select(list(Comment.columns()))), scored
    return read(inputs, source=source, options=options, step=step), None


def _articles_of(comments: pl.DataFrame) -> pl.DataFrame:
    """Return the little that comments alone tell about their articles."""
    counted = comments.group_by("article_id", maintain_order=True).agg(pl.len().alias("comments_found"))
    return conform(counted.with_columns(source=pl.lit("table"), path=pl.lit(""), comment_status=pl.lit("open")), Article)


def _debate_info(debate: stance.Debate) -> DebateInfo:
    return DebateInfo(debate.title, debate.question, debate.favor.label, debate.against.label)


def _sentences(scored: pl.DataFrame, measured: pl.DataFrame, debates: dict[str, stance.Debate]) -> dict[str, str]:
    """Return the verdict on each article as a sentence."""
    debate_of = dict(scored.select("article_id", "debate").unique(maintain_order=True).iter_rows())
    sentences = {}
    for article_id, facts in measures_stage.article_facts(scored, measured).items():
        debate = debates.get(debate_of.get(article_id) or "")
        labels = (_lower_first(debate.favor.label), _lower_first(debate.against.label)) if debate else ("in favor", "against")
        sentences[article_id] = measures_stage.verdict_sentence(facts, *labels)
    return sentences


def _lower_first(label: str) -> str:
    """Return "for nuclear power" for "For nuclear power", so that it stands inside a sentence."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _methods(seed: int, debate: str | None, pseudonymize: bool) -> Methods:
    known = tagger_error()
    error = (
        f"Among comments that take a side it puts {known.flip:.0%} on the wrong one ({known.source})."
        if known
        else "Its error has not been measured, so the test against tagging errors is left out."
    )
    settings = {
        "debate": debate or "matched to each article from the catalogue",
        "authors": "pseudonymized" if pseudonymize else "as printed",
        "sentiment": f"vaderSentiment {version('vaderSentiment')}, English comments only",
        "embeddings": f"wordllama {version('wordllama')}, static, 256 dimensions",
        "language": f"py3langid {version('py3langid')}",
    }
    return Methods(version=version("polarize"), seed=seed, scorer=SCORER, scorer_error=error, settings=settings)


def _drawing_workers(workers: int | None, articles: int) -> int:
    """Return how many processes draw: below a few dozen articles, starting a process takes longer than it saves."""
    return min(workers or cores(), max(1, articles // 12))


def pseudonymize_corpus(corpus: Corpus, key: bytes | None = None) -> Corpus:
    """Return the corpus with authors replaced by pseudonyms, inside texts too. See polarize.privacy."""
    known = pseudonyms([*corpus.comments["author"], *corpus.articles["author"]], key)
    return Corpus(pseudonymize_table(corpus.articles, known), pseudonymize_table(corpus.comments, known), corpus.problems, corpus.remarks)


def pseudonymize_scored(scored: pl.DataFrame, key: bytes | None = None) -> pl.DataFrame:
    """Return a scored table with authors replaced by pseudonyms, inside texts and evidence too."""
    return pseudonymize_table(scored, pseudonyms(scored["author"], key))
