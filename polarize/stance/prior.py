"""What is known of the weights of `polarize.stance.fitting` before any label: what they are in other debates, and where zero lies by the base.

Where zero lies between the sides, and how many comments take none, differs too much from debate to debate for a usual value to say much. But
the base scorer has an estimate for this very debate: the shares of its own tags. So the intercepts of both regressions are held near those
at which the chances of all comments of the debate, with the other weights as in other debates, add up to these shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from polarize.stance.parts import PARTS

PLAIN: Final = 1 + len(PARTS)
"""Features before the embedding: 1, and what the base says."""
_SIDE: Final = {
    "total": (0.38, 0.12),
    "fast": (0.1, 0.07),
    "target": (0.45, 0.25),
    "sides": (0.3, 0.25),
    "own": (0.7, 0.2),
}
_NEITHER: Final = {"silence": (0.6, 0.12), "size": (-0.2, 0.15), "quiet": (1.2, 0.3)}
"""Mean and standard deviation of the prior of each weight, in the log odds of favor against against, and of neither against a side: what
they are in the debates of the training splits that docs/labelling.md names. Features that are missing here have no weight. The means of the
intercepts come from the base's shares; see `intercepts`."""
_ONE_SD: Final = (1.0, 0.5)
"""Standard deviations of the prior of both intercepts. Over 14 topics with hand labels (SemEval-2016's train, P-Stance, VAST's dev) the
intercepts that reproduce people's shares are off from those that reproduce the base's by 1.06 and 0.47 (root mean square); from one value
for all debates (0 and -0.6) they are off by 1.46 and 1.0."""
_UNSEEN: Final = 1 / 3
"""Added to the number of comments with each tag, so that no share is 0."""
_STEPS: Final = 60

Floats = npt.NDArray[np.float64]


def prior(plain: Floats, tags: Sequence[str | None], columns: int) -> tuple[Floats, Floats]:
    """Return means and standard deviations of the weights of PLAIN features and so many columns, shapes (PLAIN + columns, 2).

    Args:
        plain: the first PLAIN features of all comments of the debate, as the regressions take them, shape (n, PLAIN).
        tags: the base's tags of comments of the debate; see `shares_of`.
        columns: number of columns after those; their prior has mean 0 and standard deviation 1.
    """
    mean, sd = np.zeros((PLAIN + columns, 2)), np.zeros((PLAIN + columns, 2))
    for at, known in enumerate((_SIDE, _NEITHER)):
        for place, name in enumerate(PARTS, start=1):
            mean[place, at], sd[place, at] = known.get(name, (0.0, 0.0))
    mean[0], sd[0] = intercepts(plain @ mean[:PLAIN], shares_of(tags)), _ONE_SD
    sd[PLAIN:] = 1.0
    return mean, sd


def shares_of(tags: Sequence[str | None]) -> tuple[float, float, float]:
    """Return the shares of favor, against and neither, none of them 0: mixed and unsure are neither, comments without a tag do not count."""
    counts = (tags.count("favor"), tags.count("against"), sum(one not in ("favor", "against", None) for one in tags))
    favor, against, neither = ((one + _UNSEEN) / (sum(counts) + 3 * _UNSEEN) for one in counts)
    return favor, against, neither


def intercepts(logit: Floats, shares: tuple[float, float, float]) -> tuple[float, float]:
    """Return what to add to both log odds for the chances to add up to given shares.

    Args:
        logit: log odds of favor against against, and of neither against a side, of n comments, n > 0, without an intercept, shape (n, 2).
        shares: of favor, against and neither, each greater than 0.
    """
    favor, against, neither = shares
    quiet = _shift(logit[:, 1], np.ones(len(logit)), neither / (favor + against))
    takes = _chance(-logit[:, 1] - quiet)
    return _shift(logit[:, 0], takes, favor / against), quiet


def _shift(logit: Floats, weight: Floats, odds: float) -> float:
    """Return what to add to log odds, shape (n,), for the weighted mean of the chances to have these odds."""
    # Each chance is at most as wanted at the one end, and at least at the other; between them the mean grows.
    low, high = np.log(odds) - logit.max(), np.log(odds) - logit.min()
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if np.average(_chance(logit + middle), weights=weight) < odds / (1 + odds):
            low = middle
        else:
            high = middle
    return float((low + high) / 2)


def _chance(logit: Floats) -> Floats:
    """Return the chances of log odds."""
    return np.exp(-np.logaddexp(0, -logit)).astype(np.float64)
