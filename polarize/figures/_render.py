"""From figures to bytes, the same bytes at each run."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final, Literal

import polars as pl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from polarize.figures._base import Picture
from polarize.figures._registry import figures
from polarize.figures._style import DPI, style
from polarize.figures._text import clean

Format = Literal["svg", "png"]
FORMATS: Final[tuple[Format, ...]] = ("svg", "png")


def render(figure: Figure, format: Format, title: str = "", description: str = "") -> bytes:  # noqa: A002 - matplotlib's word
    """Return a figure as "svg" or "png" bytes.

    No date, version or random id gets into them: the same figure gives the same bytes.

    Args:
        figure: the figure.
        format: "svg" (text as paths) or "png" (144 dots an inch).
        title: stored as the image's title (in SVG what a screen reader announces when the file is opened by itself).
        description: the alternative text, stored with it.
    """
    about = {key: clean(text) for key, text in (("Title", title), ("Description", description)) if text}
    stream = io.BytesIO()
    figure.set_dpi(DPI)  # writing SVG leaves it at 72
    with style():
        if format == "svg":
            canvas = FigureCanvasSVG(figure)
            canvas.print_svg(stream, metadata={**about, "Creator": "polarize", "Date": None})  # type: ignore[no-untyped-call]
        else:
            FigureCanvasAgg(figure).print_png(stream, metadata={**about, "Software": None}, pil_kwargs={"compress_level": 6})  # type: ignore[no-untyped-call]
    return stream.getvalue()


def draw_article(scored_rows: pl.DataFrame, formats: Sequence[Format] = ("svg",)) -> dict[str, bytes]:
    """Draw all pictures of one article. May be handed to a worker process.

    Args:
        scored_rows: the article's rows of the `ScoredComment` table.
        formats: "svg", "png" or both.

    Returns:
        Bytes by file name ("stance_bar.svg"). Pictures for which there is too little to draw are left out.
    """
    return _draw("article", scored_rows, formats)


def draw_corpus(summary: pl.DataFrame, formats: Sequence[Format] = ("svg",)) -> dict[str, bytes]:
    """Draw all pictures across articles from the `ArticleSummary` table; returned as by `draw_article`."""
    return _draw("corpus", summary, formats)


def _draw(scope: str, rows: pl.DataFrame, formats: Sequence[Format]) -> dict[str, bytes]:
    """Draw the pictures of one scope."""
    drawn: dict[str, bytes] = {}
    for picture in figures().values():
        if picture.scope == scope:
            drawn |= _all_formats(picture, rows, formats)
    return drawn


def _all_formats(picture: Picture, rows: pl.DataFrame, formats: Sequence[Format]) -> dict[str, bytes]:
    """Draw one picture once and render it in each format."""
    figure = picture.draw(rows)
    if figure is None:
        return {}
    return {f"{picture.name}.{one}": render(figure, one, picture.title, picture.alt(rows)) for one in formats}
