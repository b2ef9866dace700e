"""WordPress pages: the comment lists of core, of block themes, of old themes, and of wpDiscuz and Epoch."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import Final

from polarize.sources._html_dates import Stamp, dated
from polarize.sources._html_fields import fill
from polarize.sources._html_names import name_in
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, blocks, by_depths, is_widget, number, read_all
from polarize.sources._html_source import page_source
from polarize.sources._html_text import line_of, text_of
from polarize.sources._words import PINGBACK, words

_MARKS: Final = tuple(
    words("""
    wp-content wp-includes wp-comments-post comment-reply-link wp-block-comment comment_parent thread-even wpd-comment commentlist
    """)
)
_ID: Final = re.compile(r"(?:wp-|li-|div-|dsq-)?comment-(\d+)")
_WPDISCUZ: Final = re.compile(r"(?:wpd|wc)-comm-(\d+)_(\d+)")
_DEPTH: Final = re.compile(r"(?:depth|level)-(\d{1,3})")
_CHILD: Final = re.compile(r"(?:epoch-)?(?:child-of|parent)-(?:comment-)?(\d+)")
_PINGS: Final = ("pingback", "trackback", "webmention", "pings")
_TAGS: Final = frozenset({"li", "div", "article", "section", "dd", "tr", "blockquote", "dl"})
_BODIES: Final = tuple(
    words("""
    .comment-content .wp-block-comment-content .wpd-comment-text .wc-comment-text [itemprop=text] [itemprop=commentText]
    [itemprop=description] .comment-text .comment_text .commenttext .comment-entry .comment_content .commententry .comment-copy
    .comment__content .comment__text .comment-body-text .comment-desc .epoch-comment-content
    """)
)
_AUTHORS: Final = tuple(
    words("""
    cite.fn .fn .wp-block-comment-author-name .wpd-comment-author .wc-comment-author .comment-author-name .comment-author-link
    [itemprop=name] .comment-author .comment_author .commentauthor .commenter-name .comment__author .comment-name
    .comment-meta-author .woocommerce-review__author [itemprop=author] [rel~=author] cite .author-name .author .vcard .url .name
    .comment-by [class*=-comment-author] [class*=-comment-name]
    """)
)
_DATES: Final = tuple(
    words("""
    time .wp-block-comment-date .wpd-comment-date .wc-comment-date .comment-date .comment_date .comment-time .comment_time .comment__date
    [itemprop=datePublished] [itemprop=commentTime] .comment-metadata .commentmetadata .comment-meta .comment_meta .meta-date
    .date .datetime .time abbr small .meta [class*=-comment-date]
    """)
)
_SKIP: Final = tuple(
    words("""
    .comment-author .comment-meta .comment-metadata .commentmetadata .comment-info .reply .comment-reply .comment-reply-link .says
    .comment-awaiting-moderation .comment-edit-link .edit-link .comment-actions .comment-footer .comment-rating .comment-likes
    .cld-like-dislike-wrap .wpulike .sharedaddy .avatar .comment-avatar .wpd-tools .wpd-comment-footer .comment-head
    .comment-header .comment_meta .comment-number .commentnumber .commentcount .comment-date .comment-permalink .comment-time
    .wp-block-avatar .wp-block-comment-date .wp-block-comment-reply-link .wp-block-comment-edit-link
    .comment-by .meta .star-rating .contribution-karma .woocommerce-review__verified
    """)
)
_UP: Final = (
    ".wpd-vote-result",
    ".wc-vote-result",
    ".cld-like-count-wrap",
    ".like-count",
    ".comment-like-count",
    ".up-count",
    ".vote-count",
)
_DOWN: Final = (".cld-dislike-count-wrap", ".dislike-count", ".down-count")
_SAYS: Final = re.compile(
    r"\A(?:(?:says|said|wrote|writes|sagt|schreibt|meint|dice|dijo|dit|a écrit|scrive|disse|diz|zegt|回复|回覆|说|說)\s?[:：]\s+"
    r"|(?:[|•·–—:]|comment by|kommentar von|commentaire de|comentario de|commento di)[^\S\n]*\n\s*)",
    re.IGNORECASE,
)
_FEW: Final = 20
_FEWEST_HEADED: Final = 3
_SIGNED: Final = re.compile(
    r"^(?:comment|kommentar|comentario|commentaire|posted|geschrieben) (?:by|von|por|par)\s+(?P<name>.{1,80}?)\s+[—–|@-]", re.IGNORECASE
)


def find(page: Page) -> list[Post]:
    """Return the comments of a WordPress page, without pingbacks."""
    elements = _around(page, _elements(page))
    marked = any(page.has(one, "bypostauthor") for one in elements) or bool(page.by_class.get("wpd-blog-post_author"))
    listed = blocks(page, elements)
    found = read_all(listed, lambda block: _read(block, marked=marked))
    fill(page, listed, found)
    _unhead(found)
    said = [post for post in found if not PINGBACK.match(post.text)]
    page.memo["pingbacks"] += len(found) - len(said)
    found = [post for post in said if post.text or post.status != "visible"]
    _nest(page, found)
    return found


def _unhead(found: list[Post]) -> None:
    """Take off the name that begins texts of themes whose class for it is not known."""
    parted = [(post, *post.text.partition("\n\n")[::2]) for post in found]
    headed = [(post, rest) for post, line, rest in parted if line == post.author and rest]
    if len(headed) >= _FEWEST_HEADED:
        for post, rest in headed:
            post.text = rest


def _nest(page: Page, found: list[Post]) -> None:
    """Set who answers whom where the lists are not nested: by the classes "child-of-N", else by the classes "depth-N"."""
    if any(post.depth for post in found):
        return
    if any(post.parent for post in found):
        for post in found:
            post.depth = None
        return
    depths = [_depth(page, post.anchor) for post in found]
    if len(set(depths)) > 1 and None not in depths:
        for post, depth in zip(found, depths, strict=True):
            post.depth = (depth or 1) - 1
        by_depths(found)


def _elements(page: Page) -> list[Element]:
    """Return the outermost element of each comment: by its id, or by its class when it has none."""
    chosen: dict[str, Element] = {}
    for one in page.elements:
        key = _key(page, one) if one.tag in _TAGS else None
        if key is not None and key not in chosen:
            chosen[key] = one
    known: dict[Element | None, str] = {one: key for key, one in chosen.items()}
    for key, one in list(chosen.items()):  # themes that give the head of a comment the classes of the comment itself
        above = one.getparent()
        if key.startswith("class ") and known.get(above, "class ").isdigit() and _depth(page, one) == _depth(page, above):
            del chosen[key]
    page.memo["pingbacks"] = sum(page.has(one, *_PINGS) for one in chosen.values())
    return [one for one in chosen.values() if not page.has(one, *_PINGS) and not is_widget(page, one)]


def _around(page: Page, elements: list[Element]) -> list[Element]:
    """Return the items of the lists where themes put a comment's id on its text alone, and its author and time beside that."""
    if any(block.one(*_AUTHORS) is not None or block.one("ul", "ol") is not None for block in blocks(page, elements)):
        return elements
    items = [next((above for above in one.iterancestors() if above.tag == "li"), one) for one in elements]
    return items if len(set(items)) == len(items) else elements


def _key(page: Page, one: Element) -> str | None:
    """Return what tells one comment from another; None for an element that is no comment."""
    match = _ID.fullmatch(one.get("id") or "") or _WPDISCUZ.fullmatch(one.get("id") or "")
    if match:
        return match[1]
    names = page.classes.get(one, frozenset())
    if "comment" in names and any(_DEPTH.fullmatch(name) for name in names):
        inner = next((found for child in one.iter("div", "article") if (found := _ID.fullmatch(child.get("id") or ""))), None)
        return inner[1] if inner else f"class {page.order[one]}"
    return None


def _depth(page: Page, one: Element | None) -> int | None:
    names = page.classes.get(one, frozenset()) if one is not None else frozenset()
    return next((int(match[1]) for name in sorted(names) if (match := _DEPTH.fullmatch(name))), None)


def _read(block: Block, *, marked: bool) -> Post:
    page, element = block.page, block.element
    signature, name = _signature(block)
    source = signature
    term = _term(block)
    if term is not None:
        name = name or term.named(*_AUTHORS)[1] or name_in(line_of(term.element))
    if name is None:
        source, name = replace(block, inner=[*block.inner, *block.all(".comment-reply-link")]).named(*_AUTHORS)
    when, stamp = (term or block).dated(*_DATES)
    if signature is not None and when is None:
        stamp = Stamp(dated(line_of(signature)))
    if not stamp.raw and not stamp.exact:  # an age in words of a language that is not read: kept as printed
        stamp = Stamp(block.line(".wc-comment-date", ".wpd-comment-date", ".comment-date", ".comment-time")[:60] or None)
    return Post(
        text=_text(block, [one for one in (source, when) if one is not None]),
        author=name,
        id=_key(page, element) or next((key for one in block.own if (key := _key(page, one))), None),
        parent=_parent(page, element),
        stamp=stamp,
        votes=_votes(block),
        status="pending" if block.one(".comment-awaiting-moderation") is not None else "visible",
        loose=block.one(*_BODIES) is None,
        by_author=(page.has(element, "bypostauthor") or block.one(".wpd-blog-post_author") is not None) if marked else None,
    )


def _term(block: Block) -> Block | None:
    """Return the head of a comment in a definition list: the term before it."""
    before = block.element.getprevious()
    if block.element.tag != "dd" or before is None or before.tag != "dt":
        return None
    return Block(block.page, before, own=list(before.iter()))


def _parent(page: Page, element: Element) -> str | None:
    match = _WPDISCUZ.fullmatch(element.get("id") or "")
    if match:
        return match[2] if match[2] not in ("0", match[1]) else None
    names = sorted(page.classes.get(element, ()))
    return next((found[1] for name in names if (found := _CHILD.fullmatch(name))), None)


def _signature(block: Block) -> tuple[Element | None, str | None]:
    """Return the line "Comment by X — date" under a comment and the name in it."""
    for one in block.all("cite", "p", "small", "div"):
        match = _SIGNED.match(line_of(one, block.inner)[:200]) if len(one) < 6 and _is_small(one) else None
        if match:
            return one, name_in(match["name"])
    return None, None


def _is_small(element: Element) -> bool:
    """Return whether hardly anything is in the element: of elements within elements by the thousand each would be read again and again."""
    return next(islice(element.iterdescendants(), _FEW, None), None) is None


def _text(block: Block, read: list[Element]) -> str:
    """Return the text: what the theme marks as such, else all that is neither the head of the comment nor a button."""
    skip = {*block.inner, *block.all(*_SKIP, *_UP, *_DOWN)}
    body = block.one(*_BODIES)
    if body is None and _key(block.page, block.element) is None:
        body = next((one for one in block.own if _key(block.page, one) is not None), None)
    if body is not None:
        return text_of(body, skip | {one for one in read if one is not body})
    lists = {one for one in block.all("ul.children", "ol.children", "dl.children") if one.getparent() is block.element}
    body = block.one(".comment-body")
    body = block.element if body is None else body
    said = _SAYS.sub("", text_of(body, skip | lists | set(read)))
    return said or (text_of(block.element, skip | lists | set(read)) if body is not block.element else "")


def _votes(block: Block) -> int | None:
    up, down = number(block.line(*_UP)), number(block.line(*_DOWN))
    return None if up is None and down is None else (up or 0) - (down or 0)


SOURCE: Final = page_source(
    "wordpress",
    "WordPress",
    "the comments of a saved WordPress page, in core's markup, block themes, old themes, wpDiscuz and Epoch",
    find,
    _MARKS,
)
