"""The check of a debate's balance finds what is wrong and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from polarize.errors import DebateError
from polarize.stance.debate import Debate, Side
from polarize.stance.editing import check, new

FAVOR = (
    "Cats are quiet and clean.",
    "A cat looks after itself while you work.",
    "Nothing calms me like purring in the evening.",
    "They catch the mice in our barn.",
    "Small flats suit them perfectly well.",
)
AGAINST = (
    "Dogs are loyal friends for life.",
    "A walk with the hound keeps me fit.",
    "Barking scares off any burglar at night.",
    "Only a puppy is that happy to see you.",
    "Shepherds could not do without them.",
)
PETS = Debate(
    id="pets",
    title="Cats or dogs",
    target="cats",
    question="Are cats better than dogs?",
    language="en",
    description="The dispute about pets.",
    keywords=(("cat", "cats"), ("dog", "dogs")),
    favor=Side("For cats", (), FAVOR),
    against=Side("For dogs", (), AGAINST),
)


def favor(*statements: str) -> Debate:
    return replace(PETS, favor=replace(PETS.favor, statements=statements))


def test_a_balanced_debate_has_no_finding() -> None:
    assert check(PETS) == []


@pytest.mark.parametrize(
    ("debate", "finding"),
    [
        (favor(*FAVOR[:4], *FAVOR[:0], "One more.", "And another one here."), "favor has 6 statements and against 5"),
        (replace(PETS, favor=replace(PETS.favor, statements=FAVOR[:3]), against=replace(PETS.against, statements=AGAINST[:3])), "5 to 20"),
        (favor(*FAVOR[:4], FAVOR[0].upper()), "statements 1 and 5 are the same"),
        (favor(*FAVOR[:4], "Cats are so quiet and so clean."), "say nearly the same"),
        (favor(*FAVOR[:4], AGAINST[1]), "is also against statement 2"),
        (favor(*FAVOR[:4], " ".join(["purring"] * 41)), "41 words"),
        (favor(*(f"{text} {text} {text}" for text in FAVOR)), "on average"),
        (replace(PETS, keywords=()), "no keywords"),
        (replace(PETS, keywords=(("cat",), ())), "group 2 is empty"),
        (replace(PETS, keywords=(("cat", " "),)), "group 1 has an empty keyword"),
        (replace(PETS, path="somewhere/animals.toml"), "animals.toml"),
    ],
)
def test_what_is_wrong_is_said(debate: Debate, finding: str) -> None:
    findings = check(debate)
    assert any(finding in one for one in findings), findings


def test_a_statement_on_the_wrong_side_is_found() -> None:
    about_dogs = tuple(f"My dog {does} with the other dogs." for does in ("barks", "plays", "runs", "sleeps", "eats"))
    about_cats = tuple(f"My cat {does} on the warm sofa." for does in ("purrs", "naps", "yawns", "sits", "dreams"))
    straying = replace(
        PETS,
        favor=replace(PETS.favor, statements=(*about_cats[:4], "My dog digs with the other dogs.")),
        against=replace(PETS.against, statements=about_dogs),
    )
    assert any("favor statement 5 is nearer to the other side" in one for one in check(straying))


def test_a_template_needs_a_proper_id() -> None:
    assert 'id = "school-uniforms"' in new("school-uniforms")
    with pytest.raises(DebateError, match="hyphens"):
        new("School uniforms")
