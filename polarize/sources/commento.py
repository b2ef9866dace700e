"""Commento: the export of a domain, or the answer of its API to the list of comments."""

from __future__ import annotations

from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html, markdown
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, ident, number, stamp, text
from polarize.sources._json_load import at, every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "a Commento export"
_STATUS: Final = {"unapproved": "pending", "flagged": "pending", "pending": "pending", "spam": "spam", "deleted": "deleted"}


def identify(source: Input) -> Claim | None:
    """Claim JSON whose comments have a commentHex, or that has commenters with a commenterHex."""
    node = first(peek(source))
    commenters = node.get("commenters")
    listed = first(list(commenters.values()) if isinstance(commenters, dict) else commenters)
    if "commentHex" in first(node.get("comments")) or "commentHex" in node or "commenterHex" in listed:
        return Claim(Strength.SIGNATURE, "the keys commentHex and commenterHex")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read comments, grouped by the page they stand on.

    Raises:
        Malformed: no JSON, or nothing of Commento in it.
    """
    del options
    values, problems = load(source)
    threads: dict[tuple[str | None, str | None], Thread] = {}
    for node in every(values):
        names = _names(node.get("commenters"))
        domain = text(node.get("domain"))
        comments = [one for one in nodes(node, "comments") if "commentHex" in one] or ([node] if "commentHex" in node else [])
        for one in comments:
            site = text(one.get("domain")) or domain
            path = text(one.get("path")) or text(one.get("url")) or text(at(node, "attributes", "path"))
            thread = threads.setdefault((site, path), _thread(site, path, node))
            thread.posts.append(_post(one, names))
    return corpus(source, SOURCE.name, list(threads.values()), problems, title=_TITLE)


def _names(commenters: Any) -> dict[str, str | None]:
    """Return the names by commenterHex; the export lists people, the API has them by their hex."""
    if isinstance(commenters, dict):
        return {one: text(at(person, "name")) for one, person in commenters.items()}
    return {hexed: text(person.get("name")) for person in nodes({"all": commenters}, "all") if (hexed := text(person.get("commenterHex")))}


def _thread(site: str | None, path: str | None, node: dict[str, Any]) -> Thread:
    """Return a page; what the API says of it stands in the attributes of its answer."""
    said = first(node.get("attributes"))
    whole = f"https://{site}/{path.lstrip('/')}" if path and site and "://" not in path else path if path and "://" in path else None
    return Thread(
        article_id=path,
        url=whole,
        outlet=site,
        title=text(said.get("title")),
        declared=count(said.get("commentCount")),
        state="closed" if flag(said.get("isLocked")) is True else "open",
    )


def _post(node: dict[str, Any], names: dict[str, str | None]) -> Post:
    parent, person = text(node.get("parentHex")), text(node.get("commenterHex"))
    written = text(node.get("markdown"))
    # Who writes without an account has the hex "anonymous", all of them the same.
    known = None if person in (None, "anonymous") else names.get(person or "", person)
    gone = flag(node.get("deleted")) is True
    return Post(
        text=markdown(written) if written else from_html(text(node.get("html")) or ""),
        comment_id=ident(node.get("commentHex")),
        parent=None if parent in (None, "root") else parent,
        author=known,
        posted=stamp(node.get("creationDate")),
        votes=number(node.get("score")),
        status="deleted" if gone else _STATUS.get(str(node.get("state")).lower(), "visible"),
    )


SOURCE = Source(
    name="commento",
    title="Commento export",
    suffixes=(".json",),
    reads="Comments by page with names, Markdown text, replies, score and state; people without an account have no name.",
    identify=identify,
    read=read,
)
