"""Several tables in one file, any of which is read without the others: a hundred thousand tables cost a reader of one of them nothing.

    tables (Arrow IPC streams) | facts (JSON) | directory: name, start and length of each table, by name | trailer

The directory has rows of one width, so that a name is found by halving. A run of a hundred million comments reads a few million times
from boxes with thousands of tables.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec
import polars as pl

from polarize.files import atomic

_ROW: Final = struct.Struct(">32sQQ")
_TRAILER: Final = struct.Struct(">QQQ")
"""Where the facts begin, their length in bytes, and the number of tables."""


def write(path: Path, tables: Mapping[str, pl.DataFrame], facts: Mapping[str, Any] | None = None, *, packed: bool = True) -> None:
    """Write tables and facts to a file, whole or not at all.

    Args:
        path: of the box.
        tables: by names of at most 32 letters, ASCII.
        facts: what JSON can hold.
        packed: whether the tables are packed: half the room for three times the time.

    Raises:
        OutputError: it cannot be written.
    """
    places: dict[bytes, tuple[int, int]] = {}
    with atomic(path) as stream:
        for name, table in tables.items():
            data = io.BytesIO()
            table.write_ipc_stream(data, compression="lz4" if packed else "uncompressed")
            places[name.encode("ascii")] = (stream.tell(), data.tell())
            stream.write(data.getbuffer())
        said, start = msgspec.json.encode(dict(facts or {})), stream.tell()
        stream.write(said)
        stream.writelines(_ROW.pack(name, *place) for name, place in sorted(places.items()))
        stream.write(_TRAILER.pack(start, len(said), len(places)))


def facts(path: Path) -> dict[str, Any]:
    """Return the facts of a box."""
    with path.open("rb", buffering=0) as stream:
        start, size, _ = _trailer(stream)
        found: dict[str, Any] = msgspec.json.decode(_bytes(stream, start, size))
        return found


def read_all(paths: Sequence[Path], *names: str) -> list[list[pl.DataFrame]]:
    """Return, for each of the names, the tables of that name of all boxes that have one."""
    found: list[list[pl.DataFrame]] = [[] for _ in names]
    for path in paths:
        with path.open("rb", buffering=0) as stream:
            start, size, count = _trailer(stream)
            for tables, name in zip(found, names, strict=True):
                place = _find(stream, start + size, count, name.encode("ascii"))
                if place is not None:
                    tables.append(pl.read_ipc_stream(io.BytesIO(_bytes(stream, *place))))
    return found


def _trailer(stream: BinaryIO) -> tuple[int, int, int]:
    stream.seek(-_TRAILER.size, io.SEEK_END)
    start, size, count = _TRAILER.unpack(stream.read(_TRAILER.size))
    return start, size, count


def _find(stream: BinaryIO, directory: int, count: int, name: bytes) -> tuple[int, int] | None:
    """Return start and length of the table of that name, None when there is none."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        found, start, size = _ROW.unpack(_bytes(stream, directory + middle * _ROW.size, _ROW.size))
        found = found.rstrip(b"\0")
        if found == name:
            return start, size
        low, high = (middle + 1, high) if found < name else (low, middle)
    return None


def _bytes(stream: BinaryIO, start: int, size: int) -> bytes:
    """Return bytes of an unbuffered file, which may give fewer at a time than it is asked for."""
    stream.seek(start)
    parts: list[bytes] = []
    while size:
        parts.append(stream.read(size))
        if not parts[-1]:
            raise EOFError("a box ends before its end")
        size -= len(parts[-1])
    return b"".join(parts)
