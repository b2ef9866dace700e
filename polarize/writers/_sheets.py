"""Sheets of a workbook: typed cells, a frozen header with a filter, widths, number formats, and colours that say which side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import polars as pl

from polarize.writers._spreadsheet import printable, shorten

_STEP: Final = 20_000
"""Rows that are held at once."""
FIRST_YEAR: Final = 1900
"""Workbooks count days from 1900; an earlier one is written as text."""
WIDE: Final = {
    "text": 60,
    "stance_evidence": 60,
    "title": 50,
    "notes": 50,
    "meaning": 100,
    "verdict": 26,
    "url": 30,
    "path": 30,
    "author": 22,
}
SHARES: Final = ("share_", "engagement", "balance", "top_author_share", "stance_confidence")
"""Beginnings of the names of columns that are shares: shown as whole percent."""
PALE_BLUE, PALE_ORANGE = "#CFE0F3", "#FBDCBB"
_SIDES: Final = {"favor": PALE_BLUE, "against": PALE_ORANGE, "mixed": "#E4E7EB"}
_FIRM: Final = ("split", "deeply split")


@dataclass(frozen=True, slots=True)
class Formats:
    """The book's cell formats, made once."""

    header: Any
    plain: Any
    day: Any
    moment: Any
    whole: Any
    decimal: Any
    percent: Any
    sides: Mapping[str, Any]
    firm: Any


def formats(book: Any) -> Formats:
    """Add the formats to a book."""
    top = {"valign": "top"}
    return Formats(
        header=book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        plain=book.add_format({"text_wrap": False, **top}),
        day=book.add_format({"num_format": "yyyy-mm-dd", **top}),
        moment=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", **top}),
        whole=book.add_format({"num_format": "#,##0", **top}),
        decimal=book.add_format({"num_format": "0.000", **top}),
        percent=book.add_format({"num_format": "0%", **top}),
        sides={name: book.add_format({"bg_color": colour}) for name, colour in _SIDES.items()},
        firm=book.add_format({"bold": True}),
    )


def fill(book: Any, looks: Formats, name: str, table: pl.LazyFrame, rows: int) -> None:
    """Add a sheet with a table of so many rows. Texts over 32,767 characters are cut with a mark that says how much is gone."""
    sheet = book.add_worksheet(name)
    schema = table.collect_schema()
    styles = [_style(looks, column, kind) for column, kind in schema.items()]
    for at, (column, kind) in enumerate(schema.items()):
        sheet.set_column(at, at, _width(column, kind))
        sheet.write_string(0, at, column, looks.header)
    for start in range(0, rows, _STEP):
        shown = shorten(printable(table.slice(start, _STEP).collect()))
        for number, row in enumerate(shown.iter_rows(), start=start + 1):
            for at, cell in enumerate(row):
                _write_cell(sheet, number, at, cell, styles[at], looks)
    sheet.freeze_panes(1, 1 if len(schema) > 8 else 0)
    sheet.autofilter(0, 0, rows, max(0, len(schema) - 1))
    if rows:
        _colour(sheet, looks, list(schema), rows)


def _style(looks: Formats, name: str, kind: pl.DataType) -> Any:
    """Return the format of a column of numbers."""
    if kind.is_integer():
        return looks.plain if name == "position" else looks.whole
    if kind.is_float():
        return looks.percent if name.startswith(SHARES) else looks.decimal
    return looks.plain


def _colour(sheet: Any, looks: Formats, columns: list[str], last: int) -> None:
    """Colour sides blue and orange, tone and stance between the two, the Split index the darker the higher; firm verdicts in bold."""
    for at, name in enumerate(columns):
        if name == "stance_label":
            for side, look in looks.sides.items():
                sheet.conditional_format(1, at, last, at, {"type": "cell", "criteria": "==", "value": f'"{side}"', "format": look})
        elif name in ("compound", "stance_score", "tone_mean"):
            ends = {"min_type": "num", "mid_type": "num", "max_type": "num", "min_value": -1, "mid_value": 0, "max_value": 1}
            colours = {"min_color": PALE_ORANGE, "mid_color": "#FFFFFF", "max_color": PALE_BLUE}
            sheet.conditional_format(1, at, last, at, {"type": "3_color_scale", **ends, **colours})
        elif name == "split_index":
            ends = {"min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}
            sheet.conditional_format(1, at, last, at, {"type": "2_color_scale", **ends, "min_color": "#FFFFFF", "max_color": "#8DB4E0"})
        elif name == "verdict":
            for verdict in _FIRM:
                sheet.conditional_format(1, at, last, at, {"type": "cell", "criteria": "==", "value": f'"{verdict}"', "format": looks.firm})


def _write_cell(sheet: Any, row: int, column: int, cell: object, number: Any, looks: Formats) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, cell, looks.plain)
        case int() | float():
            sheet.write_number(row, column, cell, number)
        case date() if cell.year < FIRST_YEAR:
            sheet.write_string(row, column, cell.isoformat(), looks.plain)
        case datetime():
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), looks.moment)
        case date():
            sheet.write_datetime(row, column, cell, looks.day)
        case _:
            sheet.write_string(row, column, str(cell), looks.plain)


def _width(name: str, kind: pl.DataType) -> float:
    if isinstance(kind, pl.Datetime):
        return 20
    return max(WIDE.get(name, 10), min(len(name) + 3, 24))
