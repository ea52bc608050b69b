"""Families of catalogue A1: a letter of a date pattern means something else in this language than
its writer thought.
"""

from __future__ import annotations

from collections.abc import Callable

from bench.corruption.families import Row, families
from bench.corruption.moments import Moment
from bench.corruption.pattern_letters import (
    dotnet,
    getters,
    go,
    java,
    moment_js,
    month_length,
    mysql,
    offset,
    oracle,
    php,
    strftime,
    us_week_year,
    yearday,
)
from bench.corruption.scene import DAY, MINUTE, SECOND, Damage, States

Text = Callable[[Moment], str]
Printer = Callable[[Moment, str], str]


def of(printer: Printer, *patterns: str) -> tuple[Text, ...]:
    """Return one text for each pattern of a language."""

    def text(pattern: str) -> Text:
        return lambda moment: printer(moment, pattern)

    return tuple(text(pattern) for pattern in patterns)


def _dayjs(moment: Moment, pattern: str) -> str:
    return moment_js(moment, pattern, dayjs=True)


def _go_string(moment: Moment) -> str:
    zone = moment.abbreviation if moment.abbreviation.isalpha() else offset(moment.offset, "")
    return php(moment, "Y-m-d H:i:s O ") + zone


def _weekday_decides(moment: Moment) -> bool:
    """Return whether the weekday tells the month from the day; 3/2/2008 is a Sunday in either
    order.
    """
    day = moment.wall
    return (
        day.day > 12
        or day.replace(month=day.day, day=day.month).weekday() != day.weekday()
        or day.day == day.month
    )


def _python_repr(moment: Moment) -> str:
    wall = moment.wall
    return repr(wall)


def _struct_time(moment: Moment) -> str:
    wall = moment.wall
    return (
        f"time.struct_time(tm_year={wall.year}, tm_mon={wall.month}, tm_mday={wall.day}, "
        f"tm_hour={wall.hour}, "
        f"tm_min={wall.minute}, tm_sec={wall.second}, tm_wday={wall.weekday()}, "
        f"tm_yday={yearday(moment)}, tm_isdst=-1)"
    )


def _pandas(moment: Moment) -> str:
    return f"Timestamp('{php(moment, 'Y-m-d H:i:sO')}', tz='{moment.zone}')"


def _js_to_string(moment: Moment) -> str:
    return php(moment, r"D M d Y H:i:s \G\M\TO")


def _java_to_string(moment: Moment) -> str:
    return php(moment, "D M d H:i:s T Y")


def _lettered(moment: Moment) -> bool:
    return moment.abbreviation.isalpha() and moment.offset != 0


def _impossible_month(moment: Moment) -> bool:
    # 2022-20-05 could have day and month swapped; only a date that no order explains is broken for
    # certain
    minute = moment.wall.minute
    return minute == 0 or minute > 31 or (minute > 12 and moment.wall.day > 12)


def _hidden_month(moment: Moment) -> bool:
    return (
        1 <= moment.wall.minute <= 12
        and moment.wall.minute != moment.wall.month
        and 13 <= moment.wall.day <= 28
    )


def _swaps(moment: Moment) -> bool:
    return moment.wall.day <= 12 and moment.wall.day != moment.wall.month


_AFTERNOON: Callable[[Moment], bool] = lambda m: m.wall.hour >= 13  # noqa: E731
_ECHO_DAY = Damage(silent=True, echo="day")
_WITNESSED = "clock clock clock+url day url stamp"

FAMILIES = families(
    (
        Row(
            "token-minute-in-month",
            (
                *of(java, "yyyy-mm-dd", "dd/mm/yyyy", "yyyy/mm/dd", "dd.mm.yyyy", "mm/dd/yyyy"),
                *of(strftime, "%Y-%M-%d", "%d-%M-%Y"),
                *of(moment_js, "YYYY-mm-DD", "DD/mm/YYYY"),
            ),
            f"{_WITNESSED} alone",
            fits=_impossible_month,
            weight=2,
        ),
        Row(
            "token-minute-in-month-with-clock",
            (*of(java, "yyyy-mm-dd HH:mm", "dd/mm/yyyy HH:mm"), *of(strftime, "%Y-%M-%d %H:%M")),
            f"{_WITNESSED} alone",
            damage=Damage(adds=(States(MINUTE),)),
            fits=_impossible_month,
        ),
        Row(
            "token-minute-in-month-silent",
            (
                *of(java, "yyyy-mm-dd", "dd/mm/yyyy", "yyyy/mm/dd"),
                *of(strftime, "%Y-%M-%d"),
                *of(dotnet, "yyyy-mm-dd"),
            ),
            "clock clock clock+url day+url day url",
            damage=Damage(silent=True, echo="minute"),
            fits=_hidden_month,
            weight=2,
        ),
        Row(
            "token-month-in-minute",
            (
                *of(php, "Y-m-d H:m:s", r"Y-m-d\TH:m:sP"),
                *of(strftime, "%Y-%m-%d %H:%m"),
                *of(java, "yyyy-MM-dd HH:MM"),
                *of(moment_js, "YYYY-MM-DD HH:MM"),
                *of(mysql, "%Y-%m-%d %H:%m:%s"),
                *of(oracle, "YYYY-MM-DD HH24:MM"),
            ),
            "clock clock clock+url",
            damage=Damage(
                True,
                "minute",
                (States(SECOND), States(SECOND, offset=True), States(MINUTE, offset=True)),
            ),
            fits=lambda m: m.wall.minute != m.wall.month,
            weight=2,
        ),
        Row(
            "token-week-year-us",
            of(java, "YYYY-MM-dd", "YYYY/MM/dd", "dd-MM-YYYY"),
            "clock weekday day day+url clock+url",
            damage=_ECHO_DAY,
            fits=lambda m: us_week_year(m.wall.date()) != m.wall.year,
            locales="en-US",
        ),
        Row(
            "token-week-year-iso",
            (*of(php, "o-m-d", "o/m/d"), *of(strftime, "%G-%m-%d"), *of(moment_js, "GGGG-MM-DD")),
            "clock weekday day day+url clock+url",
            damage=_ECHO_DAY,
            fits=lambda m: m.wall.isocalendar()[0] != m.wall.year,
        ),
        Row(
            "token-day-of-year",
            (
                *of(java, "yyyy-MM-DD", "yyyy/MM/DD"),
                *of(moment_js, "YYYY-MM-DDDD"),
                *of(strftime, "%Y-%m-%j"),
            ),
            f"{_WITNESSED} alone alone",
            States(DAY),
            fits=lambda m: yearday(m) >= 100,
        ),
        Row(
            "token-minute-and-day-of-year",
            of(java, "yyyy-mm-DD"),
            f"{_WITNESSED} alone alone",
            States(DAY),
            fits=lambda m: yearday(m) >= 100,
        ),
        Row(
            "token-weekday-in-day", of(moment_js, "YYYY-MM-dd", "dd/MM/YYYY"), f"{_WITNESSED} alone"
        ),
        Row(
            "token-literal-letters",
            (
                *of(dotnet, "YYYY-MM-DD", "DD.MM.YYYY", "YYYY-MM-DD HH:mm"),
                *of(_dayjs, "yyyy-MM-dd", "yyyy/MM/DD"),
            ),
            f"{_WITNESSED} alone",
        ),
        Row(
            "token-php-unescaped-t-z",
            of(php, "Y-m-dTH:i:sZ"),
            "alone clock day url clock+url",
            States(SECOND, offset=True),
            fits=_lettered,
        ),
        Row(
            "token-php-ordinal-suffix",
            of(php, "Y-m-d H:i:S", r"Y-m-d\TH:i:S"),
            "alone clock day url",
            States(MINUTE),
        ),
        Row(
            "token-php-days-in-month",
            of(php, "Y-m-t"),
            "clock+url day+url clock day",
            damage=Damage(silent=True),
            fits=lambda m: m.wall.day != month_length(m.wall),
        ),
        Row(
            "token-php-day-of-year-zero",
            of(php, "Y-m-z"),
            "clock day url clock+url clock day url alone",
            fits=lambda m: yearday(m) > 100 and m.wall.day > 1,
        ),
        Row(
            "token-12h-no-meridiem",
            (
                *of(php, "Y-m-d h:i:s"),
                *of(strftime, "%Y-%m-%d %I:%M", "%Y-%m-%d %I:%M:%S"),
                *of(java, "yyyy-MM-dd hh:mm"),
                *of(go, "2006-01-02 03:04:05"),
            ),
            "clock clock clock+url local",
            damage=Damage(True, "minute", (States(SECOND), States(SECOND, offset=True))),
            fits=_AFTERNOON,
            weight=1.5,
        ),
        Row(
            "token-hour-base-24",
            of(java, "yyyy-MM-dd kk:mm"),
            "clock clock+url day alone",
            fits=lambda m: m.wall.hour == 0 and m.wall.minute > 0,
            damage=Damage(adds=(States(MINUTE),)),
        ),
        Row(
            "token-hour-base-0",
            of(java, "MMMM d, yyyy KK:mm a", "yyyy-MM-dd KK:mm a"),
            "alone clock day",
            States(MINUTE),
            fits=lambda m: m.wall.hour == 12,
        ),
        Row(
            "token-fraction-as-seconds",
            of(java, "yyyy-MM-dd HH:mm:SSS", "yyyy-MM-dd'T'HH:mm:SSS"),
            "alone clock day url",
            States(MINUTE),
        ),
        Row(
            "token-go-day-month-swap",
            of(go, "2006-02-01", "20060201", "2006/02/01"),
            f"{_WITNESSED} alone",
            States(DAY),
            fits=lambda m: m.wall.day > 12,
        ),
        Row(
            "token-go-day-month-swap-silent",
            of(go, "2006-02-01", "20060201"),
            "clock day day+url clock+url",
            damage=_ECHO_DAY,
            fits=_swaps,
        ),
        Row(
            "token-go-month-as-day",
            of(go, "1. January 2006", "January 1, 2006"),
            "stamp+url local+url utc+url stamp",
            damage=Damage(silent=True),
            human=True,
            fits=lambda m: m.wall.day != m.wall.month,
            locales="en-US en-GB en-CA",
        ),
        Row(
            "token-go-wrong-reference-year",
            of(go, "2022-01-02", "2021-01-02", "02/01/2022"),
            f"{_WITNESSED} alone",
            # on the 2nd the mistake prints a plausible year
            fits=lambda m: m.wall.day > 3,
        ),
        Row(
            "go-time-string",
            (_go_string, lambda m: _go_string(m) + " m=+0.013742"),
            "alone clock day url",
            States(SECOND, offset=True),
        ),
        Row(
            "js-zero-based-month",
            of(getters, "{year}-{month0}-{date}", "{year}/{month0}/{date}"),
            "clock day day+url alone",
            fits=lambda m: m.wall.month == 1,
        ),
        Row(
            "js-zero-based-month-silent",
            of(getters, "{year}-{month0}-{date}", "{year}/{month0}/{date}"),
            "clock day day+url",
            damage=_ECHO_DAY,
            fits=lambda m: m.wall.month > 1 and m.wall.day <= 28,
        ),
        Row(
            "c-tm-year-1900",
            of(getters, "{year1900}-{month0}-{date}", "19{year1900}-{month}-{date}"),
            "clock day url day+url",
            fits=lambda m: m.wall.year >= 2000,
        ),
        Row(
            "js-getday-for-getdate",
            of(getters, "{year}-{month}-{day}"),
            "clock day day+url",
            damage=_ECHO_DAY,
            fits=lambda m: m.wall.isoweekday() % 7 not in (0, m.wall.day),
        ),
        Row(
            "drupal-medium-format",
            of(php, "D, m/d/Y - H:i"),
            "alone clock day",
            States(MINUTE),
            fits=_weekday_decides,
        ),
        Row("language-repr", (_python_repr, _struct_time), "alone clock day", States(SECOND)),
        Row(
            "language-repr-zoned",
            (_pandas, _js_to_string, _java_to_string),
            "alone clock day",
            States(SECOND, offset=True),
            fits=_lettered,
            locales="en-US en-CA de-DE fr-FR es-ES",
        ),
    )
)
