"""Means and counts against figures worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D

from polarize.figures.stance_by_sentiment import FIGURE, HEXBIN_ABOVE

LABELS = ["favor", "favor", "against", "against", "mixed", "none", None]
SCORES = [0.4, 0.8, -0.2, -0.6, 0.0, None, None]
TONES = [0.5, -0.1, -0.8, None, 0.3, 0.9, 0.1]


def test_table_has_only_comments_with_both_figures(make_scored: Callable[..., pl.DataFrame]) -> None:
    table = FIGURE.table(make_scored(LABELS, SCORES, TONES))
    assert table["stance"].to_list() == ["against", "mixed", "favor"]
    assert table["comments"].to_list() == [1, 1, 2]
    assert table["mean_tone"].to_list() == pytest.approx([-0.8, 0.3, 0.2])
    assert table["mean_stance"].to_list() == pytest.approx([-0.2, 0.0, 0.6])


def test_alt_text_and_picture_say_the_same(make_scored: Callable[..., pl.DataFrame], texts_of: Callable[..., list[str]]) -> None:
    rows = make_scored(LABELS, SCORES, TONES)
    alt = FIGURE.alt(rows)
    assert "4 comments" in alt
    assert "in favor: 2, mean tone +0.20" in alt
    assert "against: 1, mean tone −0.80" in alt
    texts = " ".join(texts_of(FIGURE.draw(rows)))
    for words in ("2 in favor", "mean tone +0.20", "1 against", "mean tone −0.80"):
        assert words in texts


def test_each_side_has_a_shape_of_its_own(make_scored: Callable[..., pl.DataFrame]) -> None:
    figure = FIGURE.draw(make_scored(LABELS, SCORES, TONES))
    assert figure is not None
    shapes = {str(line.get_marker()) for line in figure.findobj(Line2D)}
    assert {"^", "v", "D"} <= shapes


@pytest.mark.parametrize(("count", "hexagons"), [(HEXBIN_ABOVE, False), (HEXBIN_ABOVE + 1, True)])
def test_hexagons_take_over_above_two_thousand(make_scored: Callable[..., pl.DataFrame], count: int, hexagons: bool) -> None:
    spread = [(at % 201 - 100) / 100 for at in range(count)]
    rows = make_scored(["favor"] * count, [abs(value) for value in spread], spread)
    figure = FIGURE.draw(rows)
    assert figure is not None
    assert bool(figure.findobj(PolyCollection)) is hexagons
    assert f"{count} comments" in FIGURE.alt(rows)


def test_no_comment_with_both_gives_no_picture(make_scored: Callable[..., pl.DataFrame]) -> None:
    rows = make_scored(["favor", "none"], [0.5, None], [None, 0.4])
    assert FIGURE.draw(rows) is None
    assert "none of 2 comments" in FIGURE.alt(rows)
