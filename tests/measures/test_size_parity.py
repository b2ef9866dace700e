"""Size parity: by hand."""

from __future__ import annotations

import numpy as np
import pytest

from polarize.measures.size_parity import size_parity


def test_shares_of_the_sided() -> None:
    assert size_parity(np.array([0.1] * 9 + [-0.1] + [0.0] * 5)) == pytest.approx(4 * 0.9 * 0.1)
    assert size_parity(np.array([0.1, 0.1]), np.array([1.0, 1.0]), np.array([1, -1])) == 1.0
    assert size_parity(np.array([0.0])) is None
