"""polarize score: comments with their tags."""

from __future__ import annotations

from collections.abc import Sequence

import click

from polarize.cli import _options
from polarize.cli._console import finish, progress
from polarize.cli._tables import put


@click.command(
    "score",
    short_help="Tag each comment with tone and side.",
    epilog="Example: polarize score export.csv --map text=commentBody -o scored.parquet",
)
@_options.reading
@_options.scoring
@_options.writing
@_options.privacy
@_options.quiet
def command(
    paths: Sequence[str],
    source: str | None,
    columns: Sequence[str],
    captured_at: str | None,
    max_bytes: int,
    debate: str | None,
    all_languages: bool,
    lexicon: str | None,
    out: str | None,
    to: str | None,
    raw_csv: bool,
    pseudonymize: bool,
    key_file: str | None,
    quiet: bool,
) -> None:
    """Tag each comment with its tone (VADER) and its side in the debate."""
    options = _options.read_options(columns, captured_at, max_bytes)
    from polarize import pipeline

    with progress(quiet) as step:
        corpus = pipeline.read(paths, source=source, options=options, step=step)
        scored = pipeline.score(corpus, debate=debate, all_languages=all_languages, lexicon=lexicon, step=step)
        if pseudonymize:
            scored = pipeline.pseudonymize_scored(scored, _options.secret(key_file))
    put(scored, out, to, raw_csv)
    finish(corpus.problems, corpus.remarks, quiet)
