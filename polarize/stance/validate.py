"""How far each scorer errs, as measured on data labelled by people (validation.toml, written by benchmarks/stance_validity.py)."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, slots=True)
class ScorerError:
    """The measured error of a scorer.

    Attributes:
        scorer: name of the scorer.
        flip: share of comments put on the wrong side, among those that take a side and were tagged with one; 0 to 0.5.
        offset_sd: standard deviation over targets of where the zero between the sides should lie, in stance score.
        source: data, number of comments and date, as a phrase for a report.
        shares_sd: standard deviations over targets of how far the shares of the tags are off, in arcsin(sqrt(share)): of those who take a
            side among all comments, and of favor among these; None where not measured.
    """

    scorer: str
    flip: float
    offset_sd: float
    source: str
    shares_sd: tuple[float, float] | None = None


class _Entry(msgspec.Struct, frozen=True):
    """A scorer's table in validation.toml; the figures of each data set beside these are for readers."""

    flip: float
    offset_sd: float
    n: int
    targets: int
    data: tuple[str, ...]
    date: str
    shares_sd: tuple[float, float] | None = None


def validation(scorer: str) -> ScorerError | None:
    """Return the measured error of a scorer; None if it has not been measured."""
    entry = _entries().get(scorer)
    if entry is None:
        return None
    source = f"as measured on {entry.n:,} comments about {entry.targets} targets ({', '.join(entry.data)}; {entry.date})"
    return ScorerError(scorer, min(0.5, entry.flip), entry.offset_sd, source, entry.shares_sd)


@functools.cache
def _entries() -> dict[str, _Entry]:
    """Return the measured scorers by name."""
    file = importlib.resources.files("polarize.stance") / "validation.toml"
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), dict[str, _Entry]) if file.is_file() else {}
