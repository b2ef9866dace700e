"""Blocks that leave empty what holds the text in others of their list: ratings, and changes to tickets, without a word."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from polarize.sources._html_once import those
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block
from polarize.sources._html_roles import role_of, roles_in

_COMMENT: Final = re.compile(r"(?:^|\s)comment(?:$|\s)|(?:comment|review)[-_]?(?:text|body|content)", re.IGNORECASE)
_FEWEST_FILLED: Final = 2


def with_words(listed: list[Block]) -> list[Block]:
    """Return a list without the blocks that leave empty what holds the text in others: changes to a ticket without a word on them."""
    left = [{role_of(block.page, one) for one in those(block, _is_left_empty)} for block in listed]
    counted = Counter(role for roles in left for role in roles)
    for role, often in counted.items():
        held = [roles_in(block).get(role, ()) for block in listed]
        if often <= len(listed) - _FEWEST_FILLED and all(len(same) == 1 for same in held):
            return [block for block, roles in zip(listed, left, strict=True) if role not in roles]
    return listed


def _is_left_empty(page: Page, one: Element) -> bool:
    """Whether an element has a class that calls it a text, and nothing in it."""
    del page
    if one.tag not in ("div", "p", "td") or _COMMENT.search(one.get("class") or "") is None:
        return False
    return not any(text.strip() for text in map(str, one.itertext())) and next(one.iter("img", "video", "iframe", "svg", "i"), None) is None
