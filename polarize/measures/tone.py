"""Tone: the sentiment of the comments. It never enters the Split index: one can oppose politely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from polarize.measures._base import Context, Measure, Scores, Thread, Value
from polarize.measures._intervals import mean_interval, wilson

NEGATIVE = -0.05
"""VADER's own limit: a compound of this or less is negative."""


def tone(compound: Scores) -> dict[str, float | None]:
    """Return mean, spread and share of negative comments of the compound sentiment.

    Formula: tone_mean = mean; tone_spread = standard deviation with n - 1; share_negative = share with compound <= -0.05.
        Intervals: Student's for the mean, Wilson's for the share.
    Range: -1 to 1; 0 to sqrt(2); 0 to 1.
    Source: Hutto and Gilbert, ICWSM 2014, for compound and the limit of -0.05.
    Edge cases: None when no comment was scored; the spread is None for a single one. NaN marks a comment that was not scored.

    Args:
        compound: VADER's compound in [-1, 1], shape (n,).

    Example:
        >>> import numpy as np
        >>> {name: round(value, 3) for name, value in tone(np.array([-0.5, 0.5, 0.3, np.nan])).items()}
        {'tone_mean': 0.1, 'tone_spread': 0.529, 'share_negative': 0.333}
    """
    scored = np.sort(compound[~np.isnan(compound)])
    n = len(scored)
    return {
        "tone_mean": float(scored.mean()) if n else None,
        "tone_spread": float(scored.std(ddof=1)) if n > 1 else None,
        "share_negative": int(np.sum(scored <= NEGATIVE)) / n if n else None,
    }


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return the three figures, counted by comment."""
    found, n = tone(thread.compound), int(np.sum(~np.isnan(thread.compound)))
    mean, spread, negative = found["tone_mean"], found["tone_spread"], found["share_negative"]
    mean_ends: tuple[float | None, float | None] = (None, None)
    if mean is not None and spread is not None:
        low, high = mean_interval(mean, spread, n)
        mean_ends = max(-1.0, low), min(1.0, high)
    negative_ends = (None, None) if negative is None else wilson(round(negative * n), n)
    return [
        Value("tone_mean", "comment", mean, n, *mean_ends),
        Value("tone_spread", "comment", spread, n),
        Value("share_negative", "comment", negative, n, *negative_ends),
    ]


MEASURE = Measure(
    name="tone",
    title="Tone",
    formula="mean and standard deviation of compound; share with compound <= -0.05",
    range="tone_mean -1 to 1; tone_spread 0 to 1.415; share_negative 0 to 1",
    source="Hutto and Gilbert 2014 (VADER)",
    null_when="no comment was scored for tone; the spread also for a single one",
    values=("tone_mean", "tone_spread", "share_negative"),
    compute=compute,
)
