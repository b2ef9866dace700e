"""Score a table of any size as a user would, and compare with the scorers alone: speed, and the memory of all processes together (Linux).

    python benchmarks/scale.py TEXTS COMMENTS [--workers N] [--neutral] [--alone]
    python benchmarks/scale.py TEXTS COMMENTS --dump [--workers N]

TEXTS: a file with one text a line, may be .gz; two make a comment. COMMENTS: how many. --neutral: articles about no debate, so that only
language and tone are told. --alone: time the scorers alone too, over 100,000 of the comments in memory, in N processes at once, before the
run and after it, for a core that works beside others is slower. --dump: parse a Reddit dump (.zst) of as many comments instead. Figures are
processor seconds of all processes, and wall seconds.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import zstandard

from polarize import pipeline
from polarize.stance import catalogue
from polarize.tagging import batches, tag

ALONE = 100_000


def lines(path: Path) -> list[str]:
    """Return the texts."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines()


def rows(texts: list[str], comments: int, neutral: bool) -> Iterator[list[object]]:
    """Yield comments of articles of all sizes, in the order of time: articles are mixed up, as they are in a database."""
    rng = random.Random(7)
    articles = max(500, comments // 500)
    weights = [1 / (1 + rank % 50) for rank in range(articles)]
    totals = list(itertools.accumulate(weights))
    titles = ["Weather of the week"] if neutral else [f"{one.title}: {one.question}" for one in catalogue().values()]
    for number in range(comments):
        owner = rng.choices(range(articles), cum_weights=totals)[0]
        text = f"{rng.choice(texts)} {rng.choice(texts)}"
        stamp = f"2025-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}:00Z"
        title, author = f"{titles[owner % len(titles)]} ({owner})", f"user_{rng.randint(0, comments // 4)}"
        yield [owner, title, number, author, stamp, text, rng.randint(0, 50)]


def make(path: Path, texts: list[str], comments: int, neutral: bool) -> None:
    """Write the table."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["article_id", "article_title", "comment_id", "author", "created_at", "text", "likes"])
        writer.writerows(rows(texts, comments, neutral))


def make_dump(path: Path, texts: list[str], comments: int) -> int:
    """Write the comments as the archives of Reddit have them; return the bytes unpacked.

    They are in the order of time, and a post has its comments in the days after it: those of some thousand posts are mixed up. Posts have
    100 comments in the mean, some of them several times as many. Six in ten comments answer another.
    """
    rng, size, last = random.Random(8), 0, dict[int, str]()
    with path.open("wb") as file, zstandard.ZstdCompressor(level=9).stream_writer(file) as stream:
        for number, (_, _, _, author, _, text, votes) in enumerate(rows(texts, comments, neutral=True)):
            owner = abs(number // 100 - int(rng.expovariate(1 / 500)))
            owner -= owner % rng.choice((1, 1, 2, 5, 50))
            post, one = f"t3_{owner:x}", f"{number:x}"
            line = {
                "author": author,
                "author_flair_css_class": None,
                "author_flair_text": None,
                "body": text,
                "can_gild": True,
                "controversiality": 0,
                "created_utc": 1_700_000_000 + number,
                "distinguished": None,
                "edited": False,
                "gilded": 0,
                "id": one,
                "is_submitter": False,
                "link_id": post,
                "parent_id": last[owner] if owner in last and rng.random() < 0.6 else post,
                "permalink": f"/r/madeup/comments/{owner:x}/_/{one}/",
                "retrieved_on": 1_710_000_000,
                "score": votes,
                "stickied": False,
                "subreddit": "madeup",
                "subreddit_id": "t5_made",
            }
            last[owner] = f"t1_{one}"
            size += stream.write((json.dumps(line) + "\n").encode())
    return size


def tree(root: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield root
    for task in Path(f"/proc/{root}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from tree(int(child))


def anonymous(process: int) -> int:
    """Return the memory of a process that no file backs, in KiB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1])
    return 0


def watch(root: int, peak: list[int]) -> None:
    """Keep the largest sum over a process and all below it."""
    while True:
        try:
            peak[0] = max(peak[0], sum(anonymous(one) for one in tree(root)))
        except OSError:
            if not Path(f"/proc/{root}").exists():
                return
        time.sleep(0.1)


def run(what: str, table: Path, out: Path, workers: int) -> tuple[float, float, float]:
    """Score or parse a table; return wall seconds, processor seconds and the peak of memory in MiB."""
    before, begin, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), [0]
    options = ["--quiet", "--workers", str(workers), "--max-bytes", str(2**40)]
    command = [sys.executable, "-m", "polarize", what, str(table), "-o", str(out), *options]
    program = subprocess.Popen(command)
    threading.Thread(target=watch, args=(program.pid, peak), daemon=True).start()
    if program.wait() != 0:
        sys.exit("polarize failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begin, used, peak[0] / 1024


def alone(table: Path) -> float:
    """Return the processor seconds a comment of the scorers by themselves."""
    corpus = pipeline.read(table)
    tasks = list(batches(corpus.comments, corpus.articles, None, all_languages=False))
    tag(tasks[0])
    begin = time.process_time()
    for task in tasks:
        tag(task)
    return (time.process_time() - begin) / corpus.comments.height


def together(table: Path, processes: int) -> float:
    """Return the processor seconds a comment of the scorers by themselves, in several processes at once."""
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        return sum(pool.map(alone, [table] * processes)) / processes


def tell(comments: int, size: int, wall: float, used: float, peak: float) -> None:
    """Print what a run took."""
    print(f"{comments:,} comments, {size / 2**20:,.0f} MiB: {wall:.0f} s wall, {used:.0f} s processor,")
    print(f"{1e6 * used / comments:.1f} us a comment; peak of all processes {peak:.0f} MiB")


def main() -> None:
    """Make the table or the dump, score or parse it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("texts", type=Path)
    parser.add_argument("comments", type=int)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--neutral", action="store_true")
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--dump", action="store_true")
    chosen = parser.parse_args()
    texts = lines(chosen.texts)
    with tempfile.TemporaryDirectory() as folder:
        if chosen.dump:
            table = Path(folder, "dump.zst")
            size = make_dump(table, texts, chosen.comments)
            wall, used, peak = run("parse", table, Path(folder, "parsed.parquet"), chosen.workers)
            tell(chosen.comments, size, wall, used, peak)
            return
        table = Path(folder, "big.csv")
        make(table, texts, chosen.comments, chosen.neutral)
        small = Path(folder, "small.csv")
        make(small, texts, min(ALONE, chosen.comments), chosen.neutral)
        each = [together(small, chosen.workers)] if chosen.alone else []
        wall, used, peak = run("score", table, Path(folder, "scored.parquet"), chosen.workers)
        tell(chosen.comments, table.stat().st_size, wall, used, peak)
        if chosen.alone:
            each.append(together(small, chosen.workers))
            share = sum(each) / 2 * chosen.comments / used
            print(f"scorers alone {1e6 * each[0]:.1f} us before and {1e6 * each[1]:.1f} after: the run has {share:.0%} of their speed")


if __name__ == "__main__":
    main()
