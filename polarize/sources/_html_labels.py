"""Comments whose head is in their running text: lines such as "Author: Ann", "Date: 3 May 2021 14:05", or one, "Ann wrote on 3 May 2021".

Old boards and guestbooks print name and day in the element that holds the text. The lines are put into elements of their own, so that
the finder can judge these posts as it judges any other list.
"""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import islice, takewhile
from typing import Final

from lxml import etree

from polarize.sources._dates import LONGEST, find
from polarize.sources._html_names import name_in, signs
from polarize.sources._html_page import Element, Page, has_many, reindex

_AUTHOR: Final = re.compile(
    r"(?:author|autor[ea]?|auteur|posted by|written by|poster|name|nom(?:bre)?|nome|naam|namn|navn|nimi|nick(?:name)?|user(?:name)?"
    r"|from|von|benutzer|verfasser|kirjoittaja|lähettäjä|avsändare|afsender|autorius|szerző|név|isim|yazan|автор|имя|от|投稿者|名前|作者|昵称|姓名"
    r"|이름|작성자|글쓴이)\s?[:：]\s*(?P<name>\S.{0,60})",
    re.IGNORECASE,
)
_DATE: Final = re.compile(r"[^\W\d][^:：\d]{0,24}[:：]\s*(?P<date>.{4,60})", re.IGNORECASE)
_HOLDERS: Final = frozenset(["p", "td", "div", "li", "dd", "blockquote", "font", "span"])
_WHEN: Final = re.compile(
    r"(?:posted|submitted|written|added|sent|created|entered|date|time|datum|zeit|eingetragen|geschrieben|fecha|data|publié|posté|publicado|enviado"
    r"|дата|добавлено|написано|日期|时间|時間|日時|날짜|작성일)\s?[:：]",
    re.IGNORECASE,
)
"""A label that says of what comes next that it is the date, and not who signs."""
_CONTACT: Final = re.compile(
    r"(?:e-?mail|mail|url|home ?page|web ?site|web|icq|msn|aim|location|country|city|state|town|age|ip|ort|wohnort|land|ville|pays"
    r"|ciudad|país|cidade|plaats|woonplaats|città|miasto|kraj|miejscowość|město|stad|paikkakunta|ülke|şehir|город|страна|сайт|почта)\s?[:：].{0,100}",
    re.IGNORECASE,
)
"""What guestbooks print of who wrote, between head and text."""
_TEXT: Final = re.compile(
    r"\s*(?:comments?|message|text|entry|kommentar|nachricht|eintrag|commentaire|comentario|mensaje|comentário|mensagem|commento|messaggio"
    r"|bericht|reactie|meddelande|besked|beskjed|viesti|wiadomość|treść|komentarz|zpráva|komentář|üzenet|mesaj|yorum|сообщение|комментарий"
    r"|отзыв|текст|留言|内容|コメント|本文|내용)\s?[:：]\s*",
    re.IGNORECASE,
)
"""The label of the text itself."""
_MARKS: Final = frozenset(["b", "strong", "i", "em", "u", "font", "span", "a", "small", "br", "img"])
_HEAD: Final = 5
_SHORT: Final = 100
_NAMES: Final = 4
"""Most words of a name in a line that is one by its colon or verb alone: titles have more."""
_FEWEST: Final = 2
_MOST: Final = 20_000
_LONGEST: Final = 60


def part_heads(page: Page) -> bool:
    """Put heads of labelled lines into elements of their own and index the page anew; return whether there were several."""
    _split_at_rules(page)
    found = [(one, head) for one in page.elements if one.tag in _HOLDERS and len(one) and (head := _head(one)) is not None]
    if not _FEWEST <= len(found) <= _MOST:
        return False
    for one, (name, date, end) in found:
        _part(one, name, date, end)
    reindex(page)
    return True


def _split_at_rules(page: Page) -> None:
    """Put what stands behind each rule of an element into one of its own where most of it begins with a head: entries in one cell."""
    split = False
    for parent in page.elements:
        rules = [one for one in parent if one.tag == "hr"]
        if len(rules) < _FEWEST or len(parent) > _MOST:
            continue
        pieces = [(rule, _behind(rule)) for rule in rules]
        headed = [(rule, members) for rule, members in pieces if _begins_with_head(rule, members)]
        if len(headed) < max(_FEWEST, 0.6 * len(rules)):
            continue
        for rule, members in headed:
            piece = _enclosed(rule, members)
            rule.tail = None
            rule.addnext(piece)
        split = True
    if split:
        reindex(page)


def _behind(rule: Element) -> list[Element]:
    """Return what stands behind a rule, up to the next one."""
    return list(islice(takewhile(lambda one: one.tag != "hr", rule.itersiblings()), _LONGEST))


def _begins_with_head(rule: Element, members: list[Element]) -> bool:
    first = islice(takewhile(lambda one: one.tag in _MARKS and not has_many(one), members), 4 * _HEAD)
    return _head(_enclosed(rule, [deepcopy(one) for one in first])) is not None


def _enclosed(rule: Element, members: list[Element]) -> Element:
    """Return an element with what stands behind a rule."""
    piece = etree.Element("div")
    piece.text = rule.tail
    piece.extend(members)
    return piece


def _head(holder: Element) -> tuple[str, str, int] | None:
    """Return the name, the date and the number of children that make up the head of a post; None where no head stands.

    The head is the first lines, up to the last one that has a label, a name or a date.
    """
    breaks = sum(one.tag == "br" for one in holder)
    name = date = ""
    end = 0
    line = holder.text or ""
    for place, child in enumerate(takewhile(lambda one: one.tag in _MARKS, holder)):
        if child.tag != "br":
            line += _words(child) + (child.tail or "")
            continue
        said = " ".join(line.split())
        if not end and (signed := _signed(said)) is not None:
            return *signed, place + 1
        if breaks < _FEWEST:
            return None
        match, when = _AUTHOR.fullmatch(said), _dated(said)
        if match and not name:
            name, end = match["name"].strip(), place + 1
        elif when and not date:
            date, end = when, place + 1
        elif (name or date) and _CONTACT.fullmatch(said):
            end = place + 1
        elif (said and not (name and not date)) or (name and date):
            break
        line = child.tail or ""
        if place > 4 * _HEAD:
            break
    return (name, date, end) if name and date else None


def _signed(line: str) -> tuple[str, str] | None:
    """Return name and date of a line such as "Ann wrote on 3 May 2021"; None for another line."""
    if len(line) > _SHORT or _WHEN.match(line) or not signs(line):
        return None
    name, whens = name_in(line) or "", find(line)
    return (name, whens[0].raw) if whens and len(name.split()) <= _NAMES else None


def _dated(line: str) -> str:
    """Return the date of a line that is a date, with a label or without; "" for another line."""
    match = _DATE.fullmatch(line)
    said = match["date"].strip() if match else line
    whens = find(said) if 4 <= len(said) <= min(80, LONGEST) else []
    whole = sum(when.end - when.start for when in whens) >= 0.7 * len(said)
    return said if whole and any(when.kind != "time" for when in whens) else ""


def _words(one: Element) -> str:
    words = ""
    for text in one.itertext():
        words += str(text)
        if len(words) > LONGEST:
            break
    return words


def _part(holder: Element, name: str, date: str, end: int) -> None:
    """Put the head and the text of a post into elements of their own."""
    rest = list(holder)[end:]
    body = etree.Element("div")
    body.set("class", "comment-text")
    last = holder[end - 1]
    body.text, last.tail = last.tail, None
    for one in list(holder)[:end]:
        holder.remove(one)
    holder.text = None
    for one in rest:
        body.append(one)
    _unlabel(body)
    for words, named in ((name, "comment-author"), (date, "comment-date")):
        part = etree.SubElement(holder, "span")
        part.set("class", named)
        part.text = words
    holder.append(body)
    holder.set("class", f"{holder.get('class') or ''} comment-run".strip())


def _unlabel(body: Element) -> None:
    """Take the label off a text: "Comment: Lovely pages"."""
    first = body[0] if len(body) and not (body.text or "").strip() else None
    if first is None:
        body.text = _TEXT.sub("", body.text or "", count=1) if _TEXT.match(body.text or "") else body.text
    elif first.tag in _MARKS and _TEXT.fullmatch(_words(first)):
        body.text = first.tail
        body.remove(first)
