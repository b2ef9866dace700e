"""How far out do people stand? A mark for each comment on the scale of stance, or above 300 their density."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from matplotlib.figure import Figure
from matplotlib.transforms import Transform

from polarize.figures._base import Picture
from polarize.figures._style import COLOUR, EDGE, HATCH, INK, MARKER, SIGN, SOFT, area, empty, frame, lines, points, signed, style, write

SWARM_UP_TO: Final = 300
_SIDES: Final = {"against": "against", "mixed": "mixed", "favor": "in favor"}
_COLUMNS: Final = 41
"""Places that the marks stand at: a mark's width apart."""
_BOX: Final = (0.04, 0.2, 0.92, 0.6)
_MARK: Final = 6.2
_KERNEL: Final = 0.08
"""Width of the density's kernel in stance: about what the scorer's digits can carry."""


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the columns stance, comments, mean_stance, low_quarter and high_quarter (quartiles), a row for each side with comments."""
    order = pl.col("stance").replace_strict(dict(zip(_SIDES, range(3), strict=True)), return_dtype=pl.Int64)
    score = pl.col("stance_score")
    quarters = (score.quantile(share, "linear").alias(f"{name}_quarter") for name, share in (("low", 0.25), ("high", 0.75)))
    return (
        _known(rows)
        .group_by("stance")
        .agg(pl.len().cast(pl.Int64).alias("comments"), score.mean().alias("mean_stance"), *quarters)
        .sort(order)
    )


def alt(rows: pl.DataFrame) -> str:
    """Return number and mean of each side in words."""
    sides = table(rows)
    total = int(sides["comments"].sum())
    if not total:
        return f"No picture: none of {rows.height} comments has a stance score."
    kind = "Density" if total > SWARM_UP_TO else "One mark a comment"
    parts = "; ".join(f"{_SIDES[name]}: {count}, mean {signed(mean)}" for name, count, mean, _, _ in sides.iter_rows())
    return f"{kind}, {total} comments on the scale of stance from −1 (against) to +1 (in favor). {parts}."


def draw(rows: pl.DataFrame) -> Figure | None:
    """Draw the swarm, or the density above 300 comments; None when no comment has a stance score."""
    known = _known(rows)
    if known.is_empty():
        return None
    with style():
        figure = empty(2.7)
        on = frame(figure, _BOX, (-1.06, 1.06), (-1, 1))
        _scale(figure, on)
        if known.height > SWARM_UP_TO:
            _density(figure, on, known)
        else:
            _swarm(figure, on, known)
        _heads(figure, on, table(rows))
    return figure


def _known(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the comments with a stance: the columns stance and stance_score."""
    return rows.select(pl.col("stance_label").cast(pl.String).alias("stance"), "stance_score").filter(
        pl.col("stance").is_in(list(_SIDES)) & pl.col("stance_score").is_finite()
    )


def _scale(figure: Figure, on: Transform) -> None:
    """Draw the fixed scale from -1 to 1."""
    at = (-1.0, -0.5, 0.0, 0.5, 1.0)
    lines(figure, on, [(x, -1, x, 1) for x in at])
    lines(figure, on, [(0, -1, 0, 1)], colour=SOFT, width=0.9)
    for x in at:
        text = f"{x:+g}".replace("-", "−") if x else "0"
        write(figure, x, -1.06, text, on=on, size=8.5, colour=SOFT, across="center", up="top")
    write(figure, 0.5, 0.01, "stance: how clearly a comment takes a side", size=8.5, colour=SOFT, across="center", up="bottom")


def _swarm(figure: Figure, on: Transform, known: pl.DataFrame) -> None:
    """Draw a mark for each comment, those at the same place above and below one another; where they are many they move closer."""
    placed = known.with_columns(_at=((pl.col("stance_score") + 1) / 2 * (_COLUMNS - 1)).round().cast(pl.Int64)).sort(
        "_at", "stance_score", "stance"
    )
    placed = placed.with_columns(_number=pl.int_range(pl.len()).over("_at"), _of=pl.len().over("_at"))
    most = int(placed["_of"].cast(pl.Int64).max() or 1)  # type: ignore[arg-type]
    gap = min(0.125, 1.9 / most)
    height = (pl.col("_number") - (pl.col("_of").cast(pl.Int64) - 1) / 2) * gap
    placed = placed.with_columns(x=pl.col("_at") / ((_COLUMNS - 1) / 2) - 1, y=height)
    for name in _SIDES:
        marks = placed.filter(pl.col("stance") == name).select("x", "y").rows()
        look = {"markerfacecolor": COLOUR[name], "markeredgecolor": EDGE[name], "markeredgewidth": 0.7}
        points(figure, on, marks, MARKER[name], _MARK, **look)


def _density(figure: Figure, on: Transform, known: pl.DataFrame) -> None:
    """Draw the density of each side; the areas are in proportion to the numbers of comments."""
    grid = np.linspace(-1, 1, 121)
    curves = {}
    for name in _SIDES:
        score = np.round(known.filter(pl.col("stance") == name)["stance_score"].to_numpy(), 2)
        value, count = np.unique(score, return_counts=True)
        curves[name] = np.exp(-0.5 * ((grid[:, None] - value) / _KERNEL) ** 2) @ count if len(value) else np.zeros_like(grid)
    top = max(float(one.max()) for one in curves.values())
    for name, heights in curves.items():
        if heights.any():
            corners = [(-1.0, -1.0), *zip(grid.tolist(), (heights / top * 1.85 - 1).tolist(), strict=True), (1.0, -1.0)]
            area(figure, on, corners, facecolor=COLOUR[name], edgecolor=EDGE[name], hatch=HATCH[name] or None, alpha=0.75)


def _heads(figure: Figure, on: Transform, sides: pl.DataFrame) -> None:
    """Write number and mean of each side on top, and mark the means."""
    places = {"against": ("left", 0.02), "mixed": ("center", 0.5), "favor": ("right", 0.98)}
    for name, count, mean, _, _ in sides.iter_rows():
        across, x = places[name]
        look: dict[str, object] = {"colour": EDGE[name] if name != "mixed" else SOFT, "across": across}
        write(figure, x, 0.95, f"{SIGN[name]} {count} {_SIDES[name]}", bold=True, **look)  # type: ignore[arg-type]
        write(figure, x, 0.865, f"mean {signed(mean)}", size=8.5, **look)  # type: ignore[arg-type]
        if name != "mixed":
            points(figure, on, [(mean, 0)], MARKER[name], 13, markerfacecolor="white", markeredgecolor=INK, markeredgewidth=1.8, zorder=4)


FIGURE: Final = Picture(
    name="stance_swarm",
    title="How far out people stand",
    scope="article",
    draw=draw,
    alt=alt,
    table=table,
    guide="The further out, the clearer a comment takes its side. The large open marks are the means of the sides.",
)
