"""Reddit: dumps of comments and posts (Pushshift, Arctic Shift), one JSON object a line, packed or not, in bounded memory.

`read` puts everything into one corpus; `read_chunks` gives it piece by piece, for dumps that are larger than the memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from polarize.errors import Malformed
from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_thread import settle
from polarize.sources._input import Input
from polarize.sources._json_load import first, peek
from polarize.sources._json_reddit_lines import Lines, Piece
from polarize.tables import Article, Comment, Corpus, conform

ROWS: Final = 100_000
_COMMENT: Final = frozenset(["author", "body", "link_id"])
_POST: Final = frozenset(["author", "title", "subreddit", "num_comments"])


def identify(source: Input) -> Claim | None:
    """Claim lines with Reddit's names for comments (body, link_id) or posts (title, subreddit, num_comments), or such an answer."""
    node = first(peek(source))
    node = first(node.get("data")) or node
    if node.keys() >= _COMMENT and node.keys() & {"parent_id", "subreddit", "created_utc"}:
        return Claim(Strength.SIGNATURE, "objects with the keys author, body and link_id of Reddit's comments")
    if node.keys() >= _POST and node.keys() & {"selftext", "permalink", "created_utc"}:
        return Claim(Strength.SIGNATURE, "objects with the keys title, subreddit and num_comments of Reddit's posts")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read a dump whole. Comments are grouped by the post they stand under, in the order of the dump.

    Raises:
        Malformed: there is neither comment nor post in it.
        NotReadable: it cannot be opened, or unpacks to more than `max_bytes`.
    """
    del options
    lines = Lines(source, ROWS)
    pieces = list(lines)
    if not pieces:
        raise _nothing(source)
    corpus = _corpus(Piece.joined(pieces), source)
    return Corpus(corpus.articles, corpus.comments, (*corpus.problems, *lines.problems()), corpus.remarks)


def read_chunks(source: Input, options: ReadOptions, rows: int = ROWS) -> Iterator[Corpus]:
    """Read a dump of any size piece by piece, in memory that its size does not change.

    Args:
        source: the dump; `Input.max_bytes` bounds what is unpacked in all.
        options: see ReadOptions.
        rows: number of objects in a piece.

    Yields:
        A corpus for each piece, by itself within the contracts but for one thing: `reply_to` may name a comment of another piece.
        An article has a row in every piece that has comments on it; `comments_found`, `position` and `depth` count within the piece.
        The last piece has the problems.

    Raises:
        Malformed: there is neither comment nor post in it.
        NotReadable: it cannot be opened, or unpacks to more than `max_bytes`.
    """
    del options
    lines = Lines(source, rows)
    waiting: Corpus | None = None
    for piece in lines:
        if waiting is not None:
            yield waiting
        waiting = _corpus(piece, source, strangers=True)
    if waiting is None:
        raise _nothing(source)
    yield Corpus(waiting.articles, waiting.comments, (*waiting.problems, *lines.problems(), *source.damage), waiting.remarks)


def _nothing(source: Input) -> Malformed:
    return Malformed(source.name, "holds neither comments nor posts of Reddit", "Name its format with --from, see `polarize formats`")


def _corpus(piece: Piece, source: Input, *, strangers: bool = False) -> Corpus:
    """Return the corpus of one piece; `strangers`: replies may go to comments that are not in it."""
    comments = _grouped(piece.comments)
    settled, remarks = settle(comments, source.name)
    if strangers:
        settled = settled.with_columns(comments["reply_to"])
        remarks = [one for one in remarks if "not in the export" not in one]
    counts = settled.group_by("article_id", maintain_order=True).agg(pl.len().cast(pl.Int64).alias("comments_found"))
    facts = comments.group_by("article_id", maintain_order=True).agg(pl.col("url", "outlet", "title").drop_nulls().first())
    seen = facts.join(counts, on="article_id", maintain_order="left")
    articles = _articles(seen, piece.posts).with_columns(source=pl.lit(SOURCE.name), path=pl.lit(source.name))
    return Corpus(conform(articles, Article), conform(settled, Comment), (), tuple(remarks))


def _grouped(comments: pl.DataFrame) -> pl.DataFrame:
    """Return comments grouped by article, articles in order of appearance, with their positions."""
    placed = comments.with_row_index("_at").with_columns(pl.col("_at").min().over("article_id").alias("_first"))
    placed = placed.sort("_first", "_at").drop("_first", "_at")
    return placed.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("article_id").alias("position"))


def _articles(seen: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Join what comments say of their posts with the posts themselves; a post without comments keeps its row."""
    posts = posts.unique("article_id", keep="last", maintain_order=True)
    joined = seen.join(posts, on="article_id", how="full", coalesce=True, suffix="_stated", maintain_order="left_right")
    both = [pl.coalesce(f"{name}_stated", name).alias(name) for name in ("title", "url", "outlet")]
    found, declared = pl.col("comments_found").fill_null(0), pl.col("comments_declared")
    note = pl.format("{} of {} declared comments are in the export", found, declared)
    return joined.with_columns(
        *both,
        found.alias("comments_found"),
        pl.when(found < declared).then(note).alias("notes"),
        pl.when(pl.col("closed")).then(pl.lit("closed")).otherwise(pl.lit("open")).alias("comment_status"),
    )


SOURCE = Source(
    name="reddit_dump",
    title="Reddit dump (Pushshift, Arctic Shift)",
    suffixes=(".zst", ".ndjson", ".jsonl", ".json"),
    reads="Comments and posts, one JSON object a line, grouped by post, with replies, scores and what is deleted; packed or not.",
    identify=identify,
    read=read,
)
