"""The comments of an article page, as many as its budget of bytes holds."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from markupsafe import Markup

from polarize.files import slug
from polarize.pages._context import Row
from polarize.pages._html import cut, environment
from polarize.pages._words import SIDES, SIGNS, TONES, count, signed, tone_of

LONGEST_TEXT: Final = 3_000
LONGEST_EVIDENCE: Final = 700
_LONGEST_NAME: Final = 80
_MOST_AUTHORS: Final = 300
_SMALLEST: Final = 200
"""No comment takes fewer bytes than this, which bounds how many are looked at."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The comments of a page.

    Attributes:
        html: the list items, in page order.
        shown: how many there are.
        total: how many the article has.
    """

    html: Markup
    shown: int
    total: int


def comments(rows: pl.DataFrame, budget: int) -> Shown:
    """Return the first comments of `rows` (one article's `ScoredComment` rows) whose HTML fits into `budget` bytes."""
    first = rows.sort("position").head(max(budget // _SMALLEST, 0))
    shown = set(first["comment_id"])
    answered = _answered(rows, first)
    template = environment().get_template("comment.html")
    parts: list[str] = []
    left = budget
    for row in first.iter_rows(named=True):
        html = template.render(comment=_comment(row, answered))
        left -= len(html.encode("utf-8", errors="replace"))
        if left < 0:
            break
        parts.append(html)
    items = _without_dangling(parts, first, shown)
    return Shown(Markup("".join(items)), len(parts), rows.height)  # noqa: S704 - rendered by the escaping template


def _without_dangling(parts: list[str], first: pl.DataFrame, shown: set[str]) -> list[str]:
    """Render replies to comments that did not fit as plain text: a link that leads nowhere helps nobody."""
    kept = set(first["comment_id"].head(len(parts)))
    if kept == shown:
        return parts
    for at, target in enumerate(first["reply_to"].head(len(parts))):
        if target is not None and target not in kept:
            parts[at] = parts[at].replace(f' href="#{anchor(target)}"', "", 1)
    return parts


def authors(rows: pl.DataFrame) -> list[str]:
    """Return the names that a list of comments can be narrowed to, in alphabetical order; of very many those who write most."""
    named = rows.filter(pl.col("author").is_not_null() & (pl.col("author") != "")).group_by("author").len("n")
    most = named.sort("n", "author", descending=[True, False]).head(_MOST_AUTHORS)
    return sorted({cut(name, _LONGEST_NAME) for name in most["author"]}, key=lambda name: (name.casefold(), name))


def anchor(comment_id: str) -> str:
    """Return the id of a comment's element, for permalinks."""
    return f"c-{slug(comment_id, 40)}"


def _answered(rows: pl.DataFrame, first: pl.DataFrame) -> dict[str, tuple[str | None, int]]:
    """Return author and position of each comment that one of `first` answers."""
    targets = first["reply_to"].drop_nulls().unique()
    found = rows.filter(pl.col("comment_id").is_in(targets.implode())).select("comment_id", "author", "position")
    return {comment_id: (author, position) for comment_id, author, position in found.iter_rows()}


def _comment(row: Row, answered: dict[str, tuple[str | None, int]]) -> dict[str, Any]:
    """Return what the template shows of one comment."""
    side, tone = row["stance_label"] or "unscored", tone_of(row["compound"])
    return {
        "anchor": anchor(row["comment_id"]),
        "position": row["position"],
        "side": side,
        "side_words": SIDES[side],
        "sign": SIGNS[side],
        "score": None if row["stance_score"] is None else f"{row['stance_score']:.3f}",
        "score_words": signed(row["stance_score"]),
        "tone": tone,
        "tone_words": TONES[tone],
        "compound": None if row["compound"] is None else f"{row['compound']:.3f}",
        "compound_words": signed(row["compound"]),
        "votes": row["votes"],
        "votes_words": None if row["votes"] is None else count(row["votes"], "vote").replace("-", "−"),
        "author": cut(row["author"], _LONGEST_NAME) if row["author"] else None,
        "by_article_author": bool(row["by_article_author"]),
        "posted": _posted(row),
        "answers": _answers(row, answered),
        "reply_inferred": bool(row["reply_inferred"]),
        "indent": min(row["depth"] or (1 if row["reply_to"] else 0), 4),
        "language": row["language"],
        "paragraphs": _paragraphs(row["text"]) if row["status"] == "visible" else [],
        "hidden": None if row["status"] == "visible" else row["status"],
        "cut": max(len(row["text"]) - LONGEST_TEXT, 0) if row["status"] == "visible" else 0,
        "evidence": cut(row["stance_evidence"], LONGEST_EVIDENCE).split(" | ") if row["stance_evidence"] else [],
        "confidence": None if row["stance_confidence"] is None else f"{row['stance_confidence']:.0%}",
    }


def _posted(row: Row) -> tuple[str | None, str] | None:
    """Return the machine-readable time (None when it is not known) and the time as words."""
    at = row["posted_at"]
    if at is not None:
        return at.strftime("%Y-%m-%dT%H:%MZ"), at.strftime("%Y-%m-%d %H:%M UTC")
    return (None, cut(row["posted_raw"], 60)) if row["posted_raw"] else None


def _answers(row: Row, answered: dict[str, tuple[str | None, int]]) -> dict[str, str | None] | None:
    """Return whom a reply answers, and the anchor of that comment; None for a comment that answers nobody."""
    target = row["reply_to"]
    if target is None:
        return None
    author, position = answered.get(target, (None, 0))
    name = cut(author, _LONGEST_NAME) if author else "a comment" if position else "a comment that is not on the page"
    return {"name": name, "number": f"{position}" if position else None, "anchor": anchor(target) if position else None}


def _paragraphs(text: str) -> list[tuple[bool, str]]:
    """Return the paragraphs of a text, cut to its limit, each with whether it quotes somebody."""
    found: list[tuple[bool, str]] = []
    for block in cut(text, LONGEST_TEXT).split("\n\n"):
        for quoted, lines in itertools.groupby(block.split("\n"), key=lambda line: line.startswith("> ")):
            words = "\n".join(line[2:] if quoted else line for line in lines).strip()
            if words:
                found.append((quoted, words))
    return found
