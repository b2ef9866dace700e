"""Boxes: any of many tables is found by its name."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from polarize.errors import OutputError
from polarize.streaming import _box


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 257])
def test_every_table_is_found_and_no_other(tmp_path: Path, count: int, packed: bool) -> None:
    path = tmp_path / "a.box"
    # Names that begin alike, and in another order than that of the letters.
    made = {f"table-{number}": pl.DataFrame({"n": [number] * (number % 5)}, schema={"n": pl.Int64}) for number in reversed(range(count))}
    _box.write(path, made, {"rows": count, "names": ["ö", None]}, packed=packed)
    assert _box.facts(path) == {"rows": count, "names": ["ö", None]}
    for name, table in made.items():
        ((found,),) = _box.read_all([path], name)
        assert found.equals(table)
    assert _box.read_all([path], "table", "table-", f"table-{count}", "a", "z" * 32) == [[], [], [], [], []]


def test_tables_of_several_boxes_come_in_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.box" for number in range(3)]
    for number, path in enumerate(paths):
        one = {"a": pl.DataFrame({"n": [number]})} | ({"b": pl.DataFrame({"n": [-number]})} if number != 1 else {})
        _box.write(path, one)
    first, second = _box.read_all(paths, "a", "b")
    assert [table["n"][0] for table in first] == [0, 1, 2]
    assert [table["n"][0] for table in second] == [0, -2]


def test_a_box_that_cannot_be_written_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        _box.write(tmp_path / "file" / "a.box", {})
