"""Isso: answers of its API, rows of its database, and the generic format that it imports."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote_plus

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html, markdown
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, ident, less, stamp, text
from polarize.sources._json_load import every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "an Isso export"
_API: Final = frozenset(["total_replies", "hidden_replies", "replies"])
_ROW: Final = frozenset(["created", "mode", "likes", "dislikes", "text"])
_GENERIC: Final = frozenset(["text", "created", "author", "remote_addr"])
_STATUS: Final = {2: "pending", 4: "deleted", 5: "deleted"}


def identify(source: Input) -> Claim | None:
    """Claim an answer with replies and their number, rows with Isso's mode, or threads in the generic format."""
    node = first(peek(source))
    if node.keys() >= _API and "kind" not in node:
        return Claim(Strength.SIGNATURE, "the keys total_replies, hidden_replies and replies of Isso's API")
    if node.keys() >= _ROW and ("tid" in node or "parent" in node or "hash" in node):
        return Claim(Strength.SIGNATURE, "the keys mode, likes, dislikes of Isso's comments")
    if {"id", "comments"} <= node.keys() and first(node["comments"]).keys() >= _GENERIC:
        return Claim(Strength.SIGNATURE, "threads with comments that have remote_addr, as Isso imports them")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read threads; a comment of mode 2 waits for approval, one of mode 4 is deleted.

    Raises:
        Malformed: no JSON, or nothing of Isso in it.
    """
    del options
    values, problems = load(source)
    threads: list[Thread] = []
    rows: dict[str | None, Thread] = {}
    for node in every(values):
        if isinstance(node.get("comments"), list):
            threads.append(_generic(node))
        elif isinstance(node.get("replies"), list) and "text" not in node:
            threads.append(_answer(node))
        elif "text" in node and (node.keys() & {"mode", "created", "tid"}):
            one = ident(node.get("tid"))
            thread = rows.setdefault(one, Thread(article_id=one, title=_title(node), url=text(node.get("uri"))))
            thread.posts += _posts(node, None, 0)
    return corpus(source, SOURCE.name, [*threads, *rows.values()], problems, title=_TITLE)


def _title(node: dict[str, Any]) -> str | None:
    """Return the title; the generic format has titles as they stand in addresses: "Bread+%26+butter"."""
    title = text(node.get("title"))
    return unquote_plus(title) if title and " " not in title and ("+" in title or "%" in title) else title


def _generic(node: dict[str, Any]) -> Thread:
    where = text(node.get("id")) or text(node.get("uri"))
    posts = [post for one in nodes(node, "comments") for post in _posts(one, None, 0)]
    return Thread(article_id=where, title=_title(node), url=where, posts=posts)


def _answer(node: dict[str, Any]) -> Thread:
    """Read what the API gives for one page. Its number of replies counts the first level; each reply counts its own."""
    uri = text(node.get("uri"))
    thread = Thread(article_id=uri, title=_title(node), url=uri)
    thread.posts = [post for one in nodes(node, "replies") for post in _posts(one, None, 0)]
    stated = [count(one.get("total_replies")) or 0 for one in (node, *nodes(node, "replies"))]
    hidden = sum(count(one.get("hidden_replies")) or 0 for one in (node, *nodes(node, "replies")))
    thread.declared = max(sum(stated), len(thread.posts))
    if hidden:
        thread.notes.append(f"the answer leaves out {hidden} replies")
    return thread


def _posts(node: dict[str, Any], above: str | None, depth: int) -> list[Post]:
    """Return a comment and all replies in it, in page order, however deep."""
    found: list[Post] = []
    todo = [(node, above, depth)]
    while todo:
        one, parent, level = todo.pop()
        post = _post(one, parent, level)
        found.append(post)
        todo += [(reply, post.comment_id, level + 1) for reply in reversed(nodes(one, "replies"))]
    return found


def _post(node: dict[str, Any], above: str | None, depth: int) -> Post:
    mode = node.get("mode")
    written = text(node.get("text")) or ""
    gone = flag(node.get("deleted")) is True
    return Post(
        text=from_html(written) if written.lstrip().startswith("<") else markdown(written),
        comment_id=ident(node.get("id")),
        parent=ident(node.get("parent")) or above,
        author=text(node.get("author")),
        posted=stamp(node.get("created")),
        votes=less(node.get("likes"), node.get("dislikes")),
        status="deleted" if gone else _STATUS.get(mode, "visible") if isinstance(mode, int) else "visible",
        depth=depth if above is not None else None,
    )


SOURCE = Source(
    name="isso",
    title="Isso (API, database rows, generic import)",
    suffixes=(".json", ".jsonl"),
    reads="Comments with author, text, replies, likes less dislikes, and whether they wait or are deleted.",
    identify=identify,
    read=read,
)
