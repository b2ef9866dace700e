"""What a source is: a way to recognise an input and to read it into articles and comments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from polarize.sources._input import Input
from polarize.tables import Corpus


class Strength(IntEnum):
    """How strongly a source claims an input. The strongest claim wins, then the weightiest; two equal ones are an error that names both."""

    FALLBACK = 1
    """It could be this: a text is a text."""
    GENERIC = 2
    """It is of this kind, whoever made it: a page is a page. A source that knows the maker or the vocabulary reads it better."""
    STRUCTURE = 3
    """It looks like this: columns, markup or keys that this format has and few others."""
    SIGNATURE = 4
    """It says so itself: magic bytes, a generator tag, a namespace."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A source's claim to an input.

    Attributes:
        strength: how strong it is.
        evidence: why, as a phrase ("a header row with the columns author, text").
        weight: how much of the input it accounts for (number of comments), where one input can carry the marks of two formats;
            decides between claims of equal strength. 0 when that is not counted.
    """

    strength: Strength
    evidence: str
    weight: int = 0


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user said about the input.

    Attributes:
        columns: for tables, our column name -> the table's column name (`--map text=commentBody`).
        captured_at: when the page was saved; relative dates ("3 hours ago") are resolved against it, and stay null without it.
        max_bytes: refuse inputs larger than this, after decompression too.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    captured_at: datetime | None = None
    max_bytes: int = 2**31


@dataclass(frozen=True, slots=True)
class Source:
    """One input format. Each file in this folder that does not begin with an underscore exposes one as SOURCE.

    Attributes:
        name: the file's name and the word that `--from` takes.
        title: the format's name for people.
        suffixes: usual file suffixes, lower case with the dot; a hint for folders, never proof.
        reads: one sentence: what is read from it.
        identify: returns a claim, or None when the input is not of this format. Looks at `Input.head` only, but for pages, whose
            comments stand at their end. Never raises.
        read: returns the articles (one or more) and comments in the input; raises InputError when it cannot.
            `Corpus.problems` holds sentences on parts that were left out.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    reads: str
    identify: Callable[[Input], Claim | None]
    read: Callable[[Input, ReadOptions], Corpus]
