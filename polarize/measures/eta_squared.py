"""Eta squared: does tone follow side?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import fdtrc

from polarize.measures._base import Codes, Context, Measure, Scores, Thread, Value


def eta_squared(side: Codes, compound: Scores) -> dict[str, float | None]:
    """Return the share of the variance of tone that lies between the two sides, and the p value of that.

    Formula: eta² = sum over sides of n_i (mean_i - mean)² / sum (x - mean)²; p = P(F(1, n - 2) >= eta² (n - 2) / (1 - eta²)).
    Range: eta² 0 (both sides sound alike) to 1 (side alone decides the tone); p 0 to 1.
    Source: Fisher, Statistical Methods for Research Workers (1925): one-way analysis of variance.
    Edge cases: None when a side has no comment with a tone, or all sound exactly alike; p also None for n < 3. In small threads
        eta² is high by chance: about 1 / (n - 1) where tone and side are unrelated.

    Args:
        side: side of each comment, shape (n,): 1 or -1; any other is left out.
        compound: tone of each comment, NaN where not scored, shape (n,).

    Example:
        >>> import numpy as np
        >>> found = eta_squared(np.array([1, 1, -1, -1]), np.array([0.5, 0.3, -0.3, -0.5]))
        >>> {name: round(value, 4) for name, value in found.items()}
        {'eta_squared': 0.9412, 'eta_squared_p': 0.0299}
    """
    used = (np.abs(side) == 1) & ~np.isnan(compound)
    order = np.lexsort((compound[used], side[used]))
    side, tone = side[used][order], compound[used][order]
    n, nothing = len(tone), {"eta_squared": None, "eta_squared_p": None}
    camps = [tone[side == one] for one in (1, -1)]
    if not len(camps[0]) or not len(camps[1]):
        return dict(nothing)
    total = float(np.sum((tone - tone.mean()) ** 2))
    if total < 1e-12:
        return dict(nothing)
    within = sum(float(np.sum((camp - camp.mean()) ** 2)) for camp in camps)
    eta = min(1.0, max(0.0, 1 - within / total))
    if n < 3:
        return {"eta_squared": eta, "eta_squared_p": None}
    return {"eta_squared": eta, "eta_squared_p": 0.0 if eta >= 1 else float(fdtrc(1, n - 2, eta * (n - 2) / (1 - eta)))}


def compute(thread: Thread, context: Context) -> Sequence[Value]:
    """Return both figures, counted by comment."""
    del context
    n = int(np.sum((np.abs(thread.label) == 1) & ~np.isnan(thread.compound)))
    return [Value(name, "comment", value, n) for name, value in eta_squared(thread.label, thread.compound).items()]


MEASURE = Measure(
    name="eta_squared",
    title="Tone by side",
    formula="eta² = sum n_i (mean_i - mean)² / sum (x - mean)² over the two sides",
    range="0 to 1",
    source="one-way analysis of variance, Fisher 1925",
    null_when="a side has no comment with a tone, or all sound exactly alike; the p also for fewer than 3 comments",
    values=("eta_squared", "eta_squared_p"),
    compute=compute,
)
