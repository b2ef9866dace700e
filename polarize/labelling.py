"""The loop that makes the tags trustworthy: label -> fit -> validate, strung together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from polarize import labels as labels_stage
from polarize import stance
from polarize.errors import ConfigError
from polarize.labels import Measured, Validation, labels_needed
from polarize.labels.enough import FEWEST, FIRM
from polarize.labels.errors import Pair, shares
from polarize.labels.session import Question
from polarize.measures import TaggerError
from polarize.tagging import own_words, tagger_error

if TYPE_CHECKING:
    from polarize.stance.fitting import Fitted

_QUIET: Final = ("no comments", "no debate found", "too few to say")
"""Verdicts that labels would not change."""
_USUAL_SHARES: Final = (0.25, 0.2)
"""How far the shares of a scorer that was not measured are taken to be off: as far as those of the worst that was."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What `fit` made.

    Attributes:
        content: the fitted file.
        remarks: a sentence on each debate.
    """

    content: bytes
    remarks: tuple[str, ...]


def fit(
    scored: pl.DataFrame, labels: pl.DataFrame, *, debate: str | None = None, sides: stance.Settings | None = None, seed: int = 0
) -> Learnt:
    """Put a scorer right by labels.

    The base scorer reads the threads anew, so that the file fits whatever scorer made the table.

    Args:
        scored: a `ScoredComment` table.
        labels: a `Label` table; every label counts, however the comment was drawn.
        debate: id or file of the debate, where the table's is not in the catalogue or only one is wanted.
        sides: the base scorer and its settings.
        seed: of the cross-validation.

    Raises:
        ConfigError: no debate has 8 labels.
        DebateError: a debate of the table is not in the catalogue.
    """
    from polarize.stance.fitted import dump
    from polarize.stance.fitting import OUTCOMES, fit

    base = sides or stance.Settings()
    if base.scorer == "fitted":
        raise ConfigError("--stance fitted cannot be the base of a fit. Name the scorer that it is to rest on, such as statements.")
    truth = {(row[0], row[1]): row[2] for row in labels_stage.consensus(labels).select("article_id", "comment_id", "truth").iter_rows()}
    found, remarks, most = {}, [], 0
    for known, table in _debates(scored, debate):
        ids = list(table.select("article_id", "comment_id").iter_rows())
        most = max(most, sum(one in truth for one in ids))
        if sum(one in truth for one in ids) < FEWEST:
            continue
        texts, raw, tags, kept = _features(table, known, base)
        outcome = [truth.get(ids[at]) for at in kept]
        coded = [None if one is None else one if one in OUTCOMES else "neither" for one in outcome]
        if sum(one is not None for one in coded) < FEWEST:
            continue
        found[known.id] = fit(texts, raw, coded, tags, seed)
        remarks.append(_remark(known.id, found[known.id].labels, found[known.id].flip))
    if not found:
        raise ConfigError(
            f"no debate has {FEWEST} labelled comments that can be scored (the most is {most}). Label more with `polarize label`."
        )
    return Learnt(dump(base, found), tuple(remarks))


def _debates(scored: pl.DataFrame, debate: str | None) -> Iterator[tuple[stance.Debate, pl.DataFrame]]:
    """Yield each debate with the visible comments under it."""
    visible = scored.filter(pl.col("status") == "visible")
    chosen = stance.find(debate) if debate else None
    for name in visible["debate"].drop_nulls().unique(maintain_order=True):
        if chosen is None or chosen.id == name:
            yield chosen or stance.find(name), visible.filter(pl.col("debate") == name)


def _features(
    table: pl.DataFrame, debate: stance.Debate, base: stance.Settings
) -> tuple[list[str], npt.NDArray[np.float64], list[str | None], list[int]]:
    """Return the comments that the base scorer reads, their features (`fitting.raw_features`), its tags, and their places in the table."""
    from polarize.stance.fitted import based

    texts: list[str] = []
    raw: list[npt.NDArray[np.float64]] = []
    tags: list[str | None] = []
    kept: list[int] = []
    rows = table.with_columns(said=own_words()).with_row_index("_at")
    for part in rows.partition_by("article_id", maintain_order=True):
        place = {name: at for at, name in enumerate(part["comment_id"])}
        parents = [place.get(name) for name in part["reply_to"]]
        read = based(stance.Thread.of(part["said"].to_list(), part["language"].to_list(), parents), debate, base, stance.SCORERS)
        texts += read.texts
        raw.append(read.raw)
        tags += read.labels
        kept += part["_at"][read.places].to_list()
    return texts, np.concatenate(raw), tags, kept


def _remark(debate: str, n: int, flip: float | None) -> str:
    """Return what was learnt in a sentence."""
    wrong = "" if flip is None else f" Cross-validated, {flip:.0%} of the comments that take a side are put on the wrong one."
    return f"{debate}: learnt where zero lies, who takes no side, and what words mean, from {n} labels.{wrong}"


def session(
    scored: pl.DataFrame,
    path: str | Path,
    coder: str,
    number: int,
    *,
    article: str | None = None,
    debate: str | None = None,
    seed: int = 0,
) -> int:
    """Run the labelling screen and return how many labels were added.

    Args:
        scored: a `ScoredComment` table.
        path: file of labels; made when it is missing.
        coder: who labels.
        number: how many comments are wanted.
        article: only comments of this article.
        debate: only comments of this debate.
        seed: of the draw; the same for all coders, so that they label the same comments.

    Raises:
        ConfigError: nothing is left to label.
        MissingExtra: the terminal library is not installed.
    """
    from polarize.labels.screen import run
    from polarize.labels.session import Session

    found = Session.begin(scored, Path(path), coder, number, _questions(scored, debate), article=article, seed=seed)
    if not found.items:
        raise ConfigError(
            "nothing is left to label: no visible comment with a tag that you have not labelled. Try another --article or --debate."
        )
    return run(found)


def _questions(scored: pl.DataFrame, debate: str | None) -> dict[str, Question]:
    """Return what a coder has to know about each debate, by its id."""
    chosen = stance.find(debate) if debate else None
    known = stance.catalogue()
    questions = {}
    for name in scored["debate"].drop_nulls().unique(maintain_order=True):
        one = chosen if chosen and chosen.id == name else None if chosen else known.get(name)
        if one is not None:
            sides = (one.favor, one.against)
            labels, examples = zip(*((side.label, side.statements[:2]) for side in sides), strict=True)
            questions[name] = Question(one.title, one.question, labels[0], labels[1], examples[0], examples[1])
        elif chosen is None:
            questions[name] = Question(name, name, "in favor", "against", (), ())
    return questions


def validate(scored: pl.DataFrame, labels: pl.DataFrame, *, scorer: str = stance.DEFAULT, seed: int = 0) -> Validation:
    """Hold the tags of a `ScoredComment` table against a `Label` table; see `polarize.labels.validate`.

    Args:
        scored: the tags.
        labels: of all coders.
        scorer: the scorer that made the tags; its shipped error is what few labels are drawn towards.
        seed: of all draws.
    """
    known = tagger_error(scorer)
    return labels_stage.validate(scored, labels, (known.flip, known.offset_sd, known.shares_sd) if known else (None, None, None), seed)


def errors_in_debates(found: Validation | None, sides: stance.Settings) -> dict[str, TaggerError]:
    """Return the error of the tags by debate: as measured by labels, else as cross-validated when the scorer was fitted."""
    errors: dict[str, TaggerError] = {}
    if sides.scorer == "fitted" and sides.model is not None:
        from polarize.stance.fitted import load

        base, debates = load(sides.model)
        errors = {name: error for name, learnt in debates.items() if (error := error_of_fitted(learnt, base.scorer)) is not None}
    for name, by_labels in (found.debates if found else {}).items():
        if by_labels.flip.n >= FEWEST:
            errors[name] = _error(sides.scorer, by_labels)
    return errors


def error_of_fitted(learnt: Fitted, base: str) -> TaggerError | None:
    """Return the cross-validated error of what was learnt about a debate; None where no held-out comment was tagged with a side.

    Args:
        learnt: the fit.
        base: the scorer that it puts right.
    """
    if learnt.flip is None:
        return None
    known = tagger_error(base)
    spread = _USUAL_SHARES if known is None or known.shares_sd is None else known.shares_sd
    source = f"as cross-validated on {learnt.labels} labels of this debate"
    return TaggerError("fitted", min(0.5, learnt.flip), learnt.offset_sd, source, shares_sd=_shares_sd(learnt.held_out, spread))


def _shares_sd(held_out: Sequence[Sequence[int]], spread: Pair) -> Pair:
    """Return how uncertain the shares of fitted tags are, from their counts by label; see `polarize.labels.errors.shares`.

    How far they are off is not told by these labels: they need not be drawn at random, and their shares not be those of the thread.

    Args:
        held_out: see `polarize.stance.fitting.Fitted`.
        spread: how far those of the base scorer are off over debates.
    """
    codes = np.array([1, -1, 0])
    truth, tag = (np.repeat(one.ravel(), np.ravel(held_out)) for one in np.meshgrid(codes, codes, indexing="ij"))
    return shares(tag, truth, spread)[1]


def _error(scorer: str, found: Measured) -> TaggerError:
    """Return an error measured by labels as the report's intervals take it."""
    source = f"as measured on {found.flip.n} labelled comments of this debate"
    off = found.shares_off or (0.0, 0.0)
    return TaggerError(scorer, found.flip_mean, found.offset_sd, source, found.offset, off, found.shares_sd)


def advised(summary: pl.DataFrame, scored: pl.DataFrame | pl.LazyFrame, found: Validation | None = None) -> pl.DataFrame:
    """Return an `ArticleSummary` table whose notes say how many labels would make the Split index firm, where it is not."""
    needed = {thread.article_id: thread.needed for thread in found.threads if thread.corrected} if found else {}
    tagged = dict(
        scored.lazy().filter(pl.col("stance_label").is_not_null()).group_by("article_id").len("n").collect(engine="streaming").iter_rows()
    )
    notes = []
    columns = ("article_id", "verdict", "notes", "split_low", "split_high", "share_favor", "share_against")
    for name, verdict, note, low, high, favor, against in summary.select(columns).iter_rows():
        more = needed.get(name)
        if more is None and verdict not in _QUIET and low is not None and (high - low) / 2 > FIRM:
            more = labels_needed(favor or 0.0, against or 0.0, tagged.get(name, 0))
        notes.append("; ".join([*([note] if note else []), *([advice(more)] if more else [])]) or None)
    return summary.with_columns(pl.Series("notes", notes, dtype=pl.String))


def advice(more: int) -> str:
    """Return what to do in words."""
    return f"label {more} comments with `polarize label` to know the Split index to about ±{FIRM}"
