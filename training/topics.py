"""What the cross-encoder learns from, source by source: comments about topics, with their side.

Every source has a licence that allows it (see README.md); those that are missing from the folder are left out and named.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import polars as pl

from polarize.stance.debate import catalogue

FAVOR, AGAINST, NONE = 0, 1, 2
FLIPPED: Final = {FAVOR: AGAINST, AGAINST: FAVOR, NONE: NONE}
COMMENTS: Final = Path(__file__).parent / "comments"


@dataclass(frozen=True, slots=True)
class Topic:
    """Comments about one topic with their side: FAVOR, AGAINST, NONE, or None for both sides at once.

    Attributes:
        targets: names of what favor is for.
        opposites: names of what against wants.
        statements: (text, side), FAVOR or AGAINST.
        comments: (text, side).
        replies: (parent, reply, side towards the parent).
        source: where it comes from.
    """

    targets: tuple[str, ...]
    opposites: tuple[str, ...]
    statements: tuple[tuple[str, int], ...]
    comments: tuple[tuple[str, int | None], ...]
    replies: tuple[tuple[str, str, int], ...]
    source: str


_SIDE_OF: Final = {"+": FAVOR, "-": AGAINST, "0": NONE, "~": None}
_REPLY_OF: Final = {"agree": FAVOR, "disagree": AGAINST, "neither": NONE}


def written(folder: Path = COMMENTS) -> list[Topic]:
    """Return the topics of the comments that were written for this purpose; README.md there has the format."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [_block(block.splitlines()[1:]) for text in texts for block in re.split(r"(?m)^# ", text)[1:]]


def _block(lines: Sequence[str]) -> Topic:
    """Return one topic of a file."""
    names: dict[str, tuple[str, ...]] = {"target:": (), "opposite:": ()}
    statements: list[tuple[str, int]] = []
    comments: list[tuple[str, int | None]] = []
    replies: list[tuple[str, str, int]] = []
    for line in lines:
        mark, _, text = line.strip().partition(" ")
        if mark in names:
            names[mark] = tuple(one.strip() for one in text.split("|") if one.strip())
        elif mark in ("S+", "S-"):
            statements.append((text, FAVOR if mark == "S+" else AGAINST))
        elif mark in _SIDE_OF:
            comments.append((text, _SIDE_OF[mark]))
        elif mark == "r":
            parent, _, answer = text.partition(" => ")
            label, _, reply = answer.partition(": ")
            replies.append((parent, reply, _REPLY_OF[label]))
    return Topic(names["target:"], names["opposite:"], tuple(statements), tuple(comments), tuple(replies), "written")


def debates() -> list[Topic]:
    """Return the catalogue: its statements are comments, too."""
    topics = []
    for one in catalogue().values():
        statements = [(text, FAVOR) for text in one.favor.statements] + [(text, AGAINST) for text in one.against.statements]
        topics.append(Topic((one.target,), (), tuple(statements), tuple(statements), (), "catalogue"))
    return topics


_AGAINST_IT: Final = re.compile(
    r"^we should (?:further )?(?:abandon|ban|abolish|end|prohibit|cancel|fight|close|limit|disband|criminalize|oppose|stop)"
    r"(?: the use of)? (.+)$",
    re.IGNORECASE,
)
_FOR_IT: Final = re.compile(
    r"^we should (?:further )?(?:adopt|legalize|subsidize|introduce|support|protect|fund|implement|exploit) (.+)$", re.I
)


def crowd_arguments(file: Path) -> list[Topic]:
    """Return the topics of IBM-ArgQ-Rank-30kArgs (Gretz et al. 2020; CC BY-SA 3.0), with the noun behind "We should ban" as target."""
    table = pl.read_csv(_unzipped(file, ".csv")).filter(pl.col("stance_WA_conf") >= 0.8)
    topics = []
    for (topic,), part in sorted(table.group_by("topic")):
        sides = [(text, {1: FAVOR, -1: AGAINST}.get(round(side), NONE)) for text, side in part.select("argument", "stance_WA").iter_rows()]
        topics.append(_motion(str(topic), sides, (), "crowd arguments"))
    return topics


def _motion(topic: str, sides: Sequence[tuple[str, int]], statements: Sequence[tuple[str, int]], source: str) -> Topic:
    """Return a topic for "We should ban X": the sides are turned round where X itself is the better target."""
    found = _AGAINST_IT.match(topic)
    if found:
        comments = tuple((text, FLIPPED[side]) for text, side in sides)
        return Topic((found[1],), (topic,), tuple((text, FLIPPED[side]) for text, side in statements), comments, (), source)
    found = _FOR_IT.match(topic)
    return Topic((topic, found[1]) if found else (topic,), (), tuple(statements), tuple(sides), (), source)


def key_points(file: Path) -> list[Topic]:
    """Return the topics of ArgKP-2021 (Bar-Haim et al. 2020, Friedman-Melamed et al. 2021; CDLA-Sharing 1.0)."""
    table = pl.read_csv(_unzipped(file, ".csv"))
    side = {1: FAVOR, -1: AGAINST}
    topics = []
    for (topic,), part in sorted(table.group_by("topic")):
        comments = [(text, side[one]) for text, one in part.select("argument", "stance").unique(maintain_order=True).iter_rows()]
        points = [(text, side[one]) for text, one in part.select("key_point", "stance").unique(maintain_order=True).iter_rows()]
        topics.append(_motion(str(topic), comments, points, "key points"))
    return topics


def claims(file: Path) -> list[Topic]:
    """Return the topics of the Claim Stance Dataset (Bar-Haim et al. 2017; CC BY-SA 3.0)."""
    rows = list(
        csv.DictReader(io.StringIO(re.sub(r'(?m)^"|";+$', "", file.read_text(encoding="utf-8")).replace('""', '"').replace("\\", "")))
    )
    topics: dict[str, Topic] = {}
    for row in rows:
        name, sign = row.get("topicTarget") or "", row.get("topicSentiment") or "1"
        side, text = {"PRO": FAVOR, "CON": AGAINST}.get(row.get("claims.stance") or ""), row.get("claims.claimCorrectedText") or ""
        if side is None or not name or not text:
            continue
        side = side if sign == "1" else FLIPPED[side]
        old = topics.get(name) or Topic((name,), (), (), (), (), "claims")
        topics[name] = replace(old, comments=(*old.comments, (text, side)), statements=(*old.statements, (text, side)))
    return list(topics.values())


def perspectives(file: Path) -> list[Topic]:
    """Return the topics of Perspectrum (Chen et al. 2019; CC BY-SA 4.0): a claim is the target."""
    topics = []
    for (claim,), part in sorted(pl.read_csv(file).group_by("target")):
        sides = [(text, FAVOR if label == "favor" else AGAINST) for text, label in part.select("text", "label").iter_rows()]
        topics.append(Topic((str(claim),), (), tuple(sides), tuple(sides), (), "perspectives"))
    return topics


def news(file: Path) -> list[Topic]:
    """Return the sentences of NewsMTSC (Hamborg and Donnay 2021; MIT): each has a target of its own."""
    side = {"favor": FAVOR, "against": AGAINST, "neutral": NONE}
    rows = pl.read_csv(file).select("target", "text", "label").iter_rows()
    return [Topic((target,), (), (), ((text, side[label]),), (), "news") for target, text, label in rows if len(target) > 3]


_FORUM: Final = {
    "ban-plastic-water-bottles": (("banning plastic water bottles",), "yes"),
    "christianity-or-atheism-": (("Christianity", "belief in God"), "christianity"),
    "evolution-vs-creation": (("the theory of evolution",), "evolution"),
    "gay-marriage-right-or-wrong": (("gay marriage", "same-sex marriage"), "allowing-gay-marriage-is-right"),
    "human-growth-and-development-should-parents-use-spanking-as-an-option-to-discipline-": (("spanking children",), "yes"),
    "india-has-the-potential-to-lead-the-world-": (("India leading the world",), "yes"),
    "is-porn-wrong-": (("pornography",), "no"),
    "is-the-school-uniform-a-good-or-bad-idea-": (("school uniforms",), "good"),
    "pro-choice-vs-pro-life": (("the right to abortion", "being pro-choice"), "pro-choice"),
    "should-physical-education-be-mandatory-in-schools-": (("mandatory physical education in schools",), "yes"),
    "tv-is-better-than-books": (("television rather than books",), "tv"),
}


def forum(folder: Path) -> list[Topic]:
    """Return the topics of UKPConvArg1 (Habernal and Gurevych 2016; CC BY 4.0): posts of two debate forums."""
    topics = []
    for name, (targets, favor) in _FORUM.items():
        comments: list[tuple[str, int]] = []
        for file in sorted(folder.glob(f"{name}_*.csv")):
            side = FAVOR if file.stem.split("_")[-1].startswith(favor) else AGAINST
            comments += [(text, side) for text in posts(file)]
        topics.append(Topic(targets, (), (), tuple(comments), (), "forum"))
    return topics


def posts(file: Path) -> list[str]:
    """Return the posts of one file of UKPConvArg1."""
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t", 2)[2].replace("<br/>", "\n") for line in lines if line.count("\t") >= 2]


def headlines(folder: Path) -> list[Topic]:
    """Return pairs of FNC-1 (Pomerleau and Rao 2017; Apache-2.0): does the start of an article agree with the headline of another?"""
    body = {
        row["Body ID"]: " ".join(row["articleBody"].split()[:70]) for row in csv.DictReader((folder / "bodies.csv").open(encoding="utf-8"))
    }
    side = {"agree": FAVOR, "disagree": AGAINST, "discuss": NONE}
    rows = [row for row in csv.DictReader((folder / "stances.csv").open(encoding="utf-8")) if row["Stance"] in side]
    return [Topic((row["Headline"],), (), (), ((body[row["Body ID"]], side[row["Stance"]]),), (), "headlines") for row in rows]


def replies(file: Path) -> list[Topic]:
    """Return the replies of ToxiChat (Baheti et al. 2021; CC BY-SA 4.0)."""
    side = {"agree": FAVOR, "disagree": AGAINST, "neutral": NONE}
    rows = pl.read_csv(file).select("parent", "reply", "label").drop_nulls().iter_rows()
    return [Topic((), (), (), (), tuple((parent, reply, side[label]) for parent, reply, label in rows), "replies")]


def _unzipped(file: Path, suffix: str) -> bytes:
    """Return the one file with that suffix in an archive."""
    with zipfile.ZipFile(file) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith(suffix)))


def topics(folder: Path) -> tuple[list[Topic], list[str]]:
    """Return all topics of a folder of data, and the names of the sources that are not in it.

    Args:
        folder: holds perspectrum.csv.gz, newsmtsc.csv.gz, replies_toxichat.csv.gz, arg_quality_rank_30k.zip, ArgKP-2021.zip,
            claim_stance_dataset_v1.csv, UKPConvArg1-Ranking-CSV/ and fnc-1/ (stances.csv, bodies.csv), as far as at hand.
    """
    readers = {
        "arg_quality_rank_30k.zip": crowd_arguments,
        "ArgKP-2021.zip": key_points,
        "claim_stance_dataset_v1.csv": claims,
        "perspectrum.csv.gz": perspectives,
        "newsmtsc.csv.gz": news,
        "UKPConvArg1-Ranking-CSV": forum,
        "fnc-1": headlines,
        "replies_toxichat.csv.gz": replies,
    }
    found, missing = written() + debates(), []
    for name, reader in readers.items():
        if (folder / name).exists():
            found += reader(folder / name)
        else:
            missing.append(name)
    return found, missing
