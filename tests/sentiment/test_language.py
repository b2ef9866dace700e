"""The language of each comment."""

from __future__ import annotations

import polars as pl
import pytest

from polarize.sentiment import languages

SENTENCES = {
    "en": "I have waited for this bike lane for eleven years, and now my son can finally cycle to school on his own.",
    "de": "Ich habe elf Jahre auf diesen Radweg gewartet, und jetzt kann mein Sohn endlich allein zur Schule fahren.",
    "fr": "J'attends cette piste cyclable depuis onze ans, et maintenant mon fils peut enfin aller à l'école tout seul.",
    "es": "Llevo once años esperando este carril bici, y ahora mi hijo por fin puede ir solo al colegio en bicicleta.",
    "it": "Aspetto questa pista ciclabile da undici anni, e adesso mio figlio può finalmente andare a scuola da solo.",
    "pt": "Esperei onze anos por esta ciclovia, e agora o meu filho pode finalmente ir sozinho para a escola de bicicleta.",
    "nl": "Ik heb elf jaar op dit fietspad gewacht, en nu kan mijn zoon eindelijk alleen naar school fietsen.",
    "pl": "Czekałem na tę ścieżkę rowerową jedenaście lat i teraz mój syn może wreszcie sam jeździć do szkoły.",
    "ru": "Я одиннадцать лет ждал эту велосипедную дорожку, и теперь мой сын наконец может сам ездить в школу.",
    "zh": "这条自行车道我等了十一年，现在我儿子终于可以自己骑车上学了。",
    "ja": "この自転車道を十一年待っていました。これで息子も一人で学校に通えます。",
    "ko": "이 자전거 도로를 십일 년 동안 기다렸어요. 이제 아들이 혼자 학교에 갈 수 있습니다.",
}


def told(*texts: str, given: str | None = None) -> list[str | None]:
    return languages(thread(*texts, given=given)).to_list()


def thread(*texts: str, given: str | None = None, article: str = "a") -> pl.DataFrame:
    return pl.DataFrame(
        {"article_id": [article] * len(texts), "text": list(texts), "language": [given] * len(texts)},
        schema={"article_id": pl.String, "text": pl.String, "language": pl.String},
    )


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_alone(code: str) -> None:
    assert told(SENTENCES[code]) == [code]


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_in_an_english_thread(code: str) -> None:
    assert told(*[SENTENCES["en"]] * 5, SENTENCES[code])[-1] == code


@pytest.mark.parametrize("code", ["de", "fr", "es", "zh", "ko"])
def test_short_comments_take_the_language_of_their_thread(code: str) -> None:
    assert told(*[SENTENCES[code]] * 3, "Ok.", "Super!", "+1", "???") == [code] * 7


def test_scripts_show_in_two_letters() -> None:
    assert told(SENTENCES["en"], "同意", "はい", "네", "对 OK") == ["en", "zh", "ja", "ko", "zh"]


def test_kanji_in_a_japanese_thread_are_japanese() -> None:
    assert told(SENTENCES["ja"], SENTENCES["ja"], "賛成") == ["ja"] * 3


def test_a_name_in_han_makes_no_english_comment_chinese() -> None:
    assert told("The word 自由 means freedom, and it was all over the banners that they carried through the street.") == ["en"]


@pytest.mark.parametrize(
    "slang",
    [
        "lol ur so wrong m8",
        "smh ppl dont even kno wtf they talkin bout tbh",
        "YASSS QUEEN slay!!! omg im ded",
        "imo its kinda meh ngl fr fr no cap",
        "gonna b gr8",
    ],
)
def test_english_slang_stays_english(slang: str) -> None:
    assert told(SENTENCES["en"], SENTENCES["en"], slang)[-1] == "en"


def test_no_letters() -> None:
    assert told("🚲🌳", "!!!", "") == [None, None, None]
    assert told("🚲🌳", SENTENCES["de"], "123") == ["de", "de", "de"]


def test_a_given_language_is_kept() -> None:
    assert told(SENTENCES["de"], "ok", given="la") == ["la", "la"]


def test_each_thread_for_itself_and_the_order_stays() -> None:
    threads = [thread(SENTENCES[code], "Ok.", article=code) for code in ("de", "en", "fr")]
    mixed = pl.concat([*(one[0:1] for one in threads), *(one[1:2] for one in threads)])
    assert languages(mixed).to_list() == ["de", "en", "fr"] * 2


def test_nothing() -> None:
    assert languages(thread()).to_list() == []


def test_a_big_thread_and_a_long_comment() -> None:
    assert told(*["ok " * 400_000, SENTENCES["en"]], *[SENTENCES["de"]] * 300)[1] == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Her zaman böyle oluyor, her yerde aynı insanlar aynı şeyleri söylüyor ve kimse dinlemiyor.",
        "Jeg vil gerne have en cykelsti, og du skal have lov til at køre i skole på den.",
        "Dat is even wennen, maar het is just even mooi als in de stad, en mijn been doet geen pijn.",
        "My wszyscy wiemy, że my tu nie jesteśmy po to, żeby się kłócić o ścieżkę rowerową.",
    ],
)
def test_small_words_that_look_english_make_no_comment_english(text: str) -> None:
    assert told(*[SENTENCES["en"]] * 4, text)[-1] != "en"


def test_a_mixed_thread_is_told_comment_by_comment() -> None:
    mixed = [SENTENCES["de"], SENTENCES["en"]] * 6
    assert told(*mixed) == ["de", "en"] * 6
