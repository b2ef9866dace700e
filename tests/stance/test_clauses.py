"""How a comment falls into clauses, and what marks they carry."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from polarize.stance.clauses import MAX_CLAUSES, both_sides, clauses, plain
from polarize.stance.lexicon import phrase_list, word_list


def texts(comment: str) -> list[str]:
    return [clause.text for clause in clauses(comment)]


def test_sentences_and_contrasts_divide() -> None:
    found = clauses("It is cheap and clean. It is slow to build, but it lasts! However, who pays?")
    assert [clause.text for clause in found] == ["It is cheap and clean", "It is slow to build,", "but it lasts", "However, who pays?"[:-1]]
    assert [clause.contrast for clause in found] == [False, False, True, True]


def test_still_is_a_contrast_only_before_a_comma() -> None:
    assert [clause.contrast for clause in clauses("It works. Still, it is dear. Still waters run deep.")] == [False, True, False]


def test_contrasts_in_capitals_divide() -> None:
    assert texts("It is cheap BUT dirty, Although safe") == ["It is cheap", "BUT dirty,", "Although safe"]


def test_numbers_abbreviations_and_words_that_only_begin_alike_do_not_divide() -> None:
    assert texts("It costs 3.5 million") == ["It costs 3.5 million"]
    assert texts("The butler sat in the yeti's hut") == ["The butler sat in the yeti's hut"]


@pytest.mark.parametrize(
    ("comment", "reported"),
    [
        ("They say it is safe.", True),
        ("Oh sure, they claim it works", True),
        ("Some people still insist on this", True),
        ("This so-called reform is a joke", True),
        ("We say it is safe", False),
        ("They are right", False),
        ("The report says it is safe", False),
    ],
)
def test_what_others_claim_is_marked(comment: str, reported: bool) -> None:
    assert [clause.reported for clause in clauses(comment)] == [reported]


def test_the_writers_own_view_is_parted_from_what_others_call_it() -> None:
    found = clauses("They call it progress, we call it robbery.")
    assert [(clause.text, clause.reported) for clause in found] == [("They call it progress", True), ("we call it robbery", False)]


def test_links_and_names_go_and_hashtags_become_words() -> None:
    assert plain("@Ann see https://example.org/x #StopTheDam now").split() == ["see", "Stop", "The", "Dam", "now"]


@pytest.mark.parametrize("comment", ["", "   ", "🙂🙂", "?!", "- - -", "1234"])
def test_without_a_word_there_is_no_clause(comment: str) -> None:
    assert clauses(comment) == []


@pytest.mark.parametrize(
    ("comment", "both"),
    [
        ("Neither side has clean hands", True),
        ("They're no better than the others", True),
        ("On the other hand it is expensive", True),
        ("I sat on the other side of the river", False),
        ("It bothers me on every count", False),
    ],
)
def test_speaking_of_both_sides(comment: str, both: bool) -> None:
    assert both_sides(comment) is both


@pytest.mark.parametrize("form", [str.lower, str.upper, str.capitalize])
def test_every_phrase_is_found_however_it_is_written(form: Callable[[str], str]) -> None:
    assert [phrase for phrase in phrase_list("both") if not both_sides(f"Look: {form(phrase)}.")] == []
    found = {phrase: clauses(f"It is dear {form(phrase)} it works") for phrase in phrase_list("contrast")}
    assert [phrase for phrase, parts in found.items() if len(parts) < 2 or not parts[-1].contrast] == []
    assert [verb for verb in word_list("reporting") if not clauses(form(f"They {verb} it is safe"))[0].reported] == []


@pytest.mark.parametrize(
    "hostile", ["but " * 250_000, "." * 1_000_000, " " * 1_000_000, ", " * 500_000, "@" * 1_000_000, "they " * 200_000, "- " * 500_000]
)
def test_hostile_texts_take_no_time(hostile: str) -> None:
    start = time.process_time()
    assert len(clauses(hostile)) <= MAX_CLAUSES
    both_sides(hostile)
    assert time.process_time() - start < 1
