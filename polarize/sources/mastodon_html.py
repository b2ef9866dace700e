"""Mastodon threads: the page of a status with the replies under it."""

from __future__ import annotations

import re
from typing import Final

from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, number, posts
from polarize.sources._html_source import page_source
from polarize.sources._html_text import line_of, text_of

_HANDLE: Final = re.compile(r"@([\w.-]+)")


def find(page: Page) -> list[Post]:
    """Return the replies to the status that the page is about; what its author goes on to say at once belongs to it."""
    if not page.by_class.get("status__content"):
        return []
    focused = page.first(".detailed-status")
    if focused is None:
        return []
    elements = [
        one for one in page.by_class.get("status", ()) if page.order[one] > page.order[focused] and any(True for _ in one.iter("div"))
    ]
    elements = [one for one in elements if not page.has(one, "detailed-status")]
    found = [post for post in posts(page, elements, _read, nested=False) if post.text]
    writer = _account(page, focused)
    start = 0
    while start < len(found) and writer and writer in found[start].names and not _HANDLE.match(found[start].text):
        start += 1
    replies = found[start:]
    _answer(page, replies, writer)
    return replies


def _account(page: Page, one: Element) -> str | None:
    """Return the account that wrote a status, without its server."""
    inner = next((line_of(child) for child in one.iter("span") if page.has(child, "display-name__account")), "")
    match = _HANDLE.match(inner)
    return match[1].casefold() if match else None


def _read(block: Block) -> Post:
    body = block.one(".status__content__text", ".status__content")
    account = _account(block.page, block.element)
    link = block.one("a.status__display-name", "a[title]")
    own = block.element.get("data-id") or next((one.get("data-id") for one in block.own if one.get("data-id")), None)
    likes = block.line(".icon-button__counter")
    return Post(
        text=""
        if body is None
        else text_of(
            body, {*block.inner, *block.all(".status__content__read-more-button", ".status__content__spoiler-link", ".ellipsis-more")}
        ),
        author=block.line(".display-name__html") or account or (link.get("title") if link is not None else None),
        id=own,
        stamp=block.stamp("time"),
        votes=number(likes) if likes else None,
        names=(account,) if account else (),
    )


def _answer(page: Page, found: list[Post], writer: str | None) -> None:
    """Set who answers whom: a status that does not begin a thread answers the last one above by whom it addresses, else the one above."""
    latest: dict[str, str | None] = {}
    for index, post in enumerate(found):
        first = post.anchor is not None and page.has(post.anchor, "status--first-in-thread")
        match = _HANDLE.match(post.text)
        target = match[1].casefold() if match else None
        if not first and index:
            post.parent = latest.get(target) if target in latest else None if target == writer else found[index - 1].id
        post.by_author = writer in post.names if writer else None
        for name in post.names:
            latest[name] = post.id


SOURCE: Final = page_source(
    "mastodon_html",
    "Mastodon page",
    "the replies on a saved page of a Mastodon status",
    find,
    ("mastodon", "Mastodon", "detailed-status", "status__content"),
)
