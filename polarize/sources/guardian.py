"""The Guardian: answers of its discussion API, with the responses inside the comments they answer."""

from __future__ import annotations

from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, ident, number, stamp, text
from polarize.sources._json_load import at, every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "an answer of the Guardian's discussion API"


def identify(source: Input) -> Claim | None:
    """Claim a discussion with comments, or comments with a userProfile and numRecommends."""
    node = first(peek(source))
    discussion = node.get("discussion")
    for one in (node, first(node.get("comments")), first(at(discussion, "comments")), first(node.get("comment"))):
        if "userProfile" in one and one.keys() & {"numRecommends", "isoDateTime", "responses", "webUrl"}:
            return Claim(Strength.SIGNATURE, "comments with the keys userProfile and numRecommends")
    if isinstance(discussion, dict) and discussion.keys() >= {"key", "webUrl"} and "comments" in discussion:
        return Claim(Strength.SIGNATURE, "a discussion with key, webUrl and comments")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read one page of a discussion or several; a comment that stands on two of them is taken once.

    Raises:
        Malformed: no JSON, or no discussion in it.
    """
    del options
    values, problems = load(source)
    threads: dict[str | None, Thread] = {}
    seen: set[tuple[str | None, str]] = set()
    for node in every(values):
        discussion = first(node.get("discussion")) or first(at(node, "comment", "discussion"))
        listed = nodes(discussion, "comments") or nodes(node, "comments") or _single(node)
        if not discussion and not listed:
            continue
        key = text(discussion.get("key"))
        thread = threads.setdefault(key, _thread(discussion))
        for post in _posts(listed):
            if (key, post.comment_id or "") not in seen:
                thread.posts.append(post)
            if post.comment_id:
                seen.add((key, post.comment_id))
    return corpus(source, SOURCE.name, list(threads.values()), problems, title=_TITLE)


def _single(node: dict[str, Any]) -> list[dict[str, Any]]:
    one = first(node.get("comment")) or node
    return [one] if "userProfile" in one else []


def _thread(discussion: dict[str, Any]) -> Thread:
    title = text(discussion.get("title"))
    return Thread(
        article_id=text(discussion.get("key")),
        title=from_html(title) if title else None,
        url=text(discussion.get("webUrl")),
        outlet="The Guardian",
        declared=count(discussion.get("commentCount")),
        state="closed" if flag(discussion.get("isClosedForComments")) else "open",
    )


def _posts(listed: list[dict[str, Any]]) -> list[Post]:
    """Return comments and responses in page order."""
    found: list[Post] = []
    todo: list[tuple[dict[str, Any], str | None]] = [(one, None) for one in reversed(listed)]
    while todo:
        node, above = todo.pop()
        post = _post(node, above)
        found.append(post)
        todo += [(reply, post.comment_id) for reply in reversed(nodes(node, "responses"))]
    return found


def _post(node: dict[str, Any], above: str | None) -> Post:
    status = str(node.get("status") or "visible").lower()
    return Post(
        text=from_html(text(node.get("body")) or ""),
        comment_id=ident(node.get("id")),
        parent=ident(at(node, "responseTo", "commentId")) or above,
        author=text(at(node, "userProfile", "displayName")),
        posted=stamp(node.get("isoDateTime")) or stamp(node.get("date")),
        votes=number(node.get("numRecommends")),
        status="visible" if status == "visible" else "pending" if status in ("pending", "queued", "premod") else "deleted",
    )


SOURCE = Source(
    name="guardian",
    title="Guardian discussion API",
    suffixes=(".json", ".jsonl"),
    reads="A discussion with title, address and its number of comments; comments and responses, removed ones marked.",
    identify=identify,
    read=read,
)
