"""What is asked of the same element over and over is told once and kept with the page: its lists overlap, and each asks the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from polarize.sources._html_page import Element, Page

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
