"""Disqus: the XML that the site's owner exports. Threads stand first, then posts that name their thread and the post they answer."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import flag, text
from polarize.sources._xml_load import Document, attribute, cells, local
from polarize.tables import Corpus

_TITLE: Final = "a Disqus export"
_ROOT: Final = re.compile(r"<disqus[\s>]")
_ORPHAN: Final = "its comments name a thread that is not in the export"


def identify(source: Input) -> Claim | None:
    """Claim XML whose root is <disqus> or that names the namespace of Disqus."""
    if source.is_binary:
        return None
    head = source.head_text
    if _ROOT.search(head) and ("http://disqus.com" in head or "dsq:id" in head):
        return Claim(Strength.SIGNATURE, "the root element <disqus>")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read threads and posts.

    Raises:
        Malformed: no Disqus export, or one that declares entities.
    """
    del options
    document = Document(source, _ROOT)
    threads = document.collect(_threads)
    return corpus(source, SOURCE.name, threads, document.problems, title=_TITLE)


def _threads(document: Document) -> list[Thread]:
    threads: dict[str, Thread] = {}
    owners: dict[str, str | None] = {}
    for element in document.elements("thread", "post"):
        one = attribute(element, "id")
        if local(element.tag) == "post":
            _add_post(element, threads, owners)
        elif one is not None and one not in threads:
            threads[one], owners[one] = _thread(element, one)
    return [thread for thread in threads.values() if thread.posts or thread.title or thread.url]


def _thread(element: etree._Element, one: str) -> tuple[Thread, str | None]:
    facts = cells(element)
    author = next((cells(child) for child in element if local(child.tag) == "author"), {})
    thread = Thread(
        article_id=one,
        title=_line(facts.get("title")),
        url=text(facts.get("link")),
        outlet=text(facts.get("forum")),
        author=_line(author.get("name")),
        published=text(facts.get("createdAt")),
        text=from_html(facts.get("message") or "") or None,
        state="closed" if flag(text(facts.get("isClosed"))) else "open",
    )
    if flag(text(facts.get("isDeleted"))):
        thread.notes.append("the thread is deleted")
    return thread, text(author.get("username"))


def _line(value: str | None) -> str | None:
    return from_html(value).replace("\n", " ") or None if value else None


def _add_post(element: etree._Element, threads: dict[str, Thread], owners: dict[str, str | None]) -> None:
    """Put a post under its thread, which is made when the export has none of that id."""
    facts = cells(element)
    links = {local(child.tag): attribute(child, "id") for child in element if local(child.tag) in ("thread", "parent")}
    author = next((cells(child) for child in element if local(child.tag) == "author"), {})
    name, username = _line(author.get("name")), text(author.get("username"))
    one = links.get("thread") or ""
    if one not in threads:
        threads[one] = Thread(article_id=one or None, notes=[_ORPHAN])
    owner = owners.get(one)
    threads[one].posts.append(
        Post(
            text=from_html(facts.get("message") or ""),
            comment_id=attribute(element, "id") or text(facts.get("id")),
            parent=links.get("parent"),
            author=name or username,
            posted=text(facts.get("createdAt")),
            votes=None,
            status=_status(facts),
            by_author=None if owner is None or username is None else owner == username,
        )
    )


def _status(facts: dict[str, str]) -> str:
    if flag(text(facts.get("isDeleted"))):
        return "deleted"
    if flag(text(facts.get("isSpam"))):
        return "spam"
    return "pending" if flag(text(facts.get("isApproved"))) is False else "visible"


SOURCE = Source(
    name="disqus_xml",
    title="Disqus export (XML)",
    suffixes=(".xml",),
    reads="Threads with title and address and their posts: author, text, time, the post answered; deleted ones and spam are marked.",
    identify=identify,
    read=read,
)
