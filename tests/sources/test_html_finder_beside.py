"""What stands beside the texts of comments on pages in the wild, and what looks like comments: each in made-up markup of the same make."""

from __future__ import annotations

import pytest
from depot import ARTICLE

from polarize.sources import Input, ReadOptions, choose
from polarize.tables import Corpus

NAMES = ["Tom Tester", "May Muster", "otter_77", "Kit Sample", "Ina Inventa", "Bo Beispiel"]
TEXTS = [
    "Nobody asked us about the depot before they began to dig.",
    "The old one was worse, so let them build what they want.",
    "They should have voted on all of this last year.",
    "I like what they made of the gate, it is lighter now.",
    "My bus is late each morning because of these works.",
    "Give them a week and nobody will remember the old fence.",
]
DATES = [f"May {day}, 2021 at {hour}:42 pm" for day, hour in ((2, 3), (2, 4), (3, 5), (4, 6), (5, 7), (6, 8))]


def found(body: str, head: str = "") -> Corpus:
    markup = f"<!doctype html><html lang=en><head><title>Depot stays</title>{head}</head><body><main><h1>Depot stays</h1>{ARTICLE}{body}</main></body></html>"
    one = Input("page.html", None, content=markup.encode())
    return choose(one, None)[0].read(one, ReadOptions())


def rows(row: str, **more: list[str]) -> str:
    people = zip(NAMES, TEXTS, DATES, strict=True)
    return "".join(
        row.format(i=i + 1, n=name, t=text, d=date, **{key: values[i] for key, values in more.items()})
        for i, (name, text, date) in enumerate(people)
    )


BESIDE = {
    "how many readers liked a text, in numbers of its own": '<div class="reviews">'
    + rows(
        '<div class="custReview"><div class="title">Depot {i}</div><div class="smallText"><div class="author"> by {n}</div><div class="date">{d}</div></div>'
        '<p>{t}</p><div class="columns smallText">{i} of 9 readers found this helpful. Was it helpful to you? <a href="javascript:v({i})">Yes</a> |'
        ' <a href="javascript:w({i})">No</a></div></div>'
    )
    + "</div>",
    "what somebody did, with the name in an element of a class of its own": '<div class="comments">'
    + rows(
        '<li class="activity-item" id="activity-{i}"><div class="activity-content"><div class="activity-header"><p><span class="m {c}">{n}</span> gave this'
        ' 5 stars, <span>{age}</span></p></div><div class="activity-inner"><p>{t}</p></div></div></li>',
        c=["qaa", "qbb", "qcc", "qdd", "qee", "qff"],
        age=["3 years ago"] * 4 + ["il y a 2 ans et 4 mois", "il y a 5 mois"],
    )
    + "</div>",
    "who changed a ticket, behind the time": '<div id="changelog">'
    + rows(
        '<div class="change" id="change-{i}"><h3 class="change"><span class="threading"><span id="comment:{a}" class="cnum"><a href="#comment:{a}">comment:{a}'
        '</a></span></span> Changed <a class="timeline" href="/t/{i}" title="2012-05-0{i}T12:47:15Z in Timeline">2 years</a> ago by {n}</h3>'
        '<ul class="changes"><li><strong>Keywords</strong> <em>depot{i}</em> added</li></ul><div class="comment searchable"><p>{t}</p></div></div>'
        '<div class="change" id="change-1{i}"><h3 class="change"><span class="threading"><span id="comment:{b}" class="cnum"><a href="#comment:{b}">comment:{b}</a></span></span> Changed <a class="timeline" href="/t/1{i}" title="2012-05-0{i}T12:50:15Z in Timeline">2 years</a>'
        ' ago by {n}</h3><ul class="changes"><li><strong>Milestone</strong> set to <em>May</em></li></ul><div class="comment searchable"> </div></div>',
        a=["1", "3", "5", "7", "9", "11"],
        b=["2", "4", "6", "8", "10", "12"],
    )
    + "</div>",
    "a title above the names of some": '<div class="comments">'
    + rows(
        '<div class="comment_item" id="comment_{i}"><div class="author_name">{b}<a href="/social/{i}">{n}</a></div><div class="comment_body">'
        '<div class="time">{d}</div>{t}</div></div>',
        b=["<div>DEPOT EXPERT</div>"] * 4 + [""] * 2,
    )
    + "</div>",
    "a motto in brackets": '<div class="comments">'
    + rows(
        '<div class="row_reply" id="post_{i}"><div class="re_info"><small>#{i} - {d}</small></div><div class="inner"><span class="userInfo">'
        '<strong class="userName"><a href="/user/{i}">{n}</a></strong> <span class="tip">{m}</span></span>{t}</div></div>',
        m=["(never without a ticket)", "", "(rails are forever)", "", "", ""],
    )
    + "</div>",
    "a rating in a word": '<ul class="comments">'
    + rows(
        '<li id="comment-{i}"><h5 class="author"><a href="/user/{i}">{n}</a></h5>{r}<p class="post">{t} <span class="date">({d})</span></p></li>',
        r=['<strong class="rating">rubbish!</strong>', *['<img class="rating" alt="****">'] * 5],
    )
    + "</ul>",
    "an answer of the house to each": '<ul class="reviews">'
    + rows(
        '<li id="testimonial{i}"><header><h3 class="review-title">Stay {i}</h3><div class="contribution-author"><span>{n}</span><span></span>,</div>'
        '<time datetime="2015-12-1{i}">1{i} December 2015</time></header><div class="item-content"><p>{t}</p></div>'
        '<section class="contribution-reactions"><article class="reaction"><header><div class="metadata">Rita Rezeption, Front Office Manager, Marketing Coordinator, Depot Hotel,'
        ' <time datetime="2015-12-2{i}">2{i} December 2015</time></div></header><p>We thank you for your words {n}, and hope to see you soon. All of us at the Depot Hotel wish you a pleasant journey home.</p></article>'
        "</section></li>"
    )
    + "</ul>",
    "who sent what is commented on": '<div class="flex who"><a title="Rita Recipe" href="/usuario/rita-9"><img alt="Rita Recipe"></a><p>Receita enviada por'
    ' <a href="/usuario/rita-9">Rita Recipe</a></p><p class="when">02/08/2011</p></div>'
    + rows(
        '<div class="flex who"><a title="{n}" href="/usuario/{i}"><img alt="{n}"></a><p class="uppercase"><a href="/usuario/{i}">{n}</a></p>'
        '<p class="when">0{i}/11/2020</p><p class="text-black">{t}</p></div>'
    ),
}


@pytest.mark.parametrize("beside", BESIDE)
def test_beside(beside: str) -> None:
    read = found(BESIDE[beside]).comments
    assert read["text"].to_list() == TEXTS
    assert read["author"].to_list() == NAMES


HEAD = '<link rel="canonical" href="https://depot.example/news/1.html">'
NONE = {
    "a rating without a word": '<div class="product-reviews"><div class="alert"><div class="alert-content">Reviews are shown once we have read them.</div></div>'
    '<div class="review-entry" itemprop="review" itemscope itemtype="http://schema.org/Review"><strong>By:</strong> <span itemprop="author">Tom T.</span>'
    '<meta itemprop="datePublished" content="2014-12-29"><span class="field">29.12.2014</span><div class="entry-content"><h4 itemprop="name"></h4>'
    '<p itemprop="reviewBody"> </p></div></div></div>',
    "what a firm says elsewhere": '<div class="wall">'
    + rows(
        '<div class="box"><div class="name"><a href="https://elsewhere.example/depot" target="_blank"><span id="s{i}">Depot {i}</span></a></div>'
        '<p class="said">{t}</p><ul><li class="when">1{i} May 14</li><li><a href="https://elsewhere.example/reply?to={i}" target="_blank">Reply</a></li>'
        '<li><a href="https://elsewhere.example/like?to={i}" target="_blank">Like</a></li></ul></div>'
    )
    + "</div>",
    "threads of the board in columns": '<div id="forumsHomepage"><h3>forums</h3><div class="elements">'
    + "".join(
        '<div class="part">'
        + "".join(
            f'<div class="element"><div class="label"><a href="https://boards.example/showthread.php?{10 * part + i}-depot">Depot question {i}</a></div>'
            f'<div class="summary">{TEXTS[3 * part + i]}</div><div class="pseudo"><p class="line"></p><p>par {NAMES[3 * part + i]} le 2{i}-02-2014</p></div></div>'
            for i in range(3)
        )
        + "</div>"
        for part in range(2)
    )
    + "</div></div>",
}


@pytest.mark.parametrize("what", NONE)
def test_nothing(what: str) -> None:
    assert found(NONE[what], HEAD).comments.height == 0


def test_buttons_of_the_page_itself_count() -> None:
    own = NONE["what a firm says elsewhere"].replace("elsewhere.example/", "comments.depot.example/")
    assert found(own, HEAD).comments.height == len(TEXTS)


def test_one_is_marked_and_those_beside_it_are_not() -> None:
    row = (
        '<li class="review-container"{m}><div class="review-content"{b} id="review-{i}"><p>{t}</p></div><div class="uploader"><a href="/users/{i}">'
        "<span><strong>by <span{a}>{n}</span></strong></span></a></div></li>"
    )
    marks = {
        "m": [' itemscope itemtype="http://schema.org/Review"', *[""] * 5],
        "b": [' itemprop="reviewBody"', *[""] * 5],
        "a": [' itemprop="author"', *[""] * 5],
    }
    read = found(f"<ul>{rows(row, **marks)}</ul>").comments
    assert read["text"].to_list() == TEXTS
    assert read["author"].to_list() == NAMES


def test_nobody_is_called_like_the_word_before_the_date() -> None:
    row = '<div class="comments-body"><p>{t}</p><span class="comments-post">Posted by: {who} at {d}</span></div>'
    read = found(f'<div class="comments">{rows(row, who=[*NAMES[:2], "", *NAMES[3:]])}</div>').comments
    assert read["author"].to_list() == [*NAMES[:2], None, *NAMES[3:]]
    assert read["text"].to_list() == TEXTS


def test_words_that_end_in_an_address_without_a_blank_are_a_text() -> None:
    texts = [
        "我想问一下车站的事，可以和我联系吗？kit@depot.example",
        *["车站的门很漂亮，大家都喜欢。", "公共汽车每天都晚点。"] * 2,
        "旧的围栏更糟糕。",
    ]
    row = '<div class="comments-body"><p>{x}</p><span class="comments-post">Posted by: {n} at {d}</span></div>'
    assert found(f'<div class="comments">{rows(row, x=texts)}</div>').comments["text"].to_list() == texts


def test_the_word_for_a_picture_is_no_text() -> None:
    row = '<li class="comment" id="c{i}"><cite class="author">{n}</cite> <time>{d}</time><div class="comment-text">{t} <img alt="[\u200bIMG]" src="{i}.png"></div></li>'
    assert found(f'<ol class="comments">{rows(row)}</ol>').comments["text"].to_list() == TEXTS
