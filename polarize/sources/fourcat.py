"""4CAT: the CSV of a data set; every platform's has thread_id, id, author, timestamp and body."""

from __future__ import annotations

from typing import Final

import polars as pl

from polarize.errors import Malformed, MissingColumn
from polarize.sources import _table_threads
from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._input import Input
from polarize.sources._table_delimited import header_cells, header_line, read_delimited
from polarize.tables import Corpus

COLUMNS: Final = ("thread_id", "id", "author", "timestamp", "body")
_MORE: Final = {
    "reply_to": ("reply_to", "parent", "parent_id", "in_reply_to", "reply_to_id", "replied_to"),
    "votes": ("score", "votes", "likes", "like_count", "num_likes", "upvotes", "post_score"),
    "title": ("subject", "thread_title", "title", "post_title"),
    "url": ("url", "thread_url", "link", "post_url"),
    "outlet": ("board", "subreddit", "channel", "forum", "group", "site"),
    "language": ("language", "lang"),
    "status": ("status", "deleted", "is_deleted"),
}
_ANSWERED: Final = r"^>>(\d{1,20})\b"
"""Image boards name the post that is answered at the beginning."""
_BARE: Final = "^[=+\\-@\\t\\r\\n\\x00＝＋－＠]"
_NEUTRALISED: Final = "^'('*[=+\\-@\\t\\r\\n\\x00＝＋－＠])"
"""polarize puts an apostrophe before cells that a spreadsheet would run as a formula; a file that it wrote has posted_raw."""
_QUOTE: Final = r"(?m)^>([^>\d ])"


def identify(source: Input) -> Claim | None:
    """Claim a header line with all five columns that 4CAT gives every data set."""
    if source.is_binary:
        return None
    lines = source.head_text.splitlines()
    at, sign = header_line(lines)
    cells = header_cells(lines[at], sign) if lines and sign else []
    return Claim(Strength.SIGNATURE, f"a header line with the columns {', '.join(COLUMNS)}") if set(COLUMNS) <= set(cells) else None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read a data set by thread. Times are in UTC, as 4CAT writes them.

    Raises:
        MissingColumn: not all five columns are there.
        Malformed: no table, or no row with a comment.
    """
    frame, problems = read_delimited(source)
    if "posted_raw" in frame.columns and not any(frame[name].str.contains(_BARE).any() for name in ("author", "body")):
        frame = frame.with_columns(pl.col(pl.String).str.replace(_NEUTRALISED, "$1"))
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise MissingColumn(source.name, f"has no column {', '.join(missing)}", "Read it as a table with --from table")
    columns = {"article_id": "thread_id", "comment_id": "id", "author": "author", "posted_at": "timestamp", "text": "body"}
    for ours, names in _MORE.items():
        found = next((name for name in names if name in frame.columns and not frame[name].is_null().all()), None)
        if found is not None:
            columns[ours] = found
    columns |= options.columns
    if "reply_to" not in columns:
        frame = frame.with_columns(frame["body"].str.extract(_ANSWERED).alias("_answered"))
        columns["reply_to"] = "_answered"
    quoted = frame["body"].str.replace_all(_QUOTE, "> ${1}")
    frame = frame.with_columns(quoted.alias("body"))
    corpus = _table_threads.build(frame, columns, source.name, source.stem)
    if corpus.comments.is_empty():
        raise Malformed(source.name, "has no row with a comment in it", "Export it again with its texts")
    articles = corpus.articles.with_columns(pl.lit(SOURCE.name).alias("source"))
    return Corpus(articles, corpus.comments, (*problems, *corpus.problems), corpus.remarks)


SOURCE = Source(
    name="fourcat",
    title="4CAT data set (CSV)",
    suffixes=(".csv",),
    reads="Posts by thread with author, time, text, and where the platform has them the post answered, score and subject.",
    identify=identify,
    read=read,
)
