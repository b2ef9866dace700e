"""What every measure promises, the present ones and those to come."""

from __future__ import annotations

import doctest
import importlib
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.measures import Context, Measure, TaggerError, Thread, Value, measures

ROOT = Path(__file__).parents[2]
TAGGER = TaggerError("test", flip=0.15, offset_sd=0.15, source="made up")
FOLLOW_THE_THREAD = frozenset({"split_change"})
"""Measures whose figures are about the order of the comments."""
each_measure = pytest.mark.parametrize("measure", [pytest.param(m, id=name) for name, m in measures().items()])


def thread_of(rows: list[tuple[int, float, int, float, int]], article_id: str = "a") -> Thread:
    """Return a thread; a row is label, strength, author, compound and reply_to."""
    label = np.array([row[0] for row in rows], dtype=np.int64)
    n = len(rows)
    return Thread(
        article_id=article_id,
        score=np.array([row[0] * row[1] if abs(row[0]) == 1 else 0.0 for row in rows]),
        label=label,
        author=np.array([row[2] for row in rows], dtype=np.int64),
        compound=np.array([row[3] for row in rows]),
        votes=np.array([float(i % 7) if i % 3 else np.nan for i in range(n)]),
        reply_to=np.array([row[4] if row[4] < i else -1 for i, row in enumerate(rows)], dtype=np.int64),
        debate="dam",
    )


ROW = st.tuples(
    st.sampled_from([1, -1, 0, 2, 3]), st.floats(0, 1), st.integers(-1, 6), st.floats(-1, 1) | st.just(math.nan), st.integers(-1, 30)
)
THREADS = st.lists(ROW, max_size=40).map(thread_of)
LIKE = st.sampled_from([1, -1, 0, 2, 3]).flatmap(lambda label: st.integers(0, 3).map(lambda n: thread_of([(label, 0.4, 0, 0.1, -1)] * n)))
"""Nobody, one, two or three comments that are all alike."""


def run(measure: Measure, thread: Thread, seed: int = 0, tagger: TaggerError | None = TAGGER) -> list[Value]:
    other = thread_of([(1, 0.5, 0, 0.1, -1), (-1, 0.5, 1, -0.1, -1), (2, 0.0, 1, 0.0, -1)], "other")
    return list(measure.compute(thread, Context((thread, other), tagger, seed)))


def without_shuffles(rows: list[Value]) -> list[Value]:
    """Leave out z and p of the reply network: its nodes are shuffled in page order, so that another order is another draw."""
    shuffled = {row.measure.removesuffix("_z") for row in rows if row.measure.endswith("_z")}
    return [row for row in rows if not any(row.measure in (f"{name}_z", f"{name}_p") for name in shuffled)]


def limits(measure: Measure, value: str) -> tuple[float, float]:
    """Return what `range` allows: "0 to 1", "0 and up", "any number", or "name 0 to 1; other any number"."""
    parts = dict(re.findall(r"(\w+) (-?[\d.]+ (?:to -?[\d.]+|and up)|any number)", measure.range))
    if parts.get(value, measure.range) == "any number":
        return -math.inf, math.inf
    low, high = re.fullmatch(r"(-?[\d.]+) (?:to (-?[\d.]+)|and up)", parts.get(value, measure.range)).groups()  # type: ignore[union-attr]
    return float(low), math.inf if high is None else float(high)


def check(measure: Measure, rows: list[Value]) -> None:
    assert {row.measure for row in rows} <= set(measure.values)
    assert len({(row.measure, row.unit) for row in rows}) == len(rows), "one row a figure and unit"
    for row in rows:
        low, high = limits(measure, row.measure)
        assert row.unit in ("author", "comment", "vote", "article")
        assert row.n >= 0
        for number in (row.value, row.low, row.high):
            assert number is None or (type(number) is float and math.isfinite(number)), row
            assert number is None or low - 1e-12 <= number <= high + 1e-12, row
        assert (row.low is None) == (row.high is None), row
        if row.low is not None and row.high is not None:
            assert row.value is not None, "an interval without an estimate"
            assert row.low <= row.value <= row.high, row


@each_measure
def test_it_says_what_it_is(measure: Measure) -> None:
    for field in (measure.title, measure.formula, measure.source, measure.null_when):
        assert field.strip()
    assert measure.values
    for value in measure.values:
        limits(measure, value)


@each_measure
def test_it_has_a_function_of_its_name_with_a_full_docstring(measure: Measure) -> None:
    module = importlib.import_module(f"polarize.measures.{measure.name}")
    doc = getattr(module, measure.name).__doc__ or ""
    for part in ("Formula:", "Range:", "Source:", "Edge cases:", "Args:", "Example:", ">>>"):
        assert part in doc, f"{measure.name}: the docstring lacks {part}"
    assert doctest.testmod(module).failed == 0, "the example is not what the function gives"


@each_measure
def test_it_has_a_page(measure: Measure) -> None:
    page = ROOT / "docs" / "measures" / f"{measure.name}.md"
    assert page.is_file(), f"write docs/measures/{measure.name}.md"
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {measure.title}\n")
    for value in measure.values:
        assert f"`{value}`" in text, f"docs/measures/{measure.name}.md does not mention {value}"
    for heading in ("## Formula", "## When it is null", "## Source"):
        assert heading in text


@each_measure
@settings(max_examples=25, deadline=None)
@given(thread=THREADS | LIKE)
def test_values_are_in_range_and_never_nan(measure: Measure, thread: Thread) -> None:
    check(measure, run(measure, thread))
    check(measure, run(measure, thread, tagger=None))


@each_measure
@pytest.mark.parametrize("label", [1, -1, 0, 2, 3])
@pytest.mark.parametrize("n", [0, 1, 2, 6000])
def test_threads_of_one_kind_of_comment(measure: Measure, label: int, n: int) -> None:
    check(measure, run(measure, thread_of([(label, 0.5, i % 5, math.nan, -1) for i in range(n)])))


@each_measure
def test_every_figure_it_names_is_given(measure: Measure) -> None:
    rich = thread_of([(i % 5 - 1 if i % 5 < 4 else 3, 0.1 + i / 100, i % 6, (i % 9 - 4) / 5, i - 2) for i in range(60)])
    assert {row.measure for row in run(measure, rich)} == set(measure.values)


@each_measure
def test_an_empty_thread_has_no_figures_but_counts(measure: Measure) -> None:
    for row in run(measure, thread_of([])):
        assert row.n == 0
        assert row.value is None or (measure.name == "counts" and row.value == 0)


@each_measure
@settings(max_examples=10, deadline=None)
@given(thread=THREADS, seed=st.integers(0, 2**32))
def test_the_same_input_gives_the_same_digits(measure: Measure, thread: Thread, seed: int) -> None:
    assert run(measure, thread, seed) == run(measure, thread, seed)


@each_measure
@settings(max_examples=25, deadline=None)
@given(thread=THREADS, seed=st.integers(0, 1000))
def test_the_order_of_comments_does_not_matter(measure: Measure, thread: Thread, seed: int) -> None:
    if measure.name in FOLLOW_THE_THREAD:
        pytest.skip("follows the thread from the first comment to the last")
    order = np.random.default_rng(seed).permutation(len(thread.label))
    place = np.argsort(order)
    reply_to = thread.reply_to[order]
    moved = replace(
        thread,
        score=thread.score[order],
        label=thread.label[order],
        author=thread.author[order],
        compound=thread.compound[order],
        votes=thread.votes[order],
        reply_to=np.where(reply_to >= 0, place[reply_to], -1) if len(order) else reply_to,
    )
    assert without_shuffles(run(measure, moved)) == without_shuffles(run(measure, thread))
