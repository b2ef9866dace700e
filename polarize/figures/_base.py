"""What a figure is: a function from a table to a matplotlib Figure, with its alt text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import polars as pl
from matplotlib.figure import Figure

Scope = Literal["article", "timeline", "corpus", "groups"]


@dataclass(frozen=True, slots=True)
class Picture:
    """One kind of picture. Each file in this folder that does not begin with an underscore exposes one as FIGURE.

    Attributes:
        name: the file's name, and the start of the picture's file name.
        title: heading for people.
        scope: what table it is drawn from. "article": one article's `ScoredComment` rows. "timeline": what
            `polarize.measures.timeline` gives for it. "corpus": the `ArticleSummary` table. "groups": the `GroupSummary` table.
        draw: returns the figure, or None when the table holds too little to draw.
        alt: returns the alternative text, with the numbers.
        table: returns the few rows that the picture shows, to stand beside it.
        guide: how to read it, for who sees it for the first time; empty where the picture says so itself.
    """

    name: str
    title: str
    scope: Scope
    draw: Callable[[pl.DataFrame], Figure | None]
    alt: Callable[[pl.DataFrame], str]
    table: Callable[[pl.DataFrame], pl.DataFrame]
    guide: str = ""
