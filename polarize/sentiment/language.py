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
_THREAD_COMMENTS: Final = 500
_COMMENT_CHARACTERS: Final = 2_000
_ENGLISH: Final = r"\b(?:[Tt]he|[Aa]nd|[Tt]hat|[Yy]ou|[Ww]ith|[Tt]his|[Tt]hey|[Nn]ot|[Yy]our|[Ww]hat|would|[Tt]heir|from|about)\b"
"""Words that no other language has two of in a comment: in an English thread these settle it, without the slower classifier."""
_KANA, _HANGUL, _HAN = r"[\p{Hiragana}\p{Katakana}]", r"\p{Hangul}", r"\p{Han}"


def languages(comments: pl.DataFrame) -> pl.Series:
    """Return an ISO 639-1 code for each comment, null where it has no letters and its thread tells nothing.

    Args:
        comments: a `Comment` table (columns article_id, text, language); a language that is already there is kept.
    """
    text = pl.col("text").str.head(_COMMENT_CHARACTERS)
    frame = comments.select("article_id", "language", text).with_columns(
        pl.col("text").str.count_matches(r"\p{L}").alias("letters"), script_language(pl.col("text")).alias("script")
    )
    frame = frame.join(_thread_languages(frame), on="article_id", how="left", maintain_order="left")
    return frame.select(
        pl.coalesce(
            pl.col("language"),
            pl.when(pl.col("letters") == 0).then(pl.col("thread")),
            pl.when((pl.col("script") == "zh") & (pl.col("thread") == "ja")).then(pl.col("thread")),
            pl.col("script"),
            pl.when(_plainly_english()).then(pl.lit("en")),
            pl.Series(_classified(frame), dtype=pl.String),
        ).alias("language")
    ).to_series()


def _plainly_english() -> pl.Expr:
    return (pl.col("thread") == "en") & (pl.col("text").str.count_matches(_ENGLISH) >= 2)


def _thread_languages(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the language of the first comments of each thread taken together: columns article_id and thread."""
    joined = frame.group_by("article_id", maintain_order=True).agg(
        pl.col("text").head(_THREAD_COMMENTS).str.join("\n").str.head(_THREAD_CHARACTERS),
        script_language(pl.col("text").head(_THREAD_COMMENTS).str.join("\n")).alias("script"),
    )
    named = [
        script or (classify(text)[0] if text and any(map(str.isalpha, text)) else None)
        for text, script in joined.select("text", "script").iter_rows()
    ]
    return joined.select("article_id", pl.Series("thread", named, dtype=pl.String))


def _classified(frame: pl.DataFrame) -> list[str | None]:
    """Return the language that the classifier sees in each comment of which neither the script nor the table says it.

    A short one, and one of which it is not sure, is in the language of its thread.
    """
    out: list[str | None] = []
    columns = pl.col("language").is_not_null() | pl.col("script").is_not_null() | _plainly_english(), "letters", "thread", "text"
    for settled, letters, thread, text in frame.select(columns).iter_rows():
        if settled or not letters or (thread is not None and letters < _LETTERS):
            out.append(thread if letters else None)
            continue
        code, confidence = classify(text)
        out.append(code if confidence >= _CONFIDENT or thread is None else thread)
    return out


def script_language(text: pl.Expr) -> pl.Expr:
    """Return ja, ko or zh where a fifth of the letters or more is in their scripts, which say more in a letter than Latin; else null."""
    kana, hangul, han = (text.str.count_matches(pattern) for pattern in (_KANA, _HANGUL, _HAN))
    east = kana + hangul + han
    enough = (east > 0) & (east * 5 >= text.str.count_matches(r"\p{L}"))
    code = pl.when(hangul > han + kana).then(pl.lit("ko")).when(kana * 10 > han).then(pl.lit("ja")).otherwise(pl.lit("zh"))
    return pl.when(enough).then(code)


def classify(text: str) -> tuple[str, float]:
    """Return the likeliest language and its probability, 0 to 1."""
    code, probability = _identifier().classify(text)
    return str(code), float(probability)


@cache
def _identifier() -> Any:
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
