"""Pages and XML, broken by their tags."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from fuzzing.odd import WORDS

_PIECES: Final = re.compile(rb"<[^<>]*>|[^<]+|<")
_NAME: Final = re.compile(rb"<(/?)([\w:-]+)")
_ATTRIBUTE: Final = re.compile(rb"""\s([\w:-]+)=("[^"]*"|'[^']*')""")
_DIGITS: Final = re.compile(rb"\d+")
_WRAPS: Final = (
    b"div",
    b"li",
    b"ul",
    b"blockquote",
    b"table",
    b"td",
    b"p",
    b"span",
    b"article",
    b"a",
    b"form",
    b"noscript",
    b"dl",
    b"h2",
    b"pre",
)
_FIELDS: Final = (
    b"",
    b"0",
    b"-1",
    b"comment",
    b"comment-7",
    b"javascript:void(0)",
    b"2021-99-99",
    b"1e9",
    b"\xc3\xa9" * 50,
    b"99999999999999999999",
    b"none",
)


@lru_cache(200)
def pieces(data: bytes) -> tuple[bytes, ...]:
    """Return the tags and the texts between them."""
    return tuple(_PIECES.findall(data))


def elements(parts: Sequence[bytes]) -> list[tuple[int, int]]:
    """Return the indices of the opening and the closing tag of each element that has both."""
    opened: list[tuple[bytes, int]] = []
    found = []
    for at, part in enumerate(parts):
        match = _NAME.match(part)
        if match is None:
            continue
        if not match[1]:
            opened.append((match[2], at))
            continue
        depth = next((depth for depth in range(len(opened) - 1, -1, -1) if opened[depth][0] == match[2]), None)
        if depth is not None:
            found.append((opened[depth][1], at))
            del opened[depth:]
    return found


def broken_markup(data: bytes, chance: random.Random, others: Sequence[bytes], *, formed: bool = False) -> bytes:
    """Return markup with some of its tags, elements, fields and texts changed.

    Args:
        data: the markup.
        chance: what decides.
        others: markup that pieces may be taken from.
        formed: whether each tag keeps its other end, as readers of XML demand.
    """
    parts = list(pieces(data))
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        if parts:
            chance.choice(_FORMED if formed else _CHANGES)(parts, chance, others)
    return b"".join(parts)


def _element(parts: Sequence[bytes], chance: random.Random) -> slice:
    """Return the place of some element, or of some piece where there is no element."""
    found = elements(parts)
    if not found:
        at = chance.randrange(len(parts))
        return slice(at, at + 1)
    first, last = chance.choice(found)
    return slice(first, last + 1)


def _drop(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    del others, parts[chance.randrange(len(parts))]


def _drop_element(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    del others, parts[_element(parts, chance)]


def _copy_element(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    at = chance.randrange(len(parts) + 1)
    parts[at:at] = parts[_element(parts, chance)] * chance.choice((1, 1, 2, 8))
    del parts[4_000:]


def _move_element(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    place = _element(parts, chance)
    moved = parts[place]
    del parts[place]
    at = chance.randrange(len(parts) + 1)
    parts[at:at] = moved


def _swap(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    parts[one], parts[other] = parts[other], parts[one]


def _wrap(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    place, name = _element(parts, chance), chance.choice(_WRAPS)
    parts[place] = [b"<%s>" % name, *parts[place], b"</%s>" % name]


def _nest(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    at, depth = chance.randrange(len(parts) + 1), chance.choice((5, 5, 40, 40, 300))
    name = chance.choice(_WRAPS)
    parts[at:at] = [b"<%s>" % name * depth]
    if chance.random() < 0.5:
        end = chance.randrange(at, len(parts)) + 1
        parts[end:end] = [b"</%s>" % name * depth]


def _splice(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    other = pieces(chance.choice(others))
    at = chance.randrange(len(parts) + 1)
    parts[at:at] = other[_element(other, chance)][:60]


def _text(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    texts = [at for at, part in enumerate(parts) if part[:1] != b"<" and not part.isspace()]
    if texts:
        parts[chance.choice(texts)] = chance.choice(WORDS).encode()


def _number(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    del others
    at = [at for at, part in enumerate(parts) if _DIGITS.search(part)]
    if at:
        number = b"%d" % chance.choice((0, 1, 2, 7, 31, 99, 2**31, 10**20))
        where = chance.choice(at)
        parts[where] = _DIGITS.sub(number, parts[where], count=chance.choice((0, 1)))


def _field(parts: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    """Drop, double, empty or change an attribute, or give it to another tag."""
    del others
    tags = [(at, match) for at, part in enumerate(parts) if part[:1] == b"<" for match in _ATTRIBUTE.finditer(part)]
    if not tags:
        return
    at, match = chance.choice(tags)
    what = chance.randrange(5)
    if what == 0:
        parts[at] = parts[at][: match.start()] + parts[at][match.end() :]
    elif what == 1:
        parts[at] = parts[at][: match.end()] + match[0] + parts[at][match.end() :]
    elif what == 2:
        parts[at] = parts[at][: match.start(2)] + b'"' + chance.choice(_FIELDS) + b'"' + parts[at][match.end(2) :]
    elif what == 3:
        parts[at] = parts[at][: match.start(2)] + chance.choice(tags)[1][2] + parts[at][match.end(2) :]
    else:
        other = chance.choice(tags)[0]
        parts[other] = parts[other][:-1] + match[0] + b">"


_CHANGES: Final[tuple[Callable[[list[bytes], random.Random, Sequence[bytes]], None], ...]] = (
    *(_drop, _drop_element, _copy_element, _move_element, _swap, _wrap, _nest, _splice, _text, _number, _field),
    *(_drop, _drop_element, _copy_element, _text, _field, _field),
)
_FORMED: Final = (_drop_element, _copy_element, _wrap, _text, _number, _field)
