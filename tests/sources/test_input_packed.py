"""Packed files: gzip and Zstandard are read as what is in them, and cost no more than they may."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest
import zstandard

from polarize.errors import NotReadable
from polarize.sources import Input, read

TABLE = b"author,text\n" + b"TeapotAdmiral,Trams are quiet.\n" * 3_000
PACKED = {
    ".gz": gzip.compress(TABLE),
    ".zst": zstandard.compress(TABLE),
    "two members": gzip.compress(TABLE[:50_000]) + gzip.compress(TABLE[50_000:]),
    "two frames": zstandard.compress(TABLE[:50_000]) + zstandard.compress(TABLE[50_000:]),
    "skippable frame": b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd" + zstandard.compress(TABLE),
    "padding": gzip.compress(TABLE) + bytes(512),
    "wide window": zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=31, enable_ldm=False)
    ).compress(TABLE),
}


@pytest.mark.parametrize("kind", PACKED)
def test_what_is_packed_is_read(kind: str) -> None:
    one = Input("comments.csv.gz", None, content=PACKED[kind])
    assert one.head == TABLE[:65_536]
    assert one.data == TABLE
    assert b"".join(one.blocks()) == TABLE
    assert one.damage == []


def test_the_name_is_that_of_what_is_packed(tmp_path: Path) -> None:
    (tmp_path / "day.csv.gz").write_bytes(PACKED[".gz"])
    (tmp_path / "night.CSV.ZST").write_bytes(PACKED[".zst"])
    (tmp_path / "notes.tar.gz").write_bytes(PACKED[".gz"])
    found = read([tmp_path])
    assert found.articles["article_id"].to_list() == ["day", "night"]
    assert found.comments.height == 6_000
    assert found.problems == ()
    assert any("notes.tar.gz" in one for one in found.remarks)


@pytest.mark.parametrize("kind", [".gz", ".zst"])
def test_a_file_that_breaks_off_is_read_up_to_there_and_it_is_said(kind: str, tmp_path: Path) -> None:
    rows = b"".join(b"reader%d,Comment number %d about trams.\n" % (number, number * 7919) for number in range(50_000))
    packed = gzip.compress(b"author,text\n" + rows) if kind == ".gz" else zstandard.compress(b"author,text\n" + rows)
    path = tmp_path / f"c.csv{kind}"
    path.write_bytes(packed[: len(packed) // 2])
    found = read([path])
    assert 5_000 < found.comments.height < 49_000
    assert found.problems[0] == f"{path}: breaks off in the middle; what could be unpacked was read. Fetch it again to get the rest."


@pytest.mark.parametrize("magic", [b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"])
def test_nothing_to_unpack_is_a_sentence(magic: bytes) -> None:
    with pytest.raises(NotReadable, match=r"^x: .*nothing in it can be unpacked\. Save or export it again\.$"):
        _ = Input("x", None, content=magic + b"\xff" * 100).data


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_a_bomb_is_refused_before_it_goes_off(kind: str) -> None:
    zeros = bytes(200_000_000)
    bomb = gzip.compress(zeros, 1) if kind == "gzip" else zstandard.compress(zeros)
    del zeros
    tracemalloc.start()
    with pytest.raises(
        NotReadable, match=r"^x\.gz: unpacks to more than 1,000,000 bytes\. Raise the limit with --max-bytes, or split it\.$"
    ):
        _ = Input("x.gz", None, content=bomb, max_bytes=1_000_000).data
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 150_000_000
