"""Replies that cross: by hand, and from a thread with authors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from polarize.measures import Context, Thread, measures
from polarize.measures.cross_replies import cross_replies


def test_by_hand() -> None:
    assert cross_replies(np.array([1, 1, -1, 0, -1]), np.array([1, -1, 1, 1, 2])) == pytest.approx(2 / 3)
    assert cross_replies(np.array([0]), np.array([1])) is None


def test_sides_are_those_of_the_authors(make_thread: Callable[..., Thread]) -> None:
    # Author 0 is in favor by two to one, author 1 against; comment 3, of nobody known, is in favor. Comment 4 answers its own author.
    thread = make_thread([1, -1, -1, 1, 1, 1], [0.9, -0.5, -0.1, 1, 0.5, 0.5], author=[0, 1, 0, -1, 0, 0])
    thread = replace(thread, reply_to=np.array([-1, 0, 1, 0, 2, 3]))
    (row,) = measures()["cross_replies"].compute(thread, Context((thread,), None, 0))
    # 1 -> 0 crosses, 2 -> 1 crosses, 3 -> 0 within, 4 -> 2 oneself, 5 -> 3 within
    assert (row.value, row.n, row.unit) == (0.5, 4, "author")
