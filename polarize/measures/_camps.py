"""The two camps of a thread: what engagement, balance, distance and the Split index are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from polarize.measures._base import AGAINST, FAVOR, Codes, Scores


@dataclass(frozen=True, slots=True)
class Camps:
    """Weights of the two camps and of all units, and the mean score of each camp (0 where it is empty)."""

    favor: float
    against: float
    total: float
    mean_favor: float = 0.0
    mean_against: float = 0.0

    @property
    def sided(self) -> float:
        """Weight of the units that take a side."""
        return self.favor + self.against


def camps(label: Codes, weight: Scores, score: Scores | None = None) -> Camps:
    """Return the camps of n units; all arrays have shape (n,), weights are not negative."""
    is_favor, is_against = label == FAVOR, label == AGAINST
    favor, against = float(weight[is_favor].sum()), float(weight[is_against].sum())
    total = favor + against + float(weight[~(is_favor | is_against)].sum())
    if score is None:
        return Camps(favor, against, total)
    return Camps(
        favor, against, total, _mean(score[is_favor], weight[is_favor], favor), _mean(score[is_against], weight[is_against], against)
    )


def _mean(score: Scores, weight: Scores, total: float) -> float:
    """Return the weighted mean, 0 without weight."""
    return float(np.dot(score, weight)) / total if total > 0 else 0.0
