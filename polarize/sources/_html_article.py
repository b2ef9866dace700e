"""The article part of a page: title, author, day, text; and what the page says about its comments."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from polarize.sources import _html_meta as head
from polarize.sources._html_dates import moment, stamp_of
from polarize.sources._html_names import name_in
from polarize.sources._html_once import once
from polarize.sources._html_page import Element, Page, has_many
from polarize.sources._html_posts import is_widget, number
from polarize.sources._html_text import line_of, text_of
from polarize.sources._paste_lines import read_lines
from polarize.sources._words import CLOSED, EMPTY, words

_BODIES: Final = tuple(
    words("""
    [itemprop=articleBody] [property=schema:articleBody] .entry-content .post-content .article-content .article-body
    .article__body .post-body .article-text .story-body .field-name-body .field--name-body .wp-block-post-content
    .available-content .node-content .articleBody .texte section.body
    """)
)
_AUTHORS: Final = tuple(
    words("""
    [itemprop=author] a[rel=author] a[rel~=author] .byline .author-name .article-author .entry-author .post-author
    .article__author .byline-name .author .autor .auteur
    """)
)
_NOT_ARTICLE: Final = frozenset(["nav", "aside", "footer", "header", "form", "button"])
_ABOUT: Final = re.compile(
    r"comment|kommentar|comentario|discuss|diskussion|debat|forum|respon|repl|reaction|評論|评论|留言|thread", re.IGNORECASE
)
_LONGEST: Final = 100_000
_LONGEST_COUNT: Final = 400
"""Most characters, spaces too, of what states a number of comments."""
_LONGEST_LINE: Final = 80


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """What a page says about its article; None where it says nothing."""

    title: str | None = None
    author: str | None = None
    published: date | None = None
    text: str | None = None
    language: str | None = None
    url: str | None = None
    outlet: str | None = None


def read_article(page: Page, zone: set[Element]) -> ArticlePart:
    """Return the article part of a page; `zone` is all that stands in its comments."""
    return ArticlePart(
        title=_title(page, zone),
        author=head.author(page) or _author(page, zone),
        published=head.published(page) or _published(page, zone),
        text=_text(page, zone),
        language=head.language(page),
        url=head.url(page),
        outlet=head.site(page),
    )


def within(page: Page, comments: Collection[Element]) -> set[Element]:
    """Return all elements that can be seen in some others, and these."""
    inside: set[Element] = set()
    chosen = set(comments)
    for element in page.elements if chosen else ():
        if element in chosen or element.getparent() in inside:
            inside.add(element)
    return inside


def _title(page: Page, zone: set[Element]) -> str | None:
    said = head.title(page)
    headings = [line for one in page.by_tag.get("h1", ()) if one not in zone and (line := line_of(one))]
    if said is None:
        return headings[0] if headings else None
    # A heading that the title in the head only lengthens, by the name of the site or the section, is the title as printed.
    inner = [line for line in headings if max(12, 0.4 * len(said)) <= len(line) < len(said) and line.casefold() in said.casefold()]
    return max(inner, key=len) if inner else said


def _author(page: Page, zone: set[Element]) -> str | None:
    for selector in _AUTHORS:
        for one in page.find(selector):
            if one in zone or is_widget(page, one):
                continue
            name = name_in(line_of(one))
            if name and len(name) <= 60 and head.is_person(name) and not any(char.isdigit() for char in name):
                return name
    return None


def _published(page: Page, zone: set[Element]) -> date | None:
    """Return the day of the first time element of the page above its comments."""
    first = min((page.order[one] for one in zone), default=None)
    language = head.language(page)
    times = [
        *page.find("[itemprop=datePublished]"),
        *page.find("time"),
        *page.find(".entry-date", ".published", ".post-date", ".date-header", ".submitted"),
    ]
    for one in times:
        if one in zone or (first is not None and page.order[one] > first) or is_widget(page, one):
            continue
        day = head.day_of(one.get("datetime") or one.get("content") or "", language)
        told = moment(stamp_of([one]), days_first=language != "en", language=language, captured_at=None)
        if day or told:
            return day or (told.date() if told else None)
    return None


def _text(page: Page, zone: set[Element]) -> str | None:
    """Return the text of the article: what its own markup holds, else the element with the most running text."""
    for selector in _BODIES:
        bodies = [one for one in page.find(selector) if one not in zone]
        if bodies:
            text = max((text_of(one, zone, own=False) for one in bodies[:5]), key=len)
            if len(text) >= 200:
                return text[:_LONGEST]
    return _densest(page, zone)


def _densest(page: Page, zone: set[Element]) -> str | None:
    sums: dict[Element, int] = defaultdict(int)
    for paragraph in page.by_tag.get("p", ()):
        parent = paragraph.getparent()
        if parent is None or paragraph in zone or not _NOT_ARTICLE.isdisjoint(one.tag for one in _above(paragraph)):
            continue
        length = sum(len(text) for text in paragraph.itertext())
        if length >= 40:
            sums[parent] += length
    if not sums:
        return None
    best = max(sums, key=lambda one: sums[one])
    parts = [
        text_of(one, zone, own=False) for one in best if one.tag in ("p", "h2", "h3", "h4", "blockquote", "ul", "ol") and one not in zone
    ]
    text = "\n\n".join(part for part in parts if part)
    return text[:_LONGEST] if len(text) >= 80 else None


def _above(element: Element) -> list[Element]:
    """Return the next forms and frames that an element stands in, at most 12."""
    found = []
    for one in element.iterancestors():
        found.append(one)
        if len(found) == 12:
            break
    return found


def declared(page: Page, zone: set[Element]) -> int | None:
    """Return the number of comments that the page states: in a heading or a line of its own near them, else in its data.

    Args:
        page: the page.
        zone: all that stands in its comments.
    """
    stated = _stated(page, zone)
    if stated is not None:
        return stated
    for thing in head.articles(page):
        count = _counted(thing)
        if count is not None:
            return count
    for one in page.find("[itemprop=commentCount]", "[data-replycount]", "[data-comment-count]", "[data-comments-count]"):
        said = one.get("content") or one.get("data-replycount") or one.get("data-comment-count") or one.get("data-comments-count")
        count = number(said or line_of(one))
        if count is not None and count >= 0:
            return count
    return None


def _counted(thing: dict[str, Any]) -> int | None:
    """Return the number of comments that an object of the JSON-LD states."""
    said = thing.get("commentCount")
    if said is None:
        listed = thing.get("interactionStatistic")
        for one in listed if isinstance(listed, list) else [listed]:
            if isinstance(one, dict) and "Comment" in str(one.get("interactionType")):
                said = one.get("userInteractionCount")
    return int(said) if isinstance(said, int | str) and re.fullmatch(r"\d{1,7}", str(said)) else None


def _stated(page: Page, zone: set[Element]) -> int | None:
    """Return the number in the line that says "N comments", nearest above the first comment, headings first."""
    if "speaking" not in page.memo:
        page.memo["speaking"] = _speaking(page)
    speaking: set[Element] = page.memo["speaking"]
    first = min((page.order[one] for one in zone), default=None)
    ranked: list[tuple[tuple[int, int, int], int]] = []
    for element in page.elements:
        count = _count_in(page, element) if element in speaking and element not in zone else None
        if count is None:
            continue
        above = first is None or page.order[element] < first
        heading = element.tag in ("h1", "h2", "h3", "h4", "h5")
        distance = abs(page.order[element] - (first or 0))
        ranked.append(((0 if above else 1, 0 if heading else 1, distance), count))
    return min(ranked)[1] if ranked else None


def _speaking(page: Page) -> set[Element]:
    """Return the elements that hold a word for comments in a text of few words, or hold such an element."""
    found: set[Element] = set()
    for one in page.root.iter():
        for text, holder in ((one.text, one), (one.tail, one.getparent())):
            if text and _speaks(text):
                while holder is not None and holder not in found:
                    found.add(holder)
                    holder = holder.getparent()
    return found


def _speaks(text: str) -> bool:
    words = " ".join(text.split()) if len(text) <= _LONGEST_COUNT else ""
    if not 3 <= len(words) <= _LONGEST_LINE:
        return False
    return _ABOUT.search(words) is not None or "thought" in words or "gedanke" in words.lower() or "avis" in words


@once
def _count_in(page: Page, element: Element) -> int | None:
    """Return the number that an element states as that of the comments on the page's article."""
    if len(element) > 6 or element.tag in ("title", "script", "body", "html", "head") or has_many(element):
        return None
    said = ""
    for part in element.itertext():
        said += f" {part!s}"
        if len(said) > _LONGEST_COUNT:
            return None
    words = " ".join(said.split())
    count = _count_of(words) if 3 <= len(words) <= _LONGEST_LINE else None
    return None if count is None or is_widget(page, element) or _is_teaser(element) else count


@lru_cache(maxsize=4_096)
def _count_of(words: str) -> int | None:
    """Return the number of comments that a line states; None for another line."""
    lines = read_lines(words)
    return lines[0].count if len(lines) == 1 else None


def _is_teaser(element: Element) -> bool:
    """Whether a count belongs to another article: it stands in a list item or an article with a heading that leads elsewhere."""
    if element.tag == "a" and (element.get("href") or "").startswith("#"):
        return False
    for depth, one in enumerate(element.iterancestors()):
        if depth > 6 or one.tag in ("main", "body"):
            return False
        if one.tag in ("li", "nav", "aside"):
            return True
        above = one.getparent()
        if one.tag == "article" and above is not None and sum(beside.tag == "article" for beside in above) > 2:
            return True
    return False


def status(page: Page, zone: set[Element], found: int, stated: int | None) -> str:
    """Return whether the page takes or shows comments ("open"), says that it does not ("closed"), or has no comment section ("none")."""
    notices = {_notice(page, one) for one in page.elements if one not in zone and len(one) <= 6}
    if "closed" in notices:
        return "closed"
    if found or stated is not None or "open" in notices:
        return "open"
    return "none"


def _notice(page: Page, element: Element) -> str:
    """Return what an element says about comments: "closed", "open", or nothing."""
    if element.tag == "form":
        named = f"{element.get('id') or ''} {' '.join(page.classes.get(element, ()))}"
        return "open" if _ABOUT.search(f"{named} {element.get('action') or ''}") else ""
    own = " ".join((element.text or "").split())
    if not own and len(element):
        own = " ".join(" ".join(child.tail or "" for child in element).split())
    if not 5 <= len(own) <= 160:
        return ""
    if CLOSED.search(own) and not is_widget(page, element) and not _is_teaser(element):
        return "closed"
    return "open" if _ABOUT.search(own) and EMPTY.search(own) else ""
