"""What misled the finder on pages in the wild, each in made-up markup of the same make."""

from __future__ import annotations

import pytest
from depot import ARTICLE, pairs

from polarize.sources import Input, ReadOptions, choose
from polarize.tables import Corpus

NAMES = ["Tom Tester", "May Muster", "otter_77", "Kit Sample"]
TEXTS = [
    "Nobody asked us about the depot.",
    "The old one was worse, so let them build.",
    "They should have voted last year.",
    "Fine by me.",
]
DATES = ["May 2, 2021 at 3:42 pm", "May 2, 2021 at 4:10 pm", "May 3, 2021 at 9:01 am", "May 3, 2021 at 11:30 am"]


def found(body: str, source: str | None = None) -> Corpus:
    markup = f"<!doctype html><html lang=en><head><title>Depot stays</title></head><body><main><h1>Depot stays</h1>{ARTICLE}{body}</main></body></html>"
    one = Input("page.html", None, content=markup.encode())
    return choose(one, source)[0].read(one, ReadOptions())


def rows(row: str) -> str:
    values = zip(NAMES, TEXTS, DATES, strict=True)
    return "".join(row.format(i=i, n=name, t=text, d=date) for i, (name, text, date) in enumerate(values, 11))


THREADS = {
    "heads and bodies side by side, under a line that counts the replies": '<div class="forum-notice info"><p>This topic contains 4 replies, was'
    ' last updated by <a class="author" href="/profile/kit">Kit Sample</a> 2 years ago.</p></div><ul><li class="bbp-body">'
    + rows(
        '<div id="post-{i}" class="bbp-reply-header"><span class="bbp-reply-post-date">{d}</span> <a href="#p{i}">#{i}</a></div>'
        '<div class="odd bbp-reply-position-{i} reply"><div class="bbp-reply-author"><a class="bbp-author-name" href="/u/{i}">{n}</a></div>'
        '<div class="bbp-reply-content"><p>{t}</p></div></div>'
    )
    + "</li></ul>",
    "a widget that is the thread": '<div class="forum-comment-widget"><ul>'
    + rows(
        '<li class="forum-comment"><header><span class="author-name">{n}</span> <span class="post-date">{d}</span></header><div>{t}</div></li>'
    )
    + "</ul></div>",
    "rows named odd and even": '<div id="CommentControl">'
    + "".join(
        f'<table class="comment{kind}" id="list_ctl{i}_{kind}"><tr><td id="list_ctl{i}_tdComment"><a class="comment" href="/profile/{i}">{name}</a>'
        f' <span class="comment">({date})</span><div class="comment">{text}</div></td></tr></table>'
        for i, (name, text, date, kind) in enumerate(zip(NAMES, TEXTS, DATES, ("Even", "Odd", "Even", "Odd"), strict=True))
    )
    + "</div>",
    "a name beside its time": '<div class="thread">'
    + rows(
        '<div class="MtnComment"><div class="MtnCommentInformation"><span class="MtnCommentAccountName">{n}</span><span>{d}</span></div>'
        '<div class="MtnCommentText">{t}</div></div>'
    )
    + "</div>",
    "a member's date of joining": '<div class="topic">'
    + rows(
        '<div class="post" id="p{i}"><dl class="profile"><dt><a class="username" href="/memberlist.php?u={i}">{n}</a></dt>'
        '<dd><strong>Joined:</strong> Sat Jan 02, 2010 1:11 pm</dd></dl><div class="postbody"><p class="when">{d}</p><div class="content">{t}</div>'
        "</div></div>"
    )
    + "</div>",
    "a form for an answer in each comment": '<div class="replies">'
    + rows(
        '<div class="item" id="c{i}"><strong><a class="link" href="/profile/{i}">{n}</a></strong><p>{t}</p><small>{d}</small><form class="answer-form">'
        "<p>Your answer is being saved. It will be shown here when our editors have read it, which can take a day.</p><textarea></textarea></form></div>"
    )
    + "</div>",
    "texts told by their ids": '<div id="posts">'
    + rows(
        '<table id="post{i}" class="tborder"><tr><td>{d}</td><td>#{i} | <a href="#p{i}">Link</a></td></tr><tr><td><a class="bigusername"'
        ' href="member.php?u={i}">{n}</a><div>Registered User</div></td><td><div id="post_message_{i}">{t}</div></td></tr></table>'
    )
    + "</div>",
}


@pytest.mark.parametrize("kind", THREADS)
def test_threads(kind: str) -> None:
    assert pairs(found(THREADS[kind])) == list(zip(NAMES, TEXTS, strict=True))


def test_the_only_comment_may_be_called_the_last_one() -> None:
    body = (
        '<div class="comments-container" id="comments"><h3>Kommentare</h3><div class="comment first-comment last-comment" id="comment7"><p><span'
        f' class="bold">{NAMES[0]}</span> <span class="comment-date">02.12.2022, 15:57</span> <a href="#">Antworten</a></p><p>{TEXTS[0]}</p></div></div>'
    )
    assert pairs(found(body)) == [(NAMES[0], TEXTS[0])]


def test_quotes_with_a_name_and_a_date_are_no_posts() -> None:
    quoted = "<blockquote><div><cite><a href='/profile/9'>Tom Tester</a> wrote: <span>May 2, 2021 at 3:42 pm</span></cite><div>Nobody.</div></div></blockquote>"
    body = rows(
        '<div class="post" id="p{i}"><p class="author"><a class="username" href="/memberlist.php?u={i}">{n}</a> <time>{d}</time></p>'
        '<div class="content">' + quoted + "{t}</div><a href='#'>Quote</a></div>"
    )
    corpus = found(body)
    assert corpus.comments["author"].to_list() == NAMES
    assert [text.split("\n")[-1] for text in corpus.comments["text"]] == TEXTS


def test_answers_with_comments_below_each() -> None:
    below = '<ul class="comments">{0}{1}</ul>'
    comment = '<li class="comment" id="comment-{i}"><span class="comment-copy">{t}</span> – <a class="comment-user" href="/users/{i}">{n}</a> <span title="2021-05-03 10:00:00Z">May 3, 2021</span></li>'
    texts = [f"Answer number {word}, in full sentences." for word in ("one", "two", "three")]
    body = "".join(
        f'<div class="answer" id="answer-{i}"><div class="prose">{text}</div><div class="signature">answered <span title="2021-05-02 10:00:00Z">May 2,'
        f' 2021</span> <a href="/users/{i}">{NAMES[i]}</a></div>'
        + below.format(comment.format(i=90 + i, t=f"Under {i}, a.", n="May Muster"), comment.format(i=80 + i, t=f"Under {i}, b.", n="Una"))
        + "</div>"
        for i, text in enumerate(texts)
    )
    assert [text for _, text in pairs(found(body))] == [
        *(texts[0], "Under 0, a.", "Under 0, b."),
        *(texts[1], "Under 1, a.", "Under 1, b."),
        *(texts[2], "Under 2, a.", "Under 2, b."),
    ]


def test_an_account_that_is_gone_has_no_name() -> None:
    row = '<div class="postItem"><div class="left"><div class="name">{n}</div><div>Posts: 17</div></div><div class="right"><span class="when">posted {d}</span><div class="postText">{t}</div></div></div>'
    body = f'<div class="replies">{rows(row).replace(NAMES[1], "<span></span>")}</div>'
    assert [name for name, _ in pairs(found(body))] == [NAMES[0], None, *NAMES[2:]]


def test_a_date_that_is_the_first_line_is_the_time() -> None:
    row = '<li class="comment depth-1" id="comment-{i}"><div class="comment-body"><span class="author">{n}</span><br>März {i}, 2018<p>{t}</p></div></li>'
    comments = found(f'<ul class="commentlist">{rows(row)}</ul><link href="/wp-content/a.css">', "wordpress").comments
    assert comments["text"].to_list() == TEXTS
    assert comments["posted_raw"].to_list() == [f"März {i}, 2018" for i in range(11, 15)]


def test_answers_beside_comments_have_classes_of_their_own() -> None:
    row = '<div class="c_{kind}"><span class="c_name">{n}</span> <span class="c_when">{d}</span><div class="c_content">{t}</div></div>'
    kinds = ("item", "item", "answer", "answer")
    made = [row.format(kind=kind, n=n, d=d, t=t) for kind, n, d, t in zip(kinds, NAMES, DATES, TEXTS, strict=True)]
    body = f'<div class="article_comments">{made[0]}{made[1]}<div class="indented">{made[2]}{made[3]}</div></div>'
    assert pairs(found(body)) == list(zip(NAMES, TEXTS, strict=True))


def test_short_thanks_among_long_comments_are_no_buttons() -> None:
    row = '<li class="comment" id="comment-{i}"><span class="author">{n}</span> <time>{d}</time><section class="comment_content">{t}</section></li>'
    texts = [
        f"{number}. {'They should have asked the people of Elm Street about it first. ' * 3}".strip() if number % 2 else "❤️"
        for number in range(12)
    ]
    made = "".join(row.format(i=i, n=f"reader_{i}", d=DATES[0], t=text) for i, text in enumerate(texts))
    assert [text for _, text in pairs(found(f'<ol class="commentlist">{made}</ol>', "html"))] == texts


def test_comments_that_are_folded_to_a_line_without_their_time() -> None:
    row = '<li class="comment {kind}" id="tree_{i}"><div class="by">by <a href="/~u{i}">{n}</a> <span>{d}</span></div><div class="commentBody">{t}</div></li>'
    rows_ = [
        row.format(
            kind="full" if i < 4 else "oneline", i=i, n=f"reader_{i}", d=DATES[i] if i < 4 else "", t=f"Comment number {i}, said aloud."
        )
        for i in range(12)
    ]
    assert pairs(found(f'<ul id="listing">{"".join(rows_)}</ul>')) == [
        (f"reader_{i}", f"Comment number {i}, said aloud.") for i in range(12)
    ]


SAME: dict[str, str] = {
    "notes on who changed a text, in the text": '<div class="posts">'
    + rows(
        '<article class="post" id="p{i}"><h3 class="post-author"><a href="/profile/{i}">{n}</a></h3><div class="meta">Posted <time datetime="2021-05-02'
        'T10:00:00Z">May 2, 2021</time></div><div class="wrap"><div class="richtext"><p>{t}</p></div><span>Edited <time datetime="2021-05-09T10:00:00Z">'
        "May 9, 2021</time> by a moderator</span></div></article>"
    )
    + "</div>",
    "an editor's card before the author's": '<div class="answers">'
    + rows(
        '<div class="answer" id="a{i}"><div class="prose">{t}</div><div class="card">edited <span title="2021-05-09 10:00:00Z">May 9, 2021 at 8:00</span>'
        '<div class="details"><a href="/users/99">The Corrector</a></div></div><div class="card">answered <span title="2021-05-02 10:00:00Z">{d}</span>'
        '<div class="details"><a href="/users/{i}">{n}</a></div></div></div>'
    )
    + "</div>",
    "a signature longer than the text": '<div class="thread">'
    + rows(
        '<div class="blockpost" id="p{i}"><h2><a href="#p{i}">2021-05-02 14:22:38</a></h2><dl><dt><strong>{n}</strong></dt><dd>Registered: 2012-09-03</dd>'
        '<dd>Posts: 73</dd></dl><div class="postright"><div class="postmsg"><p>{t}</p></div><div class="postsignature postmsg"><p>How to <strong>ask'
        "</strong></p></div></div></div>"
    )
    + "</div>",
    "a time in the text's element": '<div class="comments">'
    + rows(
        '<div class="comment_item" id="c{i}"><div class="top"><div class="author_name"><a href="/x/{i}">{n}</a></div><div class="bio">I live at number {i}'
        ' and have two cats</div></div><div class="comment_body"><div class="comment_time">{d}</div>{t}</div><a class="button">Reply</a></div>'
    )
    + "</div>",
    "names told by microdata alone": '<div class="replies">'
    + rows(
        '<div class="q7f x1" id="r{i}"><span class="k1">Helper of the Forum</span><div class="k2"><span class="k3" itemprop="name">{n}</span></div>'
        '<span class="k4">{d}</span><div class="k5" itemprop="text">{t}</div><a href="#">Reply</a></div>'
    )
    + "</div>",
    "a badge that is a link, in the heading with the name": '<div class="topic-posts">'
    + rows(
        '<article class="entry" id="e{i}"><h3 class="entry-username"><a class="username" href="/profile/{i}">{n}</a> <span class="group"><a href="/partners">'
        'Partner</a></span></h3><time datetime="2021-05-02T10:00:00Z">{d}</time><div class="entry-text">{t}</div><a href="#">Quote</a></article>'
    )
    + "</div>",
    "own titles of comments": '<ul class="comments">'
    + "".join(
        f'<li id="comment-{i}"><div><h2 id="c{i}">{title}</h2><span class="metadata">written by {name} on {date}</span></div><p>{text}</p></li>'
        for i, (name, text, date, title) in enumerate(
            zip(NAMES, TEXTS, DATES, ("Not asked", "An older story", "A vote then", "No objection"), strict=True), 11
        )
    )
    + "</ul>",
    "words before each name that stand in no element": '<ol class="commentlist" id="commentlist">'
    + rows('<li id="comment-{i}">Comment<small> by </small><cite>{n}</cite><br><small class="when">{d}</small><p>{t}</p></li>')
    + "</ol>",
    "a sidebar that nobody closed": '</main><div id="sidebar">'
    + ARTICLE * 2
    + '<ol class="commentlist" id="commentlist">'
    + rows('<li id="comment-{i}"><cite>{n}</cite><br><small class="when">{d}</small><p>{t}</p></li>')
    + "</ol></div>",
}


@pytest.mark.parametrize("kind", SAME)
def test_threads_read_by_the_finder_alone(kind: str) -> None:
    assert pairs(found(SAME[kind], "html")) == list(zip(NAMES, TEXTS, strict=True))


def test_one_member_of_a_forum_may_write_a_whole_thread() -> None:
    row = (
        '<div class="post-wrap" id="post-{i}"><div class="author-name"><a href="/profile/7">Tom Tester</a></div><div class="author-posts">Posts: 10848</div>'
        '<div class="post-content"><p>{t}</p></div><div>Posted : {d}</div></div>'
    )
    assert pairs(found(f'<div class="board">{rows(row)}</div>', "html")) == [("Tom Tester", text) for text in TEXTS]


def test_posts_few_of_which_have_comments_below() -> None:
    comment = '<li class="comment" id="comment-{i}"><span class="comment-copy">{t}</span> – <a class="comment-user" href="/users/{i}">{n}</a> <span title="2021-05-03 10:00:00Z">May 3, 2021</span></li>'
    below = f'<ul class="comments">{comment.format(i=71, t="Under the first, said twice.", n="Una")}{comment.format(i=72, t="And again, said twice.", n="Una B.")}</ul>'
    body = "".join(
        f'<div class="post-layout" id="answer-{i}"><div class="prose">{text}</div><div class="signature">answered <span title="2021-05-02 10:00:00Z">May 2,'
        f' 2021</span> <a href="/users/{i}">{name}</a></div>{below if i == 0 else ""}</div>'
        for i, (name, text) in enumerate(zip(NAMES, TEXTS, strict=True))
    )
    assert pairs(found(body, "html")) == [
        (NAMES[0], TEXTS[0]),
        ("Una", "Under the first, said twice."),
        ("Una B.", "And again, said twice."),
        *zip(NAMES[1:], TEXTS[1:], strict=True),
    ]


def test_a_title_that_is_all_that_a_comment_says_is_its_text() -> None:
    row = '<li class="comment" id="comment-{i}"><h3 class="comment-title">{title}</h3><span class="author">{n}</span> <time>{d}</time><div>{t}</div></li>'
    made = [
        row.format(i=i, n=name, d=date, t=text, title=f"Title {word}")
        for i, (name, text, date, word) in enumerate(zip(NAMES, [*TEXTS[:3], ""], DATES, ("one", "two", "three", "four"), strict=True))
    ]
    assert pairs(found(f'<ul class="comments">{"".join(made)}</ul>', "html")) == list(zip(NAMES, [*TEXTS[:3], "Title four"], strict=True))


def test_a_sidebar_is_no_thread() -> None:
    row = '<li class="comment" id="side-{i}"><cite>{n}</cite> <small>{d}</small><p>{t}</p></li>'
    assert (
        pairs(
            found(
                f'</main><div id="sidebar"><ol class="commentlist">{rows(row)}</ol></div><main>{ARTICLE * 3}' + "<p>Words.</p>" * 30, "html"
            )
        )
        == []
    )


def test_the_encoding_that_a_page_declares_comes_before_a_guess() -> None:
    row = '<li class="comment" id="comment-{i}"><cite>{n}</cite> <small>{i}. März 2011 um 12:22</small><p>{t}</p></li>'
    body = f'<ul class="comments">{rows(row)}</ul>'.replace("about the depot", "über das Žluťoučký depot")
    markup = f'<!doctype html><html><head><meta charset="utf-8"><title>Depot</title></head><body><h1>Depot</h1>{ARTICLE}{body}<p>K'
    one = Input("page.html", None, content=markup.encode() + b"\xfcche</p></body></html>")
    comments = choose(one, "html")[0].read(one, ReadOptions()).comments
    assert comments["posted_raw"].to_list() == [f"{i}. März 2011 um 12:22" for i in range(11, 15)]
    assert comments["text"][0] == "Nobody asked us über das Žluťoučký depot."


NONE = {
    "a front page": "".join(
        f'<div class="Blurb"><h2>Story {i} of the town</h2><p>{text} {ARTICLE[3:120]}</p><p>Posted May {i}, 2021 by <a href="/a/{i}">{name}</a></p>'
        f'<a href="/story/{i}">Full story</a> (<a href="/story/{i}/talk">{i + 2} comments</a>)</div>'
        for i, (name, text) in enumerate(zip(NAMES, TEXTS, strict=True), 2)
    ),
    "an article that has comments elsewhere": '<article class="hentry has-comments" id="post-4f2"><a class="author" href="/profile/ann">Ann Example</a>'
    f" <time>May 2, 2021</time>{ARTICLE * 3}</article>",
    "a page around everything": f'<div class="g_forum"><a href="/users/new">Sign up</a> <span>May 2, 2021 at 3:42 pm</span>{ARTICLE * 3}</div>',
    "a table that fits every screen": '<div class="table-responsive"><table>'
    + "".join(f"<tr><th>Term {i}</th><td>{i} weeks</td><td>from 1{i} March to 20 May 2021</td></tr>" for i in range(2, 8))
    + "</table></div>",
    "a front page whose entries say how often each was shared": "".join(
        f'<article class="post"><h2 class="entry-title">{text}</h2><span class="entry-author">{name}</span> <time>{date}</time><div class="entry-content">'
        f"<p>{i},1k Likes, Comments & Shares</p></div><button>Like</button></article>"
        for i, (name, text, date) in enumerate(zip(NAMES, TEXTS, DATES, strict=True), 2)
    ),
    "an index of forums": '<div class="forum-list">'
    + "".join(
        f'<div class="forum-item" id="forum{i}"><a class="forum-title" href="/f/{i}">Forum of trams {i}</a><div>All about trams and their bells</div>'
        f'<div class="lastpost"><a href="/t/{i}">Bells</a> by <a href="/members/{i}">{name}</a> <span>Today, 10:05 AM</span></div></div>'
        for i, name in enumerate(NAMES)
    )
    + "</div>",
    "an index of threads": '<div class="forum-topics">'
    + "".join(
        f'<div class="main-item"><ul class="item-info"><li class="info-replies"><strong>{i}2</strong> replies</li><li><strong>{i},081</strong> views</li>'
        f'<li class="info-lastpost">Last post 2021-05-0{i + 1} 14:22:00 by <cite>{name}</cite></li></ul></div>'
        for i, name in enumerate(NAMES)
    )
    + "</div>",
    "references, one of them a review": '<ol class="references"><li id="cite_note-Depot_Review-73"><a href="#cite_ref-73">^</a> <cite class="citation news">&quot;Review of'
    ' a depot: a shed for all&quot;. <i>Depot Gazette</i>. <span class="date">May 2, 2021</span>. Archived from the original. Retrieved and read again.</cite></li>'
    + rows('<li id="cite_note-{i}"><cite>{t} <i>Depot Gazette</i>. Page {i}.</cite></li>')
    + "</ol>",
    "numbered references": '<ol class="references">'
    + "".join(
        f'<li id="cite_note-{i}"><div class="ref"><span class="mark">[{i}]</span> <a class="external" href="https://example.org/{i}">{name}</a>. {text} <span>{date}'
        "</span></div></li>"
        for i, (name, text, date) in enumerate(zip(NAMES, TEXTS, DATES, strict=True), 1)
    )
    + "</ol>",
    "a chronicle in numbered parts": '<div class="stack">'
    + "".join(
        f'<div class="stack-item" id="{i}"><div class="item-number"><span>{i}</span></div><div class="stack-story"><h3 class="stack-story-title">{title}</h3>'
        f'<div class="rich-text-body"><p><b>May {i}, 1923: </b>{text} Many came to see it, and the band played.</p></div></div></div>'
        for i, (title, text) in enumerate(zip(("Trams", "Buses", "Ferries", "Sheds"), TEXTS, strict=True), 1)
    )
    + "</div>",
    "a member's profile": '<form id="viewprofile"><table class="forumline"><tr><th colspan="2">Viewing profile :: otter_77</th></tr><tr><td class="catLeft"><b>Avatar'
    '</b></td><td class="catRight"><b>All about otter_77</b></td></tr><tr><td class="row1"></td><td class="row1"><table><tr><td><span class="gen">Joined: </span></td>'
    '<td><b><span class="gen">06 Jun 2003</span></b></td></tr><tr><td><span class="gen">Total posts: </span></td><td><b><span class="gen">6</span></b><br><span>[0.18% of'
    ' total / 0.00 posts per day]</span><br><a href="search.php?author=otter_77">Find all posts by otter_77</a></td></tr><tr><td><span class="gen">Occupation: </span></td>'
    '<td></td></tr><tr><td><span class="gen">Interests:</span></td><td></td></tr></table></td></tr><tr><td class="row1"><table><tr><td><span class="gen">E-mail address:'
    '</span></td><td></td></tr><tr><td><span class="gen">Private Message:</span></td><td><a href="privmsg.php?u=34">PM</a></td></tr><tr><td><span class="gen">MSN Messenger:'
    "</span></td><td></td></tr><tr><td>ICQ Number:</td><td></td></tr></table></td></tr></table></form>",
    "news whose titles stand outside their boxes": '<div id="content">'
    + "".join(
        f'<div class="base"><h2><a href="/news/{i}-{name}.html">What is new in sheds, part {i}</a></h2><div class="mid"><div class="maincont">{text} The painters'
        f' have begun with the doors.</div><span class="argback"><a class="who" href="/user/{name}/">{name}</a>, {date}</span></div></div>'
        for i, (name, text, date) in enumerate(zip(NAMES * 4, TEXTS * 4, DATES * 4, strict=True), 1)
    )
    + "</div>",
    "cards whose titles stand in pictures that are links": '<div id="articles" class="timeline">'
    + "".join(
        f'<div class="post-entry"><div class="card"><a href="/posts/{i}/"><div class="image"><img src="{i}.webp"><span class="card-title">Sheds of the old depot, part {i}'
        f'</span></div></a><div class="card-content post-calendar"><div class="summary post-text">{text} The painters have begun with the doors.</div><div class="info">'
        f'<span class="publish-date">{date}</span> <span class="publish-author"><a href="/categories/{i}/">{name}</a></span></div></div></div></div>'
        for i, (name, text, date) in enumerate(zip(NAMES * 3, TEXTS * 3, DATES * 3, strict=True), 1)
    )
    + "</div>",
    "topics of a forum, with who began them and who wrote last": '<div class="forum-page"><table>'
    + rows(
        '<tr><td><div class="media"><div class="media-body"><a href="">{t}</a><div class="small">Started {i} days ago · <a href="javascript:void(0)">{n}</a></div></div></div>'
        '</td><td>{i}</td><td><div class="media align-items-center"><img src="{i}.jpg" alt=""><div class="media-body"><div>1 day ago</div> <a href="javascript:void(0)">by Una'
        " {i}</a></div></div></td></tr>"
    )
    + "</table></div>",
    "what customers say, marked as reviews, without times": '<div id="testimonials">'
    + rows(
        '<div class="testimonial_inner" itemprop="reviews" itemscope itemtype="http://schema.org/Review"><span itemprop="name">Depot</span><div itemprop="reviewBody">{t}</div>'
        '<div class="who" itemprop="author">{n}</div></div>'
    )
    + "</div>",
    "stories of a board, each with a link to its comments": '<div class="linklisting">'
    + 3
    * rows(
        '<div class="entry unvoted"><p class="top"><span class="label">Sheds</span><a href="https://example.org/{i}">{t}</a> <span class="domain">(<a href="/domain/x">example.org'
        '</a>)</span></p><p class="tagline">submitted <time datetime="2025-05-02T10:00:00Z">{i} hours ago</time> by <a class="author" href="/user/{n}">{n}</a></p>'
        '<ul class="flat-list buttons"><li><a href="/b/trams/comments/1kx{i}/trams_in_line/">{i}4 comments</a></li><li><a href="#">share</a></li><li><a href="#">report</a></li>'
        "</ul></div>"
    )
    + "</div>",
    "a shelf of books with labels in its cells": '<table id="books"><tbody id="booksBody">'
    + rows(
        '<tr id="review_40{i}" class="bookalike review"><td class="field title"><label>title</label><div class="value"><a href="/book/{i}">The shed, part {i}</a></div></td>'
        '<td class="field author"><label>author</label><div class="value"><a href="/author/{i}">{n}</a></div></td><td class="field pages"><label>num pages</label><div class="value">'
        '4{i}</div></td><td class="field avg"><label>avg rating</label><div class="value">4.{i}</div></td><td class="field date_read"><label>date read</label><div class="value">'
        '<span title="May {i}, 2021">May {i}, 2021</span></div></td><td class="field format"><label>format</label><div class="value">{t}</div></td></tr>'
    )
    + "</tbody></table>",
    "a chronicle with numbered notes": '<div class="text">'
    + "".join(
        f'<dl><dt>May {i}, 1997</dt><dd><a class="redirect" href="/wiki/{name}">{name}</a> was opened to all.<sup class="reference"><a href="#note-{i}">[{i}]</a></sup> {text}</dd></dl>'
        for i, (name, text) in enumerate(zip(NAMES, TEXTS, strict=True), 1)
    )
    + "</div>",
    "news whose titles stand outside their boxes, in boxes that nobody closed": '<div id="content">'
    + "".join(
        f'<div class="base"><h2><a href="/news/{i}-{name}.html">What is new in sheds, part {i}</a></h2><div class="mid"><div class="maincont">{text} The painters'
        f' have begun with the doors.</div><span class="argback"><a class="who" href="/user/{name}/">{name}</a>, {date}</span></div>'
        for i, (name, text, date) in enumerate(zip(NAMES * 4, TEXTS * 4, DATES * 4, strict=True), 1)
    ),
    "topics of a forum with the times of the last replies": '<div id="forum"><table id="forum-topic-9">'
    + 3
    * rows(
        '<tr class="odd"><td class="icon"></td><td class="title"><a href="/node/{i}">Trams</a></td><td class="replies">4</td><td class="created">{i} weeks ago<br>by <a'
        ' href="/user/{i}" title="View user profile.">{n}</a></td><td class="last-reply">{i} weeks ago<br>by <a href="/user/9{i}" title="View user profile.">Una {i}</a></td></tr>'
    )
    + "</table></div>",
    "a member's page that tells when the member was last here": '<div id="forums"><div id="forum-user"><div id="single-user-details"><ul><li><a'
    ' href="/forums/profile/otter_77/topics/" title="Topics">Topics Started</a></li><li><a href="/forums/profile/otter_77/replies/">Replies Created</a></li></ul></div>'
    '<div id="forum-user-profile" class="forum-user-profile"><h2>@otter_77</h2><div><a href="/forums/profile/otter_77/" class="url">Last Activity</a>'
    "<p>Last Activity: 4 years, 4 months ago</p><p>Topics Started: 2</p><p>Replies Created: 4</p><p>Forum Role: Participant</p></div></div></div></div>",
    "a member's answers in many threads": '<h1>otter_77</h1><div id="forums"><h2>Forum Replies Created</h2><div class="forum-replies">'
    + "".join(
        f'<div id="post-11{i}" class="forum-reply-header"><div class="meta"><span class="post-date">{date}</span><span class="head">in reply to: <a class="topic-permalink"'
        f' href="/forums/topic/trams-{i}/">Trams and sheds</a></span><a href="/forums/topic/trams-{i}/#post-11{i}">#11{i}</a></div></div><div class="reply post-11{i}"><div'
        f' class="reply-author"><a href="/forums/profile/otter_77/"><span class="author-name">otter_77</span></a></div><div class="reply-content"><p>{text}</p></div></div>'
        for i, (text, date) in enumerate(zip(TEXTS[:2], DATES[:2], strict=True), 557)
    )
    + "</div></div>",
    "files that members offer, in a table": '<table class="medium"><tr><td>Owner</td><td>Tram</td><td>Line</td><td>Last Updated</td><td>No</td></tr>'
    + 8
    * rows(
        '<tr align="center"><td class="second"><a href="files.php?userid=7{i}">{n}</a></td><td class="first">Old Hall {i}</td><td class="second">Owl of {n}</td><td'
        ' class="first">{d}</td><td class="second">25{i}</td><td><input type="checkbox" name="file[{i}]"></td></tr>'
    )
    + "</table>",
    "news of a team whose name sounds like a name's class": '<div id="recent">'
    + "".join(
        f'<div class="post knicks post-default" id="post-46{i}"><h2 class="knicks default"><a href="/2012/07/1{i}/index.html">The sheds are dead, long live the sheds, part {i}</a>'
        f'</h2><small>{date} in <a href="/featured/">Featured</a></small><div class="entry"><div class="author"><span class="author"><a href="/author/{i}/" rel="author">{name}'
        f'</a> writes</span></div><div class="entry_content"><p>{text} The painters have begun with the doors of the second shed.</p></div></div></div>'
        for i, (name, text, date) in enumerate(zip(NAMES, TEXTS, DATES, strict=True), 1)
    )
    + "</div>",
    "boards of a forum with their last posts, called so in short": '<div class="forumslist">'
    + 4
    * rows(
        '<div class="forum" id="board{i}"><a href="#" class="forum__title">{n}</a><div class="forum__description">{t} Here you find the plans of all sheds.</div><div'
        ' class="forum__lastp-infos"><a href="#" class="forum__lastp-title">Old trams in the new hall of the depot, part {i}</a><p class="forum__lastp-author">by Una</p><p class="forum__lastp-date">{d}</p></div></div>'
    )
    + "</div>",
    "topics of a board under headings of a low rank": '<table class="topics sticky-threads">'
    + rows(
        '<tbody class="sticky-threads"><tr><td><h5><i class="comment icon"></i><a href="/topic/{i}-depot">What of the sheds of {i} trams?</a></h5><a href="/profile/kit">{n}</a>'
        ' <span>2 years ago</span></td><td>Views: <b>51{i}</b><br>Posts: <b>1</b></td><td><a href="/profile/kit">{n}</a><br>{d}</td></tr></tbody>'
    )
    + "</table>",
    "articles of a front page, each under a heading of the first rank": '<div class="site_xY3">'
    + 8
    * rows(
        '<div class="style_post__b7"><h1>The depot of {i} trams has a roof</h1><h4>2021-05-{i}</h4><p>{t} So says the council, and asks for {i} more.</p>'
        '<a href="https://example.org/{i}">{n}</a></div>'
    )
    + "</div>",
    "minutes of hearings in a docket": "<table>"
    + "".join(
        f"<tr><td>{day}/2009</td><td>{i}</td><td><b>Minutes of Hearing held on: {day}/2009 </b><br><b> Subject: </b> Objection of the depot to the plan. <br>(Hearing ID {i})."
        f" (related document 19) (Entered: {day}/2009)</td></tr>"
        for i, day in enumerate(("12/01", "12/08"), 71)
    )
    + "</table>",
}


@pytest.mark.parametrize("kind", NONE)
def test_no_comments(kind: str) -> None:
    assert pairs(found(NONE[kind])) == []


@pytest.mark.parametrize("begun", ["m<!DOCTYPE html>\n", "</html>", '<base href="https://example.org/">\n', "---\nlayout: plain\n---\n\n"])
def test_markup_by_its_name_is_a_page(begun: str) -> None:
    list_ = "".join(
        f'<div class="comment"><b class="author">{n}</b> <i>{d}</i><p>{t}</p></div>' for n, t, d in zip(NAMES, TEXTS, DATES, strict=True)
    )
    one = Input(
        "page.html",
        None,
        content=f'{begun}<head><title>Depot stays</title></head><body>{ARTICLE}<div id="comments">{list_}</div></body>'.encode(),
    )
    source = choose(one, None)[0]
    assert source.name == "html"
    assert source.read(one, ReadOptions()).comments["author"].to_list() == NAMES


def test_what_only_screen_readers_say_is_no_text() -> None:
    row = (
        '<article class="review-card" id="review-{i}"><h3 class="review-title">Good {i}</h3><div class="excerpt"><p>{t}</p></div><div class="reviewer-name">{n}</div>'
        '<i class="date">{d}</i><button>More <span class="screen-reader-text">Read the full review of the depot by {n}, who has been there</span></button></article>'
    )
    comments = found(f'<div class="reviews">{rows(row)}</div>').comments
    assert all(text in said for text, said in zip(TEXTS, comments["text"].to_list(), strict=True))
