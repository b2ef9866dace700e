"""The parts that the comments of a list are made of, in markup that nobody knows: which hold the name, the time, the text.

Blocks of one list are made alike, so an element's place ("role": its tag and class names) says the same in each of them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from polarize.sources._dates import find
from polarize.sources._html_answers import is_answered
from polarize.sources._html_names import LONGEST_NAME, can_name, introduces, labelled, name_in, signs
from polarize.sources._html_once import once, those
from polarize.sources._html_page import Element, Page, text_before
from polarize.sources._html_posts import Block
from polarize.sources._html_roles import TEXT_END, Role, dated_elements, edit_notes, is_quote, own_length, role_of, roles_in, short
from polarize.sources._html_text import line_of
from polarize.sources._words import CONTROLS, ROLES, key
from polarize.tables import PLACEHOLDERS

_DIGITS: Final = re.compile(r"\d+")
NAMED: Final = re.compile(
    r"author|autor|auteur|user|usr|(?<![ks])nick|(?:^|[-_ ])fn(?:$|[-_ ])|poster|writer|commenter|creator|handle|(?:^|[-_ ])by"
    r"|verfasser|benutzer|usuario|utilisateur|pseudo|profile|person|member|name|nombre|(?:^|[-_ ])(?:nome?|naam)(?:$|[-_ ])",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(
    r"avatar|date|time|title|badge|rank|role|level|(?<!ac)count|score|vote|like|reply|repl|share|report|button|location|joined"
    r"|tools|action|content|text|body",
    re.IGNORECASE,
)
BODY: Final = re.compile(
    r"te(?:xt|ks)|testo|body|content|message|msg|inhalt|copy|words|prose|markdown|(?:^|[-_ ])md(?:$|[-_ ])"
    r"|(?:^| )entry(?:$| )|description|cooked|comment$",
    re.IGNORECASE,
)
_BODY_ID: Final = re.compile(rf"(?:^| )#\S*{TEXT_END}", re.IGNORECASE)
_ABOUT_USER: Final = re.compile(
    r"(?:user|member|author|poster)[-_]?(?:titles?|ranks?|groups?|status|levels?|posts|stats|roles?|bio)(?:$|[-_ ])", re.IGNORECASE
)
TITLED: Final = re.compile(r"(?:^|[-_ ])(?:title|titre|titel|t[ií]tulo|subject|betreff|headline)(?:$|-?#| )", re.IGNORECASE)
"""Class names of titles."""
_COUNT: Final = re.compile(r"\d[\d.,]{0,9}\s?[km]?\s[^\W\d]{2,20}", re.IGNORECASE)
_MARKED: Final = frozenset(["author", "creator"])
"""Names of microdata, and class names, that nothing but an author has."""
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_INLINE: Final = frozenset(["a", "span", "p", "br", "time", "img", "button", "li"])
_HIDDEN: Final = frozenset(["hidden", "screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden"])
"""Class names of what a reader does not see."""
_NAME_TAGS: Final = frozenset(["cite", "b", "strong", "h3", "h4", "h5", "h6", "a", "address"])
_SAMPLE: Final = 30


@dataclass(slots=True)
class Parts:
    """What the blocks of a list are made of.

    Attributes:
        page: the page.
        listed: the blocks.
        dated: the elements of the page that tell a time.
        name: the role that holds the name; None when no role does.
        holder: the role of what the name stands in, where the text has a role of its own; None for none.
        body: the role that holds the text; None when it is the whole block but for the other parts.
        furniture: roles that say the same in most blocks, and buttons, with what they say.
        titles: roles that hold titles which comments have of their own.
        usual: whether nearly all blocks have what holds the name; None before it is asked.
    """

    page: Page
    listed: list[Block]
    dated: dict[Element, bool]
    name: Role | None = None
    holder: Role | None = None
    body: Role | None = None
    furniture: dict[Role, str] = field(default_factory=dict)
    titles: set[Role] = field(default_factory=set)
    usual: bool | None = None


def parts_of(page: Page, listed: list[Block]) -> Parts:
    """Return what the blocks are made of."""
    parts = Parts(page, listed, dated_elements(page))
    sample = listed[:_SAMPLE]
    roles = [_first_by_role(page, block) for block in sample]
    parts.furniture = _furniture(page, roles)
    parts.name = _name_role(sample, roles, parts)
    parts.body = _body_role(sample, roles, parts)
    parts.titles = _title_roles(roles, parts)
    parts.holder = _holder(sample, roles, parts)
    return parts


def _holder(sample: list[Block], roles: list[dict[Role, Element]], parts: Parts) -> Role | None:
    """Return the role of what the name stands in in most blocks; None where that is no element of its own."""
    if parts.name is None or parts.body is None or len(sample) < 3:
        return None
    outer = [(block, found[parts.name].getparent()) for block, found in zip(sample, roles, strict=True) if parts.name in found]
    counted = Counter(role_of(parts.page, one) for block, one in outer if one is not None and one is not block.element)
    role, often = counted.most_common(1)[0] if counted else (None, 0)
    return role if 2 * often >= len(sample) else None


def _title_roles(roles: list[dict[Role, Element]], parts: Parts) -> set[Role]:
    """Return the roles of headings that most blocks have, and that hold neither names nor times."""
    said: dict[Role, list[str]] = defaultdict(list)
    for found in roles:
        for role, one in found.items():
            if role in parts.furniture or not (role[0] in _HEADINGS or TITLED.search(role[1])):
                continue
            if not any(role_of(parts.page, below) == parts.name for below in one.iter()):
                said[role].append("" if any(below in parts.dated for below in one.iter()) else short(parts.page, one))
    return {role for role, lines in said.items() if len(roles) > 1 and sum(map(bool, lines)) >= max(2, 0.7 * len(roles))}


def _first_by_role(page: Page, block: Block) -> dict[Role, Element]:
    found: dict[Role, Element] = {}
    notes = edit_notes(page, {})
    for role, same in roles_in(block).items():
        for one in same:
            if one is block.element or one in notes:
                continue
            if role not in found or (one.tag == "a" and _is_empty(page, found[role])):
                found[role] = one
    return found


@once
def _is_empty(page: Page, one: Element) -> bool:
    del page
    return not any(text.strip() for text in one.itertext())


@once
def _beginning(page: Page, one: Element) -> str:
    """Return the first words of an element that holds many."""
    del page
    words = ""
    for text in one.itertext():
        words += str(text)
        if len(words) > 400:
            break
    return " ".join(words.split())[:300]


def _furniture(page: Page, roles: list[dict[Role, Element]]) -> dict[Role, str]:
    """Return the roles whose words are the same in most blocks, or a button's."""
    said: dict[Role, Counter[str]] = defaultdict(Counter)
    for block in roles:
        for role, one in block.items():
            line = short(page, one)
            if line:
                said[role][key(line) or line] += 1
            elif not _is_empty(page, one):
                said[role][f"\0{_beginning(page, one)}"] += 1  # too long to be a button, but maybe the same in all
    out = {}
    for role, counts in said.items():
        word, most = counts.most_common(1)[0]
        total = sum(counts.values())
        buttons = sum(count for line, count in counts.items() if line in CONTROLS)
        same = (
            total >= 3
            and (most >= 0.6 * total if total > 7 else most > 0.8 * total)
            and (len(word) <= 120 or word[0] == "\0")
            and total >= 0.3 * len(roles)
        )
        if (same and word not in PLACEHOLDERS and not NAMED.search(role[1])) or buttons >= 0.6 * total:
            out[role] = word
    return out


def _name_role(sample: list[Block], roles: list[dict[Role, Element]], parts: Parts) -> Role | None:
    """Return the role that most probably holds the name."""
    lines: dict[Role, dict[int, str]] = defaultdict(dict)
    for number, found in enumerate(roles):
        for role, one in found.items():
            if role in parts.furniture or one in parts.dated or one.tag in ("p", "ul", "ol", "time", "img", "blockquote"):
                continue
            line = short(parts.page, one)
            if line and len(line) <= LONGEST_NAME + 30 and not _is_buttons(line) and not is_answered(parts.page, one):
                lines[role][number] = line
    scored = {role: _name_score(role, list(said.values()), len(sample)) for role, said in lines.items()}
    for role in scored:
        if sum(role in found and introduces(text_before(found[role]).strip().rpartition("\n")[2]) for found in roles) >= 0.8 * len(sample):
            scored[role] += 1.5
    best = max(scored, default=None, key=lambda role: (scored[role], role))
    if best is None or scored[best] < 3.0:
        return None
    if scored[best] < 6.0 and not NAMED.search(best[1]) and _signed(sample, parts) >= 0.8 * len(sample):
        return None
    inner = [role for role in lines if scored[role] >= scored[best] - 2.0 and _names_first(lines[role], lines[best])]
    return max(inner, default=best, key=lambda role: (scored[role], role))


def _is_buttons(line: str) -> bool:
    """Whether a line holds nothing but the words of buttons, with their counts."""
    return key(line) in CONTROLS or all(key(_DIGITS.sub("", word)) in CONTROLS for word in line.split() if key(_DIGITS.sub("", word)))


def _signed(sample: list[Block], parts: Parts) -> int:
    """Return in how many blocks words name somebody: "Submitted by Ann on 3 May 2020" with the time, "Author: Ann" elsewhere."""
    return sum(bool((those(block, _is_signed) | those(block, is_labelled)) - {block.element}) for block in sample)


def _is_signed(page: Page, one: Element) -> bool:
    """Whether an element tells a time, and names who wrote something then."""
    return one in dated_elements(page) and signs(line_of(one))


def is_labelled(page: Page, one: Element) -> bool:
    """Whether an element names somebody with a label before it ("Author: Ann")."""
    return len(one) <= 3 and bool(labelled(short(page, one)))


def _names_first(inner: dict[int, str], outer: dict[int, str]) -> bool:
    """Whether lines hold the names in others, and beside them that of who is answered ("Ann > Ben") or the sign of a picture ("A Ann")."""
    names = set(inner.values())
    longer = 0
    rests = Counter(line.removeprefix(inner.get(number, "\0")).strip() for number, line in outer.items())
    badge, often = rests.most_common(1)[0]
    for number, line in outer.items():
        name = inner.get(number, "")
        if line == name:
            continue
        rest = line.removeprefix(name).strip()
        if name and len(line.replace(name, "", 1).strip()) <= 2 and name in line:
            longer += 1
            continue
        if (
            not name
            or rest == line
            or not (
                find(rest)
                or key(rest) in ROLES
                or rest.replace(",", "").isdecimal()
                or (rest == badge and often >= 3)
                or any(rest.endswith(other) for other in names)
            )
        ):
            return False
        longer += 1
    return longer > 0


def _name_score(role: Role, said: list[str], blocks: int) -> float:
    tag, classes = role
    names = [name for line in said if (name := name_in(line)) and can_name(name)]
    whole = sum(name_in(line) == line.strip(" ,:") for line in said)
    score = 2.0 * len(names) / max(len(said), 1) + 2.0 * min(1.0, len(said) / blocks) + whole / max(len(said), 1)
    score += 2.0 if NAMED.search(classes) else 0.0
    score += 1.5 if _MARKED & set(classes.split()) else 0.0
    score += 0.5 if tag in _NAME_TAGS else 0.0
    score -= 2.0 if _NO_NAME.search(classes) and not NAMED.search(classes) else 0.5 if _NO_NAME.search(classes) else 0.0
    score -= 3.0 if 2 * sum(len(line) == 1 and line.isascii() for line in said) > len(said) else 0.0  # the sign of a picture
    score -= 2.5 if _ABOUT_USER.search(classes) else 0.0
    if len(said) >= 4 and len({_DIGITS.sub("", line) for line in said}) == 1 and key(said[0]) not in PLACEHOLDERS:
        score -= 1.0 if classes.endswith("profile") else 2.0
    if sum(_COUNT.fullmatch(line) is not None for line in said) > 0.6 * len(said):
        score -= 4.0  # "35 fans", "3 answers"
    if names and median(len(name.split()) for name in names) >= 4 and not NAMED.search(classes):
        score -= 1.5  # the title of a comment, not its author
    score -= 0.5 * sum(line.startswith(("@", "(@")) for line in said) / max(len(said), 1)
    if len(names) * 2 < len(said) or len(said) * 2 < blocks:
        score -= 3.0
    return score


def _body_role(sample: list[Block], roles: list[dict[Role, Element]], parts: Parts) -> Role | None:
    """Return the role that holds most of the text, when it holds no name and no time; a class that calls it the text may hold the time."""
    sums: dict[bool, Counter[Role]] = {True: Counter(), False: Counter()}
    blocks: Counter[Role] = Counter()
    whole = 0
    timed = _usual_times(sample, parts)
    for block, found in zip(sample, roles, strict=True):
        lengths, named, dated = _weighed(block, parts, timed)
        whole += lengths.get(block.element, 0)
        for role, one in found.items():
            if role in parts.furniture or one in named or (one.tag in _INLINE and not BODY.search(role[1])):
                continue
            if lengths.get(one):
                sums[one in dated][role] += lengths[one]
                blocks[role] += one not in dated or BODY.search(role[1]) is not None
    best: dict[bool, Role] = {}
    for beside_time, counted in sums.items():
        good = {role: total for role, total in counted.items() if blocks[role] >= 0.7 * len(sample)}
        good = {role: total for role, total in good.items() if total >= (0.2 if BODY.search(role[1]) and not beside_time else 0.35) * whole}
        if good:
            most = max(good.values())
            near = [
                role
                for role, total in good.items()
                if total >= (0.2 if _BODY_ID.search(role[1]) else 0.5 if _is_text(role) else 0.9) * most
            ]
            best[beside_time] = max(near, key=lambda role: (bool(BODY.search(role[1])), good[role], role))
    timeless, other = best.get(False), best.get(True)
    if timeless is None or other is None:
        return timeless or other
    stands_in = any(found[other] in found[timeless].iterancestors() for found in roles if timeless in found and other in found)
    return timeless if BODY.search(timeless[1]) or stands_in or sums[True][other] < sums[False][timeless] else other


def _is_text(role: Role) -> bool:
    """Whether class names say that an element holds the text, and do not speak of its author."""
    return BODY.search(role[1]) is not None and NAMED.search(role[1]) is None


def _usual_times(sample: list[Block], parts: Parts) -> set[Role]:
    """Return the roles that tell a time in at least half of the blocks, those of elements for times where there are such.

    A date that one text happens to name is no stamp, nor are dates that many texts begin with.
    """
    counted: Counter[Role] = Counter()
    for block in sample:
        counted.update({role_of(block.page, one) for one in block.own if one in parts.dated})
    usual = {role for role, count in counted.items() if 2 * count >= len(sample)}
    return {role for role in usual if role[0] == "time"} or usual


def stamps(block: Block, parts: Parts) -> list[Element]:
    """Return the elements of a block that tell a time, the likeliest to tell when it was written first."""
    return sorted((one for one in block.own if one in parts.dated), key=lambda one: (one.tag != "time", not parts.dated[one]))


def is_answer_form(page: Page, one: Element) -> bool:
    """Whether an element is a form for an answer or a message to an author: it tells no time, as one around comments does."""
    return one.tag == "form" and dated_elements(page).keys().isdisjoint(one.iter())


@once
def _shown(page: Page, one: Element) -> int | None:
    """Return how much text an element holds itself; None for one that a reader does not see, and for a form."""
    if not _HIDDEN.isdisjoint(page.classes.get(one, ())) or is_answer_form(page, one):
        return None
    return own_length(page, one)


def _weighed(block: Block, parts: Parts, timed: set[Role]) -> tuple[dict[Element, int], set[Element], set[Element]]:
    """Return how much text each element of a block holds, the elements that hold the name, and those that hold the time."""
    lengths: dict[Element, int] = defaultdict(int)
    named: set[Element] = set()
    dated: set[Element] = set()
    quoted = {below for one in those(block, is_quote) for below in one.iter()}
    name = next((one for one in roles_in(block).get(parts.name, ()) if one is not block.element), None) if parts.name else None
    for one in reversed(block.own):
        length = _shown(block.page, one)
        if length is None:
            lengths[one] = 0
            continue
        lengths[one] += length
        if one is name:
            named.add(one)
        if one in parts.dated and one not in quoted and role_of(block.page, one) in timed:
            dated.add(one)
        above = one.getparent()
        if above is not None and one is not block.element:
            lengths[above] += lengths[one]
            for taken in (named, dated):
                if one in taken:
                    taken.add(above)
    return lengths, named, dated
