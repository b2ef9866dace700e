"""Morales' index: worked cases of the paper's definition."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.morales_mu import morales_mu


def test_anchors_of_the_paper() -> None:
    assert morales_mu(np.array([-1.0, 1.0])) == 1.0, "equal groups at the poles: completely polarized"
    assert morales_mu(np.array([0.2, 0.9])) == 0.0, "one group"
    assert morales_mu(np.linspace(-1, 1, 100_000)) == pytest.approx(0.5, abs=1e-4), "even spread: centres at -1/2 and 1/2"


def test_by_hand() -> None:
    # Shares .75 and .25, centres .6 and -.4: (1 - .5) * 1 / 2
    assert morales_mu(np.array([0.4, 0.6, 0.8, -0.4])) == pytest.approx(0.25)
    # 0 counts half on either side: shares .5 and .5, centres .8 / 1.5 and -.8 / 1.5
    assert morales_mu(np.array([0.8, 0.0, -0.8])) == pytest.approx(0.8 / 1.5)
    assert morales_mu(np.zeros(4)) == 0.0
    assert morales_mu(np.array([])) is None
