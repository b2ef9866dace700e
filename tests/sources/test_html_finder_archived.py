"""What pages in archives of boards and papers brought up, each in made-up markup of the same make."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest
from depot import ALL, ARTICLE, DATES, NAMES, TEXTS, pairs

from polarize.sources import Input, ReadOptions, choose
from polarize.sources._dates import find, parse
from polarize.tables import Corpus


def found(body: str, source: str | None = "html", article: str = "", title: str = "Depot stays") -> Corpus:
    markup = f"<!doctype html><html lang=en><head><title>{title}</title></head><body><h1>{title}</h1>{article}{body}</body></html>"
    one = Input("page.html", None, content=markup.encode())
    return choose(one, source)[0].read(one, ReadOptions())


def rows(row: str, texts: list[str] = TEXTS) -> str:
    values = enumerate(zip(NAMES, texts, DATES, strict=True), 4700)
    return "".join(row.format(i=i, n=name, t=text, d=date) for i, (name, text, date) in values)


def test_a_time_above_each_text_is_no_part_of_it_where_texts_name_days_too() -> None:
    texts = [f"<p><b>Changes of {number}.12.2020:</b></p><p>{text}</p>" for number, text in enumerate(TEXTS, 11)]
    corpus = found(
        rows(
            '<article id="elComment_{i}" class="cPost ipsComment"><div class="cAuthorPane_mobile"><h3><a href="/profile/{i}-a/" class="ipsType_break">{n}</a></h3>'
            '<div><a href="#{i}">Posted <time datetime="2021-05-02T10:00:00Z">May 2, 2021</time></a></div></div><aside class="cAuthorPane"><h3>'
            '<a href="/profile/{i}-a/" class="ipsType_break">{n}</a></h3></aside><div class="ipsComment_content ipsType_medium" id="comment-{i}_wrap">'
            '<p class="ipsComment_meta"><a href="#{i}">Posted <time datetime="2021-05-02T10:00:00Z">May 2, 2021</time></a></p>'
            '<div class="ipsType_richText ipsContained">{t}</div></div></article>',
            texts,
        )
    )
    assert pairs(corpus) == [(name, f"Changes of {number}.12.2020:\n\n{text}") for number, (name, text) in enumerate(ALL, 11)]


def test_the_title_is_a_part_of_a_text_that_it_does_not_begin() -> None:
    texts = ["<h1>SECOND CREW</h1><h2>Night depot report</h2><p>Nobody was there.</p>", *TEXTS[1:]]
    corpus = found(
        '<ul class="MessageList Comments">'
        + rows(
            '<li class="Item ItemComment" id="Comment_{i}"><div class="Comment"><a href="/profile/{n}" class="Username">{n}</a> <a class="Permalink" href="#{i}">'
            '<time datetime="2021-05-02T10:00:00+00:00">May 2021</time></a><div class="Message">{t}</div></div></li>',
            texts,
        )
        + "</ul>",
        title="Night depot report",
    )
    assert corpus.comments["text"][0] == "SECOND CREW\n\nNight depot report\n\nNobody was there."


def test_an_opening_post_and_its_only_answer_in_lists_of_their_own() -> None:
    post = (
        '<div class="Item-Header"><a href="/profile/{n}" class="Username">{n}</a> <a class="Permalink" href="#x"><time datetime="{d}">May 2021</time></a></div>'
        '<div class="Item-BodyWrap"><div class="Item-Body"><div class="Message userContent"><p>{t}</p></div></div></div>'
    )
    first, second = (post.format(n=name, t=text, d=f"2021-05-0{day}T10:00:00+00:00") for day, (name, text) in enumerate(ALL[:2], 2))
    corpus = found(
        f'<div id="Content"><div class="MessageList Discussion"><div id="Discussion_31" class="Item ItemDiscussion"><div class="Discussion">{first}</div></div></div>'
        f'<div class="CommentsWrap"><div class="DataBox"><ul class="MessageList Comments"><li class="Item ItemComment" id="Comment_407"><div class="Comment">{second}'
        "</div></li></ul></div></div></div>"
    )
    assert pairs(corpus) == ALL[:2]


@pytest.mark.parametrize("begun", ["Re: ", "Re: [depot] ", "[depot] Re: ", "Fw: [depot] Re: "])
def test_what_stands_behind_by_is_the_name_and_what_stands_beside_it_may_be_the_time(begun: str) -> None:
    corpus = found(
        rows(
            '<div id="msg-{i}">#{i} [2021-05-02 10:11:12]<h3>BEGUNDepot stays shut</h3>by <i>{n}</i><br><br>'
            '<div id="body-mail-{i}">{t}</div><br><a href="#msg-{i}">[Next]</a></div><hr>'
        ).replace("BEGUN", begun),
        title="Depot stays shut",
    )
    assert pairs(corpus) == ALL
    assert corpus.comments["posted_at"][0] == datetime(2021, 5, 2, 10, 11, 12, tzinfo=UTC)


def test_remarks_under_a_post_tell_in_words_who_commented() -> None:
    remark = (
        '<li class="b-post b-comment" id="c{i}"><div class="b-media"><div class="b-media__img"><a class="b-post__count" href="#c{i}">#1.{k}</a></div>'
        '<div class="b-media__body"><div><a href="/member/{i}" class="b-comment__author">{n}</a>'
        ' <span>commented</span></div><div class="b-post__timestamp">05-13-2021, 12:3{k} PM</div></div></div><div class="js-post__content">{t}</div></li>'
    )
    posts = "".join(
        f'<li class="b-post" id="p{number}"><div class="userinfo"><div class="author"><strong><a href="/member/{number}">{name}</a></strong></div></div>'
        f'<div class="b-post__timestamp">05-1{number}-2021, 10:00 AM</div><div class="js-post__content-text">{text}</div>'
        + (
            f'<ul class="b-comments">{"".join(remark.format(i=90 + k, k=k, n=ALL[k][0], t=ALL[k][1]) for k in (3, 4))}</ul>'
            if number == 2
            else ""
        )
        + "</li>"
        for number, (name, text) in enumerate(ALL[:3])
    )
    assert pairs(found(f'<ul class="conversation-list">{posts}</ul>')) == ALL


def test_a_quote_in_a_box_without_a_class_is_marked() -> None:
    quote = (
        '<div style="margin:20px; margin-top:5px;"><div class="smallfont">Quote:</div><table width="100%"><tr><td class="alt2" style="border:1px inset">'
        "<div>Originally Posted by <strong>Tom Tester</strong></div><div>Nobody asked us.</div></td></tr></table></div>Somebody did."
    )
    corpus = found(
        rows(
            '<table id="post{i}" class="tborder"><tr><td class="thead">{d}</td></tr><tr><td class="alt2"><a class="bigusername" href="/members/{i}/">{n}</a></td>'
            '<td class="alt1"><div id="post_message_{i}">{t}</div></td></tr></table>',
            [TEXTS[0], quote, *TEXTS[2:]],
        )
    )
    assert corpus.comments["text"][1] == "> Originally Posted by Tom Tester\n\n> Nobody asked us.\n\nSomebody did."


def test_a_wordpress_theme_that_has_its_own_word_for_the_text() -> None:
    corpus = found(
        '<ol class="commentlist">'
        + rows(
            '<li class="comment neutral" id="comment-{i}"><header class="byline"><span class="author"><a href="/member/{i}">{n}</a></span><span class="rank">Trainee</span>'
            '<a class="timeago datetime" title="2021-05-02T10:00:00-05:00" href="#comment-{i}">Sun May 2, 2021 10:00 am</a></header><div class="body">{t}</div>'
            '<footer><span class="userinfo">10 posts</span></footer></li>'
        )
        + "</ol>",
        "wordpress",
        ARTICLE,
    )
    assert pairs(corpus) == ALL


DAYS = {
    "Май 16, 2008, 11:50:20 am": datetime(2008, 5, 16, 11, 50, 20, tzinfo=UTC),
    "Июнь 24, 2010, 02:13:12 pm": datetime(2010, 6, 24, 14, 13, 12, tzinfo=UTC),
    "lipiec 16, 2012, 18:00": datetime(2012, 7, 16, 18, 0, tzinfo=UTC),
    "Mayıs 16, 2008": datetime(2008, 5, 16, tzinfo=UTC),
}


@pytest.mark.parametrize("line", DAYS)
def test_days_with_the_month_first_in_further_languages(line: str) -> None:
    assert [when.raw for when in find(line)] == [line]
    assert parse(line) == DAYS[line]


def test_a_name_may_be_joined_to_the_month() -> None:
    assert [when.raw for when in find("AnnaMay 30, 2019 at 1:06 PM")] == ["May 30, 2019 at 1:06 PM"]


@pytest.mark.parametrize("line", ["Room 12, 2008 visitors", "Boeing 16, 2012"])
def test_a_word_before_two_numbers_is_no_month(line: str) -> None:
    assert find(line) == []


def dated(days: list[str]) -> pl.DataFrame:
    body = "".join(
        f'<div class="comment" id="c{i}"><b class="author">{name}</b> <span class="date">{day}</span><p class="text">{text}</p></div>'
        for i, ((name, text), day) in enumerate(zip(ALL, days, strict=False), 100)
    )
    return found(f'<div id="comments">{body}</div>').comments


def test_the_markup_of_one_time_tells_the_order_of_a_day_printed_alone() -> None:
    shown = ["<time datetime='2024-03-08T06:47:25'>03-08-2024</time>", "03-09-2024", "03-09-2024"]
    comments = dated(shown)
    assert comments["posted_at"][1] == datetime(2024, 3, 9, tzinfo=UTC)


SETTLED = {
    "4/5/2024, 4/6/2024": None,
    "4/5/2024, 13/5/2024": datetime(2024, 5, 4, tzinfo=UTC),
    "4/5/2024, 5/13/2024": datetime(2024, 4, 5, tzinfo=UTC),
    "5/5/2024, 4/6/2024": datetime(2024, 5, 5, tzinfo=UTC),
}


@pytest.mark.parametrize("days", SETTLED)
def test_a_day_that_may_be_a_month_is_told_by_the_other_dates_of_the_page_or_not_at_all(days: str) -> None:
    shown = days.split(", ")
    comments = dated([*shown, *shown, shown[0]])
    assert comments["posted_raw"][0] == shown[0]
    assert comments["posted_at"][0] == SETTLED[days]
