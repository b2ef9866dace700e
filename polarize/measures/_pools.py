"""Units of several articles together: never across debates, and each person once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from polarize.measures._base import UNSCORED, Codes, Scores
from polarize.measures._posterior import FACTORS, Draws
from polarize.measures._threads import visible_people
from polarize.measures._units import by_author
from polarize.measures.balance import balance
from polarize.measures.distance import distance
from polarize.measures.engagement import engagement
from polarize.measures.split_index import split_index


@dataclass(frozen=True, slots=True)
class Pool:
    """Units of one debate.

    Attributes:
        key: what tells a unit from the others: the person's name, or the ids of article and comment; length n.
        score, label: of each unit, shape (n,).
        articles: number of articles they come from.
    """

    key: tuple[str, ...]
    score: Scores
    label: Codes
    articles: int

    def factors(self) -> dict[str, float | None]:
        """Return e, b, D and P; None where they are not defined."""
        weight = np.ones(len(self.label))
        return {
            "engagement": engagement(self.label, weight),
            "balance": balance(self.label, weight),
            "distance": distance(self.score, self.label, weight),
            "split_index": split_index(self.score, self.label, weight),
        }


def pools(scored: pl.DataFrame, keys: Sequence[str]) -> dict[tuple[str, ...], list[Pool]]:
    """Return the pools of a `ScoredComment` table, one a debate, for each combination of the columns `keys`.

    Persons count once in a pool where they are known for at least half of its comments; otherwise each comment counts.
    Comments that were not read for stance are left out.
    """
    read = visible_people(scored).filter(pl.col("label") != UNSCORED)
    found: dict[tuple[str, ...], list[Pool]] = {}
    for values, rows in read.group_by(*keys, "debate", maintain_order=True):
        found.setdefault(tuple(str(one) for one in values[:-1]), []).append(_pool(rows))
    return found


def mean(pools: Sequence[Pool], weight: Sequence[float]) -> dict[str, float | None]:
    """Return each factor's weighted mean over the pools where it is defined; None where it is defined in none."""
    found: dict[str, float | None] = {}
    for name in FACTORS:
        known = [(value, one) for pool, one in zip(pools, weight, strict=True) if (value := pool.factors()[name]) is not None]
        found[name] = sum(value * one for value, one in known) / sum(one for _, one in known) if known else None
    return found


def mean_draws(pools: Sequence[Pool], weight: Sequence[float], draws: Sequence[Draws]) -> dict[str, tuple[Scores, Scores]]:
    """Return for each factor the same mean in each draw: for its lower end, and for its upper end."""
    size = min(len(one.distance) for one in draws)
    found = {}
    for name in FACTORS:
        known = [(one.ends()[name], w) for pool, w, one in zip(pools, weight, draws, strict=True) if pool.factors()[name] is not None]
        total = sum(w for _, w in known) or 1.0
        low, high = np.zeros(size), np.zeros(size)
        for (lower, upper), w in known:
            low += lower[:size] * w / total
            high += upper[:size] * w / total
        found[name] = (low, high)
    return found


def interval(low: Scores, high: Scores, hold: float) -> tuple[float, float]:
    """Return the 95% interval, widened to hold the estimate."""
    ends = round(float(np.quantile(low, 0.025)), 6), round(float(np.quantile(high, 0.975)), 6)
    return min(ends[0], hold), max(ends[1], hold)


def _pool(rows: pl.DataFrame) -> Pool:
    score, label = rows["score"].to_numpy().astype(np.float64), rows["label"].to_numpy().astype(np.int64)
    comment = (rows["article_id"] + "\0" + rows["comment_id"]).to_list()
    people = rows["person"].to_list()
    articles = rows["article_id"].n_unique()
    if sum(one is not None for one in people) * 2 < len(people):
        return Pool(tuple(comment), score, label, articles)
    key = [f"@{person}" if person is not None else one for person, one in zip(people, comment, strict=True)]
    place: Mapping[str, int] = {one: i for i, one in enumerate(dict.fromkeys(key))}
    score, label = by_author(score, label, np.array([place[one] for one in key], dtype=np.int64))
    return Pool(tuple(place), score, label, articles)
