"""One thing to read: a file or standard input, its bytes and its text."""

from __future__ import annotations

import codecs
import contextlib
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath

from polarize.errors import NotReadable
from polarize.sources import _input_packed as packed
from polarize.sources._input_encoding import CONTROLS, SAMPLE, decode_mixed, guess

HEAD_BYTES = SAMPLE
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EMPTY = "Save or export it again"
_BLOCK = 1 << 20
_BLANK = b"\0 \t\r\n\x0b\x0c"


@dataclass(frozen=True)
class Input:
    """A file, or standard input when `path` is None. Bytes are read once and kept; gzip and Zstandard are unpacked on the way.

    Attributes:
        name: as the user named it, for messages and the `path` column.
        path: the file.
        max_bytes: larger inputs are refused.
        content: the bytes, for an input that is not a file.
        damage: a sentence for each damage to its packing that was met while reading it.
    """

    name: str
    path: Path | None = None
    max_bytes: int = 2**31
    content: bytes | None = None
    damage: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def suffix(self) -> str:
        """Lower-case suffix with the dot, "" when there is none; that of what is packed: ".csv" for "comments.csv.gz"."""
        return PurePath(packed.bare(self.name)).suffix.lower()

    @property
    def stem(self) -> str:
        """File name without its suffix; "stdin" for standard input."""
        return "stdin" if self.path is None and self.name == "-" else PurePath(packed.bare(self.name)).stem

    @property
    def is_packed(self) -> bool:
        """Whether the bytes are those of gzip or Zstandard."""
        return packed.packing(self._magic) is not None

    def blocks(self) -> Iterator[bytes]:
        """Yield all bytes piece by piece, for a reader that does not keep them. Standard input can be read once only.

        Raises:
            NotReadable: as `data`.
        """
        kind, total = packed.packing(self._magic), 0
        for block in self._raw() if kind is None else self._unpacked(kind):
            total += len(block)
            if total > self.max_bytes:
                raise self._too_large(unpacked=kind is not None)
            yield block

    @cached_property
    def data(self) -> bytes:
        """All bytes.

        Raises:
            NotReadable: missing, a folder, no permission, empty, or over `max_bytes`.
        """
        data = b"".join(self.blocks()) if self.is_packed else self._read(self.max_bytes + 1)
        if len(data) > self.max_bytes:
            raise self._too_large(unpacked=False)
        if not data[:_BLOCK].strip(_BLANK) and not data.strip(_BLANK):
            raise NotReadable(self.name, "is empty", _EMPTY)
        return data

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB, for `identify`."""
        if "data" in self.__dict__ or self._is_read_once():
            return self.data[:HEAD_BYTES]
        kind = packed.packing(self._magic)
        if kind is None:
            return self._read(HEAD_BYTES)
        head = b""
        for block in self._unpacked(kind, told=False):
            head += block[:HEAD_BYTES]
            if len(head) >= HEAD_BYTES:
                break
        return head[:HEAD_BYTES]

    @cached_property
    def head_text(self) -> str:
        """The head as text; undecodable bytes become U+FFFD."""
        encoding = self.encoding or "utf-8"
        return self.head.decode(encoding, errors="replace").removeprefix("\ufeff")

    @cached_property
    def is_binary(self) -> bool:
        """Whether the head is no text: more control characters than a damaged text has, or a NUL in what is not even valid UTF-8."""
        if self.encoding is not None and self.encoding.startswith(("utf-16", "utf-32")):
            return False
        control = len(self.head) - len(self.head.translate(None, CONTROLS))
        return control > len(self.head) // 50 or (b"\0" in self.head and self.encoding not in ("utf-8", "utf-8-sig"))

    @cached_property
    def encoding(self) -> str | None:
        """Name of the text encoding: by byte order mark, then UTF-8 if valid, then by what the bytes look like. None when none fits."""
        for bom, name in _BOMS:
            if self.head.startswith(bom):
                return name
        return guess(self.head)

    @cached_property
    def text(self) -> str:
        """The whole as text, with line feeds as line ends; U+FFFD where bytes could not be decoded.

        Raises:
            NotReadable: as `data`, and when the input is binary.
        """
        data = self.data
        if self.is_binary:
            raise NotReadable(self.name, "is not text (it holds binary data)", "Give a saved page, a pasted text or a table")
        encoding = self.encoding or "utf-8"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = decode_mixed(data) if encoding in ("utf-8", "utf-8-sig") else data.decode(encoding, errors="replace")
        text = text.removeprefix("\ufeff")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text or text.isspace():
            raise NotReadable(self.name, "is empty", _EMPTY)
        return text

    @cached_property
    def _magic(self) -> bytes:
        """The first bytes of the file as it is."""
        return self._piped[:4] if self._is_read_once() else self._read(4)

    @cached_property
    def _piped(self) -> bytes:
        """What came through a pipe, as it is: it can be read once only."""
        return self._read_from_disk(self.max_bytes + 1)

    def _raw(self) -> Iterator[bytes]:
        """Yield the bytes of the file as they are."""
        if self.content is not None or self._is_read_once():
            yield self._read(self.max_bytes + 1)
            return
        assert self.path is not None
        try:
            with self.path.open("rb") as stream:
                while block := stream.read(_BLOCK):
                    yield block
        except OSError as error:
            raise self._forbidden(error) from error

    def _unpacked(self, kind: str, *, told: bool = True) -> Iterator[bytes]:
        """Yield the bytes that are packed; what comes before a damage is kept, and `told`: the damage is noted."""
        some = False
        try:
            for block in packed.unpack(self._raw(), kind):
                some = True
                yield block
        except packed.DamagedError as error:
            if not some:
                raise NotReadable(self.name, f"{error}, and nothing in it can be unpacked", "Save or export it again") from error
            note = f"{self.name}: {error}; what could be unpacked was read. Fetch it again to get the rest."
            if told and note not in self.damage:
                self.damage.append(note)

    def _too_large(self, *, unpacked: bool) -> NotReadable:
        larger = "unpacks to more than" if unpacked else "is larger than"
        return NotReadable(self.name, f"{larger} {self.max_bytes:,} bytes", "Raise the limit with --max-bytes, or split it")

    def _forbidden(self, error: OSError) -> NotReadable:
        return NotReadable(self.name, f"cannot be read ({error.strerror})", "Check the name and the permissions")

    def _is_read_once(self) -> bool:
        """Whether reading uses it up: standard input, a pipe."""
        try:
            return self.content is None and (self.path is None or self.path.is_fifo())
        except OSError:
            return False

    def _read(self, limit: int) -> bytes:
        if self.content is not None:
            return self.content[:limit]
        return self._piped[:limit] if self._is_read_once() else self._read_from_disk(limit)

    def _read_from_disk(self, limit: int) -> bytes:
        try:
            with contextlib.nullcontext(sys.stdin.buffer) if self.path is None else self.path.open("rb") as stream:
                # Not `read(limit)`: that sets the whole limit aside beforehand, which may be more than there is memory.
                read = io.BytesIO()
                while block := stream.read(min(_BLOCK, limit - read.tell())):
                    read.write(block)
                return read.getvalue()
        except OSError as error:
            raise self._forbidden(error) from error
