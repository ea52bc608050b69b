"""What part of a date line is its date, and what looks like a date and is none."""

from __future__ import annotations

import pytest

from service.spans.date_context import says_other_day
from service.spans.date_lines import (
    belongs_to_event,
    byline_parts,
    cut_to_date,
    dates_of_line,
    is_date_line,
)


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("Founded 1947 Friday, 26 April 2024 · The Valley News is", "Friday, 26 April 2024"),
        ("page revision: 8, last edited: 17 Jun 2018 15:15", "edited: 17 Jun 2018 15:15"),
        ("Anna Sample - November 2, 2023", "November 2, 2023"),
        ("Updated: Aug. 18, 2020 4:17 pm EST", "Updated: Aug. 18, 2020 4:17 pm EST"),
        (
            "Aus der Region 6. November 2023 15:00 Kommentar schreiben",
            "6. November 2023 15:00 Kommentar schreiben",
        ),
        ("Fri Sep 30 15:13:45 UTC+0000 2016", "Fri Sep 30 15:13:45 UTC+0000 2016"),
        ("May 25, 2016, 12:03p", "May 25, 2016, 12:03p"),
        (
            "Redacción 14 de marzo de 2023, 6:05 de la tarde",
            "14 de marzo de 2023, 6:05 de la tarde",
        ),
        ("Σύνταξη Τρίτη, 14 Μαρτίου 2023, 6:05 μ.μ.", "Τρίτη, 14 Μαρτίου 2023, 6:05 μ.μ."),
        (
            "Texto de Ana Exemplo, 12 de março de 2025 às 9h05 (GMT-3)",
            "12 de março de 2025 às 9h05 (GMT-3)",
        ),
        ("الثلاثاء 15 يناير 2019 - 08:45 م", "الثلاثاء 15 يناير 2019 - 08:45 م"),
        ("Опубликовано: 3 августа 2013 в 14:25 МСК", "Опубликовано: 3 августа 2013 в 14:25 МСК"),
        (
            "13. Mai 2022 14:40 Mitteleuropäische Sommerzeit",
            "13. Mai 2022 14:40 Mitteleuropäische Sommerzeit",
        ),
        (
            "Julkaistu keskiviikko 12. maaliskuuta 2025 klo 9.05",
            "Julkaistu keskiviikko 12. maaliskuuta 2025 klo 9.05",
        ),
        ("March 5, 20246 min read", "March 5, 20246 min read"),
        (
            "Max Muster am 1. Dez. 2017, 12:01 Uhr 3 min Lesezeit Kommentare 4",
            "1. Dez. 2017, 12:01 Uhr 3 min Lesezeit Kommentare 4",
        ),
        ("2022-40-25", "2022-40-25"),
        ("vor 5 Stunden", "vor 5 Stunden"),
    ],
)
def test_stretch(text: str, stretch: str) -> None:
    """The date stays with its label and its clock; what the date cannot be read without stays
    too.
    """
    assert cut_to_date(text) == stretch


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Termin: 21.02.2020, 19 Uhr", True),
        ("Sendung: Morgenmagazin, 25.04.2024, 10.45 Uhr", True),
        ("Ausgabe vom 26.04.2024", True),
        ("Joined March 2007", True),
        ("Today is Wednesday, June 12, 2002", True),
        ("Today's date: June 12, 2002", True),
        ("Heute ist Donnerstag, der 22. September 2011", True),
        ("Oggi è venerdì 22 settembre 2006", True),
        ("Сегодня 22 сентября 2011", True),
        ("今天是2003年3月4日 星期二", True),
        ("Captured 17 Feb 2001", True),
        ("Last comment: 18 September 1999", True),
        ("Letzter Kommentar: 18. September 1999", True),
        ("First posted 18 September 1999", False),
        ("Last posted 18 September 1999", False),
        ("Foto Rossi, 18 settembre 1999", False),
        ("Last edited on September 18, 1999", False),
        ("Laatst aangepast: 18 september 1999", False),
        ("Recorded 18 September 1999", True),
        ("Kinostart: 18. September 1999", True),
        ("上映日：1999年9月18日", True),
        ("Premiere:", True),
        ("Erschienen am 18. September 1999", False),
        ("By Jane Held, 18 September 1999", False),
        ("Opening", False),
        ("Game date: Saturday, September 18, 1999", True),
        ("Druckdatum: 18.09.1999", True),
        ("Publication date: September 18, 1999", False),
        ("Erscheinungsdatum: 18.09.1999", False),
        ("Update: September 18, 1999", False),
        ("Today, 12 May 2021, 10:20", False),
        ("Сегодня, 12:30", False),
        ("Oggi, 12 maggio 2021", False),
        ("A court decided, 12 May 2021", False),
        ("Published 26 April 2024", False),
        ("Stand: 21.02.2020", False),
        ("By Jane Till, 12 May 2021", False),
        ("Artikel vom 12. Mai 2021", False),
        ("Next update: 12 May 2021", True),
        ("Next update 12 May 2021", True),
        ("Prochaine mise à jour : 12 mai 2021", True),
        ("Next INpact, 12 mai 2021", False),
        ("Новость от 12 мая 2021", False),
        ("Megjelent: 2021. május 12-én", False),
        ("有效期至2021年5月12日", True),
        ("Online since 12 May 2021", False),
        ("منذ 3 أيام", False),
        ("Until 12 May 2021", True),
        ("Apply by Wednesday, 12 May 2021", True),
        ("Bis zum 12. Mai 2021", True),
        ("Judgment of 12 May 1998", True),
        ("Urteil vom 12. Mai 1998", True),
        ("Argued October 5, 1999", True),
        ("Received 18 September 1999", True),
        ("Effective Saturday, 18 September 1999", True),
        ("Estreno: 18 de septiembre de 1999", True),
        ("Премьера: 18 сентября 1999", True),
        ("Ab 12. Mai 2021 im Kino", True),
        ("С 12 мая 2021", True),
        ("Od 12 maja 2021", True),
        ("Érvényes: 2021. május 12-ig", True),
        ("12 Mayıs 2021'e kadar", True),
        ("12.5.2021 saakka", True),
        ("Printed 12 May 2021 10:23", True),
        ("Aktuelle Zeit: 12.05.2021 10:23", True),
        ("Сейчас 12 мая 2021 10:23", True),
        ("现在时间：2021年5月12日 10:23", True),
        ("현재 시간: 2021년 5월 12일 10:23", True),
        ("Reporter since 12 May 2021", True),
        ("يعمل في الصحيفة منذ 12 مايو 2021", True),
        ("2021. május 12. óta újságíró", True),
        ("자료사진 2021년 5월 12일", True),
        ("Következő ülés: 2021. május 12.", True),
        ("Do 06.05.2021", False),
        ("Do, 6.5.2021", False),
        ("do 06-05-2021", False),
        ("Do 6. Mai 2021, 10:30 Uhr", False),
        ("do 6 mei 2021, 10:30", False),
        ("do 5. května 2021", True),
        ("Do 6 maja 2021", True),
        ("до 6 мая 2021", True),
    ],
)
def test_of_others(text: str, expected: bool) -> None:
    """An event's, a broadcast's, an issue's and a member's day is not the article's, nor a
    deadline, nor a judgment's.

    The Slavic "until" is a Thursday in German and Dutch, where the month or the day says so.
    """
    assert belongs_to_event(text) is expected


def test_a_weekday_behind_a_date_is_left_there() -> None:
    """A date with its weekday and nothing else is left whole."""
    assert cut_to_date("2016年12月5日 星期一") == "2016年12月5日 星期一"


def test_a_range_without_words_is_an_events() -> None:
    """No word beside two days is needed to tell that they are no article's."""
    assert dates_of_line("2013-11-03/2013-11-14") == (("other-date", "2013-11-03/2013-11-14"),)
    assert dates_of_line("2013-11-03 14:40") == (("", "2013-11-03 14:40"),)


def test_a_range_is_whole_where_it_stands() -> None:
    """The two days that a long dash parts are one part."""
    assert byline_parts("5 March 2021 | Quay – 5 March 2021 – 7 March 2021") == (
        "5 March 2021",
        "Quay",
        "5 March 2021 – 7 March 2021",
    )


@pytest.mark.parametrize("text", ["2. Sam Ponder", "Update 1.8", "Current Biology 31, 2021"])
def test_no_moment(text: str) -> None:
    """Numbers beside words are no date where nothing calls the text one."""
    assert not is_date_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "יום רביעי, 5 במרץ 2024 10:15 IST",
        "Đăng lúc Thứ Ba, 5 tháng 3, 2024 10:15 (GMT+7)",
        "5 मार्च 2024, 10:15",
        "15 اسفند 1402 - 10:15",
        "5 มีนาคม 2567 10:15",
        "5 de març del 2024 a les 10:15",
        "5 آذار 2024 - 10:15",
        "2024 оны 3-р сарын 5 10:15",
        "تاریخ انتشار سه‌شنبه 15 اسفند 1402 - 10:15 GMT+3:30",
        "March 5, 202410:15 AM",
        "2024(e)ko martxoaren 5(a) 10:15",
        "Dé Máirt 3 Meán Fómhair 2019",
    ],
)
def test_moment_in_any_language(text: str) -> None:
    """A month's name in any language, or of the Persian calendar, beside a day and with a year,
    makes a date of a bare text.
    """
    assert is_date_line(text)


@pytest.mark.parametrize(
    "text", ["חדר 5, 1402", "第5号 2024", "Mai 68, tome 2", "Vol. 5 Nr. 3 2024"]
)
def test_no_moment_in_any_language(text: str) -> None:
    """Numbers beside words that are no month's are no date, in any script."""
    assert not is_date_line(text)


@pytest.mark.parametrize(
    "text", ["Yesterday", "an hour ago", "Updated: an hour ago", "y.esterday", "Avant-hier | Share"]
)
def test_words_of_now(text: str) -> None:
    """A relative date without digits is one with its label, or with a stop in a word."""
    assert dates_of_line(text)


@pytest.mark.parametrize("text", ["Share", "Photo: Jane Doe", "Tweet this", "Comments (none)"])
def test_no_words_of_now(text: str) -> None:
    """Most texts without digits are no date."""
    assert not dates_of_line(text)


@pytest.mark.parametrize(
    "text",
    ["RETRIEVED 5 May 2021", "Today is 12 June 2002", "Pier, Printed on 3 May 2021", "bis 3.5.21"],
)
def test_other_day_in_any_case(text: str) -> None:
    """Words for another day are known in capitals, in texts of ASCII and of more."""
    assert says_other_day(text)
    assert says_other_day(f"{text} – Zürich")
    assert says_other_day(text.upper())
