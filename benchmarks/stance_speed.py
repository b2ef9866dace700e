"""How many comments of 100 words a CPU second does the scorer `auto` score? Run: python benchmarks/stance_speed.py [--debate ID].

Processor time of this one process, so that other work on the machine counts little; and how long the scorer takes to be ready. The
comments are made from the catalogue's statements, all debates mixed. As real comments keep bringing words that nobody has used before,
one word in ten is put together from two.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from typing import get_args

START = time.process_time()
# As on the command line.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from polarize.stance import Settings, Speed, Thread, catalogue, find, prepare, score  # noqa: E402

WORDS = 100
NEW = 0.1
FEW = 32
"""So many comments make a scorer load all that it needs."""
COMMENTS = {"fast": 5_000, "balanced": 1_000, "best": 100}


def comments(n: int, seed: int) -> list[str]:
    """Return comments made of statements in a row, some of the words new."""
    chosen = random.Random(seed)
    said = [text for debate in catalogue().values() for side in (debate.favor, debate.against) for text in side.statements]
    known = [word for text in said for word in text.split() if len(word) > 5 and word.isalpha()]

    def comment() -> str:
        words: list[str] = []
        while len(words) < WORDS:
            words += chosen.choice(said).split()
        for place in range(WORDS):
            if chosen.random() < NEW:
                one, other = chosen.choice(known), chosen.choice(known)
                words[place] = one[: len(one) // 2] + other[len(other) // 2 :].lower()
        return " ".join(words[:WORDS])

    return [comment() for _ in range(n)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--debate", default="nuclear-power")
    parser.add_argument("--speed", choices=get_args(Speed), action="append", help="only this speed; may be given again")
    parser.add_argument("--comments", type=int, help="so many comments instead of the usual number of each speed")
    options = parser.parse_args()
    debate = find(options.debate)
    print(f"{time.process_time() - START:8.2f} CPU-seconds to import the scorers")
    for speed in options.speed or get_args(Speed):
        n = options.comments or COMMENTS[speed]
        few, many = Thread.of(comments(FEW, 0)), Thread.of(comments(n, 1))
        settings = prepare(Settings(speed=speed), n)
        start = time.process_time()
        score(few, debate, settings)
        loaded = time.process_time()
        score(many, debate, settings)
        spent = time.process_time() - loaded
        print(
            f"{speed:10}{n / spent:9,.0f} comments a CPU-second ({n:,} comments of {WORDS} words); {loaded - start:.2f} for the first {FEW}"
        )


if __name__ == "__main__":
    main()
