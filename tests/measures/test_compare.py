"""Two sets of articles: differences by hand, known variances, and what pairing cancels."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl
import pytest

from polarize.measures import compare
from polarize.tables import ScoredComment, conform


def comments(label: list[str], article: list[str] | str = "a", compound: list[float] | None = None, authors: bool = False) -> pl.DataFrame:
    n = len(label)
    columns: dict[str, list[Any]] = {
        "article_id": [article] * n if isinstance(article, str) else article,
        "comment_id": [str(i) for i in range(n)],
        "position": list(range(1, n + 1)),
        "author": [f"Person {i}" if authors else None for i in range(n)],
        "reply_inferred": [False] * n,
        "status": ["visible"] * n,
        "text": ["text"] * n,
        "debate": ["dam"] * n,
        "stance_label": label,
        "compound": [None] * n if compound is None else compound,
    }
    return conform(pl.DataFrame(columns, schema_overrides={"author": pl.String, "compound": pl.Float64}), ScoredComment)


def rows(first: pl.DataFrame, second: pl.DataFrame) -> dict[str, dict[str, Any]]:
    return {row["measure"]: row for row in compare(first, second).to_dicts()}


def test_by_hand() -> None:
    first = comments(["favor"] * 3 + ["against"], "a", [0.5, 0.1, 0.0, -0.2])
    second = comments(["favor", "against"], "b", [-0.4, 0.0])
    found = rows(first, second)
    assert {row["paired"] for row in found.values()} == {False}
    assert (found["split_index"]["first"], found["split_index"]["second"]) == (pytest.approx(0.75), pytest.approx(1.0))
    assert found["split_index"]["difference"] == pytest.approx(0.25)
    assert found["engagement"]["difference"] == 0.0
    assert found["tone_mean"]["difference"] == pytest.approx(-0.2 - 0.1)
    assert (found["split_index"]["n_first"], found["split_index"]["n_second"]) == (4, 2)
    for row in found.values():
        assert row["low"] <= row["difference"] <= row["high"]


def test_the_interval_is_that_of_two_independent_shares() -> None:
    """Labels alone: the variances of 4q(1-q) at .7 and .6 add up, dP/dq = 4 (1 - 2q)."""
    found = rows(comments(["favor"] * 1400 + ["against"] * 600, "a"), comments(["favor"] * 1200 + ["against"] * 800, "b"))["split_index"]
    variance = sum((4 * (1 - 2 * q)) ** 2 * q * (1 - q) / 2000 for q in (0.7, 0.6))
    assert found["difference"] == pytest.approx(0.96 - 0.84)
    assert found["low"] == pytest.approx(0.12 - 1.96 * math.sqrt(variance), abs=0.005)
    assert found["high"] == pytest.approx(0.12 + 1.96 * math.sqrt(variance), abs=0.005)


def test_tone_is_that_of_a_t_test_in_large_sets() -> None:
    rng = np.random.default_rng(1)
    tone = [rng.uniform(-1, 0.6, 800), rng.uniform(-0.8, 1, 500)]
    found = rows(*(comments(["none"] * len(one), name, one.tolist()) for name, one in zip("ab", tone, strict=True)))["tone_mean"]
    half = 1.96 * math.sqrt(sum(one.var(ddof=1) / len(one) for one in tone))
    assert found["difference"] == pytest.approx(tone[1].mean() - tone[0].mean())
    assert found["high"] - found["low"] == pytest.approx(2 * half, rel=0.1)


def test_the_same_comments_differ_by_nothing() -> None:
    one = comments(["favor", "against", "mixed", "favor"] * 5, ["a", "b"] * 10, [0.1, -0.3, 0.5, 0.0] * 5)
    for row in rows(one, one).values():
        assert row["paired"]
        assert (row["difference"], row["low"], row["high"]) == (0.0, 0.0, 0.0)


def test_pairing_cancels_what_both_sets_share() -> None:
    """200 people, ten of whom change sides: the same people as themselves, or as two unrelated sets."""
    before = ["favor"] * 140 + ["against"] * 60
    after = ["favor"] * 130 + ["against"] * 70
    paired = rows(comments(before, authors=True), comments(after, authors=True))["split_index"]
    apart = rows(comments(before, "a"), comments(after, "b"))["split_index"]
    assert paired["difference"] == pytest.approx(apart["difference"])
    assert paired["low"] > 0
    assert apart["low"] < 0


def test_paired_figures_are_means_over_the_articles() -> None:
    first = comments(["favor", "against", "favor", "favor"], ["a", "a", "b", "b"])
    second = comments(["favor", "against", "favor", "against"], ["a", "a", "b", "b"])
    found = rows(first, second)["split_index"]
    assert (found["first"], found["second"]) == (pytest.approx(0.5), pytest.approx(1.0))
    assert (found["articles_first"], found["n_first"]) == (2, 4)


def test_nothing_to_compare_is_null() -> None:
    nothing = comments(["favor"]).clear()
    for row in rows(nothing, comments(["favor"])).values():
        assert row["difference"] is None
        assert row["low"] is None
