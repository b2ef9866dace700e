"""Change along the thread: by hand, and how often the interval holds the truth."""

from __future__ import annotations

import numpy as np

from polarize.measures.split_change import split_change


def change(label: list[int], seed: int = 0) -> dict[str, tuple[float, float, float]] | None:
    codes = np.array(label)
    return split_change(np.where(np.abs(codes) == 1, codes, 0).astype(float), codes, np.random.default_rng(seed))


def test_by_hand() -> None:
    found = change([1] * 8 + [2] * 8 + [1] * 4 + [-1] * 4)
    assert found is not None
    assert [found[name][0] for name in ("split_first_third", "split_last_third", "split_change")] == [0.0, 1.0, 1.0]
    assert found["split_change"][1] > 0, "eight for against four and four is no chance"
    assert change([1] * 19) is None


def test_the_interval_holds_no_change_where_there_is_none() -> None:
    rng = np.random.default_rng(1)
    held = 0
    for seed in range(150):
        found = change(rng.choice([1, -1, 2], 90, p=[0.5, 0.3, 0.2]).tolist(), seed)
        assert found is not None
        held += found["split_change"][1] <= 0 <= found["split_change"][2]
    assert held / 150 >= 0.9
