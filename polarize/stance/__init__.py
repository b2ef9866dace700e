"""Stance: on which side of a debate each comment stands.

`catalogue`, `find` and `match` give the debate, `score` the sides, `validation` how far a scorer errs. A scorer is a function; another
one is added by a line in `SCORERS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import polars as pl

from polarize.errors import ConfigError
from polarize.stance.debate import Debate, Side, catalogue, find, load
from polarize.stance.editing import check, new
from polarize.stance.match import Match, match
from polarize.stance.statements import SCHEMA
from polarize.stance.statements import score as _statements
from polarize.stance.validate import ScorerError, validation

__all__ = [
    "DEFAULT",
    "SCORERS",
    "Debate",
    "Match",
    "Scorer",
    "ScorerError",
    "Side",
    "catalogue",
    "check",
    "find",
    "load",
    "match",
    "new",
    "score",
    "validation",
]


class Scorer(Protocol):
    """Says of comments on which side of a debate they stand.

    Given texts (None for one that is not visible), their languages and the debate it returns one row a text with the four columns
    `stance_label`, `stance_score`, `stance_confidence`, `stance_evidence` as `polarize.tables.ScoredComment` has them.
    """

    def __call__(self, texts: Sequence[str | None], languages: Sequence[str | None], debate: Debate) -> pl.DataFrame:
        """Score the texts."""
        ...


SCORERS: Final[dict[str, Scorer]] = {"statements": _statements}
DEFAULT: Final = "statements"


def score(
    texts: Sequence[str | None] | pl.Series,
    languages: Sequence[str | None] | pl.Series,
    debate: Debate | None,
    scorer: str = DEFAULT,
) -> pl.DataFrame:
    """Score comments under articles of one debate.

    Args:
        texts: a comment each, without quoted lines; None for one that is not visible.
        languages: ISO 639-1 code of each comment; None where not known.
        debate: the debate; None if the articles are about none, then every visible comment is labelled none.
        scorer: a name in `SCORERS`.

    Returns:
        One row a comment in the same order: `stance_label`, `stance_score`, `stance_confidence`, `stance_evidence`.

    Raises:
        ConfigError: there is no such scorer.
    """
    if scorer not in SCORERS:
        raise ConfigError(f"no stance scorer is called {scorer!r}. There are: {', '.join(SCORERS)}.")
    if debate is None:
        visible = [text is not None for text in texts]
        columns = {
            "stance_label": ["none" if seen else None for seen in visible],
            "stance_score": [None] * len(visible),
            "stance_confidence": [None] * len(visible),
            "stance_evidence": ["the article was matched to no debate" if seen else None for seen in visible],
        }
        return pl.DataFrame(columns, schema=SCHEMA)
    return SCORERS[scorer](list(texts), list(languages), debate)
