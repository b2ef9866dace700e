"""Running numbers: boards count the posts of a thread, guestbooks their entries, trackers the comments on an issue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from polarize.sources._html_posts import Block
from polarize.sources._html_roles import short

_MARKED: Final = re.compile(
    r"(?:#|№|no\. ?|n[°º] ?|(?:post|reply|comment|message|antwort|beitrag|réponse|respuesta) ?[#:]?)(\d{1,5})[.:)]?"
    r"|[(\[](\d{1,5})[)\]]|(\d{1,5}) ?[楼樓]",
    re.IGNORECASE,
)
_COUNTING: Final = re.compile(r"num|(?:^|[-_ ])(?:no|nr|index|floor|count|position)(?:$|[-_ ])", re.IGNORECASE)
_LED: Final = re.compile(r"\W{0,2}(\d{1,5}) ?(?:[.)]\s|[:：](?!\d))")
_FEWEST: Final = 3


def are_counted(sample: Sequence[Block]) -> bool:
    """Whether each block prints its number, one more than the block before it, or one less."""
    if len(sample) < _FEWEST:
        return False
    printed = [_numbers(block) for block in sample]
    steps = [{after - before for before in one for after in other} for one, other in pairwise(printed)]
    return any(sum(step in found for found in steps) >= 0.8 * len(steps) for step in (1, -1))


def _numbers(block: Block) -> set[int]:
    """Return what may be the number of a block: marked as one ("#12", "12楼"), by its class, or before all other words ("12: Ann")."""
    found: set[int] = set()
    for one in block.own:
        line, outer = short(block.page, one), one.getparent()
        if not line or len(line) > 16 or outer is None or "sup" in (one.tag, outer.tag):  # notes at the foot
            continue
        match = _MARKED.fullmatch(line)
        if match is not None:
            found.add(int(match[1] or match[2] or match[3]))
        elif line.isdecimal() and len(line) < 6 and any(_COUNTING.search(name) for name in block.page.classes.get(one, ())):
            found.add(int(line))
    led = _LED.match(block.element.text or "")
    return found | {int(led[1])} if led is not None else found
