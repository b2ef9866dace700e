"""What speaks for and against a stretch of a pasted page being a thread, in points."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from polarize.sources._dates import find
from polarize.sources._paste_anchor import TAIL, Anchor, before, next_full
from polarize.sources._paste_cut import Post, are_answered
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._paste_readers import Reader
from polarize.sources._sentences import is_mute

_MOST: Final = 0.6
"""Share of the comments that have what most of a thread have: dates, lines about the member."""
_CELL: Final = re.compile(r"\t\d[\d,.]{0,12}(?:\t|$)", re.MULTILINE)
"""A cell with a number: browsers part cells by tabs."""
_COUNTED: Final = re.compile(r"\n\(?\d(?:[\d.,]{0,11}\d)?(?: [^\W\d_]{3,12})?\)?(?:\n|\Z)")
"""A number in a line of its own, between others: so stand answers and views in lists of threads that lost their cells."""
_OPENED: Final = re.compile(
    r"(?:started by|(?:last|latest) (?:post|reply|message)|letzter beitrag|dernier message|último mensaje|ultimo messaggio"
    r"|последнее сообщение"
    r"|by:?|von|par|por|di|od|от)\s?:?\s\S{1,30}(?:\n|\Z)",
    re.IGNORECASE,
)
"""How entries of a list of threads begin."""
_MANY_EMPTY: Final = 0.3
"""Share of comments without a text, as of pictures alone, that hardly a thread has."""
_LEFT: Final = 30
"""How many lines behind a thread may hold a comment's text that its headers leave over."""
_SENTENCE: Final = 40
"""Characters of a line that is no entry of a menu."""
_HEADER: Final = 12
"""How many lines the header of a post may have."""
_SAID_LIST: Final = 0.05
"""Headings of other lists ("About us", "Links") for each comment that comments may hold among their words."""
_LEANS: Final = 0.5
"""Share of the headers with text on one side alone from which on it says where the texts stand."""
_MOST_FOR_NUMBER: Final = 2.0
"""Most points for the number of comments where nothing but dates speaks for a thread: there is no list as long as one of documents."""
_PARAGRAPH, _ARTICLE = 120, 3
"""Characters of a paragraph, and so many of them between a list's heading and a thread: an article, which the list stands before."""
_NEAR, _FAR = 4, 15
"""Lines between the heading of a list and what is hardly part of it, and what is none."""
_TRUSTED: Final = 2.0
"""Headers that alone say so much for a thread are found in no list of articles."""
_CLEAR: Final = 3
"""So many comments with buttons for a reply are some, although the page states that there are none ("Facebook comments: 0")."""
_HANDLE: Final = re.compile(r"^@[\w.-]+$|^@[\w.-]+@[\w.-]+$")


def evidence_of(
    lines: list[Line],
    reader: Reader,
    posts: list[Post],
    pingbacks: int,
    heading: int | None,
    end: int,
    declared: int | None,
    run: list[Anchor],
) -> list[tuple[str, float]]:
    """Return what speaks for and against a thread, in points; `heading` stands above it, `end` behind it, `run` are its headers."""
    count = len(posts)
    lists = sum(lines[place].kind in ("widget", "related") for place in range(posts[0].first, posts[-1].first))
    numbered = count > 1 and all(a.number is not None and b.number == a.number + 1 for a, b in pairwise(run))
    found = [
        (f"headers of the kind “{reader.name}”", reader.trust),
        _heading(lines, reader, posts, heading),
        *_members(lines, posts),
        ("above a comment form", 0.5) if end < len(lines) and lines[end].kind == "form" else ("", 0.0),
        _agreement(count, pingbacks, sum(not post.inside for post in posts), declared, sure=count >= _CLEAR and are_answered(posts)),
        ("running numbers", 1.0) if numbered else ("", 0.0),
        _buttons(lines, reader, posts, run),
    ]
    length = 0.6 * math.log2(1 + count)
    many = length if any(value > 0 for _, value in found[1:]) else min(length, _MOST_FOR_NUMBER)
    found += [(f"{count} comments", many), _times([post.raw for post in posts]), _side(lines, reader, run)]
    if declared != count and lists > count * _SAID_LIST:
        found.append(("a list of other articles between the comments", -4.0))
    found += _doubts(lines, reader, posts, heading, sure=declared == count)
    return [entry for entry in found if entry[1]]


def _heading(lines: list[Line], reader: Reader, posts: list[Post], heading: int | None) -> tuple[str, float]:
    """Return what the heading, the form or the list above a thread says for it; a list ends where an article or much else follows."""
    if heading is None or lines[heading].kind not in ("widget", "related", "footer"):
        return {
            "section": ("under the heading of a comment section", 2.0),
            "form": ("under a comment form", 0.7),
        }.get(lines[heading].kind if heading is not None else "", ("", 0.0))
    said = f"under “{lines[heading].text[:40]}”"
    between = [line for line in lines[heading + 1 : posts[0].first] if line.kind not in TAIL]
    told = sum(len(line.text) >= _PARAGRAPH for line in between) >= _ARTICLE
    if lines[heading].kind == "widget":
        return said, -6.0
    if told or len(between) > _FAR:
        return said, -1.0
    return said, -2.0 if len(between) > _NEAR or reader.trust >= _TRUSTED else -6.0


def _members(lines: list[Line], posts: list[Post]) -> list[tuple[str, float]]:
    """Return what handles and lines about the members in the headers say for a thread."""
    count = len(posts)
    handles = sum(any(_HANDLE.match(line.text) for line in lines[post.first : post.first + 5]) for post in posts)
    members = sum(_of_member(lines, post) for post in posts)
    return [
        ("handles under the names", 1.0 if handles > 0.8 * count else 0.0),
        ("lines about the member in the headers", 2.0 if members >= _MOST * count and count > 1 else 0.0),
    ]


def _buttons(lines: list[Line], reader: Reader, posts: list[Post], run: list[Anchor]) -> tuple[str, float]:
    """Return what buttons and links around the texts say for a thread."""
    count = len(posts)
    if are_answered(posts):
        return "reply buttons", 1.5
    if count >= 3 and _followed(lines, posts) and not reader.foot:
        return "buttons or votes behind every text", 0.8
    if sum(anchor.linked for anchor in run) >= 0.5 * count:
        return "links in the headers", 1.0
    lone = count == 1 and not any(when.fine for when in find(posts[0].raw or ""))
    return ("a single header", -1.5) if lone else ("", 0.0)


def _side(lines: list[Line], reader: Reader, run: list[Anchor]) -> tuple[str, float]:
    """Return what speaks against a reader when the lines right beside the headers have text on the side that it does not read alone."""
    behind = sum(_reads(lines, range(anchor.last + 1, anchor.last + 4)) for anchor in run[:-1])
    above = sum(_reads(lines, before(lines, anchor.first, 2)) for anchor in run[1:])
    share = (behind - above) / max(1, len(run) - 1) * (-1 if reader.foot else 1)
    return ("text on the other side of the headers", -0.5) if len(run) >= _CLEAR and share <= -_LEANS else ("", 0.0)


def _reads(lines: list[Line], places: Iterable[int]) -> bool:
    """Whether one of some lines is as long as no entry of a menu, or a sentence in a script without spaces."""
    return any(place < len(lines) and lines[place].kind == "text" and _long(lines[place].text) for place in places)


def _long(text: str) -> bool:
    return len(text) >= _SENTENCE or (not text.isascii() and 2 * sum(char > "\u2fff" for char in text) >= _SENTENCE / 2)


def _times(printed: list[str | None]) -> tuple[str, float]:
    """Return what the dates of the comments say for a thread; a month alone, as old threads of Vanilla have it, says nothing."""
    whens = [find(raw) if raw else [] for raw in printed]
    if sum(any(when.fine for when in one) for one in whens) >= _MOST * len(printed):
        return "dates with a time of day, or ages", 1.5
    if sum(map(bool, whens)) >= _MOST * len(printed):
        return "dates", 0.5
    return ("", 0.0) if sum(map(bool, printed)) >= _MOST * len(printed) else ("no dates", -0.5)


def _of_member(lines: list[Line], post: Post) -> bool:
    """Whether the header of a comment says of its author, as forums do, since when or how much they write ("Joined", "Posts: 24")."""
    return any(line.kind == "profile" for line in lines[post.first : post.first + _HEADER])


def _followed(lines: list[Line], posts: list[Post]) -> bool:
    """Whether buttons or votes stand right behind the text of every comment but perhaps the last."""
    behind = (next((line for line in lines[post.last + 1 : post.last + 4] if line.text), None) for post in posts[:-1])
    return all(line is not None and line.kind in ("control", "number", "praise") for line in behind)


def _agreement(count: int, pingbacks: int, top: int, declared: int | None, *, sure: bool) -> tuple[str, float]:
    if declared is None or (not declared and sure):
        return "", 0.0
    if declared in (count, count + pingbacks, top):
        return f"the page states {declared}", 3.0
    if declared and declared + 1 == count:
        return f"the opening post and the {declared} that the page states", 2.0
    if declared == 0:
        return "the page states that there are none", -4.0
    if count > declared:
        return f"more than the {declared} that the page states", -1.0
    return f"{count} of {declared} that the page states", 0.3 + 1.2 * count / declared


def _doubts(lines: list[Line], reader: Reader, posts: list[Post], heading: int | None, *, sure: bool) -> list[tuple[str, float]]:
    """Return what speaks against a proposal."""
    count = len(posts)
    found = []
    empty = sum(not post.text for post in posts) / count
    if empty:
        found.append(("comments without text", -6.0 * empty - (3.0 if empty > _MANY_EMPTY and not sure else 0.0)))
    names = Counter(post.author for post in posts if post.author)
    digits = sum(number for name, number in names.items() if not any(map(str.isalpha, name))) / count
    if digits:
        found.append(("numbers for names", -4.0 * digits))
    behind = next_full(lines, posts[-1].last)
    if reader.foot and behind is not None and lines[behind].kind == "section" and lines[behind].count is not None:
        found.append(("over a heading with a number, as a byline is", -3.0))
    if not sure and count >= 3 and names and names.most_common(1)[0][1] == count and not all(post.level is not None for post in posts):
        found.append(("one name for all", -3.0))
    texts = Counter(post.text for post in posts if len(post.text) > 20)
    repeated = sum(number - 1 for number in texts.values()) / count
    if not sure and count >= 3 and repeated > 0.25:
        found.append(("the same texts again and again", -3.0))
    found += _unlike_talk([post.text for post in posts], sure=sure)
    foreign = sum(
        lines[place].kind == "date" or lines[place].kind == "ordinal" or (lines[place].kind == "head" and lines[place].fine)
        for post in posts
        for place in _inner(lines, post)
    )
    if foreign:
        found.append(("headers inside the texts", -min(3.0, 2.0 * foreign / count)))
    found += _left_over(lines, reader, posts, heading)
    return found


def _unlike_talk(texts: list[str], *, sure: bool) -> list[tuple[str, float]]:
    """Return what says that the texts are entries of a list, and nobody's words."""
    mute = [("nobody says a sentence", -4.0)] if not sure and is_mute(texts) else []
    rows = sum(_CELL.search(text) is not None or _COUNTED.search(text) is not None for text in texts)
    table = [("rows of a table, with numbers in cells", -4.0)] if len(texts) > 1 and 2 * rows >= len(texts) else []
    opened = sum(_OPENED.match(text) is not None for text in texts)
    listed = [("who opened a thread, or wrote last in it, in the texts", -4.0)] if len(texts) > 1 and 2 * opened >= len(texts) else []
    return [*mute, *table, *listed]


def _left_over(lines: list[Line], reader: Reader, posts: list[Post], heading: int | None) -> list[tuple[str, float]]:
    """Return what text before the first header, or behind the last one that stands under its text, says against a proposal."""
    if reader.foot:
        left = _said(lines, posts[-1].last + 1)
        return [("text between the last comment's foot and what ends the thread", -min(1.5, 0.7 + left / 300))] if left else []
    if heading is None or lines[heading].kind != "section":
        return []
    missed = sum(len(line.text) for line in lines[heading + 1 : posts[0].first] if line.kind == "text")
    least = 0.7 if _said(lines, heading + 1, posts[0].first) else 0.0
    return [("text between the heading and the first comment", -min(1.5, least + missed / 300))] if missed > 60 else []


def _said(lines: list[Line], start: int, stop: int | None = None) -> int:
    """Return how many characters of text, in lines longer than menus have them, stand from a line to the next break or to `stop`."""
    said = 0
    for line in lines[start : min(stop or len(lines), start + _LEFT)]:
        if line.kind in BREAKS:
            break
        said += len(line.text) if line.kind == "text" and len(line.text) >= _SENTENCE else 0
    return said


def _inner(lines: list[Line], post: Post) -> list[int]:
    """Return the lines of a comment between the first and the last line of its text."""
    rows = post.text.split("\n")
    if not rows[0]:
        return []
    low = next((place for place in range(post.first, post.last + 1) if lines[place].text == rows[0]), post.last)
    return list(range(low, post.last))
