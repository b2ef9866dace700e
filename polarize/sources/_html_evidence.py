"""How surely a list of blocks is one of comments: by what its blocks hold, by the words of its markup, and by its buttons.

Lists of articles hold headings and links instead, and say how many comments each article has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log2
from statistics import median
from typing import Final

from polarize.sources._dates import find as find_dates
from polarize.sources._html_article import declared, within
from polarize.sources._html_buttons import is_button
from polarize.sources._html_fields import EDITED, read_block
from polarize.sources._html_meta import meta
from polarize.sources._html_names import about_member
from polarize.sources._html_numbers import are_counted
from polarize.sources._html_once import once, those
from polarize.sources._html_page import Element, Page
from polarize.sources._html_parts import BODY, NAMED, TITLED, Parts, is_answer_form, parts_of
from polarize.sources._html_posts import Block, Post, blocks, read_all, widget
from polarize.sources._html_roles import is_called, is_quote, leads_to_profile, roles_in, short
from polarize.sources._html_teasers import counting, entitled, headed, indexed, is_front, labels_only, linked, tabled, texts_are_links
from polarize.sources._html_titles import answers_title
from polarize.sources._html_wording import ABOUT, is_praise, is_reference, words_say
from polarize.sources._sentences import is_mute
from polarize.sources._words import PROFILE, key
from polarize.tables import PLACEHOLDERS

ACCEPT: Final = 4.5
"""Least score of a list that is taken for the comments."""
_EMBEDDED: Final = ("twitter-tweet", "instagram-media", "fb-post", "tiktok-embed", "bluesky-embed", "reddit-card", "reddit-embed-bq")
_NOTHING: Final = "nothing that only comments have"
_NO_LIST: Final = frozenset(["nav", "footer", "aside", "header"])
_ANSWERED: Final = re.compile(r"\b\d{1,6} (?:replies|answers|responses|voices|antworten|réponses|respuestas|risposte)\b", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}|[^\x00-\u024f]")
_COUNTED: Final = re.compile(r"\d[\d.,]{0,12}[km]? (\D{1,60})", re.IGNORECASE)
_USER: Final = re.compile(r"user|nick|member|poster|commenter|benutzer|usuario|utilisateur|pseudo", re.IGNORECASE)
_MESSAGE: Final = re.compile(r"(?:msg|message|post_message|post_?|p|entry_?|cmt)#?[-_]?\d")
_NEWEST: Final = re.compile(r"(?:recent|latest|newest|neueste)[-_]?(?:comment|kommentar)", re.IGNORECASE)
_SAMPLE: Final = 40


@dataclass(slots=True)
class Candidate:
    """A list of blocks and how surely they are comments.

    Attributes:
        listed: the blocks.
        parts: what they are made of.
        score: sum of the evidence.
        evidence: what counted, with its weight.
    """

    listed: list[Block]
    parts: Parts
    score: float
    evidence: list[tuple[str, float]]

    def read(self, most: int | None = None) -> list[Post]:
        """Return the comments in the blocks (in the first `most`), without blocks that lack a name and a time where few do."""
        return _complete(read_all(self.listed[:most], lambda block: read_block(block, self.parts)))


def judged(page: Page, group: list[Element], stated: int | None, without: Iterable[Element] = ()) -> Candidate | None:
    """Return a list with its score; None when it cannot be one of comments.

    Args:
        page: the page.
        group: the outermost elements of its blocks.
        stated: the number of comments that the page states.
        without: elements in them that are comments of their own.
    """
    if _is_of_others(page, group) or page.has(group[0], *_EMBEDDED) or is_reference(group[0]):
        return None
    own = set(group)
    listed = [block for block in blocks(page, {*group, *without}) if block.element in own and (len(group) > _SAMPLE or not _is_form(block))]
    if not listed:
        return None
    for block in listed:
        _leave_out_forms(block)
    one = Candidate(listed, parts_of(page, listed), 0.0, [])
    found = one.read(_SAMPLE)
    if not found:
        return None
    one.evidence = _evidence(page, one, found, stated)
    one.score = sum(weight for _, weight in one.evidence)
    if one.score < ACCEPT and are_counted(listed[:_SAMPLE]):  # for what is one anyway they say nothing of which list is the best
        one.evidence.append(("running numbers", 1.25 - dict(one.evidence).get(_NOTHING, 0.0)))
        one.score += one.evidence[-1][1]
    return one


def _is_of_others(page: Page, group: list[Element]) -> bool:
    """Whether a list stands in a widget: "latest comments" with a button to answer or to report each are those of the page itself."""
    named = [name for one in (group[0], group[-1]) if (name := widget(page, one))]
    if not named or not all(map(_NEWEST.search, named)):
        return bool(named)
    sample = group[:_SAMPLE]
    return 2 * sum(any(is_button(page, below) for below in one.iter()) for one in sample) < len(sample)


def _evidence(page: Page, one: Candidate, found: list[Post], stated: int | None) -> list[tuple[str, float]]:
    """Return what speaks for and against a list; `found` is what its first blocks hold."""
    listed, parts = one.listed, one.parts
    sample = listed[:_SAMPLE]
    count = len(found) if len(listed) <= _SAMPLE else len(listed)
    dates = sum(bool(post.stamp.raw or post.stamp.exact) for post in found) / len(found)
    names = sum(bool(post.author) for post in found) / len(found)
    worded = words_say(page, sample, parts)
    teasers = linked(listed)
    about = _leads_to_person if len(sample) > 1 else leads_to_profile  # one block with addresses may hold a whole guestbook
    profiles = sum(bool(those(block, about) or those(block, _is_about_member)) for block in sample) / len(sample)
    answering = sum(map(answers_title, sample)) / len(sample)
    unnamed = parts.name is not None and not is_called(parts.name, NAMED)
    said = [
        ("words of the markup", min(2.0, worded)),
        ("times", 1.5 * dates - 0.5),
        ("names", 1.5 * names - 0.5),
        ("buttons", 1.5 * _buttons(listed)),
        ("profiles", 0.75 * profiles),
        ("titles of answers", 1.5 if answering >= 0.5 else 0.0),
        ("several times in a block", -2.0 * (1 - _single(listed, parts))),
        ("blocks without a text", -2.0 * (1 - len(found) / len(sample))),
        ("headings and links", -2.5 * teasers),
        ("place", -1.5 if _aside(listed[0].element) else 0.0),
        ("number of blocks", min(2.0, 0.4 * log2(count))),
        ("length of the texts", _lengths(found)),
        ("names and texts by their classes", 0.75 if _is_classed(parts) else 0.0),
        ("answers", 0.3 if any(post.parent for post in found) else 0.0),
        ("bare markup", -0.5 if listed[0].element.tag in ("p", "td") else 0.0),
        ("one name only", -2.5 if _is_of_one(found, sample, 2 if worded < 2 else 3) else 0.0),
        ("number that the page states", _stated_weight(count, stated) if stated else 0.0),
        ("names that are titles", -1.5 * max(teasers, float(worded < 2 and is_called(parts.name, TITLED))) if unnamed else 0.0),
        ("praise that a firm shows", -3.0 * (1 - dates) if is_praise(listed[0].element) else 0.0),
    ]
    if stated == 0 and len(found) > 1:
        stated = declared(page, within(page, [block.element for block in listed]))  # "0 comments" may be said of each comment
    said += [
        *_of_number(page, one, count, stated, worded),
        *_of_texts(found, sample, parts),
        *_of_page(page, found, sample, parts, stated, worded),
    ]
    if not (
        worded >= 2
        or dict(said)["buttons"] >= 0.4
        or profiles >= 0.6
        or answering >= 0.5
        or _is_of_users(parts)
        or (stated and (count == stated or (worded and count < stated)))
    ):
        said.append((_NOTHING, -1.0 if worded else -2.0))
    return said


def _of_number(page: Page, one: Candidate, count: int, stated: int | None, worded: float) -> list[tuple[str, float]]:
    """Return what the number of blocks says, against what the page states."""
    said = [("the page states no comments", -3.0 if stated == 0 else 0.0)]
    if count > 1:
        said.append(("numbered as comments", 0.5 if _numbered(one.listed[:_SAMPLE]) >= 0.8 else 0.0))
    else:
        said += [("one block", -1.0), ("marks of a comment", _marked(one) if worded >= 2 else 0.0)]
        said.append(("the article itself", -4.0 * _is_article(page, one.listed[0])))
    if one.parts.name is None and one.parts.body is None and count <= 3:
        said.append(("neither names nor texts of their own", -1.5))
    return said


def _of_texts(found: list[Post], sample: list[Block], parts: Parts) -> list[tuple[str, float]]:
    """Return what the texts say that are no comments: profiles, articles, labels, counters."""
    about = sum(key(post.text.partition("\n")[0]) in PROFILE for post in found) / len(found)
    alike = len(found) > 1 and len({post.text for post in found}) == 1
    said = [
        ("texts that are profiles", -3.0 if about > 0.5 else 0.0),
        ("the same text", -4.0 if alike else 0.0),
        ("texts of articles", -3.0 if _are_articles(sample, parts) else 0.0),
        ("texts that are the names", -4.0 * sum(post.author == post.text for post in found) / len(found)),
        ("texts that are links", -2.5 * texts_are_links(sample, parts)),
    ]
    if len(sample) >= 3:
        one_word = all(post.text.isascii() and " " not in post.text and "\n" not in post.text for post in found)
        counted = Counter(match[1] for post in found if (match := _COUNTED.fullmatch(post.text)))
        said += [
            ("one word each, as states have", -2.0 if one_word else 0.0),
            ("labels and counts", -4.0 if labels_only(found) >= 0.6 else 0.0),
            ("the same counter", -4.0 if max(counted.values(), default=0) >= 0.6 * len(found) else 0.0),
            ("nobody says a sentence", -3.0 if is_mute([post.text for post in found]) else 0.0),
            ("texts without words", -3.0 * sum(not _LETTERS.search(post.text) for post in found) / len(found)),
        ]
    return said


def _of_page(
    page: Page, found: list[Post], sample: list[Block], parts: Parts, stated: int | None, worded: float
) -> list[tuple[str, float]]:
    """Return what says that the list leads to other pages, or that the page is about somebody."""
    of_person = _is_headed_by_author(page, found) or (worded < 2 and meta(page).get("og:type") == "profile")
    return [
        ("last post of something else", -4.0 * max(indexed(sample), tabled(sample))),
        ("numbers of comments elsewhere", -1.5 * counting(sample) if worded < 2 else 0.0),
        ("a front page", -2.5 if is_front(page) and stated is None else 0.0),
        ("titles of other pages", -3.0 * entitled(sample, parts)),
        ("titles of other pages above the texts", -2.0 * headed(sample, parts) if worded < 2 else 0.0),
        ("a page about somebody", -2.5 if of_person else 0.0),
    ]


def _is_headed_by_author(page: Page, found: list[Post]) -> bool:
    """Whether all posts are of one author, and the page's heading is that name: the page of a member, with posts from all threads."""
    names = {key(post.author) for post in found if post.author}
    if len(names) != 1:
        return False
    if "headings" not in page.memo:
        page.memo["headings"] = {key(short(page, one)) for one in page.by_tag.get("h1", ())}
    headings: set[str] = page.memo["headings"]
    return bool(names & headings)


def _is_of_one(found: list[Post], sample: list[Block], least: int) -> bool:
    """Whether at least so many posts, and half of all, are of one author, and few tell about a member, who may write a whole thread."""
    authors = [post.author for post in found if post.author and key(post.author) not in PLACEHOLDERS]
    members = sum(bool(those(block, _is_about_member)) for block in sample)
    return len(authors) >= max(least, 0.5 * len(found)) and len(set(authors)) == 1 and members < 0.6 * len(sample)


def _stated_weight(count: int, stated: int) -> float:
    """Return what it counts that a page states a number: of all comments, of all but the opening post, of more, or of fewer."""
    return 1.5 if count == stated else 0.75 if count == stated + 1 else 0.5 if count < stated else -0.5


def _are_articles(sample: list[Block], parts: Parts) -> bool:
    """Whether the page's microdata say that the texts are articles, and not that they are posts of a forum."""
    called = parts.body is not None and "articleBody" in parts.body[1].split()
    return called and not all("DiscussionForumPosting" in (block.element.get("itemtype") or "") for block in sample)


def _is_classed(parts: Parts) -> bool:
    """Whether class names say where the name and where the text of a block stand."""
    return is_called(parts.name, NAMED) and is_called(parts.body, BODY)


def _is_of_users(parts: Parts) -> bool:
    """Whether class names say that the name is a user's, not an author's, and where the text stands."""
    return _is_classed(parts) and is_called(parts.name, _USER)


def _is_article(page: Page, block: Block) -> bool:
    """Whether a block is what is commented on: it holds the page's heading, most of its words, or says how many answers there are."""
    if any(one.tag == "h1" for one in block.own) or _ANSWERED.search(short(page, block.element)[:100]):
        return True
    if "words" not in page.memo:
        page.memo["words"] = {one: len((one.text or "").strip()) + len((one.tail or "").strip()) for one in page.elements}
    lengths: dict[Element, int] = page.memo["words"]
    return 2 * sum(lengths.get(one, 0) for one in block.own) > sum(lengths.values())


@once
def _leads_to_person(page: Page, one: Element) -> bool:
    """Whether an element is a link to somebody's profile, or to an address of mail, as guestbooks print it."""
    return leads_to_profile(page, one) or (one.tag == "a" and (one.get("href") or "").lower().startswith("mailto:"))


@once
def _is_about_member(page: Page, one: Element) -> bool:
    """Whether an element is a line about the author of a post."""
    return about_member(short(page, one) if len(one) <= 2 else "")


def _is_form(block: Block) -> bool:
    """Whether a block is the form for a new comment."""
    return any(one.tag == "form" for one in block.own[1:5]) and block.one("time", "cite") is None


def _leave_out_forms(block: Block) -> None:
    """Take the forms for a new comment out of a block: what they say is no part of one."""
    answering = those(block, is_answer_form)
    forms = [one for one in block.own[1:] if one in answering and next(one.iter("textarea"), None) is not None] if answering else []
    if forms:
        block.leave_out(forms)


def _marked(one: Candidate) -> float:
    """Return what it counts that a block's own id numbers it as a comment, and that classes say where its name and its text stand."""
    first, parts = one.listed[0].element, one.parts
    numbered = any(char.isdigit() for char in first.get("id") or "")
    return 0.75 * numbered + 0.25 * is_called(parts.name, NAMED) + 0.25 * _is_classed(parts)


def _numbered(sample: list[Block]) -> float:
    """Return the share of blocks whose id numbers them as a comment ("comment-4711")."""
    return sum(
        (ABOUT.search(identity) is not None or _MESSAGE.match(identity) is not None) and sum(map(str.isdigit, identity)) >= 3
        for block in sample
        if (identity := block.element.get("id") or "")
    ) / len(sample)


def _lengths(found: list[Post]) -> float:
    """Return what the usual length of the texts counts: one or two words are no comment, a sentence is."""
    usual = median(len(post.text) * (3 if not post.text[:20].isascii() else 1) for post in found)
    return -1.0 if usual < 12 else min(1.0, 0.25 * log2(usual / 12))


def _buttons(listed: list[Block]) -> float:
    """Return the share of blocks with a button that comments have."""
    sample = listed[:_SAMPLE]
    return sum(bool(those(block, is_button)) for block in sample) / len(sample)


def _single(listed: list[Block], parts: Parts) -> float:
    """Return the share of blocks that are one comment: not several times with several names."""
    sample = listed[:_SAMPLE]
    return sum(_units(block, parts) <= 1 for block in sample) / len(sample)


def _units(block: Block, parts: Parts) -> int:
    """Return how many comments the parts of a block speak of."""
    quoted = {below for one in those(block, is_quote) for below in one.iter()}
    dated = [
        one
        for one in block.own
        if one in parts.dated and one.getparent() not in parts.dated and (one.tag != "p" or _is_date(block.page, one))
    ]
    dated = [one for one in dated if one not in quoted and not EDITED.match(short(block.page, one))]
    dated = [one for one in dated if one.tag not in ("dd", "dt")] or dated
    times = len({(one.get("datetime") or one.get("title") or " ".join("".join(map(str, one.itertext())).split())) for one in dated})
    if parts.name is None:
        return times - 1 if times > 2 else 1
    said = [short(block.page, one) for one in roles_in(block).get(parts.name, ())]
    return min(len(dated), len(set(said))) if len(dated) == len(said) else min(times, len(said))


@once
def _is_date(page: Page, one: Element) -> bool:
    """Whether an element says nothing but a date: a paragraph that names one is none."""
    line = short(page, one)
    return sum(when.end - when.start for when in find_dates(line)) >= 0.8 * max(1, len(line))


def _aside(one: Element) -> bool:
    return any(above.tag in _NO_LIST for above in one.iterancestors())


def _complete(found: list[Post]) -> list[Post]:
    whole = [post for post in found if post.author and (post.stamp.raw or post.stamp.exact)]
    if len(whole) < 0.7 * len(found):
        return found
    return [post for post in found if post.author or post.stamp.raw or post.stamp.exact]
