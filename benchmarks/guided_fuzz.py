"""Broken inputs that a coverage-guided fuzzer thinks up: it keeps those that reach new lines of the readers, and changes them further.

    python benchmarks/guided_fuzz.py SOURCE [RUNS]

Needs `pip install atheris` (Linux, macOS), which is no dependency of the project. SOURCE: the name of a reader (`polarize formats`), from
whose samples it begins. No reader may fail with anything but its own message, need more than a second of the processor, or make the
process grow beyond 2 GB. What fails is written to ./crash-... by the fuzzer.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["polarize.sources"]):
    from polarize.errors import InputError
    from polarize.sources import Input, ReadOptions, choose, sources

    sources()

from fuzzing.seeds import seeds, small

LONGEST = 20_000
"""Bytes of an input: longer ones only make it slower."""
SECONDS = 1.0


def one(data: bytes) -> None:
    """Read one input as `polarize` would, by its content."""
    begin = time.process_time()
    with contextlib.suppress(InputError):
        given = Input("x", None, 10_000_000, data)
        choose(given, None)[0].read(given, ReadOptions())
    if (spent := time.process_time() - begin) > SECONDS:
        raise TimeoutError(f"{spent:.2f} s of the processor")


def main() -> None:
    """Copy the samples and hand over to the fuzzer, which ends the process."""
    source, runs = (*sys.argv[1:], *("html", "100000")[len(sys.argv) - 1 :])
    found = tempfile.mkdtemp(prefix="guided-fuzz-")
    for number, seed in enumerate((*small(source), *seeds(source))):
        Path(found, str(number)).write_bytes(seed.data[:LONGEST])
    atheris.Setup(
        [sys.argv[0], f"-runs={runs}", f"-max_len={LONGEST}", "-rss_limit_mb=2048", "-timeout=20", "-print_final_stats=1", found], one
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
