"""Rows of many boxes come in the order of their places, each once, in windows of a bounded size wherever they stand."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from polarize.streaming import _box
from polarize.streaming._order import rows_of, sliced, windows

SLICE, WINDOW = 20, 200


def boxes(folder: Path, threads: dict[int, list[int]]) -> list[Path]:
    """Write comments by the place of their thread's first one, a thread whole in one of five boxes."""
    parts: list[list[tuple[int, int]]] = [[] for _ in range(5)]
    for number, (first, places) in enumerate(threads.items()):
        parts[number % 5] += [(first, at) for at in places]
    paths = []
    for number, rows in enumerate(parts):
        table = pl.DataFrame(sorted(rows), schema={"_first": pl.Int64, "_at": pl.Int64}, orient="row")
        tables, facts = sliced("scored", table, SLICE)
        _box.write(folder / f"{number}.box", tables, {"scored": facts})
        paths.append(folder / f"{number}.box")
    return paths


def mixed(count: int, seed: int) -> dict[int, list[int]]:
    """Threads that all begin at the beginning and go on to the end, as in a dump of a month."""
    rng = random.Random(seed)
    threads: dict[int, list[int]] = {first: [first] for first in range(count)}
    for at in range(count, count * 20):
        threads[rng.randrange(count)].append(at)
    return threads


INPUTS = {
    "each comment for itself, as in a table": {at: [at] for at in range(2_000)},
    "threads that all begin at the beginning": mixed(100, 1),
    "threads one after the other": {first: list(range(first, first + 30)) for first in range(0, 3_000, 30)},
    "one long thread and short ones": {0: list(range(1_000)), **{at: [at] for at in range(1_000, 2_000)}},
    "one comment": {5: [5]},
}


@pytest.mark.parametrize("name", INPUTS)
def test_each_row_once_in_order_in_windows_of_about_the_size(tmp_path: Path, name: str) -> None:
    threads = INPUTS[name]
    paths = boxes(tmp_path, threads)
    cut = windows(paths, "scored", WINDOW)
    assert [window.number for window in cut] == list(range(len(cut)))
    assert all(one.end == other.start for one, other in pairwise(cut))
    found = [rows_of(window, paths, "scored", "_at") for window in cut]
    assert pl.concat(found).rows() == sorted((first, at) for first, places in threads.items() for at in places)
    longest = max(map(len, threads.values()))
    # A slice of each box may reach over either end.
    assert max(table.height for table in found) <= WINDOW + 2 * len(paths) * SLICE + longest


def test_nothing_has_no_windows(tmp_path: Path) -> None:
    assert windows(boxes(tmp_path, {}), "scored", WINDOW) == []
