"""Laws of the recogniser of dates: where they stand, what stands around them, and how long a look
takes.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from time import process_time

import pytest
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from service.lexicon import calendar_names as names
from service.spans.date_spans import dates_within, looks_like_date
from service.spans.ranges import range_in
from service.spans.scanner import find_dates

DATES = st.sampled_from(
    [
        "2022-40-25",
        "25. 2. 2022",
        "Feb. 10, 2007",
        "25 de febrero de 2022",
        "25. Jänner 2022",
        "15 تموز 2021",
        "2022년 2월 25일",
        "2022-02-Fr",
        "2022-W08",
    ]
)
#: Words that no date takes in, and what may part them from one.
WORDS = st.lists(
    st.sampled_from(["quay", "harbour", "Jane Doe", "Brücke", "opened", "埠頭", "町"]), max_size=6
).map(" ".join)
#: What dates are made of, in any order.
PIECES = st.lists(
    st.sampled_from("1|25|2022|20225| |.|-|/|, |March|Feb.|mai|de|年|월|th|:|-W".split("|"))
    | st.text(max_size=3),
    max_size=40,
).map("".join)


@given(PIECES)
def test_dates_stand_in_the_text_one_behind_another(text: str) -> None:
    """Each date has a number, lies in the text, and ends before the next begins."""
    spans = find_dates(text)
    assert all(
        0 <= start < end <= len(text) and any(map(str.isdigit, text[start:end]))
        for start, end in spans
    )
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(WORDS, DATES, WORDS)
def test_words_around_a_date_leave_it_where_it_is(before: str, date: str, behind: str) -> None:
    """What is a date alone is the same date in a sentence."""
    alone = [(start + len(before) + 2, end + len(before) + 2) for start, end in find_dates(date)]
    assert len(alone) == 1
    assert list(find_dates(f"{before}: {date}, {behind}")) == alone


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        pytest.param("30 giugno 2026 - 14.34", ["30 giugno 2026"], id="a clock behind the year"),
        pytest.param(
            "30 giugno 26 - 14.34", ["30 giugno 26"], id="a clock behind a year of two digits"
        ),
        pytest.param(
            "5. März '21 - 14.34", ["5. März '21"], id="a clock behind a year without its century"
        ),
        pytest.param("mar 9 nov 2021", ["9 nov 2021"], id="a day that may be of two months"),
        pytest.param(
            "Boone 4, Millbrook 3, September 18, 1999", ["September 18, 1999"], id="a result"
        ),
        pytest.param(
            "June 30, 2026 / 01.07.2026",
            ["June 30, 2026", "01.07.2026"],
            id="one in words, one in figures",
        ),
    ],
)
def test_the_surest_of_dates_that_overlap_stands(text: str, dates: list[str]) -> None:
    """One with its year before one without, and of two as sure the first."""
    assert dates_within(text) == dates


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "1.", "1/1/", "March ", "March 1 ", "1 March ", "2022-", "年1", "a1"]
)
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    """Of a hostile text four times the length costs four times as much, and a cost of the square
    sixteen times.
    """

    def cost(length: int) -> float:
        text, start = piece * (length // len(piece)), process_time()
        dates_within(text, 40)
        looks_like_date(text[: length // 40])
        range_in(text[: length // 40])
        return process_time() - start

    cost(10_000)
    # What takes a hundredth of a second is not told from nothing.  Another process may slow one
    # measurement down; a cost of the square is too much in each.
    assert any(cost(100_000) < 10 * max(cost(25_000), 0.01) for _ in range(3))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("28. Juni 201914. Januar 2020", ["28. Juni 2019"]),
        ("28 June 201914 January 2020", ["28 June 2019"]),
        ("25 de junio de 201819:36", ["25 de junio de 2018"]),
        ("Feb 25, 20225 min read", ["Feb 25, 2022"]),
        ("Model 28 June 2019145", []),
    ],
)
def test_a_year_may_run_into_what_follows_it(text: str, dates: list[str]) -> None:
    """Two dates in one element, the publication's and the update's, stand glued where a scraper
    joined their texts.
    """
    assert dates_within(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("25 May 22", ["25 May 22"]),
        ("12. mar. 14", ["12. mar. 14"]),
        ("datePublished: Tue, 25 Apr 06 17:20:00 -0300", ["25 Apr 06"]),
        ("25 May 2022", ["25 May 2022"]),
        ("14:40 May 22", ["May 22"]),
        ("Room 7: May 22", ["May 22"]),
        ("Chapter 25 May 22, 2021", ["May 22, 2021"]),
    ],
)
def test_a_day_before_the_month_leaves_the_number_behind_it_to_the_year(
    text: str, dates: list[str]
) -> None:
    """In a text "25 May 22" the day is 25; it holds no "May 22"."""
    assert dates_within(text) == dates


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("Sitzung vom 10. Oktober 2019", True),
        ("Protokoll der Vorstandssitzung vom 10. Oktober 2019", False),
        ("15 Best HR Consulting Firms 2026", False),
    ],
)
def test_a_title_with_a_day_is_no_date(text: str, is_date: bool) -> None:
    """Words that join others in a title count among those that make one."""
    assert looks_like_date(text) == is_date


#: Languages whose dates have no blanks around the day, more words than a date has, or months that
#: the tables lack.
UNREAD = {"bo", "dz", "ln", "sa", "ti"}


@pytest.mark.parametrize("language", sorted(set(names._LANGUAGES) - UNREAD))
@pytest.mark.parametrize("form", ["full", "long", "medium"])
def test_a_date_of_every_locale_is_one(language: str, form: str) -> None:
    """What the CLDR has a locale print is seen in a byline, whatever its language."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        pytest.skip("this babel has no such locale")
    for day in (date(2021, 3, 25), date(2023, 11, 4), date(2019, 8, 14)):
        assert looks_like_date(format_date(day, form, locale)), day


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2021. március 25., csütörtök", ["2021. március 25"]),
        ("Updated on 19-Dec-2025", ["19-Dec-2025"]),
        ("Jane Doe | 15 Mac 2021", ["15 Mac 2021"]),
        ("Thứ Sáu, 15 tháng 5, 2020", ["15 tháng 5, 2020"]),
        ("6 اسفند 1400 - 22:10", ["6 اسفند 1400"]),
        ("13 กุมภาพันธ์ 2549", ["13 กุมภาพันธ์ 2549"]),
        ("published 1er novembre 2023 à 16h28", ["1er novembre 2023"]),
        ("date: 2024‐12‐17T04:13:30", ["2024‐12‐17"]),
        ("2013 七月 (7)", []),
        ("5 hours ago 07:32 Jon King", []),
        ("11. aug. 08:00", []),
        ("Ryzen 7 PRO 1700", []),
        ("July 15-24", ["July 15"]),
        ("2022ko otsailaren 25ean, 14:40", ["2022ko otsailaren 25"]),
        ("2022 May 5k run", []),
    ],
)
def test_the_day_and_the_year_stand_on_either_side_of_the_month(
    text: str, dates: list[str]
) -> None:
    """A clock, a count and a model's number beside a word that is also a month's name make no
    date.
    """
    assert dates_within(text) == dates
