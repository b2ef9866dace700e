"""Comments as platforms store them, in HTML or Markdown -> plain text: paragraphs apart, quoted lines behind "> "."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Final

_MOST_DIGITS: Final = 7
_LONG_REFERENCE: Final = re.compile(r"&#(\d{8,});?")
"""Numbers with thousands of digits are an error in Python."""
_TAG: Final = re.compile(r"<(/?+)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
_MARK: Final = re.compile(r"^ {0,3}>(?!!) ?", re.MULTILINE)
_EMOJI: Final = re.compile(r"""\bclass=["']?[^"'<>]*\bemoji\b""")
_ALT: Final = re.compile(r"""\b(?:alt|title)=["']([^"'<>]{1,40})["']""")
_PREVIEW: Final = re.compile(r"""\bclass=["']?[^"'<>]*\b(?:lightbox-wrapper|quote-controls)\b""")
_ATTRIBUTES: Final = 500
"""Characters of a tag's attributes that are looked at."""
_TAGS: Final = {
    **dict.fromkeys(("p", "div", "ul", "ol", "dl", "table", "hr", "center", "details", "section", "article", "header"), "paragraph"),
    **dict.fromkeys(("footer", "figure", "h1", "h2", "h3", "h4", "h5", "h6"), "paragraph"),
    **dict.fromkeys(("blockquote", "aside"), "quote"),
    **dict.fromkeys(("br", "li", "tr", "dt", "dd", "summary", "figcaption"), "line"),
    **dict.fromkeys(("script", "style", "svg", "head", "template", "noscript"), "hidden"),
    "pre": "verbatim",
    "img": "picture",
}
"""What a tag does to the text; any other does nothing."""


def markdown(text: str) -> str:
    """Return Markdown as it is, with line feeds as line ends and "> " before every quoted line."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _MARK.sub("> ", text).strip() if ">" in text else text.strip()


def from_html(source: str, *, line_ends: bool = False) -> str:
    """Return the text of a piece of HTML: entities decoded, paragraphs separated by an empty line, quotes behind "> ".

    Args:
        source: HTML, well formed or not.
        line_ends: line ends in the source are line ends of the text, as in comments that WordPress stores, and not white space.
    """
    if "<" not in source:
        said = _unescaped(source)
        if line_ends and "\n" in said:
            return markdown(_tidy(said))
        said = " ".join(said.split())
        return markdown(said) if said.startswith(">") else said
    source = _without_comments(source) if "<!--" in source else source
    if (plain := _inline(source)) is not None:
        return markdown(_tidy(plain if line_ends else plain.replace("\n", " ")))
    writer = _Writer(line_ends)
    at = 0
    for tag in _TAG.finditer(source):
        if tag.start() > at:
            writer.say(source[at : tag.start()])
        at = tag.end()
        if writer.hidden or tag[2].lower() in _TAGS:
            writer.tag(tag[2].lower(), tag[3][:_ATTRIBUTES], closing=bool(tag[1]))
    writer.say(source[at:])
    return writer.text()


def _unescaped(words: str) -> str:
    """Return words with their character references read; those of no character become U+FFFD, as HTML has it, however long they are."""
    return html.unescape(_LONG_REFERENCE.sub(_short_reference, words)) if "&" in words else words


def _short_reference(match: re.Match[str]) -> str:
    digits = match[1].lstrip("0")
    return "\ufffd" if len(digits) > _MOST_DIGITS else f"&#{digits or 0};"


def _inline(source: str) -> str | None:
    """Return the words of a piece of HTML in which no tag makes a paragraph or a line; None when one does."""
    words = []
    at = 0
    for tag in _TAG.finditer(source):
        if tag[2].lower() in _TAGS:
            return None
        words.append(source[at : tag.start()])
        at = tag.end()
    words.append(source[at:])
    return "".join(map(_unescaped, words))


@lru_cache(maxsize=65_536)
def name_from_html(source: str) -> str | None:
    """Return a name that is stored as HTML as text, None when it is empty. Names come again and again."""
    return from_html(source) or None


def _without_comments(source: str) -> str:
    """Return HTML without its comments; one that is never closed goes on to the end."""
    kept = []
    at = 0
    while (start := source.find("<!--", at)) >= 0:
        kept.append(source[at:start])
        end = source.find("-->", start + 4)
        at = len(source) if end < 0 else end + 3
    return "".join([*kept, source[at:]])


def _tidy(said: str) -> str:
    """Return a text without surplus white space and with at most one empty line in a row."""
    bare = said.strip()
    if bare.replace("\n", "").isprintable() and not _has_surplus(bare):
        return bare
    kept: list[str] = []
    for line in said.split("\n"):
        tidy = " ".join(line.split())
        if tidy or (kept and kept[-1]):
            kept.append(tidy)
    return "\n".join(kept).rstrip("\n")


def _has_surplus(text: str) -> bool:
    """Whether spaces or line ends stand side by side in a text whose only white space they are."""
    return "  " in text or ("\n" in text and (" \n" in text or "\n " in text or "\n\n\n" in text))


class _Writer:
    """Collects words into paragraphs; a paragraph knows whether it is quoted."""

    def __init__(self, line_ends: bool) -> None:
        self.line_ends = line_ends
        self.done: list[str] = []
        self.words: list[str] = []
        self.quotes = 0
        self.verbatim = 0
        self.hidden = ""
        self.hidden_depth = 0

    def say(self, words: str) -> None:
        """Add text that stands between two tags."""
        if self.hidden:
            return
        if not self.line_ends and not self.verbatim and "\n" in words:
            words = words.replace("\n", " ")
        self.words.append(_unescaped(words))

    def tag(self, name: str, attributes: str, *, closing: bool) -> None:
        """Take a tag: end a line or a paragraph, begin or end a quote or something that is not shown."""
        kind = _TAGS.get(name)
        if self.hidden:
            self.hidden_depth += (-1 if closing else 1) if name == self.hidden else 0
            if self.hidden_depth == 0:
                self.hidden = ""
        elif kind == "line":
            self.words.append("\n")
        elif not closing and (kind == "hidden" or (name == "div" and _PREVIEW.search(attributes))) and not attributes.endswith("/"):
            self.hidden, self.hidden_depth = name, 1
        elif kind == "picture":
            if _EMOJI.search(attributes) and (alt := _ALT.search(attributes)):
                self.words.append(_unescaped(alt[1]))
        elif kind != "hidden":
            self.end_paragraph()
            step = -1 if closing else 1
            self.quotes = max(0, self.quotes + step * (kind == "quote"))
            self.verbatim = max(0, self.verbatim + step * (kind == "verbatim"))

    def end_paragraph(self) -> None:
        """Put the words that there are into a paragraph of their own."""
        if not self.words:
            return
        said = "".join(self.words)
        self.words.clear()
        said = said.strip("\n").rstrip() if self.verbatim else _tidy(said)
        if said:
            self.done.append("> " + said.replace("\n", "\n> ") if self.quotes else said)

    def text(self) -> str:
        """Return all paragraphs."""
        self.end_paragraph()
        return markdown("\n\n".join(self.done))
