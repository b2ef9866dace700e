"""Messages and progress on standard error: none when it is not a terminal or with --quiet; NO_COLOR is honoured by rich."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence

import click

Step = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0 when not known)."""


@contextlib.contextmanager
def progress(quiet: bool) -> Iterator[Step]:
    """Show a progress line while the block runs, and hand out the function that moves it."""
    if quiet or not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("starting", total=None)
        yield lambda what, done, total: shown.update(task, description=what, completed=done, total=total or None)


def say(message: str, quiet: bool) -> None:
    """Print a message on standard error unless --quiet."""
    if not quiet:
        click.echo(message, err=True)


def finish(problems: Sequence[str], remarks: Sequence[str], quiet: bool) -> None:
    """Name what could not be used, and exit with 1 if there is any such thing."""
    for remark in remarks:
        say(f"note: {remark}", quiet)
    for problem in problems:
        click.echo(f"polarize: {problem}", err=True)
    if problems:
        raise click.exceptions.Exit(1)
