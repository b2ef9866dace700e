"""What a run in steps writes: a table of comments, or a report."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from polarize.errors import NotReadable
from polarize.files import refuse_links
from polarize.labelling import advised
from polarize.reporting import Findings, Writing, grouped, write
from polarize.streaming._findings import Boxes, joined
from polarize.streaming._plan import Plan
from polarize.streaming._run import Engine, Job, Run, Settings, Step
from polarize.tables import Corpus
from polarize.writers.xlsx import refuse_rows

WORK = ".polarize"
"""Name of the work folder within a report's."""


@dataclass(frozen=True, slots=True)
class Steps:
    """How a run in steps is carried out.

    Attributes:
        engine: where the steps run.
        resume: go on from what an interrupted run left.
        step: called with what is being done, how much is done and how much there is.
    """

    engine: Engine
    resume: bool
    step: Step


def comments(plan: Plan, put: Callable[[Job], None], work: Path, settings: Settings, steps: Steps) -> Job:
    """Read, and unless `settings` leave it out score, inputs of any size, and hand them to `put` as long as they are there.

    Raises:
        ConfigError: see `Run`.
        OutputError: something could not be written.
    """
    with Run(plan, work, settings, steps.engine, steps.step, resume=steps.resume) as run:
        done = run.finish()
        steps.engine.close()
        steps.step("writing", 0, 0)
        put(done)
        return done


def report(plan: Plan, out: Path, settings: Settings, writing: Writing, steps: Steps) -> tuple[Path, pl.DataFrame, Job]:
    """Score and measure inputs of any size and write the report; return the index, the `ArticleSummary` table and what was read.

    Raises:
        NotReadable: nothing at all could be read; nothing is written.
        ConfigError: see `Run`.
        OutputError: something could not be written.
    """
    refuse_links(out, "articles", "figures")
    was_there = out.exists()
    try:
        with Run(plan, out / WORK, settings, steps.engine, steps.step, resume=steps.resume) as run:
            done = run.finish(partial(refuse_rows, "comments") if writing.to == "xlsx" else None)
            if done.articles.is_empty():
                raise NotReadable(
                    "nothing", "could be read", " ".join(done.problems) or "Name files or folders with pages, texts or tables"
                )
            steps.step("comparing", 0, 0)
            findings = _findings(run, done, writing, settings.measuring.seed if settings.measuring else 0)
            steps.engine.close()
            steps.step("writing", 0, 0)
            return write(findings, out, writing), findings.summary, done
    except NotReadable:
        if not was_there:
            with contextlib.suppress(OSError):
                out.rmdir()
        raise


def _findings(run: Run, done: Job, writing: Writing, seed: int) -> Findings:
    """Put together what the parts of a run found."""
    boxes = Boxes(run.boxes(), run.work, run.engine, seed)
    summary = joined(boxes.paths, "summary").sort("_at").drop("_at")
    units = summary.select("article_id", pl.col("unit").cast(pl.String))
    p = units.join(boxes.compare(), on=["article_id", "unit"], how="left", maintain_order="left")["_p"].round(4)
    summary = advised(summary.with_columns(p.alias("between_articles_p")), done.scored, run.labelled)
    return Findings(
        Corpus(done.articles, pl.DataFrame(), done.problems, done.remarks, done.failed),
        done.scored,
        boxes.rows("measures"),
        summary,
        boxes.rows("authors"),
        dict(joined(boxes.paths, "sentences").iter_rows()),
        run.labelled,
        grouped(summary, boxes.readings(), writing.by, seed),
    )
