"""Pasted pages: the text that one gets by selecting all of a page with comments and copying it.

One input is one article. The page becomes lines, each with the part it seems to play (`_paste_lines`); readers, one for each way in
which pages print who wrote what, propose where the comments begin (`_paste_readers`); the proposals are cut out and weighed against
what the page says of itself (`_paste_thread`); the best one is kept, or none.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from polarize.sources._base import Claim, ReadOptions, Source, Strength
from polarize.sources._dates import day_first, parse
from polarize.sources._html_page import begins_only
from polarize.sources._input import Input
from polarize.sources._numbers import storable
from polarize.sources._paste_article import ArticlePart, read_article
from polarize.sources._paste_context import settle
from polarize.sources._paste_cut import Post, status_of
from polarize.sources._paste_lines import Line, read_lines
from polarize.sources._paste_replies import Link, links
from polarize.sources._paste_thread import ACCEPT, Proposal, declared_on, propose
from polarize.sources._words import CLOSED, SECTIONS, key, words
from polarize.tables import Article, Comment, Corpus, from_rows

_MARKUP: Final = re.compile(
    r"^\s*(?:<!doctype|<\?xml|<(?:html|head|body|rss|feed|disqus|div|article|section|main|meta|script|table|p|span|!--)[\s>/])",
    re.IGNORECASE,
)
_JSON: Final = re.compile(r"^\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{|\[|\"|\]|-?\d))")
_ABOUT_COMMENTS: Final = re.compile(
    r"comment|kommentar|comentar|commentaire|reply|antwort|réponse|respuesta|réagi|评论|評論|留言|回复|回應|迴響|discussion|diskutier|mitreden|thoughts",
    re.IGNORECASE,
)
_STOPWORDS: Final = {
    "en": frozenset(words("the and of to is that in it for with was are this have not you")),
    "de": frozenset(words("der die das und ist nicht ein zu den mit von sich auch auf für es")),
    "fr": frozenset(words("le la les des et est une pas que pour dans qui sur au vous ce")),
    "es": frozenset(words("el los las una que por con para del no es se como más pero y")),
}


_WORDING: Final = {
    "en": re.compile(r"\b(?:says|said|wrote|reply|replies|comments|share|like|leave a|sort by|related posts)\b", re.IGNORECASE),
    "de": re.compile(r"\b(?:sagt|sagte|schrieb|antworten|antwort|kommentare?|melden|teilen|verfassen|lesen sie)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:a dit|a écrit|répondre|commentaires?|signaler|partager|laisser|réactions|à lire)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:dijo|dice|escribió|responder|comentarios?|denunciar|compartir|respuesta|te puede)\b", re.IGNORECASE),
    "zh": re.compile(r"说|說|回复|回覆|回應|评论|評論|留言|赞|相关"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a page was read, for the explanation.

    Attributes:
        lines: the page's lines with their parts.
        proposals: what the readers propose, the best first.
        chosen: the one that was kept; None when none was good enough.
        article: the article part.
        declared: the number of comments that the page states.
        status: open, closed or none.
    """

    lines: list[Line]
    proposals: tuple[Proposal, ...]
    chosen: Proposal | None
    article: ArticlePart
    declared: int | None
    status: str


def read_page(text: str) -> Reading:
    """Return how a pasted page is read. Never raises; takes time linear in the length of the text."""
    lines = settle(read_lines(text))
    proposals = tuple(propose(lines))
    chosen = proposals[0] if proposals and proposals[0].score >= ACCEPT else None
    limit = _limit(lines, chosen)
    article = read_article(lines, limit, language_of(text))
    declared = chosen.declared if chosen is not None else declared_on(lines)
    return Reading(lines, proposals, chosen, article, declared, _status(lines, chosen, declared))


def language_of(text: str) -> str:
    """Return en, de, fr, es or zh by the commonest small words; only used to read dates such as 3/4/2020."""
    sample = text[:50_000].casefold()
    if sum("\u4e00" <= char <= "\u9fff" for char in sample) * 5 > len(sample):
        return "zh"
    counts = Counter(re.findall(r"[^\W\d_]+", sample))
    return max(_STOPWORDS, key=lambda language: sum(counts[word] for word in _STOPWORDS[language]))


def wording_of(lines: list[Line], text: str) -> str | None:
    """Return the language when the page's own words ("says", "Antworten", "Laisser un commentaire") and its text agree on it, else None."""
    said: Counter[str] = Counter()
    for line in lines[:20_000]:
        if line.kind in ("control", "section", "form", "head", "empty", "closed", "related", "widget") and len(line.text) <= 120:
            said.update({language for language, wording in _WORDING.items() if wording.search(line.text)})
    ranked = said.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return ranked[0][0] if ranked[0][0] == language_of(text) else None


def _limit(lines: list[Line], chosen: Proposal | None) -> int:
    """Return the line at which the article part ends at the latest."""
    if chosen is None:
        return len(lines)
    heading = chosen.heading
    return heading if heading is not None and lines[heading].kind == "section" else chosen.posts[0].first


def _status(lines: list[Line], chosen: Proposal | None, declared: int | None) -> str:
    """Return whether the page takes comments, says that it does not, or has no comment section."""
    span = range(chosen.posts[0].first, chosen.posts[-1].last) if chosen is not None else range(0)
    if any(line.kind == "closed" and CLOSED.search(line.text) and index not in span for index, line in enumerate(lines)):
        return "closed"
    if chosen is not None or declared is not None:
        return "open"
    asked = any(
        line.kind == "empty"
        or (line.kind in ("form", "section") and _ABOUT_COMMENTS.search(line.text) and (line.kind == "form" or key(line.text) in SECTIONS))
        for line in lines
    )
    return "open" if asked else "none"


def identify(source: Input) -> Claim | None:
    """Claim any text that is no markup, no JSON and not binary; other sources claim those, and tables, more strongly."""
    if source.is_binary or (source.encoding is None and not source.head.isascii()):
        return None
    head = source.head_text
    if not head.strip() or (_MARKUP.match(head) and not begins_only(source)) or _JSON.match(head):
        return None
    return Claim(Strength.FALLBACK, "plain text")


def read(source: Input, options: ReadOptions) -> Corpus:
    """Return the article of a pasted page and the comments under it.

    Raises:
        NotReadable: the input is missing, empty, binary or too large.
    """
    text = source.text
    reading = read_page(text)
    posts = reading.chosen.posts if reading.chosen is not None else ()
    comments = _comment_rows(source.stem, posts, links(posts), reading.article.author, language_of(text), options)
    row = _article_row(source, reading, len(comments))
    return Corpus(from_rows([row], Article), from_rows(comments, Comment))


def _article_row(source: Input, reading: Reading, found: int) -> dict[str, object]:
    article = reading.article
    return {
        "article_id": source.stem or source.name,
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "url": None,
        "outlet": None,
        "language": wording_of(reading.lines, source.text),
        "text": article.text,
        "source": "text",
        "path": source.name,
        "comments_declared": storable(reading.declared),
        "comments_found": found,
        "comment_status": reading.status,
        "notes": "; ".join(_notes(reading, found)) or None,
    }


def _notes(reading: Reading, found: int) -> list[str]:
    """Return what the reader should know about how the page was read."""
    notes = []
    if reading.article.shortened:
        notes.append("the page has no title line, so the first sentence was taken as the title")
    declared = reading.declared
    pingbacks = reading.chosen.pingbacks if reading.chosen is not None else 0
    if pingbacks:
        notes.append(f"{pingbacks} pingback{'s' if pingbacks > 1 else ''} left out")
    if declared and found and found + pingbacks < declared:
        notes.append(f"{found} of {declared} declared comments are on the page")
    if declared and not found:
        notes.append(f"the page states {declared} comments, but none was found in the text")
    return notes


def _comment_rows(
    article_id: str, posts: tuple[Post, ...], hung: list[Link], writer: str | None, language: str, options: ReadOptions
) -> list[dict[str, object]]:
    raws = [post.raw for post in posts if post.raw]
    days_first = day_first(raws, language)
    times = {raw: parse(raw, days_first=days_first, language=language, captured_at=options.captured_at) for raw in set(raws)}
    rows = []
    for position, (post, link) in enumerate(zip(posts, hung, strict=True), 1):
        status = status_of(post)
        rows.append(
            {
                "article_id": article_id,
                "comment_id": str(position),
                "position": position,
                "reply_to": None if link.parent is None else str(link.parent + 1),
                "reply_inferred": link.inferred,
                "depth": link.depth,
                "author": post.author or None,
                "by_article_author": None if writer is None or not post.author else key(post.author) == key(writer),
                "posted_at": times[post.raw] if post.raw else None,
                "posted_raw": post.raw,
                "votes": storable(post.votes),
                "status": status,
                "language": None,
                "text": "" if status == "deleted" else post.text,
            }
        )
    return rows


SOURCE: Final = Source(
    name="text",
    title="Pasted page",
    suffixes=(".txt", ".text", ".md"),
    reads="the article and the comments in the text that one copies from a page, in English, German, French, Spanish or Chinese wording.",
    identify=identify,
    read=read,
)
