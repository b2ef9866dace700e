"""Hartigan's dip: how far the distribution is from having one mode."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
from diptest import diptest

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._opinions import figures


def dip(score: Scores) -> dict[str, float | None]:
    """Return the dip statistic and its p value.

    Formula: dip = least of the greatest differences between the scores' distribution function and any unimodal one; p =
        chance of a dip as large in uniform samples (table of Hartigan, interpolated).
    Range: dip 0 to 0.25; p 0 to 1.
    Source: Hartigan and Hartigan, The Annals of Statistics 13 (1985); package diptest.
    Edge cases: None for n < 4. Meant for continuous scores: ties (bare labels) raise the dip, so that p is too small there.

    Args:
        score: stance scores, shape (n,).

    Example:
        >>> import numpy as np
        >>> found = dip(np.concatenate([np.linspace(-1, -0.8, 50), np.linspace(0.8, 1, 50)]))
        >>> found["dip"] > 0.2, found["dip_p"]
        (True, 0.0)
    """
    if len(score) < 4:
        return {"dip": None, "dip_p": None}
    with warnings.catch_warnings():
        # Beyond 72,000 scores the table ends; its last row is used, as sqrt(n) dip no longer changes.
        warnings.simplefilter("ignore")
        statistic, p = diptest(np.sort(np.asarray(score, dtype=np.float64)))
    return {"dip": float(statistic), "dip_p": float(p)}


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return both figures for each unit."""
    return figures(thread, context, lambda unit: dip(unit.score))


MEASURE = Measure(
    name="dip",
    title="Hartigan's dip",
    formula="greatest difference from the nearest unimodal distribution function; p against uniform samples",
    range="dip 0 to 0.25; dip_p 0 to 1",
    source="Hartigan and Hartigan, The Annals of Statistics 13 (1985); package diptest",
    null_when="fewer than 4 units have a stance",
    values=("dip", "dip_p"),
    compute=compute,
)
