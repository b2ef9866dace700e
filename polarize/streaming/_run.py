"""A run from its inputs to its ordered tables, in a work folder that a second run goes on from."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, TypeVar

import polars as pl

from polarize import stance
from polarize.engines import Engine
from polarize.errors import ConfigError, InputError, Malformed
from polarize.files import refuse_links, sweep, write_text
from polarize.labelling import errors_in_debates, validate
from polarize.labels import Validation
from polarize.sources._table_columns import ALIASES
from polarize.streaming import _box
from polarize.streaming._findings import joined
from polarize.streaming._order import windows
from polarize.streaming._parts import Measuring, PartJob, Tagging, finish_part, order_window, part_box, tag_part, tagged_box
from polarize.streaming._plan import Plan, Task, fitted
from polarize.streaming._privacy import Hiding, write_names
from polarize.streaming._settle import Large
from polarize.streaming._spool import Spool, box_of, spool
from polarize.tables import Comment, ScoredComment

A = TypeVar("A")
B = TypeVar("B")
Step = Callable[[str, int, int], None]
_MARK: Final = "run.txt"
_LEAST: Final = 64
"""Comments of a slice at least."""
_FOR_LABELS: Final = ("article_id", "comment_id", "status", "debate", "stance_label", "stance_score", "stance_confidence")
_COUNTED: Final = re.compile(r"\A(.*?: )(\d[\d,]*)( .*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is done with the comments.

    Attributes:
        tagging: how they are tagged; None to leave them as they were read.
        measuring: how threads are measured; None when only comments are wanted.
        pseudonymize: replace authors by pseudonyms.
        key: for pseudonyms that are the same in every run.
        redact: take contacts out of texts.
        texts: keep the texts of articles, all of them in memory at the end.
    """

    tagging: Tagging | None = field(default_factory=Tagging)
    measuring: Measuring | None = None
    pseudonymize: bool = False
    key: bytes | None = None
    redact: bool = False
    texts: bool = False

    @property
    def comments(self) -> type[Comment]:
        """The table that comes of it."""
        return Comment if self.tagging is None else ScoredComment

    @property
    def sides(self) -> stance.Settings:
        """The stance scorer and its options, before `polarize.stance.prepare`."""
        return (self.tagging and self.tagging.sides) or stance.Settings()

    def mark(self) -> str:
        """Return a hash of the settings."""
        key = blake2b(self.key or b"", digest_size=8).hexdigest()
        tagging = self.tagging or Tagging()
        lexicon = sorted((tagging.lexicon or {}).items())
        kind = (self.comments.__name__, self.texts)
        # A table prints as its first and last rows alone.
        labels = None if self.measuring is None or self.measuring.labels is None else self.measuring.labels.rows()
        measuring = self.measuring and replace(self.measuring, labels=None)
        facts = (kind, tagging.debate, tagging.all_languages, lexicon, self.sides, measuring, labels, self.pseudonymize, key, self.redact)
        return blake2b(repr(facts).encode("utf-8", errors="surrogatepass"), digest_size=16).hexdigest()


@dataclass(slots=True)
class Job:
    """What a finished run holds, all but the comments in memory.

    Attributes:
        scored: the `ScoredComment` table, lazy; a `Comment` table where nothing is tagged.
        articles: the `Article` table.
        comments: number of comments.
        problems: see Corpus.
        remarks: see Corpus.
        failed: see Corpus.
    """

    scored: pl.LazyFrame
    articles: pl.DataFrame
    comments: int
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


class Run:
    """A run; `with Run(...) as run:` removes the work folder when all went well and leaves it for the next run when not."""

    def __init__(self, plan: Plan, work: Path, settings: Settings, engine: Engine, step: Step, *, resume: bool) -> None:
        """Begin, or go on.

        Raises:
            ConfigError: there is nothing to go on from: other inputs, other settings, or inputs that can be read only once.
            OutputError: the work folder cannot be made, or is a symbolic link.
        """
        self.plan, self.work, self.settings, self.engine, self.step = plan, work, settings, engine, step
        self.facts: list[dict[str, Any]] = []
        self.job: Job | None = None
        self.labelled: Validation | None = None
        self._open(resume)

    def __enter__(self) -> Run:
        return self

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        self.engine.close()
        if error is None or isinstance(error, InputError):
            shutil.rmtree(self.work, ignore_errors=True)
        elif self.plan.mark:
            error.add_note(f"What was done so far is kept in {self.work}: the same command with --resume goes on from there.")

    def _open(self, resume: bool) -> None:
        from importlib.metadata import version

        versions = [version(name) for name in ("polarize", "polars", "numpy")]
        mark = " ".join([*versions, self.plan.mark, str(self.plan.source), repr(self.plan.options), self.settings.mark()])
        mark += f" {self.plan.limits!r}"
        if resume and not self.plan.mark:
            raise ConfigError("--resume: standard input and pipes can be read only once, so such a run cannot go on. Put it into a file.")
        refuse_links(self.work.parent, self.work.name)
        there = self.work / _MARK
        if resume and there.exists() and there.read_text(encoding="utf-8") != mark:
            raise ConfigError(
                f"--resume: the run that was interrupted ({self.work}) had other inputs, other settings or another version of polarize. "
                "Name the same, or leave out --resume to begin anew."
            )
        if not (resume and there.exists()):
            shutil.rmtree(self.work, ignore_errors=True)
            write_text(there, mark)
            # It holds names and texts as they are, even of a run that hides them.
            with contextlib.suppress(OSError):
                self.work.chmod(0o700)
        sweep(self.work)

    def finish(self, check: Callable[[int], None] | None = None) -> Job:
        """Read, score, measure and order everything that is not yet there, and return the result.

        Args:
            check: called with the number of comments once they are read, before the long work begins; it may refuse them.

        Raises:
            OutputError: the disk is full, or something else cannot be written.
        """
        self._read()
        if check is not None:
            check(self._counted("rows"))
        job = self._part_job()
        self._each_part(job)
        if job.tagging is not None:
            # Workers that have tagged hold models; those that order need none.
            self.engine.close()
        boxes = self.boxes()
        ordered = partial(order_window, boxes=boxes, folder=self.work, kind=self.settings.comments)
        files = sorted(self._progress("ordering", ordered, windows(boxes, "scored", self._window())))
        articles = joined(boxes, "articles").sort("_at").drop("_at")
        remarks = [remark for box in boxes for remark in _box.facts(box)["remarks"]]
        scored = pl.scan_parquet(files, glob=False) if files else self.settings.comments.create_empty().lazy()
        self.job = Job(scored, articles, self._counted("rows"), *self._said(remarks))
        return self.job

    def boxes(self) -> tuple[Path, ...]:
        """Return the boxes of all parts."""
        return tuple(part_box(self.work, part) for part in range(self.plan.parts))

    def _counted(self, fact: str) -> int:
        return sum(facts[fact] for facts in self.facts if facts.get("input") not in self.plan.void)

    def _progress(self, what: str, function: Callable[[A], B], tasks: Sequence[A]) -> list[B]:
        """Run a step that goes through all comments, and tell how many are done: tasks are about as large as each other."""
        done, comments = [], self._counted("rows")
        for one in self.engine.run(function, tasks):
            done.append(one)
            self.step(what, comments * len(done) // len(tasks), comments)
        return done

    def _read(self) -> None:
        """Spool all inputs. Tasks that are done are cut again, for what comes after them, but not read."""
        job = Spool(self.work, self.plan.parts, self.plan.source, self.plan.options)
        count, done, sizes = 0, 0, dict[Path, int]()

        def left() -> Iterator[Task]:
            nonlocal count, done
            for task in self.plan.tasks():
                count += 1
                if box_of(self.work, task.number).exists():
                    done += task.size
                else:
                    sizes[box_of(self.work, task.number)] = task.size
                    yield task

        for path in self.engine.run(partial(spool, job=job), left()):
            done += sizes.pop(path)
            # How much is in packed files is a guess until they are unpacked.
            self.step("megabytes read", done >> 20, max(self.plan.size, done + sum(sizes.values())) >> 20)
        self.facts = [_box.facts(box_of(self.work, number)) for number in range(count)]
        self._empty_inputs()

    def _empty_inputs(self) -> None:
        """Say which inputs in pieces turned out to hold no comment."""
        rows: dict[int, int] = dict.fromkeys(self.plan.pieces, 0)
        missing: dict[int, str] = {}
        for facts in self.facts:
            if "input" in facts:
                rows[facts["input"]] += facts["rows"]
                missing.setdefault(facts["input"], facts.get("missing", ""))
        for index in [index for index, found in rows.items() if not found and index not in self.plan.void]:
            name = self.plan.pieces[index][0]
            plain = Malformed(name, "has no row with a comment in it", "Check the column for the text with --map text=COLUMN")
            sentence = missing.get(index) or str(plain)
            self.plan.void.add(index)
            self.plan.problems.append((index, sentence))
            self.plan.failed.append((index, name, sentence.removeprefix(f"{name}: ")))

    def _window(self) -> int:
        """Return how many comments are ordered together, about."""
        return fitted(self.plan.limits.window, self._counted("rows"))

    def _part_job(self) -> PartJob:
        large = {index: Large(*named) for index, named in self.plan.pieces.items()}
        found: dict[int, list[dict[str, Any]]] = {}
        for facts in self.facts:
            if "columns" in facts:
                found.setdefault(facts["input"], []).append(facts)
        for index, pieces in found.items():
            depths = [one["depth"] for one in pieces if one["depth"] is not None]
            columns = frozenset(name for one in pieces for name in one["columns"])
            own = all(one["neutralised"] for one in pieces)
            large[index] = Large(*self.plan.pieces[index], own, min(depths, default=None), columns, self.plan.options.captured_at)
        chosen = self.settings
        names = self.work / "names.parquet" if chosen.pseudonymize else None
        hiding = Hiding(names, chosen.redact) if chosen.pseudonymize or chosen.redact else None
        # Once for the whole run: which comments a model reads must not hang on how the run was cut.
        tagging = chosen.tagging and replace(chosen.tagging, sides=stance.prepare(chosen.sides, self._counted("visible")))
        measuring = chosen.measuring and replace(chosen.measuring, labels=None, errors=errors_in_debates(None, chosen.sides))
        apart = chosen.pseudonymize or (chosen.measuring is not None and chosen.measuring.labels is not None)
        void = frozenset(self.plan.void)
        # A window takes about a slice of each part.
        rows = max(_LEAST, self._window() // self.plan.parts)
        return PartJob(self.work, len(self.facts), large, void, rows, tagging, measuring, hiding, apart, chosen.texts)

    def _each_part(self, job: PartJob) -> None:
        parts, what = range(self.plan.parts), "joining threads" if job.tagging is None else "scoring"
        if not job.apart:
            self._progress(what, partial(finish_part, job=job), parts)
            return
        self._progress(what, partial(tag_part, job=job), parts)
        if job.hiding is not None and job.hiding.names is not None:
            write_names(self._names(), self.settings.key, job.hiding.names)
        measuring = self.settings.measuring
        if measuring is not None and measuring.labels is not None:
            chosen = self.settings.sides
            self.labelled = validate(self._tags(), measuring.labels, scorer=chosen.scorer, seed=measuring.seed)
            job = replace(job, measuring=replace(measuring, labels=None, errors=errors_in_debates(self.labelled, chosen)))
        self._progress("hiding names" if self.settings.pseudonymize else "measuring", partial(finish_part, job=job), parts)

    def _tags(self) -> pl.DataFrame:
        """Return the tags of all comments in their order."""
        boxes = tuple(tagged_box(self.work, part) for part in range(self.plan.parts))
        return joined(boxes, "scored", (*_FOR_LABELS, "_first", "_at")).sort("_first", "_at").drop("_first", "_at")

    def _names(self) -> pl.Series:
        """Return the names of all authors in the order of their first comments, then those of the articles."""
        boxes = tuple(tagged_box(self.work, part) for part in range(self.plan.parts))
        comments = joined(boxes, "names").sort("_first", "_at")["author"]
        return pl.concat([comments, joined(boxes, "articles", ("author", "_at")).sort("_at")["author"]])

    def _said(self, remarks: Iterable[tuple[int, str]]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Return problems, remarks and failed inputs of all steps, as reading into memory orders them."""
        early = [tuple(one) for one in self.plan.problems]
        late = [tuple(one) for facts in self.facts for one in facts["problems"] if one[0] not in self.plan.void]
        first = [(index, sentence) for index, kind, sentence in late if kind == 0]
        second = [sentence for _, kind, sentence in late if kind == 1]
        problems = [sentence for _, sentence in sorted([*early, *first], key=lambda one: one[0])]
        said = [tuple(one) for facts in self.facts for one in facts["remarks"]]
        listed = sorted([*said, *self._of_tables(), *map(tuple, remarks)], key=lambda one: one[0])
        failed = [*self.plan.failed, *(tuple(one) for facts in self.facts for one in facts.get("failed", []))]
        ordered = sorted(failed, key=lambda one: one[0])
        return (
            tuple(dict.fromkeys([*problems, *second])),
            (*self.plan.remarks, *_added_up(sentence for _, sentence in listed)),
            tuple((name, reason) for _, name, reason in ordered),
        )

    def _of_tables(self) -> list[tuple[int, str]]:
        """Return what is said of tables as wholes: which column was read as which, and how many rows had no text."""
        blank: dict[int, int] = {}
        renamed: dict[int, dict[tuple[str, str], None]] = {}
        for facts in self.facts:
            if "columns" in facts:
                blank[facts["input"]] = blank.get(facts["input"], 0) + facts["blank"]
                renamed.setdefault(facts["input"], {}).update(dict.fromkeys(tuple(pair) for pair in facts["renamed"]))
        order = {name: place for place, name in enumerate([*self.plan.options.columns, *ALIASES])}
        found = []
        for index, pairs in renamed.items():
            words = ", ".join(f"{ours} = {theirs}" for ours, theirs in sorted(pairs, key=lambda pair: order[pair[0]]))
            found += [(index, f"{self.plan.pieces[index][0]}: columns read as {words}.")] if words else []
        return found + [(index, f"{self.plan.pieces[index][0]}: {n} rows without a text were left out.") for index, n in blank.items() if n]


def _added_up(sentences: Iterable[str]) -> Iterator[str]:
    """Yield sentences once each; those that differ only in how many things they count, with the sum."""
    counts: dict[tuple[str, str], int] = {}
    form: dict[tuple[str, str], str] = {}
    for sentence in sentences:
        match = _COUNTED.fullmatch(sentence)
        key = (match[1], match[3]) if match else (sentence, "")
        counts[key] = counts.get(key, 0) + (int(match[2].replace(",", "")) if match else 0)
        form[key] = "{:,}" if match and "," in match[2] else form.get(key, "{}" if match else "")
    for key, count in counts.items():
        yield key[0] + (form[key].format(count) if form[key] else "") + key[1]


__all__ = ["Engine", "Job", "Measuring", "Run", "Settings", "Tagging"]
