"""The tagger-error null against scipy's binomial distribution."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from polarize.measures import Context, TaggerError, Thread, measures
from polarize.measures.tagger_null import tagger_null


@given(st.integers(0, 3000), st.integers(0, 3000), st.floats(0, 0.5))
def test_it_is_the_tail_of_the_binomial(favor: int, against: int, flip: float) -> None:
    found = tagger_null(favor, against, flip)
    if favor + against == 0:
        assert found is None
    else:
        assert found == pytest.approx(binom.sf(min(favor, against) - 1, favor + against, flip), rel=1e-6, abs=1e-12)


def test_a_large_minority_is_no_error_and_a_small_one_may_be() -> None:
    assert (tagger_null(60, 40, 0.1) or 0.0) < 1e-10
    assert (tagger_null(90, 10, 0.1) or 0.0) > 0.5


def test_without_validation_nothing_is_claimed(make_thread: Callable[..., Thread]) -> None:
    thread = make_thread([1, 1, -1], author=[0, 0, 1])
    compute = measures()["tagger_null"].compute
    assert [row.value for row in compute(thread, Context((thread,), None, 0))] == [None, None]
    rows = compute(thread, Context((thread,), TaggerError("test", 0.1, 0.1, "test"), 0))
    # By author one against one: 1 - 0.9^2. By comment two against one: 1 - 0.9^3.
    assert [(row.unit, row.n) for row in rows] == [("author", 2), ("comment", 3)]
    assert [row.value for row in rows] == pytest.approx([0.19, 0.271])
