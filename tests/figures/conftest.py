"""Short ways to write small tables by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from polarize.tables import ArticleSummary, ScoredComment, conform

ScoredMaker = Callable[..., pl.DataFrame]
SummaryMaker = Callable[..., pl.DataFrame]


@pytest.fixture
def make_scored() -> ScoredMaker:
    def make(
        labels: Sequence[str | None], scores: Sequence[float | None] | None = None, tones: Sequence[float | None] | None = None
    ) -> pl.DataFrame:
        n = len(labels)
        rows = {
            "article_id": ["a"] * n,
            "comment_id": [f"c{at}" for at in range(n)],
            "position": list(range(1, n + 1)),
            "reply_inferred": [False] * n,
            "status": ["visible"] * n,
            "text": ["words"] * n,
            "stance_label": list(labels),
            "stance_score": list(scores) if scores is not None else [None] * n,
            "compound": list(tones) if tones is not None else [None] * n,
        }
        return conform(
            pl.DataFrame(rows, schema_overrides={"stance_label": pl.String, "stance_score": pl.Float64, "compound": pl.Float64}),
            ScoredComment,
        )

    return make


@pytest.fixture
def make_summary() -> SummaryMaker:
    def make(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
        base: dict[str, Any] = {
            "title": None,
            "source": "page",
            "path": "in/page.html",
            "comment_status": "open",
            "comments_found": 20,
            "comments_scored": 20,
            "authors": 20,
            "units": 20,
            "split_index": None,
            "split_low": None,
            "split_high": None,
            "tagger_error_p": None,
            "verdict": "split",
        }
        full = [{**base, "article_id": f"a{at}", **row} for at, row in enumerate(rows)]
        floats = dict.fromkeys(("split_index", "split_low", "split_high", "tagger_error_p"), pl.Float64)
        return conform(pl.DataFrame(full, schema_overrides={**floats, "title": pl.String}), ArticleSummary)

    return make


@pytest.fixture
def texts_of() -> Callable[[Figure | None], list[str]]:
    def texts(figure: Figure | None) -> list[str]:
        assert figure is not None
        return [found.get_text() for found in figure.findobj(Text) if found.get_text()]

    return texts
