"""Light tone, held against the VADER lexicon's own package."""

from __future__ import annotations

import math

import numpy as np
import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from polarize.stance.tone import moods, valences, weight


def valence(words: list[str]) -> float:
    """The tone of one clause."""
    return float(valences([words])[0])


@pytest.mark.parametrize("word", ["terrible", "awful", "excellent", "lovely", "sad", "glad"])
def test_a_single_word_has_vaders_compound(word: str) -> None:
    compound = SentimentIntensityAnalyzer().polarity_scores(word)["compound"]
    assert valence([word]) == pytest.approx(compound, abs=1e-4)


def test_a_negation_turns_praise_into_blame_as_in_vader() -> None:
    compound = SentimentIntensityAnalyzer().polarity_scores("not good")["compound"]
    assert valence(["not", "good"]) == pytest.approx(compound, abs=1e-4)
    assert valence(["isn't", "very", "good"]) < 0


def test_a_negation_does_not_reach_beyond_three_words() -> None:
    assert valence(["not", "the", "one", "we", "hoped", "for", "but", "good"]) > 0


def test_words_of_argument_that_the_lexicon_lacks() -> None:
    assert weight("baseless") < 0 < weight("kudos")
    assert weight("table") == 0
    assert math.isnan(weight("never"))


def test_words_that_only_name_things_have_no_tone() -> None:
    assert weight("security") == 0


def test_the_range_is_open() -> None:
    bad, none, good = moods(np.array([-4.0] * 1_000 + [4.0] * 1_000), np.array([0, 1_000, 1_000, 2_000]))
    assert -1 < bad < none == 0 < good < 1


def test_a_negation_does_not_reach_into_the_next_clause() -> None:
    clauses = [["never", "good"], [], ["good", "not"], ["good"], ["not", "never", "a", "good", "day", "good"]]
    found = valences(clauses)
    np.testing.assert_array_equal(found, [valence(clause) for clause in clauses])
    assert found[0] < 0 == found[1] < found[2] == found[3]
