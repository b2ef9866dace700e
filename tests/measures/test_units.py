"""From comments to authors."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polarize.measures import Context, Thread
from polarize.measures._units import author_units, by_author, comment_units, headline_unit, units

F, A, M, N, U = 1, -1, 0, 2, 3
ThreadMaker = Callable[..., Thread]


@pytest.mark.parametrize(
    ("comments", "label", "score"),
    [
        pytest.param([(F, 0.4), (F, 0.6), (A, -0.4)], F, 0.2, id="majority"),
        pytest.param([(F, 0.9), (A, -0.1)], M, 0.4, id="tie"),
        pytest.param([(M, 0.1), (M, 0.0)], M, 0.05, id="only mixed"),
        pytest.param([(A, -0.4), (M, 0.1), (M, 0.0)], A, -0.1, id="one side and mixed"),
        pytest.param([(N, 0.0), (F, 0.5), (N, 0.0)], F, 0.5, id="comments without a stance do not dilute"),
        pytest.param([(N, 0.0)], N, 0.0, id="none"),
        pytest.param([(F, 0.1), (F, 0.1), (A, -0.9)], M, -0.7 / 3, id="two faint against one harsh"),
        pytest.param([(U, 0.0), (U, 0.0)], U, 0.0, id="not read"),
        pytest.param([(U, 0.0), (N, 0.0)], N, 0.0, id="partly read"),
    ],
)
def test_the_label_of_an_author(comments: list[tuple[int, float]], label: int, score: float) -> None:
    labels, scores = np.array([c[0] for c in comments]), np.array([c[1] for c in comments])
    mean, side = by_author(scores, labels, np.zeros(len(comments), dtype=np.int64))
    assert side.tolist() == [label]
    assert mean.tolist() == pytest.approx([score])


COMMENT = st.tuples(st.sampled_from([F, A, M, N, U]), st.floats(0, 1), st.integers(0, 3))


@given(st.lists(COMMENT, max_size=30), st.integers(0, 1000))
def test_labels_agree_with_means_in_any_order(comments: list[tuple[int, float, int]], seed: int) -> None:
    label = np.array([c[0] for c in comments], dtype=np.int64)
    score = np.array([c[0] * c[1] if abs(c[0]) == 1 else 0.0 for c in comments])
    _, code = np.unique(np.array([c[2] for c in comments], dtype=np.int64), return_inverse=True)
    mean, side = by_author(score, label, code)
    assert (mean[side == F] > 0).all()
    assert (mean[side == A] < 0).all()
    order = np.random.default_rng(seed).permutation(len(comments))
    again = by_author(score[order], label[order], code[order])
    assert again[0].tolist() == mean.tolist()
    assert again[1].tolist() == side.tolist()


def test_eight_people_called_anonymous_are_eight_people(make_thread: ThreadMaker) -> None:
    thread = make_thread([F] * 8 + [A, A], author=[-1] * 8 + [0, 0])
    assert sorted(author_units(thread).label.tolist()) == [A] + [F] * 8
    assert len(comment_units(thread).label) == 10


def test_the_headline_counts_authors_where_half_are_known(make_thread: ThreadMaker) -> None:
    assert headline_unit(make_thread([F, A], author=[0, -1])) == "author"
    assert headline_unit(make_thread([F, A, A], author=[0, -1, -1])) == "comment"
    assert headline_unit(make_thread([])) == "comment"
    assert headline_unit(make_thread([F, U, U], author=[-1, 0, 1])) == "comment"


def test_comments_not_read_are_no_units(make_thread: ThreadMaker) -> None:
    thread = make_thread([U, U], author=[0, 1])
    assert [(u.unit, len(u.label)) for u in units(thread, Context((thread,), None, 0))] == [("comment", 0)]
