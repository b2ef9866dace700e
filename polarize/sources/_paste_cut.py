"""Cutting a page at the headers that a reader found: each comment's text, votes, date and buttons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from polarize.sources._paste_anchor import TAIL, Anchor
from polarize.sources._paste_headers import past_name, whole_headers, without_label
from polarize.sources._paste_heads import points
from polarize.sources._paste_lines import Line, text_of
from polarize.sources._paste_readers import Reader
from polarize.sources._words import DELETED, EXPAND, QUOTE_END, REPLY_TO, key

_EDGE: Final = TAIL | {"role", "profile", "answers"}
_ADDRESS: Final = re.compile(r"^(?:回复|回覆)\s?@?(?P<name>\S{1,40}?)\s?[:：]\s?(?=\S)")
_LONG_LABEL: Final = 24
"""Characters of what hardly everybody says."""
_STOPS: Final = frozenset({"control", "number", "date"})
_NEIGHBOUR: Final = re.compile(r"[←«]\s\S.{0,120}|\S.{0,120}\s[→»]")
"""The previous or the next article under the last comment: "← Ferry returns"."""
_RUNNING: Final = re.compile(r"\A#(\d{1,5})[.:)]?\s+(?=\S)")
_DASH: Final = re.compile(r"\s[–—]$")
_QUOTED: Final = re.compile(
    r"(?:said|wrote|hat gesagt|schrieb|sagte|a dit|a écrit|dijo|escribió|说|說|写道)\s?\.?\s?[:：]?$", re.IGNORECASE
)
_THANKS: Final = re.compile(
    r"^(?:謝謝|谢谢|感謝|感谢|多謝|不客氣|不客气|您好|你好|嗨|哈囉|哈啰|哈～|哈哈|呵|歡迎|欢迎|也祝|是的"
    r"|是呀|thanks|thank you|hi |hello|dear "
    r"|hallo |liebe[r ]|danke|vielen dank|bonjour|merci|cher |chère |hola|gracias|querid[oa] )",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Post:
    """A comment as it was cut out.

    Attributes:
        author: as printed; None when the page gives none.
        text: its text.
        raw: date as printed.
        votes: likes, or likes less dislikes.
        target: whom it answers, as the page says.
        level: depth that the page states.
        indent: spaces before its header.
        first: index of its first line.
        last: index of its last line.
        reply: whether a reply button stands under it.
        opens: whether a list of replies opens behind it.
        closes: whether a list of replies closes behind it.
        handle: the "@name" of its author.
        inside: whether it stands inside the comment before it (the owner's answer).
    """

    author: str | None
    text: str
    raw: str | None
    votes: int | None
    target: str | None
    level: int | None
    indent: int
    first: int
    last: int
    reply: bool
    opens: bool = False
    closes: bool = False
    inside: bool = False
    handle: str | None = None


def are_answered(posts: Sequence[Post]) -> bool:
    """Whether a button for a reply stands under half of the comments or more."""
    return sum(post.reply for post in posts) >= 0.5 * len(posts)


def cut(lines: list[Line], reader: Reader, run: list[Anchor], heading: int | None, end: int) -> tuple[list[Post], int]:
    posts: list[Post] = []
    pingbacks = 0
    run = without_label(run) if reader.foot else whole_headers(lines, run, end)
    labels = _labels(lines, run, end)
    previous = (heading if heading is not None else -1) + 1
    kept: list[Anchor] = []
    for number, anchor in enumerate(run):
        if reader.foot:
            start, stop = previous, anchor.first
            if not number and heading is None:
                start = next((place + 1 for place in range(stop - 1, start, -1) if lines[place].kind in _STOPS), start)
            start, previous = past_name(lines, anchor.author, start, stop), anchor.last + 1
        else:
            start, stop = anchor.last + 1, run[number + 1].first if number + 1 < len(run) else end
        ping = next((place for place in range(start, stop) if lines[place].kind == "pingback"), None)
        if ping is not None:
            pingbacks += sum(lines[place].kind == "pingback" for place in range(start, stop))
            stop = ping if not reader.foot else stop
            if not reader.foot and all(lines[place].kind in _EDGE for place in range(start, ping)):
                continue
        if not reader.foot and number + 1 == len(run):
            stop = _last_stop(lines, posts, anchor, stop)
        kept.append(anchor)
        posts.append(_post(lines, anchor, start, stop, labels))
    return _unnumbered(_quoting(_owners(lines, posts, kept))), pingbacks


def _labels(lines: list[Line], run: list[Anchor], end: int) -> frozenset[int]:
    """Return the short lines that stand in most of the comments, with the author's name in them or not ("Follow X"): labels, no text.

    A single such line may as well be what everybody says, so there must be three, or a long one.
    """
    if len(run) < 5:
        return frozenset()
    places: dict[str, list[int]] = {}
    seen: dict[str, set[int]] = {}
    for number, anchor in enumerate(run):
        stop = run[number + 1].first if number + 1 < len(run) else min(end, anchor.last + 60)
        name = (anchor.author or "\0").casefold()
        for place in range(anchor.last + 1, stop):
            if lines[place].kind == "text" and len(lines[place].text) <= 60 and lines[place].text[-1] not in ".!?":
                label = lines[place].text.casefold().replace(name, "@").replace(name.replace(" ", ""), "@")
                places.setdefault(label, []).append(place)
                seen.setdefault(label, set()).add(number)
    often = [label for label, numbers in seen.items() if len(numbers) >= 0.7 * len(run)]
    sure = [label for label in often if len(label) >= _LONG_LABEL] if len(often) < 3 else often
    return frozenset(place for label in sure for place in places[label])


def _post(lines: list[Line], anchor: Anchor, start: int, stop: int, labels: frozenset[int]) -> Post:
    low, high = _stretch(lines, start, stop, labels)
    if low >= high and labels:
        low, high = _stretch(lines, start, stop, frozenset())
    if low >= high:
        low, high = _bare_number(lines, start, stop, numbered=anchor.number is not None and anchor.raw is not None)
    front, back = lines[start:low], lines[high:stop]
    foot = anchor.first >= stop
    edge = [*([] if foot else front), *back]
    dates = [when.raw for line in edge for when in line.whens]
    answers = [line.text for line in front if line.kind == "answers"]
    said = anchor.said if anchor.said is not None else _body(lines[low:high], back)
    body, target = _addressed(_DASH.sub("", said) if foot else said)
    words = [key(line.text) for line in back if line.text]
    replies = [
        word
        for word in words
        if word in ("replies", "reply", "antworten", "réponses", "répondre", "respuestas", "responder", "回复", "回覆")
    ]
    return Post(
        author=anchor.author,
        text=body,
        raw=anchor.raw or " ".join(dates[:2]) or None,
        votes=anchor.votes if anchor.votes is not None else _votes(edge),
        target=anchor.target or (answers[0] if answers else target),
        level=anchor.level,
        indent=lines[anchor.first].indent,
        first=min(anchor.first, low),
        last=max(anchor.last, high - 1, start - 1) if anchor.said is None else anchor.last,
        reply=any(line.reply for line in back) or anchor.owner or any(line.reply for line in front),
        opens=bool(replies) and replies[-1] == "replies",
        closes=bool(replies) and replies[-1] == "reply",
        inside=False,
        handle=next((line.text for line in lines[anchor.first : low] if line.text.startswith("@") and " " not in line.text), None)
        if not foot
        else None,
    )


def _addressed(text: str) -> tuple[str, str | None]:
    """Return a comment without "回复 @X :" before it, and X; and without the colon that stood between name and text."""
    match = _ADDRESS.match(text)
    if match is not None:
        return text[match.end() :], match["name"]
    return (text[1:].lstrip() if text[:1] in ":：" and len(text) > 1 and text[1] not in "-)(DPp:" else text), None


def _stretch(lines: list[Line], start: int, stop: int, labels: frozenset[int]) -> tuple[int, int]:
    """Return where the text of a comment begins and ends between the buttons, dates and labels around it."""
    low, high = start, stop
    while low < high and (lines[low].kind in _EDGE or low in labels):
        low += 1
    while high > low and (lines[high - 1].kind in TAIL or high - 1 in labels):
        high -= 1
    return low, high


def _bare_number(lines: list[Line], start: int, stop: int, *, numbered: bool) -> tuple[int, int]:
    """Return the line that is all that a comment says: a vote in words ("+1"), in a numbered post a number or a time ("72h"), or praise.

    The stretch is empty when there is none.
    """
    place = next((place for place in range(start, stop) if lines[place].kind == "number" and lines[place].text[0] in "+-"), stop)
    if numbered and place == stop:
        place = next((place for place in range(start, stop) if lines[place].kind not in ("blank", "mark")), stop)
        place = place if place < stop and lines[place].kind in ("number", "date") else stop
    if place == stop:
        place = next((place for place in range(start, stop) if lines[place].kind == "praise"), stop)
    return place, min(place + 1, stop)


def _votes(edge: list[Line]) -> int | None:
    """Return the likes beside a comment; two bare numbers in a row are likes and dislikes."""
    numbers = [value for line in edge if line.kind == "number" and (value := points(line.text)) is not None]
    if len(numbers) >= 2:
        return numbers[0] - numbers[1]
    if numbers:
        return numbers[0]
    return next((line.votes for line in edge if line.votes is not None and not line.whens), None)


def _body(lines: list[Line], back: list[Line]) -> str:
    """Return the text of a comment; a quotation that the page marks becomes lines with "> "."""
    if any(key(line.text) in EXPAND for line in back):
        lines = [line for line in lines if line.kind != "mark" or line.text not in ("…", "...")]
    kept: list[Line] = []
    opened: int | None = None
    for line in lines:
        if opened is not None and key(line.text) in QUOTE_END:
            kept[opened:] = [Line("> " + quoted.text) for quoted in kept[opened:] if quoted.text]
            kept.append(Line("", kind="blank"))
            opened = None
            continue
        if opened is None and len(line.text) < 120 and _QUOTED.search(line.text):
            opened = len(kept)
        kept.append(line)
    return text_of(kept)


def _quoting(posts: list[Post]) -> list[Post]:
    """Read the name and the words of an earlier comment at the head of a text as the mark of an answer, and take them away."""
    said: dict[str, str] = {}
    out = []
    for post in posts:
        name, _, rest = post.text.partition("\n")
        quoted, _, answer = rest.partition("\n")
        if answer.strip() and quoted and post.target is None and said.get(name, "").startswith(quoted.rstrip("….")):
            post = replace(post, text=answer.strip(), target=name)
        said[post.author or ""] = post.text
        out.append(post)
    return out


def _unnumbered(posts: list[Post]) -> list[Post]:
    """Take running numbers off texts that all begin with one ("#3 #1 No."); a second number names the comment that is answered."""
    own = [int(match[1]) for post in posts if (match := _RUNNING.match(post.text))]
    if len(own) < max(2, len(posts)) or any(first >= second for first, second in pairwise(own)):
        return posts
    authors = dict(zip(own, (post.author for post in posts), strict=True))
    out = []
    for post in posts:
        said = _RUNNING.sub("", post.text, count=1)
        answered = _RUNNING.match(said)
        target = authors.get(int(answered[1])) if answered else None
        out.append(replace(post, text=_RUNNING.sub("", said, count=1) if target else said, target=post.target or target))
    return out


def _owners(lines: list[Line], posts: list[Post], run: list[Anchor]) -> list[Post]:
    """Take apart answers that stand inside a reader's comment, with the name behind them ("X date 回覆")."""
    if not any(anchor.owner and anchor.number is None for anchor in run) or not any(anchor.number is not None for anchor in run):
        return posts
    out: list[Post] = []
    for anchor, post in zip(run, posts, strict=True):
        if not (anchor.owner and anchor.number is None) or not out:
            out.append(post)
            continue
        before = out[-1]
        said, answered = _split_answer(before)
        out[-1] = replace(before, text=said, last=anchor.first - 1)
        out.append(replace(post, text=answered, inside=True, last=anchor.last))
    return out


def _split_answer(post: Post) -> tuple[str, str]:
    """Return the reader's words and the owner's answer, which follows without a mark: it begins at a greeting, at thanks, or by guess."""
    rows = post.text.split("\n")
    if len(rows) < 2:
        return "", post.text
    name = (post.author or "").casefold()
    best, best_score = len(rows) - 1, 0.0
    for place in range(1, len(rows)):
        row = rows[place].strip()
        if not row:
            continue
        low = row.casefold()
        score = 0.0
        greets = len(row) <= 24 and (row[-1] in ":：" or bool(re.search(r"(?:晚安|早安|午安|您好|你好|安安)[~～!！:：]*$", row)))
        score += 3.0 if greets else 0.0
        score += 2.5 if len(name) > 1 and (low.startswith(name) or (greets and name[:2] in low)) else 0.0
        score += 2.0 if _THANKS.match(row) else 0.0
        if score > best_score:
            best, best_score = place, score
    if not best_score:
        best = _fallback_split(rows)
    return "\n".join(rows[:best]).strip(), "\n".join(rows[best:]).strip()


def _fallback_split(rows: list[str]) -> int:
    """Return the row where an answer begins that neither greets nor thanks: the second of two or three rows, else the middle."""
    full = [place for place, row in enumerate(rows) if row.strip()]
    if len(full) <= 3:
        return full[1]
    return full[(len(full) + 1) // 2]


def _last_stop(lines: list[Line], posts: list[Post], anchor: Anchor, stop: int) -> int:
    """Return where the last comment ends: at its buttons, at the rule, or at the first empty line when the others tell so."""
    loose = (place for place in range(anchor.last + 2, stop) if not lines[place - 1].text)
    stop = next((place for place in loose if _NEIGHBOUR.fullmatch(lines[place].text)), stop)
    if len(posts) < 2:
        return stop
    body = next((place for place in range(anchor.last + 1, stop) if lines[place].kind not in _EDGE), stop)
    rules = Counter(
        lines[place].text for post in posts for place in range(post.last + 1, min(post.last + 4, len(lines))) if lines[place].kind == "mark"
    )
    rule = next((text for text, number in rules.items() if number >= 0.8 * len(posts) and len(text) > 2), None)
    usual = _usual_buttons(lines, posts)
    buttons = are_answered(posts)
    plain = stop == len(lines) and len(posts) > 3 and not any("\n\n" in post.text for post in posts)
    ruled = next((place for place in range(body + 1, stop) if lines[place].text == rule), None) if rule is not None else None
    if ruled is not None:
        return ruled
    for place in range(body + 1, stop):
        if plain and not buttons and not lines[place].text:
            return place
        if (buttons and lines[place].reply) or (lines[place].kind == "control" and key(lines[place].text) in usual):
            while place + 1 < stop and lines[place + 1].kind in TAIL:
                place += 1
            return place + 1
    return stop


def _usual_buttons(lines: list[Line], posts: list[Post]) -> set[str]:
    """Return the words of the buttons that stand first behind most of the texts."""
    first = Counter(
        next((key(line.text) for line in lines[post.last + 1 : post.last + 6] if line.kind == "control" and line.text), "")
        for post in posts
    )
    return {word for word, number in first.items() if word and number >= 0.6 * len(posts) and number > 1}


def status_of(post: Post) -> str:
    """Return "deleted" when the text only says that the comment was removed, else "visible"."""
    return "deleted" if len(post.text) <= 160 and DELETED.match(post.text) else "visible"


def target_of(post: Post) -> str | None:
    """Return the name that a line such as "In reply to X" gives."""
    if post.target is None:
        return None
    match = REPLY_TO.match(post.target)
    return match["name"] if match else post.target
