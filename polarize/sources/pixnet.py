"""Pixnet blogs: readers' comments, each with the owner's answer in the same item; an answer is a comment of its own."""

from __future__ import annotations

import re
from typing import Final

from polarize.sources._html_dates import Stamp, dated, stamp_of
from polarize.sources._html_names import name_in
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, blocks
from polarize.sources._html_source import page_source
from polarize.sources._html_text import line_of, text_of

_ID: Final = re.compile(r"comment-(\d+)")
_LOCKED: Final = re.compile(r"^(?:\*+\s*)?(?:留言|回覆)?(?:為|是)?悄悄話|^此則為私密留言|^\*{5}$")


def find(page: Page) -> list[Post]:
    """Return the comments of a Pixnet page and the owner's answers."""
    found: list[Post] = []
    for block in blocks(page, page.by_class.get("single-post", ())):
        post = _comment(block)
        if post is None:
            continue
        found.append(post)
        for number, answer in enumerate(block.all(".reply-text")):
            reply = _answer(answer, f"{post.id}-{number + 1}")
            reply.parent = post.id
            if reply.text:
                found.append(reply)
    return found


def _comment(block: Block) -> Post | None:
    body = block.one(".post-text")
    if body is None:
        return None
    said = text_of(body, set(block.inner))
    if not said:
        return None
    match = next((found for one in block.own if (found := _ID.fullmatch(one.get("id") or one.get("name") or ""))), None)
    place = block.line(".floor").lstrip("#")
    hidden = _LOCKED.match(said) is not None
    if hidden and not block.all(".reply-text"):
        return None  # a whisper to the owner: nobody else sees it, nobody answers it
    return Post(
        text="" if hidden else said,
        author=block.named(".user-name")[1],
        id=match[1] if match else f"floor {place or block.page.order[block.element]}",
        depth=0,
        stamp=block.stamp(".post-time"),
        status="deleted" if hidden else "visible",
        by_author=False,
        anchor=block.element,
    )


def _answer(item: Element, own: str) -> Post:
    """Return the owner's answer; its last paragraph holds the name and the date."""
    signed = [one for one in item.iter("p") if dated(line_of(one))]
    last = signed[-1] if signed else None
    link = next(iter(last.iter("a")), None) if last is not None else None
    name = line_of(link) if link is not None else name_in(line_of(last))
    said = text_of(item, {last} if last is not None else ())
    return Post(
        text=said,
        author=name or None,
        id=own,
        depth=1,
        stamp=stamp_of([last]) if last is not None else Stamp(),
        by_author=True,
        anchor=item,
    )


SOURCE: Final = page_source(
    "pixnet",
    "Pixnet",
    "the comments of a saved Pixnet blog page, and the owner's answers",
    find,
    ("pixnet", "pixfs", "PIXNET"),
)
