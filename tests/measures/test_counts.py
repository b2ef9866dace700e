"""Counts."""

from __future__ import annotations

from collections.abc import Callable

from polarize.measures import Context, Thread, measures


def test_who_and_what_is_counted(make_thread: Callable[..., Thread]) -> None:
    thread = make_thread([1, 1, -1, 0, 2, 3], author=[0, 0, 1, -1, -1, 2])
    found = {(row.measure, row.unit): row.value for row in measures()["counts"].compute(thread, Context((thread,), None, 0))}
    assert found == {
        ("comments", "article"): 6,
        ("comments_scored", "article"): 5,
        ("authors", "article"): 3,
        ("sided", "author"): 2,
        ("sided", "comment"): 3,
    }
