"""Any other page: the generic finder."""

from __future__ import annotations

from typing import Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._html_corpus import corpus
from polarize.sources._html_finder import find
from polarize.sources._html_page import is_page, page_of, parse
from polarize.sources._html_source import SUFFIXES, found_in
from polarize.sources._input import Input
from polarize.tables import Corpus

_NAME: Final = "html"


def identify(source: Input) -> Claim | None:
    """Claim any page; sources that know a page's platform claim it more strongly."""
    return Claim(Strength.GENERIC, "a web page") if is_page(source) else None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Return the article of a page and its comments, when something on it is surely a thread.

    Raises:
        InputError: it cannot be read, or holds no markup.
    """
    page = page_of(source) or parse(source)
    return corpus(source, page, found_in(page, _NAME, find), options, _NAME)


SOURCE: Final = Source(
    name=_NAME,
    title="Web page",
    suffixes=SUFFIXES,
    reads="the article and the comments of a saved page of any other system: repeated blocks that each hold a name, a date and a text",
    identify=identify,
    read=read,
)
