"""Whom a comment answers, where the page says so beside its text: "Ann in reply to Ben", a link to the other comment, a quoted passage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from polarize.sources._html_once import once
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, blocks
from polarize.sources._html_roles import is_quote, short
from polarize.sources._paste_replies import plain
from polarize.sources._words import ANSWERS, key, words

_BEFORE: Final = re.compile(rf"{ANSWERS}\W{{0,3}}(?:@|#|the |a )?(?:comment(?: by| from| of)?|post(?: by| from| of)?)?\s*\Z", re.IGNORECASE)
_NAMED: Final = re.compile(
    rf"(?:\W|\S.{{0,60}}?\s)??{ANSWERS}\s?[:：]?\s*@?(?:(?:comment|post) (?:by|from|of) )?(?P<name>\S.{{0,59}}?)\W{{0,3}}", re.IGNORECASE
)
_WHOM: Final = re.compile(
    r"(?:^|[-_ ])(?:in[-_]?(?:reply|response)[-_]?to|reply[-_]?to[-_]?(?:name|user|author|comment)?|replied[-_]?to"
    r"|respond[-_]?to|parent(?:[-_]?(?:link|comment|author|name|user))?)(?:$|[-_ ])"
)
"""Class names of what tells whom a comment answers."""
_TO: Final = re.compile(rf"\W{{0,3}}{ANSWERS}\s?[:：]?\s*\S.{{0,59}}", re.IGNORECASE)
_UP: Final = frozenset(
    words("""
    parent eltern- übergeordnet ↑ ⬑ ↰
    """)
) | frozenset(["parent comment", "view parent", "show parent", "in reply to", "in response to", "commentaire parent", "elternkommentar"])
_POINTS: Final = re.compile(r"(?:>>|[@#№↑»])\s?\d{1,12}\b|@\S")
_NUMBER: Final = re.compile(r"(\d{1,19})\D*\Z")
_ASKED: Final = re.compile(
    r"[?&;/](?:p|pid|post|post_?id|comment|comment_?id|cid|mid|msg|message|reply|goto)[=/_-]?(?:post[&=]\w{0,12}=?)?(\d{1,19})\b",
    re.IGNORECASE,
)
_QUOTE_LABEL: Final = re.compile(r"(?:quote|zitat|citation|cita|citaat|цитата|cytat|lainaus|citat|引用)\W{0,3}", re.IGNORECASE)
_POSTED_BY: Final = re.compile(r"(?:originally posted by|zitat von|posted by)\s+(?P<name>\S.{0,60})", re.IGNORECASE)
_FEWEST_LETTERS: Final = 12
_COMPARED: Final = 40
_LOOKED_BACK: Final = 3_000
_LETTERS: Final = re.compile(r"\W+")


def state(page: Page, found: Sequence[Post]) -> None:
    """Set whom comments answer that state it beside their text, by a link or by a name; nothing where blocks or depths state it already.

    Args:
        page: the page.
        found: its comments, in page order.
    """
    if any(post.parent or post.depth or post.answers for post in found):
        return
    posts = {post.anchor: post for post in found if post.anchor is not None}
    listed = blocks(page, posts)
    known = _known(listed, posts)
    for block in listed:
        post = posts[block.element]
        target = _target(block, known, post)
        if target is not None:
            post.parent = target.id
        else:
            post.answers = _answered(block, post)
    if any(post.parent or post.answers for post in found):
        for post in found:
            post.depth = None


def _known(listed: Sequence[Block], posts: Mapping[Element, Post]) -> dict[str, Post]:
    """Return the comments by the numbers that their markup gives them, where a number is that of one comment only."""
    known: dict[str, Post] = {}
    twice: set[str] = set()
    for block in listed:
        post = posts[block.element]
        for number in {found for one in block.own for name in ("id", "name") if (found := _last(one.get(name) or ""))} | {
            _last(post.id or "")
        }:
            if number and known.setdefault(number, post) is not post:
                twice.add(number)
    return {number: post for number, post in known.items() if number not in twice}


def _last(said: str) -> str:
    match = _NUMBER.search(said)
    return match[1] if match else ""


def _target(block: Block, known: Mapping[str, Post], own: Post) -> Post | None:
    """Return the comment that a block points at; None for none."""
    for link in block.own:
        if link.tag != "a":
            continue
        target = known.get(_led_to(link.get("href") or ""))
        if target is not None and target is not own and _says_answer(block, link):
            return target
    return None


def _led_to(address: str) -> str:
    """Return the number of the comment that an address leads to."""
    _, mark, fragment = address.partition("#")
    number = _last(fragment) if mark else ""
    if number:
        return number
    asked = _ASKED.findall(address)
    return asked[-1] if asked else ""


def _says_answer(block: Block, link: Element) -> bool:
    """Whether a link to another comment says that that one is answered, and is no step to the next one or a footnote."""
    word = short(block.page, link)
    near = [link, *islice(link.iterancestors(), 2)]
    if key(word) in _UP or _POINTS.match(word) or _BEFORE.search(_words_before(block.page, link)) or _BEFORE.match(word):
        return True
    if any(_WHOM.search(one.get("class") or "") for one in near):
        return not any("reply-link" in (one.get("class") or "") for one in near)
    for one in islice(link.iterancestors(), 5):
        if one is block.element:
            break
        if is_quote(block.page, one):
            return True
    return _POSTED_BY.search(_words_before(block.page, link)) is not None


def _words_before(page: Page, link: Element) -> str:
    """Return the last words before a link in the element that holds it."""
    outer = link.getparent()
    if outer is None:
        return ""
    parts = [outer.text or ""]
    for one in outer:
        if one is link:
            break
        parts += [short(page, one), one.tail or ""]
    return " ".join(" ".join(parts).split())[-80:]


def _answered(block: Block, post: Post) -> str | None:
    """Return the name that a short line beside a comment's text gives for who is answered ("Ann replied to Ben"); None for none."""
    for one in block.own[1:]:
        if one.tag in ("button", "input") or len(one) > 4:
            continue
        line = short(block.page, one)
        if not 0 < len(line) <= 120 or line in post.text:
            continue
        match = _NAMED.fullmatch(line) if len(line) > 6 else None
        name = match["name"] if match else line if len(one) == 0 and _WHOM.search(one.get("class") or "") else ""
        name = name.strip("@↑↩⤷→ :")
        if name and not name.isdigit() and plain(name) != plain(post.author or ""):
            return name
    return None


@once
def is_answered(page: Page, link: Element) -> bool:
    """Whether the words before a link say that it is what a comment answers, or whom: "in reply to Ann"."""
    return link.tag == "a" and _BEFORE.search(_words_before(page, link)) is not None


@once
def says_whom(page: Page, one: Element) -> bool:
    """Whether an element says no more than whom a comment answers ("In reply to Ann"), by its class and by its words."""
    return _WHOM.search(one.get("class") or "") is not None and _TO.fullmatch(short(page, one)) is not None


def quoting(posts: Sequence[Post]) -> list[int | None]:
    """Return for each comment the index of the earlier one whose words it quotes first; None where it quotes none of the page.

    A quoted passage is one whose lines begin with "> ", or what follows a line such as "Originally Posted by Ann". The comment that
    is quoted is the latest above that holds the beginning of one of its paragraphs.
    """
    held: list[str | None] = [None] * len(posts)
    out: list[int | None] = []
    for index, post in enumerate(posts):
        starts = _quoted(post.text) if post.text[:400].count("\n") or post.text.startswith("> ") else []
        out.append(_holding(posts, held, index, starts) if starts else None)
    return out


def _holding(posts: Sequence[Post], held: list[str | None], index: int, starts: list[str]) -> int | None:
    for before in range(index - 1, max(-1, index - 1 - _LOOKED_BACK), -1):
        said = held[before]
        if said is None:
            said = held[before] = _letters("\n".join(line for line in posts[before].text.split("\n") if not line.startswith("> ")))
        if any(start in said for start in starts):
            return before
    return None


def _quoted(text: str) -> list[str]:
    """Return how the paragraphs of the first quoted passage of a text begin, as letters."""
    lines = text.split("\n")
    first = next((place for place, line in enumerate(lines[:12]) if line.startswith("> ")), None)
    if first is not None:
        passage = []
        for line in lines[first:]:
            if line and not line.startswith("> "):
                break
            passage.append(line.removeprefix("> "))
    else:
        start = next((place for place, line in enumerate(lines[:3]) if _POSTED_BY.match(line)), None)
        if start is None and _QUOTE_LABEL.fullmatch(lines[0]):
            start = 0
        if start is None:
            return []
        after = [line for line in lines[start + 1 :] if line]
        passage = after[:2]
    begins = (_letters(line)[:_COMPARED] for line in passage)
    return [begin for begin in begins if len(begin) >= _FEWEST_LETTERS]


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).lower()
