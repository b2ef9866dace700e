"""The process in which files are read on trial: what is broken in them may end it, and only it.

Run by its path, with nothing of polarize in it. A request is a line of JSON on standard input, and the bytes that it announces:

    {"kind": "parquet", "path": "comments.parquet", "bytes": 0, "rows": [0, 1000]}
    {"kind": "book", "path": null, "bytes": 6208, "rows": null}

`rows` of null asks for all; [0, 0] for their number alone. The answer is a line of JSON: {"rows": number} or {"error": what is wrong}.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

_ROOM = 4 << 30
_TIMES = 20
"""A file may need so much memory and so many times its size."""
_SECONDS = 60
_BYTES_A_SECOND = 1 << 20
"""So much time, and what it takes at such a pace."""


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    for line in iter(requests.readline, b""):
        request = json.loads(line)
        data = requests.read(request["bytes"])
        try:
            _limit(len(data) or Path(request["path"]).stat().st_size)
            outcome: dict[str, Any] = {"rows": _READERS[request["kind"]](request, data)}
        except BaseException as error:  # native code raises errors of its own, and panics
            outcome = {"error": str(error).strip().split("\n", 1)[0][:120] or type(error).__name__}
        answers.write(json.dumps(outcome).encode() + b"\n")
        answers.flush()


def _parquet(request: dict[str, Any], data: bytes) -> int:
    import polars as pl

    frame = pl.scan_parquet(request["path"] or io.BytesIO(data), glob=False)
    if request["rows"] is None:
        return frame.collect().height
    start, count = request["rows"]
    return frame.slice(start, count).collect().height if count else int(frame.select(pl.len()).collect().item())


def _book(request: dict[str, Any], data: bytes) -> int:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(book.get_sheet_by_name(name).to_python(skip_empty_area=True)) for name in book.sheet_names)


_READERS = {"parquet": _parquet, "book": _book}


def _limit(size: int) -> None:
    """Bound the memory and the time of what comes next, where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + _SECONDS + size // _BYTES_A_SECOND
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + _ROOM + _TIMES * size, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
