"""Pseudonyms of a run whose names are too many to look for each of them in every text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from polarize.files import atomic
from polarize.privacy import PROSE, pseudonymize, pseudonyms, redact_contacts, token, tokens


@dataclass(frozen=True, slots=True)
class Hiding:
    """What is taken out of a part.

    Attributes:
        names: a file that `write_names` wrote; None to leave authors as they are.
        contacts: whether contacts are taken out.
    """

    names: Path | None
    contacts: bool

    def hide(self, articles: pl.DataFrame, scored: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return articles and comments as everybody may see them."""
        tables = [articles, scored]
        if self.names is not None:
            known = _known(self.names, tables)
            tables = [pseudonymize(table, known) for table in tables]
        if self.contacts:
            tables = [redact_contacts(table) for table in tables]
        return tables[0], tables[1]


def write_names(names: pl.Series, key: bytes | None, path: Path) -> None:
    """Write names with their pseudonyms and what is needed to find them, in order of appearance; a file that is there already stays.

    Raises:
        OutputError: it cannot be written.
    """
    if path.exists():
        return
    known = pseudonyms(names, key)
    table = pl.DataFrame({"name": list(known), "pseudonym": list(known.values())}, schema=dict.fromkeys(("name", "pseudonym"), pl.String))
    with atomic(path) as stream:
        table.with_columns(token(table["name"])).write_parquet(stream)


def _known(path: Path, tables: list[pl.DataFrame]) -> dict[str, str]:
    """Return the pseudonyms of the names that may stand somewhere in the tables."""
    texts = [table[name] for table in tables for name in PROSE if name in table.columns]
    there = pl.concat([tokens(text) for text in texts]).unique()
    authors = pl.concat([table["author"] for table in tables]).drop_nulls().unique()
    wanted = pl.col("token").is_in(there.implode()) | pl.col("token").is_null() | pl.col("name").is_in(authors.implode())
    return dict(pl.scan_parquet(path, glob=False).filter(wanted).select("name", "pseudonym").collect().iter_rows())
