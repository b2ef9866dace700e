"""Lines that name who wrote a comment: "X says:", "X am 3. Mai 2020 um 10:29", "Comment by X — date", "X 241 days ago", "#1 X 於 date"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from polarize.sources._dates import When, find
from polarize.sources._words import CONTROLS, DATE_LABELS, MAIL, REPLY_TO, ROLES, SUBMITTED, UNVERIFIED, key

_VERBS: Final = (
    r"says|said|wrote|writes|commented|replied|responded|posted|adds|added|sagt|sagte|schrieb|schreibt"
    r"|meint|meinte|kommentierte|antwortete|hat geschrieben|hat gesagt"
    r"|a dit|dit|a écrit|écrit|a répondu|répond|a commenté|a posté|dijo|dice|escribió|escribe|ha escrito"
    r"|ha dicho|comentó|respondió|说道|說道|评论道|写道|寫道|說|说"
)
_SAYS: Final = re.compile(
    rf"^(?P<name>.*?\S)(?:\s+|(?=[说說评写寫]))(?:{_VERBS})\.?(?:\s+(?:on|at|am|le|el|on the|in reply to .*))?$", re.IGNORECASE
)
_STRONG_BY: Final = re.compile(
    rf"^(?:{SUBMITTED}|comment by|comment from|comment posted by|post by|posted by|reply by|message by|kommentar von"
    r"|beitrag von|commentaire de|commentaire par|message de|message par|réponse de|comentario de|comentario por"
    r"|mensaje de|respuesta de|留言者|评论者|發表者|作者|由)\s*[:：]?\s*(?P<name>.+)$",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"^(?:by|postby|von|par|por|de|door|przez|autor|postao/la|napisal|napísal|av|af|автор)\s*:?\s+(?P<name>.+)$", re.IGNORECASE
)
_BY_BEHIND: Final = re.compile(r",\s(?:by|von|par|por)\s\S", re.IGNORECASE)
"""What names the author behind title and date on one line, as SPIP prints them."""
_ON: Final = re.compile(
    r"(?:^|\s|(?<=[^\x00-\x7f]))(?:on|at|am|um|le|el|den|vom|the|posted|posted on|il y a|date|publié le|dne|dnia|dňa|dana|w dniu|op|il"
    r"|em|pada|vào|på|d\."
    r"|escribió el|發表於|发表于|发布于|發佈於|於|于|在)$",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(r"^(?:#\s?(\d{1,6})|(\d{1,5})\s?[.)]|第?(\d{1,6})\s?[楼樓])\s*[:.]?\s*")
_SAYS_BEHIND: Final = re.compile(rf"(?:{_VERBS})", re.IGNORECASE)
_NUMBER_BEHIND: Final = re.compile(r"\s+[·•|–-]\s+#(\d{1,6})$")
_NUMBER_LAST: Final = re.compile(r"#(\d{1,6})")
"""The number of a post behind its date, as Discourse prints it for readers without scripts."""
_ADDRESS_LONGEST, _FEW = 60, 3
"""Characters and spaces of what may stand for a name before a date and "said": an address of a page as well."""
_LONGEST_NUMBER: Final = 20
_POINTS: Final = re.compile(
    r"[\s·•|,(]*(?<![\w.])([-–−+]?\d[\d.,]{0,9}k?)\s*(?:points?|punkte|pts|votes?|likes?|upvotes?)\b\)?(?:\s+by\b)?[\s·•|,]*", re.IGNORECASE
)
_SCORED: Final = re.compile(r"(?P<name>[^\W\d_]\S*(?:\s\S{1,30}){0,3})\s(?P<points>\d{1,5})\s?pts")
"""A name and its owner's points, as Livefyre prints them."""
_BUTTON_BEFORE: Final = re.compile(r"^(?:report this comment|report abuse|flag comment)\s+(?=on\s)", re.IGNORECASE)
_EDGE: Final = " \t,;|·•-–—@/(»:：›>~[]"
_BULLET: Final = re.compile(r"^(?:[*+•·#@=‣▪◦–-]\s+|\[[–\-+]\]\s*|o\s+(?=[A-ZÄÖÜ@]))")
_TAIL: Final = re.compile(
    r"[\s|·•,/\[(–-]*(?:\[[–\-+]\]|(?:(?<=[\s|·•,/\[(–-])|(?<=\d))(?:reply|link|permalink|permanent link|report abuse"
    r"|parent|prev|next|root|hide|flag|edit|edited|report|context|\d+ child(?:ren)?|quote|share|antworten"
    r"|permanenter link|zitieren|melden|répondre|lien permanent"
    r"|permalien|homepage"
    r"|\(#\d{4,12}\)|signaler|responder|enlace permanente|denunciar|回覆|回复|回應|回应|引用|举报|檢舉|版主回覆|uhr))\s*[\])|·•]*\s*$",
    re.IGNORECASE,
)
_ARROW: Final = re.compile(
    r"^(?P<name>.{1,60}?)\s*(?:➤|→|▶|➜|↪|›|>|\b(?:in reply|replied) to(?: (?:this|a|the))?(?: comment from)?\b"
    r"|\bantwortet auf\b|\ben réponse à\b"
    r"|\ben respuesta a\b|回复|回覆)\s*@?(?P<target>\S.{0,60})$",
    re.IGNORECASE,
)
_TEASER: Final = re.compile(r"\s(?:zu|on|sur|en|to|in|auf|bei)$", re.IGNORECASE)
_HANDLE: Final = re.compile(r"^(?P<name>\S.*?)\s+@[\w.@-]+$")
_PLACE: Final = re.compile(r"^(?:来自)?[\u4e00-\u9fff]{2,6}$")
_PLACE_BEFORE: Final = re.compile(r"^#?\d{1,5}\s{2,}(?=\S)")
_PLACED: Final = re.compile(r"^(?:comment #?\d{1,5}|description) (?=\S)", re.IGNORECASE)
"""What trackers of errors print before a name."""
_MAIL_BEHIND: Final = re.compile(rf"\s{{0,2}}[-–—(<\[\s]\s?{MAIL}[)>\]]?$")
_AGE_BEHIND: Final = re.compile(r"\s\d{1,3}\s(?:minutes?|hours?|days?|weeks?|months?|years?)$", re.IGNORECASE)
_MEMBER_ID: Final = re.compile(rf"\s\((?:\s?\d{{1,10}}\s?|{UNVERIFIED})\)$", re.IGNORECASE)
"""What stands behind a name in brackets and is no part of it: a number, or that the name was not checked."""
_NO_NAME: Final = re.compile(r"\t|https?://|www\.|\.{3} ?\w|[{}<>=]{2}|[。；]|\w{41}")


@dataclass(frozen=True, slots=True)
class Head:
    """What a header line says.

    Attributes:
        author: the name, trimmed.
        raw: the date as printed; None when the line has none.
        fine: whether the date is as exact as a comment's stamp.
        style: "says", "by", "name date", "date name" or "points".
        votes: points in the line.
        number: position printed before the name.
        target: whom it answers, where the line says so.
        linked: whether links stand behind the date ("| Reply").
        answered: whether the line ends with the word for a reply (the owner's answer inside a reader's comment).
    """

    author: str
    raw: str | None
    fine: bool
    style: str
    votes: int | None = None
    number: int | None = None
    target: str | None = None
    linked: bool = False
    answered: bool = False


def unbullet(text: str) -> str:
    """Return the line without a list marker before it."""
    return _BULLET.sub("", text, count=1)


@lru_cache(maxsize=16_384)
def is_name(text: str) -> bool:
    """Whether the text could be a name by its look: short, few words, no sentence."""
    if not 1 <= len(text) <= 60 or _NO_NAME.search(text):
        return False
    words = text.split()
    if len(words) > 7 or (len(words) > 4 and text[-1] in ".!?…:,;，！？") or (len(words) > 2 and text[-1] in "?!,;，！？"):
        return False
    dense = sum("\u3400" <= char <= "\u9fff" for char in text)
    return dense <= 16 and any(char.isalnum() for char in text) and key(text) not in CONTROLS


@lru_cache(maxsize=16_384)
def clean_name(text: str) -> str:
    """Return a name without list marks, "avatar" labels, handles and colons around it."""
    name = _MEMBER_ID.sub("", _PLACE_BEFORE.sub("", unbullet(text.strip()))).strip(" \t,|·•:：–—»›")
    name = _AGE_BEHIND.sub("", _MAIL_BEHIND.sub("", _PLACED.sub("", name))).strip() or name
    handle = _HANDLE.match(name)
    return handle["name"] if handle else name


def by_name(text: str) -> str | None:
    """Return the name in a line that is no more than "By X"; None for another line."""
    match = _STRONG_BY.match(text) or _BY.match(text)
    return clean_name(match["name"]) if match is not None and is_name(match["name"]) else None


def head(line: str, whens: list[When]) -> Head | None:
    """Return what a line says when it is a comment's header with the author in it, else None."""
    text, answered = _untail(line)
    text = _BUTTON_BEFORE.sub("", unbullet(text))
    shift = line.find(text[:40])
    spans = [(when.start - shift, when.end - shift, when) for when in whens]
    if any(when.kind == "day" for *_, when in spans):
        spans = [span for span in spans if span[2].kind != "part"]
    if not spans:
        return _undated(text)
    first, last = spans[0][0], spans[-1][1]
    if last - first > 80 or any(b[0] - a[1] > 6 for a, b in pairwise(spans)):
        return None
    raw = text[max(first, 0) : last].strip()
    fine = any(when.fine for when in whens)
    if all(when.kind == "time" for when in whens):
        return None
    rest = text[last:].strip()
    numbered = _NUMBER_LAST.fullmatch(rest) if first > 0 else None
    rest = "" if numbered else rest
    rest, likes = _pointed(rest) if rest and first > 0 else (rest, None)
    rest = _PLACE.sub("", rest) if first > 0 and fine else rest
    before, after = text[: max(first, 0)], rest.strip(_EDGE + ".)")
    after += ")" if after.count("(") > after.count(")") else ""
    says = after != "" and _SAYS_BEHIND.fullmatch(after) is not None
    found = _before(before, fine) if not after or says else None
    found = ("says", *found[1:]) if found and says else found
    if says and found is None and fine and 0 < len(before.strip()) <= _ADDRESS_LONGEST and not before.strip().count(" ") > _FEW:
        found = "says", _ON.sub("", before.strip()), None, None
    ended = rest[:1] in (".", "!", "?") and not (rest == "." and _STRONG_BY.match(before))
    if found and found[0] in ("name date", "by") and ended:
        return None
    if found is None and (key(before) in ("", "on", "am", "le", "el", "posted on", "posted") or _BY_BEHIND.match(rest)):
        found = _after(after, fine)
    if found is None:
        return None
    style, name, number, votes = found
    number = int(numbered[1]) if numbered else number
    made = _head(name, style, raw, fine, number, votes if votes is not None else likes, answered)
    return replace(made, linked=len(text) + 2 < len(line)) if made is not None and len(text) + 2 < len(line.rstrip()) else made


def _head(name: str, style: str, raw: str | None, fine: bool, number: int | None, votes: int | None, answered: bool) -> Head | None:
    target = None
    arrow = _ARROW.match(name)
    if arrow:
        name, target = arrow["name"], arrow["target"].strip(_EDGE)
    name = clean_name(name)
    words = name.split()
    if len(words) > 1 and key(words[-1]) in ROLES:
        name = " ".join(words[:-1])
    if not name or "·" in name or "|" in name or key(name) in CONTROLS or find(name) or (style != "says" and DATE_LABELS.match(name)):
        return None
    return Head(name, raw, fine, style, votes, number, target, False, answered)


def _untail(line: str) -> tuple[str, bool]:
    """Return the line without links at its end ("| Reply", "Permanenter Link"), and whether one was a Chinese reply link."""
    text, answered = line.rstrip(), False
    for _ in range(5):
        end = text[-60:]
        shorter = text[: -len(end)] + _TAIL.sub("", end, count=1) if end else text
        if shorter == text or not shorter:
            break
        answered = answered or text.endswith(("回覆", "回复", "回應", "回应"))
        text = shorter
    return text, answered


def _numbered(text: str) -> tuple[str, int | None]:
    match = _ORDINAL.match(text)
    if match is None or match.end() == len(text):
        return text, None
    return text[match.end() :], int(next(group for group in match.groups() if group))


def _pointed(text: str) -> tuple[str, int | None]:
    match = _POINTS.search(text)
    if match is None:
        return text, None
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), points(match[1])


def points(printed: str) -> int | None:
    """Return a printed number of votes ("1.2k", "-3", "1,204") as a whole number; None for what is no number, or too long for one."""
    if len(printed) > _LONGEST_NUMBER:
        return None
    text = printed.casefold().replace("−", "-").replace("–", "-").strip("+ ")
    thousand = text.endswith(("k", "万"))
    digits = text.rstrip("k万")
    try:
        if thousand:
            return round(float(digits.replace(",", ".")) * (10_000 if text.endswith("万") else 1000))
        return int(re.sub(r"[.,\s]", "", digits))
    except ValueError:
        return None


def _before(before: str, fine: bool) -> tuple[str, str, int | None, int | None] | None:
    """Return style, name, number and votes of what stands before a date."""
    text, number = _numbered(before.rstrip())
    behind = _NUMBER_BEHIND.search(text.rstrip(_EDGE))
    text, number = (text[: behind.start()], int(behind[1])) if behind else (text, number)
    text, votes = _pointed(text)
    text = text.rstrip(_EDGE)
    says = _SAYS.match(text)
    if says and len(says["name"]) <= 80:
        return "says", says["name"], number, votes
    for _ in range(3):
        text = _ON.sub("", text).rstrip(_EDGE)
    strong = _STRONG_BY.match(text)
    if strong and len(strong["name"]) <= 80:
        return "by", strong["name"].strip(_EDGE), number, votes
    weak = _BY.match(text)
    name = weak["name"].strip() if weak else text
    if not is_name(name.strip(_EDGE)) or (not fine and len(name.split()) > 5):
        return None
    return ("by" if weak else "name date"), name, number, votes


def _after(after: str, fine: bool) -> tuple[str, str, int | None, int | None] | None:
    """Return style, name, number and votes of what stands behind a date."""
    says = _SAYS.match(after)
    if not after or not (fine or says) or _TEASER.search(after):
        return None
    if says and len(says["name"]) <= 80:
        return "says", says["name"], None, None
    by = _STRONG_BY.match(after) or _BY.match(after)
    name = by["name"] if by else after
    return ("date name", name, None, None) if is_name(name) else None


def _undated(text: str) -> Head | None:
    """Return the header without a date: "X says:", "Comment by X"."""
    if len(text) > 120:
        return None
    body, number = _numbered(text)
    colon = body.rstrip().endswith((":", "："))
    if colon or (body.count(" ") <= 4 and (body[-1:] not in ".,!?" or body.endswith("..."))):
        says = _SAYS.match(body.rstrip(" :：.…"))
        if says and len(says["name"]) <= 80 and (colon or (len(body.split()) <= 4 and is_name(says["name"]))):
            return _head(says["name"], "says", None, False, number, None, False)
    strong = _STRONG_BY.match(body)
    if strong and is_name(strong["name"]) and not REPLY_TO.match(body):
        return _head(strong["name"], "by", None, False, number, None, False)
    scored = _SCORED.fullmatch(body)
    return _head(scored["name"], "points", None, False, number, points(scored["points"]), False) if scored else None
