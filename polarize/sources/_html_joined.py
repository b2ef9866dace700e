"""Comments that stand in several lists: answers made in another way than what they answer, and a thread's opening post."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from polarize.sources._html_evidence import ACCEPT, Candidate, judged
from polarize.sources._html_fields import read_block, read_folded
from polarize.sources._html_lists import groups
from polarize.sources._html_page import Element, Page
from polarize.sources._html_parts import parts_of
from polarize.sources._html_posts import Post, blocks, read_all
from polarize.sources._html_roles import is_quote, lasting, role_of

_DIGITS: Final = re.compile(r"\d+")
_NEAR: Final = 2
_FAR: Final = 4
"""Within how many elements the same has to stand around comments and answers made otherwise."""
_OUTER: Final = 4
_FEWEST: Final = 3


def with_siblings(page: Page, best: Candidate, listed: list[Candidate]) -> Candidate:
    """Return a list with the blocks of others that are made of the same parts and stand beside it, as answers with other classes do."""
    parents = {block.element.getparent() for block in best.listed}
    if len(best.listed) == 1:  # an opening post and its only answer may stand further apart
        parents.update(islice(best.listed[0].element.iterancestors(), _FAR))
    for other in sorted(listed, key=lambda one: -one.score):
        made = (other.parts.name, other.parts.body)
        alone = len(best.listed) == 1 and all(role is not None and role[1] for role in made)
        if (other.score < ACCEPT and not alone) or None in made or made != (best.parts.name, best.parts.body):
            continue
        near = _FAR if alone else _NEAR
        beside = [block.element for block in other.listed if parents.intersection(islice(block.element.iterancestors(), near))]
        own = [block.element for block in best.listed]
        if len(beside) < len(other.listed) or _overlap(own, beside) or _overlap(beside, own):
            continue
        joined = judged(page, sorted([*own, *beside], key=lambda one: page.order.get(one, 0)), None)
        if joined is not None and joined.score >= ACCEPT and len(joined.listed) == len(own) + len(beside):
            best = joined
            parents |= {one.getparent() for one in beside}
    return best


def _overlap(outer: list[Element], inner: list[Element]) -> bool:
    """Whether an element of a list is in another list, or stands in an element of it."""
    holds = set(outer)
    return any(one in holds or not holds.isdisjoint(one.iterancestors()) for one in inner)


def with_answers(page: Page, best: Candidate, listed: list[Candidate]) -> list[Post]:
    """Return the comments of a list with those of another list: answers, made in another way, that stand in its blocks or hold them."""
    pairs = [pair for other in listed if other.score >= ACCEPT and other is not best for pair in ((best, other), (other, best))]
    for outer, inner in chain(pairs, ((outer, best) for outer in _around(page, best))):
        if outer.score >= ACCEPT and not _is_quoted(inner) and _stand_in(inner, outer):
            found = _together(page, outer, inner)
            if len(found) > len(inner.listed) and len(found) >= 0.9 * (len(outer.listed) + len(inner.listed)):
                return found
    return []


def _around(page: Page, best: Candidate) -> Iterator[Candidate]:
    """Yield the lists that hold the blocks of another, judged without those; first those with the most in the fewest others."""
    inner = [block.element for block in best.listed]
    above = Counter(one for element in inner for one in element.iterancestors())
    ranked: list[tuple[float, int, list[Element]]] = []
    for place, group in enumerate(groups(page)):
        held = [above[one] for one in group if above[one]]
        if held and len(group) > 1 and (len(held) < len(group) or sum(held) > len(held)):  # not one that is around each
            ranked.append((-sum(held) / len(inner) * (1 + len(held) / len(group)), place, group))
    ranked.sort(key=lambda item: item[:2])
    for _, _, group in ranked[:_OUTER]:
        outer = judged(page, group, None, inner)
        if outer is not None:
            yield outer


def _is_quoted(one: Candidate) -> bool:
    """Whether the blocks of a list are what comments quote."""
    first = one.listed[0].element
    near = [first, *islice(first.iterancestors(), 4)]
    return any(is_quote(one.listed[0].page, above) for above in near)


def _stand_in(inner: Candidate, outer: Candidate) -> bool:
    """Whether all blocks of a list stand in those of another, and are no part that each of those has."""
    elements = {block.element for block in outer.listed}
    places = [next((above for above in block.element.iterancestors() if above in elements), None) for block in inner.listed]
    own = {block.element for block in inner.listed}
    held = [place for place in places if place is not None]
    return bool(held) and own.isdisjoint(elements) and (len(set(held)) < len(elements) or len(held) > len(elements))


def _together(page: Page, outer: Candidate, inner: Candidate) -> list[Post]:
    """Return the comments of two lists, each block without those in it; none when blocks of the outer list lose their name or text."""
    answers = {block.element for block in inner.listed}
    listed = blocks(page, [block.element for block in (*outer.listed, *inner.listed)])
    parts = {True: parts_of(page, [one for one in listed if one.element in answers])}
    parts[False] = parts_of(page, [one for one in listed if one.element not in answers])
    found = read_all(listed, lambda block: read_block(block, parts[block.element in answers]))
    kept = [post for post in found if post.text and (post.stamp.raw or post.stamp.exact)]
    return found if len(kept) == len(found) and sum(bool(post.author) for post in found) >= 0.85 * len(found) else []


def with_folded(page: Page, best: Candidate) -> list[Post]:
    """Return the comments of a list with those that the page folds to a title and a name: elements with ids of the same make."""
    made = Counter(_make(block.element) for block in best.listed)
    make, often = made.most_common(1)[0]
    kept = {block.element for block in best.listed}
    known = {one.get("id") for one in kept}
    like = page.elements if make and often >= 0.8 * len(kept) else []
    folded = [one for one in like if one not in kept and _make(one) == make and one.get("id") not in known]
    if not folded or best.parts.name is None:
        return best.read()
    listed = blocks(page, [*kept, *folded])
    read = {True: read_block, False: read_folded}
    return read_all(listed, lambda block: read[block.element in kept](block, best.parts))


def _make(one: Element) -> str:
    """Return the tag and the id of an element without its number; "" where it has no number."""
    identity = one.get("id") or ""
    return f"{one.tag}#{_DIGITS.sub('#', identity)}" if any(char.isdigit() for char in identity) else ""


def opening(page: Page, best: Candidate) -> Post | None:
    """Return the opening post of a thread, made of the same parts as those of a list and standing above it; None for none.

    Forums mark it otherwise than the posts that answer it. It has to share a class with those, as an article above comments does not.
    """
    name, body, first = best.parts.name, best.parts.body, best.listed[0].element
    if name is None or body is None or not (name[1] and body[1]) or len(best.listed) < _FEWEST:
        return None
    held = {above for block in best.listed for above in (block.element, *block.element.iterancestors())}
    before = [one for one in page.elements[: page.elements.index(first)] if role_of(page, one) == body and one not in held]
    if len(before) != 1:
        return None
    for box in before[0].iterancestors():
        if box in held:
            return None
        if any(role_of(page, one) == name for one in box.iter()) and any(one in best.parts.dated for one in box.iter()):
            like = page.classes.get(first, frozenset())
            boxes = [one for one in (box, box.getparent()) if one is not None and one not in held]
            if not any(lasting(shared) for one in boxes for shared in like & page.classes.get(one, frozenset())):
                return None
            post = read_all(blocks(page, [box]), lambda block: read_block(block, best.parts))
            return post[0] if post and post[0].author else None
    return None
