"""What a run found -> tables, pictures and pages in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal

import polars as pl

from polarize import failures, labels, measures, stance, writers
from polarize.engines import cores
from polarize.files import refuse_links, sweep
from polarize.labels import Validation
from polarize.pages import Corrected, DebateInfo, LabelPage, Methods, Table
from polarize.tables import Corpus, GroupSummary, conform
from polarize.tagging import tagger_error

Figures = Literal["auto", "all", "none"]
_FEW_ARTICLES: Final = 100
WORKBOOK: Final = "report.xlsx"
"""With `--to xlsx` all tables are sheets of this one file."""
_BY_LABELS: Final = (
    "Where comments of a debate were labelled by hand, the intervals and the test against tagging errors rest on the error that these "
    "labels show in it, see validation.html."
)


@dataclass(frozen=True, slots=True)
class Findings:
    """The tables of one run.

    Attributes:
        corpus: what was read.
        scored: a `ScoredComment` table; a lazy one where it is large.
        measured: an `ArticleMeasure` table; a lazy one likewise.
        summary: an `ArticleSummary` table.
        authors: an `AuthorSummary` table; a lazy one likewise.
        verdicts: the verdict on each article as a sentence, by article_id.
        labels: what hand labels say; None without any.
        groups: a `GroupSummary` table; empty where nothing is grouped.
    """

    corpus: Corpus
    scored: pl.DataFrame | pl.LazyFrame
    measured: pl.DataFrame | pl.LazyFrame
    summary: pl.DataFrame
    authors: pl.DataFrame | pl.LazyFrame
    verdicts: Mapping[str, str]
    labels: Validation | None = None
    groups: pl.DataFrame = field(default_factory=GroupSummary.create_empty)


@dataclass(frozen=True, slots=True)
class Writing:
    """What a report is written with; see `polarize.pipeline.report`."""

    to: str
    raw_csv: bool
    figures: Figures
    by: tuple[str, ...]
    chosen: stance.Debate | None
    methods: Methods
    workers: int | None


def write(findings: Findings, out: Path, writing: Writing) -> Path:
    """Write everything that a run found into a folder, and return the path of the index.

    Raises:
        OutputError: something could not be written.
    """
    refuse_links(out, "articles", "figures")
    for folder in (out, out / "articles", out / "figures"):
        sweep(folder)
    failures.write(findings.corpus.failed, out / failures.NAME, raw=writing.raw_csv)
    write_tables(findings, out, writing.to, writing.raw_csv)
    return write_pages(findings, out, writing.chosen, writing.methods, writing.figures, writing.workers)


def grouped(articles: pl.DataFrame, debates: Iterable[pl.DataFrame], by: Sequence[str], seed: int) -> pl.DataFrame:
    """Return a `GroupSummary` table of articles of which debate, outlet and day of publication are known.

    Args:
        articles: the articles.
        debates: see `polarize.measures.group_readings`.
        by: see there.
        seed: see there.
    """
    if not by:
        return GroupSummary.create_empty()
    # More digits than these nobody can read in a spreadsheet, and no interval supports them.
    return conform(measures.group_readings(articles, debates, by, seed).with_columns(pl.col(pl.Float64).round(4)), GroupSummary)


def with_quiet_debates(summary: pl.DataFrame, articles: pl.DataFrame, chosen: stance.Debate | None) -> pl.DataFrame:
    """Name the debate of articles without comments too: what is not argued over is a finding as well."""
    quiet = articles.filter(pl.col("comments_found") == 0)
    found = {
        article_id: debate.id
        for article_id, title, text in quiet.select("article_id", "title", "text").iter_rows()
        if (debate := chosen or next((one.debate for one in stance.match(title, text)), None)) is not None
    }
    named = pl.col("article_id").replace_strict(found, default=None, return_dtype=pl.String)
    return summary.with_columns(pl.coalesce("debate", named)) if found else summary


def write_tables(findings: Findings, folder: Path, to: str, raw_csv: bool) -> None:
    """Write articles, comments, authors, measures and groups in the format `to`.

    Raises:
        OutputError: one could not be written; those before it are whole.
    """
    tables = {"articles": findings.summary, "comments": findings.scored, "authors": findings.authors, "measures": findings.measured}
    if not findings.groups.is_empty():
        tables["groups"] = findings.groups
    if to == "xlsx":
        figures = {value: f"{one.title}: {one.formula}" for one in measures.measures().values() for value in one.values}
        writers.write_book(tables, folder / WORKBOOK, figures)
        return
    for name, table in tables.items():
        writers.write(table, folder / f"{name}{writers.choose(None, to).suffix}", to, raw=raw_csv)


def write_pages(
    findings: Findings, folder: Path, chosen: stance.Debate | None, methods: Methods, figures: Figures, workers: int | None
) -> Path:
    """Write index.html, a page an article and the pictures, and return the path of the index.

    Raises:
        OutputError: something could not be written.
    """
    # What draws is heavy, and workers that only score import this module too.
    from polarize.pages.build import build

    summary = findings.summary
    # A scored table may name a debate from a file that is not at hand: its sides are then called favor and against.
    known = stance.catalogue() | ({chosen.id: chosen} if chosen else {})
    debates = {name: known[name] for name in summary["debate"].drop_nulls().unique().sort() if name in known}
    both = figures == "all" or (figures == "auto" and summary.height <= _FEW_ARTICLES)
    return build(
        folder,
        findings.corpus.articles,
        summary,
        findings.scored,
        findings.measured,
        {name: DebateInfo(one.title, one.question, one.favor.label, one.against.label) for name, one in debates.items()},
        methods,
        verdicts=findings.verdicts,
        problems=findings.corpus.problems,
        groups=findings.groups,
        formats=() if figures == "none" else ("svg", "png") if both else ("svg",),
        # Below a few dozen articles, starting a process takes longer than it saves.
        workers=min(workers or cores(), max(1, summary.height // 12)),
        corrected=_corrected(findings.labels),
        labels=_label_page(findings.labels),
    )


def _corrected(found: Validation | None) -> dict[str, Corrected]:
    """Return the figures as tagged and as corrected by labels, by article id."""
    tables = {}
    for thread in found.threads if found else ():
        if (fixed := thread.corrected) is not None:
            raw = {"favor": thread.raw["favor"], "against": thread.raw["against"]}
            raw["neither"] = 1 - sum(raw.values())
            names = {"favor": "in favor", "against": "against", "neither": "take no side"}
            rows = [(names[side], raw[side], fixed.share[side], *fixed.share_interval[side]) for side in names]
            tables[thread.article_id] = Corrected(fixed.n, [*rows, ("Split index", thread.split, fixed.split, *fixed.split_interval)])
    return tables


def _label_page(found: Validation | None) -> LabelPage | None:
    """Return what the page on the labels shows."""
    if found is None:
        return None
    tables = tuple(Table(one.caption, one.columns, one.rows, one.note) for one in labels.tables(found))
    return LabelPage(tuple(labels.sentences(found)), tables, tuple((one.confidence, one.right, one.n) for one in found.quality.bins))


def sentences(scored: pl.DataFrame, measured: pl.DataFrame, chosen: stance.Debate | None) -> pl.DataFrame:
    """Return the verdict on each article as a sentence: columns article_id and sentence."""
    known = stance.catalogue() | ({chosen.id: chosen} if chosen else {})
    debate_of = dict(scored.select("article_id", "debate").unique(maintain_order=True).iter_rows())
    rows = []
    for article_id, facts in measures.article_facts(scored, measured).items():
        debate = known.get(debate_of.get(article_id) or "")
        labels = (debate.favor.label, debate.against.label) if debate else ()
        rows.append((article_id, measures.verdict_sentence(facts, *labels)))
    return pl.DataFrame(rows, schema={"article_id": pl.String, "sentence": pl.String}, orient="row")


def describe(
    seed: int, debate: str | None, pseudonymize: bool, lexicon: str | Path | None, sides: stance.Settings, *, by_labels: bool = False
) -> Methods:
    """Return how the figures were made: versions, settings and the scorer's measured error."""
    known = tagger_error(sides.scorer)
    error = (
        f"Of the comments that take a side, the stance scorer puts about {known.flip:.0%} on the wrong one, {known.source}."
        if known
        else "Its error has not been measured, so the test against tagging errors is left out."
    )
    settings = {
        "debate": debate or "matched to each article from the catalogue",
        "authors": "pseudonymized" if pseudonymize else "as printed",
        "sentiment": f"vaderSentiment {version('vaderSentiment')}, English comments only"
        + (f", with the words of {Path(lexicon).name}" if lexicon is not None else ""),
        "embeddings": f"wordllama {version('wordllama')}, static, 256 dimensions",
        "language": f"py3langid {version('py3langid')}",
        "computed with": f"numpy {version('numpy')}, polars {version('polars')}",
    }
    if sides.scorer in ("auto", "fitted"):
        settings["speed"] = sides.speed
    if sides.scorer == "nli":
        settings["stance model"] = sides.model.name if sides.model else ""
    if sides.scorer == "endpoint":
        settings["stance model"] = f"{sides.url_model} at {sides.url}"
    if not sides.replies:
        settings["answers to comments"] = "judged alone"
    notes = (_BY_LABELS,) if by_labels else ()
    return Methods(version=version("polarize"), seed=seed, scorer=sides.scorer, scorer_error=error, settings=settings, notes=notes)
