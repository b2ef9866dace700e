"""Every writer: what was written is what other readers read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.errors import ConfigError, OutputError
from polarize.writers import Writer, choose, write, write_to, writers
from polarize.writers._spreadsheet import neutralise, printable
from polarize.writers.xlsx import WRITER as XLSX


def written(table: pl.DataFrame, name: str, *, raw: bool = False) -> bytes:
    stream = io.BytesIO()
    write_to(stream, table, name, raw=raw)
    return stream.getvalue()


def cells(content: bytes) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


# Registry


def test_every_module_is_a_writer() -> None:
    assert list(writers()) == ["convokit", "csv", "fourcat", "jsonl", "parquet", "xlsx"]
    suffixes = {name: one.suffix for name, one in writers().items() if one.name == name}
    assert suffixes == {name: f".{name}" for name in ("csv", "jsonl", "parquet", "xlsx")} | {"convokit": ".jsonl", "fourcat": ".csv"}


@pytest.mark.parametrize(
    ("path", "name", "wanted"),
    [("a.xlsx", None, "xlsx"), ("a.JSONL", None, "jsonl"), ("a.csv", "parquet", "parquet"), (None, None, "csv"), ("noname", None, "csv")],
)
def test_choose(path: str | None, name: str | None, wanted: str) -> None:
    assert choose(None if path is None else Path(path), name).name == wanted


def test_choose_names_what_there_is() -> None:
    with pytest.raises(
        ConfigError, match=r"^--to ods: there is no such format\. Choose from: convokit, csv, fourcat, jsonl, parquet, xlsx\.$"
    ):
        choose(None, "ods")
    with pytest.raises(
        ConfigError,
        match=r"^a\.docx: no format has the suffix \.docx\. Name one with --to: convokit, csv, fourcat, jsonl, parquet, xlsx\.$",
    ):
        choose(Path("a.docx"), None)


# All of them


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "xlsx"])
@pytest.mark.parametrize("raw", [True, False])
def test_the_same_table_gives_the_same_bytes(table: pl.DataFrame, name: str, raw: bool) -> None:
    assert written(table, name, raw=raw) == written(table.clone(), name, raw=raw)


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "xlsx"])
def test_an_empty_table_keeps_its_columns(table: pl.DataFrame, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"out.{name}"
    write(table.clear(), path)
    assert path.exists()
    if name == "csv":
        assert path.read_text(encoding="utf-8-sig").strip() == ",".join(table.columns)
    if name == "xlsx":
        assert cells(path.read_bytes()) == [tuple(table.columns)]
    if name == "parquet":
        assert pl.read_parquet(path).schema == table.schema


@pytest.mark.parametrize("name", ["csv", "jsonl", "xlsx"])
def test_no_nan_reaches_a_file(name: str) -> None:
    content = written(pl.DataFrame({"x": [float("nan"), float("inf"), -0.5], "y": ["a", "b", "c"]}), name)
    if name == "csv":
        assert content.decode("utf-8-sig") == "x,y\n,a\n,b\n-0.5,c\n"
    elif name == "jsonl":
        assert [json.loads(line) for line in content.splitlines()] == [{"x": None, "y": "a"}, {"x": None, "y": "b"}, {"x": -0.5, "y": "c"}]
    else:
        assert cells(content) == [("x", "y"), (None, "a"), (None, "b"), (-0.5, "c")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "xlsx"])
def test_a_full_disk_is_an_error_of_the_system(name: str) -> None:
    def fill() -> None:
        with Path("/dev/full").open("wb") as stream:
            write_to(stream, pl.DataFrame({"a": [str(number) * 50 for number in range(20_000)]}), name)

    with pytest.raises(OSError, match="No space left on device") as caught:
        fill()
    assert caught.value.errno == 28


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_table: pl.DataFrame, stream: BinaryIO, _raw: bool) -> None:
        stream.write(b"half")
        raise OSError("gone (os error 28)")

    monkeypatch.setattr("polarize.writers.writers", lambda: {"csv": Writer("csv", ".csv", fail)})
    with pytest.raises(OutputError, match="No space left on device"):
        write(pl.DataFrame({"a": ["x"]}), tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []


# CSV


def test_csv_bytes() -> None:
    table = pl.DataFrame(
        {
            "id": ["007", "8"],
            "text": ['=a "b"', "x,y"],
            "n": [-1.5, None],
            "at": [datetime(2024, 5, 1, 12, 30, tzinfo=UTC), datetime(2024, 5, 1, 12, 30, 0, 5_000, tzinfo=UTC)],
            "day": [date(2024, 5, 1), None],
            "flag": [True, False],
        }
    )
    rows = '{},-1.5,2024-05-01T12:30:00Z,2024-05-01,true\n8,"x,y",,2024-05-01T12:30:00.005Z,,false\n'
    assert written(table, "csv", raw=True) == ("id,text,n,at,day,flag\n" + rows.format('007,"=a ""b"""')).encode()
    assert written(table, "csv") == b"\xef\xbb\xbf" + ("id,text,n,at,day,flag\n" + rows.format('007,"\'=a ""b"""')).encode()


def test_csv_is_read_by_the_standard_library(table: pl.DataFrame) -> None:
    rows = list(csv.DictReader(io.StringIO(written(table, "csv", raw=True).decode(), newline="")))
    assert [row["text"] for row in rows] == [text or "" for text in table["text"]]
    assert [row["stance_label"] for row in rows] == [label or "" for label in table["stance_label"]]
    assert [float(row["compound"]) if row["compound"] else None for row in rows] == table["compound"].to_list()
    assert [row["posted_at"] for row in rows][:3] == ["2024-05-01T12:30:05Z", "2024-05-01T12:30:05.250Z", ""]


def test_csv_tells_null_from_empty() -> None:
    assert written(pl.DataFrame({"a": ["", None], "b": ["x", "y"]}), "csv", raw=True) == b'a,b\n"",x\n,y\n'


def test_csv_neutralises_texts_and_no_numbers(table: pl.DataFrame) -> None:
    rows = list(csv.DictReader(io.StringIO(written(table, "csv").decode("utf-8-sig"), newline="")))
    starts = tuple("=+-@\t\r＝＋－＠")
    assert not any(row["text"].startswith(starts) for row in rows)
    assert [row["text"][1:] for row in rows[:7]] == table["text"].to_list()[:7]
    assert [row["text"] for row in rows[7:12]] == table["text"].to_list()[7:12]
    assert rows[0]["compound"] == "-0.5"
    assert rows[0]["votes"] == "-3"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.sampled_from("'=+-@\t\r\n\0＝＋－＠a "), max_size=6), min_size=1, max_size=8))
def test_neutralising_is_undone_by_taking_one_apostrophe(texts: list[str]) -> None:
    shown = neutralise(pl.DataFrame({"text": texts}))["text"].to_list()
    signs = tuple("=+-@\t\r\n\0＝＋－＠")
    for text, cell in zip(texts, shown, strict=True):
        assert not cell.startswith(signs)
        assert (cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(signs) else cell) == text


# JSON lines and Parquet


def test_jsonl(table: pl.DataFrame) -> None:
    rows = [json.loads(line) for line in written(table, "jsonl").decode().split("\n") if line]
    plain = table.with_columns(pl.col("stance_label").cast(pl.String)).drop("posted_at", "published").rows(named=True)
    assert [{key: row[key] for key in plain[0]} for row in rows] == plain
    assert [row["posted_at"] for row in rows][:3] == ["2024-05-01T12:30:05Z", "2024-05-01T12:30:05.250Z", None]
    assert [row["published"] for row in rows][:3] == ["2024-02-29", "1999-12-31", None]


def test_parquet(table: pl.DataFrame, tmp_path: Path) -> None:
    write(table, tmp_path / "a.parquet")
    assert pl.read_parquet(tmp_path / "a.parquet").equals(table)
    assert pl.read_parquet(tmp_path / "a.parquet").schema == table.schema


# xlsx


def test_xlsx(table: pl.DataFrame) -> None:
    header, *rows = cells(written(table, "xlsx"))
    assert header == tuple(table.columns)
    wanted = table.with_columns(pl.col("posted_at").dt.replace_time_zone(None).dt.truncate("1ms"))
    for row, expected in zip(rows, wanted.iter_rows(named=True), strict=True):
        found = dict(zip(header, row, strict=True))
        assert found["comment_id"] == expected["comment_id"]
        # openpyxl leaves the escape for "_" in "_x0041_" as it is written
        assert (found["text"] or "").replace("_x005F_", "_") == (expected["text"] or "")
        for name in ("stance_label", "votes", "reply_inferred"):
            assert found[name] == expected[name]
        # a workbook holds 16 digits
        assert found["compound"] == (expected["compound"] and pytest.approx(expected["compound"], rel=1e-15))
        assert found["posted_at"] == expected["posted_at"]
        assert (found["published"].date() if found["published"] else None) == expected["published"]


def test_xlsx_holds_no_formula_and_no_link(table: pl.DataFrame) -> None:
    content = written(table, "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert {cell.data_type for cell in sheet["B"]} == {"s", "n"}
    assert all(cell.value is None for cell in sheet["B"] if cell.data_type == "n")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in xml
        assert b"hyperlink" not in xml
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


LONG = {"plain": "abcdefghi " * 4_000, "emoji": "🚲" * 20_000, "mixed": "a🚲" * 12_000}


@pytest.mark.parametrize("kind", LONG)
def test_xlsx_cuts_long_cells_with_a_mark(kind: str) -> None:
    text = LONG[kind]
    cell = cells(written(pl.DataFrame({"text": [text, "short"]}), "xlsx"))[1][0]
    kept, mark = cell.split(" […")
    assert text.startswith(kept)
    assert mark == f"{len(text) - len(kept)} characters cut]"
    assert 32_700 < len(cell.encode("utf-16-le")) // 2 <= 32_767
    for name in ("csv", "jsonl"):
        assert text in written(pl.DataFrame({"text": [text]}), name).decode()


def test_xlsx_keeps_a_cell_that_just_fits() -> None:
    for text in ("x" * 32_767, "🚲" * 16_383, "中" * 32_767):
        assert cells(written(pl.DataFrame({"text": [text]}), "xlsx"))[1][0] == text


def test_control_characters() -> None:
    text = "a\0b\x07c\x1bd\x0be\ufffef\uffffg\r\nh\ri\tj\nk"
    assert cells(written(pl.DataFrame({"text": [text]}), "xlsx"))[1][0] == "abcdefg\nh\ni\tj\nk"
    assert json.loads(written(pl.DataFrame({"text": [text]}), "jsonl"))["text"] == text


def test_xlsx_writes_days_before_1900_as_text() -> None:
    found = cells(written(pl.DataFrame({"day": [date(1850, 3, 1), date(1900, 3, 1)]}), "xlsx"))
    assert found == [("day",), ("1850-03-01",), (datetime(1900, 3, 1),)]  # noqa: DTZ001 - a workbook has no zones


def test_xlsx_refuses_more_rows_than_it_holds() -> None:
    with pytest.raises(OutputError, match=r"a workbook holds 1,048,575 rows and this table has 1,048,576\. Write CSV or Parquet instead\."):
        XLSX.write(pl.DataFrame({"a": pl.repeat(1, 1_048_576, eager=True)}), io.BytesIO(), False)


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "xlsx"])
@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=4))
def test_any_text_can_be_written(name: str, texts: list[str]) -> None:
    content = written(pl.DataFrame({"text": texts}), name, raw=True)
    back: dict[str, Callable[[], list[str]]] = {
        "jsonl": lambda: [json.loads(line)["text"] for line in content.decode().split("\n") if line],
        "parquet": lambda: pl.read_parquet(io.BytesIO(content))["text"].to_list(),
        "csv": lambda: texts,
        "xlsx": lambda: texts if len(cells(content)) == len(texts) + 1 else [],
    }
    assert back[name]() == texts


def test_a_lazy_workbook_goes_bit_by_bit_to_the_same_bytes(table: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = pl.concat([table] * 9)
    write(large, tmp_path / "whole.xlsx")
    held: list[int] = []

    def seen(part: pl.DataFrame) -> pl.DataFrame:
        held.append(part.height)
        return printable(part)

    monkeypatch.setattr("polarize.writers._sheets._STEP", 4)
    monkeypatch.setattr("polarize.writers._sheets.printable", seen)
    write(large.lazy(), tmp_path / "lazy.xlsx")
    assert (tmp_path / "lazy.xlsx").read_bytes() == (tmp_path / "whole.xlsx").read_bytes()
    assert max(held) == 4
    assert sum(held) == large.height
