"""One thing to read: a file or standard input, its bytes and its text."""

from __future__ import annotations

import codecs
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

from charset_normalizer import from_bytes

from polarize.errors import NotReadable

HEAD_BYTES = 65_536
_LEGACY = ("cp1252", "gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "cp1250")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


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
            raise NotReadable(self.name, "is empty", "Save or export it again")
        return data

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB, for `identify`."""
        if "data" in self.__dict__ or self.path is None:
            return self.data[:HEAD_BYTES]
        return self._read(HEAD_BYTES)

    @cached_property
    def head_text(self) -> str:
        """The head as text; undecodable bytes become U+FFFD."""
        encoding = self.encoding or "utf-8"
        return self.head.decode(encoding, errors="replace").removeprefix("\ufeff")

    @cached_property
    def is_binary(self) -> bool:
        """Whether the head holds bytes that no text has (NUL outside UTF-16 / UTF-32, or many control characters)."""
        if self.encoding in ("utf-16", "utf-32", "utf-16-le", "utf-16-be"):
            return False
        control = sum(self.head.count(byte) for byte in range(9)) + sum(self.head.count(byte) for byte in range(14, 27))
        return b"\0" in self.head or control > len(self.head) // 50

    @cached_property
    def encoding(self) -> str | None:
        """Name of the text encoding: by byte order mark, then UTF-8 if valid, then by charset-normalizer. None when it cannot be told."""
        head = self.head
        for bom, name in _BOMS:
            if head.startswith(bom):
                return name
        sample = head if len(head) < HEAD_BYTES else head[: head.rfind(b"\n") + 1 or None]
        if _is_utf8(sample):
            return "utf-8"
        half = len(sample) // 2
        if half and sample[1::2].count(0) > half * 0.4:
            return "utf-16-le"
        if half and sample[::2].count(0) > half * 0.4:
            return "utf-16-be"
        if b"\0" in sample:
            return None
        best = from_bytes(
            sample, cp_isolation=["utf_8", "cp1252", "gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "cp1250", "latin_1"]
        ).best()
        return best.encoding if best else None

    @cached_property
    def text(self) -> str:
        """The whole as text, with line feeds as line ends; U+FFFD where bytes could not be decoded.

        Raises:
            NotReadable: as `data`, and when the input is binary.
        """
        data = self.data
        if self.is_binary:
            raise NotReadable(self.name, "is not text (it holds binary data)", "Give a saved page, a pasted text or a table")
        try:
            text = data.decode(self.encoding or "utf-8")
        except UnicodeDecodeError as error:
            text = _mixed(data, error.start) if self.encoding == "utf-8" else data.decode(self.encoding or "utf-8", errors="replace")
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    def _read(self, limit: int) -> bytes:
        if self.content is not None:
            return self.content[:limit]
        if self.path is None:
            return self.__dict__.setdefault("_stdin", sys.stdin.buffer.read(self.max_bytes + 1))[:limit]  # type: ignore[no-any-return]
        try:
            with self.path.open("rb") as stream:
                return stream.read(limit)
        except OSError as error:
            raise NotReadable(self.name, f"cannot be read ({error.strerror})", "Check the name and the permissions") from error


def _guess(sample: bytes) -> str | None:
    """Return the encoding that makes the bytes most like a language, among those that saved pages and exports are in."""
    best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    return best.encoding if best else None


def _mixed(data: bytes, start: int) -> str:
    """Decode line by line a file that is UTF-8 in one part and something older in another, as joined exports are."""
    other = _guess(data[max(0, start - 2_000) : start + HEAD_BYTES]) or "cp1252"
    lines = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode(other, errors="replace"))
    return "\n".join(lines)


def _is_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True
