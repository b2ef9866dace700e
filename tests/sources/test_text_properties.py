"""Properties of pasted pages: any text is read, nothing is made up, and a page put together from comments comes back whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from polarize.sources._base import ReadOptions
from polarize.sources._dates import find, parse
from polarize.sources._input import Input
from polarize.sources.text import SOURCE, read_page

PARTS = [
    "6 Comments",
    "Tom says:",
    "3 May 2020 at 10:29",
    "Reply",
    "Like · Reply · 2 h",
    "12",
    "#3",
    "level 2",
    "Comments are closed.",
    "Related Posts",
    "Leave a Reply",
    "Tom sagt:",
    "Antworten",
    "text and more text.",
    "",
    "",
    "> quoted",
    "@Tom hello",
    "Pingback: x",
    "2 replies",
    "Member",
    "Joined: 2020",
    "•",
    "5m",
    "-----",
    "Recent Comments",
    "By Ada Quill",
    "No Comments",
    "Tom, 4. November 2023 10:29",
    "#1 小舟 於 2013/12/28 10:28",
    "船長 於 2014/01/01 20:31 回覆",
    "In reply to Tom",
    "a" * 300,
]
ANY_TEXT = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PARTS), max_size=40).map("\n".join))
NAMES = st.sampled_from(["Tom", "May B.", "ferry_fan", "Mrs. Plum", "José Cinto", "Willi Müller", "小舟", "Gandalf99", "Ed B. Wood"])
SENTENCES = st.sampled_from(
    [
        "Nice.",
        "I agree",
        "Build it, at last.",
        "And who pays for it?",
        "It cost 30 dollars on 3 March 1999 at 10:00.",
        "He said: no!",
        "See http://example.org/x",
        "> quoted",
        "1. First",
    ]
)
BODIES = st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map("\n".join), min_size=1, max_size=3).map("\n\n".join)
STYLES: dict[str, Callable[[str, str, int], str]] = {
    "says": lambda name, text, day: f"{name} says:\nMarch {day}, 2021 at 3:42 pm\n\n{text}\n\nReply\n",
    "sagt": lambda name, text, day: f"{name} sagt:\n{day}. März 2021 um 15:42 Uhr\n\n{text}\n\n3\nAntworten\n",
    "dijo": lambda name, text, day: f"{name} dijo:\n\n{text}\n\n{day} marzo 2021 a las 15:42\n/ Responder\n",
    "a écrit": lambda name, text, day: f"{name} a écrit le {day} mars 2021 à 15:42 :\n{text}\n\nRépondre\n",
    "shuo": lambda name, text, day: f"{name} 说：\n2021年3月{day}日 15:42\n\n{text}\n\n回复\n",
    "foot": lambda name, text, day: f"{text}\n\nComment by {name} — {day}.03.2021 @ 15:42\n\n",
    "link": lambda name, text, day: f"{name} {day} days ago | link\n\n{text}\n\n-----\n\n",
    "over": lambda name, text, day: f"{name}\n{day} March 2021 at 15:42\n\n{text}\n\nReply\nReport\n\n",
    "age": lambda name, text, day: f"{name} • {day} days ago\n{text}\n{day} • Reply • Share ›\n",
}


def texts(page: str) -> list[str]:
    return [post.text for post in chosen.posts] if (chosen := read_page(page).chosen) is not None else []


def plain(text: str) -> str:
    """Return the letters and digits, to compare texts whose quotes and empty lines are normalised."""
    return re.sub(r"[\W_]+", "", text)


@settings(max_examples=120, deadline=None)
@given(ANY_TEXT)
def test_any_text_is_read_and_nothing_is_made_up(page: str) -> None:
    letters = plain(page)
    assert all(plain(text) in letters for text in texts(page))


@settings(max_examples=40, deadline=None)
@given(ANY_TEXT.filter(str.strip))
def test_any_text_gives_valid_tables(page: str) -> None:
    source = Input("page.txt", content=page.encode("utf-8", errors="surrogatepass"))
    if source.is_binary or not source.data.strip(b"\0 \t\r\n\x0b\x0c"):
        return
    corpus = SOURCE.read(source, ReadOptions())
    assert corpus.comments["position"].to_list() == list(range(1, corpus.comments.height + 1))
    assert corpus.articles["comments_found"].to_list() == [corpus.comments.height]
    later = corpus.comments.filter(corpus.comments["reply_to"].is_not_null())
    assert all(int(row["reply_to"]) < row["position"] for row in later.to_dicts())


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=12, deadline=None)
@given(said=st.lists(st.tuples(NAMES, BODIES), min_size=3, max_size=6))
def test_a_page_put_together_comes_back_whole(style: str, said: list[tuple[str, str]]) -> None:
    # A line that stands in nearly every comment is a button, whatever it says.
    lines = Counter(line for _, text in said for line in set(text.splitlines()))
    assume(max(lines.values()) < max(3, len(said) - 1))
    rows = [STYLES[style](name, text, day) for day, (name, text) in enumerate(said, 1)]
    page = (
        f"A Second Bridge for Harbour Town\n\nThe council will vote on a second bridge over the river, after "
        f"ten years of talk.\n\n{len(said)} Comments\n\n{''.join(rows)}"
    )
    chosen = read_page(page).chosen
    assert chosen is not None
    assert [(post.author, plain(post.text)) for post in chosen.posts] == [(name, plain(text)) for name, text in said]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="0123456789.:/- ,ampMarchMai年月日agovor", max_size=80))
def test_no_date_is_an_error(line: str) -> None:
    for when in find(line):
        assert line[when.start : when.end].startswith(when.raw[:1])
        parse(when.raw)


@pytest.mark.parametrize(
    "page",
    [
        "a" * 1_000_000,
        "word " * 200_000,
        "\n" * 200_000,
        "\0" * 1000,
        "\ud800 says:\nx \udfff",
        "\u200fTom\u200e says:\nx",
        "says " * 40_000,
        "1 " * 100_000,
    ],
)
def test_hostile_pages_are_read(page: str) -> None:
    assert read_page(page).status in ("open", "none")


def test_right_to_left_marks_are_no_part_of_a_name() -> None:
    page = "2 Comments\n\n\u200fTom\u200e says:\n3 May 2020 at 10:29\nYes.\nReply\n\u202aMay\u202c says:\n3 May 2020 at 10:30\nNo.\nReply\n"
    chosen = read_page(page).chosen
    assert chosen is not None
    assert [post.author for post in chosen.posts] == ["Tom", "May"]
