"""What stands beside labels on a pasted page: titles, votes and dates with a word before them, and what is said of members."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from polarize.sources._paste_anchor import name_at
from polarize.sources._paste_heads import points
from polarize.sources._paste_lines import Line
from polarize.sources._words import OWN, key

_POSTED: Final = re.compile(
    "posté|posted|envoyé|publié|écrit|geschrieben|verfasst|escrito|publicado|enviado|wrote|commented|dodano|napisano|opublikowano|inserito"
    "|pubblicato|scritto|geplaatst|skrevet|skickat|отправлено|добавлено|gönderildi"
)
_SUBJECT: Final = re.compile(
    r"^(?:post subject|betreff des beitrags|sujet du message|asunto|tytuł|temat postu|заголовок сообщения|onderwerp|oggetto|předmět"
    r"|título (?:do|del) mensa[gj]em?|titre du message)\s?[:：]",
    re.IGNORECASE,
)
"""The label of a post's title in phpBB 2 and its heirs."""
_PROFILE_VALUE: Final = re.compile(r"[^:：]{2,30}[:：]\s*\S.*")
_LABELLED_VALUE: Final = re.compile(r"([^\W\d_][\w' -]{1,24})\s?[:：]\s*\S.{0,40}(?<![.!?…])")
_RATED_LONGEST: Final = 40
_RATED: Final = re.compile(
    r"(?P<label>[^\W\d_][\w' -]{2,24}[?:：]?)\s?(?P<votes>[+−-]?\d{1,5})"
    r"|\d{1,6} (?P<of>fans?|followers?|friends?|reviews?|contributions?|bewertungen|avis|abonnés|seguidores|volgers|post\(s\)|thread\(s\))",
    re.IGNORECASE,
)
_LABELLED: Final = 3
"""Dates with the same word before them."""
_LEAST: Final = 3
"""How often a line stands on the page at least to be a label."""


def settle_labels(lines: list[Line], full: list[int]) -> None:
    """Correct the kinds of lines with a label, in place; `full` are the lines that are not blank."""
    _subjects(lines, full)
    _rated(lines, full)
    _labelled_dates(lines, full)


def settle_members(lines: list[Line], full: list[int]) -> None:
    """Correct the kinds of lines about members, in place."""
    _member_counts(lines, full)
    _member_labels(lines, full)


def settle_own_words(lines: list[Line]) -> None:
    """Take "Location: Hull" as what a writer says, where no line of the page says since when, or how much, somebody writes."""
    about = [line for line in lines if line.kind == "profile"]
    if all(key(re.split("[:：]", line.text)[0]) in OWN for line in about):
        for line in about:
            if _PROFILE_VALUE.fullmatch(line.text):
                line.kind = "text"


def _subjects(lines: list[Line], full: list[int]) -> None:
    """Take "Post subject: Re: Trams" over a date as a part of the header."""
    for place, below in pairwise(full):
        if lines[place].kind == "text" and lines[below].kind in ("date", "head") and _SUBJECT.match(lines[place].text):
            lines[place].kind = "role"


def _rated(lines: list[Line], full: list[int]) -> None:
    """Take "Helpful? +3" behind the texts as votes, and "35 Fans" under the names as what is said of members: only the number changes."""
    spots: dict[str, list[tuple[int, str | None]]] = {}
    for above, place in pairwise(full):
        line = lines[place]
        match = _RATED.fullmatch(line.text) if line.kind == "text" and len(line.text) <= _RATED_LONGEST else None
        if match and (match["of"] or (lines[above].kind == "text" and len(lines[above].text) > len(line.text))):
            spots.setdefault((match["label"] or match["of"]).casefold(), []).append((place, match["votes"]))
    for found in spots.values():
        if len({lines[place].text for place, _ in found}) > 1 and len(found) >= _LEAST:
            for place, votes in found:
                lines[place].kind, lines[place].votes = "control", points(votes) if votes else None


def _labelled_dates(lines: list[Line], full: list[int]) -> None:
    """Take "Posted 3 May 2020 at 10:29" as a date where the same word stands before many, each under another name: it is nobody's."""
    under: dict[str, list[tuple[int, str]]] = {}
    for above, place in pairwise(full):
        head = lines[place].head
        if lines[place].kind == "head" and head is not None and head.raw and not head.linked and head.style in ("name date", "says"):
            under.setdefault(head.author.casefold(), []).append((place, lines[above].text if name_at(lines, above) else ""))
    headers = sum(map(len, under.values()))
    for label, found in under.items():
        names = {name for _, name in found if name}
        most = len(found) >= max(_LABELLED, 0.7 * headers) or (len(found) > 1 and _POSTED.fullmatch(label))
        if most and len(names) > 1 and all(name for _, name in found):
            for place, _ in found:
                lines[place].kind, lines[place].head = "date", None


def _member_counts(lines: list[Line], full: list[int]) -> None:
    """Take "Messages: 168" beside what is said of a member as more of that, and no heading."""
    for spot, place in enumerate(full):
        near = full[max(0, spot - 1) : spot + 2]
        counts = lines[place].kind == "section" and lines[place].text[-1] in "0123456789"
        if counts and any(lines[one].kind == "profile" for one in near):
            lines[place].kind, lines[place].count = "profile", None


def _member_labels(lines: list[Line], full: list[int]) -> None:
    """Take "X-Fire: name" or "Has thanked: 2 times" right under what is said of a member as more of that, where the label returns."""
    spots: dict[str, list[int]] = {}
    about = False
    for place, below in pairwise(full):
        line = lines[place]
        label = _LABELLED_VALUE.fullmatch(line.text) if line.kind == "text" else None
        if about and label is not None and lines[below].kind in ("text", "profile", "date"):
            spots.setdefault(label[1].casefold(), []).append(place)
        about = line.kind == "profile" or (about and label is not None)
    for found in spots.values():
        if len(found) > 1:
            for place in found:
                lines[place].kind = "profile"
