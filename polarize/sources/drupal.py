"""Drupal pages: comments of versions 6, 7, 8 and later."""

from __future__ import annotations

import re
from typing import Final

from polarize.sources import _dates
from polarize.sources._html_dates import Stamp
from polarize.sources._html_fields import fill
from polarize.sources._html_names import name_in
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, blocks, by_depths, is_widget, read_all
from polarize.sources._html_source import page_source
from polarize.sources._html_text import text_of
from polarize.sources._words import words

_MARKS: Final = tuple(
    words("""
    Drupal.settings drupal-settings-json data-drupal- content="Drupal drupal.js /sites/default/files /sites/all/
    sioc:Post comment-by-anonymous by-anonymous comment_node_
     comment__submitted comment__meta field-name-comment-body field--name-comment-body
    """)
)
_ID: Final = re.compile(r"(?:comment|comment-id|cid)-(\d+)")
_LINK: Final = re.compile(r"/?comment/(?:reply/\d+/)?(\d+)|#comment-(\d+)")
_TAGS: Final = frozenset({"div", "article", "li", "section"})
_BODIES: Final = tuple(
    words("""
    .field-name-comment-body .field--name-comment-body .field-comment-body [property=content:encoded] [property=schema:text]
    .comment__text-content .comment-body .comment__content .comment-text .comment-content .content
    """)
)
_AUTHORS: Final = tuple(
    words("""
    .username [property=foaf:name] .comment__author [property=schema:name] [rel~=author] .comment-author .author .submitted
    .comment__submitted .comment__meta .comment-submitted
    """)
)
_DATES: Final = (
    "time",
    "[data-comment-timestamp]",
    "[property=dc:date dc:created]",
    "[property=schema:dateCreated]",
    ".comment__time",
    ".comment-time",
    ".comment-date",
    ".created",
    ".date",
    ".submitted",
    ".comment__submitted",
    ".comment-submitted",
)
_SKIP: Final = tuple(
    words("""
    .links .submitted .comment__meta .comment__submitted .comment-submitted .permalink .comment__permalink .new .user-signature
    .comment__links .comment-title .comment__title .element-invisible .visually-hidden .expanding-formatter-ellipsis
    .expanding-formatter-trigger .rdf-meta .username .field--name-subject .picture .user-picture .forum-topic-navigation
    """)
)
_NO_COMMENTS: Final = ("comment-wrapper", "comment-form", "comment-reply", "comment-add", "comment-count", "node", "block")


def find(page: Page) -> list[Post]:
    """Return the comments of a Drupal page."""
    elements = [one for one in page.by_class.get("comment", ()) if one.tag in _TAGS and _is_comment(page, one)]
    listed = blocks(page, _outermost(elements))
    found = read_all(listed, _read, nested=False)
    fill(page, listed, found)
    found = [post for post in found if post.text or post.status != "visible"]
    depths = [sum(page.has(one, "indented") for one in post.anchor.iterancestors()) if post.anchor is not None else 0 for post in found]
    if any(depths) and not any(post.parent for post in found):
        for post, depth in zip(found, depths, strict=True):
            post.depth = depth - min(depths)
        by_depths(found)
    return found


def _is_comment(page: Page, one: Element) -> bool:
    """Whether an element is a comment: it has the place that links lead to, or the parts that the templates give it."""
    if page.has(one, *_NO_COMMENTS) or is_widget(page, one):
        return False
    block = Block(page, one, own=list(one.iter()))
    return _identity(block) is not None or (
        block.one(*_BODIES) is not None and block.one(".username", ".submitted", ".comment__author", "time") is not None
    )


def _outermost(elements: list[Element]) -> list[Element]:
    """Return the elements that stand in no other one: themes repeat the class inside."""
    chosen: set[Element] = set()
    for one in elements:
        if not any(outer in chosen for outer in one.iterancestors()):
            chosen.add(one)
    return [one for one in elements if one in chosen]


def _identity(block: Block) -> str | None:
    """Return the number of a comment: of its own id, of the anchor before it or in it, of a link to it."""
    before = block.element.getprevious()
    for one in (block.element, before, *block.all("a[id^=comment-]", "a[name^=comment-]")):
        match = _ID.fullmatch(one.get("id") or one.get("name") or "") if one is not None else None
        if match:
            return match[1]
    match = _LINK.search(block.element.get("about") or "")
    return (match[1] or match[2]) if match else None


def _read(block: Block) -> Post:
    when, stamp = block.dated(*_DATES)
    if when is not None and stamp.exact is None and stamp.raw and ":" not in stamp.raw:
        clock = block.line(".time")
        stamp = Stamp(f"{stamp.raw} {clock}" if clock and len(clock) < 20 and clock not in stamp.raw else stamp.raw)
    body = block.one(*_BODIES)
    skipped = {*block.inner, *block.all(*_SKIP), *_titles(block), *([when] if when is not None else [])}
    said = text_of(body if body is not None else block.element, skipped)
    return Post(text=said, author=_author(block), id=_identity(block), parent=_parent(block), stamp=stamp, by_author=_by_author(block))


def _titles(block: Block) -> list[Element]:
    """Return headings that are links to the comment itself: its title, where themes put it into the text."""
    return [
        one for one in block.own if one.tag in ("h2", "h3", "h4") and len(one) == 1 and _LINK.search(one[0].get("href") or "") is not None
    ]


def _author(block: Block) -> str | None:
    """Return the name of who wrote it, not of who is answered ("In reply to ... by X"), and not the title, which may be marked alike."""
    titles = {one for one in block.all("[property=schema:name]") if any(link.get("rel") == "bookmark" for link in one.iter("a"))}
    skipped = titles.union(block.all(".parent", ".comment__parent", ".visually-hidden", ".element-invisible"))
    if not skipped:
        return block.named(*_AUTHORS)[1]
    own = [one for one in block.own if one not in skipped and skipped.isdisjoint(one.iterancestors())]
    others = Block(block.page, block.element, own=own, inner=[*block.inner, *skipped])
    name = others.named(*_AUTHORS)[1]
    if name or not titles:
        return name or block.named(*_AUTHORS)[1]
    line = others.line("footer")
    return name_in(line) if _dates.find(line) else None


def _parent(block: Block) -> str | None:
    """Return the comment that the words "In reply to" lead to."""
    for one in block.all(".parent", ".comment__parent", ".visually-hidden"):
        for link in one.iter("a"):
            match = _LINK.search(link.get("href") or "")
            if match:
                return match[1] or match[2]
    return None


def _by_author(block: Block) -> bool | None:
    names = block.page.classes.get(block.element, frozenset())
    if names.isdisjoint(("comment-by-node-author", "by-node-author", "comment-by-anonymous", "by-anonymous")):
        return None
    return not names.isdisjoint(("comment-by-node-author", "by-node-author"))


SOURCE: Final = page_source("drupal", "Drupal", "the comments of a saved Drupal page, versions 6, 7, 8 and later", find, _MARKS)
