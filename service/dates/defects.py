"""The table of defects, and what a raw date may be the damage of.

Each row is a slip of a pattern, with what the pattern should have held and what it held: a forward model.  The format that a
string seems to have is taken, the slots are renamed as the row says, and the text is read again: "2022-40-25" looks like
{year}-{month}-{day}, and under the first row is {year}-{minute}-{day}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates import scan, zones
from service.dates.formats import slot_says
from service.dates.machine_dates import is_exact
from service.dates.reading import Defect, Hints, Reading, distinct, readings_of
from service.dates.readings import Readings, is_plausible, read, retyped, shapes_of
from service.dates.score import order_prices, rule
from service.lexicon.date_words import plain
from service.lexicon.texts import of_short_texts

DEFECTS = (
    Defect(rule("minute_in_month_slot", "the minute stands where the month belongs",
        "in .NET, Java and ICU patterns lower-case mm is the minute: yyyy-mm-dd", "2022-40-25",
        "2022-02-25T14:40:00-05:00, with a byline of Friday, 25 February 2022 02:40 PM EST", "token-minute-in-month",
        "token-minute-in-month-silent"), {"month": "minute"}, 8.0),
    Defect(rule("month_in_minute_slot", "the month stands where the minute belongs",
        "in moment, Java and Oracle patterns upper-case MM is the month, and in PHP so is m: HH:MM, H:m", "2012-12-16 19:12:41",
        "2012-12-16T19:27:00, with a byline of Sunday, 16 December 2012 07:27 PM", "token-month-in-minute"),
        {"minute": "month"}, 6.0),
    Defect(rule("month_and_minute_exchanged", "month and minute stand in each other's place",
        "the letters for month and minute are exchanged in both halves of the pattern: yyyy-mm-dd HH:MM", "2021-31-04 09:05",
        "2021-05-04T09:31:00", "token-minute-in-month", "token-month-in-minute"), {"month": "minute", "minute": "month"}, 12.0),
    # a minute under 32 fits as well ("2020-24-12"), once in ten
    Defect(rule("day_and_month_swapped", "day and month stand in each other's place",
        "a Go layout 2006-02-01, a pattern yyyy-dd-MM, or a person who writes the day first", "2017-15-03", "2017-03-15",
        "token-go-day-month-swap", "year-day-month"), {"month": "day", "day": "month"}, 6.4, in_timestamp=4.0),
    Defect(rule("twelve_hour_clock_without_meridiem", "the hour is that of a 12-hour clock and nothing says am or pm",
        "hh in .NET, Java and moment patterns, %I in strftime, h in PHP, without the letters for am and pm", "2019-05-07 01:18",
        "2019-05-07T13:18:00, with a byline of 7 May 2019 1:18 PM", "token-12h-no-meridiem"), {"hour": "hour12"}, 6.0),
    Defect(rule("minute_in_month_slot_on_twelve_hour_clock",
        "the minute stands where the month belongs, and the hour is that of a 12-hour clock without am or pm",
        "a .NET or Java pattern yyyy-mm-dd hh:mm, which has both mistakes", "2023-18-30 11:18",
        "2023-05-30T23:18:00-07:00, with a byline of Tuesday, 30 May 2023 11:18 PM PDT", "token-minute-in-month",
        "token-12h-no-meridiem"), {"month": "minute", "hour": "hour12"}, 10.0),
    Defect(rule("yearday_in_day_slot", "the day of the year stands where the day of the month belongs",
        "DD is the day of the year in Java, ICU and date-fns patterns, DDDD in moment", "2022-02-56", "2022-02-25",
        "token-day-of-year"), {"day": "yearday"}, 8.0),
    Defect(rule("minute_and_yearday_in_date", "the minute stands in the month's place and the day of the year in the day's",
        "a Java pattern yyyy-mm-DD: both letters are in the wrong case", "2024-00-301", "2024-10-27", "minute + day-of-year"),
        {"month": "minute", "day": "yearday_past_january"}, 6.0),
    Defect(rule("us_week_year_in_year_slot",
        "the year is that of the US week, by which the last days of December can belong to the next year",
        "upper-case YYYY is the week year in Java, ICU and Swift patterns; the US week of 1 January is week 1", "2016-12-31",
        "2015-12-31, with a byline of Thursday, December 31, 2015", "token-week-year (Java/ICU/Swift)", "token-week-year"),
        {"year": "us_week_year"}, 6.0, narrowed=True),
    Defect(rule("iso_week_year_in_year_slot",
        "the year is that of the ISO week, which around New Year can differ from the calendar year",
        "%G in strftime, o in PHP, GGGG in moment, and YYYY in Java patterns of European locales", "2020-01-01",
        "2021-01-01, with an address of /2021/01/01/", "token-week-year (others)", "token-week-year (Java/ICU/Swift)",
        "token-week-year"), {"year": "iso_week_year"}, 7.0, narrowed=True),
    Defect(rule("zero_based_month", "the month is counted from zero", "getMonth() in JavaScript and tm_mon in C count from 0",
        "2022-1-25", "2022-02-25, with a byline of February 25, 2022", "js-zero-based-month"), {"month": "month_from_zero"},
        8.0, padded=5.0, in_timestamp=11.0),
    Defect(rule("year_since_1900", "the year is counted from 1900",
        "getYear() in JavaScript and tm_year in C and perl count from 1900", "122-02-25", "2022-02-25", "c-tm-year-1900"),
        {"year": "year_since_1900"}, 5.0),
    Defect(rule("year_since_1900_and_zero_based_month", "the year is counted from 1900 and the month from zero",
        "tm_year and tm_mon of a C struct are printed as they are", "122-1-25",
        "2022-02-25, with a byline of February 25, 2022", "c-tm-year-1900", "js-zero-based-month"),
        {"year": "year_since_1900", "month": "month_from_zero"}, 5.0),
    Defect(rule("year_since_1900_behind_19", 'the year is "19" followed by the years since 1900',
        '"19" . $year in scripts from before 2000, where $year is tm_year', "19107-03-14",
        "2007-03-14, with a byline of 14 March 2007", "c-tm-year-1900"), {"year": "year_since_1900_behind_19"}, 5.0),
    Defect(rule("year_since_1900_behind_19_and_zero_based_month",
        'the year is "19" followed by the years since 1900, and the month is counted from zero',
        '"19" . $year and $mon as localtime() gives them', "19122-1-25", "2022-02-25, with a byline of 25 February 2022",
        "c-tm-year-1900", "js-zero-based-month"), {"year": "year_since_1900_behind_19", "month": "month_from_zero"}, 5.0),
    Defect(rule("weekday_number_in_day_slot", "the number of the weekday stands where the day of the month belongs",
        "getDay() in JavaScript is the day of the week, getDate() the day of the month", "2022-2-5",
        "2022-02-25, with a byline of Friday, February 25, 2022", "js-getday-for-getdate"), {"day": "weekday_number"}, 11.0,
        in_timestamp=6.0, without=frozenset(("month_name",))),
    Defect(rule("weekday_letters_in_day_slot", "the first letters of the weekday stand where the day of the month belongs",
        "dd is the short name of the weekday in moment and dayjs patterns: YYYY-MM-dd", "2022-02-Fr",
        "2022-02-25, with an address of /2022/02/25/", "token-weekday-in-day"), {"day": "weekday_letters"}, 5.0),
    Defect(rule("days_in_month_in_day_slot", "the length of the month stands where the day belongs",
        "t in PHP patterns is the number of days in the month: Y-m-t", "2022-02-28",
        "2022-02-25, with a byline and an address of 25 February 2022", "token-php-days-in-month"), {"day": "days_in_month"},
        14.0, in_timestamp=6.0),
    Defect(rule("zero_based_yearday_in_day_slot",
        "the day of the year, counted from zero, stands where the day of the month belongs",
        "z in PHP patterns counts the days of the year from 0", "2022-02-55", "2022-02-25, with a byline of 25 February 2022",
        "token-php-day-of-year-zero"), {"day": "yearday_from_zero"}, 12.0),
    Defect(rule("hour_counted_to_24", "midnight is hour 24 of the same day",
        "kk in Java and ICU patterns counts the hours from 1 to 24", "2022-02-25 24:05",
        "2022-02-25T00:05:00, with a byline of 00:05 Uhr, 25. Februar 2022", "token-hour-base"), {"hour": "hour_to_24"}, 4.0),
    Defect(rule("minute_and_second_exchanged", "minute and second stand in each other's place",
        "a pattern H:s:i, or %S and %M in the wrong order", "2022-02-25T14:07:40",
        "2022-02-25T14:40:07, with a byline of 25 February 2022 2:40 PM", "token-minute-second-swap"),
        {"minute": "second", "second": "minute_past_hour"}, 10.0),
    Defect(rule("month_in_day_slot", "the number of the month stands where the day belongs",
        'in a Go layout "1. January 2006" the 1 is the month; the day would be 2', "1. January 2016",
        "2016-01-04, with a byline of Monday, January 4, 2016", "token-go-month-as-day"), {"day": "month_as_day"}, 13.0,
        padded=5.0, beside=frozenset(("month_name",))),
    Defect(rule("day_in_year_slot", "the day, three times, stands where the year belongs",
        "in a Go layout the digits of 2022 are day, day and day; the year is written 2006", "252525-02-25",
        "month 2 and day 25; the year is lost", "token-go-wrong-reference-year"), {"year": "year_as_go_layout"}, 5.0),
    Defect(rule("century_of_zero", "the century is 0: a year of two digits stands where four digits belong",
        "yyyy is asked to print the year 22", "0022-02-25", "2022-02-25", "year-0022 / century-off", "year-0022"),
        {"year": "year_of_century"}, 3.0),
    Defect(rule("next_century", "the year is a hundred years too late",
        "a two-digit year was completed with the wrong century, or the year was mistyped", "2124-03-05",
        "2024-03-05, with a byline of 5 March 2024", "year-0022 / century-off", "century-off", "two-digit-year"),
        {"year": "year_of_next_century"}, 7.5),
    Defect(rule("last_century", "the year is a hundred years too early", "a two-digit year was completed with 19", "1922-02-25",
        "2022-02-25, with a byline of 25 February 2022", "year-0022 / century-off", "century-off", "two-digit-year"),
        {"year": "year_of_last_century"}, 8.0),
    Defect(rule("default_year_2001", "the year is 2001, which a JavaScript engine fills in when none is given",
        'new Date("February 25") is in 2001 in V8; month and day are real', "2001-02-25",
        "2022-02-25, with a byline of February 25 on a page fetched on 2022-03-01", "2001-xx-xx", "js-default-year-2001"),
        {"year": "default_year"}, 6.0),
    Defect(rule("default_day", "the day is 1, which a parser fills in when it has read none", "only year and month were parsed",
        "2022-02-01", "2022-02-25, with a byline and an address of 25 February 2022", "day = 1, or day = crawl day",
        "default-day-today"), {"day": "default_day"}, 15.0),
    Defect(rule("default_day_of_fetch", "the day is that of the fetch, which a parser fills in when it has read only a time",
        "dateutil and similar parsers take the parts that a text lacks from today's date", "2022-03-04 14:40",
        "2022-02-25T14:40:00, with a byline of 25 February 2022 2:40 PM, fetched on 2022-03-04",
        "date = crawl date, clock real", "day = 1, or day = crawl day"), {"year": "kept", "month": "kept", "day": "kept"}, 9.0,
        beside=frozenset(("hour", "minute")), on_fetch_day=True),
    Defect(rule("zero_for_month", "a zero stands where the month is not known",
        "databases and forms keep a date of which only some parts are known with zeros for the others", "2022-00-25",
        "2022-02-25, with a byline of 25 February 2022", "impossible-value"), {"month": "zero"}, 9.0),
    Defect(rule("zero_for_day", "a zero stands where the day is not known",
        "databases and forms keep a date of which only some parts are known with zeros for the others", "2022-02-00",
        "2022-02-25, with a byline of 25 February 2022", "impossible-value"), {"day": "zero"}, 5.0),
    Defect(rule("sixtieth_second", "the second is 60 although there was no leap second", "a formatter rounds 59.6 seconds up",
        "2022-02-25T14:40:60Z", "2022-02-25T14:40:00+00:00, to the minute", "impossible-value"), {"second": "sixtieth_second"},
        3.0),
    Defect(rule("year_before", "the year is one too early", "in the first weeks of a year, people still write the old one",
        "Friday, 25 February 2021", "2022-02-25, with a second timestamp of 2022-02-25T10:00:00Z", "weekday-contradiction"),
        {"year": "year_before"}, 8.0, beside=frozenset(("weekday_name",))),
    # 7.5 for the month and the hour, of which it explains nothing, and what an odd slip costs
    Defect(rule("month_misread", "the month is wrong, and the time is computed with that month's offset",
        "a scraper's parser takes one month's name for another (Jan for Jul) and converts to UTC with that month's offset",
        "2017-07-18T15:44:00.000Z", "2017-01-18T11:44:00-08:00, with a byline of Wednesday January 18, 2017 11:44 am PST",
        "month-misparsed"), {"month": "kept", "hour": "kept", "zone": "kept"}, 14.0, beside=frozenset(("minute",)),
        by_weekday=True),
)  # fmt: skip


class Near(NamedTuple):
    """A moment near which readings are looked for: its day, its minute within the quarter of an hour, where known.

    ``by_weekday`` says that a printed weekday confirms the day, which some rows need.
    """

    day: date
    minute: int | None = None
    by_weekday: bool = True


def _fitting(shape: scan.Shape, shown: Mapping[str, frozenset[int]], by_weekday: bool) -> list[Defect]:
    """Return the defect rows whose slots a shape has, with texts in them that the row can read and that clocks may show."""
    texts, language = dict(shape.slot_texts()), shape.language
    zone = zones.offset_minutes(texts["zone"]) if "zone" in texts else 0
    if zone is None or zone % 15:
        # before there were zones, local clocks were not quarters of an hour from the others
        shown = {component: allowed for component, allowed in shown.items() if component != "minute"}
    written, wrong, month = {}, [], None
    for name, text in texts.items():
        written[name] = said = slot_says(name, text, language)
        if said is None or [part for part in said if part in shown and shown[part].isdisjoint(said[part])]:
            wrong.append(name)
        month = said.get("month", month) if said else month
    fitting = []
    for defect in _explaining(frozenset(texts), frozenset(wrong)):
        if (defect.by_weekday and not by_weekday) or (month and defect.narrowed and _TURN_OF_YEAR.isdisjoint(month)):
            continue
        # "2022" is what a Go layout prints on the 2nd of a month, and what everybody prints in that year
        if defect.slots.get("year") == "year_as_go_layout" and texts["year"][:2] in ("19", "20"):
            continue
        differs = False
        for name, actual in defect.slots.items():
            said = slot_says(actual, texts[name], language)
            if said is None or [part for part in said if part in shown and shown[part].isdisjoint(said[part])]:
                break
            if month and "yearday" in said and "month" not in defect.slots and month.isdisjoint(_months_with(said["yearday"])):
                break
            differs = differs or said != written[name]
        else:
            # what a row says as well as the text itself it does not explain
            fitting += [defect] if differs else []
    return fitting


@lru_cache(maxsize=512)
def _months_with(numbers: frozenset[int]) -> frozenset[int]:
    """Return the months in which days with these numbers of the year lie."""
    return frozenset([(date(year, 1, 1) + timedelta(days=number - 1)).month for number in numbers for year in (2023, 2024)])


#: The months whose days belong to weeks of two years.
_TURN_OF_YEAR = frozenset((1, 12))


@lru_cache(maxsize=1024)
def _shown_near(near: Near) -> Mapping[str, frozenset[int]]:
    """Return the years, months, days and minutes that clocks of the world show at some moment of a day.

    They are up to 26 hours apart, and stand quarters of an hour from one another; 00:00 may stand for no time at all.
    """
    around = [near.day + timedelta(days=n) for n in range(-2, 3)]
    years, months, days = zip(*[(day.year, day.month, day.day) for day in around], strict=True)
    shown = {"year": frozenset(years), "month": frozenset(months), "day": frozenset(days)}
    if near.minute is not None:
        shown["minute"] = frozenset((0, *range(near.minute % 15, 60, 15)))
    return shown


@lru_cache(maxsize=1024)
def _explaining(slots: frozenset[str], wrong: frozenset[str]) -> tuple[Defect, ...]:
    """Return the defect rows for which a shape has the slots, and that change all whose texts are wrong as written."""
    rows = [row for row in DEFECTS if wrong <= row.slots.keys() and row.slots.keys() | row.beside <= slots]
    return tuple([r for r in rows if not (r.without & slots or ("hour_of_half" in slots and "hour" in r.slots))])


#: Rows whose damage a string shows by itself, where it cannot be meant as written.
_WEEK_YEARS = frozenset(defect.rule.id for defect in DEFECTS if defect.narrowed)
# What the year before costs where the printed weekday is that of the year after, and the hand was in January or the page was
# fetched within two months: of the slips that make a weekday wrong, one in six does so by chance; an estimate, in bits
_STALE_YEAR, _RECENT = 0.5, timedelta(days=60)


@of_short_texts
@lru_cache(maxsize=1024)
def with_defects(text: str, hints: Hints) -> Readings:
    """Return the readings with those of every defect row whose slots the string has, and of mistyped years."""
    readings = read(text, hints)
    new = damaged(text, hints)
    late = bool(readings.healthy) and bool([r for r in new if not r.silent and r.rule in _WEEK_YEARS])
    return readings._replace(broken=(*readings.broken, *new), impossible=readings.impossible or late)


def damaged(text: str, hints: Hints, near: Near | None = None) -> tuple[Reading, ...]:
    """Return the readings of a text under every defect row whose slots it has, and with its year's digits exchanged.

    Where a moment is asked for, without most of those that cannot be true of it.  None where the text says as written all that
    it can.
    """
    readings = read(text, hints)
    if readings.default or readings.whole:
        return ()
    # most rows of a healthy text say what no clock shows near the moment
    shown, by_weekday = ({}, True) if near is None else (_shown_near(near), near.by_weekday)
    mended = readings.string_repairs[-1].text if readings.string_repairs else text
    cleaned = mended if is_exact(mended) else plain(mended)
    shapes, found = shapes_of(cleaned, hints.language), retyped(cleaned, hints, shown.get("year"))
    fitting = [(shape, n, row) for n, shape in enumerate(shapes) for row in _fitting(shape, shown, by_weekday)]
    written = [day for reading in readings.healthy if (day := reading.day()) is not None] if found or fitting else []
    noons = [datetime(day.year, day.month, day.day, 12) for day in written]
    of_fetch = (fetched := hints.fetched) and [noon for noon in noons if abs(noon - fetched) < timedelta(hours=26)]
    fitting = [each for each in fitting if of_fetch or not each[2].on_fetch_day]
    if not found and not fitting:
        return ()
    known = {reading.partial for reading in (*readings.healthy, *readings.broken)}
    if fitting:
        prices = order_prices(shapes, hints) if len(shapes) > 1 else (0.0,)
        said = distinct([reading for shape, n, row in fitting for reading in readings_of(shape, row, prices[n], hints)])
        found = [*[reading for reading in said if is_plausible(reading) and reading.partial not in known], *found]
    damage = []
    for reading in found:
        bits = _shown_by_itself(reading, written, hints) if written else None
        string_repairs = (*readings.string_repairs, *reading.string_repairs)
        silent, price = bool(known) and bits is None, reading.bits if bits is None else bits
        damage.append(reading._replace(string_repairs=string_repairs, silent=silent, bits=price))
    return tuple(damage)


def has_other_clock(readings: Readings, near: Near) -> bool:
    """Return whether a text states the day of a moment, with a clock that is no damage of the moment's: 14:40:10 beside 14:17.

    Damage of a clock leaves its minute within the quarter of an hour, puts it in the second's place or the month in its own.
    """
    said = [reading.partial for reading in readings.healthy if reading.day() == near.day] if near.minute is not None else []
    return bool(said) and not [
        each
        for each in said
        if each.minute is None
        or each.minute == each.month
        or near.minute in [part % 15 for part in (*each.minute, *(each.second or ()))]
    ]


def may_show_itself(readings: Readings, hints: Hints) -> bool:
    """Return whether a text that reads well may show by itself that a row is meant: a weekday, a day after the fetch."""
    written = [day for reading in readings.healthy if hints.fetched is not None and (day := reading.day()) is not None]
    if hints.fetched is not None and min(written, default=date.min) > hints.fetched.date() + _RECENT:
        return True
    return bool([r for r in readings.healthy if r.weekday and (day := r.day()) is not None and day.weekday() not in r.weekday])


def _shown_by_itself(reading: Reading, written: Sequence[date], hints: Hints) -> float | None:
    """Return the bits of a reading that the string alone shows to be meant: weekday or fetch contradict the days as written."""
    day = reading.day() if reading.rule == "year_before" or reading.rule in _WEEK_YEARS else None
    if day is None:
        return None
    fetched = hints.fetched
    recent = fetched is not None and timedelta(0) <= fetched - datetime(day.year, day.month, day.day) <= _RECENT
    if reading.rule in _WEEK_YEARS:
        # "2022-12-29" on a page of 2021-12-30
        return reading.bits if recent and fetched and min(written) > fetched.date() + _RECENT else None
    # no hand wrote a date with seconds
    by_hand = (day.month, day.day) <= (1, 15) and fetched is None and reading.partial.second is None
    fits = reading.weekday is not None and day.weekday() in reading.weekday.difference([said.weekday() for said in written])
    return _STALE_YEAR if fits and (recent or by_hand) else None
