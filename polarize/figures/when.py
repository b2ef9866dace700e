"""When did each side write? Comments over time, in favor upwards, against downwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import polars as pl
from matplotlib.figure import Figure
from matplotlib.transforms import Transform

from polarize.figures._base import Picture
from polarize.figures._style import COLOUR, EDGE, HATCH, SIGN, SOFT, box, empty, frame, lines, style, write

FEWEST: Final = 10
_MOST_STEPS: Final = 32
_STEPS: Final = (
    *((timedelta(minutes=n), f"{n}m", f"{n} minutes") for n in (5, 15, 30)),
    *((timedelta(hours=n), f"{n}h", f"{n} hours" if n > 1 else "1 hour") for n in (1, 3, 6, 12)),
    *((timedelta(days=n), f"{n}d", f"{n} days" if n > 1 else "1 day") for n in (1, 2)),
    *((timedelta(days=n), name, words) for n, name, words in ((7, "1w", "1 week"), (28, "4w", "4 weeks"), (92, "1q", "3 months"))),
    (timedelta(days=366), "1y", "1 year"),
)
_BOX: Final = (0.1, 0.15, 0.86, 0.72)


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the columns begins, favor, against and others: comments in each step of time that has one, times in UTC."""
    known = _dated(rows)
    if known.is_empty():
        return pl.DataFrame(schema={"begins": pl.String, "favor": pl.Int64, "against": pl.Int64, "others": pl.Int64})
    name = _step(known)[1]
    side = pl.col("side")
    counted = known.group_by(pl.col("posted_at").dt.truncate(name)).agg(
        *((side == one).sum().cast(pl.Int64).alias(one) for one in ("favor", "against")),
        others=(~side.is_in(["favor", "against"])).sum().cast(pl.Int64),
    )
    return (
        counted.sort("posted_at")
        .with_columns(begins=pl.col("posted_at").dt.strftime("%Y-%m-%d %H:%M"))
        .select("begins", "favor", "against", "others")
    )


def alt(rows: pl.DataFrame) -> str:
    """Return the span of time and the busiest step in words."""
    known = _dated(rows)
    if known.height < FEWEST:
        return f"No picture: {known.height} comments with a stance have a time, and it needs {FEWEST}."
    counted = table(rows).with_columns(total=pl.sum_horizontal("favor", "against", "others"))
    busiest = counted.row(int(counted["total"].arg_max() or 0), named=True)
    ends = f"from {counted['begins'][0]} to {counted['begins'][-1]} UTC"
    return (
        f"{known.height} comments over time, {ends}, in steps of {_step(known)[2]}. The busiest step begins {busiest['begins']}: "
        f"{busiest['favor']} in favor, {busiest['against']} against, {busiest['others']} without a side."
    )


def draw(rows: pl.DataFrame) -> Figure | None:
    """Draw the bars; None with fewer than 10 comments that have a time and a stance label."""
    known = _dated(rows)
    if known.height < FEWEST:
        return None
    width, name, words = _step(known)
    start = known.select(pl.col("posted_at").dt.truncate(name).min()).item()
    counted = known.group_by(pl.col("posted_at").dt.truncate(name), "side").len("n").sort("posted_at", "side")
    steps = int((counted["posted_at"].max() - start) / width) + 1
    most = int(counted.filter(pl.col("side").is_in(["favor", "against"]))["n"].cast(pl.Int64).max() or 1)  # type: ignore[arg-type]
    with style():
        figure = empty(2.6)
        on = frame(figure, _BOX, (0, max(steps, 4)), (-most, most))
        _scales(figure, on, max(steps, 4), most)
        for at, side, n in counted.iter_rows():
            if side in ("favor", "against"):
                place = int((at - start) / width)
                ends = (place + 0.08, 0.0, place + 0.92, float(n if side == "favor" else -n))
                box(figure, on, ends, face=COLOUR[side], edge=EDGE[side], hatch=HATCH[side])
        last = start + width * (max(steps, 4) - 1)
        span = [one.strftime("%Y-%m-%d" if width >= timedelta(days=1) else "%Y-%m-%d %H:%M") for one in (start, last)]
        write(figure, _BOX[0], 0.03, span[0], size=8.5, colour=SOFT)
        write(figure, 0.96, 0.03, span[1], size=8.5, colour=SOFT, across="right")
        write(
            figure,
            0.53,
            0.1,
            f"each bar: {words}",
            size=8.5,
            colour=SOFT,
            across="center",
        )
    return figure


def _dated(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the comments that have a time and a label: posted_at and side."""
    return rows.filter(pl.col("status") == "visible").select("posted_at", side=pl.col("stance_label").cast(pl.String)).drop_nulls()


def _step(known: pl.DataFrame) -> tuple[timedelta, str, str]:
    """Return the shortest step of time that gives no more than 32 bars."""
    span = known.select(pl.col("posted_at").max() - pl.col("posted_at").min()).item()
    return next((one for one in _STEPS if span / one[0] < _MOST_STEPS - 1), _STEPS[-1])


def _scales(figure: Figure, on: Transform, steps: int, most: int) -> None:
    """Draw the line between the sides, and the scale of comments to either."""
    lines(figure, on, [(0, y, steps, y) for y in (-most, most)])
    lines(figure, on, [(0, 0, steps, 0)], colour=SOFT, width=1.0)
    for y, text in ((-most, f"{most}"), (0, "0"), (most, f"{most}")):
        write(figure, _BOX[0] - 0.015, _BOX[1] + (y + most) / (2 * most) * _BOX[3], text, size=8.5, colour=SOFT, across="right")
    write(figure, _BOX[0], 0.94, f"{SIGN['favor']} in favor, upwards", colour=EDGE["favor"], bold=True)
    write(figure, 0.96, 0.94, f"{SIGN['against']} against, downwards", colour=EDGE["against"], across="right", bold=True)


FIGURE: Final = Picture(
    name="when",
    title="When each side wrote",
    scope="article",
    draw=draw,
    alt=alt,
    table=table,
    guide="How many comments of each side were written in each step of time.",
)
