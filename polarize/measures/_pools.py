"""Units of several articles together: never across debates, and each person once."""

from __future__ import annotations

from collections.abc import Sequence
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
        score, label: of each unit, shape (n,).
        key: what tells a unit from the others: the person's name, or the ids of article and comment; length n, empty where nobody asked.
        place: of the first of its articles, among all.
    """

    score: Scores
    label: Codes
    key: tuple[str, ...] = ()
    place: int = 0

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self.label)

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
    found: dict[tuple[str, ...], list[Pool]] = {}
    for values, rows in readings(scored, *keys, "comment_id").group_by(*keys, "debate", maintain_order=True):
        found.setdefault(tuple(str(one) for one in values[:-1]), []).append(pool(rows, keyed=True))
    return found


def readings(scored: pl.DataFrame, *more: str) -> pl.DataFrame:
    """Return the visible comments that were read for stance: article_id, debate, person, label, score, `article` and `more`.

    `article` is the place of the comment's article among all.
    """
    read = visible_people(scored).filter(pl.col("label") != UNSCORED)
    names = dict.fromkeys(("article", "article_id", "debate", "person", "label", "score", *more))
    return read.select(*names).with_columns(pl.col("label").cast(pl.Int8))


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


def pool(rows: pl.DataFrame, *, keyed: bool = False) -> Pool:
    """Return the units of the `readings` of one debate.

    Args:
        rows: in the order of the articles and of the comments in each.
        keyed: whether keys are wanted; then `comment_id` is needed too.
    """
    score, label = rows["score"].to_numpy().astype(np.float64), rows["label"].to_numpy().astype(np.int64)
    comment = rows["article_id"] + "\0" + rows["comment_id"] if keyed else pl.select(pl.int_range(rows.height).cast(pl.String)).to_series()
    place = rows["article"].min()
    first = int(place) if isinstance(place, int) else 0
    if rows["person"].null_count() * 2 > rows.height:
        return Pool(score, label, tuple(comment) if keyed else (), first)
    unit = rows.select(pl.coalesce("@" + pl.col("person"), comment).alias("unit"))
    known = unit.unique(maintain_order=True).with_row_index("code")
    code = unit.join(known, on="unit", how="left", maintain_order="left")["code"].to_numpy().astype(np.int64)
    return Pool(*by_author(score, label, code), tuple(known["unit"]) if keyed else (), first)
