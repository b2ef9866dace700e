"""Which language each comment is in. VADER is English, and so are the debates' statements: other languages are left unscored.

A short comment says little about its language, so it is taken to be in its thread's unless its script or a confident classifier says
otherwise. py3langid is a port of langid.py (Lui and Baldwin, ACL 2012).
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import polars as pl
from py3langid import langid

LANGUAGES: Final = tuple(
    "en de fr es it pt nl zh ja ko ru uk ar fa he hi tr pl cs sk hu ro bg hr sr sl el sv da no fi et lv lt id vi th ca".split()  # noqa: SIM905
)
"""What is told apart; a classifier with 140 languages takes too much informal English for Pidgin or Latin."""
_CONFIDENT: Final = 0.95
_LETTERS: Final = 25
_THREAD_CHARACTERS: Final = 20_000
_COMMENT_CHARACTERS: Final = 2_000
_KANA: Final = ((0x3040, 0x30FF),)
_HANGUL: Final = ((0x1100, 0x11FF), (0xAC00, 0xD7A3))
_HAN: Final = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2FA1F))


def languages(comments: pl.DataFrame) -> pl.Series:
    """Return an ISO 639-1 code for each comment, null where it has no letters and its thread tells nothing.

    Args:
        comments: a `Comment` table (columns article_id, text, language); a language that is already there is kept.
    """
    letters = pl.col("text").str.count_matches(r"\p{L}")
    frame = comments.select("article_id", "language", "text", letters.alias("letters")).with_row_index("at")
    thread = _thread_languages(frame)
    frame = frame.join(thread, on="article_id", how="left", maintain_order="left")
    own = [
        _own(text, count, usual) if known is None else known
        for known, text, count, usual in frame.select("language", "text", "letters", "thread").iter_rows()
    ]
    return pl.Series("language", own, dtype=pl.String)


def _thread_languages(frame: pl.DataFrame) -> pl.DataFrame:
    joined = frame.group_by("article_id", maintain_order=True).agg(
        pl.col("text").str.head(_COMMENT_CHARACTERS).str.join("\n").alias("text")
    )
    named = [
        classify(text[:_THREAD_CHARACTERS])[0] if text and any(map(str.isalpha, text[:_THREAD_CHARACTERS])) else None
        for text in joined["text"]
    ]
    return joined.select("article_id", pl.Series("thread", named, dtype=pl.String))


def _own(text: str, letters: int, thread: str | None) -> str | None:
    if letters == 0:
        return thread
    script = script_language(text[:_COMMENT_CHARACTERS])
    if script is not None:
        return thread if script == "zh" and thread == "ja" else script
    if letters < _LETTERS and thread is not None:
        return thread
    code, confidence = classify(text[:_COMMENT_CHARACTERS])
    return code if confidence >= _CONFIDENT or thread is None else thread


def script_language(text: str) -> str | None:
    """Return ja, ko or zh for a text of which a fifth or more is in their scripts, which hold more in a letter than Latin does."""
    east = [sum(_in(sign, ranges) for sign in text) for ranges in (_KANA, _HANGUL, _HAN)]
    if sum(east) * 5 < sum(map(str.isalpha, text)) or not sum(east):
        return None
    kana, hangul, han = east
    return "ko" if hangul > han + kana else "ja" if kana * 10 > han else "zh"


def _in(sign: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(sign)
    return code > 0x10FF and any(low <= code <= high for low, high in ranges)


def classify(text: str) -> tuple[str, float]:
    """Return the likeliest language and its probability, 0 to 1."""
    code, probability = _identifier().classify(text)
    return str(code), float(probability)


@cache
def _identifier() -> Any:  # noqa: ANN401 - the package has no types
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
