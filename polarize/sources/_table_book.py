"""Workbooks (xlsx, xls, xlsb, ods) -> a polars DataFrame of strings from the first sheet with a column for the text."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import polars as pl
from python_calamine import CalamineWorkbook

from polarize.errors import Malformed, NotReadable
from polarize.sources._input import Input
from polarize.sources._table_columns import has_text_column
from polarize.sources._table_extent import Extent, extent_of
from polarize.sources._trial import rows_on_trial

ZIP_MAGIC: Final = b"PK\x03\x04"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY: Final = b"workbook.bin"
"""A part of xlsb, whose sheets are not XML."""
_COLUMNS: Final = 2_000
_PIECE: Final = 1 << 20


def read_book(source: Input, text_column: str | None) -> tuple[pl.DataFrame, list[str]]:
    """Read a workbook.

    Args:
        source: the input.
        text_column: name of the column that holds the text, when the user gave one.

    Returns:
        The sheet's rows (all cells strings, empty ones null), and a remark when other sheets are left out.

    Raises:
        Malformed: no workbook, or no sheet with a header and rows.
        NotReadable: it unpacks to more than `max_bytes`.
    """
    data = source.data
    if data.startswith(ZIP_MAGIC):
        _refuse_bombs(source, data)
    if _BINARY in data or not data.startswith(ZIP_MAGIC):
        # How far their cells reach is told by no XML.
        rows_on_trial(source, "book")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=True)) for name in book.sheet_names]
    except Exception as error:  # the reader is not Python: it raises errors of its own, and panics
        reason = str(error).strip().split("\n", 1)[0][:120]
        raise Malformed(source.name, f"is no workbook that can be read ({reason})", "Save it as CSV or xlsx again") from error
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise Malformed(source.name, "is no workbook that can be read", "Save it as CSV or xlsx again") from error
    filled = [(name, table) for name, rows in sheets if (table := _table(rows)) is not None]
    if not filled:
        raise Malformed(source.name, "has no sheet with a header line and rows", "Give the columns a header")
    name, table = next((one for one in filled if _has_text(one[1], text_column)), filled[0])
    if table.width > _COLUMNS:
        raise Malformed(source.name, f"has {table.width:,} columns", f"Keep those that matter: at most {_COLUMNS:,} are read")
    others = [other for other, _ in filled if other != name]
    return table, [f"{source.name}: read the sheet {name}, not {', '.join(others[:5])}."] if others else []


def _has_text(table: pl.DataFrame, text_column: str | None) -> bool:
    return text_column in table.columns if text_column is not None else has_text_column(table.columns)


def _refuse_bombs(source: Input, data: bytes) -> None:
    """Unpack all parts without keeping them: the sizes that an archive states may be wrong.

    Raises:
        NotReadable: they are larger than `max_bytes` in all.
        Malformed: no whole archive, broken XML of OpenDocument, or a sheet that is empty but for a cell so far off that all between
            does not fit into memory.
    """
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                extent = extent_of(part.filename)
                total += _size(archive, part, source.max_bytes - total, extent)
                if extent is not None and (problem := extent.problem()):
                    raise Malformed(source.name, *problem)
                if total > source.max_bytes:
                    raise NotReadable(
                        source.name, f"unpacks to more than {source.max_bytes:,} bytes", "Raise the limit with --max-bytes, or split it"
                    )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise Malformed(source.name, f"is no whole workbook ({str(error)[:80]})", "Save it again") from error


def _size(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, extent: Extent | None = None) -> int:
    """Return the size of a part, counted up to a little over what is left; show its bytes to `extent`."""
    if part.file_size > left:
        return part.file_size
    total = 0
    part.file_size = left + 1
    with archive.open(part) as stream:
        # Python stops at the stated size; with a larger one it reads on to the end, and then misses its checksum.
        stream._expected_crc = None  # type: ignore[attr-defined]
        while total <= left and (piece := stream.read(_PIECE)):
            total += len(piece)
            if extent is not None:
                extent.see(piece)
    return total


def _table(rows: Sequence[Sequence[Any]]) -> pl.DataFrame | None:
    """Return the rows under the first row with two cells or more as a table, None when there are none."""
    start = next((at for at, row in enumerate(rows) if sum(cell not in ("", None) for cell in row) >= min(2, len(row))), None)
    if start is None or start + 1 >= len(rows):
        return None
    header, body = rows[start], rows[start + 1 :]
    names: dict[str, int] = {}
    for number, cell in enumerate(header, start=1):
        name = plain = (_cell(cell) or f"column_{number}").strip() or f"column_{number}"
        while name in names:
            name = f"{plain}_{number}"
            plain = name
        names[name] = number
    columns = {name: [_cell(row[at]) if at < len(row) else None for row in body] for at, name in enumerate(names)}
    table = pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))
    table = table.filter(~pl.all_horizontal(pl.all().is_null()))
    return table if table.height else None


def _cell(value: Any) -> str | None:
    """Return a cell as text: 7.0 is 7, a time is ISO 8601."""
    match value:
        case None | "":
            return None
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)
