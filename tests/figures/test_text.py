"""Texts that must not break a figure."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polarize.figures._text import clean, drawable, families, label, shorten


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$5 to $10", "$5 to $10"),
        (r"$\frac{$", r"$\frac{$"),
        ("a\x00b\ud800c\u202ed\x1b[31m", "abcd[31m"),
        ("two\nlines\tand\u00a0tab", "two lines and tab"),
        ("fine \U0001f600 day \u2764\ufe0f", "fine day"),
        ("e\u0301" + "\u0316" * 40, "é" + "\u0316" * 2),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", ""),
    ],
)
def test_clean_keeps_what_can_be_drawn(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_shorten_counts_wide_letters_double() -> None:
    assert shorten("漢字漢字漢字", 7) == "漢字漢…"
    assert shorten("abcdefgh", 8) == "abcdefgh"
    assert shorten("abcdefghi", 8) == "abcdefg…"


def test_shorten_does_not_tear_marks_from_letters() -> None:
    assert shorten("abcq\u0307\u0323def", 5) == "abcq\u0307\u0323…"
    assert shorten("abcq\u0307\u0323def", 4) == "abc…"


@given(st.text(max_size=60), st.integers(min_value=2, max_value=30))
def test_a_label_is_short_clean_and_drawable(text: str, columns: int) -> None:
    made = label(text, columns)
    if made is not None:
        assert made
        assert drawable(made)
        assert sum(unicodedata.category(character) not in ("Mn", "Me") for character in made) <= columns
        assert not any(unicodedata.category(character) in ("Cc", "Cs", "Cf", "Co") for character in made)


@pytest.mark.parametrize("text", [None, "", " \n", "\x00\ud800", "\U0001f600", "\U00012000 cuneiform"])
def test_nothing_to_draw_is_none(text: str | None) -> None:
    assert label(text) is None


def test_latin_greek_cyrillic_hebrew_and_arabic_can_be_drawn_everywhere() -> None:
    for text in ("Größe", "Ελλάδα", "Москва"):
        assert label(text) == unicodedata.normalize("NFC", text)
    assert families()[0] == "DejaVu Sans"
