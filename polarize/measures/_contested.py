"""Contested comments: those that the other side answered most."""

from __future__ import annotations

from typing import Final

import polars as pl

SIDES: Final = ("favor", "against")
OUTPUT: Final = ("article_id", "comment_id", "opposed", "replies", "tone", "why")


def contested(scored_rows: pl.DataFrame) -> pl.DataFrame:
    """Return the comments that drew replies of the other side, the most contested of each article first.

    A reply counts by the side it takes itself; replies of a comment's own author do not count. A comment on a side is opposed by the
    replies of the other; a comment without a side (mixed, no stance) by the smaller of the two sides among its replies, so that it is
    contested only where both sides answer it.

    Args:
        scored_rows: a `ScoredComment` table.

    Returns:
        article_id, comment_id, opposed (number of replies that oppose it, at least 1), replies (all replies of others), tone (mean compound
        of the replies that take a side, null where none was scored) and why, a sentence. Articles are in the order of the table;
        comments with as many opposing replies stand by number of replies, then in page order.
    """
    visible = scored_rows.with_row_index("_at").filter(pl.col("status") == "visible")
    targets = visible.select("article_id", "_at", reply_to="comment_id", answered="author", side=pl.col("stance_label").cast(pl.String))
    replies = (
        visible.select("article_id", "reply_to", "author", "compound", voice=pl.col("stance_label").cast(pl.String))
        .join(targets, on=["article_id", "reply_to"])
        .filter((pl.col("author") != pl.col("answered")).fill_null(True))
    )
    counts = replies.group_by("article_id", "reply_to").agg(
        pl.col("_at", "side").first(),
        *((pl.col("voice") == one).sum().cast(pl.Int64).alias(one) for one in SIDES),
        replies=pl.len().cast(pl.Int64),
        tone=pl.col("compound").filter(pl.col("voice").is_in(SIDES)).mean(),
    )
    opposed = pl.when(pl.col("side") == "favor").then("against").when(pl.col("side") == "against").then("favor")
    order = visible.group_by("article_id").agg(_article=pl.col("_at").min())
    return (
        counts.with_columns(opposed=opposed.otherwise(pl.min_horizontal(*SIDES)))
        .filter(pl.col("opposed") > 0)
        .with_columns(why=_why())
        .rename({"reply_to": "comment_id"})
        .join(order, on="article_id", how="left")
        .sort("_article", "opposed", "replies", "_at", descending=[False, True, True, False])
        .select(OUTPUT)
    )


def _why() -> pl.Expr:
    """Return in words how the replies divide."""
    side = pl.when(pl.col("favor") > 0).then(pl.lit("in favor")).otherwise(pl.lit("against"))
    several = pl.format("{} of {} replies are in favor, {} against", "favor", "replies", "against")
    return pl.when(pl.col("replies") == 1).then(pl.format("its one reply is {}", side)).otherwise(several)
