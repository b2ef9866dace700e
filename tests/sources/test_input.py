"""One input: its bytes, its encoding, its text."""

from __future__ import annotations

import io
import os
import random
import struct
import sys
import threading
import zipfile
import zlib
from pathlib import Path

import pytest

from polarize.errors import NotReadable
from polarize.sources import Input
from polarize.sources._input import HEAD_BYTES

SHORT = {
    "german": "Über die Größe der Straße möchte heute keiner mehr streiten, oder?",
    "french": "Où est passée la forêt que l'on voyait près de l'église, cet été-là ?",
    "spanish": "¿Cuándo vendrá el año en que la señora Muñoz pague la cuenta de él?",
    "danish": "På øen går der får, og både små og større børn løber rundt på vejen.",
    "chinese": "我觉得这个政策对普通人没有什么好处，大家都应该多想一想再说话，不要着急，慢慢来，事情总会有办法的。",
    "traditional": "我覺得這個政策對普通人沒有什麼好處，大家都應該多想一想再說話，不要著急，慢慢來，事情總會有辦法的。",
}
LATIN = ("german", "french", "spanish", "danish")
LEGACY = [*((name, "cp1252") for name in LATIN), ("chinese", "gb18030"), ("traditional", "big5")]
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
ENCODINGS = [*((name, encoding) for name in SHORT for encoding in UNICODE), *LEGACY]


def given(content: bytes, name: str = "page.txt", **more: int) -> Input:
    return Input(name, None, content=content, **more)


def long(text: str) -> str:
    return "\n".join(f"{number}. {text}" for number in range(3_000))


@pytest.mark.parametrize(("language", "encoding"), ENCODINGS)
@pytest.mark.parametrize("length", ["short", "long"])
def test_text_is_decoded_whatever_its_encoding(language: str, encoding: str, length: str) -> None:
    text = SHORT[language] if length == "short" else long(SHORT[language])
    one = given(text.encode(encoding))
    assert one.text == text
    assert text.startswith(one.head_text[:30])
    assert not one.is_binary


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_ascii_beginning_hides_no_later_encoding(language: str, encoding: str) -> None:
    text = "Plain words in the first part.\n" * 3_000 + long(SHORT[language])
    assert given(text.encode(encoding)).text == text


@pytest.mark.parametrize("language", LATIN)
@pytest.mark.parametrize("legacy_first", [True, False])
def test_utf8_in_one_part_and_windows_1252_in_another(language: str, legacy_first: bool) -> None:
    parts = [(SHORT[language] + "\n").encode("cp1252"), (SHORT["chinese"] + " 🚲\n").encode()]
    joined = b"".join(parts if legacy_first else parts[::-1])
    lines = [SHORT[language], SHORT["chinese"] + " 🚲"]
    assert given(joined).text.split("\n")[:2] == (lines if legacy_first else lines[::-1])


def test_a_last_accented_letter_is_no_cut_off_utf8() -> None:
    assert given("Nous y sommes allé".encode("cp1252")).text == "Nous y sommes allé"
    assert given("Un café\nallé".encode() + b"\n" + "allé".encode("cp1252") + b"\n" + "né".encode()).text.split("\n")[2] == "allé"


@pytest.mark.parametrize("sign", ["ł", "ř"])
def test_polish_and_czech_in_windows_1250(sign: str) -> None:
    text = {
        "ł": "Nie ma dziś żadnego powodu, żeby się kłócić o tę małą ścieżkę.",
        "ř": "Příští týden už žádné auto neuvidíme, řekl starý pan z města.",
    }[sign]
    assert given(text.encode("cp1250")).text == text


def test_utf8_cut_in_the_middle_of_a_character_at_the_end_of_the_head() -> None:
    text = "a" * (HEAD_BYTES - 1) + "é" * 10
    one = given(text.encode())
    assert one.encoding == "utf-8"
    assert one.text == text


def test_line_ends_become_line_feeds_and_the_mark_goes() -> None:
    assert given(b"\xef\xbb\xbfa\r\nb\rc\nd").text == "a\nb\nc\nd"


def test_a_stray_nul_in_utf8_is_no_binary() -> None:
    one = given(("A long enough comment about the road. " * 10 + "\0").encode())
    assert not one.is_binary
    assert one.text.endswith("\0")


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(random.Random(row).randbytes(192)) for row in range(64))
    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("comments.csv", "author,text\nAnn Example,Fine.\n" * 50)
    return stream.getvalue()


BINARY = {
    "png": png(),
    "png header": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "zip": archive(),
    "random": random.Random(1).randbytes(5_000),
    "short random": random.Random(2).randbytes(200),
    "zeros with little in them": bytes(4_000) + b"SQLite format 3" + bytes(4_000),
    "sound": b"".join(struct.pack("<h", number % 311 - 150) for number in range(3_000)),
}


@pytest.mark.parametrize("kind", BINARY)
def test_binary_is_refused_by_name(kind: str) -> None:
    one = given(BINARY[kind], "holiday.dat")
    assert one.is_binary
    with pytest.raises(NotReadable, match=r"^holiday\.dat: is not text \(it holds binary data\)\. \w"):
        _ = one.text


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n ", b"\0\0\0\0", b"\xef\xbb\xbf", b"\xef\xbb\xbf  \n", "\ufeff \n".encode("utf-16-le")]
)
def test_empty_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable, match=r"^page\.txt: is empty\. Save or export it again\.$"):
        _ = given(content).text


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match=r"gone\.txt: cannot be read \(No such file or directory\)\. Check the name"):
        _ = Input("gone.txt", tmp_path / "gone.txt").head
    with pytest.raises(NotReadable, match=r"here: cannot be read \(Is a directory\)"):
        _ = Input("here", tmp_path).data


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.csv"
    path.write_text("text\nhello\n")

    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(NotReadable, match=r"locked\.csv: cannot be read \(Permission denied\)\. Check the name and the permissions\.$"):
        _ = Input("locked.csv", path).data


def test_too_large_is_refused_and_just_fitting_is_not() -> None:
    assert given(b"x" * 100, max_bytes=100).text == "x" * 100
    with pytest.raises(NotReadable, match=r"page\.txt: is larger than 1,000 bytes\. Raise the limit with --max-bytes, or split it\.$"):
        _ = given(b"x" * 1_001, max_bytes=1_000).data


class CountingStdin:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_standard_input_is_read_once_and_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    content = ("author,text\n" + "Ann Example,Fine\n" * 10_000).encode()
    monkeypatch.setattr(sys, "stdin", CountingStdin(content))
    one = Input("-")
    assert one.head == content[:HEAD_BYTES]
    assert one.data == content
    assert one.text == content.decode()
    assert (one.stem, one.suffix) == ("stdin", "")


def test_standard_input_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", CountingStdin(b"y" * 50))
    with pytest.raises(NotReadable, match="larger than 10 bytes"):
        _ = Input("-", max_bytes=10).head


def test_head_of_a_big_file_reads_64_kib_only(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.write(b"author,text\n")
        stream.truncate(2**40)
    one = Input("big.txt", path)
    assert len(one.head) == 65_536
    assert one.head.startswith(b"author,text\n")
    assert "data" not in vars(one)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_named_pipe_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    content = b"author,text\nAnn Example,Fine\n"
    writer = threading.Thread(target=path.write_bytes, args=(content,))
    writer.start()
    one = Input("pipe", path)
    assert one.head == content
    assert one.text == content.decode()
    writer.join(5)


def test_suffix_and_stem() -> None:
    one = Input("Folder.v2/Comments.2024.CSV", Path("Folder.v2/Comments.2024.CSV"))
    assert (one.suffix, one.stem) == (".csv", "Comments.2024")
