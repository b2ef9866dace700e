"""Lemmy: answers of its API, version 3 and later: comments whose path says where they stand, and the post if it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import markdown
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, ident, less, number, stamp, text
from polarize.sources._json_load import at, every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "an answer of Lemmy's API"


def identify(source: Input) -> Claim | None:
    """Claim views of comments (a comment, its creator, its post), or the view of a post."""
    node = first(peek(source))
    for one in (node, first(node.get("comments")), first(node.get("items")), first(node.get("comment_view"))):
        comment = one.get("comment")
        if isinstance(comment, dict) and comment.keys() & {"path", "ap_id", "post_id"} and "creator" in one:
            return Claim(Strength.SIGNATURE, "views with the keys comment, creator and post")
    if isinstance(at(node, "post_view", "post"), dict):
        return Claim(Strength.SIGNATURE, "the key post_view")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read comments by post.

    Raises:
        Malformed: no JSON, or no comments or posts of Lemmy in it.
    """
    del options
    values, problems = load(source)
    threads: dict[str | None, Thread] = {}
    for node in every(values):
        view = first(node.get("post_view"))
        if view:
            _add_post(view, threads)
        for one in _views(node):
            stated, shown = ident(at(one, "comment", "post_id")), ident(first(one.get("post")).get("id"))
            post_id = stated or shown
            if post_id not in threads:
                # The post that is shown beside the comment may be another than the one that the comment names.
                _add_post(one if shown in (None, post_id) else {**one, "post": None}, threads, post_id)
            threads[post_id].posts.append(_post(one))
    return corpus(source, SOURCE.name, list(threads.values()), problems, title=_TITLE)


def _views(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    listed = nodes(node, "comments") or nodes(node, "items") or [first(node.get("comment_view")) or node]
    return (one for one in listed if isinstance(one.get("comment"), dict))


def _add_post(view: dict[str, Any], threads: dict[str | None, Thread], known: str | None = None) -> None:
    """Add the article that a view speaks of. Only the view of a post itself knows how many comments there are."""
    post = first(view.get("post"))
    one = ident(post.get("id")) or known
    is_own = "comment" not in view
    creator = view.get("creator") if is_own else None
    thread = Thread(
        article_id=one,
        title=text(post.get("name")),
        author=_name(creator),
        published=stamp(post.get("published_at", post.get("published"))),
        url=text(post.get("ap_id")) or text(post.get("url")),
        outlet=text(at(view, "community", "title")) or text(at(view, "community", "name")),
        text=markdown(text(post.get("body")) or "") or None,
        declared=count(at(view, "counts", "comments")) if is_own else None,
        state="closed" if flag(post.get("locked")) else "open",
    )
    if thread.declared is None:
        thread.declared = count(post.get("comments"))
    thread.posts = threads[one].posts if one in threads else []
    threads[one] = thread


def _name(creator: Any) -> str | None:
    """Return a person's name; the display name may be anything, the name is theirs alone."""
    return None if flag(at(creator, "deleted")) else text(at(creator, "name")) or text(at(creator, "display_name"))


def _post(view: dict[str, Any]) -> Post:
    comment, counts = view["comment"], view.get("counts")
    path = [one for one in (text(comment.get("path")) or "").split(".") if one and one != "0"]
    above = path[-2] if len(path) > 1 else ident(comment.get("parent_id"))
    writer, owner = ident(comment.get("creator_id")), ident(at(view, "post", "creator_id"))
    score = number(at(counts, "score"))
    votes = less(at(counts, "upvotes"), at(counts, "downvotes")) if score is None else score
    gone = flag(comment.get("deleted")) or flag(comment.get("removed"))
    return Post(
        text=markdown(text(comment.get("content")) or ""),
        comment_id=ident(comment.get("id")),
        parent=above,
        author=_name(view.get("creator")),
        posted=stamp(comment.get("published_at", comment.get("published"))),
        votes=number(comment.get("score")) if votes is None else votes,
        status="deleted" if gone else "visible",
        depth=len(path) - 1 if path else None,
        by_author=None if writer is None or owner is None else writer == owner,
    )


SOURCE = Source(
    name="lemmy_json",
    title="Lemmy API",
    suffixes=(".json", ".jsonl"),
    reads="Comments by post with names, Markdown text, replies, scores; removed and deleted ones are marked.",
    identify=identify,
    read=read,
)
