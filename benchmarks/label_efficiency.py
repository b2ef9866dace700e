"""What labels bring: F of the fitted scorer on comments that it did not see, by number of labels a target.

    python benchmarks/label_efficiency.py DATA_DIR [--scorer statements] [--data pstance] [--labels 8,16,32,64,all] [--draws 20]

DATA_DIR holds semeval2016.csv.gz, pstance.csv.gz and vast.csv.gz (see stance_validity.py and index_validity.py). Labels are drawn from the
training split, and all other comments are the test; "all" is five-fold cross-validation. Of P-Stance 1,000 comments a target are taken, of
VAST the topics of its split dev with 40 comments or more, known by their names alone. F is the mean of F(favor) and F(against): pooled over
the targets, and the mean over targets; sides of which the scorer is unsure count as missed. "As test" weighs the comments so that each
target has the size and the shares of favor, against and neither that it has in SemEval-2016's test split (Mohammad et al. 2016, table 2),
which has fewer comments that take no side. ECE is the calibration error of the confidence in ten bins, and "index" how far 4 p_fav p_agn
of the tags is from that of the labels, on average over the targets. "Holds" says how often the report's 95% interval of it, of all comments
of the target, holds that of the labels, and "width" how wide it is.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from stance_validity import DEBATES, calibration_error_of, f_of

from polarize import stance
from polarize.labelling import error_of_fitted
from polarize.measures import TaggerError
from polarize.measures._base import AGAINST, FAVOR, NONE
from polarize.measures._split import posterior
from polarize.stance.fitted import Read, based, retag
from polarize.stance.fitting import OUTCOMES, fit
from polarize.tagging import tagger_error

TARGETS: Final = {name.removesuffix(".csv.gz"): debates for name, debates in (DEBATES["SemEval-2016"], DEBATES["P-Stance"])}
TEST: Final = {
    "Atheism": (220, 0.145, 0.727, 0.127),
    "Climate Change is a Real Concern": (169, 0.728, 0.065, 0.207),
    "Feminist Movement": (285, 0.204, 0.642, 0.154),
    "Hillary Clinton": (295, 0.153, 0.583, 0.264),
    "Legalization of Abortion": (280, 0.164, 0.675, 0.161),
}
"""Of SemEval-2016's test split: number of comments, and the shares of favor, against and neither."""
MOST: Final = 1_000
FEWEST: Final = 40
UNSURE: Final = stance.Settings().unsure
HEAD: Final = ("F pooled", "F mean", "as test", "(mean)", "accuracy", "ECE", "index", "holds", "width")
Codes = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Target:
    """The comments about one target, what people say (places in OUTCOMES), what the base says, and which labels may be drawn from."""

    name: str
    truth: Codes
    read: Read
    train: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tags of the comments of a target that nobody labelled: truth, tag, confidence, and the weight of each as test.

    `found` says whether the interval of the index of all comments holds that of the labels, and how wide it is; not a number without one.
    """

    truth: Codes
    tag: Codes
    sure: Floats
    weight: Floats
    found: tuple[float, float] = (np.nan, np.nan)


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with the data sets")
    parser.add_argument("--data", default="semeval2016", choices=[*TARGETS, "vast"])
    parser.add_argument("--scorer", default=stance.DEFAULT, choices=sorted(stance.SCORERS))
    parser.add_argument("--labels", default="8,16,32,64,256,all")
    parser.add_argument("--draws", type=int, default=20)
    options = parser.parse_args()
    targets = [target(*one, options.scorer) for one in threads(options.folder, options.data)]
    print(f"{'labels a target':18}{''.join(f'{name:>10}' for name in HEAD)}")
    larger = [np.full(len(one.truth), np.bincount(one.truth, minlength=3)[:2].argmax()) for one in targets]
    print(f"{'larger side':18}{row([[held(one, tag, np.ones(len(tag))) for one, tag in zip(targets, larger, strict=True)]])}")
    print(f"{options.scorer:18}{row([[based_on(one, options.scorer) for one in targets]])}", flush=True)
    for n in options.labels.split(","):
        draws = 1 if n == "all" else options.draws
        large = [one for one in targets if n == "all" or len(one.truth) > int(n)]
        if not large:
            print(f"{n:18}      no target has so many comments")
            continue
        found = [[drawn(one, None if n == "all" else int(n), seed) for one in large] for seed in range(draws)]
        print(f"{n:18}{row(found)}", flush=True)


def threads(folder: Path, data: str) -> Iterator[tuple[str, pl.DataFrame, stance.Debate]]:
    """Yield name, comments and debate of each target."""
    table = pl.read_csv(folder / f"{data}.csv.gz")
    if data == "vast":
        table = table.filter(pl.col("split") == "dev").unique(["text", "target"], keep="first", maintain_order=True)
        for (name,), rows in sorted(table.with_columns(split=pl.lit("train")).group_by("target", maintain_order=True)):
            if rows.height >= FEWEST:
                yield str(name), rows, stance.about(str(name))
        return
    for name, debate in TARGETS[data].items():
        rows = table.filter(pl.col("target") == name)
        if rows.height:
            yield name, rows.sample(min(MOST, rows.height), seed=1), stance.find(debate)


def target(name: str, rows: pl.DataFrame, debate: stance.Debate, scorer: str) -> Target:
    """Return one target, read by the base."""
    read = based(stance.Thread.of(rows["text"].to_list()), debate, stance.Settings(scorer=scorer), stance.SCORERS)
    truth = [OUTCOMES.index(one) if one in OUTCOMES else 2 for one in rows["label"]]
    return Target(name, np.array(truth), read, (rows["split"] == "train").to_numpy())


def drawn(one: Target, n: int | None, seed: int) -> Tagged:
    """Return the tags that one draw of n labels gives the other comments; None for all labels in five-fold cross-validation."""
    random, every = np.random.default_rng(seed), np.arange(len(one.truth))
    if n is None:
        fold = random.permutation(len(every)) % 5
        outs = [np.flatnonzero(fold == number) for number in range(5)]
    else:
        outs = [np.setdiff1d(every, random.permutation(np.flatnonzero(one.train))[:n])]
    tag, sure = one.truth.copy(), np.zeros(len(every))
    found = np.nan, np.nan
    for out in outs:
        known: list[str | None] = [OUTCOMES[code] for code in one.truth]
        for at in out:
            known[at] = None
        learnt = fit(one.read.texts, one.read.raw, known, one.read.labels)
        tag_of, sure_of = codes(stance.doubted(retag(one.read, learnt), UNSURE))
        tag[out], sure[out] = tag_of[out], sure_of[out]
        found = found if n is None else holds(one.truth, tag_of, error_of_fitted(learnt, stance.DEFAULT))
    return replace(held(one, tag, sure, np.concatenate(outs)), found=found)


def based_on(one: Target, scorer: str) -> Tagged:
    """Return the tags of the base scorer."""
    tag, sure = codes(stance.doubted(one.read.tags, UNSURE))
    return replace(held(one, tag, sure), found=holds(one.truth, tag, tagger_error(scorer)))


def holds(truth: Codes, tag: Codes, error: TaggerError | None) -> tuple[float, float]:
    """Return whether the report's interval of 4 p_fav p_agn, of tags all as far from zero, holds that of the labels, and its width."""
    label = np.array([FAVOR, AGAINST, NONE])[tag]
    score = np.where(tag < 2, label, 0).astype(np.float64)
    low, high = posterior(score, label, np.ones(len(tag)), error, np.random.default_rng(0)).reported["split_index"]
    return float(low - 1e-6 <= index(truth) <= high + 1e-6), high - low


def codes(tags: pl.DataFrame) -> tuple[Codes, Floats]:
    """Return the labels as places in OUTCOMES, and the confidences."""
    label = [OUTCOMES.index(one) if one in OUTCOMES else 2 for one in tags["stance_label"].cast(pl.String)]
    return np.array(label), tags["stance_confidence"].to_numpy()


def held(one: Target, tag: Codes, sure: Floats, out: Codes | None = None) -> Tagged:
    """Return tags beside the truth, for the comments `out` alone or all."""
    out = np.arange(len(one.truth)) if out is None else out
    truth = one.truth[out]
    size, *shares = TEST.get(one.name, (1, 1, 1, 1))
    weight = size * np.array(shares) / sum(shares) / np.maximum(np.bincount(truth, minlength=3), 1)
    return Tagged(truth, tag[out], sure[out], weight[truth] if one.name in TEST else np.ones(len(out)))


def f_sides(truth: Codes, tag: Codes, weight: Floats | None = None) -> float:
    """Return the mean of F(favor) and F(against)."""
    return f_of(*((truth == side, tag == side) for side in (0, 1)), weight=weight)


def figures(targets: Sequence[Tagged]) -> list[float]:
    """Return the figures of HEAD for one draw."""
    truth, tag, sure, weight = (np.concatenate([getattr(one, name) for one in targets]) for name in ("truth", "tag", "sure", "weight"))
    return [
        f_sides(truth, tag),
        float(np.mean([f_sides(one.truth, one.tag) for one in targets])),
        f_sides(truth, tag, weight),
        float(np.mean([f_sides(one.truth, one.tag, one.weight) for one in targets])),
        float((truth == tag).mean()),
        calibration_error_of(sure, truth == tag),
        float(np.mean([abs(index(one.truth) - index(one.tag)) for one in targets])),
        *np.mean([one.found for one in targets], axis=0).tolist(),
    ]


def index(found: Codes) -> float:
    """Return 4 p_fav p_agn."""
    return float(4 * (found == 0).mean() * (found == 1).mean())


def row(draws: Sequence[Sequence[Tagged]]) -> str:
    """Return the means over the draws as table cells."""
    return "".join(f"{value:10.3f}" for value in np.mean([figures(one) for one in draws], axis=0))


if __name__ == "__main__":
    main()
