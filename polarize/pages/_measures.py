"""All measures of a thread as one table: a row a figure, what is counted side by side."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import polars as pl

from polarize.measures import measures
from polarize.pages._words import decimal, interval

UNITS: Final = {"author": "people", "comment": "comments", "vote": "by votes", "article": "the thread"}
"""What is counted, in the order of the columns, with its heading."""
_COUNTS: Final = ("0 and up", "1 and up", "1 to 4")
"""Ranges of figures that count something."""


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """The table as the template shows it.

    Attributes:
        heads: what is counted, a column each.
        rows: name, allowed values, and for each column the figure and what stands beside it ("0.31 to 0.70, n 12"); None where it is
            not computed for that unit.
        without: names of the figures that this thread has too little for.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[tuple[str, str] | None, ...]], ...]
    without: tuple[str, ...]


def measure_table(found: pl.DataFrame) -> MeasureTable | None:
    """Return the table of one article's rows of the `ArticleMeasure` table; None where there are none."""
    if found.is_empty():
        return None
    cells: dict[str, dict[str, tuple[str, str]]] = {}
    for name, unit, value, low, high, n in found.select("measure", "unit", "value", "low", "high", "n").iter_rows():
        row = cells.setdefault(name, {})
        if value is not None:
            between = interval(low, high)
            whole = value.is_integer() and _range(name) in _COUNTS
            row[unit] = f"{value:,.0f}" if whole else decimal(value, 3), f"{between}, n {n:,}" if between else f"n {n:,}"
    units = [unit for unit in UNITS if any(unit in row for row in cells.values())]
    rows = tuple(
        (_name(name), _range(name).replace("-", "−"), tuple(row.get(unit) for unit in units)) for name, row in cells.items() if row
    )
    return MeasureTable(tuple(UNITS[unit] for unit in units), rows, tuple(_name(name) for name, row in cells.items() if not row))


@functools.cache
def _known() -> Mapping[str, tuple[str, str]]:
    """Return name for people and allowed values of each figure."""
    known = {}
    for one in measures().values():
        ranges = dict(part.split(" ", 1) for part in one.range.split("; ")) if ";" in one.range else {}
        for value in one.values:
            part = value.removeprefix(f"{one.name}_")
            whole = len(one.values) == 1 or value == one.name
            name = one.title if whole else f"{one.title}, {_plain(part)}" if part != value else _plain(value)
            known[value] = name[:1].upper() + name[1:], ranges.get(value, one.range)
    return MappingProxyType(known)


def _name(figure: str) -> str:
    return _known().get(figure, (_plain(figure), ""))[0]


def _range(figure: str) -> str:
    return _known().get(figure, ("", ""))[1]


def _plain(figure: str) -> str:
    """Return a figure's name with spaces, "1_6" as the number it is."""
    return re.sub(r"(?<=\d)_(?=\d)", ".", figure).replace("_", " ")
