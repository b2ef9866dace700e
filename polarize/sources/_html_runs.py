"""Comments without an element of their own: head, text and signature stand side by side in one element, over and over.

Old templates write `<h3>Ann wrote:</h3><div>text</div><div>3 May</div>` or `<p>text</p><p class="posted">Posted by Ann</p>` again and
again. Old boards do the same with the rows of a table. Each of these runs is put into an element, so that the finder can judge them as it
judges any other list.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from lxml import etree

from polarize.sources._html_page import Element, Page, names_of, reindex
from polarize.sources._html_roles import Role, dated_elements, role_of

_HEADS: Final = frozenset(["h2", "h3", "h4", "h5", "h6", "p", "div", "span", "strong", "b", "a", "cite", "dt", "table"])
_MEMBERS: Final = frozenset(
    [
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "div",
        "span",
        "strong",
        "b",
        "i",
        "em",
        "a",
        "br",
        "hr",
        "cite",
        "blockquote",
        "ul",
        "ol",
        "small",
        "time",
        "img",
        "table",
        "tr",
    ]
)
_SHORT: Final = 160
_FEWEST: Final = 2
_LONGEST_RUN: Final = 40
_MOST_CHILDREN: Final = 20_000


def wrap_runs(page: Page, about: re.Pattern[str]) -> bool:
    """Put each run of a page into an element of its own (class "comment-run") and index the page anew; return whether there were any.

    Args:
        page: the page.
        about: what the markup of a run, or of what it stands in, has to say.
    """
    dated = dated_elements(page)
    wrapped = False
    for parent in list(page.elements):
        if 3 < len(parent) <= _MOST_CHILDREN and parent.tag in ("div", "section", "body", "td", "article", "main", "blockquote", "li"):
            wrapped = _wrap(page, parent, dated, about) or wrapped
        elif 3 < len(parent) <= _MOST_CHILDREN and parent.tag in ("table", "tbody"):
            wrapped = _wrap_rows(page, parent, dated, about) or wrapped
    if wrapped:
        reindex(page)
    return wrapped


def _wrap(page: Page, parent: Element, dated: dict[Element, bool], about: re.Pattern[str]) -> bool:
    """Wrap the runs among the children of one element."""
    children = list(parent)
    times = [any(below in dated for below in one.iter()) for one in children]
    if sum(times) < _FEWEST:
        return False
    roles = [role_of(page, one) for one in children]
    near = _names_around(parent)
    for role in dict.fromkeys(roles):
        if role[0] not in _HEADS or not about.search(f"{near} {role[1]}"):
            continue
        places = [place for place, own in enumerate(roles) if own == role and _is_short(children[place])]
        if len(places) < _FEWEST:
            continue
        for runs in (_from_heads(places, children, roles), _to_feet(places, children, roles)):
            if len(runs) >= _FEWEST and all(any(times[first:end]) and sum(times[first:end]) <= 2 for first, end in runs):
                for first, end in runs:
                    _enclose(parent, children[first:end], "comment-run")
                return True
    return False


def _wrap_rows(page: Page, parent: Element, dated: dict[Element, bool], about: re.Pattern[str]) -> bool:
    """Wrap the runs among the rows of one table: old boards give a post a row for its name, one for its text, one for its buttons."""
    rows = list(parent)
    times = [any(below in dated for below in one.iter()) for one in rows]
    if sum(times) < _FEWEST:
        return False
    # Rows seldom have classes: what tells them apart is what their cells are, and which of them holds the time.
    made = [("tr", f"{role_of(page, one)} {[role_of(page, cell) for cell in one]}") for one in rows]
    for role in dict.fromkeys(made):
        runs = _from_heads([place for place, own in enumerate(made) if own == role], rows, made)
        if len(runs) >= _FEWEST and all(1 <= sum(times[first:end]) <= 2 for first, end in runs):
            named = "comment-run" if about.search(f"{_names_around(parent)} {role[1]}") else "rows-run"
            for first, end in runs:
                _enclose(parent, rows[first:end], named)
            return True
    return False


def _names_around(parent: Element) -> str:
    """Return the class names and ids of an element and of the two that it stands in."""
    return " ".join(names_of(one) for one in (parent, *list(parent.iterancestors())[:2]))


def _is_short(one: Element) -> bool:
    """Whether an element can be the head or the signature of a comment."""
    length = 0
    for text in one.itertext():
        length += len(text.strip())
        if length > _SHORT:
            return False
    return length > 0


def _from_heads(places: list[int], children: list[Element], roles: list[Role]) -> list[tuple[int, int]]:
    """Return the runs that begin with these elements; the last one ends where something stands that no other run holds."""
    runs = list(pairwise(places))
    if not runs or max(end - first for first, end in runs) > _LONGEST_RUN:
        return []
    inner = {roles[place] for first, end in runs for place in range(first, end)}
    end = places[-1] + 1
    while end < len(children) and roles[end] in inner and roles[end] != roles[places[0]]:
        end += 1
    runs.append((places[-1], end))
    fits = all(end - first > 1 and all(children[place].tag in _MEMBERS for place in range(first, end)) for first, end in runs)
    return runs if fits else []


def _to_feet(places: list[int], children: list[Element], roles: list[Role]) -> list[tuple[int, int]]:
    """Return the runs that end with these elements; the first one begins where something stands that no other run holds."""
    runs = [(last + 1, place + 1) for last, place in pairwise(places)]
    if not runs or max(end - first for first, end in runs) > _LONGEST_RUN:
        return []
    inner = {roles[place] for first, end in runs for place in range(first, end)}
    first = places[0]
    while first > 0 and roles[first - 1] in inner and roles[first - 1] != roles[places[0]]:
        first -= 1
    runs.insert(0, (first, places[0] + 1))
    fits = all(end - first > 1 and all(children[place].tag in _MEMBERS for place in range(first, end)) for first, end in runs)
    return runs if fits else []


def _enclose(parent: Element, members: list[Element], named: str) -> None:
    wrapper = etree.Element("div")
    wrapper.set("class", named)
    parent.insert(parent.index(members[0]), wrapper)
    for one in members:
        wrapper.append(one)
