"""What a line of a pasted page is by the lines around it: portraits, handles, unknown buttons, numbers that belong to a heading."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from polarize.sources._dates import When, find
from polarize.sources._paste_discourse import settle_topic
from polarize.sources._paste_heads import is_name
from polarize.sources._paste_labels import settle_labels, settle_members, settle_own_words
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._words import CONTROLS, ROLES, SECTIONS, key, words

_SILENT: Final = frozenset({"blank", "mark"})
_BUTTONS: Final = frozenset({"control", "number"})
_PORTRAIT_WORDS: Final = frozenset(
    words(
        "s user avatar profile picture photo pic image icon view for of from the go to de del la du le von zu foto bild profil "
        "profilbild perfil imagen image portrait u visit visiter ver voir logo status is online offline 头像 的头像 用户头像 頭像 的頭像"
    )
)
_HANDLE: Final = re.compile(r"^@[\w.-]{2,40}(?:@[\w.-]{3,60})?$")
_LEVEL: Final = re.compile(r"^lv\.?\s?\d{1,3}$", re.IGNORECASE)
_TALLY: Final = re.compile(r"^[\d\s.,()/|+−–-]{1,24}$")
_MONTH_DAY: Final = re.compile(r"^(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])$")
_MARKED_BY: Final = re.compile(
    r"^(?:pinned by|liked by|featured by|angepinnt von|angeheftet von|epinglé par|épinglé par|fijado por|recommandé par) \S.{0,60}$",
    re.IGNORECASE,
)
_PRAISE: Final = re.compile(
    r"^x\d{1,4}$|^\S.{0,120} likes? this\.$"
    r"|^(?:reactions|reacties|reaktionen|réactions|reacciones|reazioni|reakcje|реакции): \S.{0,120}(?<![.!?])$",
    re.IGNORECASE,
)
"""Who likes a post, under it, in XenForo."""
_MORE: Final = re.compile(
    r"^\W*(?:(?:view|show|see|hide|load|read) )?(?:all |the )?(?:\d{1,6} )?(?:more )?(?:previous |other )?"
    r"(?:repl(?:y|ies)|answers?)(?: by .{1,40})?"
    r"\W*(?:\(?\d{1,6}\)?)?$|^\W{0,2}(?:\d{1,6} )?(?:weitere )?antworten?(?: anzeigen| ausblenden)?$"
    r"|^(?:voir |afficher )?(?:les )?\d{1,6} réponses?$"
    r"|^(?:ver )?(?:las )?\d{1,6} respuestas?$|^(?:view|load|show|see) (?:\d{1,6} )?(?:previous|earlier) comments?$|^\d{1,6} of \d{1,6}$"
    r"|^(?:共|查看|展开|展開)(?:全部)?\d{1,6}[条條]回[复覆].{0,3}$"
    r"|^\d{1,6} (?:reactions?|likes?|gefällt mir|j'aime|me gusta|views?|upvotes?|reposts?|gefällt mir-angaben)$"
    r"|^(?:view )?\d{1,6} upvotes?$|^liked by \d{1,6} (?:people|person)$|^(?:no )?me gusta \d{1,6}$|^\d+ comments? from .{1,40}$",
    re.IGNORECASE,
)
_AGE_BEHIND: Final = re.compile(r"(?:^|[^\d])(?P<age>\d{1,3}\s?(?:y|mo|w|d|h|m|min|yr|J|Std|sem|j)\.?)(?:\s*[·•].{0,12})?$")
_GO_TO: Final = frozenset(
    {key(word) for word in ("go to comments", "comments", "comment", "kommentare", "commentaires", "comentarios", "评论", "評論", "留言")}
)
_SHOWS_REPLIES: Final = re.compile(r"^(?:view|show|see|hide|load|ver|voir|afficher) .{0,20}(?:repl|répons|respuest)", re.IGNORECASE)
_BEHIND: Final = re.compile(r"[\s(（\[]*\d{1,7}[)）\]]?$")
_REPLIES: Final = re.compile(r"^\d{1,6} (?:repl|antwort|répons|respuest)", re.IGNORECASE)
_TABS: Final = frozenset(
    {"editors' picks", "editor's picks", "our picks", "popular", "trending", "recommended", "highlights", "destacados"}
)
_LABEL_LEAST: Final = 3
"""How often a line stands on the page at least to be a button."""


def settle(lines: list[Line]) -> list[Line]:
    """Correct the kinds of lines by their neighbours, in place; linear."""
    _wordings(lines)
    settle_own_words(lines)
    full = [index for index, line in enumerate(lines) if line.kind not in _SILENT]
    _tabs(lines, full)
    _portraits(lines, full)
    _handles(lines, full)
    _month_days(lines, full)
    settle_labels(lines, full)
    _buttons(lines, full)
    _tallies(lines, full)
    _counts(lines, full)
    settle_members(lines, full)
    settle_topic(lines)
    return lines


def _wordings(lines: list[Line]) -> None:
    """Settle lines that need no neighbours: "View 2 replies", "Liked by X", "LV5"."""
    for line in lines:
        if line.kind not in ("text", "head", "section") or len(line.text) > 140:
            continue
        if line.kind != "section" and (_LEVEL.match(line.text) or (_MARKED_BY.match(line.text) and line.text[-1] not in ".!?")):
            line.kind = "role"
        elif _PRAISE.match(line.text):
            line.kind = "praise"
        elif _MORE.match(line.text) and (line.kind != "section" or line.count is None or _SHOWS_REPLIES.match(line.text)):
            line.kind, line.reply = "control", line.reply or bool(_REPLIES.match(line.text))
            line.count = None


def _tabs(lines: list[Line], full: list[int]) -> None:
    """Take "Editors' picks" right under the heading of a comment section as one of its tabs."""
    for above, place in pairwise(full):
        if lines[place].kind == "related" and lines[above].kind == "section" and key(lines[place].text) in _TABS:
            lines[place].kind = "control"


def _portraits(lines: list[Line], full: list[int]) -> None:
    """Mark the label of a portrait above a name: "X's profile picture" or "X" over "X", "M" over "Mossy"."""
    for spot in range(len(full) - 1):
        line, below = lines[full[spot]], lines[full[spot + 1]]
        name = below.text
        if len(line.text) > 90 or len(name) > 60 or full[spot + 1] - full[spot] > 4:
            continue
        if line.kind not in ("text", "head", "control") or below.kind not in ("text", "head", "role"):
            continue
        if _shows(line.text, name) and is_name(name) and (line.text != name or _begins(lines, full, spot)):
            line.kind = "portrait"
            _settle_header(lines, full, spot + 2)


def _begins(lines: list[Line], full: list[int], spot: int) -> bool:
    """Whether a comment may begin at a line: behind buttons or a heading, not behind text or another header."""
    above = lines[full[spot - 1]] if spot else None
    if above is not None and above.kind == "date" and spot > 1:
        above = lines[full[spot - 2]]
    behind = lines[full[spot + 2]] if spot + 2 < len(full) else None
    if above is None or behind is None or (behind.kind == "head" and not behind.text.count("·")):
        return False
    dated = behind.kind in ("role", "date") or (len(behind.text) <= 60 and behind.text[-1] not in ".!?" and bool(find(behind.text)))
    return dated and (above.kind in _BUTTONS or above.kind in BREAKS) and lines[full[spot]].text[-1] not in ".!?…。！？"


def _shows(label: str, name: str) -> bool:
    """Whether a line is the label of somebody's portrait."""
    low, said = label.casefold(), name.casefold()
    if low == said and key(name) in ROLES:
        return False
    if len(label) == 1:
        return label.isalpha() and low == said[0] and len(name) > 2
    if len(name) < 2 or said not in low:
        return False
    rest = re.findall(r"[^\W_]+", low.replace(said, " ", 1))
    return all(word in _PORTRAIT_WORDS for word in rest)


def _settle_header(lines: list[Line], full: list[int], spot: int) -> None:
    """Mark the line of the age under a portrait's name: "Keeper of tea · 2 months ago", "Lives in Town 3y"."""
    for place in full[spot : spot + 2]:
        line = lines[place]
        if line.kind == "date" or len(line.text) > 100:
            return
        whens = find(line.text)
        behind = _AGE_BEHIND.search(line.text)
        if line.kind in ("head", "text") and whens and whens[-1].kind != "time" and line.text[: whens[0].start].rstrip()[-1:] in "·•|,":
            line.kind, line.whens, line.head = "date", whens, None
        elif line.kind == "text" and behind is not None and line.text[-1] not in ".!?":
            raw = behind["age"]
            line.kind, line.whens = "date", [When(behind.start("age"), behind.end("age"), raw, "relative", False)]


def _handles(lines: list[Line], full: list[int]) -> None:
    """Take handles under a name ("X", "@x") as what they are, when the page prints them in pairs."""
    spots = [spot for spot, place in enumerate(full) if spot and _HANDLE.match(lines[place].text)]
    paired = [spot for spot in spots if lines[full[spot - 1]].kind == "text" and _plain_name(lines[full[spot - 1]].text)]
    if len(paired) >= 2 and len(paired) * 2 > len(spots):
        for spot in paired:
            lines[full[spot]].kind = "role"


def _plain_name(text: str) -> bool:
    return is_name(text) and not text.startswith("@") and text[-1] not in ".!?…,:;"


def _month_days(lines: list[Line], full: list[int]) -> None:
    """Take "3-14" before a reply button as a date."""
    for place, after in pairwise(full):
        line = lines[place]
        if lines[after].reply and line.kind in ("text", "number") and _MONTH_DAY.match(line.text):
            line.kind, line.votes = "date", None
            line.whens = [When(0, len(line.text), line.text, "part", False)]


def _buttons(lines: list[Line], full: list[int]) -> None:
    """Take lines that return with nearly every comment among its buttons as buttons, whatever they say."""
    pressed: Counter[str] = Counter()
    spots: dict[str, list[int]] = {}
    for spot, place in enumerate(full):
        line = lines[place]
        if line.kind == "control" and not line.whens:
            pressed[_BEHIND.sub("", line.text)] += 1
        elif line.kind == "text" and len(line.text) <= 40 and line.text[-1] not in ".!?…。！？,;":
            spots.setdefault(_BEHIND.sub("", line.text), []).append(spot)
    least = max(_LABEL_LEAST, 0.6 * max(pressed.values(), default=0))
    frequent = {label: found for label, found in spots.items() if len(found) >= least}
    for _ in range(4):
        labels = [label for label, found in frequent.items() if _among_buttons(lines, full, label, found, frequent)]
        for label in labels:
            for spot in frequent.pop(label):
                lines[full[spot]].kind = "control"
        if not labels:
            return


def _among_buttons(lines: list[Line], full: list[int], label: str, spots: list[int], frequent: dict[str, list[int]]) -> bool:
    """Whether a line that returns stands behind buttons, and before buttons or another such line, nearly every time."""
    number = 0
    for spot in spots:
        above = lines[full[spot - 1]].kind if spot else ""
        below = lines[full[spot + 1]] if spot + 1 < len(full) else None
        pressed = below is None or (below.kind in _BUTTONS and not below.whens) or _BEHIND.sub("", below.text) in frequent
        number += pressed and (above in _BUTTONS or key(label) in CONTROLS)
    return number >= 0.7 * len(spots)


def _tallies(lines: list[Line], full: list[int]) -> None:
    """Take "12 (14 / -2)" behind buttons as votes."""
    for place, after in pairwise(full):
        line = lines[after]
        if line.kind == "text" and lines[place].kind in _BUTTONS and _TALLY.match(line.text):
            line.kind = "control"


def _counts(lines: list[Line], full: list[int]) -> None:
    """Give a heading without a number the number in the line beside it ("Comments", "5"), where no heading has one."""
    if any(line.kind in ("section", "empty") and line.count is not None for line in lines):
        return
    for place, after in pairwise(full):
        line, below = lines[place], lines[after]
        if line.kind == "section" and key(line.text) in SECTIONS and below.kind == "number" and below.text.isdecimal():
            line.count = int(below.text)
            below.kind = "control"
        elif line.kind == "number" and line.text.isdecimal() and key(below.text) in _GO_TO:
            below.count, below.kind = int(line.text), "section"
