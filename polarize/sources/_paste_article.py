"""The article part of a pasted page: title, author, date and text, without menus, teasers and boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from polarize.sources._paste_dates import When, day_first, find, parse
from polarize.sources._paste_heads import clean_name, is_name, unbullet
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._paste_words import SHARE, key

LONGEST_TITLE: Final = 100
"""Characters of a title that is taken from the first sentence."""
_SENTENCE_END: Final = re.compile(r"[.!?…。！？；][\"'”’»)\]」』]*$")
_FIRST_SENTENCE: Final = re.compile(r"[.!?。！？][\"'”’»)\]」』]*(?=\s|$|[^\x00-\x7f])")
_BYLINE: Final = re.compile(
    r"^(?:by|von|par|por|de la rédaction de|written by|posted by|story by|text|texto|texte|autor|autorin|author|auteur|ein beitrag von|ein artikel von|un article de|una nota de|作者|文|撰文|記者|记者|編輯|编辑)\s*[:：/／]?\s*"
    r"(?P<name>[^\W\d_][^|•·;:：]{1,60}?)(?:\s*[|•·;,–—(／/].{0,120})?$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"^(?:by|von|par|por|author|autor|autorin|auteur|作者|text)\s*[:：]?$", re.IGNORECASE)
_IN_ROW: Final = re.compile(r"[|·•]\s*(?:by|von|par|por)\s+(?P<name>[^|·•]{2,60}?)\s*(?:[|·•]|$)", re.IGNORECASE)
_POINTS_BY: Final = re.compile(r"\b(?:points?|punkte) by (?P<name>\S{1,40})", re.IGNORECASE)
_PUBLISHED: Final = re.compile(
    r"发表于|發表於|发布于|發佈於|发布时间|發布時間|published|posted|veröffentlicht|erschienen|publié|mis en ligne|publicado|fecha|updated|aktualisiert|mis à jour|actualizado",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"^(?:\W*(?:previous article|next article|previous post|next post|avatar photo|about the author|filed under|tagged|tags?\s*[:：]|labels?\s*:|categor(?:y|ies)\s*:|schlagw[oö]rter?\s*:|schlagworte\s*:|themen\s*:|mots[- ]clés\s*:|etiquetas\s*:|posted in"
    r"|post navigation|post views|share (?:this|on)\b|licensed under|suggested citation|download pdf|本文由|转载请注明|轉載請註明|原文链接|原文連結|责任编辑|責任編輯|本文来源|版权声明|上一篇|下一篇|标签[:：]|標籤[:：]|全站分類|個人分類)|email this\b|share\.)",
    re.IGNORECASE,
)
_TEASER: Final = re.compile(
    r"^\W*(?:also read|read also|read more|see also|watch|related|lire aussi|à lire aussi|lesen sie auch|lesen sie mehr|mehr dazu|siehe auch|lea también|lee también|leer también|ver también|vea también|延伸阅读|延伸閱讀|相关阅读|相關閱讀)\b\s*[:：»>-]?",
    re.IGNORECASE,
)
_DOMAIN: Final = re.compile(r"\s\([a-z0-9.-]+\.[a-z]{2,12}(?:/\S*)?\)$")
_MENU: Final = re.compile(
    r"^(?:close menu|menu|skip to (?:main )?content|home|startseite|inicio|accueil|search|log ?in|sign in|subscribe|you are here|posted by|cookies?)\b",
    re.IGNORECASE,
)
_NOT_TEXT: Final = frozenset({"blank", "mark", "control", "number", "answers", "pingback", "ordinal"})


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
    title = _DOMAIN.sub("", unbullet(lines[spot].text)) if spot is not None else None
    author, byline = _author(lines, spot if spot is not None else max(0, first - 3), first, end, limit)
    body, last = _paragraphs(lines, first, end, author)
    shortened = title is None and bool(body)
    if title is None and body:
        title = first_sentence(body[0])
    around = spot if spot is not None else first
    published = _published(lines, around, byline, first, last, limit, language)
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


def _dense(text: str) -> bool:
    sample = text[:200]
    return sum("\u3040" <= char <= "\u9fff" for char in sample) * 3 > len(sample)


def _is_prose(line: Line) -> bool:
    """Whether a line is running text: long, or of middle length and ending like a sentence."""
    if line.kind not in ("text", "head"):
        return False
    text = line.text
    size = len(text) * (3 if _dense(text) else 1)
    return (
        size >= 160
        or (size >= 60 and bool(_SENTENCE_END.search(text)))
        or (size >= 75 and ", " in text and text[0].isupper() and size >= 110)
    )


def _body(lines: list[Line], limit: int) -> tuple[int, int]:
    """Return the stretch of lines that holds the article's text: the first between breaks with enough of it, else the one with most."""
    best, best_size = (limit, limit), 0
    start = 0
    for stop in [*(index for index in range(limit) if lines[index].kind in BREAKS), limit]:
        prose = [index for index in range(start, stop) if _is_prose(lines[index])]
        size = sum(len(lines[index].text) * (3 if _dense(lines[index].text) else 1) for index in prose)
        if prose and (size > best_size and best_size < 600):
            best, best_size = (_opening(lines, prose), stop), size
        start = stop + 1
    return best


def _opening(lines: list[Line], prose: list[int]) -> int:
    """Return the first line of the text: of the prose lines, the first that has others near it."""
    for index, following in zip(prose, prose[1:], strict=False):
        between = sum(bool(line.text) for line in lines[index + 1 : following])
        if between <= 14:
            return index
    return prose[0]


def _title_line(lines: list[Line], first: int, limit: int) -> int | None:
    """Return the line of the title: the best candidate above the text."""
    window = [index for index in range(min(first, limit)) if lines[index].kind not in _NOT_TEXT][-60:]
    head = [index for index in range(min(first, limit, 4)) if lines[index].kind not in _NOT_TEXT]
    near = "\n".join(line.text for line in lines[:4000] if len(line.text) <= 400).casefold()
    best, best_score = None, 1.9
    for index in sorted({*window, *head}):
        if lines[index].kind not in ("text", "head", "answers"):
            continue
        distance = sum(place > index for place in window)
        score = _title_score(lines, index, distance, near)
        if score > best_score:
            best, best_score = index, score
    return best


def _title_score(lines: list[Line], index: int, distance: int, near: str) -> float:
    text = unbullet(lines[index].text)
    size = len(text) * (2 if _dense(text) else 1)
    if (
        not 8 <= size <= 240
        or SHARE.match(text)
        or _MENU.match(text)
        or _BYLINE.match(text)
        or lines[index].whens
        or "http" in text
        or "©" in text
    ):
        return -9.0
    words = len(text) // 2 if _dense(text) else len(text.split())
    score = (2.0 if words >= 4 else 0.0 if words >= 3 else -1.0) + (1.0 if words >= 6 else 0.0) - 0.06 * distance
    score += 1.5 if _followed_by_byline(lines, index) else 0.0
    score += 2.5 if near.count(text.casefold()) > 1 and words >= 3 and _longer_copy(lines, index, text) else 0.0
    alone = (index == 0 or not lines[index - 1].text) and (index + 1 >= len(lines) or not lines[index + 1].text)
    score += 1.0 if alone else 0.0
    score += 1.0 if index <= 1 else 0.0
    score -= 1.5 if text.endswith((".", "。", ",", ":", "...")) or size > 180 else 0.0
    score -= 2.0 if text.count("|") + text.count("»") + text.count("•") >= 2 else 0.0
    score -= 1.5 if _in_list(lines, index) else 0.0
    return score - (1.0 if text != lines[index].text else 0.0)


def _longer_copy(lines: list[Line], index: int, text: str) -> bool:
    """Whether a longer line near by holds the text too (a path, a citation, “comments on ...”)."""
    low = text.casefold()
    return any(
        len(line.text) > len(text) + 3
        and line.text.casefold().rstrip('” »"').endswith(low)
        or (line.kind in BREAKS and low in line.text.casefold())
        for line in lines[:2000]
        if len(line.text) <= 400
    )


def _followed_by_byline(lines: list[Line], index: int) -> bool:
    seen = 0
    for line in lines[index + 1 : index + 12]:
        if line.kind in ("blank", "mark"):
            continue
        seen += 1
        if line.whens or line.kind == "head" or _BYLINE.match(line.text) or _LABEL.match(line.text) or _POINTS_BY.search(line.text):
            return True
        if seen >= 4:
            return False
    return False


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
        if (SHARE.match(line.text) and len(line.text) < 80) or (line.kind in ("date", "role", "profile") and len(line.text) < 60):
            continue
        kept.append((index, line.text, _is_prose(line)))
        size += len(line.text)
    while kept and not kept[-1][2] and any(prose for *_, prose in kept):
        kept.pop()
    return [unbullet(text) if text.startswith(("• ", "* ")) else text for _, text, _ in kept], (kept[-1][0] + 1 if kept else first)


def _author(lines: list[Line], start: int, first: int, end: int, limit: int) -> tuple[str | None, int | None]:
    """Return the author and the line that names them: below the title, then above it, then below the text."""
    below = range(start + 1, min(first + 3, limit))
    above = range(start - 1, max(-1, start - 5), -1)
    for index in [*below, *above]:
        name = _name_in(lines, index, start)
        if name:
            return name, index
    for index in range(first, min(end + 10, limit, len(lines))):
        head = lines[index].head
        if head is not None and head.style == "by" and len(lines[index].text) < 120:
            return head.author, index
    return None, None


def _name_in(lines: list[Line], index: int, title: int) -> str | None:
    line = lines[index]
    text = unbullet(line.text)
    if not text or len(text) > 240:
        return None
    whens = line.whens or find(text)
    match = _BYLINE.match(_undated(text, whens)) or _IN_ROW.search(text) or _POINTS_BY.search(text)
    if match and is_name(match["name"].strip()) and not SHARE.match(match["name"]):
        return clean_name(match["name"])
    glued = _glued(text, whens)
    if glued:
        return glued
    if line.head is not None and line.head.style != "says" and index > title:
        return line.head.author
    after = next((place for place in range(index + 1, min(index + 4, len(lines))) if lines[place].text), None)
    if _LABEL.match(text) and after is not None and is_name(lines[after].text):
        return clean_name(lines[after].text)
    dated = after is not None and lines[after].kind == "date"
    alone = index > title and line.kind == "text" and dated and 2 <= len(text.split()) <= 4 and is_name(text)
    return clean_name(text) if alone else None


def _undated(text: str, whens: list[When]) -> str:
    return text[: whens[0].start].rstrip(" ,|·•–—-@") if whens and whens[0].start > 3 else text


def _glued(text: str, whens: list[When]) -> str | None:
    """Return the name of "Anna BergBy Anna BergMarch 27, 2025": a portrait's label, the word, the name and the date without spaces."""
    if not whens or whens[0].start < 6:
        return None
    before = text[: whens[0].start]
    for word in ("By ", "Von ", "Par ", "Por "):
        label, found, name = before.partition(word)
        if found and name and (not label or label.strip() == name.strip()):
            return clean_name(name)
    return None


def _published(lines: list[Line], title: int, byline: int | None, first: int, last: int, limit: int, language: str) -> date | None:
    """Return the day of publication: in the line of the author, below the title, above it, below the text, in this order."""
    order = [
        *([byline] if byline is not None else []),
        *range(title + 1, min(max(first, title + 1) + 3, limit)),
        *range(title - 1, max(-1, title - 6), -1),
    ]
    below = [index for index in range(first, min(last + 12, len(lines))) if index >= last or _PUBLISHED.search(lines[index].text[:200])]
    for index in [*order, *below]:
        text = lines[index].text
        if len(text) > 240 or (
            index in below and index not in order and not (_PUBLISHED.search(text) or lines[index].kind in ("date", "head"))
        ):
            continue
        days = [when for when in find(unbullet(text)) if when.kind == "day"]
        if not days or (_is_prose(lines[index]) and index not in below):
            continue
        pick = days[-1] if _PUBLISHED.search(text) is None and byline == index else days[0]
        moment = parse(pick.raw, days_first=day_first([pick.raw], language))
        if moment is not None:
            return moment.date()
    return None
