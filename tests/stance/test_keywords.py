"""What a keyword matches and what it does not."""

from __future__ import annotations

import pytest

from polarize.stance.keywords import count, index, length


@pytest.mark.parametrize(
    ("keyword", "text", "times"),
    [
        ("China", "China, china and CHINA's chinaware", 3),
        ("AI", "AI said that he paid; the AI-model", 2),
        ("AI", "the aI and ai", 0),
        ("US", "The US and us. US's", 2),
        ("EU", "Europe, EU, EUR", 1),
        ("CO2", "CO2 and co2", 1),
        ("U.S.", "the U.S. and the U.S. Senate, vitamin U. Some", 2),
        ("A.I.", "plan A. I went", 0),
        ("trade war", "the trade war, the trade\nwar, the trade-war, trade. War", 3),
        ("net-zero", "net zero and net-zero", 2),
        ("women's rights", "women's rights and women’s rights but not womens rights", 2),
        ("EE.UU.", "EE.UU. y EE.UU.", 2),
        ("nuclear power", "nuclear powers", 0),
        ("人工智能", "中国的人工智能和人工智能", 2),
        ("Klimaschutz", "klimaschutz Klimaschutzes", 1),
        ("réchauffement climatique", "Réchauffement climatique", 1),
    ],
)
def test_whole_words_count(keyword: str, text: str, times: int) -> None:
    found = count(index([("key", keyword)]), text)
    assert sum(found.get("key", {}).values()) == times


def test_the_longest_keyword_of_a_group_counts_once() -> None:
    found = count(index([(1, "trade"), (1, "trade war"), (2, "trade")]), "a trade war")
    assert found == {1: {"trade war": 1}, 2: {"trade": 1}}


def test_two_cjk_characters_are_a_word() -> None:
    assert length("two words 中国人工") == 5  # three runs of letters, and four characters
