"""Van der Eijk's agreement: examples of the R package agrmt (its page agreement.Rd and its site's page of use)."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.van_der_eijk import agreement, van_der_eijk

CENTRES = np.linspace(-1, 1, 15)[1::2]
AGRMT = [
    pytest.param([30, 40, 210, 130, 530, 50, 10], 0.6113333, 1e-6, id="agreement.Rd"),
    pytest.param([2.4, 2.8, 3.2, 6.2, 13.5, 30.4, 41.6], 0.61, 0.005, id="PvdA, van der Eijk 2001"),
    pytest.param([1.6, 2.6, 8.2, 21, 29.3, 27, 10.3], 0.48, 0.005, id="D66, van der Eijk 2001"),
    pytest.param([6, 8, 5, 3, 2], 0.31, 0.005, id="five categories"),
    pytest.param([6, 8, 5, 3, 2, 0, 2], 0.39, 0.005, id="an empty category"),
]


@pytest.mark.parametrize(("counts", "expected", "within"), AGRMT)
def test_examples_of_agrmt(counts: list[float], expected: float, within: float) -> None:
    assert agreement(np.array(counts, dtype=np.float64)) == pytest.approx(expected, abs=within)


def test_anchors_of_the_paper() -> None:
    assert agreement(np.array([0.0, 5, 0, 0, 0])) == 1.0
    assert agreement(np.array([4.0, 4, 4, 4])) == 0.0
    assert agreement(np.array([5.0, 0, 0, 0, 5])) == -1.0


def test_scores_fall_into_seven_bins() -> None:
    score = np.repeat(CENTRES, [3, 4, 21, 13, 53, 5, 1])
    assert van_der_eijk(score) == pytest.approx((1 - 0.6113333) / 2, abs=1e-6)
    assert van_der_eijk(CENTRES, np.array([3.0, 4, 21, 13, 53, 5, 1])) == pytest.approx((1 - 0.6113333) / 2, abs=1e-6)


def test_labels_fall_into_three() -> None:
    assert van_der_eijk(np.array([-1.0, 0.0, 1.0]), None, 3) == 0.5
    assert van_der_eijk(np.array([-1.0, 1.0]), None, 3) == 1.0
    assert van_der_eijk(np.array([])) is None
