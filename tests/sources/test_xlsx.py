"""Workbooks: the sheet that is read, cells of every kind, our own workbooks, and archives that are none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import openpyxl
import openpyxl.styles
import pytest

from polarize.errors import InputError, Malformed, MissingColumn, NotReadable
from polarize.sources import Input, ReadOptions, choose, sources
from polarize.tables import Corpus
from polarize.writers import write_to

Reader = Callable[..., Corpus]


def book(**sheets: list[list[Any]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


ROWS: list[list[Any]] = [
    ["id", "parent", "user", "comment", "date", "likes"],
    [7, None, "Fox", "Trams.", datetime(2025, 3, 10, 9, 15, tzinfo=UTC).replace(tzinfo=None), 3],
    [8, 7, None, "No.", None, 1.0],
]


def test_cells_become_what_they_mean(told: Reader) -> None:
    found = told("xlsx", book(About=[["Exported by hand"]], Comments=[[], *ROWS]), "c.xlsx")
    assert found.comments.select("comment_id", "reply_to", "author", "text", "votes").rows()[0] == ("7", None, "Fox", "Trams.", 3)
    assert found.comments["reply_to"].to_list() == [None, "7"]
    assert str(found.comments["posted_at"][0]) == "2025-03-10 09:15:00+00:00"
    assert found.articles["source"].to_list() == ["xlsx"]


def test_the_column_for_the_text_can_be_named(told: Reader) -> None:
    sheets = book(One=[["what"], ["x"]], Two=[["said", "user"], ["Trams.", "Fox"]])
    assert told("xlsx", sheets, "c.xlsx", columns={"text": "said"}).comments["text"].to_list() == ["Trams."]
    with pytest.raises(MissingColumn, match="no column that looks like a comment's text"):
        told("xlsx", sheets, "c.xlsx")


def test_what_polarize_writes_is_read_back(told: Reader) -> None:
    comments = told("xlsx", book(Comments=ROWS), "c.xlsx").comments
    stream = io.BytesIO()
    write_to(stream, comments, "xlsx")
    back = told("xlsx", stream.getvalue(), "back.xlsx").comments
    same = ["comment_id", "position", "reply_to", "depth", "author", "posted_at", "votes", "status", "text"]
    assert back.select(same).rows() == comments.select(same).rows()


def test_an_archive_of_something_else_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("page.txt", "hello")
    with pytest.raises(InputError):
        choose(Input("x.zip", None, content=stream.getvalue()))
    for content in (
        stream.getvalue(),
        book(A=ROWS)[:900],
        b"PK\x03\x04" + b"\xff" * 500,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
    ):
        with pytest.raises(InputError, match=r"^x\.xlsx: "):
            sources()["xlsx"].read(Input("x.xlsx", None, content=content), ReadOptions())


def test_a_bomb_is_refused_even_if_it_lies_about_its_size() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    honest = stream.getvalue()
    size = (50_000_000).to_bytes(4, "little")
    assert size in honest
    for content in (honest, honest.replace(size, (1_000).to_bytes(4, "little"))):
        with pytest.raises(NotReadable, match=r"^x\.xlsx: unpacks to more than 10,000,000 bytes"):
            sources()["xlsx"].read(Input("x.xlsx", None, content=content, max_bytes=10_000_000), ReadOptions())


def test_a_cell_in_the_last_corner_is_refused_before_all_between_is_set_aside(told: Reader) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    sheet.cell(1_048_576, 16_384, "stray")
    stream = io.BytesIO()
    made.save(stream)
    with pytest.raises(Malformed, match=r"has a cell at row 1,048,576 and one at column 16,384.* Delete what stands alone far off"):
        told("xlsx", stream.getvalue(), "c.xlsx")


def test_empty_cells_far_off_and_many_rows_are_no_harm(told: Reader) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    sheet.cell(1_048_576, 16_384).font = openpyxl.styles.Font(bold=True)  # as a column that somebody has marked
    sheet.cell(40_000, 4, "A late word.")
    stream = io.BytesIO()
    made.save(stream)
    assert told("xlsx", stream.getvalue(), "c.xlsx").comments["text"].to_list() == ["Trams.", "No.", "A late word."]
