"""Broken inputs by the thousand: no reader may fail with anything but its own message, need more than a second, or keep memory.

    python benchmarks/fuzz.py [COUNT] [--source NAME ...] [--state FOLDER] [--seconds SECONDS] [--replay SOURCE:NUMBER]

Each source has inputs of its own, made from its samples by a random generator that the input's number seeds, so the same number is the
same input. Most are read as the source's own, the others by whoever claims them. With --state the run notes in a folder how far it is
with each source, and goes on from there the next time; a process that dies is noted too. What fails is left in that folder.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from fuzzing.inputs import broken
from fuzzing.reading import Reading, timed
from fuzzing.together import checked_together

from polarize.sources import sources

SLICE: Final = 5_000
"""Inputs of one source that are read before the next has its turn."""
WARM: Final = 1_000
"""Inputs after which a source has filled its caches."""
GROWTH: Final = 40.0
"""Most MB that the process may hold more after a slice than after its first thousand inputs."""


@dataclass(slots=True)
class Progress:
    """How far the inputs of a source are read.

    Attributes:
        following: the number of the next input.
        seconds: on the processor so far.
        slowest: most seconds for one input.
        slowest_number: which that was.
        grown: most MB that the process grew by in a slice, after the first thousand inputs and at the same pace in the second half.
        corpora: inputs in which something could be read.
        failed: numbers of the inputs that failed.
    """

    following: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_number: int = -1
    grown: float = 0.0
    corpora: int = 0
    failed: list[int] = field(default_factory=list)


def slice_of(source: str, numbers: range, progress: Progress, state: Path | None = None) -> list[str]:
    """Read the inputs of some numbers, add them to the progress, and return a sentence for each failure."""
    reading, begun = Reading(source), time.process_time()
    at_first = at_half = memory()
    mark = None if state is None else (state / f"{source}.at").open("w")
    try:
        for done, number in enumerate(numbers):
            if mark is not None:
                mark.seek(0)
                mark.write(f"{number}\n")
                mark.flush()
            reading.take(number)
            if done == WARM:
                reading.settle()
                at_first = memory()
            if done == (len(numbers) + WARM) // 2:
                reading.settle()
                at_half = memory()
        reading.settle()
        # What is taken once, as by a library that is used for the first time, is no growth: what is kept grows in the second half as well.
        at_last = memory()
        grown = min(at_last - at_first, 2 * (at_last - at_half)) if len(numbers) > WARM else 0.0
    finally:
        if mark is not None:
            mark.close()
            (state / f"{source}.at").unlink()  # type: ignore[operator]
    progress.seconds += time.process_time() - begun
    progress.corpora += reading.read
    progress.grown = max(progress.grown, grown)
    if reading.slowest[0] > progress.slowest:
        progress.slowest, progress.slowest_number = reading.slowest
    progress.failed += sorted({one.number for one in reading.failures} - set(progress.failed))
    progress.following = numbers.stop
    said = [f"{source}:{one.number} {one.said}\n{_kept(source, one.number, state)}" for one in reading.failures]
    return said + ([f"{source}: {grown:.0f} MB more after {numbers} than after its first {WARM:,}, and growing"] if grown > GROWTH else [])


def memory() -> float:
    """Return the memory that the process holds, in MB; the most so far where the system does not tell."""
    gc.collect()
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _kept(source: str, number: int, state: Path | None) -> str:
    """Leave an input in the folder, and return the commands that read it again."""
    again = f"  python benchmarks/fuzz.py --replay {source}:{number}"
    if state is None:
        return again
    given = broken(source, number)
    path = state / f"{source}-{number}-{Path(given.name).name}"
    path.write_bytes(given.data)
    return f"{again}\n  polarize parse {f'--from {given.forced} ' if given.forced else ''}{path}"


def _load(state: Path | None, source: str) -> tuple[Progress, list[str]]:
    """Return how far a source is, and a sentence when the process died while it read an input, which is then passed over."""
    if state is None:
        return Progress(), []
    path, mark = state / f"{source}.json", state / f"{source}.at"
    progress = Progress(**json.loads(path.read_text())) if path.exists() else Progress()
    if not mark.exists():
        return progress, []
    number = int(mark.read_text() or -1)
    mark.unlink()
    if number < progress.following:
        return progress, []
    progress.failed.append(number)
    progress.following = number + 1
    _save(state, source, progress)
    return progress, [f"{source}:{number} the process died, or was killed, while this was read\n{_kept(source, number, state)}"]


def _save(state: Path | None, source: str, progress: Progress) -> None:
    if state is not None:
        fresh = state / f"{source}.new"
        fresh.write_text(json.dumps(asdict(progress)))
        fresh.replace(state / f"{source}.json")


def run(chosen: list[str], count: int, state: Path | None, seconds: float) -> int:
    """Read the inputs of some sources, a slice of each in turn, and print what fails and how far each is; return how many failed."""
    if state is not None:
        state.mkdir(parents=True, exist_ok=True)
    end, at_first = time.monotonic() + seconds, memory()
    known: dict[str, Progress] = {}
    failed: list[str] = []
    for source in chosen:
        known[source], died = _load(state, source)
        failed += died
    print("\n".join(failed) or "begins or goes on", flush=True)
    with checked_together():
        while time.monotonic() < end:
            source = min(chosen, key=lambda one: known[one].following)
            begin = known[source].following
            if begin >= count:
                break
            said = slice_of(source, range(begin, min(begin + SLICE, count)), known[source], state)
            _save(state, source, known[source])
            failed += said
            print(*said, _line(source, known[source]), sep="\n", flush=True)
    print(*(_line(source, known[source]) for source in chosen), sep="\n")
    total, spent = sum(one.following for one in known.values()), sum(one.seconds for one in known.values())
    print(
        f"{total:,} inputs in {spent:,.0f} processor seconds; {memory():.0f} MB, {at_first:.0f} at first; {len(failed)} failed in this run"
    )
    return len(failed)


def _line(source: str, one: Progress) -> str:
    each = one.seconds / max(1, one.following) * 1_000
    return (
        f"{source:20} {one.following:9,} inputs, {one.corpora:9,} read, {len(one.failed)} failed, {each:5.2f} ms each, "
        f"slowest {one.slowest:.2f} s (:{one.slowest_number}), grew {one.grown:.0f} MB"
    )


def replay(name: str) -> int:
    """Read one input, leave it in the folder, and print how that went."""
    source, _, number = name.partition(":")
    given = broken(source, int(number))
    path = Path(f"{source}-{number}-{Path(given.name).name}")
    path.write_bytes(given.data)
    reading = Reading(source)
    print(f"{path}, {len(given.data):,} bytes, --from {given.forced}: {timed(given, at_once=True)[0]:.3f} s")
    reading.take(int(number))
    reading.settle()
    print("\n".join(one.said for one in reading.failures) or "nothing wrong")
    return len(reading.failures)


def main() -> int:
    """Run what the command line asks for; return 1 when something failed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("count", nargs="?", type=int, default=10_000, help="inputs for each source")
    asked.add_argument("--source", choices=sources(), action="append", help="only this one, and others that are named so")
    asked.add_argument("--state", type=Path, help="folder that says how far earlier runs are")
    asked.add_argument("--seconds", type=float, default=float("inf"), help="begin no slice after so long")
    asked.add_argument("--replay", metavar="SOURCE:NUMBER", help="read one input, and leave it in the current folder")
    given = asked.parse_args()
    if given.replay:
        return replay(given.replay) > 0
    return run(given.source or list(sources()), given.count, given.state, given.seconds) > 0


if __name__ == "__main__":
    sys.exit(main())
