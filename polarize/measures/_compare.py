"""Two sets of articles: how much their figures differ, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from polarize.measures._base import Scores
from polarize.measures._cache import generator
from polarize.measures._pools import Pool, interval, mean, mean_draws, pools
from polarize.measures._posterior import FACTORS, Draws, draw, weighted
from polarize.tables import Comparison, conform

DRAWS = 1000
SHARED = 3000
"""Largest article whose units share their random weights in a paired comparison; beyond it the two sets are drawn independently."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One figure of one set: value, draws for the lower and for the upper end, number of units and of articles."""

    value: float | None
    low: Scores
    high: Scores
    n: int
    articles: int


def compare(first: pl.DataFrame, second: pl.DataFrame, seed: int = 0) -> pl.DataFrame:
    """Return the differences of Split index, engagement, balance, distance and mean tone, second less first.

    Different articles: units are pooled in either set, debate by debate, each person once (see
    `polarize.measures.group_summary`), and the two posteriors are independent. The same article ids in both: paired. Figures are
    means over the articles that have units in both, and a person (comment, where people are not known) who is in an article of
    both sets has the same random weight in both, so that what is common to the two cancels.

    Args:
        first: a `ScoredComment` table.
        second: another one.
        seed: of the random draws.

    Returns:
        A `Comparison` table: one row a figure, with the 95% interval of the difference (sampling alone).
    """
    ids = [set(one["article_id"]) for one in (first, second)]
    paired = ids[0] == ids[1] and bool(ids[0])
    random = generator(seed, "compare")
    stance = _paired_stance(first, second, random) if paired else [_pooled_stance(one, random) for one in (first, second)]
    tone = _paired_tone(first, second, random) if paired else [_pooled_tone(one, random) for one in (first, second)]
    rows = [_row(name, stance[0][name], stance[1][name], paired) for name in ("split_index", "engagement", "balance", "distance")]
    return conform(pl.DataFrame([*rows, _row("tone_mean", tone[0], tone[1], paired)], infer_schema_length=None), Comparison)


def _row(name: str, first: _Side, second: _Side, paired: bool) -> dict[str, object]:
    """Return one row.

    Not paired, the lower end is the second set's lower variant less the first's upper one, draw by draw, and the upper end the other
    way round. Paired, the plain draws do: what keeps them from the top of the scale is the same in both.
    """
    row: dict[str, object] = {
        "measure": name,
        "first": first.value,
        "second": second.value,
        "paired": paired,
        "articles_first": first.articles,
        "articles_second": second.articles,
        "n_first": first.n,
        "n_second": second.n,
        "difference": None,
        "low": None,
        "high": None,
    }
    if first.value is None or second.value is None:
        return row
    size = min(len(first.low), len(second.low))
    difference = second.value - first.value
    before, after = (first.low[:size], second.low[:size]) if paired else (first.high[:size], second.high[:size])
    low, high = interval(second.low[:size] - before, after - first.low[:size], difference)
    return row | {"difference": difference, "low": low, "high": high}


def _pooled_stance(scored: pl.DataFrame, random: np.random.Generator) -> dict[str, _Side]:
    """Return the factors of all articles together, debate by debate."""
    members = [pool for group in pools(scored.with_columns(_all=pl.lit("all")), ["_all"]).values() for pool in group]
    weight = [float(len(pool)) for pool in members]
    drawn = [draw(pool.score, pool.label, np.ones(len(pool)), random) for pool in members]
    return _sides(members, weight, drawn, scored["article_id"].n_unique())


def _paired_stance(first: pl.DataFrame, second: pl.DataFrame, random: np.random.Generator) -> list[dict[str, _Side]]:
    """Return the factors of both sets, means over the articles that have units in both."""
    found = [pools(one, ["article_id"]) for one in (first, second)]
    both = sorted(set(found[0]) & set(found[1]))
    members = [[one[article][0] for article in both] for one in found]
    drawn = [_shared(a, b, random) for a, b in zip(*members, strict=True)]
    return [_sides(pool, [1.0] * len(both), [pair[i] for pair in drawn], len(both)) for i, pool in enumerate(members)]


def _shared(first: Pool, second: Pool, random: np.random.Generator) -> tuple[Draws, Draws]:
    """Return draws for two pools in which the same unit has the same weight."""
    if max(len(first), len(second)) > SHARED:
        one, other = (draw(pool.score, pool.label, np.ones(len(pool)), random) for pool in (first, second))
        return one, other
    place = {key: i for i, key in enumerate(dict.fromkeys((*first.key, *second.key)))}
    weight, pseudo = random.standard_exponential((DRAWS, len(place))), random.standard_gamma(1 / 3, (DRAWS, 3))
    one, other = (weighted(pool.score, pool.label, weight[:, [place[key] for key in pool.key]], pseudo) for pool in (first, second))
    return one, other


def _sides(members: Sequence[Pool], weight: Sequence[float], drawn: Sequence[Draws], articles: int) -> dict[str, _Side]:
    n = sum(len(pool) for pool in members)
    if not members:
        return {name: _Side(None, np.zeros(1), np.zeros(1), 0, articles) for name in FACTORS}
    value, draws = mean(members, weight), mean_draws(members, weight, drawn)
    return {name: _Side(value[name], *draws[name], n, articles) for name in FACTORS}


def _pooled_tone(scored: pl.DataFrame, random: np.random.Generator) -> _Side:
    """Return the mean tone of all comments; equal tones, to 0.001, share one Gamma weight."""
    tone = _toned(scored)
    if tone.is_empty():
        return _Side(None, np.zeros(1), np.zeros(1), 0, scored["article_id"].n_unique())
    value, count = np.unique(np.round(tone["compound"].to_numpy(), 3), return_counts=True)
    drawn = np.concatenate([_weighted_mean(random.standard_gamma(count, (50, len(count))), value) for _ in range(DRAWS // 50)])
    return _Side(_mean(tone["compound"]), drawn, drawn, tone.height, scored["article_id"].n_unique())


def _paired_tone(first: pl.DataFrame, second: pl.DataFrame, random: np.random.Generator) -> list[_Side]:
    """Return the mean tone of both sets, means over the articles with a tone in both; the same comment has the same weight."""
    parts = [_toned(one).partition_by("article_id", as_dict=True, maintain_order=True) for one in (first, second)]
    both = sorted(set(parts[0]) & set(parts[1]))
    drawn, values = [np.zeros(DRAWS), np.zeros(DRAWS)], [0.0, 0.0]
    for article in both:
        rows = [part[article] for part in parts]
        place = {key: i for i, key in enumerate(dict.fromkeys(key for one in rows for key in one["comment_id"]))}
        columns = [np.array([place[key] for key in one["comment_id"]]) for one in rows]
        tones = [one["compound"].to_numpy() for one in rows]
        for at in range(0, DRAWS, 50):
            weight = random.standard_exponential((50, len(place)))
            for i in (0, 1):
                drawn[i][at : at + 50] += _weighted_mean(weight[:, columns[i]], tones[i]) / len(both)
        for i in (0, 1):
            values[i] += float(tones[i].mean()) / len(both)
    numbers = [sum(part[article].height for article in both) for part in parts]
    return [_Side(values[i] if both else None, drawn[i], drawn[i], numbers[i], len(both)) for i in (0, 1)]


def _toned(scored: pl.DataFrame) -> pl.DataFrame:
    """Return the comments that have a tone."""
    return scored.filter((pl.col("status") == "visible") & pl.col("compound").is_finite()).select("article_id", "comment_id", "compound")


def _weighted_mean(weight: Scores, value: Scores) -> Scores:
    found: Scores = (weight @ value) / weight.sum(axis=1)
    return found


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))
