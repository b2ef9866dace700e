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
from polarize.sources._table_extent import extent_of
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
    with pytest.raises(Malformed, match=r"reaches to row 1,048,576 and column 16,384, .* Delete what stands alone far off"):
        told("xlsx", stream.getvalue(), "c.xlsx")


def test_texts_by_the_thousand_million_that_are_not_there_are_refused(told: Reader) -> None:
    changed = io.BytesIO(book(Sheet=ROWS))
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", '<sst count="1" uniqueCount="2147483648"><si><t>Trams.</t></si></sst>')
    with pytest.raises(Malformed, match=r"says that it holds 2,147,483,648 texts and holds 1\."):
        told("xlsx", changed.getvalue())


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


def open_document(rows: str, end: str = "</table:table>") -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    head = f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0">'
    body = f'{head}<office:body><office:spreadsheet><table:table table:name="A">{rows}{end}</office:spreadsheet></office:body>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{names}:manifest:1.0"/>')
        archive.writestr("content.xml", f"{body}</office:document-content>")
    return stream.getvalue()


def open_row(*texts: str, times: int = 1, wide: int = 1) -> str:
    cell = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{wide}"><text:p>'
    cells = "".join(f"{cell}{text}</text:p></table:table-cell>" for text in texts)
    return f'<table:table-row table:number-rows-repeated="{times}">{cells or "<table:table-cell/>"}</table:table-row>'


OPEN_ROWS = open_row("user", "comment") + open_row("Fox", "Trams.")


@pytest.mark.parametrize(
    "stray", [open_row("x", times=2_000_000), open_row("x", wide=3_000_000), open_row(times=2_000_000) + open_row("x")]
)
def test_a_cell_of_open_document_that_is_repeated_a_million_times_is_refused(told: Reader, stray: str) -> None:
    with pytest.raises(Malformed, match="with next to nothing between"):
        told("xlsx", open_document(OPEN_ROWS + stray), "c.ods")


@pytest.mark.parametrize("end", ["", '</table:table><table:table table:name="B">', "<table:table/>", "</table:table-row>", "</table>"])
def test_a_sheet_of_open_document_without_an_end_is_refused(told: Reader, end: str) -> None:
    """The reader of workbooks would look for it for ever."""
    with pytest.raises(Malformed, match=r"broken \(content.xml: mismatched tag: line 1, column \d+\)"):
        told("xlsx", open_document(OPEN_ROWS, end), "c.ods")


def test_an_end_inside_a_cell_of_open_document_is_none(told: Reader) -> None:
    with pytest.raises(Malformed, match="mismatched tag"):
        told("xlsx", open_document(OPEN_ROWS + open_row("</table:table>No."), ""), "c.ods")


def test_the_empty_rows_at_the_end_of_an_open_document_are_no_harm(told: Reader) -> None:
    empty = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert told("xlsx", open_document(OPEN_ROWS + empty), "c.ods").comments["text"].to_list() == ["Trams."]


@pytest.mark.parametrize("length", [1, 7, 30, 100_000])
def test_how_far_a_sheet_reaches_does_not_hang_on_where_it_is_cut(length: int) -> None:
    excel = b'<sheetData><row r="3"><c r="B3" s="1"><v>4</v></c><c r="ZZ3" s="2"/></row><row r="9"><c t="s" r="AC9"><v>1</v></c>'
    for part, data, found in (
        ("xl/worksheets/sheet1.xml", excel, (9, 29, 2)),
        ("content.xml", f"<a>{OPEN_ROWS}{open_row(times=5)}{open_row('a', 'b', wide=4)}</a>".encode(), (8, 8, 6)),
    ):
        extent = extent_of(part)
        assert extent is not None
        for start in range(0, len(data), length):
            extent.see(data[start : start + length])
        assert extent.problem() is None
        assert (extent.rows, extent.columns, extent.cells) == found
