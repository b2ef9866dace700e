"""One thing to read: a file or standard input, its bytes and its text."""

from __future__ import annotations

import codecs
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from polarize.errors import NotReadable
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


@dataclass(frozen=True)
class Input:
    """A file, or standard input when `path` is None. Bytes are read once and kept.

    Attributes:
        name: as the user named it, for messages and the `path` column.
        path: the file.
        max_bytes: larger inputs are refused.
        content: the bytes, for an input that is not a file.
    """

    name: str
    path: Path | None = None
    max_bytes: int = 2**31
    content: bytes | None = None

    @property
    def suffix(self) -> str:
        """Lower-case suffix with the dot, "" when there is none."""
        return PurePath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """File name without its suffix; "stdin" for standard input."""
        return "stdin" if self.path is None and self.name == "-" else PurePath(self.name).stem

    @cached_property
    def data(self) -> bytes:
        """All bytes.

        Raises:
            NotReadable: missing, a folder, no permission, empty, or over `max_bytes`.
        """
        data = self._read(self.max_bytes + 1)
        if len(data) > self.max_bytes:
            raise NotReadable(self.name, f"is larger than {self.max_bytes:,} bytes", "Raise the limit with --max-bytes, or split it")
        if not data.strip(b"\0 \t\r\n\x0b\x0c"):
            raise NotReadable(self.name, "is empty", _EMPTY)
        return data

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB, for `identify`."""
        if "data" in self.__dict__ or self._is_read_once():
            return self.data[:HEAD_BYTES]
        return self._read(HEAD_BYTES)

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
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        if not text.strip():
            raise NotReadable(self.name, "is empty", _EMPTY)
        return text

    def _is_read_once(self) -> bool:
        """Whether reading uses it up: standard input, a pipe."""
        try:
            return self.path is None or self.path.is_fifo()
        except OSError:
            return False

    def _read(self, limit: int) -> bytes:
        if self.content is not None:
            return self.content[:limit]
        try:
            if self.path is None:
                return sys.stdin.buffer.read(limit)
            with self.path.open("rb") as stream:
                return stream.read(limit)
        except OSError as error:
            raise NotReadable(self.name, f"cannot be read ({error.strerror})", "Check the name and the permissions") from error
