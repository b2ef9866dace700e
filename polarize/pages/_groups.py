"""The groups of the index: debates, outlets and months, each with its Split index, its interval and, for months, its change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from polarize.pages._context import DebateInfo, Row
from polarize.pages._words import count, decimal, interval, signed

MOST_ROWS: Final = 30
"""Groups beyond these, the ones with the fewest articles, stand in groups.csv only."""
HEADINGS: Final = {"debate": "By debate", "outlet": "By outlet", "month": "From month to month"}
NAMES: Final = {"debate": "Debate", "outlet": "Outlet", "month": "Month"}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group as the template shows it; `low` and `width` place its interval and `x` its value on a scale of 120 units."""

    name: str
    articles: str
    units: str
    split: str
    interval: str
    change: str
    label: str
    x: str
    low: str
    width: str


@dataclass(frozen=True, slots=True)
class GroupTable:
    """One table of groups: its heading, the name of the first column, its rows, what is left out, and a sentence on the change."""

    by: str
    heading: str
    name: str
    rows: tuple[GroupLine, ...]
    left_out: int
    finding: str


def group_tables(groups: pl.DataFrame, debates: Mapping[str, DebateInfo]) -> list[GroupTable]:
    """Return a table for each kind of which at least two groups have a Split index: one group alone says what its articles say."""
    made = []
    for by, heading in HEADINGS.items():
        rows = groups.filter(pl.col("by").cast(pl.String) == by)
        if rows["split_index"].count() < 2:
            continue
        kept = rows.sort("articles", "units", "group", descending=[True, True, False]).head(MOST_ROWS)
        kept = kept.sort("group") if by == "month" else kept.sort("split_index", "group", descending=[True, False], nulls_last=True)
        lines = tuple(_line(row, debates if by == "debate" else {}) for row in kept.iter_rows(named=True))
        made.append(GroupTable(by, heading, NAMES[by], lines, rows.height - kept.height, _finding(kept) if by == "month" else ""))
    return made


def _line(row: Row, debates: Mapping[str, DebateInfo]) -> GroupLine:
    """Return one group in words."""
    name = debates[row["group"]].title if row["group"] in debates else str(row["group"])
    value, low, high = row["split_index"], row["split_low"], row["split_high"]
    words = interval(low, high)
    change = "" if row["change"] is None else f"{signed(row['change'])} ({signed(row['change_low'])} to {signed(row['change_high'])})"
    low, high = (0.0, 0.0) if value is None else (value if low is None else low, value if high is None else high)
    return GroupLine(
        name=name,
        articles=f"{row['articles']:,}",
        units=f"{row['units']:,}",
        split=decimal(value),
        interval=words,
        change=change or "–",
        label="" if value is None else f"Split index {decimal(value)}" + (f", 95% interval {words}" if words else ""),
        x=f"{(value or 0.0) * 120:.1f}",
        low=f"{low * 120:.1f}",
        width=f"{(high - low) * 120:.1f}",
    )


def _finding(months: pl.DataFrame) -> str:
    """Return a sentence on the change from the first month to the last that has one."""
    known = months.filter(pl.col("change").is_not_null())
    first = months.filter(pl.col("split_index").is_not_null())
    if known.is_empty():
        return ""
    start, last = first.row(0, named=True), known.row(-1, named=True)
    change, low, high = last["change"], last["change_low"], last["change_high"]
    sure = "more split" if low > 0 else "less split" if high < 0 else ""
    between = f"{signed(change)}, somewhere between {signed(low)} and {signed(high)}"
    told = f"the comments of the last month are {sure}" if sure else "this can be chance: the two months cannot be told apart"
    span = f"From {start['group']} ({count(start['articles'], 'article')}) to {last['group']} ({count(last['articles'], 'article')})"
    return f"{span} the Split index changes by {between}; {told}. Other months may hold other debates and other readers."
