"""What each column of a workbook means: the sheet that explains the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import dataframely as dy
import polars as pl

from polarize import tables

SCHEMAS: Final[Mapping[str, type[dy.Schema]]] = {
    "articles": tables.ArticleSummary,
    "comments": tables.ScoredComment,
    "authors": tables.AuthorSummary,
    "measures": tables.ArticleMeasure,
    "groups": tables.GroupSummary,
}
_KINDS: Final = {"Int64": "whole number", "Float64": "number", "Bool": "true or false", "Date": "day", "Datetime": "time, UTC"}


def explained(sheets: Mapping[str, pl.DataFrame | pl.LazyFrame], figures: Mapping[str, str]) -> pl.DataFrame:
    """Return a row for each column of the sheets, and one for each figure of the measures: sheet, name, kind, meaning.

    Args:
        sheets: the tables by name.
        figures: what each figure that the sheet of measures may name means, by name.
    """
    rows = []
    for sheet, table in sheets.items():
        known = SCHEMAS[sheet].columns() if sheet in SCHEMAS else {}
        rows += [(sheet, name, _kind(known.get(name)), _meaning(known.get(name))) for name in table.collect_schema()]
    rows += [("measures", name, "figure", meaning) for name, meaning in figures.items()]
    return pl.DataFrame(rows, schema=dict.fromkeys(("sheet", "name", "kind", "meaning"), pl.String), orient="row")


def _kind(column: dy.Column | None) -> str:
    """Return a column's type in words."""
    if isinstance(column, dy.Enum):
        return "one of: " + ", ".join(column.categories)
    return _KINDS.get(type(column).__name__, "text")


def _meaning(column: dy.Column | None) -> str:
    return (column.description if column is not None else None) or ""
