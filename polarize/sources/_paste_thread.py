"""The thread of a pasted page: every reader's headers, cut into comments, weighed against what the page says, and the best kept."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from polarize.sources._paste_dates import find
from polarize.sources._paste_heads import points
from polarize.sources._paste_lines import BREAKS, Line, text_of
from polarize.sources._paste_readers import READERS, Anchor, Reader
from polarize.sources._paste_words import DELETED, EXPAND, QUOTE_END, REPLY_TO, key

_EDGE: Final = frozenset({"blank", "mark", "control", "number", "date", "ordinal", "role", "profile", "answers"})
_TRIM: Final = frozenset({"blank", "mark", "control", "number", "date", "ordinal"})
_QUOTED: Final = re.compile(
    r"(?:said|wrote|hat gesagt|schrieb|sagte|a dit|a écrit|dijo|escribió|说|說|写道)\s?\.?\s?[:：]?$", re.IGNORECASE
)
ACCEPT: Final = 3.0
"""A proposal below this many points is no thread."""


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


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one reader makes of one stretch of the page.

    Attributes:
        reader: its name.
        posts: the comments.
        pingbacks: number of pingbacks left out.
        heading: index of the heading or form above it; None when nothing stands above.
        end: index of the line behind it.
        evidence: what speaks for and against it, in points.
        score: the sum.
        declared: the number that the page states for it.
    """

    reader: str
    posts: tuple[Post, ...]
    pingbacks: int
    heading: int | None
    end: int
    evidence: tuple[tuple[str, float], ...]
    score: float
    declared: int | None


def propose(lines: list[Line]) -> list[Proposal]:
    """Return every reader's proposals, the best first; those of `ACCEPT` points or more are threads."""
    breaks = [index for index, line in enumerate(lines) if line.kind in BREAKS]
    stated = _stated(lines)
    found = []
    for order, reader in enumerate(READERS):
        runs = _runs(reader.find(lines), breaks)
        for run in [*runs, *_bridged(lines, runs)]:
            proposal = _proposal(lines, reader, run, breaks, stated)
            if proposal is not None:
                found.append((-proposal.score, order, run[0].first, proposal))
    return [proposal for *_, proposal in sorted(found, key=lambda entry: entry[:3])]


def declared_on(lines: list[Line], limit: int | None = None) -> int | None:
    """Return the number of comments that the page states: by its headings, else in a line above line `limit`; not by lists of other articles."""
    stated, other = _stated(lines)
    if stated is not None or other is None:
        return stated
    return other[1] if limit is None or other[0] < limit else None


def _stated(lines: list[Line]) -> tuple[int | None, tuple[int, int] | None]:
    """Return the number that most headings state, and the first in another line with that line's index."""
    zone, other = "", None
    headings: Counter[int] = Counter()
    for index, line in enumerate(lines):
        if line.kind in ("widget", "related"):
            zone = line.kind
        elif line.kind == "section":
            zone = "" if zone == "related" or line.count is None else zone
        if line.count is None or zone == "widget":
            continue
        if line.kind in ("section", "empty", "closed"):
            headings[line.count] += 1
        elif other is None:
            other = (index, line.count)
    return max(headings, key=lambda count: (headings[count], count), default=None), other


def _runs(anchors: list[Anchor], breaks: list[int]) -> list[list[Anchor]]:
    """Split headers where a heading, a form or a footer stands between them."""
    runs: list[list[Anchor]] = []
    place = 0
    for anchor in anchors:
        crossed = False
        while place < len(breaks) and breaks[place] < anchor.first:
            crossed, place = True, place + 1
        if not runs or crossed:
            runs.append([])
        while place < len(breaks) and breaks[place] <= anchor.last:
            place += 1
        runs[-1].append(anchor)
    return runs


def _bridged(lines: list[Line], runs: list[list[Anchor]]) -> list[list[Anchor]]:
    """Return runs joined where what lies between is no longer than a comment: a comment may say that comments are closed."""
    joined: list[list[Anchor]] = []
    longest = 0
    for run in runs:
        gaps = [b.first - a.last for a, b in pairwise(run)]
        before = joined[-1] if joined else None
        if before is not None and len(before) > 1 and run[0].first - before[-1].last <= max(12, 2 * max([longest, *gaps])):
            joined[-1] = [*before, *run]
            longest = max([longest, *gaps])
        else:
            joined.append(run)
            longest = max(gaps, default=0)
    whole = {(run[0].first, run[-1].last) for run in runs}
    return [run for run in joined if (run[0].first, run[-1].last) not in whole]


def _proposal(
    lines: list[Line], reader: Reader, run: list[Anchor], breaks: list[int], stated: tuple[int | None, tuple[int, int] | None]
) -> Proposal | None:
    spot = bisect_left(breaks, run[0].first)
    heading = breaks[spot - 1] if spot else None
    after = bisect_left(breaks, run[-1].last + 1)
    end = breaks[after] if after < len(breaks) else len(lines)
    if reader.foot:
        end = min(end, run[-1].last + 1)
    posts, pingbacks = _cut(lines, reader, run, heading, end)
    posts = _without_article(posts)
    if not posts:
        return None
    here = _declared_here(lines, heading, posts[0].first, stated)
    evidence = _evidence(lines, reader, posts, pingbacks, heading, here, sum(anchor.linked for anchor in run))
    score = sum(value for _, value in evidence)
    return Proposal(reader.name, tuple(posts), pingbacks, heading, posts[-1].last + 1, tuple(evidence), score, here)


def _declared_here(lines: list[Line], heading: int | None, first: int, stated: tuple[int | None, tuple[int, int] | None]) -> int | None:
    """Return the number that the page states for a thread: in the heading above it, in any heading, or in a line above it."""
    if heading is not None and lines[heading].count is not None:
        return lines[heading].count
    if stated[0] is not None or stated[1] is None:
        return stated[0]
    return stated[1][1] if stated[1][0] < first else None


def _cut(lines: list[Line], reader: Reader, run: list[Anchor], heading: int | None, end: int) -> tuple[list[Post], int]:
    posts: list[Post] = []
    pingbacks = 0
    run = _glued_names(lines, run)
    labels = _labels(lines, run, end)
    previous = (heading if heading is not None else -1) + 1
    for number, anchor in enumerate(run):
        if reader.foot:
            start, stop = previous, anchor.first
            previous = anchor.last + 1
        else:
            start, stop = anchor.last + 1, run[number + 1].first if number + 1 < len(run) else end
        ping = next((place for place in range(start, stop) if lines[place].kind == "pingback"), None)
        if ping is not None:
            pingbacks += sum(lines[place].kind == "pingback" for place in range(start, stop))
            stop = ping if not reader.foot else stop
        if not reader.foot and number + 1 == len(run):
            stop = _last_stop(lines, posts, anchor, stop)
        posts.append(_post(lines, anchor, start, stop, labels))
    return _owners(lines, posts, run), pingbacks


def _glued_names(lines: list[Line], run: list[Anchor]) -> list[Anchor]:
    """Take apart names that are printed as "XY" under a line "X": X answers Y."""
    out = []
    for anchor in run:
        above = next(
            (place for place in range(anchor.first - 1, max(-1, anchor.first - 5), -1) if lines[place].kind in ("text", "head")), None
        )
        name = lines[above].text if above is not None else ""
        if above is not None and anchor.author and len(name) > 1 and len(anchor.author) > len(name) and anchor.author.startswith(name):
            out.append(replace(anchor, first=above, author=name, target=anchor.author[len(name) :]))
        else:
            out.append(anchor)
    return out if sum(a is not b for a, b in zip(out, run, strict=True)) >= 0.5 * len(run) else run


def _labels(lines: list[Line], run: list[Anchor], end: int) -> frozenset[int]:
    """Return the short lines that stand in most of the comments, with the author's name in them or not ("Follow X"): labels, no text."""
    if len(run) < 5:
        return frozenset()
    places: dict[str, list[int]] = {}
    seen: dict[str, set[int]] = {}
    for number, anchor in enumerate(run):
        stop = run[number + 1].first if number + 1 < len(run) else min(end, anchor.last + 60)
        name = (anchor.author or "\0").casefold()
        for place in range(anchor.last + 1, stop):
            if lines[place].kind == "text" and len(lines[place].text) <= 60:
                label = lines[place].text.casefold().replace(name, "@").replace(name.replace(" ", ""), "@")
                places.setdefault(label, []).append(place)
                seen.setdefault(label, set()).add(number)
    return frozenset(place for label, numbers in seen.items() if len(numbers) >= 0.7 * len(run) for place in places[label])


def _post(lines: list[Line], anchor: Anchor, start: int, stop: int, labels: frozenset[int]) -> Post:
    low, high = start, stop
    while low < high and (lines[low].kind in _EDGE or low in labels):
        low += 1
    while high > low and (lines[high - 1].kind in _TRIM or high - 1 in labels):
        high -= 1
    foot = anchor.first >= stop
    if low >= high:
        low, high = _bare_number(lines, start, stop)
    front, back = lines[start:low], lines[high:stop]
    edge = [*([] if foot else front), *back]
    dates = [when.raw for line in edge for when in line.whens]
    answers = [line.text for line in front if line.kind == "answers"]
    body = _body(lines[low:high], back)
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
        target=anchor.target or (answers[0] if answers else None),
        level=anchor.level,
        indent=lines[anchor.first].indent,
        first=min(anchor.first, low),
        last=max(anchor.last, high - 1, start - 1),
        reply=any(line.reply for line in back) or anchor.owner or any(line.reply for line in front),
        opens=bool(replies) and replies[-1] == "replies",
        closes=bool(replies) and replies[-1] == "reply",
        inside=False,
    )


def _bare_number(lines: list[Line], start: int, stop: int) -> tuple[int, int]:
    """Return the first line that is a vote in words ("+1") and so all that a comment says; an empty stretch when there is none."""
    place = next((place for place in range(start, stop) if lines[place].kind == "number" and lines[place].text[0] in "+-"), stop)
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
        if key(line.text) in QUOTE_END and opened is not None:
            kept[opened:] = [Line("> " + quoted.text) for quoted in kept[opened:] if quoted.text]
            kept.append(Line("", kind="blank"))
            opened = None
            continue
        if opened is None and len(line.text) < 120 and _QUOTED.search(line.text):
            opened = len(kept)
        kept.append(line)
    return text_of(kept)


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


_THANKS: Final = re.compile(
    r"^(?:謝謝|谢谢|感謝|感谢|多謝|不客氣|不客气|您好|你好|嗨|哈囉|哈啰|哈～|哈哈|呵|歡迎|欢迎|也祝|是的|是呀|thanks|thank you|hi |hello|dear |hallo |liebe[r ]|danke|vielen dank|bonjour|merci|cher |chère |hola|gracias|querid[oa] )",
    re.IGNORECASE,
)


def _split_answer(post: Post) -> tuple[str, str]:
    """Return the reader's words and the owner's answer, which follows them without a mark: it begins at a greeting, at thanks, or with the last line."""
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
    """Return the row where an answer begins that neither greets nor thanks: behind the first blank line, else behind the first row of two or three, else in the middle."""
    full = [place for place, row in enumerate(rows) if row.strip()]
    if len(full) <= 3:
        return full[1]
    return full[(len(full) + 1) // 2]


def _last_stop(lines: list[Line], posts: list[Post], anchor: Anchor, stop: int) -> int:
    """Return where the last comment ends: at its buttons, at the rule, or at the first empty line when the others tell so."""
    if len(posts) < 2:
        return stop
    body = next((place for place in range(anchor.last + 1, stop) if lines[place].kind not in _EDGE), stop)
    rules = Counter(
        lines[place].text for post in posts for place in range(post.last + 1, min(post.last + 4, len(lines))) if lines[place].kind == "mark"
    )
    rule = next((text for text, number in rules.items() if number >= 0.8 * len(posts) and len(text) > 2), None)
    buttons = sum(post.reply for post in posts) >= 0.5 * len(posts)
    plain = stop == len(lines) and len(posts) > 3 and not any("\n\n" in post.text for post in posts)
    ruled = next((place for place in range(body + 1, stop) if lines[place].text == rule), None) if rule is not None else None
    if ruled is not None:
        return ruled
    for place in range(body + 1, stop):
        if plain and not buttons and not lines[place].text:
            return place
        if buttons and lines[place].reply:
            while place + 1 < stop and lines[place + 1].kind in _TRIM:
                place += 1
            return place + 1
    return stop


def _without_article(posts: list[Post]) -> list[Post]:
    """Drop a first "comment" that holds the article: many times as long as the others."""
    if len(posts) < 3:
        return posts
    sizes = sorted(len(post.text) for post in posts[1:])
    median = sizes[len(sizes) // 2]
    return posts[1:] if len(posts[0].text) > max(3000, 12 * median) else posts


def _evidence(
    lines: list[Line], reader: Reader, posts: list[Post], pingbacks: int, heading: int | None, declared: int | None, linked: int
) -> list[tuple[str, float]]:
    """Return what speaks for and against a proposal, in points."""
    count = len(posts)
    above = lines[heading].kind if heading is not None else ""
    found = [(f"headers of the kind “{reader.name}”", reader.trust), (f"{count} comments", 0.6 * math.log2(1 + count))]
    found.append(
        {
            "section": ("under the heading of a comment section", 2.0),
            "form": ("under a comment form", 0.7),
            "empty": ("under a line that says there are none", 0.0),
        }.get(above, ("", 0.0))
    )
    if above in ("widget", "related", "footer"):
        far = heading is not None and sum(line.kind not in _TRIM for line in lines[heading + 1 : posts[0].first]) > 4
        found.append((f"under “{lines[heading].text[:40]}”" if heading is not None else "", -2.0 if far and above != "widget" else -6.0))
    found.append(_agreement(count, pingbacks, sum(not post.inside for post in posts), declared))
    fine = sum(post.raw is not None and any(when.fine for when in find(post.raw)) for post in posts) / count
    dated = sum(post.raw is not None for post in posts) / count
    found.append(("dates with a time of day, or ages", 1.5) if fine >= 0.6 else ("dates", 0.5) if dated >= 0.6 else ("no dates", -0.5))
    if sum(post.reply for post in posts) >= 0.5 * count:
        found.append(("reply buttons", 1.5))
    elif linked >= 0.5 * count:
        found.append(("links in the headers", 1.0))
    elif count == 1 and fine < 1:
        found.append(("a single header", -1.5))
    if declared != count and any(lines[place].kind in ("widget", "related") for place in range(posts[0].first, posts[-1].first)):
        found.append(("a list of other articles between the comments", -4.0))
    found += _doubts(lines, reader, posts, heading)
    return [entry for entry in found if entry[1]]


def _agreement(count: int, pingbacks: int, top: int, declared: int | None) -> tuple[str, float]:
    if declared is None:
        return "", 0.0
    if declared in (count, count + pingbacks, top):
        return f"the page states {declared}", 3.0
    if declared == 0:
        return "the page states that there are none", -4.0
    if count > declared:
        return f"more than the {declared} that the page states", -1.0
    return f"{count} of {declared} that the page states", 0.3 + 1.2 * count / declared


def _doubts(lines: list[Line], reader: Reader, posts: list[Post], heading: int | None) -> list[tuple[str, float]]:
    """Return what speaks against a proposal."""
    count = len(posts)
    found = []
    empty = sum(not post.text for post in posts) / count
    if empty:
        found.append(("comments without text", -6.0 * empty))
    names = Counter(post.author for post in posts if post.author)
    if count >= 3 and names and names.most_common(1)[0][1] == count and not all(post.level is not None for post in posts):
        found.append(("one name for all", -3.0))
    texts = Counter(post.text for post in posts if len(post.text) > 20)
    repeated = sum(number - 1 for number in texts.values()) / count
    if count >= 3 and repeated > 0.25:
        found.append(("the same texts again and again", -3.0))
    foreign = sum(
        lines[place].kind == "date" or lines[place].kind == "ordinal" or (lines[place].kind == "head" and lines[place].fine)
        for post in posts
        for place in _inner(lines, post)
    )
    if foreign:
        found.append(("headers inside the texts", -min(3.0, 2.0 * foreign / count)))
    start = (heading if heading is not None else posts[0].first) + 1
    missed = sum(len(line.text) for line in lines[start : posts[0].first] if line.kind == "text")
    if missed > 60 and not reader.foot and heading is not None and lines[heading].kind == "section":
        found.append(("text between the heading and the first comment", -min(1.5, missed / 300)))
    return found


def _inner(lines: list[Line], post: Post) -> list[int]:
    """Return the lines of a comment between the first and the last line of its text."""
    rows = post.text.split("\n")
    if not rows[0]:
        return []
    low = next((place for place in range(post.first, post.last + 1) if lines[place].text == rows[0]), post.last)
    return list(range(low, post.last))


def status_of(post: Post) -> str:
    """Return "deleted" when the text only says that the comment was removed, else "visible"."""
    return "deleted" if len(post.text) <= 160 and DELETED.match(post.text) else "visible"


def target_of(post: Post) -> str | None:
    """Return the name that a line such as "In reply to X" gives."""
    if post.target is None:
        return None
    match = REPLY_TO.match(post.target)
    return match["name"] if match else post.target
