"""Assortativity: against networkx and igraph."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest

from polarize.measures.assortativity import assortativity


@pytest.mark.parametrize("seed", range(5))
def test_against_networkx_and_igraph(seed: int) -> None:
    rng = np.random.default_rng(seed)
    side = rng.choice([1, -1], 30)
    pairs = np.array([pair for pair in rng.integers(0, 30, (60, 2)) if pair[0] != pair[1]])
    graph = nx.MultiGraph(pairs.tolist())
    nx.set_node_attributes(graph, {i: int(one) for i, one in enumerate(side)}, "side")
    found = assortativity(pairs, side)
    assert found == pytest.approx(nx.attribute_assortativity_coefficient(graph, "side"), abs=1e-9)
    assert found == pytest.approx(igraph.Graph(30, pairs.tolist()).assortativity_nominal((side > 0).astype(int).tolist(), directed=False))


def test_nodes_without_a_side_are_left_out_and_one_side_is_null() -> None:
    assert assortativity(np.array([[0, 1], [2, 3], [4, 0]]), np.array([1, 1, -1, -1, 0])) == 1.0
    assert assortativity(np.array([[0, 1]]), np.array([1, 1])) is None
