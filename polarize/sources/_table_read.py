"""Bytes of a table -> a polars DataFrame of strings, with what had to be left out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any, Final

import msgspec
import polars as pl

from polarize.errors import Malformed
from polarize.sources._input import Input

PARQUET_MAGIC: Final = b"PAR1"
_DELIMITERS: Final = ",;\t|"
_FIELD_LIMIT: Final = 2**27


def delimiter(header: str) -> str | None:
    """Return the delimiter that the header line uses most outside quotes, None when it has none."""
    plain = "".join(header.split('"')[::2])
    counts = Counter({sign: plain.count(sign) for sign in _DELIMITERS})
    sign, count = counts.most_common(1)[0]
    return sign if count else None


def header_cells(line: str, sign: str) -> list[str]:
    """Return the cells of a header line, stripped; [] when it cannot be split."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=sign), [])]
    except csv.Error:
        return []


def read_delimited(source: Input) -> tuple[pl.DataFrame, list[str]]:
    """Read CSV or TSV. All cells are strings, empty cells null.

    Returns:
        The table, and a sentence on each kind of damage (ragged rows).

    Raises:
        Malformed: no header, or only a header.
    """
    text = source.text.replace("\0", "")
    first = text.lstrip("\n").split("\n", 1)[0]
    sign = delimiter(first) or ","
    try:
        frame = pl.read_csv(
            io.BytesIO(text.lstrip("\n").encode("utf-8", errors="replace")),
            separator=sign,
            infer_schema=False,
            truncate_ragged_lines=False,
        )
    except pl.exceptions.PolarsError:
        return _read_carefully(source.name, text, sign)
    frame = (
        frame.rename({name: name.strip() for name in frame.columns}) if len({n.strip() for n in frame.columns}) == frame.width else frame
    )
    if frame.height == 0:
        raise Malformed(source.name, "has a header line and no rows", "Export it again with its rows")
    return frame, []


def _read_carefully(name: str, text: str, sign: str) -> tuple[pl.DataFrame, list[str]]:
    """Read row by row with the standard library, so that one broken row costs only itself and is named."""
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    rows: list[list[str | None]] = []
    ragged: list[int] = []
    try:
        header = _distinct([cell.strip() for cell in next(row for row in reader if any(row))])
        for row in reader:
            if not any(row):
                continue
            if len(row) != len(header):
                ragged.append(reader.line_num)
            rows.append([cell or None for cell in row[: len(header)]] + [None] * (len(header) - len(row)))
    except StopIteration:
        raise Malformed(name, "has no header line", "Give the columns a header") from None
    except csv.Error as error:
        if not rows:
            raise Malformed(name, f"cannot be split into cells at line {reader.line_num} ({error})", "Check the quotes there") from error
        ragged.append(reader.line_num)
    if not rows:
        raise Malformed(name, "has a header line and no rows", "Export it again with its rows")
    problems = [_ragged(name, ragged, len(header))] if ragged else []
    return pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row"), problems


def _ragged(name: str, lines: list[int], width: int) -> str:
    where = ", ".join(str(line) for line in lines[:5]) + (f" and {len(lines) - 5} more" if len(lines) > 5 else "")
    return (
        f"{name}: the row that ends at line {where} does not have the header's {width} cells (an unquoted delimiter or an open quote); "
        "what was missing is empty and what was too much is left out."
    )


def _distinct(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    out = []
    for number, raw in enumerate(names, start=1):
        name = raw or f"column_{number}"
        seen[name] += 1
        out.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return out


def read_json_lines(source: Input) -> tuple[pl.DataFrame, list[str]]:
    """Read JSON lines, or a JSON array of objects. Scalars become strings, nested values are left out.

    Raises:
        Malformed: not one line holds an object.
    """
    text = source.text
    if text.lstrip()[:1] == "[":
        return _json_array(source.name, text)
    rows, bad = [], []
    decode = msgspec.json.Decoder().decode
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        row = _decode(decode, line)
        if isinstance(row, dict):
            rows.append(row)
        else:
            bad.append(number)
    if not rows:
        raise Malformed(source.name, "holds no JSON object on a line of its own", "Export it as JSON lines, one object a line")
    problems = []
    if bad:
        where = ", ".join(str(line) for line in bad[:5]) + (f" and {len(bad) - 5} more" if len(bad) > 5 else "")
        problems.append(f"{source.name}: line {where} is no JSON object and was left out.")
    return _frame(rows), problems


def _json_array(name: str, text: str) -> tuple[pl.DataFrame, list[str]]:
    value = _decode(msgspec.json.decode, text)
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    if not rows:
        raise Malformed(name, "is no JSON array of objects that can be read", "Export it as JSON lines, one object a line")
    left_out = len(value) - len(rows)
    return _frame(rows), [f"{name}: {left_out} entries are no JSON object and were left out."] if left_out else []


def _decode(decode: Any, text: str) -> Any:
    try:
        return decode(text.encode("utf-8", errors="replace"))
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return None


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pl.DataFrame({name: [_scalar(row.get(name)) for row in rows] for name in names}, schema=dict.fromkeys(names, pl.String))


def _scalar(value: Any) -> str | None:
    match value:
        case None | dict() | list():
            return None
        case bool():
            return "true" if value else "false"
        case str():
            return value or None
        case float() if value.is_integer() and abs(value) < 2**53:
            return str(int(value))
        case _:
            return str(value)[:4300]


def read_parquet(source: Input) -> tuple[pl.DataFrame, list[str]]:
    """Read Parquet; nested columns are left out, all others become strings.

    Raises:
        Malformed: broken or cut off.
    """
    try:
        return as_strings(pl.read_parquet(io.BytesIO(source.data))), []
    except (pl.exceptions.PolarsError, OSError) as error:
        raise Malformed(source.name, f"is no whole Parquet file ({str(error).splitlines()[0][:120]})", "Export it again") from error


def as_strings(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table's flat columns as strings."""
    flat = {name: kind for name, kind in frame.schema.items() if not kind.is_nested() and kind not in (pl.Binary, pl.Object)}
    return frame.select(_as_string(name, kind) for name, kind in flat.items())


def _as_string(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        column = column if kind.time_zone is None else column.dt.convert_time_zone("UTC")
        return column.dt.strftime("%Y-%m-%dT%H:%M:%S%.6f").str.strip_chars_end("0").str.strip_chars_end(".").alias(name)
    return column.cast(pl.String).alias(name)
