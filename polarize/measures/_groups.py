"""Debates, outlets and months: the Split index of many articles together."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from polarize.errors import ConfigError
from polarize.measures._cache import generator
from polarize.measures._pools import Pool, interval, mean, mean_draws, pools
from polarize.measures._posterior import draw
from polarize.tables import GroupSummary, conform

BY: Final = ("debate", "outlet", "month")


def group_summary(summary: pl.DataFrame, scored: pl.DataFrame, by: str, seed: int = 0) -> pl.DataFrame:
    """Return one row a group of articles, in alphabetical order.

    The units of all articles of a group are pooled, each person once, and their Split index is that of the pool, its interval
    from the posterior of a Dirichlet process over the pooled units (sampling alone). Sides of different debates are never mixed:
    where a group has several debates, each is a pool of its own, and the figures are their means, weighted by their units.

    Args:
        summary: an `ArticleSummary` table.
        scored: a `ScoredComment` table of the same articles.
        by: "debate", "outlet" or "month" (of publication). Articles where this is not known are left out.
        seed: of the random draws.

    Returns:
        A `GroupSummary` table. Figures are null for a group without units.

    Raises:
        ConfigError: `by` is something else.
    """
    if by not in BY:
        raise ConfigError(f"by={by!r}: articles are grouped by {', '.join(BY)}.")
    name = pl.col("published").dt.strftime("%Y-%m") if by == "month" else pl.col(by)
    grouped = summary.select("article_id", group=name).drop_nulls()
    found = pools(scored.join(grouped, on="article_id", how="inner", maintain_order="left"), ["group"])
    rows = [
        {"group": group, "articles": articles, **_figures(found.get((group,), []), generator(seed, "group", by, group))}
        for group, articles in grouped.group_by("group").len().sort("group").iter_rows()
    ]
    return conform(pl.DataFrame(rows, schema=_SCHEMA), GroupSummary)


def _figures(members: list[Pool], random: np.random.Generator) -> dict[str, float | int | None]:
    """Return the figures of one group."""
    if not members:
        return {"units": 0}
    weight = [float(len(pool.key)) for pool in members]
    value = mean(members, weight)
    drawn = mean_draws(members, weight, [draw(pool.score, pool.label, np.ones(len(pool.key)), random) for pool in members])
    split = value["split_index"] or 0.0
    low, high = interval(*drawn["split_index"], split)
    return {"units": int(sum(weight)), **value, "split_index": split, "split_low": low, "split_high": high}


_SCHEMA = {
    "group": pl.String,
    "articles": pl.Int64,
    "units": pl.Int64,
    **dict.fromkeys(("split_index", "split_low", "split_high", "engagement", "balance", "distance"), pl.Float64),
}
