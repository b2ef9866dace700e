"""Change along the thread: is the last third more split than the first?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import UNSCORED, Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._cache import generator
from polarize.measures._posterior import draw
from polarize.measures.split_index import split_index

FEWEST, DRAWS = 20, 500
NAMES = ("split_first_third", "split_last_third", "split_change")
Row = tuple[float, float, float]
"""Value, low, high."""


def split_change(score: Scores, label: Codes, random: np.random.Generator) -> dict[str, Row] | None:
    """Return the Split index of the first and of the last third of a thread, and the difference.

    Formula: P(last third) - P(first third), each third floor(n / 3) comments in page order. Intervals: 95%, from independent draws
        of both posteriors (see `polarize.measures.split_index`), sampling alone, widened to hold the estimate.
    Range: thirds 0 to 1; change -1 to 1, above 0: the thread became more split.
    Source: ours; posterior as for the Split index.
    Edge cases: None for n < 20. The tagger's error is left out, as it is the same in both thirds.

    Args:
        score: stance scores of the comments in page order, shape (n,).
        label: their labels, shape (n,).
        random: source of the draws.

    Example:
        Ten in favor, then ten against one another.

        >>> import numpy as np
        >>> label = np.array([1] * 12 + [1, -1] * 6)
        >>> split_change(label.astype(float), label, np.random.default_rng(0))["split_change"][0]
        1.0
    """
    third = len(label) // 3
    if len(label) < FEWEST:
        return None
    parts = [(score[:third], label[:third]), (score[len(label) - third :], label[len(label) - third :])]
    estimate = [split_index(*part, np.ones(third)) or 0.0 for part in parts]
    posterior = [draw(*part, np.ones(third), random, DRAWS) for part in parts]
    size = min(len(one.distance) for one in posterior)
    first, last = (one.split_index[:size] for one in posterior)
    ends = [one.intervals()["split_index"] for one in posterior]
    ends.append((round(float(np.quantile(last - first, 0.025)), 6), round(float(np.quantile(last - first, 0.975)), 6)))
    values = (*estimate, estimate[1] - estimate[0])
    return {name: (value, min(low, value), max(high, value)) for name, value, (low, high) in zip(NAMES, values, ends, strict=True)}


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the three figures, counted by comment in page order."""
    read = thread.label != UNSCORED
    random = generator(context.seed, thread.article_id, "split_change")
    found = split_change(thread.score[read], thread.label[read], random)
    n = int(read.sum())
    if found is None:
        return [Value(name, "comment", None, n) for name in NAMES]
    return [Value(name, "comment", value, n, low, high) for name, (value, low, high) in found.items()]


MEASURE = Measure(
    name="split_change",
    title="Change along the thread",
    formula="P(last third) - P(first third)",
    range="split_first_third 0 to 1; split_last_third 0 to 1; split_change -1 to 1",
    source="ours; intervals as for the Split index",
    null_when="fewer than 20 comments were read for stance",
    values=NAMES,
    compute=compute,
)
