"""Tables of comments: CSV, TSV, JSON lines and Parquet, one row a comment, columns found by their names or given with `--map`."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Sequence

import polars as pl

from polarize.errors import Malformed
from polarize.sources import _table_threads
from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._input import Input
from polarize.sources._table_columns import has_text_column, resolve
from polarize.sources._table_delimited import header_cells, header_line, read_delimited
from polarize.sources._table_json import decode, read_json
from polarize.sources._table_parquet import PARQUET_MAGIC, as_strings, read_parquet
from polarize.sources._table_types import times
from polarize.tables import Corpus

__all__ = ["SOURCE", "denature", "from_frame", "is_neutralised", "read_table", "times"]

_DELIMITED_SUFFIXES = (".csv", ".tsv", ".tab")
_LINES_SUFFIXES = (".jsonl", ".ndjson")
_JSON_SUFFIXES = (*_LINES_SUFFIXES, ".json")
_FIRST_COLUMNS = ("article_id", "comment_id", "position", "reply_to", "reply_inferred")
_BARE = "^[=+\\-@\\t\\r\\n\\x00＝＋－＠]"
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
        return read_json(source)
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
    corpus = _build(frame, options, source.name, source.stem, neutralised=is_neutralised(frame, source))
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
    corpus = _table_threads.build(frame, columns, name, stem, options.captured_at)
    if corpus.comments.is_empty():
        raise Malformed(name, "has no row with a comment in it", "Check the column for the text with --map text=COLUMN")
    renamed = ", ".join(f"{ours} = {theirs}" for ours, theirs in columns.items() if ours != theirs)
    remarks = (f"{name}: columns read as {renamed}.",) if renamed else ()
    return Corpus(corpus.articles, corpus.comments, corpus.problems, (*remarks, *corpus.remarks))


def is_neutralised(frame: pl.DataFrame, source: Input) -> bool:
    """Return whether polarize wrote this CSV with an apostrophe before every cell that a spreadsheet would run as a formula.

    Such a file has our columns and a byte order mark. Spreadsheets save it without the mark: then no text may begin like a formula.
    """
    if frame.columns[: len(_FIRST_COLUMNS)] != list(_FIRST_COLUMNS) or source.head.startswith((PARQUET_MAGIC, b"{", b"[")):
        return False
    if source.head.startswith(codecs.BOM_UTF8):
        return True
    return not any(frame[name].str.contains(_BARE).any() for name in ("author", "text") if name in frame.columns)


def denature(frame: pl.DataFrame) -> pl.DataFrame:
    """Take off the apostrophe that the CSV writer puts before cells that begin like a formula."""
    return frame.with_columns(pl.col(pl.String).str.replace(_NEUTRALISED, "$1"))


def _looks_like_json(source: Input) -> bool:
    head = source.head_text.lstrip()
    return head[:1] == "{" or (head[:1] == "[" and head[1:].lstrip()[:1] == "{")


def _claim_json(source: Input) -> Claim | None:
    head = source.head_text.lstrip()
    if head[0] == "[":
        return Claim(Strength.STRUCTURE, "a JSON array of objects with a text") if has_text_column(_keys(head[1:].lstrip())) else None
    row = decode(head.split("\n", 1)[0])
    keys = [str(key) for key in row] if isinstance(row, dict) else []
    if has_text_column(keys):
        return Claim(Strength.STRUCTURE, f"JSON lines with the keys {', '.join(keys)[:200]}")
    return Claim(Strength.STRUCTURE, "its suffix and a first line that begins like an object") if source.suffix in _LINES_SUFFIXES else None


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
                value = decode(head[: at + 1])
                return [str(key) for key in value] if isinstance(value, dict) else []
    return []


def _claim_delimited(source: Input) -> Claim | None:
    lines = source.head_text.splitlines()
    at, sign = header_line(lines)
    first = lines[at] if lines else ""
    cells = header_cells(first, sign) if sign else [first.strip()]
    if source.suffix in _DELIMITED_SUFFIXES:
        return Claim(Strength.STRUCTURE, f"its suffix and a header line with the columns {', '.join(cells)[:200]}")
    if sign is None or len(cells) < 2 or not all(cells) or max(map(len, cells)) > 60 or not has_text_column(cells):
        return None
    evidence = f"a header line with the columns {', '.join(cells)[:200]}"
    return Claim(Strength.STRUCTURE, evidence) if _rows_fit(lines[at + 1 : at + 100], sign, len(cells)) else None


def _rows_fit(lines: Sequence[str], sign: str, width: int) -> bool:
    """Return whether most rows under a header have its number of cells; prose with commas does not."""
    try:
        widths = [len(row) for row in csv.reader((f"{line}\n" for line in lines), delimiter=sign) if row]
    except csv.Error:
        return False
    return sum(one == width for one in widths) * 2 > len(widths)


SOURCE = Source(
    name="table",
    title="Table (CSV, TSV, JSON lines, Parquet)",
    suffixes=(*_DELIMITED_SUFFIXES, *_JSON_SUFFIXES, ".parquet"),
    reads="One row a comment, NYT archives too: text, author, ids, replies, times, votes and states; articles by id, address or title.",
    identify=identify,
    read=read,
)
