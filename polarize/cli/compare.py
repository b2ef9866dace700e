"""polarize compare: two sets of articles."""

from __future__ import annotations

import click

from polarize.cli import _options
from polarize.cli._tables import put


@click.command(
    "compare", short_help="Compare two sets of articles.", epilog="Example: polarize compare reports-may/ reports-june/ -o difference.csv"
)
@click.argument("first", metavar="FIRST", type=click.Path())
@click.argument("second", metavar="SECOND", type=click.Path())
@_options.writing
@_options.seed
@_options.quiet
def command(first: str, second: str, writing: _options.Writing, seed: int, quiet: bool) -> None:
    """Say how much more split the SECOND set of articles is than the FIRST, with the interval of each difference.

    Each is a folder that `polarize report` wrote, or a table of `polarize score`. The same article ids in both are compared article
    by article.
    """
    del quiet
    from polarize import pipeline

    put(pipeline.compare(first, second, seed=seed), writing)
