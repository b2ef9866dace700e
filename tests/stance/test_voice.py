"""Comments are told from reports: texts written for this test in the manner of either."""

from __future__ import annotations

import pytest

from polarize.stance.voice import speaks

COMMENTS = [
    "I walked past the new depot and it smells.",
    "What did you expect from that council?",
    "Good riddance!",
    "We paid for this twice.",
    "The trams were late again.",
]
REPORTS = [
    "The council approved the depot by nine votes to four.",
    "Fares rose by 3 percent in the US last year, a ministry spokesman said.",
    "Critics of the plan expect delays.",
    "Two lines will close in May, according to the timetable.",
    "A study found that ridership fell in every district.",
]


@pytest.mark.parametrize("times", [1, 10, 500])
def test_comments_speak(times: int) -> None:
    assert speaks(COMMENTS * times)


@pytest.mark.parametrize("times", [8, 10, 500])
def test_reports_do_not(times: int) -> None:
    assert not speaks(REPORTS * times)


def test_a_few_texts_are_taken_for_comments() -> None:
    assert speaks([])
    assert speaks(REPORTS)


def test_a_long_thread_is_looked_at_evenly() -> None:
    assert not speaks([*REPORTS * 900, *COMMENTS * 100])
    assert speaks([*REPORTS * 100, *COMMENTS * 900])


@pytest.mark.parametrize("text", ["I do.", "i do", "You did so.", "our trams", "Really?", "Stop it!"])
def test_each_of_these_speaks(text: str) -> None:
    assert speaks([text] * 200)


@pytest.mark.parametrize("text", ["The US did so.", "It is theirs.", "Mine closures, iron and youth", "Trams (late)."])
def test_none_of_these_does(text: str) -> None:
    assert not speaks([text] * 200)
