"""A saved page: decoded, parsed once, and indexed, so that every source can ask what stands in it.

lxml reads it: it takes any markup, and stops at a depth of 2,048 where others take quadratic time. Comments, scripts (but for JSON-LD),
styles, and templates that a script would fill are no part of what a reader sees and are left out.
"""

from __future__ import annotations

import email
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import policy
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from lxml import etree

from polarize.errors import InputError, Malformed
from polarize.sources._html_select import NONE, compiled
from polarize.sources._input import Input

Element = etree._Element

_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*){0,9}<(?:!doctype\s+html|html|head|body|div|section|article|main|ul|ol|table|center"
    r"|meta|title|link|p|span|h[1-6]|li|script|style|noscript|blockquote|a|b|i|br|hr|pre|font|strong|em|iframe|img|form|nav|header)\b",
    re.IGNORECASE,
)
_NAMES: Final = (".html", ".htm", ".xhtml")
_TEXTS: Final = (".txt", ".text", ".md")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_LINES_A_TAG: Final = 20
"""A text with fewer tags than one in so many lines is no page, though it begins with one: browsers copy what stands in a `noscript`."""
_ELEMENT: Final = re.compile(
    r"\A(?!\s*(?:<\?xml|<rss|<feed|[{\[]))[\s\S]{0,20000}?</?(?:html|head|body|div|table|td|p|span|h[1-6]|li|a)(?:\s[^<>]{0,500})?>",
    re.IGNORECASE,
)
_MHTML: Final = re.compile(
    rb"(?:(?:From|Snapshot-Content-Location|Subject|Date|MIME-Version|X-[\w-]{1,40}):[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,999}\n)*){1,12}"
)
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_SAVED: Final = re.compile(r"<!-- saved from url=\(\d{1,6}\)(\S{1,2000}) -->")
_WIDER: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "x-sjis": "shift_jis",
}
_HIDDEN: Final = frozenset({"script", "style", "template", "select", "textarea", "svg", "iframe", "object", "math", "datalist"})
_TEMPLATE: Final = re.compile(r"(?!wp-block-)(?:[\w-]{0,60}[-_])?(?:template|tmpl)")
_UNSEEN: Final = re.compile(r"(?:^|[\s_-])(?:hidden|hide|d-none)\b|display\s*:\s*none", re.IGNORECASE)
_TIMED: Final = re.compile(r"\d\d")
_COPIED: Final = 100
"""Most elements in one that a script makes copies of."""
_MANY: Final = 50
_CLOSED_ROOT: Final = re.compile(r"<(html|body)((?:\s[^<>]{0,2000})?)/>", re.IGNORECASE)
"""The page's outermost tags closed where they open: browsers let that pass, parsers end the page there."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(eq=False)
class Page:
    """A parsed page.

    Attributes:
        name: the input as the user named it.
        markup: its markup.
        root: the outermost element.
        elements: all elements that can be seen, in page order.
        classes: the class names of each element that has some.
        by_class: the elements of each class, in page order.
        by_tag: the elements of each tag, in page order.
        by_id: the first element of each id.
        by_attribute: the elements with an attribute that was asked for, in page order.
        scripts: what stands in the JSON-LD scripts.
        address: where the page was saved from, when the browser noted it.
        templates: number of templates that a script would fill.
        cut: whether markup was left out because it is nested too deeply.
        memo: what the sources have found in it, by their names.
        told: what functions have told of its elements (see `once`).
    """

    name: str
    markup: str
    root: Element
    address: str | None = None
    cut: bool = False
    templates: int = 0
    elements: list[Element] = field(default_factory=list)
    classes: dict[Element, frozenset[str]] = field(default_factory=dict)
    by_class: dict[str, list[Element]] = field(default_factory=lambda: defaultdict(list))
    by_tag: dict[str, list[Element]] = field(default_factory=lambda: defaultdict(list))
    by_id: dict[str, Element] = field(default_factory=dict)
    by_attribute: dict[str, list[Element]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    order: dict[Element, int] = field(default_factory=dict)
    memo: dict[str, Any] = field(default_factory=dict)
    told: dict[Callable[..., Any], Any] = field(default_factory=lambda: defaultdict(dict))

    def has(self, element: Element, *names: str) -> bool:
        """Whether the element is of one of these classes."""
        return not self.classes.get(element, NONE).isdisjoint(names)

    def find(self, *selectors: str) -> Iterator[Element]:
        """Yield the elements of the page that fit one of the selectors, for each selector in page order."""
        for selector in selectors:
            yield from compiled(selector).among(self)

    def first(self, *selectors: str) -> Element | None:
        """Return the first element that fits the first selector that any element fits."""
        return next(self.find(*selectors), None)


def page_of(source: Input) -> Page | None:
    """Return the page of an input, or None when it is no page or cannot be read. It is parsed once and kept with the input."""
    kept: dict[str, Page | None] = source.__dict__
    if "_page" not in kept:
        try:
            kept["_page"] = parse(source) if is_page(source) else None
        except InputError:
            kept["_page"] = None
    return kept["_page"]


def is_page(source: Input) -> bool:
    """Whether an input begins like a page or like a web archive of one page (MHTML), or has the name of a page and markup in it."""
    if source.is_binary:
        return False
    head = source.head_text[:20_000]
    begins = _START.match(head) is not None and not begins_only(source)
    return begins or _is_archive(source.head) or (source.suffix in _NAMES and _ELEMENT.search(head) is not None)


def begins_only(source: Input) -> bool:
    """Whether an input has the name of a text and far more lines than tags, so that a tag at its beginning does not make it a page."""
    head = source.head_text[:20_000]
    return source.suffix in _TEXTS and len(_TAG.findall(head)) * _LINES_A_TAG < head.count("\n")


def _is_archive(head: bytes) -> bool:
    match = _MHTML.match(head)
    return match is not None and b"mime-version:" in match[0].lower() and b"multipart/related" in head[:4000].lower()


def parse(source: Input) -> Page:
    """Return the page of an input.

    Raises:
        InputError: it cannot be read, or holds no markup.
    """
    if b"<" not in source.data and not is_page(source):
        raise Malformed(source.name, "holds no markup that can be read", "It is no web page: leave out --from, or save the page again")
    markup, address = _markup(source)
    saved = _SAVED.search(markup[:4000])
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8")
    markup = _CLOSED_ROOT.sub(r"<\1\2>", markup, count=2)
    data = _CONTROL.sub("\ufffd", markup).encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise Malformed(source.name, "holds no markup that can be read", "Save the page again")
    page = Page(source.name, markup, root, address or (saved[1] if saved else None))
    page.cut = any("depth" in entry.message.lower() for entry in parser.error_log)
    _index(page)
    return page


def _markup(source: Input) -> tuple[str, str | None]:
    """Return the decoded markup and, for a web archive, its address."""
    if _is_archive(source.head):
        return _archived(source)
    if source.is_binary or (source.encoding or "").startswith(("utf-16", "utf-32")):
        return source.text, None
    data = source.data
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return _declared(data) or source.text, None


def _declared(data: bytes) -> str | None:
    """Return the text in the encoding that the page names, unless that fails for more than one character in two hundred."""
    match = _CHARSET.search(data[:20_000])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    try:
        text = data.decode(_WIDER.get(name, name), errors="replace")
    except LookupError:
        return None
    return text if text.count("\ufffd") * 200 <= len(text) else None


def _archived(source: Input) -> tuple[str, str | None]:
    """Return the page of a web archive: its first part that is a page."""
    message = email.message_from_bytes(source.data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                try:
                    markup = payload.decode("utf-8-sig")
                except UnicodeDecodeError:
                    markup = _declared(payload) or payload.decode("cp1252", errors="replace")
                address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
                return markup, str(address) if address else None
    raise Malformed(source.name, "is a web archive that holds no page", "Save the page again")


def _index(page: Page) -> None:
    """List what can be seen, by class, tag and id."""
    hidden: set[Element] = set()
    for number, element in enumerate(page.root.iter()):
        inside = element.getparent() in hidden
        tag = element.tag
        names, called = _named(element.get("class") or "")
        filled = called and not inside and _is_template(element, tag)
        if tag == "template" or filled or (tag == "script" and "template" in (element.get("type") or "")):
            page.templates += 1
        if tag == "script" and "ld+json" in (element.get("type") or ""):
            page.scripts.append(element.text or "")
        if inside or filled or tag in _HIDDEN:
            hidden.add(element)
            continue
        page.order[element] = number
        page.elements.append(element)
        page.by_tag[tag].append(element)
        if names:
            page.classes[element] = names
            for name in names:
                page.by_class[name].append(element)
        identity = element.get("id")
        if identity:
            page.by_id.setdefault(identity, element)


@lru_cache(maxsize=16_384)
def _named(written: str) -> tuple[frozenset[str], bool]:
    """Return the class names in a class attribute, and whether one is that of a template."""
    names = frozenset(written.split())
    return names, any(_TEMPLATE.fullmatch(name) for name in names)


def names_of(element: Element) -> str:
    """Return the class names and the id of an element, in one line."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def text_before(element: Element) -> str:
    """Return what is printed directly before an element, in the element that holds it and behind what stands before."""
    outer, previous = element.getparent(), element.getprevious()
    return (previous.tail if previous is not None else outer.text if outer is not None else None) or ""


def has_many(element: Element) -> bool:
    """Whether an element holds more elements than a few words need: one within the other, each would be searched to its end."""
    return len(list(islice(element.iter(), _MANY))) == _MANY


def reindex(page: Page) -> None:
    """List anew what can be seen, after elements were moved."""
    for kept in (
        page.elements,
        page.scripts,
        page.classes,
        page.by_class,
        page.by_tag,
        page.by_id,
        page.by_attribute,
        page.order,
        page.told,
    ):
        kept.clear()
    page.templates = 0
    page.memo = {name: page.memo[name] for name in ("pingbacks", "duplicates") if name in page.memo}
    _index(page)


def _is_template(element: Element, tag: str) -> bool:
    """Whether a script makes copies of an element that is called a template, so that no reader sees it.

    It is hidden, or small and without the numbers that times have: themes call whole pages templates, too.
    """
    if tag in ("html", "body"):
        return False
    if element.get("hidden") is not None or _UNSEEN.search(f"{element.get('class')} {element.get('style') or ''}"):
        return True
    below = list(islice(element.iterdescendants(), _COPIED + 1))
    said = (element.text, *(text for one in below for text in (one.text, one.tail)))
    return len(below) <= _COPIED and not any(text and _TIMED.search(text) for text in said)
