"""The name in a line that names an author: without "says", "by", a date, or a note on the account."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from polarize.sources._dates import find
from polarize.sources._paste_heads import is_name
from polarize.sources._words import PROFILE, ROLES, SUBMITTED, UNVERIFIED, key
from polarize.tables import PLACEHOLDERS

_NOTE: Final = re.compile(
    rf"\s*\((?:\s?#?\d{{1,9}}\s?|{UNVERIFIED}|not registered|gast|guest|invité"
    r"|op|author|autor|auteur)\)\s*$",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    rf"^(?:{SUBMITTED}|(?:submitted|post(?:ed)?|written|comment(?:ed)?|kommentar|comentario|commentaire|review(?:ed)?|bewertung|bewertet"
    rf"|eingetragen|geschrieben"
    r"|gespeichert|verfasst|erstellt|soumis|publié|posté"
    r"|proposé|enviado|publicado|escrito|geplaatst|inserito|message|réponse|antwort) (?:by|von|par|por|door|da|de)|by|投稿者|名前|作成者"
    r"|von|par|por|#\d{{1,5}})(?:\s*:?\s+|\s*：\s*)",
    re.IGNORECASE,
)
_REST: Final = re.compile(
    r"\s*[,|·•—–@-]?\s+(?:on|at|am|um|vom|le|el|op|il|den|em|dne|dnia|dňa|dana|w dniu|på|pada|在|于|於|wrote|writes|says|said|dijo|dice"
    r"|sagt|sagte|schrieb|schreibt"
    r"|meint|a écrit|a dit|dit|on said)\b[\s:,.]*$",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    r"\s+(?:says|said|wrote|writes|replied|commented|kommentierte|a commenté|comentó|dijo|dice|escribió|sagt|sagte|schrieb"
    r"|schreibt|meint|a écrit|a dit|dit|scrive|ha scritto|disse|diz|zegt|说|說)"
    r"\s?(?:on)?[.…]{0,3}\s*[:：]?\s*$|\s*(?:[:：]|说道?[:：]|說[:：])\s*$",
    re.IGNORECASE,
)
_UNITS: Final = (
    r"(?:years?|jahren?|ans?|años?|anos?|anni|jaar|months?|monate?n?|mois|mes(?:es)?|mesi|maanden|weeks?|wochen?|semaines?|semanas?|settimane"
    r"|days?|tagen?|jours?|d[ií]as?|giorni|hours?|stunden?|heures?|horas?|ore|minutes?|minuten|minutos?|minuti)"
)
_AGE: Final = re.compile(rf"\A\s*,?\s*(?:and|und|et|y|e|en)?\s*\d{{1,3}} {_UNITS}\b(?: ago)?", re.IGNORECASE)
"""How an age goes on: "2 years" and "4 months ago"."""
_ON: Final = re.compile(r"\s(?:on|at|am|um|vom|le|el|il|op|den)$", re.IGNORECASE)
_LABELS_DATE: Final = re.compile(r"\s(?:on|at|am|um|le|el|il|op|den)\s?[:：]$", re.IGNORECASE)
"""How a line ends that says of what the date after it is, and not whose: "Hearing held on:"."""
_LABEL: Final = re.compile(
    r"(?:author|autor|auteur|autore|name|nom|nombre|posted by|written by|comment by|投稿者|名前|作者|昵称)\s?[:：]\s*(\S.{0,60})",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"^https?://\S+\s+(?=\S)")
_BEFORE_NAME: Final = re.compile(
    r"\A\W*(?:(?:posted|written|submitted|geschrieben|posté|publicado|escrito) )?(?:by|von|par|por|door)\s?:?\s*\Z", re.IGNORECASE
)
_BY_WHOM: Final = re.compile(r"\s*(?:by|von|par|por|door)\s+(?P<name>\S.{0,60})", re.IGNORECASE)
_NO_PERSON: Final = re.compile(
    rf"\d{{1,3}} {_UNITS}$|"
    r"(?:(?:user)?level|stufe|niveau|page|seite|no|nr)\.? ?#?\d+$|\d+ ?[楼樓]$|#?\d+[.:)]?$|[\d.,k]+ (?:points?|votes?|likes?"
    r"|comments?|kommentare?|commentaires?|comentarios?|replies|posts?)$"
    r"|(?:posted|started|published|updated|edited|modified|created|asked|answered|replied|commented|joined|permalink|comments?"
    r"|geschrieben|verfasst|erstellt|gepostet|kommentare?|publié|posté|commentaires?|publicado|escrito|comentarios?"
    r"|sign (?:up|in)|log ?in)$",
    re.IGNORECASE,
)
_LONE: Final = frozenset(["at", "on", "am", "um", "le", "el", "il", "op", "den"])
"""Words before a date, in lines that name nobody."""
_BEFORE_DATE: Final = _LONE | {"", "vom"}
"""What stands before a date that a name follows: "On 3 May 2020 Ann said"."""
_LONGEST: Final = 100
LONGEST_NAME: Final = 60
"""Most characters of a commenter's name."""


def name_in(line: str) -> str | None:
    """Return the name in a line such as "Ann says:", "Submitted by Ann on 3 May 2020 - 12:00"; None when there is none."""
    line = " ".join(line.split())
    return _name_in(line) if line and len(line) <= 3 * _LONGEST else None


@lru_cache(maxsize=8_192)
def _name_in(line: str) -> str | None:
    if " " in line and _BY.fullmatch(f"{line} "):
        return None  # "Submitted by", and the name stands elsewhere
    begun = _BY.sub("", _ADDRESS.sub("", line))
    whens = find(begun)
    if whens:
        before = begun[: whens[0].start]
        lone = before.strip(" ,|·•—–-@").casefold() in _BEFORE_DATE
        begun = _AGE.sub("", begun[max(when.end for when in whens) :]) if lone else before
    name = _SAYS.sub("", _REST.sub("", begun.rstrip(" ,|·•—–-@(") + " ").rstrip()).strip(" ,;|·•—–»")
    name = _NOTE.sub("", _BY.sub("", name)).strip()
    return name if name and len(name) <= _LONGEST else None


def labelled(line: str) -> str | None:
    """Return the name in a line that a label begins: "Author: Ann"; None for another line."""
    match = _LABEL.fullmatch(line) if len(line) <= _LONGEST else None
    return name_in(match[1]) if match else None


def named_after(line: str) -> str | None:
    """Return the name that ends a line after its date: "Changed 2 years ago by Ann"; None for another line."""
    whens = find(line)
    match = _BY_WHOM.fullmatch(line[whens[-1].end :]) if whens else None
    return name_in(match["name"]) if match else None


def introduces(words: str) -> bool:
    """Whether words say that the name of an author comes next ("by", "Posted by:")."""
    return _BEFORE_NAME.search(words) is not None


def signs(line: str) -> bool:
    """Whether a line says in words that somebody wrote something: "Submitted by Ann on 3 May 2020", "Ann wrote on 3 May 2020"."""
    line = " ".join(line.split())
    if not line or len(line) > 3 * _LONGEST or not name_in(line):
        return False
    whens = find(line)
    before = _ON.sub("", line[: whens[0].start].rstrip(" ,|·•—–-(")) if whens else ""
    return _BY.match(line) is not None or (_SAYS.search(before) is not None and _LABELS_DATE.search(before) is None)


def can_name(name: str) -> bool:
    """Whether a text can be the name of a commenter."""
    return len(name) <= LONGEST_NAME and _can_name(name)


@lru_cache(maxsize=8_192)
def _can_name(name: str) -> bool:
    return (
        is_name(name)
        and name not in _LONE
        and (key(name) not in ROLES or key(name) in PLACEHOLDERS)
        and not _NO_PERSON.match(name)
        and not about_member(name)
    )


def about_member(line: str) -> bool:
    """Whether a line tells something about the author of a post, as forums print it: "Registered: 2012", "Posts: 40"."""
    return len(line) <= 40 and ":" in line and key(line.split(":")[0]) in PROFILE
