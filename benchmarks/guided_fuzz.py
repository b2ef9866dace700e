"""Broken inputs that a coverage-guided fuzzer thinks up: it keeps those that reach new lines of the readers, and changes them further.

    python benchmarks/guided_fuzz.py SOURCE [RUNS] [CORPUS]

Needs `pip install atheris` (Linux, macOS), which is no dependency of the project. SOURCE: the name of a reader (`polarize formats`), from
whose samples it begins. CORPUS: a folder that keeps what it found for the next run. No reader may fail with anything but its own message,
bring tables that break their rules, need more than a second of the processor, or make the process grow beyond 2 GB. What fails is written
to ./crash-... by the fuzzer. Half of the changes are the fuzzer's, of bytes; half are those of `fuzz.py`, of tags, keys, cells and lines.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["polarize.sources"]):
    from polarize.sources import sources

    sources()

from fuzzing.inputs import Broken, changed
from fuzzing.reading import SECONDS, timed
from fuzzing.seeds import Seed, seeds, small
from fuzzing.together import checked_together, wrong

LONGEST = 20_000
"""Bytes of an input: longer ones only make it slower."""
TOLD = 4
"""One input in so many is read by whoever claims it, the others by the source."""

CHECKED = 10
"""The tables of one input in so many are checked against their rules, which takes longer than the reading."""


class Found(Exception):
    """What is wrong with how an input was read."""


def read(data: bytes, source: str, name: str) -> None:
    """Read one input as `polarize parse` would."""
    given = Broken(name, data, source if len(data) % TOLD else None, None)
    whole = len(data) % CHECKED == 0
    took, outcome = timed(given, at_once=whole)
    if took > SECONDS:
        took, outcome = timed(given, at_once=True)
    if took > SECONDS:
        raise Found(f"{took:.2f} s on the processor")
    said = outcome if isinstance(outcome, str) else wrong([(0, outcome)]) if whole and outcome is not None else None
    if said is not None:
        raise Found(said)


def change(data: bytes, longest: int, number: int, name: str, kind: str) -> bytes:
    """Change an input in the way of its format where it still has it, else its bytes."""
    chance = random.Random(number)
    if chance.random() < 0.5:
        try:
            return changed(Seed(name, data, kind), chance)[:longest]
        except Exception:
            pass  # Whatever is wrong with an input, it no longer has its format.
    made: bytes = atheris.Mutate(data, longest)
    return made


def main() -> None:
    """Copy the samples and hand over to the fuzzer, which ends the process."""
    source, runs, found = (*sys.argv[1:], *("html", "100000", "")[len(sys.argv) - 1 :])
    found = found or tempfile.mkdtemp(prefix="guided-fuzz-")
    Path(found).mkdir(parents=True, exist_ok=True)
    first = seeds(source)[0]
    for number, seed in enumerate((*small(source), *seeds(source))):
        Path(found, f"seed-{number}").write_bytes(seed.data[:LONGEST])
    atheris.Setup(
        [sys.argv[0], f"-runs={runs}", f"-max_len={LONGEST}", "-rss_limit_mb=2048", "-timeout=20", "-print_final_stats=1", found],
        lambda data: read(data, source, first.name),
        custom_mutator=lambda data, longest, number: change(data, longest, number, first.name, first.kind),
    )
    with checked_together():
        atheris.Fuzz()


if __name__ == "__main__":
    main()
