"""What the program could not read: comments without text, and languages in which it tells neither side nor tone."""

from __future__ import annotations

from typing import Final

import polars as pl

from polarize.pages._words import count

_MOST: Final = 4
"""Languages that are named; the others are counted."""
LANGUAGES: Final = {
    "af": "Afrikaans",
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "eu": "Basque",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "gl": "Galician",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "ms": "Malay",
    "nb": "Norwegian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "sw": "Swahili",
    "ta": "Tamil",
    "th": "Thai",
    "tl": "Tagalog",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
"""Names of the languages that threads are mostly in, by ISO 639-1 code; another one is named by its code."""


def unread(comments: pl.DataFrame, debate: bool) -> list[str]:
    """Return sentences on the comments of one article that were read in part or not at all.

    Args:
        comments: the article's `ScoredComment` rows.
        debate: whether the article was matched to a debate; without one no comment has a side, which is said elsewhere.
    """
    visible = comments.filter(pl.col("status") == "visible")
    said = []
    if hidden := comments.height - visible.height:
        said.append(f"{_were(hidden)} deleted or held back, so that there was nothing to read.")
    sideless = visible.filter(pl.col("stance_label").is_null()) if debate else visible.clear()
    if sideless.height:
        why = "the debate's statements are in another language"
        said.append(f"{_were(sideless.height)} not sorted by side ({_languages(sideless)}): {why}.")
    toneless = visible.filter(pl.col("compound").is_null())
    if toneless.height and toneless["comment_id"].equals(sideless["comment_id"]):
        said.append("Their tone was not read either: tone is told in English only.")
    elif toneless.height:
        said.append(f"The tone of {count(toneless.height, 'comment')} was not read ({_languages(toneless)}): tone is told in English only.")
    return said


def _were(number: int) -> str:
    """Return "1 comment was" or "7 comments were"."""
    return f"{count(number, 'comment')} {'was' if number == 1 else 'were'}"


def _languages(rows: pl.DataFrame) -> str:
    """Return the languages of comments in words: "German", or "47 German, 2 French, 1 in a language that could not be told"."""
    counted = rows.group_by("language").len("n").sort("n", "language", descending=[True, False], nulls_last=True)
    named = [(_name(language), n) for language, n in counted.iter_rows()]
    shown, rest = named[:_MOST], sum(n for _, n in named[_MOST:])
    if len(named) == 1:
        return named[0][0]
    return ", ".join(f"{n:,} {name}" for name, n in [*shown, *([("in others", rest)] if rest else [])])


def _name(code: str | None) -> str:
    """Return a language's name; a region is left out."""
    if not code:
        return "in a language that could not be told"
    return LANGUAGES.get(code.split("-")[0].lower(), f"language “{code}”")
