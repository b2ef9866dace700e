"""What all sources for pages share: the claim by the comments that are there, and the reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import polars as pl

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._html_answers import state
from polarize.sources._html_corpus import Byline, corpus
from polarize.sources._html_meta import meta
from polarize.sources._html_page import Page, page_of, parse
from polarize.sources._html_posts import Post
from polarize.sources._input import Input
from polarize.tables import Corpus

SUFFIXES: Final = (".html", ".htm", ".xhtml", ".mhtml", ".mht")
Finder = Callable[[Page], list[Post]]
_MARKS: Final[set[str]] = set()
"""The marks of all platforms."""
_LONG: Final = 20_000
"""Characters of a page from which on all marks are faster to look for at once than one by one."""


def found_in(page: Page, name: str, find: Finder) -> list[Post]:
    """Return what a source finds in a page; each looks once."""
    if name not in page.memo:
        page.memo[name] = find(page)
        state(page, page.memo[name])
    kept: list[Post] = page.memo[name]
    return kept


def marks_in(page: Page, marks: Sequence[str]) -> int:
    """Return how many of some marks stand in the markup of a page; those of all platforms are looked for together."""
    known: dict[str, bool] = page.memo.setdefault("marks", {})
    if not known.keys() >= set(marks):
        if len(page.markup) < _LONG:
            known.update((mark, mark in page.markup) for mark in _MARKS)
        else:
            markup = page.markup.encode("utf-8", errors="replace").decode("utf-8")
            found = pl.Series([markup]).str.extract_many(list(_MARKS), overlapping=True)[0].unique().to_list()
            known.update((mark, mark in found) for mark in _MARKS)
    return sum(known[mark] for mark in marks)


def page_source(
    name: str,
    title: str,
    reads: str,
    find: Finder,
    marks: Sequence[str] = (),
    *,
    strength: Strength = Strength.SIGNATURE,
    headline: Sequence[str] = (),
    byline: Byline | None = None,
) -> Source:
    """Return the source of a platform: it claims a page that holds comments in the platform's markup, and reads them.

    Args:
        name: the file's name.
        title: the platform's name.
        reads: what is read, in one phrase.
        find: returns the comments of a page in page order; called only for pages with one of the marks.
        marks: what stands in the markup of the platform's pages. Where the markup of two platforms fits the same comments, the one
            that the page names as its generator takes it, else the one with more of its marks.
        strength: of its claim.
        headline: selectors of the article's title, where the platform has a place for it.
        byline: returns the article's author and its time, where the platform has a place for them.
    """
    _MARKS.update(marks)

    def identify(source: Input) -> Claim | None:
        page = page_of(source)
        seen = marks_in(page, marks) if page is not None else 0
        if page is None or (marks and not seen):
            return None
        count = len(found_in(page, name, find))
        made = meta(page).get("generator", "").casefold().startswith(title.casefold().split()[0])
        weight = 100 * count + min(seen, 40) + 50 * made
        return Claim(strength, f"{count} comment{'s' if count > 1 else ''} in the markup of {title}", weight) if count else None

    def read(source: Input, options: ReadOptions) -> Corpus:
        page = page_of(source) or parse(source)
        return corpus(source, page, found_in(page, name, find), options, name, headline, byline)

    return Source(name=name, title=title, suffixes=SUFFIXES, reads=reads, identify=identify, read=read)
