"""The broken input of a number: the same number is the same input."""

from __future__ import annotations

import base64
import gzip
import quopri
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import PurePath
from typing import Final

from fuzzing.lines import broken_cells, broken_lines
from fuzzing.markup import broken_markup
from fuzzing.objects import broken_objects
from fuzzing.odd import ANYWHERE, TOKENS
from fuzzing.packed import broken_book, broken_dump
from fuzzing.seeds import Seed, of_kind, seeds, small

_ENCODINGS: Final = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-8-sig",
    "cp1252",
    "latin-1",
    "gb18030",
    "shift_jis",
    "utf-7",
    "cp1251",
)
_SAVED: Final = datetime(2025, 3, 10, 9, 15, tzinfo=UTC)
_PIECES: Final = {"packed": 0.1, "json": 0.5, "delimited": 0.5}
"""Share of the inputs of a kind that are pieces of a sample with bytes changed; 0.35 of the other kinds."""
LONGEST: Final = 60_000


@dataclass(frozen=True, slots=True)
class Broken:
    """An input.

    Attributes:
        name: its file name.
        data: its bytes.
        forced: the source that is told to read it; None for whoever claims it.
        captured_at: when it is said to be saved.
    """

    name: str
    data: bytes
    forced: str | None
    captured_at: datetime | None


def broken(source: str, number: int) -> Broken:
    """Return the input of a number of a source."""
    chance = random.Random(f"{source}:{number}")
    whole = chance.random() < 0.03
    seed = chance.choice(seeds(source) if whole else small(source))
    if chance.random() < _PIECES.get(seed.kind, 0.35):
        made = bytearray(_part(chance.choice(seeds(source)).data, chance))
        changes = chance.choice((0, 1, 1, 2, 3, 5, 9, 30))
    else:
        made = bytearray(changed(seed, chance))
        # A changed byte of an archive is mostly one for the archive's checksum alone.
        changes = chance.choice((0, 0, 0, 1, 1, 2, 4)) if seed.kind != "packed" else chance.choice((0, 0, 0, 0, 0, 0, 1, 2))
    for _ in range(changes):
        _bytes(made, chance, TOKENS[seed.kind], seeds(source))
    name, data = _wrapped(seed.name, bytes(made), chance)
    forced = source if chance.random() < 0.8 else None
    return Broken(name, data, forced, _SAVED if chance.random() < 0.3 else None)


def changed(seed: Seed, chance: random.Random) -> bytes:
    """Return a seed, changed in the way of its format; now and then as it is."""
    suffix = PurePath(seed.name).suffix
    if suffix == ".parquet":
        return _flipped(seed.data, chance)
    if chance.random() < 0.02:
        return seed.data
    others = _others(seed.kind)
    if seed.kind in ("page", "xml"):
        return broken_markup(seed.data, chance, others, formed=seed.kind == "xml" and chance.random() < 0.5)
    if seed.kind == "json":
        return broken_objects(seed.data, chance, others, by_line=suffix == ".jsonl")
    if seed.kind == "packed":
        return broken_dump(seed.data, chance, _others("json")) if suffix == ".zst" else broken_book(seed.data, chance)
    if seed.kind == "delimited" and chance.random() < 0.8:
        return broken_cells(seed.data, chance)
    return broken_lines(seed.data, chance, others)


def _flipped(data: bytes, chance: random.Random) -> bytes:
    """Return data with a few bytes changed: nothing else of what is packed in columns can be told."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


@cache
def _others(kind: str) -> tuple[bytes, ...]:
    """Return the samples of a kind; of JSON lines the first."""
    return tuple(seed.data.split(b"\n")[0] if seed.name.endswith(".jsonl") else seed.data for seed in of_kind(kind))


def _part(data: bytes, chance: random.Random) -> bytes:
    """Return the head of a sample and a piece of the rest."""
    start = chance.randrange(len(data))
    return data[: chance.choice((0, 120, 400))] + data[start : start + chance.choice((60, 300, 900))]


def _bytes(made: bytearray, chance: random.Random, tokens: Sequence[bytes], samples: Sequence[Seed]) -> None:
    """Change, drop, double or put in bytes somewhere, whatever the format."""
    at = chance.randrange(len(made) + 1)
    span = chance.choice((1, 3, 20, 200))
    kind = chance.randrange(8)
    if kind == 0 and at < len(made):
        made[at] = chance.randrange(256)
    elif kind == 1:
        del made[at : at + span]
    elif kind == 2:
        made[at:at] = made[at : at + span] * chance.choice((1, 2, 8))
    elif kind in (3, 7):
        made[at:at] = chance.choice(tokens)
    elif kind == 4:
        made[at:at] = chance.choice(ANYWHERE)
    elif kind == 5:
        other = chance.choice(samples).data
        start = chance.randrange(len(other))
        made[at:at] = other[start : start + span * 2]
    elif len(made) > 2 and chance.random() < 0.5:
        made[:] = made[:at] if chance.random() < 0.7 else made[at:]
    del made[LONGEST:]


def _wrapped(name: str, data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Return the input under another name, in another encoding or packed; mostly as it is."""
    draw = chance.random()
    if draw < 0.02:
        return f"{name}.gz", gzip.compress(data, 1)
    if draw < 0.05:
        return name, data.decode("utf-8", errors="replace").encode(chance.choice(_ENCODINGS), errors="replace")
    if draw < 0.08:
        return chance.choice(("-", "page", "page.html", "page.json", "page.csv", "page.txt", "page.xml", "page.jsonl")), data
    if draw < 0.1 and name.endswith(".html"):
        return "page.mhtml", _archived(data, chance)
    return name, data


def _archived(page: bytes, chance: random.Random) -> bytes:
    """Return a page as browsers archive one, now and then with something wrong."""
    how = chance.choice((b"8bit", b"8bit", b"quoted-printable", b"base64", b"x"))
    body = quopri.encodestring(page) if how == b"quoted-printable" else base64.encodebytes(page) if how == b"base64" else page
    kind = chance.choice((b"text/html", b"text/html; charset=utf-8", b"text/html; charset=x", b'text/html; charset="utf-16', b"image/png"))
    edge = chance.choice((b"b", b"b", b'"b"', b"", b'"b'))
    head = b"From: <Saved by Blink>\nSubject: =?utf-8?Q?Trams?=\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=" + edge
    part = b"Content-Type: " + kind + b"\nContent-Transfer-Encoding: " + how + b"\nContent-Location: https://example.org/a"
    return head + b"\n\n--b\n" + part + b"\n\n" + body + chance.choice((b"\n--b--\n", b""))
