"""Excel workbook: one sheet a table, frozen header, every text a text; never a formula or a link."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import BinaryIO, Final

import polars as pl
import xlsxwriter

from polarize.errors import OutputError
from polarize.writers._base import Writer
from polarize.writers._sheets import fill, formats

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd hh:mm:ss",
}
_ROW_LIMIT: Final = 1_048_575
_IN_MEMORY: Final = 16 << 20
"""Bytes of a workbook that are made in memory; a larger one is made on the disk."""
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write(table: pl.DataFrame | pl.LazyFrame, stream: BinaryIO, raw: bool) -> None:
    """Write a table as a workbook of one sheet. Texts over 32,767 characters are cut with a mark that says how much is gone.

    Args:
        table: any flat table; a lazy one is read some thousand rows at a time.
        stream: to write to.
        raw: makes no difference: cells are typed, so no text is ever run.

    Raises:
        OutputError: the table has more rows than the format holds (1,048,575).
    """
    del raw
    write_book({"polarize": table}, stream)


def write_book(tables: Mapping[str, pl.DataFrame | pl.LazyFrame], stream: BinaryIO) -> None:
    """Write several tables as the sheets of one workbook, in their order. Rows wait on the disk, in the system's temporary folder.

    Raises:
        OutputError: a table has more rows than a sheet holds (1,048,575).
    """
    heights = {name: int(table.lazy().select(pl.len()).collect().item()) for name, table in tables.items()}
    for name, rows in heights.items():
        refuse_rows(name, rows)
    # The workbook is made apart: its zip file cannot be closed in order on a stream that fails halfway.
    with tempfile.TemporaryDirectory() as folder, tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=folder) as made:
        book = xlsxwriter.Workbook(made, _OPTIONS | {"tmpdir": folder})
        # The same input has to give the same bytes, so the workbook does not carry the time of writing.
        book.set_properties({"created": _EPOCH})
        looks = formats(book)
        for name, table in tables.items():
            fill(book, looks, name, table.lazy(), heights[name])
        book.close()
        made.seek(0)
        shutil.copyfileobj(made, stream)


def refuse_rows(name: str, rows: int) -> None:
    """Refuse a table that has more rows than a sheet holds.

    Raises:
        OutputError: it has.
    """
    if rows > _ROW_LIMIT:
        where = "this table" if name == "polarize" else f"the table of {name}"
        raise OutputError(f"a workbook holds {_ROW_LIMIT:,} rows and {where} has {rows:,}. Write CSV or Parquet instead.")


WRITER = Writer(name="xlsx", suffix=".xlsx", write=write, streams=True)
