"""The generic finder: which repeated blocks of a page are its comments, and whether any are.

A list of blocks is judged by what its blocks hold (a name, a time, a text of their own), by the words of its markup, by buttons that
only comments have, and by the number of comments that the page states. Lists of articles hold headings and links instead.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, islice
from math import log2
from typing import Final

from polarize.sources._html_article import declared
from polarize.sources._html_evidence import ABOUT, Candidate, hint, judged
from polarize.sources._html_fields import read_block
from polarize.sources._html_page import Element, Page
from polarize.sources._html_parts import parts_of
from polarize.sources._html_posts import Post, blocks, by_depths, read_all
from polarize.sources._html_roles import dated_elements, is_quote, lasting
from polarize.sources._html_runs import wrap_runs
from polarize.sources._paste_words import words

ACCEPT: Final = 4.5
"""Least score of a list that is taken for the comments."""
_TAGS: Final = frozenset(
    words("""
    li div article section tr table tbody td ul ol dl dd dt blockquote details p
    """)
)
_DEPTH: Final = re.compile(r"(?:depth|level|indent|lvl|nesting)[-_]?(\d{1,2})")
_MARGIN: Final = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4}(?:\.\d+)?)(px|em|rem|%)")
_DIGITS: Final = re.compile(r"\d+")
_SPOKEN: Final = re.compile(
    r"(?:comment|reply|kommentar|antwort|commentaire|réponse|comentario|respuesta) (?:by|from|von|de|par)\b", re.IGNORECASE
)
_NUMBERED: Final = re.compile(r"\A#(\d{1,5})[.:)]?\s+(?=\S)")
_OUTER: Final = 4
_CANDIDATES: Final = 10
_MOST: Final = 20_000


def find(page: Page) -> list[Post]:
    """Return the comments of a page of any system; none when nothing on it is surely a thread."""
    found_lists = candidates(page)
    best = chosen(found_lists)
    if best is None and wrap_runs(page, ABOUT):
        found_lists = candidates(page)
        best = chosen(found_lists)
    if best is None:
        return []
    best = _with_siblings(page, best, found_lists)
    found = _with_answers(page, best, found_lists) or best.read()
    unnumber(found)
    unhead(found)
    _nest(page, found)
    return found


def chosen(listed: list[Candidate]) -> Candidate | None:
    """Return the list that is taken for the comments: the best, or one nearly as good that holds all its blocks and more."""
    best = max(listed, key=_order, default=None)
    if best is None or best.score < ACCEPT:
        return None
    kept = {block.element for block in best.listed}
    for one in listed:
        said = dict(one.evidence)
        # Systems fold some comments of a thread to a line without their times.
        alike = None not in (one.parts.name, one.parts.body) and (one.parts.name, one.parts.body) == (best.parts.name, best.parts.body)
        if said["names"] < 0.55 or said["times"] < (-0.2 if alike and said["words of the markup"] >= 2 else 0.55):
            continue
        if (
            len(one.listed) > len(best.listed)
            and one.score >= max(ACCEPT, best.score - 1.5)
            and (kept <= {block.element for block in one.listed} or (one.parts.body == best.parts.body and _each_holds_one(best, one)))
        ):
            best, kept = one, {block.element for block in one.listed}
    return best


def _with_siblings(page: Page, best: Candidate, listed: list[Candidate]) -> Candidate:
    """Return a list with the blocks of others that are made of the same parts and stand beside it, as answers with other classes do."""
    parents = {block.element.getparent() for block in best.listed}
    for other in listed:
        made = (other.parts.name, other.parts.body)
        if other.score < ACCEPT or None in made or made != (best.parts.name, best.parts.body):
            continue
        beside = [block.element for block in other.listed if parents.intersection(islice(block.element.iterancestors(), 2))]
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


def _order(one: Candidate) -> tuple[float, int]:
    """Return what lists are ordered by: the score; of single blocks that are as good, the innermost."""
    alone = len(one.listed) == 1
    return round(one.score, 1 if alone else 6), _depth(one) if alone else 0


def _each_holds_one(outer: Candidate, inner: Candidate) -> bool:
    """Whether each block of a list holds exactly one block of another, as rows do that are named odd and even around what they hold."""
    held = [sum(block.element in one.element.iterancestors() for one in inner.listed) for block in outer.listed]
    return set(held) == {1}


def _with_answers(page: Page, best: Candidate, listed: list[Candidate]) -> list[Post]:
    """Return the comments of a list with those of another list: answers, made in another way, that stand in its blocks or hold them."""
    pairs = [pair for other in listed if other.score >= ACCEPT and other is not best for pair in ((best, other), (other, best))]
    for outer, inner in chain(pairs, ((outer, best) for outer in _around(page, best))):
        if outer.score >= ACCEPT and not _is_quoted(inner) and _stand_in(inner, outer):
            found = _together(page, outer, inner)
            if len(found) >= len(outer.listed) + len(inner.listed):
                return found
    return []


def _around(page: Page, best: Candidate) -> Iterator[Candidate]:
    """Yield the lists that hold the blocks of another, judged without those; first those with the most in the fewest others."""
    inner = [block.element for block in best.listed]
    above = Counter(one for element in inner for one in element.iterancestors())
    ranked: list[tuple[float, int, list[Element]]] = []
    for place, group in enumerate(_groups(page)):
        held = [above[one] for one in group if above[one]]
        if held and len(group) > 1:
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
    return any(is_quote(above) for above in near)


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


def _depth(one: Candidate) -> int:
    return sum(1 for _ in one.listed[0].element.iterancestors())


def unnumber(found: list[Post]) -> None:
    """Take the running numbers off texts that all begin with one; a number "#3" after it names the comment that is answered."""
    known = [int(match[1]) for post in found if (match := _NUMBERED.match(post.text))]
    if len(known) < len(found) or len(set(known)) < len(known) or (len(found) == 1 and known != [1]):
        return
    by_number = dict(zip(known, found, strict=True))
    stated = any(post.parent for post in found)
    for own, post in by_number.items():
        post.text = _NUMBERED.sub("", post.text)
        match = _NUMBERED.match(post.text)
        if match is None:
            continue
        answered = by_number.get(int(match[1]))
        if answered is not None and int(match[1]) != own:
            post.text = _NUMBERED.sub("", post.text)
            post.parent = post.parent if stated else answered.id


def unhead(found: list[Post]) -> None:
    """Take off the lines that all texts begin with: the same words ("Comment by"), or each time the author's name."""
    for _ in range(3):
        lines = [post.text.partition("\n")[::2] for post in found]
        same = len({line.casefold() for line, _ in lines}) == 1 or all(
            line == post.author for (line, _), post in zip(lines, found, strict=True)
        )
        if len(found) < 3 or not same or any(len(line) > 40 or not rest.strip() for line, rest in lines):
            return
        for post, (_, rest) in zip(found, lines, strict=True):
            post.text = rest.strip("\n")


def candidates(page: Page) -> list[Candidate]:
    """Return the lists of blocks of a page that could be comments, judged."""
    stated = declared(page, ())
    listed = (judged(page, group, stated) for group in _groups(page)[:_CANDIDATES])
    return [one for one in listed if one is not None]


def _groups(page: Page) -> list[list[Element]]:
    """Return lists of elements that are made alike, most of which hold a time; the likeliest first."""
    timed = _above(page, dated_elements(page))
    named: dict[str, list[Element]] = defaultdict(list)
    for one in page.elements:
        if one.tag in _TAGS or "-" in one.tag:
            for name in sorted(_names(page, one)):
                named[name].append(one)
    ranked: list[tuple[float, int, list[Element]]] = []
    seen: set[tuple[Element, ...]] = set()
    for name, group in named.items():
        held = [one for one in group if one in timed]
        if not held or len(group) > _MOST:
            continue
        if len(held) * (4 if ABOUT.search(name) else 2) < len(group):
            # Rows without a class: those with a time may be the comments, the rest what stands between them.
            if len(held) < 2 or ">" not in name or held[0].tag not in ("tr", "div", "li"):
                continue
            group = held
        least = 1 if ABOUT.search(name) or hint(page, name, group[0]) >= 2 else 2
        members = tuple(group)
        if len(group) < least or members in seen:
            continue
        seen.add(members)
        ranked.append((hint(page, name, group[0]) + min(2.0, log2(len(group)) / 3), -len(ranked), group))
    ranked.sort(key=lambda item: item[:2], reverse=True)
    return [group for _, _, group in ranked]


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


def _nest(page: Page, found: list[Post]) -> None:
    """Set who answers whom where blocks do not stand in each other: by the depth in class names, else by indentation."""
    if any(post.depth for post in found) or any(post.parent for post in found):
        return
    for read in (_class_depth, _margin):
        depths = [read(page, post.anchor) if post.anchor is not None else None for post in found]
        known = [depth for depth in depths if depth is not None]
        if len(known) >= 0.5 * len(found) and len(set(depths)) > 1:
            steps = {value: place for place, value in enumerate(sorted({depth or 0 for depth in depths}))}
            for post, depth in zip(found, depths, strict=True):
                post.depth = steps[depth or 0]
            by_depths(found)
            return
    for post in found:
        post.depth = None


def _class_depth(page: Page, one: Element) -> float | None:
    stated = one.get("data-depth") or one.get("data-level") or one.get("aria-level")
    if stated and stated.isdecimal() and len(stated) < 4:
        return float(stated)
    return next((float(match[1]) for name in sorted(page.classes.get(one, ())) if (match := _DEPTH.search(name))), None)


def _margin(page: Page, one: Element) -> float | None:
    del page
    match = _MARGIN.search(one.get("style") or "")
    return float(match[1]) if match else None
