"""What helps to write a debate file: a template, and a check of its balance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

import numpy as np

from polarize.errors import DebateError
from polarize.stance.debate import SIDES, Debate, Side, SideName
from polarize.stance.embed import Vectors, embed

LEAST, MOST = 5, 20
"""Number of statements a side should have."""
LONGEST: Final = 40
"""Words a statement should not exceed."""
_ALIKE: Final = 0.92
"""Statements of one side with at least this cosine say nearly the same."""
_UNEVEN: Final = 1.35
"""One side's statements should not be longer than the other's by more than this factor."""
_NEARER: Final = 0.2
"""A statement is reported if its mean cosine with the other side is higher than with its own by this much. A smaller difference is usual:
many statements answer one of the other side in the same words."""

_TEMPLATE: Final = """\
# A debate: what a comment can be for or against. Fill in every text; `polarize debates check {id}.toml` then says what is uneven.

id = "{id}"                       # the file's name without .toml
title = "{title}"
target = "..."                    # what the sides are for or against: "nuclear power"
question = "Should ...?"          # favor answers yes
language = "en"                   # of the statements, ISO 639-1
description = "The dispute whether ..."  # one or two sentences, neutral

# An article is about the debate when it has at least one keyword of EVERY group. Whole words; case does not count, except that
# keywords all in capitals (AI, EU) match only in capitals.
keywords = [
  ["...", "..."],
]

[favor]
label = "For ..."
aliases = []                      # people, parties, nicknames that stand for this side
statements = [                    # 5 to 20, the way readers write; as many on each side, equally long, equally sharp
  "...",
]

[against]
label = "Against ..."
aliases = []
statements = [
  "...",
]
"""


def new(debate_id: str) -> str:
    """Return a commented template for a debate file.

    Raises:
        DebateError: the id has other characters than a-z, 0-9 and single hyphens.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", debate_id):
        raise DebateError(f"{debate_id!r} is no id for a debate: use a-z, 0-9 and single hyphens, for example nuclear-power.")
    return _TEMPLATE.format(id=debate_id, title=debate_id.replace("-", " ").capitalize())


def check(debate: Debate) -> list[str]:
    """Return what is wrong or uneven in a debate, a sentence each; empty if nothing is.

    Reported are: sides of unequal number, fewer than 5 or more than 20 statements, statements said twice or nearly so, or nearer to the
    other side than to their own, statements over 40 words, sides of unequal length, empty keywords, and an id that is not the file's name.
    """
    favor, against = embed(debate.favor.statements), embed(debate.against.statements)
    return [
        *_names(debate),
        *_counts(debate),
        *_keywords(debate),
        *_lengths(debate),
        *_doubles(debate.favor, "favor", favor),
        *_doubles(debate.against, "against", against),
        *_shared(debate),
        *_astray(debate, favor, against),
    ]


def _names(debate: Debate) -> Iterator[str]:
    """Yield whether the id is not the file's name."""
    stem = PurePath(debate.path).stem
    if stem and stem != debate.id:
        yield f"the id is {debate.id} but the file is called {PurePath(debate.path).name}"


def _counts(debate: Debate) -> Iterator[str]:
    """Yield what is wrong with the number of statements."""
    favor, against = len(debate.favor.statements), len(debate.against.statements)
    if favor != against:
        yield f"favor has {favor} statements and against {against}: the side with more is found more easily"
    for name in SIDES:
        number = len(debate.side(name).statements)
        if not LEAST <= number <= MOST:
            yield f"{name} has {number} statements: {LEAST} to {MOST} are needed"


def _keywords(debate: Debate) -> Iterator[str]:
    """Yield which keywords are missing or empty."""
    if not debate.keywords:
        yield "there are no keywords: no article will be matched to this debate"
    for number, group in enumerate(debate.keywords, start=1):
        if not group:
            yield f"keyword group {number} is empty: no article can have one of its words"
        elif not all(word and re.search(r"\w", word) for word in group):
            yield f"keyword group {number} has an empty keyword"


def _lengths(debate: Debate) -> Iterator[str]:
    """Yield which statements are too long, and whether one side's are longer than the other's."""
    words = {name: [len(text.split()) for text in debate.side(name).statements] for name in SIDES}
    for name in SIDES:
        for number, length in enumerate(words[name], start=1):
            if length > LONGEST:
                yield f"{name} statement {number} has {length} words: more than {LONGEST} is too long"
    means = {name: float(np.mean(words[name])) for name in SIDES}
    longer, shorter = sorted(SIDES, key=lambda name: -means[name])
    if means[longer] > _UNEVEN * means[shorter]:
        yield f"the statements of {longer} have {means[longer]:.0f} words on average and those of {shorter} {means[shorter]:.0f}"


def _doubles(side: Side, name: SideName, vectors: Vectors) -> Iterator[str]:
    """Yield which statements of a side say the same."""
    alike = vectors @ vectors.T
    plain = [" ".join(re.findall(r"\w+", text.lower())) for text in side.statements]
    for later in range(len(plain)):
        for earlier in range(later):
            if plain[earlier] == plain[later]:
                yield f"{name} statements {earlier + 1} and {later + 1} are the same"
            elif alike[earlier, later] >= _ALIKE:
                yield f"{name} statements {earlier + 1} and {later + 1} say nearly the same (cosine {alike[earlier, later]:.2f})"


def _shared(debate: Debate) -> Iterator[str]:
    """Yield which statements stand on both sides."""
    against = {text.lower(): number for number, text in enumerate(debate.against.statements, start=1)}
    for number, text in enumerate(debate.favor.statements, start=1):
        if text.lower() in against:
            yield f"favor statement {number} is also against statement {against[text.lower()]}"


def _astray(debate: Debate, favor: Vectors, against: Vectors) -> Iterator[str]:
    """Yield which statements lie nearer to the other side's than to the others of their own (leaving themselves out)."""
    for name, own, other in (("favor", favor, against), ("against", against, favor)):
        if len(own) < 2:
            continue
        to_own = ((own @ own.T).sum(axis=1) - (own * own).sum(axis=1)) / (len(own) - 1)
        to_other = (own @ other.T).mean(axis=1)
        for number in np.flatnonzero(to_other - to_own > _NEARER).tolist():
            text = debate.side("favor" if name == "favor" else "against").statements[number]
            yield f"{name} statement {number + 1} is nearer to the other side ({to_other[number]:.2f} against {to_own[number]:.2f}): {text}"
