"""Comments in a page: blocks of markup, what belongs to each, and what is read from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from polarize.sources._dates import find as find_dates
from polarize.sources._gone import is_gone
from polarize.sources._html_dates import Stamp, stamp_of
from polarize.sources._html_names import name_in
from polarize.sources._html_page import Element, Page, names_of
from polarize.sources._html_select import Part, compiled
from polarize.sources._html_text import line_of, text_of
from polarize.sources._words import DELETED

_NUMBER: Final = re.compile(r"[-+−–]?\s?\d[\d.,   ]*\s?[kK万萬]?(?!\w)")
_FILLED_LATER: Final = re.compile(r"\{\{|<%|\$\{|%[A-Z_]{3,30}%")
WIDGETS: Final = re.compile(
    r"(?:recent|latest|newest|neueste|letzte|aktuelle|derniers|recientes|top|popular|related|most)[-_]?(?:comment"
    r"|kommentar|commentaire|comentario|repl|post|discuss)|last[-_]?(?:comments|kommentare|commentaires|replies|posts|discussions)"
    r"|(?:comment|kommentar)s?[-_](?:recent|latest|footer|teaser|preview|ticker|slider)|widget_?comments"
    r"|(?:recent|latest|newest|related)[-_](?:news|articles?|stories|blogs?)(?![a-z])"
    r"|dsq-widget|(?:^| )(?:sidebar|widget-area|footer-widgets?|recentcomments)(?: |$)",
    re.IGNORECASE,
)
"""Class names and ids of lists of comments that stand under other articles, and of other articles."""


_BESIDE: Final = " ,:;|·•–—"
"""Signs that stand beside names."""
_AREA: Final = re.compile(r"sidebar|widget-area|footer-widgets?", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """The markup of one comment.

    Attributes:
        page: the page.
        element: the outermost element of the comment.
        parent: the block that it stands in.
        depth: number of blocks that it stands in.
        own: its elements in page order, without those of the blocks in it.
        inner: the outermost blocks in it.
        grouped: its elements by what was asked of them (see `roles_in`).
    """

    page: Page
    element: Element
    parent: Block | None = None
    depth: int = 0
    own: list[Element] = field(default_factory=list)
    inner: list[Element] = field(default_factory=list)
    grouped: dict[Any, list[Element]] | None = field(default=None, init=False, repr=False)
    _part: Part | None = field(default=None, init=False, repr=False)
    _members: frozenset[Element] | None = field(default=None, init=False, repr=False)

    @property
    def members(self) -> frozenset[Element]:
        """Its elements, to be asked what is among them."""
        if self._members is None:
            self._members = frozenset(self.own)
        return self._members

    def leave_out(self, outer: Collection[Element]) -> None:
        """Take some elements, with all that is in them, to be no part of it."""
        inside = {below for one in outer for below in one.iter()}
        self.own = [one for one in self.own if one not in inside]
        self.inner += outer
        self.grouped = self._members = None

    def all(self, *selectors: str) -> list[Element]:
        """Return its elements that fit one of the selectors."""
        return list(self._each(selectors))

    def one(self, *selectors: str) -> Element | None:
        """Return the first element that fits the first selector that any fits."""
        return next(self._each(selectors), None)

    def _each(self, selectors: Iterable[str]) -> Iterator[Element]:
        if self._part is None or self._part.elements is not self.own:
            self._part = Part(self.own, self.page.classes)
        for selector in selectors:
            yield from compiled(selector).among(self._part)

    def line(self, *selectors: str) -> str:
        """Return the words of the first element that fits and has some, in one line; "" when there is none."""
        for one in self._each(selectors):
            line = line_of(one, self.inner)
            if line:
                return line
        return ""

    def text(self, *selectors: str, skip: Iterable[str] = (), quotes: Iterable[str] = ()) -> str:
        """Return the text of the first element that fits, "" when none does."""
        body = self.one(*selectors)
        if body is None:
            return ""
        return text_of(body, {*self.inner, *self.all(*skip)}, quotes=set(self.all(*quotes)))

    def stamp(self, *selectors: str) -> Stamp:
        """Return the time that the first element tells that fits and tells one."""
        return self.dated(*selectors)[1]

    def dated(self, *selectors: str) -> tuple[Element | None, Stamp]:
        """Return the first element that fits and tells a time, with that time."""
        for one in self._each(selectors):
            stamp = stamp_of([one])
            if stamp.exact or (stamp.raw and find_dates(stamp.raw)):
                return one, stamp
        return None, Stamp()

    def named(self, *selectors: str) -> tuple[Element | None, str | None]:
        """Return the first element that fits and names somebody, with that name."""
        for one in self._each(selectors):
            name = name_in(line_of(one, self.inner if len(one) == 0 else [*self.inner, *_dates_in(one)]))
            if name:
                return one, name
        return None, None


def _dates_in(one: Element) -> list[Element]:
    """Return the small parts of an element that tell a time: a date beside a name is no part of it."""
    return [part for part in one.iter("small", "time", "span", "em") if part is not one and len(part) == 0 and find_dates(part.text or "")]


@dataclass(slots=True)
class Post:
    """A comment as the page shows it.

    Attributes:
        text: its text.
        author: its author's name as printed; None for none.
        id: the page's own id of it.
        parent: the id of the comment that it answers, as the page states it.
        depth: its depth as the page states it; None when the page states none.
        stamp: when it was posted.
        votes: likes, or likes less dislikes.
        status: visible, deleted, pending, spam.
        by_author: whether the page says that the article's author wrote it; None when it does not tell.
        names: further names by which others may address its author.
        answers: the name of who is answered, where the page says that name and not which comment.
        anchor: the element that it was read from.
        loose: whether the text is all that was left of the block, for want of an element known to hold it.
    """

    text: str
    author: str | None = None
    id: str | None = None
    parent: str | None = None
    depth: int | None = None
    stamp: Stamp = field(default_factory=Stamp)
    votes: int | None = None
    status: str = "visible"
    by_author: bool | None = None
    names: tuple[str, ...] = ()
    answers: str | None = None
    anchor: Element | None = None
    loose: bool = False


def blocks(page: Page, elements: Iterable[Element]) -> list[Block]:
    """Return a block for each element, in page order, each with what is its own. Takes time linear in the size of the page."""
    found = {one: Block(page, one) for one in elements}
    if not found:
        return []
    owner: dict[Element, Block] = {}
    outermost = (one for one in sorted(found, key=lambda one: page.order.get(one, 0)) if one not in owner)
    for element in (below for one in outermost for below in one.iter() if below in page.order):
        above = element.getparent()
        outer = owner.get(above) if above is not None else None
        block = found.get(element)
        if block is not None:
            block.parent = outer
            if outer is not None:
                block.depth = outer.depth + 1
                outer.inner.append(element)
        block = block or outer
        if block is not None:
            owner[element] = block
            block.own.append(element)
    return sorted(found.values(), key=lambda block: page.order.get(block.element, 0))


def posts(page: Page, elements: Iterable[Element], read: Callable[[Block], Post | None], *, nested: bool = True) -> list[Post]:
    """Return what `read` finds in each block; by default a block inside another one answers it."""
    return read_all(blocks(page, elements), read, nested=nested)


def read_all(listed: Sequence[Block], read: Callable[[Block], Post | None], *, nested: bool = True) -> list[Post]:
    """Return what `read` finds in blocks that are known already."""
    out: list[Post] = []
    kept: dict[Element, Post] = {}
    for number, block in enumerate(listed):
        post = read(block)
        if post is None or _FILLED_LATER.search(post.text[:300]) or _FILLED_LATER.search(post.author or ""):
            continue
        post.id = post.id or f"n{number}"
        post.anchor = block.element
        if nested:
            outer = block.parent
            while outer is not None and outer.element not in kept:
                outer = outer.parent
            post.depth = (kept[outer.element].depth or 0) + 1 if outer is not None else 0
            if post.parent is None and outer is not None:
                post.parent = kept[outer.element].id
        kept[block.element] = post
        out.append(post)
    return [_settled(post) for post in out]


def _settled(post: Post) -> Post:
    """Return the post with its status set by its words, and its name cleaned."""
    name = " ".join((post.author or "").split()).lstrip(f"{_BESIDE}-").rstrip(_BESIDE)
    name = name.removesuffix(" -").rstrip(_BESIDE)  # a hyphen that is joined to a name is a part of it
    post.author = name or None
    if not post.stamp.raw and not post.stamp.exact:
        _take_date(post)
    if post.status == "visible" and (_deleted(post.text) or (not post.text and is_gone(name))):
        post.status = "deleted"
    return post


def _take_date(post: Post) -> None:
    """Take a first line that is nothing but a date for the time of a comment that has none: themes print it without an element."""
    line, _, rest = post.text.partition("\n")
    whens = find_dates(line) if len(line) <= 40 else []
    if whens and rest.strip() and sum(when.end - when.start for when in whens) >= 0.8 * len(line.strip()):
        post.stamp, post.text = Stamp(raw=line.strip()), rest.strip("\n")


def _deleted(text: str) -> bool:
    return len(text) < 200 and (is_gone(text) or DELETED.match(" ".join(text.split())) is not None)


def by_depths(found: Sequence[Post]) -> None:
    """Set the parents of posts whose depths the page states: each answers the last one above it that stands one step higher."""
    stack: list[Post] = []
    for post in found:
        while stack and (stack[-1].depth or 0) >= (post.depth or 0):
            stack.pop()
        post.parent = stack[-1].id if stack else None
        stack.append(post)


def number(words: str | None) -> int | None:
    """Return the number in a count as printed ("42 points", "1.2k", "1,204", "−3"); None when there is none."""
    match = _NUMBER.search(words or "")
    if match is None:
        return None
    printed = match[0].replace("−", "-").replace("–", "-")
    sign = -1 if printed.startswith("-") else 1
    scale = {"k": 1_000, "万": 10_000, "萬": 10_000}.get(printed[-1].lower(), 1)
    digits = re.sub(r"[^\d.,]", "", printed)
    if scale > 1:
        whole, _, part = digits.replace(",", ".").partition(".")
        return sign * int(float(f"{whole[:15] or 0}.{re.sub(r'[^0-9]', '', part)[:15] or 0}") * scale)
    return sign * int(re.sub(r"\D", "", digits)[:15] or 0)


def is_widget(page: Page, element: Element) -> bool:
    """Whether an element stands in a list of comments under other articles."""
    return bool(widget(page, element))


def widget(page: Page, element: Element) -> str:
    """Return the names of the list of comments under other articles that an element stands in; "" where it stands in none."""
    for one in [element, *element.iterancestors()]:
        if one.tag in ("body", "html"):
            return ""
        named = names_of(one)
        if _names_widget(named) and not (_AREA.fullmatch(named.strip()) and _is_most_of(page, one)):
            return named
    return ""


def _is_most_of(page: Page, element: Element) -> bool:
    """Whether most of a page stands in an element: a sidebar that nobody closed is none."""
    sizes: dict[Element, bool] = page.memo.setdefault("most", {})
    if element not in sizes:
        sizes[element] = 2 * sum(1 for _ in element.iter()) > len(page.elements)
    return sizes[element]


@lru_cache(maxsize=16_384)
def _names_widget(named: str) -> bool:
    return WIDGETS.search(named) is not None
