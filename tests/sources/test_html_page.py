"""Saved pages as such: decoding, archives, text, hostile markup, what a browser adds."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.errors import InputError
from polarize.sources import Input, ReadOptions, choose, inputs, sources
from polarize.sources._html_page import page_of
from polarize.tables import Corpus

COMMENT = (
    '<li id="comment-{n}" class="comment depth-1"><b class="fn">{author}</b> <time datetime="2021-05-02T10:00:00Z">May 2</time>'
    '<div class="comment-content">{text}</div></li>'
)
START = '<!DOCTYPE html><html lang="de"><head>{head}<title>Plants</title></head><body class="wp-content"><ol class="commentlist">'
PLATFORMS = [name for name, source in sources().items() if ".html" in source.suffixes]


def page(*texts: str, head: str = '<meta charset="utf-8">') -> str:
    return (
        START.format(head=head) + "".join(COMMENT.format(n=n, author=f"Tester {n}", text=text) for n, text in enumerate(texts, 1)) + "</ol>"
    )


def read(content: bytes, name: str = "page.html", source: str | None = None) -> Corpus:
    one = Input(name, None, content=content)
    return choose(one, source)[0].read(one, ReadOptions())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_page_is_decoded_before_it_is_parsed(encoding: str) -> None:
    said = "Größere Öfen, schönere Züge, naïve Façade."
    declared = "" if encoding.startswith("utf-") else f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
    assert read(page(f"<p>{said}</p>", head=declared).encode(encoding)).comments["text"].to_list() == [said]


def test_the_encoding_that_a_page_names_counts_where_it_is_no_utf8() -> None:
    said = "核電廠該不該重啟？我支持。"
    assert read(page(f"<p>{said}</p>", head='<meta charset="big5">').encode("big5")).comments["text"].to_list() == [said]


def test_a_web_archive_is_read() -> None:
    body = page("<p>Build =3D it.</p>".replace("=3D", "now")).replace("=", "=3D")
    archive = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.org/plants\r\nSubject: Plants\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n------x\r\nContent-Type: text/html\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://www.example.org/plants\r\n\r\n{body}\r\n------x--\r\n"
    )
    corpus = read(archive.encode(), "page.mhtml")
    assert corpus.comments["text"].to_list() == ["Build now it."]
    assert corpus.articles["url"].to_list() == ["https://www.example.org/plants"]


def test_the_address_that_a_browser_notes() -> None:
    saved = "<!-- saved from url=(0030)https://www.example.org/plants -->\n"
    assert read((saved + page("<p>Build it.</p>")).encode()).articles["url"].to_list() == ["https://www.example.org/plants"]


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>One.</p><p>Two<br>lines.</p>", "One.\n\nTwo\nlines."),
        ("<blockquote><p>All of it.</p></blockquote>", "All of it."),
        ("<blockquote><p>You said.</p></blockquote><p>I say.</p>", "> You said.\n\nI say."),
        ("<p>Fine.</p><button>Like</button><a href='#' class='reply'>Reply</a>", "Fine."),
        ("<p>See <a href='https://example.org/'>this link</a> and <a href='#'>that</a>.</p>", "See this link and that."),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<p>a &lt;b&gt; &amp; c&nbsp;d</p>", "a <b> & c d"),
        ("<pre>x = 1\n  y = 2</pre>", "x = 1\n  y = 2"),
        ("<p>Nice <img src='x.png' alt='😀'><img src='cat.png' alt='a cat'></p>", "Nice 😀"),
        ("<p>Text.</p><script>var x = '<p>no</p>';</script><style>p {}</style>", "Text."),
    ],
)
def test_the_text_is_what_a_reader_sees(markup: str, wanted: str) -> None:
    assert read(page(markup).encode()).comments["text"].to_list() == [wanted]


@pytest.mark.parametrize(
    ("names", "when", "shown"),
    [
        ("comment-template", "Date", False),
        ("comment-template d-none", "12 May 2021, 14:05", False),
        ("post-template", "12 May 2021, 14:05", True),
    ],
)
def test_templates_for_scripts_are_hidden_or_hold_no_time(names: str, when: str, shown: bool) -> None:
    one = Input(
        "page.html", None, content=f"<!doctype html><body><div class='{names}'><b>Name</b> <i>{when}</i><p>Build it.</p></div>".encode()
    )
    found = page_of(one)
    assert found is not None
    assert ("p" in found.by_tag) is shown


def test_a_leading_name_is_an_inferred_answer_only_where_the_page_states_none() -> None:
    comments = read(page("<p>Build it.</p>", "<p>@Tester 1: no.</p>").encode()).comments
    assert comments.select("reply_to", "reply_inferred").rows() == [(None, False), ("1", True)]


def test_a_circle_of_answers_is_broken() -> None:
    rows = "".join(
        f'<article data-id="{own}" data-parentid="{parent}" id="reply_{own}"><a class="fn">Tester {own}</a><div class="reply-content"><p>Text {own}.</p></div></article>'
        for own, parent in ((1, 2), (2, 3), (3, 1))
    )
    comments = read(f"<html><body>kinja {rows}</body></html>".encode()).comments
    assert comments["reply_to"].to_list() == [None, None, "1"]


def test_what_the_head_says_about_the_article() -> None:
    head = (
        '<meta charset="utf-8"><meta property="og:title" content="Plants to stay"><meta property="og:site_name" content="The Example Post">'
        '<meta name="author" content="Ann Example"><meta property="article:published_time" content="2021-05-01T23:30:00-05:00">'
        '<link rel="canonical" href="https://www.example.org/plants">'
    )
    row = read(page("<p>Build it.</p>", head=head).encode()).articles.row(0, named=True)
    wanted = ("Plants to stay", "Ann Example", date(2021, 5, 1), "de", "https://www.example.org/plants", "The Example Post")
    assert tuple(row[name] for name in ("title", "author", "published", "language", "url", "outlet")) == wanted


HOSTILE = {
    "deep": "<div>" * 100_000 + "x",
    "deep comments": '<ul><li class="comment depth-1" id="comment-1">' * 20_000,
    "unclosed tags": "<b><i><a href=x>" * 20_000,
    "unclosed comments": "<!--" * 20_000,
    "unclosed forms": "<form><p>" * 20_000,
    "tables": "<table><tr><td>x" * 20_000,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(20_000)) + ">",
    "classes": '<div class="' + " ".join(f"comment-{n}" for n in range(20_000)) + '">May 2, 2021</div>',
    "many blocks": '<div class="comment"><b>Ann</b> May 2, 2021 <p>No.</p></div>' * 10_000,
    "entities": "&amp" * 200_000,
    "one long line": "<p>" + "a " * 500_000,
    "JSON-LD": '<script type="application/ld+json">' + '{"comment":' * 50_000 + "</script>",
    "NULs": "<p>Hello\0</p>" + "<p>Hello again.</p>" * 100,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_markup_takes_bounded_time(kind: str) -> None:
    begun = time.monotonic()
    content = ("<!DOCTYPE html><html><body>" + HOSTILE[kind]).encode()
    assert read(content).articles.height == 1
    assert time.monotonic() - begun < 20


def test_a_page_cut_off_at_any_place_is_read() -> None:
    whole = page("<p>Build it.</p><blockquote>No &amp; never</blockquote>", "<p>Why?</p>").encode()
    for end in range(whole.index(b"<ol"), len(whole), 7):
        assert read(whole[:end], source="html").articles.height == 1


@settings(max_examples=100, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<li class='comment depth-1' id='comment-1'>",
                "</li>",
                "<time datetime='x'>",
                "<b class=fn>",
                "Ann",
                "May 2, 2021",
                "<!--",
                "-->",
                "<p>",
                "3 Comments",
                "{{x}}",
                "<blockquote>",
                "<td class=default>",
                "<span class=comhead>",
                "\x00",
                "é",
                "&#0;",
                "&#xD800;",
                "<article class='comment'>",
                "<script type='application/ld+json'>",
                '{"@type":"Comment","text":"x"}',
                "</script>",
                "<template>",
            ]
        ),
        max_size=40,
    ),
    name=st.sampled_from(PLATFORMS),
)
def test_any_markup_is_read_or_refused(pieces: list[str], name: str) -> None:
    try:
        corpus = read(("<html>wp-content Drupal kinja spip substack " + "".join(pieces)).encode(), source=name)
    except InputError:
        return
    assert corpus.articles.height == 1
    assert corpus.comments.filter(corpus.comments["status"] == "visible")["text"].str.strip_chars().str.len_chars().min() != 0


def test_what_is_no_page_is_refused_with_the_remedy() -> None:
    with pytest.raises(InputError, match=r"^page\.csv: holds no markup that can be read\. It is no web page: leave out --from"):
        read(b"author,text\nAnn,Hello\n", "page.csv", "wordpress")


def test_folders_leave_out_what_browsers_save_beside_a_page(tmp_path: Path) -> None:
    for name in (
        "plant.html",
        "plant_files/ad.html",
        "plant_files/deep/frame.htm",
        "old.htm",
        "old.files/x.html",
        "_files/odd.html",
        "lonely_files/real.html",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page("<p>Build it.</p>"), encoding="utf-8")
    found = [Path(one.name).relative_to(tmp_path).as_posix() for one in inputs([tmp_path]) if isinstance(one, Input)]
    assert found == ["_files/odd.html", "lonely_files/real.html", "old.htm", "plant.html"]
