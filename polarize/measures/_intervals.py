"""Intervals for simple shares and means."""

from __future__ import annotations

import math

from scipy.special import stdtrit

Z = 1.959963984540054
"""97.5th percentile of the standard normal distribution."""


def wilson(hits: float, n: float) -> tuple[float, float]:
    """Return the 95% score interval of a share (Wilson 1927): (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    Args:
        hits: 0 to n.
        n: number of trials, or the effective number where they weigh differently; above 0.

    >>> [round(end, 3) for end in wilson(1, 10)]
    [0.018, 0.404]
    """
    share = hits / n
    middle = share + Z * Z / (2 * n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    low = 0.0 if hits <= 0 else max(0.0, (middle - half) / scale)
    high = 1.0 if hits >= n else min(1.0, (middle + half) / scale)
    return min(low, share), max(high, share)


def mean_interval(mean: float, sd: float, n: int) -> tuple[float, float]:
    """Return Student's 95% interval of a mean from the sample's standard deviation, n at least 2."""
    half = float(stdtrit(n - 1, 0.975)) * sd / math.sqrt(n)
    return mean - half, mean + half
