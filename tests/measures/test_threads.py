"""From the table to arrays, and to the summaries."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from polarize.measures import article_facts, article_summary, author_summary, measure_threads, threads
from polarize.tables import Article, ScoredComment, conform


def scored(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return a table of comments; ids and positions are given in order, the debate is "dam"."""
    filled = [
        {
            "article_id": "a",
            "comment_id": f"c{i}",
            "position": i + 1,
            "reply_inferred": False,
            "status": "visible",
            "text": "text",
            "debate": "dam",
        }
        | row
        for i, row in enumerate(rows)
    ]
    schema = {"stance_score": pl.Float64, "stance_label": pl.String, "compound": pl.Float64, "votes": pl.Int64}
    names = list(dict.fromkeys(name for row in filled for name in row))
    table = pl.DataFrame({name: [row.get(name) for row in filled] for name in names}, schema_overrides=schema)
    return conform(table, ScoredComment)


def articles(*ids: str) -> pl.DataFrame:
    n = len(ids)
    return conform(
        pl.DataFrame(
            {
                "article_id": list(ids),
                "source": ["csv"] * n,
                "path": ["x.csv"] * n,
                "comments_found": [9] * n,
                "comment_status": ["open"] * n,
            }
        ),
        Article,
    )


THREAD: list[dict[str, Any]] = [
    {"author": "Ann Example", "stance_label": "favor", "stance_score": 0.5, "compound": 0.2, "votes": 3},
    {"author": "Bob Example", "stance_label": "against", "stance_score": -0.7, "reply_to": "c0"},
    {"author": "Ann Example", "stance_label": "favor", "stance_score": 0.3, "reply_to": "c1", "compound": -0.6, "votes": -1},
    {"author": "Spammer", "status": "spam", "reply_to": "c0"},
    {"author": "Anonymous", "stance_label": "none", "reply_to": "c3"},
    {"author": "Anonymous", "stance_label": "mixed", "stance_score": -0.1, "reply_to": "nowhere"},
    {"author": "Cy Example", "stance_label": None},
    {"author": None, "stance_label": "favor", "stance_score": None, "reply_to": "c2"},
]


def test_a_thread_as_arrays() -> None:
    (thread,) = threads(scored(THREAD))
    assert thread.debate == "dam"
    assert thread.label.tolist() == [1, -1, 1, 2, 0, 3, 1]
    assert thread.score.tolist() == [0.5, -0.7, 0.3, 0.0, -0.1, 0.0, 1.0]
    assert thread.author.tolist() == [0, 1, 0, -1, -1, 2, -1]
    assert thread.reply_to.tolist() == [-1, 0, 1, -1, -1, -1, 2]
    assert np.isnan(thread.compound).tolist() == [False, True, False, True, True, True, True]
    assert thread.votes[[0, 2]].tolist() == [3.0, -1.0]


def test_articles_keep_their_order_and_their_replies() -> None:
    rows = [{"article_id": "z"}, {"article_id": "b", "comment_id": "c0"}, {"article_id": "z", "reply_to": "c0"}, {"article_id": "b"}]
    first, second = threads(scored(rows))
    assert (first.article_id, first.reply_to.tolist()) == ("z", [-1, 0])
    assert (second.article_id, second.reply_to.tolist()) == ("b", [-1, -1])


def test_without_a_debate_there_are_no_sides_unless_the_table_brings_them() -> None:
    none = [{"debate": None, "stance_label": "none"}] * 2
    assert threads(scored(none))[0].label.tolist() == [3, 3]
    own = [{"debate": None, "stance_label": "none"}, {"debate": None, "stance_label": "against"}]
    assert threads(scored(own))[0].label.tolist() == [2, -1]


def test_an_article_in_one_row() -> None:
    table = scored(THREAD)
    row = article_summary(articles("a", "silent"), table, measure_threads(threads(table), None, 0)).to_dicts()
    assert [r["article_id"] for r in row] == ["a", "silent"]
    # Units: Ann, Bob, two Anonymous and one without a name; Cy was not read.
    expected = {"comments_scored": 6, "authors": 3, "unit": "author", "units": 5, "debate": "dam", "verdict": "too few to say"}
    assert {name: row[0][name] for name in expected} == expected
    assert row[0]["share_favor"] == pytest.approx(2 / 5)
    assert row[0]["share_none"] == pytest.approx(1 / 5)
    # Favor: Ann .4 and a bare label 1; against: Bob -.7.
    assert row[0]["split_index"] == pytest.approx(4 * 2 / 5 * 1 / 5 * (0.7 + 0.7) / 2)
    assert row[0]["split_low"] <= row[0]["split_index"] <= row[0]["split_high"]
    assert row[0]["tone_mean"] == pytest.approx(-0.2)
    assert row[0]["top_author_share"] == pytest.approx(2 / 4)
    assert (row[1]["comments_scored"], row[1]["units"], row[1]["split_index"], row[1]["verdict"]) == (0, 0, None, "no comments")


def test_figures_that_were_not_asked_for_stay_null() -> None:
    table = scored(THREAD)
    (row,) = article_summary(articles("a"), table, measure_threads(threads(table), None, 0, ["tone"])).to_dicts()
    assert row["split_index"] is None
    assert row["tone_mean"] == pytest.approx(-0.2)
    assert row["verdict"] == "too few to say"


def test_an_author_in_one_row() -> None:
    rows = {row["author"]: row for row in author_summary(scored(THREAD)).to_dicts()}
    assert list(rows) == ["Ann Example", "Bob Example", "Cy Example"]
    ann = rows["Ann Example"]
    assert (ann["comments"], ann["stance_label"], ann["votes"], ann["replies_received"]) == (2, "favor", 2, 2)
    assert ann["stance_score"] == pytest.approx(0.4)
    assert ann["compound"] == pytest.approx(-0.2)
    assert (
        rows["Bob Example"] | {"stance_score": -0.7, "stance_label": "against", "votes": None, "replies_received": 1} == rows["Bob Example"]
    )
    assert rows["Cy Example"]["stance_label"] is None


def test_one_name_under_two_articles_is_two_rows() -> None:
    table = scored([{"article_id": "a", "author": "Ann Example"}, {"article_id": "b", "author": "Ann Example"}])
    assert author_summary(table)["article_id"].to_list() == ["a", "b"]


def test_nothing_at_all() -> None:
    nothing = scored(THREAD).clear()
    table = measure_threads(threads(nothing), None, 0)
    assert (threads(nothing), table.height, author_summary(nothing).height, article_facts(nothing, table)) == ([], 0, 0, {})
    assert article_summary(articles("a"), nothing, table)["verdict"].to_list() == ["no comments"]
    hidden = scored([{"status": "deleted"}])
    assert (threads(hidden), author_summary(hidden).height) == ([], 0)
