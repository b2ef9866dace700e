"""Archives of mailing lists, as Python's own `mailbox` writes them, and the forms that archives in the wild have."""

from __future__ import annotations

import mailbox
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from polarize.sources import Input, ReadOptions, choose
from polarize.tables import Corpus

Reader = Callable[..., Corpus]


def message(
    number: int, body: str, subject: str = "Trams", answers: int | None = None, sender: str = "Ann Example <ann@mail.example>"
) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = sender, subject, f"<{number}@mail.example>"
    made["Date"] = f"Mon, 10 Mar 2025 0{number}:15:00 +0100"
    if answers is not None:
        made["In-Reply-To"] = f"<{answers}@mail.example>"
    made.set_content(body)
    return made


def archive(folder: Path, *messages: EmailMessage) -> Corpus:
    box = mailbox.mbox(folder / "list.mbox")
    for one in messages:
        box.add(one)
    box.close()
    source = Input("list.mbox", folder / "list.mbox")
    return choose(source)[0].read(source, ReadOptions())


def test_threads_as_pythons_mailbox_writes_them(tmp_path: Path) -> None:
    found = archive(
        tmp_path,
        message(1, "Trams are quiet.\n\nFrom here they look fine."),
        message(2, "They are not.", "Re: Trams", 1, "=?utf-8?q?J=C3=B6rg?= <j@mail.example>"),
        message(3, "Buses.", "Buses"),
        message(4, "Still: trams.", "Re: Trams", 2),
        message(5, "By subject alone.", "AW: [list] Trams"),
    )
    assert found.articles.select("article_id", "title", "author", "comments_found").rows() == [
        ("list", "Trams", "Ann Example", 4),
        ("list~2", "Buses", "Ann Example", 1),
    ]
    assert found.comments.select("comment_id", "reply_to", "author", "by_article_author", "text").rows() == [
        ("1", None, "Ann Example", True, "Trams are quiet.\n\nFrom here they look fine."),
        ("2", "1", "Jörg", False, "They are not."),
        ("4", "2", "Ann Example", True, "Still: trams."),
        ("5", None, "Ann Example", True, "By subject alone."),
        ("3", None, "Ann Example", True, "Buses."),
    ]
    assert str(found.comments["posted_at"][0]) == "2025-03-10 00:15:00+00:00"


def test_quotes_are_marked_and_signatures_and_attachments_left_out(tmp_path: Path) -> None:
    one = message(1, "On Monday, Ben wrote:\n> Trams.\n\nNo: buses.\n-- \nAnn, Depot Street 4\n")
    one.add_attachment(b"secret", maintype="text", subtype="plain", filename="notes.txt")
    assert archive(tmp_path, one).comments["text"].to_list() == ["> On Monday, Ben wrote:\n> Trams.\n\nNo: buses."]


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("ann at mail.example (Ann Example)", "Ann Example"),
        ('"Example, Ann" <ann@mail.example>', "Example, Ann"),
        ("ann@mail.example", "ann"),
        ("", None),
    ],
)
def test_names(told: Reader, sender: str, name: str | None) -> None:
    text = (
        f"From ann at mail.example  Mon Mar 10 09:15:00 2025\nFrom: {sender}\nDate: Mon, 10 Mar 2025 09:15:00\nSubject: Trams\n\nTrams.\n"
    )
    assert told("mbox", text).comments["author"].to_list() == [name]


def test_one_message_and_a_page_in_a_message() -> None:
    head = b"From: Ann Example <ann@mail.example>\nDate: Mon, 10 Mar 2025 09:15:00 +0000\nSubject: Trams\nMIME-Version: 1.0\n"
    source = Input("trams.eml", None, content=b"Received: by mail.example\n" + head + b"\nTrams.\n")
    assert choose(source)[0].read(source, ReadOptions()).comments.select("author", "text").rows() == [("Ann Example", "Trams.")]
    page = b"\n--b\nContent-Type: text/html\n\n<html><body><p>Trams</p></body></html>\n--b--\n"
    saved = Input("trams.mhtml", None, content=head + b"Content-Type: multipart/related; boundary=b\n" + page)
    assert choose(saved)[0].name != "mbox"


def test_messages_in_messages_without_end_are_left_out(told: Reader) -> None:
    head = "From a  Mon Mar 10 09:15:00 2025\nFrom: a@mail.example\nDate: Mon, 10 Mar 2025 09:15:00\nSubject: Trams\n"
    deep = head + "Content-Type: message/rfc822\n\n" * 5_000 + "x\n"
    found = told("mbox", deep + "\n" + head + "\nTrams.\n")
    assert found.comments["text"].to_list() == ["Trams."]
