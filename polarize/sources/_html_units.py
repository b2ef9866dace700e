"""How many comments a block of markup holds, by the times and the names in it."""

from __future__ import annotations

from polarize.sources._dates import find
from polarize.sources._html_fields import EDITED
from polarize.sources._html_names import signs
from polarize.sources._html_once import once, those
from polarize.sources._html_page import Element, Page
from polarize.sources._html_parts import Parts
from polarize.sources._html_posts import Block
from polarize.sources._html_roles import is_quote, roles_in, short


def single(sample: list[Block], parts: Parts) -> float:
    """Return the share of blocks that are one comment: not several times with several names."""
    return sum(_units(block, parts) <= 1 for block in sample) / len(sample)


def _units(block: Block, parts: Parts) -> int:
    """Return how many comments the parts of a block speak of."""
    quoted = {below for one in those(block, is_quote) for below in one.iter()}
    dated = [
        one
        for one in block.own
        if one in parts.dated and one.getparent() not in parts.dated and (one.tag != "p" or _is_stamp(block.page, one))
    ]
    dated = [one for one in dated if one not in quoted and not EDITED.match(short(block.page, one))]
    dated = [one for one in dated if one.tag not in ("dd", "dt")] or dated
    times = len({(one.get("datetime") or one.get("title") or " ".join("".join(map(str, one.itertext())).split())) for one in dated})
    if parts.name is None:
        return times - 1 if times > 2 else 1
    said = [short(block.page, one) for one in roles_in(block).get(parts.name, ())]
    return min(len(dated), len(set(said))) if len(dated) == len(said) else min(times, len(said))


@once
def _is_stamp(page: Page, one: Element) -> bool:
    """Whether an element says nothing but a date, or who wrote something and when ("by Ann on 3 May")."""
    line = short(page, one)
    return sum(when.end - when.start for when in find(line)) >= 0.8 * max(1, len(line)) or signs(line)
