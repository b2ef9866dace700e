"""4CAT: comments as a CSV with the columns that 4CAT gives its data sets, to be uploaded there as one."""

from __future__ import annotations

from typing import BinaryIO, Final

import polars as pl

from polarize.writers._base import Writer
from polarize.writers._spreadsheet import neutralise
from polarize.writers.convokit import needs_comments

_NAMES: Final = {"article_id": "thread_id", "comment_id": "id", "posted_at": "timestamp", "text": "body", "votes": "score"}
_FIRST: Final = ("id", "thread_id", "timestamp", "unix_timestamp", "author", "body", "reply_to", "score")


def write(table: pl.DataFrame, stream: BinaryIO, raw: bool) -> None:
    """Write a table of comments (UTF-8 without a byte order mark, times in UTC as 4CAT has them); further columns follow.

    Args:
        table: a `Comment` or `ScoredComment` table.
        stream: to write to.
        raw: without the apostrophe before cells that begin like a formula.

    Raises:
        ConfigError: the table is none of comments.
    """
    needs_comments(table, WRITER.name)
    shown = table.with_columns(
        pl.col(name).cast(pl.String) for name, kind in table.schema.items() if isinstance(kind, pl.Enum | pl.Categorical)
    ).rename(_NAMES, strict=False)
    shown = shown.with_columns(
        pl.col("timestamp").dt.epoch("s").alias("unix_timestamp"),
        pl.col("timestamp").dt.strftime("%Y-%m-%d %H:%M:%S"),
    )
    shown = shown.select([*(name for name in _FIRST if name in shown.columns), *(name for name in shown.columns if name not in _FIRST)])
    (shown if raw else neutralise(shown)).write_csv(stream, float_precision=None)


WRITER = Writer(name="fourcat", suffix=".csv", write=write)
