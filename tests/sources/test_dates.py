"""Dates as systems print them, read by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from polarize.sources._dates import find, parse

PRINTED: dict[str, tuple[int, ...]] = {
    "2019년 3월 5일 10:22": (2019, 3, 5, 10, 22),
    "2019. 3. 5. 오후 3:12": (2019, 3, 5, 15, 12),
    "2019년 3월 5일 오전 12:05": (2019, 3, 5, 0, 5),
    "12 tháng 3, 2019": (2019, 3, 12),
    "12 tháng 3 năm 2019 lúc 10:22": (2019, 3, 12, 10, 22),
    "5 d'agost de 2019": (2019, 8, 5),
    "5 de març del 2019": (2019, 3, 5),
    "12-мар-2019": (2019, 3, 12),
    "2019. május 5., 10:22": (2019, 5, 5, 10, 22),
    "2019-Mar-05": (2019, 3, 5),
    "Mar 5 '19 at 10:22": (2019, 3, 5, 10, 22),
    "5.3.2019 kl. 10.22": (2019, 3, 5, 10, 22),
    "5.3.2019 klo 10.22": (2019, 3, 5, 10, 22),
    "Sun Mar 5 10:22:11 2019": (2019, 3, 5, 10, 22, 11),
    "Sun Mar  5 10:22:11 CET 2019": (2019, 3, 5, 9, 22, 11),
    "12 Μαρτίου 2020, 10:22": (2020, 3, 12, 10, 22),
    "12 ינואר 2014": (2014, 1, 12),
    "7 يناير 2019": (2019, 1, 7),
    "3 gegužės 2012": (2012, 5, 3),
    "5. veebruar 2015": (2015, 2, 5),
    "3 Desember 2018": (2018, 12, 3),
}
CAPTURED = datetime(2021, 5, 20, 12, tzinfo=UTC)
AGES = {
    "Hace una hora": timedelta(hours=1),
    "Hace un minuto": timedelta(minutes=1),
    "hace una semana": timedelta(weeks=1),
    "un'ora fa": timedelta(hours=1),
}
BEHIND_WEEKDAYS = [
    "wtorek, 11 maja 2021, 23:13",
    "úterý 11. května 2021 23:13",
    "martedì 11 maggio 2021, 23:13",
    "terça-feira, 11 de maio de 2021, 23:13",
    "вторник, 11 мая 2021, 23:13",
    "dinsdag 11 mei 2021, 23:13",
    "tirsdag 11. maj 2021, 23:13",
    "tisdag 11 maj 2021, 23:13",
    "tiistai 11. toukokuuta 2021, 23:13",
    "salı, 11 mayıs 2021, 23:13",
    "kedd, 2021. május 11., 23:13",
]


@pytest.mark.parametrize("printed", PRINTED)
def test_a_date_in_a_line_is_found_and_read(printed: str) -> None:
    found = find(printed)
    assert found[0].kind == "day"
    assert all(one.kind == "time" for one in found[1:])
    told = parse(printed)
    assert told is not None
    assert told.tzinfo is UTC
    assert tuple(told.timetuple())[:6] == (*PRINTED[printed], 0, 0, 0)[:6]
    assert any(one.has_time for one in found) == (len(PRINTED[printed]) > 3)


@pytest.mark.parametrize(("language", "month"), [("hr", 10), ("sr-Latn", None), ("pl", 11), ("cs", 11), (None, 11)])
def test_a_word_that_means_two_months_is_read_in_the_language_of_the_page(language: str | None, month: int | None) -> None:
    """Croats call October what Poles and Czechs call November; Serbs have other words."""
    assert parse("5. listopada 2019", language=language) == datetime(2019, month or 11, 5, tzinfo=UTC)


@pytest.mark.parametrize("line", ["5 d'autres 2019", "2019. valami 5.", "Sun Mar 5 10:22:11 20191"])
def test_what_only_looks_like_a_date_is_none(line: str) -> None:
    assert not any(one.kind == "day" for one in find(line))


@pytest.mark.parametrize("printed", ["May 45", "45. Mai", "99-Mai-2019", "2019-Mar-45", "Mar 5 99:99:11 2019", "2019. május 45."])
def test_a_day_that_there_is_not_has_no_time(printed: str) -> None:
    assert parse(printed, captured_at=datetime(2025, 3, 10, tzinfo=UTC)) is None


@pytest.mark.parametrize("printed", AGES)
def test_an_age_in_words_is_found_whole_and_counted_back(printed: str) -> None:
    assert [(one.raw, one.kind) for one in find(printed)] == [(printed, "relative")]
    assert parse(printed, captured_at=CAPTURED) == CAPTURED - AGES[printed]


@pytest.mark.parametrize("printed", BEHIND_WEEKDAYS)
def test_the_day_of_the_week_is_part_of_the_date(printed: str) -> None:
    assert [one.raw for one in find(printed)] == [printed]
    assert parse(printed) == datetime(2021, 5, 11, 23, 13, tzinfo=UTC)
