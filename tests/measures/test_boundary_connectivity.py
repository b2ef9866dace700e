"""Boundary connectivity: the paper's definition written out over sets."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from polarize.measures.boundary_connectivity import boundary_connectivity


def by_sets(graph: nx.Graph, side: list[int]) -> float:
    def near(v: int, one: int) -> set[int]:
        return {u for u in graph[v] if side[u] == one}

    inner = {v for v in graph if side[v] and not near(v, -side[v])}
    boundary = {v for v in graph if side[v] and near(v, -side[v]) and near(v, side[v]) & inner}
    shares = []
    for v in boundary:
        own, other = len(near(v, side[v]) & inner), len(near(v, -side[v]) & boundary)
        shares.append(own / (own + other) - 0.5)
    return float(np.mean(shares))


@pytest.mark.parametrize("seed", range(5))
def test_against_the_definition(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph = nx.gnm_random_graph(60, 80, seed=seed)
    side = rng.choice([1, -1, 0], 60, p=[0.6, 0.3, 0.1]).tolist()
    pairs = np.array(graph.edges())
    assert boundary_connectivity(np.concatenate([pairs, pairs[:9, ::-1]]), np.array(side)) == pytest.approx(by_sets(graph, side), abs=1e-6)


def test_no_boundary() -> None:
    assert boundary_connectivity(np.array([[0, 1], [2, 3]]), np.array([1, 1, -1, -1])) is None
    assert boundary_connectivity(np.array([[0, 1]]), np.array([1, -1])) is None
