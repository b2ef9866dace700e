"""Values of JSON as cells."""

from __future__ import annotations

from typing import Any

import pytest

from polarize.sources._json_cells import count, flag, ident, less, number, stamp, text


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (7, "7"),
        (7.0, "7"),
        ("7", "7"),
        (" 007 ", "007"),
        ("", None),
        (None, None),
        (True, None),
        (7.5, None),
        ([], None),
        (float("nan"), None),
    ],
)
def test_ids(value: Any, wanted: str | None) -> None:
    assert ident(value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        *[
            (5, 5),
            (-5, -5),
            (2.0, 2),
            ("12", 12),
            ("+3", 3),
            ("1,234", 1_234),
            ("1.234.567", 1_234_567),
            ("1.2K", 1_200),
            ("3M", 3_000_000),
        ],
        *[("", None), ("many", None), (None, None), (True, None), (float("inf"), None), (2**63, None), ("9" * 5_000, None), ({}, None)],
    ],
)
def test_numbers(value: Any, wanted: int | None) -> None:
    assert number(value) == wanted


def test_counts_are_not_below_zero_and_votes_are_likes_less_dislikes() -> None:
    assert count(-1) is None
    assert count("4") == 4
    assert (less(5, 2), less(5, None), less(None, 2), less(None, None)) == (3, 5, -2, None)


FLAGS: list[Any] = [True, 1, "true", 0, "False", 2, None, []]


def test_times_flags_and_texts() -> None:
    assert stamp({"$date": "2025-03-10T09:15:00Z"}) == "2025-03-10T09:15:00Z"
    assert stamp({"$date": {"$numberLong": "1741598100000"}}) == "1741598100000"
    assert (stamp(1741598100), stamp(1741598100.0), stamp(1741598100.25), stamp(True), stamp("")) == (
        "1741598100",
        "1741598100",
        "1741598100.25",
        None,
        None,
    )
    assert [flag(one) for one in FLAGS] == [True, True, True, False, False, None, None, None]
    assert text("a\ud800b") == "a\ufffdb"
