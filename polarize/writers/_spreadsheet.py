"""What spreadsheets need: no text cell that is run as a formula, no cell longer than they hold."""

from __future__ import annotations

from typing import Final

import polars as pl

FORMULA_START: Final = "^('*[=+\\-@\\t\\r\\n\\x00＝＋－＠])"
"""Beginnings that a spreadsheet runs or swallows, behind any apostrophes: so that taking one apostrophe away gives the text back."""
CELL_LIMIT: Final = 32_767
_CONTROLS: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


def neutralise(table: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before every text cell that begins like a formula (OWASP, CSV injection). Numbers stay numbers.

    Reversible: take one apostrophe off every cell that begins with apostrophes and one of these signs.
    """
    return table.with_columns(pl.col(pl.String).str.replace(FORMULA_START, "'${1}"))


def shorten(table: pl.DataFrame) -> pl.DataFrame:
    """Cut text cells to what a spreadsheet cell holds, with a mark that says how much is gone."""
    return table.with_columns(_cut(name) for name, kind in table.schema.items() if kind == pl.String)


def _cut(name: str) -> pl.Expr:
    column = pl.col(name)
    keep = CELL_LIMIT - 40
    cut = pl.format("{} […{} characters cut]", column.str.head(keep), column.str.len_chars() - keep)
    return pl.when(column.str.len_chars() > CELL_LIMIT).then(cut).otherwise(column).alias(name)


def printable(table: pl.DataFrame) -> pl.DataFrame:
    """Take out control characters that the file formats of spreadsheets cannot hold."""
    return table.with_columns(pl.col(pl.String).str.replace_all(_CONTROLS, ""))
