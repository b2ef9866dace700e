"""VADER's scores, against vaderSentiment itself."""

from __future__ import annotations

import time
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment import vaderSentiment as reference  # noqa: N813

from polarize.sentiment import polarity, polarity_scores, score

ANALYZER = reference.SentimentIntensityAnalyzer()
FIGURES = ["neg", "neu", "pos", "compound"]


def expected(text: str) -> tuple[float, ...]:
    scores: dict[str, float] = ANALYZER.polarity_scores(text)
    return tuple(scores[name] for name in FIGURES)


def found(texts: list[str]) -> list[Any]:
    return polarity_scores(pl.Series(texts, dtype=pl.String)).select(FIGURES).rows()


HARD = {
    "sums near zero": ["good bad good bad", "love hate love hate ugly pretty", "great terrible " * 7, "sad happy " * 30 + "meh"],
    "ties in rounding": ["good", "ok ok ok good bad", "nice " * 3 + "x " * 5, "fine and dandy, kind of"],
    "but and equal values": [
        "good good but good good",
        "good bad but bad good",
        "The plan is good, but the good plan is bad but good",
        "but good",
        "good but",
        "BUT good, Bad but GOOD",
        "good " * 5 + "but " + "good " * 5,
        "not good but not good but not good",
    ],
    "never so, never this": [
        "never so good",
        "never this good",
        "this is so good",
        "it was so very good",
        "was never this very good",
        "x so y this good",
        "not so so good",
        "never was this good",
        "we like this so good",
        "without a doubt good",
        "without doubt good",
        "without any good",
    ],
    "idioms": [
        "this is the shit",
        "he is the bomb",
        "what a bad ass he was",
        "the food is bad ass",
        "bus stop yeah right good",
        "she gave him the kiss of death today",
        "a good kiss of death",
        "you cut the mustard, good friend",
        "it is hanging in there good and well",
        "to die for good cake",
        "it was upper hand good",
        "badass and bad ass and the bomb",
        "it is kind of good",
        "it was sort of a good day",
        "just enough good in it",
        "they were a kind of bad",
        "kind of",
        "she is so kind of him",
        "beating heart of good people and a broken heart",
    ],
    "stripping": [
        "so, good",
        "(no) good",
        "no, good",
        "...good...",
        "'good'",
        "(:good:)",
        ":) :( ;) :D :d",
        "'tis good",
        "ok. ok! ?ok",
        "**good** _bad_",
    ],
    "white space": ["good\x1cbad", "good\x85bad", "good\xa0bad", "good\u2003bad", "good\u200bbad", "good\u3000bad", "\n\tgood\r\nbad\x0b!"],
    "emoji": [
        "😀",
        "good😀bad",
        "😀😀",
        "👍🏽 good",
        "❤️",
        "❤",
        "🔛 good",
        "🆙🆙🆙🆙🆙",
        "not 😀",
        "x😂 😂x",
        "👨‍👩‍👧 good",
        "😡!!!",
        " 😀 ",
    ],
    "keys that never match": [":D", "XD", "can't stand it", "I can't stand bad food", "O:)", ":-P good", "D: bad"],
    "negations": [
        "isn't good",
        "isn’t good",
        "isnt good",
        "couldn'twould good",
        "n't good",
        "never good",
        "hardly ever good",
        "rarely any good",
        "not very good",
        "not at all very good",
        "nothing is good",
        "despite good",
        "uh-uh good",
    ],
    "capitals": [
        "GOOD day",
        "GOOD DAY",
        "not GOOD at all",
        "VERY good",
        "VERY GOOD indeed",
        "NO good",
        "good NO",
        "SO GOOD but BAD",
        "İ GOOD",
        "so KIND of him",
    ],
    "no": [
        "no good",
        "no",
        "no no no",
        "no, no good",
        "there is no joy",
        "no joy or good",
        "no x or good",
        "no x nor bad",
        "good or no",
        "NO GOOD OR BAD",
    ],
    "least": [
        "least good",
        "at least good",
        "very least good",
        "the least good",
        "At Least good",
        "x at least good",
        "the very least good",
        "least least good",
    ],
    "letters beyond ASCII": [
        "GOOD Ⅷ",
        "K good",
        "İstanbul GOOD",
        "ΣΊΣΥΦΟΣ good",
        "ﬀ GOOD",
        "straße GOOD",
        "ＧＯＯＤ",
        "gооd",
        "中文 good",
        "e\u0301 good BAD",
    ],
    "NUL and controls": ["good\0bad", "\0good", "good\0", "\0", "\ufeffgood", "\u202egood\u202c bad", "\x1b[31mgood"],
    "hardly a text": [
        "",
        " ",
        ".",
        "!!!",
        "???",
        "!?!?!?!?",
        "😶",
        "a",
        "1",
        "----",
        "é",
        "\n",
        "good!!!!!!",
        "good???",
        "good????",
        "bad?!",
    ],
    "boosters": [
        "very good",
        "extremely very so good",
        "barely good",
        "kinda good",
        "sorta bad",
        "a bit good",
        "less good",
        "most good",
        "VERY very GOOD day",
    ],
}


@pytest.mark.parametrize("kind", HARD)
def test_hard_texts_score_as_the_reference_has_them(kind: str) -> None:
    texts = HARD[kind]
    assert {text: repr(row) for text, row in zip(texts, found(texts), strict=True)} == {text: repr(expected(text)) for text in texts}


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text(text: str) -> None:
    assert found([text]) == [expected(text)]


PROSE = "The council has built a good lane, but the drivers hate it and nobody is very happy about the terrible noise. "
HOSTILE = {
    "100,000 emoji": "😀" * 100_000,
    "good but": "good but " * 25_000,
    "150,000 words of the lexicon": " ".join((sorted(ANALYZER.lexicon) * 21)[:150_000]),
    "a token of a megabyte": "a" * 1_000_000,
    "prose": PROSE * (690_000 // len(PROSE)),
    "NULs": "good \0" * 50_000,
    "exclamation marks": "good" + "!" * 500_000,
    "white space": " " * 500_000 + "good" + "\n" * 500_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_end(kind: str) -> None:
    start = time.process_time()
    [row] = found([HOSTILE[kind]])
    assert time.process_time() - start < 5
    assert all(-1 <= figure <= 1 for figure in row)


def test_every_emoji() -> None:
    texts = [f"a {sign}{sign} plan{sign}, good{sign}" for sign in ANALYZER.emojis]
    assert [text for text, row in zip(texts, found(texts), strict=True) if row != expected(text)] == []


def test_every_character_that_is_white_space_or_changes_its_case() -> None:
    signs = [sign for sign in map(chr, range(0x20000)) if sign.isspace() or sign.lower() != sign or sign.upper() != sign]
    texts = [f"GOOD{sign}bad {sign}" for sign in signs]
    assert [text for text, row in zip(texts, found(texts), strict=True) if row != expected(text)] == []


def test_a_long_text_scores_as_the_reference_has_it() -> None:
    text = PROSE * 12 + "😀" * 20 + " but good"
    assert found([text]) == [expected(text)]


def test_null_stays_null() -> None:
    assert polarity_scores(pl.Series([None, "good", None], dtype=pl.String)).rows() == [(None,) * 4, expected("good"), (None,) * 4]
    assert polarity_scores(pl.Series([], dtype=pl.String)).shape == (0, 4)
    assert polarity_scores(pl.Series([None, None])).rows() == [(None,) * 4] * 2
    assert polarity_scores(pl.Series([None, None], dtype=pl.String)).schema == dict.fromkeys(FIGURES, pl.Float64)


def test_lone_surrogates_cannot_be_in_a_column_and_their_replacement_scores() -> None:
    text = "good \ud800 day".encode("utf-8", errors="replace").decode()
    assert found([text]) == [expected(text)]


def test_only_english_is_scored() -> None:
    texts, codes = pl.Series(["good", "good", "good", None]), pl.Series(["en", "de", None, "en"])
    assert score(texts, codes)["compound"].to_list() == [expected("good")[3], None, None, None]
    assert score(texts, codes, all_languages=True)["compound"].to_list() == [expected("good")[3]] * 3 + [None]
    assert score(texts.clear(), codes.clear()).columns == FIGURES
    assert score(pl.Series(["good"]), pl.Series(["en"]))["compound"].to_list() == [expected("good")[3]]


def test_an_elementwise_expression_in_a_lazy_plan() -> None:
    texts = [None, "good", "", "BAD plan!", "not so good 😀"] * 50
    frame = pl.LazyFrame({"text": texts}, schema={"text": pl.String}).with_columns(tone=polarity(pl.col("text")))
    rows = frame.filter(pl.col("text").is_not_null()).unnest("tone").select(FIGURES).collect().rows()
    assert rows == [expected(text) for text in texts if text is not None]
    [missing, *_] = frame.collect()["tone"].to_list()
    assert missing == dict.fromkeys(FIGURES)
    assert frame.select(pl.col("tone").struct.field("compound")).collect_schema() == {"compound": pl.Float64}
    own = pl.LazyFrame({"text": ["good"]}).select(polarity(pl.col("text"), {"good": -1.9}).struct.field("compound")).collect()
    assert own.item() == -0.4404


def test_texts_in_many_chunks_score_as_those_in_one() -> None:
    texts = [f"{'x ' * (size % 977)} good {size} but {'bad ' * (size % 3)}" for size in range(4_000)]
    assert found(texts) == [row for start in range(0, 4_000, 500) for row in found(texts[start : start + 500])]
    assert found(texts[-200:]) == [expected(text) for text in texts[-200:]]


def test_many_empty_texts() -> None:
    assert set(found([""] * 100_000)) == {(0.0, 0.0, 0.0, 0.0)}
