"""WordPress: the export (WXR, an RSS feed with the names of WordPress) with posts, pages and their comments."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from typing import Final

from lxml import etree

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html, name_from_html
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import text
from polarize.sources._wxr_comments import NAMES, PLACE, cut_out
from polarize.sources._xml_load import Document, cells, local
from polarize.tables import Corpus

_TITLE: Final = "a WordPress export"
_ROOT: Final = re.compile(r"<rss[\s>]")
_NAMESPACE: Final = re.compile(r"wordpress\.org/export/|<wp:wxr_version>")
_NO_ARTICLE: Final = re.compile("attachment|nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|wp_[a-z_]+")
_NOT_PUBLISHED: Final = frozenset(["draft", "auto-draft", "trash", "inherit", "pending"])
_PINGS: Final = frozenset(["pingback", "trackback", "pings", "webmention"])
_STATUS: Final = {"0": "pending", "hold": "pending", "spam": "spam", "trash": "deleted", "post-trashed": "deleted", "delete": "deleted"}
_WANTED: Final = tuple(f"{{*}}{name}" for name in NAMES)
_ID, _AUTHOR, _DATE, _DATE_GMT, _CONTENT, _APPROVED, _TYPE, _PARENT, _USER = range(len(NAMES))
_NO_TIME: Final = "0000-00-00"
_SHORTCODE: Final = re.compile(r"\[/?[a-z][a-z0-9_-]{1,40}(?:\s[^\[\]]{0,500})?\]")


def identify(source: Input) -> Claim | None:
    """Claim an RSS document that names WordPress's export namespace."""
    if source.is_binary:
        return None
    head = source.head_text
    if _NAMESPACE.search(head) and _ROOT.search(head):
        return Claim(Strength.SIGNATURE, "the namespace of a WordPress export")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read posts and pages and their comments. Pingbacks and trackbacks are no comments and are left out.

    Raises:
        Malformed: no WordPress export, or one that declares entities.
    """
    del options
    document = Document(source, _ROOT, cut_out)
    threads = document.collect(_threads)
    return corpus(source, SOURCE.name, threads, document.problems, title=_TITLE)


def _threads(document: Document) -> list[Thread]:
    threads: list[Thread] = []
    site: dict[str, str] = {}
    users: dict[str, tuple[str, str]] = {}
    for element in document.elements("item", "author", "title", "language"):
        name = local(element.tag)
        if name == "item":
            _add_item(element, document.parts, threads, users, site)
        elif name == "author":
            _add_user(element, users)
        else:
            site.setdefault(name, (element.text or "").strip())
    return threads


def _add_user(element: etree._Element, users: dict[str, tuple[str, str]]) -> None:
    facts = cells(element)
    login = facts.get("author_login", "").strip()
    users[facts.get("author_id", "").strip()] = (login, facts.get("author_display_name", "").strip() or login)


def _add_item(
    element: etree._Element,
    parts: list[tuple[str, ...]],
    threads: list[Thread],
    users: dict[str, tuple[str, str]],
    site: dict[str, str],
) -> None:
    """Add the article of an <item>, unless it is something else without comments, or was never published."""
    facts, comments = _facts(element, parts)
    state = facts.get("status", "").strip()
    if not comments and (_NO_ARTICLE.fullmatch(facts.get("post_type", "").strip()) or state in _NOT_PUBLISHED):
        return
    login = facts.get("creator", "").strip()
    shown = next((display for name, display in users.values() if name == login), login)
    language = site.get("language", "")[:2].lower()
    thread = Thread(
        article_id=text(facts.get("post_id")),
        title=from_html(facts.get("title", "")).replace("\n", " ") or None,
        author=shown or None,
        published=_published(facts),
        url=text(facts.get("link")),
        outlet=text(site.get("title")),
        language=language if len(language) == 2 and language.isalpha() else None,
        text=_article_text(facts.get("content", "")),
        state="closed" if facts.get("comment_status", "").strip() == "closed" else "open",
    )
    kept = [one for one in comments if one[_TYPE] not in _PINGS]
    if pings := len(comments) - len(kept):
        thread.notes.append(f"{pings} pingback{'s' if pings > 1 else ''} left out")
    thread.posts = [_post(one, users, login, shown) for one in kept]
    threads.append(thread)


def _facts(element: etree._Element, parts: list[tuple[str, ...]]) -> tuple[dict[str, str], list[tuple[str, ...]]]:
    """Return the texts of an item, and of each of its comments; those that were cut out come from `parts`.

    content:encoded and excerpt:encoded have one local name: they become "content" and "excerpt".
    """
    facts: dict[str, str] = {}
    comments = []
    for child in element:
        name = local(child.tag)
        if name == "comment":
            place = child.get(PLACE) if parts else None
            first, _, end = place.partition("-") if place else ("", "", "")
            comments += parts[int(first) : int(end)] if place else [_cells(child)]
        elif name == "encoded":
            facts.setdefault("excerpt" if "excerpt" in str(child.tag) else "content", child.text or "")
        elif name != "postmeta":
            facts.setdefault(name, child.text or "")
    return facts, comments


def _cells(comment: etree._Element) -> tuple[str, ...]:
    """Return the texts of a comment, as NAMES lists them."""
    # Other children, such as what spam filters note, are not even looked at; an undeclared prefix is part of the name.
    found = cells(comment, *_WANTED) or cells(comment)
    return tuple([found.get(name, "") for name in NAMES])


def _article_text(content: str) -> str | None:
    """Return the article as text, without the short codes of plug-ins."""
    return from_html(_SHORTCODE.sub("", content), line_ends=True) or None


def _published(facts: dict[str, str]) -> str | None:
    for name in ("post_date", "post_date_gmt"):
        cell = facts.get(name, "").strip()
        if cell and not cell.startswith(_NO_TIME):
            return cell
    try:
        return parsedate_to_datetime(facts.get("pubDate", "")).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _post(facts: tuple[str, ...], users: dict[str, tuple[str, str]], login: str, shown: str) -> Post:
    parent = facts[_PARENT].strip()
    author = name_from_html(facts[_AUTHOR])
    moment = _moment(facts[_DATE_GMT]) or _moment(facts[_DATE])
    return Post(
        from_html(facts[_CONTENT], line_ends=True),
        facts[_ID].strip() or None,
        parent if parent != "0" and parent else None,
        author,
        moment,
        None,
        _STATUS.get(facts[_APPROVED].strip(), "visible"),
        None,
        _by_author(facts[_USER].strip(), author, users, login, shown),
    )


def _moment(cell: str) -> str | None:
    """Return a time as printed; WordPress writes zeros for none."""
    cell = cell.strip()
    return None if not cell or cell.startswith(_NO_TIME) else cell


def _by_author(user: str, author: str | None, users: dict[str, tuple[str, str]], login: str, shown: str) -> bool | None:
    """Return whether the article's author wrote a comment; one who was not logged in may be anybody."""
    if not login:
        return None
    if user in users:
        return users[user][0] == login
    return None if user in ("", "0") and author in (login, shown, None) else False


SOURCE = Source(
    name="wxr",
    title="WordPress export (WXR)",
    suffixes=(".xml",),
    reads="Posts and pages with title, address, author, date and text, and their comments; pingbacks are left out.",
    identify=identify,
    read=read,
)
