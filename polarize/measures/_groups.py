"""Debates, outlets and months: the Split index of many articles together, and its change from month to month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from polarize.errors import ConfigError
from polarize.measures._base import Scores
from polarize.measures._cache import generator
from polarize.measures._pools import Pool, interval, mean, mean_draws, pool, readings
from polarize.measures._posterior import draw
from polarize.tables import GroupSummary, conform

BY: Final = ("debate", "outlet", "month")


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of one group, and the draws of its Split index for the lower and for the upper end (None without units)."""

    row: dict[str, float | int | None]
    split: float | None = None
    draws: tuple[Scores, Scores] | None = None


def group_summary(summary: pl.DataFrame, scored: pl.DataFrame, by: str, seed: int = 0) -> pl.DataFrame:
    """Return the groups by one thing; see `group_table`."""
    return group_table(summary, scored, [by], seed)


def group_table(summary: pl.DataFrame, scored: pl.DataFrame, by: Sequence[str], seed: int = 0) -> pl.DataFrame:
    """Return the groups of the articles of a `ScoredComment` table; see `group_readings`."""
    return group_readings(summary, [readings(scored)], by, seed)


def group_readings(summary: pl.DataFrame, debates: Iterable[pl.DataFrame], by: Sequence[str], seed: int = 0) -> pl.DataFrame:
    """Return one row a group of articles, in alphabetical order, for each of `by`, one below the other.

    The units of all articles of a group are pooled, each person once, and their Split index is that of the pool, its interval
    from the posterior of a Dirichlet process over the pooled units (sampling alone). Sides of different debates are never mixed:
    where a group has several debates, each is a pool of its own, and the figures are their means, weighted by their units.

    Months also have their change since the first month with units; its interval takes the two months' draws as independent.

    Args:
        summary: an `ArticleSummary` table, or its columns article_id, debate, outlet and published.
        debates: the `readings` of the articles, a debate never in two tables: one of them is held at a time, of the others a few
            bytes a unit.
        by: some of "debate", "outlet" and "month" (of publication). Articles where this is not known are left out.
        seed: of the random draws.

    Returns:
        A `GroupSummary` table. Figures are null for a group without units.

    Raises:
        ConfigError: `by` names something else.
    """
    odd = next((one for one in by if one not in BY), None)
    if odd is not None:
        raise ConfigError(f"--by {odd}: articles are grouped by {', '.join(BY)}.")
    groups = {one: _groups(summary, one) for one in by}
    found: dict[tuple[str, str], list[Pool]] = {}
    for rows in debates:
        for one, grouped in groups.items():
            members = rows.join(grouped, on="article_id", how="inner", maintain_order="left")
            for (group, _), part in members.group_by("group", "debate", maintain_order=True):
                found.setdefault((one, str(group)), []).append(pool(part))
    tables = [_table(one, grouped, found, seed) for one, grouped in groups.items()]
    return conform(pl.concat([GroupSummary.create_empty(), *tables]), GroupSummary)


def _groups(summary: pl.DataFrame, by: str) -> pl.DataFrame:
    """Return article_id and group of the articles whose group is known."""
    name = pl.col("published").dt.strftime("%Y-%m") if by == "month" else pl.col(by)
    return summary.select("article_id", group=name).drop_nulls()


def _table(by: str, grouped: pl.DataFrame, found: Mapping[tuple[str, str], list[Pool]], seed: int) -> pl.DataFrame:
    """Return the rows of the groups by one thing."""
    rows: list[dict[str, Any]] = []
    first: _Figures | None = None
    for group, articles in grouped.group_by("group").len().sort("group").iter_rows():
        # The draws go through the debates in the order in which they appear.
        members = sorted(found.get((by, group), []), key=lambda one: one.place)
        figures = _figures(members, generator(seed, "group", by, group))
        change = _change(first, figures) if by == "month" and first is not None else {}
        rows.append({"by": by, "group": group, "articles": articles, **figures.row, **change})
        first = first or (figures if figures.draws is not None else None)
    return conform(pl.DataFrame(rows, schema=_SCHEMA), GroupSummary)


def _figures(members: list[Pool], random: np.random.Generator) -> _Figures:
    """Return the figures of one group."""
    if not members:
        return _Figures({"units": 0})
    weight = [float(len(pool)) for pool in members]
    value = mean(members, weight)
    drawn = mean_draws(members, weight, [draw(pool.score, pool.label, np.ones(len(pool)), random) for pool in members])
    split = value["split_index"] or 0.0
    low, high = interval(*drawn["split_index"], split)
    row = {"units": int(sum(weight)), **value, "split_index": split, "split_low": low, "split_high": high}
    return _Figures(row, split, drawn["split_index"])


def _change(first: _Figures, later: _Figures) -> dict[str, float]:
    """Return the change of the Split index with its interval; nothing for a group without units.

    The lower end is the later month's lower variant less the first month's upper one, draw by draw, and the upper end the other way
    round, as in `polarize.measures.compare`.
    """
    if first.draws is None or later.draws is None or first.split is None or later.split is None:
        return {}
    size = min(len(first.draws[0]), len(later.draws[0]))
    (first_low, first_high), (low, high) = ((one[:size] for one in figures.draws or ()) for figures in (first, later))
    change = later.split - first.split
    ends = interval(low - first_high, high - first_low, change)
    return {"change": change, "change_low": ends[0], "change_high": ends[1]}


_SCHEMA = {
    "by": pl.String,
    "group": pl.String,
    "articles": pl.Int64,
    "units": pl.Int64,
    **dict.fromkeys(("split_index", "split_low", "split_high", "engagement", "balance", "distance"), pl.Float64),
    **dict.fromkeys(("change", "change_low", "change_high"), pl.Float64),
}
