"""Titles and tables that break pictures: drawn, in every format, warnings being errors."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

import polars as pl
import pytest

from polarize.figures import draw_corpus
from polarize.figures.forest import FIGURE, MOST_ROWS

TITLES = {
    "$$": "$$",
    "an open formula": "$\\frac{$",
    "prices": "$5 to $10",
    "Chinese": "核电站的未来",
    "Arabic": "مستقبل الطاقة النووية",
    "emoji": "🚲👨‍👩‍👧❤️",
    "zalgo": "z" + "\u0301\u0316\u0334" * 200 + "algo",
    "5,000 characters": "long " * 1_000,
    "one word of 5,000 characters": "x" * 5_000,
    "NUL": "a\0b",
    "right-to-left override": "\u202egnp.exe",
    "escape codes": "\x1b[31mred",
    "markup": "</title><script>alert(1)</script>]]>",
    "nothing": "",
}


@pytest.mark.parametrize("kind", TITLES)
def test_a_hostile_title_is_drawn(kind: str, make_summary: Callable[..., pl.DataFrame], texts_of: Callable[..., list[str]]) -> None:
    rows = make_summary([{"title": TITLES[kind], "split_index": 0.5}, {"title": "Tram", "split_index": 0.3}])
    drawn = draw_corpus(rows, ("svg", "png"))
    assert drawn["forest.png"].startswith(b"\x89PNG")
    root = ET.fromstring(drawn["forest.svg"])
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    texts = texts_of(FIGURE.draw(rows))
    assert "0.50, 20" in texts
    # What stands in for the title is short, and holds nothing that turns or hides what is around it.
    assert max(map(len, texts)) < 400
    assert not set("".join(texts)) & set("\0\x1b\u202e\u200d")


def test_signs_of_formulas_stand_as_they_are(make_summary: Callable[..., pl.DataFrame], texts_of: Callable[..., list[str]]) -> None:
    rows = make_summary([{"title": TITLES[kind], "split_index": 0.5} for kind in ("$$", "an open formula", "prices")])
    shown = "\n".join(texts_of(FIGURE.draw(rows)))
    assert all(TITLES[kind] in shown for kind in ("$$", "an open formula", "prices"))


def test_three_thousand_articles_are_a_picture_of_sixty(
    make_summary: Callable[..., pl.DataFrame], texts_of: Callable[..., list[str]]
) -> None:
    rows = make_summary([{"title": f"Article {at}", "split_index": at / 3_000} for at in range(3_000)])
    texts = texts_of(FIGURE.draw(rows))
    assert sum(text.startswith("Article ") for text in texts) <= MOST_ROWS
    assert any("2,940 more" in text or "2940 more" in text for text in texts)
