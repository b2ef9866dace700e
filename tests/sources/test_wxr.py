"""WordPress exports: versions, moderation, pingbacks, what else stands in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from polarize.sources import Input, ReadOptions, wxr
from polarize.sources._wxr_comments import PLACE, cut_out
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


USUAL = (
    "<wp:comment>\n\t<wp:comment_id>{one}</wp:comment_id>\n\t<wp:comment_author><![CDATA[Paper]Lantern]]></wp:comment_author>"
    "<wp:comment_author_url>https://paper.example/?a=1&amp;b=2</wp:comment_author_url><wp:comment_date_gmt><![CDATA[2025-03-10 09:15:00]]>"
    "</wp:comment_date_gmt><wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>"
    "<wp:comment_type></wp:comment_type><wp:comment_parent>0</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id>"
    "<wp:commentmeta><wp:meta_key><![CDATA[akismet]]></wp:meta_key><wp:meta_value><![CDATA[a<b]]></wp:meta_value></wp:commentmeta></wp:comment>"
)
UNUSUAL = {
    "as WordPress writes it": USUAL.format(one=1, text="A [tram] &amp; <em>a</em> bus ]] >"),
    "no CDATA": USUAL.format(one=1, text="Trams.").replace("<![CDATA[Trams.]]>", "&lt;em&gt;Trams&lt;/em&gt; &amp; 5 &gt; 3"),
    "an entity beside a section": USUAL.format(one=1, text="Trams.").replace("Trams.]]>", "Trams.]]> &amp; more"),
    "another order": comment(1, "In the order of the tests."),
    "a comment that speaks of exports": USUAL.format(one=1, text="<wp:comment><wp:comment_id>9</wp:comment_id></wp:comment>"),
    "an XML comment around it": f"<!-- {USUAL.format(one=1, text='hidden')} -->" + USUAL.format(one=2, text="shown"),
    "a section around it": "<wp:postmeta><![CDATA[" + USUAL.format(one=1, text="hidden").replace("]]>", "]] >") + "]]></wp:postmeta>",
    "an empty element": "<wp:comment/>" + USUAL.format(one=1, text="Trams."),
    "the attribute of our own": f'<wp:comment {PLACE}="0-1"/>' + USUAL.format(one=1, text="Trams."),
    "two in a row, and one of another kind": USUAL.format(one=1, text="a")
    + USUAL.format(one=2, text="b")
    + comment(3)
    + USUAL.format(one=4, text="d"),
}
DAMAGE = {
    "whole": lambda text: text,
    "a control character": lambda text: text.replace("Trams", "Tr\x0bams"),
    "cut off": lambda text: text[: text.rindex("</wp:comment>")],
    "a bare ampersand": lambda text: text.replace("Tram Times", "Trams & Times"),
    "a section that is never closed": lambda text: text.replace("</channel>", "<![CDATA[</channel>"),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("kind", UNUSUAL)
def test_what_is_cut_out_before_is_what_the_parser_finds(monkeypatch: pytest.MonkeyPatch, kind: str, damage: str) -> None:
    given = Input("export.xml", None, content=DAMAGE[damage](export(item(UNUSUAL[kind], comment(8)), item(one=9))).encode())
    ours = wxr.read(given, ReadOptions())
    monkeypatch.setattr(wxr, "cut_out", lambda text: (text, []))
    parsed = wxr.read(given, ReadOptions())
    assert ours.comments.equals(parsed.comments)
    assert ours.articles.equals(parsed.articles)
    assert (ours.problems, ours.remarks) == (parsed.problems, parsed.remarks)


def test_comments_as_wordpress_writes_them_are_not_left_to_the_parser() -> None:
    rest, cut = cut_out(export(item(USUAL.format(one=1, text="a") + USUAL.format(one=2, text="b"))))
    assert [one[:2] for one in cut] == [("1", "Paper]Lantern"), ("2", "Paper]Lantern")]
    assert rest.count("<wp:comment ") == 1
    assert "akismet" not in rest
