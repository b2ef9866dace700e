"""Threads as Reddit's API gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from polarize.tables import Corpus

Reader = Callable[..., Corpus]


def listing(*children: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "Listing", "data": {"children": list(children), "after": None}}


def comment(one: str, *replies: dict[str, Any], **more: Any) -> dict[str, Any]:
    data = {"id": one, "author": "fox", "body": "Trams.", "parent_id": "t3_p", "link_id": "t3_p", "score": 1, "created_utc": 1741598100.0}
    return {"kind": "t1", "data": data | {"replies": listing(*replies) if replies else ""} | more}


def post(**more: Any) -> dict[str, Any]:
    data = {"id": "p", "title": "Trams &amp; buses", "author": "ann", "permalink": "/r/x/comments/p/", "subreddit": "x", "num_comments": 5}
    return {"kind": "t3", "data": data | more}


MORE = {"kind": "more", "data": {"count": 3, "children": ["x", "y", "z"], "id": "x", "parent_id": "t1_a"}}


def test_replies_stand_in_comments_and_stubs_are_counted(told: Reader) -> None:
    thread = [
        listing(post()),
        listing(comment("a", comment("b", comment("c", parent_id="t1_b"), parent_id="t1_a"), MORE), comment("d", author="ann"), MORE),
    ]
    found = told("reddit_listing", thread)
    assert found.comments.select("comment_id", "reply_to", "depth", "by_article_author").rows() == [
        ("a", None, 0, False),
        ("b", "a", 1, False),
        ("c", "b", 2, False),
        ("d", None, 0, True),
    ]
    [row] = found.articles.iter_rows(named=True)
    assert (row["title"], row["outlet"], row["url"], row["comments_declared"]) == (
        "Trams & buses",
        "r/x",
        "https://www.reddit.com/r/x/comments/p/",
        5,
    )
    assert row["notes"] == "4 of 5 declared comments are in the export; 6 comments stand behind stubs for more"


def test_who_is_gone_and_what_is_gone(told: Reader) -> None:
    gone = comment("a", author="[deleted]", body="[deleted]")
    removed = comment("b", author="fox", body="[removed]")
    nobody = comment("c", author="[deleted]", body="Still here.")
    rows = told("reddit_listing", [listing(post()), listing(gone, removed, nobody)]).comments
    assert rows.select("author", "status", "text").rows() == [
        ("[deleted]", "deleted", "[deleted]"),
        ("fox", "deleted", "[removed]"),
        ("[deleted]", "visible", "Still here."),
    ]


def test_escaped_and_raw_answers_mean_the_same(told: Reader) -> None:
    escaped = comment("a", body="&gt;said\n\na &amp;amp; b", body_html="&lt;div class=&quot;md&quot;&gt;")
    raw = comment("b", body="> said\n\na &amp; b", body_html='<div class="md">')
    assert told("reddit_listing", [listing(post()), listing(escaped, raw)]).comments["text"].to_list() == ["> said\n\na &amp; b"] * 2


def test_votes_that_are_hidden_and_old_ones(told: Reader) -> None:
    rows = told("reddit_listing", [listing(post()), listing(comment("a", score_hidden=True), comment("b", score=None, ups=5, downs=2))])
    assert rows.comments["votes"].to_list() == [None, 3]


def test_more_comments_by_themselves_and_a_post_without_any(told: Reader) -> None:
    things = {"json": {"errors": [], "data": {"things": [comment("q", link_title="Trams"), MORE]}}}
    assert told("reddit_listing", things).articles.select("article_id", "title").rows() == [("p", "Trams")]
    quiet = told("reddit_listing", [listing(post(num_comments=0, locked=True)), listing()])
    assert quiet.articles.select("comments_found", "comments_declared", "comment_status").rows() == [(0, 0, "closed")]


def test_a_deep_thread_is_read_in_page_order(told: Reader) -> None:
    deep = comment("c150")
    for number in range(149, -1, -1):
        deep = comment(f"c{number}", deep)
    found = told("reddit_listing", [listing(post()), listing(deep)])
    assert found.comments["comment_id"].to_list() == [f"c{number}" for number in range(151)]
