"""WordPress exports: versions, moderation, pingbacks, what else stands in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from polarize.tables import Corpus

Reader = Callable[..., Corpus]


def comment(one: int, text: str = "Trams.", **more: str) -> str:
    cells = {"id": str(one), "author": "PaperLantern", "date_gmt": "2025-03-10 09:15:00", "content": text, "approved": "1", "type": ""}
    cells |= {"parent": "0", "user_id": "0"} | more
    return (
        "<wp:comment>"
        + "".join(f"<wp:comment_{key}><![CDATA[{value}]]></wp:comment_{key}>" for key, value in cells.items())
        + "</wp:comment>"
    )


def item(*comments: str, kind: str = "post", state: str = "publish", open_: str = "open", one: int = 7) -> str:
    return (
        f"<item><title>Trams &amp; buses</title><link>https://trams.example/{one}</link><dc:creator>ann</dc:creator>"
        '<content:encoded><![CDATA[<p>First.</p>\n\n[gallery ids="1"]<p>Second.</p>]]></content:encoded>'
        f"<excerpt:encoded>short</excerpt:encoded><wp:post_id>{one}</wp:post_id><wp:post_date>2025-03-09 08:00:00</wp:post_date>"
        f"<wp:comment_status>{open_}</wp:comment_status><wp:status>{state}</wp:status><wp:post_type>{kind}</wp:post_type>{''.join(comments)}</item>"
    )


def export(*items: str, version: str = "1.2") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:wp="http://wordpress.org/export/{version}/"><channel><title>Tram Times</title><language>en-GB</language>'
        "<wp:author><wp:author_id>3</wp:author_id><wp:author_login>ann</wp:author_login>"
        "<wp:author_display_name>Ann Example</wp:author_display_name></wp:author>" + "".join(items) + "</channel></rss>"
    )


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_articles_and_comments(told: Reader, version: str) -> None:
    found = told("wxr", export(item(comment(1, "One.\n\nTwo &amp; <em>three</em>."), comment(2, parent="1", user_id="3")), version=version))
    [row] = found.articles.iter_rows(named=True)
    assert (row["article_id"], row["title"], row["author"], row["outlet"]) == ("7", "Trams & buses", "Ann Example", "Tram Times")
    assert (row["url"], str(row["published"]), row["language"], row["text"]) == (
        "https://trams.example/7",
        "2025-03-09",
        "en",
        "First.\n\nSecond.",
    )
    assert found.comments.select("comment_id", "reply_to", "text", "by_article_author").rows() == [
        ("1", None, "One.\n\nTwo & three.", False),
        ("2", "1", "Trams.", True),
    ]


def test_moderation_and_pingbacks(told: Reader) -> None:
    states = [comment(1), comment(2, approved="0"), comment(3, approved="spam"), comment(4, approved="trash"), comment(5, type="pingback")]
    found = told("wxr", export(item(*states, comment(6, type="trackback"), comment(7, type="comment"))))
    assert found.comments.select("comment_id", "status").rows() == [
        ("1", "visible"),
        ("2", "pending"),
        ("3", "spam"),
        ("4", "deleted"),
        ("7", "visible"),
    ]
    assert found.articles["notes"].to_list() == ["2 pingbacks left out"]


def test_what_is_no_article_is_left_out_and_quiet_articles_are_kept(told: Reader) -> None:
    items = [
        item(one=1),
        item(one=2, open_="closed"),
        item(one=3, kind="attachment"),
        item(one=4, state="draft"),
        item(one=5, kind="nav_menu_item"),
    ]
    found = told("wxr", export(*items)).articles
    assert found.select("article_id", "comments_found", "comment_status").rows() == [("1", 0, "open"), ("2", 0, "closed")]


def test_names_and_times_that_are_missing(told: Reader) -> None:
    blank = comment(1, author="", date_gmt="0000-00-00 00:00:00", date="2025-03-10 10:15:00")
    found = told("wxr", export(item(blank, comment(2, author="Fish &amp; chips", date_gmt="0000-00-00 00:00:00")))).comments
    assert found.select("author", "posted_raw").rows() == [(None, "2025-03-10 10:15:00"), ("Fish & chips", None)]


@pytest.mark.parametrize(
    "broken",
    [
        lambda text: "?" + text,
        lambda text: text + "\n!",
        lambda text: text[: text.rindex("</item>")],
        lambda text: text.replace("Trams &amp; buses", "Trams & buses\x0b"),
        lambda text: text.replace('version="2.0"', "version=2.0"),
    ],
)
def test_broken_exports_are_read(told: Reader, broken: Callable[[str], str]) -> None:
    found = told("wxr", broken(export(item(comment(1), comment(2, parent="1")))))
    assert found.comments.select("comment_id", "reply_to", "text").rows() == [("1", None, "Trams."), ("2", "1", "Trams.")]
