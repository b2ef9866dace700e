"""polarize parse: comments only."""

from __future__ import annotations

from collections.abc import Sequence

import click

from polarize.cli import _options
from polarize.cli._console import finish, progress
from polarize.cli._tables import put


@click.command("parse", short_help="Split threads by author, untagged.", epilog="Example: polarize parse page.txt -o comments.csv")
@_options.reading
@_options.writing
@_options.privacy
@click.option("--articles", is_flag=True, help="Give the articles instead of the comments.")
@_options.quiet
def command(
    paths: Sequence[str],
    source: str | None,
    columns: Sequence[str],
    captured_at: str | None,
    max_bytes: int,
    out: str | None,
    to: str | None,
    raw_csv: bool,
    pseudonymize: bool,
    key_file: str | None,
    articles: bool,
    quiet: bool,
) -> None:
    """Split threads by author: one row a comment, untagged."""
    options = _options.read_options(columns, captured_at, max_bytes)
    from polarize import pipeline

    with progress(quiet) as step:
        corpus = pipeline.read(paths, source=source, options=options, step=step)
        if pseudonymize:
            corpus = pipeline.pseudonymize_corpus(corpus, _options.secret(key_file))
    put(corpus.articles if articles else corpus.comments, out, to, raw_csv)
    finish(corpus.problems, corpus.remarks, quiet)
