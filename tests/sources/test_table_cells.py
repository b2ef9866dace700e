"""Broken and hostile cells in CSV and JSON: what is read all the same, and what is said about it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import polarize
from polarize import writers
from polarize.errors import Malformed
from polarize.sources import Input, ReadOptions
from polarize.sources.table import SOURCE, read_table
from polarize.tables import Corpus


def given(content: str | bytes, name: str = "export.csv") -> Input:
    return Input(name, None, content=content.encode() if isinstance(content, str) else content)


def read(content: str | bytes, name: str = "export.csv", **columns: str) -> Corpus:
    return SOURCE.read(given(content, name), ReadOptions(columns=columns))


def comments(content: str | bytes, name: str = "export.csv", **columns: str) -> pl.DataFrame:
    return read(content, name, **columns).comments


def lines(*rows: dict[str, Any] | str) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


# Cells


def test_leading_zeros_line_breaks_and_commas_stay() -> None:
    found = comments('id,parent_id,text,votes\n007,,"a, b\n\nc ""d""",1\n008,007,e,2\n')
    assert found.select("comment_id", "reply_to", "text").rows() == [("007", None, 'a, b\n\nc "d"'), ("008", "007", "e")]


def test_carriage_returns_as_line_ends() -> None:
    assert comments("author,text\rAnn Example,one\rBob Example,two\r")["text"].to_list() == ["one", "two"]
    assert comments("author,text\r\nAnn Example,one\r\nBob Example,two\r\n")["text"].to_list() == ["one", "two"]


def test_ragged_rows_are_named_and_the_rest_goes_on() -> None:
    found = read("author,votes,text\nAnn,1,one\nBob,2,two, and three\nCleo,3\nDan,4,four\n")
    assert found.comments["text"].to_list() == ["one", "two, and three", "four"]
    assert "export.csv: the row that ends at line 3, 4 is damaged" in found.problems[0]


def test_a_short_row_alone_is_named() -> None:
    found = read("text,author,votes\none,Ann,1\ntwo\nthree,Cleo,3\n")
    assert found.comments["text"].to_list() == ["one", "two", "three"]
    assert "line 3 is damaged" in found.problems[0]


def test_an_open_quote_costs_only_its_line() -> None:
    rows = ["author,text,votes", "Ann,fine,1", 'Bob,"open,2', *[f'Cleo {n},"quoted, {n}",3' for n in range(20)]]
    found = read("\n".join(rows) + "\n")
    assert found.comments["text"].to_list() == ["fine", "open", *[f"quoted, {n}" for n in range(20)]]
    assert found.comments["author"].to_list()[:3] == ["Ann", "Bob", "Cleo 0"]
    assert "line 3 is damaged" in found.problems[0]
    assert read('author,text\nAnn,fine\nBob,"never closed\nCleo,there\n').comments["text"].to_list() == ["fine", "never closed", "there"]


def test_inch_marks_within_cells_join_no_rows() -> None:
    found = comments('text,author\nA 5" pipe,Ann\nand 7" more,Bob\nplain,Cleo\n')
    assert found.select("text", "author").rows() == [('A 5" pipe', "Ann"), ('and 7" more', "Bob"), ("plain", "Cleo")]


def test_many_open_quotes_take_linear_time() -> None:
    for row in ('"open,x', 'a,"""', '"a"",b', '"" x ",y', '",""'):
        found = read("text,author\n" + f"{row}\n" * 10_000)
        assert found.comments.height > 0


def test_duplicate_and_empty_headers() -> None:
    frame, problems = read_table(given("text,text,,a\none,two,three,\n"))
    assert frame.columns == ["text", "text_2", "column_3", "a"]
    assert frame.rows() == [("one", "two", "three", None)]
    assert problems == []


def test_more_columns_than_any_table_of_comments_has() -> None:
    with pytest.raises(Malformed, match=r"^export\.csv: has 50,001 columns\. Keep those that matter: at most 2,000 are read\.$"):
        read("text," * 50_000 + "a\n1\n")
    assert comments("text," * 1_999 + "a\n" + "x," * 1_999 + "y\n")["text"].to_list() == ["x"]


def test_nul_is_left_out() -> None:
    text = "author,text\n" + "Ann Example,a plain comment about the road\n" * 5 + "Ann Example,with\0out\n"
    assert comments(text)["text"].to_list()[-1] == "without"


@pytest.mark.parametrize("content", ["text,author\n", "text\n", "\n\ntext,author\n\n\n", "text,author\n,\n,\n"])
def test_header_only(content: str) -> None:
    with pytest.raises(Malformed, match=r"^export\.csv: has a header line and no rows\. Export it again with its rows\.$"):
        read(content)


def test_rows_without_a_text() -> None:
    with pytest.raises(Malformed, match=r"has no row with a comment in it\. Check the column for the text with --map text=COLUMN\.$"):
        read("text,author\n,Ann Example\n  ,Bob Example\n")
    found = read("text,author\n,Ann Example\nhello,Bob Example\n")
    assert found.comments["author"].to_list() == ["Bob Example"]
    assert "export.csv: 1 rows without a text were left out." in found.remarks


def test_one_column_keeps_its_commas() -> None:
    assert comments('comment\nYes, I agree; really.\n"Quoted, ""too"""\n')["text"].to_list() == ["Yes, I agree; really.", 'Quoted, "too"']


def test_one_megabyte_cell() -> None:
    long = "word " * 200_000
    assert comments(f'author,text\nAnn,"{long}"\nBob,short\n')["text"].to_list() == [long, "short"]
    assert comments(lines({"text": long}, {"text": "short"}), "a.jsonl")["text"].to_list() == [long, "short"]


def test_first_json_line_longer_than_the_head_is_claimed() -> None:
    assert SOURCE.identify(given(lines({"text": "word " * 200_000}, {"text": "short"}), "a.jsonl")) is not None


# JSON


def test_bad_json_lines_are_named_and_the_rest_goes_on() -> None:
    found = read(lines('{"text": "broken', {"text": "one"}, "", "[1]", "nonsense", {"text": "two"}), "a.jsonl")
    assert found.comments["text"].to_list() == ["one", "two"]
    assert found.problems == ("a.jsonl: line 1, 4, 5 is no JSON object and was left out.",)


def test_lone_surrogates_become_the_replacement_character() -> None:
    found = comments('{"text": "a \\ud800 b", "author": "x\\udfff"}\n{"text": "pair \\ud83d\\ude00"}\n', "a.jsonl")
    assert found.select("text", "author").rows() == [("a \ufffd b", "x\ufffd"), ("pair \U0001f600", None)]


def test_numbers_without_measure() -> None:
    content = lines(
        '{"text": "long", "likes": 1, "id": ' + "9" * 5_000 + "}",
        '{"text": "nan", "likes": NaN, "id": 1e400}',
        '{"text": "inf", "likes": 1e400, "id": -Infinity}',
        '{"text": "twice", "likes": 3, "likes": 4, "id": 12.0}',
    )
    found = comments(content, "a.jsonl")
    assert found["text"].to_list() == ["long", "nan", "inf", "twice"]
    assert found["votes"].to_list() == [1, None, None, 4]
    assert found["comment_id"].to_list() == ["9" * 5_000, "2", "3", "12"]


@pytest.mark.parametrize("opening", ['{"a":', "["])
def test_depth_of_100_000(opening: str) -> None:
    deep = opening * 100_000
    found = read(lines({"text": "fine"}, deep), "a.jsonl")
    assert found.problems == ("a.jsonl: line 2 is no JSON object and was left out.",)
    with pytest.raises(Malformed, match=r"^a\.json"):
        read(f"[{deep}" if opening == "[" else deep, "a.jsonl")


def test_broken_array_is_named_by_line() -> None:
    with pytest.raises(Malformed, match=r"^a\.json: is no JSON array of objects \(broken at line 3, column \d+: "):
        read('[{"text": "one"},\n{"text": "two"},\n{"text": oops}]', "a.json")


def test_new_keys_in_every_row_do_not_square_the_table() -> None:
    found = read(lines(*({"text": "x", f"k{n}": n} for n in range(1_500))), "a.jsonl")
    assert found.comments.height == 1_500
    assert "1,501 different keys; only the first 500" in found.problems[0]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        *[
            ("1.2k", 1_200),
            ("1,2 K", 1_200),
            ("3M", 3_000_000),
            ("1,234", 1_234),
            ("1 234", 1_234),
            ("1\u202f234", 1_234),
            ("-1,5k", -1_500),
        ],
        *[("12.0", 12), ("+3", 3), ("1 2", None), ("k", None), ("1.2kg", None), ("1,23", None)],
    ],
)
def test_counts_as_sites_print_them(cell: str, wanted: int | None) -> None:
    assert comments(f'text,likes\na,"{cell}"\nb,7\n')["votes"].to_list() == [wanted, 7]


PRINTED = {
    "March 3, 2024 5:04 PM EST": (2024, 3, 3, 22, 4),
    "3 mars 2024 à 17:04": (2024, 3, 3, 17, 4),
    "4. November 2023 um 10:29 Uhr": (2023, 11, 4, 10, 29),
    "2024年3月3日 17:04": (2024, 3, 3, 17, 4),
}
AGO = {
    "3 hours ago": (6, 10, 9),
    "vor 2 Tagen": (6, 8, 12),
    "il y a 2 jours": (6, 8, 12),
    "hace 2 horas": (6, 10, 10),
    "3小时前": (6, 10, 9),
    "2 ore fa": (6, 10, 10),
    "un'ora fa": (6, 10, 11),
    "há 2 dias": (6, 8, 12),
    "2 dagen geleden": (6, 8, 12),
    "3 часа назад": (6, 10, 9),
    "2 timmar sedan": (6, 10, 10),
    "3 dni temu": (6, 7, 12),
    "2 saat önce": (6, 10, 10),
    "3時間前": (6, 10, 9),
    "2週間前": (5, 27, 12),
    "3일 전": (6, 7, 12),
    "yesterday at 10:00": (6, 9, 10),
    "ieri alle 10:00": (6, 9, 10),
    "вчера в 10:00": (6, 9, 10),
    "今日 10:00": (6, 10, 10),
}


def test_times_in_words_are_read_and_ages_only_with_a_time_of_capture() -> None:
    cells = [*PRINTED, *AGO, "4/5/2024", "soon", "0150-01-01 x"]
    given_rows = "text\tdate\n" + "".join(f"words\t{cell}\n" for cell in cells)
    absolute = [datetime(*parts, tzinfo=UTC) for parts in PRINTED.values()]
    found = comments(given_rows, "export.tsv")
    assert found["posted_raw"].to_list() == cells
    assert found["posted_at"].to_list() == [*absolute, *[None] * (len(AGO) + 3)]
    captured = SOURCE.read(given(given_rows, "export.tsv"), ReadOptions(captured_at=datetime(2024, 6, 10, 12, tzinfo=UTC))).comments
    counted = [datetime(2024, *parts, tzinfo=UTC) for parts in AGO.values()]
    assert captured["posted_at"].to_list() == [*absolute, *counted, None, None, None]


def test_comments_that_are_stored_as_html_are_read_as_text() -> None:
    """The archive of the New York Times has line breaks and links as tags; what somebody wrote about tags stays."""
    texts = [
        'Fine.<br/><br/>Not &amp; so.<br/>See <a href="https://a.example" rel="nofollow">this</a>',
        "<p>One.</p><blockquote>Said.</blockquote>No.",
    ]
    kept = ["I <3 trams & <b>bold</b> words", "a < b, c > d"]
    found = comments(lines(*({"commentBody": one} for one in [*texts, *kept])), "export.jsonl")
    assert found["text"].to_list() == ["Fine.\n\nNot & so.\nSee this", "One.\n\n> Said.\n\nNo.", *kept]


def test_tags_in_a_table_of_our_own_are_what_somebody_wrote(tmp_path: Path) -> None:
    page = (
        "2 Comments\n\nAnn Example says:\nMay 3, 2024 at 10:00 am\nUse <br/> for a new line.\n\nBob Example says:\nMay 4, 2024\nThanks.\n"
    )
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    first = polarize.read(tmp_path / "page.txt").comments
    for name in ("table.csv", "table.jsonl", "table.parquet"):
        writers.write(first, tmp_path / name)
        assert polarize.read(tmp_path / name).comments["text"].to_list() == first["text"].to_list()
    assert "Use <br/> for" in first["text"][0]
