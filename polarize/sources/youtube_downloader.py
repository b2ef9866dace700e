"""youtube-comment-downloader: one comment a line; a reply's id begins with that of the comment it stands under."""

from __future__ import annotations

from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import flag, ident, number, stamp, text
from polarize.sources._json_load import every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "a file of youtube-comment-downloader"
_KEYS: Final = frozenset(["cid", "text", "author"])


def identify(source: Input) -> Claim | None:
    """Claim objects with cid, text and author, a line or listed under "comments"."""
    node = first(peek(source))
    for one in (node, first(node.get("comments"))):
        if one.keys() >= _KEYS and one.keys() & {"time", "votes", "channel", "photo", "heart"}:
            return Claim(Strength.SIGNATURE, "objects with the keys cid, text and author")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read the comments of one video. The file does not say which: its name is the article's id.

    Raises:
        Malformed: no JSON, or no comments of this kind in it.
    """
    values, problems = load(source)
    posts = [_post(one) for node in every(values) for one in (nodes(node, "comments") or [node]) if "cid" in one]
    threads = [Thread(outlet="YouTube", posts=posts)] if posts else []
    reckoned = any(post.printed and post.printed != post.posted and post.posted for post in posts)
    remarks = [f'{source.name}: times are those that the downloader reckoned from words such as "3 years ago".'] if reckoned else []
    return corpus(source, SOURCE.name, threads, problems, remarks, title=_TITLE, captured_at=options.captured_at)


def _post(node: dict[str, Any]) -> Post:
    one = ident(node.get("cid"))
    above, dot, _ = (one or "").rpartition(".")
    is_reply = flag(node.get("reply")) is not False
    return Post(
        text=text(node.get("text")) or "",
        comment_id=one,
        parent=above if dot and is_reply else None,
        author=text(node.get("author")),
        posted=stamp(node.get("time_parsed")) or text(node.get("time")),
        printed=text(node.get("time")),
        votes=number(node.get("votes")),
    )


SOURCE = Source(
    name="youtube_downloader",
    title="youtube-comment-downloader (JSON lines)",
    suffixes=(".json", ".jsonl", ".ndjson"),
    reads="Comments with author, text, likes and replies; times as the downloader reckoned them.",
    identify=identify,
    read=read,
)
