"""Why an input is read as it is: who claims it, what is taken, what is left out, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from polarize.errors import InputError
from polarize.sources import ReadOptions, Source, choose, claims, inputs
from polarize.sources._html_evidence import ACCEPT, Candidate
from polarize.sources._html_lists import candidates
from polarize.sources._html_page import Element, Page, names_of, page_of
from polarize.sources._html_posts import WIDGETS
from polarize.sources._input import Input
from polarize.tables import Corpus

_LISTS = 3
"""Lists of a page that are shown as candidates of the generic finder."""


def explained(paths: Sequence[str | Path], source: str | None, options: ReadOptions) -> Iterator[str]:
    """Yield for each input the text that says how it is read.

    Args:
        paths: files, folders, "-".
        source: name of the source for all of them; None to tell it from the content.
        options: see ReadOptions.
    """
    for one in inputs(paths, options.max_bytes):
        yield "\n".join(_lines(one, source, options)) if isinstance(one, Input) else f"{one}"


def _lines(one: Input, name: str | None, options: ReadOptions) -> Iterator[str]:
    yield one.name
    try:
        made = claims(one)
        source, claim = choose(one, name)
    except InputError as error:
        yield f"  not read: {error}"
        return
    yield f"  read by {source.name} ({source.title}): {claim.evidence}"
    yield "  claims:"
    width = max((len(who.name) for who, _ in made), default=0)
    for who, own in made:
        weight = f", weight {own.weight:,}" if own.weight else ""
        yield f"    {who.name:{width}}  {own.strength.name.lower()} ({own.strength.value}){weight}: {own.evidence}"
    try:
        corpus = source.read(one, options)
    except InputError as error:
        yield f"  not read: {error}"
        return
    yield from _found(corpus)
    page = page_of(one) if source.name == "html" or any(who.name == "html" for who, _ in made) else None
    if page is not None:
        yield from _page(page, source)
    for problem in [*one.damage, *corpus.problems]:
        yield f"  problem: {problem}"
    for remark in corpus.remarks:
        yield f"  remark: {remark}"


def _found(corpus: Corpus) -> Iterator[str]:
    """Yield what the reading brought: numbers declared and found, deleted ones, replies, notes."""
    for row in corpus.articles.head(20).iter_rows(named=True):
        stated = row["comments_declared"]
        declared = "the number is not declared" if stated is None else f"{stated:,} declared"
        yield f"  article {row['article_id']}: {row['comments_found']:,} comments found, {declared}; comments {row['comment_status']}"
        if row["notes"]:
            yield f"    {row['notes']}"
    if corpus.articles.height > 20:
        yield f"  and {corpus.articles.height - 20:,} more articles"
    comments = corpus.comments
    if comments.height:
        parts = [
            f"{comments.height - comments['author'].null_count():,} with a name",
            f"{comments.height - comments['posted_raw'].null_count():,} with a time as printed",
            f"{comments.height - comments['reply_to'].null_count():,} answers ({comments['reply_inferred'].sum():,} inferred from names)",
        ]
        states = comments.group_by("status").len().sort("status").rows()
        parts += [f"{count:,} {state}" for state, count in states if state != "visible"]
        yield f"  of the {comments.height:,} comments: {', '.join(parts)}"


def _page(page: Page, source: Source) -> Iterator[str]:
    """Yield what of a page was left out and why, and how the generic finder judges its lists."""
    widgets = [one for one in page.elements if WIDGETS.search(names_of(one)) and _is_outermost(one)]
    items = sum(1 for widget in widgets for _ in widget.iter("li", "article"))
    forms = sum(any(True for _ in form.iter("textarea")) for form in page.by_tag.get("form", ()))
    left = [
        (page.memo.get("pingbacks", 0), "pingbacks"),
        (len(widgets), "lists of comments under other articles"),
        (items, "items in those"),
        (page.templates, "templates that a script would fill"),
        (forms, "forms for new comments"),
        (page.memo.get("duplicates", 0), "duplicates in its linked data"),
    ]
    said = [f"{what}: {count:,}" for count, what in left if count]
    yield f"  left out: {'; '.join(said) or 'nothing'}"
    if source.name == "html":
        judged = sorted(candidates(page), key=lambda one: -one.score)
        yield f"  lists of like blocks ({ACCEPT} is the least score for comments):" if judged else "  no list of like blocks on the page"
        for one in judged[:_LISTS]:
            yield from _list(one)


def _is_outermost(one: Element) -> bool:
    return one.tag not in ("body", "html") and not any(
        WIDGETS.search(names_of(above)) for above in one.iterancestors() if above.tag != "body"
    )


def _list(one: Candidate) -> Iterator[str]:
    first = one.listed[0].element
    named = f".{'.'.join((first.get('class') or '').split())}" if first.get("class") else ""
    yield f"    {one.score:5.2f}  {len(one.listed):,} x {first.tag}{named}"
    yield f"           {', '.join(f'{what} {weight:+.2f}' for what, weight in one.evidence if round(weight, 2))}"
