"""TYPO3 pages: the comments of the extensions blog, t3extblog, comments, pw_comments and toctoc_comments."""

from __future__ import annotations

import re
from typing import Final

from polarize.sources._html_fields import fill
from polarize.sources._html_page import Element, Page, names_of
from polarize.sources._html_posts import Block, Post, blocks, is_widget, read_all
from polarize.sources._html_source import page_source
from polarize.sources._html_text import text_of
from polarize.sources._words import words

_MARKS: Final = tuple(
    words("""
    typo3 tx-comments tx_comments tx-pwcomments tx_pwcomments t3extblog postcomment tx-tc- tx_toctoc
    """)
)
_CLASS: Final = re.compile(
    r"postcomment|tx-comments-comment(?:-\d+|-box)?|tx-comments-comment-box|tx-pwcomments-comment|pw-comment|comment-item|tx-tc-ct-box|tx-tc-comment"
    r"|tx-t3extblog-comment|tx_comments_comment|comment|reply"
)
_ID: Final = re.compile(r"(?:tx-comments-|tx_comments_|pw_comment_|comment-?_?|c)(\d+)")
_BODIES: Final = tuple(
    words("""
    .postcomment__comment .tx-comments-comment-content .tx-comments-comment-text .tx-tc-ct-text .comment-text .comment-content
    .comment-message .comment-body [itemprop=text] [itemprop=commentText] .message .text .content blockquote p
    """)
)
_AUTHORS: Final = tuple(
    words("""
    .postcomment__author .tx-comments-comment-author .tx-comments-comment-name .tx-tc-ct-author .comment-author .comment-name
    [itemprop=name] [itemprop=author] .author .name cite h4 h5 h3 strong b
    """)
)
_DATES: Final = tuple(
    words("""
    time .postcomment__time .tx-comments-comment-date .tx-comments-comment-crdate .tx-tc-ct-date .comment-date .comment-time .date
    .time .crdate .meta .info small span em
    """)
)
_WRAPPERS: Final = re.compile(r"tx[-_](?:comments|pwcomments|t3extblog|toctoc|tc|blog)|blog[-_]comments?|postcomments?", re.IGNORECASE)


def find(page: Page) -> list[Post]:
    """Return the comments of a TYPO3 page: blocks within the wrapper of one of the extensions."""
    elements = [one for one in page.elements if one.tag in ("div", "li", "article", "section") and _is_comment(page, one)]
    inner = [one for one in elements if not (page.has(one, "reply") and not page.has(one, "comment"))] or elements
    listed = blocks(page, inner)
    found = read_all(listed, _read)
    fill(page, listed, found)
    return [post for post in found if post.text and (post.author or post.stamp.raw)]


def _is_comment(page: Page, one: Element) -> bool:
    names = page.classes.get(one, frozenset())
    special = any(_CLASS.fullmatch(name) and name not in ("comment", "reply", "comment-item") for name in names)
    if not special and (names.isdisjoint(("comment", "reply", "comment-item")) or not _wrapped(one)):
        return False
    return not is_widget(page, one)


def _wrapped(one: Element) -> bool:
    return any(_WRAPPERS.search(names_of(above)) for above in one.iterancestors())


def _read(block: Block) -> Post:
    when, stamp = block.dated(*_DATES)
    source, name = block.named(*_AUTHORS)
    body = block.one(*_BODIES)
    match = next((found for one in block.own if (found := _ID.fullmatch(one.get("id") or ""))), None)
    skip = {*block.inner, *(one for one in (when, source) if one is not None and one is not body)}
    return Post(text="" if body is None else text_of(body, skip), author=name, id=match[1] if match else None, stamp=stamp)


SOURCE: Final = page_source(
    "typo3", "TYPO3", "the comments of a saved TYPO3 page, in the markup of its usual comment extensions", find, _MARKS
)
