"""The text of an element as a reader sees it: paragraphs, line breaks, quoted passages, without buttons."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from polarize.sources._html_page import Element
from polarize.sources._words import CONTROLS, key, words

_BLOCKS: Final = frozenset(
    words("""
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
    h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul
    """)
)
_NEVER: Final = frozenset(
    words("""
    script style template button select textarea svg form iframe object input label noscript nav audio video math head
    """)
)
_BUTTON: Final = re.compile(
    r"(?:^|[-_ ])(?:reply|repl(?:y|ies)[-_]?link|share|sharing|report|permalink|edit[-_]link|comment[-_]reply|toolbar|buttons?)(?:$|[-_ ])"
)
_SPACE: Final = re.compile(r"[^\S\xa0\u3000]+|[\xa0\u200b\ufeff]+")
_LONGEST_BUTTON: Final = 40


@dataclass(slots=True)
class _Lines:
    """Lines in the making; each with the depth of the quote that it stands in."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    quote: int = 0
    pre: int = 0

    def say(self, text: str | None) -> None:
        if text:
            self.parts.append(text)

    def is_blank(self) -> bool:
        """Whether nothing was said since the last line ended."""
        return not "".join(self.parts).strip()

    def end_line(self) -> None:
        joined = "".join(self.parts)
        self.parts.clear()
        if self.pre:
            self.lines += ((self.quote, line.rstrip()) for line in joined.split("\n"))
        else:
            self.lines.append((self.quote, _in_one_line(joined)))

    def end_paragraph(self) -> None:
        if self.parts:
            if not self.is_blank():
                self.end_line()
            self.parts.clear()
        if self.lines and self.lines[-1][1]:
            self.lines.append((self.quote, ""))


def _in_one_line(text: str) -> str:
    """Return a text with one blank where a reader sees one."""
    return " ".join(text.split()) if text.isascii() else _SPACE.sub(" ", text).strip()


def text_of(element: Element, skip: Collection[Element] = (), *, quotes: Collection[Element] | None = None, own: bool = True) -> str:
    """Return the text of an element, paragraphs separated by an empty line.

    Args:
        element: the element.
        skip: elements within it that are no part of its text; what follows them is.
        quotes: the elements that quote somebody, besides `blockquote`. A quote that holds all of the text quotes nobody.
        own: mark quoted lines with "> "; False gives them as they are.
    """
    if len(element) == 0 and element.tag not in ("img", "pre"):
        return _in_one_line(element.text or "")
    out = _Lines()
    walker = etree.iterwalk(element, events=("start", "end"))
    skipped: set[Element] = set()
    for event, one in walker:
        inner = one is not element
        quoting = inner and (one.tag == "blockquote" or (quotes is not None and one in quotes))
        if event == "end":
            _leave(out, one, one in skipped, quoting)
            if inner:
                out.say(one.tail)
        elif inner and (one in skip or _unseen(one)):
            skipped.add(one)
            walker.skip_subtree()
        else:
            _enter(out, one, quoting)
    out.end_paragraph()
    return _joined(out.lines, marked=own)


def line_of(element: Element | None, skip: Collection[Element] = ()) -> str:
    """Return the text of a small element in one line; "" for None."""
    return "" if element is None else " ".join(text_of(element, skip, own=False).split())


def _enter(out: _Lines, element: Element, quoting: bool) -> None:
    tag = element.tag
    if tag == "br":
        out.end_line()
        return
    if tag == "img":
        out.say(_emoji(element))
        return
    if tag in _BLOCKS or quoting:
        out.end_paragraph() if tag not in ("li", "td", "th", "tr", "dt", "dd") or quoting else out.end_line() if out.parts else None
    out.quote += quoting
    out.pre += tag == "pre"
    out.say(element.text)


def _leave(out: _Lines, element: Element, skipped: bool, quoting: bool) -> None:
    tag = element.tag
    if skipped or tag in ("br", "img"):
        if skipped and tag in _BLOCKS:
            out.end_paragraph()
        return
    if tag in ("td", "th"):
        out.say(" ")
    elif tag in ("li", "tr", "dt", "dd") and not quoting:
        if not out.is_blank():
            out.end_line()
    elif tag in _BLOCKS or quoting:
        out.end_paragraph()
    out.quote -= quoting
    out.pre -= tag == "pre"


def _emoji(image: Element) -> str | None:
    """Return the sign that a picture stands for in running text."""
    alt = (image.get("alt") or "").strip()
    return alt if 0 < len(alt) <= 8 and not alt.isascii() and not alt.isalnum() else None


def _unseen(element: Element) -> bool:
    """Whether an element is no text: a form, a button, a link that does something."""
    if element.tag in _NEVER:
        return True
    if element.tag not in ("a", "span", "div", "li", "ul", "p") or (element.tag != "a" and not element.get("class")):
        return False
    named = _BUTTON.search((element.get("class") or "").lower()) is not None
    if element.tag == "a":
        target = (element.get("href") or "#").lower()
        named = named or target.startswith(("#", "javascript:")) or "reply" in target
    return named and _is_button(element)


def _is_button(element: Element) -> bool:
    """Whether the words of an element are those of a button."""
    words = ""
    for text in element.itertext():
        words += str(text)
        if len(words) > 4 * _LONGEST_BUTTON:
            return False
    word = key(words)
    return len(word) <= _LONGEST_BUTTON and (not word or word in CONTROLS)


def _joined(lines: list[tuple[int, str]], *, marked: bool) -> str:
    """Return lines as a text; quoted ones begin with "> " unless everything is quoted."""
    marked = marked and any(line and not quote for quote, line in lines) and any(line and quote for quote, line in lines)
    shown = [f"> {line}" if marked and quote and line else line for quote, line in lines]
    out: list[str] = []
    for line in shown:
        if line or (out and out[-1]):
            out.append(line)
    while out and not out[-1]:
        out.pop()
    return "\n".join(out)
