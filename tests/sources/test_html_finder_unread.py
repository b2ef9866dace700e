"""What pages of systems that nobody had looked at brought up, each in made-up markup of the same make."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from depot import ALL, ARTICLE, DATES, NAMES, TEXTS, pairs

from polarize.sources import Input, ReadOptions, choose
from polarize.tables import Corpus


def found(body: str, source: str | None = "html", root: str = "<html lang=en>", before: str = "", head: str = "") -> Corpus:
    markup = f"{before}<!doctype html>{root}<head><title>Depot stays</title>{head}</head><body><main><h1>Depot stays</h1>{ARTICLE}{body}</main></body></html>"
    one = Input("page.html", None, content=markup.encode())
    return choose(one, source)[0].read(one, ReadOptions())


def rows(row: str, **more: str) -> str:
    values = enumerate(zip(NAMES, TEXTS, DATES, strict=True), 4700)
    return "".join(row.format(i=i, n=name, t=text, d=date, **more) for i, (name, text, date) in values)


THREADS = {
    "no times at all": '<div class="stream">'
    + rows(
        '<article class="lf-comment-article"><a class="lf-comment-username">{n}</a> <span class="tag">subscriber</span>'
        '<section class="lf-comment-body"><p>{t}</p></section></article>'
    )
    + "</div>",
    "no times and no classes but ids": '<ul id="dq-comments">'
    + rows(
        '<li id="dq-comment-{i}"><cite id="dq-cite-{i}">http://example.org/{i} <span id="dq-author-user-{i}">{n}</span></cite>'
        '<div id="dq-message-{i}" class="dq-comment-message"><p>{t}</p></div></li>'
    )
    + "</ul>",
    "name and day in lines of the text": "<table>"
    + rows('<tr><td class="post"><p class="board"><b>Author</b>: {n} <br>Date: {d}<br><br>{t}</p></td></tr>')
    + "</table>",
    "name and day in lines of the text, in Finnish": "<table>"
    + rows(
        '<tr><td class="post"><p class="board"><b>Lähettäjä</b>:&nbsp;{n}&nbsp;<br>Päivämäärä:&nbsp;27.8.21 21:08:52<br> <br>{t}</p></td></tr>'
    )
    + "</table>",
    "the number of fans beside the name": rows(
        '<div id="comment_{i}" class="comment_item"><div class="top"><div class="author_name"><a class="bold" href="/social/{i}">{n}</a> <span'
        ' class="time">{d}</span></div><div class="author_fans"><a class="author_fans_count" href="/social/{i}">{i} Fans</a></div></div>'
        '<div class="comment_body">{t}</div></div>'
    ),
    "posts of a class that other tables have too": '<table class="tablebg"><tr><td>Print view | Next topic</td></tr></table>'
    + rows(
        '<table class="tablebg"><tr><td><b class="postauthor">{n}</b></td><td>Posted: {d}</td></tr><tr><td></td>'
        '<td><div class="postbody">{t}</div></td></tr><tr><td><a href="/memberlist.php?u={i}">Profile</a></td><td><a href="/posting.php?p={i}">Quote</a></td></tr></table>'
    )
    + '<table class="tablebg"><tr><td>Jump to a board</td></tr></table>',
    "reviews, each with a count of its comments": rows(
        '<div id="R{i}X" class="section review"><a class="review-title" href="/reviews/R{i}X">Four stars</a> By <a class="author"'
        ' href="/profile/{i}">{n}</a> <span class="review-date">{d}</span><p class="review-text">{t}</p><div class="review-comments">'
        "<a>0 comments</a><div>There was a problem when this comment was sent. Sign in to say whether it helped you, or write to us, please.</div></div></div>"
    ),
    "times in words of another language": rows(
        '<div class="komentarz"><b class="autor">{n}</b> <span class="kiedy">2 godz. temu</span><div class="tekst">{t}</div></div>'
    ),
}


@pytest.mark.parametrize("case", THREADS)
def test_threads_of_unknown_systems(case: str) -> None:
    assert [(name, text.removeprefix("Four stars").strip()) for name, text in pairs(found(THREADS[case]))] == ALL


def test_comments_in_two_tabs_are_read_once() -> None:
    listed = rows('<li id="comentario-{i}" class="comentario"><b class="autor">{n}</b> <i>{d}</i><p class="texto">{t}</p></li>')
    corpus = found(f'<div><p>recentes</p><ul class="lista">{listed}</ul></div><div><p>populares</p><ul class="lista">{listed}</ul></div>')
    assert pairs(corpus) == ALL


def test_opening_post_of_another_make_is_the_first() -> None:
    head = '<div class="ItemHeader"><a class="Username" href="/profile/{i}/x">{n}</a> <time>{d}</time></div><div class="Message">{t}</div>'
    values = list(zip(NAMES, TEXTS, DATES, strict=True))
    opening = head.format(i=1, n=values[0][0], t=values[0][1], d=values[0][2])
    answers = "".join(
        f'<li class="Item ItemComment" id="Comment_{i}">{head.format(i=i, n=name, t=text, d=date)}</li>'
        for i, (name, text, date) in enumerate(values[1:], 2)
    )
    assert pairs(found(f'<div class="Item ItemDiscussion" id="Discussion_868">{opening}</div><ul class="Comments">{answers}</ul>')) == ALL


def test_comments_folded_to_title_and_name_are_kept_with_their_title() -> None:
    full = (
        '<li id="tree_{i}" class="comment contain"><div class="cw full"><h4><a href="/c/{i}">Own title {i}</a></h4><span class="by">by <a href="/~{n}">{n}</a></span>'
        ' <span class="when">on {d}</span><div class="commentBody">{t}</div><a>Reply to This</a></div>{inner}</li>'
    )
    folded = '<li id="tree_{i}" class="comment"><div class="cw oneline"><h4><a href="/c/{i}">{t}</a></h4><span class="by">by <a href="/~{n}">{n}</a></span></div></li>'
    inner = "<ul>" + folded.format(i=90, n="folded_a", t="Re: Own title 10") + "</ul>"
    listed = [
        full.format(i=10 + place, n=name, t=text, d=date, inner=inner if place == 0 else "")
        for place, (name, text, date) in enumerate(zip(NAMES, TEXTS, DATES, strict=True))
    ]
    corpus = found(f'<ul id="listing">{"".join(listed)}{folded.format(i=91, n="folded_b", t="No way")}</ul>')
    assert pairs(corpus) == [ALL[0], ("folded_a", "Re: Own title 10"), *ALL[1:], ("folded_b", "No way")]
    table = corpus.comments
    assert table["reply_to"].to_list() == [None, table["comment_id"][0], *[None] * 5]


def test_what_a_form_says_beside_the_only_comment_is_none_of_it() -> None:
    markup = (
        '<div id="comentarios"><form><textarea name="c"></textarea><label><a href="/privacy">privacy policy</a></label><label class="legal">'
        f"We keep what you send us to ourselves, and never give it to anybody else without your consent. {TEXTS[0]}</label></form>"
        f'<div class="comentario" data-id-comment="385"><small>Your rating:</small><div class="nombre">{NAMES[0]}</div><time>26/05/2021</time>'
        f'<div class="texto">{TEXTS[0]}</div><button>Responder</button></div></div>'
    )
    assert pairs(found(markup)) == [(NAMES[0], TEXTS[0])]


def test_answers_in_answers_of_another_make() -> None:
    comment = (
        '<li class="comment"><p class="commentText">{t}</p><a>Report</a><div class="author">by <a class="info">{n}</a> on {d}</div></li>'
    )
    answer = '<li class="Box answer"><div class="author">by <a class="info">{n}</a> on {d}</div><p class="answerText">{t}</p><a>Report</a>{inner}</li>'
    values = list(zip(NAMES, TEXTS, DATES, strict=True))
    parts = [dict(zip("ntd", value, strict=True)) for value in values]
    page = (
        answer.format(**parts[0], inner=f"<ul>{comment.format(**parts[1])}{comment.format(**parts[2])}</ul>")
        + answer.format(**parts[3], inner="")
        + answer.format(**parts[4], inner="")
    )
    corpus = found(f"<ul>{page}</ul>")
    assert pairs(corpus) == ALL
    first = corpus.comments["comment_id"][0]
    assert corpus.comments["reply_to"].to_list() == [None, first, first, None, None]


COMMENTS = rows('<li id="comment-{i}" class="comment"><b class="author">{n}</b> <i>{d}</i><div class="comment-text">{t}</div></li>')


@pytest.mark.parametrize(
    ("root", "before"),
    [
        ('<html class="" lang="en" xmlns:x="http://example.org/x" />', ""),
        ("<html lang=en>", "<!--[if !IE]> Served from a cache <![endif]-->\n<!-- a -> b -->\n"),
    ],
)
def test_odd_heads_of_pages(root: str, before: str) -> None:
    corpus = found(f"<ol>{COMMENTS}</ol>", None, root, before)
    assert pairs(corpus) == ALL
    assert corpus.articles["language"].to_list() == ["en"]


def test_passages_of_other_pages_are_pingbacks() -> None:
    ping = '<li id="comment-4799" class="comment"><b class="author">Another page</b> <i>May 9, 2021 at 3:42 pm</i><div class="comment-text">[...] as the council said [...]</div></li>'
    assert pairs(found(f"<ol>{COMMENTS}{ping}</ol>")) == ALL
    assert pairs(found(f'<ol class="commentlist">{COMMENTS}{ping}</ol><link href="/wp-content/x.css">', "wordpress")) == ALL
    named = ping.replace('class="comment"', 'class="pingback even"').replace("[...] as", "Pages that mention the depot, and more: [...] as")
    for start in ("", COMMENTS):
        kept = ALL if start else []
        assert pairs(found(f'<ol class="commentlist">{start}{named}</ol><link href="/wp-content/x.css">')) == kept
        assert pairs(found(f'<ol class="commentlist">{start}{named}</ol>', "html")) == kept


def test_themes_of_wordpress_that_class_heads_as_comments() -> None:
    row = (
        '<li class="comment even depth-1" id="comment-{i}"><div class="comment-head comment even depth-1"><b class="comment-author">{n}</b> <i class="date">{d}</i></div>'
        '<div class="comment-body"><div class="comment-text"><p>{t}</p></div></div></li>'
    )
    assert pairs(found(f'<ol class="commentlist">{rows(row)}</ol><link href="/wp-content/x.css">', "wordpress")) == ALL


def test_themes_of_wordpress_whose_class_of_the_name_is_unknown() -> None:
    row = (
        '<li class="alt" id="comment-{i}"><div class="comment-content"><div><div class="comment-auth-det"><div class="comment-auth-name">{n}</div>'
        '<div class="comment-meta">{d}</div></div><p>{t}</p></div></div></li>'
    )
    assert pairs(found(f'<ul class="commentlist">{rows(row)}</ul><link href="/wp-content/x.css">', "wordpress")) == ALL


def test_lines_that_only_name_a_pingback_are_none_of_wordpress_comments() -> None:
    ping = '<li id="comment-4799" class="comment"><b class="author">Another page</b> <p>- Pingback on 2021/05/31/ 21:16</p></li>'
    assert pairs(found(f'<ol class="commentlist">{COMMENTS}{ping}</ol><link href="/wp-content/x.css">', "wordpress")) == ALL


def test_authors_of_marked_reviews_are_one_line() -> None:
    row = (
        '<div itemscope itemtype="http://schema.org/Review"><span itemprop="author">{n}<br>from Sample City</span><i itemprop="datePublished">{d}</i>'
        '<div itemprop="reviewBody">{t}</div></div>'
    )
    assert pairs(found(rows(row), "schema_org")) == ALL


def test_guestbooks_print_addresses_of_mail_beside_names() -> None:
    row = '<div class="line"><b>{n}</b> - <a href="mailto:{i}@example.org">{i}@example.org</a><br><font size=1>{d}</font><br>{t}</div>'
    assert pairs(found(f"<blockquote>{2 * rows(row)}</blockquote>")) == 2 * ALL


def test_guestbooks_in_one_cell_part_their_entries_by_rules() -> None:
    row = "<hr><i>Posted: {d}</i><br><b>Name:</b>{n}<br><b>Email:</b>x{i}@example.org<br><b>Url:</b>http://<br><br><b>Comment:</b>{t}"
    form = "<form><p>Name: <input name=n><br>Comment: <textarea name=c></textarea></p></form>"
    assert pairs(found(f"<table><tr><td><h2>Guest Book</h2>{form}{2 * rows(row)}</td></tr></table>")) == 2 * ALL


def test_what_is_answered_is_repeated_with_its_head_in_the_answer() -> None:
    head = '<div class="comment-head"><b class="author">{n}</b> {d}</div>'
    row = '<div class="comment-wrap" id="c{i}">' + head + '{q}<div class="comment-body"><p>{t}</p></div></div>'
    values = list(zip(NAMES, TEXTS, DATES, strict=True))
    quote = f'<div class="comment-parent">{row.format(i=1, n=NAMES[0], d=DATES[0], t=TEXTS[0], q="")}</div>'
    listed = [row.format(i=i, n=n, t=t, d=d, q=quote if i == 4702 else "") for i, (n, t, d) in enumerate(values, 4700)]
    corpus = found(f'<div class="comments">{"".join(listed)}</div>')
    assert pairs(corpus) == ALL
    first = corpus.comments["comment_id"][0]
    assert corpus.comments["reply_to"].to_list() == [None, None, first, *[None] * (len(ALL) - 3)]


def test_mottos_in_brackets_beside_names_are_no_part_of_the_text() -> None:
    row = (
        '<div class="comment-item" id="{i}"><div class="content"><div class="meta"><span>{d}</span> <a href="http://example.org/people/{i}/">{n}</a> (always {i} miles away)</div>'
        "<p>{t}</p></div></div>"
    )
    assert pairs(found(f'<div id="comments">{rows(row)}</div>')) == ALL


def test_sites_that_commenters_give_are_no_titles_of_teasers() -> None:
    row = (
        '<div class="comments_wrap" id="comment-{i}"><div class="left"></div><div class="right">'
        '<h4><b><a href="https://{i}.example.org/" rel="external nofollow">{n}</a></b> on {d}</h4><p>{t}</p></div></div>'
    )
    assert pairs(found(rows(row))) == ALL


def test_what_chinese_pages_print_between_name_and_day_is_no_part_of_the_name() -> None:
    row = '<div class="comment-wrap" id="cmt_1_{i}"><div class="comment-head">{n} 在 2011年12月27日 08:01 发表</div><div class="comment-body">{t}</div></div>'
    assert pairs(found(rows(row))) == ALL


def test_days_on_which_members_were_seen_are_no_times_of_posts() -> None:
    row = (
        '<div class="forum_post" id="topic-post"><div class="side"><a href="/profile/{i}/">{n}</a><div class="item"><b>Last Seen</b><i>14 Feb 2020, 10:22</i></div></div>'
        '<div class="said"><p>{t}</p></div><span>{d}</span></div>'
    )
    corpus = found(rows(row))
    assert pairs(corpus) == ALL
    assert [when is not None and when.year for when in corpus.comments["posted_at"].to_list()] == [2021] * len(NAMES)


def test_indonesian_classes_of_names_and_texts() -> None:
    row = (
        '<div class="comment depth-1" id="comment-{i}"><div class="pic user"><div class="nama_user">{n}</div></div>'
        '<div class="teks_komentar"><p>{t}</p></div></div>'
    )
    assert pairs(found(f'<div id="comments">{rows(row)}</div>')) == ALL


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("26 ožu 2007, 05:26", "2007-03-26"),
        ("14 sij 2014, 01:05", "2014-01-14"),
        ("7. Maret 2013 - 2:51", "2013-03-07"),
        ("2. Agustus 2010 - 12:40", "2010-08-02"),
        ("5. júna 2012 10:00", "2012-06-05"),
        ("5. junij 2012 10:00", "2012-06-05"),
        ("四月 25th, 2011 18:12", "2011-04-25"),
        ("十一月 3rd, 2012 at 8:14 pm", "2012-11-03"),
    ],
)
def test_months_of_further_languages(printed: str, day: str) -> None:
    from polarize.sources._dates import find, parse

    whens = find(printed)
    assert [when.raw for when in whens] == [printed]
    told = parse(printed)
    assert told is not None
    assert told.date().isoformat() == day


NONE = {
    "an index of threads": rows(
        '<li class="Item Discussion"><a class="Title" href="/discussion/{i}/x">{t}</a> <span class="CommentCount">{i} comments</span> '
        '<span class="LastCommentBy">Most recent by <a href="/profile/{i}">{n}</a></span> <span class="LastCommentDate">{d}</span></li>'
    ),
    "an index of threads in a table": "<table>"
    + rows(
        '<tr class="ItemDiscussion"><td class="DiscussionName"><a href="/discussion/{i}/x">{t}</a></td><td><a class="UserLink" href="/profile/{i}">{n}</a>'
        " {d}</td><td>{i}</td><td>12,{i}</td></tr>"
    )
    + "</table>",
    "an index of threads in definition lists": '<ul class="forums topics">'
    + rows(
        '<li class="row"><dl><dt><a class="title" href="/t{i}.html">Jeu {i}</a><br>de <a href="/m{i}.html">{n}</a> &raquo; {d}</dt><dd>{i} <dfn>Réponses</dfn></dd>'
        "<dd>{i} <dfn>Vus</dfn></dd><dd><span>Dernier message de <a href='/m{i}.html'>{n}</a><br>{d}</span></dd></dl></li>"
    )
    + "</ul>",
    "search results with labels": rows(
        '<li class="row"><a href="/thread/{i}">{t}</a><ul class="minor"><li><a class="username" href="/members/{i}">{n}</a></li><li>Thread</li>'
        "<li>{d}</li><li>Replies: {i}</li><li>Board: Talk</li></ul></li>"
    ),
    "quotes from comments on other articles": rows(
        '<div class="user-commentbox"><div class="text">{t}</div><div class="author">by <a href="/member.php?u={i}">{n}</a></div><div class="source"><time>{d}</time>'
        '<div class="link"><a href="/news/{i}">What the council decided in May {i}</a></div></div></div>'
    ),
    "latest comments without times": '<div class="items">'
    + rows(
        '<div class="item" id="comment{i}"><span class="commentBody">{t}</span> <span class="commentAuthor">{n}</span> on '
        '<span class="commentPostTitle"><a href="/news/{i}">What the council decided in May {i}</a></span></div>'
    )
    + "</div>",
}


@pytest.mark.parametrize("case", NONE)
def test_lists_that_are_no_threads(case: str) -> None:
    assert pairs(found(NONE[case])) == []


def test_front_pages_have_no_threads() -> None:
    row = '<div class="reader-commentbox"><b class="author">{n}</b> <i>{d}</i><p>{t}</p></div>'
    assert pairs(found(rows(row))) == ALL
    assert (
        pairs(
            found(
                rows(row), head='<link rel="canonical" href="https://example.org/"><meta property="og:url" content="https://example.org/">'
            )
        )
        == []
    )


AGES = {
    "2 часа назад": 2 * 3600,
    "há 3 dias": 3 * 86_400,
    "5 giorni fa": 5 * 86_400,
    "4 uur geleden": 4 * 3600,
    "för 2 timmar sedan": 2 * 3600,
    "3 saat önce": 3 * 3600,
    "3時間前": 3 * 3600,
    "2시간 전": 2 * 3600,
    "6 minut temu": 6 * 60,
    "5 dk önce": 5 * 60,
    "2 yil önce": 2 * 31_556_952,
    "před 3 hodinami": 3 * 3600,
    "4 ч назад": 4 * 3600,
}


@pytest.mark.parametrize("age", AGES)
def test_ages_in_further_languages(age: str) -> None:
    from polarize.sources._dates import find, parse

    now = datetime(2021, 5, 9, 12, tzinfo=UTC)
    whens = find(age)
    assert [when.kind for when in whens] == ["relative"]
    told = parse(whens[0].raw, captured_at=now)
    assert told is not None
    assert (now - told).total_seconds() == AGES[age]


@pytest.mark.parametrize("line", ["5 time", "for 5 time", "3 fa", "2 an", "4 sa", "we waited for 3 days"])
def test_words_that_only_look_like_ages(line: str) -> None:
    from polarize.sources._dates import find

    assert [when for when in find(line) if when.kind == "relative" and "ago" not in line] == []
