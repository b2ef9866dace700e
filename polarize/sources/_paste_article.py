"""The article part of a pasted page: title, author, date and text, without menus, teasers and boxes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from polarize.sources._paste_byline import BYLINE, NO_TITLE, SENTENCE_END, author_of, dense, is_byline, is_prose, proper, published_on
from polarize.sources._paste_heads import unbullet
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._words import is_share, key

LONGEST_TITLE: Final = 100
"""Characters of a title that is taken from the first sentence."""
_TITLE_LEAST: Final = 1.9
"""Points below which a line is no title."""
_FIRST_SENTENCE: Final = re.compile(r"[.!?。！？][\"'”’»)\]」』]*(?=\s|$|[^\x00-\x7f])")
_END: Final = re.compile(
    r"^(?:\W*(?:previous article|next article|previous post|next post|avatar photo|about the author"
    r"|filed under|tagged|tags?\s*[:：]|labels?\s*:|categor(?:y|ies)\s*:|schlagw[oö]rter?\s*:"
    r"|schlagworte\s*:|themen\s*:|mots[- ]clés\s*:|etiquetas\s*:|posted in"
    r"|post navigation|post views|share (?:this|on)\b|licensed under|suggested citation|download pdf|本文由"
    r"|转载请注明|轉載請註明|原文链接|原文連結|责任编辑|責任編輯|本文来源|版权声明|上一篇|下一篇"
    r"|标签[:：]|標籤[:：]|全站分類|個人分類)|email this\b|share\.)",
    re.IGNORECASE,
)
_TEASER: Final = re.compile(
    r"^\W*(?:also read|read also|read more|see also|watch|related|lire aussi|à lire aussi|lesen sie auch"
    r"|lesen sie mehr|mehr dazu|siehe auch|lea también|lee también|leer también|ver también|vea también"
    r"|延伸阅读|延伸閱讀|相关阅读|相關閱讀)\b\s*[:：»>-]?",
    re.IGNORECASE,
)
_DOMAIN: Final = re.compile(r"\s\([a-z0-9.-]+\.[a-z]{2,12}(?:/\S*)?\)$")
_HEADED: Final = re.compile(r"^(?:標題|标题)\s*[:：]?\s*(?=\S)")
_NOT_TEXT: Final = frozenset({"blank", "mark", "portrait", "control", "number", "answers", "pingback", "ordinal"})


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """What the page holds of the article.

    Attributes:
        title: the headline; for a page without one the first sentence, shortened.
        shortened: whether the title was taken from the first sentence.
        author: as printed.
        published: day of publication.
        text: paragraphs separated by an empty line.
        first: index of the first line of the text.
        end: index of the line behind the text.
    """

    title: str | None
    shortened: bool
    author: str | None
    published: date | None
    text: str | None
    first: int
    end: int


def read_article(lines: list[Line], limit: int, language: str) -> ArticlePart:
    """Return the article above line `limit` (where the comments begin)."""
    first, end = _body(lines, limit)
    spot = _title_line(lines, first, limit)
    title = _HEADED.sub("", _DOMAIN.sub("", unbullet(lines[spot].text))) if spot is not None else None
    author, byline = author_of(lines, spot if spot is not None else max(0, first - 3), first, end, limit)
    body, last = _paragraphs(lines, first, end, author)
    shortened = title is None and bool(body)
    if title is None and body:
        title = first_sentence(body[0])
    around = spot if spot is not None else first
    published = published_on(lines, around, byline, first, last, limit, language)
    return ArticlePart(title, shortened, author, published, "\n\n".join(body) or None, first, last)


def first_sentence(paragraph: str) -> str:
    """Return the first sentence, cut at a word with an ellipsis when it is over `LONGEST_TITLE` characters."""
    match = _FIRST_SENTENCE.search(paragraph[:1000])
    sentence = paragraph[: match.end()] if match else paragraph
    sentence = " ".join(sentence[:1000].split())
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    cut = sentence[: LONGEST_TITLE - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > LONGEST_TITLE // 2 else cut).rstrip(" ,;:–—-") + "…"


def _is_paragraph(lines: list[Line], index: int) -> bool:
    """Whether a line is running text, by itself or (where no marks end the sentences) as a paragraph between empty lines."""
    line = lines[index]
    if is_prose(line):
        return True
    lone = (index == 0 or not lines[index - 1].text) and (index + 1 == len(lines) or not lines[index + 1].text)
    if not lone or line.kind != "text" or len(line.text) < 18 or not dense(line.text) or line.text.endswith(("?", "？", "!", "！")):
        return False
    return not _near_byline(lines, index) and not _under_date(lines, index)


def _body(lines: list[Line], limit: int) -> tuple[int, int]:
    """Return the lines that hold the article's text: of the stretches between breaks the first of a fair size."""
    found: list[tuple[int, list[int], int]] = []
    start = 0
    for stop in [*(index for index in range(limit) if lines[index].kind in BREAKS), limit]:
        prose = [index for index in range(start, stop) if _is_paragraph(lines, index)]
        if prose:
            found.append((sum(min(len(lines[index].text), 2000) * (3 if dense(lines[index].text) else 1) for index in prose), prose, stop))
        start = stop + 1
    largest = max((size for size, *_ in found), default=0)
    for size, prose, stop in found:
        if size >= 0.4 * largest:
            return _opening(lines, prose), stop
    lists = (index for index in range(limit) if lines[index].kind in BREAKS and any(line.kind == "text" for line in lines[:index]))
    stop = next(lists, limit)
    return stop, stop


def _opening(lines: list[Line], prose: list[int]) -> int:
    """Return the first line of the text: of the prose lines, the first that has others near it."""
    for index, following in pairwise(prose):
        between = sum(bool(line.text) for line in lines[index + 1 : following])
        if between <= 14:
            return index
    return prose[0]


def _title_line(lines: list[Line], first: int, limit: int) -> int | None:
    """Return the line of the title: the best candidate above the text."""
    window = [index for index in range(min(first, limit)) if lines[index].kind not in _NOT_TEXT][-60:]
    head = [index for index in range(min(first, limit, 4)) if lines[index].kind not in _NOT_TEXT]
    copies = Counter(line.text for line in lines if 8 <= len(line.text) <= 240)
    scores: dict[int, float] = {}
    for index in sorted({*window, *head}):
        if lines[index].kind in ("text", "head", "answers"):
            scores[index] = _title_score(lines, index, sum(place > index for place in window), copies)
    best = max(scores, key=lambda index: (scores[index], index), default=None)
    if best is None or scores[best] < _TITLE_LEAST:
        return None
    return _beside(lines, best, scores)


def _beside(lines: list[Line], best: int, scores: dict[int, float]) -> int:
    """Return the line above when the best candidate is a long subtitle, the line below when it is a short kicker, else the line itself."""
    order = sorted(scores)
    spot = order.index(best)
    size = len(lines[best].text)
    if (
        spot
        and scores[order[spot - 1]] >= max(1.0, scores[best] - 0.6)
        and size >= 70
        and len(lines[order[spot - 1]].text) >= 40
        and best - order[spot - 1] <= 3
    ):
        return order[spot - 1]
    if spot + 1 < len(order) and size <= 45 and order[spot + 1] - best <= 2:
        below = lines[order[spot + 1]].text
        town = below.partition(", ")
        kicker = not (town[1] and proper(town[0])) and len(lines[best].text.split()) <= 5 and not SENTENCE_END.search(below)
        if kicker and scores[order[spot + 1]] >= 1.0 and len(below.split()) >= 3 and len(below) <= 110 and not lines[order[spot + 1]].head:
            return order[spot + 1]
    return best


def _title_score(lines: list[Line], index: int, distance: int, copies: Counter[str]) -> float:
    text = unbullet(lines[index].text)
    size = len(text) * (2 if dense(text) else 1)
    if not 8 <= size <= 240 or is_share(text) or NO_TITLE.search(text) or BYLINE.match(text) or lines[index].whens:
        return -9.0
    words = len(text) // 2 if dense(text) else len(text.split())
    score = (2.0 if words >= 4 else 1.5 if words >= 3 else -1.0) + (1.4 if words >= 6 else 0.0) - 0.06 * distance
    near = _near_byline(lines, index)
    score += max(near, 1.6 if _under_date(lines, index) else 0.0)
    score += 4.0 if words >= 3 and _longer_copy(lines, index, text) else 1.0 if words >= 4 and copies[lines[index].text] > 1 else 0.0
    alone = (index == 0 or not lines[index - 1].text) and (index + 1 >= len(lines) or not lines[index + 1].text)
    score += (1.0 if alone else 0.0) + (2.0 if _opens_page(lines, index) else 0.0)
    return score - _title_doubts(lines, index, text)


def _title_doubts(lines: list[Line], index: int, text: str) -> float:
    """Return what speaks against a line as the title, in points."""
    doubts = 2.5 if text.endswith((".", "。", ",", ":", "...")) or len(text) > 180 else 0.0
    doubts += 4.0 if text.count("|") + text.count("»") + text.count("•") + text.count("  ") + text.count("\t") >= 2 else 0.0
    doubts += 1.5 if _in_list(lines, index) else 0.0
    doubts += 1.5 if text.count(", ") >= 2 and len(text.split()) <= 4 * (text.count(", ") + 1) and not text.endswith("?") else 0.0
    doubts += 1.0 if ". " in text[:-1] and len(text) > 60 else 0.0
    doubts += 1.5 if dense(text) and "：" in text[:14] else 0.0
    return doubts + (1.0 if text != lines[index].text else 0.0)


def _longer_copy(lines: list[Line], index: int, text: str) -> bool:
    """Whether a heading of the comment section, a path ("Home » ...") or a citation on the page holds the line too."""
    low = text.casefold()
    for place, line in enumerate(lines[:3000]):
        if place == index or not len(text) + 3 < len(line.text) <= 400:
            continue
        there = line.text.casefold()
        if low in there and (
            line.kind in BREAKS
            or "»" in there
            or " > " in there
            or " / " in there
            or "›" in there
            or there.startswith(("home", "suggested citation"))
        ):
            return True
    return False


def _near_byline(lines: list[Line], index: int) -> float:
    """Return points for a date or the author's name right below (2.0) or a few lines below (1.2)."""
    seen = 0
    for line in lines[index + 1 : index + 16]:
        if line.kind in ("blank", "mark"):
            continue
        seen += 1
        if is_byline(line):
            return 2.0 if seen <= 3 else 1.2
        if seen >= 6 or is_prose(line):
            break
    return 0.0


def _under_date(lines: list[Line], index: int) -> bool:
    """Whether a date stands right above a line."""
    above = next((lines[place] for place in range(index - 1, max(-1, index - 4), -1) if lines[place].text), None)
    return above is not None and len(above.text) < 100 and any(when.kind == "day" for when in above.whens)


def _opens_page(lines: list[Line], index: int) -> bool:
    """Whether a line is the first of the page and text, a date or a byline follows, not a menu."""
    if any(line.text for line in lines[:index]):
        return False
    below = next((line for line in lines[index + 1 : index + 8] if line.text), None)
    return (
        below is None
        or is_prose(below)
        or bool(below.whens)
        or below.kind in BREAKS
        or below.head is not None
        or bool(SENTENCE_END.search(below.text))
    )


def _in_list(lines: list[Line], index: int) -> bool:
    """Whether the line stands in a run of short lines without empty ones (a menu)."""
    around = [lines[place] for place in (index - 2, index - 1, index + 1, index + 2) if 0 <= place < len(lines)]
    return len(around) >= 3 and all(line.text and len(line.text) < 60 and not line.whens for line in around)


def _paragraphs(lines: list[Line], first: int, end: int, author: str | None) -> tuple[list[str], int]:
    """Return the paragraphs between two lines without buttons and teasers, and the index behind the last."""
    kept: list[tuple[int, str, bool]] = []
    size = 0
    for index in range(first, end):
        line = lines[index]
        if line.kind in _NOT_TEXT or line.kind in BREAKS or _TEASER.match(line.text):
            continue
        if _END.match(line.text) or (size > 300 and author and key(line.text) == key(author)):
            break
        if is_share(line.text) or (line.kind in ("date", "role", "profile") and len(line.text) < 60):
            continue
        kept.append((index, line.text, is_prose(line)))
        size += len(line.text)
    while kept and not kept[-1][2] and any(prose for *_, prose in kept):
        kept.pop()
    return [unbullet(text) if text.startswith(("• ", "* ")) else text for _, text, _ in kept], (kept[-1][0] + 1 if kept else first)
