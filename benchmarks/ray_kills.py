"""Score a folder of files on a Ray cluster of two nodes on this machine while its workers and nodes are killed (Linux).

    unshare --net --map-root-user python benchmarks/ray_kills.py [COMMENTS] [WORKER_KILLS] [NODE_KILLS]

Every comment has to come out once, and the table has to be that of the local engine, byte for byte. Exits with 1 if it is not. The run is
repeated until everything that was to be killed was killed.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

# Ray reads these when it is imported: loopback alone, no reports of usage.
os.environ |= {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0", "RAY_USAGE_STATS_ENABLED": "0"}

import polars as pl
from ray.cluster_utils import Cluster

from polarize import pipeline, writers
from polarize.engines.ray import Ray
from polarize.streaming import Limits

LIMITS = Limits(large=0, files=0, together=1, part=8 << 20)
WORDS = ["The", "rain", "is", "good", "and", "dry.", "Never", "the", "river", "again!", "What", "time", "it", "bloody", "costs"]


def make(folder: Path, comments: int, files: int = 40) -> None:
    """Write files of comments, Parquet and JSON lines in turn."""
    folder.mkdir()
    rng = random.Random(1)
    for number in range(files):
        ids = range(number, comments, files)
        frame = pl.DataFrame(
            {
                "article_id": [f"a{rng.randrange(max(1, comments // 1_000))}" for _ in ids],
                "comment_id": [f"c{one}" for one in ids],
                "author": [f"reader{rng.randrange(comments)}" for _ in ids],
                # Two small words tell the language without the slower classifier: this is about kills.
                "text": [f"What the {rng.choice(WORDS)} {rng.choice(WORDS)} costs" for _ in ids],
            }
        )
        name = folder / f"part{number:03}"
        frame.write_parquet(name.with_suffix(".parquet")) if number % 2 else frame.write_ndjson(name.with_suffix(".ndjson"))


def at_work() -> list[int]:
    """Return the processes at a task of the cluster of this network namespace; a node lives and dies with its agents, which are at none."""
    here, found = os.readlink("/proc/self/ns/net"), []  # noqa: PTH115
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes()
            if words.startswith(b"ray::") and b"map" in words.lower() and os.readlink(folder / "ns/net") == here:  # noqa: PTH115
                found.append(int(folder.name))
    return found


class Kept:
    """An engine that stays connected when a run ends, for the next one."""

    def __init__(self, engine: Ray) -> None:
        self.run = engine.run

    def close(self) -> None:
        """Do nothing."""


class Killer:
    """Kills workers and nodes in turn, and starts a node for each that is gone."""

    def __init__(self, cluster: Any, workers: int, nodes: int) -> None:
        self.cluster, self.left = cluster, {"worker": workers, "node": nodes}

    def work(self, run: threading.Thread) -> None:
        """Kill one thing every few seconds while there is something left to kill and the run goes on."""
        rng = random.Random(time.time_ns())
        while any(self.left.values()) and run.is_alive():
            run.join(rng.uniform(2, 6))
            kind = rng.choice([kind for kind, left in self.left.items() if left])
            if kind == "worker":
                found = at_work()
                if not found:
                    continue
                try:
                    os.kill(rng.choice(found), signal.SIGKILL)
                except ProcessLookupError:
                    continue
            else:
                # The driver's own node is the head's: it lives as long as the run.
                node = rng.choice([one for one in self.cluster.list_all_nodes() if not one.head])
                self.cluster.remove_node(node, allow_graceful=False)
                self.cluster.add_node(num_cpus=1)
            self.left[kind] -= 1
            sys.stderr.write(f"{kind} killed\n")


def main() -> None:
    """Run both engines and compare."""
    comments, workers, nodes = (int(one) for one in (*sys.argv[1:], *("2000000", "20", "10")[len(sys.argv) - 1 :]))
    with contextlib.suppress(OSError):
        subprocess.run(["ip", "link", "set", "lo", "up"], check=False)
    with tempfile.TemporaryDirectory() as name:
        folder, here, there = Path(name, "in"), Path(name, "here.parquet"), Path(name, "there.parquet")
        make(folder, comments)

        def score(out: Path, work: Path, engine: Kept | None = None) -> None:
            pipeline.score_files(pipeline.Files(folder, partial(writers.write, path=out), work, limits=LIMITS, engine=engine))

        score(here, Path(name, "work1"))
        cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        cluster.add_node(num_cpus=1)
        killer, engine = Killer(cluster, workers, nodes), Ray(cluster.address)
        list(engine.run(abs, [1]))
        runs = 0
        while runs == 0 or any(killer.left.values()):
            # Ray starts nodes, and connects, in the main thread alone.
            run = threading.Thread(target=score, args=(there, Path(name, "work2"), Kept(engine)))
            run.start()
            killer.work(run)
            run.join()
            runs += 1
            ids = pl.read_parquet(there, columns=["comment_id"])["comment_id"]
            if ids.len() != comments or ids.n_unique() != comments or here.read_bytes() != there.read_bytes():
                sys.exit(f"run {runs}: {ids.len():,} comments, {ids.n_unique():,} different ones; the tables differ")
            there.unlink()
            sys.stderr.write(f"run {runs} ends; left to kill: {killer.left}\n")
        engine.close()
        cluster.shutdown()
        done = f"{workers} workers and {nodes} nodes killed in {runs} runs"
        print(f"{comments:,} comments, {done}: every comment once each time, the bytes of the local engine")


if __name__ == "__main__":
    main()
