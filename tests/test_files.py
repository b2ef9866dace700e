"""Files are written whole or not at all, under names that every system takes."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.errors import OutputError
from polarize.files import atomic, refuse_links, slug, sweep, write_bytes, write_text

RESERVED = {"con", "prn", "aux", "nul", *(f"{kind}{number}" for kind in ("com", "lpt") for number in range(10))}


def test_a_file_takes_its_place_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "out.txt"
    write_text(path, "Größe 🚲\n")
    assert path.read_bytes() == "Größe 🚲\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_lone_surrogates_are_replaced(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "a \ud800 b")
    assert (tmp_path / "a.txt").read_bytes() == b"a ? b"


def test_an_exception_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    def fail() -> None:
        with atomic(path) as stream:
            stream.write(b"half of the n")
            raise KeyError("a bug")

    with pytest.raises(KeyError):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("existing", [True, False])
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, existing: bool) -> None:
    path = tmp_path / "out.csv"
    if existing:
        path.write_text("old")

    def fail() -> None:
        with atomic(path) as stream:
            stream.write(b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OutputError, match=r"out\.csv: cannot be written \(No space left on device\)\. Choose another place with -o"):
        fail()
    assert [one.read_text() for one in tmp_path.iterdir()] == (["old"] if existing else [])


def test_a_disk_that_is_full_only_at_the_flush(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_bytes(tmp_path / "out.csv", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "precious.txt", tmp_path / "out.txt"
    target.write_text("old")
    link.symlink_to(target)
    with pytest.raises(OutputError, match=r"out\.txt: is a symbolic link, and polarize does not write through links\."):
        write_text(link, "new")
    assert target.read_text() == "old"
    assert link.is_symlink()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(os.name == "nt", reason="no named pipes there")
def test_a_device_or_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OutputError, match=r"pipe: is a device or a pipe, which cannot be written whole\."):
        write_text(pipe, "x")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out.txt").mkdir()
    with pytest.raises(OutputError, match=r"out\.txt: cannot be written \(Is a directory\)"):
        write_text(tmp_path / "out.txt", "x")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"file/out\.txt: cannot be written"):
        write_text(tmp_path / "file" / "out.txt", "x")
    assert {one.name for one in tmp_path.iterdir()} == {"out.txt", "file"}


@pytest.mark.skipif(os.name == "nt", reason="no modes there")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_permissions_follow_the_umask(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write_text(tmp_path / "out.txt", "x")
    finally:
        assert os.umask(before) == mask
    assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == mode


def test_a_long_name_leaves_room_for_the_temporary_one(tmp_path: Path) -> None:
    path = tmp_path / ("ö" * 100 + ".txt")
    write_text(path, "x")
    assert path.read_text() == "x"


NAMES = [
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    ".",
    "",
    " ",
    "CON",
    "con",
    "nul.txt",
    "a\\b",
    "a\0b",
    "a/b",
    "ab",
    "x" * 300,
    "x" * 301,
    "é",
    unicodedata.normalize("NFD", "é"),
    "\u00c5",
    "\u212b",
    "A",
    "a",
    "-rf",
    "--help",
    "\u202egnp.exe",
    "中文标题",
    "中文標題",
    "🚲",
    "a\ud800",
    "a" + "\u0301\u0316" * 50_000,
    "C:\\Windows\\system32",
    "comments~2",
    "comments-2",
]


def check(name: str, made: str, limit: int = 80) -> None:
    assert 0 < len(made) <= limit
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert made not in RESERVED, name


def test_slugs_of_hostile_names() -> None:
    made = [slug(name) for name in NAMES]
    for name, one in zip(NAMES, made, strict=True):
        check(name, one)
    assert len(set(made)) == len(NAMES)
    assert made == [slug(name) for name in NAMES]


def test_a_slug_begins_as_its_name() -> None:
    assert slug("Mill Street Bike Lane: Six Weeks On").startswith("mill-street-bike-lane-six-weeks-on-")
    assert slug("Où est l'été ?").startswith("ou-est-l-ete-")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(), max_size=120), st.text(st.characters(), max_size=120), st.integers(8, 80))
def test_slugs_of_any_two_names(one: str, two: str, limit: int) -> None:
    check(one, slug(one, limit), limit)
    assert (slug(one) == slug(two)) == (one == two)


@pytest.mark.skipif(os.name == "nt", reason="nothing is swept there")
def test_what_a_killed_process_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    program = f"""
import os
from pathlib import Path
from polarize.files import atomic
with atomic(Path({str(tmp_path)!r}, "out.csv")) as stream:
    stream.write(b"half")
    os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", program], check=False)
    (left,) = tmp_path.iterdir()
    assert left.name != "out.csv"
    mine = [".hidden", "a.part", ".x.part", ".git.part"]
    for name in mine:
        (tmp_path / name).touch()
    with atomic(tmp_path / "other.csv") as stream:
        sweep(tmp_path)
        stream.write(b"x")
    assert {one.name for one in tmp_path.iterdir()} == {*mine, "other.csv"}
    sweep(tmp_path / "nowhere")


def test_linked_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "articles").symlink_to(tmp_path.parent)
    with pytest.raises(OutputError, match=r"articles: is a symbolic link"):
        refuse_links(tmp_path, "figures", "articles")
    refuse_links(tmp_path, "figures")


def test_a_full_disk_in_the_words_of_polars(tmp_path: Path) -> None:
    def fail(words: str) -> None:
        with atomic(tmp_path / "out.parquet") as stream:
            stream.write(b"half")
            raise pl.exceptions.ComputeError(words)

    with pytest.raises(OutputError, match=r"out\.parquet: cannot be written \(No space left on device\)"):
        fail("parquet: underlying IO error: No space left on device (os error 28)")
    with pytest.raises(pl.exceptions.ComputeError):
        fail("a bug")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_of_which_polars_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What polars says when the end of a Parquet file does not fit: nothing of the disk. So it is tried."""

    def fail() -> None:
        with atomic(tmp_path / "out.parquet") as stream:
            stream.write(b"half")
            raise pl.exceptions.ComputeError("parquet: File out of specification: Invalid thrift: transport error")

    with pytest.raises(pl.exceptions.ComputeError):
        fail()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"out\.parquet: cannot be written \(No space left on device\)"):
        fail()
    assert list(tmp_path.iterdir()) == []
