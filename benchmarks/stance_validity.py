"""How well the stance scorers agree with people: F, AUC, wrong sides and the offset of the zero, on public data sets.

    python benchmarks/stance_validity.py DATA_DIR [--scorer statements] [--write]

DATA_DIR holds semeval2016.csv.gz, pstance.csv.gz and gwsd.csv.gz (text, target, label favor / against / neutral, split); those missing
are left out. The data sets state no licence for redistribution and stay outside the project:
SemEval-2016 task 6 (Mohammad et al. 2016), P-Stance (Li et al. 2021), Global Warming Stance Dataset (Luo et al. 2020).

With --write the figures go to polarize/stance/validation.toml, where the report takes them from.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from polarize import stance

DATE: Final = "2026-11-28"
VALIDATION: Final = Path(__file__).parent.parent / "polarize" / "stance" / "validation.toml"
DEBATES: Final = {
    "SemEval-2016": (
        "semeval2016.csv.gz",
        {
            "Atheism": "atheism",
            "Climate Change is a Real Concern": "climate-change",
            "Feminist Movement": "feminism",
            "Hillary Clinton": "hillary-clinton",
            "Legalization of Abortion": "abortion",
        },
    ),
    "P-Stance": ("pstance.csv.gz", {"Joe Biden": "joe-biden", "Bernie Sanders": "bernie-sanders", "Donald Trump": "donald-trump"}),
    "GWSD": ("gwsd.csv.gz", {"Climate change/global warming is a serious concern": "climate-change"}),
}

REPEATED: Final = 10
"""A text that stands more often than this in a set is left out: nobody wrote it."""
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Target:
    """The comments about one target of one data set: what people say (`truth`), and the scorer's label, score and confidence."""

    data: str
    split: str
    target: str
    truth: npt.NDArray[np.str_]
    label: npt.NDArray[np.str_]
    score: Floats
    confidence: Floats

    @property
    def sided(self) -> Bools:
        """Return which comments take a side."""
        return np.asarray(self.truth != "neutral", dtype=np.bool_)

    @property
    def answered(self) -> Bools:
        """Return which comments take a side and were tagged with one."""
        return self.sided & np.isin(self.label, ("favor", "against"))


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with the data sets")
    parser.add_argument("--scorer", default=stance.DEFAULT, choices=sorted(stance.SCORERS))
    parser.add_argument("--speed", default="best", choices=["fast", "balanced", "best"])
    parser.add_argument("--most", type=int, default=10**9, help="comments of a target and split, drawn at random where there are more")
    parser.add_argument("--write", action="store_true", help=f"write {VALIDATION.name}")
    options = parser.parse_args()
    targets = list(read(options.data, stance.Settings(scorer=options.scorer, speed=options.speed), options.most))
    print(f"{'data':14}{'split':7}{'target':34}{'n':>6}{'F':>7}{'AUC':>7}{'wrong':>7}{'none':>7}{'zero':>7}{'ECE':>7}")
    for one in targets:
        print(
            f"{one.data:14}{one.split:7}{one.target[:33]:34}{len(one.truth):6}{row([one])}{offset([one]):7.2f}{calibration_error([one]):7.3f}"
        )
    for data, split in dict.fromkeys((one.data, one.split) for one in targets):
        group = [one for one in targets if (one.data, one.split) == (data, split)]
        print(
            f"{data:14}{split:7}{'all, pooled':34}{sum(len(one.truth) for one in group):6}{row(group)}{'':7}{calibration_error(group):7.3f}"
        )
        print(
            f"{data:14}{split:7}{'mean over targets':34}{'':6}{mean(f_score, group):7.3f}{mean(auc, group):7.3f}{mean(wrong, group):7.3f}"
        )
    if options.write:
        write(options.scorer, targets)


def read(folder: Path, settings: stance.Settings, most: int, sets: Sequence[str] = tuple(DEBATES)) -> Iterable[Target]:
    """Yield each target of the data sets and their splits, scored."""
    for data in sets:
        name, debates = DEBATES[data]
        if not (folder / name).is_file():
            continue
        table = pl.read_csv(folder / name)
        for (split,), part in sorted(table.group_by("split")):
            for target, debate in debates.items():
                # GWSD has five sentences fifty times each, which were put to every rater as a check.
                rows = part.filter(pl.col("target") == target).filter(pl.len().over("text") <= REPEATED)
                rows = rows.sample(min(most, rows.height), seed=1)
                if rows.height and debate in stance.catalogue():
                    texts = rows["text"].to_list()
                    scored = stance.score(stance.Thread.of(texts), stance.find(debate), stance.prepare(settings, len(texts)))
                    label, score = scored["stance_label"].cast(pl.String).to_numpy(), scored["stance_score"].fill_null(0.0).to_numpy()
                    truth, sure = rows["label"].to_numpy().astype(np.str_), scored["stance_confidence"].to_numpy()
                    yield Target(data, str(split), target, truth, label.astype(np.str_), score, sure)


def row(group: Sequence[Target]) -> str:
    """Return F, AUC, share of wrong sides and share of none as table cells."""
    none = np.concatenate([one.label == "none" for one in group]).mean()
    return f"{f_score(group):7.3f}{auc(group):7.3f}{wrong(group):7.3f}{none:7.2f}"


def calibration_error(group: Sequence[Target]) -> float:
    """Return the expected calibration error of the confidence; "none" is right for "neutral"."""
    right = np.concatenate([one.label == np.where(one.truth == "neutral", "none", one.truth) for one in group])
    return calibration_error_of(np.concatenate([one.confidence for one in group]), right)


def calibration_error_of(sure: Floats, right: Bools) -> float:
    """Return the expected calibration error of confidences in labels that are right or not, in ten bins of equal mass."""
    bins = np.array_split(np.argsort(sure, kind="stable"), 10)
    return float(sum(len(one) * abs(sure[one].mean() - right[one].mean()) for one in bins) / len(sure))


def mean(figure: Callable[[Sequence[Target]], float], group: Sequence[Target]) -> float:
    """Return the mean of a figure over targets."""
    return float(np.mean([figure([one]) for one in group]))


def f_score(group: Sequence[Target]) -> float:
    """Return the mean of F(favor) and F(against) over the pooled comments, as SemEval-2016 task 6 defines it."""
    truth, label = (np.concatenate([getattr(one, name) for one in group]) for name in ("truth", "label"))
    return f_of(*((truth == side, label == side) for side in ("favor", "against")))


def f_of(*classes: tuple[Bools, Bools], weight: Floats | None = None) -> float:
    """Return the mean of F over classes, each told by which of n comments are of it and which are tagged so; `weight` of each comment."""
    each: Floats = np.ones(len(classes[0][0])) if weight is None else weight
    return float(np.mean([2 * each[true & tag].sum() / max(1e-9, float(each[true].sum() + each[tag].sum())) for true, tag in classes]))


def auc(group: Sequence[Target]) -> float:
    """Return the chance that a random comment in favor has a higher score than a random one against (a tie counts half)."""
    truth, score = (np.concatenate([getattr(one, name) for one in group]) for name in ("truth", "score"))
    return auc_of(score[truth == "favor"], score[truth == "against"])


def auc_of(favor: Floats, against: Floats) -> float:
    """Return the chance that one of the first values is larger than one of the second (a tie counts half)."""
    ordered = np.sort(against)
    below, not_above = np.searchsorted(ordered, favor, "left"), np.searchsorted(ordered, favor, "right")
    return float((below + not_above).mean() / 2 / len(ordered))


def wrong(group: Sequence[Target]) -> float:
    """Return the share of comments on the wrong side among those that take a side and were tagged with one."""
    return float(np.concatenate([(one.truth != one.label)[one.answered] for one in group]).mean())


def offset(group: Sequence[Target]) -> float:
    """Return the score at which balanced accuracy over the comments that take a side is highest, smoothed.

    The mean of all thresholds whose balanced accuracy is within one standard error of the highest.
    """
    score = np.concatenate([one.score[one.answered] for one in group])
    favor = np.concatenate([(one.truth == "favor")[one.answered] for one in group])
    if not favor.any() or favor.all():
        return 0.0
    grid = np.linspace(-0.95, 0.95, 191)
    hit, miss = (score[favor][:, None] > grid).mean(axis=0), (score[~favor][:, None] <= grid).mean(axis=0)
    balanced = (hit + miss) / 2
    best = int(balanced.argmax())
    error = 0.5 * np.sqrt(hit[best] * (1 - hit[best]) / favor.sum() + miss[best] * (1 - miss[best]) / (~favor).sum())
    return float(grid[balanced >= balanced[best] - error].mean())


def shares_off(group: Sequence[Target]) -> tuple[float, float]:
    """Return how far two shares of the tags are off, in arcsin(sqrt(share)): of comments with a side, and of favor among these."""
    off = []
    for name in ("truth", "label"):
        found = np.concatenate([getattr(one, name) for one in group])
        favor, against = (found == "favor").mean(), (found == "against").mean()
        off.append(np.arcsin(np.sqrt([favor + against, favor / max(favor + against, 1e-9)])))
    return float(off[0][0] - off[1][0]), float(off[0][1] - off[1][1])


def write(scorer: str, targets: Sequence[Target]) -> None:
    """Write the measured error to validation.toml: wrong sides, and the spread over targets, around 0, of the offset and of the shares."""
    names = list(dict.fromkeys(one.data for one in targets))
    groups = {
        (one.data, one.target): [other for other in targets if (other.data, other.target) == (one.data, one.target)] for one in targets
    }
    offsets = np.array([offset(group) for group in groups.values()])
    shares = np.sqrt(np.square([shares_off(group) for group in groups.values()]).mean(axis=0)).tolist()
    lines = [
        f"[{scorer}]",
        f"flip = {mean_over(wrong, list(groups.values())):.3f}",
        f"offset_sd = {float(np.sqrt((offsets**2).mean())):.3f}",
        f"shares_sd = [{shares[0]:.3f}, {shares[1]:.3f}]",
        f"n = {sum(int(one.answered.sum()) for one in targets)}",
        f"targets = {len(groups)}",
        f"data = [{', '.join(repr(name) for name in names)}]".replace("'", '"'),
        f'date = "{DATE}"',
        "",
        f"[{scorer}.flip_of]",
        f'"all, pooled" = {wrong(targets):.3f}',
        *(f'"{name}" = {wrong([one for one in targets if one.data == name]):.3f}' for name in names),
        "",
        f"[{scorer}.auc_of]",
        *(f'"{name}" = {mean_over(auc, [g for (d, _), g in groups.items() if d == name]):.3f}' for name in names),
        "",
        f"[{scorer}.zero_of]",
        *(f'"{target}, {data}" = {value:.3f}' for (data, target), value in zip(groups, offsets.tolist(), strict=True)),
    ]
    sections = re.split(r"(?m)^(?=\[)", VALIDATION.read_text(encoding="utf-8"))
    kept = [one for one in sections[1:] if not re.match(rf"\[{scorer}[.\]]", one)]
    text = sections[0] + "".join(f"{one.rstrip()}\n\n" for one in kept) + "\n".join(lines)
    VALIDATION.write_text(text + "\n", encoding="utf-8")


def mean_over(figure: Callable[[Sequence[Target]], float], groups: Sequence[Sequence[Target]]) -> float:
    """Return the mean of a figure over groups of targets."""
    return float(np.mean([figure(group) for group in groups]))


if __name__ == "__main__":
    main()
