"""Mean pairwise distance: against scipy's pdist."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import pdist

from polarize.measures.mean_pairwise_distance import mean_pairwise_distance


@pytest.mark.parametrize("n", [2, 3, 50])
def test_against_pdist(n: int) -> None:
    score = np.random.default_rng(n).uniform(-1, 1, n)
    assert mean_pairwise_distance(score) == pytest.approx(pdist(score[:, None], "cityblock").mean(), abs=1e-12)


def test_weights() -> None:
    # Pairs (-1, 0) weigh 2, (-1, 1) 3, (0, 1) 6: (2 * 1 + 3 * 2 + 6 * 1) / 11
    assert mean_pairwise_distance(np.array([-1.0, 0.0, 1.0]), np.array([1.0, 2.0, 3.0])) == pytest.approx(14 / 11)
    assert mean_pairwise_distance(np.array([1.0])) is None
