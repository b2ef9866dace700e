"""The project's own model, as it is shipped."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polarize.stance import crossencoder

PAIRS = [
    # target, comment, side; written for this test
    ("the new bypass", "I fully support the bypass, it should have been built years ago.", "favor"),
    ("the new bypass", "The bypass is a waste of money and will ruin the valley. Stop it.", "against"),
    ("school uniforms", "School uniforms are a great idea, our school is so much calmer with them.", "favor"),
    ("school uniforms", "Uniforms are pointless and expensive, get rid of them.", "against"),
    ("Mayor Placeholder", "Eight years of broken promises, she should resign.", "against"),
    ("Mayor Placeholder", "The best mayor we ever had, she has my vote again.", "favor"),
    ("nuclear power", "Nuclear is clean and reliable, we need more reactors.", "favor"),
    ("nuclear power", "Nobody knows where to put the waste. Shut the reactors down.", "against"),
    ("immigration", "Close the border, we cannot take any more people.", "against"),
    ("immigration", "Migrants built this country and we are lucky to have them.", "favor"),
]
UNRELATED = [
    ("nuclear power", "Does anybody know when the match starts tonight?"),
    ("school uniforms", "The new phone has a better camera than the old one."),
    ("immigration", "My cat sleeps sixteen hours a day."),
    ("the monarchy", "Add a pinch of salt and let it rest for an hour."),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.org/a?b=c now", "see now"),
        ("@Some_Body is right", "@user is right"),
        ("#StopTheBypass2024 please", "# Stop The Bypass 2024 please"),
        ("  two\n\nlines ", "two lines"),
    ],
)
def test_addresses_names_and_hashtags_are_made_readable(text: str, expected: str) -> None:
    assert crossencoder.prepare(text) == expected


def test_the_files_are_those_that_were_checked_in() -> None:
    lines = (crossencoder.FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert {line.split()[1] for line in lines} == {"model.onnx", "tokenizer.json", "config.json"}
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256((crossencoder.FOLDER / name).read_bytes()).hexdigest() == digest, name


def test_it_reads_sides_that_are_said_plainly() -> None:
    found = crossencoder.odds(crossencoder.probabilities([target for target, _ in pairs()], [text for _, text in pairs()]))
    right = [(value > 0) == (side == "favor") for value, (_, _, side) in zip(found, PAIRS, strict=True)]
    assert sum(right) >= 9, [PAIRS[place] for place, fine in enumerate(right) if not fine]


SENTENCES = st.lists(st.lists(st.sampled_from(["the", "bypass", "is", "late"]), min_size=1, max_size=30), min_size=1, max_size=11)


@given(SENTENCES)
def test_the_pieces_of_a_comment_are_its_sentences_in_their_order(sentences: list[list[str]]) -> None:
    text = " ".join(" ".join(words) + "." for words in sentences)
    pieces = crossencoder.pieces(text)
    assert not pieces or " ".join(pieces) == text
    assert all(piece.endswith(".") for piece in pieces)
    assert all(len(piece.split()) >= crossencoder.PIECE for piece in pieces[:-1])
    assert bool(pieces) == (len(pieces) > 1)


def test_a_side_told_in_one_sentence_of_a_long_comment_is_found() -> None:
    around = (
        "I moved here in 1998 with two small children and a dog, and we have seen the town change a good deal over the years.",
        "The bakery on the corner became a phone shop, then a bakery again, and the school got a new roof two summers ago.",
        "My neighbour keeps bees behind the church and sells the honey on Saturdays, if you are early enough to get any.",
    )
    for told, side in (("The bypass is a waste of money and must be stopped.", -1), ("The bypass is a blessing, build it now.", 1)):
        whole = " ".join((around[0], around[1], told, around[2]))
        found, none = crossencoder.towards("the new bypass", [whole], closely=True)
        _, none_at_once = crossencoder.towards("the new bypass", [whole], closely=False)
        assert np.sign(found[0]) == side
        assert 0 <= none[0] <= 1
        assert 0 <= none_at_once[0] <= 1


def test_a_comment_on_something_else_takes_no_side() -> None:
    none = crossencoder.probabilities([target for target, _ in UNRELATED], [text for _, text in UNRELATED])[:, 2]
    sided = crossencoder.probabilities([target for target, _ in pairs()], [text for _, text in pairs()])[:, 2]
    assert np.median(none) > 0.5
    assert sided.max() < 0.3


def pairs() -> list[tuple[str, str]]:
    return [(target, text) for target, text, _ in PAIRS]


def test_it_needs_no_torch() -> None:
    code = "import sys; from polarize.stance import crossencoder as c; c.probabilities(['a'], ['b']); print('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
