"""CSV and TSV -> a polars DataFrame of strings, with the lines that were broken."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from polarize.errors import Malformed
from polarize.sources._input import Input

_DELIMITERS: Final = ",;\t|"
_NONE: Final = "\x1f"
"""Stands for the delimiter where the header has none, so that the commas of a list of comments split nothing."""
_COLUMNS: Final = 2_000
_FIELD_LIMIT: Final = 2**31 - 1


def delimiter(header: str) -> str | None:
    """Return the delimiter that the header line uses most outside quotes, None when it has none."""
    plain = "".join(header.split('"')[::2])
    counts = Counter({sign: plain.count(sign) for sign in _DELIMITERS})
    sign, count = counts.most_common(1)[0]
    return sign if count else None


def header_line(lines: Sequence[str]) -> tuple[int, str | None]:
    """Return the index of the header, behind empty lines and the line "sep=;" that Excel writes, and the delimiter."""
    filled = (number for number, line in enumerate(lines) if line.strip())
    first = next(filled, 0)
    hint = lines[first].strip().strip('"').lower() if lines else ""
    if len(hint) == 5 and hint.startswith("sep=") and hint[4] in _DELIMITERS:
        return next(filled, first), hint[4]
    return first, delimiter(lines[first]) if lines else None


def header_cells(line: str, sign: str) -> list[str]:
    """Return the cells of a header line, stripped."""
    return [cell.strip() for cell in _single(line, sign)]


def read_delimited(source: Input) -> tuple[pl.DataFrame, list[str]]:
    """Read CSV or TSV. All cells are strings, empty cells null.

    Returns:
        The table, and a sentence on the rows that are damaged.

    Raises:
        Malformed: no header, or only a header.
    """
    lines = source.text.replace("\0", "").split("\n")
    first, sign = header_line(lines)
    sign = sign or _NONE
    csv.field_size_limit(_FIELD_LIMIT)
    head = next(((number, row) for number, row, _ in _rows(lines, sign, first) if any(row)), None)
    if head is None:
        raise Malformed(source.name, "has no header line", "Give the columns a header")
    if len(head[1]) > _COLUMNS:
        raise Malformed(source.name, f"has {len(head[1]):,} columns", f"Keep those that matter: at most {_COLUMNS:,} are read")
    names = _distinct([cell.strip() for cell in head[1]])
    frame = _read_fast(lines[head[0] :], sign, names)
    problems: list[str] = []
    if frame is None:
        frame, problems = _read_carefully(source.name, lines, head[0], sign, names)
    if frame.height == 0:
        raise Malformed(source.name, "has a header line and no rows", "Export it again with its rows")
    return frame, problems


def _read_fast(lines: Sequence[str], sign: str, names: Sequence[str]) -> pl.DataFrame | None:
    """Read with polars; None for a table with misplaced quotes or ragged rows, of which polars makes other rows without a word."""
    body = "\n".join(lines)
    if body.count("\n") == len(body):
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    if not _quotes_are_tidy(body, sign):
        return None
    try:
        data = io.BytesIO(body.encode("utf-8", errors="replace"))
        frame = pl.read_csv(data, separator=sign, has_header=False, infer_schema=False, schema=dict.fromkeys(names, pl.String))
    except pl.exceptions.PolarsError:
        return None
    if len(names) > 1 and frame.to_series(-1).null_count():
        rows = csv.reader((f"{line}\n" for line in lines), delimiter=sign)
        if any(row and len(row) < len(names) for row in rows):
            return None
    return frame.filter(~pl.all_horizontal(pl.all().is_null()))


def _quotes_are_tidy(body: str, sign: str) -> bool:
    """Return whether every quoted cell begins after a delimiter or line end, and ends before one."""
    outside = body.split('"')[::2]
    if body.count('"') % 2:
        return False
    ends = {sign, "\n"}
    return (
        (len(outside) == 1 or not outside[0] or outside[0][-1] in ends)
        and (len(outside) == 1 or not outside[-1] or outside[-1][0] in ends)
        and all(not piece or (piece[0] in ends and piece[-1] in ends) for piece in outside[1:-1])
    )


def _read_carefully(name: str, lines: Sequence[str], at: int, sign: str, names: Sequence[str]) -> tuple[pl.DataFrame, list[str]]:
    """Read row by row with the standard library, so that one broken row costs only itself and is named."""
    width = len(names)
    rows: list[list[str | None]] = []
    broken: list[int] = []
    for number, row, odd in _rows(lines, sign, at):
        if not any(row):
            continue
        if odd or len(row) != width:
            broken.append(number)
        if len(row) > width:
            row = [*row[: width - 1], sign.join(row[width - 1 :])]
        rows.append([cell or None for cell in row] + [None] * (width - len(row)))
    columns = zip(*rows, strict=True) if rows else [[] for _ in names]
    frame = pl.DataFrame(
        {one: list(cells) for one, cells in zip(names, columns, strict=True)}, schema=dict.fromkeys(names, pl.String), strict=False
    )
    return frame, [_damage(name, broken, width)] if broken else []


def _rows(lines: Sequence[str], sign: str, at: int) -> Iterator[tuple[int, list[str], bool]]:
    """Yield the number of its last line, its cells, and whether its quotes are wrong, for each row from line index `at` on.

    A quote that is never closed, or closed within a cell, costs its own line: the line is split without regard to quotes and the next
    begins a new row. Going back is paid from a budget, so that hostile files take linear time too.
    """
    budget = 4 * len(lines) + 1_000
    while at < len(lines):
        start = at
        reader = csv.reader((f"{lines[index]}\n" for index in range(start, len(lines))), delimiter=sign, strict=True)
        try:
            for row in reader:
                at = start + reader.line_num
                yield at, row, False
        except csv.Error:
            budget -= start + reader.line_num - at
            at += 1
            yield at, _single(lines[at - 1], sign), True
        while budget < 0 and at < len(lines):
            at += 1
            yield at, _single(lines[at - 1], sign), lines[at - 1].count('"') % 2 == 1


def _single(line: str, sign: str) -> list[str]:
    """Split one line; without regard to its quotes when one of them is open."""
    if line.count('"') % 2:
        return [cell.removeprefix('"') for cell in line.split(sign)]
    try:
        return next(csv.reader([line], delimiter=sign), [])
    except csv.Error:
        return line.split(sign)


def _damage(name: str, numbers: list[int], width: int) -> str:
    where = ", ".join(map(str, numbers[:5])) + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")
    return (
        f"{name}: the row that ends at line {where} is damaged: it does not have the header's {width} cells, or a quote in it is open. "
        "What was missing is empty, what was too much stands in the last cell; put cells with delimiters between quotes."
    )


def _distinct(names: list[str]) -> list[str]:
    """Return the names without repetition: the second `a` becomes `a_2`, an empty third name `column_3`."""
    used: dict[str, int] = {}
    for number, raw in enumerate(names, start=1):
        name = plain = raw or f"column_{number}"
        while name in used:
            used[plain] += 1
            name = f"{plain}_{used[plain]}"
        used[name] = 1
    return list(used)
