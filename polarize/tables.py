"""What each table holds: column, type, unit, allowed values and the meaning of null.

A stage is a function from one of these tables to the next; `conform` checks them at each border and nothing else passes
between stages.

    files --sources--> Article + Comment --sentiment, stance--> ScoredComment --measures--> ArticleMeasure
                                                                             `-- summaries--> ArticleSummary, AuthorSummary

Missing is null: never an empty string, never 0, never a made-up name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import dataframely as dy
import polars as pl

from polarize.errors import TableError

COMMENT_STATUS: Final = ("open", "closed", "none")
STATUS: Final = ("visible", "deleted", "pending", "spam")
STANCE: Final = ("favor", "against", "mixed", "none", "unsure")
LABELS: Final = ("favor", "against", "mixed", "none", "skip", "undone")
DRAWN: Final = ("random", "uncertain", "diverse")
PLACEHOLDERS: Final = frozenset(
    {
        "anonymous",
        "anonym",
        "anonyme",
        "anonymer",
        "anónimo",
        "anonimo",
        "anônimo",
        "guest",
        "gast",
        "invité",
        "invitado",
        "visitor",
        "besucher",
        "visiteur",
        "visitante",
        "unknown",
        "unbekannt",
        "inconnu",
        "desconocido",
        "deleted",
        "gelöscht",
        "user",
        "nutzer",
        "utilisateur",
        "usuario",
        "nobody",
        "niemand",
        "匿名",
        "匿名用户",
        "匿名用戶",
        "游客",
        "訪客",
        "访客",
        "网友",
        "網友",
        "路人",
        "[deleted]",
        "[removed]",
    }
)
"""Names that say that there is no name: comments under them are never counted as one person's."""
VERDICT: Final = (
    "no comments",
    "no debate found",
    "too few to say",
    "no clear stance",
    "one-sided",
    "leaning",
    "split",
    "deeply split",
    "split, but could be tagger error",
)


class Article(dy.Schema):
    """One row an article (a page, a video, a post: whatever a thread hangs under)."""

    article_id = dy.String(
        primary_key=True,
        min_length=1,
        description="unique within a run; the export's own id where it has one, else made from the file name",
    )
    title = dy.String(nullable=True, description="title; null when the input has none")
    author = dy.String(nullable=True, description="who wrote the article, as printed")
    published = dy.Date(nullable=True, description="day of publication, as printed")
    url = dy.String(nullable=True, description="address of the article, http or https")
    outlet = dy.String(nullable=True, description="newspaper, site, channel or forum")
    language = dy.String(nullable=True, description="ISO 639-1 code of the article's language")
    text = dy.String(nullable=True, description="text of the article, paragraphs separated by an empty line")
    source = dy.String(description="format it was read from: the name that `--from` takes")
    path = dy.String(description="the input as the user named it")
    comments_declared = dy.Int64(
        nullable=True, min=0, description="number of comments that the page itself states; null when it states none"
    )
    comments_found = dy.Int64(min=0, description="number of comments read, deleted ones included")
    comment_status = dy.Enum(
        COMMENT_STATUS,
        description="open: takes or shows comments; closed: the page says that comments are closed; none: no comment section found",
    )
    notes = dy.String(nullable=True, description="what the reader should know about how it was read; several notes are separated by '; '")


class Comment(dy.Schema):
    """One row a comment, in page order within its article."""

    article_id = dy.String(primary_key=True, min_length=1, description="the article it stands under")
    comment_id = dy.String(
        primary_key=True, min_length=1, description="unique within its article; the platform's own id where it has one, else its position"
    )
    position = dy.Int64(min=1, description="1 for the first comment of the page")
    reply_to = dy.String(
        nullable=True, description="comment_id of the comment it answers; null for a top-level comment or when the page does not say"
    )
    reply_inferred = dy.Bool(description="true when reply_to was concluded from a leading @Name or a quote and not stated by the page")
    depth = dy.Int64(
        nullable=True, min=0, description="0 for a top-level comment, 1 for a reply to one, ...; null when the page does not say"
    )
    author = dy.String(
        nullable=True,
        min_length=1,
        description="name as printed; null when the page gives none. A placeholder (see PLACEHOLDERS) is kept as printed, but eight people called 'Anonymous' are eight people",
    )
    by_article_author = dy.Bool(nullable=True, description="whether the article's author wrote it; null when that cannot be told")
    posted_at = dy.Datetime(
        nullable=True,
        time_unit="us",
        time_zone="UTC",
        description="time of posting in UTC; null when the page gives none or only a relative one",
    )
    posted_raw = dy.String(nullable=True, description="time of posting as printed")
    votes = dy.Int64(nullable=True, description="likes, or likes less dislikes where both are shown")
    status = dy.Enum(STATUS, description="only visible comments are scored; the others stay as targets of replies")
    language = dy.String(nullable=True, description="ISO 639-1 code; null when unknown")
    text = dy.String(
        description="text, paragraphs separated by an empty line; lines that quote somebody begin with '> ' and are left out of scoring; empty only for a comment that is not visible or has no words"
    )


class ScoredComment(Comment):
    """A comment with its tags."""

    neg = dy.Float64(
        nullable=True, min=0, max=1, description="VADER: share of negative words; null when not scored (not visible, or not English)"
    )
    neu = dy.Float64(nullable=True, min=0, max=1, description="VADER: share of neutral words")
    pos = dy.Float64(nullable=True, min=0, max=1, description="VADER: share of positive words")
    compound = dy.Float64(nullable=True, min=-1, max=1, description="VADER: tone from -1 (most negative) to 1 (most positive)")
    debate = dy.String(nullable=True, description="id of the debate the article was matched to; null when none matches")
    stance_label = dy.Enum(
        STANCE,
        nullable=True,
        description="side taken in the debate: favor, against, mixed (both sides), none (no stance that can be told), unsure (a side is taken, but the scorer is less sure of it than it was asked to be); null when not scored (not visible, or a language that the debate does not cover)",
    )
    stance_score = dy.Float64(
        nullable=True, min=-1, max=1, description="from -1 (against) to 1 (favor); null when the label is none or null"
    )
    stance_confidence = dy.Float64(
        nullable=True, min=0, max=1, description="how sure the scorer is of the label, from 0 to 1; null when not scored"
    )
    stance_evidence = dy.String(
        nullable=True, description="why: the nearest statement of each side and the words that counted; for an answer also what it answers"
    )


class Label(dy.Schema):
    """One row a decision of a coder, in the order of time: what `polarize label` appends to. The last row of a coder about a comment counts."""

    article_id = dy.String(min_length=1, description="the article")
    comment_id = dy.String(min_length=1, description="the comment")
    coder = dy.String(min_length=1, description="who labelled it")
    label = dy.Enum(
        LABELS,
        description="favor, against, mixed, none: the side the comment takes; skip: the coder cannot tell; undone: as if it had not been labelled",
    )
    time = dy.Datetime(nullable=True, time_unit="us", time_zone="UTC", description="when, in UTC; null when not known")
    debate = dy.String(nullable=True, description="id of the debate that the label is about; null when not known")
    drawn = dy.Enum(
        DRAWN,
        description="how the comment was chosen: random (these alone say how often the tags are right), uncertain (the scorer was least sure) or diverse (unlike those labelled before)",
    )


class ArticleMeasure(dy.Schema):
    """One row a measure of an article."""

    article_id = dy.String(primary_key=True, min_length=1, description="the article")
    unit = dy.Enum(
        ("author", "comment", "vote", "article"),
        primary_key=True,
        description="what is counted: authors (each with the mean stance of their comments), comments, comments weighted by their votes, or the article as a whole",
    )
    measure = dy.String(primary_key=True, description="name of the measure, see `polarize measures`")
    value = dy.Float64(nullable=True, description="the estimate; null when it is not defined")
    low = dy.Float64(nullable=True, description="lower end of the 95% interval; null for a measure without one")
    high = dy.Float64(nullable=True, description="upper end of the 95% interval")
    n = dy.Int64(min=0, description="number of units it rests on")


class ArticleSummary(dy.Schema):
    """One row an article: what `articles.csv` holds, the finding first."""

    article_id = dy.String(primary_key=True, min_length=1, description="the article")
    title = dy.String(nullable=True, description="title")
    verdict = dy.Enum(VERDICT, description="the finding in plain words")
    debate = dy.String(nullable=True, description="id of the debate; null when none matches")
    split_index = dy.Float64(
        nullable=True, min=0, max=1, description="Split index, 0 (nobody opposes anybody) to 1 (two equal camps at the poles)"
    )
    split_low = dy.Float64(nullable=True, min=0, max=1, description="lower end of its 95% interval")
    split_high = dy.Float64(nullable=True, min=0, max=1, description="upper end of its 95% interval")
    unit = dy.Enum(
        ("author", "comment"), nullable=True, description="what the shares and the Split index count; null when there is nothing to count"
    )
    units = dy.Int64(min=0, description="number of units with a stance label, none included")
    share_favor = dy.Float64(nullable=True, min=0, max=1, description="share of units in favor")
    share_against = dy.Float64(nullable=True, min=0, max=1, description="share of units against")
    share_mixed = dy.Float64(nullable=True, min=0, max=1, description="share of units that see both sides")
    share_none = dy.Float64(nullable=True, min=0, max=1, description="share of units without a stance that can be told")
    share_unsure = dy.Float64(nullable=True, min=0, max=1, description="share of units whose side the scorer is not sure enough of")
    engagement = dy.Float64(nullable=True, min=0, max=1, description="share of units that take a side")
    balance = dy.Float64(nullable=True, min=0, max=1, description="evenness of the two sides, 0 (one side only) to 1 (equal)")
    distance = dy.Float64(nullable=True, min=0, max=1, description="how far apart the two sides stand, 0 to 1")
    tagger_error_p = dy.Float64(
        nullable=True, min=0, max=1, description="chance that a one-sided thread would show this minority through tagging errors alone"
    )
    noise_floor = dy.Float64(
        nullable=True,
        min=0,
        max=1,
        description="Split index that tagging errors alone reach in one of twenty one-sided threads like this one",
    )
    between_articles_p = dy.Float64(
        nullable=True,
        min=0,
        max=1,
        description="share of random exchanges of units between the articles that give a Split index at least as high",
    )
    comment_status = dy.Enum(COMMENT_STATUS, description="open, closed or none")
    comments_declared = dy.Int64(nullable=True, min=0, description="number of comments that the page states")
    comments_found = dy.Int64(min=0, description="number of comments read")
    comments_scored = dy.Int64(min=0, description="number of comments with a stance label")
    authors = dy.Int64(min=0, description="number of different named authors")
    top_author_share = dy.Float64(
        nullable=True, min=0, max=1, description="share of the comments with a named author that the most active one wrote"
    )
    tone_mean = dy.Float64(nullable=True, min=-1, max=1, description="mean compound sentiment of the comments")
    tone_spread = dy.Float64(nullable=True, min=0, description="standard deviation of the compound sentiment")
    share_negative = dy.Float64(nullable=True, min=0, max=1, description="share of comments with a compound of -0.05 or less")
    published = dy.Date(nullable=True, description="day of publication")
    outlet = dy.String(nullable=True, description="newspaper, site, channel or forum")
    author = dy.String(nullable=True, description="who wrote the article")
    url = dy.String(nullable=True, description="address of the article")
    source = dy.String(description="format it was read from")
    path = dy.String(description="the input as the user named it")
    notes = dy.String(nullable=True, description="what the reader should know about how it was read")


class AuthorSummary(dy.Schema):
    """One row an author and article: what `authors.csv` holds."""

    article_id = dy.String(primary_key=True, min_length=1, description="the article")
    author = dy.String(primary_key=True, min_length=1, description="name as printed, or the pseudonym")
    comments = dy.Int64(min=1, description="number of comments in this thread")
    stance_label = dy.Enum(
        STANCE, nullable=True, description="the side most of the author's comments take; mixed on a tie; null when none was scored"
    )
    stance_score = dy.Float64(nullable=True, min=-1, max=1, description="mean stance score of the author's comments")
    compound = dy.Float64(nullable=True, min=-1, max=1, description="mean tone of the author's comments")
    votes = dy.Int64(nullable=True, description="sum of votes")
    replies_received = dy.Int64(min=0, description="number of comments in the thread that answer this author")


class GroupSummary(dy.Schema):
    """One row a debate, an outlet or a month: what `groups.csv` holds."""

    by = dy.Enum(("debate", "outlet", "month"), primary_key=True, description="what the articles are grouped by")
    group = dy.String(primary_key=True, min_length=1, description="id of the debate, name of the outlet, or month as 2026-05")
    articles = dy.Int64(min=0, description="number of articles")
    units = dy.Int64(min=0, description="number of people (comments, where people are not known) that were read for stance")
    split_index = dy.Float64(
        nullable=True, min=0, max=1, description="Split index of the pooled units; of several debates the mean, weighted by their units"
    )
    split_low = dy.Float64(nullable=True, min=0, max=1, description="lower end of its 95% interval, sampling alone")
    split_high = dy.Float64(nullable=True, min=0, max=1, description="upper end of its 95% interval")
    engagement = dy.Float64(nullable=True, min=0, max=1, description="share of units that take a side")
    balance = dy.Float64(nullable=True, min=0, max=1, description="evenness of the two sides; null when nobody takes one")
    distance = dy.Float64(nullable=True, min=0, max=1, description="how far apart the two sides stand; null when a side is empty")
    change = dy.Float64(
        nullable=True,
        min=-1,
        max=1,
        description="of a month: its Split index less that of the first month that has one; null for the first",
    )
    change_low = dy.Float64(nullable=True, min=-1, max=1, description="lower end of the 95% interval of the change, sampling alone")
    change_high = dy.Float64(
        nullable=True, min=-1, max=1, description="upper end; an interval that holds 0 cannot tell the two months apart"
    )


class Comparison(dy.Schema):
    """One row a figure that two sets of articles are compared by: what `polarize compare` writes."""

    measure = dy.String(primary_key=True, description="split_index, engagement, balance, distance or tone_mean")
    first = dy.Float64(nullable=True, description="figure of the first set; null when it is not defined")
    second = dy.Float64(nullable=True, description="figure of the second set")
    difference = dy.Float64(nullable=True, description="second less first; null when one of them is")
    low = dy.Float64(nullable=True, description="lower end of the 95% interval of the difference, sampling alone")
    high = dy.Float64(nullable=True, description="upper end of the 95% interval")
    paired = dy.Bool(
        description="true when both sets hold the same articles: then figures are means over articles, compared article by article"
    )
    articles_first = dy.Int64(min=0, description="number of articles of the first set that count")
    articles_second = dy.Int64(min=0, description="number of articles of the second set that count")
    n_first = dy.Int64(min=0, description="number of units of the first set: people or comments for stance, comments for tone")
    n_second = dy.Int64(min=0, description="number of units of the second set")


class ValidationFigure(dy.Schema):
    """One row a figure that hand labels give: what `polarize validate` writes."""

    scope = dy.String(primary_key=True, description="all, debate ID, or article ID")
    figure = dy.String(
        primary_key=True,
        description="accuracy; f_sides (mean of F of favor and against); precision_, recall_, f_ and a label; calibration_error; alpha, alpha_ordinal (coders' agreement); people_X_tag_Y (how many comments people call X and the scorer Y); flip (share on the wrong side); offset (score at which zero should lie); share_ and split_index as tagged, and corrected; labels_needed",
    )
    value = dy.Float64(nullable=True, description="the estimate; null when it is not defined")
    low = dy.Float64(nullable=True, description="lower end of the 95% interval; null for a figure without one")
    high = dy.Float64(nullable=True, description="upper end of the 95% interval")
    n = dy.Int64(min=0, description="number of comments it rests on: labelled ones, but for the figures as tagged")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles and their comments as the sources hand them over.

    Attributes:
        articles: an `Article` table.
        comments: a `Comment` table; every article_id stands in `articles`.
        problems: a sentence for each input (or part of one) that could not be used.
        remarks: a sentence for each choice that the user should know of (which column was taken for what, files left out).
        failed: path and reason of each input of which nothing could be used.
    """

    articles: pl.DataFrame
    comments: pl.DataFrame
    problems: tuple[str, ...] = field(default=())
    remarks: tuple[str, ...] = field(default=())
    failed: tuple[tuple[str, str], ...] = field(default=())


def person(author: str = "author") -> pl.Expr:
    """Return an expression for the column `author` that is null where the name is only a placeholder such as "Anonymous"."""
    name = pl.col(author)
    return pl.when(~name.str.strip_chars().str.to_lowercase().is_in(list(PLACEHOLDERS))).then(name)


@cache
def types(schema: type[dy.Schema]) -> pl.Schema:
    """Return the types of a table's columns, in their order."""
    return pl.Schema({name: column.dtype for name, column in schema.columns().items()})


def conform(frame: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame:
    """Return `frame` with the schema's columns, in its order and types; missing nullable columns become null.

    Raises:
        TableError: a column that may not be null is missing, or a value breaks a rule; the message names both.
    """
    wanted = schema.columns()
    missing = [name for name, column in wanted.items() if name not in frame.columns]
    needed = [name for name in missing if not wanted[name].nullable]
    if needed:
        raise TableError(f"a {schema.__name__} table needs the column {', '.join(needed)}; it has {', '.join(frame.columns)}")
    if missing or frame.columns != list(wanted):
        frame = frame.with_columns(pl.lit(None).alias(name) for name in missing).select(list(wanted))
    try:
        # The lazy way needs a quarter of the time for a page's comments and half of it for a million, but its errors name no rows.
        return schema.validate(frame.lazy(), cast=True).collect()
    except pl.exceptions.PolarsError:
        return _told(frame, schema)


def from_rows(rows: Sequence[Mapping[str, object]], schema: type[dy.Schema]) -> pl.DataFrame:
    """Return rows as a table that keeps the contract of `schema`; none make an empty table.

    Raises:
        TableError: as `conform` does.
    """
    return conform(pl.DataFrame(rows, schema=types(schema)), schema)


def _told(frame: pl.DataFrame, schema: type[dy.Schema]) -> pl.DataFrame:
    """Raise the TableError that says what is wrong with a frame."""
    try:
        return pl.DataFrame(schema.validate(frame, cast=True))
    except (dy.exc.ValidationError, dy.exc.SchemaError, pl.exceptions.PolarsError) as error:
        raise TableError(f"a {schema.__name__} table breaks its contract: {error}") from error
