"""Any text comes out of the page as it went in, and the budget holds."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.pages._comments import LONGEST_TEXT, anchor, comments
from polarize.pages._html import plain
from polarize.tables import ScoredComment, conform

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(["<b>", "</div>", "&amp;", '"', "'", "]]>", "-->", "<!--", "<script>", "\n\n", "\n", "é", "漢", "\U0001f600"]),
        max_size=40,
    ).map("".join),
)


class BodyParser(HTMLParser):
    """Collects what stands in the texts of the comments, and all tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth = 0
        self.texts: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "div":
            assert self.depth == 0
            self.depth = 1
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self.depth = 0

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.texts[-1] += data


def frame(texts: list[str]) -> pl.DataFrame:
    n = len(texts)
    rows: dict[str, Any] = {
        "article_id": ["a"] * n,
        "comment_id": [f"c{at}" for at in range(n)],
        "position": list(range(1, n + 1)),
        "reply_inferred": [False] * n,
        "author": [text or None for text in texts],
        "status": ["visible"] * n,
        "text": texts,
        "stance_evidence": texts,
    }
    return conform(pl.DataFrame(rows, schema_overrides={"author": pl.String}), ScoredComment)


def letters(text: str) -> str:
    return "".join(plain(text).replace("> ", "").split())


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_what_a_reader_sees_is_what_was_written(text: str) -> None:
    parser = BodyParser()
    parser.feed(str(comments(frame([text]), 1_000_000).html))
    parser.close()
    assert [letters(found) for found in parser.texts] == [letters(text)]
    assert parser.tags <= {"li", "p", "span", "b", "i", "a", "div", "blockquote", "details", "summary"}


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, max_size=6), st.integers(min_value=-5, max_value=12_000))
def test_the_budget_holds_and_only_whole_comments_stand_in_it(texts: list[str], budget: int) -> None:
    made = comments(frame(texts), budget)
    assert len(str(made.html).encode()) <= max(budget, 0)
    assert made.total == len(texts)
    assert made.shown == str(made.html).count("<li ")
    assert made.shown <= made.total


def test_comments_come_in_page_order_whatever_the_tables_order() -> None:
    html = str(comments(frame(["first", "second", "third"]).reverse(), 100_000).html)
    assert html.index("first") < html.index("second") < html.index("third")


def test_a_long_text_is_cut_at_its_limit() -> None:
    parser = BodyParser()
    parser.feed(str(comments(frame(["x" * (LONGEST_TEXT + 1)]), 100_000).html))
    assert parser.texts[0].strip() == "x" * (LONGEST_TEXT - 1) + "…"


def test_anchors_differ_for_ids_that_look_alike() -> None:
    assert len({anchor(name) for name in ("A", "a", "a ", "ä", "a" * 200, "a" * 201)}) == 6
