"""Tables of comments: CSV, TSV, JSON lines and Parquet, one row a comment, columns found by their names or given with `--map`."""

from __future__ import annotations

import msgspec
import polars as pl

from polarize.errors import Malformed
from polarize.sources import _table_threads
from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._input import Input
from polarize.sources._table_columns import has_text_column, resolve
from polarize.sources._table_read import PARQUET_MAGIC, as_strings, delimiter, header_cells, read_delimited, read_json_lines, read_parquet
from polarize.sources._table_types import times
from polarize.tables import Corpus

__all__ = ["SOURCE", "denature", "from_frame", "read_table", "times"]

_DELIMITED_SUFFIXES = (".csv", ".tsv", ".tab")
_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
_NEUTRALISED = "^'('*[=+\\-@\\t\\r\\n\\x00＝＋－＠])"


def read_table(source: Input) -> tuple[pl.DataFrame, list[str]]:
    """Read any table as strings.

    Returns:
        The table (all columns String, empty cells null), and a sentence on each kind of damage.

    Raises:
        InputError: it cannot be read as a table.
    """
    if source.head.startswith(PARQUET_MAGIC):
        return read_parquet(source)
    if _looks_like_json(source):
        return read_json_lines(source)
    return read_delimited(source)


def identify(source: Input) -> Claim | None:
    """Claim Parquet by its magic bytes, JSON lines by a first line that is a flat object with a text column, CSV by its header."""
    if source.head.startswith(PARQUET_MAGIC):
        return Claim(Strength.SIGNATURE, "the magic bytes of Parquet")
    if source.is_binary:
        return None
    if _looks_like_json(source):
        return _claim_json(source)
    return _claim_delimited(source)


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read a table of comments into articles and comments.

    Rows are grouped into articles by the column for the article's id, else its address, else its title; without any of these
    the table is one article.

    Raises:
        MissingColumn: no column holds the text.
        Malformed: broken.
    """
    frame, problems = read_table(source)
    corpus = _build(frame, options, source.name, source.stem, neutralised=_is_ours(frame, source))
    return Corpus(corpus.articles, corpus.comments, (*problems, *corpus.problems), corpus.remarks)


def from_frame(frame: pl.DataFrame, options: ReadOptions) -> Corpus:
    """Take a user's own DataFrame, one row a comment, its columns named as in a table that is read.

    Raises:
        MissingColumn: no column holds the text.
        Malformed: no row has a text.
    """
    return _build(as_strings(frame), options, "the DataFrame", "comments", neutralised=False)


def _build(frame: pl.DataFrame, options: ReadOptions, name: str, stem: str, *, neutralised: bool) -> Corpus:
    columns = resolve(frame.columns, options.columns, name)
    if neutralised:
        frame = denature(frame)
    corpus = _table_threads.build(frame, columns, name, stem)
    if corpus.comments.is_empty():
        raise Malformed(name, "has no row with a comment in it", "Check the column for the text with --map text=COLUMN")
    renamed = ", ".join(f"{ours} = {theirs}" for ours, theirs in columns.items() if ours != theirs)
    remarks = (f"{name}: columns read as {renamed}.",) if renamed else ()
    return Corpus(corpus.articles, corpus.comments, corpus.problems, (*remarks, *corpus.remarks))


def _is_ours(frame: pl.DataFrame, source: Input) -> bool:
    """Whether polarize wrote this CSV, with an apostrophe before every cell that a spreadsheet would run as a formula."""
    return (
        frame.columns[:5] == ["article_id", "comment_id", "position", "reply_to", "reply_inferred"] and source.suffix in _DELIMITED_SUFFIXES
    )


def denature(frame: pl.DataFrame) -> pl.DataFrame:
    """Take off the apostrophe that the CSV writer puts before cells that begin like a formula."""
    return frame.with_columns(pl.col(pl.String).str.replace(_NEUTRALISED, "$1"))


def _looks_like_json(source: Input) -> bool:
    head = source.head_text.lstrip()
    return head[:1] == "{" or (head[:1] == "[" and head[1:].lstrip()[:1] == "{")


def _claim_json(source: Input) -> Claim | None:
    head = source.head_text.lstrip()
    if head[0] == "[":
        keys = _keys(head[1:].lstrip())
        return Claim(Strength.STRUCTURE, "a JSON array of objects with a text") if has_text_column(keys) else None
    try:
        row = msgspec.json.decode(head.split("\n", 1)[0].encode("utf-8", errors="replace"))
    except (msgspec.MsgspecError, RecursionError, ValueError):
        row = None
    if isinstance(row, dict) and (has_text_column([str(key) for key in row]) or source.suffix in (".jsonl", ".ndjson")):
        return Claim(Strength.STRUCTURE, f"JSON lines with the keys {', '.join(map(str, row))[:200]}")
    return None


def _keys(head: str) -> list[str]:
    """Return the keys of the first object in a JSON array that may be cut off."""
    depth, quoted, escaped = 0, False, False
    for at, sign in enumerate(head):
        if quoted:
            quoted, escaped = escaped or sign != '"', sign == "\\" and not escaped
        elif sign == '"':
            quoted = True
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
            if depth == 0:
                try:
                    return [str(key) for key in msgspec.json.decode(head[: at + 1].encode("utf-8", errors="replace"))]
                except (msgspec.MsgspecError, RecursionError, ValueError):
                    return []
    return []


def _claim_delimited(source: Input) -> Claim | None:
    lines = source.head_text.lstrip("\n\r").splitlines()
    first = lines[0] if lines else ""
    sign = delimiter(first)
    cells = header_cells(first, sign) if sign else [first.strip()]
    if source.suffix in _DELIMITED_SUFFIXES:
        return Claim(Strength.STRUCTURE, f"its suffix and a header line with the columns {', '.join(cells)[:200]}")
    if sign is None or len(cells) < 2 or not all(cells) or max(map(len, cells)) > 60 or not has_text_column(cells):
        return None
    rows = [line for line in lines[1:20] if sign in line]
    return Claim(Strength.STRUCTURE, f"a header line with the columns {', '.join(cells)[:200]}") if rows else None


SOURCE = Source(
    name="table",
    title="Table (CSV, TSV, JSON lines, Parquet)",
    suffixes=(*_DELIMITED_SUFFIXES, *_JSON_SUFFIXES, ".parquet"),
    reads="One row a comment: text, author, ids, replies, times, votes and states; articles by id, address or title.",
    identify=identify,
    read=read,
)
