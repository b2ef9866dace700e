"""The generic finder on made-up pages in the markup of old boards, question sites and newspapers: what belongs to which comment."""

from __future__ import annotations

from polarize.sources import Input, ReadOptions, choose
from polarize.tables import Corpus

_PAGE = "<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
_PEOPLE = ["Tom Tester", "May Muster", "otter_77", "Kit Sample"]
_SAID = [
    "The old bridge has to be repaired before the winter comes, or nobody will cross it.",
    "Who is going to pay for that, if I may ask the council?",
    "We could close the road for cars and leave it to those who walk.",
    "I have lived beside it for forty years and it never moved an inch.",
]
_COMMENTS = list(zip(_PEOPLE, _SAID, strict=True))


def _read(body: str, title: str = "The bridge stays closed") -> Corpus:
    one = Input("page.html", None, content=_PAGE.format(title=title, body=body).encode())
    return choose(one, "html")[0].read(one, ReadOptions())


def _said(corpus: Corpus) -> list[tuple[str | None, str]]:
    return list(zip(corpus.comments["author"], corpus.comments["text"], strict=True))


def test_tables_of_one_class_are_told_apart_by_their_ids() -> None:
    menu = "<table class='tborder'><tr><td>Forum tools</td></tr></table>"
    posts = "".join(
        f"<div align=center><div class=page><div><div id='edit{n}'><table class='tborder' id='post{n}'><tr><td class='thead'>"
        f"<div class='normal'>#{n}</div><div class='normal'>0{n}.03.2005, 19:46</div></td></tr><tr><td class='alt2'>"
        f"<div id='postmenu_{n}'><a class='bigusername' href='member.php?u={n}'>{name}</a></div>"
        f"<div class='smallfont'>Surfer</div></td></tr><tr><td class='alt1' id='td_post_{n}'><div class='mess'>"
        f"<div id='post_message_{n}'>{said}</div></div></td></tr></table></div></div></div></div>"
        for n, (name, said) in enumerate(_COMMENTS, 1)
    )
    assert _said(_read(f"{menu}{menu}<div id='posts'>{posts}</div>{menu}")) == _COMMENTS


def test_head_and_text_are_two_tables() -> None:
    rows = "".join(
        f"""<table id="comment{n}00">
            <tr><td colspan=2><hr></td></tr>
            <tr><td><a href="/blogs/{n}/">{name}</a><br></td>
            <td><div class="date_comment"><a href="#comment{n}00">14 Sep 2012 at 1:2{n} pm</a></div></td></tr></table>
            <table><tr><td><img src="face.png"></td><td><div id="comment{n}00_show" class="single_comment">{said}</div></td></tr></table>"""
        for n, (name, said) in enumerate(_COMMENTS, 1)
    )
    assert _said(_read(f"<div id='all_comments'>{rows}</div>")) == _COMMENTS


def test_latest_comments_with_buttons_are_those_of_the_page() -> None:
    def listed(button: str) -> str:
        rows = "".join(
            f"<div id='x{name[:3]}W{n}a' class='watch-comment-entry'><div class='watch-comment-head'><a class='watch-comment-auth' "
            f"href='/user/{n}'>{name}</a> <span class='watch-comment-time'>({n} days ago)</span>{button}</div>"
            f"<div class='watch-comment-body'><div>{said}</div></div></div>"
            for n, (name, said) in enumerate(_COMMENTS, 2)
        )
        return f"<div id='recent_comments' class='comments'>{rows}</div>"

    assert _said(_read(listed("<a onclick='reply()' title='Reply to this comment'>Reply</a>"))) == _COMMENTS
    assert _said(_read(listed(""))) == []


def test_paragraphs_in_elements_made_alike_are_one_text() -> None:
    rows = "".join(
        f"<li class='comment' id='comment-{n}'><div id='div-comment-{n}' class='comment-body'><div class='comment-author vcard'>"
        f"<cite class='fn'>{name}</cite> <span class='says'>says:</span></div><div class='comment-meta'><a href='#comment-{n}'>"
        f"February 2{n}, 2010 at 3:59 pm</a></div><div class='comment'><p>Hello dear reader {n},</p></div><div class='comment'><p>{said}</p></div></div></li>"
        for n, (name, said) in enumerate(_COMMENTS, 1)
    )
    assert _said(_read(f"<ol class='commentlist'>{rows}</ol>")) == [
        (name, f"Hello dear reader {n},\n\n{said}") for n, (name, said) in enumerate(_COMMENTS, 1)
    ]


def test_whom_a_post_answers_is_no_part_of_its_text() -> None:
    whom = [None, "Tom Tester", "May Muster", "Tom Tester"]
    rows = "".join(
        f"<div class='post' id='post_{n}'><div class='user'><div class='username'>{name}</div></div><div class='contents'>"
        f"<time class='postTime'>{9 - n} months ago</time>"
        + (f"<div class='in_reply_to'>- In reply to <a href='/users/1'>{to}</a></div>" if to else "")
        + f"<p>{said}</p></div></div>"
        for n, ((name, said), to) in enumerate(zip(_COMMENTS, whom, strict=True), 1)
    )
    corpus = _read(f"<section class='posts'>{rows}</section>")
    ids = list(corpus.comments["comment_id"])
    assert _said(corpus) == _COMMENTS
    assert list(corpus.comments["reply_to"]) == [None, ids[0], ids[1], ids[0]]


def test_a_name_is_a_link_or_none_and_may_be_that_of_a_role() -> None:
    people = ["Tom Tester", "admin", "otter_77", "Kit Sample"]
    tags = ["a href='http://tester.example'", "span", "span", "a href='http://kit.example'"]
    rows = "".join(
        f"<div class='comment comment-{n}'><div class='submitted'><span property='dc:date'>Enviado por <{tag} class='username'>{name}"
        f"</{tag.split()[0]}> el Mié, 10/0{n}/2010 - 10:59</span></div><div class='content'><div class='comment-text'>{said}</div></div></div>"
        for n, (name, tag, said) in enumerate(zip(people, tags, _SAID, strict=True), 1)
    )
    assert _said(_read(f"<div id='comments'>{rows}</div>")) == list(zip(people, _SAID, strict=True))


def test_answers_of_a_question_with_their_comments() -> None:
    def remark(n: int, name: str) -> str:
        return (
            f"<tr id='comment-{n}' class='comment'><td class='comment-text'><div class='comment-body'><span class='comment-copy'>"
            f"I came to the same end, number {n}.</span> – <a href='/users/{n}/x' class='comment-user'>{name}</a> "
            f"<span class='comment-date'>Sep {n % 9 + 1} '10 at 6:28</span></div></td></tr>"
        )

    def answer(n: int, name: str, said: str, remarks: str) -> str:
        return (
            f"<div id='answer-{n}' class='answer'><table><tr><td class='votecell'><span class='vote-count-post'>5</span></td><td>"
            f"<div class='post-text'><p>{said}</p></div><div class='user-info'><div class='user-action-time'>answered "
            f"<span title='2010-09-0{n}' class='relativetime'>Sep {n} '10 at 17:17</span></div><div class='user-details'>"
            f"<a href='/users/{n}/x'>{name}</a></div></div></td></tr><tr><td></td><td><div id='comments-{n}' class='comments'><table>"
            f"{remarks}</table></div></td></tr></table></div>"
        )

    counts = [2, 0, 3, 1]
    body, first = "", 100
    wanted: list[tuple[str, str]] = []
    answered: list[int | None] = []
    for n, ((name, said), count) in enumerate(zip(_COMMENTS, counts, strict=True), 1):
        numbers = range(first, first + count)
        answered += [None, *[len(wanted)] * count]
        wanted += [(name, said), *((f"Reader{m}", f"I came to the same end, number {m}.") for m in numbers)]
        body += answer(n, name, said, "".join(remark(m, f"Reader{m}") for m in numbers))
        first += count
    corpus = _read(f"<div id='answers'>{body}</div>")
    ids = list(corpus.comments["comment_id"])
    assert _said(corpus) == wanted
    assert list(corpus.comments["reply_to"]) == [None if place is None else ids[place] for place in answered]


def test_a_bold_first_word_that_the_title_has_is_a_part_of_its_sentence() -> None:
    said = [f"Decorator is what I would call it: {_SAID[0]}", *_SAID[1:]]
    rows = "".join(
        f"<div class='comment' id='comment-{n}'><b class='author'>{name}</b> <span class='date'>May {n}, 2021 at 9:0{n} am</span>"
        f"<div class='comment-text'><p>{text.replace('Decorator', '<strong>Decorator</strong>')}</p></div></div>"
        for n, (name, text) in enumerate(zip(_PEOPLE, said, strict=True), 1)
    )
    assert _said(_read(f"<div id='comments'>{rows}</div>", "Proxy and Decorator compared")) == list(zip(_PEOPLE, said, strict=True))
