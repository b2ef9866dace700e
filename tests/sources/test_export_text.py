"""HTML and Markdown of comments as plain text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.sources._export_text import from_html, markdown

CASES = {
    "": "",
    "plain  words\n here": "plain words here",
    "<p>One.</p><p>Two.</p>": "One.\n\nTwo.",
    "<p>One.<br>Two.<br />Three.</p>": "One.\nTwo.\nThree.",
    "Fish &amp; chips &lt;3 &#8220;caf&eacute;&#8221;&nbsp;!": "Fish & chips <3 “café” !",
    "<blockquote><p>Said.</p><p>More.</p></blockquote><p>No.</p>": "> Said.\n\n> More.\n\nNo.",
    f"a &#{'9' * 5_000}; b &#{'0' * 5_000}65; c &#99999999;": "a \ufffd b A c \ufffd",
    "first<p>second<p>third": "first\n\nsecond\n\nthird",
    "&gt; quoted<p>answer": "> quoted\n\nanswer",
    "<b>bold</b> and <a href='http://a.example/?x=1&amp;y'>a link</a>": "bold and a link",
    "<ul><li>one</li><li>two</li></ul>": "one\n\ntwo",
    "<script>alert(1)</script><style>p{}</style>shown": "shown",
    "a<!-- <p>hidden</p> -->b": "ab",
    "a < b and c > d": "a < b and c > d",
    "<pre>x = 1\n  y = 2</pre>": "x = 1\n  y = 2",
    '<p>Nice <img class="emoji" title=":tram:" alt=":tram:"> <img src="x.png" alt="photo"></p>': "Nice :tram:",
    '<aside class="quote"><div class="title">ann:</div><blockquote>Said.</blockquote></aside><p>No.</p>': "> ann:\n\n> Said.\n\nNo.",
    "<p>open <b>and never closed": "open and never closed",
}


@pytest.mark.parametrize("source", CASES)
def test_html_becomes_what_a_reader_sees(source: str) -> None:
    assert "\n\n".join(part for part in from_html(source).replace("one\n\ntwo", "one\n\ntwo").split("\n\n")) == CASES[source]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("One line.\nNext line.\n\n\nNew paragraph.", "One line.\nNext line.\n\nNew paragraph."),
        ("One.\r\n\r\nTwo &amp; <em>three</em>.", "One.\n\nTwo & three."),
        ("<blockquote>Said.</blockquote>\nNo.", "> Said.\n\nNo."),
    ],
)
def test_line_ends_count_where_the_platform_keeps_them(source: str, wanted: str) -> None:
    assert from_html(source, line_ends=True) == wanted


def test_markdown_is_kept_and_quotes_are_marked_alike() -> None:
    assert markdown(">said\n>\n> more\n\n**No.** a > b\r\n>!spoiler!<") == "> said\n> \n> more\n\n**No.** a > b\n>!spoiler!<"


@pytest.mark.parametrize("unit", ["<", "<a", "<a ", "&", "<p>", "<!--", "<blockquote>", ">", "class=", "<div class=", "&#", "a<b>"])
def test_hostile_html_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    from_html(unit * 200_000)
    from_html(unit * 200_000, line_ends=True)
    assert time.process_time() - started < 10


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("<>/!-&;#pbrdiv \n\"'=blockquote\u00e9"), max_size=200))
def test_any_text_is_read(source: str) -> None:
    for line_ends in (True, False):
        assert "\n\n\n" not in from_html(source, line_ends=line_ends).replace("> \n", "")
