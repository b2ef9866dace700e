"""Pasted pages: what is claimed, the article part, the comment status, and what is no comment."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from polarize.errors import NotReadable
from polarize.sources._base import ReadOptions, Strength
from polarize.sources._input import Input
from polarize.sources.text import SOURCE

PROSE = (
    "The council of Harbour Town will vote in the autumn on a second bridge over the river, after ten years of talk.\n\n"
    "Shop owners hope for customers from the other bank. Fishermen fear for the quiet of the bay, and nobody knows who would pay.\n\n"
)


def read(page: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the article and the comments of a page."""
    corpus = SOURCE.read(Input("page.txt", content=page.encode()), ReadOptions())
    return corpus.articles.to_dicts()[0], corpus.comments.to_dicts()


@pytest.mark.parametrize("text", ["Plain prose.", "<3 this bridge\nbut who pays?", "{sic} said the mayor", "[Update] The vote is off."])
def test_prose_is_claimed_as_a_fallback(text: str) -> None:
    claim = SOURCE.identify(Input("page.txt", content=text.encode()))
    assert claim is not None
    assert claim.strength is Strength.FALLBACK


@pytest.mark.parametrize(
    "data", [b"<!DOCTYPE html><html><body>x", b'<?xml version="1.0"?><rss/>', b'{"comments": []}', b'[{"text": "x"}]', b"\x89PNG\0\0\1\2"]
)
def test_markup_json_and_binary_are_left_to_others(data: bytes) -> None:
    assert SOURCE.identify(Input("page", content=data)) is None


def test_empty_input_says_so() -> None:
    with pytest.raises(NotReadable, match="is empty"):
        SOURCE.read(Input("page.txt", content=b" \n\n "), ReadOptions())


def test_title_author_and_date_stand_among_menus() -> None:
    page = (
        "Close Menu\n    Facebook X (Twitter) Instagram\n    Sunday, November 2\n    The Gazette\n    • "
        "Home\n    • Politics\n    • Sport\n    The Gazette\n"
        "    Home » A Second Bridge for Harbour Town\n    Politics\n\n    A Second Bridge for Harbour Town\n\n"
        "    Ada QuillBy Ada QuillMarch 27, 2025No Comments3 Mins Read\n    Share Facebook Twitter Email\n\n"
        + PROSE
        + "    Share. Facebook Twitter\n    Avatar photo\n    Ada Quill\n    • Website\n\n    Ada Quill is the "
        "editor of the Gazette and has been for twenty years of her life.\n\n"
        "    Related Posts\n\n    Sport\n\n    Regatta Ends in a Draw\n\n    November 2, 2025\n    Add A "
        "Comment\n\n    Comments are closed.\n\n"
        "    Must Read\n\n    Ten Ways to Cook a Herring\n\n    November 2, 2025\n"
    )
    article, comments = read(page)
    assert article["title"] == "A Second Bridge for Harbour Town"
    assert article["author"] == "Ada Quill"
    assert article["published"] == date(2025, 3, 27)
    assert article["text"] == PROSE.strip()
    assert (article["comments_declared"], article["comments_found"], article["comment_status"]) == (0, 0, "closed")
    assert comments == []


def test_page_without_a_title_takes_its_first_sentence_shortened() -> None:
    sentence = (
        "Earlier this week the council of Harbour Town put off its vote on the second bridge although the talks with the county went well."
    )
    article, _ = read(f"{sentence}\n{PROSE}Also Read: Ten Ways to Cook a Herring\n")
    assert article["title"] == "Earlier this week the council of Harbour Town put off its vote on the second bridge although the…"
    assert len(article["title"]) <= 100
    assert "no title line" in article["notes"]
    assert "Herring" not in article["text"]
    assert article["comment_status"] == "none"
    assert article["comments_declared"] is None


@pytest.mark.parametrize(
    ("byline", "author", "day"),
    [
        ("By Ada Quill | March 14, 2025 | Local", "Ada Quill", date(2025, 3, 14)),
        ("Von Ada Quill\n14. März 2025", "Ada Quill", date(2025, 3, 14)),
        ("Par Ada Quill, le 14 mars 2025", "Ada Quill", date(2025, 3, 14)),
        ("Por: Ada Quill\n14 de marzo de 2025", "Ada Quill", date(2025, 3, 14)),
        ("2025年3月14日 10:20  作者：墨水", "墨水", date(2025, 3, 14)),
    ],
)
def test_bylines(byline: str, author: str, day: date) -> None:
    article, _ = read(f"Should the Harbour Town Build a Bridge\n\n{byline}\n\n{PROSE}")
    assert (article["title"], article["author"], article["published"]) == ("Should the Harbour Town Build a Bridge", author, day)


@pytest.mark.parametrize(
    "line",
    [
        "Comments are closed.",
        "百科A Second Bridge for Harbour Town已关闭评论",
        "評論已關閉",
        "Die Kommentare sind geschlossen.",
        "Kommentare geschlossen",
        "Les commentaires sont fermés.",
        "Comentarios cerrados",
        "This thread has been closed.",
    ],
)
def test_closed(line: str) -> None:
    article, comments = read(f"A Second Bridge for Harbour Town\n\n{PROSE}{line}\n")
    assert article["comment_status"] == "closed"
    assert comments == []


@pytest.mark.parametrize(
    ("line", "declared"),
    [
        ("No Comments\n\nLeave a Reply", 0),
        ("0 comments", 0),
        ("Leave a reply\n\nName *\nEmail *", None),
        ("Keine Kommentare\n\nSchreibe einen Kommentar", 0),
        ("Aucun commentaire\n\nLaisser un commentaire", 0),
        ("Sin comentarios\n\nDeja un comentario", 0),
        ("暂无评论\n\n发表评论", 0),
        ("There are no comments yet - be the first to add your thoughts", 0),
    ],
)
def test_open_and_empty(line: str, declared: int | None) -> None:
    article, comments = read(f"A Second Bridge for Harbour Town\n\n{PROSE}{line}\n")
    assert (article["comment_status"], article["comments_declared"], comments) == ("open", declared, [])


@pytest.mark.parametrize(
    "line",
    [
        "7 Comments",
        "Comments (7)",
        "View all 7 comments",
        "7 Kommentare",
        "Kommentare: 7",
        "Vos réactions (7)",
        "7 commentaires",
        "Se han publicado 7 comentarios",
        "7 条评论",
        "共 7 条评论",
        "留言列表 (7)",
        "7 thoughts on “A Second Bridge”",
        "VIEW ENTIRE DISCUSSION (7 COMMENTS)",
    ],
)
def test_declared_counts(line: str) -> None:
    article, _ = read(f"A Second Bridge for Harbour Town\n\n{PROSE}{line}\n")
    assert article["comments_declared"] == 7
    assert "7 comments, but none" in article["notes"]


def test_part_of_a_thread_is_named_in_the_notes() -> None:
    page = (
        f"A Second Bridge\n\n{PROSE}View comments (27)\n\nTom says:\nMarch 3, 2021 at 3:42 pm\nBuild "
        f"it.\nReply\nMay says:\nMarch 3, 2021 at 4:42 pm\nNo.\nReply\n"
    )
    article, comments = read(page)
    assert (article["comments_declared"], article["comments_found"]) == (27, 2)
    assert "2 of 27 declared comments" in article["notes"]
    assert [comment["position"] for comment in comments] == [1, 2]


def test_pingbacks_are_no_comments() -> None:
    page = (
        f"A Second Bridge\n\n{PROSE}3 thoughts on “A Second Bridge”\n\nTom says:\nMarch 3, 2021 at 3:42 pm\n\nBuild it.\n\nReply\n"
        "Pingback: Bridges of the Week | Another Blog\nMay says:\nMarch 4, 2021 at 3:42 pm\n\nNo, please.\n\nReply\n\nLeave a Reply\n"
    )
    article, comments = read(page)
    assert [(comment["author"], comment["text"]) for comment in comments] == [("Tom", "Build it."), ("May", "No, please.")]
    assert (article["comments_declared"], article["notes"]) == (3, "1 pingback left out")


LATEST = "\n".join(f"06.11.23 - {hour}:36 von Leser {hour} zu\nWieder eine Messe im Hafen, Folge {hour % 3}" for hour in range(10, 22))
GALLERY = "\n\n".join(
    f"The bay in pictures\n\n{day} October 2020\n\nA view of the bay at noon on a day like any other.\n\nPA" for day in range(28, 8, -1)
)
TEASERS = "\n".join(f"How the Regatta of {year} Ended\n5 hours ago\nThe boats came home late." for year in range(2000, 2012))


@pytest.mark.parametrize(
    "block",
    [
        f"Aktuelle Kommentare\n\n{LATEST}\n\nAm meisten kommentiert\n\nDer alte Hafen (669 Kommentare)\nDie neue Mole (581 Kommentare)\n",
        f"Related Posts\n\n{TEASERS}\n",
        GALLERY,
        "Recent Comments\n\nTom on Regatta Ends in a Draw\nMay on Ten Ways to Cook a Herring\nAda on Regatta Ends in a Draw\n",
        "最新留言\n\n01/19 版主回覆： 謝謝賞圖文!\n01/18 小舟： 真是個美麗的好地方\n01/17 帆影： 今年再來嗎\n",
        "Más comentadas\n\nEl puerto viejo\n27 abril 2022 | 376\nLa nueva mole\n26 abril 2022 | 306\nLa regata\n25 abril 2022 | 200\n",
        "Explore more\n\n"
        + "\n\n".join(
            f"How Deep Is the Bay, Part {part}?\n\nThe bay is deeper than one thinks, and part {part} tells why." for part in range(1, 6)
        ),
    ],
)
def test_lists_of_other_things_are_no_comments(block: str) -> None:
    article, comments = read(f"A Second Bridge for Harbour Town\n\n{PROSE}{block}")
    assert comments == []
    assert article["comments_found"] == 0


def test_widget_and_footer_around_a_thread_are_left_out() -> None:
    page = (
        f"A Second Bridge\n\n{PROSE}2 Kommentare\n\nTom sagt:\n4. November 2023 um 10:29 "
        f"Uhr\n\nBauen!\n\nAntworten\nMay sagt:\n4. November 2023 um 11:29 Uhr\n\nLieber nicht.\n\nAntworten\n\n"
        f"Schreibe einen Kommentar\n\nDeine E-Mail-Adresse wird nicht veröffentlicht.\n\nAktuelle "
        f"Kommentare\n\n{LATEST}\n\nImpressum\nDatenschutz\n© 2023 Hafenbote\n"
    )
    _, comments = read(page)
    assert [(comment["author"], comment["text"]) for comment in comments] == [("Tom", "Bauen!"), ("May", "Lieber nicht.")]


def test_a_comment_may_speak_of_closed_comments_and_copyright() -> None:
    said = ["Comments are closed on so many pages now.", "Copyright law is a mess.", "No comment from the mayor, as always."]
    thread = "\n".join(f"Reader {number} says:\nMarch {number}, 2021 at 3:42 pm\n\n{text}\n\nReply" for number, text in enumerate(said, 1))
    article, comments = read(f"A Second Bridge\n\n{PROSE}3 Comments\n\n{thread}\n")
    assert [comment["text"] for comment in comments] == said
    assert article["comment_status"] == "open"


@pytest.mark.parametrize(
    ("prose", "thread", "language"),
    [
        (PROSE, "1 Comment\n\nTom says:\nMarch 3, 2021 at 3:42 pm\n\nBuild it.\n\nReply\n", "en"),
        (
            "Der Rat der Stadt stimmt im Herbst über eine zweite Brücke ab, und das ist nicht zu früh.\n\n",
            "1 Kommentar\n\nTom sagt:\n3. März 2021 um 15:42 Uhr\n\nBauen!\n\nAntworten\n",
            "de",
        ),
        (
            "Le conseil de la ville vote cet automne sur un second pont, et ce n'est pas trop tôt pour les gens.\n\n",
            "1 commentaire\n\nTom a dit :\n3 mars 2021 à 15:42\n\nEnfin.\n\nRépondre\n",
            "fr",
        ),
        (PROSE, "1 Kommentar\n\nTom sagt:\n3. März 2021 um 15:42 Uhr\n\nBuild it.\n\nAntworten\n", None),
        (PROSE, "", None),
    ],
)
def test_language_is_told_where_wording_and_text_agree(prose: str, thread: str, language: str | None) -> None:
    article, _ = read(f"A Second Bridge\n\n{prose}{thread}")
    assert article["language"] == language
