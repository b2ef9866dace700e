"""How often does the Split index's 95% interval hold the truth? Run: python benchmarks/interval_coverage.py [--threads 200].

Threads of n comments are drawn from eight distributions of stance whose true Split index is known. Three tables are printed:
the interval of sampling alone on scores without error, and the reported interval on scores that a tagger got wrong: each thread's zero
displaced by N(0, offset_sd), then each sided tag mirrored with probability flip; or the two shares that are counted from the tags moved by
N(0, shares_sd) on the scale arcsin(sqrt(share)), by tagging comments anew that lie nearest to the border.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from polarize.measures import TaggerError
from polarize.measures._posterior import moved
from polarize.measures._split import posterior
from polarize.measures.split_index import split_index

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]
MIXED_BELOW = 0.1
"""A comment whose score is nearer to zero than this sees both sides."""
SIZES = (3, 6, 12, 30, 100, 300)


def camps(shares: dict[float, float], sd: float = 0.05) -> Callable[[np.random.Generator, int], Floats]:
    """Return a sampler of camps: mean score -> share."""
    means, weights = np.array(list(shares)), np.array(list(shares.values()))
    return lambda rng, n: np.clip(rng.choice(means, n, p=weights) + rng.normal(0, sd, n), -1, 1)


DISTRIBUTIONS: dict[str, Callable[[np.random.Generator, int], Floats]] = {
    "consensus": camps({0.0: 1.0}, 0.02),
    "normal": lambda rng, n: np.clip(rng.normal(0, 0.35, n), -1, 1),
    "uniform": lambda rng, n: rng.uniform(-1, 1, n),
    "two camps": camps({-0.8: 0.5, 0.8: 0.5}),
    "90 to 10": camps({-0.8: 0.1, 0.8: 0.9}),
    "one-sided": camps({0.8: 1.0}),
    "three camps": camps({-0.8: 1 / 3, 0.0: 1 / 3, 0.8: 1 / 3}, 0.02),
    "mild camps": camps({-0.3: 0.5, 0.3: 0.5}),
}


def labels(score: Floats) -> Labels:
    return np.where(np.abs(score) < MIXED_BELOW, 0, np.sign(score)).astype(np.int64)


def tagged(rng: np.random.Generator, score: Floats, tagger: TaggerError) -> tuple[Floats, Labels]:
    """Return what a tagger of this error makes of the scores: mixed comments stay mixed."""
    label = labels(score)
    if tagger.shares_sd:
        return moved_tags(rng, score, label, tagger.shares_sd)
    shifted = (score + rng.normal(0, tagger.offset_sd)) * np.where(rng.random(len(score)) < tagger.flip, -1, 1)
    return np.where(label == 0, score, shifted), np.where(label == 0, 0, np.where(shifted < 0, -1, 1)).astype(np.int64)


def moved_tags(rng: np.random.Generator, score: Floats, label: Labels, shares_sd: tuple[float, float]) -> tuple[Floats, Labels]:
    """Return the scores and labels of a thread in which as many take a side, and favor, as the moved shares say."""
    sided = label != 0
    engaged = round(float(moved(np.array([sided.mean()]), rng.normal(0, shares_sd[:1]))[0]) * len(label))
    takes = np.isin(np.arange(len(label)), np.argsort(-np.abs(score) - 2 * sided)[:engaged])
    favor = float(np.mean(label[sided] > 0)) if sided.any() else 0.5
    number = round(float(moved(np.array([favor]), rng.normal(0, shares_sd[1:]))[0]) * engaged)
    side = np.where(np.isin(np.arange(len(label)), np.argsort(-np.where(takes, score, -np.inf))[:number]), 1, -1)
    found = np.where(takes, side, 0).astype(np.int64)
    return np.where(found == 0, 0.0, found * np.maximum(np.abs(score), 1e-3)), found


def coverage(name: str, n: int, repeats: int, tagger: TaggerError | None) -> tuple[float, float, float]:
    """Return the share of intervals that hold the true P, that hold it within 0.02, and their mean width."""
    rng = np.random.default_rng([n, *name.encode()])
    population = DISTRIBUTIONS[name](rng, 400_000)
    truth = split_index(population, labels(population), np.ones(len(population))) or 0.0
    held, near, width = 0, 0, 0.0
    for _ in range(repeats):
        score = DISTRIBUTIONS[name](rng, n)
        score, label = (score, labels(score)) if tagger is None else tagged(rng, score, tagger)
        found = posterior(score, label, np.ones(n), tagger, rng).reported["split_index"]
        estimate = split_index(score, label, np.ones(n)) or 0.0
        low, high = min(found[0], estimate), max(found[1], estimate)
        held += low - 1e-6 <= truth <= high + 1e-6
        near += low - 0.02 <= truth <= high + 0.02
        width += high - low
    return held / repeats, near / repeats, width / repeats


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=200, help="threads drawn for each cell")
    repeats = parser.parse_args().threads
    error = TaggerError("simulated", flip=0.15, offset_sd=0.15, source="benchmark")
    shares = TaggerError("simulated", flip=0.15, offset_sd=0.15, source="benchmark", shares_sd=(0.12, 0.15))
    tables = {"sampling alone": None, "tagger: flip 0.15, offset_sd 0.15": error, "tagger: shares_sd 0.12, 0.15": shares}
    for title, tagger in tables.items():
        print(f"\n{title}: coverage, coverage within 0.02 (mean width), {repeats} threads a cell")
        print(f"{'':12}" + "".join(f"{f'n = {n}':>18}" for n in SIZES))
        for name in DISTRIBUTIONS:
            cells = [coverage(name, n, repeats, tagger) for n in SIZES]
            print(f"{name:12}" + "".join(f"{f'{held:.2f} {near:.2f} ({width:.2f})':>18}" for held, near, width in cells))


if __name__ == "__main__":
    main()
