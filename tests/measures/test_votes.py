"""Units by votes: a comment weighs max(votes, 0) + 1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from polarize.measures import Context, Thread, measure_threads
from polarize.measures._units import vote_units

ThreadMaker = Callable[..., Thread]


def figures(thread: Thread) -> dict[str, tuple[Any, int]]:
    names = ["split_index", "engagement", "balance", "distance", "shares"]
    table = measure_threads([thread], None, 0, names)
    return {row["measure"]: (row["value"], row["n"]) for row in table.to_dicts() if row["unit"] == "vote"}


def test_by_hand(make_thread: ThreadMaker) -> None:
    # Weights 4, 1, 1 (minus five counts as none) and 2; the last comment's votes are not known.
    thread = replace(make_thread([1, 1, -1, 2, -1], [0.8, 0.3, -0.5, 0, -1]), votes=np.array([3, 0, -5, 1, np.nan]))
    assert vote_units(thread, Context((thread,), None, 0)).weight.sum() == 8
    found = figures(thread)
    assert found["share_favor"] == (pytest.approx(5 / 8), 4)
    assert found["share_none"] == (pytest.approx(2 / 8), 4)
    assert found["engagement"] == (pytest.approx(6 / 8), 4)
    assert found["balance"] == (pytest.approx(4 * 5 / 6 * 1 / 6), 4)
    distance = ((0.8 * 4 + 0.3) / 5 + 0.5) / 2
    assert found["distance"] == (pytest.approx(distance), 4)
    assert found["split_index"] == (pytest.approx(4 * 5 / 8 * 1 / 8 * distance), 4)


def test_no_votes_known_is_null(make_thread: ThreadMaker) -> None:
    found = figures(make_thread([1, -1]))
    assert set(found) >= {"split_index", "engagement", "balance", "distance", "share_favor"}
    assert set(found.values()) == {(None, 0)}


def test_equal_votes_are_comments(make_thread: ThreadMaker) -> None:
    thread = replace(make_thread([1, 1, -1, 0], [0.4, 0.8, -0.9, 0]), votes=np.full(4, 7.0))
    table = measure_threads([thread], None, 0, ["split_index", "shares"])
    by = {unit: table.filter(table["unit"] == unit).drop("unit").to_dicts() for unit in ("vote", "comment")}
    for one, other in zip(by["vote"], by["comment"], strict=True):
        assert one["value"] == pytest.approx(other["value"])
        assert one["low"] == pytest.approx(other["low"], abs=0.03)
        assert one["high"] == pytest.approx(other["high"], abs=0.03)


def test_few_heavy_votes_leave_more_open(make_thread: ThreadMaker) -> None:
    label, votes = [1, -1] * 20, np.array([200.0, 200] + [0] * 38)
    rows = measure_threads([replace(make_thread(label), votes=votes)], None, 0, ["shares"]).to_dicts()
    width = {row["unit"]: row["high"] - row["low"] for row in rows if row["measure"] == "share_favor"}
    assert width["vote"] > 2 * width["comment"]
