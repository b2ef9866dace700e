"""Messages and progress on standard error: none when it is not a terminal or with --quiet; NO_COLOR is honoured by rich."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence

import click

from polarize.errors import OutputError

Step = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0 when not known)."""


@contextlib.contextmanager
def standard_output() -> Iterator[None]:
    """Word what goes wrong with standard output in the block. A closed pipe is no error: the reader has had enough (`… | head`).

    Raises:
        OutputError: what it goes to is full.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO) or error.filename is not None:
            raise
        # Python would complain again when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno != errno.EPIPE:
            raise OutputError(f"standard output: cannot be written ({error.strerror}). Name a file with -o, or make room.") from error


@contextlib.contextmanager
def progress(quiet: bool) -> Iterator[Step]:
    """Show a progress line while the block runs, and hand out the function that moves it."""
    if quiet or not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    # A step of a large run may take half a minute; its pace is known after two.
    with Progress(*columns, console=Console(stderr=True), transient=True, speed_estimate_period=300) as shown:
        task = shown.add_task("starting", total=None, rate="")

        def move(what: str, done: int, total: int) -> None:
            if what != shown.tasks[0].description:
                # Each kind of work has a pace of its own, so each begins its clock anew.
                shown.reset(task, description=what, total=total or None, rate="")
            pace = shown.tasks[0].speed
            shown.update(task, completed=done, total=total or None, rate=f"{pace:,.0f}/s" if pace and pace >= 1 else "")

        yield move


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
