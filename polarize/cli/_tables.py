"""Where a command's table goes."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from polarize.cli._console import Step, progress
from polarize.errors import ConfigError
from polarize.files import sweep

if TYPE_CHECKING:
    import polars as pl

    from polarize.cli._options import Running, Writing


@contextlib.contextmanager
def long_job(writing: Writing, running: Running, quiet: bool) -> Iterator[tuple[Callable[[pl.DataFrame | pl.LazyFrame], None], Path, Step]]:
    """Show progress while the block runs, and hand out what writes its table, a folder for what is half done, and what moves the progress.

    Raises:
        ConfigError: a run is to go on, but there is no file beside which what is half done could be.
    """
    out = Path(writing.out) if writing.out is not None else None
    if running.resume and out is None:
        raise ConfigError("--resume: name a file with -o, beside which what is half done is kept.")
    with contextlib.ExitStack() as stack:
        work = out.parent / f".{out.name}.polarize" if out is not None else Path(stack.enter_context(TemporaryDirectory()))
        shown = stack.enter_context(contextlib.ExitStack())
        step = shown.enter_context(progress(quiet))

        def write(table: pl.DataFrame | pl.LazyFrame) -> None:
            if out is None:
                # The table may go to the same terminal.
                shown.close()
            put(table, writing)

        yield write, work, step


def put(table: pl.DataFrame | pl.LazyFrame, writing: Writing) -> None:
    """Write a table to a file, or to standard output as CSV unless `--to` says otherwise.

    Raises:
        ConfigError: a binary format for a terminal, or an unknown format.
        OutputError: it cannot be written.
    """
    from polarize import writers

    if writing.out is not None:
        sweep(Path(writing.out).parent)
        writers.write(table, Path(writing.out), writing.to, raw=writing.raw_csv)
        return
    if sys.stdout.isatty() and writing.to in ("parquet", "xlsx"):
        raise ConfigError(f"--to {writing.to} is binary and standard output is a terminal. Name a file with -o.")
    try:
        writers.write_to(sys.stdout.buffer, table, writing.to, raw=writing.raw_csv)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has had enough (`polarize parse x | head`). Python would complain again when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
