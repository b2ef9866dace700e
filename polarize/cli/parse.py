"""polarize parse: comments only."""

from __future__ import annotations

from functools import partial

import click

from polarize.cli import _options
from polarize.cli._tables import carry_out


@click.command("parse", short_help="Split threads by author, untagged.", epilog="Example: polarize parse page.txt -o comments.csv")
@_options.reading
@_options.writing
@_options.privacy
@click.option("--articles", is_flag=True, help="Give the articles instead of the comments.")
@click.option("--explain", is_flag=True, help="Say in words who reads each input and why, what is found and what left out; no table.")
@_options.running
@_options.quiet
def command(
    reading: _options.Reading,
    writing: _options.Writing,
    privacy: _options.Privacy,
    running: _options.Running,
    articles: bool,
    explain: bool,
    quiet: bool,
) -> None:
    """Split threads by author: one row a comment, untagged."""
    from polarize import pipeline, sources

    if explain:
        for text in sources.explain(reading.paths, reading.source, reading.options):
            click.echo(text)
        return
    carry_out(partial(pipeline.parse_files, articles=articles), reading, writing, privacy, running, quiet)
