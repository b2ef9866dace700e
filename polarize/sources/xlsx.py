"""Workbooks of comments (xlsx, xls, xlsb, ods): one row a comment, columns found by their names or given with `--map`."""

from __future__ import annotations

import polars as pl

from polarize.errors import Malformed
from polarize.sources import _table_threads
from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._input import Input
from polarize.sources._table_book import OLE_MAGIC, ZIP_MAGIC, read_book
from polarize.sources._table_columns import resolve
from polarize.tables import Corpus

_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_PARTS = (b"[Content_Types].xml", b"xl/", b"application/vnd.oasis.opendocument.spreadsheet")


def identify(source: Input) -> Claim | None:
    """Claim a zip archive that begins with the parts of a workbook, and an old Excel file by its magic bytes and suffix."""
    head = source.head
    if head.startswith(ZIP_MAGIC) and (source.suffix in _SUFFIXES or any(part in head for part in _PARTS)):
        return Claim(Strength.SIGNATURE, "an archive with the parts of a workbook")
    if head.startswith(OLE_MAGIC) and source.suffix in _SUFFIXES:
        return Claim(Strength.SIGNATURE, "the magic bytes of an old Excel file")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read the first sheet that has a column for the text, as a table.

    Raises:
        MissingColumn: no column holds the text.
        Malformed: no workbook, or no row with a comment.
        NotReadable: it unpacks to more than `max_bytes`.
    """
    frame, remarks = read_book(source, options.columns.get("text"))
    columns = resolve(frame.columns, options.columns, source.name)
    corpus = _table_threads.build(frame, columns, source.name, source.stem, options.captured_at)
    if corpus.comments.is_empty():
        raise Malformed(source.name, "has no row with a comment in it", "Check the column for the text with --map text=COLUMN")
    renamed = ", ".join(f"{ours} = {theirs}" for ours, theirs in columns.items() if ours != theirs)
    if renamed:
        remarks.append(f"{source.name}: columns read as {renamed}.")
    articles = corpus.articles.with_columns(pl.lit(SOURCE.name).alias("source"))
    return Corpus(articles, corpus.comments, corpus.problems, (*remarks, *corpus.remarks))


SOURCE = Source(
    name="xlsx",
    title="Workbook (xlsx, xls, ods)",
    suffixes=_SUFFIXES,
    reads="As a table, from the first sheet with a column for the text.",
    identify=identify,
    read=read,
)
