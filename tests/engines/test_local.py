"""Tasks run side by side: in order, here or in workers, and with their exceptions."""

from __future__ import annotations

import math
import os

import pytest

from polarize.engines import run_all
from polarize.engines.local import cores

TASKS = list(range(40))
ROOTS = [math.sqrt(task) for task in TASKS]


def test_in_this_process_it_keeps_the_order_and_runs_as_it_is_asked() -> None:
    seen: list[int] = []

    def note(task: int) -> int:
        seen.append(task)
        return -task

    results = run_all(note, TASKS, workers=1)
    assert [next(results), next(results)] == [0, -1]
    assert seen == [0, 1]
    assert list(results) == [-task for task in TASKS[2:]]


def test_few_tasks_need_no_worker() -> None:
    assert set(run_all(_own_process, TASKS[:15], workers=2, worth_it=16)) == {os.getpid()}


def _own_process(_: int) -> int:
    return os.getpid()


def test_workers_keep_the_order() -> None:
    assert list(run_all(math.sqrt, TASKS, workers=2, worth_it=1)) == ROOTS


def test_an_exception_in_a_worker_comes_through() -> None:
    tasks = [*TASKS[:5], -1, *TASKS[5:]]
    results = run_all(math.sqrt, tasks, workers=2, worth_it=1)
    with pytest.raises(ValueError, match=r"math domain error|nonnegative"):
        list(results)


def test_an_exception_in_this_process_comes_through_after_what_came_before() -> None:
    results = run_all(math.sqrt, [4, -1], workers=1)
    assert next(results) == 2
    with pytest.raises(ValueError, match=r"math domain error|nonnegative"):
        next(results)


@pytest.mark.parametrize("workers", [None, 0, 1, 8])
def test_nothing_to_do(workers: int | None) -> None:
    assert list(run_all(math.sqrt, [], workers=workers)) == []


def test_one_task_for_many_workers() -> None:
    assert list(run_all(math.sqrt, [9], workers=8, worth_it=1)) == [3]


def test_cores() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
