"""Boards, guestbooks and shops of makes that nobody had looked at: rows of tables, times in titles, ranks beside names, answers in wrappers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from depot import ALL, ARTICLE, NAMES, TEXTS, pairs

from polarize.sources import Input, ReadOptions, choose
from polarize.sources._dates import find, parse
from polarize.tables import Corpus


def found(body: str, article: str = "") -> Corpus:
    markup = f"<!doctype html><html lang=en><head><title>Depot stays open</title></head><body><h1>Depot stays open</h1>{article}{body}</body></html>"
    one = Input("page.html", None, content=markup.encode())
    return choose(one, "html")[0].read(one, ReadOptions())


def rows(row: str, texts: list[str] = TEXTS) -> str:
    return "".join(
        row.format(i=4700 + i, k=i % 2, d=i + 2, n=name, t=text) for i, (name, text) in enumerate(zip(NAMES, texts, strict=True))
    )


def answered(corpus: Corpus) -> list[int | None]:
    ids = corpus.comments["comment_id"].to_list()
    return [None if one is None else ids.index(one) for one in corpus.comments["reply_to"].to_list()]


BOARDS = {
    "a row for the name, a row for the text": "<table><tr><th>Author</th><th>Post</th></tr>"
    + rows(
        '<tr><td class=head><a href="/d#{i}">Re: Depot stays open</a> by <a class=user href="/{i}">{n}</a>: <b>9:1{d}am</b> On <b>Apr 2{d}, 2021</b></td></tr>'
        "<tr><td><div>{t}</div></td></tr>"
    )
    + "</table>",
    "rows for the name, the text and the button": "<table>"
    + rows(
        '<tr id="m{i}"><td rowspan=3 class="bg_{k}"><p><a href="index.php?user_profile={i}">{n}</a></p><p>0{d}.06.2020, 22:28</p></td><td><b>Depot</b></td></tr>'
        '<tr><td class="forum_message bg_{k}">{t}</td></tr><tr><td><a href="?refer={i}">Antworten</a></td></tr>'
    )
    + "</table>",
    "a table for each post, and others of the same class": '<table class="tb"><tr><td>Page 1 of 1</td></tr></table>' * 9
    + rows(
        '<table class="tb"><tr><td><b class="postauthor">{n}</b></td><td><div><b>Post subject:</b> Re: Depot stays open</div> <b>Posted:</b> May {d}, 2021 2:30 am</td></tr>'
        '<tr><td></td><td><div class="postbody">{t}</div></td></tr></table>'
    ),
    "ages whose title is the time": rows(
        '<div class="kbox"><a class="kname" href="/user/{i}">{n}</a> <span class="kdate" title="0{d} Jun 2019 02:28">so long back: {d}</span><div class="ktext">{t}</div></div>'
    ),
    "days with the month in words between dashes": rows(
        '<div class="post" id="{i}"><span class="nick">{n}</span> <span class="post_time">Tue 1{d}-Jun-20 16:12:14</span><div class="message">{t}</div></div>'
    ),
    "posts of a forum by microdata": rows(
        '<div itemscope itemtype="http://schema.org/DiscussionForumPosting" class="body"><span itemprop="author"><a href="/u/{i}">{n}</a></span>'
        ' <time datetime="2019-01-0{d}T03:32:45Z">{d} January</time><div itemprop="articleBody">{t}</div></div>'
    ),
    "ranks beside names that stand in no element": rows(
        '<li class="message" data-author="{n}"><h3>{n} <em class="userTitle">Senior {k}</em> <small>1{d}.01.2020, 13:54</small></h3><div class="messageText">{t}</div><a href="?r={i}">Antworten</a></li>'
    ),
    "texts told by their ids, longer profiles beside them, in Chinese": rows(
        '<div id="post_{i}"><table><tr><td><a href="space-uid-{i}.html" class="xw1">{n}</a><div class="popup"><a class="xi2" href="space-uid-{i}.html">{n}</a>'
        '<dl><dt>帖子</dt><dd><a class="xi2" href="home.php?mod=space&amp;uid={i}&amp;do=thread">3{d}</a></dd><dt>注册时间</dt><dd>2005-11-2{d}</dd></dl>'
        "<p>A member of the third class, with many points, and some more to go until the next one, as all may see.</p></div></td>"
        '<td><em>发表于 2007-12-2{d} 10:03:38</em><table><tr><td class="t_f" id="postmessage_{i}">{t}</td></tr></table></td></tr></table></div>'
    ),
    "days of joining in Chinese, and posts without words for it": rows(
        '<div class="border"><a class="bold" href="space.php?uid={i}">{n}</a><div class="small">UID {i}<br>注册 2007-10-1{d}</div>'
        '<div>发表于 2010-1-1{d} 12:37</div><div id="message{i}" class="font">{t}</div></div>'
    ),
    "the sign of a picture, and levels": rows(
        '<div class="post" id="post{i}"><div class="post__user__info"><div class="avatar">X</div></div><div class="post__user__info"><span>Userlevel {d}</span></div>'
        '<a href="/members/{i}" class="username">{n}</a> <b>{d} May 2020, 12:29</b><div class="post__content">{t}</div><a>Reply</a></div>'
    ),
    "terms with a running number, as Japanese boards have them": '<dl class="thread">'
    + rows("<dt>{d} ：<font color=green><b>{n}</b></font>：2013/07/1{d}(月) 18:47:40 ID:AbC{d}xy<dd> {t} <br><br>")
    + "</dl>",
    "numbers by their class": rows(
        '<div class="post" id="{d}"><div class="meta"><span class="number">{d}</span><span class="name"><b>{n}</b></span>'
        '<span class="date">2018/07/1{d}(月) 18:47:40.12</span></div><div class="message"><span class="escaped">{t}</span></div></div>'
    ),
    "headings with a name and a time that is a link, on trackers": rows(
        '<div class="change" id="trac-change-{d}"><h3 class="change"><span class="cnum"><a href="#comment:{d}">comment:{d}</a></span> Changed <a class="timeline"'
        ' href="/timeline?from=2012" title="2012-05-1{d} 10:22:33">8 years</a> ago by <span class="trac-author">{n}</span></h3>'
        '<div class="comment searchable"><p>{t}</p></div></div>'
    ),
    "notes on an issue, numbered, below each other": rows(
        '<div id="change-{i}" class="journal has-notes"><div id="note-{d}"><h4><a href="#note-{d}" class="journal-link">#{d}</a> Updated by <a class="user active"'
        ' href="/users/{d}">{n}</a> <a title="05/1{d}/2012 10:22 AM" href="/activity">about 8 years</a> ago</h4><div class="wiki"><p>{t}</p></div></div></div>'
    ),
    "notes on an issue in a table": "<table>"
    + rows(
        '<tr class="bugnote" id="c{i}"><td class="bugnote-public"><a href="#c{i}">(000{i})</a><br><a href="view_user_page.php?id={d}">{n}</a><br>(reporter)<br>'
        '<span class="small">2012-05-1{d} 10:22</span></td><td class="bugnote-note-public">{t}</td></tr>'
    )
    + "</table>",
    "a guestbook in a table": "<h2>Gästebuch</h2><table>"
    + rows("<tr><td><b>{n}</b></td><td>1{d}.05.2004 12:3{d}</td></tr><tr><td colspan=2>{t}</td></tr>")
    + "</table>",
    "a guestbook whose heads are sentences": "<h2>Gästebuch</h2><table>"
    + rows("<tr><td>{n} schrieb am 1{d}.05.2004 um 12:3{d} Uhr:<br>{t}</td></tr>")
    + "</table>",
    "days of joining under a label of their own": rows(
        '<div class="answer"><div class="postbody"><a class="username" href="/memberlist.php?u={i}">{n}</a><div class="tag">Joined</div><div class="output">'
        'Sun Mar 1{d}, 2017 6:55 am</div><div>#{i} by <b>{n}</b><br>Sat Jan 1{d}, 2020 3:22 pm</div><div class="content">{t}</div></div></div>'
    ),
    "the number of a name's points beside it": rows(
        '<article class="cPost" id="c{i}"><h3 class="cAuthor"><strong><a href="/profile/{i}">{n}</a></strong> <span>{i}</span></h3>'
        '<time datetime="2020-02-0{d}T10:00:00Z">{d} February</time><div class="cText">{t}</div><a>Quote</a></article>'
    ),
    "names of those who lead a board have a longer class": "".join(
        '<div class="post" id="p{i}"><p class="author">by <a class="username{c}" href="./memberlist.php?mode=viewprofile&amp;u={i}">{n}</a>'
        ' &raquo; 2{d} Jul 2018 09:58</p><div class="content">{t}</div><a>Quote</a></div>'.format(
            i=4700 + k, d=k, n=name, t=text, c="-coloured" if k == 1 else ""
        )
        for k, (name, text) in enumerate(ALL)
    ),
    "the same id twice": rows(
        '<div id="message{d}" class="topic-reply"><p class="author"><a href="profile.asp?id={i}">{n}</a></p><p>{i} posts</p><span class="stamp">May {d}, 2020</span>'
        '<a href="report.asp">Report</a><div id="message{d}" class="msg-body">{t}</div></div>'
    ),
    "notes on who changed a text, at its end in German": rows(
        '<div class="beitrag" id="post{i}"><b class="autor">{n}</b> <i>2{d}. Apr 2020, 20:53</i><div class="beitrag-text">{t}</div>'
        "<b>[Beitrag von {n} am 2{d}. Mai 2020, 19:52 bearbeitet]</b></div>"
    ),
}


@pytest.mark.parametrize("case", BOARDS)
def test_boards(case: str) -> None:
    assert pairs(found(BOARDS[case])) == ALL


@pytest.mark.parametrize("row", ["<tr><td>May {d}, 2021</td><td>{n}</td></tr><tr><td>Hall {k}</td><td>{t}</td></tr>"])
def test_tables_of_dates_are_no_boards(row: str) -> None:
    assert pairs(found(f"<table>{rows(row)}</table>", ARTICLE)) == []


def test_who_wrote_most_posts_of_a_short_thread_is_no_label() -> None:
    names = ["Tom Tester", "May Muster", "Tom Tester", "Tom Tester", "Tom Tester"]
    row = (
        '<div id="p{0}" class="blockpost"><h2>#{1} <a href="?pid={0}">2019-09-2{1} 10:46:47</a></h2><div class="postbody"><dl><dt><strong>{2}</strong></dt>'
        '<dd>Posts: 2{1}</dd></dl><h3>Re: Depot stays open</h3><div class="postmsg"><p>{3}</p></div></div></div>'
    )
    body = "".join(row.format(4700 + i, i + 1, name, text) for i, (name, text) in enumerate(zip(names, TEXTS, strict=True)))
    assert pairs(found(body)) == list(zip(names, TEXTS, strict=True))


def test_lines_that_answer_the_title_are_no_text() -> None:
    row = '<li class="message" id="post-{i}"><a class="username" href="/members/{i}">{n}</a> <i>1{d}.01.2020, 13:54</i><div class="messageContent"><div><b>AW: Depot stays open</b></div><article>{t}</article></div></li>'
    assert pairs(found(f"<ol>{rows(row, TEXTS)}</ol>")) == ALL


def test_answers_to_answers_of_another_make_without_words() -> None:
    answer = '<li id="PostReply_{0}"><a href="/u/{0}" class="p">{1}</a> <span class="c">{2}</span> <span class="t">({3} hours ago) <a>Reply</a></span></li>'
    post = '<li class="Answer" id="answer_{0}"><a class="user" href="/u/{0}">{1}</a> <span class="reply-time">{3} hours ago</span><div class="body">{2}</div>{4}<a>Reply</a></li>'
    inner = "".join(
        answer.format(10 + i, f"reader{i}", text, i + 2) for i, text in enumerate(["Hear, hear, all of you.", ":)", "It is not so bad."])
    )
    listed = [post.format(4700 + i, name, text, i + 2, f"<ul>{inner}</ul>" if not i else "") for i, (name, text) in enumerate(ALL)]
    corpus = found(f'<ul class="replies">{"".join(listed)}</ul>', ARTICLE)
    assert [name for name, _ in pairs(corpus)] == [NAMES[0], "reader0", "reader1", "reader2", *NAMES[1:]]
    assert answered(corpus) == [None, 0, 0, 0, None, None, None, None]


def test_a_page_that_marks_only_its_best_answer_is_read_whole() -> None:
    row = (
        '<div class="answer" id="a{i}"{m}><a class="user" href="/u/{i}" itemprop="author">{n}</a> <time itemprop="dateCreated" datetime="2021-05-0{d}">{d} May</time>'
        '<div class="answer-text" itemprop="text">{t}</div><a>Reply</a></div>'
    )
    marks = [' itemprop="acceptedAnswer" itemscope itemtype="http://schema.org/Answer"', "", "", "", ""]
    body = "".join(row.format(i=4700 + k, d=k + 1, n=name, t=text, m=marks[k]) for k, (name, text) in enumerate(ALL))
    one = Input(
        "page.html", None, content=f"<!doctype html><html lang=en><title>Depot</title><body><h1>Depot</h1>{body}</body></html>".encode()
    )
    source = choose(one)[0]
    assert source.name == "html"
    assert pairs(source.read(one, ReadOptions())) == ALL


def test_a_page_that_marks_its_answers_and_not_what_is_said_to_them_is_read_whole() -> None:
    said = (
        '<li class="comment" id="comment-7{i}"><span class="comment-copy">To them, {i} times.</span> – <a class="comment-user" href="/users/8{i}">una{i}</a> <span'
        ' title="2021-05-03 10:00:00Z">May 3, 2021</span></li>'
    )
    answer = (
        '<div class="post-layout" id="answer-{i}" itemprop="suggestedAnswer" itemscope itemtype="http://schema.org/Answer"><div class="prose" itemprop="text">{note}{t}</div>'
        '<div class="signature">answered <span title="2021-05-02 10:00:00Z">May 2, 2021</span> <a href="/users/{i}" itemprop="author">{n}</a></div>{below}</div>'
    )
    note = '<p>Edited <time datetime="2021-05-09T10:00:00Z">May 9, 2021</time> by a keeper of this place</p>'
    below = f'<ul class="comments">{"".join(said.format(i=i) for i in range(11, 17))}</ul>'
    body = "".join(
        answer.format(i=k, n=f"reader{k}", t=f"Of {k} trams: {TEXTS[k % 4]}", note=note if k == 15 else "", below=below if k == 11 else "")
        for k in range(11, 22)
    )
    page = f"<!doctype html><html lang=en><title>Depot</title><body><h1>Depot</h1>{body}</body></html>"
    one = Input("page.html", None, content=page.encode())
    source = choose(one)[0]
    assert source.name == "html"
    assert source.read(one, ReadOptions()).comments.height == 17


def test_all_may_be_anonymous() -> None:
    row = (
        '<div class="postContainer"><div id="p{i}" class="post reply"><div class="postInfo"><span class="nameBlock"><span class="name">Anonymous</span></span>'
        ' <span class="dateTime">07/2{d}/18(Sun)13:24:01</span> <a href="#p{i}">No.{i}</a></div><blockquote class="postMessage" id="m{i}">{t}</blockquote></div></div>'
    )
    assert pairs(found(f'<div class="board"><div class="thread">{rows(row)}</div></div>')) == [("Anonymous", text) for text in TEXTS]


def test_news_whose_text_is_called_a_comment_are_none() -> None:
    row = '<dl><dt>2022.08.0{d}</dt><dd class="title"><a href="/news/{i}.html">{t}</a></dd><dd class="comment">{n} has the new depot keyboard in the shops, with a hub for four.</dd></dl>'
    assert pairs(found(f'<div class="news">{rows(row)}</div>', ARTICLE)) == []


def test_lists_of_the_most_read_are_numbered_and_no_boards() -> None:
    row = '<li><span class="rank number">{d}</span> <b>{n}</b> <i>May {d}, 2021</i> <a href="/news/{i}">{t}</a></li>'
    assert pairs(found(f"<ol>{rows(row)}</ol>", ARTICLE)) == []


def test_a_word_that_most_comments_say_is_no_button() -> None:
    texts = [f"I have been on <a href='/p'>Purol</a> for {number} weeks, and it does what it should." for number in range(3, 8)]
    row = '<div class="reply" id="r_{i}"><strong>{n}</strong> Says:<br><time datetime="2019-01-0{d}T03:32:45Z">{d} January</time><br>{t}<br></div>'
    assert [text for _, text in pairs(found(rows(row, texts), ARTICLE))] == [
        text.replace("<a href='/p'>", "").replace("</a>", "") for text in texts
    ]


def test_the_only_comment_of_a_user_named_in_german() -> None:
    body = (
        '<div class="kommentare"><div>Kommentare</div><div class="kommentar"><div class="info"><div class="benutzer">Tom Tester</div>'
        f'<div class="datum">06.11.2023, 13.47 Uhr</div></div><div class="kommentar-text">{TEXTS[0]}</div></div></div>'
    )
    assert pairs(found(body, ARTICLE)) == ALL[:1]


ANSWERS = {
    "a box with a margin": '<div class="answers-box" style="margin-left: 60px">',
    "a box that is called one for answers": '<div class="comment-sub"><div class="box">',
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_answers_in_boxes_of_their_own(kind: str) -> None:
    one = '<div class="kb-comment"><a class="user" href="/u/{}">{}</a> <i>May {}, 2021</i><div class="text">{}</div></div>'
    listed = [one.format(i, name, i + 1, text) for i, (name, text) in enumerate(ALL)]
    boxed = f"{ANSWERS[kind]}{listed[1]}{listed[2]}{'</div>' * ANSWERS[kind].count('<div')}"
    corpus = found(f'<div id="comments">{listed[0]}{boxed}{listed[3]}{listed[4]}</div>', ARTICLE)
    assert pairs(corpus) == ALL
    assert answered(corpus) == [None, 0, 0, None, None]


DAYS = {
    "Tue 16-Jun-20 16:12:14": datetime(2020, 6, 16, 16, 12, 14, tzinfo=UTC),
    "11-August-2011 16:02": datetime(2011, 8, 11, 16, 2, tzinfo=UTC),
    "13/07/15(月)18:47:40": datetime(2013, 7, 15, 18, 47, 40, tzinfo=UTC),
    "2013/07/15(月) 18:47:40": datetime(2013, 7, 15, 18, 47, 40, tzinfo=UTC),
    "10 Wochen her": datetime(2021, 2, 28, 12, tzinfo=UTC),
    "08/07 09:20": None,
    "05-12 10:30": None,
}


@pytest.mark.parametrize("line", DAYS)
def test_days_as_boards_print_them(line: str) -> None:
    whens = find(line)
    assert [when.raw for when in whens] == [line]
    assert parse(line, captured_at=datetime(2021, 5, 9, 12, tzinfo=UTC)) == DAYS[line]


@pytest.mark.parametrize("line", ["it has been years her mother said", "12-34 12:30", "3/4 of it", "room 12-14 is free"])
def test_lines_that_are_no_days(line: str) -> None:
    assert [when for when in find(line) if when.kind != "time"] == []


def test_answers_in_boxes_without_a_word_for_it() -> None:
    one = '<div class="con{}"><a href="/u/{}" class="name">{}</a>: <span class="said">{}</span><div class="info">2025-9-2{} 16:20</div><a>Reply</a></div>'
    first, *rest = (one.format(1 if i in (0, 3) else 2, i, name, text, i) for i, (name, text) in enumerate(ALL))
    body = (
        f'<div class="item1"><div class="in">{first}</div><div class="list2"><div class="item2">{rest[0]}</div><div class="item2">{rest[1]}</div></div></div>'
        f'<div class="item1"><div class="in">{rest[2]}</div><div class="list2"><div class="item2">{rest[3]}</div></div></div>'
    )
    corpus = found(f'<div class="comments">{body}</div>', ARTICLE)
    assert [name for name, _ in pairs(corpus)] == NAMES
    assert answered(corpus) == [None, 0, 0, None, 3]


def test_an_opening_post_that_stands_higher_is_not_what_all_answer() -> None:
    row = '<div class="post" id="p{i}"><a class="user" href="/u/{i}">{n}</a> <i>May {d}, 2021 at 3:42 pm</i><div class="post-text">{t}</div></div>'
    first, rest = rows(row).split('<div class="post" id="p4701">')
    corpus = found(
        f'<div class="thread">{first}<div class="list"><div class="replies"><div class="post" id="p4701">{rest}</div></div></div>'
    )
    assert pairs(corpus) == ALL
    assert answered(corpus) == [None] * 5
