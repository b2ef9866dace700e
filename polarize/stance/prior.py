"""What is known of the weights of `polarize.stance.fitting` before any label: from other debates and from the tags of the base scorer.

Where zero lies between the sides, and how many comments take none, differs so much from debate to debate that a usual value says little.
But the base scorer has an estimate for this very debate: the shares of its own tags. So the intercepts of both regressions are held between
the usual ones and those at which the chances of all comments of the debate, with the other weights as in other debates, add up to these
shares, each as precise as it is.
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
"""Standard deviations of the prior of both intercepts in large debates. The intercepts that reproduce people's shares are off from those
that reproduce the shares of `auto` by 1.00 (root mean square over 14 topics: SemEval-2016, P-Stance, VAST's dev) and 0.43 (over 12: in
P-Stance nobody is silent), and from the usual ones, 0 and -0.6, by 1.38 and 0.51. In P-Stance those of `auto` are -2.0 and -2.3."""
_USUAL_ONE: Final = ((0.0, -0.6), (1.3, 1.2))
"""Means and standard deviations of both intercepts where the base's tags tell no shares: what they are over debates."""
_FEWEST_SIDED: Final = 10
"""A base that puts fewer comments than this on a side tells no shares: with a bare target `auto --speed fast` puts none there."""
_UNSEEN: Final = 1 / 3
"""Added to the number of comments with each tag, so that none is 0."""
_HALVINGS: Final = 60

Floats = npt.NDArray[np.float64]
Counts = tuple[float, float, float]


def prior(plain: Floats, tags: Sequence[str | None], columns: int) -> tuple[Floats, Floats]:
    """Return means and standard deviations of the weights of PLAIN features and so many columns, shapes (PLAIN + columns, 2).

    Args:
        plain: the first PLAIN features of all comments of the debate, as the regressions take them, shape (n, PLAIN).
        tags: the base's tags of them; see `counts_of`.
        columns: number of columns after those; the prior of their weights has mean 0 and standard deviation 1.
    """
    mean, sd = np.zeros((PLAIN + columns, 2)), np.zeros((PLAIN + columns, 2))
    for at, known in enumerate((_SIDE, _NEITHER)):
        for place, name in enumerate(PARTS, start=1):
            mean[place, at], sd[place, at] = known.get(name, (0.0, 0.0))
    sd[PLAIN:] = 1.0
    favor, against, neither = counts = counts_of(tags)
    if favor + against - 2 * _UNSEEN < _FEWEST_SIDED:
        mean[0], sd[0] = _USUAL_ONE
    else:
        # Of few comments, or where hardly one has a tag, the counts themselves say less: by the variance of their log odds.
        chance = np.array([1 / favor + 1 / against, 1 / neither + 1 / (favor + against)])
        told, usual = 1 / (np.square(_ONE_SD) + chance), 1 / np.square(_USUAL_ONE[1])
        of_base = np.array(intercepts(plain @ mean[:PLAIN], counts))
        mean[0] = (told * of_base + usual * np.array(_USUAL_ONE[0])) / (told + usual)
        sd[0] = 1 / np.sqrt(told + usual)
    return mean, sd


def counts_of(tags: Sequence[str | None]) -> Counts:
    """Return the numbers of favor, against and neither (mixed and unsure too), a third more each; comments without a tag do not count."""
    neither = sum(one not in ("favor", "against", None) for one in tags)
    return tags.count("favor") + _UNSEEN, tags.count("against") + _UNSEEN, neither + _UNSEEN


def intercepts(logit: Floats, counts: Counts) -> tuple[float, float]:
    """Return what to add to both log odds for the chances of the comments to add up to the shares of given counts.

    Args:
        logit: log odds of favor against against, and of neither against a side, of n comments, n > 0, without an intercept, shape (n, 2).
        counts: of favor, against and neither, each greater than 0; only their ratios matter.
    """
    favor, against, neither = counts
    quiet = _shift(logit[:, 1], np.ones(len(logit)), neither / (favor + against))
    takes = _chance(-logit[:, 1] - quiet)
    return _shift(logit[:, 0], takes, favor / against), quiet


def _shift(logit: Floats, weight: Floats, odds: float) -> float:
    """Return what to add to log odds, shape (n,), for the weighted mean of the chances to have these odds."""
    # Each chance is at most as wanted at the one end, and at least at the other; between them the mean grows.
    low, high = np.log(odds) - logit.max(), np.log(odds) - logit.min()
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if np.average(_chance(logit + middle), weights=weight) < odds / (1 + odds):
            low = middle
        else:
            high = middle
    return float((low + high) / 2)


def _chance(logit: Floats) -> Floats:
    """Return the chances of log odds."""
    return np.exp(-np.logaddexp(0, -logit)).astype(np.float64)
