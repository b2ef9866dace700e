"""What the parts of a scorer say, as labels weigh it anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from polarize import stance
from polarize.stance.auto import Signs, score_with_parts
from polarize.stance.parts import PARTS, of_signs, of_tags
from polarize.stance.statements import FAVOR

DEBATE = stance.find("nuclear-power")
COMMENTS = (
    "Shut them all down before the next Fukushima, I don't want that waste in my valley for ten thousand years.",
    "Cheapest clean electricity there is. Build ten more reactors, yesterday.",
    "Where can I subscribe to the newsletter?",
)


def test_the_parts_come_with_the_tags_and_leave_out_what_is_not_scored() -> None:
    thread = stance.Thread.of([COMMENTS[0], None, "Atomkraft? Nein danke", *COMMENTS[1:]], ["en", None, "de", "en", "en"])
    tags, parts = score_with_parts(thread, DEBATE, stance.Settings())
    assert tags.equals(stance.SCORERS["auto"](thread, DEBATE, stance.Settings()))
    against, favor, neither = ({name: float(row[at]) for at, name in enumerate(PARTS)} for row in parts)
    assert against["target"] < favor["target"]
    assert neither["silence"] > max(against["silence"], favor["silence"])
    assert np.isfinite(parts).all()


def test_a_thread_that_is_not_read_by_the_model_has_parts_too() -> None:
    _, parts = score_with_parts(stance.Thread.of(COMMENTS), DEBATE, stance.Settings(speed="fast"))
    assert np.isfinite(parts).all()
    assert not parts[:, PARTS.index("target")].any()
    assert parts[0, PARTS.index("total")] < 0 < parts[1, PARTS.index("total")]


def test_a_target_alone_has_no_statements_to_weigh() -> None:
    _, parts = score_with_parts(stance.Thread.of(COMMENTS), stance.about("nuclear power"), stance.Settings())
    assert not parts[:, [PARTS.index("total"), PARTS.index("fast")]].any()


def test_towards_a_target_alone_silence_says_more() -> None:
    read = np.ones(3, dtype=np.bool_)
    nothing = np.zeros(3)
    signs = Signs(nothing, nothing, nothing, np.array([0.1, 0.5, 0.9]), nothing, read)
    other, bare = (of_signs(one, np.full(3, FAVOR))[:, PARTS.index("silence")] for one in (signs, replace(signs, bare=True)))
    assert bare[0] < other[0] < 0 < other[2] < bare[2]
    assert bare[1] == other[1] == 0


def test_of_a_scorer_without_parts_score_and_label_are_known() -> None:
    parts = of_tags([0.5, None, -0.5, 1.0], ["favor", "none", "against", "unsure"])
    total, size, quiet = (parts[:, PARTS.index(name)] for name in ("total", "size", "quiet"))
    assert total[:3] == pytest.approx([np.log(3), 0.0, -np.log(3)])
    assert size.tolist() == np.abs(total).tolist()
    assert quiet.tolist() == [0, 1, 0, 0]
    assert of_tags([], []).shape == (0, len(PARTS))
