"""Score ten million comments from Parquet to Parquet, streaming, and print the peak of anonymous memory (Linux).

python benchmarks/sentiment_memory.py TEXTS

TEXTS: a file with one text a line, may be .gz; repeated until there are ten million.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
import threading
import time
from pathlib import Path

import polars as pl

from polarize.sentiment import polarity

ROWS, PARTS = 10_000_000, 10


def watch(peak: list[int]) -> None:
    """Keep the largest RssAnon of this process, in KiB."""
    while True:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("RssAnon"):
                peak[0] = max(peak[0], int(line.split()[1]))
        time.sleep(0.05)


def make(texts: list[str], folder: Path) -> None:
    """Write the parts."""
    for part in range(PARTS):
        size = ROWS // PARTS
        rows = (texts * (size // len(texts) + 1))[:size]
        pl.DataFrame({"text": rows}).write_parquet(folder / f"part{part}.parquet")


def main() -> None:
    """Make the parts in a process of their own, then score them in this one."""
    data = Path(sys.argv[1]).read_bytes()
    texts = (gzip.decompress(data) if sys.argv[1].endswith(".gz") else data).decode().splitlines()
    with tempfile.TemporaryDirectory() as name:
        make(texts, Path(name))
        peak, begin, used = [0], time.perf_counter(), time.process_time()
        threading.Thread(target=watch, args=(peak,), daemon=True).start()
        scored = pl.scan_parquet(Path(name, "part*.parquet")).with_columns(polarity(pl.col("text")).alias("tone")).unnest("tone")
        scored.sink_parquet(Path(name, "scored.parquet"))
        wall, used = time.perf_counter() - begin, time.process_time() - used
        print(f"{ROWS:,} comments: {wall:.0f} s wall, {used:.0f} s processor, peak {peak[0] / 1024:.0f} MiB of anonymous memory")


if __name__ == "__main__":
    main()
