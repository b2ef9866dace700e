"""The public face of the stage."""

from __future__ import annotations

import polars as pl
import pytest

from polarize import stance
from polarize.errors import ConfigError


def test_what_is_promised_is_there() -> None:
    for name in stance.__all__:
        assert hasattr(stance, name)
    assert callable(stance.match)
    assert stance.DEFAULT in stance.SCORERS


def test_series_and_lists_give_the_same() -> None:
    texts, languages = ["Nuclear power is safe and clean.", None], ["en", None]
    debate = stance.find("nuclear-power")
    assert stance.score(pl.Series(texts), pl.Series(languages, dtype=pl.String), debate).equals(stance.score(texts, languages, debate))


def test_without_a_debate_every_visible_comment_is_none() -> None:
    frame = stance.score(["Hello", None], ["en", None], None)
    assert frame.rows() == [("none", None, None, "the article was matched to no debate"), (None, None, None, None)]


def test_an_unknown_scorer_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="statements"):
        stance.score(["x"], ["en"], stance.find("nuclear-power"), scorer="magic")
