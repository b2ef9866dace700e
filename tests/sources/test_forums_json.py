"""Forums and comment systems as JSON: shapes and versions beside those of the samples, what is missing, what is deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from polarize.errors import Malformed
from polarize.sources import Input, ReadOptions, sources
from polarize.tables import Corpus

Reader = Callable[..., Corpus]
Rows = list[tuple[Any, ...]]


def seen(found: Corpus) -> Rows:
    return found.comments.select("comment_id", "reply_to", "author", "status", "text").rows()


def test_isso_api_with_replies_in_replies(told: Reader) -> None:
    reply: dict[str, Any] = {
        "id": 3,
        "parent": 2,
        "text": "<p>No.</p>",
        "mode": 2,
        "author": "Fox",
        "created": 1741598100.5,
        "likes": 1,
        "dislikes": 3,
    }
    top: dict[str, Any] = {
        "id": 2,
        "parent": None,
        "text": "<p>Trams &amp; buses.</p>",
        "mode": 1,
        "author": None,
        "created": 1741598000.0,
        "likes": 2,
    }
    answer = {
        "id": None,
        "total_replies": 1,
        "hidden_replies": 0,
        "replies": [top | {"replies": [reply], "total_replies": 2, "hidden_replies": 1}],
    }
    found = told("isso", answer)
    assert seen(found) == [("2", None, None, "visible", "Trams & buses."), ("3", "2", "Fox", "pending", "No.")]
    assert found.comments["votes"].to_list() == [2, -2]
    assert found.articles.select("comments_declared", "notes").rows() == [
        (3, "2 of 3 declared comments are in the export; the answer leaves out 1 replies")
    ]


def test_commento_api_has_commenters_by_their_hex(told: Reader) -> None:
    comment: dict[str, Any] = {
        "commentHex": "aa",
        "commenterHex": "11",
        "markdown": "",
        "html": "<p>Trams.</p>",
        "parentHex": "root",
        "score": 3,
    }
    answer = {
        "success": True,
        "domain": "trams.example",
        "comments": [comment, comment | {"commentHex": "bb", "parentHex": "aa", "commenterHex": "anonymous", "state": "unapproved"}],
        "commenters": {"11": {"name": "Fox"}, "anonymous": {"name": "Anonymous"}},
        "attributes": {"domain": "trams.example", "path": "/line-1", "isLocked": True, "commentCount": 5, "title": "Line 1"},
    }
    found = told("commento", answer)
    assert seen(found) == [("aa", None, "Fox", "visible", "Trams."), ("bb", "aa", None, "pending", "Trams.")]
    assert found.articles.select("title", "url", "comments_declared", "comment_status", "notes").rows() == [
        ("Line 1", "https://trams.example/line-1", 5, "closed", "2 of 5 declared comments are in the export")
    ]


def test_remark42_tree_and_plain_answers(told: Reader) -> None:
    def node(one: str, *replies: Any, **more: Any) -> dict[str, Any]:
        comment: dict[str, Any] = {"id": one, "pid": "", "text": "<p>Trams.</p>\n", "user": {"name": "Fox", "id": "x"}, "score": 1}
        comment |= {"locator": {"site": "s", "url": "https://trams.example/1"}, "time": "2025-03-10T09:15:00+01:00"}
        return {"comment": comment | more, "replies": list(replies)}

    info: dict[str, Any] = {"url": "https://trams.example/1", "count": 5, "read_only": True}
    tree: dict[str, Any] = {
        "comments": [node("a", node("b", pid="a", delete=True, user={"name": "deleted", "id": "deleted"}))],
        "info": info,
    }
    found = told("remark42", tree)
    assert seen(found) == [("a", None, "Fox", "visible", "Trams."), ("b", "a", None, "deleted", "")]
    assert found.articles.select("comments_declared", "comment_status").rows() == [(5, "closed")]
    assert str(found.comments["posted_at"][0]) == "2025-03-10 08:15:00+00:00"
    plain = {"comments": [node("a")["comment"], node("b", pid="a")["comment"]], "info": info}
    assert [row[:2] for row in seen(told("remark42", plain))] == [("a", None), ("b", "a")]


def test_coral_graphql_and_the_version_before(told: Reader) -> None:
    reply: dict[str, Any] = {"id": "b", "body": "<div>No.</div>", "author": {"username": "Ann"}, "status": "PREMOD", "parent": {"id": "a"}}
    top: dict[str, Any] = {
        "id": "a",
        "body": "Trams.",
        "author": None,
        "createdAt": "2025-03-10T09:15:00.000Z",
        "replies": {"edges": [{"node": reply}]},
    }
    story: dict[str, Any] = {
        "id": "s",
        "url": "https://trams.example/",
        "metadata": {"title": "Trams"},
        "commentCounts": {"totalPublished": 3},
        "isClosed": True,
    }
    found = told("coral", {"data": {"story": story | {"comments": {"edges": [{"node": top}]}}}})
    assert seen(found) == [("a", None, None, "visible", "Trams."), ("b", "a", "Ann", "pending", "No.")]
    assert found.articles.select("title", "comments_declared", "comment_status").rows() == [("Trams", 3, "closed")]
    old: dict[str, Any] = {
        "id": "a",
        "asset_id": "s",
        "author_id": "u1",
        "body": "Trams.",
        "body_history": [],
        "status": "REJECTED",
        "parent_id": None,
    }
    lines = json.dumps(old) + "\n" + json.dumps(old | {"id": "b", "parent_id": "a", "status": "NONE", "action_counts": {"respect": 2}})
    found = told("coral", lines, "comments.json")
    assert seen(found) == [("a", None, "u1", "deleted", ""), ("b", "a", "u1", "visible", "Trams.")]
    assert found.comments["votes"].to_list() == [None, 2]


def test_guardian_pages_are_put_together(told: Reader) -> None:
    def comment(one: int, **more: Any) -> dict[str, Any]:
        return {"id": one, "body": "<p>Trams.</p>", "status": "visible", "numRecommends": 1, "userProfile": {"displayName": "Fox"}} | more

    def page(*comments: dict[str, Any]) -> str:
        facts: dict[str, Any] = {"key": "/p/x", "webUrl": "https://news.example/x", "title": "Trams &amp; buses", "commentCount": 4}
        return json.dumps({"status": "ok", "discussion": facts | {"comments": list(comments)}})

    answer = comment(3, responseTo={"displayName": "Fox", "commentId": "2"})
    content = page(comment(1), comment(2, responses=[answer])) + "\n" + page(comment(2), comment(4, status="blocked"))
    found = told("guardian", content)
    assert [row[:2] for row in seen(found)] == [("1", None), ("2", None), ("3", "2"), ("4", None)]
    assert found.comments["status"].to_list() == ["visible", "visible", "visible", "deleted"]
    assert found.articles.select("title", "comments_declared", "notes").rows() == [("Trams & buses", 4, None)]


def test_discourse_notices_deleted_posts_and_pages(told: Reader) -> None:
    def post(number: int, **more: Any) -> dict[str, Any]:
        base: dict[str, Any] = {
            "id": 100 + number,
            "username": f"fox{number}",
            "cooked": "<p>Trams.</p>",
            "post_number": number,
            "post_type": 1,
            "topic_id": 9,
        }
        return base | more

    posts = [
        post(1),
        post(3, reply_to_post_number=2, actions_summary=[{"id": 2, "count": 4}]),
        post(2, user_deleted=True),
        post(4, post_type=3, cooked=""),
        post(5, cooked='<p><img src="a.png" alt="a tram"></p>', reply_to_post_number=77, hidden=None),
    ]
    topic: dict[str, Any] = {"post_stream": {"posts": posts, "stream": [1]}, "id": 9, "title": "Trams", "posts_count": 12, "closed": True}
    found = told("discourse_json", topic)
    assert seen(found) == [
        ("101", None, "fox1", "visible", "Trams."),
        ("102", None, "fox2", "deleted", ""),
        ("103", "102", "fox3", "visible", "Trams."),
        ("105", None, "fox5", "visible", ""),
    ]
    assert found.articles.select("author", "comments_declared", "comment_status").rows() == [("fox1", 11, "closed")]
    assert found.comments["by_article_author"].to_list() == [True, False, False, False]


def test_disqus_api_with_the_thread_by_id_and_the_embedded_page(told: Reader) -> None:
    post: dict[str, Any] = {
        "id": "1",
        "message": "<p>Trams.</p>",
        "thread": "70",
        "forum": "t",
        "createdAt": "2025-03-10T09:15:00",
        "author": {"name": "Fox"},
    }
    post |= {"parent": None, "likes": 5, "dislikes": 2, "isDeleted": False, "isSpam": False, "isApproved": True}
    answer = {"cursor": {"hasNext": True}, "code": 0, "response": [post, post | {"id": "2", "parent": 1, "isDeleted": True}, post]}
    found = told("disqus_api", answer)
    assert seen(found) == [("1", None, "Fox", "visible", "Trams."), ("2", "1", "Fox", "deleted", "")]
    assert found.comments["votes"].to_list() == [3, 3]
    assert found.articles.select("article_id", "outlet", "notes").rows() == [("70", "t", "the answer says that there are more pages")]
    thread: dict[str, Any] = {"id": "70", "title": "Trams", "link": "https://trams.example/", "posts": 9, "isClosed": True, "author": "5"}
    embedded = {"response": {"posts": [post | {"author": {"name": "Ann", "id": "5"}}], "thread": thread}, "cursor": {}}
    found = told("disqus_api", embedded)
    assert found.articles.select("title", "comments_declared", "comment_status").rows() == [("Trams", 9, "closed")]
    assert found.comments["by_article_author"].to_list() == [True]


@pytest.mark.parametrize("post", [{"id": 7, "name": "Buses"}, [{"id": 7, "name": "Buses"}]])
def test_lemmy_a_comment_of_another_post_than_the_one_shown_beside_it(told: Reader, post: object) -> None:
    comment = {"id": 8, "post_id": 55, "path": "0.8", "content": "Trams."}
    found = told("lemmy_json", {"comments": [{"comment": comment, "creator": {"name": "Fox"}, "post": post}]})
    assert found.articles.select("article_id", "title").rows() == [("55", None)]
    assert found.comments.select("article_id", "text").rows() == [("55", "Trams.")]


def test_lemmy_removed_comments_and_the_post_itself(told: Reader) -> None:
    def view(one: int, path: str, **more: Any) -> dict[str, Any]:
        comment: dict[str, Any] = {
            "id": one,
            "post_id": 5,
            "creator_id": 1,
            "content": ">said\n\nTrams.",
            "path": path,
            "published": "2025-03-10T09:15:00Z",
        }
        return {
            "comment": comment | more,
            "creator": {"name": "fox", "display_name": "The Fox"},
            "post": {"id": 5, "name": "Trams", "creator_id": 1},
        }

    found = told("lemmy_json", {"comments": [view(8, "0.8"), view(9, "0.8.9", deleted=True), view(10, "0.7.10")]})
    assert seen(found) == [
        ("8", None, "fox", "visible", "> said\n\nTrams."),
        ("9", "8", "fox", "deleted", ""),
        ("10", None, "fox", "visible", "> said\n\nTrams."),
    ]
    assert found.comments["depth"].to_list() == [0, 1, 1]
    post: dict[str, Any] = {
        "post_view": {"post": {"id": 5, "name": "Trams", "locked": True}, "counts": {"comments": 12}, "creator": {"name": "ann"}}
    }
    row = told("lemmy_json", post).articles.select("title", "author", "comments_declared", "comments_found", "comment_status")
    assert row.rows() == [("Trams", "ann", 12, 0, "closed")]


def test_mastodon_context_alone_hangs_under_the_status_that_is_missing(told: Reader) -> None:
    def status(one: str, parent: str | None, **more: Any) -> dict[str, Any]:
        base: dict[str, Any] = {
            "id": one,
            "in_reply_to_id": parent,
            "content": "<p>Trams.</p>",
            "account": {"id": "1", "acct": "fox"},
            "language": "de",
        }
        return base | more

    found = told("mastodon_context", {"ancestors": [], "descendants": [status("2", "1"), status("3", "2", spoiler_text="Rails")]})
    assert seen(found) == [("2", None, "fox", "visible", "Trams."), ("3", "2", "fox", "visible", "Rails\n\nTrams.")]
    assert found.articles["article_id"].to_list() == ["1"]
    assert found.comments["language"].to_list() == ["de", "de"]
    whole = {"ancestors": [status("1", None, content="<p>First line</p><p>More</p>")], "descendants": [status("2", "1")]}
    assert told("mastodon_context", whole).articles["title"].to_list() == ["First line"]


def test_hacker_news_firebase_items_in_any_order(told: Reader) -> None:
    items: list[dict[str, Any]] = [
        {"id": 3, "type": "comment", "by": "fox", "parent": 2, "text": "No.", "time": 1741598200},
        {
            "id": 1,
            "type": "story",
            "by": "ann",
            "title": "Trams",
            "kids": [4, 2],
            "descendants": 3,
            "time": 1741598000,
            "url": "https://t.example/",
        },
        {"id": 2, "type": "comment", "by": "ann", "parent": 1, "kids": [3], "text": "I&#x27;m for trams.<p>&gt; said", "time": 1741598100},
        {"id": 4, "type": "comment", "parent": 1, "deleted": True, "time": 1741598050},
        {"id": 5, "type": "comment", "by": "fox", "parent": 4, "dead": True, "text": "spam", "time": 1741598060},
    ]
    wanted = [
        ("4", None, None, "deleted", ""),
        ("2", None, "ann", "visible", "I'm for trams.\n\n> said"),
        ("3", "2", "fox", "visible", "No."),
        ("5", "4", "fox", "deleted", ""),
    ]
    for content in (items, {str(item["id"]): item for item in items}, "\n".join(json.dumps(item) for item in items)):
        found = told("hackernews_json", content)
        assert seen(found) == wanted
        assert found.articles.select("title", "comments_declared").rows() == [("Trams", 3)]
        assert found.comments["by_article_author"].to_list() == [None, True, False, False]


def test_hacker_news_hits_are_grouped_by_story(told: Reader) -> None:
    hit: dict[str, Any] = {
        "objectID": "8",
        "story_id": 1,
        "parent_id": 1,
        "author": "fox",
        "comment_text": "<p>Trams.",
        "story_title": "T",
        "created_at_i": 1741598100,
    }
    found = told("hackernews_json", {"hits": [hit, hit | {"objectID": "9", "parent_id": 8}, hit | {"objectID": "7", "story_id": 2}]})
    assert found.articles.select("article_id", "title", "comments_found").rows() == [("1", "T", 2), ("2", "T", 1)]
    assert [row[:2] for row in seen(found)] == [("8", None), ("9", "8"), ("7", None)]


def test_youtube_pages_replies_and_moderation(told: Reader) -> None:
    def thread(one: str, replies: int, **more: Any) -> dict[str, Any]:
        snippet: dict[str, Any] = {
            "textDisplay": "Trams &amp; <b>buses</b><br>now",
            "authorDisplayName": "@fox",
            "likeCount": 2,
            "publishedAt": "2025-03-10T09:15:00Z",
        }
        top: dict[str, Any] = {"id": one, "snippet": snippet | more}
        return {"kind": "youtube#commentThread", "id": one, "snippet": {"videoId": "v", "topLevelComment": top, "totalReplyCount": replies}}

    page: dict[str, Any] = {
        "kind": "youtube#commentThreadListResponse",
        "nextPageToken": "x",
        "items": [thread("a", 4), thread("b", 0, moderationStatus="rejected")],
    }
    found = told("youtube_api", page)
    assert seen(found) == [("a", None, "@fox", "visible", "Trams & buses\nnow"), ("b", None, "@fox", "deleted", "")]
    assert found.articles.select("comments_declared", "notes").rows() == [
        (6, "2 of 6 declared comments are in the export; the answer says that there are more pages")
    ]
    reply: dict[str, Any] = {
        "kind": "youtube#comment",
        "id": "a.1",
        "snippet": {"parentId": "a", "textOriginal": "No.", "videoId": "v", "authorDisplayName": "@ann"},
    }
    pages = [page, {"kind": "youtube#commentListResponse", "items": [reply]}]
    assert [row[:2] for row in seen(told("youtube_api", "\n".join(map(json.dumps, pages))))] == [("a", None), ("b", None), ("a.1", "a")]


def test_ytdlp_without_comments_says_so(told: Reader) -> None:
    info: dict[str, Any] = {
        "id": "v",
        "title": "Trams",
        "extractor": "youtube",
        "webpage_url": "https://v.example/",
        "comments": None,
        "comment_count": 3,
    }
    [row] = told("ytdlp", info).articles.iter_rows(named=True)
    assert row["notes"] == "0 of 3 declared comments are in the export; the comments were not fetched (yt-dlp --write-comments)"


def test_youtube_downloader_list_and_words_for_times(told: Reader) -> None:
    one: dict[str, Any] = {"cid": "Ua", "text": "Trams.", "time": "3 years ago", "author": "@fox", "votes": "1,234", "reply": False}
    found = told("youtube_downloader", {"comments": [one, one | {"cid": "Ua.9x", "votes": "2.5K", "reply": True}]})
    assert found.comments.select("reply_to", "votes", "posted_at", "posted_raw").rows() == [
        (None, 1234, None, "3 years ago"),
        ("Ua", 2500, None, "3 years ago"),
    ]
    assert found.remarks == ()


def test_ages_in_downloads_are_counted_back_from_the_time_of_capture(told: Reader) -> None:
    """A yt-dlp without a timestamp, and a youtube-comment-downloader of before it reckoned times, have words alone."""
    one = {"cid": "Ua", "text": "Trams.", "time": "3 years ago", "author": "@fox", "votes": "", "reply": False}
    listed = {"youtube_downloader": [one, one | {"time": "vor 2 Tagen (bearbeitet)"}]}
    posts = [{"id": age, "parent": "root", "text": "Trams.", "_time_text": age} for age in ("3 years ago", "2 days ago (edited)")]
    listed["ytdlp"] = [{"id": "V", "title": "T", "extractor": "youtube", "webpage_url": "https://v.example", "comments": posts}]
    for name, content in listed.items():
        found = told(name, content, captured_at=datetime(2024, 6, 10, tzinfo=UTC)).comments["posted_at"]
        assert [f"{moment:%Y-%m-%d}" for moment in found] == ["2021-06-10", "2024-06-08"]
        assert told(name, content).comments["posted_at"].to_list() == [None, None]


def test_convokit_old_fields_titles_and_a_root_without_words(told: Reader, tmp_path: Any) -> None:
    old: dict[str, Any] = {
        "id": "u1",
        "root": "u1",
        "user": "Fox",
        "text": "Trams.",
        "timestamp": "1741598100",
        "meta": {"score": 4},
        "reply-to": None,
    }
    found = told("convokit", json.dumps(old) + "\n" + json.dumps(old | {"id": "u2", "reply-to": "u1", "user": {"id": "Ann"}}))
    assert seen(found) == [("u1", None, "Fox", "visible", "Trams."), ("u2", "u1", "Ann", "visible", "Trams.")]
    assert found.comments["votes"].to_list() == [4, 4]
    new: list[dict[str, Any]] = [
        {"id": "p", "conversation_id": "p", "speaker": "Fox", "text": "", "reply-to": None, "timestamp": 1741598100, "meta": {}},
        {"id": "a", "conversation_id": "p", "speaker": "[deleted]", "text": "[deleted]", "reply-to": "p", "timestamp": None, "meta": {}},
    ]
    (tmp_path / "utterances.jsonl").write_text("\n".join(map(json.dumps, new)))
    (tmp_path / "conversations.json").write_text(json.dumps({"p": {"meta": {"title": "Trams", "num_comments": 7, "subreddit": "x"}}}))
    for name in ("speakers.json", "corpus.json", "index.json"):
        (tmp_path / name).write_text("{}")
    from polarize.sources import read

    found = read([tmp_path])
    assert (found.problems, found.remarks) == ((), ())
    assert found.articles.select("title", "author", "outlet", "comments_declared").rows() == [("Trams", "Fox", "r/x", 7)]
    assert seen(found) == [("a", None, "[deleted]", "deleted", "[deleted]")]


JSON_SOURCES = (
    *("isso", "commento", "remark42", "coral", "guardian", "discourse_json", "reddit_listing", "reddit_dump", "hackernews_json"),
    *("youtube_api", "ytdlp", "youtube_downloader", "mastodon_context", "lemmy_json", "disqus_api", "convokit"),
)


@pytest.mark.parametrize("name", JSON_SOURCES)
@pytest.mark.parametrize("content", ["{}", "[]", '{"text": "a"}', '{"comments": null}', '[{"data": 5}]', '{"response": [1]}', "null"])
def test_what_is_of_another_kind_is_refused_in_a_sentence(name: str, content: str) -> None:
    with pytest.raises(Malformed, match=r"^x\.json: "):
        sources()[name].read(Input("x.json", None, content=content.encode()), ReadOptions())


@pytest.mark.parametrize(
    "content",
    [
        '{"author": "Fox", "text": "Trams.", "id": 1, "parent": null}',
        '{"commentBody": "Trams.", "userDisplayName": "Fox", "commentID": 1, "parentID": 0}',
        '[{"body": "Trams.", "user": "Fox"}]',
    ],
)
def test_tables_of_ones_own_stay_tables(told: Reader, content: str) -> None:
    assert told("table", content + "\n").comments["text"].to_list() == ["Trams."]
