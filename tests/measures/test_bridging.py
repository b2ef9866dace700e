"""Bridging comments, by hand."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from polarize.measures import bridging
from polarize.tables import ScoredComment, conform

LABELS = ["favor", "mixed", "favor", "against", "favor", "against", "mixed"]


def thread(**changes: list[Any]) -> pl.DataFrame:
    n = len(LABELS)
    columns: dict[str, list[Any]] = {
        "article_id": ["a"] * n,
        "comment_id": [f"c{i}" for i in range(n)],
        "position": list(range(1, n + 1)),
        "author": [f"Person {i}" for i in range(n)],
        "reply_inferred": [False] * n,
        "reply_to": [None, None, "c0", "c0", "c1", "c1", None],
        "status": ["visible"] * 6 + ["deleted"],
        "text": ["text"] * n,
        "debate": ["dam"] * n,
        "stance_label": LABELS,
        "compound": [0.0, 0.0, 0.5, 0.3, 0.2, -0.7, 0.0],
    }
    return conform(pl.DataFrame(columns | changes), ScoredComment)


def test_mixed_comments_and_those_answered_civilly_from_both_sides() -> None:
    found = bridging(thread()).to_dicts()
    assert [(row["comment_id"], row["basis"]) for row in found] == [("c0", "replies"), ("c1", "mixed")]
    # c0: one civil reply of one from either side, (2/3)²; c1: one of one in favor, none of one against, 2/3 * 1/3
    assert [row["score"] for row in found] == [pytest.approx(4 / 9), pytest.approx(2 / 9)]
    assert found[0]["why"] == "1 of 1 replies in favor and 1 of 1 against are civil"
    assert found[1]["why"] == "sees both sides; 1 of 1 replies in favor and 0 of 1 against are civil"


def test_ones_own_replies_do_not_count() -> None:
    own = thread(author=["Person 0", "Person 1", "Person 0", *(f"Person {i}" for i in range(3, 7))])
    assert [row["comment_id"] for row in bridging(own).to_dicts()] == ["c1"]


def test_votes_per_side_are_the_group_informed_consensus_of_polis() -> None:
    votes = {"agree_favor": [8, None, 9], "seen_favor": [8, None, 10], "agree_against": [3, None, 0], "seen_against": [6, None, 10]}
    rows = thread().head(3).with_columns(pl.Series(name, values, dtype=pl.Int64) for name, values in votes.items())
    found = bridging(rows).to_dicts()
    # c0: 9/10 * 4/8; c2: 10/12 * 1/12 is under 1/4; c1 has no votes and is mixed, with no reply left
    assert [(row["comment_id"], row["basis"], row["score"]) for row in found] == [
        ("c0", "votes", pytest.approx(0.45)),
        ("c1", "mixed", pytest.approx(0.25)),
    ]
    assert found[0]["why"] == "8 of 8 readers in favor and 3 of 6 against agree"


def test_nobody() -> None:
    assert bridging(thread().clear()).columns == ["article_id", "comment_id", "score", "basis", "why"]
