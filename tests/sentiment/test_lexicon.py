"""Lexicon files of one's own."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from vaderSentiment import vaderSentiment as reference  # noqa: N813

from polarize.errors import ConfigError
from polarize.sentiment import polarity_scores, read_lexicon

OWN = {
    "tramtastic": 2.5,
    "good": -1.3,
    "very": 1.1,
    "least": 0.9,
    "but": 0.7,
    "no": 0.4,
    "not": -0.6,
    "naïve": -1.7,
    "été": 1.2,
    "né": 0.8,
    "дорога": 2.1,
    "自由": 3.1,
    "donaudampfschifffahrtsgesellschaft": 1.5,
    "donaudampfschifffahrtxgesellschaft": -1.5,
    "gr9": 1.9,
    "of": 0.2,
}
TEXTS = [
    "a TRAMTASTIC plan",
    "VERY good, not very tramtastic",
    "at least it is tramtastic",
    "the least good",
    "no good or bad but no tramtastic!",
    "Naïve, NAÏVE and naïve",
    "été, ÉTÉ ete",
    "né, né. (né) né ne",
    "ДОРОГА домой, дорога",
    "自由! 自由 (自由)",
    "Donaudampfschifffahrtsgesellschaft DONAUDAMPFSCHIFFFAHRTSGESELLSCHAFT donaudampfschifffahrtxgesellschaft",
    "DONAUDAMPFSCHiFFFAHRTSGESELLSCHAFT here",
    "GR9 m8",
    "Gr9 M8",
    "kind of good",
    "but but but good but",
    "😀 \u212aind tramtastic",
    "İ été Σ ΣΑΣ naïve",
]


def expected(text: str) -> tuple[float, ...]:
    analyzer = reference.SentimentIntensityAnalyzer()
    analyzer.lexicon.update(OWN)
    scores = analyzer.polarity_scores(text)
    return tuple(scores[name] for name in ("neg", "neu", "pos", "compound"))


def test_words_are_added_and_replaced_as_in_the_references_own_dictionary() -> None:
    found = polarity_scores(pl.Series(TEXTS), OWN).rows()
    assert dict(zip(TEXTS, found, strict=True)) == {text: expected(text) for text in TEXTS}


def test_a_file_says_the_same_as_the_mapping(tmp_path: Path) -> None:
    file = tmp_path / "own.txt"
    lines = [f"{word}\t{valence}\t0.5\t[1, 2]" for word, valence in OWN.items()]
    file.write_bytes(("\ufeff" + "\r\n\r\n".join(lines)).encode())
    assert read_lexicon(file) == OWN
    assert polarity_scores(pl.Series(TEXTS), file).equals(polarity_scores(pl.Series(TEXTS), OWN))
    assert polarity_scores(pl.Series(["good"]))["compound"].to_list() == [0.4404]


def test_words_are_put_in_lower_case(tmp_path: Path) -> None:
    file = tmp_path / "own.txt"
    file.write_text("GOOD\t1\n", encoding="utf-8")
    assert read_lexicon(file) == {"good": 1.0}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the lexicon is empty"),
        (b"good 1.9\n", "line 1: is no lexicon entry"),
        (b"fine\t1\n\ngood\n", "line 3: is no lexicon entry"),
        (b"good\tvery\n", "line 1: “very” is no number"),
        (b"good\tnan\n", "line 1: nan is no valence"),
        (b"good\t1e9\n", "line 1: 1e\\+09 is no valence"),
        (b"fed up\t-2\n", "line 1: “fed up” would never be found, texts are read as “fed up” there"),
        (b"good!\t2\n", "line 1: “good!” would never be found, texts are read as “good” there"),
        ("😀\t2\n".encode(), "would never be found, texts are read as “grinning face”"),
        (b"good\t1\ngood\t2\n", "line 2: “good” has the valence 1 already"),
        (b"good\t1\nb\xff\t2\n", "not in UTF-8 \\(byte 9\\)"),
    ],
)
def test_errors_name_the_line_and_the_remedy(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "own.txt"
    file.write_bytes(content)
    with pytest.raises(ConfigError, match=message) as error:
        read_lexicon(file)
    assert str(file) in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        polarity_scores(pl.Series(["good"]), tmp_path / "none.txt")


def test_a_mapping_with_a_word_that_is_none() -> None:
    with pytest.raises(ConfigError, match="would never be found"):
        polarity_scores(pl.Series(["good"]), {"two words": 1.0})
