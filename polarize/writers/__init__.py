"""Tables -> files. One file a format; every file is written whole or not at all."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO

import polars as pl

from polarize.errors import ConfigError
from polarize.files import atomic
from polarize.writers._base import Writer

__all__ = ["Writer", "choose", "write", "write_book", "write_to", "writers"]


@cache
def writers() -> dict[str, Writer]:
    """Return all writers by name, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return {name: importlib.import_module(f"{__name__}.{name}").WRITER for name in names}


def choose(path: Path | None, name: str | None) -> Writer:
    """Return the writer that `--to` names, else the one of the path's suffix, else CSV.

    Raises:
        ConfigError: no writer has that name or suffix.
    """
    if name is not None:
        if name not in writers():
            raise ConfigError(f"--to {name}: there is no such format. Choose from: {', '.join(writers())}.")
        return writers()[name]
    if path is None or not path.suffix:
        return writers()["csv"]
    plain = writers().get(path.suffix.lower()[1:])
    if plain is not None and plain.suffix == path.suffix.lower():
        return plain
    raise ConfigError(f"{path}: no format has the suffix {path.suffix}. Name one with --to: {', '.join(writers())}.")


def write(table: pl.DataFrame | pl.LazyFrame, path: Path, name: str | None = None, *, raw: bool = False) -> None:
    """Write a table to `path`, whole or not at all.

    Args:
        table: a flat table; a lazy one takes bounded memory, but for ConvoKit and 4CAT.
        path: where to; its suffix tells the format unless `name` does.
        name: csv, jsonl, parquet or xlsx; for comments also convokit and fourcat.
        raw: see the writers: no protection of spreadsheets.

    Raises:
        ConfigError: unknown format.
        OutputError: it cannot be written; nothing is left behind.
    """
    writer = choose(path, name)
    with atomic(path) as stream:
        _put(writer, table, stream, raw)


def write_book(tables: Mapping[str, pl.DataFrame | pl.LazyFrame], path: Path, figures: Mapping[str, str]) -> None:
    """Write several tables as the sheets of one workbook, and a last sheet that explains their columns; whole or not at all.

    Args:
        tables: the tables by the names of their sheets: articles, comments, authors, measures, groups; a lazy one is read bit by bit.
        path: where to.
        figures: what each figure of the measures means, by name.

    Raises:
        OutputError: it cannot be written, or a table has more rows than a sheet holds.
    """
    from polarize.writers import xlsx
    from polarize.writers._explained import explained

    sheets = {name: _finite(table) for name, table in tables.items()}
    with atomic(path) as stream:
        xlsx.write_book({**sheets, "columns": explained(sheets, figures)}, stream)


def write_to(stream: BinaryIO, table: pl.DataFrame | pl.LazyFrame, name: str | None = None, *, raw: bool = False) -> None:
    """Write a table to an open stream such as standard output, as CSV unless `name` says otherwise."""
    _put(choose(None, name), table, stream, raw)


def _put(writer: Writer, table: pl.DataFrame | pl.LazyFrame, stream: BinaryIO, raw: bool) -> None:
    """Write the table, NaN and infinite numbers as null; what goes wrong comes as the OSError that it is."""
    table = _finite(table)
    try:
        writer.write(table if writer.streams else table.lazy().collect(), stream, raw)
    except (OSError, pl.exceptions.PolarsError) as error:
        # polars words the system's errors without their number; with it Python tells a closed pipe from a full disk.
        code = re.search(r"\(os error (\d+)\)", str(error))
        if code is None:
            raise
        raise OSError(int(code[1]), os.strerror(int(code[1]))) from error


def _finite(table: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame | pl.LazyFrame:
    """Return the table with NaN and infinite numbers as null."""
    numbers = [name for name, kind in table.collect_schema().items() if kind.is_float()]
    return table.with_columns(pl.when(pl.col(name).is_finite()).then(pl.col(name)).alias(name) for name in numbers)
