"""Exchanging units between articles."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
import pytest

from polarize.measures import Thread, measure_threads
from polarize.measures.between_articles import between_articles

ThreadMaker = Callable[..., Thread]


def p_of(threads: Sequence[Thread], seed: int = 0) -> dict[str, float | None]:
    table = measure_threads(threads, None, seed, ["between_articles"])
    return dict(table.select("article_id", "value").iter_rows())


def test_against_all_exchanges_there_are() -> None:
    """Ten units, four in article 0: all 210 ways to choose them, counted one by one."""
    label = np.array([1, 1, -1, -1, 1, 1, 1, 1, -1, 2])
    score = np.array([0.9, 0.8, -0.7, -0.9, 0.2, 0.4, 0.3, 0.1, -0.2, 0.0])

    def index(chosen: tuple[int, ...]) -> float:
        favor = [score[i] for i in chosen if label[i] == 1]
        against = [score[i] for i in chosen if label[i] == -1]
        if not favor or not against:
            return 0.0
        return float(4 * len(favor) * len(against) / 16 * (sum(favor) / len(favor) - sum(against) / len(against)) / 2)

    observed = index((0, 1, 2, 3))
    ways = [index(chosen) for chosen in combinations(range(10), 4)]
    exact = np.mean([way >= observed - 1e-9 for way in ways])
    article = np.array([0] * 4 + [1] * 6)
    p = between_articles(score, label, article, np.random.default_rng(1), permutations=20_000)
    assert p[0] == pytest.approx(exact, abs=0.005)


def test_a_split_article_among_one_sided_ones_stands_out(make_thread: ThreadMaker) -> None:
    threads = [make_thread([1] * 30, article_id=f"calm {i}") for i in range(9)]
    threads.append(make_thread([1] * 15 + [-1] * 15, article_id="torn"))
    p = p_of(threads)
    assert p["torn"] == 1 / 1000
    assert p["calm 0"] == 1.0


def test_random_threads_have_no_small_p(make_thread: ThreadMaker) -> None:
    rng = np.random.default_rng(5)
    found = np.array(list(p_of([make_thread(rng.choice([1, -1, 2], 40), article_id=str(i)) for i in range(200)]).values()))
    assert np.mean(found <= 0.05) == pytest.approx(0.05, abs=0.04)
    assert np.mean(found) == pytest.approx(0.5, abs=0.1)


def test_one_article_of_a_debate_has_nothing_to_be_compared_with(make_thread: ThreadMaker) -> None:
    alone = make_thread([1, -1], article_id="alone", debate="rail")
    empty = make_thread([], article_id="empty", debate="rail")
    unknown = [make_thread([1, -1], article_id=name, debate=None) for name in ("x", "y")]
    pair = [make_thread([1, -1], article_id=name) for name in ("p", "q")]
    found = p_of([alone, empty, *unknown, *pair])
    assert [found[name] for name in ("alone", "empty", "x", "y")] == [None] * 4
    # Of the six ways to deal two and two, four give each article one of each side.
    assert found["p"] == found["q"] == pytest.approx(2 / 3, abs=0.06)


def test_other_debates_and_the_order_of_articles_change_nothing(make_thread: ThreadMaker) -> None:
    rng = np.random.default_rng(6)
    threads = [make_thread(rng.choice([1, -1], 20), article_id=str(i)) for i in range(5)]
    other = [make_thread(rng.choice([1, -1], 20), article_id=f"r{i}", debate="rail") for i in range(3)]
    expected = p_of(threads)
    found = p_of([*other, *reversed(threads)])
    assert {name: found[name] for name in expected} == expected


def test_five_hundred_articles_take_seconds(make_thread: ThreadMaker) -> None:
    rng = np.random.default_rng(7)
    threads = [make_thread(rng.choice([1, -1, 0, 2], 200), article_id=str(i)) for i in range(500)]
    start = time.process_time()
    p_of(threads)
    assert time.process_time() - start < 20
