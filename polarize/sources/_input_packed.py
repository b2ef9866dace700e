"""Packed bytes (gzip, Zstandard) -> the bytes in them, piece by piece, so that a small file that unpacks to a huge one costs nothing."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import Any, Final

import zstandard

SUFFIXES: Final = (".gz", ".zst")
_GZIP: Final = b"\x1f\x8b\x08"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_PIECE: Final = 4_096
"""Bytes given to the Zstandard decoder at once: 128 KiB may come out of every 4 bytes, so at most 128 MiB at a time."""
_OUT: Final = 1 << 20
_WINDOW: Final = 2**31
"""The largest window that the format allows; dumps of Reddit use it."""


class DamagedError(Exception):
    """The packed bytes break off or are broken; what came before is good. The message is a phrase."""


def packing(head: bytes) -> str | None:
    """Return "gzip" or "zstd" by the first bytes, None for bytes that are not packed."""
    if head.startswith(_GZIP):
        return "gzip"
    # Files made by several threads begin with a frame that the decoder skips (50 to 5F, 2A, 4D, 18).
    return "zstd" if head.startswith(_ZSTD) or (head[1:4] == b"\x2a\x4d\x18" and head[0] >> 4 == 5) else None


def bare(name: str) -> str:
    """Return a file's name without the suffix of its packing: "comments.csv" for "comments.csv.gz"."""
    path = PurePath(name)
    return str(path.with_suffix("")) if path.suffix.lower() in SUFFIXES and path.stem else name


def unpack(blocks: Iterable[bytes], kind: str) -> Iterator[bytes]:
    """Yield what is in packed bytes, several frames one after the other too; zeros behind the last one are padding.

    Raises:
        DamagedError: they break off or are broken, after all that could be read was given.
    """
    if kind == "gzip":
        return _frames(blocks, lambda: zlib.decompressobj(wbits=31), _inflate)
    return _frames(_cut(blocks), lambda: zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj(), _expand)


def _cut(blocks: Iterable[bytes]) -> Iterator[bytes]:
    for block in blocks:
        for at in range(0, len(block), _PIECE):
            yield block[at : at + _PIECE]


def _frames(blocks: Iterable[bytes], fresh: Callable[[], Any], step: Callable[[Any, bytes], Iterator[bytes]]) -> Iterator[bytes]:
    """Unpack frame after frame; each of the two kinds of decoder says when a frame is at its end, and what stands behind it."""
    decoder: Any = None
    try:
        for block in blocks:
            rest = block
            while rest and not (decoder is None and not rest.strip(b"\0")):
                decoder = decoder or fresh()
                yield from step(decoder, rest)
                rest = decoder.unused_data if decoder.eof else b""
                if decoder.eof:
                    decoder = None
    except (zlib.error, zstandard.ZstdError, MemoryError) as error:
        raise DamagedError(f"is damaged ({str(error)[:80] or 'it needs too much memory'})") from error
    if decoder is not None:
        raise DamagedError("breaks off in the middle")


def _inflate(decoder: Any, block: bytes) -> Iterator[bytes]:
    while block and not decoder.eof:
        if piece := decoder.decompress(block, _OUT):
            yield piece
        block = decoder.unconsumed_tail
    while not decoder.eof and (piece := decoder.decompress(b"", _OUT)):
        yield piece


def _expand(decoder: Any, block: bytes) -> Iterator[bytes]:
    if piece := decoder.decompress(block):
        yield piece
