"""XenForo threads, versions 1 and 2. The opening post is the first of the comments: it takes part in the debate."""

from __future__ import annotations

import re
from typing import Final

from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, posts
from polarize.sources._html_source import page_source
from polarize.sources._html_text import text_of
from polarize.sources._words import words

_ID: Final = re.compile(r"(?:js-)?(?:post|profile-post|comment)-(\d+)")
_QUOTED: Final = re.compile(r"post:\s?(\d+)")
_SKIP: Final = tuple(
    words("""
    .bbCodeBlock-expandLink .quoteExpand .AttributionLink .message-lastEdit .editDate .bbCodeSpoiler-button .js-selectToQuoteEnd
    .lbContainer-zoomer .signature .message-signature .publicControls .privateControls .messageMeta
    """)
)


def find(page: Page) -> list[Post]:
    """Return the posts of a XenForo thread."""
    second = [one for one in page.by_class.get("message", ()) if page.has(one, "message--post", "message--comment", "message--articlePost")]
    first = [
        one
        for one in page.by_class.get("message", ())
        if one.tag == "li" and (one.get("data-author") or _ID.fullmatch(one.get("id") or ""))
    ]
    elements = (
        second
        if any(page.by_class.get(name) for name in ("message-body", "bbWrapper"))
        else first
        if page.by_class.get("messageText")
        else []
    )
    return [post for post in posts(page, elements, _read, nested=False) if post.text or post.status != "visible"]


def _read(block: Block) -> Post:
    element = block.element
    quotes = _quotes(block)
    body = block.one(".message-body", "blockquote.messageText", ".messageText", ".bbWrapper", ".message-content", ".messageContent")
    inner = block.one(".bbWrapper") if body is not None and body.tag != "blockquote" else body
    body = inner if inner is not None else body
    gone = block.page.has(element, "message--deleted", "deleted")
    match = _ID.fullmatch(element.get("data-content") or element.get("id") or "")
    return Post(
        text="" if body is None or gone else text_of(body, {*block.inner, *block.all(*_SKIP)}, quotes=quotes),
        author=element.get("data-author") or block.named(".message-name", ".username")[1],
        id=match[1] if match else None,
        parent=_parent(quotes),
        stamp=block.stamp("time.u-dt", "time", "abbr.DateTime", "span.DateTime", ".DateTime"),
        status="deleted" if gone else "visible",
    )


def _quotes(block: Block) -> list[Element]:
    """Return the passages that quote another post."""
    return block.all("blockquote.bbCodeBlock--quote", "blockquote.bbCodeBlock", ".bbCodeQuote", "blockquote.quoteContainer")


def _parent(quotes: list[Element]) -> str | None:
    """Return the post that is quoted first."""
    for one in quotes:
        match = _QUOTED.match(one.get("data-source") or "")
        if match:
            return match[1]
        for link in one.iter("a"):
            target = re.search(r"(?:#post-|goto/post\?id=|/posts/)(\d+)", link.get("href") or "")
            if target:
                return target[1]
    return None


SOURCE: Final = page_source(
    "xenforo",
    "XenForo",
    "the posts of a saved forum thread in XenForo 1 or 2, the opening post first; who quotes whom",
    find,
    ("XenForo", "xenforo", "XF.", "data-xf-init", "bbWrapper", "js-post", "messageText", "bbCode"),
    headline=(".p-title-value",),
)
