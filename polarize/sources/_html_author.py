"""Whose a comment is in markup that nobody knows: by an attribute, by the role that holds names in its list, by the line with its time."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import Final

from polarize.sources._dates import find
from polarize.sources._html_names import about_member, can_name, labelled, name_in, named_after, signs
from polarize.sources._html_once import those
from polarize.sources._html_page import Element, text_before
from polarize.sources._html_parts import NAMED, Parts, is_labelled, names_itself
from polarize.sources._html_posts import Block
from polarize.sources._html_roles import LONGEST_DATED, Role, edit_notes, is_called, role_of, roles_in, short
from polarize.sources._html_text import line_of, text_of
from polarize.sources._words import ANSWERS, CONTROLS, ROLES, key

_LINKED: Final = frozenset(["a", "span", "b", "strong", "div", "cite"])
_REPLIES: Final = re.compile(rf"(?P<name>\S.{{0,40}}?) {ANSWERS}", re.IGNORECASE)
_FEWEST_BADGES: Final = 3
_SAMPLE: Final = 40
_AUTHORS: Final = ("data-author", "data-author-name", "data-comment-author", "data-username", "data-user-name", "data-nickname")


def author_of(block: Block, parts: Parts, when: Element | None) -> tuple[Element | None, str | None]:
    """Return the element with the name, and the name: of the role, else of the line with the date ("Ann wrote on 3 May").

    A name that the block's own element has as an attribute comes first, for it is no guess.
    """
    stated = next((said for attribute in _AUTHORS if (said := " ".join((block.element.get(attribute) or "").split()))), "")
    if stated and can_name(stated):
        return next((one for one in block.own[1:] if short(block.page, one) == stated), None), stated
    if parts.name is not None:
        found = named_by_role(block, parts) or _bare(block, parts)
        if found is not None:
            return found
    else:
        labels = those(block, is_labelled)
        for one in block.own[1:]:
            name = labelled(short(block.page, one)) if one in labels else None
            if name and can_name(name):
                return one, name
    if when is not None:
        above = when.getparent()
        for holder in [when] if above is None or (above is block.element and above.tag != "dt") else [when, above]:
            line = line_of(holder, block.inner)
            name = (named_after(line) or _first_in(holder) or name_in(line)) if len(line) <= LONGEST_DATED else None
            if name and can_name(name) and (parts.name is None or not is_usual(parts) or signs(line)):
                return holder, name
    return None, None


def _first_in(line: Element) -> str | None:
    """Return the name in the element that a line begins with, before what its author did: "<b>Ann</b> gave 5 stars, 2 days ago"."""
    first = next((one for one in line if one.tag not in ("img", "br") and line_of(one)), None)
    if first is None or (line.text or "").strip() or not (first.tail or "").strip()[:1].isalpha():
        return None
    said = line_of(first)
    return said if not names_itself(first, said) and name_in(said) == said.rstrip(" ,:-") and can_name(said) and not find(said) else None


def named_by_role(block: Block, parts: Parts) -> tuple[Element, str] | None:
    """Return the element of the role that holds names, and the name in it; None where no such element names anybody."""
    notes = edit_notes(block.page, parts.dated)
    role_only: tuple[Element, str] | None = None
    for one in _likely_names(block, parts.name):
        if one not in notes:
            dates = [part for part in one.iter() if part is not one and part in parts.dated]
            lines = [line for line in text_of(one, [*block.inner, *dates], own=False).split("\n") if line]
            while len(lines) > 1 and lines[0] in _badges(parts):
                del lines[0]
            name = _bare_before(one) or name_in(lines[0] if lines else short(block.page, one))
            if name and (can_name(name) or _is_surely_name(parts, name)):
                return _with_words(block, one, name, parts.body), name
            role_only = role_only or ((one, name) if name and key(name) in ROLES and len(one) == 0 else None)
    return role_only if is_called(parts.name, NAMED) else None  # somebody who goes by "Admin"


def _badges(parts: Parts) -> frozenset[str]:
    """Return the lines that stand above the names of several authors, as titles do that a site gives to some."""
    if parts.badges is None:
        under: dict[str, set[str]] = defaultdict(set)
        for block in parts.listed[:_SAMPLE]:
            for one in _likely_names(block, parts.name)[:1]:
                lines = [line for line in text_of(one, block.inner, own=False).split("\n") if line][:2]
                if len(lines) == 2 and can_name(lines[1]):
                    under[lines[0]].add(lines[1])
        parts.badges = frozenset(line for line, names in under.items() if len(names) >= _FEWEST_BADGES)
    return parts.badges


def _is_surely_name(parts: Parts, name: str) -> bool:
    """Whether an odd text is a name all the same, because it stands where the page's classes say that names stand."""
    word = key(name)
    return (
        parts.name is not None
        and NAMED.search(parts.name[1].removesuffix("profile") if name.isdigit() else parts.name[1]) is not None
        and 1 < len(name) <= 100
        and word not in CONTROLS
        and (word not in ROLES or parts.name[1].endswith("profile"))
        and not find(name)
        and not about_member(name)
    )


def _bare_before(one: Element) -> str | None:
    """Return the name printed before an element that names who is answered ("Ann replied to <a>Ben</a>"); None for any other element."""
    before = text_before(one)
    match = _REPLIES.fullmatch(" ".join(before.split())) if before.strip() else None
    return match["name"] if match else None


def _bare(block: Block, parts: Parts) -> tuple[Element, str] | None:
    """Return the name that a block prints as plain text where most others have it in an element, and what holds it; None for none."""
    holder = next((one for one in block.own[1:] if role_of(block.page, one) == parts.holder), None) if parts.holder is not None else None
    if holder is None or not short(block.page, holder) or any(role_of(block.page, one) == parts.body for one in holder.iter()):
        return None
    said = next((line for text in (holder.text, *(child.tail for child in holder)) if (line := " ".join((text or "").split()))), "")
    match = _REPLIES.fullmatch(said)
    name = match["name"] if match else name_in(said.strip(" ,:;|·•—–-")) or ""
    return (holder, name) if name and not find(name) and can_name(name) and len(name) <= 40 else None


def is_usual(parts: Parts) -> bool:
    """Whether nearly all blocks have the element that holds the name: then one without it has no name."""
    if parts.usual is None:
        sample = parts.listed[:30]
        parts.usual = sum(bool(_likely_names(block, parts.name)) for block in sample) >= 0.6 * len(sample)
    return parts.usual


def _likely_names(block: Block, name: Role | None) -> list[Element]:
    """Return what in a block has the role of the name, in page order."""
    alike = [one for role, same in roles_in(block).items() if _is_named(role, name) for one in same if one is not block.element]
    return sorted(alike, key=lambda one: block.page.order[one])


@lru_cache(maxsize=16_384)
def _is_named(role: Role, name: Role | None) -> bool:
    """Whether a role is that of the name; a name may lack its link to a profile."""
    if name is not None and role[0] == name[0] and NAMED.search(name[1]) and set(name[1].split()) < set(role[1].split()):
        return True  # with one class more: the author of what is commented on
    if (
        name is not None
        and role[0] == name[0]
        and name[1].endswith("profile")
        and role[1].startswith(f"{name[1].removesuffix(' profile')}-")
    ):
        return True  # with a longer class: "username-coloured" for those who lead the board
    if name is None or role == name:
        return name is not None
    plain, known = role[1].removesuffix(" profile"), name[1].removesuffix(" profile")
    alike = plain == known and (name[1] != known or NAMED.search(known) is not None)
    return alike and bool(plain) and {role[0], name[0]} <= _LINKED


def _with_words(block: Block, one: Element, name: str, body: Role | None) -> Element:
    """Return the outermost element that says no more than the name does ("Ann says:"): not one that holds the text, too."""
    above = one.getparent()
    best = one
    while above is not None and above is not block.element and name_in(short(block.page, above)) == name:
        if any(other is not best and (other.tag == "p" or role_of(block.page, other) == body) for other in above.iterdescendants()):
            break
        best = above
        above = best.getparent()
    return best
