"""What the lens remembers of words."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.stance import catalogue, lens
from polarize.stance.bag import bag


def test_the_memory_of_all_debates_together_is_bounded_and_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    debates = list(catalogue().values())[:4]
    words = [["clean", "safe", "good", f"word{number}", f"other{number}"] for number in range(12)]
    lens._memories().clear()
    apart = []
    for number, row in enumerate(words):
        apart.append(lens.align(lens.focus(debates[number % 4]), bag(row)))
        lens._memories().clear()
    monkeypatch.setattr(lens, "_CACHE_WORDS", 12)
    for number, row in enumerate(words):
        np.testing.assert_array_equal(lens.align(lens.focus(debates[number % 4]), bag(row)), apart[number])
        assert sum(map(len, lens._memories().values())) <= 12 + len(row)


def test_what_is_remembered_of_one_debate_is_not_said_of_another() -> None:
    first, second = (lens.focus(debate) for debate in list(catalogue().values())[:2])
    lens._memories().clear()
    alone = lens.align(second, bag(["clean", "safe"]))
    lens._memories().clear()
    lens.align(first, bag(["clean", "safe"]))
    np.testing.assert_array_equal(lens.align(second, bag(["clean", "safe"])), alone)
    assert not np.array_equal(lens.align(first, bag(["clean", "safe"])), alone)


def test_a_word_in_capitals_says_what_it_says_in_small_letters() -> None:
    focus = lens.focus(next(iter(catalogue().values())))
    small = lens.align(focus, bag(["clean waste reactor"]))
    for written in ("CLEAN Waste reactor", "Clean WASTE reactor waste clean"):
        lens._memories().clear()
        found = bag([written])
        aligned = dict(zip(found.forms, lens.align(focus, found), strict=True))
        np.testing.assert_array_equal([aligned[word] for word in written.split()[:3]], small)
