"""Files -> comments -> tags -> measures -> report: the stages strung together, top to bottom. No stage imports another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from polarize import labels as labels_stage
from polarize import measures as measures_stage
from polarize import sentiment, stance, streaming, writers
from polarize.engines import Local
from polarize.errors import ConfigError, NotReadable
from polarize.labelling import advised, errors_in_debates, validate
from polarize.privacy import pseudonymize as pseudonymize_table
from polarize.privacy import pseudonyms
from polarize.privacy import redact_contacts as redact_table
from polarize.reporting import Figures, Findings, Writing, describe, grouped, sentences, with_quiet_debates, write
from polarize.sources import ReadOptions
from polarize.stages import (
    Step,
    articles_of,
    compare,
    group,
    measure,
    pseudonymize_corpus,
    read,
    read_articles,
    read_scored,
    redact,
    rounded,
    score,
    silent,
    summarize,
)
from polarize.tables import Comment, Corpus, ScoredComment, conform
from polarize.tagging import tagger_error

__all__ = [
    "Done",
    "Files",
    "Report",
    "Step",
    "compare",
    "group",
    "measure",
    "parse_files",
    "pseudonymize_corpus",
    "read",
    "read_articles",
    "read_scored",
    "redact",
    "report",
    "score",
    "score_files",
    "summarize",
]


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
    lexicon: str | Path | None = None,
    sides: stance.Settings | None = None,
    to: str = "csv",
    raw_csv: bool = False,
    figures: Figures = "auto",
    names: Sequence[str] | None = None,
    by: Sequence[str] = measures_stage.BY,
    pseudonymize: bool = False,
    key: bytes | None = None,
    redact_contacts: bool = False,
    seed: int = 0,
    labels: str | Path | None = None,
    workers: int | None = None,
    resume: bool = False,
    engine: streaming.Engine | None = None,
    limits: streaming.Limits | None = None,
    step: Step = silent,
) -> Report:
    """Read, score, measure, and write tables, figures and the HTML report into a folder.

    Args:
        inputs: files, folders, "-"; or what `read` or `score` returned; or a DataFrame of comments.
        out: folder, made when it is missing.
        source: see `read`.
        options: see `read`.
        debate: see `score`.
        all_languages: see `score`.
        lexicon: see `score`.
        sides: see `score`.
        to: format of the tables: csv, jsonl, parquet or xlsx.
        raw_csv: CSV without protection of spreadsheets.
        figures: files in figures/: "all" SVG and PNG; "none"; "auto" both for up to 100 articles, SVG alone beyond.
        names: which measures; None for all. Figures that are left out stay empty in the tables.
        by: what articles are also grouped by: "debate", "outlet", "month"; empty for nothing.
        pseudonymize: replace authors by pseudonyms everywhere.
        key: for pseudonyms that are the same in every run.
        redact_contacts: take e-mail addresses, telephone numbers and web addresses out of texts.
        seed: of all random draws.
        labels: file of hand labels (see `polarize label`): the errors of the tags are then those measured in each debate, the pages have
            corrected shares, and validation.html says how good the tags are.
        workers: processes that score and draw; None for one a core.
        resume: go on from what an interrupted run on the same files left.
        engine: where a run in steps runs; None for this machine.
        limits: beyond which sizes files are read and scored in steps, and how large these are; the outputs do not depend on them.
        step: see `read`.

    Raises:
        NotReadable: nothing at all could be read; nothing is written.
        OutputError: something could not be written.
        ConfigError, DebateError: an option names something that does not exist.
    """
    writers.choose(None, to)
    measures_stage.select(names)
    chosen, sides = stance.find(debate) if debate else None, sides or stance.Settings()
    by_hand = None if labels is None else labels_stage.read(labels)
    methods = describe(seed, debate, pseudonymize, lexicon, sides, by_labels=by_hand is not None)
    writing = Writing(to, raw_csv, figures, tuple(by), chosen, methods, workers)
    measuring = streaming.Measuring(None if names is None else tuple(names), seed, tagger_error(sides.scorer), by_hand)
    how = streaming.Settings(_tagging(chosen, all_languages, lexicon, sides), measuring, pseudonymize, key, redact_contacts)
    plan = _plan(inputs, source, options, limits, always=resume or engine is not None)
    if plan is not None:
        index, summary, done = streaming.report(plan, Path(out), how, writing, _steps(sides, engine, workers, resume, step))
        return Report(index, summary, done.problems, done.remarks)
    corpus, scored = _taken(inputs, source, options, step)
    if corpus.articles.is_empty():
        raise NotReadable("nothing", "could be read", " ".join(corpus.problems) or "Name files or folders with pages, texts or tables")
    if scored is None:
        scored = score(corpus, debate=debate, all_languages=all_languages, lexicon=lexicon, sides=sides, workers=workers, step=step)
    findings = _findings(corpus, scored, how, writing, step)
    step("writing", 0, 0)
    return Report(write(findings, Path(out), writing), findings.summary, corpus.problems, corpus.remarks)


def _findings(corpus: Corpus, scored: pl.DataFrame, how: streaming.Settings, writing: Writing, step: Step) -> Findings:
    """Return what there is to say of scored comments that are all in memory."""
    measuring = how.measuring
    assert measuring is not None
    scorer, seed, found = how.sides.scorer, measuring.seed, None
    if measuring.labels is not None:
        found = validate(scored, measuring.labels, scorer=scorer, seed=seed)
    if how.pseudonymize:
        corpus, scored = _hidden(corpus, scored, how.key)
    if how.redact:
        corpus, scored = replace(corpus, articles=redact_table(corpus.articles)), redact_table(scored)
    step("measuring", 0, 0)
    measured = measure(scored, seed=seed, names=measuring.names, scorer=scorer, errors=errors_in_debates(found, how.sides))
    summary = with_quiet_debates(summarize(scored, measured, corpus.articles), corpus.articles, writing.chosen)
    summary = advised(summary, scored, found)
    authors = rounded(measures_stage.author_summary(scored), 4)
    verdicts = dict(sentences(scored, measured, writing.chosen).iter_rows())
    groups = grouped(summary, [measures_stage.readings(scored)], writing.by, seed)
    return Findings(corpus, scored, measured, summary, authors, verdicts, found, groups)


@dataclass(frozen=True, slots=True)
class Files:
    """Files of any size, and how a table is made of them.

    Attributes:
        paths: see `read`.
        put: what is done with the table, which is a lazy one where it is large, and gone afterwards.
        work: folder for what is half done; it goes away at the end, and stays when the run is interrupted.
        source: see `read`.
        options: see `read`.
        pseudonymize: see `report`.
        key: see `report`.
        redact_contacts: see `report`.
        workers: processes that read and score; None for one a core.
        resume: see `report`.
        engine: see `report`.
        limits: see `report`.
        step: see `read`.
    """

    paths: str | Path | Sequence[str | Path]
    put: Callable[[pl.DataFrame | pl.LazyFrame], None]
    work: Path
    source: str | None = None
    options: ReadOptions | None = None
    pseudonymize: bool = False
    key: bytes | None = None
    redact_contacts: bool = False
    workers: int | None = None
    resume: bool = False
    engine: streaming.Engine | None = None
    limits: streaming.Limits | None = None
    step: Step = silent


@dataclass(frozen=True, slots=True)
class Done:
    """What `score_files` or `parse_files` read.

    Attributes:
        problems: a sentence for each input that could not be used.
        remarks: a sentence for each choice that the user should know of.
        failed: path and reason of each input of which nothing could be used.
    """

    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


def score_files(
    files: Files,
    *,
    debate: str | None = None,
    all_languages: bool = False,
    lexicon: str | Path | None = None,
    sides: stance.Settings | None = None,
) -> Done:
    """Read and score files, and hand out the `ScoredComment` table. The options are those of `score`.

    Raises:
        ConfigError, DebateError: an option names something that does not exist.
        OutputError: something could not be written.
    """
    plan = _plan(files.paths, files.source, files.options, files.limits, always=files.resume or files.engine is not None)
    if plan is not None:
        return _in_steps(files, plan, _tagging(stance.find(debate) if debate else None, all_languages, lexicon, sides))
    corpus = read(files.paths, source=files.source, options=files.options, step=files.step)
    scored = score(corpus, debate=debate, all_languages=all_languages, lexicon=lexicon, sides=sides, workers=files.workers, step=files.step)
    scored = _hidden(corpus, scored, files.key)[1] if files.pseudonymize else scored
    files.put(redact_table(scored) if files.redact_contacts else scored)
    return Done(corpus.problems, corpus.remarks, corpus.failed)


def parse_files(files: Files, *, articles: bool = False) -> Done:
    """Read files, and hand out the `Comment` table.

    Args:
        files: which, and how.
        articles: hand out the `Article` table instead; it is held in memory with its texts, whatever its size.

    Raises:
        ConfigError: an option names something that does not exist.
        OutputError: something could not be written.
    """
    plan = _plan(files.paths, files.source, files.options, files.limits, always=files.resume or files.engine is not None)
    if plan is not None:
        return _in_steps(files, plan, None, articles=articles)
    corpus = read(files.paths, source=files.source, options=files.options, step=files.step)
    corpus = pseudonymize_corpus(corpus, files.key) if files.pseudonymize else corpus
    corpus = redact(corpus) if files.redact_contacts else corpus
    files.put(corpus.articles if articles else corpus.comments)
    return Done(corpus.problems, corpus.remarks, corpus.failed)


def _in_steps(files: Files, plan: streaming.Plan, tagging: streaming.Tagging | None, *, articles: bool = False) -> Done:
    how = streaming.Settings(tagging, None, files.pseudonymize, files.key, files.redact_contacts, texts=articles)
    steps = _steps(how.sides, files.engine, files.workers, files.resume, files.step)
    done = streaming.comments(plan, lambda job: files.put(job.articles if articles else job.scored), files.work, how, steps)
    return Done(done.problems, done.remarks, done.failed)


def _plan(
    inputs: str | Path | Sequence[str | Path] | Corpus | pl.DataFrame,
    source: str | None,
    options: ReadOptions | None,
    limits: streaming.Limits | None,
    *,
    always: bool,
) -> streaming.Plan | None:
    """Return the plan of a run in steps; None when it all goes through memory."""
    if isinstance(inputs, Corpus | pl.DataFrame):
        return None
    listed = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    plan = streaming.look(listed, source, options or ReadOptions(), limits or streaming.Limits())
    return plan if always or streaming.is_large(plan) else None


def _steps(sides: stance.Settings, engine: streaming.Engine | None, workers: int | None, resume: bool, step: Step) -> streaming.Steps:
    """Return how a run in steps is carried out.

    Raises:
        ConfigError: the scorer cannot be spread over machines.
    """
    if sides.scorer not in stance.IN_ONE_PROCESS:
        return streaming.Steps(engine or Local(workers), resume, step)
    if engine is not None:
        raise ConfigError(f"--stance {sides.scorer}: asks its server from one process. Leave out --engine.")
    return streaming.Steps(Local(1), resume, step)


def _tagging(
    debate: stance.Debate | None, all_languages: bool, lexicon: str | Path | None, sides: stance.Settings | None
) -> streaming.Tagging:
    own = sentiment.read_lexicon(lexicon) if lexicon is not None else None
    return streaming.Tagging(debate, all_languages, own, sides)


def _hidden(corpus: Corpus, scored: pl.DataFrame, key: bytes | None) -> tuple[Corpus, pl.DataFrame]:
    """Return the articles and the scored comments of a run under the same pseudonyms."""
    known = pseudonyms([*scored["author"], *corpus.articles["author"]], key)
    return replace(corpus, articles=pseudonymize_table(corpus.articles, known)), pseudonymize_table(scored, known)


def _taken(
    inputs: str | Path | Sequence[str | Path] | Corpus | pl.DataFrame, source: str | None, options: ReadOptions | None, step: Step
) -> tuple[Corpus, pl.DataFrame | None]:
    """Return the corpus, and the scored table when `inputs` is one already."""
    if isinstance(inputs, Corpus):
        return inputs, None
    if isinstance(inputs, pl.DataFrame) and set(ScoredComment.columns()) <= set(inputs.columns):
        scored = conform(inputs, ScoredComment)
        return Corpus(articles_of(scored), scored.select(list(Comment.columns()))), scored
    return read(inputs, source=source, options=options, step=step), None
