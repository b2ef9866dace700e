"""Hostile texts, size limits, and the policy that lets nothing in."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from polarize.pages import Methods
from polarize.pages._html import coded, cut, plain, safe_language, safe_url
from polarize.pages._index import render_index

Written = Callable[..., Path]
Tree = Callable[[Path], Any]
ATTACKS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "--><svg/onload=alert(3)>",
    "]]><b>bold</b>",
    '" onmouseover="alert(4)" x="',
    "' autofocus onfocus=alert(5) '",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;i&gt;",
    "</style><style>*{display:none}</style>",
)


def hostile(corpus_of: Callable[..., Any]) -> Any:
    text = "\n".join(ATTACKS)
    shared = {
        "title": text,
        "outlet": text,
        "author": text,
        "notes": text,
        "debate": text,
        "unit": "comment",
        "url": "https://x.example/" + ATTACKS[4].strip(),
    }
    shares = {
        "share_favor": 1.0,
        "share_against": 0.0,
        "share_mixed": 0.0,
        "share_none": 0.0,
        "split_index": 0.2,
        "split_low": 0.0,
        "split_high": 0.5,
    }
    comments = [
        {
            "article_id": text,
            "comment_id": attack,
            "author": attack,
            "text": attack,
            "language": attack,
            "posted_raw": attack,
            "stance_label": "favor",
            "stance_score": 0.5,
            "compound": 0.5,
            "stance_evidence": attack,
            "reply_to": ATTACKS[0],
        }
        for attack in ATTACKS
    ]
    return corpus_of([{"article_id": text, **shared, **shares}], comments)


def test_hostile_texts_stay_text(corpus_of: Callable[..., Any], written: Written, tree: Tree) -> None:
    out = written(hostile(corpus_of), verdicts={"\n".join(ATTACKS): ATTACKS[1]}, problems=ATTACKS)
    for path in out.rglob("*.html"):
        page = tree(path)
        assert len(page.all("script")) == 1
        assert len(page.all("style")) == 1
        for element in page.all():
            assert not [name for name in element.attributes if name.startswith("on") or name in ("style", "autofocus")], element
            assert not str(element.attributes.get("href", "")).lower().startswith(("javascript:", "data:"))
    texts = [item.one("div", dir="auto").text.strip() for item in tree(next((out / "articles").iterdir())).one("ol").all("li")]
    assert texts == list(ATTACKS)


def test_the_policy_allows_our_own_style_and_script_only(corpus: Any, written: Written, tree: Tree) -> None:
    for path in written(corpus).rglob("*.html"):
        page = tree(path)
        policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
        assert policy.startswith("default-src 'none'; img-src data:;")
        assert "base-uri 'none'; form-action 'none'" in policy
        assert "unsafe" not in policy
        for tag in ("style", "script"):
            digest = base64.b64encode(hashlib.sha256(page.one(tag).text.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy


def test_nothing_is_loaded_from_anywhere(corpus: Any, written: Written, tree: Tree) -> None:
    for path in written(corpus).rglob("*.html"):
        page = tree(path)
        assert not [element for element in page.all() if element.tag in ("link", "iframe", "object", "embed", "base", "audio", "video")]
        assert all(element.attributes["src"].startswith("data:") for element in page.all() if "src" in element.attributes)
        assert "url(http" not in page.one("style").text
        assert "@import" not in page.one("style").text


def test_ids_are_unique(corpus: Any, written: Written, tree: Tree) -> None:
    for path in written(corpus).rglob("*.html"):
        ids = [element.attributes["id"] for element in tree(path).all() if "id" in element.attributes]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("unit", ["word ", "<&>\"'", "\U0001f600"])
def test_a_page_of_a_huge_thread_stays_under_a_megabyte(corpus_of: Callable[..., Any], written: Written, tree: Tree, unit: str) -> None:
    comments = [
        {
            "article_id": "big",
            "comment_id": f"k{at}",
            "author": "Bert",
            "text": unit * 300,
            "stance_label": "favor",
            "stance_score": 0.5,
            "compound": 0.1,
        }
        for at in range(3_000)
    ]
    path = next((written(corpus_of([{"article_id": "big", "title": "Big"}], comments)) / "articles").iterdir())
    assert path.stat().st_size < 1_000_000
    page = tree(path)
    shown = len(page.one("ol").all("li"))
    assert 50 < shown < 3_000
    assert f"The first {shown:,} of 3,000 comments" in page.one("main").text
    assert "comments.csv" in page.one("main").text


def test_one_comment_of_a_megabyte_is_cut_and_says_so(corpus_of: Callable[..., Any], written: Written, tree: Tree) -> None:
    comments = [
        {"article_id": "a", "text": "x" * 1_000_000, "stance_label": "favor", "stance_score": 0.5},
        {"article_id": "a", "text": "last"},
    ]
    page = tree(next((written(corpus_of([{"article_id": "a"}], comments)) / "articles").iterdir()))
    items = page.one("ol").all("li")
    assert len(items) == 2
    assert "997,000 more characters" in items[0].text


def test_links_to_comments_that_did_not_fit_are_taken_out(corpus_of: Callable[..., Any], written: Written, tree: Tree) -> None:
    comments: list[dict[str, Any]] = [
        {"article_id": "big", "comment_id": f"k{at}", "author": "Bert", "text": "word " * 400, "reply_to": f"k{1999 - at}"}
        for at in range(2_000)
    ]
    page = tree(next((written(corpus_of([{"article_id": "big"}], comments)) / "articles").iterdir()))
    ids = {element.attributes["id"] for element in page.all() if "id" in element.attributes}
    targets = {link.attributes["href"][1:] for link in page.all("a") if str(link.attributes.get("href", "")).startswith("#")}
    assert targets <= ids
    assert len(page.one("ol").all("p", class_="answers")) == len(page.one("ol").all("li"))


def test_the_index_of_a_thousand_articles_stays_small(corpus_of: Callable[..., Any]) -> None:
    from_zero = {"unit": "author", "share_favor": 0.5, "share_against": 0.3, "share_mixed": 0.1, "share_none": 0.1}
    rows = [
        {
            "article_id": f"article-number-{at}-with-an-id-of-some-length",
            "title": f"{at}: " + "what the neighbours say about noise, rents and the market " * 3,
            "outlet": "The Example of Somewhere",
            "debate": "trams",
            "verdict": "split",
            "comments_found": 10,
            "comments_declared": 150,
            "split_index": at / 1000,
            "split_low": 0.0,
            "split_high": 1.0,
            **from_zero,
        }
        for at in range(1_000)
    ]
    summary = corpus_of(rows, []).summary
    methods = Methods("1", 1, "statements", "Unknown.")
    full, _ = render_index(summary, summary, {}, methods, [])
    half, _ = render_index(summary, summary.head(500), {}, methods, [])
    assert len(full.encode()) < 3_000_000
    assert len(half.encode()) < 2_000_000


@pytest.mark.parametrize("url", ["https://news.example/a?b=1&c=ü#d", "http://news.example", "HTTPS://News.Example:8080/x"])
def test_web_addresses_pass(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " https://a.example",
        "https://",
        "https:///x",
        "//a.example",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "https://a.example\x00",
        "https://a b.example",
        "https://user:password@a.example",
        "https://[::1",
        "https://a.example/" + "x" * 3_000,
    ],
)
def test_other_addresses_do_not(url: str | None) -> None:
    assert safe_url(url) is None


def test_language_codes_are_checked() -> None:
    assert safe_language("pt-BR") == "pt-BR"
    assert safe_language('en" onclick="x') is None
    assert safe_language(None) is None


def test_backticks_mark_code_and_nothing_else() -> None:
    assert coded("Label them with `polarize label`.") == "Label them with <code>polarize label</code>."
    assert coded("`<b>` & <i>") == "<code>&lt;b&gt;</code> &amp; &lt;i&gt;"
    assert coded("one ` alone") == "one ` alone"


def test_plain_and_cut() -> None:
    assert plain("a\x00b\x1bc\ud800d\ufffee\tf\ng") == "abcde\tf\ng"
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 6) == "abcde…"
    assert cut("abcq\u0307\u0323fghij", 6) == "abc…"
    assert cut("ab\U0001f468\u200d\U0001f469cdef", 5) == "ab…"


def test_pages_hold_no_forbidden_characters(corpus_of: Callable[..., Any], written: Written) -> None:
    text = "a\x00b\x1b\ud800\ufffe\x85c"
    made = corpus_of(
        [{"article_id": "a", "title": text.replace("\ud800", "")}],
        [{"article_id": "a", "text": text.replace("\ud800", ""), "author": "x\x07"}],
    )
    for path in written(made, problems=[text]).rglob("*.html"):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe]", path.read_text(encoding="utf-8"))
