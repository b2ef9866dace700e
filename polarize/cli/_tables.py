"""Where a command's table goes."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from polarize.cli._console import finish, progress, standard_output
from polarize.errors import ConfigError
from polarize.files import sweep

if TYPE_CHECKING:
    import polars as pl

    from polarize.cli._options import Privacy, Reading, Running, Writing
    from polarize.pipeline import Done, Files


def carry_out(job: Callable[[Files], Done], reading: Reading, writing: Writing, privacy: Privacy, running: Running, quiet: bool) -> None:
    """Make a table of files under a progress line, write it where it is to go, and beside it the list of the inputs that failed.

    Raises:
        ConfigError: a run is to go on, but there is no file beside which what is half done could be.
        Exit: some input could not be used.
    """
    from polarize import failures
    from polarize.pipeline import Files

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

        hidden = (privacy.pseudonymize, privacy.key, privacy.redact_contacts)
        how = (running.workers, running.resume, running.engine)
        done = job(Files(reading.paths, write, work, reading.source, reading.options, *hidden, *how, step=step))
    if out is not None:
        failures.write(done.failed, out.with_name(f"{out.name}.{failures.NAME}"), raw=writing.raw_csv)
    finish(done.problems, done.remarks, quiet)


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
    with standard_output():
        writers.write_to(sys.stdout.buffer, table, writing.to, raw=writing.raw_csv)
        sys.stdout.buffer.flush()
