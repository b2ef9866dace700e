"""The first step: read an input, or a piece of one, and box its rows by the part that their article belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl

from polarize.errors import InputError, Malformed, MissingColumn
from polarize.sources import Input, ReadOptions, choose
from polarize.sources._table_columns import resolve
from polarize.sources._table_parquet import as_strings
from polarize.sources._table_threads import _OWN, _article_key, _state
from polarize.sources._table_types import integers
from polarize.sources.reddit_dump import read_chunks
from polarize.sources.table import denature, is_neutralised, read_table
from polarize.streaming import _box
from polarize.streaming._plan import Piece, Task, Whole

_REDDIT_ROWS: Final = 1 << 24
KINDS: Final = ("articles", "comments", "table", "reddit", "posts")
"""What a box may hold of each part: inputs that were read whole, rows of tables as strings, and pieces of dumps."""
_INPUT, _CHUNK = 40, 24
"""Bits of a place to the right of the number of the input, and of the piece: a place says where in the run a row stood."""


@dataclass(frozen=True, slots=True)
class Spool:
    """What all tasks of the first step share."""

    folder: Path
    parts: int
    source: str | None
    options: ReadOptions


def box_of(folder: Path, number: int) -> Path:
    """Return the path of a task's box."""
    return folder / f"rows-{number:07}.box"


def place(index: int, chunk: int = 0) -> int:
    """Return the place of the first row of an input or of a piece of it."""
    return (index << _INPUT) + (chunk << _CHUNK)


def input_of(at: str = "_at") -> pl.Expr:
    """Return the number of the input from a place."""
    return (pl.col(at) // (1 << _INPUT)).alias("_input")


def spool(task: Task, job: Spool) -> Path:
    """Read what a task names and write its box; one that is there already stays.

    The box has, for each part n, some of `KINDS` as "kind-n". Its facts are what the next step and the user have to know.

    Raises:
        OutputError: the box cannot be written.
        ConfigError: an option names something that does not exist.
    """
    path = box_of(job.folder, task.number)
    if not path.exists():
        tables, facts = _read_whole(task, job) if isinstance(task, Whole) else _read_piece(task, job)
        boxed = {f"{kind}-{part}": table for kind, frame in tables.items() for part, table in _by_part(frame, job.parts)}
        _box.write(path, boxed, facts, packed=False)
    return path


def _by_part(frame: pl.DataFrame, parts: int) -> Iterator[tuple[int, pl.DataFrame]]:
    """Split rows by the part of their article. Articles whose ids differ only in "~2" stay together, for they may get each other's."""
    base = pl.col("_key").str.replace(r"(?:~\d+)+$", "")
    numbered = frame.with_columns((base.hash(0) % parts).alias("_part")).drop("_key")
    for (part,), table in numbered.partition_by("_part", as_dict=True, include_key=False).items():
        yield int(str(part)), table


def _read_whole(task: Whole, job: Spool) -> tuple[dict[str, pl.DataFrame], dict[str, Any]]:
    articles, comments = [], []
    problems: list[tuple[int, int, str]] = []
    remarks: list[tuple[int, str]] = []
    failed: list[tuple[int, str, str]] = []
    for index, one in task.inputs:
        try:
            corpus = choose(one, job.source)[0].read(one, job.options)
        except InputError as error:
            problems.append((index, 0, str(error)))
            failed.append((index, one.name, str(error).removeprefix(f"{one.name}: ")))
            continue
        problems += [(index, 0, damage) for damage in one.damage if damage not in corpus.problems]
        problems += [(index, 1, problem) for problem in corpus.problems]
        remarks += [(index, remark) for remark in corpus.remarks]
        articles.append(_placed(corpus.articles, place(index)))
        comments.append(_placed(corpus.comments, place(index)))
    tables = {"articles": pl.concat(articles), "comments": pl.concat(comments)} if articles else {}
    tables = {name: table.with_columns(pl.col("article_id").alias("_key")) for name, table in tables.items()}
    rows = tables["comments"].height if tables else 0
    visible = _visible(tables["comments"]) if tables else 0
    facts = {
        "rows": rows,
        "visible": visible,
        "problems": problems,
        "remarks": remarks,
        "failed": failed,
    }
    return tables, facts


def _visible(comments: pl.DataFrame) -> int:
    """Count the visible comments."""
    return int((comments["status"] == "visible").sum())


def _placed(frame: pl.DataFrame, first: int) -> pl.DataFrame:
    """Number the rows: their places."""
    return frame.with_columns(pl.int_range(first, first + pl.len(), dtype=pl.Int64).alias("_at"))


def _read_piece(task: Piece, job: Spool) -> tuple[dict[str, pl.DataFrame], dict[str, Any]]:
    """Read a piece. What makes it unusable is a fact that speaks against the whole input only if all its pieces are like that."""
    facts: dict[str, Any] = {
        "input": task.index,
        "rows": 0,
        "visible": 0,
        "problems": [],
        "remarks": [],
    }
    name = task.name if not task.line else f"{task.name} (lines counted from {task.line:,})"
    one = Input(name, None, job.options.max_bytes, task.content)
    try:
        tables = _reddit(one, task, facts) if task.kind == "reddit_dump" else _table(one, task, job, facts)
    except MissingColumn as error:
        return {}, facts | {"missing": str(MissingColumn(task.name, error.problem, error.remedy))}
    except Malformed as error:
        return {}, facts | {"missing": str(Malformed(task.name, error.problem, error.remedy))}
    except InputError as error:
        # A piece of blank lines is no fault.
        return {}, facts | {"missing": str(error)}
    facts["problems"] = [(task.index, 1, problem) for problem in facts["problems"]]
    return tables, facts


def _table(one: Input, task: Piece, job: Spool, facts: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """Return the rows of a piece of a table, their columns named as ours."""
    if task.path is not None:
        start, count = task.rows
        frame = as_strings(pl.scan_parquet(task.path, glob=False).slice(start, count).collect())
        problems, own = list[str](), False
    else:
        frame, problems = read_table(one)
        own = is_neutralised(frame, one)
    chosen = _known(task, frame) if task.columns else job.options.columns
    columns = resolve(frame.columns, chosen, task.name)
    rows = frame.select(pl.col(theirs).alias(ours) for ours, theirs in columns.items())
    rows = rows.with_columns(pl.col(one).replace("", None) for one in rows.columns)
    rows = rows.with_columns(frame[name] for name in _OWN if name in frame.columns)
    rows = _placed(rows.with_columns(_state(columns)), place(task.index, task.chunk))
    blank = pl.col("text").str.strip_chars().replace("", None).is_null() & (pl.col("status") == "visible")
    kept = rows.filter(~blank)
    levels = integers(kept["depth"]) if "depth" in kept.columns else pl.Series([], dtype=pl.Int64)
    facts |= {
        "rows": kept.height,
        "visible": _visible(kept),
        "problems": problems,
        "renamed": [(ours, theirs) for ours, theirs in columns.items() if ours != theirs],
        "blank": rows.height - kept.height,
        "neutralised": own,
        "depth": levels.filter(levels >= 0).min(),
        "columns": [name for name in kept.columns if name != "_at"],
    }
    return {"table": kept.with_columns(denature(kept.select(_article_key(kept, task.stem)))["article_id"].alias("_key"))}


def _known(task: Piece, frame: pl.DataFrame) -> Mapping[str, str]:
    """Return what is known of the columns, as far as this piece has them."""
    return {ours: theirs for ours, theirs in task.columns.items() if theirs in frame.columns}


def _reddit(one: Input, task: Piece, facts: dict[str, Any]) -> dict[str, pl.DataFrame]:
    """Return comments and posts of a piece of a dump."""
    (corpus,) = read_chunks(one, ReadOptions(), _REDDIT_ROWS)
    first = place(task.index, task.chunk)
    facts |= {"rows": corpus.comments.height, "visible": _visible(corpus.comments), "problems": list(corpus.problems)}
    # Places in the order of the dump: `read_chunks` groups the comments of a piece by post.
    articles = corpus.articles.with_columns(pl.lit(task.name).alias("path"))
    found = {"reddit": _placed(corpus.comments, first), "posts": _placed(articles, first)}
    return {name: table.with_columns(pl.col("article_id").alias("_key")) for name, table in found.items()}
