"""Lists of elements of a page that are made alike, and which of them could be its comments."""

from __future__ import annotations

import re
from collections import defaultdict
from math import log2
from typing import Final

from polarize.sources._html_article import declared
from polarize.sources._html_evidence import Candidate, judged
from polarize.sources._html_page import Element, Page
from polarize.sources._html_roles import dated_elements, lasting
from polarize.sources._html_wording import ABOUT, hint
from polarize.sources._words import words

_TAGS: Final = frozenset(
    words("""
    li div article section tr table tbody td ul ol dl dd dt blockquote details p
    """)
)
_DIGITS: Final = re.compile(r"\d+")
_SPOKEN: Final = re.compile(
    r"(?:comment|reply|kommentar|antwort|commentaire|réponse|comentario|respuesta) (?:by|from|von|de|par)\b", re.IGNORECASE
)
_PLAIN: Final = frozenset(["table", "tbody", "tr"])
_CANDIDATES: Final = 10
_MOST: Final = 20_000


def candidates(page: Page, *, timed: bool = True) -> list[Candidate]:
    """Return the lists of blocks of a page that could be comments, judged.

    Args:
        page: the page.
        timed: lists whose blocks hold times; False for those whose names speak of comments, with times or without.
    """
    if "stated" not in page.memo:
        page.memo["stated"] = declared(page, set())
    stated: int | None = page.memo["stated"]
    listed = (judged(page, group, stated) for group in groups(page, timed=timed)[:_CANDIDATES])
    return [one for one in listed if one is not None]


def groups(page: Page, *, timed: bool = True) -> list[list[Element]]:
    """Return lists of elements that are made alike, most of which hold a time or are named like comments; the likeliest first."""
    holds_time = _above(page, dated_elements(page)) if timed else set()
    ranked: dict[tuple[Element, ...], float] = {}
    for name, group in _named(page).items():
        held = [one for one in group if one in holds_time] if timed else group if ABOUT.search(name) else []
        if not held or len(group) > _MOST:
            continue
        if len(held) * (4 if ABOUT.search(name) else 2) < len(group):
            # Rows without a class, and tables: those with a time may be the comments, the rest what stands between them.
            if len(held) < 2 or (held[0].tag != "table" and (">" not in name or held[0].tag not in ("tr", "div", "li"))):
                continue
            group = held
        least = 1 if ABOUT.search(name) or hint(page, name, group[0]) >= 2 else 2
        # Of tables of one class those with a time may be the posts, the others what stands around them.
        for some in (group, held) if least <= len(held) < len(group) and group[0].tag in _PLAIN else (group,):
            if len(some) >= least:
                rank = hint(page, name, some[0]) + min(2.0, log2(len(some)) / 3)
                members = tuple(some)
                ranked[members] = max(rank, ranked.get(members, rank))  # one list may go by several names
    return [list(members) for members in sorted(ranked, key=lambda members: -ranked[members])]


def _named(page: Page) -> dict[str, list[Element]]:
    """Return the elements of a page by the names of the lists that they may belong to."""
    if "lists" not in page.memo:
        named: dict[str, list[Element]] = defaultdict(list)
        for one in page.elements:
            if one.tag in _TAGS or "-" in one.tag:
                for name in sorted(_names(page, one)):
                    named[name].append(one)
        page.memo["lists"] = named
    kept: dict[str, list[Element]] = page.memo["lists"]
    return kept


def _above(page: Page, marked: dict[Element, bool]) -> set[Element]:
    """Return the elements and all that they stand in."""
    out: set[Element] = set()
    for one in marked:
        above: Element | None = one
        while above is not None and above not in out:
            out.add(above)
            above = above.getparent()
    return out


def _names(page: Page, one: Element) -> set[str]:
    """Return the names of the lists that an element may belong to: by each class, by its id without its number, by its place."""
    names = {f"{one.tag}.{plain}" for name in page.classes.get(one, ()) if (plain := lasting(name))}
    identity = one.get("id") or ""
    if any(char.isdigit() for char in identity):
        names.add(f"{one.tag}#{_DIGITS.sub('#', identity)}")
    parent = one.getparent()
    if parent is not None and not names:
        outer = sorted(page.classes.get(parent, ()))
        names.add(f"{parent.tag}.{'.'.join(outer)}#{parent.get('id') or ''}>{one.tag}")
    if (label := one.get("aria-label")) and _SPOKEN.match(label):
        names.add(f"{one.tag}[comment by]")
    if one.get("itemprop") or one.get("itemtype"):
        names.add(f"{one.tag}[{one.get('itemprop')} {one.get('itemtype')}]")
    return names
