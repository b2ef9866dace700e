"""Which language each comment is in. VADER is English, and so are the debates' statements: other languages are left unscored.

A short comment says little about its language, so it is taken to be in its thread's unless its script or a confident classifier says
otherwise. Plain English is told by its small words; only what they leave open goes to the classifier, which takes longer.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from polarize.sentiment._langid import classify

_CONFIDENT: Final = 0.95
_LETTERS: Final = 25
_THREAD_CHARACTERS: Final = 4_000
_THREAD_COMMENTS: Final = 500
_THREAD_COMMENT_CHARACTERS: Final = 400
_COMMENT_CHARACTERS: Final = 2_000
_WORDS: Final = (
    "[Tt]he|[Aa]nd|[Tt]hat|[Yy]ou|[Ww]ith|[Tt]his|[Tt]hey|[Nn]ot|[Yy]our|[Ww]hat|would|[Tt]heir|from|about|[Tt]hese|[Tt]hose|[Bb]ecause|"
    "[Ww]ho|[Ww]hen|[Ww]hich|[Ww]here|[Tt]here|[Hh]ow|[Ww]hy|were|know|think|people|should|could|going|don't|doesn't|isn't|can't|[Ii]t's|"
    "I'm|[Tt]hat's|[Tt]hem|our|really|only|being|[Ss]omeone|every|nothing|something"
)
_ENGLISH: Final = rf"(?-u:\b)(?:{_WORDS})(?-u:\b)"
"""Words that no other language has two of in a comment: in an English thread these settle it, without the slower classifier."""
_ENGLISH_SHARE: Final = 40
"""A thread with one such word in as many letters is English: twice as rare as in plain English, more than other languages ever have."""
_EAST: Final = r"[\p{Hiragana}\p{Katakana}\p{Hangul}\p{Han}]"
_KANA, _HANGUL, _HAN = r"[\p{Hiragana}\p{Katakana}]", r"\p{Hangul}", r"\p{Han}"


def languages(comments: pl.DataFrame) -> pl.Series:
    """Return an ISO 639-1 code for each comment, null where it has no letters and its thread tells nothing.

    Args:
        comments: a `Comment` table (columns article_id, text, language); a language that is already there is kept.
    """
    text = pl.col("text").str.head(_COMMENT_CHARACTERS)
    frame = _described(comments.select("article_id", "language", text))
    frame = frame.join(_thread_languages(frame), on="article_id", how="left", maintain_order="left")
    plain = (pl.col("thread") == "en") & (pl.col("english") >= 2)
    frame = frame.select(
        "text",
        "thread",
        pl.coalesce(
            pl.col("language"),
            pl.when((pl.col("letters") == 0) | ((pl.col("script") == "zh") & (pl.col("thread") == "ja"))).then(pl.col("thread")),
            pl.col("script"),
            pl.when(plain).then(pl.lit("en")),
            pl.when(pl.col("letters") < _LETTERS).then(pl.col("thread")),
        ).alias("language"),
        (pl.col("letters") > 0).alias("lettered"),
    )
    return _classified(frame)


def _described(texts: pl.DataFrame) -> pl.DataFrame:
    """Add what is to be seen without a classifier: the number of letters, of English words, and the language that the script shows."""
    letters = pl.col("text").str.replace_all(r"\P{L}+", "").str.len_chars().alias("letters")
    counted = texts.with_columns(letters, pl.col("text").str.count_matches(_ENGLISH).alias("english"))
    eastern = pl.col("text").str.contains(_EAST)
    scripts = counted.filter(eastern).select(script_language(pl.col("text")))["script"] if counted.select(eastern.any()).item() else None
    if scripts is None:
        return counted.with_columns(pl.lit(None, pl.String).alias("script"))
    place = counted.select(eastern.alias("east"))["east"]
    return counted.with_columns(pl.lit(None, pl.String).alias("script")).with_columns(
        pl.Series("script", [None] * counted.height, pl.String).scatter(place.arg_true(), scripts)
    )


def _thread_languages(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the language of the first comments of each thread taken together: columns article_id and thread."""
    some = pl.col("text").head(_THREAD_COMMENTS).str.head(_THREAD_COMMENT_CHARACTERS)
    threads = frame.group_by("article_id", maintain_order=True).agg(some.str.join("\n").str.head(_THREAD_CHARACTERS))
    threads = _described(threads)
    plain = (pl.col("letters") > 0) & (pl.col("english") * _ENGLISH_SHARE >= pl.col("letters"))
    code = pl.coalesce(pl.col("script"), pl.when(plain).then(pl.lit("en"))).alias("language")
    named = threads.select("article_id", "text", code, pl.lit(None, pl.String).alias("thread"), (pl.col("letters") > 0).alias("lettered"))
    return named.select("article_id", _classified(named).alias("thread"))


def _classified(frame: pl.DataFrame) -> pl.Series:
    """Return the language column with its gaps filled by what the classifier sees in the text, or else by the thread's language.

    A text of which the classifier is not sure is in the language of its thread.
    """
    out = frame["language"].to_list()
    open_ = frame.with_row_index("at").filter(pl.col("language").is_null() & pl.col("lettered")).select("at", "thread", "text")
    for (at, thread, _), (code, confidence) in zip(open_.iter_rows(), classify(open_["text"].to_list()), strict=True):
        out[at] = code if confidence >= _CONFIDENT or thread is None else thread
    return pl.Series("language", out, dtype=pl.String)


def script_language(text: pl.Expr) -> pl.Expr:
    """Return ja, ko or zh where a fifth of the letters or more is in their scripts, which say more in a letter than Latin; else null."""
    kana, hangul, han = (text.str.count_matches(pattern) for pattern in (_KANA, _HANGUL, _HAN))
    east = kana + hangul + han
    enough = (east > 0) & (east * 5 >= text.str.count_matches(r"\p{L}"))
    code = pl.when(hangul > han + kana).then(pl.lit("ko")).when(kana * 10 > han).then(pl.lit("ja")).otherwise(pl.lit("zh"))
    return pl.when(enough).then(code).alias("script")
