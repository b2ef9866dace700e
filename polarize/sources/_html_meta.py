"""What a page says about itself in its head: Open Graph, meta tags and JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from polarize.sources._dates import parse as parse_date
from polarize.sources._html_dates import dated, exact
from polarize.sources._html_page import Page
from polarize.sources._html_text import line_of
from polarize.sources._words import words

_TITLES: Final = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
_AUTHORS: Final = tuple(
    words("""
    author article:author dc.creator dcterms.creator parsely-author sailthru.author byl twitter:creator
    """)
)
_DATES: Final = tuple(
    words("""
    article:published_time datepublished date dc.date dc.date.issued dcterms.created dcterms.date parsely-pub-date sailthru.date
    pubdate publishdate publish-date og:published_time article:published last-modified
    """)
)
_SITES: Final = ("og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title")
_ARTICLES: Final = frozenset(
    words("""
    Article NewsArticle BlogPosting Report OpinionNewsArticle AnalysisNewsArticle ReportageNewsArticle TechArticle
    ScholarlyArticle LiveBlogPosting DiscussionForumPosting SocialMediaPosting WebPage Question VideoObject Recipe Product
    CreativeWork
    """)
)
_LIMIT: Final = 60
_CUTS: Final = re.compile(r"\s(?:\||»|«|–|—|-|·|•|::|@)\s|\s?\|\s?")


def meta(page: Page) -> dict[str, str]:
    """Return the meta tags by lower-case name, the first of each, and the title as "title"."""
    if "meta" not in page.memo:
        found: dict[str, str] = {}
        for tag in page.by_tag.get("meta", ()):
            name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or "").strip().lower()
            value = " ".join((tag.get("content") or "").split())
            if name and value:
                found.setdefault(name, value)
        page.memo["meta"] = found
    kept: dict[str, str] = page.memo["meta"]
    return kept


def linked(page: Page) -> list[dict[str, Any]]:
    """Return all objects of the page's JSON-LD, outer ones first. Broken scripts are left out."""
    if "linked" not in page.memo:
        found: list[dict[str, Any]] = []
        for script in page.scripts:
            try:
                found += _objects(json.loads(script, strict=False))
            except (ValueError, RecursionError):
                continue
        page.memo["linked"] = found
    kept: list[dict[str, Any]] = page.memo["linked"]
    return kept


def _objects(top: Any) -> Iterator[dict[str, Any]]:
    stack, seen = [top], 0
    while stack and seen < 200_000:
        one = stack.pop()
        seen += 1
        if isinstance(one, dict):
            yield one
            stack += reversed(list(one.values()))
        elif isinstance(one, list):
            stack += reversed(one)


def types(thing: dict[str, Any]) -> set[str]:
    """Return the schema.org types of an object."""
    said = thing.get("@type")
    listed = said if isinstance(said, list) else [said]
    return {str(one).rsplit("/", 1)[-1] for one in listed if isinstance(one, str)}


def articles(page: Page) -> list[dict[str, Any]]:
    """Return the objects of the JSON-LD that are articles, the likeliest to be the page's own first."""
    found = [one for one in linked(page) if not types(one).isdisjoint(_ARTICLES)]
    return sorted(found, key=lambda one: ("WebPage" in types(one), not (one.get("headline") or one.get("datePublished"))))


def name_of(value: Any) -> str | None:
    """Return a text of the JSON-LD, or the name of an object or of the first objects of a list."""
    if isinstance(value, list):
        names = [name for one in value[:5] if (name := name_of(one))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        return name_of(value.get("name"))
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return None


def site(page: Page) -> str | None:
    """Return the name of the newspaper or site."""
    found = meta(page)
    for name in _SITES:
        if found.get(name):
            return found[name]
    for thing in articles(page):
        publisher = name_of(thing.get("publisher"))
        if publisher:
            return publisher
    address = url(page)
    host = urlsplit(address).hostname if address else None
    return host.removeprefix("www.") if host else None


def url(page: Page) -> str | None:
    """Return the page's address."""
    links = [link.get("href") for link in page.by_tag.get("link", ()) if "canonical" in (link.get("rel") or "").lower().split()]
    for address in [*links, meta(page).get("og:url"), page.address]:
        if address and len(address) < 2_000 and _is_web(address):
            return address
    return None


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def title(page: Page) -> str | None:
    """Return the title that the head states, without the name of the site."""
    for thing in articles(page):
        headline = name_of(thing.get("headline"))
        if headline and "WebPage" not in types(thing):
            return headline
    found = meta(page)
    said = next((found[name] for name in _TITLES if found.get(name)), None)
    said = said or line_of(page.first("title")) or None
    return _without_site(said, site(page)) if said else None


def _without_site(said: str, name: str | None) -> str:
    """Return a title without the site's name at its end."""
    if name:
        pieces = _CUTS.split(said)
        last = pieces[-1].strip()
        if len(pieces) > 1 and last and (last.casefold() in name.casefold() or name.casefold() in last.casefold()):
            return said[: said.rindex(pieces[-1])].rstrip(" |»«–—-·•:@").strip() or said
        first = pieces[0].strip()
        if len(pieces) > 1 and first and (first.casefold() == name.casefold() or name.casefold().startswith(f"{first.casefold()}.")):
            return said[said.index(pieces[1], len(pieces[0])) :].strip() or said
    return said


def author(page: Page) -> str | None:
    """Return the author that the head states."""
    for thing in articles(page):
        name = name_of(thing.get("author"))
        if name and is_person(name):
            return name
    found = meta(page)
    return next((name for one in _AUTHORS if (name := found.get(one)) and is_person(name)), None)


def is_person(name: str) -> bool:
    """Whether a text can be the name of an author: short, no address, no account."""
    return 1 < len(name) <= 100 and "://" not in name and "@" not in name and "www." not in name and not name.isdigit()


def published(page: Page) -> date | None:
    """Return the day of publication that the head states, in the zone that it states."""
    said = [thing.get(name) for thing in articles(page) for name in ("datePublished", "dateCreated", "uploadDate")]
    found = meta(page)
    for value in [*said, *(found.get(name) for name in _DATES)]:
        if isinstance(value, str) and (day := day_of(value, language(page))):
            return day
    return None


def day_of(value: str, language: str | None) -> date | None:
    """Return the day of an ISO date or one printed in a language, as printed; None when it makes no sense."""
    try:
        day = date.fromisoformat(value.strip()[:10])
    except ValueError:
        told = exact(value)
        printed = dated(value[:_LIMIT]) if told is None else None
        moment = parse_date(printed, days_first=language != "en", language=language) if printed else told
        if moment is None:
            return None
        day = moment.date()
    return day if 1990 <= day.year <= 2100 else None


def language(page: Page) -> str | None:
    """Return the ISO 639-1 code of the language that the page states."""
    found = meta(page)
    said = [
        page.root.get("lang"),
        page.root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        page.root.get("xml:lang"),
        found.get("og:locale"),
    ]
    said += [found.get("content-language"), found.get("language"), found.get("dc.language")]
    for value in said:
        match = re.match(r"([A-Za-z]{2})(?:$|[-_])", value) if value else None
        if match is not None:
            return match[1].lower()
    return None
