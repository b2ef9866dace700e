"""Modularity: against networkx, and the karate club of Zachary."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from polarize.measures.modularity import modularity


@pytest.mark.parametrize("seed", range(5))
def test_against_networkx(seed: int) -> None:
    rng = np.random.default_rng(seed)
    side = rng.choice([1, -1], 30)
    pairs = np.array([pair for pair in rng.integers(0, 30, (60, 2)) if pair[0] != pair[1]])
    graph = nx.MultiGraph(pairs.tolist())
    parts = [{i for i in graph if side[i] == one} for one in (1, -1)]
    assert modularity(pairs, side) == pytest.approx(nx.community.modularity(graph, parts), abs=1e-9)


def test_the_karate_club() -> None:
    """The two factions of Zachary's club have a modularity of 0.358 (Newman and Girvan 2004, unweighted)."""
    club = nx.karate_club_graph()
    side = np.array([1 if club.nodes[i]["club"] == "Mr. Hi" else -1 for i in club])
    assert modularity(np.array(club.edges()), side) == pytest.approx(0.358, abs=0.001)
