"""Self-training: what a thread's own words tell."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from polarize.stance.selftrain import LEAST, Said, joined, lean

WORDS = ["good", "bad", "wombats", "gnus", "the", "and"]


def said(rows: list[str]) -> Said:
    """Comments as counted words, without embeddings."""
    counts = np.array([[row.split().count(word) for word in WORDS] for row in rows], dtype=np.float64)
    return Said(sparse.csr_array(counts), WORDS, np.zeros((len(rows), 256), dtype=np.float32))


def thread() -> tuple[list[str], np.ndarray]:
    """Those who like the plan call its makers wombats, the others call them gnus; some say nothing else."""
    rows = ["the good wombats and", "the bad gnus and"] * 20 + ["the wombats", "the gnus"] * 15
    total = np.array([2.0, -2.0] * 20 + [0.0] * 30)
    return rows, total


def test_a_nickname_of_this_thread_tells_the_side() -> None:
    rows, total = thread()
    found = lean(said(rows), total)
    assert all(value > 0 for row, value in zip(rows, found, strict=True) if "wombats" in row)
    assert all(value < 0 for row, value in zip(rows, found, strict=True) if "gnus" in row)


def test_exchanging_the_sides_exchanges_what_is_learnt() -> None:
    rows, total = thread()
    np.testing.assert_allclose(lean(said(rows), -total), -lean(said(rows), total), atol=1e-3)


def test_too_few_comments_or_one_side_alone_teach_nothing() -> None:
    rows, total = thread()
    assert not lean(said(rows[: LEAST - 1]), total[: LEAST - 1]).any()
    assert not lean(said(rows), np.abs(total)).any()
    assert not lean(said(rows), np.zeros(len(rows))).any()


def test_batches_with_other_vocabularies_are_joined_word_by_word() -> None:
    first = Said(sparse.csr_array(np.array([[1.0, 2.0]])), ["b", "a"], np.ones((1, 256), dtype=np.float32))
    second = Said(sparse.csr_array(np.array([[3.0, 4.0]])), ["c", "b"], np.zeros((1, 256), dtype=np.float32))
    whole = joined([first, second])
    assert whole.vocabulary == ["b", "a", "c"]
    assert whole.counts.toarray().tolist() == [[1.0, 2.0, 0.0], [4.0, 0.0, 3.0]]
    assert whole.vectors[:, 0].tolist() == [1.0, 0.0]
