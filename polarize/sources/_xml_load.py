"""XML exports, whole or damaged -> their elements, one after the other, without reading any other file or expanding any entity."""

from __future__ import annotations

import contextlib
import html.entities
import io
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, TypeVar

from lxml import etree

from polarize.errors import Malformed
from polarize.sources._input import Input

_ENTITY: Final = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_PROLOG: Final = re.compile(r"<!--(?:[^-]++|-(?!->))*+-->|<[^<>]*+>")
_BAD_CHARACTERS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CDATA: Final = re.compile(r"<!\[CDATA\[|\]\]>")
_START_TAG: Final = re.compile(r"<[A-Za-z][\w:.-]*+\s[^<>]*+>")
_UNQUOTED: Final = re.compile(r"""(\s[\w:.-]++=)([^\s"'<>/]++(?:/(?!>)[^\s"'<>/]*+)*+)(?=[\s>/])""")
_AMPERSAND: Final = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30};)?")
_TOO_DEEP: Final = "Excessive depth"


@lru_cache(maxsize=1_024)
def local(tag: Any) -> str:
    """Return an element's or attribute's name without its namespace, whether that is declared or not; "" for a comment."""
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute whatever its namespace; None when it is missing or empty."""
    return next((str(value).strip() or None for key, value in element.attrib.items() if local(key) == name), None)


def cells(element: etree._Element, *names: str) -> dict[str, str]:
    """Return the texts of an element's children by their local names; the first of several counts.

    Args:
        element: the element.
        names: tags of the children that are wanted, such as "{*}author"; all of them when none is given.
    """
    found: dict[str, str] = {}
    for child in element.iterchildren(*names):
        name = local(child.tag)
        if name not in found:
            found[name] = child.text or ""
    return found


T = TypeVar("T")


class Document:
    """An XML export that is read element by element.

    Attributes:
        problems: a sentence for each kind of damage met so far; complete when all elements are read.
        parts: what was cut out of the text that is parsed.
    """

    def __init__(
        self, source: Input, root: re.Pattern[str], cut_out: Callable[[str], tuple[str, list[tuple[str, ...]]]] | None = None
    ) -> None:
        """Find the root element.

        Args:
            source: the input.
            root: matches the beginning of the root's start tag.
            cut_out: returns the text without the parts that need no parser, and those parts; not used on broken XML.

        Raises:
            Malformed: there is no such root, or the document declares entities.
            NotReadable: it cannot be opened.
        """
        text = source.text
        start = root.search(text)
        if start is None:
            raise Malformed(source.name, "has no root element of this format", "Name its format with --from, see `polarize formats`")
        before = text[: start.start()]
        if _ENTITY.search(before):
            problem = "declares entities of its own (<!ENTITY), which can grow without end or read other files, so it is not read"
            raise Malformed(source.name, problem, "Take its <!DOCTYPE> out if you trust it")
        self.name = source.name
        self.problems: list[str] = []
        if _PROLOG.sub("", before).strip("\ufeff \t\n"):
            self.problems.append(f"{source.name}: characters before the XML were left out.")
        self._text = text[start.start() :]
        self._above = before.count("\n")
        self._recover = False
        self._cut_out = cut_out
        self.parts: list[tuple[str, ...]] = []

    def collect(self, take: Callable[[Document], T]) -> T:
        """Return what `take` makes of the elements. Where the XML turns out to be broken, it is repaired and taken from the start.

        Raises:
            Malformed: the document is nested too deeply, or nothing of it can be read.
        """
        whole = self._text
        if self._cut_out is not None:
            self._text, self.parts = self._cut_out(whole)
            if self.parts:
                with contextlib.suppress(etree.XMLSyntaxError):
                    return take(self)
            self._text, self.parts = whole, []
        try:
            return take(self)
        except etree.XMLSyntaxError as error:
            where = f"line {self._above + (error.lineno or 1):,}"
            reason = " ".join(str(error.msg).split(", line ", 1)[0].split()).rstrip(".")[:80]
            self.problems.append(
                f"{self.name}: the XML is broken at {where} ({reason}); what could be repaired or read around that was read."
            )
            self._text = self._repaired(self._text)
            self._recover = True
        try:
            return take(self)
        except etree.XMLSyntaxError as error:
            raise Malformed(self.name, f"is broken XML ({str(error)[:100]})", "Export it again") from error

    def elements(self, *names: str) -> Iterator[etree._Element]:
        """Yield the children of the root, or of its <channel>, of these local names; each is emptied when the next is asked for."""
        # The parser begins at the root, so no entity is ever declared; with `recover` it goes on after an error.
        parser = etree.iterparse(
            io.BytesIO(self._text.encode("utf-8", errors="replace")),
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            recover=self._recover,
            remove_comments=True,
        )
        for _, element in parser:
            if _is_outer(element):
                yield element
                element.clear(keep_tail=False)
                while (older := element.getprevious()) is not None and (above := element.getparent()) is not None:
                    above.remove(older)
        self._note(parser.error_log)

    def _repaired(self, data: str) -> str:
        """Repair what exports get wrong: control characters, attributes without quotes, bare ampersands, entities of HTML."""
        parts = []
        inside = False
        at = 0
        for mark in _CDATA.finditer(data):
            piece, sign = data[at : mark.start()], mark[0]
            parts.append(piece if inside else _outside(piece))
            # "]]>" outside and "<![CDATA[" inside are no marks there; the parser would stumble over the former.
            inside = sign == "<![CDATA[" or (inside and sign != "]]>")
            parts.append(sign)
            at = mark.end()
        parts.append(data[at:] if inside else _outside(data[at:]))
        return _BAD_CHARACTERS.sub("", "".join(parts))

    def _note(self, log: Any) -> None:
        """Refuse what the parser gave up on because it is nested too deeply; the rest was said when the first error was met."""
        if any(_TOO_DEEP in entry.message for entry in log):
            raise Malformed(self.name, "is XML that is nested too deeply to be read", "No export is: check where it comes from")


def _is_outer(element: etree._Element) -> bool:
    """Return whether an element is a child of the root or of a <channel>, and not the <thread> inside a <post>."""
    above = element.getparent()
    return above is not None and (above.getparent() is None or local(above.tag) == "channel")


def _outside(piece: str) -> str:
    """Repair markup outside CDATA sections."""
    piece = _AMPERSAND.sub(_entity, piece)
    return _START_TAG.sub(lambda tag: _UNQUOTED.sub(r'\1"\2"', tag[0]), piece)


def _entity(found: re.Match[str]) -> str:
    """Return the character that an entity of HTML stands for; any other ampersand is one."""
    name = found[1]
    character = html.entities.html5.get(name) if name else None
    return f"&amp;{name or ''}" if character is None else "".join(f"&#{ord(sign)};" for sign in character)
