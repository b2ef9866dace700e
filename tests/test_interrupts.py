"""Signals whose exception comes up where Python drops it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

DROPPED = """
import signal, time
{begin}
class Library:
    def __del__(self):
        signal.raise_signal(signal.{name})
try:
    Library()
    time.sleep({seconds})
    print("went on")
except BaseException as error:
    print(type(error).__name__)
"""
PROGRAM = "from polarize.interrupts import insist; insist(KeyboardInterrupt, signal.SIGINT)"
WORKER = "from polarize.engines.local import _begin; _begin()"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such signals there")


@pytest.mark.parametrize(
    ("begin", "name", "heard"), [(PROGRAM, "SIGINT", "KeyboardInterrupt"), (WORKER, "SIGTERM", "SystemExit")], ids=["program", "worker"]
)
def test_a_signal_that_a_destructor_swallows_is_heard_all_the_same_and_nothing_is_printed(begin: str, name: str, heard: str) -> None:
    code = DROPPED.format(begin=begin, name=name, seconds=20)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == (f"{heard}\n", "")


def test_what_a_library_makes_of_the_end_of_a_worker_is_not_printed() -> None:
    code = f"""
import signal
{WORKER}
try:
    signal.raise_signal(signal.SIGTERM)
except SystemExit:
    raise RuntimeError("broken off")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_other_errors_in_destructors_are_told_as_ever() -> None:
    code = DROPPED.format(begin=PROGRAM + "\nsignal.raise_signal = lambda number: 1 / 0", name="SIGINT", seconds=0)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "went on\n"
    assert "ZeroDivisionError" in done.stderr
