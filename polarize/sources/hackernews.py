"""Hacker News pages: the markup of today, and that of 2014."""

from __future__ import annotations

import re
from typing import Final

from polarize.sources._html_dates import Stamp, dated, stamp_of
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, by_depths, posts
from polarize.sources._html_source import page_source
from polarize.sources._html_text import line_of, text_of

_STEP: Final = 40
_ITEM: Final = re.compile(r"[?&]id=(\d+)")
_GONE: Final = re.compile(r"\[(?:deleted|flagged|dead)\]")


def find(page: Page) -> list[Post]:
    """Return the comments of a Hacker News page; each answers the last one above it that stands one step to the left."""
    if not page.by_class.get("comhead") or not (page.by_class.get("default") or page.by_class.get("comtr")):
        return []
    rows = [one for one in page.by_class.get("comtr", ()) if one.tag == "tr"]
    cells = [] if rows else [_row(one) for one in page.by_class.get("default", ()) if one.tag == "td"]
    found = posts(page, rows or cells, _read, nested=False)
    by_depths(found)
    return found


def byline(page: Page) -> tuple[str | None, Stamp]:
    """Return who submitted the story, and when: they stand under its title."""
    line = page.first("td.subtext")
    if line is None:
        return None, Stamp()
    names = [said for one in line.iter("a") if "user?id=" in (one.get("href") or "") and (said := line_of(one))]
    return next(iter(names), None), stamp_of(one for one in line.iter("span") if page.has(one, "age"))


def _row(cell: Element) -> Element:
    """Return the table row of a comment's cell."""
    return next((one for one in cell.iterancestors("tr")), cell)


def _read(block: Block) -> Post | None:
    comment = block.one(".commtext", "span.comment", ".comment")
    header = block.one(".comhead")
    if header is None and comment is None:
        return None
    said = "" if comment is None else text_of(comment, set(block.all(".reply")))
    said = re.sub(r"\s*-----\s*$", "", said)
    names = [one for one in block.all("a.hnuser") if line_of(one)] or [one for one in block.all("a[href*=user?id=]") if line_of(one)]
    gone = not names or _GONE.fullmatch(said.strip()) is not None
    age = block.one(".age")
    return Post(
        text="" if gone else said,
        author=line_of(names[0]) if names else None,
        id=_identity(block),
        depth=_depth(block),
        stamp=block.stamp(".age") if age is not None else Stamp(dated(line_of(header))),
        status="deleted" if gone else "visible",
    )


def _identity(block: Block) -> str | None:
    own = block.element.get("id")
    if own and own.isdigit():
        return own
    for link in block.all("a[href*=item?id=]"):
        match = _ITEM.search(link.get("href") or "")
        if match:
            return match[1]
    return None


def _depth(block: Block) -> int:
    """Return the depth: as the cell states it, else the width of the spacer in steps."""
    cell = block.one("td[indent]")
    stated = cell.get("indent") if cell is not None else None
    if stated and stated.isdigit():
        return int(stated)
    for image in block.all("img[width]"):
        width = image.get("width") or ""
        if width.isdigit():
            return int(width) // _STEP
    return 0


SOURCE: Final = page_source(
    "hackernews",
    "Hacker News",
    "the comments of a saved Hacker News page, of today or of 2014",
    find,
    ("comhead", "news.ycombinator.com", "hnuser", "athing", "s.gif"),
    headline=(".titleline", "td.title"),
    byline=byline,
)
