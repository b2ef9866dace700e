"""Pasted threads: who answers whom, when, with how many votes, and what stands in the text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from polarize.sources._base import ReadOptions
from polarize.sources._input import Input
from polarize.sources.text import SOURCE, read_page


def read(page: str, captured_at: datetime | None = None) -> list[dict[str, Any]]:
    """Return the comments of a page."""
    return SOURCE.read(Input("page.txt", content=page.encode()), ReadOptions(captured_at=captured_at)).comments.to_dicts()


def thread(*said: tuple[str, str]) -> str:
    """Return a page with comments in the style "X says:"."""
    rows = (f"{name} says:\nMarch {day}, 2021 at 3:42 pm\n\n{text}\n\nReply\n" for day, (name, text) in enumerate(said, 1))
    return f"{len(said)} Comments\n\n{''.join(rows)}\nLeave a Reply\n"


def test_a_leading_mention_answers_the_latest_comment_of_that_author() -> None:
    said = [
        ("Tom", "Build it."),
        ("Ed B. Wood", "No."),
        ("Tom", "Why not?"),
        ("May", "@Tom: money."),
        ("Kit", "@ed b. wood I agree."),
        ("Una", "@Nobody knows."),
    ]
    found = read(thread(*said))
    assert [comment["reply_to"] for comment in found] == [None, None, None, "3", "2", None]
    assert [comment["reply_inferred"] for comment in found] == [False, False, False, True, True, False]


def test_a_mention_of_somebody_who_writes_later_is_no_reply() -> None:
    found = read(thread(("Tom", "@May hello?"), ("May", "Hello."), ("Kit", "Hi.")))
    assert [comment["reply_to"] for comment in found] == [None, None, None]


@pytest.mark.parametrize("words", ["In reply to Tom", "Antwort auf Tom", "En réponse à Tom", "En respuesta a Tom"])
def test_what_the_page_says_is_not_inferred(words: str) -> None:
    page = (
        "3 Comments\n\nTom says:\nMarch 1, 2021 at 3:42 pm\n\nBuild it.\n\nReply\nMay says:\nMarch 2, 2021 at 3:42 pm\n"
        f"{words}\n\nNo.\n\nReply\nKit says:\nMarch 3, 2021 at 3:42 pm\n\nPerhaps.\n\nReply\n"
    )
    found = read(page)
    assert [(comment["reply_to"], comment["reply_inferred"], comment["text"]) for comment in found] == [
        (None, False, "Build it."),
        ("1", False, "No."),
        (None, False, "Perhaps."),
    ]


def test_levels_give_depth() -> None:
    rows = [
        (1, "39 points", "One."),
        (2, "10 points", "Two."),
        (3, "4 points", "Three."),
        (2, "1 point", "Four."),
        (1, "22 points", "Five."),
    ]
    page = "5 Comments\nSort by best\n" + "".join(f"level {level}\n{points}\n·\n6 years ago\n\n{text}\n\n" for level, points, text in rows)
    found = read(page)
    assert [comment["text"] for comment in found] == ["One.", "Two.", "Three.", "Four.", "Five."]
    assert [comment["depth"] for comment in found] == [0, 1, 2, 1, 0]
    assert [comment["reply_to"] for comment in found] == [None, "1", "2", "1", None]
    assert [comment["votes"] for comment in found] == [39, 10, 4, 1, 22]
    assert {comment["author"] for comment in found} == {None}


def test_indentation_gives_depth() -> None:
    rows = [(0, "Tom", "Build it."), (4, "May", "No."), (8, "Kit", "Yes."), (4, "Una", "Wait."), (0, "Bo", "New thought.")]
    page = "5 Comments\n\n" + "".join(f"{' ' * indent}{name} says:\n{' ' * indent}{text}\n\n" for indent, name, text in rows)
    assert [(comment["author"], comment["depth"], comment["reply_to"]) for comment in read(page)] == [
        ("Tom", 0, None),
        ("May", 1, "1"),
        ("Kit", 2, "2"),
        ("Una", 1, "1"),
        ("Bo", 0, None),
    ]


def test_a_list_of_replies_under_a_comment_is_nested() -> None:
    page = (
        "4 comments:\n\nTomMay 6, 2025 at 9:18 AM\n\nBuild it.\n\nReplyDelete\nReplies\nMayMay 6, 2025 at "
        "9:30 AM\n\nNo.\n\nDelete\nReply\n"
        "KitMay 6, 2025 at 10:56 AM\n\nWhy?\n\nReplyDelete\nReplies\nReply\nUnaMay 6, 2025 at 11:56 "
        "AM\n\nBecause.\n\nReplyDelete\nReplies\nReply\nAdd comment\n"
    )
    assert [(comment["author"], comment["text"], comment["reply_to"]) for comment in read(page)] == [
        ("Tom", "Build it.", None),
        ("May", "No.", "1"),
        ("Kit", "Why?", None),
        ("Una", "Because.", None),
    ]


def test_the_owners_answer_inside_a_comment_is_a_comment_of_its_own() -> None:
    page = (
        "留言列表 (2)\n\n發表留言\n#1 小舟 於 2013/12/28 "
        "10:28\n*\n\n露營兼賞楓\n好棒的生活\n小舟晚安：\n謝謝來訪！\n\n船長 於 2014/01/01 20:31 回覆\n\n"
        "#2 帆影 於 2013/12/28 10:42\n*\n\n真美\n謝謝喜歡\n\n船長 於 2014/01/01 20:37 回覆\n\n您尚未登入，將以訪客身份留言。\n"
    )
    assert [(comment["author"], comment["text"], comment["reply_to"]) for comment in read(page)] == [
        ("小舟", "露營兼賞楓\n好棒的生活", None),
        ("船長", "小舟晚安：\n謝謝來訪！", "1"),
        ("帆影", "真美", None),
        ("船長", "謝謝喜歡", "3"),
    ]


@pytest.mark.parametrize(
    ("printed", "hour"),
    [
        ("November 4, 2023 at 3:29 pm", 15),
        ("4. November 2023 um 15:29 Uhr", 15),
        ("4 novembre 2023 à 15:29", 15),
        ("4 novembre 2023 à 15 h 29", 15),
        ("4 de noviembre de 2023 a las 15:29", 15),
        ("2023年11月4日 下午3:29", 15),
        ("2023-11-04 15:29", 15),
        ("04.11.2023 - 15:29", 15),
        ("4/11/2023, 15:29", 15),
        ("Sa, 4 Nov 2023 / 15:29", 15),
        ("4 novembro 2023, 15:29", 15),
    ],
)
def test_absolute_dates(printed: str, hour: int) -> None:
    page = (
        f"2 Kommentare\n\nTom sagt:\n{printed}\n\nDas ist gut und nicht schlecht.\n\nAntworten\nMay "
        f"sagt:\n{printed}\n\nUnd das ist auch gut.\n\nAntworten\n"
    )
    found = read(page)
    assert [comment["posted_at"] for comment in found] == [datetime(2023, 11, 4, hour, 29, tzinfo=UTC)] * 2
    assert {comment["posted_raw"] for comment in found} == {printed}


def test_day_and_month_are_told_by_a_date_that_can_only_be_read_one_way() -> None:
    page = "2 Comments\n\nTom wrote on 3/4/2020 at 10:00:\nHello there.\n\nMay wrote on 13/4/2020 at 11:00:\nHello you.\n"
    assert [comment["posted_at"] for comment in read(page)] == [datetime(2020, 4, 3, 10, tzinfo=UTC), datetime(2020, 4, 13, 11, tzinfo=UTC)]


def test_ages_need_the_time_of_capture() -> None:
    page = "2 Comments\n\nTom • 3 hours ago\nHello there.\n1 • Reply • Share ›\nMay • vor 2 Tagen\nHello you.\nReply • Share ›\n"
    assert [(comment["posted_at"], comment["posted_raw"]) for comment in read(page)] == [(None, "3 hours ago"), (None, "vor 2 Tagen")]
    found = read(page, datetime(2024, 5, 10, 12, tzinfo=UTC))
    assert [comment["posted_at"] for comment in found] == [datetime(2024, 5, 10, 9, tzinfo=UTC), datetime(2024, 5, 8, 12, tzinfo=UTC)]


def test_likes_less_dislikes() -> None:
    page = (
        "Kommentare\n\nTom sagt:\n4. November 2023 um 10:29 Uhr\n\nJa.\n\n25\n1\nAntworten\nMay sagt:\n4. "
        "November 2023 um 10:30 Uhr\n\nNein.\n\n3\nAntworten\n"
        "Kit sagt:\n4. November 2023 um 10:31 Uhr\n\nVielleicht.\n\nAntworten\n"
    )
    assert [(comment["text"], comment["votes"]) for comment in read(page)] == [("Ja.", 24), ("Nein.", 3), ("Vielleicht.", None)]


def test_quotes_begin_with_a_mark() -> None:
    page = thread(("Tom", "Build it."), ("May", ">>Build it.\n\nWho pays?"))
    assert read(page)[1]["text"] == "> Build it.\n\nWho pays?"
    forum = (
        "Tom\nMember\nJoined\nMar 3, 2012\nMar 3, 2021\n#1\nBuild it.\n\nMay\nMember\nJoined\nMar 3, "
        "2012\nMar 3, 2021\n#2\nTom said:\nBuild it.\nClick to expand...\n\nWho pays?\n"
        "\nKit\nMember\nJoined\nMar 3, 2012\nMar 3, 2021\n#3\nWe do.\n"
    )
    assert [comment["text"] for comment in read(forum)] == ["Build it.", "> Tom said:\n> Build it.\n\nWho pays?", "We do."]


def test_a_removed_comment_keeps_its_place() -> None:
    found = read(thread(("Tom", "Build it."), ("May", "This comment has been removed by a moderator."), ("Kit", "Oh.")))
    assert [(comment["status"], comment["text"]) for comment in found] == [("visible", "Build it."), ("deleted", ""), ("visible", "Oh.")]


def test_anonymous_and_equal_comments_are_all_kept() -> None:
    found = read(thread(("Anonymous", "Great."), ("Anonymous", "Great."), ("Tom", "Great.")))
    assert [comment["author"] for comment in found] == ["Anonymous", "Anonymous", "Tom"]


def test_german_dates_are_not_list_numbers() -> None:
    page = "2 Kommentare\n\n1. Tom, 4. November 2023 10:29\n\nJa.\n\n2. Mia, 5. November 2023 10:29\n\nNein.\n"
    assert [(comment["author"], comment["posted_raw"]) for comment in read(page)] == [
        ("Tom", "4. November 2023 10:29"),
        ("Mia", "5. November 2023 10:29"),
    ]


def test_the_articles_author_is_known_again() -> None:
    page = (
        "A Second Bridge for Us\n\nBy Ada Quill\nMarch 1, 2021\n\nThe council will vote on a second bridge "
        "over the river, after ten years of talk.\n\n"
    )
    found = read(page + thread(("Tom", "Build it."), ("Ada Quill", "We shall see.")))
    assert [comment["by_article_author"] for comment in found] == [False, True]


@pytest.mark.parametrize(
    "heading",
    [
        *("3 kommentarer", "Commenti (3)", "3 komentáře", "3 yorum", "3 комментария", "3 reacties", "3 komentarze", "3 comentários"),
        *("3 kommenttia", "3 hozzászólás", "3 bình luận", "コメント 3", "댓글 3"),
    ],
)
def test_a_heading_with_a_number_is_known_in_many_languages(heading: str) -> None:
    said = [("MossyRock", "About time."), ("PlainTeapot", "And who pays for it?"), ("quietharbour", "Nobody asked us who live there.")]
    reading = read_page(f"A second bridge\n\n{heading}\n\n" + "\n".join(f"{name}\n{text}\n" for name, text in said))
    assert reading.declared == 3
    assert reading.chosen is not None
    assert [(post.author, post.text) for post in reading.chosen.posts] == said
