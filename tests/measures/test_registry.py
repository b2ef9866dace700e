"""Which measures there are, and what is said when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from polarize.errors import ConfigError
from polarize.measures import Thread, measure_threads, measures
from polarize.measures._registry import collect

ThreadMaker = Callable[..., Thread]


def test_the_headline_and_its_company_are_there() -> None:
    needed = {
        "split_index",
        "engagement",
        "balance",
        "distance",
        "tagger_null",
        "between_articles",
        "shares",
        "counts",
        "tone",
        "concentration",
    }
    assert needed <= set(measures())


def test_the_registry_cannot_be_changed_from_outside() -> None:
    measures().clear()
    assert measures()


def test_two_files_that_give_one_figure_are_named() -> None:
    tone = measures()["tone"]
    with pytest.raises(ConfigError, match=r"measures/mood\.py and measures/tone\.py: both give a figure named 'tone_mean'"):
        collect([("tone", tone), ("mood", replace(tone, name="mood"))])


def test_a_measure_of_another_name_than_its_file() -> None:
    with pytest.raises(ConfigError, match=r"measures/mood\.py: its measure is named 'tone'"):
        collect([("mood", measures()["tone"])])


def test_a_file_without_a_measure() -> None:
    with pytest.raises(ConfigError, match=r"measures/mood\.py: exposes no MEASURE"):
        collect([("mood", None)])


def test_names_choose_and_unknown_ones_are_explained(make_thread: ThreadMaker) -> None:
    table = measure_threads([make_thread([1, -1])], None, 0, ["counts", "counts", "balance"])
    assert table["measure"].unique(maintain_order=True).to_list() == ["comments", "comments_scored", "authors", "sided", "balance"]
    assert measure_threads([make_thread([1])], None, 0, "balance")["unit"].to_list() == ["comment", "vote"]
    with pytest.raises(ConfigError, match=r"no measure 'ballance'. Did you mean balance\?"):
        measure_threads([], None, 0, ["ballance"])


def test_neither_order_nor_number_of_articles_changes_a_figure(make_thread: ThreadMaker) -> None:
    one, two = make_thread([1, 1, -1, 0], article_id="one"), make_thread([1, -1, -1], article_id="two")
    names = [name for name in measures() if name != "between_articles"]
    alone = measure_threads([one], None, 5, names)
    both = measure_threads([two, one], None, 5, names)
    assert alone.equals(both.filter(both["article_id"] == "one"))
    assert not measure_threads([one], None, 6, names).equals(alone), "another seed, other draws"
