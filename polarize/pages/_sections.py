"""What an article's page says beyond the verdict: by what is counted, along the thread, between the sides, and who writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from polarize.measures import author_summary, bridging, contested
from polarize.pages._comments import anchor
from polarize.pages._context import Row
from polarize.pages._html import cut
from polarize.pages._words import SIDES, SIGNS, count, decimal, interval, percent, signed

Figures = Mapping[tuple[str, str], Row]
"""(unit, measure) -> row of the `ArticleMeasure` table."""
UNITS: Final = {"author": "people", "comment": "comments", "vote": "comments by their votes"}
_BEST: Final = 3
_EXCERPT: Final = 280
_FEWEST_AUTHORS: Final = 5
_ENOUGH_FOR_A_TENTH: Final = 20
_FEWEST_REPLIES: Final = 10
"""As many as the picture of the replies needs: with fewer, every figure can be anything."""
_CHANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Quoted:
    """A comment that a section points at; without a link where the page does not hold it."""

    number: int
    anchor: str | None
    author: str | None
    side: str
    sign: str
    side_words: str
    excerpt: str
    why: str


@dataclass(frozen=True, slots=True)
class Writer:
    """One of those who write most; `width` is their share of the comments on a scale of 100 units."""

    name: str
    comments: str
    share: str
    width: str
    sign: str
    side: str
    tone: str


def figures_of(measures: pl.DataFrame) -> Figures:
    """Return the rows of one article's measures by unit and name."""
    return {(str(row["unit"]), str(row["measure"])): row for row in measures.iter_rows(named=True)}


def by_unit(figures: Figures) -> list[tuple[str, ...]]:
    """Return a row for each way to count: what, how many, shares of the sides, Split index, its interval, and its three factors."""
    rows: list[tuple[str, ...]] = []
    for unit, name in UNITS.items():
        split = figures.get((unit, "split_index"))
        if split is None or split["value"] is None:
            continue
        shares = (_percent(figures, unit, one) for one in ("share_favor", "share_against"))
        factors = (_percent(figures, unit, one) for one in ("engagement", "balance", "distance"))
        rows.append((name, f"{split['n']:,}", *shares, decimal(split["value"]), interval(split["low"], split["high"]) or "–", *factors))
    return rows


def along(figures: Figures) -> str:
    """Return a sentence on the first and the last third of the thread."""
    change, first, last = (figures.get(("comment", name)) for name in ("split_change", "split_first_third", "split_last_third"))
    if change is None or first is None or last is None:
        return ""
    if change["value"] is None:
        read = count(change["n"], "comment")
        return f"Too short to say whether the thread became more split: {read} could be read for stance, and 20 are needed."
    thirds = [f"{decimal(one['value'])} ({interval(one['low'], one['high'])})" for one in (first, last)]
    finding = _turn(change, "the thread became more split", "the thread became less split", "that can be chance, so no clear change")
    course = f"In the first third of the thread, in page order, the Split index is {thirds[0]}, in the last third {thirds[1]}."
    return f"{course} Change {_with_sign(change)}: {finding}."


def between(figures: Figures) -> list[str]:
    """Return sentences on the replies between the sides: how many cross, whether that is chance, and their tone."""
    said = []
    unit = "author" if ("author", "cross_replies") in figures else "comment"
    cross, gap = (figures.get((unit, name)) for name in ("cross_replies", "affective_gap"))
    if cross is not None and cross["value"] is not None and cross["n"] < _FEWEST_REPLIES:
        whom = "people who" if unit == "author" else "comments that"
        number = count(cross["n"], "reply goes", "replies go")
        return [f"Only {number} between {whom} take a side: too few to say how the sides treat each other."]
    if cross is not None and cross["value"] is not None:
        share = f"{percent(cross['value'])} (95% interval {percent(cross['low'])} to {percent(cross['high'])})"
        ends = f"between {'people who' if unit == 'author' else 'comments that'} take a side"
        said.append(f"{share} of the {_replies(cross)} {ends} go to the other side.{_chance(figures, unit)}")
    if gap is not None and gap["value"] is not None and gap["low"] is not None:
        own, other = "replies to one's own side", "replies to the other"
        finding = _turn(
            gap,
            f"{own.capitalize()} are friendlier than {other}",
            f"{other.capitalize()} are friendlier than {own}",
            f"No clear difference in tone between {own} and {other}",
        )
        said.append(f"{finding}: affective gap {_with_sign(gap)}, from {_replies(gap)}.")
    return said


def _turn(row: Row, above: str, below: str, open_: str) -> str:
    """Return the words for an interval above 0, below 0, or with 0 in it."""
    return above if row["low"] > 0 else below if row["high"] < 0 else open_


def _with_sign(row: Row) -> str:
    """Return a figure that may have either sign, with its interval."""
    return f"{signed(row['value'])} (95% interval {signed(row['low'])} to {signed(row['high'])})"


def _replies(row: Row) -> str:
    return count(row["n"], "reply", "replies")


def _chance(figures: Figures, unit: str) -> str:
    """Return how the share of crossing replies compares with shuffled sides, from the E-I index's permutation test."""
    p, z = (figures.get((unit, name)) for name in ("ei_index_p", "ei_index_z"))
    if p is None or z is None or p["value"] is None or z["value"] is None:
        return ""
    shuffled = "with the sides shuffled among the same people" if unit == "author" else "with the sides shuffled among the same comments"
    chance = f"(p = {decimal(p['value'], 3)})"
    if p["value"] > _CHANCE:
        return f" That is not clearly other than {shuffled} {chance}."
    return f" That is {'more' if z['value'] > 0 else 'fewer'} than {shuffled} {chance}."


def bridges(comments: pl.DataFrame) -> list[Quoted]:
    """Return the best candidates for comments that bridge the sides, from one article's `ScoredComment` rows."""
    return _quoted(comments, bridging(comments).head(_BEST))


def disputed(comments: pl.DataFrame) -> list[Quoted]:
    """Return the comments that the other side answered most, from one article's `ScoredComment` rows."""
    return _quoted(comments, contested(comments).head(_BEST))


def linked(found: list[Quoted], last: int) -> list[Quoted]:
    """Return the comments without a link to those that stand behind the place `last`, which the page does not hold."""
    return [one if one.number <= last else replace(one, anchor=None) for one in found]


def _quoted(comments: pl.DataFrame, chosen: pl.DataFrame) -> list[Quoted]:
    """Return the chosen comments with the start of their text and the reason."""
    rows = chosen.select("comment_id", "why").join(comments, on="comment_id", how="left", maintain_order="left")
    return [_quote(row) for row in rows.iter_rows(named=True)]


def _quote(row: Row) -> Quoted:
    """Return one comment, with a link to it."""
    side = row["stance_label"] or "unscored"
    own = "\n".join(line for line in row["text"].split("\n") if not line.startswith(">")).strip()
    return Quoted(
        number=row["position"],
        anchor=anchor(row["comment_id"]),
        author=cut(row["author"], 80) if row["author"] else None,
        side=side,
        sign=SIGNS[side],
        side_words=SIDES[side],
        excerpt=cut(" ".join((own or row["text"]).split()), _EXCERPT),
        why=row["why"],
    )


def writers(comments: pl.DataFrame) -> list[Writer]:
    """Return the five named authors with most comments, of those who wrote more than once."""
    authors = author_summary(comments).filter(pl.col("comments") > 1).sort("comments", descending=True, maintain_order=True).head(5)
    visible = comments.filter(pl.col("status") == "visible").height
    return [
        Writer(
            name=cut(row["author"], 80),
            comments=f"{row['comments']:,}",
            share=percent(row["comments"] / visible),
            width=f"{row['comments'] / visible * 100:.1f}",
            sign=SIGNS[row["stance_label"] or "unscored"],
            side=SIDES[row["stance_label"] or "unscored"],
            tone=signed(row["compound"]),
        )
        for row in authors.iter_rows(named=True)
    ]


def concentration(figures: Figures) -> str:
    """Return a sentence on how much the busiest authors write."""
    known = {name: figures.get(("author", name)) for name in ("top_author_share", "top_10_share", "author_gini")}
    if any(row is None or row["value"] is None for row in known.values()):
        return ""
    busiest, tenth, gini = (known[name]["value"] for name in known)  # type: ignore[index]
    authors = known["author_gini"]["n"]  # type: ignore[index]
    if authors < _FEWEST_AUTHORS:
        return ""
    if not gini:
        return f"{count(authors, 'author')} with a name, and each wrote as much as every other."
    shares = f"the busiest wrote {percent(busiest)} of their comments"
    if authors >= _ENOUGH_FOR_A_TENTH:
        shares += f", the busiest tenth {percent(tenth)}"
    scale = f"Gini coefficient, from 0 (all write as much) to 1 (one writes all): {decimal(gini)}"
    return f"{count(authors, 'author')} with a name: {shares}. {scale}."


def _percent(figures: Figures, unit: str, name: str) -> str:
    row = figures.get((unit, name))
    return "–" if row is None else percent(row["value"])
