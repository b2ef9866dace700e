"""polarize score: comments with their tags."""

from __future__ import annotations

from pathlib import Path

import click

from polarize.cli import _options
from polarize.cli._console import finish
from polarize.cli._tables import long_job


@click.command(
    "score",
    short_help="Tag each comment with tone and side.",
    epilog="Example: polarize score export.csv --map text=commentBody -o scored.parquet",
)
@_options.reading
@_options.scoring
@_options.writing
@_options.privacy
@_options.running
@_options.quiet
def command(
    reading: _options.Reading,
    scoring: _options.Scoring,
    writing: _options.Writing,
    privacy: _options.Privacy,
    running: _options.Running,
    quiet: bool,
) -> None:
    """Tag each comment with its tone (VADER) and its side in the debate."""
    from polarize import failures, pipeline

    with long_job(writing, running, quiet) as (write, work, step):
        done = pipeline.score_files(
            reading.paths,
            write,
            work,
            source=reading.source,
            options=reading.options,
            debate=scoring.debate,
            all_languages=scoring.all_languages,
            lexicon=scoring.lexicon,
            sides=scoring.sides,
            pseudonymize=privacy.pseudonymize,
            key=privacy.key,
            redact_contacts=privacy.redact_contacts,
            workers=running.workers,
            resume=running.resume,
            engine=running.engine,
            step=step,
        )
    if writing.out is not None:
        out = Path(writing.out)
        failures.write(done.failed, out.with_name(f"{out.name}.{failures.NAME}"), raw=writing.raw_csv)
    finish(done.problems, done.remarks, quiet)
