"""Posts of a page -> the tables: who answers whom, when, and what the page says beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from polarize.sources._base import ReadOptions
from polarize.sources._dates import day_first, parse
from polarize.sources._html_answers import quoting
from polarize.sources._html_article import ArticlePart, declared, read_article, status, within
from polarize.sources._html_dates import Stamp, moment
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Post
from polarize.sources._html_text import line_of
from polarize.sources._input import Input
from polarize.sources._numbers import storable
from polarize.sources._paste_replies import mentioned, plain
from polarize.sources._words import key
from polarize.tables import Article, Comment, Corpus, from_rows

Byline = Callable[[Page], tuple[str | None, Stamp]]
_ZONES: Final = timedelta(days=2)
"""How far a printed time may be from the one in the markup: in another zone, or without the time of day."""
_DOMAIN: Final = re.compile(r"\s\([a-z0-9.-]+\.[a-z]{2,12}(?:/\S*)?\)$")
"""The site that link forums print behind a title."""


def corpus(
    source: Input,
    page: Page,
    found: Sequence[Post],
    options: ReadOptions,
    name: str,
    headline: Sequence[str] = (),
    byline: Byline | None = None,
) -> Corpus:
    """Return the article and the comments of a page.

    Args:
        source: the input.
        page: its page.
        found: its comments in page order.
        options: see ReadOptions.
        name: name of the source that found them.
        headline: selectors of the title, where the platform has a place for it.
        byline: returns the article's author and its time, where the platform has a place for them.
    """
    kept = _once([post for post in found if post.text or post.status != "visible"])
    zone = within(page, [post.anchor for post in kept if post.anchor is not None])
    article = read_article(page, zone)
    stated_title = _DOMAIN.sub("", line_of(page.first(*headline)))
    if stated_title:
        article = replace(article, title=stated_title)
    if byline is not None:
        author, stamp = byline(page)
        article = replace(article, author=author or article.author, published=stamp.exact.date() if stamp.exact else article.published)
    stated = declared(page, zone)
    rows = _rows(source.stem or source.name, kept, article, options)
    row = _article_row(source, page, article, zone, len(rows), stated)
    row["source"] = name
    row["notes"] = "; ".join(_notes(page, len(rows), stated)) or None
    return Corpus(from_rows([row], Article), from_rows(rows, Comment))


def _once(found: list[Post]) -> list[Post]:
    """Leave out comments that a page shows a second time, with the same id: by rank in one tab and by time in another."""
    first = {(post.id, post.author, post.text): post for post in reversed(found)}
    return [post for post in found if post.id is None or first[post.id, post.author, post.text] is post]


def _article_row(source: Input, page: Page, article: ArticlePart, zone: set[Element], found: int, stated: int | None) -> dict[str, object]:
    return {
        "article_id": source.stem or source.name,
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "outlet": article.outlet,
        "language": article.language,
        "text": article.text,
        "path": source.name,
        "comments_declared": storable(stated),
        "comments_found": found,
        "comment_status": status(page, zone, found, stated),
    }


def _notes(page: Page, found: int, stated: int | None) -> list[str]:
    notes = []
    left: int = page.memo.get("pingbacks", 0)
    if left:
        notes.append(f"{left} pingback{'s' if left > 1 else ''} left out")
    if stated and found and found + left < stated:
        notes.append(f"{found} of {stated} declared comments are on the page")
    if stated and not found:
        notes.append(f"the page states {stated} comments, but holds none: they are loaded when the page is shown")
    if page.cut:
        notes.append("the page is nested deeper than can be read, so a part was left out")
    return notes


def _order_told(stamps: Sequence[Stamp]) -> bool | None:
    """Return whether printed dates begin with the day, told by those whose time the markup has, too; None where none tells."""
    for stamp in stamps:
        if stamp.raw is None or stamp.exact is None:
            continue
        read = [parse(stamp.raw, days_first=first) for first in (True, False)]
        near = [moment is not None and abs(moment - stamp.exact) <= _ZONES for moment in read]
        if near[0] != near[1]:
            return near[0]
    return None


def _rows(article_id: str, found: Sequence[Post], article: ArticlePart, options: ReadOptions) -> list[dict[str, object]]:
    ids = _ids(found)
    links = _links(found, ids)
    stamps = [post.stamp for post in found]
    days_first = _order_told(stamps)
    if days_first is None:
        days_first = day_first([stamp.raw for stamp in stamps if stamp.raw], article.language or "en")
    rows = []
    for position, post in enumerate(found, 1):
        parent, inferred, depth = links[position - 1]
        rows.append(
            {
                "article_id": article_id,
                "comment_id": ids[position - 1],
                "position": position,
                "reply_to": None if parent is None else ids[parent],
                "reply_inferred": inferred,
                "depth": storable(depth),
                "author": post.author,
                "by_article_author": _by_author(post, article.author),
                "posted_at": moment(post.stamp, days_first=days_first, language=article.language, captured_at=options.captured_at),
                "posted_raw": post.stamp.raw,
                "votes": storable(post.votes),
                "status": post.status,
                "language": None,
                "text": "" if post.status == "deleted" else post.text,
            }
        )
    return rows


def _ids(found: Sequence[Post]) -> list[str]:
    """Return a different id for each post: the page's own, or its position where that is missing or used already."""
    used: set[str] = set()
    ids: list[str] = []
    for position, post in enumerate(found, 1):
        own = post.id if post.id and post.id not in used else f"#{position}"
        while own in used:
            own += "~"
        used.add(own)
        ids.append(own)
    return ids


def _by_author(post: Post, writer: str | None) -> bool | None:
    if post.by_author is not None:
        return post.by_author
    return None if writer is None or not post.author else key(post.author) == key(writer)


def _links(found: Sequence[Post], ids: Sequence[str]) -> list[tuple[int | None, bool, int | None]]:
    """Return for each post the index of the one that it answers, whether that was inferred, and its depth."""
    at = {own: index for index, own in enumerate(ids)}
    stated = any(post.parent in at for post in found if post.parent is not None)
    quoted = [None] * len(found) if stated or any(post.depth for post in found) else quoting(found)
    latest: dict[str, int] = {}
    links: list[tuple[int | None, bool, int | None]] = []
    for index, post in enumerate(found):
        parent, inferred = _parent(index, post, at, latest, stated)
        if parent is None and quoted[index] is not None:
            parent, inferred = quoted[index], True
        if parent is not None and parent > index and _leads_to(index, parent, found, at):
            parent = None
        depth = post.depth
        if parent is not None and depth is None and not inferred:
            depth = (links[parent][2] or 0) + 1 if parent < index else None
        links.append((parent, inferred, depth))
        for name in (post.author, *post.names):
            if name:
                latest[plain(name)] = index
    return links


def _leads_to(index: int, parent: int | None, found: Sequence[Post], at: dict[str, int]) -> bool:
    """Whether the answered post answers, over any others, the post itself: broken markup can state such circles."""
    for _ in range(2_000):
        if parent is None or parent == index:
            return parent == index
        above = found[parent].parent
        parent = at.get(above) if above is not None else None
    return True


def _parent(index: int, post: Post, at: dict[str, int], latest: dict[str, int], stated: bool) -> tuple[int | None, bool]:
    """Return the index of the answered post: by id or name as the page states it, else by a leading "@Name" where no answers are stated."""
    parent = at.get(post.parent) if post.parent is not None else None
    if parent is not None and parent != index:
        return parent, False
    if post.answers and (named := latest.get(plain(post.answers))) is not None:
        return named, False
    if stated:
        return None, False
    parent = mentioned(post.text, latest)
    return parent, parent is not None
