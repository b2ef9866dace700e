"""Does tone follow side? Each comment by its stance (left to right) and its tone (bottom to top)."""

from __future__ import annotations

from typing import Final

import polars as pl
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.transforms import Transform

from polarize.figures._base import Picture
from polarize.figures._style import COLOUR, EDGE, INK, LINE, MARKER, SIGN, SOFT, Across, empty, frame, lines, points, signed, style, write

HEXBIN_ABOVE: Final = 2_000
RASTER_ABOVE: Final = 400
"""From here on the points of an SVG are stored as pixels: 2,000 of them as shapes take a quarter of a megabyte."""
_SIDES: Final = {"against": "against", "mixed": "mixed", "favor": "in favor"}
_BOX: Final = (0.165, 0.13, 0.805, 0.735)
_XLIM: Final = (-1.06, 1.06)
_YLIM: Final = (-1.08, 1.08)
_BLUES: Final = LinearSegmentedColormap.from_list("polarize", ["#dce8f5", "#2f6db5", "#0d2a4d"])


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the columns stance, comments, mean_stance and mean_tone, a row for each side that has comments with both figures."""
    known = _known(rows)
    order = pl.col("stance").replace_strict(dict(zip(_SIDES, range(3), strict=True)), return_dtype=pl.Int64)
    return (
        known.group_by("stance")
        .agg(
            pl.len().cast(pl.Int64).alias("comments"), pl.mean("stance_score").alias("mean_stance"), pl.mean("compound").alias("mean_tone")
        )
        .sort(order)
    )


def alt(rows: pl.DataFrame) -> str:
    """Return the number of comments and the mean tone of each side in words."""
    sides = table(rows)
    total = int(sides["comments"].sum())
    if not total:
        return f"No picture: none of {rows.height} comments has both a stance and a tone."
    kind = "Density" if total > HEXBIN_ABOVE else "Scatter"
    parts = "; ".join(f"{_SIDES[name]}: {count}, mean tone {signed(tone)}" for name, count, _, tone in sides.iter_rows())
    return f"{kind} of {total} comments by stance (−1 against to +1 in favor) and tone (−1 negative to +1 positive). {parts}."


def draw(rows: pl.DataFrame) -> Figure | None:
    """Draw the scatter, or hexagons above 2,000 comments; None when no comment has both figures."""
    known = _known(rows)
    if known.is_empty():
        return None
    with style():
        figure = empty(4.2)
        on = frame(figure, _BOX, _XLIM, _YLIM)
        _grid(figure, on)
        if known.height > HEXBIN_ABOVE:
            _density(figure, on, known)
        else:
            _points(figure, on, known)
        _means(figure, on, table(rows))
    return figure


def _known(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the comments with both figures: the columns stance, stance_score, compound."""
    return rows.select(pl.col("stance_label").cast(pl.String).alias("stance"), "stance_score", "compound").filter(
        pl.col("stance").is_in(list(_SIDES)) & pl.col("stance_score").is_finite() & pl.col("compound").is_finite()
    )


def _grid(figure: Figure, on: Transform) -> None:
    """Draw the fixed scales from -1 to 1."""
    at = (-1.0, -0.5, 0.0, 0.5, 1.0)
    lines(figure, on, [(x, -1.05, x, 1.05) for x in at] + [(-1.04, y, 1.04, y) for y in at])
    lines(figure, on, [(0, -1.05, 0, 1.05), (-1.04, 0, 1.04, 0)], colour=SOFT, width=0.9)
    for value in at:
        text = f"{value:+g}".replace("-", "−") if value else "0"
        write(figure, value, -1.1, text, on=on, size=7.5, colour=SOFT, across="center", up="top")
        write(figure, -1.07, value, text, on=on, size=7.5, colour=SOFT, across="right")
    write(figure, -1.04, -1.22, f"{SIGN['against']} against", on=on, colour=EDGE["against"], up="top", bold=True)
    write(figure, 0, -1.22, "stance", on=on, colour=SOFT, across="center", up="top")
    write(figure, 1.04, -1.22, f"in favor {SIGN['favor']}", on=on, colour=EDGE["favor"], across="right", up="top", bold=True)
    write(figure, 0.035, 0.4975, "tone: negative to positive", colour=SOFT, across="center", turned=True)


def _points(figure: Figure, on: Transform, known: pl.DataFrame) -> None:
    """Draw a shape for each comment; the more there are, the smaller and the more they let through."""
    few = known.height <= 300
    for name in _SIDES:
        side = known.filter(pl.col("stance") == name).select("stance_score", "compound")
        points(
            figure,
            on,
            side.rows(),
            MARKER[name],
            6.0 if few else 4.0,
            markerfacecolor=COLOUR[name],
            markeredgecolor=EDGE[name],
            markeredgewidth=0.6,
            alpha=0.8 if few else 0.55,
            rasterized=known.height > RASTER_ABOVE,
        )


def _density(figure: Figure, on: Transform, known: pl.DataFrame) -> None:
    """Draw hexagons, the darker the more comments, and say what the darkest holds."""
    axes = figure.add_axes(_BOX)
    axes.set_axis_off()
    cells = axes.hexbin(
        known["stance_score"].to_numpy(),
        known["compound"].to_numpy(),
        gridsize=26,
        extent=(-1, 1, -1, 1),
        mincnt=1,
        bins="log",
        cmap=_BLUES,
        linewidths=0.2,
        edgecolors=LINE,
    )
    axes.set(xlim=_XLIM, ylim=_YLIM)
    counts = cells.get_array()
    most = int(counts.max()) if counts is not None else 0
    write(figure, 1.04, -1.0, f"darkest hexagon: {most} comments", on=on, size=7.5, colour=INK, across="right", boxed=True)


def _means(figure: Figure, on: Transform, sides: pl.DataFrame) -> None:
    """Write count and mean tone of each side on top, and mark the means."""
    places: dict[str, tuple[Across, float]] = {"against": ("left", 0.02), "mixed": ("center", 0.547), "favor": ("right", 0.98)}
    for name, count, stance, tone in sides.iter_rows():
        across, x = places[name]
        write(figure, x, 0.965, f"{SIGN[name]} {count} {_SIDES[name]}", colour=EDGE[name], across=across, bold=True)
        write(figure, x, 0.92, f"mean tone {signed(tone)}", colour=EDGE[name], across=across, size=8.5)
        points(figure, on, [(stance, tone)], MARKER[name], 13, markerfacecolor="white", markeredgecolor=INK, markeredgewidth=1.8, zorder=4)


FIGURE: Final = Picture(
    name="stance_by_sentiment",
    title="Tone and side",
    scope="article",
    draw=draw,
    alt=alt,
    table=table,
    guide="Left to right the side that a comment takes, bottom to top its tone. The large open marks are the means of the sides.",
)
