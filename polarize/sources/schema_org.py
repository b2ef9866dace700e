"""Pages that mark their comments with schema.org (Comment, UserComments, Answer, Review), as microdata or JSON-LD."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from polarize.sources._base import Claim, Strength
from polarize.sources._html_dates import Stamp, exact
from polarize.sources._html_fields import fill, read_block
from polarize.sources._html_finder import find as find_any
from polarize.sources._html_meta import linked, name_of, types
from polarize.sources._html_page import Element, Page, page_of
from polarize.sources._html_parts import parts_of
from polarize.sources._html_posts import Block, Post, blocks, is_widget, number, read_all
from polarize.sources._html_source import found_in, page_source
from polarize.sources._html_text import line_of, text_of
from polarize.sources._html_wording import is_praise
from polarize.sources._input import Input

_TYPES: Final = ("Comment", "UserComments", "Answer", "Review", "UserReview", "CriticReview")
_BODIES: Final = ("[itemprop=text]", "[itemprop=commentText]", "[itemprop=reviewBody]", "[itemprop=description]", "[itemprop=articleBody]")
_AUTHORS: Final = ("[itemprop=author]", "[itemprop=creator]", "[itemprop=contributor]")
_DATES: Final = ("[itemprop=datePublished]", "[itemprop=dateCreated]", "[itemprop=commentTime]", "time")
_MOST_OF: Final = 0.8
_NEARLY_ALL: Final = 0.9
_COMPARED: Final = 40
_FEWEST: Final = 3
_FIELDS: Final = ("text", "commentText", "reviewBody", "articleBody", "description")


def find(page: Page) -> list[Post]:
    """Return the comments that a page marks, those of the microdata first; JSON-LD is read when there are none."""
    elements = [one for one in page.find("[itemtype]") if _kind(one) in _TYPES and not is_widget(page, one)]
    reviews = {one for one in elements if _kind(one) not in ("Comment", "UserComments")}
    listed = blocks(page, elements)
    read = read_all(listed, _read)
    # Answers to frequent questions have neither name nor time: a link in one is no name.
    told = any(post.stamp.raw or post.stamp.exact or post.anchor not in reviews for post in read)
    if told and not any(post.author for post in read):
        fill(page, listed, read)
    marked = [post for post in read if _is_comment(post) and (post.author or post.anchor not in reviews) and not _is_chosen(post)]
    if len({post.text for post in marked}) > (len(marked) > 1):  # the same words in all are no comments
        return _with_unmarked(page, marked)
    found: list[Post] = []
    for thing in linked(page):
        if not types(thing).isdisjoint(
            {"Article", "NewsArticle", "BlogPosting", "DiscussionForumPosting", "SocialMediaPosting", "VideoObject", "WebPage", "Question"}
        ):
            _collect(thing, None, found, 0)
    if not found:
        for thing in linked(page):
            if types(thing) & {"Comment", "UserComments"} and len(found) < 100_000:
                _add(thing, None, found, 0)
    said = [post for post in found if _is_comment(post)]
    once = _unique(said)
    page.memo["duplicates"] = len(said) - len(once)
    return once


def _with_unmarked(page: Page, marked: list[Post]) -> list[Post]:
    """Return a single review that a page marks with those beside it that are made alike and not marked; it alone where none is sure."""
    first = marked[0].anchor
    outer = first.getparent() if first is not None else None
    if len(marked) > 1 or first is None or outer is None or _kind(first) != "Review" or not first.get("class"):
        return marked
    like = [one for one in outer if one.tag == first.tag and one.get("class") == first.get("class")]
    if len(like) < _FEWEST or any(one.get("itemtype") for one in like if one is not first):
        return marked
    listed = blocks(page, like)
    parts = parts_of(page, listed)
    read = read_all(listed, lambda block: read_block(block, parts) if block.element is not first else _read(block))
    return read if len(read) == len(like) and all(post.author and post.text for post in read) else marked


def _is_comment(post: Post) -> bool:
    """Whether somebody said it at some time: answers to frequent questions and ratings of products have no author or no time."""
    return bool(post.text and (post.author or post.stamp.raw or post.stamp.exact))


def _is_chosen(post: Post) -> bool:
    """Whether a review is praise that a firm shows: testimonials have no time."""
    return not (post.stamp.raw or post.stamp.exact) and post.anchor is not None and is_praise(post.anchor)


def _kind(one: Element) -> str:
    return (one.get("itemtype") or "").strip().rsplit("/", 1)[-1]


def _read(block: Block) -> Post:
    body = block.one(*_BODIES)
    votes = block.one("[itemprop=upvoteCount]", "[itemprop=userInteractionCount]")
    holder = block.one(*_AUTHORS)
    name = None
    if holder is not None:
        inner = next((one for one in block.all("[itemprop=name]") if holder in [one, *one.iterancestors()]), holder)
        name = text_of(inner, own=False).partition("\n")[0] or inner.get("content") or holder.get("content")
    name = name or block.line("[itemprop=name]") or None
    return Post(
        text=text_of(body, set(block.inner)) or (body.get("content") or "") if body is not None else "",
        author=name,
        id=block.element.get("id") or block.element.get("itemid"),
        stamp=block.stamp(*_DATES),
        votes=number(votes.get("content") or line_of(votes)) if votes is not None else None,
    )


def _collect(thing: dict[str, Any], parent: str | None, found: list[Post], depth: int) -> None:
    """Add the comments of an object, and those within them."""
    for field in ("comment", "comments", "review", "reviews", "suggestedAnswer", "acceptedAnswer"):
        listed = thing.get(field)
        for one in listed if isinstance(listed, list) else [listed]:
            if isinstance(one, dict) and len(found) < 100_000 and depth < 200:
                _add(one, parent, found, depth)


def _add(thing: dict[str, Any], parent: str | None, found: list[Post], depth: int) -> None:
    said = next((thing[field] for field in _FIELDS if isinstance(thing.get(field), str)), "")
    own = str(thing.get("@id") or thing.get("identifier") or thing.get("url") or f"n{len(found)}")
    when = next((thing[field] for field in ("datePublished", "dateCreated", "commentTime") if isinstance(thing.get(field), str)), None)
    likes = thing.get("upvoteCount")
    if said.strip():
        found.append(
            Post(
                text=_plain(said),
                author=name_of(thing.get("author") or thing.get("creator")),
                id=own,
                parent=parent,
                depth=depth,
                stamp=Stamp(when, exact(when)) if when else Stamp(),
                votes=likes if isinstance(likes, int) else None,
            )
        )
    _collect(thing, own, found, depth + 1)


def _plain(said: str) -> str:
    """Return a text that may hold markup as plain text."""
    if "<" not in said and "&" not in said:
        return said.strip()
    from lxml import html

    try:
        return text_of(html.fromstring(f"<div>{said}</div>"))
    except (ValueError, html.etree.ParserError):
        return said.strip()


def _unique(found: list[Post]) -> list[Post]:
    """Leave out what the same object adds twice, as a graph and as a tree do."""
    seen: set[tuple[str | None, str | None, str]] = set()
    kept = []
    for post in found:
        key = (post.author, post.stamp.raw, post.text)
        if key not in seen or post.stamp.raw is None:
            kept.append(post)
        seen.add(key)
    return kept


_MARKED: Final = page_source(
    "schema_org",
    "schema.org",
    "the comments that a saved page marks with schema.org, as microdata or JSON-LD",
    find,
    strength=Strength.STRUCTURE,
)


def identify(source: Input) -> Claim | None:
    """Claim a page that marks its comments, and not only some of them, as those do that mark a question and its best answer."""
    claim, page = _MARKED.identify(source), page_of(source)
    return claim if claim is None or page is None or not _are_few(page) else None


def _are_few(page: Page) -> bool:
    """Whether the finder sees the comments that a page marks, nearly all with the same beginnings, and many more."""
    marked, seen = (found_in(page, name, look) for name, look in ((_MARKED.name, find), ("html", find_any)))
    if len(marked) > _MOST_OF * len(seen):
        return False
    said = [_letters(post.text) for post in seen]
    starts = [start for post in marked if (start := _letters(post.text)[:_COMPARED])]
    return sum(any(start in other for other in said) for start in starts) >= _NEARLY_ALL * len(starts)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


SOURCE: Final = replace(_MARKED, identify=identify)
