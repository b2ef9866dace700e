"""What the labels say about a scored table: how good its tags are, the errors of each debate, the corrected figures of each thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from polarize.labels.agreement import krippendorff
from polarize.labels.correction import Corrected, cells, correct
from polarize.labels.enough import FEWEST, labels_needed
from polarize.labels.errors import Measured, measured, shares
from polarize.labels.quality import TAGS, Quality, quality
from polarize.labels.table import SIDED, consensus, current
from polarize.tables import ValidationFigure, conform

ORDER: Final = ("against", "mixed", "favor")
Shipped = tuple[float | None, float | None, tuple[float, float] | None]
"""Error rate, spread of the zero, and spreads of the shares of the scorer, as shipped; None where not known."""


@dataclass(frozen=True, slots=True)
class ThreadFigures:
    """One thread with labels.

    Attributes:
        article_id: the article.
        debate: its debate.
        comments: number of comments with a tag.
        labels: of these, labelled ones drawn at random.
        raw: share of each tag.
        split: 4 p_fav p_agn D of the tags.
        corrected: the corrected figures; None with fewer than 8 labels.
        needed: how many more labels make the Split index firm.
    """

    article_id: str
    debate: str | None
    comments: int
    labels: int
    raw: dict[str, float]
    split: float
    corrected: Corrected | None
    needed: int


@dataclass(frozen=True, slots=True)
class Validation:
    """All that the labels say.

    Attributes:
        labels: labels that count, of all coders.
        coders: number of coders.
        unknown: labels of comments that the scored table does not have, or has no tag for.
        chosen: labelled comments that were not drawn at random; they are left out of every figure here.
        quality: how good the tags are, over all comments drawn at random.
        alpha: Krippendorff's alpha of the four labels as names; None without a comment that two coders labelled.
        alpha_ordinal: the same of against < mixed < favor.
        shared: comments that two coders or more labelled.
        debates: the errors in each debate with a comment that takes a side.
        threads: each thread with a label, in the order of the table.
    """

    labels: int
    coders: int
    unknown: int
    chosen: int
    quality: Quality
    alpha: float | None
    alpha_ordinal: float | None
    shared: int
    debates: dict[str, Measured]
    threads: tuple[ThreadFigures, ...]

    def table(self) -> pl.DataFrame:
        """Return everything as a `ValidationFigure` table."""
        return conform(pl.DataFrame(_rows(self), infer_schema_length=None), ValidationFigure)


def validate(scored: pl.DataFrame, labels: pl.DataFrame, shipped: Shipped = (None, None, None), seed: int = 0) -> Validation:
    """Hold the tags of a `ScoredComment` table against a `Label` table.

    Args:
        scored: the tags; comments without one are left out.
        labels: of all coders; only comments drawn at random count, but for the agreement of the coders.
        shipped: the scorer's shipped error rate, spread of the zero and spreads of the shares.
        seed: of all draws.
    """
    valid = current(labels)
    truth = consensus(labels)
    visible = (pl.col("status") == "visible") & pl.col("stance_label").is_not_null()
    tagged = scored.filter(visible).with_columns(pl.col("stance_label").cast(pl.String))
    joined = tagged.join(truth, on=["article_id", "comment_id"], how="left", maintain_order="left")
    known = joined.filter(pl.col("truth").is_not_null())
    chance = known.filter(pl.col("drawn") == "random")
    nominal, ordinal, shared = agreement(valid)
    return Validation(
        labels=valid.height,
        coders=valid["coder"].n_unique(),
        unknown=truth.height - known.height,
        chosen=known.height - chance.height,
        quality=quality(chance["truth"].to_list(), chance["stance_label"].to_list(), chance["stance_confidence"].to_list(), seed),
        alpha=nominal,
        alpha_ordinal=ordinal,
        shared=shared,
        debates={name: found for name, part in _by(chance, "debate") if (found := _errors(part, shipped)) is not None},
        threads=_threads(joined, seed),
    )


def agreement(labels: pl.DataFrame) -> tuple[float | None, float | None, int]:
    """Return Krippendorff's alpha of the labels as names, that of against < mixed < favor, and how many comments two coders labelled.

    Args:
        labels: what `current` returned.
    """
    said = labels.with_columns(pl.col("label").cast(pl.String)).filter(pl.col("label").is_in(SIDED))
    units = said.group_by("article_id", "comment_id", maintain_order=True).agg("label")["label"].to_list()
    nominal = [[SIDED.index(one) for one in unit] for unit in units]
    ordinal = [[ORDER.index(one) for one in unit if one in ORDER] for unit in units]
    shared = sum(len(unit) > 1 for unit in units)
    return krippendorff(nominal, len(SIDED)), krippendorff(ordinal, len(ORDER), "ordinal"), shared


def _by(table: pl.DataFrame, column: str) -> list[tuple[str, pl.DataFrame]]:
    """Return the parts of a table by a column that is not null."""
    parts = table.filter(pl.col(column).is_not_null()).partition_by(column, maintain_order=True)
    return [(str(part[column][0]), part) for part in parts]


def _errors(part: pl.DataFrame, shipped: Shipped) -> Measured | None:
    """Return the errors in one debate; None where no comment that takes a side was tagged with one."""
    sides = ("favor", "against")
    both = part.filter(pl.col("truth").is_in(sides) & pl.col("stance_label").is_in(sides))
    if both.is_empty():
        return None
    pole = pl.when(pl.col("stance_label") == "favor").then(1.0).otherwise(-1.0)
    score = both.select(pl.col("stance_score").fill_null(pole)).to_series().to_numpy()
    flip, offset_sd, spread = shipped
    found = measured(score, (both["truth"] == "favor").to_numpy(), flip, offset_sd)
    if spread is None:
        return found
    off, sd = shares(_sides(part["stance_label"]), _sides(part["truth"]), spread)
    return replace(found, shares_off=off, shares_sd=sd)


def _sides(labels: pl.Series) -> npt.NDArray[np.int64]:
    """Return 1 for favor, -1 for against, 0 for all others."""
    return np.asarray((labels == "favor").to_numpy().astype(np.int64) - (labels == "against").to_numpy())


def _threads(joined: pl.DataFrame, seed: int) -> tuple[ThreadFigures, ...]:
    """Return the figures of each thread that has a label drawn at random."""
    joined = joined.with_columns(truth=pl.when(pl.col("drawn") == "random").then("truth"))
    counted = {name: cells(part["stance_label"].to_list(), part["truth"].to_list()) for name, part in _by(joined, "article_id")}
    debate_of = {name: part["debate"][0] for name, part in _by(joined, "article_id")}
    found = []
    for name, part in _by(joined, "article_id"):
        size, labelled = counted[name]
        if labelled.sum():
            others = [counted[other][1] for other in counted if other != name and debate_of[other] == debate_of[name]]
            elsewhere = np.sum(others, axis=0) if others else None
            found.append(_thread(name, debate_of[name], part, (size, labelled, elsewhere), seed))
    return tuple(found)


def _thread(name: str, debate: str | None, part: pl.DataFrame, counts: tuple[Any, Any, Any], seed: int) -> ThreadFigures:
    """Return the figures of one thread."""
    size, labelled, elsewhere = counts
    tags = part["stance_label"].to_list()
    raw = {tag: tags.count(tag) / len(tags) for tag in TAGS}
    distance = _distance(part)
    n = int(labelled.sum())
    corrected = correct(size, labelled, elsewhere, distance, seed) if n >= FEWEST else None
    share = corrected.share if corrected else raw
    needed = labels_needed(share["favor"], share["against"], len(tags), n)
    return ThreadFigures(name, debate, len(tags), n, raw, 4 * raw["favor"] * raw["against"] * distance, corrected, needed)


def _distance(part: pl.DataFrame) -> float:
    """Return the distance of the tags' two sides, 0 to 1; 1 where a side is empty or has no scores."""
    means = [part.filter(pl.col("stance_label") == side)["stance_score"].mean() for side in ("favor", "against")]
    favor, against = (one if isinstance(one, float) else None for one in means)
    return 1.0 if favor is None or against is None else float(np.clip((favor - against) / 2, 0.0, 1.0))


def _rows(found: Validation) -> list[dict[str, Any]]:
    """Return the rows of the table."""
    rows: list[dict[str, Any]] = []

    def put(scope: str, figure: str, value: float | None, ends: tuple[float | None, float | None] = (None, None), n: int = 0) -> None:
        rounded = [None if one is None else round(float(one), 4) for one in (value, *ends)]
        rows.append({"scope": scope, "figure": figure, "value": rounded[0], "low": rounded[1], "high": rounded[2], "n": n})

    tags = found.quality
    for name, one in (("accuracy", tags.accuracy), ("f_sides", tags.f_sides), ("calibration_error", tags.calibration)):
        put("all", name, one.value, (one.low, one.high), one.n)
    for label, figures in tags.classes.items():
        for name, one in figures.items():
            put("all", f"{name}_{label}", one.value, (one.low, one.high), one.n)
    put("all", "alpha", found.alpha, n=found.shared)
    put("all", "alpha_ordinal", found.alpha_ordinal, n=found.shared)
    _confusion(found, put)
    for debate, errors in found.debates.items():
        n = errors.flip.n
        put(f"debate {debate}", "flip", errors.flip.value, (errors.flip.low, errors.flip.high), n)
        spread = 1.96 * errors.offset_sd
        put(f"debate {debate}", "offset", errors.offset, (errors.offset - spread, errors.offset + spread), n)
    for thread in found.threads:
        scope = f"article {thread.article_id}"
        for side in ("favor", "against"):
            put(scope, f"share_{side}", thread.raw[side], n=thread.comments)
        put(scope, "split_index", thread.split, n=thread.comments)
        if (fixed := thread.corrected) is not None:
            for side, share in fixed.share.items():
                put(scope, f"share_{side}_corrected", share, fixed.share_interval[side], fixed.n)
            put(scope, "split_index_corrected", fixed.split, fixed.split_interval, fixed.n)
        put(scope, "labels_needed", float(thread.needed), n=thread.labels)
    return rows


def _confusion(found: Validation, put: Callable[..., None]) -> None:
    """Put a row for each cell of the confusion matrix that holds a comment."""
    for said, line in zip(SIDED, found.quality.confusion.tolist(), strict=True):
        for tag, count in zip(TAGS, line, strict=True):
            if count:
                put("all", f"people_{said}_tag_{tag}", float(count), n=found.quality.n)
