"""Broken inputs by the thousand: no reader may fail with anything but its own message, need more than a second, or keep memory.

usage: fuzz.py [COUNT] [--source NAME] [--state FILE] [--replay SOURCE:NUMBER]

Each source has inputs of its own, made from its samples by a random generator that the input's number seeds, so the same number is the
same input. Most are read as the source's own, the others by whoever claims them. With --state the run notes where it is and goes on from
there the next time. What fails is printed with its number.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import random
import resource
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import dataframely as dy
import polars as pl

from polarize import tables
from polarize.errors import InputError
from polarize.sources import Input, ReadOptions, choose, sources

SAMPLES: Final = Path(__file__).resolve().parents[1] / "samples"
SECONDS: Final = 1.0
"""Most time on the processor for one input."""
GROWTH: Final = 200.0
"""Most MB that the process may grow by after its first tenth."""
CHECKED: Final = 0.05
"""Share of the inputs whose tables are checked against every rule; that takes longer than the reading. The others are only cast."""
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "page": (".html",),
    "xml": (".xml",),
    "json": (".json", ".jsonl"),
    "delimited": (".csv",),
    "paste": (".txt",),
    "mail": (".mbox",),
    "packed": (".zst", ".xlsx"),
}
"""The suffixes of the samples that are broken with the same tokens."""
TOKENS: Final[dict[str, tuple[bytes, ...]]] = {
    "page": (
        *(
            b"<div>",
            b"</div>",
            b"<!--",
            b"-->",
            b"<li class='comment depth-2' id='comment-7'>",
            b"<table><tr><td>",
            b"</table>",
            b"<dt>",
            b"<dd>",
        ),
        *(
            b"&#0;",
            b"&#xD800;",
            b"&amp",
            b"<script>",
            b"<blockquote>",
            b"<time datetime='x'>",
            b"<svg>",
            b"<![CDATA[",
            b' class="',
            b"<p" * 40,
        ),
    ),
    "xml": (b"<![CDATA[", b"]]>", b"&lol;", b"<!ENTITY a 'b'>", b"<item>", b"</channel>", b"<post dsq:id=7>", b"&#1;", b"<?x", b"xmlns=''"),
    "json": (
        b"NaN",
        b"1e400",
        b"-",
        b"9" * 5_000,
        b"[" * 300,
        b'{"a":' * 200,
        b"null",
        b'"\\ud800"',
        b"}",
        b'"',
        b"false",
        b"\\u0000",
        b"-0",
    ),
    "delimited": (b'"', b"\r", b"\t", b";", b",,,,", b"\n\n", b'"\n"', b"=1+1", b"\xef\xbb\xbf", b"text,author\n"),
    "paste": (b"Reply\n", b"says:\n", b"12 Comments\n", b"on May 3, 2021 at 7:00\n", b"> ", b"@Ann ", b"\n\n\n", b"1.\n", b"3. Mai 2021\n"),
    "mail": (
        *(b"From a  Mon Mar 10 09:15:00 2025\nFrom: a\n\n", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"--b--", b"\n\n"),
        *(
            b"Subject: =?x?q?=00?=\n",
            b"Content-Transfer-Encoding: base64\n",
            b"References: <a> <b> <c>\n",
            b"Date: 99 Foo 9999\n",
            b">From ",
        ),
    ),
    "packed": (b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"\xff" * 9, b"\0" * 40),
}
ANYWHERE: Final = (
    *(b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\xae", "İ".encode(), "👩‍👩‍👧".encode() * 20, b"A" * 3_000, b" " * 3_000, b"\n" * 500),
    *(
        "\u0301".encode() * 200,
        b"99999999999999999999",
        b"2021-99-99T99:99:99Z",
        b"9999-12-31T23:59:59+14:00",
        b"0001-01-01",
        b"-1",
        b"\x1b[31m",
    ),
)
"""What no input should hold, but some do."""


@cache
def seeds(source: str) -> tuple[tuple[str, bytes], ...]:
    """Return the names and the bytes of the samples of a source."""
    return tuple((path.name, path.read_bytes()) for path, name in _samples() if name == source)


@cache
def _samples() -> list[tuple[Path, str]]:
    """Return the samples with the names of the sources that claim them."""
    paths = [path for path in sorted(SAMPLES.rglob("*")) if any(path.suffix in suffixes for suffixes in KINDS.values())]
    return [(path, choose(Input(path.name, path))[0].name) for path in paths]


def broken(source: str, number: int) -> tuple[str, bytes, random.Random]:
    """Return the input of a number: its name, its bytes, and the generator for what else is chosen."""
    chance = random.Random(f"{source}:{number}")
    samples = seeds(source)
    name, data = chance.choice(samples)
    kind = next(kind for kind, suffixes in KINDS.items() if Path(name).suffix in suffixes)
    made = bytearray(_piece(data, chance))
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 9, 30))):
        _mutate(made, chance, TOKENS[kind], samples)
    if chance.random() < 0.02:
        return f"{name}.gz", gzip.compress(bytes(made), 1), chance
    return name, bytes(made), chance


def _piece(data: bytes, chance: random.Random) -> bytes:
    """Return the head of a sample and a piece of the rest; now and then all of it."""
    if chance.random() < 0.1:
        return data
    start = chance.randrange(len(data))
    return data[: chance.choice((0, 120, 400))] + data[start : start + chance.choice((60, 300, 900))]


def _mutate(made: bytearray, chance: random.Random, tokens: Sequence[bytes], samples: Sequence[tuple[str, bytes]]) -> None:
    at = chance.randrange(len(made) + 1)
    span = chance.choice((1, 3, 20, 200))
    kind = chance.randrange(7)
    if kind == 0 and at < len(made):
        made[at] = chance.randrange(256)
    elif kind == 1:
        del made[at : at + span]
    elif kind == 2:
        made[at:at] = made[at : at + span] * chance.choice((1, 2, 8))
    elif kind == 3:
        made[at:at] = chance.choice(tokens)
    elif kind == 4:
        made[at:at] = chance.choice(ANYWHERE)
    elif kind == 5:
        other = chance.choice(samples)[1]
        start = chance.randrange(len(other))
        made[at:at] = other[start : start + span * 2]
    elif len(made) > 2:
        made[:] = made[:at] if chance.random() < 0.5 else made[at:]
    del made[60_000:]


def failure(source: str, number: int) -> str | None:
    """Read the input of a number; return what is wrong with how it went, None for nothing."""
    name, data, chance = broken(source, number)
    forced = source if chance.random() < 0.7 else None
    one = Input(name, None, content=data, max_bytes=10_000_000)
    with contextlib.nullcontext() if chance.random() < CHECKED else _only_cast():
        before = time.process_time()
        try:
            choose(one, forced)[0].read(one, ReadOptions(max_bytes=10_000_000))
        except InputError:
            pass
        except Exception:
            return f"{forced or 'no --from'}: {traceback.format_exc(limit=-4)}"
        took = time.process_time() - before
    return f"{forced or 'no --from'}: {took:.1f} s" if took > SECONDS else None


@contextlib.contextmanager
def _only_cast() -> Iterator[None]:
    """Let the sources cast their tables to the types of their contracts without checking each rule."""
    whole = tables.conform
    readers = [module for name, module in sys.modules.items() if name.startswith("polarize.sources.") and hasattr(module, "conform")]
    for module in readers:
        module.conform = _cast  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for module in readers:
            module.conform = whole  # type: ignore[attr-defined]


def _cast(frame: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame:
    types = pl.Schema({name: column.dtype for name, column in schema.columns().items()})
    missing = (pl.lit(None).alias(name) for name in types if name not in frame.columns)
    return frame.with_columns(missing).select(list(types)).cast(types)


def run(source: str, numbers: range, state: Path | None) -> int:
    """Read the inputs of a source; print what fails, and return how many do."""
    failed, at_first = 0, 0.0
    for done, number in enumerate(numbers):
        said = failure(source, number)
        if said is not None:
            failed += 1
            print(f"{source}:{number} {said}", flush=True)
        if done == len(numbers) // 10:
            at_first = _memory()
        if state is not None and number % 1_000 == 999:
            _note(state, source, number + 1)
    if state is not None and len(numbers):
        _note(state, source, numbers.stop)
    grown = _memory() - at_first
    if grown > GROWTH:
        failed += 1
    print(f"{source}: {len(numbers):,} inputs, {failed} failed, {grown:.0f} MB more than after a tenth", flush=True)
    return failed


def _memory() -> float:
    """Return the most memory that the process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _note(state: Path, source: str, following: int) -> None:
    kept = json.loads(state.read_text()) if state.exists() else {}
    fresh = state.with_suffix(".new")
    fresh.write_text(json.dumps({**kept, source: following}))
    fresh.replace(state)


def main() -> int:
    """Run what the command line asks for; return 1 when something failed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("count", nargs="?", type=int, default=10_000, help="inputs for each source")
    asked.add_argument("--source", choices=sources(), help="only this one")
    asked.add_argument("--state", type=Path, help="file that says where an earlier run stopped")
    asked.add_argument("--replay", metavar="SOURCE:NUMBER", help="read one input, and leave it in the folder as SOURCE-NUMBER.bin")
    given = asked.parse_args()
    if given.replay:
        source, _, number = given.replay.partition(":")
        Path(f"{source}-{number}.bin").write_bytes(broken(source, int(number))[1])
        said = failure(source, int(number))
        print(said or "nothing wrong")
        return said is not None
    begun = json.loads(given.state.read_text()) if given.state and given.state.exists() else {}
    chosen = [given.source] if given.source else list(sources())
    return sum(run(source, range(min(begun.get(source, 0), given.count), given.count), given.state) for source in chosen) > 0


if __name__ == "__main__":
    sys.exit(main())
