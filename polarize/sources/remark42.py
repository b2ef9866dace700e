"""Remark42: its backup (a line about the site, then a comment a line) and the answers of its API, plain or as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html, markdown
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, ident, number, stamp, text
from polarize.sources._json_load import at, every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "a Remark42 backup"
_COMMENT: Final = frozenset(["id", "pid", "text", "user", "locator"])


def identify(source: Input) -> Claim | None:
    """Claim comments with pid, user and locator, alone, listed or in a tree, and the first line of a backup."""
    node = first(peek(source))
    inner = first(node.get("comments"))
    tree = inner.get("comment")
    if any(isinstance(one, dict) and one.keys() >= _COMMENT for one in (node, inner, tree)):
        return Claim(Strength.SIGNATURE, "comments with the keys pid, user and locator")
    if {"version", "users", "posts"} <= node.keys() and '"locator"' in source.head_text:
        return Claim(Strength.SIGNATURE, "the first line of a Remark42 backup, with users and posts")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read comments, grouped by the page they stand on.

    Raises:
        Malformed: no JSON, or nothing of Remark42 in it.
    """
    del options
    values, problems = load(source)
    threads: dict[str | None, Thread] = {}
    closed: set[str] = set()
    for node in every(values):
        closed |= {one for page in nodes(node, "posts") if flag(page.get("read_only")) and (one := text(page.get("url")))}
        for entry in _comments(node):
            url = text(at(entry, "locator", "url"))
            thread = threads.setdefault(url, Thread(article_id=url, url=url, outlet=text(at(entry, "locator", "site"))))
            thread.title = thread.title or text(entry.get("title"))
            thread.posts.append(_post(entry))
        _add_info(node.get("info"), threads)
    for url, thread in threads.items():
        thread.state = "closed" if url in closed else thread.state
    return corpus(source, SOURCE.name, list(threads.values()), problems, title=_TITLE)


def _comments(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the comments of a line, a list or a tree in page order, however deep."""
    if node.keys() >= {"id", "user"}:
        yield node
        return
    todo = nodes(node, "comments")[::-1]
    while todo:
        one = todo.pop()
        inner = one.get("comment")
        if isinstance(inner, dict):
            yield inner
            todo += nodes(one, "replies")[::-1]
        elif one.keys() >= {"id", "user"}:
            yield one


def _add_info(info: Any, threads: dict[str | None, Thread]) -> None:
    """Take over what the API says of the page: how many comments it has, and whether it takes more."""
    url = text(at(info, "url"))
    if url is not None and isinstance(info, dict):
        thread = threads.setdefault(url, Thread(article_id=url, url=url))
        thread.declared = count(info.get("count"))
        thread.state = "closed" if flag(info.get("read_only")) else "open"


def _post(node: dict[str, Any]) -> Post:
    original = text(node.get("orig"))
    gone = flag(node.get("delete")) is True
    name = text(at(node, "user", "name"))
    return Post(
        text=markdown(original) if original else from_html(text(node.get("text")) or ""),
        comment_id=ident(node.get("id")),
        parent=ident(node.get("pid")),
        author=None if gone and name in ("deleted", "blocked") else name,
        posted=stamp(node.get("time")),
        votes=number(node.get("score")),
        status="deleted" if gone else "visible",
    )


SOURCE = Source(
    name="remark42",
    title="Remark42 backup or API",
    suffixes=(".json", ".jsonl"),
    reads="Comments by page with names, text, replies, score, and which are deleted; pages that take no more comments are closed.",
    identify=identify,
    read=read,
)
