"""What a measure is, and the plain arrays it sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Unit = Literal["author", "comment", "vote", "article"]
Scores = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
FAVOR, AGAINST, MIXED, NONE, UNSCORED, UNSURE = 1, -1, 0, 2, 3, 4
"""Codes of the labels. NONE: read, but no stance; UNSURE: a side that the scorer is not sure enough of, which counts as none; UNSCORED: not
read (another language, no debate): counts for tone and authors only."""


@dataclass(frozen=True, slots=True)
class TaggerError:
    """How far the stance scorer in use is known to err, from its validation.

    Attributes:
        scorer: name of the scorer.
        flip: chance that a comment which takes a side is tagged with the other one, 0 to 0.5.
        offset_sd: standard deviation, over debates, of where the scorer puts the zero between the sides, in stance score.
        source: the data and figures it comes from, as a phrase for the report.
        offset: where that zero is known to lie on average; 0 where nobody measured it in this debate.
        shares_off, shares_sd: mean and standard deviation, over debates, of how far the shares that are counted from the tags are off, in
            arcsin(sqrt(share)): of those who take a side among all, and of favor among these. They contain what `flip` and `offset_sd` do
            to the shares, and intervals are drawn from them instead; None where only the latter are known.
    """

    scorer: str
    flip: float
    offset_sd: float
    source: str
    offset: float = 0.0
    shares_off: tuple[float, float] = (0.0, 0.0)
    shares_sd: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """The scored comments of one article as arrays of equal length n.

    Attributes:
        article_id: the article.
        score: stance scores in [-1, 1]; 0 where the label is NONE, UNSURE or UNSCORED.
        label: FAVOR (1), AGAINST (-1), MIXED (0), NONE (2), UNSCORED (3) or UNSURE (4).
        author: code of the author within the thread, from 0; -1 where the page gives none. Each -1 is a person of their own.
        compound: VADER's compound in [-1, 1]; NaN where not scored.
        votes: votes; NaN where not known.
        reply_to: index of the comment answered; -1 where none or not known.
        debate: id of the debate; None when not known. Stances in different debates are never exchanged or compared.
    """

    article_id: str
    score: Scores
    label: Codes
    author: Codes
    compound: Scores
    votes: Scores
    reply_to: Codes
    debate: str | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """What a stance measure counts, each with its mean score, its label and its weight (arrays of equal length n)."""

    unit: Unit
    score: Scores
    label: Codes
    weight: Scores


@dataclass(frozen=True, slots=True)
class Value:
    """One figure: a row of the `ArticleMeasure` table. NaN never leaves a measure: undefined is None."""

    measure: str
    unit: Unit
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a measure may need beyond the thread.

    Attributes:
        threads: all threads of the run, for the nulls between articles.
        tagger: the measured error of the stance scorer; None when it has no validation.
        seed: the run's seed. A measure makes its own generator from it and the article's id, so that neither the order nor the
            number of articles changes a figure.
        in_debate: the same error as measured in a debate, by the debate's id, where there are labels; it goes before `tagger`.
        cache: what several measures of the same run share, each entry computed once; fill it through `polarize.measures._cache.once`.
    """

    threads: Sequence[Thread]
    tagger: TaggerError | None
    seed: int
    cache: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    in_debate: Mapping[str, TaggerError] = field(default_factory=dict)

    def tagger_of(self, thread: Thread) -> TaggerError | None:
        """Return the measured error of the tags of a thread."""
        return self.in_debate.get(thread.debate or "", self.tagger)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. Each file in this folder that does not begin with an underscore exposes one as MEASURE.

    Attributes:
        name: the file's name and the word that `--measures` takes.
        title: name for people.
        formula: as plain text.
        range: allowed values, "0 to 1", "0 and up" or "any number"; where the figures differ, "name 0 to 1; other -1 to 1".
        source: paper or specification.
        null_when: when the value is null.
        values: names of the figures it gives (mostly its own name alone).
        compute: returns its figures for one thread, for each unit that makes sense.
    """

    name: str
    title: str
    formula: str
    range: str
    source: str
    null_when: str
    values: tuple[str, ...]
    compute: Callable[[Thread, Context], Sequence[Value]]
