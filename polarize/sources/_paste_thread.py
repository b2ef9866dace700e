"""The thread of a pasted page: every reader's headers, cut into comments, weighed against what the page says, and the best kept."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from polarize.sources._paste_anchor import Anchor
from polarize.sources._paste_cut import Post, cut
from polarize.sources._paste_evidence import evidence_of
from polarize.sources._paste_lines import BREAKS, Line
from polarize.sources._paste_readers import READERS, Reader

ACCEPT: Final = 3.0
"""A proposal below this many points is no thread."""


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
    known: dict[Callable[[list[Line]], list[Anchor]], list[Anchor]] = {}
    found = []
    for order, reader in enumerate(READERS):
        anchors = known.get(reader.find)
        if anchors is None:
            anchors = known[reader.find] = reader.find(lines)
        runs = _runs(anchors, breaks)
        for run in [*runs, *_bridged(lines, runs)]:
            proposal = _proposal(lines, reader, run, breaks, stated)
            if proposal is not None:
                found.append((-proposal.score, order, run[0].first, proposal))
    return [proposal for *_, proposal in sorted(found, key=lambda entry: entry[:3])]


def declared_on(lines: list[Line], limit: int | None = None) -> int | None:
    """Return the number of comments that the page states: in headings, else in a line above `limit`; not in lists of other articles."""
    stated = _stated(lines)
    if stated.count is not None or stated.other is None:
        return stated.count
    return stated.other[1] if limit is None or stated.other[0] < limit else None


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a page says of the number of its comments.

    Attributes:
        count: what most headings state; None when none does.
        headings: indices of the lines that state it as headings do, in lists of other articles too.
        other: index and number of the first line of another kind that states one.
    """

    count: int | None
    headings: tuple[int, ...]
    other: tuple[int, int] | None


def _stated(lines: list[Line]) -> _Stated:
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
    most = max(headings, key=lambda count: (headings[count], count), default=None)
    said = (place for place, line in enumerate(lines) if line.count == most and line.kind in ("section", "empty", "closed"))
    return _Stated(most, tuple(said) if most is not None else (), other)


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
        goes_on = before is not None and before[-1].number is not None and run[0].number == before[-1].number + 1
        if before is not None and goes_on:
            joined[-1] = [*before, *run]
        elif before is not None and len(before) > 1 and run[0].first - before[-1].last <= max(12, 2 * max([longest, *gaps])):
            joined[-1] = [*before, *run]
            longest = max([longest, *gaps])
        else:
            joined.append(run)
            longest = max(gaps, default=0)
    whole = {(run[0].first, run[-1].last) for run in runs}
    return [run for run in joined if (run[0].first, run[-1].last) not in whole]


def _proposal(lines: list[Line], reader: Reader, run: list[Anchor], breaks: list[int], stated: _Stated) -> Proposal | None:
    spot = bisect_left(breaks, run[0].first)
    heading = breaks[spot - 1] if spot else None
    after = bisect_left(breaks, run[-1].last + 1)
    end = breaks[after] if after < len(breaks) else len(lines)
    if reader.foot:
        end = min(end, run[-1].last + 1)
    posts, pingbacks = cut(lines, reader, run, heading, end)
    posts = posts if run[0].number == 1 else _without_article(posts)
    if not posts:
        return None
    here = _declared_here(lines, heading, posts, stated)
    evidence = evidence_of(lines, reader, posts, pingbacks, heading, end, here, run)
    score = sum(value for _, value in evidence)
    return Proposal(reader.name, tuple(posts), pingbacks, heading, posts[-1].last + 1, tuple(evidence), score, here)


def _declared_here(lines: list[Line], heading: int | None, posts: list[Post], stated: _Stated) -> int | None:
    """Return the number that the page states for a thread: in the heading above it, in any other, or in a line above it.

    What the comments themselves say ("No comment.") is not the page's word.
    """
    if heading is not None and lines[heading].count is not None:
        return lines[heading].count
    first, last = posts[0].first, posts[-1].last
    if any(not first <= place <= last for place in stated.headings):
        return stated.count
    return stated.other[1] if stated.other is not None and stated.other[0] < first else None


def _without_article(posts: list[Post]) -> list[Post]:
    """Drop a first "comment" that holds the article: many times as long as the others."""
    if len(posts) < 3:
        return posts
    sizes = sorted(len(post.text) for post in posts[1:])
    median = sizes[len(sizes) // 2]
    return posts[1:] if len(posts[0].text) > max(3000, 12 * median) else posts
