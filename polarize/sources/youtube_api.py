"""YouTube: answers of the Data API, comment threads with some of their replies, or the replies alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, ident, number, stamp, text
from polarize.sources._json_load import at, every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "an answer of YouTube's Data API"
_KINDS: Final = ("youtube#commentThreadListResponse", "youtube#commentListResponse", "youtube#commentThread", "youtube#comment")
_STATUS: Final = {"heldForReview": "pending", "likelySpam": "spam", "rejected": "deleted"}
_WATCH: Final = "https://www.youtube.com/watch?v="


def identify(source: Input) -> Claim | None:
    """Claim what names itself a comment or a thread of YouTube, or has a topLevelComment."""
    node = first(peek(source))
    item = first(node.get("items"))
    if node.get("kind") in _KINDS or item.get("kind") in _KINDS:
        return Claim(Strength.SIGNATURE, f"the kind {node.get('kind') if node.get('kind') in _KINDS else item.get('kind')}")
    if any(isinstance(at(one, "snippet", "topLevelComment"), dict) for one in (node, item)):
        return Claim(Strength.SIGNATURE, "the key snippet.topLevelComment")
    if any({"textDisplay", "authorDisplayName"} <= first(one.get("snippet")).keys() for one in (node, item)):
        return Claim(Strength.SIGNATURE, "the keys snippet.textDisplay and snippet.authorDisplayName")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read one page of an answer or several; a comment that stands on two of them is taken once.

    Raises:
        Malformed: no JSON, or no comments of YouTube in it.
    """
    del options
    values, problems = load(source)
    threads: dict[str | None, Thread] = {}
    seen: set[str | None] = set()
    more = False
    for node in every(values):
        more = more or text(node.get("nextPageToken")) is not None
        for item in nodes(node, "items") or [node]:
            for comment, above, video, replies in _comments(item):
                thread = threads.setdefault(video, Thread(article_id=video, url=f"{_WATCH}{video}" if video else None, outlet="YouTube"))
                one = ident(comment.get("id"))
                if one is None or one not in seen:
                    thread.posts.append(_post(comment, above))
                    thread.declared = (thread.declared or 0) + 1 + replies
                seen.add(one)
    for thread in threads.values():
        # Replies that are in the input were counted by themselves too.
        inside = sum(post.parent is not None for post in thread.posts)
        thread.declared = max(len(thread.posts), (thread.declared or 0) - inside)
        if more and len(values) == 1:
            thread.notes.append("the answer says that there are more pages")
    return corpus(source, SOURCE.name, list(threads.values()), problems, title=_TITLE)


def _comments(item: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str | None, str | None, int]]:
    """Yield the comments of a thread with the one they stand under, the video, and how many replies the thread states."""
    snippet = first(item.get("snippet"))
    top = snippet.get("topLevelComment")
    if isinstance(top, dict):
        video = text(snippet.get("videoId")) or text(at(top, "snippet", "videoId"))
        above = ident(top.get("id")) or ident(item.get("id"))
        yield {"id": above, **top}, None, video, count(snippet.get("totalReplyCount")) or 0
        for reply in nodes(item, "replies", "comments"):
            yield reply, above, video, 0
    elif snippet.keys() & {"textDisplay", "textOriginal"}:
        yield item, None, text(snippet.get("videoId")), 0


def _post(node: dict[str, Any], above: str | None) -> Post:
    snippet = first(node.get("snippet"))
    writer, owner = at(snippet, "authorChannelId", "value"), text(snippet.get("channelId"))
    original = text(snippet.get("textOriginal"))
    return Post(
        text=original if original is not None else from_html(text(snippet.get("textDisplay")) or ""),
        comment_id=ident(node.get("id")),
        parent=ident(snippet.get("parentId")) or above,
        author=text(snippet.get("authorDisplayName")),
        posted=stamp(snippet.get("publishedAt")),
        votes=number(snippet.get("likeCount")),
        status=_STATUS.get(str(snippet.get("moderationStatus")), "visible"),
        by_author=None if owner is None or text(writer) is None else owner == writer,
    )


SOURCE = Source(
    name="youtube_api",
    title="YouTube Data API",
    suffixes=(".json", ".jsonl"),
    reads="Comment threads by video with replies, likes and moderation; how many replies a thread states against those that are there.",
    identify=identify,
    read=read,
)
