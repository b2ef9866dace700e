"""Pseudonyms for authors, in tables and inside texts.

With a key, a name's pseudonym is the start of its keyed BLAKE2b hash (RFC 7693): the same in every run with that key, and not to be found
out by hashing likely names. Without one, authors are numbered in the order in which they appear: the same for the same input.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Final

import polars as pl

from polarize.tables import PLACEHOLDERS

_TEXTS: Final = ("title", "outlet", "text", "stance_evidence", "notes", "posted_raw")
_PROSE: Final = (*_TEXTS, "article_id", "url", "path")
"""Columns in which a name may be mentioned. An id may be a title, an address may hold a user's name, and files are named after both."""
_PLAIN_WORD: Final = re.compile(r"[^\W\d_]?[^\W\d_A-Z]*")
"""A name like this may be an everyday word ("Reader"), so inside texts it counts only in its own spelling or after an @."""
_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that write words, or words and their endings, without a space between."""


_CONTACTS: Final = (
    (r"(?i)\b(?:mailto:)?[a-z0-9._%+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,24}\b", "[e-mail]"),
    (r"(?i)\b(?:https?|ftp)://[^\s<>]*[^\s<>.,;:!?)\]}\"'”’]", "[link]"),
    (r"(?i)\bwww\.[^\s<>]*[^\s<>.,;:!?)\]}\"'”’]", "[link]"),
    (r"(?i)\b(?:[a-z0-9\-]{1,63}\.)+[a-z]{2,24}/(?:[^\s<>]*[^\s<>.,;:!?)\]}\"'”’])?", "[link]"),
    (r"\+[1-9](?:[ ().\-/]{0,2}\d){6,14}\b", "[phone]"),
    (r"\b00[1-9](?:[ ().\-/]{0,2}\d){7,14}\b", "[phone]"),
    (r"(?:\(\d{3}\) ?|\b\d{3}[ .\-])\d{3}[ .\-]\d{4}\b", "[phone]"),
    (r"(?:\(0[1-9]\d{0,4}\)|\b0[1-9]\d{0,4})[ /\-]{1,2}\d(?:[ /\-]?\d){4,10}\b", "[phone]"),
    (r"\b0\d(?: \d\d){4}\b", "[phone]"),
)
"""What is replaced, and by what, one after the other. The engine (Rust's) takes time linear in the text."""


def pseudonyms(names: Iterable[str | None], key: bytes | None = None) -> dict[str, str]:
    """Return name -> pseudonym for every distinct name, null and placeholders such as "Anonymous" left out.

    Args:
        names: in order of appearance.
        key: secret; one over 64 bytes is hashed first. None or empty to number the names instead.
    """
    distinct = dict.fromkeys(name for name in names if name is not None and name.strip().lower() not in PLACEHOLDERS)
    if not key:
        return {name: f"reader-{number}" for number, name in enumerate(distinct, start=1)}
    return {name: f"reader-{_hash(name, key)}" for name in distinct}


def _hash(name: str, key: bytes) -> str:
    secret = key if len(key) <= 64 else blake2b(key).digest()
    return blake2b(name.encode("utf-8", errors="surrogatepass"), key=secret, digest_size=8).hexdigest()


def pseudonymize(table: pl.DataFrame, known: Mapping[str, str]) -> pl.DataFrame:
    """Return the table with the authors replaced in `author`, and wherever one of them is mentioned in another text column.

    Ids of articles are texts too: what is replaced depends on the id alone, so that tables that share their names still fit together. Ids
    of comments stay as they are.

    Args:
        table: an `Article`, `Comment` or `ScoredComment` table.
        known: name -> pseudonym, from `pseudonyms`.
    """
    if not known or not table.height:
        return table
    table = table.with_columns(_mentions(table[name], known) for name in _PROSE if name in table.columns)
    return table.with_columns(pl.col("author").replace(known)) if "author" in table.columns else table


def tokens(texts: pl.Series) -> pl.Series:
    """Return every run of the letters a-z and digits in the folded texts, each once.

    Where a name is mentioned, each such run of the name is one of the text too; so a name none of whose runs is here needs no search.
    """
    folded = pl.Series(list(map(_fold, texts)), dtype=pl.String)
    return folded.str.extract_all("[a-z0-9]+").explode(empty_as_null=False).drop_nulls().unique()


def token(names: pl.Series) -> pl.Series:
    """Return the longest run of the letters a-z and digits of each name, null where it has none; see `tokens`."""
    runs = pl.Series(list(map(_fold, names)), dtype=pl.String).str.extract_all("[a-z0-9]+")
    longest = [max(found, key=len) if len(found) else None for found in runs]
    return pl.Series("token", longest, dtype=pl.String)


PROSE: Final = _PROSE


def redact_contacts(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with e-mail addresses, telephone numbers and web addresses in its texts replaced by [e-mail], [phone] and [link].

    What only looks like a number (a date, a year, a price) stays. The columns for ids, addresses and paths stay as they are.
    """
    columns = [pl.col(name) for name in _TEXTS if name in table.columns]
    for pattern, word in _CONTACTS:
        columns = [column.str.replace_all(pattern, word) for column in columns]
    return table.with_columns(columns)


def _mentions(texts: pl.Series, known: Mapping[str, str]) -> pl.Series:
    """Replace every known name in every text. All names are searched at once (Aho-Corasick), in time linear in the text."""
    spellings: dict[str, list[str]] = {}
    for name in known:
        spellings.setdefault(_fold(name), []).append(name)
    patterns = [folded for folded in spellings if folded]
    found = pl.Series(list(map(_fold, texts)), dtype=pl.String)
    at, hits = found.str.find_many(patterns, overlapping=True).to_list(), found.str.extract_many(patterns, overlapping=True).to_list()
    replaced = [
        _replace(text, folded, list(zip(starts, names, strict=True)), spellings, known) if names else text
        for text, folded, starts, names in zip(texts, found, at, hits, strict=True)
    ]
    return pl.Series(texts.name, replaced, dtype=pl.String)


def _fold(text: str | None) -> str:
    """Return the text in lower case, letter by letter, so that places in it are places in the text; one form of sigma."""
    if text is None:
        return ""
    lower = text.lower().replace("ς", "σ")
    return lower if len(lower) == len(text) else "".join(one if len(one.lower()) > 1 else one.lower() for one in text).replace("ς", "σ")


def _replace(text: str, folded: str, hits: list[tuple[int, str]], spellings: Mapping[str, list[str]], known: Mapping[str, str]) -> str:
    """Replace the names at the given places (in bytes of the folded text), the first before the later, the longer before the shorter."""
    out: list[str] = []
    done = 0
    for start, end in _in_characters(folded, hits):
        name = _meant(text, start, end, spellings[folded[start:end]]) if start >= done else None
        if name is not None:
            out += text[done:start], known[name]
            done = end
    return "".join(out) + text[done:]


def _in_characters(folded: str, hits: list[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Turn places in bytes into places in characters, in the order in which they are to be tried."""
    ordered = sorted(hits, key=lambda hit: (hit[0], -len(hit[1])))
    if folded.isascii():
        yield from ((start, start + len(name)) for start, name in ordered)
        return
    raw = folded.encode()
    byte = character = 0
    for start, name in ordered:
        character += len(raw[byte:start].decode())
        byte = start
        yield character, character + len(name)


def _meant(text: str, start: int, end: int, names: list[str]) -> str | None:
    """Return which of the names that differ only in case is meant at a place, None when it is part of a word or an everyday word."""
    found = text[start:end]
    before, after = text[start - 1 : start], text[end : end + 1]
    if _goes_on(before, found[0]) or _goes_on(found[-1], after):
        return None
    if found in names and (len(found) > 1 or before == "@"):
        return found
    free = [name for name in names if before == "@" or (len(name) > 1 and not _PLAIN_WORD.fullmatch(name))]
    return free[0] if free else None


def _goes_on(left: str, right: str) -> bool:
    """Return whether two letters stand in one word. An underscore ends one: "u_Ann" is Ann's page, "ann_asks" an address with her name."""
    return left.isalnum() and right.isalnum() and not _UNSPACED.match(left) and not _UNSPACED.match(right)
