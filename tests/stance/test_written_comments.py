"""Comments written for this project with the label a careful reader gives them: the scorer may not fall below these floors."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from polarize.stance.debate import catalogue
from polarize.stance.statements import score

WRITTEN: dict[str, dict[str, list[str]]] = tomllib.loads((Path(__file__).parent / "written_comments.toml").read_text(encoding="utf-8"))
PAIRS = [(debate, label, text) for debate, group in WRITTEN.items() for label, texts in group.items() for text in texts]


def judged() -> list[tuple[str, str]]:
    found = []
    for debate, group in WRITTEN.items():
        for label, texts in group.items():
            given = score(texts, ["en"] * len(texts), catalogue()[debate])["stance_label"].to_list()
            found += [(label, str(one)) for one in given]
    return found


def test_there_are_three_debates_and_all_four_labels() -> None:
    assert len(WRITTEN) >= 3
    assert len(PAIRS) >= 40
    for group in WRITTEN.values():
        assert set(group) == {"favor", "against", "mixed", "none"}


def test_seven_of_ten_labels_are_right() -> None:
    pairs = judged()
    assert sum(wanted == given for wanted, given in pairs) / len(pairs) >= 0.7


@pytest.mark.parametrize(("label", "floor"), [("favor", 0.6), ("against", 0.5), ("mixed", 0.7), ("none", 0.7)])
def test_no_label_is_left_behind(label: str, floor: float) -> None:
    given = [found for wanted, found in judged() if wanted == label]
    assert given.count(label) / len(given) >= floor


def test_at_most_a_third_of_the_sided_comments_are_on_the_wrong_side() -> None:
    sided = [(wanted, given) for wanted, given in judged() if {wanted, given} <= {"favor", "against"}]
    assert sum(wanted != given for wanted, given in sided) / len(sided) <= 1 / 3
