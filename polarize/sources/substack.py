"""Substack posts with their comments."""

from __future__ import annotations

import re
from typing import Final

from polarize.sources._html_dates import stamp_of
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, number, posts
from polarize.sources._html_source import page_source
from polarize.sources._html_text import line_of, text_of

_ID: Final = re.compile(r"(?:comment-|comment/)(\d+)")
_LIKES: Final = re.compile(r"(?:Like\s*\(?)?(\d[\d,.]*)\)?")


def find(page: Page) -> list[Post]:
    """Return the comments of a Substack page."""
    elements = [one for one in page.by_class.get("comment", ()) if one.tag in ("div", "article", "li") and _holds_body(page, one)]
    return [post for post in posts(page, elements, _read) if post.text or post.status != "visible"]


def _holds_body(page: Page, one: Element) -> bool:
    return any(page.has(child, "comment-body", "comment-content") for child in one.iter("div", "p"))


def _read(block: Block) -> Post:
    body = block.one(".comment-body", ".comment-content")
    match = next((found for one in block.own if (found := _ID.search(f"{one.get('id') or ''} {one.get('href') or ''}"))), None)
    links = [
        one
        for one in block.all(".commenter-name", ".comment-meta", ".profile-name", "[class]")
        if block.page.has(one, "commenter-name", "profile-name")
    ]
    name = next((line for one in links if (line := line_of(one))), None) or _profile(block)
    likes = next(
        (
            found[1]
            for one in block.all(".like-button-container", "[aria-label^=Like]", ".label")
            if (found := _LIKES.fullmatch(line_of(one)))
        ),
        None,
    )
    gone = block.one(".comment-deleted", ".deleted") is not None
    return Post(
        text=""
        if body is None or gone
        else text_of(body, {*block.inner, *block.all(".comment-actions", ".comment-meta", ".show-all-toggle")}),
        author=name,
        id=match[1] if match else None,
        stamp=stamp_of(
            block.all(
                "time",
                "a.comment-timestamp",
                ".comment-timestamp",
                ".comment-publication-name",
                "a[href*=/comment/]",
                "a[href*=comments#comment-]",
                "[title]",
            )
        ),
        votes=number(likes),
        status="deleted" if gone else "visible",
        by_author=True
        if any(line_of(one).casefold() in ("author", "autor") for one in block.all(".user-badge", ".author-badge", ".highlight"))
        else None,
    )


def _profile(block: Block) -> str | None:
    """Return the words of the first link to a profile, or of the first in the head of the comment, as pages of 2020 have it."""
    head = block.one(".comment-meta")
    for one in [*block.all("a[href*=/profile/]", "a[href*=substack.com/@]"), *(head.iter("a") if head is not None else ())]:
        line = line_of(one)
        if line:
            return line
    return None


SOURCE: Final = page_source("substack", "Substack", "the comments on a saved page of a Substack post", find, ("substack",))
