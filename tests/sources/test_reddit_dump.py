"""Dumps of Reddit: old and new lines, broken ones, packed ones, and reading piece by piece."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.errors import Malformed, NotReadable
from polarize.sources import Input, ReadOptions
from polarize.sources.reddit_dump import SOURCE, read, read_chunks
from polarize.tables import Corpus

Reader = Callable[..., Corpus]


def line(one: str, **more: Any) -> dict[str, Any]:
    return {
        "id": one,
        "author": "paperlantern",
        "body": "Trams.",
        "link_id": "t3_p1",
        "parent_id": "t3_p1",
        "created_utc": 1_741_598_100,
        "score": 2,
        "subreddit": "example",
    } | more


def lines(*rows: dict[str, Any]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def given_input(content: bytes, **more: Any) -> Input:
    return Input("RC.ndjson", None, content=content, **more)


def test_comments_are_grouped_by_post_and_answers_found(told: Reader) -> None:
    found = told(
        "reddit_dump",
        lines(
            line("a", body="One &gt; two &amp;amp; three\n\n&gt;said"),
            line("b", link_id="t3_p2", parent_id="t3_p2"),
            line("c", parent_id="t1_a", author="[deleted]", body="[deleted]"),
            line("d", parent_id="t1_c", is_submitter=True, created_utc="1741598200", score="5"),
            line("e", parent_id="t1_gone", author="[deleted]"),
        ),
        "RC_2025-03.ndjson",
    )
    assert found.articles.select("article_id", "outlet", "url", "comments_found").rows() == [
        ("p1", "r/example", "https://www.reddit.com/r/example/comments/p1/", 4),
        ("p2", "r/example", "https://www.reddit.com/r/example/comments/p2/", 1),
    ]
    rows = found.comments.select("comment_id", "reply_to", "depth", "author", "status", "text").rows()
    assert rows == [
        ("a", None, 0, "paperlantern", "visible", "One > two &amp; three\n\n> said"),
        ("c", "a", 1, "[deleted]", "deleted", "[deleted]"),
        ("d", "c", 2, "paperlantern", "visible", "Trams."),
        ("e", None, None, "[deleted]", "visible", "Trams."),
        ("b", None, 0, "paperlantern", "visible", "Trams."),
    ]
    assert found.comments["posted_at"][2] == datetime(2025, 3, 10, 9, 16, 40, tzinfo=UTC)
    assert found.comments["by_article_author"].to_list() == [None, None, True, None, None]
    assert found.comments["votes"].to_list() == [2, 2, 5, 2, 2]


def test_posts_give_titles_and_declared_counts(told: Reader) -> None:
    post = {"id": "p1", "title": "Trams &amp; buses", "selftext": "Which?", "author": "fox", "subreddit": "example", "num_comments": 9}
    post |= {"permalink": "/r/example/comments/p1/trams/", "created_utc": 1_741_000_000, "locked": True}
    quiet = post | {"id": "p9", "num_comments": 0, "locked": False, "title": "Quiet", "selftext": "[removed]"}
    found = told("reddit_dump", lines(post, line("a"), quiet), "RS.jsonl").articles
    assert found.select("article_id", "title", "comments_declared", "comments_found", "comment_status", "text").rows() == [
        ("p1", "Trams & buses", 9, 1, "closed", "Which?"),
        ("p9", "Quiet", 0, 0, "open", None),
    ]
    assert found["notes"][0] == "1 of 9 declared comments are in the export"


def test_answers_of_the_archives_are_read_too(told: Reader) -> None:
    assert told("reddit_dump", {"data": [line("a"), line("b", parent_id="t1_a")]}).comments["reply_to"].to_list() == [None, "a"]
    numbered = [line("zz"), line("b", parent_id=int("zz", 36))]
    assert told("reddit_dump", json.dumps(numbered, indent=1)).comments["reply_to"].to_list() == [None, "zz"]


def test_broken_lines_cost_only_themselves(told: Reader) -> None:
    good = lines(line("a"))
    bad = b'{"id": "x", "body": "half\n' + b'{"id": "u", "author": "caf\xe9", "body": "b", "link_id": "t3_p1"}\n' + good[: len(good) // 2]
    found = told("reddit_dump", b"\xef\xbb\xbf" + good + bad, "RC.ndjson")
    assert found.comments["comment_id"].to_list() == ["a", "u"]
    assert found.comments["author"].to_list() == ["paperlantern", "caf\ufffd"]
    assert found.problems == (
        "RC.ndjson: line 2, 4 is no JSON object and was left out.",
        "RC.ndjson: 1 lines hold bytes that are not UTF-8, which stand as U+FFFD.",
    )


def test_odd_values_are_missing_and_never_an_error() -> None:
    odd = b'{"id": 5, "author": {}, "body": "x", "link_id": "t3_p", "created_utc": 1e400, "score": NaN, "is_submitter": "no"}\n'
    odd += b'{"id": "q", "author": ["y"], "body": "\\ud800", "link_id": 46655, "created_utc": -5, "score": ' + b"9" * 5_000 + b"}\n"
    odd += b'{"id": "r", "body": null, "link_id": "t3_p"}\n{"body": "no post"}\n[1]\n'
    found = read(given_input(lines(line("a")) + odd), ReadOptions())
    assert found.comments.select("comment_id", "author", "posted_at", "votes", "text").rows()[1:] == [
        ("5", None, None, None, "x"),
        ("q", None, None, None, "\ufffd"),
    ]
    assert found.articles["article_id"].to_list() == ["p1", "p", "zzz"]


def test_pieces_hold_what_the_whole_holds() -> None:
    rows = [line(f"c{n}", link_id=f"t3_p{n % 7}", parent_id=f"t1_c{n - 7}" if n > 6 else f"t3_p{n}") for n in range(1_000)]
    content = zstandard.compress(lines(*rows))
    whole = read(Input("RC.zst", None, content=content), ReadOptions())
    pieces = list(read_chunks(Input("RC.zst", None, content=content), ReadOptions(), rows=150))
    assert len(pieces) == 7
    assert max(piece.comments.height for piece in pieces) == 150
    same = ["article_id", "comment_id", "reply_to", "author", "posted_at", "text"]
    together = pl.concat([piece.comments for piece in pieces])
    assert together.select(same).sort("comment_id").equals(whole.comments.select(same).sort("comment_id"))
    for piece in pieces:
        assert dict(piece.articles.select("article_id", "comments_found").rows()) == dict(
            piece.comments.group_by("article_id").len().rows()
        )


def test_the_last_piece_says_what_was_wrong() -> None:
    packed = zstandard.compress(lines(*(line(f"c{n}", body=f"Comment {n * 7919}") for n in range(20_000))) + b"{broken\n")
    whole = list(read_chunks(Input("RC.zst", None, content=packed), ReadOptions(), rows=9_000))
    assert whole[-1].problems == ("RC.zst: line 20,001 is no JSON object and was left out.",)
    cut = list(read_chunks(Input("RC.zst", None, content=packed[: len(packed) // 2]), ReadOptions()))
    assert "breaks off in the middle" in cut[-1].problems[-1]


def test_what_is_too_large_and_what_is_none_are_sentences() -> None:
    with pytest.raises(NotReadable, match=r"unpacks to more than 10,000 bytes"):
        list(read_chunks(Input("RC.zst", None, content=zstandard.compress(lines(line("a")) * 1_000), max_bytes=10_000), ReadOptions()))
    with pytest.raises(Malformed, match="holds neither comments nor posts of Reddit"):
        read(given_input(b'{"text": "a"}\n'), ReadOptions())
    with pytest.raises(Malformed, match="holds neither comments nor posts of Reddit"):
        read(given_input(b'{"id": "c1", "body": "Trams.", "link_id": "t3_"}\n'), ReadOptions())
    with pytest.raises(Malformed, match=r"has a line of more than 67,108,864 bytes"):
        list(read_chunks(Input("RC.zst", None, content=zstandard.compress(bytes(80_000_000))), ReadOptions()))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "author", "body", "link_id", "parent_id", "created_utc", "score", "title", "num_comments"]),
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.sampled_from(["t3_a", "t1_b", "a"])),
        ),
        max_size=6,
    )
)
def test_any_values_keep_the_contract(rows: list[dict[str, Any]]) -> None:
    found = SOURCE.read(given_input(lines(line("a"), *rows)), ReadOptions())
    assert found.articles["comments_found"].sum() == found.comments.height
    assert set(found.comments["reply_to"].drop_nulls()) <= set(found.comments["comment_id"])


DEEP: Any = 7
for _ in range(150):
    DEEP = [{"a": DEEP}]
ODD = [None, True, 1.5, 10**30, -(2**63) - 1, "\ud800", [10**30], {"a": "\ud800"}, DEEP, "", "7"]


@pytest.mark.parametrize("field", ["author", "subreddit", "created_utc", "score", "parent_id", "id", "link_title", "is_submitter", "body"])
@pytest.mark.parametrize("odd", ODD, ids=str(list(range(len(ODD)))).strip("[]").split(", "))
def test_values_of_any_type_and_size_in_any_field(field: str, odd: Any) -> None:
    begun = time.process_time()
    found = read(given_input(lines(line("a1"), line("a2", **{field: odd}), line("a3"))), ReadOptions())
    assert time.process_time() - begun < 0.5  # a deep one took a second
    assert found.comments.height >= 2
