"""Disqus exports: threads, posts, what is deleted, spam or waits, and files that are broken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from polarize.tables import Corpus

Reader = Callable[..., Corpus]
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">'
THREAD = (
    '<thread dsq:id="70"><id>x</id><forum>trams</forum><link>https://trams.example/</link><title>Trams &amp; buses</title>'
    "<createdAt>2025-03-09T07:00:00Z</createdAt><author><name>Ann Example</name><username>ann</username></author>"
    "<isClosed>true</isClosed></thread>"
)


def post(one: int, text: str = "<p>Trams.</p>", more: str = "", author: str = "<name>Fox</name><username>fox</username>") -> str:
    return (
        f'<post dsq:id="{one}"><message><![CDATA[{text}]]></message><createdAt>2025-03-10T09:15:00Z</createdAt>'
        f'<author>{author}</author><thread dsq:id="70" />{more}</post>'
    )


GOOD = HEAD + THREAD + post(1, "<p>One.<br/>Two.</p><blockquote>Said.</blockquote>") + post(2, more='<parent dsq:id="1"/>') + "</disqus>"


def test_threads_and_posts(told: Reader) -> None:
    found = told("disqus_xml", GOOD, "disqus.xml")
    [row] = found.articles.iter_rows(named=True)
    assert (row["article_id"], row["title"], row["url"], row["outlet"], row["author"], row["comment_status"]) == (
        *("70", "Trams & buses", "https://trams.example/", "trams", "Ann Example", "closed"),
    )
    assert found.comments.select("comment_id", "reply_to", "depth", "author", "text", "by_article_author").rows() == [
        ("1", None, 0, "Fox", "One.\nTwo.\n\n> Said.", False),
        ("2", "1", 1, "Fox", "Trams.", False),
    ]


def test_states_and_names(told: Reader) -> None:
    posts = [
        post(1, more="<isDeleted>true</isDeleted>"),
        post(2, more='<isSpam>true</isSpam><parent dsq:id="1"/>'),
        post(3, more="<isApproved>false</isApproved>", author="<name>Ann</name><username>ann</username>"),
        post(4, author="<isAnonymous>true</isAnonymous>"),
    ]
    found = told("disqus_xml", HEAD + THREAD + "".join(posts) + "</disqus>").comments
    assert found.select("status", "author", "reply_to", "by_article_author").rows() == [
        ("deleted", "Fox", None, False),
        ("spam", "Fox", "1", False),
        ("pending", "Ann", None, True),
        ("visible", None, None, None),
    ]
    assert found["text"].to_list() == ["", "Trams.", "Trams.", "Trams."]


def test_a_post_without_its_thread_keeps_an_article(told: Reader) -> None:
    found = told("disqus_xml", HEAD + post(1) + "</disqus>").articles
    assert found.select("article_id", "notes").rows() == [("70", "its comments name a thread that is not in the export")]


@pytest.mark.parametrize(
    "broken",
    [
        "x" + GOOD,
        GOOD + "x",
        GOOD.replace('<thread dsq:id="70">', "<thread dsq:id=70>"),
        GOOD.replace('<parent dsq:id="1"/>', "<parent dsq:id=1 />"),
        GOOD.replace('<parent dsq:id="1"/>', "<parent dsq:id=1/>"),
        GOOD.replace("Trams &amp; buses", "Trams & buses"),
        GOOD.replace("Fox", "F\x08ox", 1),
        GOOD.removesuffix("</disqus>"),
        GOOD.replace(' xmlns:dsq="http://disqus.com/disqus-internals"', ""),
    ],
)
def test_broken_exports_are_read_and_it_is_said(told: Reader, broken: str) -> None:
    found = told("disqus_xml", broken)
    assert found.articles["title"].to_list() == ["Trams & buses"]
    assert found.comments.select("comment_id", "reply_to", "author").rows() == [("1", None, "Fox"), ("2", "1", "Fox")]
    assert found.problems
