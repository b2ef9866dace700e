"""Generalized Euclidean distance: against numpy's pseudoinverse of networkx's Laplacian."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from polarize.measures.generalized_euclidean import generalized_euclidean


def by_pseudoinverse(graph: nx.Graph, side: list[int]) -> float:
    laplacian = nx.laplacian_matrix(graph, nodelist=range(len(side))).toarray().astype(float)
    opinion = np.array(side, dtype=float)
    return float(np.sqrt(opinion @ np.linalg.pinv(laplacian) @ opinion))


@pytest.mark.parametrize("nodes", [12, 60, 500])
def test_against_the_pseudoinverse(nodes: int) -> None:
    """500 nodes go by conjugate gradients."""
    rng = np.random.default_rng(nodes)
    graph = nx.random_labeled_tree(nodes, seed=nodes)
    graph.remove_edge(*next(iter(graph.edges())))
    side = rng.choice([1, -1, 0], nodes).tolist()
    assert generalized_euclidean(np.array(graph.edges()), np.array(side)) == pytest.approx(by_pseudoinverse(graph, side), rel=1e-6)


def test_the_longer_the_way_between_the_sides_the_larger() -> None:
    chain = np.array([[i, i + 1] for i in range(9)])
    apart, mixed = np.repeat([1, -1], 5), np.array([1, -1] * 5)
    assert generalized_euclidean(chain, apart) > generalized_euclidean(chain, mixed)  # type: ignore[operator]
    assert generalized_euclidean(chain, np.zeros(10, dtype=int)) is None
