"""Comments as platforms store them, in HTML or Markdown -> plain text: paragraphs apart, quoted lines behind "> "."""

from __future__ import annotations

import html
import re
from typing import Final

_TAG: Final = re.compile(r"<(/?+)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>|<!--")
_SPACE: Final = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_BLANKS: Final = re.compile(r"[ \t\f\v\u00a0]+")
_MARK: Final = re.compile(r"^ {0,3}>(?!!) ?", re.MULTILINE)
_EMOJI: Final = re.compile(r"""\bclass=["']?[^"'<>]*\bemoji\b""")
_ALT: Final = re.compile(r"""\b(?:alt|title)=["']([^"'<>]{1,40})["']""")
_PREVIEW: Final = re.compile(r"""\bclass=["']?[^"'<>]*\b(?:lightbox-wrapper|quote-controls)\b""")
_PARAGRAPHS: Final = frozenset(
    [
        *("p", "div", "blockquote", "aside", "pre", "ul", "ol", "dl", "table", "hr", "center", "details"),
        *("section", "article", "header", "footer", "figure", "h1", "h2", "h3", "h4", "h5", "h6"),
    ]
)
_LINES: Final = frozenset(["br", "li", "tr", "dt", "dd", "summary", "figcaption"])
_QUOTES: Final = frozenset(("blockquote", "aside"))
_HIDDEN: Final = frozenset(("script", "style", "svg", "head", "template", "noscript"))


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
    if "<" not in source and "&" not in source and not line_ends:
        return _SPACE.sub(" ", source).strip()
    writer = _Writer(line_ends)
    at = 0
    while (tag := _TAG.search(source, at)) is not None:
        writer.say(source[at : tag.start()])
        at = tag.end()
        if tag[2] is None:
            end = source.find("-->", at)
            at = len(source) if end < 0 else end + 3
        else:
            writer.tag(tag[2].lower(), tag[3][:500], closing=bool(tag[1]))
    writer.say(source[at:])
    return writer.text()


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
        if not words or self.hidden:
            return
        if "&" in words:
            words = html.unescape(words)
        if self.verbatim or self.line_ends:
            words = _BLANKS.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n")) if not self.verbatim else words
        else:
            words = _SPACE.sub(" ", words)
        self.words.append(words)

    def tag(self, name: str, attributes: str, *, closing: bool) -> None:
        """Take a tag: end a line or a paragraph, begin or end a quote or something that is not shown."""
        if self.hidden:
            self.hidden_depth += (-1 if closing else 1) if name == self.hidden else 0
            if self.hidden_depth == 0:
                self.hidden = ""
        elif not closing and (name in _HIDDEN or (name == "div" and _PREVIEW.search(attributes))) and not attributes.endswith("/"):
            self.hidden, self.hidden_depth = name, 1
        elif name in _PARAGRAPHS:
            self.end_paragraph()
            step = -1 if closing else 1
            self.quotes = max(0, self.quotes + step * (name in _QUOTES))
            self.verbatim = max(0, self.verbatim + step * (name == "pre"))
        elif name in _LINES:
            self.words.append("\n")
        elif name == "img" and _EMOJI.search(attributes) and (alt := _ALT.search(attributes)):
            self.words.append(html.unescape(alt[1]))

    def end_paragraph(self) -> None:
        """Put the words that there are into a paragraph of their own."""
        if not self.words:
            return
        lines = "".join(self.words).split("\n")
        self.words.clear()
        tidy = [line.rstrip() if self.verbatim else line.strip() for line in lines]
        kept = [line for index, line in enumerate(tidy) if line or (index and tidy[index - 1])]
        while kept and not kept[-1]:
            kept.pop()
        if kept and not kept[0]:
            kept = kept[1:]
        if kept:
            self.done.append("\n".join(f"> {line}" for line in kept) if self.quotes else "\n".join(kept))

    def text(self) -> str:
        """Return all paragraphs."""
        self.end_paragraph()
        return markdown("\n\n".join(self.done))
