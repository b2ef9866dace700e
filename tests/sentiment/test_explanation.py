"""Explanations add up to the reference's scores."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment import vaderSentiment as reference  # noqa: N813

from polarize.sentiment import explain

ANALYZER = reference.SentimentIntensityAnalyzer()
PIECES = [*"good BAD not very VERY never so this least at no or but kind of like the shit bad ass isn't love hate !! ??? 😀 plan".split()]  # noqa: SIM905


def test_each_rule_is_named_with_its_words() -> None:
    found = explain("The food is not VERY good, but the service is kind of bad!")
    good, bad = found.words
    assert [(step.rule, step.words) for step in good.steps] == [
        ("lexicon", "good"),
        ("booster", "VERY"),
        ("negation", "not"),
        ("but", "but"),
    ]
    assert [step.change for step in good.steps[:2]] == pytest.approx([1.9, 0.293 + 0.733])
    assert [(step.rule, step.words) for step in bad.steps] == [("lexicon", "bad"), ("booster", "kind of"), ("but", "but")]
    assert (good.place, bad.place) == (6, 13)


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("a GOOD plan", "capitals", "GOOD"),
        ("no good", "no", "no"),
        ("was never so good", "never so", "never so"),
        ("the least good", "least", "least"),
        ("this is really the bomb", "idiom", "the bomb"),
        ("he isn't good", "negation", "isn't"),
    ],
)
def test_rules(text: str, rule: str, words: str) -> None:
    assert (rule, words) in [(step.rule, step.words) for word in explain(text).words for step in word.steps]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_the_steps_add_up_to_the_score(text: str) -> None:
    found = explain(text)
    for word in found.words:
        assert sum(step.change for step in word.steps) == pytest.approx(word.valence, abs=1e-9)
    total = sum(word.valence for word in found.words) + found.emphasis
    assert total == pytest.approx(found.total, abs=1e-9)
    assert total / sqrt(total * total + 15) == pytest.approx(found.compound, abs=5.1e-5)
    expected = ANALYZER.polarity_scores(text)
    assert {"neg": found.neg, "neu": found.neu, "pos": found.pos, "compound": found.compound} == expected


def test_as_text() -> None:
    lines = str(explain("good!")).splitlines()
    assert lines == [
        "  +1.9000  good (word 1)",
        "              +1.9000  lexicon",
        "  +0.2920  1 exclamation and 0 question marks",
        "  +2.1920  sum; 0 words are neutral",
        "  +0.4926  compound = sum / sqrt(sum² + 15)",
        "negative 0, neutral 0, positive 1",
    ]
    assert "compound" in str(explain(""))


def test_words_of_ones_own() -> None:
    assert explain("a tramtastic plan", {"tramtastic": 3.0}).words[0].valence == 3.0
    assert explain("a good plan", {"good": -1.0}).words[0].valence == -1.0
