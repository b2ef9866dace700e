"""A pasted page as lines, each with the part it seems to play."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from polarize.sources._dates import LONGEST, When, find, month
from polarize.sources._paste_heads import Head, head, is_name, points, unbullet
from polarize.sources._words import (
    CLOSED,
    CLOSED_HINTS,
    CONTROLS,
    COUNT_NOUNS,
    EMPTY,
    FOOTERS,
    FORM_STARTS,
    FORMS,
    GLUED,
    PINGBACK,
    PROFILE,
    RELATED,
    REPLY_TO,
    ROLES,
    SECTIONS,
    WIDGETS,
    key,
    words,
)

_INVISIBLE: Final = dict.fromkeys(
    [0, 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF]
)
_NOUNS: Final = "|".join(sorted((re.escape(noun) for noun in COUNT_NOUNS), key=len, reverse=True))
_LEAD: Final = (
    "view|viewing|show|showing|displaying|zeige|mostrando|see|read|all|the|total|entire|discussion|open|there|are|this|post|has|reader|readers|user"
    "|mostrar|afficher|forum|member|alle|anzeigen|es|gibt|bisher|insgesamt|voir|les|lire|tous|il|y|a|vos|ver|los|se|han|publicado|hay|todos|las|共有|共"
)
_PART: Final = r"(?:(?:\d{1,6}\s?[-–]\s?)?\d{1,6}\s?(?:of|out\sof|von|de|sur|di|van|/)\s?)?"
"""How many of the comments are on the page, before how many there are."""
_COUNT: Final = re.compile(
    rf"^(?:\W{{0,3}}(?:(?:{_LEAD}):?\s){{0,4}}\(?{_PART}(?P<a>\d{{1,3}}(?:[.,]\d{{3}})+"
    rf"|\d{{1,7}})\s?(?:reader\s)?(?P<na>{_NOUNS})(?P<rest>\s{{2,}}\S.{{0,40}}"
    rf"|\s?[·•|]\s?\d{{1,6}}\s\w+(?:\W.{{0,40}})?|\s?…?\s?read (?:them|it) below.{{0,30}}|\s(?:on|to|zu|auf|sur|en|for|à|about)\s.*)?"
    rf"|(?:(?:{_LEAD})\s){{0,3}}(?P<nb>{_NOUNS}|留言列表|vos réactions"
    rf"|all comments|forum posts|discussion)(?:\s(?:lesen|anzeigen|lire))?"
    rf"\s?(?P<mark>[:：(（\[–—-]?)\s?{_PART}(?P<b>\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,7}})\s?[)）\]]?"
    rf"|共有?\s?(?P<c>\d+)\s?[条條则則个個].{{0,6}})[\s)）}}:：»›.!↓▼¬]*$",
    re.IGNORECASE,
)
_INLINE: Final = re.compile(
    rf"(?:^|[|·•,]\s*|(?<=/\d{{4}})|(?<=\.\d{{4}})|(?<=\d{{4}} ))(?P<count>\d{{1,5}})\s(?:{_NOUNS})\s*(?:$"
    rf"|[|·•,])|(?:\b|(?<=\d))(?P<none>no comments|keine kommentare|sin comentarios|aucun commentaire)(?![a-zäöüß])",
    re.IGNORECASE,
)
_REPLY_NOUNS: Final = frozenset(words("replies antworten réponses respuestas reactions 回复 回覆 回应 回應 messages avis"))
_ORDINAL: Final = re.compile(
    r"^(?:(?:(?:reply|comment|post|beitrag|antwort|kommentar|message|mensaje)\s)?#\s?(?P<hash>\d{1,6})|(?P<floor>\d{1,6})\s?[楼樓]"
    r"|level (?P<level>\d{1,2})|(?P<of>\d{1,5})/\d{1,5} \||(?P<dot>\d{1,5})[.)])$",
    re.IGNORECASE,
)
_NUMBER_OVER: Final = re.compile(r"#(\d{1,6})(?:[.-]\d{1,4})?\s+(?:[—–·•|-]\s+)?")
"""The number of a post before its date: "#1 2019-09-29 10:46:47", "#2.1 — 3 hours ago"."""
_NUMBER_UNDER: Final = re.compile(r"\s+#(\d{1,6})$")
"""The number of a post behind its date: "04-09-2005, 06:46 PM #11"."""
_NUMBER: Final = re.compile(r"^[-+−–x×]?\d[\d.,]{0,8}\s?[kK万]?$")
_KARMA: Final = re.compile(r"▲\s?(-?\d{1,5})\s+(?:▼\s?)?K:?\s?-?\d{1,5}|[赞讚]\s?(?:[(（](\d{1,6})[)）])?\s+(?:回复|回覆|回應|回应)")
"""Votes and karma under a comment of a link site; the button for praise is a comment where no other stands beside it."""
_SEPARATORS: Final = frozenset(" \t|·•/,:;()[]–—-+<>›»«‹△▽▲▼↑↓←→…*#&＋.👍👎❤️♥♡🙂😂😮😢😡")
_FINDER: Final = re.compile("|".join(re.escape(word) for word in GLUED), re.IGNORECASE)
_REPLY_WORDS: Final = tuple(
    words(
        "reply antwort répondre repondre responder 回复 回覆 回應 回应 rispondi beantwoord reageer svar vastaa odpowiedz odpověd odpovedať "
        "ответить відповісти yanıtla cevapla balas răspunde odgovori одговори válasz απάντηση 返信 답글"
    )
)
_EVERYWHERE: Final = 3
_LONE: Final = frozenset({"top", "best"})
_SHORT: Final = 60
"""Characters of lines that may well return on a page."""
_LETTER: Final = re.compile(r"[^\W_]")
_HINTED: Final = re.compile("|".join(CLOSED_HINTS), re.IGNORECASE)
_SAID: Final = re.compile(r"[:：]\s?\S")
_GLUED_TIME: Final = re.compile(r"(?<=\b(?:19|20)\d\d)(?=\d{1,2}:\d\d\b)")
"""Between a year and a time of day that browsers copy without the space that the page shows."""
_GLUED_DAY: Final = re.compile(
    r"(?P<name>\S.{0,40}?[^\W\d_])?(?P<day>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}(?:, \d{4})?)(?:\s?(?:Liked by"
    r"|Edited)\b.{0,40})?"
)
"""A name and a day that browsers copy without the space between them, and who of the house likes it, as Substack has them."""
_EDITED_BY: Final = re.compile(r"(?<=\d{4})\s[·•|]\sedited by \S{1,40}$", re.IGNORECASE)
_POINTED: Final = re.compile(r"\s[•·]\s\d{1,6}(?:\s\d{1,6})?$")
"""Votes behind an age and a point."""
_SHOWN: Final = re.compile(r"^(?:show|view|open|read|mostrar|ver|voir|afficher|alle) (?:the |all |los |les |todos los |tous les )?")
_PROFILE_VALUE: Final = re.compile(r"^([^:：]{2,30})[:：]\s*\S.{0,40}$")
_LISTS: Final = (
    (WIDGETS, "widget"),
    (FORMS, "form"),
    (SECTIONS, "section"),
    (RELATED, "related"),
    (ROLES, "role"),
    (PROFILE, "profile"),
)
BREAKS: Final = frozenset({"section", "widget", "related", "form", "footer", "closed", "empty"})


@dataclass(slots=True)
class Line:
    """A line of the page.

    Attributes:
        text: the line without invisible characters and outer spaces.
        indent: number of spaces before it.
        kind: blank, mark, text, head, date, control, number, ordinal, role, profile, praise (who likes it), answers (whom it answers),
            pingback, or one of BREAKS: section, widget, related, form, footer, closed, empty.
        whens: the dates in it.
        head: what it says as a comment's header.
        count: the number of comments that it states.
        votes: points in it.
        reply: whether it has a reply button.
        number: the position that an ordinal states; negative for "level N".
    """

    text: str
    indent: int = 0
    kind: str = "text"
    whens: list[When] = field(default_factory=list)
    head: Head | None = None
    count: int | None = None
    votes: int | None = None
    reply: bool = False
    number: int | None = None

    @property
    def fine(self) -> bool:
        """Whether it holds a date as exact as a comment's stamp."""
        return any(when.fine for when in self.whens)


def read_lines(text: str) -> list[Line]:
    """Return the page's lines, classified; linear in the length of the text."""
    known: dict[str, Line] = {}
    lines = [_known(raw, known) for raw in text.translate(_INVISIBLE).split("\n")]
    seen = Counter(line.text for line in lines if line.kind in ("footer", "form"))
    for line in lines:
        # "Back to top" and a form under every post are its buttons.
        if line.kind in ("footer", "form") and seen[line.text] >= _EVERYWHERE:
            line.kind = "control"
    return lines


def _known(raw: str, known: dict[str, Line]) -> Line:
    """Return a line, classified once for all of its copies on the page when it is short."""
    if len(raw) > _SHORT:
        return _line(raw)
    line = known.get(raw)
    if line is None:
        line = known[raw] = _line(raw)
    return Line(line.text, line.indent, line.kind, line.whens, line.head, line.count, line.votes, line.reply, line.number)


def _line(raw: str) -> Line:
    text = _GLUED_TIME.sub(" ", raw.replace("\xa0", " ").replace("\u3000", " ").strip())
    glued = _GLUED_DAY.fullmatch(text) if len(text) <= 2 * _SHORT else None
    text = " ".join(part for part in glued.groups() if part) if glued else text
    if not text:
        return Line("", kind="blank")
    indent = len(raw) - len(raw.lstrip())
    if len(text) > LONGEST:
        return Line(text, indent)
    line = Line(text, indent)
    line.kind = _kind(line)
    return line


def _kind(line: Line) -> str:
    text = line.text
    if text in ("o", "O") or _LETTER.search(text) is None:
        return "mark"
    if PINGBACK.match(text):
        return "pingback"
    karma = _KARMA.fullmatch(text)
    if karma:
        line.votes = int(karma[1] or karma[2]) if karma[1] or karma[2] else None
        line.reply = karma[1] is None
        return "control"
    named = _named(line)
    if named:
        return named
    bare = _EDITED_BY.sub("", unbullet(text))
    if len(bare) <= 120:
        line.whens = find(bare)
        if key(bare) in _LONE and bare[-1] not in ".!?":
            return "control"
        if _is_control(line, bare):
            return "number" if _NUMBER.match(bare) else "control" if not line.whens or line.reply else "date"
        told = _told(line, bare)
        if told:
            return told
    if len(bare) <= 200:
        inline = _INLINE.search(bare)
        line.count = None if inline is None else 0 if inline["none"] else int(inline["count"])
    line.head = head(bare, line.whens) if line.count is None else None
    return "head" if line.head else "text"


def _told(line: Line, bare: str) -> str | None:
    """Return the kind of a line that numbers a comment, names whom it answers, or says no more than the month."""
    monthly = month(bare)
    if monthly is not None:
        line.whens = [monthly]
        return "date"
    return "ordinal" if _numbers(line) else "answers" if _tells_answered(bare) else None


def _numbers(line: Line) -> bool:
    """Whether a line is the number of a post and its date, in this order or the other, and nothing more; notes the number."""
    if not line.whens:
        return False
    found = _NUMBER_OVER.match(line.text) or _NUMBER_UNDER.search(line.text)
    if found is None or not (
        (found.start() == 0 and found.end() == line.whens[0].start and line.whens[-1].end == len(line.text))
        or (line.whens[0].start == 0 and found.start() == line.whens[-1].end)
    ):
        return False
    line.number = int(found[1])
    return True


def _tells_answered(bare: str) -> bool:
    """Whether a line says whom the comment answers, and is no sentence."""
    found = REPLY_TO.match(bare)
    return (
        found is not None
        and is_name(found["name"])
        and not _SAID.search(found["name"])
        and bare[-1] not in ".!?"
        and len(found["name"].split()) <= 4
    )


def _closed(text: str) -> bool:
    """Whether a line says that comments are closed, and not a sentence about closed comments."""
    found = CLOSED.search(text) if len(text) <= 160 and _HINTED.search(text) else None
    if found is None:
        return False
    rest = text[found.end() :].strip(' .!:)»”"')
    return (
        not rest
        or not found[0].isascii()
        or rest.casefold().startswith(("no new comments", "for comments", "for new comments", "to comments", "to replies"))
        or rest.startswith(("on this", "for this", "on “", 'on "', "to new", "at this time"))
        or found[0].casefold() == "comments off"
    )


def _named(line: Line) -> str | None:
    """Return the kind of a line that its words tell."""
    text = line.text
    if _closed(text):
        line.count = 0 if EMPTY.search(text) else None
        return "closed"
    if _counts(line):
        return "section"
    if FORM_STARTS.match(text):
        return "form"
    if len(text) > 90:
        return "footer" if len(text) <= 140 and FOOTERS.match(text) else None
    ordinal = _ORDINAL.match(unbullet(text))
    if ordinal:
        line.number = (
            -int(ordinal["level"]) if ordinal["level"] else int(ordinal["hash"] or ordinal["floor"] or ordinal["of"] or ordinal["dot"])
        )
        return "ordinal" if not ordinal["dot"] else "number"
    return _listed(line, key(text))


def _counts(line: Line) -> bool:
    """Whether a line is the heading of a comment section with its number, which is noted."""
    count = _COUNT.match(line.text)
    if count is None or ((count["na"] or count["nb"] or "").casefold() in _REPLY_NOUNS and not (count["rest"] or count["mark"])):
        return False
    line.count = int(re.sub(r"\D", "", count["a"] or count["b"] or count["c"]))
    return True


def _listed(line: Line, word: str) -> str | None:
    """Return the kind of a line that stands in one of the word lists."""
    if word in CONTROLS:
        return None
    for listed, kind in _LISTS:
        if (word in listed or (kind == "section" and _SHOWN.sub("", word) in listed)) and not (
            kind in ("role", "profile") and line.text[-1] in ".!?"
        ):
            return kind
    if EMPTY.search(line.text):
        line.count = 0
        return "empty"
    if FOOTERS.match(line.text):
        return "footer"
    value = _PROFILE_VALUE.match(line.text)
    return "profile" if value and key(value[1]) in PROFILE else None


def _is_control(line: Line, text: str) -> bool:
    """Whether a line holds only buttons, numbers and dates; notes its votes and whether one is for a reply."""
    spans = {when.start: when.end for when in line.whens}
    place, pressed, numbers = 0, [], []
    while place < len(text):
        if text[place] in _SEPARATORS and not (text[place] in "-+" and text[place + 1 : place + 2].isdigit()):
            place += 1
            continue
        if place in spans and spans[place] > place:
            place = spans[place]
            continue
        match = _DIGITS.match(text, place)
        if match:
            numbers.append(match[0])
        else:
            match = _FINDER.match(text, place)
            if match is not None:
                pressed.append(match[0].casefold())
            else:
                match = _CONNECTOR.match(text, place)
            if match is None:
                return _relative_token(line, text, place, pressed)
        place = match.end()
    return _noted(line, pressed, numbers)


_DIGITS: Final = re.compile(r"[-+−–]?\d[\d.,]*\s?[kK万]?(?!\w)|\d+(?=[^\W\d])")
_CONNECTOR: Final = re.compile(
    r"commented(?=[A-Z\d\s])|来自\S{1,8}|IP属地[:：]?\s?\S{1,8}|来自|(?:on|at|am|um|le|el|à|posted|commented|horas|edited|by|uhr|and|und|et|y"
    r"|bearbeitet|modifié|children|child|people"
    r"|person|personas|personnes|personen|for|in|·)(?!\w)",
    re.IGNORECASE,
)
_AGE: Final = re.compile(r"\d{1,3}\s?(?:s|min|mn|m|std|hrs?|h|tg|j|d|wks?|w|wo|sem|mos?|yrs?|y|a)\.?\s*$", re.IGNORECASE)


def _relative_token(line: Line, text: str, place: int, pressed: list[str]) -> bool:
    """Whether the rest of a row of buttons is an age such as "2 h" ("Like · Reply · 2 h")."""
    start = place
    while start > 0 and (text[start - 1].isdigit() or text[start - 1] == " "):
        start -= 1
    age = _AGE.match(text, start + (len(text[start:place]) - len(text[start:place].lstrip())))
    if age is None or not pressed:
        return False
    line.whens = [When(age.start(), age.end(), age[0].strip(), "relative", False)]
    return _noted(line, pressed, [])


def _noted(line: Line, pressed: list[str], numbers: list[str]) -> bool:
    if not pressed and not numbers and not line.whens:
        return False
    if not pressed and numbers and (line.whens or len(numbers) > 1) and not (line.whens and _POINTED.search(line.text)):
        return False
    if pressed and not numbers and not line.whens and line.text[-1] in "!?" and line.text.rstrip("!?")[-1:].isalpha():
        return False
    line.reply = any(word.startswith(_REPLY_WORDS) for word in pressed)
    if len(numbers) == 1 and not (pressed and all(word.startswith(_REPLY_WORDS) or word == "replies" for word in pressed)):
        line.votes = points(numbers[0])
    return True


def text_of(lines: Iterable[Line]) -> str:
    """Return lines as a text: paragraphs separated by one empty line, quoted lines beginning with "> "."""
    out: list[str] = []
    for line in lines:
        text = line.text
        if not text:
            if out and out[-1]:
                out.append("")
            continue
        if text.startswith(">"):
            text = "> " + text.lstrip("> ")
        out.append(text.rstrip())
    return "\n".join(out).strip()
