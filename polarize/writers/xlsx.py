"""Excel workbook: one sheet, frozen header, every text a text; never a formula or a link."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any, BinaryIO, Final

import polars as pl
import xlsxwriter

from polarize.errors import OutputError
from polarize.writers._base import Writer
from polarize.writers._spreadsheet import printable, shorten

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd hh:mm:ss",
}
_FIRST_YEAR: Final = 1900
"""Workbooks count days from 1900; an earlier one is written as text."""
_ROW_LIMIT: Final = 1_048_575
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write(table: pl.DataFrame, stream: BinaryIO, raw: bool) -> None:
    """Write a table as a workbook. Texts over 32,767 characters are cut with a mark that says how much is gone.

    Args:
        table: any flat table.
        stream: to write to.
        raw: makes no difference: cells are typed, so no text is ever run.

    Raises:
        OutputError: the table has more rows than the format holds (1,048,575).
    """
    del raw
    if table.height > _ROW_LIMIT:
        raise OutputError(f"a workbook holds {_ROW_LIMIT:,} rows and this table has {table.height:,}. Write CSV or Parquet instead.")
    shown = shorten(printable(table))
    # The workbook goes through memory: its zip file cannot be closed in order on a stream that fails halfway.
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, _OPTIONS)
    # The same input has to give the same bytes, so the workbook does not carry the time of writing.
    book.set_properties({"created": _EPOCH})
    _fill(book, shown)
    book.close()
    stream.write(memory.getbuffer())


def _fill(book: Any, table: pl.DataFrame) -> None:
    """Write the table to the book's one sheet."""
    sheet = book.add_worksheet("polarize")
    bold, plain = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": False, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"})
    for at, (name, kind) in enumerate(table.schema.items()):
        sheet.set_column(at, at, _width(name, kind))
        sheet.write_string(0, at, name, bold)
    for number, row in enumerate(table.iter_rows(), start=1):
        for at, cell in enumerate(row):
            _write_cell(sheet, number, at, cell, (plain, day, moment))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, table.height, max(0, table.width - 1))


def _write_cell(sheet: Any, row: int, column: int, cell: object, formats: tuple[Any, Any, Any]) -> None:
    plain, day, moment = formats
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, cell, plain)
        case int() | float():
            sheet.write_number(row, column, cell, plain)
        case date() if cell.year < _FIRST_YEAR:
            sheet.write_string(row, column, cell.isoformat(), plain)
        case datetime():
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), moment)
        case date():
            sheet.write_datetime(row, column, cell, day)
        case _:
            sheet.write_string(row, column, str(cell), plain)


def _width(name: str, kind: pl.DataType) -> float:
    if name in ("text", "stance_evidence", "title", "notes"):
        return 60
    return 20 if isinstance(kind, pl.Datetime) else max(10, len(name) + 2)


WRITER = Writer(name="xlsx", suffix=".xlsx", write=write)
