"""What every source promises, checked for each of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize import sources as stage
from polarize.errors import InputError
from polarize.sources import Claim, Input, ReadOptions, Strength, choose, sources
from polarize.tables import Article, Comment, Corpus, conform

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
EXPECTED: dict[str, Any] = json.loads((ROOT / "tests" / "samples" / "expected.json").read_text(encoding="utf-8"))["files"]
READABLE = [name for name in EXPECTED if (SAMPLES / name).suffix != ".txt" or "text" in sources()]
MODULES = [path.stem for path in Path(stage.__file__).parent.glob("[!_]*.py")]

HOSTILE = {
    "empty": b"",
    "white space": b" \n\t\r\n",
    "NULs": bytes(1_000),
    "one megabyte without a line end": b"a" * 1_000_000,
    "one megabyte of commas": b"," * 1_000_000,
    "one megabyte of quotes": b'"' * 1_000_000,
    "one megabyte of line ends": b"\n" * 1_000_000,
    "deep JSON arrays": b"[" * 100_000,
    "deep JSON objects": b'{"text":' * 100_000,
    "deep JSON lines": b'{"text": "fine"}\n' + b'{"a":' * 100_000,
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 40,
    "broken Parquet": b"PAR1" + b"\xff" * 100 + b"PAR1",
    "UTF-16 cut in half": "text,author\nhello,Ann Example\n".encode("utf-16")[:-1],
    "invalid UTF-8": b"author,text\nAnn Example,\xff\xfe\xc3(\n",
    "numbers": b"9" * 5_000,
    "long integer in JSON": b'{"text": "x", "id": ' + b"9" * 5_000 + b"}\n",
    "NaN in JSON": b'{"text": "x", "likes": NaN, "depth": 1e400, "created": -Infinity}\n',
    "lone surrogate in JSON": b'{"text": "\\ud800", "author": "\\udc00"}\n',
    "hostile numbers in CSV": b"text,id,parent,depth,likes,date\nx,-1,-1,-9,1e308,99999999999999\ny,,,inf,nan,0000-00-00\n",
    "control characters": b"author,text\nAnn \x1b[31m Example,\x07\x08\x0c bell\n" * 20,
    "right to left": "author,text\n\u202eAnn Example,\u202egnirts\u202c \ufeff\u200b\n".encode(),
    "prose with commas": b"Comment, reply, share\nWell, I never, said Ann, who, as always, was late.\n",
    "six comments": b"6 Comments\n\nAnn Example\nFine.\n",
    "a page": b"<html><head><title>t</title></head><body><p>text,author</p>" + b"<div>" * 20_000,
}
NAMES = ("-", "page.csv", "page.jsonl", "page.json", "page.parquet", "page.txt", "page")


def claims(name: str, content: bytes, source: str) -> Claim | None:
    try:
        return sources()[source].identify(Input(name, None, content=content))
    except InputError:
        return None


def read(source: str, name: str, content: bytes) -> Corpus | InputError:
    try:
        return sources()[source].read(Input(name, None, content=content), ReadOptions())
    except InputError as error:
        return error


def check(corpus: Corpus) -> None:
    """Assert what holds for the outcome of every source."""
    articles, comments = conform(corpus.articles, Article), conform(corpus.comments, Comment)
    assert articles.columns == list(Article.columns())
    assert comments.columns == list(Comment.columns())
    assert articles.height > 0
    assert set(comments["article_id"]) <= set(articles["article_id"])
    counts = dict(comments.group_by("article_id").len().rows())
    for row in articles.iter_rows(named=True):
        assert row["comments_found"] == counts.get(row["article_id"], 0)
    for _, thread in comments.group_by("article_id", maintain_order=True):
        assert thread["position"].to_list() == list(range(1, thread.height + 1))
        assert set(thread["reply_to"].drop_nulls()) <= set(thread["comment_id"])
        assert not (thread["reply_to"] == thread["comment_id"]).any()
    assert comments.filter((pl.col("text").str.strip_chars() == "") & (pl.col("status") == "visible")).height == 0
    assert all(one.endswith(".") for one in (*corpus.problems, *corpus.remarks))


def test_every_module_is_a_source() -> None:
    assert sorted(MODULES) == list(sources())


@pytest.mark.parametrize("name", sources())
class TestSource:
    def test_fields(self, name: str) -> None:
        source = sources()[name]
        assert source.name == name
        assert source.title
        assert source.reads
        assert source.suffixes
        assert all(one.startswith(".") and one == one.lower() for one in source.suffixes)

    @pytest.mark.parametrize("kind", HOSTILE)
    def test_hostile_input_is_read_or_refused(self, name: str, kind: str) -> None:
        for called in NAMES:
            claim = claims(called, HOSTILE[kind], name)
            assert claim is None or (claim.strength in Strength and claim.evidence)
        for called in ("page.csv", "page.jsonl", "page.txt"):
            outcome = read(name, called, HOSTILE[kind])
            if isinstance(outcome, Corpus):
                check(outcome)
            else:
                assert str(outcome).startswith(f"{called}: ")

    @settings(max_examples=60, deadline=None)
    @given(content=st.binary(max_size=300), called=st.sampled_from(NAMES))
    def test_any_bytes_are_claimed_or_not(self, name: str, content: bytes, called: str) -> None:
        claims(called, content, name)

    @settings(max_examples=60, deadline=None)
    @given(
        content=st.text(st.sampled_from("text,author;id\n\n\n\"'\t|{}[]: 019-=.é中🚲\0\r@> [deleted]"), max_size=200),
        header=st.sampled_from(["", "text,author\n", "id,parent,text,likes\n", '{"text": "a"}\n', "3 Comments\n"]),
    )
    def test_any_text_is_read_or_refused(self, name: str, content: str, header: str) -> None:
        for called in ("page.csv", "page.jsonl", "page.txt"):
            outcome = read(name, called, (header + content).encode())
            if isinstance(outcome, Corpus):
                check(outcome)


def test_every_sample_is_expected() -> None:
    samples = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*") if path.is_file()} - {"README.md"}
    assert samples == set(EXPECTED)


@cache
def corpus_of(name: str) -> Corpus:
    one = Input(name, SAMPLES / name)
    return choose(one)[0].read(one, ReadOptions())


def start(text: str) -> str:
    return " ".join(text.split())[:40]


@pytest.mark.parametrize("name", READABLE)
class TestSample:
    def test_one_source_takes_it(self, name: str) -> None:
        one = Input(name, SAMPLES / name)
        assert choose(one)[0].name == EXPECTED[name].get("source", "text" if one.suffix == ".txt" else "table")

    def test_it_keeps_the_contract(self, name: str) -> None:
        check(corpus_of(name))
        assert corpus_of(name).problems == ()

    def test_articles(self, name: str) -> None:
        wanted = EXPECTED[name]["articles"]
        found = corpus_of(name).articles
        assert [" ".join((title or "").split()) for title in found["title"]] == [article["title"] or "" for article in wanted]
        assert found["comments_declared"].to_list() == [article["declared"] for article in wanted]
        assert found["comments_found"].to_list() == [article["comments"] for article in wanted]
        assert found["comment_status"].to_list() == [article["comment_status"] for article in wanted]
        ids = [article["article_id"] for article in wanted]
        assert [one if given_id else None for one, given_id in zip(found["article_id"], ids, strict=True)] == ids

    def test_comments(self, name: str) -> None:
        found = corpus_of(name)
        for article_id, wanted in zip(found.articles["article_id"], EXPECTED[name]["articles"], strict=True):
            thread = found.comments.filter(pl.col("article_id") == article_id)
            at = {one: index for index, one in enumerate(thread["comment_id"])}
            assert thread["author"].to_list() == [one["author"] for one in wanted["thread"]]
            starts = [start(text) if status == "visible" else None for text, status in thread.select("text", "status").iter_rows()]
            assert starts == [one["start"] for one in wanted["thread"]]
            assert [None if one is None else at[one] for one in thread["reply_to"]] == [one["reply_to"] for one in wanted["thread"]]
