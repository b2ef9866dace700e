"""What stands in a comment in markup that nobody knows: its name, its time, its text, read by the parts of its list."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, takewhile
from typing import Final

from polarize.sources._dates import find
from polarize.sources._html_answers import says_whom
from polarize.sources._html_dates import Stamp, dated, stamp_of
from polarize.sources._html_names import about_member, can_name, labelled, name_in, signs
from polarize.sources._html_once import once, those
from polarize.sources._html_page import Element, Page, text_before
from polarize.sources._html_parts import BODY, NAMED, Parts, is_answer_form, is_labelled, parts_of, stamps
from polarize.sources._html_posts import Block, Post, number
from polarize.sources._html_roles import LONGEST_DATED, Role, edit_notes, first_of, is_called, is_quote, role_of, roles_in, short
from polarize.sources._html_text import line_of, text_of
from polarize.sources._html_titles import HEADINGS, SUBJECT, heads_comment
from polarize.sources._words import ANSWERS, CONTROLS, MAIL, PINGBACK, PROFILE, ROLES, key

_MOTTO: Final = re.compile(r"[(（][^()（）\n]{1,80}[)）]")
_VOTES: Final = re.compile(r"like|vote|score|point|thumb|rating|karma|recommend|upvote|count")
_NO_VOTES: Final = re.compile(r"repl|comment|down|dislike")
_LINKED: Final = frozenset(["a", "span", "b", "strong", "div", "cite"])
_FACE: Final = re.compile(r"[:;=xX8][-o']?[()DPp|/\\]{1,3}|\^[_.]?\^")
_SAID: Final = re.compile(
    r"(?:asked|answered|updated|commented|said|says|wrote|replied|posted|sagte?|schrieb|schreibt|a écrit|dijo)\s?:?", re.IGNORECASE
)
_REPLIES: Final = re.compile(rf"(?P<name>\S.{{0,40}}?) {ANSWERS}", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\d{1,6} (?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties)")
_MAIL: Final = re.compile(rf"[-–—(]?\s?{MAIL}")
"""A line that is the author's address of mail."""
_PLACE: Final = re.compile(r"#\d{1,5}\.\d{1,5}")
EDITED: Final = re.compile(
    r"(?:last edited|edited|zuletzt bearbeitet|zuletzt geändert|bearbeitet|modifié|editado) (?:by|von|par|por)\b.{0,60}", re.IGNORECASE
)


def read_block(block: Block, parts: Parts) -> Post | None:
    """Return the comment in a block; None when it holds no text."""
    when, stamp = _time(block, parts)
    holder, name = _name(block, parts, when)
    read = [one for one in (when, holder) if one is not None and short(block.page, one)]
    said = _text(block, parts, [*read, *_head_with_motto(block, holder, when)])
    if (
        not said
        or (when is block.element and when.tag != "dt")
        or PINGBACK.match(said)
        or _is_ping(block)
        or re.fullmatch(r"@\S+", said)
        or EDITED.fullmatch(said)
    ):
        return None
    if name is None and _is_usual(parts) and parts.body is not None and parts.body not in roles_in(block):
        return None  # a remark between the comments: "Ann added a label"
    return Post(
        text=said, author=name, id=_identity(block.element), parent=_parent(block.element), stamp=stamp, votes=_votes(block, holder, when)
    )


def _head_with_motto(block: Block, name: Element | None, when: Element | None) -> list[Element]:
    """Return what holds a name and a time and else only words in brackets, the motto of who wrote; nothing where that is not so."""
    above = name.getparent() if name is not None else None
    if above is None or above is block.element or when is None or when.getparent() is not above or len(above) != 2:
        return []
    beside = "".join(text or "" for text in (above.text, *(one.tail for one in above))).strip()
    return [above] if _MOTTO.fullmatch(beside) else []


def _is_ping(block: Block) -> bool:
    """Whether the classes of a block, or of what is around it or begins it, say that it is the link of another page that leads here."""
    near = (*block.own[:3], *islice(block.element.iterancestors(), 2))
    return any(block.page.has(one, "pingback", "trackback") for one in near)


def read_folded(block: Block, parts: Parts) -> Post | None:
    """Return the comment in a block that shows its title and its author alone, as systems fold comments that few readers liked.

    The title is its text, for it is all that the page shows of what its author wrote; None where there is no title or no name.
    """
    found = _named(block, parts)
    titles = [one for one in block.own[1:] if one.tag in HEADINGS] or [
        one for one in block.own[1:] if any(SUBJECT.search(name) for name in block.page.classes.get(one, ()))
    ]
    title_ = next((line for one in titles if (line := line_of(one, block.inner))), "")
    if found is None or not title_ or len(title_) > LONGEST_DATED:
        return None
    return Post(text=title_, author=found[1], id=_identity(block.element), parent=_parent(block.element))


def fill(page: Page, listed: list[Block], found: list[Post]) -> None:
    """Fill in the names, times and texts that a platform's own classes did not lead to: themes rename them, lists stay lists."""
    lacking = sum(not post.author or not (post.stamp.raw or post.stamp.exact) for post in found)
    few = lacking * 5 < max(1, len(found))
    if few and not any(post.loose for post in found):
        return
    parts = parts_of(page, listed)
    if few and not is_called(parts.body, BODY):
        return
    blocks = {block.element: block for block in listed}
    for post in found:
        block = blocks.get(post.anchor) if post.anchor is not None else None
        other = read_block(block, parts) if block is not None else None
        if other is None:
            continue
        if post.loose and (other.author or other.stamp.raw):
            post.text = other.text
        post.author = post.author or other.author
        if not (post.stamp.raw or post.stamp.exact):
            post.stamp = other.stamp


def _time(block: Block, parts: Parts) -> tuple[Element | None, Stamp]:
    begun = dated(" ".join((block.element.text or "").split())) if parts.body is not None else None  # printed before all elements
    for one in stamps(block, parts):
        stamp = stamp_of([one])
        if (stamp.exact or stamp.raw) and not (begun and one is block.element):
            return one, stamp
    return None, Stamp(begun)


def _name(block: Block, parts: Parts, when: Element | None) -> tuple[Element | None, str | None]:
    """Return the element with the name, and the name: of the role, else of the line with the date ("Ann wrote on 3 May").

    A name that the block's own element has as an attribute comes first, for it is no guess.
    """
    stated = next((said for attribute in _AUTHORS if (said := " ".join((block.element.get(attribute) or "").split()))), "")
    if stated and can_name(stated):
        return next((one for one in block.own[1:] if short(block.page, one) == stated), None), stated
    if parts.name is not None:
        found = _named(block, parts) or _bare(block, parts)
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
            name = name_in(line) if len(line) <= LONGEST_DATED else None
            if name and can_name(name) and (parts.name is None or not _is_usual(parts) or signs(line)):
                return holder, name
    return None, None


def _named(block: Block, parts: Parts) -> tuple[Element, str] | None:
    """Return the element of the role that holds names, and the name in it; None where no such element names anybody."""
    notes = edit_notes(block.page, parts.dated)
    role_only: tuple[Element, str] | None = None
    for one in _likely_names(block, parts.name):
        if one not in notes:
            dates = [part for part in one.iter() if part is not one and part in parts.dated]
            name = _bare_before(one) or name_in(text_of(one, [*block.inner, *dates], own=False).split("\n")[0] or short(block.page, one))
            if name and (can_name(name) or _is_surely_name(parts, name)):
                return _with_words(block, one, name, parts.body), name
            role_only = role_only or ((one, name) if name and key(name) in ROLES and len(one) == 0 else None)
    return role_only if is_called(parts.name, NAMED) else None  # somebody who goes by "Admin"


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


def _is_usual(parts: Parts) -> bool:
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


def _text(block: Block, parts: Parts, read: list[Element]) -> str:
    """Return the text of a block; without its title, unless that is all that it says."""
    titles = [one for one in block.own[1:] if role_of(block.page, one) in parts.titles] if parts.titles else []
    return _told(block, parts, [*read, *titles]) or "\n".join(line for one in titles if (line := short(block.page, one)))


def _told(block: Block, parts: Parts, read: list[Element]) -> str:
    page = block.page
    if block.element.tag == "dt":
        return _defined(block.element)
    if parts.body is not None:
        body = first_of(block, parts.body)
        if body is not None:
            bodies = [body, *(one for one in body.itersiblings() if role_of(page, one) == parts.body)]  # paragraphs made alike
            within = {below for whole in bodies for below in whole.iterdescendants()}
            own = [one for one in block.own if one in within]
            same = [one for one in own if _says_same(one, parts) or says_whom(page, one)]
            heads = [one for one in own if heads_comment(page, one)]
            notes = edit_notes(page, parts.dated) & block.members
            quotes = {one for one in within if is_quote(page, one)}
            skip = {*block.inner, *read, *same, *notes}
            for one in heads:  # further down, a heading is a part of the text
                if " ".join(text_of(body, skip, own=False).split()).startswith(short(page, one)):
                    skip.add(one)
            lines = (text_of(whole, skip, quotes=quotes) for whole in bodies if whole is body or whole not in skip)
            said = "\n\n".join(line for line in lines if line)
            return _trimmed(said) or (said if len(said) < 12 and not said.strip("+-–−").isdigit() else "")  # ":)"
    usual = (one for one in block.own[1:] if role_of(page, one) in parts.furniture and not _is_in_sentence(page, one))
    skip = {*block.inner, *read, *usual, *(one for one in block.own[1:] if heads_comment(page, one) or says_whom(page, one))}
    skip |= those(block, is_answer_form) - {block.element}
    skip |= edit_notes(page, parts.dated) & block.members
    said = _without_profile(text_of(block.element, skip))
    return _trimmed(said) or (said if _FACE.fullmatch(said) else "")


def _without_profile(said: str) -> str:
    """Return a text without the lines on its author that forums print beside it ("Join Date: Mar 2006")."""
    lines = said.split("\n")
    kept = [line for line in lines if not (len(line) < 60 and ":" in line and key(line.split(":")[0]) in PROFILE)]
    return "\n".join(kept).strip("\n") if len(kept) < len(lines) else said


def _says_same(one: Element, parts: Parts) -> bool:
    """Whether an element says what its like says in most blocks, and is not a word of a sentence that happens to stand in most."""
    word = parts.furniture.get(role_of(parts.page, one))
    return word is not None and key(short(parts.page, one)) in (word, key(word)) and not _is_in_sentence(parts.page, one)


@once
def _is_in_sentence(page: Page, one: Element) -> bool:
    """Whether words stand before an element, or behind a link, in the element that holds it: then it is a part of what they say."""
    beside = any(map(str.isalpha, text_before(one))) or (one.tag == "a" and any(map(str.isalpha, one.tail or "")))
    word = short(page, one)
    return beside and any(map(str.isalpha, word)) and key(word) not in CONTROLS


def _defined(term: Element) -> str:
    """Return the text of a definition list's items that follow a term."""
    said = [text_of(after) for after in takewhile(lambda one: one.tag != "dt", term.itersiblings())]
    return _trimmed("\n\n".join(part for part in said if part))


def _trimmed(said: str) -> str:
    """Return a text without the buttons and counters at its ends."""
    lines = said.split("\n")
    while lines and _is_button(lines[-1]):
        lines.pop()
    start = 0
    while start < len(lines) and (_is_button(lines[start]) or _SAID.fullmatch(lines[start]) or _MAIL.fullmatch(lines[start])):
        start += 1
    lines = lines[start:]
    # A title that only repeats how the text begins, as systems make it that want one.
    after = next((line for line in lines[1:] if line), "")
    if len(lines) > 1 and 2 < len(title := lines[0].rstrip("….")) <= min(80, len(after)) and after.startswith(title):
        lines = lines[lines.index(after, 1) :]
    return "\n".join(lines)


def _is_button(line: str) -> bool:
    word = key(line)
    return not word or (
        len(word) <= 40
        and (
            word in CONTROLS
            or _COUNTED.fullmatch(word) is not None
            or ("".join(word.lstrip("#").split()).isdigit() and len(word) < 16)
            or _PLACE.fullmatch(word) is not None
            or word in ROLES
        )
    )


_IDS: Final = ("data-comment-id", "data-commentid", "data-id", "data-post-id", "data-cid", "comment-id", "id")
_AUTHORS: Final = ("data-author", "data-author-name", "data-comment-author", "data-username", "data-user-name", "data-nickname")
_PARENTS: Final = (
    "data-parent-id",
    "data-parentid",
    "data-parent",
    "data-parent-comment-id",
    "data-reply-to",
    "data-in-reply-to",
    "parent-id",
)


def _identity(one: Element) -> str | None:
    said = next((value for name in _IDS if (value := one.get(name))), None)
    match = re.search(r"(\d+)\D*$", said) if said else None
    return match[1] if match else said


def _parent(one: Element) -> str | None:
    said = next((value for name in _PARENTS if (value := one.get(name))), None)
    match = re.search(r"(\d+)\D*$", said) if said else None
    return match[1] if match and match[1] != "0" else None


def _votes(block: Block, *read: Element | None) -> int | None:
    """Return the number that stands alone in an element whose class names speak of votes."""
    for one in block.own[1:]:
        if (named := one.get("class")) and _are_votes(named) and one not in read:
            line = short(block.page, one)
            if line and re.fullmatch(r"[+\-−]?\d{1,6}(?:\s(?:likes?|points?|votes?))?", line):
                return number(line)
    return None


@lru_cache(maxsize=16_384)
def _are_votes(named: str) -> bool:
    return _VOTES.search(named) is not None and _NO_VOTES.search(named) is None
