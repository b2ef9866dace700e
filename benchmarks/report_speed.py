"""Time the main job on a large table: 100,000 comments in 500 articles, made from a file of real texts.

    python benchmarks/report_speed.py TEXTS [COMMENTS] [ARTICLES] [--even] [--figures auto] [--speed balanced]

TEXTS: a file with one text a line, may be .gz. A few threads are long and many short, or with --even all as long: 100000 1000 --even
gives 1,000 articles with 100 comments each. Prints wall time, processor time of all processes, the peak of their memory together (Linux)
and the sizes of the pages. The clock is that of one run; compare runs on one machine only.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from scale import lines, watch

from polarize.stance import catalogue

MIB = 2**20


def make(path: Path, texts: list[str], comments: int, articles: int, even: bool) -> None:
    """Write a table of comments whose articles are about the catalogue's debates in turn, a few of them long threads or all alike."""
    rng = random.Random(7)
    debates = list(catalogue().values())
    weights = [1 / (1 + rank % 50) for rank in range(articles)]
    owners = sorted(at % articles for at in range(comments)) if even else sorted(rng.choices(range(articles), weights, k=comments))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            ["article_id", "article_title", "outlet", "published", "comment_id", "parent_id", "author", "created_at", "text", "likes"]
        )
        for number, owner in enumerate(owners):
            debate = debates[owner % len(debates)]
            title = f"{debate.title}: {debate.question} ({owner})"
            parent = number - rng.randint(1, 5) if rng.random() < 0.3 else ""
            day = f"2025-{1 + owner % 12:02}-{1 + owner % 28:02}"
            stamp = f"{day}T{number % 24:02}:{number % 60:02}:00Z"
            author = f"user_{rng.randint(0, comments // 4)}"
            outlet = f"Paper {owner % 7}"
            row = [owner, title, outlet, day, number, parent, author, stamp, texts[number % len(texts)], rng.randint(0, 50)]
            writer.writerow(row)


def main() -> None:
    """Make the table, run the report as a user would, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("comments", type=int, nargs="?", default=100_000)
    parser.add_argument("articles", type=int, nargs="?", default=500)
    parser.add_argument("--even", action="store_true")
    parser.add_argument("--figures", default="auto")
    parser.add_argument("--speed", default="balanced")
    options = parser.parse_args()
    comments, articles = options.comments, options.articles
    with tempfile.TemporaryDirectory() as folder:
        table, out = Path(folder, "big.csv"), Path(folder, "out")
        make(table, lines(options.texts), comments, articles, options.even)
        begin, peak = time.perf_counter(), [0]
        command = [sys.executable, "-m", "polarize", "report", str(table), "-o", str(out), "--quiet"]
        program = subprocess.Popen([*command, "--figures", options.figures, "--speed", options.speed])
        threading.Thread(target=watch, args=(program.pid, peak), daemon=True).start()
        if program.wait() != 0:
            sys.exit("polarize failed")
        wall = time.perf_counter() - begin
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        pages = sorted(page.stat().st_size for page in (out / "articles").glob("*.html"))
        print(f"{comments:,} comments in {articles} articles: {wall:.1f} s wall, {used.ru_utime + used.ru_stime:.1f} s processor")
        print(f"peak of all processes {peak[0] / 1024:.0f} MiB, the largest one {used.ru_maxrss / 1024:.0f} MiB")
        print(f"index.html {(out / 'index.html').stat().st_size / MIB:.2f} MiB; {len(pages)} pages", end="")
        print(f", the largest {pages[-1] / MIB:.2f} MiB" if pages else "")


if __name__ == "__main__":
    main()
