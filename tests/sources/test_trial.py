"""Files that end the process that reads them: Parquet and workbooks whose numbers ask for more memory than there is."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from polarize.errors import Malformed, NotReadable
from polarize.sources import Input
from polarize.sources import _trial as trial
from polarize.tables import Corpus

Reader = Callable[..., Corpus]
ROWS = {"author": ["Fox", "Owl", "Fox"], "text": ["Trams.", "No.", "Trams."]}


def parquet() -> bytes:
    stream = io.BytesIO()
    pl.DataFrame(ROWS).write_parquet(stream, compression="zstd")
    return stream.getvalue()


def with_fewer_than_no_values(data: bytes) -> bytes:
    """Let the header of a data page (parquet.thrift: DataPageHeader, compact protocol) say that it has -59 values."""
    # Field 1 an i32 of 3, field 2 encoding RLE_DICTIONARY, fields 3 and 4 encoding RLE; i32 are zigzag numbers.
    three = b"\x15\x06\x15\x10\x15\x06\x15\x06"
    assert three in data
    return data.replace(three, b"\x15\x75" + three[2:], 1)


def record(kind: int, body: bytes = b"") -> bytes:
    """Return a record of xlsb ([MS-XLSB] 2.1.4): its kind and its length in groups of seven bits."""
    length = bytes([len(body)]) if len(body) < 128 else bytes([len(body) & 127 | 128, len(body) >> 7])
    return (bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])) + length + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(cells: dict[tuple[int, int], str]) -> bytes:
    """Return a workbook of one sheet with cells of text by their rows and columns."""
    begin_book, begin_sheets, sheet, end_sheets, end_book = 131, 143, 156, 144, 132
    begin_data, extent, row, cell, end_data = 145, 148, 0, 6, 146
    last = struct.pack("<4I", 0, max(at for at, _ in cells), 0, max(at for _, at in cells))
    body = record(129) + record(extent, last) + record(begin_data)
    for at in sorted({at for at, _ in cells}):
        body += record(row, struct.pack("<I", at) + bytes(13))
        body += b"".join(record(cell, struct.pack("<II", to, 0) + wide(text)) for (of, to), text in sorted(cells.items()) if of == at)
    body += record(end_data) + record(130)
    named = record(sheet, struct.pack("<II", 0, 1) + wide("rId1") + wide("A"))
    book = record(begin_book) + record(begin_sheets) + named + record(end_sheets) + record(end_book)
    office = "openxmlformats.org"
    relation = (
        f'<Relationship Id="rId1" Type="http://schemas.{office}/officeDocument/2006/relationships/worksheet" Target="worksheets/a.bin"/>'
    )
    relations = f'<Relationships xmlns="http://schemas.{office}/package/2006/relationships">{relation}</Relationships>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        archive.writestr("xl/worksheets/a.bin", body)
    return stream.getvalue()


CELLS = {(0, 0): "author", (0, 1): "text", (1, 0): "Fox", (1, 1): "Trams."}


def test_parquet_that_asks_for_all_memory_is_a_sentence_and_the_next_file_is_read(told: Reader) -> None:
    with pytest.raises(Malformed, match=r"^a\.parquet: is no whole Parquet file \(.+\)\. Export it again\.$"):
        told("table", with_fewer_than_no_values(parquet()), "a.parquet")
    assert told("table", parquet(), "b.parquet").comments["text"].to_list() == ROWS["text"]


def test_a_cell_far_off_in_a_binary_workbook_is_a_sentence_and_the_next_book_is_read(told: Reader) -> None:
    with pytest.raises(Malformed, match=r"^a\.xlsb: is no whole workbook \(.+\)\. Export it again\.$"):
        told("xlsx", xlsb(CELLS | {(1_048_575, 16_383): "x"}), "a.xlsb")
    found = told("xlsx", xlsb(CELLS), "b.xlsb").comments
    assert found.select("author", "text").rows() == [("Fox", "Trams.")]


def test_rows_are_counted_and_read_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(parquet())
    one = Input("a.parquet", path)
    assert trial.rows_on_trial(one, "parquet", (0, 0)) == 3
    assert trial.rows_on_trial(one, "parquet", (2, 5)) == 1


def test_a_process_that_somebody_ended_is_started_again() -> None:
    one = Input("a.parquet", None, content=parquet())
    assert trial.rows_on_trial(one, "parquet") == 3
    trial._running[0].kill()
    trial._running[0].wait()
    assert trial.rows_on_trial(one, "parquet") == 3


def test_without_a_second_process_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    trial._stop()
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(NotReadable, match=r"^a\.parquet: cannot be tried in a process of its own \(No such file or directory\)\."):
        trial.rows_on_trial(Input("a.parquet", None, content=parquet()), "parquet")
