"""SPIP pages: the forum under an article, in the markup of the default skeletons and of the plugin Comments."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from polarize.sources._html_names import name_in
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, by_depths, posts
from polarize.sources._html_source import page_source
from polarize.sources._html_text import line_of, text_of
from polarize.sources._words import words

_ID: Final = re.compile(r"(?:forum|comment|message|forum-texte-|forum-qui-|forum-titre-)(\d+)")
_BY: Final = re.compile(r"\b(?:par|by|von|por|di|door)\s+(\S.{0,80})", re.IGNORECASE)
_REPLY: Final = re.compile(r"id_forum=(\d+)")
_BODIES: Final = (".forum-texte", ".comment-texte", ".comment-content", ".texte-forum", ".texte")
_AUTHORS: Final = tuple(
    words("""
    .fn .forum-auteur .forum-qui [class*=forum-qui-] .comment-author .auteur .vcard .spip_auteur
    """)
)
_DATES: Final = tuple(
    words("""
    abbr.dtreviewed abbr.published abbr.date abbr time .forum-date .date .forum-nav .forum-chapo .comment-meta .forum-top
    """)
)
_SKIP: Final = tuple(
    words("""
    .forum-repondre-message .comment-reply .repondre .forum-chapo .comment-meta .forum-titre .comment-titre .moderation
    .forum-decompte .formulaire_spip
    """)
)


def find(page: Page) -> list[Post]:
    """Return the messages of a SPIP forum; lists within lists hold the answers, also where they stand beside what they answer."""
    elements = _threads(page)
    found = [post for post in posts(page, elements, _read, nested=False) if post.text]
    depths = [_lists(post.anchor) for post in found]
    least = min(depths, default=0)
    for post, depth in zip(found, depths, strict=True):
        post.depth = depth - least
    by_depths(found)
    return found


def _threads(page: Page) -> list[Element]:
    """Return what holds one message each: a thread with the first of its messages, and each other message, where answers have no class."""
    threads = _called(page, "forum-fil", "comment-fil", "comment-item")
    begun: set[Element] = set()
    rest = []
    for message in _called(page, "forum-message", "comment-message"):
        thread = next((above for above in (message, *message.iterancestors()) if above in threads), None)
        if thread is None or thread in begun:
            rest.append(message)
        else:
            begun.add(thread)
    return [*threads, *rest]


def _called(page: Page, *names: str) -> dict[Element, None]:
    """Return the elements that have one of these classes, in the order of the names."""
    return {one: None for name in names for one in page.by_class.get(name, ()) if one.tag in ("li", "div", "article")}


def _lists(one: Element | None) -> int:
    return sum(above.tag in ("ul", "ol") for above in one.iterancestors()) if one is not None else 0


def _read(block: Block) -> Post:
    body = block.one(*_BODIES)
    about = {below for one in block.all(".item") for below in one.iter()}  # the title of the article, in an hReview
    return Post(
        text="" if body is None else text_of(body, {*block.inner, *block.all(*_SKIP)}),
        author=replace(block, own=[one for one in block.own if one not in about]).named(*_AUTHORS)[1] or _signed(block),
        id=_identity(block),
        stamp=block.stamp(*_DATES),
    )


def _signed(block: Block) -> str | None:
    """Return the name in a head that says "par X", which may stand beside the title of the message."""
    titles = set(block.all(".forum-titre", ".comment-titre"))
    for one in block.all(".reviewer", ".forum-chapo", ".comment-meta"):
        match = _BY.search(line_of(one, titles))
        if match:
            return name_in(match[1])
    return None


def _identity(block: Block) -> str | None:
    for one in block.own:
        for said in (one.get("id"), one.get("name"), *block.page.classes.get(one, ())):
            match = _ID.fullmatch(said or "")
            if match:
                return match[1]
        match = _REPLY.search(one.get("href") or "")
        if match:
            return match[1]
    return None


SOURCE: Final = page_source("spip", "SPIP", "the forum messages under an article of a saved SPIP page", find, ("spip", "SPIP"))
