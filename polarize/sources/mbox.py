"""Mailing lists: an archive in mbox format, or one message. Each thread is an article, each message in it a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._export_text import from_html, markdown
from polarize.sources._export_thread import Post, Thread, corpus
from polarize.sources._input import Input
from polarize.sources._json_cells import text
from polarize.tables import Corpus

_TITLE: Final = "a mailbox"
_START: Final = re.compile(rb"^From \S[^\n]{0,200}\d\d:\d\d[^\n]{0,60}\d{4}[^\n]{0,20}\r?\n(?=[A-Za-z][\w-]{0,60}:)", re.MULTILINE)
_HEADERS: Final = re.compile(r"^(?:From|To|Date|Subject|Message-ID|References|In-Reply-To|Received):", re.MULTILINE | re.IGNORECASE)
_MESSAGE: Final = re.compile(r"(?:[A-Za-z][\w-]{0,60}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,40}){3,200}")
_ESCAPED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_ID: Final = re.compile(r"<([^<>\s]{1,400})>")
_ANSWER: Final = re.compile(
    r"^(?:\s*+(?:(?:re|aw|sv|antw|rép|ref|fwd?|wg|tr)\s?(?:\[\d+\])?\s?[:：]|\[[^\[\]]{1,40}\]))+\s*", re.IGNORECASE
)
_REPLIES: Final = re.compile(r"^(?:\s*\[[^\[\]]{1,40}\])*+\s*(?:re|aw|sv|antw|rép|ref)\s?(?:\[\d+\])?\s?[:：]", re.IGNORECASE)
_SIGNATURE: Final = re.compile(r"^-- ?$", re.MULTILINE)
_LIST_FOOT: Final = re.compile(r"^_{20,}$\n(?=.*\bmailing list\b)", re.MULTILINE)
_SAID: Final = re.compile(
    r"^(?!>)(.{3,200}(?:wrote|writes|said|schrieb|schreibt|a écrit|escribió|ha scritto)\s?:)\s*\n(?=\s*>)", re.MULTILINE
)
_FOLDED: Final = re.compile(r"\s*[\r\n]\s*")
_LONGEST_HEADER: Final = 4_000
_MOST_PARTS: Final = 40


def identify(source: Input) -> Claim | None:
    """Claim an archive whose messages begin with "From " lines, or a message with the headers that every message has."""
    head = source.head
    if _START.match(head.lstrip(b"\r\n")):
        return Claim(Strength.SIGNATURE, 'a line "From …" with a time, and the headers of a message after it')
    if source.is_binary or "multipart/related" in source.head_text:
        return None  # that is a page with its pictures, as browsers save it
    found = _MESSAGE.match(source.head_text.replace("\r\n", "\n"))
    if found and len({name.casefold() for name in _HEADERS.findall(found[0])} & {"from:", "date:", "subject:", "message-id:"}) >= 3:
        return Claim(Strength.SIGNATURE, "the headers of a message")
    return None


def read(source: Input, options: ReadOptions) -> Corpus:
    """Read the threads of a mailing list. Attachments are left out, so are the signatures under messages.

    Raises:
        Malformed: there is no message in it.
    """
    del options
    archive = _Archive()
    too_deep = 0
    for raw in _messages(source.data):
        try:
            archive.add(message_from_bytes(raw))
        except RecursionError:
            too_deep += 1
    problems = [f"{source.name}: {too_deep:,} messages hold others in others too deeply to be read and were left out."] if too_deep else []
    return corpus(source, SOURCE.name, archive.threads, problems, title=_TITLE)


class _Archive:
    """Puts messages into threads: by what they answer, else by their subject."""

    def __init__(self) -> None:
        self.threads: list[Thread] = []
        self.known: dict[str, tuple[str, Thread]] = {}
        self.subjects: dict[str, Thread] = {}
        self.count = 0

    def add(self, message: Message) -> None:
        """Add a message, unless it has no text. Its number is its id: the message's own holds names of people and machines."""
        self.count += 1
        said = _body(message)
        if not said:
            return
        subject = text(_header(message, "Subject")) or ""
        title = _ANSWER.sub("", subject)
        printed = text(_header(message, "Date"))
        answered = next((self.known[one] for one in _answered(message) if one in self.known), None)
        post = Post(said, str(self.count), author=_name(_header(message, "From")), posted=_moment(printed), printed=printed)
        post.parent = answered[0] if answered else None
        thread = answered[1] if answered else self.subjects.get(title.casefold()) if _REPLIES.search(subject) else None
        if thread is None:
            thread = Thread(title=title or None, author=post.author, published=(post.posted or "")[:10] or None)
            self.threads.append(thread)
            self.subjects[title.casefold()] = thread
        post.by_author = None if post.author is None or thread.author is None else post.author == thread.author
        thread.posts.append(post)
        if own := _ID.search(_header(message, "Message-ID")):
            self.known.setdefault(own[1], (str(self.count), thread))


def _messages(data: bytes) -> Iterator[bytes]:
    """Yield the messages of an archive without their "From " lines; the whole where there are none."""
    starts = [match.span() for match in _START.finditer(data)]
    if not starts:
        yield data.lstrip(b"\r\n")
        return
    for (_, begin), (end, _) in zip(starts, [*starts[1:], (len(data), 0)], strict=True):
        yield _ESCAPED.sub(rb"\1", data[begin:end])


def _answered(message: Message) -> list[str]:
    """Return the ids of the messages that one answers, the nearest first."""
    return [*_ID.findall(_header(message, "In-Reply-To"))[:1], *reversed(_ID.findall(_header(message, "References")))]


def _header(message: Message, name: str) -> str:
    """Return a header in one line, decoded."""
    value = _FOLDED.sub(" ", str(message.get(name, "")))[:_LONGEST_HEADER]
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(_decoded(part, charset) if isinstance(part, bytes) else part for part, charset in parts)


def _decoded(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset or "utf-8", errors="replace" if charset else "strict")
    except (LookupError, ValueError):
        return data.decode("cp1252", errors="replace")


def _name(value: str) -> str | None:
    """Return the name in "Ann Example <ann@mail.example>", else what stands before the @."""
    name, address = parseaddr(value)
    name = name.strip(" '\"")
    return text(name) or text(address.partition("@")[0].partition(" at ")[0])


def _moment(printed: str | None) -> str | None:
    try:
        return parsedate_to_datetime(printed or "").isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _body(message: Message) -> str:
    """Return the text of a message: its plain part, else its HTML; without signature, quotes marked with their attribution."""
    plain: list[str] = []
    rich: list[str] = []
    for place, part in enumerate(message.walk()):
        if place >= _MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or part.get_filename() or kind not in ("text/plain", "text/html"):
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            (rich if kind == "text/html" else plain).append(_decoded(data, part.get_content_charset()))
    said = "\n\n".join(plain) if any(one.strip() for one in plain) else "\n\n".join(from_html(one) for one in rich)
    said = said.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    for end in (_SIGNATURE, _LIST_FOOT):
        if cut := end.search(said):
            said = said[: cut.start()]
    return markdown(_SAID.sub(r"> \1\n", said))


SOURCE: Final = Source(
    name="mbox",
    title="Mailing list (mbox)",
    suffixes=(".mbox", ".mbx", ".eml"),
    reads="Messages by thread: subject, sender's name, date with time zone, message answered, text; quotes marked, no attachments.",
    identify=identify,
    read=read,
)
