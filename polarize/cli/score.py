"""polarize score: comments with their tags."""

from __future__ import annotations

from functools import partial

import click

from polarize.cli import _options
from polarize.cli._tables import carry_out


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
    from polarize import pipeline

    score = partial(
        pipeline.score_files,
        debate=scoring.debate,
        all_languages=scoring.all_languages,
        lexicon=scoring.lexicon,
        sides=scoring.sides,
    )
    carry_out(score, reading, writing, privacy, running, quiet)
