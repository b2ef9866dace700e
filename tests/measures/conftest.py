"""A short way to write a thread by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import settings

from polarize.measures import Thread

ThreadMaker = Callable[..., Thread]

# Times are measured in benchmarks/, never in tests: a busy machine is no failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def make_thread() -> ThreadMaker:
    def make(
        label: Sequence[int],
        score: Sequence[float] | None = None,
        author: Sequence[int] | None = None,
        article_id: str = "a",
        debate: str | None = "dam",
    ) -> Thread:
        n = len(label)
        labels = np.array(label, dtype=np.int64)
        poles = np.where(np.abs(labels) == 1, labels, 0).astype(np.float64)
        return Thread(
            article_id=article_id,
            score=poles if score is None else np.array(score, dtype=np.float64),
            label=labels,
            author=np.full(n, -1, dtype=np.int64) if author is None else np.array(author, dtype=np.int64),
            compound=np.full(n, np.nan),
            votes=np.full(n, np.nan),
            reply_to=np.full(n, -1, dtype=np.int64),
            debate=debate,
        )

    return make
