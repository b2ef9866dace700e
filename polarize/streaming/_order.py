"""From rows that lie in the boxes of all parts to rows in the order of their places, a window of them at a time.

A box has a table in slices ("scored-0", "scored-1", ...), each in order, and its facts say of each slice the first and the last place and
the number of rows. Windows are cut by these, so that they hold about as many rows wherever these stand in the input: the threads of a
dump all begin at its beginning, if they are long. Rows of one place stay in one window, for all comments of a thread in a dump have that
of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import polars as pl

from polarize.streaming import _box

_END: Final = 1 << 62
"""A place behind all others."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of places.

    Attributes:
        number: from 0.
        start: the first place.
        end: the place behind the last.
        slices: the box, by its index, and the number of each slice that has rows in it.
    """

    number: int
    start: int
    end: int
    slices: tuple[tuple[int, int], ...]


def sliced(name: str, table: pl.DataFrame, rows: int) -> tuple[dict[str, pl.DataFrame], list[tuple[int, int, int]]]:
    """Return a table that is in the order of `_first` as the slices of a box, and what the facts have to say of them under `name`."""
    slices = list(table.iter_slices(rows)) if table.height else []
    facts = [(one["_first"][0], one["_first"][-1], one.height) for one in slices]
    return {f"{name}-{at}": one for at, one in enumerate(slices)}, facts


def windows(boxes: Sequence[Path], name: str, rows: int) -> list[Window]:
    """Cut the places of a table of all boxes into windows of about so many rows."""
    listed: list[tuple[Any, ...]] = [(index, at, *fact) for index, box in enumerate(boxes) for at, fact in enumerate(_box.facts(box)[name])]
    schema = dict.fromkeys(("box", "at", "low", "high", "rows"), pl.Int64)
    slices = pl.DataFrame(listed, schema=schema, orient="row").sort("low", maintain_order=True)
    number = (pl.col("rows").cum_sum() - pl.col("rows")) // rows
    starts = slices.filter(number != number.shift(1).fill_null(-1))["low"].unique().sort().to_list()
    found: list[Window] = []
    for start, end in pairwise([*starts, _END]):
        near = slices.filter((pl.col("low") < end) & (pl.col("high") >= start)).sort("box", "at")
        found.append(Window(len(found), start, end, tuple(near.select("box", "at").iter_rows())))
    return found


def rows_of(window: Window, boxes: Sequence[Path], name: str, second: str) -> pl.DataFrame:
    """Return the rows of a window, in the order of `_first` and then of the column `second`."""
    inside = pl.col("_first").is_between(window.start, window.end, closed="left")
    wanted: dict[int, list[str]] = {}
    for box, at in window.slices:
        wanted.setdefault(box, []).append(f"{name}-{at}")
    # Slice by slice: of one that reaches beyond the window only a part is held.
    found = [table.filter(inside) for box, names in wanted.items() for one in names for table in _box.read_all([boxes[box]], one)[0]]
    return pl.concat(found).sort("_first", second)
