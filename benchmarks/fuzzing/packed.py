"""Zstandard dumps and workbooks: what is packed is broken and packed again."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from functools import lru_cache

import zstandard

from fuzzing.markup import broken_markup
from fuzzing.objects import broken_objects


def broken_dump(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Return a dump with some of its lines changed, in one frame or two, or not packed at all."""
    made = broken_objects(_unpacked(data), chance, others, by_line=True)
    if chance.random() < 0.1:
        return made
    pack = zstandard.ZstdCompressor(level=1).compress
    cut = chance.randrange(len(made) + 1) if chance.random() < 0.2 else len(made)
    return pack(made[:cut]) + (pack(made[cut:]) if cut < len(made) else b"")


@lru_cache(200)
def _unpacked(data: bytes) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(data) as stream:
        return stream.read()


def broken_book(data: bytes, chance: random.Random) -> bytes:
    """Return a workbook with some of its XML changed, or with a part missing or twice."""
    parts = dict(_parts(data))
    name = chance.choice([one for one in parts if "sheet" in one or "Strings" in one or one == "content.xml" or chance.random() < 0.2])
    if chance.random() < 0.05:
        del parts[name]
    else:
        parts[name] = broken_markup(parts[name], chance, [parts[name]], formed=chance.random() < 0.8)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)), compresslevel=1) as book:
        for one, content in parts.items():
            book.writestr(zipfile.ZipInfo(one), content)
    return out.getvalue()


@lru_cache(200)
def _parts(data: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return tuple((one, book.read(one)) for one in book.namelist())
