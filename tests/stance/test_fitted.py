"""The file of `polarize fit`: what goes in comes out, damage is named, and the scorer rests on any base."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from polarize import stance
from polarize.errors import ConfigError
from polarize.stance.fitted import based, dump, load
from polarize.stance.fitting import Fitted, chances, fit

DEBATE = stance.find("nuclear-power")
TEXTS = [
    *(f"Nuclear power is clean and safe, plant {at}" for at in range(12)),
    *(f"Radioactive waste kills, plant {at}" for at in range(12)),
]
SIDES = ["favor"] * 12 + ["against"] * 12
Altered = Callable[[dict[str, Any]], Any]


def learnt(texts: list[str] = TEXTS, sides: list[str] = SIDES) -> Fitted:
    read = based(stance.Thread.of(texts), DEBATE, stance.Settings(), stance.SCORERS)
    return fit(texts, read.raw, list(sides), read.labels)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "fitted.json"
    path.write_bytes(dump(stance.Settings(), {DEBATE.id: learnt()}))
    return path


@pytest.mark.parametrize("times", [1, 10])
def test_what_was_learnt_comes_back(tmp_path: Path, times: int) -> None:
    texts, sides = [f"{text} {at}" for at in range(times) for text in TEXTS], SIDES * times
    one = learnt(texts, sides)
    path = tmp_path / "fitted.json"
    path.write_bytes(dump(stance.Settings(), {DEBATE.id: one}))
    other = load(path)[1][DEBATE.id]
    raw = based(stance.Thread.of(texts), DEBATE, stance.Settings(), stance.SCORERS).raw
    assert np.exp(chances(other, texts, raw)) == pytest.approx(np.exp(chances(one, texts, raw)), abs=5e-3)
    assert (other.borders, other.held_out) == (one.borders, one.held_out)
    assert other.labels == 24 * times


def test_the_scorer_keeps_the_contract_and_what_the_base_left_out(file: Path) -> None:
    thread = stance.Thread.of([*TEXTS, None, "Die Kernkraft ist sauber"], [*["en"] * 25, "de"])
    settings = stance.Settings(scorer="fitted", model=file)
    tags = stance.score(thread, DEBATE, settings)
    assert tags.schema == stance.SCHEMA
    label, score = tags["stance_label"].to_list(), tags["stance_score"].to_list()
    assert sum(one == side for one, side in zip(label, SIDES, strict=False)) >= 20
    assert all((one or 0) >= 0 for one in score[:12])
    assert all((one or 0) <= 0 for one in score[12:24])
    assert label[24:] == score[24:] == [None, None]
    assert "fitted on 24 labels" in tags["stance_evidence"][0]
    assert load(file)[1][DEBATE.id].flip is not None


@pytest.mark.parametrize("scorer", ["auto", "statements"])
def test_any_base_is_put_right(tmp_path: Path, scorer: str) -> None:
    """Labels that say the reverse of what the words say win in the end: the base is a prior, not a verdict."""
    texts = [f"{text} {at}" for at in range(4) for text in TEXTS]
    turned = [{"favor": "against", "against": "favor"}[side] for side in SIDES * 4]
    base = stance.Settings(scorer=scorer)
    thread = stance.Thread.of(texts)
    path = tmp_path / "fitted.json"
    read = based(thread, DEBATE, base, stance.SCORERS)
    path.write_bytes(dump(base, {DEBATE.id: fit(texts, read.raw, list(turned), read.labels)}))
    tags = stance.score(thread, DEBATE, stance.Settings(scorer="fitted", model=path))
    assert np.mean([one == side for one, side in zip(tags["stance_label"], turned, strict=True)]) > 0.9
    assert all(0 <= sure <= 1 for sure in tags["stance_confidence"])


def test_a_debate_that_is_not_in_the_file_gets_the_bases_tags(file: Path) -> None:
    other = stance.find("school-uniforms")
    thread = stance.Thread.of(["Uniforms are good for all pupils", "I hate school uniforms"])
    assert stance.score(thread, other, stance.Settings(scorer="fitted", model=file)).equals(stance.score(thread, other))
    assert other.id not in load(file)[1]


def test_without_a_file_the_remedy_is_named() -> None:
    with pytest.raises(ConfigError, match="--model"):
        stance.score(stance.Thread.of(["x"]), DEBATE, stance.Settings(scorer="fitted"))


@pytest.mark.parametrize(
    ("alter", "words"),
    [
        (lambda one: {**one, "polarize_fitted": 99}, "version 99"),
        (lambda one: {**one, "base": {"scorer": "magic"}}, "magic"),
        (lambda one: {**one, "base": {"scorer": "fitted"}}, "fitted"),
        (lambda one: {**one, "extra": 1}, "no file of"),
        (lambda one: [one], "no file of"),
        (lambda one: {**one, "debates": {DEBATE.id: {**one["debates"][DEBATE.id], "held_out": [[10**12, 0, 0]] * 3}}}, "no file of"),
        (lambda one: {**one, "debates": {DEBATE.id: {**one["debates"][DEBATE.id], "held_out": [[-1, 0, 0]] * 3}}}, "no file of"),
        (lambda one: {**one, "debates": {DEBATE.id: {**one["debates"][DEBATE.id], "weights": [[0.0]]}}}, "no file of"),
        (
            lambda one: {
                **one,
                "debates": {DEBATE.id: {**one["debates"][DEBATE.id], "word_columns": [10**9], "word_weights": [[0, 0, 0]]}},
            },
            "no file",
        ),
    ],
)
def test_damaged_files_are_named(file: Path, alter: Altered, words: str) -> None:
    file.write_text(json.dumps(alter(json.loads(file.read_text(encoding="utf-8")))), encoding="utf-8")
    load.cache_clear()
    with pytest.raises(ConfigError, match=words):
        stance.score(stance.Thread.of(["x"]), DEBATE, stance.Settings(scorer="fitted", model=file))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_anything_else_is_no_fitted_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="no file of"):
        load(path)
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "missing.json")
