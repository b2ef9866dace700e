"""How the comments divide: against to the left, favor to the right, mixed across the centre, none and unsure apart."""

from __future__ import annotations

from typing import Final

import polars as pl
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from polarize.figures._base import Picture
from polarize.figures._style import COLOUR, EDGE, HATCH, LINE, SIGN, SOFT, WIDTH, Across, empty, percent, style, write

LABELS: Final = {"against": "Against", "mixed": "Mixed", "favor": "In favor", "none": "No stance", "unsure": "Unsure"}
NOT_SCORED: Final = "not scored"
_CENTRE, _HALF = 0.5, 0.46
_BAR, _BAR_HEIGHT = 0.46, 0.26
_NONE, _NONE_HEIGHT = 0.08, 0.11
_UNSURE, _UNSURE_HEIGHT = 0.23, 0.08
_LETTER, _EDGES = 0.194 / WIDTH, 0.05
"""Width of a letter of the numbers, and of what is left free beside them, as shares of a side's scale."""


def table(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the columns stance, comments and share (of the scored comments), a row for each label and one for those not scored."""
    counts = _counts(rows)
    scored = sum(counts.values())
    names = [*counts, NOT_SCORED]
    shares = [count / scored if scored else None for count in counts.values()]
    return pl.DataFrame(
        {"stance": names, "comments": [*counts.values(), rows.height - scored], "share": [*shares, None]},
        schema={"stance": pl.String, "comments": pl.Int64, "share": pl.Float64},
    )


def alt(rows: pl.DataFrame) -> str:
    """Return the counts and shares in words."""
    counts = _counts(rows)
    scored = sum(counts.values())
    if not scored:
        return f"No picture: none of {rows.height} comments has a stance label."
    parts = ", ".join(f"{LABELS[name].lower()} {count} ({percent(count / scored)})" for name, count in counts.items())
    left_out = rows.height - scored
    tail = f" {left_out} more could not be scored." if left_out else ""
    return f"Diverging bar of the stance of {scored} comments: {parts}.{tail}"


def draw(rows: pl.DataFrame) -> Figure | None:
    """Draw the bar; None when no comment has a stance label."""
    counts = _counts(rows)
    scored = sum(counts.values())
    if not scored:
        return None
    share = {name: count / scored for name, count in counts.items()}
    with style():
        figure = empty(2.2)
        _scale(figure)
        left = -share["mixed"] / 2
        _mark(figure, "against", left - share["against"], share["against"])
        _mark(figure, "mixed", left, share["mixed"])
        _mark(figure, "favor", -left, share["favor"])
        _number(figure, "against", counts["against"], share, left - share["against"])
        _number(figure, "mixed", counts["mixed"], share, left)
        _number(figure, "favor", counts["favor"], share, -left)
        _heads(figure)
        _apart(figure, "none", counts["none"], share["none"], _NONE, _NONE_HEIGHT)
        if "unsure" in counts:
            _apart(figure, "unsure", counts["unsure"], share["unsure"], _UNSURE, _UNSURE_HEIGHT)
    return figure


def _counts(rows: pl.DataFrame) -> dict[str, int]:
    """Return the number of comments of each label, in the order of the picture; unsure only where there are any."""
    labels = rows.get_column("stance_label").cast(pl.String)
    counts = {name: int((labels == name).sum() or 0) for name in LABELS}
    return {name: count for name, count in counts.items() if count or name != "unsure"}


def _x(share: float) -> float:
    """Return where a share stands on the figure: -1 at the left end, 0 in the middle, 1 at the right end."""
    return _CENTRE + share * _HALF


def _scale(figure: Figure) -> None:
    """Draw the fixed scale, 100% to each side."""
    for at in (-1.0, -0.5, 0.0, 0.5, 1.0):
        across: Across = "left" if at == -1 else "right" if at == 1 else "center"
        write(figure, _x(at), _BAR - 0.075, percent(abs(at)), size=7.5, colour=SOFT, across=across)
        figure.add_artist(
            Rectangle(
                (_x(at), _BAR - 0.03), 0, _BAR_HEIGHT + 0.06, transform=figure.transFigure, edgecolor=SOFT if at == 0 else LINE, lw=0.8
            )
        )


def _mark(figure: Figure, name: str, start: float, share: float, bottom: float = _BAR, height: float = _BAR_HEIGHT) -> None:
    """Draw one mark from `start`, both in shares."""
    if share:
        figure.add_artist(
            Rectangle(
                (_x(start), bottom),
                share * _HALF,
                height,
                transform=figure.transFigure,
                facecolor=COLOUR[name],
                edgecolor=EDGE[name],
                hatch=HATCH[name] or None,
                linewidth=0.8,
            )
        )


def _number(figure: Figure, name: str, count: int, share: dict[str, float], start: float) -> None:
    """Write count and percentage on a mark, or beside its outer end where it is too narrow; mixed below the scale's middle then."""
    text = f"{count} ({percent(share[name])})"
    middle = _BAR + _BAR_HEIGHT / 2
    if share[name] >= len(text) * _LETTER + _EDGES:
        write(figure, _x(start + share[name] / 2), middle, text, across="center", bold=True, boxed=True)
    elif name == "mixed":
        write(figure, _CENTRE, _BAR + _BAR_HEIGHT + 0.075, text, across="center", bold=True, boxed=True)
    elif name == "against":
        write(figure, _x(start) - 0.012, middle, text, across="right", bold=True)
    else:
        write(figure, _x(start + share[name]) + 0.012, middle, text, bold=True)


def _heads(figure: Figure) -> None:
    """Write what stands left, in the middle and right."""
    write(figure, _x(-1), 0.93, f"{SIGN['against']} {LABELS['against']}", size=10, colour=EDGE["against"], bold=True)
    write(figure, _CENTRE, 0.93, f"{SIGN['mixed']} {LABELS['mixed']}", size=10, colour=SOFT, across="center", bold=True)
    write(figure, _x(1), 0.93, f"{LABELS['favor']} {SIGN['favor']}", size=10, colour=EDGE["favor"], across="right", bold=True)


def _apart(figure: Figure, name: str, count: int, share: float, bottom: float, height: float) -> None:
    """Draw comments that count for no side on the same scale, below and apart; what they are is written left of it."""
    _mark(figure, name, 0, share, bottom, height)
    write(figure, _x(-1), bottom + height / 2, f"{SIGN[name]} {LABELS[name]}: {count} ({percent(share)})")


FIGURE: Final = Picture(
    name="stance_bar",
    title="How the comments divide",
    scope="article",
    draw=draw,
    alt=alt,
    table=table,
    guide="The longer the bar to one end, the more comments take that side. Those that see both sides lie across the middle.",
)
