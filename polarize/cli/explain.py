"""polarize explain: why a text has its tone."""

from __future__ import annotations

import sys

import click

from polarize.cli import _options


@click.command(
    "explain", short_help="Show what made the tone of a text.", epilog='Example: polarize explain "Not a VERY good plan, but I like it!"'
)
@click.argument("text", metavar="TEXT")
@_options.lexicon
def command(text: str, lexicon: str | None) -> None:
    """Show which words, boosters, negations, idioms, capitals and marks made the tone (VADER) of a text, step by step.

    TEXT may be - for standard input.
    """
    from polarize.sentiment import explain

    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
    found = explain(text.encode("utf-8", errors="replace").decode(), lexicon)
    click.echo(str(found))
