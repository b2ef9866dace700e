"""Reading in steps, without tags, gives the bytes of reading through memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from polarize import pipeline, streaming, writers
from polarize.errors import ConfigError
from polarize.sources import ReadOptions
from polarize.tables import Article, Comment

Make = Callable[[str], Path]
NAMES = ["comments.csv", "semicolons.csv", "utf16.csv", "comments.jsonl", "array.json", "comments.parquet"]
NAMES += ["packed.csv.gz", "packed.jsonl.zst", "dump.ndjson", "own.csv"]


def parsed(
    paths: Any, tmp_path: Path, limits: streaming.Limits | None, *, articles: bool = False, **options: Any
) -> tuple[pl.DataFrame, pipeline.Done]:
    """Read to memory, and see that the table came the way it should: a lazy one from a run in steps."""
    found: list[pl.DataFrame] = []

    def put(table: pl.DataFrame | pl.LazyFrame) -> None:
        assert isinstance(table, pl.LazyFrame) == (limits is not None and not articles)
        found.append(table.lazy().collect())

    done = pipeline.parse_files(pipeline.Files(paths, put, tmp_path / "work", limits=limits, workers=1, **options), articles=articles)
    assert not (tmp_path / "work").exists()
    return found[0], done


@pytest.mark.parametrize("name", NAMES)
def test_comments_and_articles_of_a_file_of_each_kind(make: Make, name: str, tmp_path: Path, limits: streaming.Limits) -> None:
    path = make(name)
    steps, said = parsed(path, tmp_path, limits)
    whole, wanted = parsed(path, tmp_path, None)
    assert steps.equals(whole)
    assert steps.columns == list(Comment.columns())
    assert steps.height > 700
    assert said.problems == wanted.problems
    articles, _ = parsed(path, tmp_path, limits, articles=True)
    assert articles.equals(parsed(path, tmp_path, None, articles=True)[0])
    assert articles.columns == list(Article.columns())
    assert articles["comments_found"].sum() == steps.height


def test_texts_of_articles_are_kept_where_articles_are_wanted(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    articles, _ = parsed(make("dump.ndjson"), tmp_path, limits, articles=True)
    assert set(articles.filter(author="op")["text"]) == {"x"}


def test_ages_and_markup_and_short_counts(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    path = make("comments.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    odd = [
        row | ({"created_at": "3 hours ago", "likes": "1.2k", "text": f"<p>{row['text']}</p>"} if at % 3 else {})
        for at, row in enumerate(rows)
    ]
    pl.DataFrame(odd).write_csv(path)
    options = ReadOptions(captured_at=datetime(2024, 6, 10, 12, tzinfo=UTC))
    steps, _ = parsed(path, tmp_path, limits, options=options)
    assert steps.equals(parsed(path, tmp_path, None, options=options)[0])
    assert (steps["posted_at"] == datetime(2024, 6, 10, 9, tzinfo=UTC)).sum() > 400
    assert (steps["votes"] == 1_200).sum() > 400
    assert not steps["text"].str.contains("<p>").any()


def test_all_of_them_at_once_with_ids_that_clash(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    paths = [make(name) for name in NAMES]
    (tmp_path / "empty.csv").write_text("")
    paths[3:3] = [tmp_path / "nowhere.csv", tmp_path / "empty.csv", paths[0]]
    steps, said = parsed(paths, tmp_path, limits)
    whole, wanted = parsed(paths, tmp_path, None)
    assert steps.equals(whole)
    assert steps["article_id"].n_unique() > 200
    assert (said.problems, said.failed) == (wanted.problems, wanted.failed)
    assert [Path(name).name for name, _ in said.failed] == ["nowhere.csv", "empty.csv"]
    assert parsed(paths, tmp_path, limits, articles=True)[0].equals(parsed(paths, tmp_path, None, articles=True)[0])


@pytest.mark.parametrize("to", ["csv", "jsonl", "parquet", "xlsx", "convokit", "fourcat"])
def test_files_are_those_of_a_run_through_memory(make: Make, tmp_path: Path, limits: streaming.Limits, to: str) -> None:
    path = make("dump.ndjson")
    for name, bounds in (("whole", None), ("steps", limits)):
        out = tmp_path / name
        pipeline.parse_files(pipeline.Files(path, partial(writers.write, path=out, name=to), tmp_path / "work", limits=bounds, workers=1))
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "steps").read_bytes()
    assert (tmp_path / "steps").stat().st_size > 10_000


@pytest.mark.parametrize("articles", [False, True])
@pytest.mark.parametrize("key", [None, b"a key"])
def test_pseudonyms_and_contacts(make: Make, tmp_path: Path, limits: streaming.Limits, key: bytes | None, articles: bool) -> None:
    """Who wrote a post is named in comments, whoever wrote these."""
    dump = make("dump.ndjson")
    dump.write_bytes(dump.read_bytes().replace(b"trams", b"op").replace(b'"x"', b'"Ask op at op@post.example"'))
    options: dict[str, Any] = {"pseudonymize": True, "key": key, "redact_contacts": True, "articles": articles}
    paths = [make("comments.csv"), dump]
    steps, _ = parsed(paths, tmp_path, limits, **options)
    assert steps.equals(parsed(paths, tmp_path, None, **options)[0])
    assert steps["text"].str.contains(r"\breader-").sum() > 5
    assert not steps["text"].str.contains(r"\bop\b|Made-Up|post\.example").any()


def test_a_run_that_was_broken_off_goes_on_and_one_with_tags_does_not(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    path, work = make("comments.csv"), tmp_path / "work"
    wanted, _ = parsed(path, tmp_path, None)
    seen: list[str] = []

    def break_off(what: str, done: int, total: int) -> None:
        seen.append(what)
        if what == "joining threads" and done > 0.7 * total:
            raise KeyboardInterrupt

    def run(parse: Callable[..., object], step: Callable[[str, int, int], None]) -> list[pl.DataFrame]:
        found: list[pl.DataFrame] = []

        def put(table: pl.DataFrame | pl.LazyFrame) -> None:
            found.append(table.lazy().collect())

        parse(pipeline.Files(path, put, work, limits=limits, workers=1, resume=True, step=step))
        return found

    with pytest.raises(KeyboardInterrupt):
        run(pipeline.parse_files, break_off)
    with pytest.raises(ConfigError, match="had other inputs, other settings"):
        run(pipeline.score_files, lambda _what, _done, _total: None)
    before = {box.name: box.stat().st_mtime_ns for box in work.glob("*.box")}
    seen.clear()
    with pytest.raises(KeyboardInterrupt):
        run(pipeline.parse_files, break_off)
    assert before.items() <= {box.name: box.stat().st_mtime_ns for box in work.glob("*.box")}.items()
    assert set(seen) == {"joining threads"}
    (found,) = run(pipeline.parse_files, lambda _what, _done, _total: None)
    assert found.equals(wanted)
    assert not work.exists()


def test_nothing_is_tagged(make: Make, tmp_path: Path, limits: streaming.Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a comment was tagged")

    monkeypatch.setattr("polarize.streaming._parts.tagged", never)
    rows = list(csv.DictReader(io.StringIO(make("comments.csv").read_text(encoding="utf-8"))))
    steps, _ = parsed(tmp_path / "comments.csv", tmp_path, limits)
    assert steps["text"].to_list() == [one["text"].strip() for one in rows if one["text"].strip()]


def test_parquet_that_is_broken_far_inside_fails_alone(make: Make, tmp_path: Path, limits: streaming.Limits) -> None:
    whole, broken = make("comments.csv"), make("comments.parquet")
    data = bytearray(broken.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 2_000] = bytes(2_000)
    broken.write_bytes(data)
    steps, said = parsed([broken, whole], tmp_path, limits)
    assert [Path(name).name for name, _ in said.failed] == ["comments.parquet"]
    assert [reason.partition("(")[0] for _, reason in said.failed] == ["is no whole Parquet file "]
    assert steps.drop("article_id").equals(parsed(whole, tmp_path, limits)[0].drop("article_id"))
