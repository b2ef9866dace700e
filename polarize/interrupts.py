"""What tells this process to end is heard wherever it comes up."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Final

_LATER: Final = 0.05
"""Seconds after which a signal is sent again: by then another line runs."""


def insist(raised: type[BaseException], number: int) -> None:
    """Send a signal again where what its handler raises comes up in code that cannot pass it on.

    That is in destructors and in calls back from compiled libraries: Python prints a traceback there and goes on as if nothing had
    been said (`sys.unraisablehook`).

    Args:
        raised: what the handler raises.
        number: of the signal.
    """

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if issubclass(unraisable.exc_type, raised):
            again = threading.Timer(_LATER, _send, (number,))
            again.daemon = True
            again.start()
        else:
            sys.__unraisablehook__(unraisable)

    sys.unraisablehook = hook


def _send(number: int) -> None:
    if os.name == "posix":
        os.kill(os.getpid(), number)
    else:
        signal.raise_signal(number)
