"""What stands in a comment in markup that nobody knows: its name, its time, its text, read by the parts of its list."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, takewhile
from typing import Final

from polarize.sources._html_answers import says_whom
from polarize.sources._html_author import author_of, is_usual, named_by_role
from polarize.sources._html_dates import Stamp, dated, stamp_of
from polarize.sources._html_once import once, those
from polarize.sources._html_page import Element, Page, text_before
from polarize.sources._html_parts import BODY, Parts, is_answer_form, parts_of, said_alike, stamps
from polarize.sources._html_posts import Block, Post, number
from polarize.sources._html_roles import (
    LONGEST_DATED,
    edit_notes,
    first_of,
    is_called,
    is_quote,
    own_length,
    role_of,
    roles_in,
    short,
)
from polarize.sources._html_text import line_of, text_of
from polarize.sources._html_titles import HEADINGS, SUBJECT, heads_comment
from polarize.sources._words import CONTROLS, MAIL, PINGBACK, PROFILE, ROLES, key

_MOTTO: Final = re.compile(r"[(（][^()（）\n]{1,80}[)）]")
_VOTES: Final = re.compile(r"like|vote|score|point|thumb|rating|karma|recommend|upvote|count")
_NO_VOTES: Final = re.compile(r"repl|comment|down|dislike")
_FACE: Final = re.compile(r"[:;=xX8][-o']?[()DPp|/\\]{1,3}|\^[_.]?\^")
_SAID: Final = re.compile(
    r"(?:asked|answered|updated|commented|said|says|wrote|replied|posted|sagte?|schrieb|schreibt|a écrit|dijo)\s?:?", re.IGNORECASE
)
_COUNTED: Final = re.compile(r"\d{1,6} (?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties)")
_MAIL: Final = re.compile(rf"[-–—(]?\s?{MAIL}")
"""A line that is the author's address of mail."""
_TEXTS: Final = frozenset(["reviewBody", "commentText"])
"""What microdata call the texts of comments and reviews."""
_RATING: Final = re.compile(r"(?:^|[-_ ])(?:rating|stars|score)(?:$|[-_ ])", re.IGNORECASE)
_LONGEST_RATING: Final = 20
_COMMENT: Final = re.compile(r"(?:^| )comment(?:$| )")
_HEADS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "header"])
_PLACE: Final = re.compile(r"#\d{1,5}\.\d{1,5}")
EDITED: Final = re.compile(
    r"(?:last edited|edited|zuletzt bearbeitet|zuletzt geändert|bearbeitet|modifié|editado) (?:by|von|par|por)\b.{0,60}", re.IGNORECASE
)


def read_block(block: Block, parts: Parts) -> Post | None:
    """Return the comment in a block; None when it holds no text."""
    when, stamp = _time(block, parts)
    holder, name = author_of(block, parts, when)
    read = [one for one in (when, holder) if one is not None and short(block.page, one)]
    said = _text(block, parts, [*read, *_mottos(block, holder, when)])
    if (
        not said
        or (when is block.element and when.tag != "dt")
        or PINGBACK.match(said)
        or _is_ping(block)
        or re.fullmatch(r"@\S+", said)
        or EDITED.fullmatch(said)
        or _is_before_name(holder, said)
    ):
        return None
    if name is None and is_usual(parts) and parts.body is not None and parts.body not in roles_in(block):
        return None  # a remark between the comments: "Ann added a label"
    if is_called(parts.body, _COMMENT) and parts.body not in roles_in(block) and _is_listed(block):
        return None  # what somebody changed, without a word on it
    return Post(
        text=said, author=name, id=_identity(block.element), parent=_parent(block.element), stamp=stamp, votes=_votes(block, holder, when)
    )


def _is_listed(block: Block) -> bool:
    """Whether a block says nothing outside lists but its heading."""
    inner = block.members - {block.element}
    inside = {one: {above.tag for above in (one, *one.iterancestors()) if above in inner} for one in inner}
    held = [tags for one, tags in inside.items() if own_length(block.page, one) and _HEADS.isdisjoint(tags)]
    return bool(held) and all("li" in tags for tags in held)


def _is_before_name(holder: Element | None, said: str) -> bool:
    """Whether all that a block says are the words before the name in its line: "Recipe sent by Ann"."""
    return holder is not None and " ".join(text_before(holder).split()).rstrip(":") == said.rstrip(":")


def _mottos(block: Block, name: Element | None, when: Element | None) -> list[Element]:
    """Return the words in brackets beside a name, the motto of who wrote; all that holds name and time where it says nothing else."""
    above = name.getparent() if name is not None else None
    if above is None or above is block.element:
        return []
    beside = "".join(text or "" for text in (above.text, *(one.tail for one in above))).strip()
    if when is not None and when.getparent() is above and len(above) == 2 and _MOTTO.fullmatch(beside):
        return [above]
    inline = [one for one in above if one is not name and one.tag in ("span", "small", "em", "i")]
    return [one for one in inline if _MOTTO.fullmatch(short(block.page, one))]


def _is_ping(block: Block) -> bool:
    """Whether the classes of a block, or of what is around it or begins it, say that it is the link of another page that leads here."""
    near = (*block.own[:3], *islice(block.element.iterancestors(), 2))
    return any(block.page.has(one, "pingback", "trackback") for one in near)


def read_folded(block: Block, parts: Parts) -> Post | None:
    """Return the comment in a block that shows its title and its author alone, as systems fold comments that few readers liked.

    The title is its text, for it is all that the page shows of what its author wrote; None where there is no title or no name.
    """
    found = named_by_role(block, parts)
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


def _text(block: Block, parts: Parts, read: list[Element]) -> str:
    """Return the text of a block; without its title, unless that is all that it says."""
    titles = [one for one in block.own[1:] if role_of(block.page, one) in parts.titles] if parts.titles else []
    return _told(block, parts, [*read, *titles]) or "\n".join(line for one in titles if (line := short(block.page, one)))


def _told(block: Block, parts: Parts, read: list[Element]) -> str:
    page = block.page
    if block.element.tag == "dt":
        return _defined(block.element)
    if _is_left_empty(block):
        return ""
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
    usual = (
        one for one in block.own[1:] if (role_of(page, one) in parts.furniture or _rates(page, one)) and not _is_in_sentence(page, one)
    )
    skip = {*block.inner, *read, *usual, *(one for one in block.own[1:] if heads_comment(page, one) or says_whom(page, one))}
    skip |= those(block, is_answer_form) - {block.element}
    skip |= edit_notes(page, parts.dated) & block.members
    said = _without_profile(text_of(block.element, skip))
    return _trimmed(said) or (said if _FACE.fullmatch(said) else "")


def _rates(page: Page, one: Element) -> bool:
    """Whether an element is the rating that somebody gave, in a word or a number, and no text."""
    return _RATING.search(one.get("class") or "") is not None and 0 < len(short(page, one)) <= _LONGEST_RATING


def _is_left_empty(block: Block) -> bool:
    """Whether the page's microdata say where the text stands, and nothing stands there: somebody rated without a word."""
    texts = [one for one in block.own if not _TEXTS.isdisjoint((one.get("itemprop") or "").split())]
    return bool(texts) and not any(text.strip() for one in texts for text in map(str, one.itertext())) and not any(map(_pictured, texts))


def _pictured(one: Element) -> bool:
    return next(one.iter("img", "video", "iframe", "picture"), None) is not None


def _without_profile(said: str) -> str:
    """Return a text without the lines on its author that forums print beside it ("Join Date: Mar 2006")."""
    lines = said.split("\n")
    kept = [line for line in lines if not (len(line) < 60 and ":" in line and key(line.split(":")[0]) in PROFILE)]
    return "\n".join(kept).strip("\n") if len(kept) < len(lines) else said


def _says_same(one: Element, parts: Parts) -> bool:
    """Whether an element says what its like says in most blocks, and is not a word of a sentence that happens to stand in most."""
    word, line = parts.furniture.get(role_of(parts.page, one)), short(parts.page, one)
    return word is not None and (said_alike(one, line) == word or key(line) == key(word)) and not _is_in_sentence(parts.page, one)


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
    while start < len(lines) and (_is_button(lines[start]) or _SAID.fullmatch(lines[start]) or _is_mail(lines[start])):
        start += 1
    lines = lines[start:]
    # A title that only repeats how the text begins, as systems make it that want one.
    after = next((line for line in lines[1:] if line), "")
    if len(lines) > 1 and 2 < len(title := lines[0].rstrip("….")) <= min(80, len(after)) and after.startswith(title):
        lines = lines[lines.index(after, 1) :]
    return "\n".join(lines)


def _is_mail(line: str) -> bool:
    """Whether a line is an address of mail; Chinese is written without blanks before one, too."""
    return line.isascii() and _MAIL.fullmatch(line) is not None


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
