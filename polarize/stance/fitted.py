"""The scorer `fitted`: another scorer, put right by labels (see `polarize.stance.fitting`), from a file that `polarize fit` wrote.

The file is JSON: a version, the base scorer with its settings, and for each debate the weights. Debates that it does not hold get the
base scorer's tags.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import polars as pl

from polarize.errors import ConfigError
from polarize.stance import auto, parts
from polarize.stance.debate import Debate
from polarize.stance.embed import DIMENSIONS
from polarize.stance.fitting import OUTCOMES, Borders, Counts, Fitted, Floats, Scale, chances, raw_features, tagged, tempered
from polarize.stance.ngrams import COLUMNS
from polarize.stance.prior import PLAIN
from polarize.stance.thread import SCHEMA, Settings, Thread

VERSION: Final = 4
_LARGEST: Final = 200_000_000
_MOST_LABELS: Final = 1_000_000
_SLIGHT: Final = 5e-5
"""Smaller weights of words are left out of the file."""
_COUNTS: Final = 0.34
"""The least confidence in a side, a little more than chance among three: some are tagged for the sake of the numbers, and have to count."""
Base = Callable[[Thread, Debate, Settings], pl.DataFrame]


class _Base(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """The base scorer's settings."""

    scorer: str
    speed: str = "balanced"
    model: str | None = None
    url: str | None = None
    url_model: str | None = None


class _Debate(msgspec.Struct, forbid_unknown_fields=True):
    """What was learnt about one debate."""

    held_out: Counts
    loss: float
    offset_sd: float
    quiet: float
    shift: float
    temperature: float
    score_size: float
    vector: list[float]
    weights: list[list[float]]
    word_columns: list[int]
    word_weights: list[list[float]]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file."""

    polarize_fitted: int
    base: _Base
    debates: dict[str, _Debate]


def dump(base: Settings, debates: Mapping[str, Fitted]) -> bytes:
    """Return a fitted file."""
    kept = _Base(base.scorer, base.speed, None if base.model is None else str(base.model), base.url, base.url_model)
    whole = _File(VERSION, kept, {name: _packed(one) for name, one in debates.items()})
    return msgspec.json.format(msgspec.json.encode(whole), indent=0) + b"\n"


def _packed(one: Fitted) -> _Debate:
    """Return what was learnt as plain lists of rounded numbers."""
    used = np.flatnonzero(np.abs(one.words).max(axis=1) > _SLIGHT)
    return _Debate(
        held_out=one.held_out,
        loss=round(one.loss, 4),
        offset_sd=round(one.offset_sd, 4),
        quiet=one.borders.quiet,
        shift=one.borders.shift,
        temperature=one.temperature,
        score_size=float(one.scale.score),
        vector=_short(one.scale.vector),
        weights=_short(one.weights),
        word_columns=used.tolist(),
        word_weights=_short(one.words[used]),
    )


def _short(values: Any) -> Any:
    """Return an array as lists with five decimals."""
    return (np.round(np.asarray(values, dtype=np.float64), 5) + 0.0).tolist()


@functools.lru_cache(maxsize=4)
def load(path: Path) -> tuple[Settings, dict[str, Fitted]]:
    """Read a fitted file: the base scorer's settings, and what was learnt by debate.

    Raises:
        ConfigError: it cannot be read, or is no fitted file of this version.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(f"{path}: is too large for a file of `polarize fit`.")
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror or error}). Make it with `polarize fit`.") from error
    try:
        version = msgspec.json.decode(content, type=dict[str, msgspec.Raw]).get("polarize_fitted")
        if version is not None and bytes(version) != str(VERSION).encode():
            raise ConfigError(
                f"{path}: is of version {bytes(version)[:20].decode(errors='replace')}, and this polarize reads {VERSION}. Fit again."
            )
        whole = msgspec.json.decode(content, type=_File)
        debates = {name: _unpacked(one) for name, one in whole.debates.items()}
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, IndexError, RecursionError) as error:
        raise ConfigError(f"{path}: is no file of `polarize fit` ({error}). Make it again.") from error
    base = whole.base
    settings = Settings(
        scorer=base.scorer,
        speed=base.speed,  # type: ignore[arg-type]
        model=Path(base.model) if base.model else None,
        url=base.url,
        url_model=base.url_model,
    )
    return settings, debates


def _unpacked(one: _Debate) -> Fitted:
    """Return what was learnt as arrays.

    Raises:
        ValueError: a list has another length than it should have.
    """
    weights = np.array(one.weights, dtype=np.float64).reshape(PLAIN + DIMENSIONS, 2)
    words = np.zeros((COLUMNS, 2))
    words[np.array(one.word_columns, dtype=np.int64)] = np.array(one.word_weights, dtype=np.float64).reshape(-1, 2)
    scale = Scale(one.score_size, np.array(one.vector).reshape(DIMENSIONS))
    if not 0.01 < one.temperature < 100:
        raise ValueError(f"a temperature of {one.temperature}")
    borders = Borders(one.quiet, one.shift)
    if min(map(min, one.held_out)) < 0 or max(map(max, one.held_out)) > _MOST_LABELS:
        raise ValueError(f"numbers of labels of {one.held_out}")
    return Fitted(scale, weights, words, borders, one.temperature, one.held_out, one.loss, one.offset_sd)


def score(thread: Thread, debate: Debate, settings: Settings, scorers: Mapping[str, Base]) -> pl.DataFrame:
    """Score comments; see `Scorer`. The base is taken from `scorers` by its name.

    Raises:
        ConfigError: no file is named, it cannot be used, or there is no such base.
    """
    if settings.model is None:
        raise ConfigError("--stance fitted needs the file that `polarize fit` wrote. Name it with --model.")
    base, debates = load(settings.model)
    if base.scorer not in scorers or base.scorer == "fitted":
        raise ConfigError(f"{settings.model}: rests on the scorer {base.scorer!r}, which this polarize does not have. Fit again.")
    read = based(thread, debate, replace(base, cache=settings.cache, share=settings.share), scorers)
    learnt = debates.get(debate.id)
    return read.tags if learnt is None else retag(read, learnt)


@dataclass(frozen=True, slots=True)
class Read:
    """What the base scorer says of a thread.

    Attributes:
        tags: its table.
        places: the comments that have a label.
        texts: these comments.
        raw: their features; see `polarize.stance.fitting.raw_features`.
    """

    tags: pl.DataFrame
    places: list[int]
    texts: list[str]
    raw: Floats

    @property
    def labels(self) -> list[str | None]:
        """Return the labels of these comments."""
        return self.tags["stance_label"][self.places].cast(pl.String).to_list()


def based(thread: Thread, debate: Debate, base: Settings, scorers: Mapping[str, Base]) -> Read:
    """Return what the base scorer says of a thread, without what answers take from the comments above them: that comes after `fitted`."""
    if base.scorer == "auto":
        tags, said = auto.score_with_parts(thread, debate, base)
    else:
        tags, said = scorers[base.scorer](thread, debate, base), None
    label = tags["stance_label"].cast(pl.String).to_list()
    places = [at for at, one in enumerate(label) if one is not None and thread.texts[at] is not None]
    texts = [text for at in places if (text := thread.texts[at]) is not None]
    if said is None:
        said = parts.of_tags(tags["stance_score"][places].to_list(), [label[at] for at in places])
    return Read(tags, places, texts, raw_features(texts, said))


def retag(read: Read, learnt: Fitted) -> pl.DataFrame:
    """Return the base scorer's tags put right; what it did not score stays unscored.

    The score is tanh of half the log odds of the sides, so that it has the sign of the label; the confidence is the chance of the label, at
    the temperature of the debate, of a side no less than `_COUNTS`.
    """
    tags = read.tags
    if not read.places:
        return tags
    label = tags["stance_label"].cast(pl.String).to_list()
    score, confidence, evidence = (tags[name].to_list() for name in ("stance_score", "stance_confidence", "stance_evidence"))
    chance = chances(learnt, read.texts, read.raw)
    tag = tagged(chance, learnt.borders).tolist()
    # Rounded, so that the last bits of a matrix product, which depend on the batch, never show.
    lean = np.round(np.tanh((chance[:, 0] - chance[:, 1] + learnt.borders.shift) / 2), 5).tolist()
    sure = np.round(np.exp(tempered(chance, learnt.temperature)), 5).tolist()
    for at, code, one, odds in zip(read.places, tag, lean, sure, strict=True):
        mixed = OUTCOMES[code] == "neither" and label[at] == "mixed"
        known = f"fitted on {learnt.labels} labels: favor {odds[0]:.2f}, against {odds[1]:.2f}"
        evidence[at] = f"{known} | {evidence[at] or ''}".rstrip(" |")
        label[at] = OUTCOMES[code] if code < 2 else "mixed" if mixed else "none"
        score[at] = one if code < 2 else round(one / 2, 5) if mixed else None
        confidence[at] = max(odds[code], _COUNTS) if code < 2 else odds[code]
    columns = {"stance_label": label, "stance_score": score, "stance_confidence": confidence, "stance_evidence": evidence}
    return pl.DataFrame(columns, schema=SCHEMA)
