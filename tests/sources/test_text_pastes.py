"""Pages as large sites and comment systems give them when one selects all and copies; each made up, with what a reader finds on it.

`pastes/NAME.txt` is the page; `pastes/expected.json` says for each name the comments (author, text, index of the comment that it answers)
and, where the page tells, the article's title and author, the number of comments that it states, and whether it takes comments.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from polarize.sources._base import ReadOptions
from polarize.sources._input import Input
from polarize.sources.text import SOURCE

PASTES = Path(__file__).parent / "pastes"
EXPECTED: dict[str, dict[str, Any]] = json.loads((PASTES / "expected.json").read_text(encoding="utf-8"))
COLUMNS = {"title": "title", "author": "author", "declared": "comments_declared", "status": "comment_status"}


def test_every_page_has_its_reading() -> None:
    assert {path.stem for path in PASTES.glob("*.txt")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_page_is_read_as_a_reader_reads_it(name: str) -> None:
    corpus = SOURCE.read(Input(f"{name}.txt", content=(PASTES / f"{name}.txt").read_bytes()), ReadOptions())
    found = [
        [row["author"], row["text"], None if row["reply_to"] is None else int(row["reply_to"]) - 1] for row in corpus.comments.to_dicts()
    ]
    expected = EXPECTED[name]
    assert found == expected["comments"]
    article = corpus.articles.to_dicts()[0]
    assert {key: article[column] for key, column in COLUMNS.items() if key in expected} == {
        key: value for key, value in expected.items() if key != "comments"
    }
