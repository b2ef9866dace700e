"""A report on four made-up articles, small enough to check by hand, and a way to read its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from polarize.pages import DebateInfo, Methods
from polarize.pages.build import build
from polarize.tables import Article, ArticleMeasure, ArticleSummary, ScoredComment, conform

VOID = {"meta", "link", "img", "br", "hr", "input", "path", "rect", "circle", "line"}
METHODS = Methods(
    version="9.8.7",
    seed=4711,
    scorer="statements",
    scorer_error="The scorer puts 18% of the sided comments on the wrong side.",
    settings={"draws": "2,000"},
    notes=("A note of the pipeline.",),
)
DEBATES = {"trams": DebateInfo("Trams or cars", "Should the city build the tram?", "for the tram", "against the tram")}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        found: list[Element] = []
        for child in self.children:
            if isinstance(child, Element):
                if (not tag or child.tag == tag) and all(child.attributes.get(name) == value for name, value in wanted.items()):
                    found.append(child)
                found.extend(child.all(tag, **attributes))
        return found

    def one(self, tag: str = "", **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, (tag, attributes, len(found))
        return found[0]


class TreeParser(HTMLParser):
    """Builds a tree and fails where tags do not match."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Element("root", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs), f"an attribute twice on <{tag}>"
        self.stack[-1].children.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stack[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop().tag == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def parse(html: str) -> Element:
    parser = TreeParser()
    parser.feed(html)
    parser.close()
    assert len(parser.stack) == 1, [element.tag for element in parser.stack]
    return parser.stack[0]


@dataclass(frozen=True)
class Corpus:
    articles: pl.DataFrame
    summary: pl.DataFrame
    scored: pl.DataFrame
    measures: pl.DataFrame


CorpusMaker = Callable[..., Corpus]
SHARED: dict[str, Any] = {
    "title": pl.String,
    "url": pl.String,
    "outlet": pl.String,
    "author": pl.String,
    "published": pl.Date,
    "debate": pl.String,
    "unit": pl.String,
    "notes": pl.String,
    "language": pl.String,
    "reply_to": pl.String,
    "posted_at": pl.Datetime("us", "UTC"),
    "posted_raw": pl.String,
    "stance_label": pl.String,
    "stance_evidence": pl.String,
}


def frame(rows: list[dict[str, Any]], schema: Any) -> pl.DataFrame:
    names = list(dict.fromkeys(name for row in rows for name in row)) or list(schema.columns())
    columns = {name: [row.get(name) for row in rows] for name in names}
    return conform(pl.DataFrame(columns, schema_overrides={k: v for k, v in SHARED.items() if k in columns}, strict=False), schema)


def make_corpus(articles: list[dict[str, Any]], comments: list[dict[str, Any]], measures: list[dict[str, Any]] | None = None) -> Corpus:
    """Fill up what is not given; `articles` may hold columns of both Article and ArticleSummary."""
    full = []
    for row in articles:
        mine = [comment for comment in comments if comment["article_id"] == row["article_id"]]
        base = {
            "source": "page",
            "path": "in/page.html",
            "comment_status": "open" if mine else "none",
            "comments_found": len(mine),
            "comments_scored": sum(comment.get("stance_label") is not None for comment in mine),
            "authors": len({comment.get("author") for comment in mine} - {None}),
            "units": len(mine),
            "verdict": "split" if mine else "no comments",
        }
        full.append({**base, **row})
    numbered = []
    for at, comment in enumerate(comments):
        base = {"comment_id": f"c{at + 1}", "position": at + 1, "reply_inferred": False, "status": "visible", "text": "words"}
        numbered.append({**base, **comment})
    articles_only = [{name: row[name] for name in row if name in Article.columns()} for row in full]
    summaries = [{name: row[name] for name in row if name in ArticleSummary.columns()} for row in full]
    return Corpus(
        frame(articles_only, Article),
        frame(summaries, ArticleSummary),
        frame(numbered, ScoredComment),
        frame(measures or [], ArticleMeasure),
    )


ARTICLES: list[dict[str, Any]] = [
    {
        "article_id": "tram/1",
        "title": "The tram & the market",
        "outlet": "The Example",
        "author": "Ada Sample",
        "published": dt.date(2024, 5, 3),
        "url": "https://news.example/tram",
        "language": "en",
        "comments_declared": 150,
        "debate": "trams",
        "unit": "author",
        "share_favor": 0.5,
        "share_against": 0.25,
        "share_mixed": 0.25,
        "share_none": 0.0,
        "split_index": 0.5,
        "split_low": 0.31,
        "split_high": 0.72,
        "tagger_error_p": 0.2,
        "engagement": 0.75,
        "verdict": "split",
        "notes": "read from the print view; dates are relative",
    },
    {"article_id": "silent", "title": "Nobody spoke", "comment_status": "closed"},
    {"article_id": "chat", "title": "Gardening", "verdict": "no debate found", "url": "javascript:alert(1)"},
    {
        "article_id": "few",
        "title": None,
        "verdict": "too few to say",
        "debate": "trams",
        "split_index": 0.9,
        "split_low": 0.1,
        "split_high": 1.0,
    },
]
COMMENTS: list[dict[str, Any]] = [
    {
        "article_id": "tram/1",
        "author": "Bert Muster",
        "text": "I like it.\n\n> Trams are loud\nNo, they are not.",
        "stance_label": "favor",
        "stance_score": 0.8,
        "stance_confidence": 0.9,
        "stance_evidence": "Nearest in favor: “quiet”",
        "compound": 0.6,
        "votes": 5,
        "language": "en",
        "posted_at": dt.datetime(2024, 5, 3, 10, 22, tzinfo=dt.UTC),
    },
    {
        "article_id": "tram/1",
        "author": "Cleo Test",
        "text": "They are.",
        "stance_label": "against",
        "stance_score": -0.4,
        "compound": -0.5,
        "votes": -1,
        "reply_to": "c1",
        "posted_raw": "2 hours ago",
    },
    {
        "article_id": "tram/1",
        "text": "لا أعرف",
        "language": "ar",
        "stance_label": "mixed",
        "stance_score": 0.0,
        "compound": 0.0,
        "reply_to": "gone",
    },
    {"article_id": "tram/1", "author": "Dora Probe", "text": "secret spam", "status": "spam"},
    {"article_id": "chat", "author": "Emil", "text": "Roses.", "compound": 0.3},
    {"article_id": "few", "author": "Fritz", "text": "Yes", "stance_label": "favor", "stance_score": 0.3, "compound": 0.1},
]
MEASURES = [{"article_id": "tram/1", "unit": "author", "measure": "consensus", "value": 0.625, "low": 0.5, "high": 0.75, "n": 4}]


@pytest.fixture
def corpus() -> Corpus:
    return make_corpus(ARTICLES, COMMENTS, MEASURES)


@pytest.fixture
def corpus_of() -> CorpusMaker:
    return make_corpus


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a corpus's report; returns its folder."""

    def write(made: Corpus, **options: Any) -> Path:
        out = tmp_path / "report"
        index = build(out, made.articles, made.summary, made.scored, made.measures, DEBATES, METHODS, **options)
        assert index == out / "index.html"
        return out

    return write


@pytest.fixture
def tree() -> Callable[[Path], Element]:
    return lambda path: parse(path.read_text(encoding="utf-8"))
