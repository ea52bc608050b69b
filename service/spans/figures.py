"""The grammar of dates in figures: what their numbers are, what parts them, and the forms that are
made of both.

A date in running text must stand alone among other numbers ("Lot 2022-02-25-7" holds none); in a
text that is meant to be a date the form is wider, for what does not fit in may be damage
("2022-400-25").
"""

from __future__ import annotations

import re

from service.lexicon.patterns import late

#: A year of the web, and one more of them behind a date, "5/10/01/2022": then these are no day,
#: month and year.
_YEAR = r"(?:19|20)\d\d"
_ANOTHER_YEAR = rf"[-/.]{_YEAR}(?![\w/-])"
#: Parts of eight digits in a row.
_MONTH_AND_DAY = r"(?P<month>\d\d)(?P<day>\d\d)"

#: A date in running text: "2022-02-25", "25. 2. 2022", "2022년 2월 25", "2월 25일", "2022-02-Fr" of
#: a wrong pattern, "2022-W08"; a clock may be glued to it, "25.2.202214:40", "25.2.2214:40"; a
#: comma may part the year, "25/02, 2022".
IN_TEXT = late(
    r"(?<![\d./-])(?:\d\d?/\d\d?,\s?20\d\d(?!\d)|\d{1,4}\s?[-/.年년]\s?\d{1,3}\s?[-/.月월]\s?(?:"
    rf"\d{{1,4}}(?!\d|{_ANOTHER_YEAR})|{_YEAR}(?=\d{{1,2}}[:h時时]\d\d)|\d\d(?=\d\d:\d\d)"
    r"|[A-Z][a-z](?!\w))"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|\d{4}-W\d\d)"
)
#: Three numbers with marks between them, of which one may be damaged.  What stands behind a letter
#: in a number is its rest: "2O20-10-15", from a scan, is no 15 October of 2020 written backwards.
#: In "19.3. 10:02" and "19. 3. 10.02" the third number is an hour, and the year is left out.
THREE_NUMBERS = re.compile(
    r"(?<![\d.,:])(?<!\d[OoIlОо])(?P<a>\d{1,6})(?P<s1>\s?[-/._]{1,2}\s?)(?P<b>\d{1,3})"
    r"(?P<s2>\s?[-/._]{1,2}\s?|,?\s(?=20\d\d(?!\d))|(?<=\d/\d\d),(?=(?:20)?\d\d(?!\d)))(?P<c>(?!(?<=\.\s)\d{1,2}[:.]\d\d(?!\d))\d{1,6})"
    rf"(?![\d]|[.,:]\d{{3}}|{_ANOTHER_YEAR})"
)
#: The "19." before the month of "19. 3. 10.02", whose clock gives no year.
DAY_BEFORE = re.compile(r"(?<![\d.])\d{1,2}\.\s\Z")
#: "20220225", "20220225T144000", "2022022514400012".
COMPACT = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR}){_MONTH_AND_DAY}"
    r"(?:(?:T|[_: -](?=(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d)))?(?P<hour>\d\d)(?P<minute>\d\d)"
    r"(?:(?P<second>\d\d)(?:\d{3}|[.,]\d{1,9}(?=Z|[+-]\d|\Z))?)?)?(?!\d)"
)
#: "TZID=Europe/Berlin:20210325T144012", of iCalendar (RFC 5545).
ZONE_AHEAD = re.compile(r"TZID=(?P<zone>[A-Za-z_]{2,20}(?:/[A-Za-z_]{2,20}){1,2}):\s?\Z")
#: The same with the year behind, and with nothing but blanks between: "25022022", "25 02 2022",
#: "2022 02 25".
COMPACT_YEAR_LAST = re.compile(rf"(?P<a>\d\d)(?P<s> ?)(?P<b>\d\d)(?P=s)(?P<year>{_YEAR})")
BETWEEN_BLANKS = re.compile(
    rf"(?P<year>{_YEAR}) (?P<month>[01]?\d) (?P<day>[0-3]?\d)"
    r"(?: (?P<hour>\d\d)[: ](?P<minute>\d\d)(?:[: ](?P<second>\d\d))?)?"
)
#: "2021/0325", "2021-03/25" and "202103/25", as addresses of China's papers have it; and a month
#: alone, "2020/05".
IN_PATH = re.compile(rf"(?P<year>{_YEAR})[-/]?(?P<month>\d\d)/?(?P<day>\d\d)")
YEAR_AND_MONTH = re.compile(rf"(?P<year>{_YEAR})[-/.](?P<month>\d{{1,2}})")
#: A whole line of digits: Unix seconds or milliseconds from 2001 on, as scripts write them too, and
#: calendar digits without separators or as databases part them: "20210325134012.0Z",
#: "D:20210325144012+01'00'", "2021:03:25 14:40:12".
BARE_NUMBER = re.compile(
    rf"{_YEAR}(?:-[0-3]\d\d|-?W\d\d-?\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?:@|(?:new )?Date\(|/Date\()?1\d{9}(?:\d{3}|\.\d{1,6})?(?:[+-]\d{4})?\)?/?"
    rf"|(?:D:)?{_YEAR}\d{{4}}(?:[T _-]?\d\d:?\d\d(?::?\d\d)?(?:[.,]\d{{1,9}})?)?"
    r"(?:Z(?:00'00'?)?|[+-]\d\d(?::?\d\d|'\d\d'?)?)?"
    rf"|{_YEAR}:\d\d:\d\d \d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)"
)
#: A date whose numbers are written in Han, or some of them: "二〇二二年二月二十五日",
#: "2004年八月十五日"; "十月初一" is of the lunar calendar.
IN_HAN = late(
    r"(?<![\d〇零一二三四五六七八九十廿卅])(?:\d{4}|[〇零一二三四五六七八九十]{4})\s?年\s?"
    r"(?:十[一二]?|[一二三四五六七八九]|1[012]|0?[1-9])\s?月\s?"
    r"(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?|卅一?|[0-3]?\d)(?!\d)"
)
#: What stands before a date of the lunar calendar, whose months are other ones.
OF_LUNAR_CALENDAR = late(r"(?:农历|農曆|农曆|阴历|陰曆|陰暦|旧历|舊曆|旧暦|夏历)の?\s?\Z")
#: A number with which a date may begin in running text: what parts it from the next, a word behind
#: it or a blank before it; most have none.
BEGINNING = re.compile(
    r"\d(?<!\d\d)\d{0,3}(?!\d)"
    r"(?:(?=\s?[-/.年년月월])|(?=[\s,'’ºª°\u200e\u200f]{0,4}[^\W\d_])|(?<=[\s.]\d)|(?<=[\s.]\d\d))"
)
#: A number that is no day of a month.
NO_DAY = re.compile(r"\d{3}|[4-9]\d|3[2-9]")
