"""This machine: tasks run side by side in worker processes, results in the order of the tasks."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from types import FrameType
from typing import Final, TypeVar

from polarize.errors import WorkerLost
from polarize.interrupts import insist

Task = TypeVar("Task")
Result = TypeVar("Result")

_WAITING: Final = 2
"""Tasks for each worker that are taken from the iterator before their time: enough that no worker waits, few enough to hold."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class Local:
    """The cores of this machine. The worker processes of one run serve the next, until `close`.

    Attributes:
        workers: number of processes; None for one a core.
    """

    workers: int | None = None
    _pool: ProcessPoolExecutor | None = field(default=None, init=False, repr=False)

    def run(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """Yield `function(task)` for each task, in order; see `run_all`."""
        workers, waiting = self.workers or cores(), iter(tasks)
        first = list(itertools.islice(waiting, 1 if self._pool else 2))
        if workers <= 1 or (len(first) < 2 and not self._pool):
            yield from map(function, itertools.chain(first, waiting))
            return
        self._pool = self._pool or _start(workers)
        try:
            yield from _in_pool(self._pool, function, itertools.chain(first, waiting), workers)
        except BaseException:
            self._pool = None
            raise

    def close(self) -> None:
        """End the worker processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def run_all(
    function: Callable[[Task], Result], tasks: Iterable[Task], workers: int | None = None, worth_it: int = 8
) -> Generator[Result, None, None]:
    """Yield `function(task)` for each task, in order. Tasks are taken as they are needed, so that their number does not matter.

    Args:
        function: importable by name, without side effects on this process.
        tasks: picklable; an iterator is never more than a few tasks ahead of the results.
        workers: number of processes; None for one a core.
        worth_it: with fewer tasks than this everything runs in this process, for a worker takes about a second to start.

    Raises:
        WorkerLost: a worker process was killed (by the system for want of memory, for example).
    """
    workers = workers or cores()
    waiting = iter(tasks)
    first = list(itertools.islice(waiting, worth_it))
    if workers <= 1 or len(first) < worth_it:
        yield from map(function, itertools.chain(first, waiting))
        return
    pool = _start(workers)
    yield from _in_pool(pool, function, itertools.chain(first, waiting), workers)
    pool.shutdown(wait=True)


def _start(workers: int) -> ProcessPoolExecutor:
    # Fresh processes and not forks: polars and the tokenizer have threads, and a forked copy of their locks can hang.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _in_pool(pool: ProcessPoolExecutor, function: Callable[[Task], Result], tasks: Iterator[Task], workers: int) -> Iterator[Result]:
    """Yield the results in order; where that is broken off, by an error or by whoever takes them, end the pool."""
    running: deque[Future[Result]] = deque()
    try:
        for task in tasks:
            with _deaf():
                running.append(pool.submit(function, task))
            if len(running) >= workers * (1 + _WAITING):
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    except BaseException as error:
        _stop(pool)
        pool.shutdown(wait=True, cancel_futures=True)
        if isinstance(error, BrokenExecutor):
            raise WorkerLost("a worker process was killed. Is there enough memory? Try again with fewer --workers.") from error
        raise


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the workers in the middle of their tasks: nobody wants the results any more."""
    # The standard library has a public way (terminate_workers) from Python 3.14 on.
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Let processes that start meanwhile never see Ctrl-C: this one hears it and ends them in order."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Prepare a worker: told to end, it takes its half-written files with it; and it ends when the process that started it is gone."""
    signal.signal(signal.SIGTERM, _end)
    insist(SystemExit, signal.SIGTERM)
    threading.Thread(target=_follow, daemon=True).start()


def _end(_number: int, _frame: FrameType | None) -> None:
    """End a worker without another word: a library that is broken off makes other errors of this exit, or panics, and prints that."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.exit(1)


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
