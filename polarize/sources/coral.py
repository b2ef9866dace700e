"""Coral (formerly Talk): comments from its database or its GraphQL API, version 4 and later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, ident, number, stamp, text
from polarize.sources._json_load import at, every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "a Coral export"
_STATUS: Final = {
    "REJECTED": "deleted",
    "PREMOD": "pending",
    "SYSTEM_WITHHELD": "pending",
    "SPAM": "spam",
}


def identify(source: Input) -> Claim | None:
    """Claim comments with storyID and revisions, with asset_id and body_history, or a story with comments in edges."""
    node = first(peek(source))
    inner = first(node.get("comments"))
    for one in (node, inner):
        if {"storyID", "authorID"} <= one.keys() and one.keys() & {"revisions", "body", "status"}:
            return Claim(Strength.SIGNATURE, "comments with the keys storyID and authorID")
        if {"asset_id", "author_id"} <= one.keys() and one.keys() & {"body_history", "action_counts", "status_history"}:
            return Claim(Strength.SIGNATURE, "comments with the keys asset_id and author_id")
    if node and '"storyID"' in source.head_text and '"authorID"' in source.head_text and '"revisions"' in source.head_text:
        return Claim(Strength.SIGNATURE, "the keys storyID, authorID and revisions")
    if isinstance(_connection(node), dict):
        return Claim(Strength.SIGNATURE, "a story whose comments stand in edges and nodes")
    return None


def _story(node: dict[str, Any]) -> dict[str, Any]:
    """Return the story (asset) in an answer of the API, {} when there is none."""
    data = node.get("data", node)
    found = next((at(data, key) for key in ("story", "stream", "asset") if isinstance(at(data, key), dict)), None)
    return found or {}


def _connection(node: dict[str, Any]) -> dict[str, Any] | None:
    comments = _story(node).get("comments")
    return comments if isinstance(comments, dict) and isinstance(comments.get("edges", comments.get("nodes")), list) else None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read comments by story. Of several revisions the last counts.

    Raises:
        Malformed: no JSON, or nothing of Coral in it.
    """
    del options
    values, problems = load(source)
    threads: dict[str | None, Thread] = {}
    names: dict[str, str] = {}
    for node in every(values):
        names |= {
            one: name for person in nodes(node, "users") if (one := ident(person.get("id"))) and (name := text(person.get("username")))
        }
        for story in nodes(node, "stories"):
            _thread(ident(story.get("id")), story, threads)
        for entry, parent, story_id in _comments(node, threads):
            _thread(story_id, {}, threads).posts.append(_post(entry, parent))
    for thread in threads.values():
        _name(thread, names)
    return corpus(source, SOURCE.name, list(threads.values()), problems, title=_TITLE)


def _thread(one: str | None, story: dict[str, Any], threads: dict[str | None, Thread]) -> Thread:
    thread = threads.setdefault(one, Thread(article_id=one))
    facts = story.get("metadata") if isinstance(story.get("metadata"), dict) else story
    if story:
        thread.title, thread.author = text(at(facts, "title")), text(at(facts, "author"))
        thread.url, thread.published = text(story.get("url")), stamp(at(facts, "publishedAt"))
        thread.outlet = text(at(facts, "section")) if text(at(story, "site", "name")) is None else text(at(story, "site", "name"))
        closed = flag(story.get("isClosed")) or text(story.get("closedAt")) is not None
        thread.state = "closed" if closed else "open"
        counts = story.get("commentCounts")
        thread.declared = count(at(counts, "totalPublished")) if isinstance(counts, dict) else count(story.get("commentCount"))
    return thread


def _comments(node: dict[str, Any], threads: dict[str | None, Thread]) -> Iterator[tuple[dict[str, Any], str | None, str | None]]:
    """Yield each comment of a line, a list or an answer with the id of the one it stands under and of its story."""
    connection = _connection(node)
    if connection is None:
        listed = [node] if node.keys() & {"storyID", "asset_id"} else nodes(node, "comments")
        for one in listed:
            yield one, None, ident(one.get("storyID", one.get("asset_id")))
        return
    story = _story(node)
    story_id = ident(story.get("id"))
    _thread(story_id, story, threads)
    todo: list[tuple[dict[str, Any], str | None]] = [(one, None) for one in reversed(_nodes(connection))]
    while todo:
        one, parent = todo.pop()
        yield one, parent, story_id
        todo += [(reply, ident(one.get("id"))) for reply in reversed(_nodes(one.get("replies")))]


def _nodes(connection: Any) -> list[dict[str, Any]]:
    """Return what stands in edges[].node, or in nodes[] as in version 4."""
    edges = [edge["node"] for edge in nodes(connection, "edges") if isinstance(edge.get("node"), dict)]
    return edges or nodes(connection, "nodes")


def _post(node: dict[str, Any], above: str | None) -> Post:
    author = node.get("author", node.get("user"))
    gone = node.get("deletedAt", node.get("deleted_at")) is not None or flag(node.get("deleted")) is True
    return Post(
        text=from_html(_body(node), line_ends=True),
        comment_id=ident(node.get("id")),
        parent=ident(node.get("parentID", node.get("parent_id"))) or ident(at(node, "parent", "id")) or above,
        author=text(at(author, "username")) or ident(node.get("authorID", node.get("author_id"))),
        posted=stamp(node.get("createdAt", node.get("created_at"))),
        votes=_votes(node),
        status="deleted" if gone else _STATUS.get(str(node.get("status")), "visible"),
    )


def _body(node: dict[str, Any]) -> str:
    """Return the latest text of a comment."""
    revisions = nodes(node, "revisions") or nodes(node, "body_history")
    return text(node.get("body")) or text(at(node, "revision", "body")) or (text(revisions[-1].get("body")) if revisions else None) or ""


def _votes(node: dict[str, Any]) -> int | None:
    """Return the number of reactions ("Respect"), by each of the names it has had."""
    counts = node.get("actionCounts", node.get("action_counts"))
    found = (at(counts, "REACTION"), at(counts, "reaction", "total"), at(counts, "respect"), at(counts, "like"))
    return next((votes for one in found if (votes := number(one)) is not None), None)


def _name(thread: Thread, names: dict[str, str]) -> None:
    """Put names in place of ids where the export has them."""
    for post in thread.posts:
        post.author = names.get(post.author or "", post.author)


SOURCE = Source(
    name="coral",
    title="Coral (database or API)",
    suffixes=(".json", ".jsonl", ".ndjson"),
    reads="Comments by story with names or author ids, the latest text, replies, reactions and moderation.",
    identify=identify,
    read=read,
)
