"""Cells as strings -> our types: times, numbers, states."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import polars as pl

from polarize.sources._dates import parse

_FORMATS: Final = (
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d",
    "%Y/%m/%dT%H:%M:%S",
    "%Y/%m/%d",
    "%d.%m.%YT%H:%M:%S",
    "%d.%m.%YT%H:%M",
    "%d.%m.%Y",
)
_WITH_ZONE: Final = ("%Y-%m-%dT%H:%M:%S%.f%:z", "%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%dT%H:%M%:z")
_UTC: Final = pl.Datetime("us", "UTC")
_FEW: Final = 10_000
"""Cells for which every format is tried at once, which is quicker than to look after each whether any are left."""
_EARLIEST: Final = 631_152_000
_LATEST: Final = 4_102_444_800
_GONE: Final = (
    r"^(?i:true|1|yes|deleted|isdeleted|removed|rejected|hidden|blocked|unpublished|trash|trashed|post-trashed|"
    r"gelöscht|supprimé|eliminado)$"
)
_WAITING: Final = r"^(?i:pending|hold|held|queued|unapproved|waiting|moderation|premod|system_withheld)$"
_AMBIGUOUS: Final = r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}"
_LONGEST_TIME: Final = 80
_SHORT: Final = r"^([+-]?\d{1,6}(?:[.,]\d{1,3})?) ?[KkMm]$"
_PLACEHOLDER: Final = r"^\s*\[(?i:deleted|removed|deleted by user|comment deleted|gelöscht|supprimé)\]\s*$"


def times(cells: pl.Series, captured_at: datetime | None = None) -> pl.Series:
    """Return UTC times for strings in ISO 8601 (with or without zone), day first with dots, Unix seconds / milliseconds, or in words.

    A time without a zone is taken for UTC; what cannot be read becomes null. American `4/5/2024` is ambiguous and stays null.

    Args:
        cells: the strings.
        captured_at: what "3 hours ago" is counted back from; without it that is null.
    """
    if cells.null_count() == len(cells):
        return pl.Series("t", [None] * len(cells), dtype=_UTC)
    text = cells.str.strip_chars()
    frame = text.to_frame("text").select(_iso(pl.col("text")), _seconds(pl.col("text")))
    known = frame.select(_FIRST).to_series() if len(cells) <= _FEW else _parsed(frame)
    return known if known.null_count() == text.null_count() else _printed(text, known, captured_at)


def _printed(text: pl.Series, known: pl.Series, captured_at: datetime | None) -> pl.Series:
    """Return known times, and for texts without one that of a date in words ("March 3, 2024", "vor 2 Tagen")."""
    left = text.filter(known.is_null() & (text.str.len_chars() <= _LONGEST_TIME) & ~text.str.contains(_AMBIGUOUS))
    told = {cell: moment for cell in left.unique() if (moment := parse(cell, captured_at=captured_at)) is not None}
    if not told:
        return known
    return known.zip_with(known.is_not_null(), text.replace_strict(told, default=None, return_dtype=_UTC))


def _parsed(frame: pl.DataFrame) -> pl.Series:
    """Return the times of texts in the first format that each is in, else those of `plain`; no format is tried once all are read."""
    found = pl.Series("t", [None] * frame.height, dtype=_UTC)
    wanted = frame.select((pl.col("text").is_not_null() & pl.col("plain").is_null()).sum()).item()
    for form in (*_WITH_ZONE, *_FORMATS):
        if found.len() - found.null_count() >= wanted:
            break
        found = found.zip_with(found.is_not_null(), frame.select(_read(form)).to_series())
    return found.zip_with(found.is_not_null(), frame["plain"])


def _seconds(text: pl.Expr) -> pl.Expr:
    """Return the times of texts that are Unix seconds, or milli- or microseconds, as `plain`."""
    number = text.str.extract(r"^(\d{9,16})(?:\.\d+)?$").cast(pl.Int64, strict=False)
    scaled = pl.when(number > 10**14).then(number).when(number > 10**11).then(number * 1000).otherwise(number * 1_000_000)
    return pl.when(scaled.is_between(_EARLIEST * 10**6, _LATEST * 10**6)).then(scaled).cast(_UTC).alias("plain")


def _read(form: str) -> pl.Expr:
    """Return the times of the column `text` that are in a format."""
    zone = "UTC" if form in _WITH_ZONE else None
    time = pl.col("text").str.to_datetime(form, strict=False, time_unit="us", time_zone=zone)
    return (time.dt.replace_time_zone("UTC") if zone is None else time.cast(_UTC)).alias("t")


_FIRST: Final = pl.coalesce(*(_read(form) for form in (*_WITH_ZONE, *_FORMATS)), "plain")


def _iso(text: pl.Expr) -> pl.Expr:
    """Bring '2024-01-02 03:04:05 UTC' and its kin to the one shape with a T and a numeric zone."""
    return (
        text.str.replace(r"^(\d+[-/.]\d+[-/.]\d+)[ ,]+(\d)", "${1}T$2")
        .str.replace(r" ?(?:UTC|GMT|Z)$", "+00:00")
        .str.replace(r" ([+-]\d\d:?\d\d)$", "$1")
        .str.replace(r"(T[\d:.]+[+-]\d\d)$", "${1}:00")
    )


def integers(cells: pl.Series) -> pl.Series:
    """Return whole numbers; '1,234', '1 234', '12.0', '+3' and '1.2k' are read, anything else is null."""
    plain = pl.col("text").str.strip_chars().str.strip_prefix("+")
    grouped = plain.str.contains(r"^-?\d{1,3}(?:(?:,\d{3})+|(?:[ '’\u00a0\u202f]\d{3})+)(?:\.\d+)?$")
    frame = cells.to_frame("text").select(pl.when(grouped).then(plain.str.replace_all(r"[, '’\u00a0\u202f]", "")).otherwise(plain))
    frame = frame.with_columns(
        pl.col("text").cast(pl.Float64, strict=False).alias("number"), pl.col("text").str.extract(_SHORT).alias("short")
    )
    text, numbers, short = frame.get_columns()
    if short.null_count() < len(short):
        times = text.str.contains("[Kk]$").replace_strict({True: 1e3, False: 1e6}, default=None, return_dtype=pl.Float64)
        numbers = numbers.zip_with(short.is_null(), short.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False) * times)
    return numbers.round().cast(pl.Int64, strict=False).alias(cells.name)


def flags(cells: pl.Series) -> pl.Series:
    """Return true and false for cells that say so, null for any other."""
    return cells.str.to_lowercase().replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)


def state(cell: pl.Expr, text: pl.Expr) -> pl.Expr:
    """Return visible, deleted, pending or spam for each row, from the status cell, null where there is none, and from the text.

    A cell from a column named `approved` has to be turned round by the caller; here true means that the comment is gone.
    """
    said = cell.str.strip_chars()
    return (
        pl.when(said.str.contains(_GONE) | text.str.contains(_PLACEHOLDER))
        .then(pl.lit("deleted"))
        .when(said.str.to_lowercase() == "spam")
        .then(pl.lit("spam"))
        .when(said.str.contains(_WAITING))
        .then(pl.lit("pending"))
        .otherwise(pl.lit("visible"))
    )
