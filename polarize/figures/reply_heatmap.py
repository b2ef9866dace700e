"""Who answers whom, and how friendly? Replies by side of who writes and side of who is answered."""

from __future__ import annotations

from typing import Final

import polars as pl
from matplotlib.figure import Figure
from matplotlib.transforms import Transform

from polarize.figures._base import Picture
from polarize.figures._style import EDGE, SIGN, SOFT, box, empty, frame, signed, style, write

FEWEST_REPLIES: Final = 10
_SIDES: Final = ("against", "no side", "favor")
_NAMES: Final = {"against": "against", "no side": "no side", "favor": "in favor"}
_SIGNS: Final = {"against": SIGN["against"], "no side": SIGN["none"], "favor": SIGN["favor"]}
_BOX: Final = (0.235, 0.03, 0.75, 0.72)
_EDGE: Final = 0.05
"""VADER's own border between neutral and not."""
_STEPS: Final = ((0.5, "#2f6db5", "white"), (0.2, "#8db4e0", "#1c232d"), (_EDGE, "#cfe0f3", "#1c232d"))
_COOL: Final = ((0.5, "#c46a06", "white"), (0.2, "#f0973a", "#1c232d"), (_EDGE, "#fbdcbb", "#1c232d"))
_PLAIN: Final = ("#f1f3f5", "#1c232d")


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the columns side_who_writes, side_answered, replies and mean_tone (null where none has one): nine rows."""
    cells = pl.DataFrame([(one, other) for one in _SIDES for other in _SIDES], schema=["writes", "answered"], orient="row")
    counted = _replies(rows).group_by("writes", "answered").agg(replies=pl.len().cast(pl.Int64), mean_tone=pl.col("compound").mean())
    return (
        cells.join(counted, on=["writes", "answered"], how="left", maintain_order="left")
        .with_columns(pl.col("replies").fill_null(0), pl.col("writes", "answered").replace_strict(_NAMES))
        .rename({"writes": "side_who_writes", "answered": "side_answered"})
    )


def alt(rows: pl.DataFrame) -> str:
    """Return the replies within and between the sides in words."""
    replies = _replies(rows)
    if replies.height < FEWEST_REPLIES:
        return f"No picture: {replies.height} replies whose stance was read, and it needs {FEWEST_REPLIES}."
    sided = replies.filter((pl.col("writes") != "no side") & (pl.col("answered") != "no side"))
    crossing = sided.filter(pl.col("writes") != pl.col("answered"))
    within = sided.filter(pl.col("writes") == pl.col("answered"))
    parts = ", ".join(f"{name}: {_spoken(part)}" for name, part in (("To the other side", crossing), ("within a side", within)))
    whole = f"{replies.height} replies by the side that the reply takes and the side of the comment it answers"
    return f"{whole}. {parts}; the rest come from or go to comments without a side."


def draw(rows: pl.DataFrame) -> Figure | None:
    """Draw the nine cells; None with fewer than 10 replies whose stance was read."""
    if _replies(rows).height < FEWEST_REPLIES:
        return None
    with style():
        figure = empty(3.2)
        on = frame(figure, _BOX, (0, 3), (3, 0))
        for at, (_, _, replies, tone) in enumerate(table(rows).iter_rows()):
            _cell(figure, on, at // 3, at % 3, replies, tone)
        for at, side in enumerate(_SIDES):
            colour = EDGE.get(side, SOFT)
            write(figure, at + 0.5, -0.14, f"{_SIGNS[side]} {_NAMES[side]}", on=on, colour=colour, across="center", bold=True)
            write(figure, -0.06, at + 0.5, f"{_NAMES[side]} {_SIGNS[side]}", on=on, colour=colour, across="right", bold=True)
        write(figure, 1.5, -0.62, "answers a comment that is …", on=on, size=9, colour=SOFT, across="center")
        write(figure, -0.06, -0.14, "who writes", on=on, size=9, colour=SOFT, across="right")
        write(figure, 1.5, -0.38, "tone: blue friendly, orange hatched unfriendly", on=on, size=8.5, colour=SOFT, across="center")
    return figure


def _replies(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the replies between comments that were read for stance: writes, answered (sides) and compound."""
    label = pl.col("stance_label").cast(pl.String)
    side = pl.when(label.is_in(["favor", "against"])).then(label).when(label.is_not_null()).then(pl.lit("no side"))
    read = (
        rows.filter(pl.col("status") == "visible").select("article_id", "comment_id", "reply_to", "compound", side=side).drop_nulls("side")
    )
    targets = read.select("article_id", reply_to="comment_id", answered="side")
    known = pl.when(pl.col("compound").is_finite()).then("compound").alias("compound")
    return read.join(targets, on=["article_id", "reply_to"]).select("answered", known, writes="side")


def _cell(figure: Figure, on: Transform, row: int, column: int, replies: int, tone: float | None) -> None:
    """Draw one cell with its numbers."""
    face, ink = _look(tone)
    negative = tone is not None and tone <= -_EDGE
    ends = (column + 0.02, row + 0.02, column + 0.98, row + 0.98)
    box(figure, on, ends, face=face, edge=EDGE["against"] if negative else SOFT, hatch="//" if negative else "")
    if not replies:
        write(figure, column + 0.5, row + 0.5, "none", on=on, size=9, colour=SOFT, across="center")
        return
    boxed = negative
    ink = "#1c232d" if boxed else ink
    write(figure, column + 0.5, row + 0.36, f"{replies}", on=on, size=12, colour=ink, across="center", bold=True, boxed=boxed)
    words = "tone unknown" if tone is None else f"tone {signed(tone)}"
    write(figure, column + 0.5, row + 0.72, words, on=on, size=8.5, colour=ink, across="center", boxed=boxed)


def _look(tone: float | None) -> tuple[str, str]:
    """Return the colours of a cell and of what is written on it."""
    for least, face, ink in (_COOL if (tone or 0.0) < 0 else _STEPS) if tone is not None else ():
        if abs(tone or 0.0) >= least:
            return face, ink
    return _PLAIN


def _spoken(part: pl.DataFrame) -> str:
    """Return number and mean tone in words."""
    tone = part["compound"].mean()
    return f"{part.height}" + (f" with mean tone {signed(tone)}" if isinstance(tone, float) else "")


FIGURE: Final = Picture(
    name="reply_heatmap",
    title="Who answers whom",
    scope="article",
    draw=draw,
    alt=alt,
    table=table,
    guide="A row for who writes, a column for whom they answer: how many replies, and their mean tone from −1 to +1.",
)
