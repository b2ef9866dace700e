"""A scored thread of ten comments with labels by two coders, counted by hand."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from polarize.labels import sentences, tables, text, validate
from polarize.tables import Label, conform

TAGS = ["favor", "favor", "favor", "favor", "against", "against", "against", "none", "unsure", None]
ADA = ["favor", "favor", "against", "favor", "against", "against", "favor", "none", "favor", "favor"]
Scored = Callable[..., pl.DataFrame]


def said(labels: list[str], coder: str = "Ada", article: str = "a", drawn: str = "random") -> pl.DataFrame:
    n = len(labels)
    rows = {
        "article_id": [article] * n,
        "comment_id": [f"c{at}" for at in range(n)],
        "coder": [coder] * n,
        "label": labels,
        "drawn": [drawn] * n,
    }
    return conform(pl.DataFrame(rows), Label)


def test_ten_comments_by_hand(make_scored: Scored) -> None:
    found = validate(make_scored(TAGS), said(ADA), (0.3, 0.2, None))
    assert (found.labels, found.coders, found.unknown, found.quality.n) == (10, 1, 1, 9)
    assert found.quality.accuracy.value == pytest.approx(6 / 9)
    errors = found.debates["trams"]
    assert errors.flip.value == pytest.approx(2 / 7)
    assert errors.flip_mean == pytest.approx((2 + 8 * 0.3) / (7 + 8))
    (thread,) = found.threads
    assert (thread.comments, thread.labels) == (9, 9)
    assert thread.raw["unsure"] == pytest.approx(1 / 9)
    assert thread.split == pytest.approx(4 * (4 / 9) * (3 / 9) * 0.5)
    assert thread.corrected is not None
    assert thread.corrected.share["favor"] == pytest.approx(5 / 9)
    assert thread.corrected.split == pytest.approx(4 * (5 / 9) * (3 / 9) * 0.5)
    assert thread.needed == 0
    assert found.alpha is None


def test_only_random_draws_count(make_scored: Scored) -> None:
    found = validate(make_scored(TAGS), said(ADA, drawn="uncertain"))
    assert (found.quality.n, found.chosen, found.debates, found.threads) == (0, 9, {}, ())
    assert any("drawn at random" in one for one in sentences(found))
    assert tables(found) == []


def test_two_coders(make_scored: Scored) -> None:
    bob = ["favor", "favor", "favor", "favor", "against", "against", "against", "none"]
    found = validate(make_scored(TAGS), pl.concat([said(ADA), said(bob, "Bob")]))
    assert (found.coders, found.shared) == (2, 8)
    # Eight pairs, two of them favor with against: 8 favor, 6 against, 2 none.
    assert found.alpha == pytest.approx(1 - 15 * 4 / (2 * (8 * 6 + 8 * 2 + 6 * 2)))
    # Without none: seven pairs, 8 favor and 6 against, all disagreements equally far.
    assert found.alpha_ordinal == pytest.approx(1 - 13 * 4 / (2 * 8 * 6))


def test_few_labels_correct_nothing_and_ask_for_more(make_scored: Scored) -> None:
    (thread,) = validate(make_scored(["favor", "against"] * 60), said(["favor"] * 5)).threads
    assert thread.corrected is None
    assert thread.needed > 3


def test_words_and_table_hold_every_figure_and_no_nan(make_scored: Scored) -> None:
    scored = pl.concat([make_scored(TAGS), make_scored(["favor", "against"] * 20, "b")])
    found = validate(scored, pl.concat([said(ADA), said(["favor", "against"] * 5, article="b"), said(ADA[:3], "Bob")]))
    written = text(found)
    for words in ("2 coders", "trams:", "Krippendorff's alpha", ": firm", "Corrected figures", "precision", "tag unsure"):
        assert words in written
    assert "nan" not in written.lower().replace("unanimous", "")
    rows = {(scope, figure): value for scope, figure, value, *_ in found.table().iter_rows()}
    assert rows["all", "people_against_tag_favor"] == 1
    assert rows["article b", "split_index"] == pytest.approx(4 * 0.5 * 0.5 * 0.5)
    assert rows["debate trams", "flip"] == pytest.approx(2 / 17, abs=1e-4)
    assert not any(column.is_nan().any() for column in found.table().select(pl.selectors.float()))


def test_nothing_known_is_no_trouble(make_scored: Scored) -> None:
    found = validate(make_scored(TAGS), said(["skip"] * 3, article="elsewhere"))
    assert found.quality.n == 0
    assert found.table().height > 0
