"""Discourse topics as pages: the markup for crawlers and browsers without scripts, and the page as scripts make it.

The opening post is the first of the comments: it takes part in the debate.
"""

from __future__ import annotations

import re
from typing import Final

from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, number, posts
from polarize.sources._html_source import page_source
from polarize.sources._html_text import line_of, text_of
from polarize.sources._words import words

_POST: Final = re.compile(r"post_(\d+)")
_LINKED: Final = re.compile(r"/t/[^/]+/\d+/(\d+)")
_SKIP: Final = tuple(
    words("""
    .quote-controls .clicks .meta .post-likes .crawler-linkback-list .cooked-selection-barrier .post-menu-area .post-controls
    .topic-map .embedded-posts .title .informations .codeblock-button-wrapper
    """)
)


def find(page: Page) -> list[Post]:
    """Return the posts of a Discourse topic."""
    rendered = [
        one for one in page.by_tag.get("article", ()) if page.has(one, "boxed", "onscreen-post") and _POST.fullmatch(one.get("id") or "")
    ]
    rendered += [one for one in page.find("article[data-post-id]", "article[data-post-number]") if one not in set(rendered)]
    crawled = list(page.by_class.get("crawler-post", ())) or [
        one
        for one in page.find("[id^=post_]")
        if one.tag == "div" and any(page.has(child, "post", "creator") for child in one.iter("div", "span"))
    ]
    if not rendered and not crawled:
        return []
    found = posts(page, rendered or crawled, _rendered if rendered else _crawled, nested=False)
    _answer(found)
    return [post for post in found if post.text or post.status != "visible"]


def _rendered(block: Block) -> Post | None:
    body = block.one(".cooked")
    if body is None or block.page.has(block.element, "small-action"):
        return None
    author = block.line("span.username", ".username", "[data-user-card]") or None
    full = block.line("span.full-name", ".full-name")
    likes = block.line(".like-count", ".reactions-counter")
    quotes = block.all("aside.quote")
    tab = block.line(".reply-to-tab")
    return Post(
        text=text_of(body, {*block.inner, *block.all(*_SKIP)}, quotes=quotes),
        author=author or full or None,
        id=_number(block),
        parent=_quoted(quotes) or (f"@{tab}" if tab else None),
        stamp=block.stamp(".post-date", ".relative-date", "time"),
        votes=number(likes) if likes else None,
        status="deleted" if _is_deleted(block) else "visible",
        names=tuple(name for name in (full,) if name),
    )


def _is_deleted(block: Block) -> bool:
    above = block.element.getparent()
    return block.page.has(block.element, "deleted") or (above is not None and block.page.has(above, "deleted", "post-hidden"))


def _crawled(block: Block) -> Post:
    quotes = block.all("aside.quote")
    likes = next(
        (
            line
            for one in block.all(".post-likes", "[itemprop=userInteractionCount]", ".like-count")
            if (line := line_of(one) or one.get("content"))
        ),
        None,
    )
    body = block.one("[itemprop=text]", "[itemprop=articleBody]", "div.post")
    return Post(
        text="" if body is None else text_of(body, set(block.all(*_SKIP)), quotes=quotes),
        author=block.named("[itemprop=name]", ".creator")[1],
        id=_number(block),
        parent=_quoted(quotes),
        stamp=block.stamp("time.post-time", "time[itemprop=datePublished]", "time", "[itemprop=datePublished]"),
        votes=number(likes) if likes else None,
    )


def _number(block: Block) -> str | None:
    """Return the number of a post in its topic."""
    match = _POST.fullmatch(block.element.get("id") or "")
    if match:
        return match[1]
    stated = block.element.get("data-post-number")
    if stated:
        return stated
    place = block.one("[itemprop=position]")
    said = (place.get("content") or line_of(place)) if place is not None else ""
    return said.lstrip("#") if said.lstrip("#").isdigit() else None


def _quoted(quotes: list[Element]) -> str | None:
    """Return the number of the post that is quoted first."""
    for one in quotes:
        if (one.get("data-post") or "").isdigit():
            return one.get("data-post")
        for link in one.iter("a"):
            match = _LINKED.search(link.get("href") or "")
            if match:
                return match[1]
    return None


def _answer(found: list[Post]) -> None:
    """Set the parents that the page states by a name alone: the latest post above by that name."""
    latest: dict[str, str | None] = {}
    for post in found:
        if post.parent and post.parent.startswith("@"):
            post.parent = latest.get(post.parent[1:].casefold())
        for name in (post.author, *post.names):
            if name:
                latest[name.casefold()] = post.id


SOURCE: Final = page_source(
    "discourse_html",
    "Discourse page",
    "the posts of a saved Discourse topic, with or without scripts, the opening post first",
    find,
    ("discourse", "Discourse", "crawler-post", "topic-post", "cooked", "DiscussionForumPosting"),
)
