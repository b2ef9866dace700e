"""Lemmy posts as pages of lemmy-ui."""

from __future__ import annotations

import re
from typing import Final

from polarize.sources._html_dates import Stamp, dated, stamp_of
from polarize.sources._html_page import Page
from polarize.sources._html_posts import Block, Post, number, posts
from polarize.sources._html_source import page_source
from polarize.sources._html_text import line_of, text_of

_ID: Final = re.compile(r"comment-(\d+)")
_SCORE: Final = re.compile(r"[-−]?\d[\d.,]*k?")


def find(page: Page) -> list[Post]:
    """Return the comments of a Lemmy post."""
    if not page.by_class.get("comment-node") and not page.by_class.get("person-listing"):
        return []
    nodes = [
        one
        for one in page.by_class.get("comment", ())
        if one.tag == "li" and any(_ID.fullmatch(child.get("id") or "") for child in one.iter("article", "div"))
    ]
    nodes = nodes or [one for one in page.by_class.get("comment", ()) if _ID.fullmatch(one.get("id") or "")]
    return [post for post in posts(page, nodes, _read) if post.text or post.status != "visible"]


def _read(block: Block) -> Post:
    match = next((found for one in block.own if (found := _ID.fullmatch(one.get("id") or ""))), None)
    body = block.one(".md-div", ".comment-content")
    said = "" if body is None else text_of(body, set(block.inner))
    gone = said.casefold().strip("*_ ") in ("deleted by creator", "removed by mod", "gelöscht", "supprimé", "deleted", "removed")
    return Post(
        text="" if gone else said,
        author=block.line("a.person-listing", ".person-listing"),
        id=match[1] if match else None,
        stamp=_when(block),
        votes=_votes(block),
        status="deleted" if gone else "visible",
        by_author=True if any(line_of(one).casefold() in ("op", "creator") for one in block.all(".badge")) else None,
    )


def _when(block: Block) -> Stamp:
    """Return the time; the exact one stands in the words that a pointer makes appear."""
    for one in block.all(".moment-time", "[data-tippy-content]", "time"):
        stamp = stamp_of([one])
        told = dated(one.get("data-tippy-content") or "")
        if stamp.exact:
            return stamp
        if told:
            return Stamp(told)
        if stamp.raw and dated(stamp.raw):
            return stamp
    return Stamp()


def _votes(block: Block) -> int | None:
    for one in block.all("[aria-label*=vote]", ".unselectable", ".score", "[data-tippy-content*=vote]"):
        line = line_of(one)
        if _SCORE.fullmatch(line):
            return number(line)
    return None


SOURCE: Final = page_source(
    "lemmy_html",
    "Lemmy page",
    "the comments on a saved page of a Lemmy post",
    find,
    ("lemmy", "Lemmy", "person-listing", "comment-node", "md-div"),
)
