"""Which column of a foreign table is which of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from polarize.errors import ConfigError, MissingColumn


def _words(*lines: str) -> tuple[str, ...]:
    return tuple(word for line in lines for word in line.split())


ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "text": _words(
        "text commentbody commenttext commentcontent body comment message content textoriginal textdisplay rawmessage posttext replytext",
        "kommentar kommentartext commentaire comentario texto texte 评论内容 评论 留言 内容 內容",
    ),
    "author": _words(
        "author authorname commentauthor userdisplayname displayname authordisplayname username user speaker screenname nickname commenter",
        "poster userid authorid name autor auteur nutzer usuario utilisateur 作者 用户 用戶 昵称 暱稱",
    ),
    "comment_id": _words("commentid id cid postid messageid utteranceid replyid"),
    "reply_to": _words("replyto parentid parent inreplyto inreplytoid parentcommentid commentparent replytoid inreplytostatusid"),
    "posted_at": _words(
        "postedat createdat created createdate commentdate postdate createdutc timestamp datetime date time publishedat publishtime",
        "datum fecha 时间 時間 日期",
    ),
    "votes": _words("votes likes score recommendations likecount upvotes ups favorites favourites favoritecount points karma 点赞 讚"),
    "status": _words("status commentstatus state isdeleted deleted removed approved commentapproved"),
    "depth": _words("depth level nesting"),
    "language": _words("language lang"),
    "article_id": _words(
        "articleid threadid conversationid storyid linkid videoid topicid assetid threadidentifier article thread conversation",
        "discussionid submissionid",
    ),
    "title": _words("articletitle title headline threadtitle linktitle posttitle videotitle articleheadline titel titre titulo 标题 標題"),
    "url": _words("articleurl url link weburl threadurl"),
    "outlet": _words("outlet publication newspaper site forum channel subreddit"),
    "article_author": _words("articleauthor byline"),
    "published": _words("articlepublished articledate pubdate articlepublishedat publicationdate"),
    "article_text": _words("articletext articlebody articlecontent"),
}
"""Our column -> names it goes by elsewhere, likeliest first, in lower case without spaces and signs."""

_LISTED: Final = 40


def fold(name: str) -> str:
    """Return a column name in the form that ALIASES uses: lower case, letters and digits only."""
    return re.sub(r"[\W_]+", "", name.lower())


def resolve(columns: Sequence[str], chosen: Mapping[str, str], name: str) -> dict[str, str]:
    """Return our column -> their column, the user's choices first, then by alias.

    Args:
        columns: the table's columns.
        chosen: the user's `--map`: our column -> theirs.
        name: the input, for messages.

    Raises:
        ConfigError: a choice names one of our columns that does not exist.
        MissingColumn: a chosen column is not in the table, or no column holds the text.
    """
    listed = ", ".join(columns[:_LISTED]) + (f" and {len(columns) - _LISTED} more" if len(columns) > _LISTED else "")
    for ours, theirs in chosen.items():
        if ours not in ALIASES:
            raise ConfigError(f"--map {ours}={theirs}: there is no column {ours!r} to map to. Choose from: {', '.join(ALIASES)}.")
        if theirs not in columns:
            raise MissingColumn(name, f"has no column {theirs!r}; it has: {listed}", f"Name one of these with --map {ours}=COLUMN")
    found = dict(chosen)
    taken = set(found.values())
    for ours in ALIASES:
        match = None if ours in found else _find(ours, columns, taken)
        if match is not None:
            found[ours] = match
            taken.add(match)
    if "text" not in found:
        raise MissingColumn(name, f"has no column that looks like a comment's text; it has: {listed}", "Name it with --map text=COLUMN")
    return found


def has_text_column(columns: Sequence[str]) -> bool:
    """Return whether one of the columns goes by a name for a comment's text."""
    return _find("text", columns, set()) is not None


def _find(ours: str, columns: Sequence[str], taken: set[str]) -> str | None:
    if ours in columns and ours not in taken:
        return ours
    folded = {fold(column): column for column in reversed(columns) if column not in taken}
    return next((folded[alias] for alias in ALIASES[ours] if alias in folded), None)
