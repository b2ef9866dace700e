"""How well the scorers tell the camps of a debate apart where hardly a word gives them away.

    python benchmarks/camps.py [--scorer auto] [--speed fast] [DEBATE ...]

camps/ID.txt has 100 comments of each camp of each debate of the catalogue and 30 that take no side, written for this purpose with a
language model: a line each, `+`, `-` or `0` and the comment. At least half of them name neither the target nor what it is usually called;
both camps are as angry, as polite and as long, and each quotes and mocks the other's arguments. What a reader of the debate tells at once,
a scorer that goes by words tells hardly at all, so that this is a floor: comments under articles are plainer. Nothing is trained on them.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
from stance_validity import auc_of

from polarize import stance

FOLDER: Final = Path(__file__).parent / "camps"
SIDES: Final = {"+": "favor", "-": "against", "0": "none"}


def main() -> None:
    """Print AUC, F and the share of "none" that is found, a line a debate and their means."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("debates", nargs="*", help="ids of the catalogue; all without")
    parser.add_argument("--scorer", default=stance.DEFAULT, choices=sorted(stance.SCORERS))
    parser.add_argument("--speed", default="fast", choices=["fast", "balanced", "best"])
    options = parser.parse_args()
    print(f"{'debate':26}{'n':>5}{'AUC':>8}{'right':>8}{'wrong':>8}{'none found':>12}")
    rows = []
    for debate in options.debates or sorted(stance.catalogue()):
        side, text = read(debate)
        scored = stance.score(
            stance.Thread.of(text),
            stance.find(debate),
            stance.prepare(stance.Settings(scorer=options.scorer, speed=options.speed), len(text)),
        )
        label = scored["stance_label"].cast(pl.String).fill_null("none").to_numpy()
        score = scored["stance_score"].fill_null(0.0).to_numpy()
        sided = side != "none"
        wrong = np.where(side == "favor", "against", "favor")
        found = (
            auc_of(score[side == "favor"], score[side == "against"]),
            float((label == side)[sided].mean()),
            float((label == wrong)[sided].mean()),
            float((label == side)[~sided].mean()),
        )
        rows.append(found)
        print(f"{debate:26}{len(side):5}{found[0]:8.3f}{found[1]:8.2f}{found[2]:8.2f}{found[3]:12.2f}", flush=True)
    mean = np.mean(rows, axis=0)
    print(f"{'mean':31}{mean[0]:8.3f}{mean[1]:8.2f}{mean[2]:8.2f}{mean[3]:12.2f}")


def read(debate: str) -> tuple[npt.NDArray[np.str_], list[str]]:
    """Return the sides and the texts of the comments about a debate."""
    found = re.findall(r"(?m)^([+0-]) (.+)$", (FOLDER / f"{debate}.txt").read_text(encoding="utf-8"))
    return np.array([SIDES[mark] for mark, _ in found]), [text.strip() for _, text in found]


if __name__ == "__main__":
    main()
