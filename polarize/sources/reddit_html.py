"""Reddit pages: old.reddit.com, the redesign of 2018, and the pages since 2023."""

from __future__ import annotations

import re
from typing import Final

from polarize.sources._html_dates import Stamp, exact
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, by_depths, number, posts
from polarize.sources._html_source import page_source
from polarize.sources._html_text import line_of, text_of

_NAME: Final = re.compile(r"t1_\w+")
_LEVEL: Final = re.compile(r"level (\d{1,3})")
_POINTS: Final = re.compile(r"[-−]?[\d.,]+k? points?")
_GONE: Final = re.compile(r"\[(?:deleted|removed)\]|Comment (?:deleted|removed) by .{1,40}", re.IGNORECASE)


def find(page: Page) -> list[Post]:
    """Return the comments of a Reddit page."""
    if page.by_tag.get("shreddit-comment"):
        return posts(page, page.by_tag["shreddit-comment"], _read_tag)
    things = [
        one for one in page.by_class.get("comment", ()) if page.has(one, "thing") and not page.has(one, "morechildren", "morerecursion")
    ]
    if things:
        return posts(page, things, _read_thing)
    redesigned = [one for one in page.by_class.get("Comment", ()) if any(_NAME.fullmatch(name) for name in page.classes[one])]
    found = posts(page, redesigned, _read_redesigned, nested=False)
    by_depths(found)
    return found


def _read_thing(block: Block) -> Post:
    element = block.element
    shown = block.line("a.author", ".author")
    author = shown or (element.get("data-author") or "")
    body = block.one(".usertext-body", ".md")
    said = "" if body is None else text_of(body, set(block.inner))
    score = next((one for one in block.all("span.score.unvoted", "span.score")), None)
    tagline = block.line(".tagline")
    gone = block.page.has(element, "deleted") or _GONE.fullmatch(said.strip()) is not None
    return Post(
        text="" if gone else said,
        author=author or ("[deleted]" if "[deleted]" in tagline else None),
        id=(element.get("data-fullname") or element.get("id") or "").removeprefix("thing_").removeprefix("t1_") or None,
        stamp=block.stamp("time.live-timestamp", "time"),
        votes=number(score.get("title") or line_of(score)) if score is not None else None,
        status="deleted" if gone else "visible",
        by_author=block.one("a.author.submitter", ".author.submitter") is not None,
    )


def _read_redesigned(block: Block) -> Post:
    body = block.one("[data-test-id=comment]", "[data-testid=comment]", ".RichTextJSON-root", ".md")
    said = "" if body is None else text_of(body)
    lines = [line_of(one) for one in block.all("span", "p") if len(one) == 0]
    level = next((int(match[1]) for line in lines if (match := _LEVEL.fullmatch(line))), 1)
    points = next((line for line in lines if _POINTS.fullmatch(line)), None)
    links = [one for one in block.all("[data-testid=comment_author_link]", "a[href*=/user/]", "a[href*=/u/]") if line_of(one)]
    gone = body is None or _GONE.fullmatch(said.strip()) is not None
    return Post(
        text="" if gone else said,
        author=_account(line_of(links[0])) if links else None,
        id=next(name for name in sorted(block.page.classes[block.element]) if _NAME.fullmatch(name)).removeprefix("t1_"),
        depth=max(0, level - 1),
        stamp=block.stamp("a[id^=CommentTopMeta--Created]", "[data-testid=comment_timestamp]", "[data-click-id=timestamp]", "time"),
        votes=number(points),
        status="deleted" if gone else "visible",
    )


def _account(name: str) -> str:
    return name.removeprefix("u/")


def _read_tag(block: Block) -> Post:
    element = block.element
    body = block.one("[slot=comment]", "[id*=-comment-rtjson-content]", "[id*=-post-rtjson-content]", ".md")
    said = "" if body is None else text_of(body, set(block.inner))
    gone = (element.get("author") or "") == "[deleted]" or element.get("is-comment-deleted") == "true" or not said
    created = exact(element.get("created"))
    return Post(
        text="" if gone else said,
        author=element.get("author") or None,
        id=(element.get("thingid") or "").removeprefix("t1_") or None,
        parent=_comment_id(element),
        stamp=Stamp(element.get("created"), created) if created else block.stamp("time", "faceplate-timeago"),
        votes=number(element.get("score")),
        status="deleted" if gone else "visible",
        by_author=element.get("is-author") == "true" if element.get("is-author") else None,
    )


def _comment_id(element: Element) -> str | None:
    parent = element.get("parentid") or ""
    return parent.removeprefix("t1_") if parent.startswith("t1_") else None


SOURCE: Final = page_source(
    "reddit_html",
    "Reddit page",
    "the comments of a saved Reddit page: old.reddit, the redesign of 2018, or since 2023",
    find,
    ("reddit", "t1_", "shreddit-comment", "data-fullname"),
    headline=("a.title", "[slot=title]", "h1"),
)
