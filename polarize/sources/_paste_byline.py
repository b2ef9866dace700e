"""Who wrote an article and when: bylines, dates and running text told apart."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from polarize.sources._dates import When, day_first, find, parse
from polarize.sources._paste_heads import clean_name, is_name, unbullet
from polarize.sources._paste_lines import Line
from polarize.sources._words import is_share

BYLINE: Final = re.compile(
    r"^(?:by|von|par|por|de la rédaction de|written by|posted by|story by|interview by|words by|report by|text|texto|texte|autor|autorin"
    r"|author|auteur|ein beitrag von|ein artikel von|un article de|una nota de|作者|文|撰文|記者|记者"
    r"|編輯|编辑)(?![a-zà-ÿ])\s*[:：/／]?\s*"
    r"(?P<name>[^\W\d_][^|•·;:：]{1,60}?)(?:\s*[|•·;,–—(／/].{0,120})?$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"^(?:by|von|par|por|author|autor|autorin|auteur|作者|text)\s*[:：]?$", re.IGNORECASE)
_POSTED_BY: Final = re.compile(
    r"^(?:posted|written|story|text|geschrieben|verfasst|publié|écrit|publicado|escrito) (?:by|von|par|por)\b", re.IGNORECASE
)
_IN_ROW: Final = re.compile(
    r"[|·•]\s*(?:by|von|par|por)\s+(?P<name>[^|·•]{2,60}?)\s*(?:[|·•]|$)|(?:作者|記者|记者)\s*[:：/／]\s*(?P<han>[^\s|·•)）]{1,20})",
    re.IGNORECASE,
)
_POINTS_BY: Final = re.compile(r"\b(?:points?|punkte) by (?P<name>\S{1,40})", re.IGNORECASE)
_AFTER_DATE: Final = re.compile(
    r"^[\s,]*(?P<mark>[|·•–—/-]|by\b|von\b|par\b|por\b)\s*(?:by |von |par |por )?(?P<name>[^\W\d_][^|·•\d]{1,50}?)\s*(?:[|·•].*)?$",
    re.IGNORECASE,
)
_FOLLOWERS: Final = re.compile(r"\b(?:subscribers|abonnenten|abonnés|suscriptores|followers|follower)$|(?:位订阅者|粉丝)$", re.IGNORECASE)
_OFFICE: Final = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|columnist|journalist|redakteur(?:in)?|korrespondent(?:in)?"
    r"|journaliste|correspondante?|redactora?|periodista|staff)\b",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(r"mis à jour|aktualisiert|updated|actualizado|last modified", re.IGNORECASE)
_PUBLISHED: Final = re.compile(
    r"发表于|發表於|发布于|發佈於|发布时间|發布時間|published|posted|veröffentlicht|erschienen|publié|mis en ligne|publicado"
    r"|fecha|updated|aktualisiert|mis à jour|actualizado",
    re.IGNORECASE,
)
SENTENCE_END: Final = re.compile(r"[.!?…。！？；][\"'”’»)\]」』]*$")
_INNER_END: Final = re.compile(r"[.!?…。！？][\"'”’»)\]」』]*(?:\s|$)|[。！？]")
_HAN: Final = re.compile(r"[\u3040-\u9fff]")
NO_TITLE: Final = re.compile(
    r"https?:|©|^(?:close menu|menu|skip to (?:main )?content|home|startseite|inicio|accueil|search"
    r"|log ?in|sign in|subscribe|you are here"
    r"|\d+\s(?:posts?|views?|min(?:ute)?s?|likes?|shares?|comments?)\b"
    r"|(?:interview by|words by|all related|lesezeit|temps de lecture|tiempo de lectura)\b.{0,30}$"
    r"|posted by|cookies?|press \w to|javascript|javascript ist)\b",
    re.IGNORECASE,
)


def dense(text: str) -> bool:
    """Whether most of a text is written without spaces between words (Chinese, Japanese)."""
    sample = text[:200]
    return not sample.isascii() and len(_HAN.findall(sample)) * 3 > len(sample)


def is_prose(line: Line) -> bool:
    """Whether a line is running text: long, or of middle length and ending like a sentence."""
    if line.kind not in ("text", "head") or NO_TITLE.match(line.text):
        return False
    text = line.text
    size = len(text) * (3 if dense(text) else 1)
    if size < 120 and text.endswith(("?", "？", "!", "！")):
        return False
    return (
        (size >= 160 and bool(_INNER_END.search(text[:400]))) or (size >= 60 and bool(SENTENCE_END.search(text[-8:]))) or len(text) >= 400
    )


def is_byline(line: Line) -> bool:
    if _UPDATED.search(line.text[:80]):
        return False
    return bool(line.whens or line.kind == "head" or BYLINE.match(line.text) or _LABEL.match(line.text) or _POINTS_BY.search(line.text))


def author_of(lines: list[Line], start: int, first: int, end: int, limit: int) -> tuple[str | None, int | None]:
    """Return the author and the line that names them: below the title, then above it, then below the text."""
    below = range(start + 1, min(first + 3, limit))
    above = range(start - 1, max(-1, start - 5), -1)
    for index in [*below, *above]:
        name = _name_in(lines, index, start)
        if name:
            return name, index
    for index in range(first, min(end + 10, limit, len(lines))):
        text = unbullet(lines[index].text)
        name = _worded(text, find(text)) if len(text) < 120 and _POSTED_BY.match(text) else None
        if name:
            return name, index
    return None, None


def _name_in(lines: list[Line], index: int, title: int) -> str | None:
    line = lines[index]
    text = unbullet(line.text)
    if not text or len(text) > 240:
        return None
    whens = line.whens or find(text)
    named = _worded(text, whens) or _glued(text, whens)
    if named:
        return named
    if line.head is not None and line.head.style != "says" and index > title and not line.head.author[:1].isdigit():
        return line.head.author
    after = next((place for place in range(index + 1, min(index + 4, len(lines))) if lines[place].text), None)
    if _LABEL.match(text) and after is not None and is_name(lines[after].text):
        return clean_name(lines[after].text)
    behind = _AFTER_DATE.match(text[whens[-1].end :]) if whens and whens[0].kind != "time" else None
    if behind is not None and proper(behind["name"]):
        return clean_name(behind["name"])
    front = text[: whens[0].start].rstrip() if whens and whens[0].kind == "day" else ""
    if front[-1:] in tuple("–—|·•-,") and proper(front.rstrip(" –—|·•-,")):
        return front.rstrip(" –—|·•-,")
    return clean_name(text) if line.kind == "text" and not whens and _stands_alone(lines, index, title, after) else None


def proper(name: str) -> bool:
    """Whether a text looks like the name of a person: two to four words, each with a capital but small ones like "de"."""
    said = name.split()
    capital = sum(word[:1].isupper() for word in said)
    return 2 <= len(said) <= 4 and is_name(name) and capital >= 2 and all(word[:1].isupper() or len(word) <= 3 for word in said)


def _stands_alone(lines: list[Line], index: int, title: int, after: int | None) -> bool:
    """Whether a line is a name alone, by the date, the office or the number of followers beside it."""
    text = unbullet(lines[index].text)
    above = next((place for place in range(index - 1, max(-1, index - 3), -1) if lines[place].text), None)
    if after is None or len(text.split()) > 4 or not is_name(text):
        return False
    if index < title:
        return (above is not None and lines[above].kind == "date" and lines[above].fine and len(text.split()) <= 2) or (
            above is not None and lines[above].kind == "portrait" and _dated(lines[after])
        )
    if _FOLLOWERS.search(lines[after].text):
        return True
    if len(text.split()) < 2:
        return False
    if lines[after].kind == "date" or (
        proper(text) and (_dated(lines[after]) or (len(lines[after].text) < 50 and _OFFICE.search(lines[after].text)))
    ):
        return True
    further = next((place for place in range(after + 1, min(after + 3, len(lines))) if lines[place].text), None)
    return further is not None and lines[further].kind == "date" and proper(text) and len(lines[after].text.split()) <= 3


def _dated(line: Line) -> bool:
    """Whether a line begins with a date or with a word or two before it."""
    whens = line.whens or find(line.text)
    return bool(whens) and whens[0].kind != "time" and whens[0].start <= 24 and len(line.text) <= 100


def _worded(text: str, whens: list[When]) -> str | None:
    """Return the name in "By X", "posted by X at 12:53", "... | Par X | ...", "作者：X" or "48 points by X"."""
    match = BYLINE.match(_undated(text, whens)) or _IN_ROW.search(text) or _POINTS_BY.search(text)
    if match is None:
        return None
    name = next(group for group in match.groups() if group).strip()
    return clean_name(name) if is_name(name) and not is_share(name) and not find(name) else None


def _undated(text: str, whens: list[When]) -> str:
    return (
        re.sub(r"\s(?:at|um|on|am|à|le|el|a las)$", "", text[: whens[0].start].rstrip(" ,|·•–—-@"))
        if whens and whens[0].start > 3
        else text
    )


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


def published_on(lines: list[Line], title: int, byline: int | None, first: int, last: int, limit: int, language: str) -> date | None:
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
        if not days or (index in order and _UPDATED.search(text)) or (is_prose(lines[index]) and index not in below):
            continue
        pick = days[-1] if _PUBLISHED.search(text) is None and byline == index else days[0]
        moment = parse(pick.raw, days_first=day_first([pick.raw], language))
        if moment is not None:
            return moment.date()
    return None
