"""Titles in comments that are those of the page: headings that repeat it, and subjects that answer it."""

from __future__ import annotations

import re
from typing import Final

from polarize.sources._html_meta import title
from polarize.sources._html_once import once, those
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block
from polarize.sources._html_roles import short
from polarize.sources._words import key

SUBJECT: Final = re.compile(r"title|subject|headline|topic", re.IGNORECASE)
HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "strong"])
_TAG: Final = r"(?:\[[^\]\n]{1,40}\]\s*)?"
_RE: Final = re.compile(rf"^{_TAG}(?:(?:re|aw|sv|vs|antw|rép|odp|ynt|отв|回复|回覆|fwd?|wg)\s?(?:\[\d+\])?[:：]\s*{_TAG})+", re.IGNORECASE)
"""How subjects of answers begin, with the name that a mailing list puts before them."""


@once
def heads_comment(page: Page, one: Element) -> bool:
    """Whether an element is a heading that repeats the page's title, or a line that answers it ("Re: The bridge stays closed")."""
    heading = one.tag in HEADINGS and not any(map(str.isalpha, one.tail or ""))  # nor the first words of a sentence
    if not heading and len(one) > 2 and not any(SUBJECT.search(name) for name in page.classes.get(one, ())):
        return False
    line = short(page, one)
    return _repeats_title(page, line) and (heading or _RE.match(line) is not None or key(line) == page.memo["title"])


def _repeats_title(page: Page, line: str) -> bool:
    """Whether a line is the page's title, with or without "Re:" before it, or a long part of it."""
    if "title" not in page.memo:
        page.memo["title"] = key(title(page) or "")
    said = key(_RE.sub("", line))
    return len(said) >= 8 and said in page.memo["title"]


def answers_title(block: Block) -> bool:
    """Whether a line of a block answers the page's title, as boards write it above each post ("Re: The bridge stays closed")."""
    return bool(those(block, _answers_title))


def _answers_title(page: Page, one: Element) -> bool:
    line = short(page, one).removeprefix("Post subject: ")
    return _RE.match(line) is not None and _repeats_title(page, line)
