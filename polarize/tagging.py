"""Language, tone and side of the comments of a few articles: the batch that every engine runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from polarize import sentiment, stance
from polarize.measures import TaggerError
from polarize.tables import ScoredComment, conform

BATCH: Final = 2_000
"""Comments in a batch, about: enough to be worth a journey to another process, little enough to spread evenly."""
_COMMENTS_FOR_MATCHING: Final = 200
_STANCE: Final = ("stance_label", "stance_score", "stance_confidence", "stance_evidence")


@dataclass(frozen=True, slots=True)
class Batch:
    """What one call tags.

    Attributes:
        comments: whole threads of a `Comment` table.
        articles: article_id -> (title, text), as far as known.
        debate: the debate of all articles; None to match each.
        all_languages: give a tone to every language.
        lexicon: valences of words beside VADER's own.
        sides: how sides are told.
    """

    comments: pl.DataFrame
    articles: dict[str, tuple[str | None, str | None]]
    debate: stance.Debate | None
    all_languages: bool
    lexicon: Mapping[str, float] = field(default_factory=dict)
    sides: stance.Settings = field(default_factory=stance.Settings)


def batches(
    comments: pl.DataFrame,
    articles: pl.DataFrame | None,
    debate: stance.Debate | None,
    all_languages: bool,
    lexicon: Mapping[str, float] | None = None,
    sides: stance.Settings | None = None,
) -> Iterator[Batch]:
    """Split a `Comment` table into batches of whole threads, in order of the threads' first comments."""
    facts = {} if articles is None else {row[0]: (row[1], row[2]) for row in articles.select("article_id", "title", "text").iter_rows()}
    sizes = comments.group_by("article_id", maintain_order=True).len("n")
    numbered = sizes.select("article_id", ((pl.col("n").cum_sum() - pl.col("n")) // BATCH).alias("_batch"))
    joined = comments.join(numbered, on="article_id", how="left", maintain_order="left")
    for part in joined.partition_by("_batch", maintain_order=True, include_key=False):
        known = {name: facts[name] for name in part["article_id"].unique(maintain_order=True) if name in facts}
        yield Batch(part, known, debate, all_languages, lexicon or {}, sides or stance.Settings())


def tag(batch: Batch) -> pl.DataFrame:
    """Return the batch's comments as a `ScoredComment` table, thread after thread."""
    return conform(tagged(batch), ScoredComment)


def tagged(batch: Batch) -> pl.DataFrame:
    """Return what `tag` does before it is held against the schema, for who puts several batches together and checks once."""
    said = pl.when(pl.col("status") == "visible").then(own_words())
    table = batch.comments.with_columns(sentiment.languages(batch.comments), said.alias("said"))
    tone = sentiment.score(table["said"], table["language"], all_languages=batch.all_languages, lexicon=batch.lexicon)
    toned = pl.concat([table, tone], how="horizontal")
    threads = [_with_sides(thread, batch) for thread in toned.partition_by("article_id", maintain_order=True)]
    # Four decimals are more than a tagger can know, and a spreadsheet shows them.
    return pl.concat(threads).with_columns(pl.col("stance_score", "stance_confidence").round(4))


def own_words() -> pl.Expr:
    """The comment's own words: lines that quote somebody are left out."""
    return pl.col("text").str.replace_all(r"(?m)^> ?.*$", "").str.strip_chars()


def _with_sides(thread: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    debate = batch.debate or _matched(thread, batch)
    place = {name: row for row, name in enumerate(thread["comment_id"])}
    parents = [place.get(name) for name in thread["reply_to"]]
    tags = stance.score(stance.Thread.of(thread["said"].to_list(), thread["language"].to_list(), parents), debate, batch.sides)
    tags = tags.select(_STANCE)
    return pl.concat([thread.with_columns(pl.lit(debate.id if debate else None, dtype=pl.String).alias("debate")), tags], how="horizontal")


def _matched(thread: pl.DataFrame, batch: Batch) -> stance.Debate | None:
    """Match by the article; a table of comments often has none, then the thread itself says what it is about."""
    title, text = batch.articles.get(thread["article_id"][0], (None, None))
    found = stance.match(title, text, comments=thread["said"].drop_nulls().head(_COMMENTS_FOR_MATCHING))
    return found[0].debate if found else None


def tagger_error(scorer: str = stance.DEFAULT) -> TaggerError | None:
    """Return the measured error of a stance scorer."""
    known = stance.validation(scorer)
    if known is None:
        return None
    return TaggerError(known.scorer, known.flip, known.offset_sd, known.source, shares_sd=known.shares_sd)
