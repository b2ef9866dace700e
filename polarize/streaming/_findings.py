"""What the parts found, put together: the tables of a report, in their order, and never all in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from polarize.engines import Engine
from polarize.files import atomic
from polarize.measures import exchange
from polarize.streaming import _box
from polarize.streaming._order import Window, rows_of, windows
from polarize.tables import ArticleMeasure, AuthorSummary, conform

_WINDOW: Final = 100_000
"""Rows of measures or authors that are brought into their order together, about."""
_COMPARED: Final = {"article_id": pl.String, "unit": pl.String, "_p": pl.Float64}
_TABLES: Final = {"measures": ArticleMeasure, "authors": AuthorSummary}


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of all parts, once these are measured.

    Attributes:
        paths: the boxes, in the order of the parts.
        folder: where ordered rows go.
        engine: where the work runs.
        seed: of the random draws.
    """

    paths: tuple[Path, ...]
    folder: Path
    engine: Engine
    seed: int

    def rows(self, name: str) -> pl.LazyFrame:
        """Return the table "measures" or "authors" of all articles, in their order; `compare` comes first.

        Raises:
            OutputError: the disk is full, or something else cannot be written.
        """
        cut = windows(self.paths, name, _WINDOW)
        files = sorted(self.engine.run(partial(order_rows, name=name, boxes=self.paths, folder=self.folder), cut))
        columns = list(_TABLES[name].columns())
        return pl.scan_parquet(files, glob=False).select(columns) if files else _TABLES[name].create_empty().lazy()

    def compare(self) -> pl.DataFrame:
        """Return article_id, unit and p (`_p`) of each article and unit against random exchanges between all articles of its debate."""
        pairs = joined(self.paths, "pools", ("debate", "unit"))
        pairs = pairs.unique().sort("debate", "unit") if pairs.width else pairs
        found = self.engine.run(partial(compare_pool, boxes=self.paths, seed=self.seed), list(pairs.iter_rows()))
        table = pl.concat([pl.DataFrame(schema=_COMPARED), *found])
        with atomic(_compared(self.folder)) as stream:
            table.write_parquet(stream)
        return table

    def readings(self) -> Iterator[pl.DataFrame]:
        """Yield what `polarize.measures.readings` says of the comments of one debate after the other."""
        where: dict[str | None, list[tuple[Path, str]]] = {}
        for path in self.paths:
            for at, debate in enumerate(_box.facts(path)["debates"]):
                where.setdefault(debate, []).append((path, f"readings-{at}"))
        for places in where.values():
            rows = pl.concat([table for path, name in places for table in _box.read_all([path], name)[0]])
            yield rows.rename({"_first": "article"}).sort("article", maintain_order=True)


def order_rows(window: Window, name: str, boxes: tuple[Path, ...], folder: Path) -> Path:
    """Write the rows of the articles whose places are in a window, from all parts, in their order; a file that is there already stays.

    Raises:
        OutputError: it cannot be written.
    """
    path = folder / f"{name}-{window.number:07}.parquet"
    if path.exists():
        return path
    rows = rows_of(window, boxes, name, "_row")
    if name == "measures":
        rows = _with_comparison(rows, pl.read_parquet(_compared(folder), glob=False))
    with atomic(path) as stream:
        conform(rows, _TABLES[name]).write_parquet(stream, compression="lz4")
    return path


def _compared(folder: Path) -> Path:
    return folder / "compared.parquet"


def _with_comparison(measures: pl.DataFrame, compared: pl.DataFrame) -> pl.DataFrame:
    """Put in what only all articles together tell."""
    same = compared.with_columns(pl.col("unit").cast(measures.schema["unit"]))
    p = pl.coalesce("_p", "value")
    measures = measures.join(same, on=["article_id", "unit"], how="left", maintain_order="left")
    return measures.with_columns(pl.when(pl.col("measure") == "between_articles_p").then(p).otherwise("value").alias("value"))


def compare_pool(pair: tuple[str, str], boxes: tuple[Path, ...], seed: int) -> pl.DataFrame:
    """Return article_id, unit and p of the articles of one debate; see `polarize.measures.exchange`."""
    debate, unit = pair
    wanted = (pl.col("debate") == debate) & (pl.col("unit") == unit)
    # Box by box: only what is wanted of each is held.
    found = [pool.filter(wanted) for box in boxes for pool in _box.read_all([box], "pools")[0]]
    pool = pl.concat(found).sort("article_id", maintain_order=True)
    ids = pool["article_id"].unique(maintain_order=True)
    code = (pool["article_id"].rle_id()).cast(pl.Int64).to_numpy()
    p = exchange(pool["score"].to_numpy(), pool["label"].to_numpy(), code, seed, debate, unit)
    values = pl.Series("_p", p, dtype=pl.Float64) if len(p) else pl.Series("_p", [None] * len(ids), dtype=pl.Float64)
    return pl.DataFrame({"article_id": ids, "unit": [unit] * len(ids), "_p": values.round(6)})


def joined(boxes: tuple[Path, ...], name: str, columns: tuple[str, ...] = ()) -> pl.DataFrame:
    """Return the tables of that name of all boxes, one below the other; of the columns, if only some are wanted."""
    found = [table.select(columns or table.columns) for box in boxes for table in _box.read_all([box], name)[0]]
    return pl.concat(found) if found else pl.DataFrame()
