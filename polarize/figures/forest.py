"""Which threads are split, and how sure is that? The Split index of each article with its interval, ranked."""

from __future__ import annotations

from typing import Final

import polars as pl
from matplotlib.figure import Figure
from matplotlib.transforms import Transform

from polarize.figures._base import Picture
from polarize.figures._style import BLUE, EDGE, INK, SOFT, WIDE, box, empty, frame, lines, points, style, write
from polarize.figures._text import label

EVEN_SPREAD: Final = 0.44
"""The Split index of comments spread evenly from one pole to the other."""
MOST_ROWS: Final = 60
_UNRANKED_ROWS: Final = 10
_COLUMNS: Final = 44
_TOO_FEW: Final = "too few to say"
_ERROR_LEVEL: Final = 0.05
_AT_ZERO, _AT_ONE = 0.46, 0.80
"""Where the scale from 0 to 1 stands, in figure fractions; titles left of it, numbers right."""
_LEFT: Final = (0.01 - _AT_ZERO) / (_AT_ONE - _AT_ZERO)
_TITLE: Final = (0.045 - _AT_ZERO) / (_AT_ONE - _AT_ZERO)
_RIGHT: Final = (0.825 - _AT_ZERO) / (_AT_ONE - _AT_ZERO)
_KEY: Final = (
    "dotted: what tagging errors alone can reach in a one-sided thread     line: 95% interval",
    "◇ with ?: the smaller side could be tagging errors alone     ○ grey: too few comments to be ranked",
)
_NOISE: Final = "#e9ecf0"


def table(summary: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the picture in its order.

    Columns: key (place in the ranking; "u1", "u2" ... for those not ranked), title (the article's id where it has none),
    split_index, split_low, split_high, noise_floor, units,
    ranked ("no": too few comments to say) and tagger_error ("yes": the minority could be tagging errors alone).
    """
    return _shown(summary).select(
        "key",
        "title",
        "split_index",
        "split_low",
        "split_high",
        "noise_floor",
        "units",
        *(pl.when(name).then(pl.lit("yes")).otherwise(pl.lit("no")).alias(name) for name in ("ranked", "tagger_error")),
    )


def alt(summary: pl.DataFrame) -> str:
    """Return how many articles there are, the ends of the ranking and what is left out, in words."""
    rows = _rows(summary)
    ranked = rows.filter("ranked")
    if rows.is_empty():
        return f"No picture: none of {summary.height} articles has a Split index."
    few = rows.height - ranked.height
    none = summary.height - rows.height
    rest = f" {none} without a Split index {'is' if none == 1 else 'are'} not drawn." if none else ""
    if ranked.is_empty():
        return f"No article can be ranked: {few} {'has' if few == 1 else 'have'} too few comments that take a side.{rest}"
    words = f"Split index, 0 to 1, of {ranked.height} ranked article{'' if ranked.height == 1 else 's'}"
    if ranked.height == 1:
        words += f", {_spoken(ranked.row(0, named=True))}"
    else:
        ends = [_spoken(row) for row in (ranked.row(0, named=True), ranked.row(-1, named=True))]
        above = int((ranked["split_index"] >= EVEN_SPREAD).sum())
        words += f", from {ends[0]} down to {ends[1]}; {above} at or above {EVEN_SPREAD}, the value of an even spread"
    floor = ranked["noise_floor"].max()
    if isinstance(floor, float):
        beyond = ranked.filter(pl.col("split_index") > pl.col("noise_floor")).height
        words += f"; {beyond} above what tagging errors alone can reach"
    tail = f" {few} more {'has' if few == 1 else 'have'} too few comments to be ranked." if few else ""
    return f"{words}.{tail}{rest}"


def draw(summary: pl.DataFrame) -> Figure | None:
    """Draw at most 60 rows; None when no article has a Split index."""
    shown = _shown(summary)
    if shown.is_empty():
        return None
    left_out = _rows(summary).height - shown.height
    below = shown.height + (1 if left_out else 0)
    inches = 0.21 * below + 1.3
    with style():
        figure = empty(inches, WIDE)
        on = frame(figure, (_AT_ZERO, 0.95 / inches, _AT_ONE - _AT_ZERO, 1 - 1.3 / inches), (0, 1), (below - 0.5, -0.5))
        _scale(figure, on, below)
        for at, row in enumerate(shown.iter_rows(named=True)):
            _row(figure, on, at, row)
        if left_out:
            write(figure, _LEFT, below - 1, f"… and {left_out} more: see the table of articles", on=on, size=8, colour=SOFT)
        for line, text in enumerate(_KEY):
            write(figure, 0.5, (0.31 - 0.17 * line) / inches, text, size=7.5, colour=SOFT, across="center")
    return figure


def _rows(summary: pl.DataFrame) -> pl.DataFrame:
    """Return the articles that have a Split index, ranked ones first, with the columns ranked, key, tagger_error; titles never null."""
    ranked = pl.col("verdict").cast(pl.String) != _TOO_FEW
    return (
        summary.filter(pl.col("split_index").is_finite())
        .with_columns(ranked.alias("ranked"), pl.coalesce("title", "article_id").alias("title"))
        .with_columns((pl.col("tagger_error_p").fill_null(0.0) > _ERROR_LEVEL).alias("tagger_error"))
        .sort(pl.col("ranked"), "split_index", "article_id", descending=[True, True, False])
        .with_columns(pl.int_range(1, pl.len() + 1).over("ranked").cast(pl.String).alias("key"))
        .with_columns(pl.when("ranked").then("key").otherwise("u" + pl.col("key")).alias("key"))
    )


def _shown(summary: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that are drawn: the first ranked ones, and a few of those with too few comments."""
    rows = _rows(summary)
    ranked, few = rows.filter("ranked"), rows.filter(~pl.col("ranked"))
    place = MOST_ROWS - min(few.height, max(_UNRANKED_ROWS, MOST_ROWS - ranked.height))
    return pl.concat([ranked.head(place), few.head(MOST_ROWS - min(place, ranked.height))])


def _scale(figure: Figure, on: Transform, below: int) -> None:
    """Draw the scale from 0 to 1 and the line of the even spread."""
    top, bottom = -0.5, below - 0.5
    lines(figure, on, [(x, top, x, bottom) for x in (0, 0.25, 0.5, 0.75, 1)])
    lines(figure, on, [(EVEN_SPREAD, top, EVEN_SPREAD, bottom)], colour=EDGE["against"], width=1.2, dash=True)
    for x in (0, 0.5, 1):
        write(figure, x, bottom + 0.2, f"{x:g}", on=on, size=7.5, colour=SOFT, across="center", up="top")
    write(figure, 0, bottom + 1.15, "nobody opposes anybody", on=on, size=7, colour=SOFT, across="center", up="top")
    write(figure, 1, bottom + 1.15, "two equal camps", on=on, size=7, colour=SOFT, across="center", up="top")
    line = f"{EVEN_SPREAD} even spread"
    write(figure, EVEN_SPREAD, top - 0.2, line, on=on, size=7.5, colour=EDGE["against"], across="center", up="bottom", bold=True)
    write(figure, _LEFT, top - 0.2, "Article", on=on, size=8, colour=SOFT, up="bottom")
    write(figure, _RIGHT, top - 0.2, "Split index (95%), n", on=on, size=8, colour=SOFT, up="bottom")


def _row(figure: Figure, on: Transform, at: int, row: dict[str, object]) -> None:
    """Draw one article: title, interval, mark, numbers."""
    ranked, value = bool(row["ranked"]), _number(row["split_index"])
    low, high = row["split_low"], row["split_high"]
    colour = INK if ranked else SOFT
    _caption(figure, on, at, row, colour)
    floor = row["noise_floor"]
    if isinstance(floor, float) and floor > 0:
        box(figure, on, (0, at - 0.38, floor, at + 0.38), face=_NOISE, edge="#b3bac4", hatch="....", width=0.4)
    interval = ""
    if isinstance(low, float) and isinstance(high, float):
        lines(figure, on, [(low, at, high, at)], colour=BLUE if ranked else SOFT, width=2.2 if ranked else 1.2)
        interval = f" ({low:.2f}–{high:.2f})"
    face = "white" if row["tagger_error"] or not ranked else BLUE
    edge = EDGE["favor"] if ranked else SOFT
    marker, size = ("D", 5.5) if ranked else ("o", 4.5)
    points(figure, on, [(value, at)], marker, size, markerfacecolor=face, markeredgecolor=edge, zorder=3)
    sign = "?" if row["tagger_error"] else ""
    write(figure, _RIGHT, at, f"{value:.2f}{sign}{interval}, {row['units']}", on=on, size=7.5, colour=colour)


def _caption(figure: Figure, on: Transform, at: int, row: dict[str, object], colour: str) -> None:
    """Write the row's key and title, apart so that a right-to-left title does not turn them round; "[3]" where no font holds the title."""
    title = label(str(row["title"]), _COLUMNS)
    if title is None:
        write(figure, _LEFT, at, f"[{row['key']}]", on=on, size=8, colour=colour)
        return
    write(figure, _TITLE - 0.02, at, str(row["key"]) if row["ranked"] else "–", on=on, size=7.5, colour=SOFT, across="right")
    write(figure, _TITLE, at, title, on=on, size=8, colour=colour)


def _spoken(row: dict[str, object]) -> str:
    """Return one row in words."""
    low, high = row["split_low"], row["split_high"]
    interval = f" ({low:.2f} to {high:.2f})" if isinstance(low, float) and isinstance(high, float) else ""
    return f"{_number(row['split_index']):.2f}{interval} for “{label(str(row['title']), 80) or row['article_id']}”"


def _number(value: object) -> float:
    """Return a table's figure as float."""
    return value if isinstance(value, float) else 0.0


FIGURE: Final = Picture(name="forest", title="Which threads are split", scope="corpus", draw=draw, alt=alt, table=table)
