"""What a figure may write: texts from anywhere made drawable, and the fonts of this machine that hold them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

import matplotlib as mpl
from matplotlib import font_manager

BASE_FONT = "DejaVu Sans"
"""Comes with matplotlib, so that Latin, Greek, Cyrillic, Hebrew and Arabic texts are drawn alike on each machine."""

FALLBACK_FONTS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK TC", "Noto Sans CJK KR", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR"),
    *("Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "AR PL UMing CN"),
    *("PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo", "Microsoft YaHei", "SimHei", "Yu Gothic", "Malgun Gothic", "Arial Unicode MS"),
    *("Noto Sans Arabic", "Noto Naskh Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Lohit Devanagari", "Nirmala UI", "Mangal"),
    *("Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Thai", "Noto Sans Ethiopic", "Noto Sans", "FreeSans"),
)
"""Asked for in this order; those that are not installed are passed over."""

_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b05-\u2b55\u20e3\ufe00-\ufe0f\U000e0000-\U000e0fff]")
_SHAPED = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MARKS_IN_A_ROW = 2
_MUCH = 4_000


def clean(text: str) -> str:
    """Return `text` on one line without what a figure cannot draw.

    Control and format characters, surrogates, private and unassigned characters and emoji go; of combining marks in a row two
    stay (zalgo); white space becomes one space.
    """
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", _EMOJI.sub("", text[:_MUCH])):
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        if character.isspace():
            kept.append(" ")
        elif category[0] != "C" and marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    return " ".join("".join(kept).split())


def shorten(text: str, columns: int) -> str:
    """Return `text` cut to at most `columns` columns, the last of them an ellipsis; no letter loses its combining marks."""
    used = 0
    for index, character in enumerate(text):
        used += _columns(character)
        if used > columns:
            return _cut(text, index, columns) + "…"
    return text


def drawable(text: str) -> bool:
    """Whether the fonts of this machine hold each character of `text` and can shape its script.

    matplotlib before 3.11 does not join Arabic letters, order right-to-left text or form Indic clusters: there such texts
    count as not drawable.
    """
    if _SHAPED.search(text) and not _shapes():
        return False
    return all(ord(character) in _charmap(BASE_FONT) or any(ord(character) in _charmap(name) for name in families()) for character in text)


def label(text: str | None, columns: int = 48) -> str | None:
    """Return `text` as a label of at most `columns` columns, or None when nothing of it can be drawn (key it by number then)."""
    cleaned = clean(text or "")
    return shorten(cleaned, columns) if cleaned and drawable(cleaned) else None


@functools.cache
def families() -> tuple[str, ...]:
    """Return the font families to draw with: the base font, then the installed ones of `FALLBACK_FONTS`."""
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    return (BASE_FONT, *(name for name in FALLBACK_FONTS if name in installed))


@functools.cache
def _charmap(family: str) -> Mapping[int, object]:
    """Return the characters that a font family holds."""
    return font_manager.get_font(font_manager.findfont(family)).get_charmap()


def _shapes() -> bool:
    """Whether this matplotlib shapes complex scripts."""
    return mpl.__version_info__ >= (3, 11)


def _columns(character: str) -> int:
    """Return how many columns a character takes: 0 for a combining mark, 2 for a wide East Asian one, else 1."""
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _cut(text: str, end: int, columns: int) -> str:
    """Return the start of `text[:end]` that leaves one column of `columns` free."""
    used = sum(_columns(character) for character in text[:end])
    while end > 0 and (used > columns - 1 or unicodedata.category(text[end])[0] == "M"):
        end -= 1
        used -= _columns(text[end])
    return text[:end].rstrip()
