"""Tables of comments: formats, columns, and what polarize wrote itself."""

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
from polarize.sources.table import SOURCE, from_frame, is_neutralised
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
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    frame = pl.DataFrame({"body": ["one", "two"], "likes": [1, 2], "when": [noon, None]})
    found = from_frame(frame, ReadOptions(columns={"posted_at": "when"}))
    assert found.comments.select("text", "votes", "posted_at").rows() == [("one", 1, noon), ("two", 2, None)]
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
