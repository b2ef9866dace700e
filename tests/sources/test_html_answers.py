"""Who answers whom where comments do not stand in each other: links and words beside them, quotes, lists, classes."""

from __future__ import annotations

import pytest
from depot import ARTICLE, DATES, NAMES, TEXTS

from polarize.sources import Input, ReadOptions, choose

ANSWERED = [None, 0, 1, None, 3]
"""The index of the comment that each of the five answers."""


def links(comments: str, source: str | None = None) -> list[tuple[int | None, bool]]:
    """Return for each comment of a page the index of the one it answers, and whether that was concluded."""
    markup = f"<!doctype html><html lang=en><head><title>Depot stays</title></head><body><main><h1>Depot stays</h1>{ARTICLE}{comments}</main></body></html>"
    one = Input("page.html", None, content=markup.encode())
    table = choose(one, source)[0].read(one, ReadOptions()).comments
    at = {identity: place for place, identity in enumerate(table["comment_id"])}
    assert table["author"].to_list() == NAMES
    return [(at.get(to) if to else None, inferred) for to, inferred in table.select("reply_to", "reply_inferred").rows()]


def stated(*, inferred: bool = False) -> list[tuple[int | None, bool]]:
    return [(to, inferred and to is not None) for to in ANSWERED]


def made(row: str, answer: str) -> str:
    """Return five comments; `answer` is what stands in `{a}` of those that answer one, with the name, number and words of that."""
    out = []
    for i, (name, text, date, to) in enumerate(zip(NAMES, TEXTS, DATES, ANSWERED, strict=True)):
        said = "" if to is None else answer.format(n=NAMES[to], i=4700 + to, t=TEXTS[to])
        out.append(row.format(i=4700 + i, n=name, t=text, d=date, a=said))
    return "".join(out)


LINKED = {
    "words and a link to the other comment's place": (
        '<li id="comment-{i}" class="comment"><dl><dt>1. <a>{n}</a> {a} <span class="datestamp">{d}</span></dt><dd class="commentBody"><p>{t}</p></dd></dl></li>',
        '<span class="in-reply-to">in reply to <a href="#comment-{i}">{n}</a></span>',
    ),
    "words in another language": (
        '<li id="kommentar-{i}" class="kommentar"><b class="autor">{n}</b> <i>{d}</i> {a}<div class="text">{t}</div></li>',
        '<span>als Antwort auf <a href="/artikel#kommentar-{i}">{n}</a></span>',
    ),
    "a bare link called parent": (
        '<div id="c{i}" class="comment"><span class="by"><a class="user" href="/u/{i}">{n}</a> {d} {a}</span><p class="body">{t}</p></div>',
        '| <a href="#c{i}">parent</a>',
    ),
    "a number that is pointed at": (
        '<article id="post_{i}" class="forum-post"><a class="author" href="/member/{i}">{n}</a> <time>{d}</time><div class="message">{a} {t}</div></article>',
        '<a href="#post_{i}">&gt;&gt;{i}</a>',
    ),
    "a quote that links to what it quotes": (
        '<table id="post{i}" class="forum-post"><tr><td class="userinfo"><b class="author">{n}</b></td><td class="postbody">{a}{t}</td></tr>'
        '<tr><td class="postdate"><a href="#post{i}">#</a> {d}</td></tr></table>',
        '<div class="bbc-quote"><h4><a href="/showthread.php?goto=post&postid={i}#post{i}">{n} posted:</a></h4><blockquote>words nobody wrote here</blockquote></div>',
    ),
    "a name and no link": (
        '<div class="comment"><span class="author">{n}</span> <span class="date">{d}</span> {a}<div class="comment-text">{t}</div></div>',
        '<em class="target">replying to {n}</em>',
    ),
}


@pytest.mark.parametrize("case", LINKED)
def test_answers_that_the_page_states_beside_the_text(case: str) -> None:
    row, answer = LINKED[case]
    assert links(f'<section class="comments">{made(row, answer)}</section>', "html") == stated()


QUOTED = {
    "a blockquote": "<blockquote><p>{t}</p></blockquote>",
    "a blockquote under a name": "<blockquote><cite>{n}: May 2, 2021 - 3:42 PM</cite><p>{t}</p></blockquote>",
    "a box whose class says quote": '<div class="quotetitle">{n} wrote:</div><div class="quotecontent">{t}</div>',
    "a label and no quote": "<div>Quote:</div><div>Originally Posted by {n}</div><div>{t}</div>",
}


@pytest.mark.parametrize("case", QUOTED)
def test_answers_that_a_quote_tells(case: str) -> None:
    row = '<div class="forum-post" data-x="{i}"><span class="author">{n}</span> <span class="date">{d}</span><div class="message">{a}<p>{t}</p></div></div>'
    assert links(made(row, QUOTED[case]), "html") == stated(inferred=True)


def test_a_quote_of_something_else_is_no_answer() -> None:
    row = '<div class="forum-post" data-x="{i}"><span class="author">{n}</span> <span class="date">{d}</span><div class="message">{a}<p>{t}</p></div></div>'
    found = links(made(row, "<blockquote>The mayor said that the depot is here to stay.</blockquote>"), "html")
    assert found == [(None, False)] * len(NAMES)


def test_a_link_to_the_next_comment_is_no_answer() -> None:
    row = '<li id="comment-{i}" class="comment"><b class="author">{n}</b> <i>{d}</i> {a}<div class="comment-text">{t}</div></li>'
    assert links(f"<ol>{made(row, '<a href=#comment-{i}>previous</a>')}</ol>", "html") == [(None, False)] * len(NAMES)


def test_a_button_to_reply_to_the_author_is_no_answer() -> None:
    row = '<li class="comment" data-x="{i}"><b class="author">{n}</b> <i>{d}</i><div class="comment-text">{t}</div><a href="#respond">Reply to {n}</a></li>'
    assert links(f"<ol>{made(row, '')}</ol>", "html") == [(None, False)] * len(NAMES)


def test_answers_in_lists_of_their_own_beside_what_they_answer() -> None:
    one = '<div class="comment"><span class="author">{n}</span> <span class="time">{d}</span><p class="comment-text">{t}</p></div>'
    said = [one.format(n=name, t=text, d=date) for name, text, date in zip(NAMES, TEXTS, DATES, strict=True)]
    inner = f"<ul><li>{said[1]}<ul><li>{said[2]}</li></ul></li></ul>"
    page = f'<ul class="thread"><li>{said[0]}{inner}</li><li>{said[3]}<ul><li>{said[4]}</li></ul></li></ul>'
    assert links(page, "html") == stated()


def test_answers_that_their_class_names() -> None:
    one = (
        '<div class="article_comment_{kind}"><span class="comment_author">{n}</span> <i>{d}</i><div class="comment_content">{t}</div></div>'
    )
    kinds = ["item", "answer", "answer", "item", "answer"]
    rows = [one.format(kind=kind, n=name, t=text, d=date) for kind, name, text, date in zip(kinds, NAMES, TEXTS, DATES, strict=True)]
    assert [to for to, _ in links("".join(rows), "html")] == [None, 0, 0, None, 3]


def test_who_answers_is_no_part_of_a_name_that_stands_in_plain_text() -> None:
    row = '<div class="commentnew" id="comment-{i}"><div class="commentheader"><a></a>{n} {a} &bull; <a href="#comment-{i}">#1</a> &bull; {d}</div><div class="commentcontent"><p>{t}</p></div></div>'
    linked = row.replace("{n} {a}", '<a href="/people/{i}">{n}</a> {a}')
    rows = []
    for i, (name, text, date, to) in enumerate(zip(NAMES, TEXTS, DATES, ANSWERED, strict=True)):
        answer = "" if to is None else f'replied to <a href="/page#comment-{4700 + to}">comment from {NAMES[to]}</a>'
        rows.append((row if i == 4 else linked).format(i=4700 + i, n=name, t=text, d=date, a=answer))
    assert links("".join(rows), "html") == stated()


def test_numbers_with_dots_say_whom_a_comment_answers() -> None:
    numbers = ["1", "1.1", "1.1.1", "2", "2.1"]
    row = '<article class="comment"><h4 class="name"><a href="/profile/{i}">{n}</a></h4><a class="date" href="?cid={i}">#{a} — {d}</a><div class="body">{t}</div></article>'
    people = zip(NAMES, TEXTS, DATES, numbers, strict=True)
    listed = "".join(row.format(i=81 + i, n=name, t=text, d=date, a=number) for i, (name, text, date, number) in enumerate(people))
    assert links(f'<section class="comments">{listed}</section>') == stated()
