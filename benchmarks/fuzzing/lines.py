"""Pasted texts, mails and delimited tables, broken by their lines and cells."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from fuzzing.odd import VALUES, WORDS

_DIGITS: Final = re.compile(rb"\d+")
_CELLS: Final = tuple(value if isinstance(value, str) else repr(value)[:500] for value in VALUES)
_HEADERS: Final = (
    *(
        "text",
        "author",
        "id",
        "parent_id",
        "date",
        "likes",
        "status",
        "url",
        "title",
        "reply_to",
        "depth",
        "comment",
        "username",
        "published_at",
    ),
    *(
        "article_id",
        "position",
        "posted_at",
        "reply_inferred",
        "by_article_author",
        "language",
        "article_text",
        "score",
        "",
        "text",
        "approved",
    ),
)


@lru_cache(200)
def _split(data: bytes) -> tuple[bytes, ...]:
    return tuple(data.split(b"\n"))


def broken_lines(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Return a text with some of its lines dropped, moved, joined, doubled, changed, or mixed with those of another."""
    lines = list(_split(data))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 9))):
        if lines:
            _change_line(lines, chance, others)
    return b"\n".join(lines)


def _change_line(lines: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    if chance.random() < 0.5:
        _move(lines, chance, others)
    else:
        at = chance.randrange(len(lines))
        lines[at : at + 1] = _other(lines[at], chance)


def _move(lines: list[bytes], chance: random.Random, others: Sequence[bytes]) -> None:
    """Drop, double, swap, join or set apart some lines, or put in those of another text."""
    at, to, span = chance.randrange(len(lines)), chance.randrange(len(lines)), chance.choice((1, 1, 3, 8))
    what = chance.randrange(7)
    if what == 0:
        del lines[at : at + span]
    elif what == 1:
        lines[to:to] = lines[at : at + span] * chance.choice((1, 1, 3))
    elif what == 2:
        lines[at], lines[to] = lines[to], lines[at]
    elif what == 3:
        other = _split(chance.choice(others))
        start = chance.randrange(len(other))
        lines[at:at] = other[start : start + span]
    elif what == 4:
        lines[at : at + 2] = [chance.choice((b"", b" ", b"\t")).join(lines[at : at + 2])]
    elif what == 5:
        lines[at:at] = [b""] * span
    else:
        lines[:] = [line for line in lines if line.strip()]


def _other(line: bytes, chance: random.Random) -> list[bytes]:
    """Return what stands in the place of a line."""
    word, cut = chance.choice(WORDS).encode(), chance.randrange(len(line) + 1)
    what = chance.randrange(5)
    if what == 0:
        number = b"%d" % chance.choice((0, 1, 2, 12, 31, 99, 10**20))
        return [_DIGITS.sub(number, line, count=chance.choice((0, 1)))]
    if what == 1:
        return [word]
    if what == 2:
        return [line[:cut], line[cut:]]
    if what == 3:
        return [chance.choice((b"    ", b"\t", b"> ", b"* ", b"\xc2\xa0", b"| ")) + line]
    return [line[:cut] + word + line[cut:]]


@lru_cache(200)
def _rows(data: bytes) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def broken_cells(data: bytes, chance: random.Random) -> bytes:
    """Return a table with some of its cells, columns and rows changed, with the delimiter, quotes and line ends of another program."""
    rows = [list(row) for row in _rows(data)]
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        if rows:
            _change_cells(rows, chance)
    out = io.StringIO(newline="")
    style = {"delimiter": chance.choice(",,,;\t|"), "lineterminator": chance.choice(("\n", "\n", "\r\n", "\r"))}
    csv.writer(out, quoting=chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL)), **style).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode("utf-8", errors="surrogatepass")


def _change_cells(rows: list[list[str]], chance: random.Random) -> None:
    draw = chance.random()
    if draw < 0.3:
        row = chance.choice(rows)
        if row:
            row[chance.randrange(len(row))] = chance.choice(_CELLS)
    elif draw < 0.7:
        _change_column(rows, chance)
    else:
        _change_row(rows, chance)


def _change_column(rows: list[list[str]], chance: random.Random) -> None:
    """Drop a column, fill it, put a new one in, or give it another name."""
    column, filled, header = chance.randrange(len(rows[0]) + 1), chance.choice(_CELLS), chance.choice(_HEADERS)
    what = chance.randrange(4)
    for number, row in enumerate(rows):
        if what == 0:
            del row[column : column + 1]
        elif what == 1:
            row.insert(column, filled if number else header)
        elif number == 0 and what == 2:
            row[column : column + 1] = [header]
        elif number and what == 3:
            row[column : column + 1] = [filled]


def _change_row(rows: list[list[str]], chance: random.Random) -> None:
    """Drop a row, repeat it, or make it longer or shorter."""
    at = chance.randrange(len(rows))
    row = rows[at]
    what = chance.randrange(4)
    if what == 0:
        del rows[at]
    elif what == 1:
        rows[at:at] = [list(row) for _ in range(chance.choice((1, 2, 9)))]
    elif what == 2:
        rows[at] = row[: chance.randrange(len(row) + 1)]
    else:
        rows[at] = [*row, *row]
