"""The table of all measures on an article's page."""

from __future__ import annotations

import polars as pl

from polarize.measures import measures
from polarize.pages._measures import measure_table
from polarize.tables import ArticleMeasure, conform

Row = tuple[str, str, float | None, float | None, float | None, int]


def table(*rows: Row) -> pl.DataFrame:
    columns = ("unit", "measure", "value", "low", "high", "n")
    floats = dict.fromkeys(("value", "low", "high"), pl.Float64)
    found = pl.DataFrame([dict(zip(columns, row, strict=True)) for row in rows], schema_overrides=floats)
    return conform(found.with_columns(article_id=pl.lit("a")), ArticleMeasure)


def test_units_stand_side_by_side_with_what_a_figure_can_be() -> None:
    found = measure_table(
        table(
            ("comment", "split_index", 0.25, 0.1, 0.5, 1200),
            ("author", "split_index", 0.125, None, None, 9),
            ("author", "dip_p", 0.5, None, None, 9),
            ("comment", "esteban_ray_1_6", 0.75, None, None, 9),
            ("author", "sided", 1234.0, None, None, 9),
        )
    )
    assert found is not None
    assert found.heads == ("people", "comments")
    assert found.rows[0] == ("Split index", "0 to 1", (("0.125", "n 9"), ("0.250", "0.10 to 0.50, n 1,200")))
    assert found.rows[1] == ("Hartigan's dip, p", "0 to 1", (("0.500", "n 9"), None))
    assert found.rows[2][0] == "Esteban and Ray's polarization, 1.6"
    assert found.rows[3][2] == (("1,234", "n 9"), None)
    assert found.without == ()


def test_what_has_no_value_is_named_and_takes_no_row() -> None:
    found = measure_table(table(("author", "balance", None, None, None, 0), ("comment", "balance", None, None, None, 0)))
    assert found is not None
    assert (found.rows, found.without) == ((), ("Balance of the sides",))
    assert measure_table(table(("author", "balance", 1.0, None, None, 2)).clear()) is None


def test_every_figure_of_every_measure_has_a_name_and_a_range() -> None:
    names = [value for one in measures().values() for value in one.values]
    found = measure_table(table(*(("author", name, 0.5, None, None, 3) for name in names)))
    assert found is not None
    assert len({name for name, _, _ in found.rows}) == len(names)
    assert all(";" not in allowed and allowed for _, allowed, _ in found.rows)
