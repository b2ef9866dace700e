"""Lines of a Reddit dump -> tables of comments and posts, a limited number at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import polars as pl

from polarize.errors import Malformed
from polarize.sources import _json_reddit as reddit
from polarize.sources._gone import GONE
from polarize.sources._input import Input
from polarize.sources._json_cells import count, flag, number, text
from polarize.sources._json_load import every, first, lines_left_out, load, nodes, peek, value

_LONGEST: Final = 1 << 26
"""Bytes that one line may have: a comment has 40,000 at most."""
_QUOTE: Final = r"(?m)^ {0,3}> ?([^!\n]|$)"
_UTC: Final = pl.Datetime("us", "UTC")
_NAMED: Final = 5


class _Line(msgspec.Struct, gc=False):
    """What is read of a line; whatever else it has is passed over. Any type is taken, and looked at later."""

    id: Any = None
    author: Any = None
    body: Any = None
    link_id: Any = None
    parent_id: Any = None
    created_utc: Any = None
    score: Any = None
    ups: Any = None
    score_hidden: Any = None
    is_submitter: Any = None
    subreddit: Any = None
    permalink: Any = None
    link_title: Any = None
    title: Any = None
    selftext: Any = None
    num_comments: Any = None
    locked: Any = None
    archived: Any = None
    name: Any = None


_FIELDS: Final = _Line.__struct_fields__
_decoder: Final = msgspec.json.Decoder(_Line)


@dataclass(frozen=True, slots=True)
class Piece:
    """Comments and posts from some of the lines."""

    comments: pl.DataFrame
    posts: pl.DataFrame

    @staticmethod
    def joined(pieces: Sequence[Piece]) -> Piece:
        """Return several pieces as one."""
        return Piece(pl.concat([one.comments for one in pieces]), pl.concat([one.posts for one in pieces]))


class Lines:
    """The lines of a dump. Iterating gives pieces of at most `rows` objects; afterwards `problems` says what was left out."""

    def __init__(self, source: Input, rows: int) -> None:
        self.source = source
        self.rows = max(1, rows)
        self.number = 0
        self.bad: list[int] = []
        self.bad_total = 0
        self.undecodable = 0
        self.more: list[str] = []

    def problems(self) -> list[str]:
        """Return a sentence for each kind of damage met so far."""
        found = [lines_left_out(self.source.name, self.bad, self.bad_total)] if self.bad else []
        if self.undecodable:
            found.append(f"{self.source.name}: {self.undecodable:,} lines hold bytes that are not UTF-8, which stand as U+FFFD.")
        return [*found, *self.more]

    def __iter__(self) -> Iterator[Piece]:
        """Return the pieces; those without a comment or post are passed over."""
        return (piece for piece in map(_piece, self._slices()) if piece.comments.height or piece.posts.height)

    def _slices(self) -> Iterator[list[_Line]]:
        rows: list[_Line] = []
        for some in self._objects():
            rows += some
            while len(rows) >= self.rows:
                yield rows[: self.rows]
                rows = rows[self.rows :]
        yield rows

    def _objects(self) -> Iterator[list[_Line]]:
        if self.source.head_text.lstrip()[:1] == "[" or nodes(first(peek(self.source)), "data"):
            values, self.more = load(self.source)
            listed = [inner for one in every(values) for inner in (nodes(one, "data") or [one])]
            yield [_from_dict(one) for one in listed]
            return
        for block in self._whole_lines():
            yield self._decoded(block)

    def _whole_lines(self) -> Iterator[bytes]:
        """Yield the bytes in blocks that end with a line."""
        if self.source.encoding not in ("utf-8", "utf-8-sig", None) and not self.source.head.isascii():
            yield self.source.text.encode("utf-8", errors="replace")
            return
        rest: list[bytes] = []
        held = 0
        for block in self.source.blocks():
            end = block.rfind(b"\n") + 1
            if end:
                yield b"".join([*rest, block[:end]])
                rest, held = [block[end:]], len(block) - end
            else:
                rest.append(block)
                held += len(block)
            if held > _LONGEST:
                problem = f"has a line of more than {_LONGEST:,} bytes after line {self.number:,}"
                raise Malformed(self.source.name, problem, "A dump has one comment a line: check where it comes from")
        if held:
            yield b"".join(rest)

    def _decoded(self, block: bytes) -> list[_Line]:
        """Decode a block at once, or line by line when one of them is broken."""
        block = block.removeprefix(b"\xef\xbb\xbf") if self.number == 0 else block
        try:
            rows = _decoder.decode_lines(block)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return self._carefully(block)
        self.number += block.count(b"\n")
        return rows

    def _carefully(self, block: bytes) -> list[_Line]:
        rows = []
        for line in block.removesuffix(b"\n").split(b"\n"):
            self.number += 1
            if not line.strip():
                continue
            row = self._one(line)
            if row is not None:
                rows.append(row)
                continue
            self.bad_total += 1
            if len(self.bad) < _NAMED:
                self.bad.append(self.number)
        return rows

    def _one(self, line: bytes) -> _Line | None:
        try:
            return _decoder.decode(line)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            pass
        decoded = line.decode("utf-8", errors="replace")
        node = value(decoded)
        if isinstance(node, dict):
            self.undecodable += "\ufffd" in decoded
            return _from_dict(node)
        return None


_TEXTS: Final = frozenset({str, type(None)})
_NUMBERS: Final = frozenset({int, type(None)})
_LARGE: Final = 2**63


def _from_dict(node: dict[str, Any]) -> _Line:
    return _Line(**{name: node[name] for name in _FIELDS if name in node})


def _is_comment(row: _Line) -> bool:
    return isinstance(row.body, str) and row.link_id is not None


def _is_post(row: _Line) -> bool:
    return isinstance(row.title, str) and row.link_id is None and row.id is not None


def _piece(rows: Sequence[_Line]) -> Piece:
    return Piece(_comments([row for row in rows if _is_comment(row)]), _posts([row for row in rows if _is_post(row)]))


def _strings(values: list[Any]) -> pl.Series:
    """Return a column of texts, null where a value is none."""
    # Polars looks at values of mixed types one by one, which takes a second for a deep one and fails in more ways than can be caught.
    plain = _TEXTS.issuperset(map(type, values))
    try:
        column = pl.Series(values if plain else [text(one) for one in values], dtype=pl.String)
    except UnicodeError:
        column = pl.Series([text(one) for one in values], dtype=pl.String)
    column = column.str.strip_chars()
    return column.set(column == "", None)


def _ids(values: list[Any]) -> pl.Series:
    """Return ids without the kind before them."""
    if all(type(one) is str for one in values):
        bare = _strings(values).str.replace(r"^t\d_", "")
        return bare.set(bare == "", None)
    return pl.Series([reddit.bare(one) for one in values], dtype=pl.String)


def _numbers(values: list[Any]) -> pl.Series:
    """Return a column of whole numbers, null where a value is none that can be stored."""
    plain = _NUMBERS.issuperset(map(type, values)) and all(one is None or -_LARGE < one < _LARGE for one in values)
    return pl.Series(values if plain else [number(one) for one in values], dtype=pl.Int64)


def _flags(values: list[Any]) -> pl.Series:
    return pl.Series([flag(one) for one in values], dtype=pl.Boolean)


def _comments(rows: list[_Line]) -> pl.DataFrame:
    """Return the comments with the columns that `settle` takes, and what they say of their posts."""
    parents = [row.parent_id for row in rows]
    frame = pl.DataFrame(
        {
            "article_id": _ids([row.link_id for row in rows]),
            "position": pl.Series([0] * len(rows), dtype=pl.Int64),
            "comment_id": _ids([row.id if row.id is not None else row.name for row in rows]),
            "reply_to": _ids(parents),
            "to_post": pl.Series([isinstance(one, str) and one.startswith("t3_") for one in parents], dtype=pl.Boolean),
            "author": _strings([row.author for row in rows]),
            "by_article_author": _flags([row.is_submitter for row in rows]),
            "seconds": _numbers([row.created_utc for row in rows]),
            "votes": _numbers([row.score if row.score is not None else row.ups for row in rows]),
            "hidden": _flags([row.score_hidden for row in rows]),
            "text": _strings([row.body for row in rows]),
            "outlet": _strings([row.subreddit for row in rows]),
            "title": _strings([row.link_title for row in rows]),
        }
    ).filter(pl.col("article_id").is_not_null())
    return frame.with_columns(_cleaned()).with_columns(_derived()).drop("to_post", "seconds", "hidden")


def _cleaned() -> list[pl.Expr]:
    body = pl.col("text").str.replace_many(["&lt;", "&gt;", "&amp;"], ["<", ">", "&"]).str.replace_all("\r\n", "\n", literal=True)
    is_gone = pl.col("text").is_in(list(GONE)) | pl.col("text").is_null()
    answers_post = pl.col("to_post") | (pl.col("reply_to") == pl.col("article_id"))
    return [
        body.fill_null("").str.replace_all(_QUOTE, "> ${1}").alias("text"),
        pl.when(is_gone).then(pl.lit("deleted")).otherwise(pl.lit("visible")).alias("status"),
        pl.when(~answers_post.fill_null(value=False)).then(pl.col("reply_to")).alias("reply_to"),
        pl.when(~pl.col("hidden").fill_null(value=False)).then(pl.col("votes")).alias("votes"),
        pl.when(pl.col("seconds").is_between(0, 2**32)).then(pl.col("seconds")).alias("seconds"),
    ]


def _derived() -> list[pl.Expr]:
    return [
        pl.from_epoch("seconds").cast(_UTC).alias("posted_at"),
        pl.col("seconds").cast(pl.String).alias("posted_raw"),
        pl.lit(None, dtype=pl.Int64).alias("stated_depth"),
        pl.lit(None, dtype=pl.String).alias("language"),
        pl.format(f"{reddit.SITE}/r/{{}}/comments/{{}}/", "outlet", "article_id").alias("url"),
        pl.format("r/{}", "outlet").alias("outlet"),
    ]


_POST_COLUMNS: Final = {
    **dict.fromkeys(("article_id", "title", "author", "url", "outlet", "text"), pl.String),
    "comments_declared": pl.Int64,
    "seconds": pl.Int64,
    "closed": pl.Boolean,
}


def _posts(rows: list[_Line]) -> pl.DataFrame:
    """Return the posts as rows of articles."""
    facts = [
        {
            "article_id": reddit.bare(row.id),
            "title": reddit.title(row.title),
            "author": reddit.name(row.author),
            "url": reddit.address({"permalink": row.permalink}),
            "outlet": f"r/{forum}" if (forum := text(row.subreddit)) else None,
            "text": reddit.article_text({"selftext": row.selftext}),
            "comments_declared": count(row.num_comments),
            "seconds": number(row.created_utc),
            "closed": bool(flag(row.locked) or flag(row.archived)),
        }
        for row in rows
    ]
    frame = pl.DataFrame(facts, schema=_POST_COLUMNS).filter(pl.col("article_id").is_not_null())
    seconds = pl.when(pl.col("seconds").is_between(0, 2**32)).then(pl.col("seconds"))
    return frame.with_columns(pl.from_epoch(seconds).dt.date().alias("published")).drop("seconds")
