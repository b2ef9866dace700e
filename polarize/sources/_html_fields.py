"""The parts of a comment in markup that nobody knows: which element holds the name, which the time, which the text.

Blocks of one list are made alike, so an element's place ("role": its tag and class names) says the same in each of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from statistics import median
from typing import Final

from polarize.sources._html_dates import Stamp, stamp_of
from polarize.sources._html_names import name_in
from polarize.sources._html_page import Element, Page
from polarize.sources._html_posts import Block, Post, number
from polarize.sources._html_text import line_of, text_of
from polarize.sources._paste_dates import find
from polarize.sources._paste_heads import is_name
from polarize.sources._paste_words import CONTROLS, PINGBACK, ROLES, key
from polarize.tables import PLACEHOLDERS

Role = tuple[str, str]

_DIGITS: Final = re.compile(r"\d+")
_STATES: Final = re.compile(r"odd|even|first|last|alt|active|parent|open|new|clearfix|clear|hidden|visible|left|right|row|col")
_NAMED: Final = re.compile(
    r"author|autor|auteur|user|usr|nick|(?:^|[-_ ])fn(?:$|[-_ ])|poster|writer|commenter|creator|handle|(?:^|[-_ ])by"
    r"|verfasser|profile|person|member|name"
)
_PROFILE: Final = re.compile(
    r"member(?:list|s|\.php|/)|profil|/users?[/?.]|/u/|userid|user\?|/people/|/person|/konto|account|/@\w|!ku\d|userinfo|\.livejournal\.",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(
    r"avatar|date|time|title|badge|rank|role|level|count|score|vote|like|reply|repl|share|report|button|location|joined"
    r"|tools|action|content|text|body"
)
_BODY: Final = re.compile(
    r"text|body|content|message|inhalt|texte|copy|words|prose|markdown|(?:^|[-_ ])md(?:$|[-_ ])|description|cooked|comment$"
)
_VOTES: Final = re.compile(r"like|vote|score|point|thumb|rating|karma|recommend|upvote|count")
_NO_PERSON: Final = re.compile(
    r"(?:level|stufe|niveau|page|seite|no|nr)\.? ?#?\d+$|#?\d+$|[\d.,k]+ (?:points?|votes?|likes?"
    r"|comments?|kommentare?|commentaires?|comentarios?|replies|posts?)$",
    re.IGNORECASE,
)
_INLINE: Final = frozenset(["a", "span", "p", "br", "time", "img", "button", "li"])
_NAME_TAGS: Final = frozenset(["cite", "b", "strong", "h3", "h4", "h5", "h6", "a", "address"])
_LONGEST_NAME: Final = 60
_SAMPLE: Final = 30
_LONGEST_DATED: Final = 200


def role_of(page: Page, one: Element) -> Role:
    """Return the place of an element: its tag, and its class names without numbers and states."""
    names = _plain(" ".join(sorted(page.classes.get(one, ()))))
    return (one.tag, f"{names} profile" if leads_to_profile(one) else names)


def leads_to_profile(one: Element) -> bool:
    """Whether an element is a link to somebody's profile."""
    return one.tag == "a" and _PROFILE.search(one.get("href") or "") is not None


@cache
def _plain(names: str) -> str:
    kept = [_DIGITS.sub("#", name) for name in names.split() if not _STATES.fullmatch(name)]
    return " ".join(dict.fromkeys(kept))


def dated_elements(page: Page) -> dict[Element, bool]:
    """Return the elements that tell a time, and whether it is as exact as the stamp of a comment (a time of day, or relative)."""
    if "dated" not in page.memo:
        page.memo["dated"] = {one: fine for one in page.elements if (fine := _tells_time(one)) is not None}
    kept: dict[Element, bool] = page.memo["dated"]
    return kept


def _tells_time(one: Element) -> bool | None:
    if one.tag in ("html", "body", "head", "title", "meta", "link", "option"):
        return None
    if one.tag in ("time", "relative-time", "time-ago") or any(
        one.get(name) for name in ("data-timestamp", "data-publishtime", "data-utime")
    ):
        return True
    if one.tag == "abbr" and one.get("title") and _dates(one.get("title") or ""):
        return True
    said = [one.text or "", *(child.tail or "" for child in one)] if len(one) <= 12 else [one.text or ""]
    joined = " ".join(" ".join(said).split())
    if not 2 <= len(joined) <= _LONGEST_DATED:
        return None
    kinds = _dates(joined)
    # Running text that names a day is no stamp: the date has to be most of the line, or the line short.
    if not kinds or (len(joined) > 60 and kinds[1] * 3 < len(joined)):
        return None
    return kinds[0]


@cache
def _dates(line: str) -> tuple[bool, int] | None:
    """Return whether the dates in a line are exact, and how long they are; None when there is none."""
    whens = [when for when in find(line) if when.kind != "time"]
    return (any(when.fine for when in whens), sum(when.end - when.start for when in whens)) if whens else None


@dataclass(slots=True)
class Parts:
    """What the blocks of a list are made of.

    Attributes:
        page: the page.
        listed: the blocks.
        dated: the elements of the page that tell a time.
        name: the role that holds the name; None when no role does.
        body: the role that holds the text; None when it is the whole block but for the other parts.
        furniture: roles that say the same in most blocks, and buttons.
    """

    page: Page
    listed: list[Block]
    dated: dict[Element, bool]
    name: Role | None = None
    body: Role | None = None
    furniture: set[Role] = field(default_factory=set)


def parts_of(page: Page, listed: list[Block]) -> Parts:
    """Return what the blocks are made of."""
    parts = Parts(page, listed, dated_elements(page))
    sample = listed[:_SAMPLE]
    roles = [_first_by_role(page, block) for block in sample]
    parts.furniture = _furniture(roles)
    parts.name = _name_role(len(sample), roles, parts)
    parts.body = _body_role(sample, roles, parts)
    return parts


def _first_by_role(page: Page, block: Block) -> dict[Role, Element]:
    found: dict[Role, Element] = {}
    for one in block.own[1:]:
        found.setdefault(role_of(page, one), one)
    return found


def _furniture(roles: list[dict[Role, Element]]) -> set[Role]:
    """Return the roles whose words are the same in most blocks, or a button's."""
    said: dict[Role, Counter[str]] = defaultdict(Counter)
    for block in roles:
        for role, one in block.items():
            line = _short(one)
            if line:
                said[role][key(line) or line] += 1
    out = set()
    for role, counts in said.items():
        word, most = counts.most_common(1)[0]
        total = sum(counts.values())
        buttons = sum(count for line, count in counts.items() if line in CONTROLS)
        same = total >= 3 and most >= 0.6 * total and len(word) <= 40 and total >= 0.3 * len(roles)
        if (same and word not in PLACEHOLDERS and not _NAMED.search(role[1])) or buttons >= 0.6 * total:
            out.add(role)
    return out


def _short(one: Element) -> str:
    """Return the words of an element when they are few, else ""."""
    words = ""
    for text in one.itertext():
        words += str(text)
        if len(words) > 400:
            return ""
    line = " ".join(words.split())
    return line if len(line) <= 120 else ""


def _name_role(blocks: int, roles: list[dict[Role, Element]], parts: Parts) -> Role | None:
    """Return the role that most probably holds the name."""
    lines: dict[Role, list[str]] = defaultdict(list)
    for found in roles:
        for role, one in found.items():
            if role in parts.furniture or one in parts.dated or one.tag in ("p", "ul", "ol", "time", "img", "button", "blockquote"):
                continue
            line = _short(one)
            if line and len(line) <= _LONGEST_NAME + 30:
                lines[role].append(line)
    scored = [(_name_score(role, said, blocks), role) for role, said in lines.items()]
    best = max(scored, default=None, key=lambda pair: (pair[0], pair[1]))
    return best[1] if best is not None and best[0] >= 3.0 else None


def _name_score(role: Role, said: list[str], blocks: int) -> float:
    tag, classes = role
    names = [name for line in said if (name := name_in(line)) and _can_name(name)]
    whole = sum(name_in(line) == line.strip(" ,:") for line in said)
    score = 2.0 * len(names) / max(len(said), 1) + 2.0 * min(1.0, len(said) / blocks) + whole / max(len(said), 1)
    score += 2.0 if _NAMED.search(classes) else 0.0
    score += 0.5 if tag in _NAME_TAGS else 0.0
    score -= 2.0 if _NO_NAME.search(classes) and not _NAMED.search(classes) else 0.5 if _NO_NAME.search(classes) else 0.0
    if len(said) >= 4 and len({_DIGITS.sub("", line) for line in said}) == 1 and key(said[0]) not in PLACEHOLDERS:
        score -= 2.0
    if names and median(len(name.split()) for name in names) >= 4:
        score -= 1.5  # the title of a comment, not its author
    if len(names) * 2 < len(said) or len(said) * 2 < blocks:
        score -= 3.0
    return score


def _can_name(name: str) -> bool:
    """Whether a text can be the name of a commenter."""
    return len(name) <= _LONGEST_NAME and is_name(name) and key(name) not in ROLES and not _NO_PERSON.match(name)


def _body_role(sample: list[Block], roles: list[dict[Role, Element]], parts: Parts) -> Role | None:
    """Return the role that holds most of the text, when it holds no name and no time."""
    sums: Counter[Role] = Counter()
    blocks: Counter[Role] = Counter()
    whole = 0
    for block, found in zip(sample, roles, strict=True):
        lengths, taken = _weighed(block, parts)
        whole += lengths.get(block.element, 0)
        for role, one in found.items():
            if role in parts.furniture or one in taken or (one.tag in _INLINE and not _BODY.search(role[1])):
                continue
            if lengths.get(one):
                sums[role] += lengths[one]
                blocks[role] += 1
    good = [
        role
        for role, total in sums.items()
        if blocks[role] >= 0.7 * len(sample) and total >= (0.2 if _BODY.search(role[1]) else 0.35) * whole
    ]
    if not good:
        return None
    most = max(sums[role] for role in good)
    near = [role for role in good if sums[role] >= 0.9 * most]
    return max(near, key=lambda role: (bool(_BODY.search(role[1])), sums[role], role))


def _weighed(block: Block, parts: Parts) -> tuple[dict[Element, int], set[Element]]:
    """Return how much text each element of a block holds, and the elements that hold the name or the time."""
    lengths: dict[Element, int] = defaultdict(int)
    taken: set[Element] = set()
    for one in reversed(block.own):
        lengths[one] += len((one.text or "").strip()) + sum(len((child.tail or "").strip()) for child in one)
        if one in parts.dated or (parts.name is not None and role_of(block.page, one) == parts.name):
            taken.add(one)
        above = one.getparent()
        if above is not None and one is not block.element:
            lengths[above] += lengths[one]
            if one in taken:
                taken.add(above)
    return lengths, taken


def read_block(block: Block, parts: Parts) -> Post | None:
    """Return the comment in a block; None when it holds no text."""
    when, stamp = _time(block, parts)
    holder, name = _name(block, parts, when)
    said = _text(block, parts, [one for one in (when, holder) if one is not None and _short(one)])
    if not said or (when is block.element and when.tag != "dt") or PINGBACK.match(said) or re.fullmatch(r"@\S+", said):
        return None
    return Post(
        text=said, author=name, id=_identity(block.element), parent=_parent(block.element), stamp=stamp, votes=_votes(block, holder, when)
    )


def fill(page: Page, listed: list[Block], found: list[Post]) -> None:
    """Fill in the names, times and texts that a platform's own classes did not lead to: themes rename them, lists stay lists."""
    lacking = sum(not post.author or not (post.stamp.raw or post.stamp.exact) for post in found)
    if lacking * 5 < max(1, len(found)):
        return
    parts = parts_of(page, listed)
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
    own = [one for one in block.own if one in parts.dated]
    own.sort(key=lambda one: (one.tag != "time", not parts.dated[one]))
    for one in own:
        stamp = stamp_of([one])
        if stamp.exact or stamp.raw:
            return one, stamp
    return None, Stamp()


def _name(block: Block, parts: Parts, when: Element | None) -> tuple[Element | None, str | None]:
    """Return the element with the name, and the name: of the role, else of the line with the date ("Ann wrote on 3 May")."""
    if parts.name is not None:
        for one in block.own[1:]:
            if _is_named(block.page, one, parts.name):
                name = name_in(text_of(one, block.inner, own=False).split("\n")[0])
                if name and _can_name(name):
                    return _with_words(block, one, name), name
    if when is not None:
        above = when.getparent()
        for holder in [when] if above is None or (above is block.element and above.tag != "dt") else [when, above]:
            line = line_of(holder, block.inner)
            name = name_in(line) if len(line) <= _LONGEST_DATED else None
            if name and _can_name(name):
                return holder, name
    return None, None


def _is_named(page: Page, one: Element, name: Role) -> bool:
    """Whether an element has the role of the name; a name may lack its link to a profile."""
    role = role_of(page, one)
    return role == name or (role[0] == name[0] and bool(role[1]) and f"{role[1]} profile" == name[1])


def _with_words(block: Block, one: Element, name: str) -> Element:
    """Return the outermost element that says no more than the name does ("Ann says:")."""
    above = one.getparent()
    best = one
    while above is not None and above is not block.element and _short(above) and name_in(_short(above)) == name:
        best = above
        above = best.getparent()
    return best


def _text(block: Block, parts: Parts, read: list[Element]) -> str:
    page = block.page
    if block.element.tag == "dt":
        return _defined(block.element)
    if parts.body is not None:
        body = next((one for one in block.own if role_of(page, one) == parts.body), None)
        if body is not None:
            return _trimmed(text_of(body, {*block.inner, *read}))
    skip = {*block.inner, *read, *(one for one in block.own[1:] if role_of(page, one) in parts.furniture)}
    return _trimmed(text_of(block.element, skip))


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
    while start < len(lines) and _is_button(lines[start]):
        start += 1
    return "\n".join(lines[start:])


def _is_button(line: str) -> bool:
    word = key(line)
    return not word or (len(word) <= 40 and (word in CONTROLS or (word.lstrip("#").isdigit() and len(word) < 9) or word in ROLES))


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
        names = " ".join(block.page.classes.get(one, ()))
        if one not in read and names and _VOTES.search(names) and not re.search(r"repl|comment|down|dislike", names):
            line = _short(one)
            if line and re.fullmatch(r"[+\-−]?\d{1,6}(?:\s(?:likes?|points?|votes?))?", line):
                return number(line)
    return None
