"""Discourse: a topic as JSON (/t/....json), with its posts; the opening post is the first comment."""

from __future__ import annotations

from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html, markdown
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, ident, number, stamp, text
from polarize.sources._json_load import at, every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "a Discourse topic"
_NOTICE: Final = 3
"""post_type of what the forum itself notes: "closed this topic", "pinned globally"."""
_LIKE: Final = 2


def identify(source: Input) -> Claim | None:
    """Claim a topic with a post_stream, or posts with cooked and post_number."""
    node = first(peek(source))
    posts = [node, first(at(node, "post_stream", "posts")), first(node.get("posts")), first(node.get("latest_posts"))]
    if any({"post_number", "username"} <= one.keys() and one.keys() & {"cooked", "raw"} for one in posts):
        return Claim(Strength.SIGNATURE, "posts with the keys post_number and cooked")
    if isinstance(at(node, "post_stream", "stream"), list) or isinstance(at(node, "post_stream", "posts"), list):
        return Claim(Strength.SIGNATURE, "the key post_stream")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read topics; several pages of one topic are put together, notices of the forum are left out.

    Raises:
        Malformed: no JSON, or no topic in it.
    """
    del options
    values, problems = load(source)
    threads: dict[str | None, Thread] = {}
    numbers: dict[str | None, dict[int, dict[str, Any]]] = {}
    for node in every(values):
        listed = nodes(node, "post_stream", "posts") or nodes(node, "posts") or nodes(node, "latest_posts")
        listed = listed or ([node] if {"post_number", "username"} <= node.keys() else [])
        if not listed and "post_stream" not in node:
            continue
        for post in listed or [{}]:
            one = ident(post.get("topic_id")) or (ident(node.get("id")) if "post_stream" in node else None)
            if one not in threads:
                threads[one] = _thread(one, node if "post_stream" in node else {}, post)
            place = number(post.get("post_number"))
            if post:
                known = numbers.setdefault(one, {})
                known.setdefault(place if place is not None else -1 - len(known), post)
    for one, thread in threads.items():
        _fill(thread, numbers.get(one, {}))
    return corpus(source, SOURCE.name, list(threads.values()), problems, title=_TITLE)


def _thread(one: str | None, topic: dict[str, Any], post: dict[str, Any]) -> Thread:
    closed = flag(topic.get("closed")) or flag(topic.get("archived"))
    return Thread(
        article_id=one,
        title=text(topic.get("title")) or text(post.get("topic_title")),
        author=text(at(topic, "details", "created_by", "username")),
        published=stamp(topic.get("created_at")),
        url=text(topic.get("url")),
        declared=count(topic.get("posts_count")),
        state="closed" if closed else "open",
    )


def _fill(thread: Thread, posts: dict[int, dict[str, Any]]) -> None:
    """Put the posts into the thread in the order of their numbers."""
    opening = posts.get(1)
    if thread.author is None and opening is not None:
        thread.author = text(opening.get("username"))
    notices = {place for place, post in posts.items() if number(post.get("post_type")) == _NOTICE}
    for place in sorted(posts.keys() - notices):
        answered = posts.get(number(posts[place].get("reply_to_post_number")) or 0)
        parent = ident(answered.get("id")) if answered is not None else None
        thread.posts.append(_post(posts[place], parent, thread.author))
    if notices:
        thread.notes.append(f"{len(notices)} notices of the forum left out")
        thread.declared = None if thread.declared is None else max(0, thread.declared - len(notices))


def _post(node: dict[str, Any], parent: str | None, starter: str | None) -> Post:
    gone = node.get("deleted_at") is not None or flag(node.get("user_deleted")) is True
    cooked = text(node.get("cooked"))
    name = text(node.get("username"))
    return Post(
        text=from_html(cooked) if cooked else markdown(text(node.get("raw")) or ""),
        comment_id=ident(node.get("id")),
        parent=parent,
        author=name,
        posted=stamp(node.get("created_at")),
        votes=_likes(node),
        status="deleted" if gone else "pending" if flag(node.get("hidden")) else "visible",
        by_author=None if starter is None or name is None else name == starter,
    )


def _likes(node: dict[str, Any]) -> int | None:
    """Return the likes, which stand among the actions of a post; without any the action is left out or counts nothing."""
    if not isinstance(node.get("actions_summary"), list):
        return number(node.get("like_count"))
    liked = next((one for one in nodes(node, "actions_summary") if one.get("id") == _LIKE), {})
    return number(liked.get("count")) or 0


SOURCE = Source(
    name="discourse_json",
    title="Discourse topic (JSON)",
    suffixes=(".json", ".jsonl"),
    reads="A topic with title and its posts: author, text with quotes marked, the post answered, likes; the opening post counts.",
    identify=identify,
    read=read,
)
