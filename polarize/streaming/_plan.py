"""What there is to read, and the tasks that read it: many small inputs together, a large one in pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Final

from polarize.errors import InputError, NotReadable
from polarize.sources import Input, ReadOptions, Source, choose, inputs
from polarize.sources._input_packed import SUFFIXES
from polarize.sources._table_columns import resolve
from polarize.sources._table_delimited import header_cells, header_line
from polarize.sources._table_parquet import PARQUET_MAGIC
from polarize.sources._trial import rows_on_trial
from polarize.sources.table import read_table
from polarize.streaming._cut import Cut, Rows, cut, lines

_UNPACKED: Final = 6
"""A packed file has about so many times its bytes in it."""
_NO_SIGN: Final = "\x1f"
_EVEN: Final = 128
"""Steps of which a run has about so many, as long as that makes them neither larger than they may be nor smaller than `_SMALLEST` of it."""
_SMALLEST: Final = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """How large the steps are; the outputs do not depend on them.

    Attributes:
        large: inputs of more bytes than this together are streamed.
        files: so are more inputs than this.
        piece: bytes that are read at once, at most, about; a run that is not so large has smaller pieces, and likewise parts and windows.
        together: small inputs that are read at once, at most.
        part: bytes of a part, at most, about.
        window: comments of a window, at most, about.
    """

    large: int = 8 << 20
    files: int = 2_000
    piece: int = 16 << 20
    together: int = 256
    part: int = 16 << 20
    window: int = 200_000


@dataclass(frozen=True, slots=True)
class Whole:
    """Inputs that are read whole, each with its number."""

    number: int
    inputs: tuple[tuple[int, Input], ...]

    @property
    def size(self) -> int:
        """Bytes of the inputs, unpacked, about."""
        return sum(_size(one) for _, one in self.inputs)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a large input.

    Attributes:
        number: of the task.
        index: of the input.
        chunk: number of the piece in its input, from 0.
        name: of the input.
        stem: of the input.
        kind: "table" or "reddit_dump".
        content: the bytes; None for rows of a Parquet file.
        line: number that is added to line numbers, for messages.
        columns: which column is which, as far as the head of the input tells.
        path: of a Parquet file.
        rows: first row and number of rows in it.
        size: bytes of the piece.
    """

    number: int
    index: int
    chunk: int
    name: str
    stem: str
    kind: str
    content: bytes | None = None
    line: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    path: Path | None = None
    rows: tuple[int, int] = (0, 0)
    size: int = 0


Task = Whole | Piece


def fitted(most: int, whole: int) -> int:
    """Return how large a step is, of at most `most`, in a run of `whole` bytes or comments.

    The number of steps goes into the time by its square, and their size into the memory of each process.
    """
    return min(most, max(most // _SMALLEST, whole // _EVEN))


@dataclass(slots=True)
class Plan:
    """The inputs of a run.

    Attributes:
        paths: what is read.
        source: name of the format of all; None to tell it from the content of each.
        options: see ReadOptions.
        limits: see Limits.
        size: bytes of all inputs, unpacked, about.
        count: number of inputs.
        mark: hash of the names, sizes and times of the inputs; "" when they can be read once only.
        problems: number of the input and sentence, filled while `tasks` is read.
        remarks: what is said of folders, likewise.
        pieces: number, name and stem of the inputs that are read in pieces, likewise.
        void: numbers of the inputs that turned out to be unusable after some of their pieces were read, likewise.
        names: of all inputs that failed before a task was made of them, likewise.
    """

    paths: Sequence[str | Path]
    source: str | None
    options: ReadOptions
    limits: Limits
    size: int = 0
    count: int = 0
    mark: str = ""
    problems: list[tuple[int, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    pieces: dict[int, tuple[str, str]] = field(default_factory=dict)
    void: set[int] = field(default_factory=set)
    failed: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def parts(self) -> int:
        """Number of parts."""
        return min(max(1, -(-self.size // fitted(self.limits.part, self.size))), 4_096)

    @property
    def piece(self) -> int:
        """Bytes that are read at once, about."""
        return fitted(self.limits.piece, self.size)

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks, the same in every run on the same inputs."""
        number, held, waiting = 0, 0, list[tuple[int, Input]]()
        self.remarks.clear()
        for index, one in self._numbered():
            try:
                # What comes through a pipe is read here, for no other process can.
                one = one if one.path is not None else Input(one.name, None, one.max_bytes, one.data)
            except InputError as error:
                self._fail(index, error)
                continue
            large = _size(one) > self.piece and one.path is not None
            if waiting and (large or held + _size(one) > self.piece or len(waiting) >= self.limits.together):
                yield Whole(number, tuple(waiting))
                number, held, waiting = number + 1, 0, []
            if not large:
                waiting.append((index, one))
                held += _size(one)
                continue
            for task in self._cut(number, index, one):
                yield task
                number += 1
        if waiting:
            yield Whole(number, tuple(waiting))

    def _numbered(self) -> Iterator[tuple[int, Input]]:
        """Yield the inputs that are there with their numbers."""
        index = 0
        for one in inputs(self.paths, self.options.max_bytes):
            if isinstance(one, str):
                self.remarks.append(one)
                continue
            if isinstance(one, InputError):
                self._fail(index, one)
            else:
                yield index, one
            index += 1

    def _fail(self, index: int, error: InputError) -> None:
        self.problems.append((index, str(error)))
        self.failed.append((index, error.name, str(error).removeprefix(f"{error.name}: ")))

    def _cut(self, number: int, index: int, one: Input) -> Iterator[Task]:
        """Yield the tasks of a large input; one that cannot be cut is read whole."""
        chunk = 0
        try:
            make = _pieces(one, choose(one, self.source)[0], self.options, self.piece)
            if make is None:
                yield Whole(number, ((index, one),))
                return
            self.pieces[index] = (one.name, one.stem)
            for chunk, piece in enumerate(make()):
                yield piece(number=number + chunk, index=index, chunk=chunk)
            self.problems += [(index, damage) for damage in one.damage]
        except InputError as error:
            self.void.add(index)
            self._fail(index, error)


def look(paths: Sequence[str | Path], source: str | None, options: ReadOptions, limits: Limits) -> Plan:
    """Return the plan for some inputs, after a look at their sizes alone."""
    plan = Plan(paths, source, options, limits)
    digest, again = blake2b(digest_size=16), True
    for one in inputs(paths, options.max_bytes):
        digest.update(str(one).encode("utf-8", errors="surrogateescape") if isinstance(one, str | InputError) else _identity(one))
        if isinstance(one, Input):
            plan.count += 1
            plan.size += _size(one)
            again = again and one.path is not None and one.path.is_file()
    plan.mark = digest.hexdigest() if again else ""
    return plan


def is_large(plan: Plan) -> bool:
    """Return whether the inputs are better streamed than held in memory."""
    return plan.size > plan.limits.large or plan.count > plan.limits.files


def _identity(one: Input) -> bytes:
    try:
        state = None if one.path is None else one.path.stat()
    except OSError:
        state = None
    facts = (one.name, *(() if state is None else (state.st_size, state.st_mtime_ns)))
    return repr(facts).encode("utf-8", errors="surrogateescape")


def _size(one: Input) -> int:
    """Return the bytes of an input, unpacked, about; 0 for a pipe, of which nobody knows."""
    if one.path is None:
        return len(one.content or b"")
    try:
        size = one.path.stat().st_size
    except OSError:
        return 0
    return size * (_UNPACKED if one.path.suffix.lower() in SUFFIXES else 1)


Make = Callable[[], Iterator[Callable[..., Piece]]]


def _pieces(one: Input, source: Source, options: ReadOptions, size: int) -> Make | None:
    """Return what cuts an input, None for one that has to be read whole."""
    head = one.head_text.lstrip()
    fixed = partial(Piece, name=one.name, stem=one.stem, kind=source.name)
    if source.name == "table" and one.head.startswith(PARQUET_MAGIC):
        return partial(_of_parquet, one, fixed, size) if one.path is not None and not one.is_packed else None
    if source.name in ("table", "reddit_dump") and head[:1] == "{" and head.split("\n", 1)[0].rstrip().endswith("}"):
        columns = _columns(one, options) if source.name == "table" else {}
        return partial(_of_lines, one, partial(fixed, columns=columns), size)
    return _delimited(one, fixed, size) if source.name == "table" and head[:1] not in ("{", "[") else None


def _of_parquet(one: Input, fixed: Callable[..., Piece], size: int) -> Iterator[Callable[..., Piece]]:
    assert one.path is not None
    whole = one.path.stat().st_size
    if whole > one.max_bytes:
        raise NotReadable(one.name, f"is larger than {one.max_bytes:,} bytes", "Raise the limit with --max-bytes, or split it")
    rows = rows_on_trial(one, "parquet", (0, 0))
    # Parquet is packed too, if less than a .gz.
    step = max(1_000, rows * size // max(1, 3 * whole))
    for start in range(0, rows, step):
        taken = min(step, rows - start)
        rows_on_trial(one, "parquet", (start, taken))
        yield partial(fixed, path=one.path, rows=(start, taken), size=whole * taken // rows)


def _of_lines(one: Input, fixed: Callable[..., Piece], size: int) -> Iterator[Callable[..., Piece]]:
    for piece in cut(lines(one), size, None):
        yield partial(fixed, content=piece.content, line=piece.line - 1, size=len(piece.content))


def _columns(one: Input, options: ReadOptions) -> Mapping[str, str]:
    """Return which key is which by the first lines; {} when they do not tell."""
    whole = one.head[: one.head.rfind(b"\n") + 1]
    try:
        frame, _ = read_table(Input(one.name, None, one.max_bytes, whole))
        chosen = {ours: theirs for ours, theirs in options.columns.items() if theirs in frame.columns}
        return dict(options.columns) | resolve(frame.columns, chosen, one.name)
    except InputError:
        return options.columns


def _delimited(one: Input, fixed: Callable[..., Piece], size: int) -> Make | None:
    """Return what cuts delimited text; None when its header is no single line in the head."""
    head = one.head_text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at, sign = header_line(head)
    if at + 1 >= len(head) or head[at].count('"') % 2:
        return None
    rows = Rows(sign or _NO_SIGN, len(header_cells(head[at], sign)) if sign else 1)
    return partial(_of_rows, one, fixed, size, at + 1, rows)


def _of_rows(one: Input, fixed: Callable[..., Piece], size: int, above: int, rows: Rows) -> Iterator[Callable[..., Piece]]:
    """Yield pieces of delimited text, each with the `above` lines of the header before it."""
    blocks = lines(one)
    held = b""
    while held.count(b"\n") < above:
        held += next(blocks)
    split = 0
    for _ in range(above):
        split = held.index(b"\n", split) + 1
    header = held[:split]

    def rest() -> Iterator[bytes]:
        yield held[split:]
        yield from blocks

    for piece in cut(rest(), size, rows, line=above + 1):
        yield partial(fixed, content=header + piece.content, line=piece.line - above - 1, size=len(piece.content))


__all__ = ["Cut", "Limits", "Piece", "Plan", "Task", "Whole", "fitted", "is_large", "look"]
