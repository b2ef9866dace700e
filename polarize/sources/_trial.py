"""What native code reads is read on trial in a process of its own first: broken, it can make that ask for more memory than there is.

Such a request ends the process that makes it; no exception tells of it. The process of the trial is started once, and again when it ended.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final

from polarize.errors import Malformed, NotReadable
from polarize.sources._input import Input

_PROCESS: Final = Path(__file__).with_name("_trial_process.py")
_LOCK: Final = threading.Lock()
_running: list[subprocess.Popen[bytes]] = []


def rows_on_trial(source: Input, kind: str, rows: tuple[int, int] | None = None) -> int:
    """Read an input where it can do no harm.

    Args:
        source: the input.
        kind: "parquet" or "book".
        rows: the first row and the number of rows that are read, of a file that is not packed; (0, 0) looks at how many there are. None for
            all there is.

    Returns:
        The number of rows that were read, of (0, 0) that of all.

    Raises:
        Malformed: it is broken, or takes far more memory or time than a file of its size does.
        NotReadable: there is no second process.
    """
    data = source.data if rows is None else b""
    path = None if rows is None or source.path is None else str(source.path.absolute())
    request = json.dumps({"kind": kind, "path": path, "bytes": len(data), "rows": rows}).encode() + b"\n"
    try:
        with _LOCK:
            answer = _answer(request, data)
    except OSError as error:
        raise NotReadable(source.name, f"cannot be tried in a process of its own ({error.strerror})", "Let polarize start one") from error
    if "error" in answer:
        what = "Parquet file" if kind == "parquet" else "workbook"
        raise Malformed(source.name, f"is no whole {what} ({answer['error']})", "Export it again")
    return int(answer["rows"])


def _answer(*request: bytes) -> dict[str, Any]:
    process, line = _started(), b""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.writelines(request)
            process.stdin.flush()
            line = process.stdout.readline()
    finally:
        # A process that is asked while an answer is still to come would give that.
        if not line.endswith(b"\n"):
            _stop()
    if line.endswith(b"\n"):
        return dict(json.loads(line))
    return {"error": "to read it takes more memory or time than a file of its size can need"}


def _started() -> subprocess.Popen[bytes]:
    if _running and _running[0].poll() is not None:
        _stop()
    if not _running:
        # -P: what lies in the current folder is not imported.
        command = [sys.executable, "-P", str(_PROCESS)]
        pipe = subprocess.PIPE
        _running.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL))  # noqa: S603
        atexit.register(_stop)
    return _running[0]


def _stop() -> None:
    """End the process of the trial."""
    atexit.unregister(_stop)
    while _running:
        process = _running.pop()
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()
