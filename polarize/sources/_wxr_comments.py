"""The comments of a WordPress export that stand exactly as WordPress writes them, cut out of the text before the XML parser sees it.

A parser builds some twenty elements for each comment, most of them notes of spam filters. Comments in WordPress's own order of fields are
matched by one expression instead, which accepts only well-formed XML; any other stays in the text and is left to the parser.
"""

from __future__ import annotations

import re
from typing import Final

import numpy as np

PLACE: Final = "polarize-place"
"""Attribute of what stands in place of a comment that was cut out: its number."""
_BLOCK: Final = 1 << 18
_WITHIN: Final = r"[^\]]*+(?:\](?!\]>)[^\]]*+)*+"
_DATA: Final = rf"<!\[CDATA\[{_WITHIN}\]\]>"
_PLAIN: Final = r"(?:[^<&\]]|&(?:amp|lt|gt|quot|apos|#0?(?:3[2-9]|[4-9]\d|1\d\d));)*+"
_FIELDS: Final = (
    *(("id", True), ("author", True), ("author_email", False), ("author_url", False), ("author_IP", False), ("date", True)),
    *(("date_gmt", True), ("content", True), ("approved", True), ("type", True), ("parent", True), ("user_id", True)),
)
"""The fields of a comment in WordPress's order, and whether they are wanted. Wanted ones hold no entities outside CDATA."""
NAMES: Final = tuple(f"comment_{name}" for name, wanted in _FIELDS if wanted)
"""What is kept of a comment, in this order."""
_USUAL: Final = tuple(
    2 * place + (2 if name in ("comment_id", "comment_parent", "comment_user_id") else 1) for place, name in enumerate(NAMES)
)
"""The groups that today's WordPress fills: all but whole numbers are in CDATA sections."""


def _field(name: str, wanted: bool) -> str:
    cell = rf"(?:<!\[CDATA\[({_WITHIN})\]\]>|([^<&\]]*+))" if wanted else rf"(?:{_DATA}|{_PLAIN})"
    return rf"(?:\s*+<wp:comment_{name}>{cell}</wp:comment_{name}>)?+"


_META: Final = (
    rf"(?:\s*+<wp:commentmeta>\s*+<wp:meta_key>(?:{_DATA}|{_PLAIN})</wp:meta_key>"
    rf"\s*+<wp:meta_value>(?:{_DATA}|{_PLAIN})</wp:meta_value>\s*+</wp:commentmeta>)*+"
)
_COMMENT: Final = re.compile(rf"\s*+<wp:comment>{''.join(_field(*one) for one in _FIELDS)}{_META}\s*+</wp:comment>")
_NEXT: Final = re.compile(rf"(?=<wp:comment>)|{_DATA}|<!\[CDATA\[|<!--(?:[^-]++|-(?!->))*+-->|<!--")


def cut_out(text: str) -> tuple[str, list[tuple[str, ...]]]:
    """Return an export without the comments that are as WordPress writes them, and what is kept of those, see NAMES.

    An empty element stands in place of comments that follow each other; PLACE has the numbers of the first and of the one after the last.
    Nothing is cut out of a text that holds characters which XML forbids: the parser has to see it as it is.
    """
    if _is_forbidden(text) or PLACE in text:
        return text, []
    kept: list[str] = []
    comments: list[tuple[str, ...]] = []
    at = begin = 0
    while (mark := _NEXT.search(text, at)) is not None:
        start, at = mark.span()
        if mark[0] in ("<![CDATA[", "<!--"):
            break  # never closed: all that follows is in it
        if mark[0]:
            continue
        first, at = len(comments), _take(text, start, comments)
        if at > start:
            kept += (text[begin:start], f'<wp:comment {PLACE}="{first}-{len(comments)}"/>')
            begin = at
        else:
            at += 1
    return "".join([*kept, text[begin:]]), comments


def _take(text: str, at: int, comments: list[tuple[str, ...]]) -> int:
    """Add the comments that follow each other from a place on; return where the last one ends."""
    match, add = _COMMENT.match, comments.append
    while (found := match(text, at)) is not None:
        at = found.end()
        cells = found.group(*_USUAL)
        if None in cells:
            both = found.groups("")
            cells = tuple([data or plain for data, plain in zip(both[::2], both[1::2], strict=True)])
        add(cells)
    return at


def _is_forbidden(text: str) -> bool:
    """Whether a text holds characters that XML forbids."""
    try:
        data = np.frombuffer(text.encode(), np.uint8)
    except UnicodeEncodeError:
        return True
    blocks = (data[at : at + _BLOCK] for at in range(0, len(data), _BLOCK))
    return "\ufffe" in text or "\uffff" in text or any(((one < 32) & (one - 9 > 1) & (one != 13)).any() for one in blocks)
