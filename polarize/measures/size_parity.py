"""Size parity: how equal in size the camps are. The same as the balance, under the name of the literature."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures, sides
from polarize.measures.balance import balance


def size_parity(score: Scores, weight: Scores | None = None, label: Codes | None = None) -> float | None:
    """Return four times the product of the camps' shares among those who take a side.

    Formula: 4 q (1 - q), q = share of favor among favor and against.
    Range: 0 to 1 (equal camps).
    Source: Bramson et al., The Journal of Mathematical Sociology 40 (2016), polarization as size parity; Reynal-Querol,
        Journal of Conflict Resolution 46 (2002).
    Edge cases: None when nobody takes a side. Equals `balance`.

    Args:
        score: stance scores in [-1, 1], shape (n,).
        weight: weights, shape (n,), not negative; all 1 when None.
        label: labels, shape (n,): 1 favor, -1 against, anything else no side; the signs of the scores when None.

    Example:
        >>> import numpy as np
        >>> size_parity(np.array([-0.2, 0.5, 0.9, 0.1]))
        0.75
    """
    return balance(sides(score, label), np.ones(len(score)) if weight is None else weight)


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the figure for each unit."""
    return figures(thread, context, lambda unit: {"size_parity": size_parity(unit.score, unit.weight, unit.label)})


MEASURE = Measure(
    name="size_parity",
    title="Size parity",
    formula="4 q (1 - q), q = share of favor among favor and against",
    range="0 to 1",
    source="Bramson et al. 2016, polarization as size parity; Reynal-Querol, Journal of Conflict Resolution 46 (2002)",
    null_when="nobody takes a side",
    values=("size_parity",),
    compute=compute,
)
