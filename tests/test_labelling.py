"""What labels change in a report: the error of a debate, and the advice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from polarize import pipeline, stance
from polarize.errors import ConfigError
from polarize.labelling import advised, errors_in_debates, fit, validate
from polarize.stance import fitting
from polarize.stance.fitted import dump
from polarize.stance.fitting import raw_features
from polarize.stance.parts import PARTS
from polarize.tables import Label, ScoredComment, conform


def thread(tags: list[str], article: str = "a", debate: str = "nuclear-power", score: float = 0.4) -> pl.DataFrame:
    sign = {"favor": 1, "against": -1}
    rows: dict[str, Any] = {
        "article_id": [article] * len(tags),
        "comment_id": [f"c{at}" for at in range(len(tags))],
        "position": range(1, len(tags) + 1),
        "reply_inferred": [False] * len(tags),
        "author": [f"Reader {at}" for at in range(len(tags))],
        "status": ["visible"] * len(tags),
        "text": [f"comment {at}" for at in range(len(tags))],
        "debate": [debate] * len(tags),
        "stance_label": tags,
        "stance_score": [score * sign[tag] if tag in sign else None for tag in tags],
        "stance_confidence": [0.6] * len(tags),
    }
    return conform(pl.DataFrame(rows), ScoredComment)


def said(labels: list[str], article: str = "a") -> pl.DataFrame:
    n = len(labels)
    rows = {"article_id": [article] * n, "comment_id": [f"c{at}" for at in range(n)], "coder": ["Ada"] * n, "label": labels}
    return conform(pl.DataFrame({**rows, "drawn": ["random"] * n}), Label)


TAGS = ["favor", "against"] * 30


def test_the_error_of_a_debate_is_the_one_that_its_labels_show() -> None:
    scored = pl.concat([thread(TAGS), thread(TAGS, "b", "gun-control")])
    found = validate(scored, said(TAGS[:40]))
    errors = errors_in_debates(found, stance.Settings())
    assert set(errors) == {"nuclear-power"}
    shipped = stance.validation(stance.DEFAULT)
    assert shipped is not None
    assert errors["nuclear-power"].flip == pytest.approx(8 * shipped.flip / 48)
    assert "40 labelled comments of this debate" in errors["nuclear-power"].source


def test_good_labels_make_the_reported_interval_narrower_in_their_debate_alone() -> None:
    scored = pl.concat([thread(TAGS), thread(TAGS, "b", "gun-control")])
    errors = errors_in_debates(validate(scored, said(TAGS[:40])), stance.Settings())
    names = ["split_index", "tagger_null"]

    def widths(figures: pl.DataFrame) -> dict[str, float]:
        rows = figures.filter((pl.col("measure") == "split_index") & (pl.col("unit") == "author"))
        return {row["article_id"]: row["high"] - row["low"] for row in rows.iter_rows(named=True)}

    before, after = pipeline.measure(scored, names=names), pipeline.measure(scored, names=names, errors=errors)
    assert widths(after)["a"] < 0.8 * widths(before)["a"]
    assert widths(after)["b"] == widths(before)["b"]
    assert before.filter(pl.col("article_id") == "b").equals(after.filter(pl.col("article_id") == "b"))


def test_an_offset_moves_the_tagged_sides() -> None:
    """Half the tags in favor are faint, and people call them against: one fifth of the thread is left in favor."""
    faint = thread(["favor"] * 12, score=0.02)
    firm = thread(["favor"] * 8 + ["against"] * 20, score=0.6).with_columns(comment_id=pl.format("d{}", pl.col("position")))
    scored = pl.concat([faint, firm.with_columns(author=pl.format("Writer {}", pl.col("position")), position=pl.col("position") + 12)])
    truth = said(["against"] * 12)
    more = said(["favor"] * 8 + ["against"] * 20).with_columns(comment_id=pl.format("d{}", pl.int_range(1, pl.len() + 1)))
    errors = errors_in_debates(validate(scored, pl.concat([truth, more])), stance.Settings())
    assert 0.02 < errors["nuclear-power"].offset < 0.6
    figures = pipeline.measure(scored, names=["split_index"], errors=errors)
    row = figures.filter((pl.col("measure") == "balance") | (pl.col("measure") == "split_index")).row(0, named=True)
    assert row["low"] < row["value"]


def test_advice_stands_where_the_interval_is_wide_and_names_a_number_that_labels_bring_down() -> None:
    scored = pl.concat([thread(TAGS), thread(["favor"], "few")])
    figures = pipeline.measure(scored)
    summary = advised(pipeline.summarize(scored, figures), scored)
    notes = dict(summary.select("article_id", "notes").iter_rows())
    assert "comments with `polarize label`" in notes["a"]
    assert notes["few"] is None
    settled = validate(scored, said(TAGS))
    assert dict(advised(pipeline.summarize(scored, figures), scored, settled).select("article_id", "notes").iter_rows())["a"] is None


def test_fit_names_what_is_missing() -> None:
    with pytest.raises(ConfigError, match="the most is 3"):
        fit(thread(TAGS), said(["favor"] * 3))
    with pytest.raises(ConfigError, match="the most is 0"):
        fit(thread(TAGS), said(["favor"] * 9, article="elsewhere"))


def test_fit_is_told_the_tags_of_the_base_in_all_threads_of_the_debate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not those of the table, which another scorer may have made, and not those of the labelled thread alone."""
    told: list[list[str | None]] = []

    def heard(texts: list[str], raw: Any, outcome: list[str | None], tags: list[str | None], seed: int = 0) -> fitting.Fitted:
        told.append(tags)
        return learn(texts, raw, outcome, tags, seed)

    learn = fitting.fit
    monkeypatch.setattr(fitting, "fit", heard)
    words = {"a": "Nuclear power is clean and safe", "b": "Radioactive waste kills"}
    scored = pl.concat([thread(["against"] * 12, "a"), thread(["none"] * 9, "b")])
    scored = scored.with_columns(text=pl.col("article_id").replace_strict(words) + pl.format(", plant {}", "position"))
    fit(scored, said(["favor"] * 8), sides=stance.Settings(scorer="statements"))
    assert told == [["favor"] * 12 + ["against"] * 9]


def drawn(n: int, zero: float, quiet: float, seed: int) -> tuple[np.ndarray[Any, np.dtype[np.float64]], list[str]]:
    """Features of n made-up comments as the scorer `auto` makes them, and what people say of them: drawn from a law of this test's own."""
    random = np.random.default_rng(seed)
    parts = np.zeros((n, len(PARTS)))
    target, silence = random.normal(0, 1.5, n), random.normal(-0.6, 1.5, n)
    parts[:, PARTS.index("target")], parts[:, PARTS.index("silence")] = target, silence
    none = random.random(n) < 1 / (1 + np.exp(-0.6 * silence - quiet))
    favor = random.random(n) < 1 / (1 + np.exp(-0.6 * target - zero))
    return raw_features(["words"] * n, parts), np.where(none, "neither", np.where(favor, "favor", "against")).tolist()


def test_the_interval_of_a_fitted_thread_holds_what_people_say_and_narrows_with_labels(tmp_path: Path) -> None:
    """Threads whose zero and silent share are other than the scorer takes them to be, and of which 16 or 100 comments are labelled."""
    held: dict[int, list[bool]] = {16: [], 100: []}
    width: dict[int, list[float]] = {16: [], 100: []}
    for seed, (zero, quiet) in enumerate([(-1.5, -0.5), (0.0, -3.0), (1.0, 0.5), (0.5, -1.0)] * 2):
        raw, truth = drawn(300, zero, quiet, seed)
        people = 4 * truth.count("favor") * truth.count("against") / 300**2
        for labels in held:
            target, silence = (raw[:, 1 + PARTS.index(name)] for name in ("target", "silence"))
            guess = np.where(silence > 1, "none", np.where(target > 0, "favor", "against")).tolist()
            learnt = fitting.fit(["words"] * 300, raw, [one if at < labels else None for at, one in enumerate(truth)], guess)
            file = tmp_path / f"{seed}-{labels}.json"
            file.write_bytes(dump(stance.Settings(), {"nuclear-power": learnt}))
            error = errors_in_debates(None, stance.Settings(scorer="fitted", model=file))
            code = fitting.tagged(fitting.chances(learnt, ["words"] * 300, raw), learnt.borders)
            # At scores of 1 the two sides are as far apart as can be, and the index is 4 p_fav p_agn.
            scored = thread([("favor", "against", "none")[one] for one in code], score=1.0)
            figures = pipeline.measure(scored, names=["split_index"], errors=error, scorer="fitted")
            row = figures.filter((pl.col("measure") == "split_index") & (pl.col("unit") == "author")).row(0, named=True)
            held[labels].append(row["low"] - 1e-6 <= people <= row["high"] + 1e-6)
            width[labels].append(row["high"] - row["low"])
    assert min(map(np.mean, held.values())) > 0.8
    assert np.mean(width[100]) < 0.7 * np.mean(width[16])
