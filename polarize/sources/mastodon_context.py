"""Mastodon and its kin: the context of a status (ancestors and descendants), alone or with the status itself."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import count, ident, number, stamp, text
from polarize.sources._json_load import at, every, first, load, nodes, peek
from polarize.tables import Corpus

_TITLE: Final = "the context of a Mastodon status"
_STATUS: Final = frozenset(["id", "account", "content", "in_reply_to_id"])


def identify(source: Input) -> Claim | None:
    """Claim an object with ancestors and descendants, or statuses with an account and in_reply_to_id."""
    node = first(peek(source))
    if "context" in node and isinstance(node["context"], dict):
        node = node["context"]
    if {"ancestors", "descendants"} <= node.keys():
        return Claim(Strength.SIGNATURE, "the keys ancestors and descendants")
    if node.keys() >= _STATUS and isinstance(node["account"], dict):
        return Claim(Strength.SIGNATURE, "statuses with the keys account, content and in_reply_to_id")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read a context: the status it belongs to is the article, what answers it are the comments.

    Raises:
        Malformed: no JSON, or no statuses in it.
    """
    del options
    values, problems = load(source)
    given: list[dict[str, Any]] = []
    listed: list[dict[str, Any]] = []
    for node in every(values):
        context = first(node.get("context")) or node
        if node.keys() >= _STATUS:
            given.append(node)
        elif isinstance(node.get("status"), dict):
            given.append(node["status"])
        listed += [*nodes(context, "ancestors"), *nodes(context, "descendants")]
    statuses = {one: status for status in (*given, *listed) if (one := ident(status.get("id"))) is not None}
    threads = [_thread(statuses)] if statuses or any("descendants" in node for node in every(values)) else []
    return corpus(source, SOURCE.name, threads, problems, title=_TITLE)


def _thread(statuses: dict[str, dict[str, Any]]) -> Thread:
    """Return the thread of statuses that belong together."""
    root = _root(statuses)
    opening = statuses.get(root or "")
    thread = Thread(article_id=root)
    if opening is not None:
        thread.title = _title(opening)
        thread.author = _handle(opening)
        thread.published = stamp(opening.get("created_at"))
        thread.url = text(opening.get("url"))
        thread.language = _language(opening)
        thread.text = from_html(text(opening.get("content")) or "") or None
        replies = count(opening.get("replies_count"))
        thread.declared = None if replies is None else max(replies, len(statuses) - 1)
    owner = ident(at(opening, "account", "id"))
    thread.posts = [_post(status, root, owner) for one, status in statuses.items() if one != root]
    return thread


def _root(statuses: dict[str, dict[str, Any]]) -> str | None:
    """Return the id of the status that everything answers: one that answers none, else the one that is answered and not here."""
    top = next((one for one, status in statuses.items() if ident(status.get("in_reply_to_id")) is None), None)
    if top is not None:
        return top
    missing = Counter(parent for status in statuses.values() if (parent := ident(status.get("in_reply_to_id"))) not in statuses)
    return missing.most_common(1)[0][0] if missing else None


def _title(status: dict[str, Any]) -> str | None:
    """Return the content warning, else the first line: a status has no title."""
    line = from_html(text(status.get("content")) or "").split("\n", 1)[0]
    return text(status.get("spoiler_text")) or (line if len(line) <= 120 else f"{line[:119]}…") or None


def _handle(status: dict[str, Any]) -> str | None:
    return text(at(status, "account", "acct")) or text(at(status, "account", "username"))


def _language(status: dict[str, Any]) -> str | None:
    language = text(status.get("language"))
    return language[:2].lower() if language and language[:2].isalpha() and len(language) >= 2 else None


def _post(status: dict[str, Any], root: str | None, owner: str | None) -> Post:
    parent = ident(status.get("in_reply_to_id"))
    account = ident(at(status, "account", "id"))
    warning = text(status.get("spoiler_text"))
    said = from_html(text(status.get("content")) or "")
    return Post(
        text=f"{warning}\n\n{said}" if warning else said,
        comment_id=ident(status.get("id")),
        parent=None if parent == root else parent,
        author=_handle(status),
        posted=stamp(status.get("created_at")),
        votes=number(status.get("favourites_count")),
        language=_language(status),
        by_author=None if owner is None or account is None else account == owner,
    )


SOURCE = Source(
    name="mastodon_context",
    title="Mastodon context",
    suffixes=(".json",),
    reads="The answers to a status with author, text, language, favourites and the status answered.",
    identify=identify,
    read=read,
)
