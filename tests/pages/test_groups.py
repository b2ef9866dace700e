"""The groups of the index: names, figures, and the sentence on the change from month to month."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from polarize.pages import DebateInfo
from polarize.pages._groups import group_tables
from polarize.tables import GroupSummary, conform

DEBATES = {"trams": DebateInfo("Trams or cars", "Should the city build the tram?", "for the tram", "against the tram")}


def groups(*rows: dict[str, Any]) -> pl.DataFrame:
    base = {"articles": 1, "units": 20, "split_index": 0.5, "split_low": 0.3, "split_high": 0.7, "change": None}
    return conform(
        pl.DataFrame([{**base, "change_low": None, "change_high": None, **row} for row in rows], infer_schema_length=None), GroupSummary
    )


def months(change: float, low: float, high: float) -> pl.DataFrame:
    return groups(
        {"by": "month", "group": "2026-01"}, {"by": "month", "group": "2026-02", "change": change, "change_low": low, "change_high": high}
    )


def test_one_group_alone_is_not_shown_and_debates_have_their_titles() -> None:
    (table,) = group_tables(
        groups({"by": "debate", "group": "trams"}, {"by": "debate", "group": "own"}, {"by": "outlet", "group": "One"}), DEBATES
    )
    assert table.heading == "By debate"
    assert [line.name for line in table.rows] == ["own", "Trams or cars"]
    assert (table.rows[0].split, table.rows[0].interval, table.rows[0].change) == ("0.50", "0.30 to 0.70", "–")


def test_the_most_split_group_comes_first_and_one_without_units_last() -> None:
    rows = [
        {"by": "outlet", "group": "Mild", "split_index": 0.2, "split_low": 0.1},
        {"by": "outlet", "group": "Silent", "units": 0, "split_index": None, "split_low": None, "split_high": None},
        {"by": "outlet", "group": "Torn", "split_index": 0.7},
    ]
    (table,) = group_tables(groups(*rows), {})
    assert [line.name for line in table.rows] == ["Torn", "Mild", "Silent"]
    assert (table.rows[2].split, table.rows[2].label) == ("–", "")


@pytest.mark.parametrize(
    ("change", "low", "high", "words"),
    [(0.3, 0.1, 0.5, "more split"), (-0.3, -0.5, -0.1, "less split"), (0.1, -0.2, 0.3, "cannot be told apart")],
)
def test_the_sentence_on_the_change_says_how_sure_it_is(change: float, low: float, high: float, words: str) -> None:
    (table,) = group_tables(months(change, low, high), {})
    assert words in table.finding
    assert "From 2026-01 (1 article) to 2026-02" in table.finding


def test_more_groups_than_a_page_holds_are_counted() -> None:
    (table,) = group_tables(groups(*({"by": "outlet", "group": f"Paper {at}"} for at in range(41))), {})
    assert (len(table.rows), table.left_out) == (30, 11)
