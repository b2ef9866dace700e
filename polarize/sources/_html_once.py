"""What is asked of the same element over and over is told once and kept with the page: its lists overlap, and each asks the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block

Told = TypeVar("Told")


def once(tell: Callable[[Page, Element], Told]) -> Callable[[Page, Element], Told]:
    """Let a function look at each element once. What it tells has to follow from the page alone, until that is indexed anew."""

    @wraps(tell)
    def told(page: Page, one: Element) -> Told:
        known: dict[Element, Told] = page.told[tell]
        try:
            return known[one]
        except KeyError:
            known[one] = found = tell(page, one)
            return found

    return told


def those(block: Block, tell: Callable[[Page, Element], bool]) -> set[Element]:
    """Return the elements of a block of which something is true; each is looked at once, however many blocks hold it."""
    known: tuple[set[Element], set[Element]] | None = block.page.told.get(tell)
    if known is None:
        known = block.page.told[tell] = set(), set()
    seen, found = known
    fresh = block.members - seen
    if fresh:
        seen |= fresh
        found |= {one for one in fresh if tell(block.page, one)}
    return found & block.members
