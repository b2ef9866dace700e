"""How all pictures look: colours, shapes, type, and axes that cost little to draw.

Blue against orange, which all common kinds of colour vision tell apart, and always a second sign: a hatch on bars, a shape on points.
Numbers are written on the marks. Axes are fixed, so that two pictures can be compared.

The pictures draw their own grid and labels straight onto the figure and do without `Axes`, ticks and layout engine, which would
take longer than all the rest: 20 to 40 ms a picture as SVG.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

import matplotlib as mpl
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from polarize.figures._text import families

BLUE: Final = "#2f6db5"
ORANGE: Final = "#f0973a"
GREY: Final = "#b3bac4"
PALE: Final = "#e9ecf0"
INK: Final = "#1c232d"
SOFT: Final = "#586271"
LINE: Final = "#d6dbe1"
PAPER: Final = "#ffffff"

COLOUR: Final = {"favor": BLUE, "against": ORANGE, "mixed": GREY, "none": PALE, "unsure": PAPER}
EDGE: Final = {"favor": "#1b4a82", "against": "#a65a06", "mixed": "#6d7683", "none": "#8d96a3", "unsure": "#7d8692"}
HATCH: Final = {"favor": "", "against": "///", "mixed": "--", "none": "", "unsure": "..."}
MARKER: Final = {"favor": "^", "against": "v", "mixed": "D", "none": "o"}
SIGN: Final = {"favor": "▲", "against": "▼", "mixed": "◆", "none": "○", "unsure": "?"}
"""The same shapes as in the HTML report."""
Across = Literal["left", "center", "right"]
Box = tuple[float, float, float, float]
Ends = tuple[float, float, float, float]
DPI: Final = 144
"""Dots an inch of PNG images, and of the points that a large SVG holds as pixels."""
WIDTH: Final = 4.3
"""Width of an article's pictures in inches: small, so that the writing stays readable on a phone."""
WIDE: Final = 7.2
"""Width of pictures across articles, which hold titles."""

SETTINGS: Final = {
    "svg.hashsalt": "polarize",
    "svg.fonttype": "path",
    "text.parse_math": False,
    "text.usetex": False,
    "hatch.linewidth": 0.7,
    "path.simplify": True,
    "path.sketch": None,
    "path.effects": [],
    "text.hinting": "force_autohint",
    "font.size": 9.0,
    "axes.unicode_minus": True,
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
    "savefig.edgecolor": "auto",
    "savefig.transparent": False,
    "figure.facecolor": PAPER,
    "figure.edgecolor": PAPER,
    "figure.constrained_layout.use": False,
    "figure.autolayout": False,
}


@contextlib.contextmanager
def style() -> Iterator[None]:
    """Set what pictures look like for the length of a block, whatever the user's matplotlibrc says.

    Text in SVG is stored as paths: the picture then looks the same on a computer without our fonts, and nothing overlaps. A screen
    reader does not look into an image either way: it is told the alt text, and the numbers stand in a table beside the picture.
    """
    settings: Any = {**SETTINGS, "font.family": list(families())}
    # matplotlib's own rc_context copies and restores all its 300 settings, 1.5 ms each time.
    before: Any = {name: mpl.rcParams[name] for name in settings}
    mpl.rcParams.update(settings)
    try:
        yield
    finally:
        mpl.rcParams.update(before)


def empty(height: float, width: float = WIDTH) -> Figure:
    """Return a figure of `width` by `height` inches, without layout engine."""
    return Figure(figsize=(width, height), dpi=DPI)


def frame(figure: Figure, box: Box, xlim: tuple[float, float], ylim: tuple[float, float]) -> Transform:
    """Return the transform from data units to the figure: `xlim` and `ylim` fill `box` (left, bottom, width, height in fractions)."""
    left, bottom, width, height = box
    to_box = Affine2D().translate(-xlim[0], -ylim[0]).scale(width / (xlim[1] - xlim[0]), height / (ylim[1] - ylim[0]))
    return to_box.translate(left, bottom) + figure.transFigure


def write(
    figure: Figure,
    x: float,
    y: float,
    text: str,
    *,
    on: Transform | None = None,
    size: float = 9.0,
    colour: str = INK,
    across: Across = "left",
    up: Literal["bottom", "center", "top", "baseline"] = "center",
    bold: bool = False,
    boxed: bool = False,
    turned: bool = False,
) -> Text:
    """Write `text` as it stands (a `$` is a dollar sign) at x, y: figure fractions, or the units of the frame `on`."""
    return figure.text(
        x,
        y,
        text,
        transform=on or figure.transFigure,
        fontsize=size,
        color=colour,
        ha=across,
        va=up,
        weight="bold" if bold else "normal",
        rotation=90 if turned else 0,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.6} if boxed else None,
        parse_math=False,
        zorder=5,
    )


def lines(figure: Figure, on: Transform, ends: Sequence[Ends], *, colour: str = LINE, width: float = 0.8, dash: bool = False) -> None:
    """Draw straight lines (x0, y0, x1, y1) in the units of the frame `on`, below the marks."""
    segments = [((x0, y0), (x1, y1)) for x0, y0, x1, y1 in ends]
    style = "--" if dash else "-"
    figure.add_artist(LineCollection(segments, colors=colour, linewidths=width, linestyles=style, transform=on, zorder=0.5))


def points(figure: Figure, on: Transform, xy: Sequence[tuple[float, float]], marker: str, size: float, **look: Any) -> None:
    """Draw marks of `size` points across at `xy`, in the units of the frame `on`; `look` goes to matplotlib's Line2D."""
    xs, ys = [x for x, _ in xy], [y for _, y in xy]
    figure.add_artist(Line2D(xs, ys, marker=marker, markersize=size, linestyle="none", transform=on, **{"zorder": 2, **look}))


def box(figure: Figure, on: Transform, ends: Ends, *, face: str, edge: str = LINE, hatch: str = "", width: float = 0.8) -> None:
    """Draw a rectangle from x0, y0 to x1, y1, in the units of the frame `on`."""
    x0, y0, x1, y1 = ends
    look: Any = {"facecolor": face, "edgecolor": edge, "hatch": hatch or None, "linewidth": width, "zorder": 1}
    figure.add_artist(Rectangle((x0, y0), x1 - x0, y1 - y0, transform=on, **look))


def area(figure: Figure, on: Transform, xy: Sequence[tuple[float, float]], **look: Any) -> None:
    """Draw a filled shape with these corners, in the units of the frame `on`; `look` goes to matplotlib's Polygon."""
    figure.add_artist(Polygon(list(xy), closed=True, transform=on, **{"zorder": 1, "linewidth": 0.8, **look}))


def curve(figure: Figure, on: Transform, xy: Sequence[tuple[float, float]], colour: str, width: float = 1.8) -> None:
    """Draw a line through these points, in the units of the frame `on`."""
    xs, ys = [x for x, _ in xy], [y for _, y in xy]
    figure.add_artist(Line2D(xs, ys, color=colour, linewidth=width, transform=on, zorder=2))


def percent(share: float) -> str:
    """Return a share as whole percent; what is more than none and less than half a percent as "<1%"."""
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"


def signed(value: float) -> str:
    """Return a figure between -1 and 1 with two decimals, a sign and a true minus."""
    return f"{value:+.2f}".replace("-", "−") if round(value, 2) else "0.00"
