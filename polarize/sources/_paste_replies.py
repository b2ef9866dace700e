"""Who answers whom on a pasted page: only what the page tells, by its own depth, its lists, its words, or a leading "@Name"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from polarize.sources._paste_cut import Post, target_of

_MENTION: Final = re.compile(r"^@\s?(\S.{0,80})", re.DOTALL)
_WORDS_IN_NAME: Final = 8


@dataclass(frozen=True, slots=True)
class Link:
    """Where a comment hangs.

    Attributes:
        parent: index of the comment that it answers; None for none.
        inferred: whether that was concluded from a leading "@Name".
        depth: 0 for a comment that answers the article; None when the page does not say.
    """

    parent: int | None = None
    inferred: bool = False
    depth: int | None = None


def links(posts: Sequence[Post]) -> list[Link]:
    """Return a link for each comment, in their order."""
    depths = _depths(posts)
    if depths is not None:
        return _nested(depths)
    found: list[Link] = []
    latest: dict[str, int] = {}
    for index, post in enumerate(posts):
        found.append(_link(post, index, latest, found))
        if post.author:
            latest[plain(post.author)] = index
        if post.handle:
            latest[plain(post.handle)] = index
    return found


def _link(post: Post, index: int, latest: dict[str, int], found: list[Link]) -> Link:
    if post.inside and index:
        return Link(index - 1, False, (found[index - 1].depth or 0) + 1)
    target = target_of(post)
    if target is not None:
        parent = latest.get(plain(target))
        return Link(parent, False, None)
    parent = mentioned(post.text, latest)
    if parent is None:
        parent = _named_first(post, latest)
    return Link(parent, parent is not None, None)


def plain(name: str) -> str:
    return " ".join(name.casefold().split()).strip(" .,:;!?@")


def mentioned(text: str, latest: dict[str, int]) -> int | None:
    """Return the latest comment of the author whom the text addresses first ("@Name ..."), by the longest name that fits."""
    match = _MENTION.match(text)
    if match is None:
        return None
    start = match[1].split("\n")[0]
    words = re.split(r"(\s+)", start)[: 2 * _WORDS_IN_NAME]
    for count in range(len(words), 0, -1):
        parent = latest.get(plain("".join(words[:count])))
        if parent is not None:
            return parent
    first = re.match(r"(?:(?!\.\.|…)[^\s:,;：，、。！!])+", start)
    return latest.get(plain(first[0])) if first else None


def _named_first(post: Post, latest: dict[str, int]) -> int | None:
    """Return the latest comment of the author with whose name of two words or more the text begins ("Ada Lark who pays?")."""
    words = post.text.split("\n")[0].split(" ")[:_WORDS_IN_NAME]
    for count in range(len(words) - 1, 1, -1):
        name = " ".join(words[:count]).rstrip(",:")
        if name[:1].isupper() and words[1][:1].isupper():
            parent = latest.get(plain(name))
            if parent is not None and plain(name) != plain(post.author or ""):
                return parent
    return None


def _depths(posts: Sequence[Post]) -> list[int] | None:
    """Return the depth of each comment where the page states it: "level 2", lists of replies, or indentation."""
    if posts and all(post.level is not None for post in posts):
        return [post.level or 0 for post in posts]
    return _listed(posts) or _indented(posts)


def _listed(posts: Sequence[Post]) -> list[int] | None:
    """Return depths by the words "Replies" and "Reply" that open and close a list of replies."""
    if not any(post.opens for post in posts[:-1]) or not any(post.closes for post in posts):
        return None
    depths, inside = [], False
    for post in posts:
        depths.append(1 if inside else 0)
        inside = post.opens or (inside and not post.closes)
    return depths


def _indented(posts: Sequence[Post]) -> list[int] | None:
    """Return depths by indentation: the first comment stands leftmost, and no step down is deeper than one."""
    indents = sorted({post.indent for post in posts})
    if len(indents) < 2 or posts[0].indent != indents[0]:
        return None
    step = min(b - a for a, b in pairwise(indents))
    if step < 2 or any((indent - indents[0]) % step for indent in indents):
        return None
    depths = [(post.indent - indents[0]) // step for post in posts]
    return depths if all(b <= a + 1 for a, b in pairwise(depths)) else None


def _nested(depths: list[int]) -> list[Link]:
    """Return links for depths in page order: a comment answers the last one that stands one step higher."""
    found: list[Link] = []
    stack: list[tuple[int, int]] = []
    for index, depth in enumerate(depths):
        while stack and stack[-1][0] >= depth:
            stack.pop()
        found.append(Link(stack[-1][1] if stack else None, False, depth))
        stack.append((depth, index))
    return found
