"""Texts as bags of words, held against the same texts with words taken out by hand."""

from __future__ import annotations

import numpy as np

from polarize.stance.bag import bag


def test_muted_words_count_nothing() -> None:
    texts = ["Wombats dig the garden up", "a garden", "", "WOMBAT wombat's wombats", "no wombat is like a wombat"]
    muted = ["dig the garden up", "a garden", "", "", "no is like a"]
    np.testing.assert_allclose(bag(texts).vectors(frozenset({"wombat"})), bag(muted).vectors(), atol=1e-6)


def test_words_stand_in_their_order() -> None:
    found = bag(["the Dam, the dam", "!", "dam's"])
    assert [found.vocabulary[number] for number in found.ids] == ["the", "dam", "the", "dam", "dam's"]
    assert found.ends.tolist() == [0, 4, 4, 5]
    assert found.owner.tolist() == [0, 0, 0, 0, 2]
    assert found.counts.sum(axis=1).tolist() == [4, 0, 1]
