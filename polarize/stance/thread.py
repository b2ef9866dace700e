"""What a stance scorer is given, and what it gives back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Protocol

import polars as pl

from polarize.stance.debate import Debate
from polarize.tables import STANCE

LEAST_READ: Final = 8
"""Of each thread the model reads at least so many comments, unless it is to read none."""
Speed = Literal["fast", "balanced", "best"]
SCHEMA: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "stance_label": pl.Enum(STANCE),
    "stance_score": pl.Float64,
    "stance_confidence": pl.Float64,
    "stance_evidence": pl.String,
}


@dataclass(frozen=True, slots=True)
class Thread:
    """Comments under articles of one debate; the three have the same length n.

    Attributes:
        texts: a comment each, without quoted lines; None for one that is not visible.
        languages: ISO 639-1 code of each comment; None where not known (then it is scored).
        parents: place in `texts` of the comment that each one answers; None for one that answers the article.

    Raises:
        ValueError: the three differ in length.
    """

    texts: tuple[str | None, ...]
    languages: tuple[str | None, ...]
    parents: tuple[int | None, ...]

    def __post_init__(self) -> None:
        if not len(self.texts) == len(self.languages) == len(self.parents):
            raise ValueError(f"{len(self.texts)} texts, {len(self.languages)} languages and {len(self.parents)} parents")

    @classmethod
    def of(
        cls, texts: Sequence[str | None], languages: Sequence[str | None] | None = None, parents: Sequence[int | None] | None = None
    ) -> Thread:
        """Return a thread; without languages all are taken to be known to the scorer, without parents nobody answers anybody."""
        nothing = (None,) * len(texts)
        return cls(tuple(texts), nothing if languages is None else tuple(languages), nothing if parents is None else tuple(parents))


@dataclass(frozen=True, slots=True)
class Settings:
    """How sides are told; what one scorer alone needs is left alone by the others.

    Attributes:
        scorer: a name in `polarize.stance.SCORERS`.
        speed: how much time the scorer `auto` may take: "fast" thousands of comments a second, "best" dozens.
        share: which part of the comments the model reads at the speed "balanced", 0 to 1; see `polarize.stance.prepare`.
        model: an ONNX file with its tokenizer beside it (scorer `nli`), or what `polarize fit` wrote (scorer `fitted`).
        url: an OpenAI-compatible endpoint (scorer `endpoint`).
        url_model: the model that the endpoint is to use.
        cache: folder for the endpoint's answers; None for the user's cache folder.
        yes: send any number of comments to the endpoint without being asked again.
        quiet: say nothing of what the rest will cost.
        session: what the threads of one run share, made by `polarize.stance.prepare`; None for a thread on its own.
        replies: let a comment that answers another lean on the side of that one; see `polarize.stance.replies`.
        unsure: a side of which the scorer is less confident than this becomes "unsure"; 0 for never.
    """

    scorer: str = "auto"
    speed: Speed = "balanced"
    share: float = 1.0
    model: Path | None = None
    url: str | None = None
    url_model: str | None = None
    cache: Path | None = None
    yes: bool = False
    quiet: bool = False
    session: object | None = field(default=None, compare=False, repr=False)
    replies: bool = True
    unsure: float = 0.34

    def reads(self, n: int) -> int:
        """Return how many of the n comments of a thread the model is to read."""
        if self.speed == "fast":
            return 0
        part = 1.0 if self.speed == "best" or self.scorer == "model" else self.share
        return min(n, max(LEAST_READ, math.ceil(part * n)))


class Scorer(Protocol):
    """Says of comments on which side of a debate they stand.

    It returns one row a comment, in order, with the four columns of `SCHEMA` as `polarize.tables.ScoredComment` has them.
    """

    def __call__(self, thread: Thread, debate: Debate, settings: Settings) -> pl.DataFrame:
        """Score the comments."""
        ...
