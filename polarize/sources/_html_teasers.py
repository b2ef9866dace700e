"""What speaks for a list of teasers, of a front page or of an index of threads, and against comments: links to articles, labels, counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile
from typing import Final
from urllib.parse import urlsplit

from polarize.sources._html_meta import url
from polarize.sources._html_once import once, those
from polarize.sources._html_page import Element, Page, names_of, text_before
from polarize.sources._html_parts import NAMED, Parts
from polarize.sources._html_posts import Block, Post
from polarize.sources._html_roles import dated_elements, first_of, leads_to_profile, own_length, short
from polarize.sources._words import key

_OTHERS: Final = (
    r"[\d.,]{1,7}[km]? (?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|条评论|則留言|コメント)"
)
"""The words of a link to the comments on something else."""
_COUNTED: Final = re.compile(_OTHERS, re.IGNORECASE)
_ELSEWHERE: Final = re.compile(
    _OTHERS + r"|(?:read more|continue reading|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|阅读全文|閱讀全文)\W{0,3}",
    re.IGNORECASE,
)
"""The words of a link to another article, or to the comments under it."""
_COMMENT_LINK: Final = re.compile(r"comments?/\d+(?![^\W_])|/comment/|[?&](?:cid|comment_?id)=\d")
_TITLE: Final = re.compile(r"(?:^|[-_ ])(?:title|headline)(?:$|[-_ ])", re.IGNORECASE)
_INDEX: Final = re.compile(
    r"(?:last|latest) (?:post|reply|message)(?: by)?\b.{0,60}|(?:most recent|started|last|latest) by\b.{0,60}"
    r"|started \d{1,3} \w{1,9} ago\b.{0,60}"
    r"|letzte[rs]? (?:beitrag|antwort)\b.{0,60}|dernier message\b.{0,60}"
    r"|(?:most users ever online|currently active users|there are currently [\d.,]{1,9} (?:users|members|guests)"
    r"|(?:welcome to )?our newest member|in total there (?:is|are) [\d.,]{1,9})\b.{0,110}"
    r"|último mensaje\b.{0,60}|(?:[\d.,]+[km]?\s*)?"
    r"(?:views|aufrufe|zugriffe|hits|vues?|vus|visitas|visite|просмотр(?:ов|ы)|bekeken|visningar)\s?:?\s?(?:[\d.,]+[km]?)?",
    re.IGNORECASE,
)
"""What an index of threads says of each of them, and of who is there."""
_INDEX_NAME: Final = re.compile(
    r"(?:last|latest)[-_]?(?:post(?!ed)|user\b|(?:comment|reply|message)[-_]?(?:by|date|time|user|author|poster)\b)"
    r"|\blast[-_]reply\b|lastp[-_](?:author|date|title)\b|\bviews?[-_]?counts?\b|\bcount[-_]?views\b|\b(?:forum|thread)bit|\btopic[-_]?title\b|\b(?:topic|thread)[-_]?(?:row|list)\b",
    re.IGNORECASE,
)
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_LAST: Final = "lastpost"
"""What boards call the last post of a thread, for links to lead to it."""
_LABEL: Final = re.compile(r"([^\W\d][^:：\n]{0,30})[:：]")
_NUMBER: Final = re.compile(r"[\d.,\s]{1,12}[km]?", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
_SAMPLE: Final = 40
_IN_CARD: Final = 12
_LONG_TITLE: Final = 16
_SHORT_TITLE: Final = 8
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{6}")


def linked(listed: list[Block]) -> float:
    """Return the share of blocks that are teasers: a heading with a link, one of the first rank, or a text that is a link."""
    sample = listed[:_SAMPLE]
    return sum(_is_teaser(block) or (len(sample) > 1 and bool(those(block, _is_first_heading))) for block in sample) / len(sample)


def _is_first_heading(page: Page, one: Element) -> bool:
    """Whether an element is a heading of the first rank, as each article of a front page has one; a name is none."""
    return one.tag == "h1" and len(short(page, one)) >= _SHORT_TITLE and not _is_name(page, one)


def _is_of_stranger(link: Element) -> bool:
    """Whether a system does not vouch for a link, as it writes at the site that a commenter has given, and at no article of its own."""
    return {"external", "nofollow"} <= set((link.get("rel") or "").lower().split())


def _is_teaser(block: Block) -> bool:
    outer = block.element.getparent()
    if block.element.tag == "a" or (outer is not None and outer.tag == "a"):
        return True
    if those(block, _entitles):
        return True
    linked = sum(len(text) for one in those(block, _is_way_out) for text in one.itertext())
    total = sum(own_length(block.page, one) for one in block.own) if linked > 20 else 0
    return total > 0 and linked > 0.6 * total


def _entitles(page: Page, one: Element) -> bool:
    """Whether an element is the title of a teaser, or the link in one that leads to the whole of it."""
    if one.tag == "a":
        return _leads_away(page, one) and (
            (_ELSEWHERE.fullmatch(_said(page, one)) is not None and not _COMMENT_LINK.search(one.get("href") or "")) or _is_card(page, one)
        )
    if one.tag not in _HEADINGS:
        return False
    outer = one.getparent()
    if one.tag in ("h1", "h2", "h3") and outer is not None and outer.tag == "a" and _leads_away(page, outer):
        return True
    dated = dated_elements(page)
    return not _is_name(page, one) and any(
        link not in dated
        and _leads_away(page, link)
        and not _is_name(page, link)
        and not _is_of_stranger(link)
        and not _COMMENT_LINK.search(link.get("href") or "")
        for link in one.iter("a")
    )


@once
def _is_name(page: Page, link: Element) -> bool:
    """Whether the classes of a link, or of what holds it alone, say that it is a name."""
    outer = link.getparent()
    named = " ".join([*page.classes.get(link, ()), *(page.classes.get(outer, ()) if outer is not None and len(outer) <= 2 else ())])
    return NAMED.search(named) is not None and _TITLE.search(named) is None


def _is_card(page: Page, link: Element) -> bool:
    """Whether a link is all that an element says that its class calls a title, or holds such an element, as cards do."""
    if any(
        _TITLE.search(" ".join(page.classes.get(one, ()))) and len(_said(page, one)) > 12
        for one in islice(link.iterdescendants(), _IN_CARD)
    ):
        return True
    outer = link.getparent()
    if outer is None or outer.tag not in ("p", "div", "span"):
        return False
    named = " ".join(page.classes.get(outer, ()))
    return (
        _TITLE.search(named) is not None
        and "comment" not in named
        and len(_said(page, link)) > 12
        and _said(page, outer) == _said(page, link)
    )


@once
def _said(page: Page, one: Element) -> str:
    del page
    return " ".join(" ".join(map(str, one.itertext())).split()) if len(one) <= 6 else ""


@once
def _leads_away(page: Page, link: Element) -> bool:
    """Whether a link leads to another page, and not to a profile or within the page."""
    target = (link.get("href") or "").lower()
    return bool(target) and "#" not in target and not target.startswith(("mailto:", "javascript:")) and not leads_to_profile(page, link)


def _is_way_out(page: Page, one: Element) -> bool:
    return one.tag == "a" and _leads_away(page, one)


def indexed(sample: list[Block]) -> float:
    """Return the share of blocks that are entries of an index of threads: they say who wrote last, or how often something was viewed."""
    return sum(
        bool(those(block, _is_of_index)) or any(_is_of_index(block.page, one) for one in _definitions(block)) for block in sample
    ) / len(sample)


def _is_of_index(page: Page, one: Element) -> bool:
    if _is_index_name(names_of(one)) and one.get("id") != _LAST:
        return True
    return len(one) <= 3 and _INDEX.fullmatch(short(page, one)) is not None


@lru_cache(maxsize=16_384)
def _is_index_name(named: str) -> bool:
    return _INDEX_NAME.search(named) is not None


def _definitions(block: Block) -> Iterator[Element]:
    """Yield what stands behind a block that is a term of a list, and defines it."""
    if block.element.tag == "dt":
        for after in takewhile(lambda one: one.tag != "dt", block.element.itersiblings()):
            yield from after.iter()


def tabled(sample: list[Block]) -> float:
    """Return the share of blocks that are rows with several cells of nothing but a number, as indexes of forums and threads have."""
    return sum(len(those(block, _is_number)) >= 2 for block in sample) / len(sample)


def _is_number(page: Page, cell: Element) -> bool:
    """Whether an element is a cell that says nothing but a number, or a number after a label."""
    if cell.tag != "td":
        return False
    last = cell[-1] if len(cell) == 2 and cell[0].tag == "label" else cell
    return _NUMBER.fullmatch(short(page, last)) is not None


def counting(sample: list[Block]) -> float:
    """Return the share of blocks with a link to another page that counts its comments, as lists of stories and of threads have."""
    return sum(bool(those(block, _counts_elsewhere)) for block in sample) / len(sample)


def _counts_elsewhere(page: Page, one: Element) -> bool:
    counted = _is_way_out(page, one) and _COUNTED.fullmatch(_said(page, one)) is not None
    return counted and not _COMMENT_LINK.search(one.get("href") or "")


def entitled(sample: list[Block], parts: Parts) -> float:
    """Return the share of blocks that name another page under their text, as quotes from comments on many articles do."""
    return _share([_title(block, parts, under=True) for block in sample]) if parts.body is not None else 0.0


def headed(sample: list[Block], parts: Parts) -> float:
    """Return the share of blocks that name another page above their text, as teasers with their authors do."""
    return _share([_title(block, parts, under=False) for block in sample]) if parts.body is not None else 0.0


def _share(titles: list[str]) -> float:
    """Return the share of blocks that have a title of their own, not that of most others: that is a button."""
    held = Counter(title for title in titles if title)
    most = max(held.values(), default=0)
    return sum(held.values()) / len(titles) if 2 * most <= max(2, sum(held.values())) and len(held) > 1 else 0.0


def texts_are_links(sample: list[Block], parts: Parts) -> float:
    """Return the share of blocks whose text is a link to another page and little else: titles, not comments."""
    if parts.body is None:
        return 0.0
    count = 0
    for block in sample:
        body = first_of(block, parts.body)
        if body is not None:
            whole = sum(len(text.strip()) for text in body.itertext())
            linked = sum(len(text.strip()) for link in body.iter("a") if _leads_away(block.page, link) for text in link.itertext())
            count += whole > 0 and linked >= 0.8 * whole and linked > _LONG_TITLE
    return count / len(sample)


def _title(block: Block, parts: Parts, *, under: bool) -> str:
    """Return the words of a link to another page that stands by itself under a block's text, or above it; "" for none."""
    body = first_of(block, parts.body)
    if body is None:
        return ""
    place = block.own.index(body)
    inside = set(body.iter())
    links = (one for one in (block.own[place:] if under else block.own[:place]) if one.tag == "a" and one not in inside)
    return next((_said(block.page, link) for link in links if _is_title(block.page, link, parts)), "")


def _is_title(page: Page, link: Element, parts: Parts) -> bool:
    """Whether a link is the title of another page: some words that stand by themselves, and no name or time."""
    line, around = _said(page, link), (link.tail, text_before(link))
    return (
        len(line) >= (_LONG_TITLE if line.isascii() else _LONG_TITLE // 2)
        and (line.count(" ") >= 2 or _UNSPACED.search(line) is not None)
        and not any(text and text.strip() for text in around)
        and _leads_away(page, link)
        and not _COMMENT_LINK.search(link.get("href") or "")
        and not _is_name(page, link)
        and not any(one in parts.dated for one in (link, *link.iter()))
    )


def labels_only(found: list[Post]) -> float:
    """Return the share of texts that are lines of a table: labels and counts that are the same in all blocks ("Replies: 12")."""
    lines = [[_form(line) for line in post.text.split("\n") if line] for post in found]
    often = Counter(form for listed in lines for form in set(listed))
    same = {form for form, count in often.items() if form and count >= 0.6 * len(found)}
    return sum(sum(form in same for form in listed) >= 0.6 * len(listed) for listed in lines) / len(found)


def _form(line: str) -> str:
    """Return what lines of a table have in common: the label, or a few words without their numbers; "" for any other line."""
    match = _LABEL.match(line)
    return key(match[1]) if match else _DIGITS.sub("#", line.casefold()) if line.count(" ") < 3 else ""


def is_front(page: Page) -> bool:
    """Whether a page says that it is the front page of a site."""
    said = url(page)
    address = urlsplit(said) if said else None
    return address is not None and address.path in ("", "/") and not address.query and not address.fragment
