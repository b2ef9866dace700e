"""Broken inputs are read as `polarize parse` reads a file: there must come a reader's own error of it, or tables that keep to the rules."""

from __future__ import annotations

import contextlib
import random
import signal
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

from fuzzing.inputs import Broken, broken
from fuzzing.together import Gate, Taken, comments_in, taken, wrong
from polarize.errors import InputError
from polarize.sources import Input, ReadOptions, choose

SECONDS: Final = 1.0
"""Most time on the processor for one input."""
_STUCK: Final = 20.0
"""Seconds on the processor after which an input is given up."""
_AT_ONCE: Final = 0.02
"""Share of the inputs whose readers make and check their tables themselves. Those of the others are made together."""
_BATCH: Final = 500


class Stuck(BaseException):
    """An input takes far too long. No Exception, so that no reader catches it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong with how an input was read."""

    source: str
    number: int
    said: str


@dataclass(slots=True)
class Reading:
    """Inputs of a source that are read one after the other.

    Attributes:
        source: its name.
        slowest: the longest time that an input took on the processor, in seconds, and the input's number.
        failures: what was wrong.
        read: number of inputs of which a corpus was made.
        comments: number of comments in them.
    """

    source: str
    slowest: tuple[float, int] = (0.0, -1)
    failures: list[Failure] = field(default_factory=list)
    read: int = 0
    comments: int = 0
    _waiting: list[tuple[int, Taken]] = field(default_factory=list)

    def take(self, number: int) -> None:
        """Read the input of a number."""
        given = broken(self.source, number)
        took, outcome = timed(given, at_once=random.Random(number).random() < _AT_ONCE)
        if took > SECONDS:  # Once more: a module may have been imported, or a table built.
            took, outcome = timed(given, at_once=True)
        if took > self.slowest[0]:
            self.slowest = took, number
        if took > SECONDS:
            self._fail(number, f"{took:.1f} s on the processor")
        if isinstance(outcome, str):
            self._fail(number, outcome)
        elif outcome is not None:
            self.read += 1
            self.comments += comments_in(outcome)
            self._waiting.append((number, outcome))
        if len(self._waiting) >= _BATCH:
            self.settle()

    def settle(self) -> None:
        """Check the tables that wait to be checked: together, and when that fails one by one."""
        waiting, self._waiting = self._waiting, []
        said = _wrong(waiting) if waiting else None
        if said is None:
            return
        known = len(self.failures)
        for number, _ in waiting:
            outcome = timed(broken(self.source, number), at_once=True)[1]
            alone = outcome if isinstance(outcome, str) else None if outcome is None else _wrong([(number, outcome)])
            if alone is not None:
                self._fail(number, alone)
        if len(self.failures) == known:
            self._fail(waiting[0][0], f"only together with the {len(waiting) - 1} inputs after it: {said}")

    def _fail(self, number: int, said: str) -> None:
        self.failures.append(Failure(self.source, number, said))


def _wrong(waiting: list[tuple[int, Taken]]) -> str | None:
    try:
        return wrong(waiting)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return traceback.format_exc(limit=-6)


def timed(given: Broken, *, at_once: bool) -> tuple[float, Taken | str | None]:
    """Read an input; return the seconds on the processor, and what was read, what went wrong, or None when it was refused."""
    one = Input(given.name, None, content=given.data, max_bytes=10_000_000)
    options = ReadOptions(captured_at=given.captured_at, max_bytes=10_000_000)
    Gate.at_once = at_once
    outcome: Taken | str | None = None
    begun = time.process_time()
    try:
        with _watched():
            outcome = taken(choose(one, given.forced)[0].read(one, options))
    except InputError as error:
        outcome = None if str(error).startswith(f"{given.name}: ") else f"the message does not name the input: {error}"
    except KeyboardInterrupt:
        raise
    except BaseException:
        # A panic in the native code of polars is no Exception.
        outcome = f"--from {given.forced}: {traceback.format_exc(limit=-6)}"
    finally:
        Gate.at_once = True
    return time.process_time() - begun, outcome


@contextlib.contextmanager
def _watched() -> Iterator[None]:
    """Raise Stuck when what is done takes far too long."""

    def give_up(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise Stuck

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, _STUCK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
