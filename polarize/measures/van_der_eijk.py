"""Van der Eijk's agreement, turned into polarization."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import bins, figures, weighed


def agreement(counts: Scores) -> float:
    """Return van der Eijk's agreement A of the counts in ordered categories, -1 (two poles) over 0 (even) to 1 (one category).

    >>> import numpy as np
    >>> round(agreement(np.array([30.0, 40, 210, 130, 530, 50, 10])), 7)
    0.6113333
    """
    left, total, found = counts.astype(np.float64), float(counts.sum()), 0.0
    while (left > total * 1e-12).any():
        filled = left > total * 1e-12
        layer = float(left[filled].min())
        found += layer * int(filled.sum()) / total * _pattern(filled)
        left = np.where(filled, left - layer, 0.0)
    return min(1.0, max(-1.0, found))


def _pattern(filled: npt.NDArray[np.bool_]) -> float:
    """Return the agreement of one layer: the same count in every filled category."""
    categories, size = len(filled), int(filled.sum())
    if size in (1, categories):
        return 1.0 if size == 1 else 0.0
    before: npt.NDArray[np.int64] = np.cumsum(filled) - filled
    after = size - before - filled
    empty_before, empty_after = np.arange(categories) - before, np.arange(categories)[::-1] - after
    fitting = int(np.sum(filled * (before * empty_after + empty_before * after)))
    broken = int(np.sum(~filled * before * after))
    one_mode = ((categories - 2) * fitting - (categories - 1) * broken) / ((categories - 2) * (fitting + broken))
    return one_mode * (1 - (size - 1) / (categories - 1))


def van_der_eijk(score: Scores, weight: Scores | None = None, number: int = 7) -> float | None:
    """Return (1 - A) / 2, A being van der Eijk's agreement of the scores in equal bins.

    Formula: (1 - A) / 2. A is the weighted mean over layers of U (1 - (S - 1) / (K - 1)), with S filled of K bins,
        U = ((K - 2) TU - (K - 1) TDU) / ((K - 2)(TU + TDU)), and TU and TDU the triples of bins that fit one mode (110, 011) or
        not (101).
    Range: 0 (all in one bin) to 1 (half at either end); even spread 0.5.
    Source: van der Eijk, Quality and Quantity 35 (2001).
    Edge cases: None without opinions; 0 for a single one.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.
        number: number of equal bins of [-1, 1], at least 3; labels -1, 0, 1 go into 3.

    Example:
        >>> import numpy as np
        >>> van_der_eijk(np.array([-1.0, 1.0])), van_der_eijk(np.array([0.5, 0.5]))
        (1.0, 0.0)
    """
    score, weight = weighed(score, weight)
    if len(score) == 0:
        return None
    return (1 - agreement(bins(score, weight, number))) / 2


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure on seven bins of the score and on the three labels for each unit."""
    return figures(
        thread,
        context,
        lambda unit: {
            "van_der_eijk_7": van_der_eijk(unit.score, unit.weight),
            "van_der_eijk_3": van_der_eijk(unit.label.astype(np.float64), unit.weight, 3),
        },
    )


MEASURE = Measure(
    name="van_der_eijk",
    title="Van der Eijk's polarization",
    formula="(1 - A) / 2 on seven bins and on three labels",
    range="0 to 1",
    source="van der Eijk, Quality and Quantity 35 (2001)",
    null_when="nobody has a stance",
    values=("van_der_eijk_7", "van_der_eijk_3"),
    compute=compute,
)
