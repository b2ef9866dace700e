"""The generic finder: which repeated blocks of a page are its comments, and whether any are.

A list of blocks is judged by what its blocks hold (a name, a time, a text of their own), by the words of its markup, by buttons that
only comments have, and by the number of comments that the page states. Lists of articles hold headings and links instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Final

from polarize.sources._html_evidence import ACCEPT, Candidate
from polarize.sources._html_joined import answered, opening, with_answers, with_folded, with_siblings
from polarize.sources._html_labels import part_heads
from polarize.sources._html_lists import candidates
from polarize.sources._html_numbers import by_numbers
from polarize.sources._html_page import Element, Page
from polarize.sources._html_parts import BODY, NAMED
from polarize.sources._html_posts import Post, by_depths
from polarize.sources._html_roles import is_called
from polarize.sources._html_runs import wrap_runs
from polarize.sources._html_wording import ABOUT

_Reader = Callable[[Page, Element], float | None]
_DEPTH: Final = re.compile(r"(?:depth|level|indent|lvl|nesting)[-_]?(\d{1,2})")
_MARGIN: Final = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4}(?:\.\d+)?)(px|em|rem|%)")
_ANSWER: Final = re.compile(
    r"(?:^|[-_])(?:answer|repl(?:y|ies)|response|child(?:ren)?|sub|antwort|r[eé]ponse|respuesta|resposta|risposta|reactie)(?:$|[-_])",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\A#(\d{1,5})[.:)]?\s+(?=\S)")
_QUOTED: Final = 60
_FEWEST_UNTIMED: Final = 3
_FEWEST_OUTER: Final = 2
_TEASED: Final = 2.5
"""What it counts against a list that all its blocks are teasers."""


def find(page: Page) -> list[Post]:
    """Return the comments of a page of any system; none when nothing on it is surely a thread."""
    found_lists = candidates(page)
    best = chosen(found_lists)
    for rewrite in (partial(wrap_runs, about=ABOUT), part_heads):
        if best is None and rewrite(page):
            found_lists = candidates(page)
            best = chosen(found_lists)
    if best is None:
        found_lists = [one for one in candidates(page, timed=False) if _is_told_by_markup(one)]
        best = chosen(found_lists)
    if best is None:
        return []
    best = with_siblings(page, answered(page, best), found_lists)
    found = with_answers(page, best, found_lists) or with_folded(page, best)
    first = opening(page, best)
    if first is not None:
        found.insert(0, first)
    unquote(found)
    unnumber(found)
    unhead(found)
    _nest(page, found)
    return found


def chosen(listed: list[Candidate]) -> Candidate | None:
    """Return the list that is taken for the comments: the best, or one nearly as good that holds all its blocks and more."""
    listed = [one for one in listed if not _is_under_titles(one, listed)]
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
            and (
                kept <= {block.element for block in one.listed}
                or (one.parts.body == best.parts.body and _is_as_named(one, best) and _each_holds_one(best, one))
            )
        ):
            best, kept = one, {block.element for block in one.listed}
    return best


def _order(one: Candidate) -> tuple[float, int]:
    """Return what lists are ordered by: the score; of single blocks that are as good, the innermost."""
    alone = len(one.listed) == 1
    return round(one.score, 1 if alone else 6), _depth(one) if alone else 0


def _is_as_named(one: Candidate, best: Candidate) -> bool:
    """Whether a list tells names where another does, or where that does not say by a class that they are names."""
    return one.parts.name == best.parts.name or not is_called(best.parts.name, NAMED)


def _each_holds_one(outer: Candidate, inner: Candidate) -> bool:
    """Whether each block of a list holds exactly one block of another, as rows do that are named odd and even around what they hold."""
    held = [sum(block.element in one.element.iterancestors() for one in inner.listed) for block in outer.listed]
    return set(held) == {1}


def _is_under_titles(one: Candidate, listed: list[Candidate]) -> bool:
    """Whether each block stands in a teaser, whose title is outside it: a list that would be none of comments with its titles."""
    said = dict(one.evidence)
    return (
        one.score >= ACCEPT > one.score - _TEASED
        and len(one.listed) >= _FEWEST_UNTIMED
        and said["words of the markup"] < 2
        and said["headings and links"] > -0.5 * _TEASED
        and any(dict(outer.evidence)["headings and links"] <= -0.8 * _TEASED and _each_in_its_own(one, outer) for outer in listed)
    )


def _each_in_its_own(inner: Candidate, outer: Candidate) -> bool:
    """Whether each block of a list stands in a block of another that is nearest to it alone: some outer ones may be left open."""
    around = {block.element for block in outer.listed}
    nearest = {next((above for above in block.element.iterancestors() if above in around), None) for block in inner.listed}
    return None not in nearest and len(nearest) == len(inner.listed)


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


def unquote(found: list[Post]) -> None:
    """Take out what stands in a comment and repeats another with its head, as some systems quote what is answered: it says whom."""
    places = {post.anchor: post for post in found if post.anchor is not None}
    inner = [(post, next((places[above] for above in one.iterancestors() if above in places), None)) for one, post in places.items()]
    copies = [(post, around) for post, around in inner if around is not None]
    copied = {id(post) for post, _ in copies}
    first = {_words(post): post for post in reversed(found) if id(post) not in copied}
    if any(first.get(_words(post), around) is around for post, around in copies):
        return  # one of them repeats nothing: it is an answer, and so may be what looks like a copy
    for post, around in copies:
        found.remove(post)
        around.parent = first[_words(post)].id


def _words(post: Post) -> tuple[str | None, str]:
    """Return the author of a comment and how it begins."""
    return post.author, post.text[:_QUOTED]


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


def _is_told_by_markup(one: Candidate) -> bool:
    """Whether class names say of nearly all blocks of a list where the name and the text stand: enough for comments without times."""
    name, body = one.parts.name, one.parts.body
    said = dict(one.evidence)
    return (
        name is not None
        and body is not None
        and NAMED.search(name[1].removesuffix("profile")) is not None
        and BODY.search(body[1]) is not None
        and said["names"] >= 0.775
        and said["words of the markup"] >= 2
        and len(one.listed) >= _FEWEST_UNTIMED
    )


def _nest(page: Page, found: list[Post]) -> None:
    """Set who answers whom where blocks do not stand in each other: by the depth in class names, else by indentation."""
    if any(post.depth for post in found) or any(post.parent for post in found) or by_numbers(page, found):
        return
    around = _around(found)
    for read in (_class_depth, _margin, _list_depth, _answer_class):
        depths = [read(page, post.anchor) if post.anchor is not None else None for post in found]
        boxed = read in (_margin, _answer_class) and len(set(depths)) < 2
        if boxed:
            depths = [_outer_depth(page, read, above) for above in around]
        known = [depth for depth in depths if depth is not None]
        if len(known) >= 0.5 * len(found) and len(set(depths)) > 1 and (not (boxed or read is _list_depth) or _are_steps(known)):
            steps = {value: place for place, value in enumerate(sorted({depth or 0 for depth in depths}))}
            for post, depth in zip(found, depths, strict=True):
                post.depth = steps[depth or 0]
            by_depths(found)
            return
    parents = _by_boxes(found, around)
    for post, parent in zip(found, parents, strict=True):
        post.depth = None
        post.parent = found[parent].id if parent is not None else None


def _by_boxes(found: list[Post], around: list[list[Element]]) -> list[int | None]:
    """Return for each comment the place of the one that it answers: the first in the box that holds both and nothing else as high.

    Threads without a word for it put each comment into a box, and into the same box one for its answers. None for all where only one
    comment answers none, or where a box holds comments side by side.
    """
    heights = [sum(1 for _ in post.anchor.iterancestors()) if post.anchor is not None else 0 for post in found]
    held: dict[Element, list[int]] = {}
    for place, above in enumerate(around):
        for one in above:
            held.setdefault(one, []).append(place)
    boxes = [next((one for one in above if heights[held[one][0]] < heights[place]), None) for place, above in enumerate(around)]
    used = {box for box in boxes if box is not None}
    alone = all(sum(heights[place] <= heights[held[box][0]] for place in held[box]) == 1 for box in used)
    if not alone or boxes.count(None) < _FEWEST_OUTER:
        return [None] * len(found)
    return [held[box][0] if box is not None else None for box in boxes]


def _around(found: list[Post]) -> list[list[Element]]:
    """Return for each comment what it stands in and not all comments do, the innermost first."""
    listed = [list(post.anchor.iterancestors()) if post.anchor is not None else [] for post in found]
    counted = Counter(one for above in listed for one in above)
    return [[one for one in above if counted[one] < len(found)] for above in listed]


def _outer_depth(page: Page, read: _Reader, above: list[Element]) -> float:
    """Return the depth that what a comment stands in states: each of these elements is one for the answers to a comment."""
    return sum(read(page, one) or 0.0 for one in above)


def _are_steps(depths: list[float]) -> bool:
    """Whether depths begin at the least, as those of several comments, and go down by one list at a time, as answers to answers do."""
    if depths.count(min(depths)) < _FEWEST_OUTER:
        return False
    steps = {value: place for place, value in enumerate(sorted(set(depths)))}
    return depths[0] == min(depths) and all(steps[after] <= steps[before] + 1 for before, after in pairwise(depths))


def _class_depth(page: Page, one: Element) -> float | None:
    stated = one.get("data-depth") or one.get("data-level") or one.get("aria-level")
    if stated and stated.isdecimal() and len(stated) < 4:
        return float(stated)
    return next((float(match[1]) for name in sorted(page.classes.get(one, ())) if (match := _DEPTH.search(name))), None)


def _margin(page: Page, one: Element) -> float | None:
    del page
    match = _MARGIN.search(one.get("style") or "")
    return float(match[1]) if match else None


def _answer_class(page: Page, one: Element) -> float | None:
    """Return 1 for an element whose class calls it an answer, 0 for any other with a class."""
    names = page.classes.get(one, frozenset())
    return float(any(_ANSWER.search(name) for name in names)) if names else None


def _list_depth(page: Page, one: Element) -> float | None:
    """Return in how many lists an element stands: answers in a list of their own stand in one more."""
    del page
    return float(sum(above.tag in ("ul", "ol", "dl") for above in one.iterancestors()))
