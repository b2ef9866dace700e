"""Every shipped debate keeps the rules of docs/debates.md: as many statements on each side, as long, none twice, no shared names."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from polarize.stance.debate import SIDES, Debate, catalogue

DEBATES = list(catalogue().values())
UNEVEN = 1.12
"""One side's statements are together at most this much longer than the other's, in characters."""


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("debate", DEBATES, ids=lambda debate: debate.id)
def test_sides_have_twelve_statements_each_of_three_to_thirty_words(debate: Debate) -> None:
    for name in SIDES:
        statements = debate.side(name).statements
        assert len(statements) == 12
        assert [text for text in statements if not 3 <= len(text.split()) <= 30] == []


@pytest.mark.parametrize("debate", DEBATES, ids=lambda debate: debate.id)
def test_sides_are_equally_long(debate: Debate) -> None:
    lengths = [sum(map(len, debate.side(name).statements)) for name in SIDES]
    assert max(lengths) <= UNEVEN * min(lengths)


@pytest.mark.parametrize("debate", DEBATES, ids=lambda debate: debate.id)
def test_sides_share_no_alias_and_have_at_most_twelve(debate: Debate) -> None:
    favor, against = ({plain(alias) for alias in debate.side(name).aliases} for name in SIDES)
    assert not favor & against
    assert max(len(favor), len(against)) <= 12


@pytest.mark.parametrize("debate", DEBATES, ids=lambda debate: debate.id)
def test_question_and_labels_are_worded_as_such(debate: Debate) -> None:
    assert debate.question.endswith("?")
    assert debate.favor.label != debate.against.label
    assert debate.language == "en"


def test_no_statement_stands_twice_in_the_catalogue() -> None:
    times = Counter(plain(text) for debate in DEBATES for name in SIDES for text in debate.side(name).statements)
    assert [text for text, number in times.items() if number > 1] == []
