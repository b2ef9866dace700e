"""This machine: tasks run side by side in worker processes, results in the order of the tasks."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_all(function: Callable[[Task], Result], tasks: Sequence[Task], workers: int | None = None, worth_it: int = 8) -> Iterator[Result]:
    """Yield `function(task)` for each task, in order.

    Args:
        function: importable by name, without side effects on this process.
        tasks: picklable.
        workers: number of processes; None for one a core.
        worth_it: with fewer tasks than this everything runs in this process, for a worker takes about a second to start.
    """
    workers = min(workers or cores(), len(tasks))
    if workers <= 1 or len(tasks) < worth_it:
        yield from map(function, tasks)
        return
    # Fresh processes and not forks: polars and the tokenizer have threads, and a forked copy of their locks can hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        try:
            yield from pool.map(function, tasks, chunksize=1)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
