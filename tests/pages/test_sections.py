"""The sections of an article's page: sentences on hand-made figures, comments pointed at, who writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from polarize.files import slug
from polarize.pages._sections import along, between, by_unit, concentration, figures_of
from polarize.pages._words import sureness
from polarize.tables import ArticleMeasure, conform

Row = tuple[str, str, float | None, float | None, float | None, int]
"""Unit, measure, value, low, high, n."""


def figures(*rows: Row) -> Any:
    columns = ("unit", "measure", "value", "low", "high", "n")
    floats = dict.fromkeys(("value", "low", "high"), pl.Float64)
    table = pl.DataFrame([dict(zip(columns, row, strict=True)) for row in rows], schema_overrides=floats)
    return figures_of(conform(table.with_columns(article_id=pl.lit("a")), ArticleMeasure))


def thirds(change: float | None, low: float | None, high: float | None, n: int = 60) -> Any:
    return figures(
        ("comment", "split_first_third", 0.2, 0.1, 0.4, n),
        ("comment", "split_last_third", 0.5, 0.3, 0.7, n),
        ("comment", "split_change", change, low, high, n),
    )


@pytest.mark.parametrize(
    ("low", "high", "words"), [(0.1, 0.5, "became more split"), (-0.5, -0.1, "became less split"), (-0.1, 0.5, "no clear change")]
)
def test_along_the_thread(low: float, high: float, words: str) -> None:
    said = along(thirds(0.3, low, high))
    assert words in said
    assert "0.20 (0.10 to 0.40)" in said


def test_a_short_thread_has_no_course() -> None:
    assert "12 comments could be read for stance" in along(thirds(None, None, None, 12))
    assert along(figures(("comment", "spread", 0.1, None, None, 3))) == ""


def replies(gap: tuple[float, float, float], p: float, z: float) -> Any:
    return figures(
        ("author", "cross_replies", 0.75, 0.5, 0.9, 20),
        ("author", "ei_index_p", p, None, None, 20),
        ("author", "ei_index_z", z, None, None, 20),
        ("author", "affective_gap", *gap, 18),
    )


def test_between_the_sides() -> None:
    crossing, tone = between(replies((0.2, 0.1, 0.3), 0.01, 2.5))
    assert crossing.startswith("75% (95% interval 50% to 90%) of the 20 replies between people who take a side go to the other side.")
    assert "That is more than with the sides shuffled" in crossing
    assert tone.startswith("Replies to one's own side are friendlier than replies to the other: affective gap +0.20")
    assert "fewer than" in between(replies((0.2, 0.1, 0.3), 0.01, -2.5))[0]
    assert "not clearly other" in between(replies((0.2, 0.1, 0.3), 0.4, 0.5))[0]
    assert between(replies((-0.2, -0.3, -0.1), 0.4, 0.5))[1].startswith("Replies to the other are friendlier")
    assert between(replies((0.1, -0.3, 0.4), 0.4, 0.5))[1].startswith("No clear difference in tone")


def test_no_replies_nothing_said() -> None:
    assert between(figures(("author", "cross_replies", None, None, None, 0), ("author", "affective_gap", None, None, None, 0))) == []


def test_the_units_stand_side_by_side() -> None:
    rows = by_unit(
        figures(
            *(
                (unit, "split_index", value, 0.1, 0.6, n)
                for unit, value, n in (("author", 0.3, 8), ("comment", 0.4, 20), ("vote", 0.5, 20))
            ),
            ("author", "share_favor", 0.5, 0.2, 0.8, 8),
            ("author", "balance", 0.9, 0.5, 1.0, 8),
        )
    )
    assert [row[:2] for row in rows] == [("people", "8"), ("comments", "20"), ("comments by their votes", "20")]
    assert rows[0][2:] == ("50%", "–", "0.30", "0.10 to 0.60", "–", "90%", "–")
    assert by_unit(figures(("author", "split_index", None, None, None, 0))) == []


def test_concentration_in_words() -> None:
    names = ("top_author_share", "top_10_share", "author_gini")
    said = concentration(figures(*(("author", name, value, None, None, 10) for name, value in zip(names, (0.3, 0.3, 0.42), strict=True))))
    assert "10 authors with a name: the busiest wrote 30%" in said
    assert "0.42" in said


@pytest.mark.parametrize(
    ("verdict", "low", "high", "chance", "words"),
    [
        ("split, but could be tagger error", 0.1, 0.4, 0.3, "Not sure that there are two sides"),
        ("leaning", 0.1, 0.4, 0.3, "Not sure that there are two sides"),
        ("too few to say", 0.0, 0.9, 0.9, "Not sure at all"),
        ("split", 0.1, 0.9, 0.01, "Not sure how far"),
        ("split", 0.3, 0.5, 0.01, "Fairly sure"),
        ("split", None, None, None, ""),
        ("no comments", None, None, None, ""),
    ],
)
def test_how_sure_in_one_sentence(verdict: str, low: float | None, high: float | None, chance: float | None, words: str) -> None:
    value = None if verdict == "no comments" else 0.4
    said = sureness({"verdict": verdict, "split_index": value, "split_low": low, "split_high": high, "tagger_error_p": chance})
    assert said.startswith(words)
    assert bool(said) == bool(words)


def thread(n: int) -> list[dict[str, Any]]:
    """Return a thread in which comment 2 opposes comment 1, comment 3 sees both sides, and one author writes half."""
    labels = ["favor", "against", "mixed"] + ["favor", "against"] * n
    return [
        {
            "article_id": "a",
            "author": "Bert Muster" if at % 2 else f"Reader {at}",
            "text": f"> quoted words\nOwn words {at}" if at == 2 else f"Remark {at}",
            "stance_label": label,
            "stance_score": {"favor": 0.5, "against": -0.5, "mixed": 0.0}[label],
            "compound": 0.1,
            "reply_to": "c1" if at == 1 else None,
        }
        for at, label in enumerate(labels)
    ]


def test_a_page_points_at_bridging_and_contested_comments(corpus_of: Callable[..., Any], written: Callable[..., Path], tree: Any) -> None:
    out = written(corpus_of([{"article_id": "a", "title": "A", "unit": "comment"}], thread(9)))
    page = tree(out / "articles" / f"{slug('a')}.html")
    bridge = page.one("ol", aria_label="Comments that may bridge the sides").one("li")
    assert "Own words 2" in bridge.text
    assert "quoted words" not in bridge.text
    assert bridge.one("a").attributes["href"] == f"#{page.one('ol', class_='comments').all('li')[2].attributes['id']}"
    contested = page.one("ol", aria_label="Most contested comments").one("li")
    assert "Remark 0" in contested.text
    assert "1 of 1" not in contested.text
    assert "its one reply is against" in contested.text
    writers = page.one("section", aria_labelledby="h-writers").one("tbody").all("tr")
    assert "Bert Muster" in writers[0].text
    assert "48%" in writers[0].text
    assert "The split as the thread goes on" in page.one("section", aria_labelledby="h-along").text


def test_without_a_debate_nothing_is_said_of_sides(corpus_of: Callable[..., Any], written: Callable[..., Path], tree: Any) -> None:
    silent = [{**row, "stance_label": "none", "stance_score": None} for row in thread(9)]
    out = written(corpus_of([{"article_id": "a", "title": "A", "verdict": "no debate found"}], silent))
    page = tree(out / "articles" / f"{slug('a')}.html")
    assert {item.attributes["data-side"] for item in page.one("ol", class_="comments").all("li")} == {"unscored"}
    assert [figure.one("h3").text for figure in page.all("figure")] == ["How the comments sound"]
    assert not page.all("section", aria_labelledby="h-along")


def test_an_article_without_comments_has_none_of_these(corpus_of: Callable[..., Any], written: Callable[..., Path], tree: Any) -> None:
    out = written(corpus_of([{"article_id": "a", "title": "A"}], []))
    ids = {section.attributes.get("aria-labelledby") for section in tree(out / "articles" / f"{slug('a')}.html").all("section")}
    assert not ids & {"h-units", "h-along", "h-between", "h-writers", "h-pictures"}


ODD: dict[str, list[tuple[str | None, float | None]]] = {
    "one": [("favor", 0.5)],
    "two": [("favor", 0.5), ("against", -0.5)],
    "all equal": [("favor", 0.5)] * 30,
    "one-sided at the pole": [("against", -1.0)] * 30,
    "no stance": [("none", None)] * 30,
    "nothing known": [(None, None)] * 30,
}


@pytest.mark.parametrize("rows", ODD.values(), ids=ODD.keys())
def test_odd_threads_have_pages_without_holes(rows: list[tuple[str | None, float | None]], tmp_path: Path) -> None:
    from polarize.pipeline import report
    from polarize.tables import ScoredComment

    n = len(rows)
    replies = [f"c{at - 1}" if at % 2 else None for at in range(n)]
    scored = pl.DataFrame(
        {
            "article_id": ["a"] * n,
            "comment_id": [f"c{at}" for at in range(n)],
            "position": list(range(1, n + 1)),
            "reply_to": replies,
            "reply_inferred": [False] * n,
            "status": ["visible"] * n,
            "text": ["words"] * n,
            "debate": ["nuclear-power"] * n,
            "stance_label": [label for label, _ in rows],
            "stance_score": [score for _, score in rows],
        },
        schema_overrides={"reply_to": pl.String, "stance_label": pl.String, "stance_score": pl.Float64},
    )
    made = report(conform(scored, ScoredComment), tmp_path, figures="none", workers=1)
    assert made.summary.height == 1
    for page in tmp_path.rglob("*.html"):
        assert not re.search(
            r">[^<]*\b(nan|None|inf)\b[^<]*<", re.sub(r"<(style|script)>.*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        )
    tables = list(tmp_path.glob("*.csv"))
    assert {"articles.csv", "comments.csv", "measures.csv"} <= {table.name for table in tables}
    for table in tables:
        assert not re.search(r"(^|,)-?(NaN|nan|inf|Infinity|None|null)(,|$)", table.read_text(encoding="utf-8-sig"), flags=re.MULTILINE)
