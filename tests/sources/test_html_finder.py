"""The generic finder on made-up pages in the markup of systems that no source knows, and on pages without comments."""

from __future__ import annotations

import pytest

from polarize.sources import Input, ReadOptions, choose
from polarize.tables import Corpus

PAGE = "<!doctype html><html lang=en><head><title>Town votes on the plant</title></head><body><nav><a href=/>Home</a></nav><main><h1>Town votes on the plant</h1><p class=byline>By Ed Example, May 1, 2021</p><p>%s</p>%s</main><footer>(c) Example</footer></body></html>"
ARTICLE = (
    "The council voted on Monday to keep the plant open for ten more years. The reactor has run since 1980, and it employs two hundred people. "
    * 3
)
NAMES = ["Tom Tester", "May Muster", "otter_77", "Kit Sample", "Una"]
TEXTS = [
    "I think this is a terrible idea, and nobody asked us.",
    "Well, the old plant was worse, so let them build.",
    "No.",
    "They should have voted on it last year already, if you ask me.\nBut nobody did.",
    "Nuclear power is clean and safe.",
]
DATES = ["May 2, 2021 at 3:42 pm", "May 2, 2021 at 4:10 pm", "May 3, 2021 at 9:01 am", "May 3, 2021 at 11:30 am", "May 4, 2021 at 8:00 am"]


def page(row: str, pre: str = "", post: str = "", n: int = 5) -> str:
    body = (
        pre
        + "".join(
            row.format(
                i=i + 101,
                n=NAMES[i],
                t="".join(f"<p>{x}</p>" for x in TEXTS[i].split("\n")),
                raw=TEXTS[i].replace("\n", "<br>"),
                d=DATES[i],
                iso=f"2021-05-0{i + 1}T10:00:00Z",
            )
            for i in range(n)
        )
        + post
    )
    return PAGE % (ARTICLE, body)


THREADS: dict[str, str] = {
    "phpbb": page(
        '<div id="p{i}" class="post has-profile bg{i}"><div class="inner"><dl class="postprofile" id="profile{i}"><dt><a href="./memberlist.php?mode=viewprofile&u={i}" class="username">{n}</a></dt><dd class="profile-posts"><strong>Posts:</strong> <a href="#">12</a></dd><dd class="profile-joined"><strong>Joined:</strong> Sat Jan 02, 2010 1:11 pm</dd></dl><div class="postbody"><h3><a href="#p{i}">Re: Town votes</a></h3><p class="author"><a href="./viewtopic.php?p={i}#p{i}"><span class="sr-only">Post</span></a><span class="responsive-hide">by <strong><a href="#" class="username">{n}</a></strong> » </span><time datetime="{iso}">{d}</time></p><div class="content">{raw}</div></div></div></div><hr class="divider">'
    ),
    "vbulletin4": page(
        '<li class="postbitlegacy postbitim postcontainer old" id="post_{i}"><div class="posthead"><span class="postdate old"><span class="date">{d}</span></span><span class="nodecontrols"><a name="post{i}" href="#post{i}" class="postcounter">#{i}</a></span></div><div class="postdetails"><div class="userinfo"><a class="username offline popupctrl" href="member.php?{i}"><strong>{n}</strong></a><span class="usertitle">Senior Member</span><dl class="userinfo_extra"><dt>Join Date</dt><dd>Jan 2010</dd><dt>Posts</dt><dd>1,204</dd></dl></div><div class="postbody"><div class="content"><div id="post_message_{i}"><blockquote class="postcontent restore ">{raw}</blockquote></div></div></div></div><div class="postfoot"><a href="newreply.php?p={i}">Reply With Quote</a></div></li>',
        '<ol id="posts" class="posts">',
        "</ol>",
    ),
    "typepad": page(
        '<div class="comment" id="comment-6a{i}"><div class="comment-content">{t}</div><p class="comment-footer">Posted by: <a href="http://x.example">{n}</a> | <a href="#comment-6a{i}">{d}</a></p></div>',
        '<h3 class="comments-header">Comments</h3><div class="comments-content">',
        "</div>",
    ),
    "lobsters": page(
        '<li class="comments_subtree"><div id="c_a{i}" class="comment" data-shortid="a{i}"><div class="voters"><a class="upvoter"></a><div class="score">3</div></div><div class="details"><div class="byline"><a href="/u/{n}">{n}</a> <span title="2021-05-02 10:00:00 -0500">2 years ago</span> | <a href="#c_a{i}">link</a></div><div class="comment_text">{t}</div></div></div></li>',
        '<ol class="comments comments1">',
        "</ol>",
    ),
    "jcomments": page(
        '<div class="comments-list-item" id="comment-item-{i}"><div class="rbox"><div class="comment-box"><a class="comment-anchor" href="#comment-{i}" id="comment-{i}">#{i}</a> <span class="comment-author">{n}</span> <span class="comment-date">2021-05-02 10:00</span><div class="comment-body" id="comment-body-{i}">{raw}</div><span class="comments-buttons"><a href="#" onclick="jcomments.showReply({i})">Reply</a></span></div></div></div>',
        '<div id="jc"><div id="comments"><h4>Comments</h4><div id="comments-list" class="comments-list">',
        "</div></div></div>",
    ),
    "k2": page(
        '<li class="even"><span class="commentLink"><a href="/item#comment{i}" name="comment{i}" id="comment{i}">Comment Link</a></span><img src="a.png" class="avatar"><span class="commentDate">Sunday, 02 May 2021 10:00</span> <span class="commentAuthorName">posted by {n}</span>{t}</li>',
        '<div class="itemComments"><h3 class="itemCommentsCounter"><span>5</span> comments</h3><ul class="itemCommentsList">',
        "</ul></div>",
    ),
    "isso": page(
        '<div class="isso-comment" id="isso-{i}"><div class="isso-avatar"></div><div class="isso-text-wrapper"><div class="isso-comment-header"><span class="isso-author">{n}</span><span class="isso-spacer">•</span><a class="isso-permalink" href="#isso-{i}"><time title="{d}" datetime="{iso}">2 years ago</time></a></div><div class="isso-text">{t}</div><div class="isso-comment-footer"><span class="isso-votes">3</span><a class="isso-upvote" href="#"></a><a class="isso-reply" href="#">Reply</a></div></div></div>',
        '<section id="isso-thread"><h4 class="isso-thread-heading">5 Comments</h4><div id="isso-root">',
        "</div></section>",
    ),
    "guardian": page(
        '<li class="d-comment d-comment--top-level" id="comment-{i}" data-comment-id="{i}" data-comment-author="{n}"><div class="d-comment__inner"><div class="d-comment__meta"><span class="d-comment__author" title="{n}"><span itemprop="givenName">{n}</span></span><a class="d-comment__timestamp" href="#comment-{i}"><time class="js-timestamp" datetime="{iso}" data-timestamp="1619949600000">{d}</time></a></div><div class="d-comment__content"><div class="d-comment__body">{t}</div></div><div class="d-comment__actions"><button>Reply</button><button>Share</button><button>Report</button></div></div></li>',
        '<div class="discussion"><ul class="d-thread d-thread--comments">',
        "</ul></div>",
    ),
    "livejournal": page(
        '<div class="b-tree b-tree-root"><div class="b-leaf" id="t{i}"><div class="b-leaf-inner"><div class="b-leaf-header"><div class="b-leaf-username"><span class="ljuser"><a href="//x.livejournal.com/"><b>{n}</b></a></span></div><a class="b-leaf-createdtime" href="#t{i}">May 2 2021, 10:00:00 UTC</a></div><div class="b-leaf-article">{raw}</div><ul class="b-leaf-actions"><li><a href="#">Reply</a></li><li><a href="#">Thread</a></li></ul></div></div></div>',
        '<div id="comments">',
        "</div>",
    ),
    "slashdot": page(
        '<li id="tree_{i}" class="comment full"><div id="comment_{i}" class="cw"><div id="comment_top_{i}" class="commentTop"><div class="title"><h4><a href="//x/#c{i}">Re: Plants</a> <span class="score">(Score:5, Insightful)</span></h4></div><div class="details"><span class="by">by <a href="//x/~u">{n}</a> ( 12{i} )</span> <span class="otherdetails">on Sunday May 02, 2021 @10:0{i}AM (<a href="#">#61{i}</a>)</span></div></div><div class="commentBody"><div id="comment_body_{i}">{raw}</div></div><div class="commentSub"><a href="#">Reply to This</a> <a href="#">Share</a></div></div></li>',
        '<ul id="commentlisting">',
        "</ul>",
    ),
    "stackexchange": page(
        '<li id="comment-{i}" class="comment js-comment" data-comment-id="{i}"><div class="js-comment-actions comment-actions"><div class="comment-score"><span class="cool">3</span></div></div><div class="comment-text js-comment-text-and-form"><div class="comment-body js-comment-edit-hide"><span class="comment-copy">{raw}</span> <div class="d-inline-flex">– <a href="/users/{i}" class="comment-user">{n}</a></div> <span class="comment-date"><a class="comment-link" href="#comment{i}"><span title="2021-05-02 10:00:00Z" class="relativetime-clean">May 2, 2021 at 10:00</span></a></span></div></div></li>',
        '<ul class="comments-list js-comments-list">',
        "</ul>",
    ),
    "ips": page(
        '<article id="elComment_{i}" class="cPost ipsBox ipsComment ipsClearfix"><aside class="ipsComment_author cAuthorPane"><h3 class="cAuthorPane_author"><strong><a href="/profile/{i}">{n}</a></strong></h3><ul class="cAuthorPane_info"><li>Members</li><li>512 posts</li></ul></aside><div id="comment-{i}_wrap" class="ipsComment_content"><div class="ipsComment_meta"><a href="#comment-{i}" class="ipsType_blendLinks">Posted <time datetime="{iso}" title="05/02/21 10:00 AM">May 2, 2021</time></a></div><div class="cPost_contentWrap"><div class="ipsType_normal ipsType_richText">{t}</div></div><ul class="ipsComment_controls"><li><a href="#">Quote</a></li></ul></div></article>',
        '<div id="elPostFeed" class="cTopic">',
        "</div>",
    ),
    "metafilter": page(
        '<a name="{i}"></a><div class="comments" id="c{i}">{raw}<br><span class="smallcopy">posted by <a href="/user/{i}">{n}</a> at 10:00 AM on May 2, 2021 [<a href="#">3 favorites</a>]</span></div><br>'
    ),
    "ul_plain_de": page(
        "<li><strong>{n}</strong> <em>0{i}.05.2021, 14:05 Uhr</em><br>{raw}</li>".replace("0{i}", "02"),
        '<h2>Kommentare (5)</h2><ul class="kommentare">',
        "</ul>",
    ),
    "medium": page(
        '<div class="l m"><div class="ab"><a href="/@u{i}" rel="noopener"><p class="be b">{n}</p></a><p class="be b">May 2, 2021</p></div><div class="pw-responses"><pre class="x">{raw}</pre></div><div><button>Reply</button></div></div>',
        '<div class="responses"><h2>Responses (5)</h2>',
        "</div>",
    ),
    "hashed": page(
        '<div class="sc-a1b2"><div class="sc-c3d4"><span class="sc-n5">{n}</span><span class="sc-d6">3 days ago</span></div><div class="sc-t7">{raw}</div><div class="sc-b8"><button>Reply</button><button>Report</button></div></div>',
        '<section id="comments"><h3>5 comments</h3>',
        "</section>",
    ),
    "custom": page(
        '<my-comment class="c"><header><b>{n}</b> · <time datetime="{iso}">{d}</time></header><div>{t}</div></my-comment>',
        '<section class="discussion">',
        "</section>",
    ),
    "table": page(
        '<tr><td class="who" valign="top"><b>{n}</b><br><small>{d}</small></td><td class="what">{raw}</td></tr>',
        '<h3>Leserbriefe</h3><table class="comments">',
        "</table>",
    ),
    "dl": page('<dt>{n} <span class="date">{d}</span></dt><dd>{t}</dd>', '<h3>5 Comments</h3><dl id="comments">', "</dl>"),
}
OTHERS: dict[str, str] = {
    "teasers": page(
        '<article class="post teaser"><h2><a href="/story-{i}">{raw}</a></h2><p class="meta">By <a class="author" href="/author/{i}">{n}</a> on <time datetime="{iso}">{d}</time> · <a href="/story-{i}#comments">3 comments</a></p><p>{raw}</p></article>',
        '<section class="related"><h3>Related stories</h3>',
        "</section>",
    ),
    "cards": page(
        '<div class="card"><a href="/story-{i}"><img><h4>{raw}</h4><span class="author">{n}</span><span class="date">{d}</span><p>{raw}</p></a></div>'
    ),
    "archive": PAGE
    % (
        "",
        (
            "".join(
                f'<article id="post-{i}" class="post type-post hentry"><header><h2 class="entry-title"><a href="/p{i}">{TEXTS[i]}</a></h2><span class="posted-on"><time datetime="2021-05-0{i + 1}T10:00:00Z">{DATES[i]}</time></span> <span class="byline"><span class="author vcard"><a href="/a">{NAMES[i]}</a></span></span></header><div class="entry-content"><p>{TEXTS[i]} {ARTICLE}</p></div><footer><span class="comments-link"><a href="/p{i}#respond">Leave a comment</a></span></footer></article>'
                for i in range(5)
            )
        ),
    ),
    "recent_widget": page(
        '<li class="recentcomments"><span class="comment-author-link">{n}</span> on <a href="/x{i}/#comment-{i}">Some other article</a> <time datetime="{iso}">{d}</time></li>',
        '<aside><h3>Recent Comments</h3><ul id="recentcomments">',
        "</ul></aside>",
    ),
    "latest": page(
        '<li><b>{n}</b> <span class="date">{d}</span> <a href="/other-{i}#comment-{i}">{raw}</a></li>',
        '<div class="latest-comments"><h3>Latest comments</h3><ul>',
        "</ul></div>",
    ),
    "forum_index": page(
        '<tr class="topic"><td><a href="/t/{i}">{raw}</a></td><td class="author">{n}</td><td class="replies">12</td><td class="last">{d}</td></tr>',
        '<table class="forum">',
        "</table>",
    ),
    "events": page(
        '<li class="event"><time datetime="{iso}">{d}</time> <strong>{n}</strong> <p>{raw}</p></li>',
        '<h3>Events</h3><ul class="events">',
        "</ul>",
    ),
    "ticker": page('<div class="liveblog-entry"><time datetime="{iso}">10:0{i}</time><h3>Update</h3>{t}</div>'),
    "reviews_products": page(
        '<div class="product"><h3>{n}</h3><span class="price">EUR 12.50</span><p>{raw}</p><a href="/buy">Buy</a></div>'
    ),
    "team": page('<div class="team-member"><h4>{n}</h4><p>Editor since May 2019</p><p>{raw}</p></div>'),
    "form": PAGE
    % (
        ARTICLE,
        '<div id="comments"><h3>No comments yet</h3></div><div id="respond"><h3>Leave a Reply</h3><form id="commentform"><p>Your email address will not be published.</p><input name=author><textarea name=comment></textarea></form></div>',
    ),
    "closed": PAGE % (ARTICLE, '<div id="comments"><p class="nocomments">Comments are closed.</p></div>'),
    "quotes": PAGE
    % (
        ARTICLE
        + '<blockquote class="quote"><p>We never saw it coming.</p><cite>Ann Example, May 2, 2021</cite></blockquote><p>More text here.</p><blockquote class="quote"><p>Nor did we, to be honest.</p><cite>Ben Example, May 3, 2021</cite></blockquote>',
        "",
    ),
    "versions": page('<li class="release"><b>v{i}</b> <span class="date">{d}</span><p>{raw}</p></li>', "<h2>Changelog</h2><ul>", "</ul>"),
    "template": page(
        '<div class="comment"><span class="author">{{{{author}}}}</span><span class="date">{d}</span><div class="text">{{{{text}}}}</div><button>Reply</button></div>',
        '<div id="comments">',
        "</div>",
    ),
}


def read(markup: str, source: str | None = None) -> tuple[str, Corpus]:
    one = Input("page.html", None, content=markup.encode())
    chosen, _ = choose(one, source)
    return chosen.name, chosen.read(one, ReadOptions())


@pytest.mark.parametrize("system", THREADS)
def test_a_thread_of_an_unknown_system_is_found(system: str) -> None:
    name, corpus = read(THREADS[system])
    assert name == "html"
    assert corpus.comments["author"].to_list() == NAMES
    assert [" ".join(text.split()) for text in corpus.comments["text"]] == [" ".join(text.split()) for text in TEXTS]
    assert corpus.articles["author"].to_list() == ["Ed Example"]
    assert corpus.comments["posted_raw"].null_count() == 0


@pytest.mark.parametrize("kind", OTHERS)
def test_lists_that_are_no_comments_are_left_alone(kind: str) -> None:
    name, corpus = read(OTHERS[kind])
    assert (name, corpus.comments.height) == ("html", 0)


def test_what_a_page_without_comments_says_about_them() -> None:
    status = {kind: read(OTHERS[kind])[1].articles["comment_status"][0] for kind in ("form", "closed", "ticker")}
    assert status == {"form": "open", "closed": "closed", "ticker": "none"}


@pytest.mark.parametrize(
    ("row", "open_", "close"),
    [
        ('<div class="comment" style="margin-left: {m}px">{row}</div>', "", ""),
        ('<div class="comment level-{d}">{row}</div>', "", ""),
    ],
)
def test_indentation_says_who_answers_whom(row: str, open_: str, close: str) -> None:
    inner = '<b class="author">{}</b> <time datetime="2021-05-02T10:00:00Z">May 2</time><p class="text">{}</p><button>Reply</button>'
    depths = [0, 1, 2, 1, 0]
    listed = "".join(row.format(m=20 * d, d=d, row=inner.format(NAMES[i], TEXTS[i])) for i, d in enumerate(depths))
    _, corpus = read(PAGE % (ARTICLE, f'<div id="comments">{open_}{listed}{close}</div>'))
    ids = corpus.comments["comment_id"].to_list()
    assert [None if one is None else ids.index(one) for one in corpus.comments["reply_to"]] == [None, 0, 1, 0, None]
    assert corpus.comments["depth"].to_list() == depths


def test_a_page_that_states_more_comments_than_it_holds_says_so() -> None:
    _, corpus = read(THREADS["isso"].replace("5 Comments", "27 Comments"))
    assert corpus.articles["comments_declared"][0] == 27
    assert corpus.articles["notes"][0] == "5 of 27 declared comments are on the page"
