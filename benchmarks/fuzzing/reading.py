"""Broken inputs are read as `polarize parse` reads a file: there must come a reader's own error of it, or tables that keep to the rules."""

from __future__ import annotations

import contextlib
import random
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

import dataframely as dy
import polars as pl

from fuzzing.inputs import Broken, broken
from polarize import tables
from polarize.errors import InputError, TableError
from polarize.sources import Input, ReadOptions, choose, sources
from polarize.tables import Article, Comment, Corpus, conform, types

SECONDS: Final = 1.0
"""Most time on the processor for one input."""
_STUCK: Final = 20.0
"""Seconds on the processor after which an input is given up."""
_AT_ONCE: Final = 0.005
"""Share of the inputs whose readers check their tables themselves. Those of the others are checked together, which costs a hundredth."""
_BATCH: Final = 500


class Stuck(BaseException):
    """An input takes far too long. No Exception, so that no reader catches it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong with how an input was read."""

    source: str
    number: int
    said: str


@dataclass(slots=True)
class Reading:
    """Inputs of a source that are read one after the other.

    Attributes:
        source: its name.
        slowest: the longest time that an input took on the processor, in seconds, and the input's number.
        failures: what was wrong.
        read: number of inputs of which a corpus was made.
        comments: number of comments in them.
    """

    source: str
    slowest: tuple[float, int] = (0.0, -1)
    failures: list[Failure] = field(default_factory=list)
    read: int = 0
    comments: int = 0
    _waiting: list[tuple[int, Corpus]] = field(default_factory=list)

    def take(self, number: int) -> None:
        """Read the input of a number."""
        given = broken(self.source, number)
        took, outcome = timed(given, at_once=random.Random(number).random() < _AT_ONCE)
        if took > SECONDS:  # Once more: a module may have been imported, or a table built.
            took, outcome = timed(given, at_once=True)
        if took > self.slowest[0]:
            self.slowest = took, number
        if took > SECONDS:
            self._fail(number, f"{took:.1f} s on the processor")
        if isinstance(outcome, str):
            self._fail(number, outcome)
        elif outcome is not None:
            self.read += 1
            self.comments += outcome.comments.height
            self._waiting.append((number, outcome))
        if len(self._waiting) >= _BATCH:
            self.settle()

    def settle(self) -> None:
        """Check the tables that wait to be checked."""
        waiting, self._waiting = self._waiting, []
        if waiting and rules_broken(waiting) is not None:
            for number, corpus in waiting:
                said = rules_broken([(number, corpus)])
                if said is not None:
                    self._fail(number, said)

    def _fail(self, number: int, said: str) -> None:
        self.failures.append(Failure(self.source, number, said))


def timed(given: Broken, *, at_once: bool) -> tuple[float, Corpus | str | None]:
    """Read an input; return the seconds on the processor, and the corpus, what went wrong, or None when it was refused."""
    one = Input(given.name, None, content=given.data, max_bytes=10_000_000)
    options = ReadOptions(captured_at=given.captured_at, max_bytes=10_000_000)
    _Gate.at_once = at_once
    outcome: Corpus | str | None = None
    begun = time.process_time()
    try:
        with _watched():
            outcome = choose(one, given.forced)[0].read(one, options)
    except InputError as error:
        outcome = None if str(error).startswith(f"{given.name}: ") else f"the message does not name the input: {error}"
    except KeyboardInterrupt:
        raise
    except BaseException:
        # A panic in the native code of polars is no Exception.
        outcome = f"--from {given.forced}: {traceback.format_exc(limit=-6)}"
    return time.process_time() - begun, outcome


@contextlib.contextmanager
def _watched() -> Iterator[None]:
    """Raise Stuck when what is done takes far too long."""

    def give_up(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise Stuck

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, _STUCK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class _Gate:
    """Stands where the readers call `conform`: mostly it only brings the columns to their types."""

    at_once = True

    @classmethod
    def conform(cls, frame: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame:
        if cls.at_once:
            return conform(frame, schema)
        wanted, has = types(schema), set(frame.columns)
        if frame.schema == wanted:
            return frame
        return frame.select((pl.col(name) if name in has else pl.lit(None)).cast(kind).alias(name) for name, kind in wanted.items())


@contextlib.contextmanager
def checked_together() -> Iterator[None]:
    """Let the readers leave most checks of their tables to `Reading.settle`; warnings are errors."""
    sources()  # imports them
    readers = [module for name, module in sys.modules.items() if name.startswith("polarize.sources.") and hasattr(module, "conform")]
    for module in readers:
        module.conform = _Gate.conform  # type: ignore[attr-defined]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    finally:
        _Gate.at_once = True
        for module in readers:
            module.conform = tables.conform  # type: ignore[attr-defined]


def rules_broken(read: list[tuple[int, Corpus]]) -> str | None:
    """Return which rule of the tables some corpora break, None for none. The articles of different inputs are kept apart."""
    numbers = [number for number, _ in read]
    articles = _together(numbers, [corpus.articles for _, corpus in read])
    comments = _together(numbers, [corpus.comments for _, corpus in read])
    try:
        articles, comments = conform(articles, Article), conform(comments, Comment)
    except TableError as error:
        return str(error)
    sentences = [sentence for _, corpus in read for sentence in (*corpus.problems, *corpus.remarks)]
    if not all(sentence.endswith(".") for sentence in sentences):
        return f"a problem or remark is no sentence: {sentences}"
    if any(corpus.articles.is_empty() for _, corpus in read):
        return "a corpus without an article"
    return _relation_broken(articles, comments)


def _together(numbers: list[int], frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Return the rows of tables as one, the number of its input before each article's id; an id that is empty stays so."""
    whose = pl.Series("of", numbers).gather(
        pl.Series([at for at, frame in enumerate(frames) for _ in range(frame.height)], dtype=pl.UInt32)
    )
    own = pl.col("article_id")
    joined = pl.concat(frames, rechunk=False).with_columns(whose)
    return joined.with_columns(pl.when(own != "").then(pl.format("{}/{}", "of", own)).otherwise(own).alias("article_id")).drop("of")


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
