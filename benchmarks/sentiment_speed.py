"""Compare the speed of the tone scores with vaderSentiment's own, both in this run, in processor time.

    python benchmarks/sentiment_speed.py TEXTS

TEXTS: a file with one text a line, may be .gz. Short texts as they are, and 500 characters made of texts in a row; cold (the first
call of a fresh process, its tables not yet built; the best of three) and warm (the best of five). Beside it the reference on two
processes (wall time), NLTK with vaderSentiment's lexicon if nltk is installed, the language gate, and one text of a megabyte. Scores
are compared on the way.
"""

from __future__ import annotations

import gzip
import importlib
import importlib.util
import multiprocessing
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from vaderSentiment import vaderSentiment as reference  # noqa: N813

from polarize.sentiment import languages, polarity_scores

SHORT, LONG = 100_000, 10_000
COLD = """
import pickle, sys, time
import polars as pl
from polarize.sentiment import polarity_scores
texts = pl.Series(pickle.load(sys.stdin.buffer))
start = time.process_time()
polarity_scores(texts)
print(time.process_time() - start)
"""


def lines(path: Path) -> list[str]:
    """Return the texts."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines()


def lengthened(texts: list[str], size: int, most: int) -> list[str]:
    """Return texts of `size` characters made of texts in a row."""
    whole = " ".join(texts)
    return [whole[start : start + size] for start in range(0, min(len(whole), size * most) - size + 1, size)]


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> tuple[float, Any]:
    start = clock()
    result = work()
    return clock() - start, result


def cold(texts: list[str]) -> float:
    done = subprocess.run([sys.executable, "-c", COLD], input=pickle.dumps(texts), capture_output=True, check=True)
    return float(done.stdout)


def by_reference(texts: list[str]) -> list[tuple[float, ...]]:
    score = reference.SentimentIntensityAnalyzer().polarity_scores
    return [tuple(score(text).values()) for text in texts]


def on_two(texts: list[str]) -> list[list[tuple[float, ...]]]:
    half = len(texts) // 2
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        return pool.map(by_reference, [texts[:half], texts[half:]])


def by_nltk(texts: list[str]) -> list[tuple[float, ...]]:
    """Score with NLTK's rules and vaderSentiment's lexicon, handed over as a dictionary: NLTK reads only files of its own."""
    vader = importlib.import_module("nltk.sentiment.vader")
    analyzer = vader.SentimentIntensityAnalyzer.__new__(vader.SentimentIntensityAnalyzer)
    analyzer.lexicon = reference.SentimentIntensityAnalyzer().lexicon
    analyzer.constants = vader.VaderConstants()
    return [tuple(analyzer.polarity_scores(text).values()) for text in texts]


def compare(name: str, texts: list[str]) -> None:
    column = pl.Series(texts)
    theirs, expected = timed(lambda: by_reference(texts))
    theirs = min(theirs, timed(lambda: by_reference(texts))[0])
    first = min(cold(texts) for _ in range(3))
    warm, found = timed(lambda: polarity_scores(column))
    warm = min(warm, *(timed(lambda: polarity_scores(column))[0] for _ in range(4)))
    wrong = sum(ours != other for ours, other in zip(found.rows(), expected, strict=True))
    print(f"{len(texts):,} {name}, mean {sum(map(len, texts)) / len(texts):.0f} characters; {wrong} scores differ")
    for label, seconds in (("vaderSentiment", theirs), ("polarize, cold", first), ("polarize, warm", warm)):
        print(f"  {label:34} {len(texts) / seconds:>11,.0f} texts a CPU-second {theirs / seconds:6.1f} x")
    two, _ = timed(lambda: on_two(texts), time.perf_counter)
    print(f"  {'vaderSentiment on 2 processes':34} {len(texts) / two:>11,.0f} texts a second (wall) {theirs / two:6.1f} x")
    if importlib.util.find_spec("nltk") is not None:
        some = texts[: len(texts) // 10]
        seconds, other = timed(lambda: by_nltk(some))
        equal = sum(one == another for one, another in zip(other, expected, strict=False)) / len(some)
        ratio = theirs / seconds * len(some) / len(texts)
        print(f"  {'NLTK with the same lexicon':34} {len(some) / seconds:>11,.0f} texts a CPU-second {ratio:6.1f} x, {equal:.1%} equal")


def main() -> None:
    """Print the figures."""
    texts = lines(Path(sys.argv[1]))[:SHORT]
    compare("short texts", texts)
    compare("texts of 500", lengthened(texts, 500, LONG))
    megabyte = (" ".join(texts) * (1 + 1_000_000 // sum(map(len, texts))))[:1_000_000]
    print(f"one text of 1,000,000 characters: {timed(lambda: polarity_scores(pl.Series([megabyte])))[0]:.2f} CPU-seconds")
    some = texts[:20_000]
    table = pl.DataFrame({"article_id": [str(place % 100) for place in range(len(some))], "text": some})
    table = table.with_columns(language=pl.lit(None, pl.String))
    first, again = timed(lambda: languages(table))[0], timed(lambda: languages(table))[0]
    print(f"language gate, {len(some):,} texts in 100 threads: {first:.2f} CPU-seconds cold, {again:.2f} warm")


if __name__ == "__main__":
    main()
