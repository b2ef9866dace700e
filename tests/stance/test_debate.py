"""Debate files: what is read, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from polarize.errors import DebateError
from polarize.stance.debate import catalogue, find, load

GOOD = """
id = "tea"
title = "Tea or coffee"
target = "tea"
question = "Is tea better than coffee?"
language = "en"
description = "The dispute whether tea is better than coffee."
keywords = [["tea", "green tea"], ["coffee"]]
[favor]
label = "For tea"
aliases = ["tea lovers"]
statements = ["Tea is better.", "Tea calms me."]
[against]
label = "For coffee"
statements = ["Coffee is better.", "Coffee wakes me."]
"""


def write(folder: Path, text: str, name: str = "tea.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_in_the_file_is_in_the_debate(tmp_path: Path) -> None:
    debate = load(write(tmp_path, GOOD))
    assert (debate.id, debate.target, debate.language) == ("tea", "tea", "en")
    assert debate.keywords == (("tea", "green tea"), ("coffee",))
    assert debate.favor.aliases == ("tea lovers",)
    assert debate.against.aliases == ()
    assert debate.against.statements == ("Coffee is better.", "Coffee wakes me.")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Tea or coffee"\n', "", ["title"]),
        ('title = "Tea or coffee"', 'title = "Tea or coffee"\ntilte = "x"', ["tilte"]),
        ('label = "For tea"', 'label = "For tea"\ncolour = "green"', ["favor", "colour"]),
        ('title = "Tea or coffee"', "title = 7", ["title"]),
        ('["coffee"]]', '["coffee", 3]]', ["keywords"]),
        ('id = "tea"', 'id = "Tea time"', ["Tea time", "a-z"]),
        ('language = "en"', 'language = "english"', ["english", "two-letter"]),
        ('statements = ["Coffee is better.", "Coffee wakes me."]', "statements = []", ["against.statements", "empty"]),
        ('"Tea calms me."', '"  "', ["favor.statements[1]", "empty"]),
        ('aliases = ["tea lovers"]', 'aliases = [""]', ["favor.aliases[0]"]),
        ('id = "tea"', 'id = "tea', ["TOML", "line"]),
        ("[against]", "[aginst]", ["aginst"]),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_the_place(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(DebateError) as caught:
        load(path)
    for word in [str(path), *words]:
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_a_folder_and_a_file_in_another_encoding_are_refused(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(GOOD.replace("Tea calms me", "Thé").encode("latin-1"))
    for path, word in ((tmp_path / "no.toml", "No such file"), (tmp_path, "directory"), (latin, "UTF-8")):
        with pytest.raises(DebateError, match=word):
            load(path)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tea.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load(path).id == "tea"


def test_find_takes_an_id_or_a_path(tmp_path: Path) -> None:
    assert find("climate-change") is catalogue()["climate-change"]
    assert find(str(write(tmp_path, GOOD))).id == "tea"


def test_an_unknown_id_names_those_that_are_near() -> None:
    with pytest.raises(DebateError, match="climate-change"):
        find("climate-chance")
    with pytest.raises(DebateError, match="polarize debates list"):
        find("qqqqqqqqqqqq")


def test_an_error_in_a_debate_is_wrong_usage() -> None:
    with pytest.raises(DebateError) as caught:
        find("qqqqqqqqqqqq")
    assert caught.value.exit_code == 2
