"""yt-dlp: the .info.json that it writes for a video, with the comments if it was asked for them."""

from __future__ import annotations

from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, ident, less, stamp, text
from polarize.sources._json_load import every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "an .info.json of yt-dlp"
_MARKS: Final = frozenset(["extractor", "extractor_key", "webpage_url", "webpage_url_basename", "_version", "comment_count"])


def identify(source: Input) -> Claim | None:
    """Claim a video's facts with the extractor or the formats that yt-dlp lists, or with comments whose parent is "root"."""
    node = first(peek(source))
    if not {"id", "title"} <= node.keys():
        return None
    if "format_id" in first(node.get("formats")) or len(node.keys() & _MARKS) >= 2:
        return Claim(Strength.SIGNATURE, "the facts about a video that yt-dlp writes")
    comment = first(node.get("comments"))
    if {"id", "parent", "text"} <= comment.keys() and comment.keys() & {"author_is_uploader", "like_count", "timestamp"}:
        return Claim(Strength.SIGNATURE, "a video with comments as yt-dlp writes them")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read the facts and comments of one video or several.

    Raises:
        Malformed: no JSON, or no video in it.
    """
    values, problems = load(source)
    threads = [_thread(node) for node in every(values) if "id" in node and (node.keys() & _MARKS or "comments" in node)]
    return corpus(source, SOURCE.name, threads, problems, title=_TITLE, captured_at=options.captured_at)


def _thread(node: dict[str, Any]) -> Thread:
    day = text(node.get("upload_date"))
    owners = {one for key in ("channel_id", "uploader_id") if (one := text(node.get(key)))}
    thread = Thread(
        article_id=ident(node.get("id")),
        title=text(node.get("title")) or text(node.get("fulltitle")),
        author=text(node.get("uploader")) or text(node.get("channel")),
        published=f"{day[:4]}-{day[4:6]}-{day[6:]}" if day and len(day) == 8 else stamp(node.get("timestamp")),
        url=text(node.get("webpage_url")) or text(node.get("original_url")),
        outlet=text(node.get("channel")) or text(node.get("extractor_key")),
        text=text(node.get("description")),
        declared=count(node.get("comment_count")),
        posts=[_post(one, owners) for one in nodes(node, "comments")],
    )
    if not isinstance(node.get("comments"), list):
        thread.notes.append("the comments were not fetched (yt-dlp --write-comments)")
    return thread


def _post(node: dict[str, Any], owners: set[str]) -> Post:
    parent = ident(node.get("parent"))
    by, writer = flag(node.get("author_is_uploader")), text(node.get("author_id"))
    printed = text(node.get("_time_text")) or text(node.get("time_text"))
    return Post(
        text=text(node.get("text")) or from_html(text(node.get("html")) or ""),
        comment_id=ident(node.get("id")),
        parent=None if parent == "root" else parent,
        author=text(node.get("author")),
        posted=stamp(node.get("timestamp")) or printed,
        printed=printed,
        votes=less(node.get("like_count"), node.get("dislike_count")),
        by_author=by if by is not None else None if writer is None or not owners else writer in owners,
    )


SOURCE = Source(
    name="ytdlp",
    title="yt-dlp (.info.json)",
    suffixes=(".json", ".jsonl"),
    reads="The video's title, channel, day, description and number of comments, and the comments with replies and likes.",
    identify=identify,
    read=read,
)
