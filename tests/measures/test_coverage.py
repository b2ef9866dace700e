"""Coverage: against a histogram of numpy."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.coverage import coverage


@pytest.mark.parametrize("n", [1, 5, 40])
def test_against_a_histogram(n: int) -> None:
    score = np.random.default_rng(n).uniform(-1, 1, n)
    assert coverage(score) == pytest.approx(np.mean(np.histogram(score, 7, (-1, 1))[0] > 0))


def test_ends_belong_to_the_outer_bins() -> None:
    assert coverage(np.array([-1.0, 1.0])) == pytest.approx(2 / 7)
    assert coverage(np.array([])) is None
