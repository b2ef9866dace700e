"""Cross replies: do the sides talk to each other?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Codes, Context, Measure, Thread, Value
from polarize.measures._intervals import wilson
from polarize.measures._replies import network


def cross_replies(author: Codes, target: Codes) -> float | None:
    """Return the share of replies that go to the other side.

    Formula: cross-side replies / replies between people who take a side. Interval: Wilson's, 95%.
    Range: 0 to 1.
    Source: Conover et al., ICWSM 2011 (mentions between the sides); Wilson 1927 for the interval.
    Edge cases: None without a reply between people who take a side. With unequal sides most replies of the smaller one cross by
        chance: compare the E-I index and its z.

    Args:
        author: side of the author of each reply, shape (m,): 1, -1 or any other for no side.
        target: side of who is answered, shape (m,).

    Example:
        >>> import numpy as np
        >>> cross_replies(np.array([1, -1, 1, 1]), np.array([1, 1, -1, 0]))
        0.6666666666666666
    """
    hits, n = _counts(author, target)
    return hits / n if n else None


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the share; sides are those of authors where they are known, else of comments."""
    net = network(thread, context)
    hits, n = _counts(net.side[net.pairs[:, 0]], net.side[net.pairs[:, 1]])
    low, high = wilson(hits, n) if n else (None, None)
    return [Value("cross_replies", net.unit, hits / n if n else None, n, low, high)]


def _counts(author: Codes, target: Codes) -> tuple[int, int]:
    """Return the number of replies that cross, and of all between people who take a side."""
    sided = (np.abs(author) == 1) & (np.abs(target) == 1)
    return int(np.sum(sided & (author != target))), int(sided.sum())


MEASURE = Measure(
    name="cross_replies",
    title="Replies that cross",
    formula="cross-side replies / replies between people who take a side",
    range="0 to 1",
    source="Conover et al. 2011; interval: Wilson 1927",
    null_when="nobody on a side answers anybody on a side",
    values=("cross_replies",),
    compute=compute,
)
