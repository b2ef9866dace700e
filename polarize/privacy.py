"""Pseudonyms for authors, in tables and inside texts.

With a key, a name's pseudonym is the start of its keyed BLAKE2b hash (RFC 7693): the same in every run with that key, and not to be found
out by hashing likely names. Without one, authors are numbered in the order in which they appear: the same for the same input.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Final

import polars as pl

from polarize.tables import PLACEHOLDERS

_PLAIN_WORD: Final = re.compile(r"[A-Z]?[^\W\d_A-Z]*")
"""A name like this may be an everyday word ("Reader"), so inside texts it counts only in its own spelling or after an @."""


def pseudonyms(names: Iterable[str | None], key: bytes | None = None) -> dict[str, str]:
    """Return name -> pseudonym for every distinct name, null and placeholders such as "Anonymous" left out.

    Args:
        names: in order of appearance.
        key: secret, 1 to 64 bytes used; None to number the names instead.
    """
    distinct = dict.fromkeys(name for name in names if name is not None and name.strip().lower() not in PLACEHOLDERS)
    if key is None:
        return {name: f"reader-{number}" for number, name in enumerate(distinct, start=1)}
    return {name: f"reader-{_hash(name, key)}" for name in distinct}


def _hash(name: str, key: bytes) -> str:
    secret = key if len(key) <= 64 else blake2b(key).digest()
    return blake2b(name.encode("utf-8", errors="surrogatepass"), key=secret, digest_size=6).hexdigest()


def pseudonymize(table: pl.DataFrame, known: Mapping[str, str]) -> pl.DataFrame:
    """Return the table with the authors replaced in `author`, and where they are mentioned in any other text column.

    Args:
        table: an `Article`, `Comment` or `ScoredComment` table; mentions are looked for within each article.
        known: name -> pseudonym, from `pseudonyms`.
    """
    if "text" in table.columns and table.height:
        prose = [name for name in ("title", "text", "stance_evidence", "notes", "posted_raw") if name in table.columns]
        table = table.with_columns(_mentions(table[name], known) for name in prose)
    return table.with_columns(pl.col("author").replace(known)) if known else table


def _mentions(texts: pl.Series, known: Mapping[str, str]) -> pl.Series:
    """Replace every known name in every text. The search for candidates is linear (Aho-Corasick); only texts with one are taken apart."""
    names = [name for name in known if len(name) > 1]
    if not names:
        return texts
    hits = texts.str.extract_many(names, ascii_case_insensitive=True, overlapping=True)
    exact = {name.lower(): name for name in reversed(names)}
    replaced = [
        text if text is None or not found else _replace(text, {exact[one.lower()] for one in found if one.lower() in exact}, known)
        for text, found in zip(texts, hits, strict=True)
    ]
    return pl.Series(texts.name, replaced, dtype=pl.String)


def _replace(text: str, names: set[str], known: Mapping[str, str]) -> str:
    for name in sorted(names, key=lambda one: (-len(one), one)):
        quoted = re.escape(name)
        if _PLAIN_WORD.fullmatch(name):
            pattern = rf"(?<![\w@]){quoted}(?!\w)|(?<=@)(?i:{quoted})(?!\w)"
        else:
            pattern = rf"(?<!\w)(?i:{quoted})(?!\w)"
        text = re.sub(pattern, known[name], text)
    return text
