"""How near the Split index of the tags comes to that of hand labels, without and with a few labels a thread.

    python benchmarks/index_validity.py DATA_DIR [--scorer statements] [--labels 30] [--draws 20] [--most 800]

DATA_DIR holds vast.csv.gz (text, target, label, split, type_idx; VAST, Allaway and McKeown 2020, states no licence and stays outside the
project). Each topic with at least 20 comments is taken for a thread. The split dev has comments without a side in it, as its test split
does; from the split train, whose topics hardly have any, topic swaps are left out. The index is 4 p_fav p_agn over the comments. A topic
that is in no debate of the catalogue gets one of generated praise and blame. With semeval2016.csv.gz and pstance.csv.gz beside it (see
stance_validity.py) each of their targets is a thread, too, with the statements of its debate. How often the report's interval, which
knows no label, holds the index is printed beside. Last, the coverage of the corrected intervals is simulated.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.stats import spearmanr
from stance_validity import read as whole_debates

from polarize import stance
from polarize.labels.correction import Corrected, cells, correct
from polarize.measures._base import AGAINST, FAVOR, MIXED, NONE
from polarize.measures._split import posterior
from polarize.stance.debate import Debate
from polarize.tagging import tagger_error

SWAPS: Final = (4.0,)
"""`type_idx` of the synthetic neutrals."""
FEWEST: Final = 20
LABELS: Final = {"favor": FAVOR, "against": AGAINST, "mixed": MIXED}
Estimate = tuple[float, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Topic:
    """A thread: what people say and what the scorer says."""

    name: str
    split: str
    truth: list[str]
    tag: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with vast.csv.gz")
    parser.add_argument("--scorer", default=stance.DEFAULT, choices=sorted(stance.SCORERS))
    parser.add_argument("--labels", type=int, default=30, help="labels a thread")
    parser.add_argument("--draws", type=int, default=20, help="random draws of the labels")
    parser.add_argument("--most", type=int, default=800, help="comments of a whole debate, drawn at random where there are more")
    options = parser.parse_args()
    debates(options.data, options.scorer, options.most)
    topics = list(read(options.data / "vast.csv.gz", options.scorer))
    for split in sorted({one.split for one in topics}):
        compare([one for one in topics if one.split == split], options.scorer, f"split {split}, scorer {options.scorer}")
    print(f"with {options.labels} labels a thread, or two thirds of a shorter one{'':10}{'error':>8}{'holds':>8}{'width':>8}")
    groups = (("all", 0, 10**9), ("up to 49", 0, 49), ("50 to 99", 50, 99), ("100 and more", 100, 10**9))
    for method, estimate in (("adjusted counts", adjusted), ("prediction-powered", powered), ("labels alone", alone)):
        for name, fewest, most in groups:
            group = [one for one in topics if fewest <= len(one.truth) <= most]
            if group:
                print(f"{method:20}{name:15}{len(group):5} threads{'':21}{row(group, estimate, options.labels, options.draws)}")
    simulate()


def debates(folder: Path, scorer: str, most: int) -> None:
    """Print how near the index comes where all comments on a target of SemEval-2016 or P-Stance are a thread, split by split."""
    found = [
        Topic(one.target, one.split, np.where(one.truth == "neutral", "none", one.truth).tolist(), one.label.tolist())
        for one in whole_debates(folder, stance.Settings(scorer=scorer), most, ("SemEval-2016", "P-Stance"))
    ]
    for split in sorted({one.split for one in found}):
        group = [one for one in found if one.split == split]
        compare(group, scorer, f"whole debates, split {split}, scorer {scorer}")
        print(f"{'':34}{'comments':>9}{'people':>8}{'tags':>8}{'no side: people':>17}{'tags':>8}")
        for one in group:
            row = f"{len(one.truth):9}{index(one.truth):8.2f}{index(one.tag):8.2f}{silent(one.truth):17.2f}{silent(one.tag):8.2f}"
            print(f"{one.name[:33]:34}{row}")
        print()


def silent(labels: Sequence[str]) -> float:
    """Return the share of comments on neither side."""
    return 1 - (labels.count("favor") + labels.count("against")) / len(labels)


def interval(tags: Sequence[str], scorer: str) -> tuple[float, float]:
    """Return the report's 95% interval of 4 p_fav p_agn, the tagger's error included."""
    code = np.array([LABELS.get(tag, NONE) for tag in tags])
    score = np.where(np.abs(code) == 1, code, 0).astype(np.float64)
    return posterior(score, code, np.ones(len(code)), tagger_error(scorer), np.random.default_rng(0)).reported["split_index"]


def compare(topics: Sequence[Topic], scorer: str, what: str) -> None:
    """Print how near the index of the tags comes to that of hand labels, and how often its interval holds it."""
    truth = np.array([index(one.truth) for one in topics])
    tagged = np.array([index(one.tag) for one in topics])
    print(f"{what}: {len(topics)} topics, {sum(len(one.truth) for one in topics)} comments")
    print(f"tags alone: mean error {np.abs(truth - tagged).mean():.3f}, rank correlation {float(spearmanr(truth, tagged)[0]):.2f}")
    ends = np.array([interval(one.tag, scorer) for one in topics])
    held = (ends[:, 0] - 1e-9 <= truth) & (truth <= ends[:, 1] + 1e-9)
    print(f"interval: holds {held.mean():.2f}, mean width {(ends[:, 1] - ends[:, 0]).mean():.2f}")
    print(f"a constant: mean error {np.abs(truth - np.median(truth)).mean():.3f}\n")


def read(path: Path, scorer: str) -> Iterator[Topic]:
    """Yield the topics with enough comments, scored."""
    table = pl.read_csv(path).filter((pl.col("split") == "dev") | (pl.col("type_idx").is_not_null() & ~pl.col("type_idx").is_in(SWAPS)))
    table = table.unique(["split", "text", "target"], keep="first", maintain_order=True)
    for (split, target), part in sorted(table.group_by("split", "target", maintain_order=True)):
        if part.height >= FEWEST:
            debate = debate_of(str(target))
            tags = stance.score(stance.Thread.of(part["text"].to_list()), debate, stance.Settings(scorer=scorer))
            truth = ["none" if label == "neutral" else label for label in part["label"]]
            yield Topic(str(target), str(split), truth, [tag or "none" for tag in tags["stance_label"].cast(pl.String)])


def debate_of(target: str) -> Debate:
    """Return the debate of the catalogue whose target has this very name, else one of generated statements."""
    for debate in stance.catalogue().values():
        if target.lower() in {debate.target.lower(), *(name.lower() for name in debate.favor.aliases)}:
            return debate
    return stance.about(target)


def index(labels: Sequence[str]) -> float:
    """Return 4 p_fav p_agn."""
    return 4 * labels.count("favor") * labels.count("against") / len(labels) ** 2


def row(group: Sequence[Topic], estimate: Callable[..., Estimate], labels: int, draws: int) -> str:
    """Return mean error, coverage and mean width over the threads and draws."""
    random = np.random.default_rng(0)
    found = []
    for one in group:
        truth = index(one.truth)
        n = min(labels, 2 * len(one.truth) // 3)
        for _ in range(draws):
            shown = np.zeros(len(one.truth), dtype=np.bool_)
            shown[random.permutation(len(one.truth))[:n]] = True
            value, (low, high) = estimate(one.tag, [label if seen else None for label, seen in zip(one.truth, shown, strict=True)])
            found.append((abs(value - truth), low - 1e-9 <= truth <= high + 1e-9, high - low))
    error, held, width = np.array(found, dtype=np.float64).mean(axis=0)
    return f"{error:8.3f}{held:8.3f}{width:8.3f}"


def adjusted(tags: Sequence[str], shown: Sequence[str | None]) -> Estimate:
    """Return what the program reports."""
    found: Corrected = correct(*cells(tags, shown))
    return found.split, found.split_interval


def alone(tags: Sequence[str], shown: Sequence[str | None]) -> Estimate:
    """Return the same with tags that tell nothing."""
    return adjusted(["none"] * len(tags), shown)


def powered(tags: Sequence[str], shown: Sequence[str | None]) -> Estimate:
    """Return prediction-powered inference with power tuning (Angelopoulos, Duchi and Zrnic 2023) on the three shares, for a finite thread.

    The index is the posterior mean of 4 p_fav p_agn under the normal law of the two shares, its interval the percentiles.
    """
    n, total = sum(label is not None for label in shown), len(tags)
    seen = np.array([label is not None for label in shown])
    random = np.random.default_rng(1)
    mean, residual = [], []
    for side in ("favor", "against"):
        y = np.array([label == side for label in shown if label is not None], dtype=np.float64)
        f = np.array([tag == side for tag in tags], dtype=np.float64)
        spread = f[seen].var()
        power = float(np.clip(np.cov(y, f[seen], bias=True)[0, 1] / spread, 0.0, 1.0)) if spread > 0 else 0.0
        mean.append(power * f.mean() + (y - power * f[seen]).mean())
        residual.append(y - power * f[seen])
    covariance = np.cov(np.stack(residual)) / n * (1 - n / total) + 1e-6 * np.eye(2)
    draws = np.clip(random.multivariate_normal(mean, covariance, 2_000), 0.0, 1.0)
    split = 4 * draws[:, 0] * draws[:, 1]
    low, high = np.quantile(split, [0.025, 0.975])
    return float(np.median(split)), (float(low), float(min(1.0, high)))


def simulate() -> None:
    """Print how often the corrected intervals hold the truth in made-up threads, over sides, tagging errors and numbers of labels."""
    random = np.random.default_rng(0)
    print(f"\nmade-up threads of 150, coverage (and mean width) of the index{'':4}{'adjusted counts':>24}{'prediction-powered':>24}")
    for favor, against in ((0.4, 0.4), (0.45, 0.15), (0.6, 0.05), (0.3, 0.1), (0.5, 0.5), (0.85, 0.15)):
        for flip in (0.1, 0.3, 0.5):
            cellsf = []
            for n in (16, 32, 64):
                held: dict[str, list[tuple[bool, float]]] = {"a": [], "p": []}
                for _ in range(150):
                    truth = made(random, 150, (favor, against))
                    tags = err(random, truth, flip)
                    shown = np.full(150, None, dtype=object)
                    picked = random.permutation(150)[:n]
                    shown[picked] = np.array(truth, dtype=object)[picked]
                    for key, method in (("a", adjusted), ("p", powered)):
                        _, (low, high) = method(tags, shown.tolist())
                        held[key].append((low - 1e-9 <= index(truth) <= high + 1e-9, high - low))
                cellsf.append([np.mean(np.array(held[key], dtype=np.float64), axis=0) for key in ("a", "p")])
            cell = ["  ".join(f"{one[at][0]:.2f} ({one[at][1]:.2f})" for one in cellsf) for at in (0, 1)]
            print(f"favor {favor:.2f} against {against:.2f} wrong {flip:.1f}, 16, 32, 64 labels:   {cell[0]}   {cell[1]}")


def made(random: np.random.Generator, n: int, shares: tuple[float, float]) -> list[str]:
    """Return labels of a thread."""
    return [("favor", "against", "none")[code] for code in random.choice(3, n, p=[*shares, max(0.0, 1 - sum(shares))])]


def err(random: np.random.Generator, truth: Sequence[str], flip: float) -> list[str]:
    """Return tags: a side is the other one with the chance `flip`, and one in five says nothing. No side: one half the time."""
    other = {"favor": "against", "against": "favor"}
    tags = []
    for label in truth:
        chance: npt.NDArray[np.float64] = random.random(2)
        side = label if label != "none" else ("favor", "against")[int(chance[0] < 0.5)]
        tag = other[side] if label != "none" and chance[0] < flip else side
        tags.append("none" if chance[1] < (0.5 if label == "none" else 0.2) else tag)
    return tags


if __name__ == "__main__":
    main()
