"""Kill runs at random moments and fill their disk; after going on, every output has to be that of a run that was left alone (Linux).

    python benchmarks/kills.py [KILLS] [FULL_DISKS]

Each run is the program itself, `polarize score` or `polarize report` with `--resume`, in thirty or more steps; it is a copy (a fork) of a
process that has everything imported, so that the kills, equally likely at every moment, meet the work and not the start. Runs that go on
are killed too. KILLS counts those that died. One run in ten has workers, which must not outlive it.

Full disks (default 0) need the right to mount a tmpfs (`unshare --mount`). Exits with 1 at the first output that differs.
"""

from __future__ import annotations

import contextlib
import csv
import importlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

# A process with threads is no safe thing to copy.
os.environ |= {"OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}

from polarize import cli, sources, stance, streaming, writers
from polarize.sentiment._langid import classify
from polarize.sentiment.lexicon import vocabulary

WORDS = "nuclear power is clean and safe shut the reactor down nobody knows what it costs rain good bad".split()  # noqa: SIM905
ROWS, SHARE = 400, 3_500
"""Comments, and bytes that are read or measured at a time."""
AGAIN = 0.55
"""Chance that a run which goes on is killed as well."""
WEIGHTS = (5, 5, 1)
"""Of CSV, Parquet and reports, which take longer."""
PATIENCE = 20
"""Seconds within which workers must end."""


@dataclass
class Kind:
    """A sort of run.

    Attributes:
        name: of what it writes.
        arguments: of the program, before the input.
        wanted: the files that a run which is left alone writes, by name.
        whole: seconds that it takes.
        deaths: runs of this kind that were killed before their end.
    """

    name: str
    arguments: tuple[str, ...]
    wanted: dict[str, bytes] = field(default_factory=dict)
    whole: float = 0.0
    deaths: int = 0


def make(path: Path) -> None:
    """Write the table."""
    rng = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["article_id", "article_title", "comment_id", "author", "text"])
        for at in range(ROWS):
            article = rng.randint(0, 15)
            title = f"Nuclear power {article}" if article % 8 == 0 else f"Weather of the week {article}"
            writer.writerow([article, title, at, f"reader{rng.randint(0, 99)}", " ".join(rng.choices(WORDS, k=18))])


def warm() -> None:
    """Import and load what a run needs, without starting a thread of polars."""
    for name in ("pipeline", "pages.build", "cli.score", "cli.report"):
        importlib.import_module(f"polarize.{name}")
    sources.sources()
    writers.writers()
    stance.match("Nuclear power", None)
    vocabulary(None)
    classify(["Was kostet das alles?"])
    small = partial(streaming.Limits, large=0, files=0, piece=SHARE, together=3, part=SHARE, window=ROWS // 10)
    streaming.Limits = small  # type: ignore[misc, assignment]


def start(kind: Kind, table: Path, out: Path, said: Path, workers: int) -> int:
    """Start a run of the program as a copy of this process, and return its number."""
    process = os.fork()
    if process:
        return process
    sys.argv = ["polarize", *kind.arguments, str(table), "-o", str(out), "--resume", "--quiet", "--workers", str(workers)]
    with said.open("ab") as stream:
        os.dup2(stream.fileno(), 2)
    code = 70
    try:
        cli.main()
    except SystemExit as error:
        code = int(error.code or 0)
    finally:
        os._exit(code)


def end(process: int) -> int:
    """Wait for a run, and return its exit code; negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def below(process: int) -> list[int]:
    """Return the processes that a run has started."""
    with contextlib.suppress(OSError):
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def kill(process: int) -> int:
    """Kill a run in the middle of whatever it does, see its workers end, and return its exit code."""
    workers = below(process)
    os.kill(process, signal.SIGKILL)
    code, limit = end(process), time.monotonic() + PATIENCE
    while any(Path(f"/proc/{one}").exists() for one in workers):
        if time.monotonic() > limit:
            sys.exit(f"workers of a killed run live on: {workers}")
        time.sleep(0.02)
    return code


def files(out: Path) -> dict[str, bytes]:
    """Return what a run has left beside its output, and the output."""
    return {str(path.relative_to(out.parent)): path.read_bytes() for path in sorted(out.parent.rglob("*")) if path.is_file()}


def compare(kind: Kind, out: Path, code: int, said: Path, what: str) -> None:
    """Exit where a finished run differs from one that was left alone; make room for the next."""
    found = files(out)
    if code or found != kind.wanted:
        names = sorted(name for name in {*found, *kind.wanted} if found.get(name) != kind.wanted.get(name))
        sys.exit(f"{what}: exit code {code}; these differ, are missing or were left behind: {names[:9]}\n{said.read_text()[-2000:]}")
    shutil.rmtree(out.parent)


def alone(kind: Kind, table: Path, folder: Path, said: Path) -> None:
    """Let a run be, twice."""
    for _ in range(2):
        out = folder / "alone" / kind.name
        out.parent.mkdir()
        begin = time.perf_counter()
        if end(start(kind, table, out, said, 1)):
            sys.exit(said.read_text())
        kind.whole, kind.wanted = time.perf_counter() - begin, files(out)
        shutil.rmtree(out.parent)


def disturb(table: Path, folder: Path, said: Path, rng: random.Random, kind: Kind, left: int) -> None:
    """Kill a run, perhaps the ones that go on from there too, and compare when one comes to its end."""
    out, workers = folder / "run" / kind.name, 2 if rng.random() < 0.1 else 1
    out.parent.mkdir()
    while left > 0:
        begin, process = time.perf_counter(), start(kind, table, out, said, workers)
        # With workers most of the time goes into their start.
        time.sleep(rng.uniform(0, kind.whole if workers == 1 else 8 * kind.whole))
        code = kill(process)
        if code == 0:
            kind.whole = (3 * kind.whole + time.perf_counter() - begin) / 4
            compare(kind, out, code, said, "a run that was over before it was killed")
            return
        kind.deaths, left = kind.deaths + 1, left - 1
        if rng.random() >= AGAIN:
            break
    begin = time.perf_counter()
    code = end(start(kind, table, out, said, 1))
    kind.whole = max(kind.whole, time.perf_counter() - begin) * 0.9 + kind.whole * 0.1
    compare(kind, out, code, said, f"kill {kind.deaths}")


def fill(kind: Kind, table: Path, folder: Path, said: Path, rng: random.Random) -> bool:
    """Run on a disk that is too small, make room, go on; return False where it was large enough."""
    disk = folder / "disk"
    disk.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={rng.randint(12, 1_100)}k", "tmpfs", str(disk)], check=True)
    try:
        out = disk / "run" / kind.name
        out.parent.mkdir()
        said.write_text("")
        code, words = end(start(kind, table, out, said, 1)), said.read_text()
        parts = list(disk.rglob("*.part"))
        if code and ("No space left on device" not in words or "Traceback" in words or "--resume" not in words or parts or code != 1):
            sys.exit(f"a full disk: not told, or something is left ({parts}): {words}")
        if code:
            subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
            compare(kind, out, end(start(kind, table, out, said, 1)), said, "a full disk")
        return bool(code)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def main() -> None:
    """Kill, fill, compare, count."""
    kills, disks = (int(one) for one in (*sys.argv[1:], *("20", "0")[len(sys.argv) - 1 :]))
    rng = random.Random(time.time_ns())
    score = ("score", "--stance", "statements")
    report = ("report", "--stance", "statements", "--figures", "none", "--measures", "split_index,tone,between_articles")
    kinds = [Kind("out.csv", score), Kind("out.parquet", score), Kind("report", report)]
    warm()
    with tempfile.TemporaryDirectory() as name:
        folder, said = Path(name), Path(name, "said.txt")
        table = folder / "table.csv"
        make(table)
        for kind in kinds:
            alone(kind, table, folder, said)
        run: Callable[[Kind, int], object] = partial(disturb, table, folder, said, rng)
        while (deaths := sum(kind.deaths for kind in kinds)) < kills:
            run(rng.choices(kinds, WEIGHTS)[0], kills - deaths)
        print(f"{deaths} runs killed ({', '.join(f'{kind.deaths} of {kind.name}' for kind in kinds)}): every output the same to the byte")
        full = 0
        while full < disks:
            full += fill(rng.choices(kinds, WEIGHTS)[0], table, folder, said, rng)
        if disks:
            print(f"{full} full disks: every output the same to the byte")


if __name__ == "__main__":
    main()
