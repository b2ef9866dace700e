"""How long does each measure take for a thread? Run: python benchmarks/measure_speed.py [--comments 200] [--threads 12].

The best of several rounds counts, so that other work on the machine does not.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict

import numpy as np

from polarize.measures import Context, TaggerError, Thread, measures

ROUNDS = 8
TAGGER = TaggerError("simulated", flip=0.15, offset_sd=0.15, source="benchmark")


def thread(n: int, number: int) -> Thread:
    """Return a thread of random comments by 0.6 n authors, six in ten of them replies."""
    rng = np.random.default_rng([n, number])
    label = rng.choice([1, -1, 0, 2], n, p=[0.35, 0.3, 0.1, 0.25]).astype(np.int64)
    answers = rng.random(n) < 0.6
    return Thread(
        article_id=f"a{number}",
        score=np.where(np.abs(label) == 1, label * rng.uniform(0.05, 0.9, n), 0.0),
        label=label,
        author=rng.integers(0, max(1, int(n * 0.6)), n),
        compound=rng.uniform(-1, 1, n),
        votes=rng.integers(-3, 30, n).astype(np.float64),
        reply_to=np.array([int(rng.integers(0, i)) if i and answers[i] else -1 for i in range(n)], dtype=np.int64),
        debate="dam",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=200)
    parser.add_argument("--threads", type=int, default=12)
    options = parser.parse_args()
    threads = [thread(options.comments, i) for i in range(options.threads)]
    best: dict[str, float] = defaultdict(lambda: float("inf"))
    for _ in range(ROUNDS):
        context = Context(tuple(threads), TAGGER, 0)
        for name, measure in measures().items():
            start = time.perf_counter()
            for one in threads:
                measure.compute(one, context)
            best[name] = min(best[name], (time.perf_counter() - start) / len(threads) * 1000)
    for name, spent in sorted(best.items(), key=lambda pair: -pair[1]):
        print(f"{name:26}{spent:8.2f} ms")
    print(f"{'together':26}{sum(best.values()):8.2f} ms a thread of {options.comments} comments")


if __name__ == "__main__":
    main()
