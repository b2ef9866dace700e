"""Hacker News: items of the Algolia API (children in children), its search hits, and items of the Firebase API (kids by id)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, ident, number, stamp, text
from polarize.sources._json_load import every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "items of Hacker News"
_TYPES: Final = ("story", "comment", "poll", "job", "pollopt")
_PAGE: Final = "https://news.ycombinator.com/item?id="


def identify(source: Input) -> Claim | None:
    """Claim items with children and story_id or created_at_i, items with by and kids, or hits with comment_text."""
    node = first(peek(source))
    if "children" in node and node.keys() & {"story_id", "created_at_i", "points"} and "author" in node:
        return Claim(Strength.SIGNATURE, "an item with children, as Algolia has them")
    if "comment_text" in first(node.get("hits")) or {"comment_text", "story_id"} <= node.keys():
        return Claim(Strength.SIGNATURE, "search hits with comment_text")
    values = list(node.values())[:3]
    for one in (node, first(node.get("items")), *(value for value in values if isinstance(value, dict))):
        if one.get("type") in _TYPES and "id" in one and one.keys() & {"by", "kids", "descendants", "deleted"} and "time" in one:
            return Claim(Strength.SIGNATURE, "items with the keys by, time and kids or parent")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read stories with their comments.

    Raises:
        Malformed: no JSON, or no items in it.
    """
    del options
    values, problems = load(source)
    threads: dict[str | None, Thread] = {}
    items: dict[str, dict[str, Any]] = {}
    for node in every(values):
        if "children" in node:
            _add_tree(node, threads)
        for hit in nodes(node, "hits") or ([node] if "comment_text" in node else []):
            _add_hit(hit, threads)
        items |= {one: item for item in _items(node) if (one := ident(item.get("id"))) is not None}
    _add_items(items, threads)
    return corpus(source, SOURCE.name, list(threads.values()), problems, title=_TITLE)


def _story(node: dict[str, Any], one: str | None) -> Thread:
    return Thread(
        article_id=one,
        title=text(node.get("title")) or text(node.get("story_title")),
        author=text(node.get("author")) or text(node.get("by")),
        published=stamp(node.get("created_at")) or stamp(node.get("time")),
        url=text(node.get("url")) or text(node.get("story_url")) or (f"{_PAGE}{one}" if one else None),
        outlet="Hacker News",
        text=from_html(text(node.get("text")) or "") or None,
        declared=count(node.get("descendants", node.get("num_comments"))),
    )


def _add_tree(root: dict[str, Any], threads: dict[str | None, Thread]) -> None:
    """Take an item of Algolia: a story, or a comment with what answers it."""
    is_comment = root.get("type") == "comment"
    one = ident(root.get("story_id")) if is_comment else ident(root.get("id"))
    thread = threads.setdefault(one, Thread(article_id=one, outlet="Hacker News") if is_comment else _story(root, one))
    todo = [root] if is_comment else nodes(root, "children")[::-1]
    while todo:
        node = todo.pop()
        thread.posts.append(_from_algolia(node, one, thread.author))
        todo += nodes(node, "children")[::-1]


def _from_algolia(node: dict[str, Any], story: str | None, starter: str | None) -> Post:
    author, written = text(node.get("author")), text(node.get("text")) or text(node.get("comment_text"))
    parent = ident(node.get("parent_id"))
    return Post(
        text=from_html(written or ""),
        comment_id=ident(node.get("id")) or ident(node.get("objectID")),
        parent=None if parent == story else parent,
        author=author,
        posted=stamp(node.get("created_at")) or stamp(node.get("created_at_i")),
        votes=number(node.get("points")),
        status="deleted" if written is None and author is None else "visible",
        by_author=None if author is None or starter is None else author == starter,
    )


def _add_hit(hit: dict[str, Any], threads: dict[str | None, Thread]) -> None:
    one = ident(hit.get("story_id")) or ident(hit.get("objectID"))
    known = {key: hit.get(key) for key in ("story_title", "story_url", "title", "url")}
    thread = threads.setdefault(one, _story(known, one))
    if "comment_text" in hit and text(hit.get("comment_text")) is not None:
        thread.posts.append(_from_algolia(hit, one, None))


def _items(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the items of Firebase in a line, in a list, or in an object by their ids."""
    if node.get("type") in _TYPES and "children" not in node:
        yield node
    elif "hits" not in node and "children" not in node:
        for one in (*nodes(node, "items"), *node.values()):
            if isinstance(one, dict) and one.get("type") in _TYPES and "id" in one:
                yield one


def _add_items(items: dict[str, dict[str, Any]], threads: dict[str | None, Thread]) -> None:
    """Put comments under their stories: in the order of kids, then whatever no kids name."""
    roots: dict[str, str | None] = {}
    for one, item in items.items():
        if item.get("type") != "comment":
            threads[one] = _story(item, one)
    for one in _in_page_order(items):
        item, parent = items[one], ident(items[one].get("parent"))
        root = parent if parent not in items or items[parent or ""].get("type") != "comment" else roots.get(parent or "")
        roots[one] = root
        thread = threads.setdefault(root, Thread(article_id=root, outlet="Hacker News"))
        thread.posts.append(_from_firebase(item, None if parent == root else parent, thread.author))


def _in_page_order(items: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield the ids of comments, each once: from stories down through kids, then from comments whose parent is missing."""
    seen: set[str] = set()
    tops = [one for one, item in items.items() if item.get("type") != "comment"]
    tops += [one for one, item in items.items() if ident(item.get("parent")) not in items]
    for top in (*tops, *items):
        todo = [top]
        while todo:
            one = todo.pop()
            if one in seen or one not in items:
                continue
            seen.add(one)
            if items[one].get("type") == "comment":
                yield one
            kids = items[one].get("kids")
            todo += [kid for value in reversed(kids) if (kid := ident(value)) is not None] if isinstance(kids, list) else []


def _from_firebase(item: dict[str, Any], parent: str | None, starter: str | None) -> Post:
    author = text(item.get("by"))
    return Post(
        text=from_html(text(item.get("text")) or ""),
        comment_id=ident(item.get("id")),
        parent=parent,
        author=author,
        posted=stamp(item.get("time")),
        votes=number(item.get("score")),
        status="deleted" if flag(item.get("deleted")) or flag(item.get("dead")) else "visible",
        by_author=None if author is None or starter is None else author == starter,
    )


SOURCE = Source(
    name="hackernews_json",
    title="Hacker News (Algolia and Firebase)",
    suffixes=(".json", ".jsonl", ".ndjson"),
    reads="Stories with their number of comments, and comments with replies; deleted and dead ones are marked.",
    identify=identify,
    read=read,
)
