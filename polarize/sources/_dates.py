"""Dates as pages print them: found by one linear pattern, parsed without guessing.

`find` looks for absolute dates ("4. November 2023 um 10:29 Uhr", "26 de abril de 2022 a las 14:02", "2013/12/28 10:28"), dates without a
year, times of day, and relative dates ("3 hours ago", "vor 2 Tagen", "il y a 3 h", "hace 5 min", "3小时前", "2 ore fa", "há 2 dias",
"2 dagen geleden", "3 часа назад", "3時間前"). Month words of further languages come from dateparser's tables. A time without a
zone is taken as UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache
from importlib import import_module
from typing import Final

from polarize.sources._words import words

_MONTHS: Final = (
    "january jan januar jänner jan janvier janv enero ene januari gennaio janeiro 一月",
    "february feb februar febr feber février févr fevrier febrero februari febbraio fevereiro 二月",
    "march mar märz mrz maerz mars marzo maart março 三月",
    "april apr avril avr abril abr aprile 四月",
    "may mai mayo mei maggio maio 五月",
    "june jun juni juin junio giugno junho 六月",
    "july jul juli juillet juil julio luglio julho 七月",
    "august aug août aout agosto ago augustus 八月",
    "september sept sep septembre septiembre setiembre settembre setembro 九月",
    "october oct oktober okt octobre octubre ottobre outubro 十月",
    "november nov novembre noviembre novembro 十一月",
    "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro 十二月",
)
_ENGLISH: Final = tuple(names.split()[0] for names in _MONTHS)
_MONTH_OF: Final = {word: number for number, names in enumerate(_MONTHS, 1) for word in names.split()}
_WEEKDAYS: Final = words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag dienstag "
    "mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lundi mardi mercredi jeudi vendredi samedi "
    "dimanche lun mar mer jeu ven sam dim lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica segunda-feira terça-feira quarta-feira quinta-feira sexta-feira "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag "
    "lørdag søndag maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai poniedziałek wtorek środa czwartek piątek "
    "sobota niedziela pondělí úterý středa čtvrtek pátek neděle понедельник вторник среда четверг пятница суббота воскресенье "
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar hétfő kedd szerda csütörtök péntek szombat vasárnap"
)
_UNIT_OF: Final = {
    word: seconds
    for names, seconds in (
        ("second seconds sec secs s sekunde sekunden sek seconde secondes segundo segundos 秒", 1),
        ("secondo secondi seconden sekund sekunder sekundy sekundę секунду секунды секунд сек saniye 초", 1),
        ("minute minutes min mins mn m minuten minuto minutos 分钟 分鐘 分", 60),
        ("minuti minuut minut minuter minutter minutę minuty минуту минуты минут мин dakika dk 분", 60),
        ("hour hours hr hrs h std stunde stunden heure heures hora horas 小时 小時", 3600),
        ("ora ore uur uren timme timmar time timer час часа часов ч godzinę godziny godzin godz hodin hodinami saat sa 時間 시간", 3600),
        ("day days d tag tage tagen tg jour jours j día días dia dias 天 日", 86_400),
        ("giorno giorni dag dagen dagar dage dager день дня дней дн dzień dni dny dnem gün 일", 86_400),
        ("week weeks wk wks w woche wochen wo semaine semaines sem semana semanas 周 週 星期", 604_800),
        ("settimana settimane weken vecka veckor uge uger uke uker неделю недели недель нед", 604_800),
        ("tydzień tygodnie tygodni hafta 週間 주", 604_800),
        ("month months mo mos monat monate monaten mois mes meses 个月 個月 月", 2_629_746),
        ("mese mesi mês maand maanden månad månader måned måneder месяц месяца месяцев мес miesiąc miesiące miesięcy ay", 2_629_746),
        ("か月 ヶ月 ヵ月 カ月 ケ月 개월 달", 2_629_746),
        ("year years yr yrs y jahr jahre jahren an ans année années a año años 年", 31_556_952),
        ("anno anni ano anos jaar jaren år год года лет rok lata lat lety yıl yil 년", 31_556_952),
    )
    for word in names.split()
}


def _any(listed: Iterator[str] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(listed), key=lambda word: (-len(word), word)))


_MONTH = rf"(?:{_any(list(_MONTH_OF))})"
_WEEKDAY = rf"(?:(?<![^\W\d_])(?:{_any(_WEEKDAYS)})\.?(?![^\W\d_]),?\s{{0,2}}(?:den\s|le\s|the\s|el\s)?)?"
_TIME = (
    r"(?:(?:上午|下午|凌晨|早上|晚上|中午|傍晚|오전|오후)\s?\d{1,2}[:：点點时時시]\s?\d{2}(?:[:：]\d{2})?[分분]?"
    r"|\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d{1,6})?)?(?:\s?[ap]\.?\s?m\b\.?)?|\d{1,2}\s?h\s?\d{2}(?:\s?min)?\b"
    r"|\d{1,2}\.\d{2}\s(?:uhr|h)\b|\d{1,2}\suhr(?:\s\d{2})?\b|\d{1,2}\s?[ap]\.?m\b\.?)(?:\s?(?:uhr|hrs"
    r"|horas|h)\b)?(?:\s?(?:UTC|GMT|Z|CES?T|ME?S?Z|BST|IST|[ACEMP][SD]?T|AES?T|[+-]\d{2}:?\d{2})\b)?"
)
_DOTTED = r"\d{1,2}\.\d{2}(?![\d.,]|\s?[€$£%])(?:\s(?:GMT|UTC|BST|CES?T|ME?S?Z)\b)?"
_JOIN = r"\s{0,3}(?:,|-|–|—|@|/|·|•|\||at|um|à|a\slas|a\sla|à\sl'|alle|om|T|,\sat|,\sum|,\sà|,\sв|в|kl\.?|klo|às|lúc|o|v|，|：)?\s{0,3}"
_WEEKDAY_SIGN = r"[(（][日月火水木金土一二三四五六][)）]"
_DAY = (
    rf"(?P<ymd>\d{{4}}\s?[-/.年년]\s?\d{{1,2}}\s?[-/.月월]\s?\d{{1,2}}[日일]?(?:\.(?=\s오[전후]))?(?:\s?{_WEEKDAY_SIGN})?|(?<![\d-])\d{{2}}-\d{{1,2}}-\d{{1,2}}(?=\s\d{{1,2}}:\d{{2}}\s?来自)"
    rf"|(?<![\d/])\d{{2}}/\d{{1,2}}/\d{{1,2}}{_WEEKDAY_SIGN})"
    rf"|(?P<dmy>(?<!\d)(?:0?[1-9]|[12]\d|3[01])\s?(?:\.|er|º|°|st|nd|rd|th)?\s?(?:de\s"
    rf"|of\s)?{_MONTH}(?![^\W\d_])\.?,?\s?(?:de\s|del\s)?(?:'?\d{{4}}|(?='\d\d)'\d\d)?(?!\d|[:：]"
    rf"|\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}})|(?<!\d)\d{{1,2}}[-/]{_MONTH}[-/](?:\d{{4}}|\d{{2}})(?!\d)|(?<!\d)\d{{4}}[-/]{_MONTH}[-/]\d{{1,2}}(?!\d))"
    rf"|(?P<mdy>{_MONTH}\.?\s{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?(?!\d|[:：])(?:(?P<unix>\s{{1,2}}\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s(?:[A-Z]{{3,4}}\s)?\d{{4}}(?!\d))"
    rf"|,?\s{{0,2}}(?:de\s)?(?:\d{{4}}|'\d\d)(?!\d))?)"
    rf"|(?P<num>(?<![\d.,/-])\d{{1,2}}(?:\.\s?\d{{1,2}}(?:\.\s?|,\s)|/\d{{1,2}}/|-\d{{1,2}}-)(?:\d{{4}}|\d{{2}})(?![\d.,/%-]*\d)"
    rf"|(?<!\d)\d{{1,2}}\s(?:tháng|thg)\s\d{{1,2}},?\s(?:năm\s)?\d{{4}}(?!\d))"
    rf"|(?P<md>(?<!\d)\d{{1,2}}月\d{{1,2}}日)"
    rf"|(?P<near>(?<![^\W\d_])(?:yesterday|today|gestern|heute|hier|aujourd'hui|ayer|hoy|昨天|今天|前天|сегодня|вчера|oggi|ieri|hoje|ontem|dziś|dzisiaj|wczoraj|vandaag|gisteren|i\s?dag|i\s?går|bugün|dün|tänään|eilen|dnes|včera|今日|昨日|오늘|어제)(?![^\W\d_])(?={_JOIN}{_TIME}))"
    rf"|(?P<part>(?<!\d)\d{{1,2}}\.\s\d{{4}}(?=,?\s{_TIME})|(?<![\d.,/:-])(?:\d{{1,2}}/\d{{1,2}}|\d{{2}}-\d{{2}})(?=\s\d{{1,2}}:\d{{2}}))"
    r"|(?P<other>(?<!\d)\d{1,2}\.?\s(?:d['’]|de\s)?[^\W\d_]{3,12}\.?,?\s(?:del?\s)?\d{4}(?!\d)"
    r"|(?<!\d)\d{1,2}-[^\W\d_]{3,12}-\d{4}(?!\d)|(?<!\d)\d{4}\.\s[^\W\d_]{3,12}\.?\s\d{1,2}(?!\d)\.?|(?<![^\W\d_])[^\W\d_]{3,12}\.?\s\d{1,2},\s\d{4}(?!\d))"
)
_AGO = "ago|zuvor|atrás|fa|geleden|sedan|siden|назад|temu|önce"
_N = r"(?:\d{1,4}|an?|one|eine[mrns]?|une?|una?|un'|uma?|een|ett?|en|einigen|几|數)"
_APART = r"(?:(?<=[\d几數'])\s?|\s)"
"""What stands between a number and its unit: a space behind words, so that "una hora" is no "un a"."""
_UNITS = _any(list(_UNIT_OF))
_GERMAN = r"(?:sekunden?|minuten?|stunden?|tage?|wochen?|monate?|jahre?)"
_AGES: Final = "12345678"
"""Numbers of the ways to tell an age, each a pair of groups, n and u."""
_RELATIVE = (
    rf"(?:(?<!\w)(?:about\s|over\s|almost\s|etwa\s)?"
    rf"|(?<![\d.,])(?=\d))(?P<n1>{_N}){_APART}(?P<u1>{_UNITS})\.?(?:,?\s(?:and\s)?\d{{1,2}}\s(?:{_UNITS}))?\s(?:{_AGO})\b"
    rf"|(?<!\w)(?P<n8>{_N})\s(?P<u8>{_GERMAN})(?:,?\s(?:und\s)?\d{{1,2}}\s{_GERMAN})?\sher(?!\w)"
    rf"|(?<!\w)vor\s(?:etwa\s|über\s|rund\s)?(?P<n2>{_N}){_APART}(?P<u2>{_UNITS})(?![^\W\d_])"
    rf"|(?<!\w)il\sy\sa\s(?:environ\s)?(?P<n3>{_N}){_APART}(?P<u3>{_UNITS})(?![^\W\d_])"
    rf"|(?<![\d.,])(?P<n6>\d{{1,4}})\s?(?P<u6>{_UNITS})\.?\s?(?:назад|fa(?!\w)|temu|geleden|sedan|siden|atrás|önce|前|전)"
    rf"|(?<!\w)(?:há|před)\s(?P<n7>\d{{1,4}})\s(?P<u7>{_UNITS})(?![^\W\d_])"
    rf"|(?<!\w)(?:hace\s(?:unos\s|unas\s)?|há\s(?:cerca\sde\s)?)(?P<n4>{_N}){_APART}(?P<u4>{_UNITS})(?![^\W\d_])"
    rf"|(?P<n5>\d{{1,4}}|几|数)\s?(?P<u5>{_UNITS})(?:[前以]前?|\s?전)"
    r"|(?P<now>(?<!\w)(?:just\snow|gerade\seben|à\sl'instant|ahora\smismo|agora\smesmo|zojuist|только\sчто|刚刚|剛剛|たった今|방금)(?!\w))"
)
_FULL = re.compile(
    rf"{_WEEKDAY}(?:{_DAY})(?:{_JOIN}(?P<time>{_TIME})|(?:,?\skl\.?|\sklo)?\s(?P<dotted>{_DOTTED}))?|{_RELATIVE}|(?P<alone>(?<![\w:.]){_TIME}(?![\d:]))",
    re.IGNORECASE,
)
_MONTHLY: Final = re.compile(
    rf"(?P<month>{_MONTH}\.? \d{{4}})(?: edited {_MONTH}\.? \d{{1,4}}(?:, \d{{4}})?)?(?: in \S.{{0,60}})?", re.IGNORECASE
)
_SHORT = re.compile(r"(?P<n>\d{1,3})\s?(?P<u>s|sec|min|mn|m|std|hrs?|h|tg|j|d|wks?|w|wo|sem|mos?|yrs?|y|a)\.?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_HINTS: Final = re.compile(
    rf"\b(?:{_AGO})\b|just\snow|gerade\seben|l'instant|ahora\smismo|agora\smesmo|zojuist|только\sчто|\bvor\s(?:etwa\s|über\s|rund\s)?ein"
    r"|\bhace\s(?:unos\s|unas\s)?un|\bil\sy\sa\s(?:environ\s)?un|\bhá\s(?:cerca\sde\s)?um|[刚剛几数今방]",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(r"\d+")
_TODAY: Final = frozenset(
    words("today heute aujourd'hui hoy 今天 сегодня oggi hoje dziś dzisiaj vandaag idag bugün tänään dnes 今日 오늘")
) | {"i dag"}
_ZONES: Final = {"bst": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "est": -300, "edt": -240, "pst": -480, "pdt": -420}
"""Minutes east of Greenwich; short names that several zones share stay UTC."""
LONGEST: Final = 240
"""Lines longer than this hold no header, so no date is looked for in them."""


@dataclass(frozen=True, slots=True)
class When:
    """A date in a line.

    Attributes:
        start: where it begins in the line.
        end: where it ends.
        raw: as printed.
        kind: "day" (absolute), "part" (no year, or cut off), "relative", "time" (a time of day alone).
        has_time: whether a time of day is printed.
    """

    start: int
    end: int
    raw: str
    kind: str
    has_time: bool

    @property
    def fine(self) -> bool:
        """Whether it is as exact as the stamp of a comment: with a time of day, or relative."""
        return self.has_time or self.kind == "relative"


def find(line: str) -> list[When]:
    """Return the dates in a line in order; none for a line over `LONGEST` characters."""
    return list(_find(line)) if len(line) <= LONGEST else []


def month(line: str) -> When | None:
    """Return the month at the beginning of a line that says no more than when ("May 2015", "May 2015 edited May 2015"), else None."""
    found = _MONTHLY.fullmatch(line)
    return When(0, found.end("month"), found["month"], "part", False) if found else None


@lru_cache(maxsize=16_384)
def _find(line: str) -> tuple[When, ...]:
    if not (_DIGIT.search(line) or _hinted(line)):
        return ()
    found: list[When] = []
    match = _FULL.search(line)
    while match is not None:
        when = _when(match)
        if when is not None:
            found.append(when)
        # A word that is no month may end as one does, where a paste joins a name and a date: "AnnaMay 30, 2019".
        match = _FULL.search(line, match.start() + 1 if when is None and match["other"] else match.end())
    if not found:
        short = _SHORT.fullmatch(line.strip(" ·•|"))
        if short is not None and short["n"]:
            start = line.find(short[0])
            found = [When(start, start + len(short[0]), short[0], "relative", False)]
    return tuple(found)


def _hinted(line: str) -> bool:
    """Whether a line without digits may hold an age in words ("a year ago", "il y a une heure")."""
    return _HINTS.search(line) is not None


def _when(match: re.Match[str]) -> When | None:
    raw = match[0]
    if match["alone"]:
        return When(match.start(), match.end(), raw, "time", True)
    if match["other"] and _foreign_month(_word(match["other"])) is None:
        return None
    if match["now"] or match["near"] or any(match[f"n{number}"] for number in _AGES):
        return When(match.start(), match.end(), raw, "relative", bool(match["time"]))
    day = match["ymd"] or match["dmy"] or match["mdy"] or match["num"] or match["other"] or ""
    numbers = [int(number) for number in _NUMBERS.findall(day)]
    if match["part"] and "." not in match["part"]:
        first, second = sorted(map(int, _NUMBERS.findall(match["part"])))
        if not (1 <= first <= 12 and second <= 31):
            return None
    if match["num"] and not (1 <= max(numbers[0], 1) <= 31 and numbers[1] <= 31 and min(numbers[:2]) >= 1 and min(numbers[:2]) <= 12):
        return None
    whole = bool(match["ymd"] or match["num"] or match["other"]) or len(numbers) > 1
    return When(
        match.start(), match.end(), raw.rstrip(" ,"), "day" if whole else "part", bool(match["time"] or match["unix"] or match["dotted"])
    )


def _word(text: str) -> str:
    """Return the longest word, which is the month and no article."""
    return max(re.findall(r"[^\W\d_]+", text), key=len, default="").casefold()


_FURTHER: Final = tuple(
    words("cs da fi hu it nb nl pl pt ro ru sv tr uk id sk sl hr bs sr sr-Latn el bg ca et eu gl lt lv is mk sq az be ms ka hy kk he ar fa")
)


@cache
def _months_in(language: str) -> dict[str, int]:
    """Return the month words of a further language, from dateparser's tables (its parser takes milliseconds for each text)."""
    table = import_module(f"dateparser.data.date_translation_data.{language}").info
    return {name.casefold().strip("."): number for number, month in enumerate(_ENGLISH, 1) for name in table.get(month, ())}


@cache
def _foreign_months() -> dict[str, int]:
    """Return the month words of all further languages; those of the first language that has them."""
    return {name: number for language in reversed(_FURTHER) for name, number in _months_in(language).items()}


def _foreign_month(word: str, language: str | None = None) -> int | None:
    """Return the number of a month; a language's own words go first, for Croats call October what Poles and Czechs call November."""
    own = _months_in(language).get(word) if language in _FURTHER else None
    return own or _MONTH_OF.get(word) or _foreign_months().get(word) or _foreign_months().get(word.removeprefix("ב"))


def day_first(raws: list[str], language: str) -> bool | None:
    """Return whether 3/4/2020 means the third of April on this page: by a date that can only be read one way, else by the language.

    In English it may mean either: None where no date of the page settles it.
    """
    for raw in raws:
        match = _FULL.search(raw)
        if match is None or not match["num"]:
            continue
        first, second = (int(number) for number in _NUMBERS.findall(match["num"])[:2])
        if first > 12 or second > 12:
            return first > 12
        if "." in match["num"]:
            return True
    return None if language == "en" else True


def parse(raw: str, *, days_first: bool | None = True, language: str | None = None, captured_at: datetime | None = None) -> datetime | None:
    """Return the time of a printed date in UTC, or None when it cannot be told.

    Args:
        raw: the date as `find` returned it, or two such parts joined by a space (day and time).
        days_first: reading of 3/4/2020; None when nobody knows, and the date cannot be told.
        language: of the page, whose month words go before those of others.
        captured_at: base of relative dates and of dates without a year; without it these are None.
    """
    matches = list(_FULL.finditer(raw[:LONGEST]))
    match = next((match for match in matches if not match["alone"]), None)
    if match is None:
        short = _SHORT.fullmatch(raw.strip())
        return _before(captured_at, short["n"], short["u"]) if short and captured_at else None
    try:
        if match["near"]:
            return _near(match, captured_at)
        if match["ymd"] or match["dmy"] or match["mdy"] or match["num"] or match["md"] or match["other"]:
            return _absolute(match, raw, days_first, language, captured_at)
        for number in _AGES:
            if match[f"n{number}"]:
                return _before(captured_at, match[f"n{number}"], match[f"u{number}"])
        return _utc(captured_at) if match["now"] and captured_at else None
    except (ValueError, OverflowError):
        return None


def _absolute(
    match: re.Match[str], raw: str, days_first: bool | None, language: str | None, captured_at: datetime | None
) -> datetime | None:
    year, month, day = _fields(match, days_first, language)
    hour, minute, second, zone = _clock(
        match["time"] or match["unix"] or (match["dotted"] or "").replace(".", ":") or raw[match.end() :] + " " + raw[: match.start()]
    )
    if year is None:
        if captured_at is None or month is None:
            return None
        base = _utc(captured_at)
        guess = datetime(base.year, month, day, hour, minute, second, tzinfo=zone)
        return (guess if guess <= base + timedelta(days=1) else guess.replace(year=base.year - 1)).astimezone(UTC)
    if month is None:
        return None
    return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)


def _fields(match: re.Match[str], days_first: bool | None, language: str | None) -> tuple[int | None, int | None, int]:
    """Return year (None when not printed), month and day."""
    text = match["ymd"] or match["dmy"] or match["mdy"] or match["num"] or match["md"] or match["other"]
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    if match["ymd"]:
        return _century(numbers[0]), numbers[1], numbers[2]
    if match["md"]:
        return None, numbers[0], numbers[1]
    if match["num"]:
        day, month = (numbers[0], numbers[1]) if days_first else (numbers[1], numbers[0])
        if days_first is None and day != month and max(day, month) <= 12 and "." not in match["num"]:
            return _century(numbers[2]), None, day
        if month > 12:
            day, month = month, day
        return _century(numbers[2]), month, day
    said = re.sub(r"\d+(?:er|st|nd|rd|th)?", " ", text.casefold())
    ours = (_MONTH_OF.get(word) for word in re.findall(r"[^\W\d_]+", said)) if not match["other"] else ()
    month_number = next((found for found in ours if found), None) or _foreign_month(_word(said), language)
    if numbers[0] > 31 and len(numbers) > 1:
        return numbers[0], month_number, numbers[1]
    return (_century(numbers[-1]) if len(numbers) > 1 else None), month_number, numbers[0]


def _century(year: int) -> int:
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _clock(text: str) -> tuple[int, int, int, timezone]:
    """Return hour, minute, second and zone of a printed time; zeros when there is none."""
    found = re.search(_TIME, text, re.IGNORECASE)
    if found is None:
        return 0, 0, 0, UTC
    lower = found[0].casefold()
    offset = re.search(r"([+-])(\d{2}):?(\d{2})$", lower)
    numbers = [int(number) for number in _NUMBERS.findall(lower[: offset.start()] if offset else lower)]
    hour, minute, second = (*numbers[:3], 0, 0)[:3]
    named = re.search(r"(?<=[\d\s])[a-z]{2,4}$", lower)
    late = re.search(r"\dp|\d\s?p\.?\s?m|下午|晚上|傍晚|오후", lower)
    if late and hour < 12:
        hour += 12
    elif re.search(r"\d\s?a\.?\s?m|凌晨|上午|오전", lower) and hour == 12:
        hour = 0
    shift = (1 if offset[1] == "+" else -1) * (int(offset[2]) * 60 + int(offset[3])) if offset else 0
    shift = _ZONES.get(named[0], shift) if named else shift
    return hour, minute, second, timezone(timedelta(minutes=shift))


def _near(match: re.Match[str], captured_at: datetime | None) -> datetime | None:
    if captured_at is None:
        return None
    word = match["near"].casefold()
    back = 0 if word in _TODAY else 2 if word == "前天" else 1
    hour, minute, second, _ = _clock(match["time"] or "")
    return (_utc(captured_at) - timedelta(days=back)).replace(hour=hour, minute=minute, second=second, microsecond=0)


def _before(captured_at: datetime | None, number: str, unit: str) -> datetime | None:
    if captured_at is None:
        return None
    count = int(number) if number.isdigit() else 1
    seconds = _UNIT_OF.get(unit.casefold())  # None for "SANİYE": a pattern that overlooks case takes İ for i, folding case does not
    return None if seconds is None else _utc(captured_at) - timedelta(seconds=count * seconds)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
