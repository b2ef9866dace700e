"""The classifier on many texts at once, against py3langid on one."""

from __future__ import annotations

import random

import pytest
from py3langid import langid

from polarize.sentiment._langid import LANGUAGES, classify

WORDS = {
    "en": "the bike lane was closed again and nobody told us why it took eleven years to build",
    "de": "der Radweg ist schon wieder gesperrt und niemand hat uns gesagt warum es elf Jahre gedauert hat",
    "fr": "la piste cyclable est encore fermée et personne ne nous a dit pourquoi ça a pris onze ans",
    "pl": "ścieżka rowerowa znów jest zamknięta i nikt nam nie powiedział dlaczego trwało to jedenaście lat",
    "ru": "велосипедная дорожка снова закрыта и никто не сказал нам почему строили одиннадцать лет",
    "sr": "бициклистичка стаза је поново затворена и нико нам није рекао зашто је трајало једанаест година",
    "el": "ο ποδηλατόδρομος είναι πάλι κλειστός και κανείς δεν μας είπε γιατί χρειάστηκαν έντεκα χρόνια",
    "ar": "مسار الدراجات مغلق مرة أخرى ولم يخبرنا أحد لماذا استغرق الأمر أحد عشر عاما",
    "vi": "làn đường xe đạp lại bị đóng và không ai nói cho chúng tôi biết tại sao mất mười một năm",
}


def texts() -> list[str]:
    chance = random.Random(5)
    words = {code: text.split() for code, text in WORDS.items()}
    made = [" ".join(chance.choices(words[chance.choice([*words])], k=chance.choice([1, 3, 8, 40]))) for _ in range(300)]
    mixed = [" ".join(chance.choice(words[chance.choice([*words])]) for _ in range(12)) for _ in range(60)]
    return [*made, *mixed, *(text.upper() for text in made[:40]), "", "!!", "e\u0301", " ".join(made)[:5_000], made[0]]


@pytest.fixture(scope="module")
def alone() -> langid.LanguageIdentifier:
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def test_the_same_languages_and_probabilities_as_one_by_one(alone: langid.LanguageIdentifier) -> None:
    listed = texts()
    for text, (code, share) in zip(listed, classify(listed), strict=True):
        expected_code, expected_share = alone.classify(text)
        assert share == pytest.approx(expected_share, abs=2e-4)
        assert code == expected_code or not text.strip(" !")


def test_few_and_none() -> None:
    assert classify([]) == []
    assert [code for code, _ in classify([WORDS["ru"], WORDS["vi"], WORDS["ru"]])] == ["ru", "vi", "ru"]
