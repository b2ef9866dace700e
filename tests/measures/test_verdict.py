"""Verdicts: who reads what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polarize.measures import RULES, Facts, verdict, verdict_sentence
from polarize.tables import VERDICT


def facts(favor: int, against: int, others: int = 0, distance: float = 0.8, p: float | None = None) -> Facts:
    n = favor + against + others
    split = 4 * favor * against / n**2 * distance if n else None
    return Facts(n, True, n, favor, against, split, tagger_error_p=p)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        pytest.param(Facts(0, True), "no comments", id="nothing"),
        pytest.param(Facts(9, False), "no debate found", id="no debate"),
        pytest.param(facts(2, 2, 30), "too few to say", id="four sided"),
        pytest.param(facts(6, 5, 89), "no clear stance", id="one in nine takes a side"),
        pytest.param(facts(40, 0), "one-sided", id="unanimous"),
        pytest.param(facts(95, 5), "one-sided", id="95 to 5"),
        pytest.param(facts(90, 10), "leaning", id="90 to 10"),
        pytest.param(facts(20, 80), "leaning", id="20 to 80"),
        pytest.param(facts(50, 50, distance=0.3), "split", id="mild camps"),
        pytest.param(facts(50, 50, distance=0.03), "no clear stance", id="sides that hardly differ"),
        pytest.param(facts(33, 33, 33), "split", id="three camps"),
        pytest.param(facts(45, 45, 10), "deeply split", id="two camps"),
        pytest.param(facts(4, 2, p=0.3), "split, but could be tagger error", id="4 to 2 with a poor tagger"),
        pytest.param(facts(45, 45, 10, p=0.001), "deeply split", id="too many for error"),
    ],
)
def test_verdicts(case: Facts, expected: str) -> None:
    assert verdict(case) == expected


def test_every_verdict_has_a_rule_and_a_reason() -> None:
    assert {rule.verdict for rule in RULES} == set(VERDICT)
    assert all(rule.why for rule in RULES)


COUNT = st.integers(0, 60)


@given(COUNT, COUNT, COUNT, st.floats(0, 1), st.none() | st.floats(0, 1), st.booleans())
def test_every_thread_gets_a_verdict_and_a_sentence(a: int, b: int, c: int, d: float, p: float | None, swap: bool) -> None:
    case, mirrored = facts(a, b, c, d, p), facts(b, a, c, d, p)
    assert verdict(case) == verdict(mirrored)
    sentence = verdict_sentence(mirrored if swap else case)
    assert sentence.endswith(".")
    assert "None" not in sentence
    assert "nan" not in sentence


def test_sentences() -> None:
    torn = Facts(60, True, 40, 18, 15, 0.71, 0.48, 0.86, unit="author")
    assert verdict_sentence(torn, "for the dam", "against it") == (
        "Of 40 commenters, 18 are for the dam and 15 against it: "
        "the thread is deeply split (Split index 0.71, somewhere between 0.48 and 0.86)."
    )
    assert verdict_sentence(Facts(9, True, 9, 8, 1, 0.2), "More space for bikes", "Against it") == (
        "Of 9 comments, 8 are on the side of “More space for bikes” and 1 against it: the thread leans to one side (Split index 0.20)."
    )
    assert verdict_sentence(Facts(9, True, 9, 1, 2, 0.1)) == "Too few to say: of 9 comments, 3 take a side, and at least 5 are needed."
    assert verdict_sentence(Facts(1, True, 1, 0, 0, 0.0)) == "Too few to say: of 1 comment, none take a side, and at least 5 are needed."
    assert verdict_sentence(Facts(8, True, 8, 0, 8, 0.0)) == (
        "Of 8 comments, none are in favor and 8 against: the thread is one-sided (Split index 0.00)."
    )
    quiet = Facts(60, True, 40, 9, 7, 0.1, 0.02, 0.2, unit="author")
    assert verdict_sentence(quiet, "for the dam", "against it") == (
        "Of 40 commenters, 9 are for the dam, 7 against it, and 24 take no side that can be told: "
        "those who take a side are split (Split index 0.10, somewhere between 0.02 and 0.20)."
    )
    assert verdict_sentence(Facts(7, True)) == (
        "Nothing can be said about sides: the 7 comments are in another language than the debate's statements."
    )
    assert verdict_sentence(Facts(0, True)) == "There are no comments to read."
    assert verdict_sentence(Facts(7, False)) == "No debate was found that the 7 comments could be about, so no sides can be told."
