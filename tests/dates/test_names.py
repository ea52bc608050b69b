"""Names of months and days: what a word is in one language, in another, and in none."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from service.dates.partial import only
from service.dates.reading import Hints
from service.dates.readings import read
from service.lexicon import calendar_names as names
from service.lexicon.spelling import folded
from service.spans import shapes


@pytest.mark.parametrize(
    ("word", "language", "months"),
    [
        ("listopada", "hr", {10}),
        ("listopada", "pl", {11}),
        ("listopada", None, {10, 11}),
        ("srpanj", "hr", {7}),
        ("srpen", "cs", {8}),
        ("červenec", "cs", {7}),
        ("červen", "cs", {6}),
        ("lipca", "pl", {7}),
        ("liepos", "lt", {7}),
        ("Sept.", "fr", {9}),
        ("ARALIK", "tr", {12}),
        ("Şubat'ta", "tr", {2}),
        ("Jänner", "de", {1}),
        ("تشرين الأول", "ar", {10}),
        ("غشت", "ar", {8}),
        ("ابريل", "ar", {4}),
        ("באוקטובר", "he", {10}),
        ("otsailaren", "eu", {2}),
        ("ก.พ.", "th", {2}),
        ("septembre", "en", {9}),
        ("Tuesday", "en", set()),
        ("to", "fi", set()),
    ],
)
def test_months(word: str, language: str | None, months: set[int]) -> None:
    """The page's language decides; without one, several months are doubt."""
    assert names.months(word, language) == months


@pytest.mark.parametrize(
    ("word", "language", "weekdays"),
    [
        ("mar", "it", {1}),
        ("to", "fi", {3}),
        ("Thứ Hai", "vi", {0}),
        ("Cuma", "tr", {4}),
        ("周日", "zh", {6}),
        ("June", "en", set()),
    ],
)
def test_weekdays(word: str, language: str, weekdays: set[int]) -> None:
    """A day of the week in one language can be a month in another."""
    assert names.weekdays(word, language) == weekdays


@pytest.mark.parametrize(
    ("word", "language", "hours"),
    [
        ("p. m.", "es", (12, 24)),
        ("오후", "ko", (12, 24)),
        ("凌晨", "zh", (0, 12)),
        ("μ.μ.", "el", (12, 24)),
        ("de", "es", None),
        ("م", "en", (12, 24)),
        ("ص", "en", (0, 12)),
    ],
)
def test_periods(word: str, language: str, hours: tuple[int, int] | None) -> None:
    """Parts of the day are spans of hours; the Hungarian "de" is none on a Spanish page, an Arab
    letter one on any.
    """
    assert names.periods(word, language) == hours


@pytest.mark.parametrize("word", ["Février", "août", "Ağustos", "März", "فبراير", "Ιουνίου"])
def test_spelling_does_not_matter(word: str) -> None:
    """Case, composition and accents change nothing."""
    forms = {
        folded(form)
        for form in (
            word,
            word.upper(),
            unicodedata.normalize("NFD", word),
            unicodedata.normalize("NFC", word),
        )
    }

    assert len(forms) == 1


@pytest.mark.parametrize("language", ["ar", "fi", "th", "tr", "uz", "zh", "vi"])
def test_no_language_inherits_english_weekdays(language: str) -> None:
    """The CLDR's root has English abbreviations, which are no names of these languages."""
    assert not any(
        names.named_in(word, language)[1]
        for word in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    )


def test_every_supplement_has_its_months() -> None:
    """Rows of the supplement have twelve entries, or seven for the days."""
    assert {len(row.split()) for row in names._MORE_MONTHS.values()} == {12}
    assert {len(row.split()) for row in names._MORE_WEEKDAYS.values()} == {7}


@pytest.mark.parametrize(
    ("word", "cut"),
    [("riday", True), ("nday", True), ("day", False), ("Amis", False), ("harbour", False)],
)
def test_the_end_of_a_weekdays_name(word: str, cut: bool) -> None:
    """What lost its first letters has no capital."""
    assert names.is_cut_weekday(word) == cut


@pytest.mark.parametrize(
    "text", ["you may sit", "the sun sat", "March on", "in 2022 we may", "Jan 2022, 5 comments"]
)
def test_words_that_are_no_date(text: str) -> None:
    """Words that could be names make no day."""
    assert not any(shape.text_of("day") for shape in shapes.shapes(text, "en"))


#: The hours of the day that the hours 12, 1, 2, … 11 mean behind a part of it; "-" where it may be
#: another day's.
CHINESE_HOURS = """
凌晨 0 1 2 3 4 5 6 7 8 9 10 11
清晨 - 1 2 3 4 5 6 7 8 9 10 11
早上 - 1 2 3 4 5 6 7 8 9 10 11
上午 0 1 2 3 4 5 6 7 8 9 10 11
中午 12 13 14 15 16 17 6 7 8 9 10 11
下午 12 13 14 15 16 17 18 19 20 21 22 23
傍晚 - - - - 16 17 18 19 20 21 22 23
晚上 - - - - 16 17 18 19 20 21 22 23
深夜 - - - - - - 18 19 20 21 22 23
"""


@pytest.mark.parametrize("line", CHINESE_HOURS.strip().splitlines(), ids=lambda line: line[:2])
def test_hours_of_a_part_of_the_day(line: str) -> None:
    """A clock that goes to 12 means the hours of its part of the day; twelve and one at night
    belong to two days.
    """
    part, *hours = line.split()
    for shown, hour in zip((12, *range(1, 12)), hours, strict=True):
        (reading,) = read(f"2021年3月5日{part}{shown}:15", Hints("zh")).healthy
        assert str(reading.partial) == (
            "2021-03-05" if hour == "-" else f"2021-03-05T{int(hour):02}:15"
        ), shown


@pytest.mark.parametrize(
    ("text", "language", "clock"),
    [
        ("5 de marzo de 2021, 12:15 de la madrugada", "es", "T00:15"),
        ("5 de marzo de 2021, 1:15 de la noche", "es", ""),
        ("5 de marzo de 2021, 9:15 de la noche", "es", "T21:15"),
        ("2021년 3월 5일 새벽 12시 15분", "ko", "T00:15"),
        ("2021년 3월 5일 밤 12:15", "ko", ""),
        ("2021년 3월 5일 낮 12:15", "ko", "T12:15"),
        ("2021年3月5日 未明1時15分", "ja", "T01:15"),
        ("۵ مارس ۲۰۲۱ ۱۲:۱۵ بامداد", "fa", "T00:15"),
        ("5 مارس 2021 10:15 ليلا", "ar", "T22:15"),
        ("5. März 2021, 11:15 nachts", "de", "T23:15"),
        ("5 Maret 2021 1:15 malam", "id", ""),
        ("5 मार्च 2021 रात 12:15", "hi", ""),
        ("5 मार्च 2021 सुबह 1:15", "hi", "T01:15"),
        ("5 March 2021, 2:15 in the morning", "en", "T02:15"),
        ("5 de marzo de 2021, 1:15 de la mañana", "es", "T01:15"),
        ("5 de marzo de 2021, 12:15 de la mañana", "es", ""),
        ("৫ মাৰ্চ ২০২১ পুৱা ৮:১৫", "as", "T08:15"),
        ("৫ মাৰ্চ ২০২১ আবেলি ৩:১৫", "as", "T15:15"),
        ("৫ মাৰ্চ ২০২১ নিশা ৮:১৫", "as", "T20:15"),
        ("৫ মাৰ্চ ২০২১ নিশা ১:১৫", "as", ""),
        ("5 ମାର୍ଚ୍ଚ 2021 ରାତି 8:15", "or", "T20:15"),
        ("5 Marso 2021 11:15 ng gabi", "fil", "T23:15"),
        ("5 dhen Mhàrt 2021 1:15 f", "gd", "T13:15"),
    ],
)
def test_small_hours_and_nights(text: str, language: str, clock: str) -> None:
    """The small hours open a day; the clock of a night that may be the next day's is left open, and
    the day stands.
    """
    (reading,) = read(text, Hints(language)).healthy
    assert str(reading.partial) == "2021-03-05" + clock


@pytest.mark.parametrize(
    ("text", "hints", "offsets"),
    [
        ("4 août 2010 22:11 heure d’Europe centrale", Hints("fr", "FR"), {120}),
        ("8 de agosto de 2025 07:35 hora central", Hints("es", "MX"), {-360}),
        ("9 февраля 2021 14:36 Москва, стандартное время", Hints("ru", "RU"), {180}),
        ("26 Ogos 2010 18:38 Waktu Malaysia (Kuala Lumpur)", Hints("ms", "MY"), {480}),
        ("25 February 2022, 14:40 some words of a line", Hints("en", "GB"), {None}),
    ],
)
def test_names_of_zones_in_the_languages_of_the_cldr(
    text: str, hints: Hints, offsets: set[int | None]
) -> None:
    """A clock has the offset of the zone that is named behind it; where a name has two clocks the
    country decides.
    """
    assert {only(reading.partial.offset) for reading in read(text, hints).healthy} == offsets


@pytest.mark.parametrize(
    "text",
    [
        "25/2-2022", "25/2 2022", "2022_02_25", "25.ii.2022", "{{2022,2,25},{14,40,0}}", "new Date(2022, 1, 25)",
        "{'year': 2022, 'month': 2, 'day': 25}", "ts:1645818000", "2022056T144000Z", "report_2022_02_25", "2022_02_25_1",
        "2022/02/25/99/99",
    ],
)  # fmt: skip
def test_notations_of_forms_and_programs(text: str) -> None:
    """Each states 25 February 2022, and nothing else does."""
    assert {reading.day() for reading in read(text, Hints("da")).healthy} == {date(2022, 2, 25)}


@pytest.mark.parametrize(
    "text", ["Bulletin (2022, No. 2, p. 25)", "ID 1645818000", "Vol. 3 (2021)"]
)
def test_what_only_looks_like_a_notation(text: str) -> None:
    """Numbers in brackets and of articles are no dates."""
    assert not [reading for reading in read(text, Hints("en")).healthy if reading.day()]


@pytest.mark.parametrize(
    ("word", "language", "months"),
    [
        ("Septmber", "en", {9}), ("Jully", "en", {7}), ("Aprli", "en", {4}), ("dcembre", "fr", {12}), ("wrze¶nia", "pl", {9}),
        ("Þubat", "tr", {2}), ("Match", "en", set()), ("Mach", "en", set()), ("Auguste", "en", set()), ("marches", "fr", set()),
        ("Mario", "it", set()), ("Martin", "ro", set()), ("marți", "ro", set()), ("карта", "ru", set()),
        ("Julian", "hu", set()),
    ],
)  # fmt: skip
def test_a_month_but_for_a_letter(word: str, language: str, months: set[int]) -> None:
    """A slip of a longer name is the month; another ending, a short name's neighbour and a day of
    the week are no slips.
    """
    assert names.misspelt_months(word, language) == months


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("the twenty-fifth of February 2022", "en", date(2022, 2, 25)),
        ("February twenty fifth, two thousand and twenty-two", "en", date(2022, 2, 25)),
        ("this 25th day of February, 2022", "en", date(2022, 2, 25)),
        ("25 February MMXXII", "en", date(2022, 2, 25)),
        ("am fünfundzwanzigsten Februar zweitausendzweiundzwanzig", "de", date(2022, 2, 25)),
        ("le premier mars deux mille vingt", "fr", date(2020, 3, 1)),
        ("veinticinco de febrero de dos mil veintidós", "es", date(2022, 2, 25)),
        ("venticinque febbraio duemilaventidue", "it", date(2022, 2, 25)),
        ("vinte e cinco de fevereiro de dois mil e vinte e dois", "pt", date(2022, 2, 25)),
        ("dwudziestego piątego lutego 2022", "pl", date(2022, 2, 25)),
        ("двадцать пятого февраля две тысячи двадцать второго года", "ru", date(2022, 2, 25)),
        # words that count something else
        ("First published March 2022", "en", None),
        ("Due June 2023", "en", None),
        ("sept 2021", "fr", None),
        ("the thirty second March 2022", "en", None),
        ("The MMR vaccine, February 2022", "en", None),
    ],
)
def test_numbers_in_words(text: str, language: str, day: date | None) -> None:
    """The day beside its month, and the year of two thousand and some."""
    said = [reading.day() for reading in read(text, Hints(language)).healthy]
    assert (said[0] if said else None) == day
