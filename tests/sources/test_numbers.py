"""Numbers on pages and in pasted texts that no table can hold, or that only look like digits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polarize.sources import Input, ReadOptions, sources
from polarize.sources._html_posts import number
from polarize.sources._paste_heads import points
from polarize.tables import Corpus

NEWS = """<html><head><title>Trams | Hacker News</title></head><body><table class="comment-tree">
<tr class="athing comtr" id="1"><td><table><tr><td class="ind" {indent}><img src="s.gif" width="{width}"></td><td class="default">
<span class="comhead"><a class="hnuser">Fox</a></span><div class="comment"><div class="commtext">Trams.</div></div>
</td></tr></table></td></tr></table></body></html>"""
LONG = "9" * 400
SAMPLES = Path(__file__).parents[2] / "samples"


def read(source: str, name: str, text: str) -> Corpus:
    return sources()[source].read(Input(name, None, content=text.encode()), ReadOptions())


@pytest.mark.parametrize("indent", ['indent="2"', 'indent="100000000000000000000"', 'indent="\u00b2"', f'indent="{LONG}"', ""])
@pytest.mark.parametrize("width", ["80", "\u00b2", LONG])
def test_depths_of_hacker_news(indent: str, width: str) -> None:
    comments = read("hackernews", "page.html", NEWS.format(indent=indent, width=width)).comments
    assert comments["text"].to_list() == ["Trams."]
    assert comments["depth"][0] == 2 if indent == 'indent="2"' or width == "80" else comments["depth"][0] == 0


@pytest.mark.parametrize(
    ("printed", "value"),
    [("42 points", 42), ("1.2k", 1_200), ("\u22123", -3), ("1,204", 1_204), ("3\u4e07", 30_000), ("\u00b2k", None)],
)
def test_counts_on_pages_that_are_plain(printed: str, value: int | None) -> None:
    assert number(printed) == value


@pytest.mark.parametrize("printed", [LONG, f"{LONG}k", f"{LONG}\u4e07", f"1.{LONG}k", "9" * 5_000, "9" * 19])
def test_counts_that_no_table_can_hold(printed: str) -> None:
    for value in (number(printed), points(printed)):
        assert value is None or abs(value) < 2**70  # what is left of it is made null where the table is made


@pytest.mark.parametrize("depth", ["\u00b2", "\u00b9\u00b2", LONG, "1e9"])
def test_levels_that_only_look_like_digits(depth: str) -> None:
    sample = (SAMPLES / "html" / "generic.html").read_text(encoding="utf-8")
    sample = re.sub(r"</li>\s*</ul>\s*</li>", "</li>", sample.replace('<ul class="debate-answers">', "</li>"))  # one flat list
    page = re.sub(r"<(div|li|article|section|p) ", rf'<\1 data-depth="{depth}" ', sample)
    assert page.count("data-depth") > 5
    assert read("html", "page.html", page).comments.height == read("html", "page.html", sample).comments.height


@pytest.mark.parametrize("digits", ["9" * 19, LONG, "9" * 5_000])
def test_counts_of_a_pasted_page(digits: str) -> None:
    text = f"Trams\n\nTrams are fine.\n\n{digits} Comments\n\nFox says:\nMay 3, 2021 at 7:00 am\nTrams.\n{digits} points\nReply\n"
    for called in (text, text.replace(f"{digits} Comments", f"Comments\n{digits}"), text.replace(" points", "k")):
        read("text", "paste.txt", called)
