"""Rank, cap and keys of the forest plot, against lists written by hand."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
from matplotlib.patches import Rectangle

from polarize.figures.forest import FIGURE

THREE = [
    {"title": "Tram", "split_index": 0.30, "split_low": 0.10, "split_high": 0.50, "verdict": "leaning"},
    {"title": "Rent", "split_index": 0.90, "split_low": 0.70, "split_high": 0.95, "verdict": "deeply split"},
    {"title": "Cycle lane", "split_index": 0.95, "split_low": 0.2, "split_high": 1.0, "units": 4, "verdict": "too few to say"},
    {"title": "Silence", "comments_found": 0, "verdict": "no comments"},
]


def test_ranked_by_the_index_and_those_with_too_few_below(make_summary: Callable[..., pl.DataFrame]) -> None:
    table = FIGURE.table(make_summary(THREE))
    assert table["title"].to_list() == ["Rent", "Tram", "Cycle lane"]
    assert table["key"].to_list() == ["1", "2", "u1"]
    assert table["ranked"].to_list() == ["yes", "yes", "no"]


def test_alt_text_has_the_numbers(make_summary: Callable[..., pl.DataFrame]) -> None:
    alt = FIGURE.alt(make_summary(THREE))
    assert "2 ranked articles" in alt
    assert "0.90 (0.70 to 0.95) for “Rent”" in alt
    assert "0.30 (0.10 to 0.50) for “Tram”" in alt
    assert "1 at or above 0.44" in alt
    assert "1 more has too few" in alt
    assert "1 without a Split index" in alt


def test_value_interval_and_n_are_written_on_the_row(make_summary: Callable[..., pl.DataFrame], texts_of: Callable[..., list[str]]) -> None:
    texts = texts_of(FIGURE.draw(make_summary(THREE)))
    assert "0.90 (0.70–0.95), 20" in texts
    assert "0.44 even spread" in texts


def test_a_minority_that_may_be_tagging_errors_carries_a_question_mark(
    make_summary: Callable[..., pl.DataFrame], texts_of: Callable[..., list[str]]
) -> None:
    rows = make_summary(
        [{"title": "A", "split_index": 0.5, "tagger_error_p": 0.2}, {"title": "B", "split_index": 0.4, "tagger_error_p": 0.01}]
    )
    texts = texts_of(FIGURE.draw(rows))
    assert "0.50?, 20" in texts
    assert "0.40, 20" in texts
    assert FIGURE.table(rows)["tagger_error"].to_list() == ["yes", "no"]


def test_no_more_than_sixty_rows_and_the_rest_is_counted(
    make_summary: Callable[..., pl.DataFrame], texts_of: Callable[..., list[str]]
) -> None:
    ranked = [{"title": f"T{at}", "split_index": 0.5} for at in range(70)]
    few = [{"title": f"F{at}", "split_index": 0.1, "verdict": "too few to say"} for at in range(20)]
    rows = make_summary(ranked + few)
    table = FIGURE.table(rows)
    assert table.height == 60
    assert table["ranked"].to_list() == ["yes"] * 50 + ["no"] * 10
    assert any("and 30 more" in text for text in texts_of(FIGURE.draw(rows)))


def test_few_ranked_leave_their_room_to_the_others(make_summary: Callable[..., pl.DataFrame]) -> None:
    ranked = [{"split_index": 0.5} for _ in range(5)]
    few = [{"split_index": 0.1, "verdict": "too few to say"} for _ in range(70)]
    assert FIGURE.table(make_summary(ranked + few))["ranked"].to_list() == ["yes"] * 5 + ["no"] * 55


def test_a_title_that_no_font_holds_is_keyed_by_number(
    make_summary: Callable[..., pl.DataFrame], texts_of: Callable[..., list[str]]
) -> None:
    rows = make_summary([{"title": "\U00012000\U00012001", "split_index": 0.5}])
    assert "[1]" in texts_of(FIGURE.draw(rows))
    assert FIGURE.table(rows).row(0)[:2] == ("1", "\U00012000\U00012001")


def test_no_index_at_all_gives_no_picture(make_summary: Callable[..., pl.DataFrame]) -> None:
    rows = make_summary([{"verdict": "no comments"}])
    assert FIGURE.draw(rows) is None
    assert "none of 1 articles" in FIGURE.alt(rows)


def test_what_errors_alone_can_reach_is_shaded(make_summary: Callable[..., pl.DataFrame]) -> None:
    rows = make_summary([{"title": "A", "split_index": 0.5}, {"title": "B", "split_index": 0.3}, {"title": "C", "split_index": 0.2}])
    rows = rows.with_columns(noise_floor=pl.Series([0.4, 0.4, None], dtype=pl.Float64))
    figure = FIGURE.draw(rows)
    assert figure is not None
    shaded = [box.get_width() for box in figure.findobj(Rectangle) if box.get_hatch()]
    assert shaded == [0.4, 0.4]
    assert "1 above what tagging errors alone can reach" in FIGURE.alt(rows)
    assert FIGURE.table(rows)["noise_floor"].to_list() == [0.4, 0.4, None]
