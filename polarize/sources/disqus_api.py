"""Disqus: answers of its API (lists of posts), and the data in its embedded page (posts with their thread)."""

from __future__ import annotations

from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html, markdown
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, ident, less, number, stamp, text
from polarize.sources._json_load import at, every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "an answer of the Disqus API"
_POST: Final = frozenset(["message", "author", "thread", "createdAt"])


def identify(source: Input) -> Claim | None:
    """Claim posts with message, author, thread and forum: listed in a response, or by themselves."""
    node = first(peek(source))
    response = node.get("response")
    for one in (node, first(response), first(at(response, "posts"))):
        if one.keys() >= _POST and one.keys() & {"forum", "isSpam", "isApproved", "raw_message"}:
            return Claim(Strength.SIGNATURE, "posts with the keys message, thread and forum")
    if isinstance(at(response, "posts"), list) and isinstance(at(response, "thread"), dict):
        return Claim(Strength.SIGNATURE, "a response with posts and their thread")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read one page of an answer or several; a post that stands on two of them is taken once.

    Raises:
        Malformed: no JSON, or no posts of Disqus in it.
    """
    del options
    values, problems = load(source)
    threads: dict[str | None, Thread] = {}
    owners: dict[str | None, str | None] = {}
    seen: set[str | None] = set()
    more = False
    for node in every(values):
        response = node.get("response")
        more = flag(at(node, "cursor", "hasNext")) is True
        if isinstance(at(response, "thread"), dict):
            _add_thread(at(response, "thread"), threads, owners)
        listed = nodes(node, "response") or nodes(response, "posts") or ([node] if node.keys() >= {"message", "thread"} else [])
        for one in listed:
            key = _add_thread(one.get("thread"), threads, owners, text(one.get("forum")))
            if (name := ident(one.get("id"))) is None or name not in seen:
                threads[key].posts.append(_post(one, owners.get(key)))
            seen.add(name)
    if more:
        for thread in threads.values():
            thread.notes.append("the answer says that there are more pages")
    return corpus(source, SOURCE.name, list(threads.values()), problems, title=_TITLE)


def _add_thread(
    stated: Any, threads: dict[str | None, Thread], owners: dict[str | None, str | None], forum: str | None = None
) -> str | None:
    """Take up a thread, which stands in full or as its id alone; return its id."""
    facts = first(stated)
    key = ident(facts.get("id")) if facts else ident(stated)
    thread = threads.setdefault(key, Thread(article_id=key))
    thread.outlet = thread.outlet or forum or text(facts.get("forum"))
    if facts and thread.title is None:
        thread.title = from_html(text(facts.get("clean_title")) or text(facts.get("title")) or "") or None
        thread.url, thread.published = text(facts.get("link")), stamp(facts.get("createdAt"))
        thread.declared = count(facts.get("posts"))
        thread.state = "closed" if flag(facts.get("isClosed")) else "open"
        owners[key] = ident(at(facts, "author", "id")) or ident(facts.get("author"))
    return key


def _post(node: dict[str, Any], owner: str | None) -> Post:
    raw = text(node.get("raw_message"))
    writer = ident(at(node, "author", "id"))
    votes = number(node.get("points"))
    return Post(
        text=markdown(raw) if raw and "<" not in raw else from_html(raw or text(node.get("message")) or "", line_ends=raw is not None),
        comment_id=ident(node.get("id")),
        parent=ident(node.get("parent")),
        author=text(at(node, "author", "name")) or text(at(node, "author", "username")),
        posted=stamp(node.get("createdAt")),
        votes=votes if votes is not None else less(node.get("likes"), node.get("dislikes")),
        status=_status(node),
        depth=count(node.get("depth")),
        by_author=None if owner is None or writer is None else writer == owner,
    )


def _status(node: dict[str, Any]) -> str:
    if flag(node.get("isDeleted")) or flag(node.get("isDeletedByAuthor")):
        return "deleted"
    if flag(node.get("isSpam")):
        return "spam"
    return "pending" if flag(node.get("isApproved")) is False else "visible"


SOURCE = Source(
    name="disqus_api",
    title="Disqus API",
    suffixes=(".json", ".jsonl"),
    reads="Posts by thread with names, text, the post answered, likes less dislikes; deleted ones, spam and unapproved ones are marked.",
    identify=identify,
    read=read,
)
