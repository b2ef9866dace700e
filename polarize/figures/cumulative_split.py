"""Does the thread split from the start or only later? The Split index of the comments so far, with its band."""

from __future__ import annotations

from typing import Final

import polars as pl
from matplotlib.figure import Figure
from matplotlib.transforms import Transform

from polarize.figures._base import Picture
from polarize.figures._style import BLUE, EDGE, SOFT, area, curve, empty, frame, lines, points, style, write

EVEN_SPREAD: Final = 0.44
_BOX: Final = (0.11, 0.2, 0.845, 0.7)


def table(course: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the picture: comments (how many were counted), split_index, low and high."""
    return course.select("comments", "split_index", "low", "high")


def alt(course: pl.DataFrame) -> str:
    """Return where the course begins and ends in words."""
    if course.is_empty():
        return "No picture: fewer than 20 comments were read for stance."
    first, last = (_spoken(course.row(at, named=True)) for at in (0, -1))
    return f"Split index of the comments so far, in page order, with its 95% band: {first}; {last}."


def draw(course: pl.DataFrame) -> Figure | None:
    """Draw the course; None without one."""
    if course.is_empty():
        return None
    rows = course.select("comments", "split_index", "low", "high").rows()
    most = rows[-1][0]
    with style():
        figure = empty(2.7)
        on = frame(figure, _BOX, (0, most), (0, 1))
        _scales(figure, on, most)
        band = [(n, low) for n, _, low, _ in rows] + [(n, high) for n, _, _, high in reversed(rows)]
        area(figure, on, band, facecolor=BLUE, edgecolor=EDGE["favor"], alpha=0.28)
        curve(figure, on, [(n, value) for n, value, _, _ in rows], EDGE["favor"])
        n, value, low, high = rows[-1]
        points(figure, on, [(n, value)], "D", 6, markerfacecolor=BLUE, markeredgecolor=EDGE["favor"], clip_on=False, zorder=3)
        write(figure, 0.955, 0.965, f"all {n}: {value:.2f} ({low:.2f} to {high:.2f})", across="right", bold=True)
    return figure


def _scales(figure: Figure, on: Transform, most: int) -> None:
    """Draw the fixed scale from 0 to 1, the comments, and the line of an even spread."""
    lines(figure, on, [(0, y, most, y) for y in (0, 0.25, 0.5, 0.75, 1)])
    lines(figure, on, [(0, EVEN_SPREAD, most, EVEN_SPREAD)], colour=EDGE["against"], width=1.2, dash=True)
    write(figure, most * 0.01, EVEN_SPREAD, f"{EVEN_SPREAD} even spread", on=on, size=8, colour=EDGE["against"], up="bottom", boxed=True)
    for y in (0, 0.5, 1):
        write(figure, 0.1, _BOX[1] + y * _BOX[3], f"{y:g}", size=8.5, colour=SOFT, across="right")
    for x in (0, most // 2, most):
        write(figure, _BOX[0] + x / most * _BOX[2], 0.175, f"{x:,}", size=8.5, colour=SOFT, across="center", up="top")
    write(figure, 0.5, 0.01, "comments read so far, in page order", size=8.5, colour=SOFT, across="center", up="bottom")
    write(figure, 0.02, 0.965, "Split index", size=8.5, colour=SOFT)


def _spoken(row: dict[str, float]) -> str:
    """Return one place in words."""
    return f"{row['split_index']:.2f} ({row['low']:.2f} to {row['high']:.2f}) after {row['comments']} comments"


FIGURE: Final = Picture(
    name="cumulative_split",
    title="The split as the thread goes on",
    scope="timeline",
    draw=draw,
    alt=alt,
    table=table,
    guide="The line is the Split index of all comments up to there; the band is its 95% interval.",
)
