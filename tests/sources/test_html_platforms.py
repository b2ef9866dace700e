"""Pages of each platform in the markups that the samples do not show: old versions, plugins, themes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from polarize.sources import Input, ReadOptions, choose

HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Town votes on the plant</title>{}</head><body>'
WORDPRESS = HEAD.format('<link rel="stylesheet" href="/wp-content/themes/x/style.css">')
Row = tuple[str | None, str, int | None]


def thread(markup: str, source: str) -> list[dict[str, Any]]:
    one = Input("page.html", None, content=markup.encode())
    chosen, _ = choose(one)
    assert chosen.name == source
    return chosen.read(one, ReadOptions()).comments.to_dicts()


def rows(comments: list[dict[str, Any]]) -> list[Row]:
    at = {comment["comment_id"]: index for index, comment in enumerate(comments)}
    return [(one["author"], one["text"], None if one["reply_to"] is None else at[one["reply_to"]]) for one in comments]


PAGES: dict[str, tuple[str, str, list[Row]]] = {
    "WordPress, text before its signature": (
        "wordpress",
        WORDPRESS
        + """<ol id="commentlist"><li id="comment-7"><p>Build it.</p><p>And soon.</p>
        <p><cite>Comment by <a href="http://x.example" class="url">Tom Tester</a> &#8212; 17.07.2021 @ <a href="#comment-7">13:04</a></cite></p></li>
        <li id="comment-8"><p>Never.</p><p><cite>Comment by May Muster &#8212; 17.07.2021 @ <a href="#comment-8">13:10</a></cite></p></li></ol>""",
        [("Tom Tester", "Build it.\n\nAnd soon.", None), ("May Muster", "Never.", None)],
    ),
    "WordPress, classic theme without a body of its own": (
        "wordpress",
        WORDPRESS
        + """<ol class="commentlist"><li class="alt" id="comment-1"><cite><a href="http://x.example">Tom Tester</a></cite> Says:<br>
        <small class="commentmetadata"><a href="#comment-1">May 2nd, 2009 at 3:42 pm</a></small><p>Build it.</p></li></ol>""",
        [("Tom Tester", "Build it.", None)],
    ),
    "WordPress, item around an article": (
        "wordpress",
        WORDPRESS
        + """<ul><li class="comment depth-1" id="li-comment-1"><article id="comment-1" class="comment"><footer><cite class="fn">Tom Tester,</cite>
        <time datetime="2021-05-02T10:00:00+02:00">May 2</time></footer><div class="comment-content"><p>Build it.</p></div></article>
        <ul class="children"><li class="comment depth-2" id="li-comment-2"><article id="comment-2" class="comment"><footer><cite class="fn">May Muster,</cite>
        </footer><div class="comment-content"><blockquote><p>Build it.</p></blockquote><p>No.</p></div></article></li></ul></li></ul>""",
        [("Tom Tester", "Build it.", None), ("May Muster", "> Build it.\n\nNo.", 0)],
    ),
    "WordPress, block theme": (
        "wordpress",
        WORDPRESS
        + """<div class="wp-block-comments"><ol class="wp-block-comment-template"><li id="comment-3" class="comment even depth-1">
        <div class="wp-block-columns"><div class="wp-block-comment-author-name"><a rel="external nofollow">Tom Tester</a></div>
        <div class="wp-block-comment-date"><time datetime="2021-05-02T10:00:00+00:00"><a href="#comment-3">May 2, 2021</a></time></div>
        <div class="wp-block-comment-content"><p>Build it.</p></div><div class="wp-block-comment-reply-link"><a href="#">Reply</a></div></div>
        <ol><li id="comment-4" class="comment odd depth-2"><div class="wp-block-comment-author-name">May Muster</div>
        <div class="wp-block-comment-content"><p>No.</p></div></li></ol></li></ol></div>""",
        [("Tom Tester", "Build it.", None), ("May Muster", "No.", 0)],
    ),
    "wpDiscuz": (
        "wordpress",
        WORDPRESS
        + """<div id="wpdcom"><div class="wpd-thread-list"><div id="wpd-comm-5_0" class="comment even depth-1 wpd-comment wpd_comment_level-1">
        <div class="wpd-comment-wrap"><div id="comment-5" class="wpd-comment-right"><div class="wpd-comment-header"><div class="wpd-comment-author">Tom Tester</div>
        <div class="wpd-comment-date" title="May 2, 2021 10:00 am">2 years ago</div></div><div class="wpd-comment-text"><p>Build it.</p></div>
        <div class="wpd-comment-footer"><div class="wpd-vote"><div class="wpd-vote-result">-3</div></div><div class="wpd-reply-button">Reply</div></div></div></div>
        </div><div id="wpd-comm-6_5" class="comment odd depth-2 wpd-comment wpd-reply"><div class="wpd-comment-wrap"><div class="wpd-comment-author">May Muster</div>
        <div class="wpd-comment-text"><p>No.</p></div></div></div></div></div>""",
        [("Tom Tester", "Build it.", None), ("May Muster", "No.", 0)],
    ),
    "Epoch": (
        "wordpress",
        WORDPRESS
        + """<div id="epoch-comments"><div id="div-comment-5" class="epoch-wrap-comment depth-1"><b class="fn">Tom Tester</b>
        <div class="comment-content"><p>Build it.</p></div></div><div id="div-comment-6" class="epoch-wrap-comment child-of-5"><b class="fn">May Muster</b>
        <div class="comment-content"><p>No.</p></div></div></div>""",
        [("Tom Tester", "Build it.", None), ("May Muster", "No.", 0)],
    ),
    "Drupal 6": (
        "drupal",
        HEAD.format('<script src="/misc/drupal.js"></script>')
        + """<div id="comments"><a id="comment-1"></a><div class="comment odd"><h3><a href="#comment-1">Build</a></h3>
        <div class="submitted">Submitted by Tom Tester (not verified) on Sun, 05/02/2021 - 10:00.</div><div class="content"><p>Build it.</p></div>
        <div class="links"><ul class="links"><li><a href="/comment/reply/1/1">reply</a></li></ul></div></div>
        <div class="indented"><a id="comment-2"></a><div class="comment even"><div class="submitted">Submitted by May Muster on Sun, 05/02/2021 - 11:00.</div>
        <div class="content"><p>No.</p></div></div></div></div>""",
        [("Tom Tester", "Build it.", None), ("May Muster", "No.", 0)],
    ),
    "Blogger, old layout": (
        "blogger",
        HEAD.format('<meta name="generator" content="blogger">')
        + """<div id="comments"><h4>2 comments:</h4><dl id="comments-block"><dt class="comment-author" id="c70001"><a name="c70001"></a>
        <a href="http://x.example" rel="nofollow">Tom Tester</a> said...</dt><dd class="comment-body"><p>Build it.</p></dd><dd class="comment-footer">
        <span class="comment-timestamp"><a href="#c70001">2 May 2021 at 10:00</a></span></dd><dt class="comment-author" id="c70002"><a name="c70002"></a>
        May Muster said...</dt><dd class="comment-body"><p>No.</p></dd><dd class="comment-footer"><span class="comment-timestamp">2 May 2021 at 11:00</span></dd>
        </dl></div>""",
        [("Tom Tester", "Build it.", None), ("May Muster", "No.", None)],
    ),
    "Hacker News of 2014": (
        "hackernews",
        """<html><head><title>Plants | Hacker News</title></head><body><center><table><tr><td><table border=0>
        <tr><td><table border=0><tr><td><img src="s.gif" height=1 width=0></td><td class="default"><div><span class="comhead"><a href="user?id=tom">tom</a>
        200 days ago | <a href="item?id=71">link</a></span></div><br><span class="comment"><font color=#000000>Build it.<p>And soon.</font></span>
        <p><font size=1><u>reply</u></font></td></tr></table></td></tr>
        <tr><td><table border=0><tr><td><img src="s.gif" height=1 width=40></td><td class="default"><div><span class="comhead"><a href="user?id=may">may</a>
        199 days ago | <a href="item?id=72">link</a></span></div><br><span class="comment"><font color=#000000>No.</font></span></td></tr></table></td></tr>
        </table></td></tr></table></center></body></html>""",
        [("tom", "Build it.\n\nAnd soon.", None), ("may", "No.", 0)],
    ),
    "Reddit of 2018": (
        "reddit_html",
        HEAD.format('<meta property="og:site_name" content="reddit">')
        + """<div><div id="t1_aa1"><div class="P8SG Comment t1_aa1"><div><span class="x">level 1</span><div><a href="/user/tom">u/tom</a><span>39 points</span>
        <a id="CommentTopMeta--Created--t1_aa1"><span>6 years ago</span></a></div><div data-test-id="comment"><div class="RichTextJSON-root"><p>Build it.</p></div>
        </div></div></div></div><div id="t1_aa2"><div class="P8SG Comment t1_aa2"><span>level 2</span><div data-test-id="comment"><p>No.</p></div></div></div></div>""",
        [("tom", "Build it.", None), (None, "No.", 0)],
    ),
    "Reddit since 2023": (
        "reddit_html",
        HEAD.format("")
        + """<shreddit-comment-tree><shreddit-comment author="tom" thingid="t1_a" depth="0" score="5" created="2024-05-02T10:00:00.000000+0000">
        <div slot="comment" id="t1_a-comment-rtjson-content"><p>Build it.</p></div><shreddit-comment author="may" thingid="t1_b" parentid="t1_a" depth="1" score="-2">
        <div slot="comment"><p>No.</p></div></shreddit-comment></shreddit-comment></shreddit-comment-tree>""",
        [("tom", "Build it.", None), ("may", "No.", 0)],
    ),
    "XenForo 1": (
        "xenforo",
        HEAD.format("").replace("<html", '<html id="XenForo"')
        + """<ol class="messageList"><li id="post-9" class="message" data-author="Tom Tester"><div class="messageContent"><article>
        <blockquote class="messageText ugc baseHtml">Build it.<br>And soon.</blockquote></article></div><div class="messageMeta">
        <a class="datePermalink"><abbr class="DateTime" data-time="1619949600">May 2, 2021</abbr></a><a class="ReplyQuote">Reply</a></div></li>
        <li id="post-10" class="message" data-author="May Muster"><div class="messageContent"><article><blockquote class="messageText">
        <div class="bbCodeBlock bbCodeQuote" data-author="Tom Tester"><aside><div class="attribution type">Tom Tester said: <a href="goto/post?id=9#post-9" class="AttributionLink">&uarr;</a></div>
        <blockquote class="quoteContainer"><div class="quote">Build it.</div></blockquote></aside></div>No.</blockquote></article></div></li></ol>""",
        [("Tom Tester", "Build it.\nAnd soon.", None), ("May Muster", "> Tom Tester said:\n\n> Build it.\n\nNo.", 0)],
    ),
    "Discourse with scripts": (
        "discourse_html",
        HEAD.format('<meta name="generator" content="Discourse 3.1">')
        + """<div class="post-stream"><div class="topic-post"><article id="post_1" data-post-id="31" class="boxed onscreen-post"><div class="topic-meta-data">
        <div class="names"><span class="first username"><a href="/u/tom">tom</a></span></div><div class="post-date"><a><span class="relative-date" data-time="1619949600000">
        May 2</span></a></div></div><div class="cooked"><p>Build it.</p></div></article></div><div class="topic-post"><article id="post_2" data-post-id="32"
        class="boxed onscreen-post"><div class="names"><span class="username"><a>may</a></span></div><a class="reply-to-tab"><span>tom</span></a>
        <div class="cooked"><p>No.</p></div></article></div></div>""",
        [("tom", "Build it.", None), ("may", "No.", 0)],
    ),
    "SPIP, answers beside what they answer": (
        "spip",
        HEAD.format('<meta name="generator" content="SPIP 3.2">')
        + """<div class="comments"><ul class="forum comments-list"><li class="forum-fil comment"><div class="comment-message"><div class="comment-content">
        <div class="comment-texte"><p>Build it.</p></div></div><div class="comment-meta"><span class="comment-author vcard"><strong class="fn">Tom Tester</strong></span>
        <abbr class="date" title="2021-05-02T10:00:00Z">Le 2 mai 2021</abbr></div></div></li><ul><li class="forum-fil comment"><div class="comment-message">
        <div class="comment-texte"><p>No.</p></div><div class="comment-meta"><span class="comment-author"><strong class="fn">May Muster</strong></span></div></div></li>
        </ul></ul></div>""",
        [("Tom Tester", "Build it.", None), ("May Muster", "No.", 0)],
    ),
    "SPIP 2, answers without a class of their own": (
        "spip",
        HEAD.format('<meta name="generator" content="SPIP 2.1">')
        + """<h2 class="forum-decompte">Messaggi: 3</h2><ul class="forum"><li class="forum-fil"><div class="forum-message"><div class="forum-chapo">
        <h3 class="forum-titre"><a href="#forum7" name="forum7" id="forum7">Plants</a></h3><small>2 maggio 2021&nbsp;10:00, di  Tom Tester</small></div>
        <div class="forum-texte"><span><p>Build it.</p></span></div></div><ul><li><div class="forum-message"><div class="forum-chapo">
        <strong class="forum-titre"><a href="#forum8" name="forum8" id="forum8">Plants</a></strong><small>3 maggio 2021&nbsp;11:00, di  May Muster</small></div>
        <div class="forum-texte"><p>No.</p></div></div><ul><li><div class="forum-message"><div class="forum-chapo"><small>4 maggio 2021, di  otter</small></div>
        <div class="forum-texte"><p>Why not?</p></div></div></li></ul></li></ul></li></ul>""",
        [("Tom Tester", "Build it.", None), ("May Muster", "No.", 0), ("otter", "Why not?", 1)],
    ),
    "Drupal 6, a topic of the forum, with titles in the texts": (
        "drupal",
        HEAD.format('<script src="/misc/drupal.js"></script>')
        + """<div class="node"><div class="comment"><h3 class="title">Plants</h3><span class="submitted">Submitted by <a href="../user/3.html">Tom Tester</a>
        on Tue, 13/01/2015 - 16:21</span><div class="content"><p>Build it.</p><div class="forum-topic-navigation clear-block">
        <a class="topic-previous" href="1.html">&lsaquo; Trams</a> <a class="topic-next" href="3.html">Ferries &rsaquo;</a></div></div></div></div>
        <a id="comment-8"></a><div class="comment comment-published"><span class="submitted">Submitted by <a href="../user/4.html">May Muster</a> on Wed, 14/01/2015 -
        09:02</span><div class="content"><h3><a class="active" href="2.html#comment-8">No</a></h3><p>No.</p></div></div>""",
        [("Tom Tester", "Build it.", None), ("May Muster", "No.", None)],
    ),
    "JSON-LD": (
        "schema_org",
        HEAD.format(
            """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Plants", "comment": [{"@type": "Comment", "text": "Build it.",
            "author": {"name": "Tom Tester"}, "comment": [{"@type": "Comment", "text": "<p>No.</p>", "author": {"name": "May Muster"}}]}]}</script>"""
        ),
        [("Tom Tester", "Build it.", None), ("May Muster", "No.", 0)],
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_read_as_a_reader_reads_it(kind: str) -> None:
    source, markup, wanted = PAGES[kind]
    found = rows(thread(markup, source))
    if "classic theme" in kind:  # the word between name and date stands loose in the item
        found = [(name, text.removeprefix("Says:\n\n"), parent) for name, text, parent in found]
        wanted = [(name, text.removeprefix("Says:\n\n"), parent) for name, text, parent in wanted]
    assert found == wanted


def test_times_keep_their_zone_and_votes_their_sign() -> None:
    first = thread(PAGES["WordPress, item around an article"][1], "wordpress")[0]
    assert first["posted_at"] == datetime(2021, 5, 2, 8, 0, tzinfo=UTC)
    assert thread(PAGES["wpDiscuz"][1], "wordpress")[0]["votes"] == -3
    assert [one["votes"] for one in thread(PAGES["Reddit since 2023"][1], "reddit_html")] == [5, -2]
    assert thread(PAGES["XenForo 1"][1], "xenforo")[0]["posted_at"] == datetime(2021, 5, 2, 10, 0, tzinfo=UTC)


def test_the_time_of_a_comment_stands_in_the_term_before_it() -> None:
    comments = thread(
        WORDPRESS
        + """<dl id="comment_list"><dt class="comment depth-1" id="comment-1"><span class="comment_author">Tom Tester</span>
        <span class="comment_time"><a href="#comment-1">June 28, 2015 at 10:25 pm</a></span></dt>
        <dd class="comment depth-1"><div class="format_text" id="comment-body-1"><p>Build it.</p></div></dd></dl>""",
        "wordpress",
    )
    assert [(one["author"], one["posted_raw"], one["text"]) for one in comments] == [
        ("Tom Tester", "June 28, 2015 at 10:25 pm", "Build it.")
    ]


def test_microdata_in_a_wordpress_page_leaves_it_to_wordpress() -> None:
    markup = PAGES["WordPress, item around an article"][1].replace(
        'class="comment">', 'class="comment" itemscope itemtype="https://schema.org/Comment">'
    )
    assert len(thread(markup, "wordpress")) == 2


def test_a_relative_time_needs_the_time_of_capture() -> None:
    one = Input("page.html", None, content=PAGES["Hacker News of 2014"][1].encode())
    source, _ = choose(one)
    assert source.read(one, ReadOptions()).comments["posted_at"].null_count() == 2
    captured = ReadOptions(captured_at=datetime(2021, 11, 18, tzinfo=UTC))
    assert source.read(one, captured).comments["posted_at"].to_list()[0] == datetime(2021, 5, 2, tzinfo=UTC)


def test_a_comment_that_waits_for_approval_is_pending() -> None:
    markup = PAGES["WordPress, block theme"][1].replace(
        "<p>No.</p>", '<p class="comment-awaiting-moderation">Awaiting moderation.</p><p>No.</p>'
    )
    assert [one["status"] for one in thread(markup, "wordpress")] == ["visible", "pending"]


def test_a_widget_of_recent_comments_is_no_thread() -> None:
    markup = WORDPRESS + (
        '<aside class="widget-area"><ul id="recentcomments"><li class="recentcomments"><span class="comment-author-link">Tom Tester</span> on '
        '<a href="/a#comment-9">Something else</a></li></ul></aside><div id="comments"><p class="nocomments">Comments are closed.</p></div>'
    )
    one = Input("page.html", None, content=markup.encode())
    source, _ = choose(one)
    corpus = source.read(one, ReadOptions())
    assert (source.name, corpus.comments.height, corpus.articles["comment_status"][0]) == ("html", 0, "closed")


def test_a_counter_and_an_age_beside_a_text_without_a_body_of_its_own_are_no_text() -> None:
    item = (
        '<li id="comment-{n}" class="comment depth-1"><div class="comment-body"><div class="comment-author vcard"><cite class="fn">Tom {n}</cite>'
        '</div><div class="comment-meta commentmetadata"><a href="#comment-{n}">2 ore fa</a></div><p>Build it, says {n}.</p>'
        '<div class="likes"><span class="comment-like-count">1.2k</span></div></div></li>'
    )
    markup = f'{WORDPRESS}<ol class="commentlist">{item.format(n=1)}{item.format(n=2)}</ol>'
    found = [(one["author"], one["text"], one["votes"], one["posted_at"], one["posted_raw"]) for one in thread(markup, "wordpress")]
    assert found == [(f"Tom {n}", f"Build it, says {n}.", 1_200, None, "2 ore fa") for n in (1, 2)]


def test_who_submitted_a_story_of_hacker_news_and_when() -> None:
    row = (
        '<tr class="athing comtr" id="{id}"><td><table><tr><td class="ind" indent="{depth}"></td><td class="default"><span class="comhead">'
        '<a href="user?id={name}" class="hnuser">{name}</a> <span class="age" title="2024-06-10T09:00:00 1718010000"><a href="item?id={id}">'
        '3 hours ago</a></span></span><div class="comment"><div class="commtext">{text}</div></div></td></tr></table></td></tr>'
    )
    markup = (
        '<html><head><title>Plants | Hacker News</title></head><body><table class="fatitem"><tr><td class="title"><span class="titleline">'
        '<a href="https://plants.example">Plants</a></span></td></tr><tr><td class="subtext"><span class="subline"><span class="score">9 points'
        '</span> by <a href="user?id=op" class="hnuser">op</a> <span class="age" title="2024-06-08T23:30:00 1717889400"><a href="item?id=1">'
        '2 days ago</a></span> | <a href="item?id=1">2&nbsp;comments</a></span></td></tr></table><table class="comment-tree">'
        + row.format(id=2, depth=0, name="tom", text="Build it.")
        + row.format(id=3, depth=1, name="op", text="No.")
        + "</table></body></html>"
    )
    one = Input("page.html", None, content=markup.encode())
    found = choose(one)[0].read(one, ReadOptions())
    assert found.articles.select("title", "author", "published").rows() == [("Plants", "op", date(2024, 6, 8))]
    assert found.comments.select("author", "by_article_author", "posted_raw", "posted_at").rows() == [
        ("tom", False, "3 hours ago", datetime(2024, 6, 10, 9, tzinfo=UTC)),
        ("op", True, "3 hours ago", datetime(2024, 6, 10, 9, tzinfo=UTC)),
    ]


def test_a_hyphen_at_the_end_of_a_name_is_kept() -> None:
    markup = """<html><head><title>Plants | Hacker News</title></head><body><table class="comment-tree">
    <tr class="athing comtr" id="71"><td class="ind"></td><td class="default"><span class="comhead"><a href="user?id=tom-" class="hnuser">tom-</a>
    <span class="age" title="2021-05-02T10:00:00"><a href="item?id=71">2 days ago</a></span></span><div class="comment"><div class="commtext c00">Build it.</div></div></td></tr>
    </table></body></html>"""
    assert [comment["author"] for comment in thread(markup, "hackernews")] == ["tom-"]


DRUPAL = HEAD.format('<script src="/misc/drupal.js"></script>')
LOG = '<div id="comments">{}</div>'
NOTE = (
    '<a id="comment-{n}"></a><div class="comment"><h3><a href="#comment-{n}">{title}</a></h3><div class="submitted">{by}</div>'
    '<div class="content"><p>{text}</p></div><ul class="links"><li class="comment-reply"><a href="/comment/reply/1/{n}">+</a></li></ul></div>'
)
SAID = (
    ("MossyRock", "Dry since March", "The mill pond has been dry since the weir broke, and nobody mends it."),
    ("Plain Teapot", "The herons know", "It was dry before that as well, ask the herons."),
    ("quietharbour", "And whose weir is it", "Who owns the weir now, the miller or the town?"),
)
SAID_ROWS = [(name, text, None) for name, _, text in SAID]


def noted(by: str) -> str:
    """Return a Drupal thread whose comments tell their authors in such a line."""
    return LOG.format(
        "".join(NOTE.format(n=n, title=title, by=by.format(name), text=text) for n, (name, title, text) in enumerate(SAID, 1))
    )


@pytest.mark.parametrize(
    "by",
    [
        "Inviato da {} (non verificato) il 17/12/2010 - 00:50",
        "Vložil {} (bez ověření) dne 17. 12. 2010 - 00:50",
        "Napsal uživatel {} (neověřeno) dne 6 Červenec, 2016 - 09:58.",
        "Inskickad av {} (ej verifierad) den 17 december 2010 - 00:50",
        "Wysłane przez {} (niezweryfikowany) w dniu 17.12.2010 - 00:50",
        '<span class="username">{} (no verificat)</span> 17.12.2010 - 00:50',
        "On December 17th, 2010 {} (not verified) said:",
        '17. Dezember 2010 - 00:50 – <a href="http://example.org/" rel="nofollow">{}</a> (nicht überprüft)',
    ],
)
def test_who_has_no_account_on_a_drupal_page_in_another_language(by: str) -> None:
    assert rows(thread(DRUPAL + noted(by), "drupal")) == SAID_ROWS


@pytest.mark.parametrize(
    "by",
    [
        "Inviato da {} (non verificato) il 17 dicembre 2010 - 00:50",
        "Vložil {} (bez ověření) dne 17. 12. 2010 - 00:50",
        "Inskickad av {} (ej verifierad) den 17 december 2010 - 00:50",
        '<span class="username">{} (neoverený)</span> 17.12.2010 - 00:50',
    ],
)
def test_who_has_no_account_on_a_page_of_an_unknown_system(by: str) -> None:
    one = Input("page.html", None, content=(HEAD.format("") + noted(by)).encode())
    assert rows(choose(one, "html")[0].read(one, ReadOptions()).comments.to_dicts()) == SAID_ROWS


def test_a_title_that_is_marked_as_a_name_is_no_author_in_drupal() -> None:
    note = (
        '<article id="comment-{n}" typeof="schema:Comment" class="js-comment comment"><footer><h6>{name} | Di, 21. April 2020 - 16:4{n}</h6></footer>'
        '<div><p property="schema:name" datatype=""><a href="/comment/{n}#comment-{n}" class="permalink" rel="bookmark">{title}</a></p>'
        '<div property="schema:text" class="field field--name-comment-body"><p>{text}</p></div></div></article>'
    )
    notes = "".join(note.format(n=n, name=name, title=title, text=text) for n, (name, title, text) in enumerate(SAID, 1))
    assert rows(thread(DRUPAL + LOG.format(notes), "drupal")) == SAID_ROWS
