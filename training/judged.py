"""Comments that were judged towards several targets each, so that the model has to look at the target.

`targets/*.txt` holds comments written for this purpose, `labels/*.csv` labels of published comments, known by a hash of their text:
the texts themselves are in the folder of data (README.md).
"""

from __future__ import annotations

import csv
import hashlib
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl
from pairs import Row, sure
from topics import AGAINST, FAVOR, NONE, posts

HERE: Final = Path(__file__).parent
_SIDE_OF: Final = {"+": FAVOR, "-": AGAINST, "0": NONE}
_SIDE_NAMED: Final = {"favor": FAVOR, "against": AGAINST, "none": NONE}
_WEIGHT: Final = 1.5


def judged(data: Path) -> list[Row]:
    """Return a pair for each target of each comment; texts that are not in the folder `data` are left out."""
    rows = [row for path in sorted((HERE / "targets").glob("*.txt")) for row in written(path.read_text(encoding="utf-8"))]
    for path in sorted((HERE / "labels").glob("*.csv")):
        texts = {hashed(text): text for text in _READERS[path.stem](data)}
        with path.open(encoding="utf-8", newline="") as stream:
            known = [label for label in csv.DictReader(stream) if label["text_hash"] in texts]
        rows += [Row(one["target"], texts[one["text_hash"]], sure(_SIDE_NAMED[one["side"]]), path.stem, _WEIGHT) for one in known]
    return rows


def written(text: str) -> list[Row]:
    """Return the pairs of one file: `> comment`, then lines of `+ targets`, `- targets`, `0 targets`, set apart by `|`."""
    rows = []
    for block in re.split(r"\n\s*\n", text.strip()):
        first, *lines = block.splitlines()
        comment = first.removeprefix("> ").replace(" // ", "\n")
        for line in lines:
            mark, _, targets = line.partition(" ")
            rows += [
                Row(one.strip(), comment, sure(_SIDE_OF[mark]), "several targets", _WEIGHT) for one in targets.split("|") if one.strip()
            ]
    return rows


_FOR: Final = (
    "{} is good", "we need {}", "supporting {}", "more {}", "being for {}", "defending {}", "{} is right", "the case for {}",
)  # fmt: skip
_AGAINST: Final = (
    "{} is bad", "opposing {}", "{} is harmful", "less {}", "being against {}", "doing away with {}", "{} is wrong", "the case against {}",
)  # fmt: skip
_AS_FOR, _AS_AGAINST, _STRANGERS = 0.10, 0.09, 0.16


def varied(rows: Sequence[Row], draw: random.Random) -> list[Row]:
    """Return the pairs, some with the target put as a claim for or against it, and some more with a target of another comment."""
    found = []
    for row in rows:
        chance = draw.random()
        favor, against, none = row.truth
        if chance < _AS_FOR:
            found.append(replace(row, first=draw.choice(_FOR).format(row.first)))
        elif chance < _AS_FOR + _AS_AGAINST:
            found.append(replace(row, first=draw.choice(_AGAINST).format(row.first), truth=(against, favor, none)))
        else:
            found.append(row)
        if draw.random() < _STRANGERS:
            found.append(replace(row, first=draw.choice(rows).first, truth=sure(NONE), weight=1.0))
    return found


def hashed(text: str) -> str:
    """Return by what a text is known in `labels/`."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _toxichat(data: Path) -> Iterable[str]:
    """Yield the comments of ToxiChat (Baheti et al. 2021; CC BY-SA 4.0)."""
    file = data / "replies_toxichat.csv.gz"
    return pl.concat(list(pl.read_csv(file).select("parent", "reply"))).drop_nulls() if file.is_file() else ()


def _forum(data: Path) -> Sequence[str]:
    """Return the posts of UKPConvArg1 (Habernal and Gurevych 2016; CC BY 4.0)."""
    return [text for file in sorted((data / "UKPConvArg1-Ranking-CSV").glob("*.csv")) for text in posts(file)]


def _civil(data: Path) -> Iterable[str]:
    """Yield readers' comments of Civil Comments (CC0), as far as Toxic Spans (Pavlopoulos et al. 2022) has them."""
    file = data / "toxic_spans_comments.csv"
    return pl.read_csv(file)["comment_text"] if file.is_file() else ()


_READERS: Final = {"toxichat": _toxichat, "forum": _forum, "civil": _civil}
