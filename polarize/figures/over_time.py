"""Do the comments become more split from month to month? The Split index of each month's articles with its interval."""

from __future__ import annotations

from typing import Final

import polars as pl
from matplotlib.figure import Figure

from polarize.figures._base import Picture
from polarize.figures._style import BLUE, EDGE, SOFT, WIDE, empty, frame, lines, points, style, write
from polarize.figures._text import label

EVEN_SPREAD: Final = 0.44
MOST_MONTHS: Final = 36
_BOX: Final = (0.07, 0.2, 0.91, 0.68)


def table(groups: pl.DataFrame) -> pl.DataFrame:
    """Return the columns month, articles, counted, split_index, split_low and split_high: the last 36 months that have a Split index."""
    months = groups.filter((pl.col("by").cast(pl.String) == "month") & pl.col("split_index").is_finite()).sort("group").tail(MOST_MONTHS)
    return months.select("articles", "split_index", "split_low", "split_high", month="group", counted="units").select(
        "month", "articles", "counted", "split_index", "split_low", "split_high"
    )


def alt(groups: pl.DataFrame) -> str:
    """Return the first and the last month in words."""
    months = table(groups)
    if months.height < 2:
        return f"No picture: {months.height} months have a Split index, and it needs 2."
    ends = "; ".join(_spoken(months.row(at, named=True)) for at in (0, -1))
    return f"Split index of the articles of {months.height} months, 0 to 1, with 95% intervals: {ends}."


def draw(groups: pl.DataFrame) -> Figure | None:
    """Draw the months; None with fewer than two."""
    months = table(groups)
    if months.height < 2:
        return None
    with style():
        figure = empty(2.8, WIDE)
        n = months.height
        on = frame(figure, _BOX, (-0.6, n - 0.4), (0, 1))
        lines(figure, on, [(-0.6, y, n - 0.4, y) for y in (0, 0.25, 0.5, 0.75, 1)])
        lines(figure, on, [(-0.6, EVEN_SPREAD, n - 0.4, EVEN_SPREAD)], colour=EDGE["against"], width=1.2, dash=True)
        write(
            figure, 0.975, _BOX[1] + EVEN_SPREAD * _BOX[3], "0.44 even spread", size=8, colour=EDGE["against"], across="right", up="bottom"
        )
        for y in (0, 0.5, 1):
            write(figure, 0.06, _BOX[1] + y * _BOX[3], f"{y:g}", size=8.5, colour=SOFT, across="right")
        for at, (month, articles, _, value, low, high) in enumerate(months.iter_rows()):
            lines(figure, on, [(at, value if low is None else low, at, value if high is None else high)], colour=BLUE, width=2.2)
            points(figure, on, [(at, value)], "D", 6, markerfacecolor=BLUE, markeredgecolor=EDGE["favor"], zorder=3)
            if n <= 12 or at % -(-n // 12) == 0:
                write(figure, at, -0.03, label(month, 12) or f"[{at + 1}]", on=on, size=8.5, colour=SOFT, across="center", up="top")
                write(figure, at, -0.12, f"{articles} art.", on=on, size=7.5, colour=SOFT, across="center", up="top")
        write(figure, 0.02, 0.94, "Split index of each month's articles together, with its 95% interval", size=9, colour=SOFT)
    return figure


def _spoken(row: dict[str, object]) -> str:
    """Return one month in words."""
    low, high = row["split_low"], row["split_high"]
    between = f" ({low:.2f} to {high:.2f})" if isinstance(low, float) and isinstance(high, float) else ""
    return f"{row['month']}: {row['split_index']:.2f}{between}, {row['articles']} articles"


FIGURE: Final = Picture(name="over_time", title="The Split index of each month", scope="groups", draw=draw, alt=alt, table=table)
