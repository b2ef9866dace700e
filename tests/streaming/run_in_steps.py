"""Scores a file in many steps, and dies where it is told to; a program for the tests and for benchmarks/kills.py.

python run_in_steps.py INPUT OUT [--die-at STEP] [--largest BYTES] [--workers N]
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
from pathlib import Path

import polars as pl

from polarize import pipeline, writers
from polarize.errors import PolarizeError
from polarize.files import sweep
from polarize.streaming import Limits

LIMITS = Limits(large=0, files=0, piece=240_000, together=3, part=480_000, window=1_200)


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("input", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--die-at", type=int)
    parser.add_argument("--largest", type=int)
    parser.add_argument("--workers", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (chosen.largest, chosen.largest))
    steps = 0

    def step(_what: str, _done: int, _total: int) -> None:
        nonlocal steps
        steps += 1
        if steps == chosen.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def put(table: pl.DataFrame | pl.LazyFrame) -> None:
        sweep(chosen.out.parent)
        writers.write(table, chosen.out)
        step("written", 0, 0)

    try:
        work = chosen.out.parent / "work"
        files = pipeline.Files(chosen.input, put, work, limits=LIMITS, workers=chosen.workers, resume=True, step=step)
        pipeline.score_files(files, debate="nuclear-power")
    except PolarizeError as error:
        sys.stderr.write(f"{error} {' '.join(getattr(error, '__notes__', []))}\n")
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
