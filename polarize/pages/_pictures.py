"""The pictures of a page: drawn, embedded as data URIs, with their words and numbers beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from polarize.figures import Picture, Scope, figures, render
from polarize.pages._context import ImageFormat
from polarize.pages._html import cut, data_uri
from polarize.pages._words import decimal, percent

_LARGEST_SVG = 150_000
"""A picture that is larger than this as SVG goes into the page as PNG when that is smaller."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture as the template shows it; a wide one scrolls on a phone, the others shrink."""

    name: str
    wide: bool
    title: str
    uri: str
    alt: str
    guide: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def embedded(
    scope: Scope, rows: pl.DataFrame, formats: tuple[ImageFormat, ...] = (), wanted: Callable[[str], bool] = lambda _name: True
) -> tuple[list[Embedded], dict[str, bytes]]:
    """Draw all pictures of a scope.

    Args:
        scope: of the pictures, see `polarize.figures.Picture`.
        rows: the table that pictures of that scope are drawn from.
        formats: formats that are wanted as files too.
        wanted: tells from its name whether a picture is drawn.

    Returns:
        The pictures for the page, and the bytes of the wanted files by name ("stance_bar.svg").
    """
    shown: list[Embedded] = []
    files: dict[str, bytes] = {}
    for picture in figures().values():
        if picture.scope == scope and wanted(picture.name):
            alt = picture.alt(rows)
            drawn = _drawn(picture, rows, formats, alt)
            if drawn:
                files |= {f"{picture.name}.{kind}": drawn[kind] for kind in formats}
                shown.append(_embed(picture, rows, drawn, alt))
    return shown, files


def _drawn(picture: Picture, rows: pl.DataFrame, formats: tuple[ImageFormat, ...], alt: str) -> dict[ImageFormat, bytes]:
    """Draw a picture once and return it in the wanted formats and in those that the page may need; empty where there is nothing."""
    figure = picture.draw(rows)
    if figure is None:
        return {}
    kinds: list[ImageFormat] = ["svg", *(kind for kind in formats if kind != "svg")]
    drawn = {kind: render(figure, kind, picture.title, alt) for kind in kinds}
    if len(drawn["svg"]) > _LARGEST_SVG and "png" not in drawn:
        drawn["png"] = render(figure, "png", picture.title, alt)
    return drawn


def _embed(picture: Picture, rows: pl.DataFrame, drawn: Mapping[ImageFormat, bytes], alt: str) -> Embedded:
    """Choose the format for the page and add words and numbers."""
    kind: ImageFormat = "png" if len(drawn["svg"]) > _LARGEST_SVG and len(drawn["png"]) < len(drawn["svg"]) else "svg"
    table = picture.table(rows)
    cells = tuple(tuple(_cell(name, value) for name, value in zip(table.columns, row, strict=True)) for row in table.iter_rows())
    columns = tuple(name.replace("_", " ") for name in table.columns)
    wide = picture.scope in ("corpus", "groups")
    return Embedded(picture.name, wide, picture.title, data_uri(drawn[kind], kind), alt, picture.guide, columns, cells)


def _cell(column: str, value: Any) -> str:
    """Return a cell in words."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return percent(value) if column.startswith("share") else decimal(value)
    return f"{value:,}" if isinstance(value, int) else cut(str(value), 160)
