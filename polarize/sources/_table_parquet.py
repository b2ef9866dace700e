"""Parquet and a user's own DataFrame -> a polars DataFrame of strings."""

from __future__ import annotations

import io
from typing import Final

import polars as pl

from polarize.errors import Malformed
from polarize.sources._input import Input
from polarize.sources._trial import rows_on_trial

PARQUET_MAGIC: Final = b"PAR1"


def read_parquet(source: Input) -> tuple[pl.DataFrame, list[str]]:
    """Read Parquet; nested columns are left out, all others become strings.

    Raises:
        Malformed: broken or cut off.
    """
    rows_on_trial(source, "parquet")
    try:
        return as_strings(pl.read_parquet(io.BytesIO(source.data))), []
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        reason = str(error).strip().split("\n", 1)[0][:120]
        raise Malformed(source.name, f"is no whole Parquet file ({reason})", "Export it again") from error


def as_strings(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table's flat columns as strings."""
    flat = {name: kind for name, kind in frame.schema.items() if not kind.is_nested() and kind != pl.Object}
    return frame.select(_as_string(name, kind) for name, kind in flat.items())


def _as_string(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        column = column if kind.time_zone is None else column.dt.convert_time_zone("UTC")
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S%.6f").str.strip_chars_end("0").str.strip_chars_end(".").alias(name)
    if isinstance(kind, pl.Float32 | pl.Float64):
        # Ids become floats in tables with gaps: 7.0 is meant to be 7.
        whole = column.cast(pl.Int64, strict=False)
        return pl.when(whole == column).then(whole.cast(pl.String)).when(column.is_finite()).then(column.cast(pl.String)).alias(name)
    return column.cast(pl.String, strict=False).alias(name)
