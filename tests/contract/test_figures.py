"""One suite that every registered picture must pass."""

from __future__ import annotations

import importlib
import pickle
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest

import polarize.figures
from polarize.figures import FORMATS, Picture, Scope, draw_article, figures, render
from polarize.tables import ArticleSummary, GroupSummary, ScoredComment, conform

LABELS = ("favor", "against", "mixed", "none")
HOSTILE = {
    "dollars": "$$",
    "broken formula": r"$\frac{$",
    "prices": "$5 to $10",
    "chinese": "中文标题：评论区",
    "arabic": "مرحبا بالعالم",
    "devanagari": "नमस्ते दुनिया",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f600\u2764\ufe0f",
    "zalgo": "Z" + "\u0335\u0327\u0361\u0351" * 30 + "algo",
    "long": "word " * 1000,
    "one long word": "w" * 5000,
    "nul": "a\x00b",
    "controls": "a\x1b[31mb\x07\x9c",
    "override": "a\u202eb\u2066c",
    "markup": "</script><img src=x onerror=alert(1)>]]>-->",
    "empty": "",
    "percent": "%s {0} {{x}} %(y)s \\",
    "rare": "\U00012000\U0010fffd\ue000\uffff",
}
ALL = sorted(figures())


def scored(n: int, text: str = "words") -> pl.DataFrame:
    labels = [LABELS[at % 4] for at in range(n)]
    sign = {"favor": 1.0, "against": -1.0, "mixed": 0.0}
    rows: dict[str, list[Any]] = {
        "article_id": [f"a{text}"[:400]] * n,
        "comment_id": [f"c{at}" for at in range(n)],
        "position": list(range(1, n + 1)),
        "reply_to": [f"c{at - 1}" if at else None for at in range(n)],
        "posted_at": [datetime(2026, 1, 1 + at % 28, at % 24, tzinfo=UTC) for at in range(n)],
        "reply_inferred": [False] * n,
        "author": [text or None] * n,
        "status": ["visible"] * n,
        "text": [text] * n,
        "debate": [text] * n,
        "stance_label": labels,
        "stance_score": [None if label == "none" else sign[label] * ((at * 37 % 100) / 100) for at, label in enumerate(labels)],
        "compound": [(at * 61 % 201 - 100) / 100 for at in range(n)],
        "stance_confidence": [0.5] * n,
    }
    nullable = {"reply_to": pl.String, "author": pl.String, "stance_score": pl.Float64}
    return conform(pl.DataFrame(rows, schema_overrides=nullable), ScoredComment)


def summary(n: int, text: str = "title") -> pl.DataFrame:
    values = [(at * 37 % 101) / 100 for at in range(n)]
    rows: dict[str, list[Any]] = {
        "article_id": [f"a{at}" for at in range(n)],
        "title": [text] * n,
        "outlet": [text] * n,
        "source": ["page"] * n,
        "path": ["in.html"] * n,
        "comment_status": ["open"] * n,
        "comments_found": [9] * n,
        "comments_scored": [9] * n,
        "authors": [9] * n,
        "units": [9] * n,
        "split_index": values,
        "split_low": [value / 2 for value in values],
        "split_high": [(1 + value) / 2 for value in values],
        "verdict": ["too few to say" if at % 5 == 4 else "leaning" for at in range(n)],
    }
    return conform(pl.DataFrame(rows), ArticleSummary)


def course(n: int) -> pl.DataFrame:
    points = min(n, 20)
    values = [(at * 37 % 101) / 100 for at in range(points)]
    columns = {"comments": [20 + at * 7 for at in range(points)], "split_index": values}
    ends = {"low": [one / 2 for one in values], "high": [(1 + one) / 2 for one in values]}
    return pl.DataFrame(columns | ends, schema={"comments": pl.Int64, **dict.fromkeys(("split_index", "low", "high"), pl.Float64)})


def groups(n: int, text: str) -> pl.DataFrame:
    values = [(at * 37 % 101) / 100 for at in range(n)]
    rows: dict[str, list[Any]] = {
        "by": ["month"] * n,
        "group": [f"{text or '-'} {at:05}" for at in range(n)],
        "articles": [3] * n,
        "units": [30] * n,
        "split_index": values,
        "split_low": [value / 2 for value in values],
        "split_high": [(1 + value) / 2 for value in values],
    }
    return conform(pl.DataFrame(rows), GroupSummary)


def rows_for(picture: Picture, n: int, text: str = "words") -> pl.DataFrame:
    if picture.scope == "timeline":
        return course(n)
    return {"article": scored, "corpus": summary, "groups": groups}[picture.scope](n, text)


@pytest.fixture(params=ALL)
def picture(request: pytest.FixtureRequest) -> Picture:
    return figures()[request.param]


def test_there_are_pictures() -> None:
    assert {"stance_bar", "stance_by_sentiment", "stance_swarm", "cumulative_split", "reply_heatmap", "when"} <= set(ALL)
    assert {"forest", "over_time"} <= set(ALL)
    folder = Path(polarize.figures.__file__).parent
    assert sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")) == ALL


def test_the_name_is_the_files_name(picture: Picture) -> None:
    assert importlib.import_module(f"polarize.figures.{picture.name}").FIGURE is picture
    assert re.fullmatch(r"[a-z][a-z0-9_]*", picture.name)
    assert picture.title
    assert picture.scope in get_args(Scope)
    # The pictures across articles have a key of their own.
    assert picture.guide.endswith(".") == (picture.scope in ("article", "timeline"))


def test_an_empty_table_gives_no_picture_and_words_all_the_same(picture: Picture) -> None:
    rows = rows_for(picture, 0)
    assert picture.draw(rows) is None
    assert picture.alt(rows)
    assert isinstance(picture.table(rows), pl.DataFrame)


@pytest.mark.parametrize("n", [1, 3_000])
def test_few_and_many_rows(picture: Picture, n: int) -> None:
    rows = rows_for(picture, n)
    figure = picture.draw(rows)
    assert picture.table(rows).height <= 100
    assert re.search(r"\d", picture.alt(rows))
    if figure is not None:
        for kind in FORMATS:
            image = render(figure, kind)
            assert 500 < len(image) < 600_000
    if n > 1:
        assert figure is not None


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_are_drawn(picture: Picture, text: str) -> None:
    rows = rows_for(picture, 12, text)
    figure = picture.draw(rows)
    assert figure is not None
    for kind in FORMATS:
        assert render(figure, kind, picture.title, picture.alt(rows))


def test_the_table_is_not_changed(picture: Picture) -> None:
    rows = rows_for(picture, 30)
    before = rows.clone()
    picture.draw(rows)
    picture.alt(rows)
    picture.table(rows)
    assert rows.equals(before)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_rows_give_the_same_bytes(picture: Picture, kind: Any) -> None:
    rows = rows_for(picture, 30)
    images = []
    for _ in range(2):
        figure = picture.draw(rows)
        assert figure is not None
        images.append(render(figure, kind, picture.title, picture.alt(rows)))
    assert images[0] == images[1]


def test_alt_text_is_one_paragraph_without_undefined_numbers(picture: Picture) -> None:
    alt = picture.alt(rows_for(picture, 30))
    assert "\n" not in alt
    assert not re.search(r"\b(nan|None|inf)\b", alt)


def test_the_figures_table_holds_no_nan(picture: Picture) -> None:
    table = picture.table(rows_for(picture, 30))
    floats = table.select(pl.selectors.float())
    assert not any(column.is_nan().any() for column in floats)


def test_draw_article_may_go_to_a_worker() -> None:
    assert pickle.loads(pickle.dumps(draw_article)) is draw_article
