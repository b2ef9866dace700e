"""The finding in plain words: one table of rules, the first that holds decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from polarize.measures._base import Unit

ENOUGH_SIDED: Final = 5
CHANCE: Final = 0.05
EVEN_SPREAD: Final = 4 / 9
MOST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Facts:
    """What a verdict rests on.

    Attributes:
        comments: number of visible comments.
        debate: whether the article was matched to a debate (or its comments carry labels of their own).
        units: number of units read for stance.
        favor, against: number of units on each side.
        split: Split index; None without units.
        low, high: its reported interval; None where there is none.
        tagger_error_p: see `polarize.measures.tagger_null`; None without validation.
        unit: what is counted.
    """

    comments: int
    debate: bool
    units: int = 0
    favor: int = 0
    against: int = 0
    split: float | None = None
    low: float | None = None
    high: float | None = None
    tagger_error_p: float | None = None
    unit: Unit = "comment"

    @property
    def sided(self) -> int:
        """Number of units that take a side."""
        return self.favor + self.against

    @property
    def minority(self) -> float:
        """Share of the smaller side among those who take a side, 0 to 0.5."""
        return min(self.favor, self.against) / self.sided if self.sided else 0.0

    @property
    def engagement(self) -> float:
        """Share of the units that take a side."""
        return self.sided / self.units if self.units else 0.0

    @property
    def index(self) -> float:
        """The Split index, 0 where it is not defined."""
        return self.split or 0.0

    @property
    def may_be_error(self) -> bool:
        """Whether tagging errors alone could show this minority."""
        return self.tagger_error_p is not None and self.tagger_error_p > CHANCE


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: the verdict, when it holds, and why the limit is where it is."""

    verdict: str
    holds: Callable[[Facts], bool]
    why: str


RULES: Final = (
    Rule("no comments", lambda f: f.comments == 0, "nothing to read"),
    Rule("no debate found", lambda f: not f.debate, "without a debate there are no sides; tone is all that can be said"),
    Rule(
        "too few to say", lambda f: f.sided < ENOUGH_SIDED, "six unanimous comments still leave 0 to 0.75 open; fewer than five say nothing"
    ),
    Rule("no clear stance", lambda f: f.engagement < 0.2, "with one in five taking a side, two equal camps at the poles reach 0.04 only"),
    Rule("one-sided", lambda f: f.minority < 0.1, "less even than 90 to 10, the anchor at 0.36 D"),
    Rule("leaning", lambda f: f.minority < 0.25, "less even than 3 to 1: balance under 0.75"),
    Rule(
        "no clear stance",
        lambda f: f.index < 0.05,
        "the sides are too few or too close: mildest anchor (opinions heaped in the middle) 0.21",
    ),
    Rule("split, but could be tagger error", lambda f: f.may_be_error, "the tagger-error null cannot be rejected (p > 0.05)"),
    Rule("deeply split", lambda f: f.index >= EVEN_SPREAD, "more split than an even spread over against, middle, favor: 4/9"),
    Rule("split", lambda f: True, "two sides, the smaller at least a quarter of those who take one"),
)

ENDINGS: Final = {
    "no clear stance": "the thread takes no clear stance",
    "one-sided": "the thread is one-sided",
    "leaning": "the thread leans to one side",
    "split": "the thread is split",
    "deeply split": "the thread is deeply split",
    "split, but could be tagger error": "the thread looks split, but mistakes of the program alone could explain it",
}

AMONG_FEW: Final = {
    "one-sided": "those who take a side are nearly all on the same one",
    "leaning": "those who take a side lean to one",
    "split": "those who take a side are split",
    "deeply split": "those who take a side are deeply split",
    "split, but could be tagger error": "those who take a side look split, but mistakes of the program alone could explain it",
}
"""The same where fewer than half take a side."""


def verdict(facts: Facts) -> str:
    """Return the verdict of the first rule that holds: one of `polarize.tables.VERDICT`."""
    return next(rule.verdict for rule in RULES if rule.holds(facts))


def verdict_sentence(facts: Facts, favor: str = "in favor", against: str = "against") -> str:
    """Return the finding as one sentence for a newspaper's reader.

    Args:
        facts: what is known of the thread.
        favor: label of the favor side; "For ..." and "Against ..." run on ("18 are for nuclear power"), any other label is quoted.
        against: the same for the other side.

    Example:
        >>> print(verdict_sentence(Facts(50, True, 40, 18, 15, 0.71, 0.48, 0.86, unit="author"), "for the dam"))
        Of 40 commenters, 18 are for the dam and 15 against: the thread is deeply split (Split index 0.71, somewhere between 0.48 and 0.86).
    """
    found = verdict(facts)
    if found == "no comments":
        return "There are no comments to read."
    if found == "no debate found":
        return f"No debate was found that {_comments(facts.comments)} could be about, so no sides can be told."
    people = "commenter" if facts.unit == "author" else "comment"
    if found == "too few to say" and not facts.units:
        are = "is" if facts.comments == 1 else "are"
        return f"Nothing can be said about sides: {_comments(facts.comments)} {are} in another language than the debate's statements."
    if found == "too few to say":
        takers = _who(facts.sided, "takes a side", "take a side")
        return f"Too few to say: of {_number(facts.units, people)}, {takers}, and at least {ENOUGH_SIDED} are needed."
    favored = f"{_who(facts.favor, 'is', 'are')} {_side(favor)}"
    opposed = f"{facts.against or 'none'} {_side(against)}"
    ending, quiet = ENDINGS[found], facts.units - facts.sided
    if facts.engagement >= MOST:
        counts = f"{favored} and {opposed}"
    else:  # "the thread is split" would say too much of one in which most take no side
        counts = f"{favored}, {opposed}, and {_who(quiet, 'takes', 'take')} no side that can be told"
        ending = AMONG_FEW.get(found, ending)
    return f"Of {_number(facts.units, people)}, {counts}: {ending}{_figure(facts)}."


def _side(label: str) -> str:
    """Return a side's label so that it can stand after "are"."""
    if label.lower().startswith(("for ", "against", "in favor")):
        return label[:1].lower() + label[1:]
    return f"on the side of “{label}”"


def _figure(facts: Facts) -> str:
    """Return the Split index with its interval in brackets."""
    if facts.split is None:
        return ""
    if facts.low is None or facts.high is None:
        return f" (Split index {facts.split:.2f})"
    return f" (Split index {facts.split:.2f}, somewhere between {facts.low:.2f} and {facts.high:.2f})"


def _number(n: int, word: str) -> str:
    """Return "1 comment", "2 comments"."""
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def _comments(n: int) -> str:
    """Return "the comment" or "the 7 comments"."""
    return "the comment" if n == 1 else f"the {n} comments"


def _who(n: int, one: str, many: str) -> str:
    """Return "none take", "1 takes", "2 take"."""
    return f"{n or 'none'} {one if n == 1 else many}"
