"""Tables of comments: what is read from which column, and what is said about damage."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from polarize.errors import ConfigError, Malformed, MissingColumn
from polarize.sources import Input, ReadOptions
from polarize.sources.table import SOURCE, from_frame, is_neutralised, read_table, times
from polarize.tables import Corpus
from polarize.writers import csv as csv_writer


def given(content: str | bytes, name: str = "export.csv") -> Input:
    return Input(name, None, content=content.encode() if isinstance(content, str) else content)


def read(content: str | bytes, name: str = "export.csv", **columns: str) -> Corpus:
    return SOURCE.read(given(content, name), ReadOptions(columns=columns))


def comments(content: str | bytes, name: str = "export.csv", **columns: str) -> pl.DataFrame:
    return read(content, name, **columns).comments


def lines(*rows: dict[str, Any] | str) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


# Formats


@pytest.mark.parametrize(("sign", "name"), [(",", "a.csv"), ("\t", "a.tsv"), (";", "a.csv"), ("|", "a.csv"), ("\t", "a.tab")])
def test_delimited(sign: str, name: str) -> None:
    found = comments(sign.join(["author", "text"]) + "\n" + sign.join(["Ann Example", '"Yes' + sign + ' ""no"""']) + "\n", name)
    assert found.select("author", "text").rows() == [("Ann Example", f'Yes{sign} "no"')]


def test_json_lines() -> None:
    found = read(lines({"commentBody": "Fine.", "likes": 3}, {"commentBody": "Not fine.", "author": "Ann Example"}), "a.jsonl")
    assert found.comments.select("text", "author", "votes").rows() == [("Fine.", None, 3), ("Not fine.", "Ann Example", None)]
    assert found.problems == ()


def test_json_array_and_its_nested_values_are_left_out() -> None:
    content = json.dumps([{"body": "One", "user": {"id": 4}}, {"body": "Two"}, 7], indent=1)
    found = read(content, "a.json")
    assert found.comments["text"].to_list() == ["One", "Two"]
    assert found.problems == ("a.json: 1 entries are no JSON object and were left out.",)


def test_parquet(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "id": [7, 8, 9],
            "parent": [None, 7.0, 8.0],
            "body": ["Erste", "Zweite, länger", "第三"],
            "score": [1, -2, None],
            "created": [datetime(2024, 5, 1, 12, 30, tzinfo=UTC), None, datetime(2024, 5, 1, 12, 30, 10, 250_000, tzinfo=UTC)],
            "day": [date(2024, 5, 1)] * 3,
            "tags": [["a"], [], ["b"]],
            "kind": pl.Series(["x", "y", "x"], dtype=pl.Categorical),
        }
    )
    path = tmp_path / "dump.parquet"
    frame.write_parquet(path)
    found = SOURCE.read(Input(str(path), path), ReadOptions()).comments
    assert found["text"].to_list() == frame["body"].to_list()
    assert found["comment_id"].to_list() == ["7", "8", "9"]
    assert found["reply_to"].to_list() == [None, "7", "8"]
    assert found["depth"].to_list() == [0, 1, 2]
    assert found["votes"].to_list() == [1, -2, None]
    assert found["posted_at"].to_list() == frame["created"].to_list()


def test_broken_parquet_is_named() -> None:
    stream = io.BytesIO()
    pl.DataFrame({"text": ["hello"] * 50}).write_parquet(stream)
    whole = stream.getvalue()
    for cut in (whole[:40], whole[:-9], whole[:4] + b"\xff" * 200 + whole[-8:]):
        with pytest.raises(Malformed, match=r"^a\.parquet: is no whole Parquet file \(.*\)\. Export it again\.$"):
            read(cut, "a.parquet")


# Columns


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("commentBody,userDisplayName,commentID,parentID,createDate,recommendations", "text author comment_id reply_to posted_at votes"),
        ("Kommentar,Nutzer,Datum,Titel", "text author posted_at title"),
        ("Commentaire,Auteur,Titre", "text author title"),
        ("Comentario,Usuario,Fecha,Título", "text author posted_at"),
        ("评论内容,昵称,时间,标题,点赞", "text author posted_at title votes"),
        ("Comment Text,Display Name,Created At,Thread ID", "text author posted_at article_id"),
        (
            "body,author,id,parent_id,created_utc,score,link_id,subreddit",
            "text author comment_id reply_to posted_at votes article_id outlet",
        ),
        ("thread_id,id,author,timestamp,body", "article_id comment_id author posted_at text"),
        ("conversation_id,id,reply_to,speaker,timestamp,text", "article_id comment_id reply_to author posted_at text"),
    ],
)
def test_aliases(header: str, wanted: str) -> None:
    cells = header.split(",")
    remark = read(f"{header}\n" + ",".join("x1" for _ in cells) + "\n").remarks[0]
    told = dict(part.split(" = ") for part in remark.removeprefix("export.csv: columns read as ").removesuffix(".").split(", "))
    expected = {ours: theirs for ours, theirs in zip(wanted.split(), cells, strict=False) if ours != theirs}
    assert expected.items() <= told.items()


def test_map_wins_over_aliases() -> None:
    found = comments("text,note,who\nshown,really said,Ann Example\n", text="note", author="who")
    assert found.select("text", "author").rows() == [("really said", "Ann Example")]


def test_map_to_a_column_that_is_not_ours() -> None:
    with pytest.raises(ConfigError, match=r"^--map body=text: there is no column 'body' to map to\. Choose from: text, author, comment_id"):
        read("text\nhello\n", body="text")


def test_map_from_a_column_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(
        MissingColumn, match=r"^export\.csv: has no column 'txt'; it has: text, who\. Name one of these with --map text=COLUMN\.$"
    ):
        read("text,who\nhello,Ann\n", text="txt")


def test_no_text_column_lists_the_columns_and_how_to_map() -> None:
    with pytest.raises(MissingColumn, match=r"it has: a, b\. Name it with --map text=COLUMN\.$"):
        read("a,b\n1,2\n")
    with pytest.raises(MissingColumn, match=r"c0, c1, .*, c39 and 960 more\."):
        read(",".join(f"c{n}" for n in range(1000)) + "\n" + "1," * 999 + "1\n")


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


# Replies


def replies(rows: list[tuple[str, str]], article: str = "a1") -> pl.DataFrame:
    body = "".join(f"{article},{own},{parent},words\n" for own, parent in rows)
    return comments("article_id,id,parent,text\n" + body)


def test_parents_and_depth() -> None:
    found = replies([("1", ""), ("2", "1"), ("3", "2"), ("4", "1"), ("5", "0"), ("6", "root"), ("7", "-1"), ("8", "a1"), ("9", "t3_abc")])
    assert found["reply_to"].to_list() == [None, "1", "2", "1", None, None, None, None, None]
    assert found["depth"].to_list() == [0, 1, 2, 1, 0, 0, 0, 0, 0]


def test_reddit_prefix_and_ids_that_really_begin_so() -> None:
    assert replies([("abc", ""), ("def", "t1_abc")])["reply_to"].to_list() == [None, "abc"]
    assert replies([("t1_abc", ""), ("t1_def", "t1_abc")])["reply_to"].to_list() == [None, "t1_abc"]


def test_a_parent_called_0_that_is_there_is_a_parent() -> None:
    assert replies([("0", ""), ("1", "0")])["reply_to"].to_list() == [None, "0"]


def test_float_parents_of_a_column_with_gaps() -> None:
    assert replies([("11", ""), ("12", "11.0")])["reply_to"].to_list() == [None, "11"]


def test_unknown_parent_is_null_and_nobody_knows_the_depth() -> None:
    found = replies([("1", "99"), ("2", "1"), ("3", "")])
    assert found["reply_to"].to_list() == [None, "1", None]
    assert found["depth"].to_list() == [None, None, 0]


def test_a_parent_in_another_article_is_none_of_ours() -> None:
    found = comments("article_id,id,parent,text\na,1,,x\nb,2,1,y\n")
    assert found["reply_to"].to_list() == [None, None]


def test_self_reply_and_child_before_parent() -> None:
    assert replies([("1", "1")]).select("reply_to", "depth").rows() == [(None, 0)]
    assert replies([("2", "1"), ("1", "")]).select("reply_to", "depth").rows() == [("1", 1), (None, 0)]


def test_a_ring_of_replies_is_cut_at_its_first_comment() -> None:
    found = read("id,parent,text\nt,b,x\na,c,x\nb,a,x\nc,b,x\n")
    assert found.comments["reply_to"].to_list() == ["b", None, "a", "b"]
    assert found.comments["depth"].to_list() == [2, 0, 1, 2]
    assert any("in a ring" in remark for remark in found.remarks)


def test_a_chain_of_50_000_replies() -> None:
    found = comments("id,parent,text\n" + "".join(f"{n},{n - 1},x\n" for n in range(1, 50_001)))
    assert found["depth"].to_list() == list(range(50_000))


def test_given_depth_counts_from_0_or_1_and_never_below() -> None:
    assert comments("level,text\n1,x\n2,x\n1,x\n")["depth"].to_list() == [0, 1, 0]
    assert comments("depth,text\n0,x\n-3,x\n4,x\nnan,x\n")["depth"].to_list() == [0, None, 4, None]


def test_double_ids_are_numbered_and_stated_ids_win_over_positions() -> None:
    found = read("id,parent,text\n5,,x\n5,,y\n5~2,,z\n9,5,w\n")
    assert found.comments["comment_id"].to_list() == ["5", "5~3", "5~2", "9"]
    assert found.comments["reply_to"].to_list() == [None, None, None, "5"]
    assert any("1 comment ids occur more than once" in remark for remark in found.remarks)
    found = read("id,parent,text\n,,no id\n1,,has one\n2,1,answers it\n")
    assert found.comments["comment_id"].to_list() == ["1~2", "1", "2"]
    assert not any("more than once" in remark for remark in found.remarks)


# States, times, numbers


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        (
            "status",
            {"": "visible", "published": "visible", "deleted": "deleted", "pending": "pending", "spam": "spam", "REJECTED": "deleted"},
        ),
        ("approved", {"1": "visible", "0": "pending", "spam": "spam", "trash": "deleted", "true": "visible", "no": "pending"}),
        ("comment_approved", {"1": "visible", "0": "pending", "spam": "spam", "post-trashed": "deleted"}),
        ("isDeleted", {"true": "deleted", "false": "visible", "1": "deleted", "0": "visible"}),
        ("state", {"NONE": "visible", "APPROVED": "visible", "PREMOD": "pending", "SYSTEM_WITHHELD": "pending"}),
    ],
)
def test_states(column: str, cells: dict[str, str]) -> None:
    found = comments(f"{column},text\n" + "".join(f"{cell},words\n" for cell in cells))
    assert dict(zip(cells, found["status"], strict=True)) == cells


def test_deleted_comments_stay_as_targets() -> None:
    found = comments("id,parent,text\n1,,[deleted]\n2,1,Why was it removed?\n3,1,[removed]\n")
    assert found["status"].to_list() == ["deleted", "visible", "deleted"]
    assert found["reply_to"].to_list() == [None, "1", "1"]
    found = comments("id,parent,text,deleted\n1,,,true\n2,1,Why was it removed?,false\n")
    assert found.select("status", "text", "reply_to").rows() == [("deleted", "", None), ("visible", "Why was it removed?", "1")]


NOON = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
CELLS = {
    "2024-05-01T14:00:00+02:00": NOON,
    "2024-05-01T12:00:00Z": NOON,
    "2024-05-01T12:00:00.250Z": NOON.replace(microsecond=250_000),
    "2024-05-01 12:00:00": NOON,
    "2024-05-01 12:00:00 UTC": NOON,
    "2024-05-01 08:00:00 -0400": NOON,
    "2024-05-01 12:00": NOON,
    "2024-05-01": NOON.replace(hour=0),
    "1714564800": NOON,
    "1714564800.0": NOON,
    "1714564800000": NOON,
    "01.05.2024 12:00": NOON,
    "01.05.2024, 12:00": NOON,
    "1.5.2024": NOON.replace(hour=0),
    "2024/05/01 12:00:00": NOON,
    "5/1/2024": None,
    "2024-02-30": None,
    "3 hours ago": None,
    "99999999999999999999": None,
    "garbage": None,
}


@pytest.mark.parametrize("cell", CELLS)
def test_times(cell: str) -> None:
    found = comments("text;date\n" + f"words;{cell}\n")
    assert found["posted_at"].to_list() == [CELLS[cell]]
    assert found["posted_raw"].to_list() == [cell]


def test_times_of_mixed_shapes_in_one_column() -> None:
    assert times(pl.Series([*CELLS, None])).to_list() == [*CELLS.values(), None]


def test_votes() -> None:
    cells = {
        "1,234": 1234,
        "1,234,567": 1_234_567,
        "+3": 3,
        "-5": -5,
        "12.0": 12,
        "many": None,
        "nan": None,
        "inf": None,
        "1e400": None,
        "": None,
    }
    found = comments("text;likes\n" + "".join(f"words;{cell}\n" for cell in cells))
    assert dict(zip(cells, found["votes"], strict=True)) == cells


def test_no_author_is_null_and_a_placeholder_is_kept() -> None:
    assert comments("author,text\n,a\n  ,b\nAnonymous,c\n")["author"].to_list() == [None, None, "Anonymous"]


# Articles


def test_articles_by_id_with_the_facts_of_the_table() -> None:
    found = read(
        "article_id,article_title,article_url,published,newspaper,byline,text\n"
        "n1,First,https://example.org/1,2024-05-01,The Example,Ann Writer,one\n"
        "n2,Second,javascript:alert(1),,,,two\n"
        "n1,First,,,,,three\n"
    )
    assert found.articles.select("article_id", "title", "url", "published", "outlet", "author", "comments_found").rows() == [
        ("n1", "First", "https://example.org/1", date(2024, 5, 1), "The Example", "Ann Writer", 2),
        ("n2", "Second", None, None, None, None, 1),
    ]
    assert found.comments.select("article_id", "position").rows() == [("n1", 1), ("n2", 1), ("n1", 2)]


@pytest.mark.parametrize(
    ("column", "ids"),
    [("url", ["https://example.org/a", "https://example.org/b"]), ("title", ["Mill Street", "Harbour"])],
)
def test_articles_by_address_or_title(column: str, ids: list[str]) -> None:
    found = read(f"{column},text\n{ids[0]},one\n{ids[1]},two\n{ids[0]},three\n")
    assert found.articles["article_id"].to_list() == ids
    assert found.articles["comments_found"].to_list() == [2, 1]


def test_one_article_without_any_of_these() -> None:
    found = read("text\none\ntwo\n", "Folder/Mill Street.csv")
    assert found.articles.select("article_id", "title", "path", "source").rows() == [
        ("Mill Street", None, "Folder/Mill Street.csv", "table")
    ]


# Our own


HARD = [
    "=1+1",
    "+1 from me",
    "-5 degrees",
    "@somebody: no",
    "\tindented",
    "'quoted'",
    "'=1+1",
    "''=1+1",
    "'@somebody",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'＝x",
    '"quotes", commas; semicolons',
    "line\nbreak\n\n> quoted",
    " spaces ",
    "🚲🌳 İstanbul 中文",
]


def ours() -> pl.DataFrame:
    body = {"id": [f"{n:03}" for n in range(len(HARD))], "text": HARD, "author": [f"@Reader {n}" for n in range(len(HARD))]}
    return from_frame(pl.DataFrame({**body, "created": ["2024-05-01T12:00:00.250Z"] * len(HARD)}), ReadOptions()).comments


@pytest.mark.parametrize("raw", [False, True])
def test_our_own_csv_comes_back_as_it_was(raw: bool) -> None:
    stream = io.BytesIO()
    csv_writer.write(ours(), stream, raw)
    assert comments(stream.getvalue()).equals(ours())


def test_our_own_csv_saved_by_a_spreadsheet_without_the_mark() -> None:
    stream = io.BytesIO()
    csv_writer.write(ours(), stream, False)
    assert comments(stream.getvalue().removeprefix(b"\xef\xbb\xbf"))["text"].to_list() == HARD


def test_our_own_csv_sorted_by_votes_in_a_spreadsheet_comes_back_in_page_order() -> None:
    table = from_frame(
        pl.DataFrame({"text": ["a", "b", "c", "d"], "likes": [3, 1, 2, 9], "thread": ["x", "x", "x", "y"]}), ReadOptions()
    ).comments
    stream = io.BytesIO()
    csv_writer.write(table.sort("votes"), stream, False)
    assert comments(stream.getvalue()).equals(table)
    interleaved = table.sort("position", maintain_order=True)
    stream = io.BytesIO()
    csv_writer.write(interleaved, stream, False)
    assert comments(stream.getvalue()).equals(interleaved)


def test_the_line_in_which_excel_names_the_delimiter() -> None:
    content = "sep=;\ntext;author\nYes, I say;Ann Example\n"
    assert comments(content).select("text", "author").rows() == [("Yes, I say", "Ann Example")]
    assert SOURCE.identify(given(content, "page.txt")) is not None


def test_apostrophes_of_others_are_theirs() -> None:
    assert comments("text,author\n'=x,Ann\n")["text"].to_list() == ["'=x"]
    assert not is_neutralised(pl.DataFrame({"text": ["'=x"]}), given("text\n'=x\n"))


# A DataFrame, and claims


def test_from_frame() -> None:
    frame = pl.DataFrame({"body": ["one", "two"], "likes": [1, 2], "when": [NOON, None]})
    found = from_frame(frame, ReadOptions(columns={"posted_at": "when"}))
    assert found.comments.select("text", "votes", "posted_at").rows() == [("one", 1, NOON), ("two", 2, None)]
    with pytest.raises(MissingColumn, match=r"^the DataFrame: has no column that looks like a comment's text; it has: a"):
        from_frame(pl.DataFrame({"a": [1]}), ReadOptions())


@pytest.mark.parametrize(
    "content",
    [
        "Comment, Reply, Share\nI think, as always, that this is a bad idea.\nWell, no.\n",
        "6 Comments\nAnn Example\nFine, I say.\n",
        "<html><body><p>comment, author</p></body></html>",
        '{"kind": "Listing", "data": {}}',
        "[[1, 2]]",
        "",
        "%PDF-1.7",
    ],
)
def test_what_is_no_table_is_not_claimed(content: str) -> None:
    assert SOURCE.identify(given(content or "x", "page.txt")) is None


def test_claims_tell_what_they_saw() -> None:
    claim = SOURCE.identify(given("author,text\nAnn,one\nBob,two\n", "page.txt"))
    assert claim is not None
    assert claim.evidence == "a header line with the columns author, text"
