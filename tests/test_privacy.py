"""Pseudonyms: who is replaced, where, and by what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polarize.privacy import pseudonymize, pseudonyms, redact_contacts, token, tokens
from polarize.tables import PLACEHOLDERS


def rewrite(text: str, names: Iterable[str]) -> str:
    known = pseudonyms(names)
    return str(
        pseudonymize(pl.DataFrame({"author": [None], "text": [text]}, schema={"author": pl.String, "text": pl.String}), known)["text"][0]
    )


def test_numbers_follow_the_order_of_appearance() -> None:
    assert pseudonyms(["Bob", None, "Ann Lee", "Bob", "Cleo"]) == {"Bob": "reader-1", "Ann Lee": "reader-2", "Cleo": "reader-3"}


def test_placeholders_are_kept() -> None:
    assert pseudonyms([*PLACEHOLDERS, "Anonymous", " GUEST ", "匿名", "[deleted]"]) == {}


def test_a_key_gives_the_keyed_hash_whatever_the_order() -> None:
    known = pseudonyms(["Ann Lee", "Bob"], b"secret")
    assert known["Ann Lee"] == "reader-" + blake2b(b"Ann Lee", key=b"secret", digest_size=8).hexdigest()
    assert pseudonyms(["Bob", "Zoe", "Ann Lee"], b"secret")["Ann Lee"] == known["Ann Lee"]
    assert pseudonyms(["Ann Lee"], b"other")["Ann Lee"] != known["Ann Lee"]
    assert pseudonyms(["Ann Lee"], b"k" * 65)["Ann Lee"] != pseudonyms(["Ann Lee"], b"k" * 64)["Ann Lee"]


def test_an_empty_key_is_none() -> None:
    assert pseudonyms(["Ann Lee"], b"") == {"Ann Lee": "reader-1"}


def test_every_text_column_and_no_other() -> None:
    table = pl.DataFrame(
        {
            "article_id": ["Ann Lee's page", "b"],
            "author": ["Ann Lee", None],
            "title": ["An answer to Ann Lee", None],
            "outlet": ["Ann Lee's blog", None],
            "text": ["I am Ann Lee.", "Ann Lee is right, @ann lee!"],
            "stance_evidence": ['near "Ann Lee is right"', None],
            "notes": ["quotes Ann Lee", None],
            "url": ["https://example.org/Ann Lee", None],
            "votes": [1, None],
        }
    )
    assert pseudonymize(table, pseudonyms(table["author"])).to_dict(as_series=False) == {
        "article_id": ["reader-1's page", "b"],
        "author": ["reader-1", None],
        "title": ["An answer to reader-1", None],
        "outlet": ["reader-1's blog", None],
        "text": ["I am reader-1.", "reader-1 is right, @reader-1!"],
        "stance_evidence": ['near "reader-1 is right"', None],
        "notes": ["quotes reader-1", None],
        "url": ["https://example.org/reader-1", None],
        "votes": [1, None],
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thanks, Ann Lee and Ann.", "Thanks, reader-2 and reader-1."),
        ("ANN LEE, ann lee", "reader-2, reader-2"),
        ("Annalee, Joann Lee, Ann Leech", "Annalee, Joann Lee, reader-1 Leech"),
        ("@ann @ANN @AnnLee", "@reader-1 @reader-1 @AnnLee"),
        ("ann and ANN are words here", "ann and ANN are words here"),
        ("Ann's, (Ann), Ann-Ann", "reader-1's, (reader-1), reader-1-reader-1"),
        ("Lee is not Ann  Lee", "Lee is not reader-1  Lee"),
    ],
)
def test_overlapping_names(text: str, wanted: str) -> None:
    assert rewrite(text, ["Ann", "Ann Lee"]) == wanted


def test_names_that_are_everyday_words_count_in_their_own_spelling_or_after_an_at() -> None:
    assert rewrite("Every reader knows, Reader; @reader too", ["Reader"]) == "Every reader knows, reader-1; @reader-1 too"
    assert rewrite("Élan and élan", ["Élan"]) == "reader-1 and élan"


def test_mixed_names_count_in_any_case() -> None:
    assert rewrite("tinybear88, TINYBEAR88 and TinyBear88", ["TinyBear88"]) == "reader-1, reader-1 and reader-1"


@pytest.mark.parametrize("name", ["a.b*c", "(x)", "C++ fan", "[mod] Zed", "$1 \\1", "^end$", "who?", "a|b"])
def test_signs_of_patterns_are_plain_letters(name: str) -> None:
    assert rewrite(f"I say {name}, and abc, and who.", [name]) == "I say reader-1, and abc, and who."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("r/u_TeapotAdmiral", "r/u_reader-1"),
        ("https://reddit.example/r/tea/comments/p/teapotadmiral_asks/", "https://reddit.example/r/tea/comments/p/reader-1_asks/"),
        ("by _grumpy_otter_ and TeapotAdmirals", "by _reader-2_ and TeapotAdmirals"),
        ("grumpy_otters", "grumpy_otters"),
    ],
)
def test_an_underscore_ends_a_word_as_addresses_have_them(text: str, wanted: str) -> None:
    assert rewrite(text, ["TeapotAdmiral", "grumpy_otter"]) == wanted


def test_letter_case_beyond_ascii() -> None:
    assert rewrite("ZOË FAÇADE, zoë façade", ["Zoë Façade"]) == "reader-1, reader-1"
    assert rewrite("ΣΟΦΊΑ88", ["Σοφία88"]) == "reader-1"
    assert rewrite("ΟΔΥΣΣΕΎΣ88 και İ ΟΔΥΣΣΕΎΣ Β", ["Οδυσσεύς88", "Οδυσσεύς Β"]) == "reader-1 και İ reader-2"
    assert rewrite("İ İ İ Ivan Lee", ["Ivan Lee"]) == "İ İ İ reader-1"
    assert rewrite("🚲🚲 中文 Ivan Lee 🚲 Ivan Lee", ["Ivan Lee"]) == "🚲🚲 中文 reader-1 🚲 reader-1"


def test_scripts_without_spaces() -> None:
    assert rewrite("我同意小明明的看法", ["小明明"]) == "我同意reader-1的看法"
    assert rewrite("我同意Ann Lee的看法", ["Ann Lee"]) == "我同意reader-1的看法"
    assert rewrite("김철수가 말했다", ["김철수"]) == "reader-1가 말했다"


def test_pseudonyms_are_not_replaced_again() -> None:
    assert rewrite("Ann Lee wrote to reader", ["Ann Lee", "reader"]) == "reader-1 wrote to reader-2"
    assert rewrite("reader-2 and Ann Lee", ["Ann Lee", "reader-2"]) == "reader-2 and reader-1"
    table = pl.DataFrame({"author": ["reader-2", "Ann Lee"], "text": ["x", "y"]})
    assert pseudonymize(table, pseudonyms(table["author"]))["author"].to_list() == ["reader-1", "reader-2"]


def test_names_that_differ_only_in_case_are_two_people() -> None:
    assert rewrite("BigBear, bigbear, BIGBEAR", ["BigBear", "bigbear"]) == "reader-1, reader-2, reader-1"


def test_single_letters_count_only_after_an_at() -> None:
    assert rewrite("I am in; @I is not x", ["I", "x"]) == "I am in; @reader-1 is not x"


def test_nothing_to_do() -> None:
    table = pl.DataFrame({"author": [None, "Guest"], "text": ["Guest x", None]})
    assert pseudonymize(table, {}).equals(table)
    assert pseudonymize(table.clear(), {"x": "y"}).equals(table.clear())


def test_hostile_texts_take_linear_time() -> None:
    names = [f"Name{number} Lee" for number in range(20_000)]
    assert rewrite(" ".join(names), names).count("reader-") == 20_000
    assert rewrite("a" * 50_000, ["a" * length for length in range(2, 12)]) == "a" * 50_000
    assert rewrite("Ann Lee" * 50_000, ["Ann Lee"]).count("reader") == 0


NAMES = st.one_of(
    st.tuples(*[st.sampled_from(["Ann", "Lee", "Zoë", "İvan", "straße", "中文", "O'Hara", "x.y"])] * 2).map(" ".join),
    st.sampled_from(["TinyBear88", "grumpy_otter", "ÉlanVital", "Ann Lee Example", "n00b", "a-b c"]),
)
PIECES = st.sampled_from([" ", ", ", "@", "\n", "Ann", "lee", "reader-1", "的", "_", "x", "🚲", "'s "])


@settings(max_examples=300, deadline=None)
@given(names=st.lists(NAMES, min_size=1, max_size=5, unique=True), data=st.data())
def test_no_multi_word_or_mixed_name_remains_as_a_whole_word(names: list[str], data: st.DataObject) -> None:
    cased = st.sampled_from(names).flatmap(lambda name: st.sampled_from([name, name.upper(), name.lower()]))
    texts = data.draw(st.lists(st.lists(st.one_of(cased, PIECES), max_size=12).map("".join), min_size=1, max_size=3))
    table = pl.DataFrame({"author": (names * 3)[: len(texts)], "text": texts})
    known = pseudonyms(names)
    after = pseudonymize(table, known)
    assert set(after["author"]) <= set(known.values())
    for text in after["text"]:
        for name in names:
            assert not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text), (name, text)


def redact(text: str) -> str:
    return str(redact_contacts(pl.DataFrame({"text": [text]}))["text"][0])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Write to jo.made-up+x@example.co.uk, please.", "Write to [e-mail], please."),
        ("mailto:jo@example.org", "[e-mail]"),
        ("JO@EXAMPLE.ORG", "[e-mail]"),
        ("See https://example.org/a?b=c#d (or http://x.example).", "See [link] (or [link])."),
        ("<https://example.org>", "<[link]>"),
        ("www.example.org/x, example.org/y/z!", "[link], [link]!"),
        ("https://user:word@example.org/", "[link]"),
        ("Call +49 (0)170 1234567 now", "Call [phone] now"),
        ("+1 555-010-0199", "[phone]"),
        ("0049 30 1234567", "[phone]"),
        ("(555) 010-0199 or 555-010-0199 or 555.010.0199", "[phone] or [phone] or [phone]"),
        ("Tel. 030/1234567, 0170 12 34 567, (030) 123 45 67", "Tel. [phone], [phone], [phone]"),
        ("01 23 45 67 89", "[phone]"),
    ],
)
def test_contacts_go(text: str, wanted: str) -> None:
    assert redact(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "In 2024-05-01 and 01.05.2024 at 10:30, 1,000,000 people paid 12.50 for 3/4 of it.",
        "He said and/or, e.g. this; @TeapotAdmiral is right. 50-50. 1990-2020",
        "Article 5(1)(a), 100 000 000 votes, version 1.2.3, 9-11, 20 000-30 000",
        "a.b and c@d",
    ],
)
def test_what_is_no_contact_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize("piece", ["a@", "a.", "a-", "+1", "0 ", "(", "www.", "0", "a@a.", "http://"])
def test_hostile_texts_are_redacted_at_once(piece: str) -> None:
    assert redact_contacts(pl.DataFrame({"text": [piece * (100_000 // len(piece))] * 20})).height == 20


@settings(max_examples=200, deadline=None)
@given(name=NAMES, before=PIECES, after=PIECES)
def test_a_name_that_is_mentioned_shares_its_longest_run_with_the_text(name: str, before: str, after: str) -> None:
    text = f"{before}{name}{after}"
    if rewrite(text, [name]) != text:
        (run,) = token(pl.Series([name]))
        assert run is None or run in set(tokens(pl.Series([text])))
