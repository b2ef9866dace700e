"""Tables of many inputs are made and checked together, which takes a tenth of the time of one by one.

A reader turns an input into records and those into tables. The first is what inputs break; the second is the same for all. So most inputs
leave their records here, a few hundred are made into one table, and only when that breaks a rule are they looked at one by one.
"""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, groupby
from typing import Any, Final

import dataframely as dy
import polars as pl

from polarize.errors import TableError
from polarize.sources import Input, sources
from polarize.sources._export_thread import Thread, article_ids, corpus
from polarize.tables import Article, Comment, Corpus, conform, from_rows, types

_STEM: Final = "input"


@dataclass(frozen=True, slots=True)
class Threads:
    """What is to become a corpus: the threads of an export and what was said of them.

    Attributes:
        threads: with comments; each has an id.
        sentences: problems and remarks.
        captured_at: what relative times are counted back from.
    """

    threads: Sequence[Thread]
    sentences: Sequence[str]
    captured_at: datetime | None


@dataclass(frozen=True, slots=True)
class Rows:
    """What is to become the tables of a page."""

    articles: Sequence[Mapping[str, object]]
    comments: Sequence[Mapping[str, object]]


Taken = Corpus | Threads | Rows


class Gate:
    """Stands where the readers make and check their tables; `at_once`: it lets them."""

    at_once = True

    @classmethod
    def conform(cls, frame: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame:
        """Only bring the columns to their types."""
        if cls.at_once:
            return conform(frame, schema)
        wanted, has = types(schema), set(frame.columns)
        if frame.schema == wanted:
            return frame
        return frame.select((pl.col(name) if name in has else pl.lit(None)).cast(kind).alias(name) for name, kind in wanted.items())

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, object]], schema: type[dy.Schema]) -> Any:
        """Leave the rows as they are."""
        return from_rows(rows, schema) if cls.at_once else rows

    @classmethod
    def corpus(cls, source: Input, name: str, threads: Sequence[Thread], *sentences: Iterable[str], **more: Any) -> Any:
        """Leave the threads as they are, with their ids. An export without a comment has tables of its own kind, and is none of many."""
        if cls.at_once or not any(one.posts for one in threads):
            return corpus(source, name, threads, *sentences, **more)
        named = [replace(one, article_id=own) for own, one in zip(article_ids(source, threads), threads, strict=True)]
        return Threads(named, list(chain(*sentences)), more.get("captured_at"))


@contextlib.contextmanager
def checked_together() -> Iterator[None]:
    """Let the readers leave their tables to `wrong`; warnings are errors."""
    sources()  # imports them
    readers = [module for name, module in sys.modules.items() if name.startswith("polarize.sources.")]
    stood = [(one, made) for one in readers for made in (conform, from_rows, corpus) if getattr(one, made.__name__, None) is made]
    for one, made in stood:
        setattr(one, made.__name__, getattr(Gate, made.__name__))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    finally:
        Gate.at_once = True
        for one, made in stood:
            setattr(one, made.__name__, made)


def taken(outcome: Any) -> Taken:
    """Return what a reader that was left to the gate returned as what it is."""
    if isinstance(outcome, Threads):
        return outcome
    return Rows(outcome.articles, outcome.comments) if isinstance(outcome.comments, list) else outcome


def comments_in(outcome: Taken) -> int:
    """Return the number of comments."""
    match outcome:
        case Threads():
            return sum(len(one.posts) for one in outcome.threads)
        case Rows():
            return len(outcome.comments)
    return outcome.comments.height


def wrong(outcomes: Sequence[tuple[int, Taken]]) -> str | None:
    """Return which rule of the tables some outcomes break, None for none. The articles of different numbers are kept apart."""
    made = [*_of_corpora(outcomes), *_of_rows(outcomes), *_of_threads(outcomes)]
    try:
        articles = conform(pl.concat([one.articles for one in made]), Article)
        comments = conform(pl.concat([one.comments for one in made]), Comment)
    except TableError as error:
        return str(error)
    sentences = [sentence for one in made for sentence in (*one.problems, *one.remarks)]
    if not all(sentence.endswith(".") for sentence in sentences):
        return f"a problem or remark is no sentence: {sentences}"
    if any(one.articles.is_empty() for one in made):
        return "a corpus without an article"
    return _relation_broken(articles, comments)


def _of_corpora(outcomes: Sequence[tuple[int, Taken]]) -> Iterator[Corpus]:
    for number, one in outcomes:
        if isinstance(one, Corpus):
            articles, comments = (_numbered(number, frame) for frame in (one.articles, one.comments))
            yield Corpus(articles, comments, one.problems, one.remarks)


def _of_rows(outcomes: Sequence[tuple[int, Taken]]) -> Iterator[Corpus]:
    found = [(number, one) for number, one in outcomes if isinstance(one, Rows)]
    if found:
        articles, comments = (
            [{**row, "article_id": _id(number, row["article_id"])} for number, one in found for row in getattr(one, table)]
            for table in ("articles", "comments")
        )
        yield Corpus(from_rows(articles, Article), from_rows(comments, Comment))


def _of_threads(outcomes: Sequence[tuple[int, Taken]]) -> Iterator[Corpus]:
    found = [(number, one) for number, one in outcomes if isinstance(one, Threads)]
    found.sort(key=lambda one: str(one[1].captured_at))
    source = Input(_STEM, None, content=b"")
    for captured_at, group in groupby(found, key=lambda one: one[1].captured_at):
        some = list(group)
        threads = [replace(thread, article_id=_id(number, thread.article_id)) for number, one in some for thread in one.threads]
        sentences = [sentence for _, one in some for sentence in one.sentences]
        yield corpus(source, _STEM, threads, sentences, title="an export", captured_at=captured_at)


def _id(number: int, own: object) -> str:
    """Return an article's id among those of other inputs; one that is empty stays so."""
    return f"{number}/{own}" if own != "" else ""


def _numbered(number: int, frame: pl.DataFrame) -> pl.DataFrame:
    own = [_id(number, one) for one in frame["article_id"]]
    return frame.with_columns(pl.Series("article_id", own, dtype=pl.String))


def _relation_broken(articles: pl.DataFrame, comments: pl.DataFrame) -> str | None:
    """Return what does not fit between articles and their comments, and between comments."""
    counts = comments.group_by("article_id").agg(pl.len().cast(pl.Int64).alias("there"))
    found = articles.join(counts, on="article_id", how="left").filter(pl.col("comments_found") != pl.col("there").fill_null(0))
    ids = comments.select("article_id", pl.col("comment_id").alias("reply_to"))
    numbers = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("article_id")
    odd = {
        "comments of no article": comments.join(articles, on="article_id", how="anti"),
        "comments_found is not their number": found,
        "positions are not 1, 2, 3, ...": comments.filter(pl.col("position") != numbers),
        "answers to comments that are not there": comments.filter(pl.col("reply_to").is_not_null()).join(
            ids, on=["article_id", "reply_to"], how="anti"
        ),
        "answers to themselves": comments.filter(pl.col("reply_to") == pl.col("comment_id")),
    }
    return next((f"{what}: {frame.row(0, named=True)}" for what, frame in odd.items() if not frame.is_empty()), None)
