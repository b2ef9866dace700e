"""How do the comments sound? Negative to the left, positive to the right, neutral across the centre."""

from __future__ import annotations

from typing import Final

import polars as pl
from matplotlib.figure import Figure

from polarize.figures._base import Picture
from polarize.figures._style import COLOUR, EDGE, HATCH, LINE, SOFT, box, empty, frame, lines, percent, signed, style, write

_EDGE: Final = 0.05
"""VADER's own border between neutral and not."""
_LOOK: Final = {"negative": "against", "neutral": "mixed", "positive": "favor"}


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the columns tone, comments and share, a row each for negative, neutral and positive."""
    counts = _counts(rows)
    total = sum(counts.values())
    shares = [count / total if total else None for count in counts.values()]
    columns = {"tone": list(counts), "comments": list(counts.values()), "share": shares}
    return pl.DataFrame(columns, schema={"tone": pl.String, "comments": pl.Int64, "share": pl.Float64})


def alt(rows: pl.DataFrame) -> str:
    """Return the counts and the mean in words."""
    counts = _counts(rows)
    total = sum(counts.values())
    if not total:
        return f"No picture: the tone of none of {rows.height} comments was scored."
    parts = ", ".join(f"{name} {count} ({percent(count / total)})" for name, count in counts.items())
    mean = rows.filter(pl.col("compound").is_finite())["compound"].mean()
    return f"Diverging bar of the tone of {total} comments: {parts}. Mean {signed(mean if isinstance(mean, float) else 0.0)} from −1 to +1."


def draw(rows: pl.DataFrame) -> Figure | None:
    """Draw the bar; None when no tone was scored."""
    counts = _counts(rows)
    total = sum(counts.values())
    if not total:
        return None
    with style():
        figure = empty(1.6)
        on = frame(figure, (0.04, 0.28, 0.92, 0.36), (-1, 1), (0, 1))
        lines(figure, on, [(x, -0.1, x, 1.1) for x in (-1, -0.5, 0.5, 1)], colour=LINE)
        left = -counts["neutral"] / total / 2
        starts = {"negative": left - counts["negative"] / total, "neutral": left, "positive": -left}
        for name, start in starts.items():
            if counts[name]:
                key = _LOOK[name]
                box(figure, on, (start, 0, start + counts[name] / total, 1), face=COLOUR[key], edge=EDGE[key], hatch=HATCH[key])
        lines(figure, on, [(0, -0.1, 0, 1.1)], colour=SOFT)
        for (name, across, x), count in zip(
            (("negative", "left", -1), ("neutral", "center", 0), ("positive", "right", 1)), counts.values(), strict=True
        ):
            colour = SOFT if name == "neutral" else EDGE[_LOOK[name]]
            write(figure, x, 1.45, name, on=on, size=10, colour=colour, across=across, bold=True)  # type: ignore[arg-type]
            write(figure, x, -0.4, f"{count} ({percent(count / total)})", on=on, across=across, bold=True)  # type: ignore[arg-type]
    return figure


def _counts(rows: pl.DataFrame) -> dict[str, int]:
    """Return the number of comments of each tone, from negative to positive."""
    tone = rows.filter((pl.col("status") == "visible") & pl.col("compound").is_finite())["compound"]
    negative, positive = int((tone <= -_EDGE).sum()), int((tone >= _EDGE).sum())
    return {"negative": negative, "neutral": len(tone) - negative - positive, "positive": positive}


FIGURE: Final = Picture(
    name="tone_bar",
    title="How the comments sound",
    scope="article",
    draw=draw,
    alt=alt,
    table=table,
    guide="The longer the bar to one end, the more comments have that tone.",
)
