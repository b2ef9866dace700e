"""What the report says in words: numbers as people write them, and sentences that say how sure a finding is."""

from __future__ import annotations

from typing import Final

from polarize.pages._context import Row

SIDES: Final = {
    "favor": "in favor",
    "against": "against",
    "mixed": "mixed",
    "none": "no stance",
    "unsure": "unsure",
    "unscored": "not scored",
}
SIGNS: Final = {"favor": "▲", "against": "▼", "mixed": "◆", "none": "○", "unsure": "?", "unscored": "–"}
"""The same shapes as in the pictures."""
TONES: Final = {"positive": "positive tone", "neutral": "neutral tone", "negative": "negative tone", "unscored": "tone not scored"}
_WIDE: Final = 0.4
"""An interval wider than this reaches from "mild" to "deep"."""
_TONE_EDGE: Final = 0.05
"""VADER's own border between neutral and not."""

SENTENCES: Final = {
    "no comments": "No comments were found under this article.",
    "no debate found": "The comments match none of the known debates, so nothing is said about sides; only their tone was read.",
    "too few to say": "Too few comments take a side to say whether the thread is split.",
    "no clear stance": "Most comments take no side that can be told.",
    "one-sided": "Nearly all who take a side take the same one.",
    "leaning": "One side is clearly larger, but the other one is present.",
    "split": "The commenters are split: both sides are strong.",
    "deeply split": "The commenters are deeply split: two camps of similar size stand far apart.",
    "split, but could be tagger error": "The thread looks split, but the smaller side could come from mistakes of the program alone.",
}
"""The finding in one sentence, for an article whose sentence was not handed in."""


def tone_of(compound: float | None) -> str:
    """Return "positive", "neutral", "negative" or "unscored"."""
    if compound is None:
        return "unscored"
    return "positive" if compound >= _TONE_EDGE else "negative" if compound <= -_TONE_EDGE else "neutral"


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun ("1 comment", "1,200 comments")."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float | None) -> str:
    """Return a share as whole percent; "–" where it is not known."""
    if share is None:
        return "–"
    return "under 1%" if 0 < share < 0.005 else f"{share:.0%}"


def decimal(value: float | None, places: int = 2) -> str:
    """Return a figure with a true minus; "–" where it is not known."""
    if value is None:
        return "–"
    text = f"{value:.{places}f}"
    return (text[1:] if not float(text) and text.startswith("-") else text).replace("-", "−")


def signed(value: float | None) -> str:
    """Return a figure between -1 and 1 with its sign."""
    text = decimal(value)
    return f"+{text}" if value is not None and float(f"{value:.2f}") > 0 else text


def interval(low: float | None, high: float | None) -> str:
    """Return "0.31 to 0.70", or nothing where the interval is not known."""
    return f"{decimal(low)} to {decimal(high)}" if low is not None and high is not None else ""


def read_of(summary: Row) -> str:
    """Return how many comments were read, and of how many ("10 of 150"); a page may also hold more than it states."""
    found, declared = summary["comments_found"], summary["comments_declared"]
    if declared is None or declared == found:
        return f"{found:,}"
    return f"{found:,} of {declared:,}" if declared > found else f"{found:,} (page states {declared:,})"


def coverage(summary: Row) -> list[str]:
    """Return sentences on what was seen and what not: comments off the page, no names, notes of the reader."""
    said: list[str] = []
    found, declared = summary["comments_found"], summary["comments_declared"]
    if declared is not None and declared > found:
        said.append(f"{count(found, 'comment')} of {declared:,} {_is(found)} on the page; the other {declared - found:,} were not seen.")
    elif declared is not None and declared < found:
        said.append(f"The page states {count(declared, 'comment')}; {found:,} were found.")
    elif found and declared is None:
        said.append(f"The page does not say how many comments it has; {found:,} {'was' if found == 1 else 'were'} read.")
    elif found:
        said.append(f"All comments that the page says it has were read: {found:,}.")
    if summary["comment_status"] == "closed":
        said.append("The page says that comments are closed.")
    if summary["unit"] == "comment" and summary["units"]:
        said.append("The page names too few authors to count people, so comments are counted: one busy writer weighs more.")
    notes = [note.strip() for note in (summary["notes"] or "").split(";") if note.strip()]
    said.extend(note[:1].upper() + note[1:] for note in notes if not note.startswith(f"{found} of {declared} "))  # said above
    return said


def sureness(summary: Row) -> str:
    """Return in one plain sentence how sure the verdict is; nothing where there is no Split index."""
    value, low, high = summary["split_index"], summary["split_low"], summary["split_high"]
    if value is None or summary["verdict"] in ("no comments", "no debate found"):
        return ""
    if summary["verdict"] == "too few to say":
        return "Not sure at all: too few take a side, so the figures on this page say little."
    chance = summary["tagger_error_p"]
    if chance is not None and chance > 0.05 and summary["verdict"] in ("split, but could be tagger error", "leaning", "one-sided"):
        return "Not sure that there are two sides: mistakes of the program alone could make a one-sided thread look like this."
    if low is None or high is None:
        return ""
    span = f"the Split index may lie anywhere between {decimal(low)} and {decimal(high)}"
    if high - low > _WIDE:
        return f"Not sure how far: {span}."
    return f"Fairly sure that both sides are there; how far they split is less sure: {span}." if value > low else f"Fairly sure: {span}."


def certainty(summary: Row, scorer_error: str) -> list[str]:
    """Return sentences on how sure the finding is: the two tests against chance, and the scorer's measured error."""
    said: list[str] = []
    chance = summary["tagger_error_p"]
    if chance is not None:
        said.append(
            "If all who take a side were really on the same one, mistakes of the program alone would show a smaller side of this size "
            f"with a chance of {percent(chance)}."
        )
    if summary["between_articles_p"] is not None:
        share = percent(summary["between_articles_p"])
        said.append(
            "Were the commenters of all articles on this debate exchanged at random, this thread would be at least as split in "
            f"{share} of the draws."
        )
    if scorer_error:
        said.append(scorer_error)
    return said


def _is(number: int) -> str:
    """Return the verb that goes with a number."""
    return "is" if number == 1 else "are"
