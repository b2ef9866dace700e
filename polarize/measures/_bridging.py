"""Bridging comments: those most valued, or most civilly met, across the divide."""

from __future__ import annotations

from typing import Final

import polars as pl

SIDES: Final = ("favor", "against")
VOTES: Final = ("agree_favor", "seen_favor", "agree_against", "seen_against")
"""Optional columns: how many readers of each side agreed, and how many of each side saw the comment."""
CIVIL: Final = -0.05
"""VADER's own limit: a compound above it is not negative."""
OUTPUT: Final = ("article_id", "comment_id", "score", "basis", "why")


def bridging(scored_rows: pl.DataFrame) -> pl.DataFrame:
    """Return the comments that may bridge the two sides, the best of each article first.

    With votes per side (the columns agree_favor, seen_favor, agree_against, seen_against) the score is Polis' group-informed
    consensus: the product over the sides of (agree + 1) / (seen + 2). Candidates are comments above 1/4, the score of a comment
    nobody has voted on. Without them replies stand in for votes: a reply of a side counts as seen, and as agreeing when it is civil
    (compound above -0.05). Candidates are comments labelled mixed, and those answered civilly from both sides by others.

    Args:
        scored_rows: a `ScoredComment` table, with the columns of votes per side where they are known.

    Returns:
        article_id, comment_id, score (0 to 1), basis ("votes", "mixed" or "replies") and why, a sentence. Articles are in the
        order of the table.

    Source: Small et al., Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces, RECERCA 26 (2021), for the score;
        with replies in place of votes it is ours.
    """
    visible = scored_rows.with_row_index("_at").filter(pl.col("status") == "visible")
    counted = _with_replies(visible)
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in VOTES) if set(VOTES) <= set(visible.columns) else pl.lit(False)
    voted, others = counted.filter(known), counted.filter(~known)
    parts = [_by_votes(voted)] if voted.height else []
    parts.append(_by_replies(others))
    order = visible.group_by("article_id").agg(_article=pl.col("_at").min())
    found = pl.concat(parts).join(order, on="article_id", how="left")
    return found.sort("_article", "score", "_at", descending=[False, True, False]).select(OUTPUT)


def _with_replies(visible: pl.DataFrame) -> pl.DataFrame:
    """Add for each side how many replies of others it gave, and how many of them were civil."""
    answered = visible.select("article_id", reply_to="comment_id", answered=pl.col("author"))
    replies = (
        visible.filter(pl.col("compound").is_not_null() & pl.col("stance_label").cast(pl.String).is_in(SIDES))
        .join(answered, on=["article_id", "reply_to"])
        .filter((pl.col("author") != pl.col("answered")).fill_null(True))
    )
    side, civil = pl.col("stance_label").cast(pl.String), pl.col("compound") > CIVIL
    counts = replies.group_by("article_id", "reply_to").agg(
        *((side == one).sum().cast(pl.Int64).alias(f"_seen_{one}") for one in SIDES),
        *(((side == one) & civil).sum().cast(pl.Int64).alias(f"_civil_{one}") for one in SIDES),
    )
    counts = counts.rename({"reply_to": "comment_id"})
    names = [f"_{kind}_{one}" for kind in ("seen", "civil") for one in SIDES]
    return visible.join(counts, on=["article_id", "comment_id"], how="left", maintain_order="left").with_columns(pl.col(names).fill_null(0))


def _by_votes(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the candidates among comments with votes per side."""
    why = pl.format("{} of {} readers in favor and {} of {} against agree", *(pl.col(name) for name in VOTES))
    scored = rows.with_columns(score=_consensus("agree_{}", "seen_{}"), basis=pl.lit("votes"), why=why)
    return scored.filter(pl.col("score") > 0.25).select(*OUTPUT, "_at")


def _by_replies(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the candidates among the others: mixed, or answered civilly from both sides."""
    mixed = (pl.col("stance_label").cast(pl.String) == "mixed").fill_null(False)
    met = (pl.col("_civil_favor") > 0) & (pl.col("_civil_against") > 0)
    replies = pl.format(
        "{} of {} replies in favor and {} of {} against are civil", "_civil_favor", "_seen_favor", "_civil_against", "_seen_against"
    )
    answered = (pl.col("_seen_favor") + pl.col("_seen_against")) > 0
    why = pl.when(mixed & answered).then(pl.format("sees both sides; {}", replies)).when(mixed).then(pl.lit("sees both sides"))
    return (
        rows.filter(mixed | met)
        .with_columns(
            score=_consensus("_civil_{}", "_seen_{}"),
            basis=pl.when(mixed).then(pl.lit("mixed")).otherwise(pl.lit("replies")),
            why=why.otherwise(replies),
        )
        .select(*OUTPUT, "_at")
    )


def _consensus(agree: str, seen: str) -> pl.Expr:
    """Return the product over the sides of (agree + 1) / (seen + 2)."""
    favor, against = ((pl.col(agree.format(one)) + 1) / (pl.col(seen.format(one)) + 2) for one in SIDES)
    return favor * against
