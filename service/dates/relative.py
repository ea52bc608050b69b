"""Dates that are told from the moment of reading: "3 hours ago", "yesterday", "hace una semana", and days without a year.

They mean something only against the time at which the page was fetched, and no more than their words say: hours ago is an hour
of a day, days ago is a day whose neighbours are not excluded, months ago is a month.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from importlib import resources

from dateutil.relativedelta import relativedelta

from service.dates.partial import PartialDatetime, exactly
from service.dates.rows import rule

RELATIVE_DATE = rule(
    "relative_date",
    "the date is told from the moment of reading",
    "pages print how long ago a story is; it means something only beside the time of the fetch",
    "3 hours ago",
    "2022-02-26, fetched on 2022-02-26T03:10:00Z",
    "relative",
    "relative-date",
    "relative-plus-clock",
)
MISSING_YEAR = rule(
    "missing_year",
    "the year is not printed",
    "stories of the last months are stamped with day and month; the nearest past year before the fetch is meant",
    "25 de febrero",
    "2022-02-25, fetched on 2022-02-26",
    "missing-year",
)
RULES = (RELATIVE_DATE, MISSING_YEAR)

# What the CLDR does not have or says otherwise: newspapers' own words, by language and unit.
_MORE = {
    "en": {
        "second": "just now|moments ago|a moment ago|{0} secs ago", "minute": "{0}m ago|{0} mins ago|{0}mins ago|{0} min. ago",
        "hour": "{0}hr ago|{0}hrs ago|{0} h ago", "day": "{0} d ago", "week": "{0} wks ago|{0}w ago", "year": "{0}y ago",
    },
    "de": {"minute": "vor {0} min", "hour": "vor {0} h"},
    "fr": {"second": "à l'instant", "minute": "il y a {0} mn"},
    "es": {"hour": "hace {0} hs", "minute": "hace {0} mins"},
    "pt": {"hour": "{0} horas atrás|{0} hora atrás", "day": "{0} dias atrás|{0} dia atrás", "minute": "{0} minutos atrás"},
    "ar": {"hour": "منذ {0} ساعات|منذ {0} ساعة|1:منذ ساعة|2:منذ ساعتين",
           "day": "منذ {0} أيام|منذ {0} يوم|1:منذ يوم|2:منذ يومين", "minute": "منذ {0} دقائق|منذ {0} دقيقة|1:منذ دقيقة",
           "week": "1:منذ أسبوع|2:منذ أسبوعين", "month": "1:منذ شهر|2:منذ شهرين"},
    "he": {"hour": "1:לפני שעה|2:לפני שעתיים", "day": "2:לפני יומיים"},
    "nl": {"hour": "{0} uur geleden", "minute": "{0} min geleden"},
    "tr": {"hour": "{0} saat önce", "day": "{0} gün önce"},
    "vi": {"hour": "{0} giờ trước", "day": "{0} ngày trước", "minute": "{0} phút trước"},
    "zh": {"second": "刚刚|剛剛", "minute": "{0}分钟前|{0}分鐘前"},
    "hi": {"hour": "{0} घंटे पहले|{0} घण्टे पहले", "day": "{0} दिन पहले", "minute": "{0} मिनट पहले"},
    "fa": {"hour": "{0} ساعت پیش|{0} ساعت قبل", "day": "{0} روز پیش|{0} روز قبل", "minute": "{0} دقیقه پیش|{0} دقیقه قبل"},
    "bn": {"hour": "{0} ঘণ্টা আগে|{0} ঘন্টা আগে", "day": "{0} দিন আগে"},
    "el": {"hour": "πριν {0} ώρες|πριν από {0} ώρες|1:πριν μία ώρα"}, "th": {"hour": "{0} ชั่วโมงที่แล้ว|{0} ชม. ที่แล้ว"},
    "id": {"hour": "{0} jam lalu|{0} jam yang lalu", "day": "{0} hari lalu|{0} hari yang lalu", "minute": "{0} menit lalu"},
}  # fmt: skip
# Days by name: today, yesterday, the day before
_DAYS = {
    "en": "today|yesterday|day before yesterday", "de": "heute|gestern|vorgestern", "fr": "aujourd'hui|hier|avant-hier",
    "es": "hoy|ayer|anteayer", "it": "oggi|ieri|l'altro ieri", "pt": "hoje|ontem|anteontem",
   "nl": "vandaag|gisteren|eergisteren",
    "sv": "idag|igår|i förrgår", "nb": "i dag|i går|i forgårs", "da": "i dag|i går|i forgårs",
    "fi": "tänään|eilen|toissapäivänä",
    "pl": "dzisiaj|wczoraj|przedwczoraj", "cs": "dnes|včera|předevčírem", "sk": "dnes|včera|predvčerom", "sl": "danes|včeraj",
    "hr": "danas|jučer|prekjučer", "sr": "danas|juče|prekjuče", "hu": "ma|tegnap|tegnapelőtt", "ro": "azi|ieri|alaltăieri",
    "ru": "сегодня|вчера|позавчера", "uk": "сьогодні|вчора|позавчора", "bg": "днес|вчера", "el": "σήμερα|χθες|προχθές",
    "tr": "bugün|dün", "ar": "اليوم|أمس", "he": "היום|אתמול|שלשום", "fa": "امروز|دیروز|پریروز", "hi": "आज|कल", "bn": "আজ|গতকাল",
    "zh": "今天|昨天|前天", "ja": "今日|昨日|一昨日", "ko": "오늘|어제|그저께", "vi": "hôm nay|hôm qua", "th": "วันนี้|เมื่อวานนี้",
    "id": "hari ini|kemarin", "ms": "hari ini|semalam", "et": "täna|eile", "lv": "šodien|vakar", "lt": "šiandien|vakar",
    "ca": "avui|ahir", "eu": "gaur|atzo", "gl": "hoxe|onte", "sw": "leo|jana",
}  # fmt: skip
_ONE = (
    "a an one un une uno una uma um ein eine einer einem einen één een en et ett yhden одну один одна jedną jeden bir satu "
    "μία ένα єдну одну egy o"
)
_WORDS = dict.fromkeys(_ONE.split(), 1) | {
    word: number
    for words, number in (
        ("two zwei dos deux due dois duas twee två to", 2), ("three drei tres trois tre três drie", 3), ("four vier cuatro", 4),
        ("five fünf cinco cinq", 5), ("six sechs seis", 6), ("couple", 2),
    )
    for word in words.split()
}  # fmt: skip


def folded(text: str) -> str:
    """A phrase as the tables have it: composed, without case, marks of direction and full stops, single blanks."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return " ".join(plain.casefold().replace(".", "").split())


#: Language -> phrase with {0} for its number -> the number that it says without one (0: the text has it), and the unit.
Phrases = dict[str, tuple[int, str]]


def _load() -> dict[str, Phrases]:
    text = resources.files("service.dates").joinpath("cldr_relative.json").read_text("utf-8")
    found: dict[str, Phrases] = {}
    for language, units in json.loads(text)["languages"].items():
        for unit, phrases in units.items():
            more = _MORE.get(language, {}).get(unit, "")
            for phrase in (*phrases, *(more.split("|") if more else ())):
                number, mark, rest = phrase.partition(":")
                alone = int(number) if mark and number.isdecimal() else 0
                found.setdefault(language, {})[folded(rest if alone else phrase)] = (alone, unit)
    return found


_BY_LANGUAGE = _load()
_ANY: dict[str, set[tuple[int, str]]] = {}
for _phrases in _BY_LANGUAGE.values():
    for _phrase, _sense in _phrases.items():
        _ANY.setdefault(_phrase, set()).add(_sense)
_DAY_OF = {folded(word): ago for words in _DAYS.values() for ago, word in enumerate(words.split("|"))}
# Hindi and Bengali say yesterday and tomorrow with one word
_DAY_OF.pop("कल", None)

_NUMBER = re.compile(r"\d{1,3}")
# "8 hours ago at 10:09 am", "gestern, 14.20 Uhr"; but "14 hours ago Duration 1:30" tells the length of a film
_CLOCK = re.compile(
    r"(?:[,|·]|\b(?:at|um|à|às|a las|alle|kl|klo|om|ob|o|в|о|у|saat)[.]?) {0,2}"
    r"(\d{1,2})[:.h](\d{2})(?!\d) ?(?:([ap])\.?m\b)?",
    re.IGNORECASE,
)
#: The longest phrase has five words; a number stands among the first four.
_WINDOW = 5


def told(text: str, language: str | None, fetched: datetime) -> PartialDatetime | None:
    """What a text says that tells its date from the fetch (UTC, naive); None where it tells none so."""
    # nothing longer is a stamp; the phrase stands at its start or behind a label
    words = folded(text[:80]).split(" ")
    ago = _ago(words, language)
    if ago is not None:
        number, unit = ago
        return _before(fetched, number, unit, _clock_of(text))
    day = _day_word(words)
    return None if day is None else _day_and_clock(fetched.date() - timedelta(days=day), _clock_of(text))


def _day_word(words: list[str]) -> int | None:
    """How many days before the fetch the first word for a day among the words says: 1 for "yesterday"."""
    for start in range(len(words) if len(words) <= 8 else 0):
        for length in (3, 2, 1):
            day = _DAY_OF.get(" ".join(words[start : start + length]).strip(",;:|"))
            if day is not None:
                return day
    return None


def names_day(text: str, language: str | None) -> bool:
    """Whether a text names a day of the reader's calendar, as "yesterday" and "2 days ago at 10:09" do."""
    words = folded(text[:80]).split(" ")
    ago = _ago(words, language)
    return (ago[1] == "day" and _clock_of(text) is not None) if ago is not None else _day_word(words) is not None


#: Without a country, most pages' clocks are between those of California and of Japan.
_MOST_CLOCKS = tuple(range(-8 * 60, 9 * 60 + 1, 60))
#: A share of clocks below this is left out.
_FEW_CLOCKS = 0.02


def readers_days(fetched: datetime, offsets: Collection[int]) -> dict[datetime, float]:
    """What the readers' clocks may show at the fetch (UTC), one a day, and the share of the offsets that shows that day."""
    clocks = tuple(offsets) or _MOST_CLOCKS
    shown: dict[date, list[datetime]] = {}
    for offset in sorted(clocks):
        wall = fetched + timedelta(minutes=offset)
        shown.setdefault(wall.date(), []).append(wall)
    shares = {walls[0]: len(walls) / len(clocks) for walls in shown.values()}
    return {wall: share for wall, share in shares.items() if share >= _FEW_CLOCKS}


#: How far from the reader's calendar a count of days lies, and how often: most sites subtract calendar days, some round the
#: hours that passed, or cut them, so that in the morning "2 days ago" is the afternoon of the day before.  Estimates.
_COUNTED = ((0, 0.95), (1, 0.03), (-1, 0.02))
#: The days around so many whole weeks that a count of weeks may be told of, rounded or cut.
_DAYS_OF_WEEKS = range(-3, 7)


def days_counted(text: str, language: str | None, fetched: datetime, offsets: Collection[int]) -> dict[date, float]:
    """The days that a count of days ("2 days ago") may mean, and the share of each; empty for any other text.

    Where nobody knows the reader's clock it is counted from UTC's day, as archives do.
    """
    ago = _ago(folded(text[:80]).split(" "), language)
    if ago is None or ago[1] != "day":
        return {}
    shares: dict[date, float] = {}
    for wall, share in readers_days(fetched, offsets or (0,)).items():
        for off, counted in _COUNTED:
            day = wall.date() - timedelta(days=ago[0] + off)
            shares[day] = shares.get(day, 0.0) + share * counted
    return shares


def weeks_counted(text: str, language: str | None, fetched: datetime) -> PartialDatetime | None:
    """The days that a count of weeks ("2 weeks ago") may mean; None for any other text."""
    ago = _ago(folded(text[:80]).split(" "), language)
    if ago is None or ago[1] != "week":
        return None
    days = [fetched.date() - timedelta(days=7 * ago[0] + off) for off in _DAYS_OF_WEEKS]
    return PartialDatetime(*(frozenset(getattr(day, name) for day in days) for name in ("year", "month", "day")))


def is_told(text: str, language: str | None) -> bool:
    """Whether a text tells how long ago it is, which means nothing without the fetch: "7m ago"."""
    return _ago(folded(text[:80]).split(" "), language) is not None


def _ago(words: list[str], language: str | None) -> tuple[int, str] | None:
    """The number and unit of the first phrase among the words, in the page's language or in any that agree."""
    for start in range(min(len(words), 8)):
        for length in range(min(_WINDOW, len(words) - start), 0, -1):
            found = _meaning(words[start : start + length], language)
            if found is not None:
                return found
    return None


def _meaning(words: list[str], language: str | None) -> tuple[int, str] | None:
    phrase = " ".join(words).strip(" ,;:|()·•-–")
    for number, pattern in _numbered(phrase, words):
        mine = _BY_LANGUAGE.get((language or "").split("-")[0], {}).get(pattern)
        meanings = {mine} if mine is not None else _ANY.get(pattern, set())
        if len(meanings) == 1:
            alone, unit = next(iter(meanings))
            if alone or number is not None or pattern in ("just now",):
                return alone or number or 0, unit
    return None


def _numbered(phrase: str, words: list[str]) -> Iterator[tuple[int | None, str]]:
    """The phrase with its number, in digits or as a word, taken out; and the phrase as it is."""
    digits = _NUMBER.search(phrase)
    if digits is not None:
        yield int(digits.group()), phrase[: digits.start()] + "{0}" + phrase[digits.end() :]
        return
    yield None, phrase
    for word in words:
        if word in _WORDS:
            yield _WORDS[word], " ".join("{0}" if other == word else other for other in phrase.split(" "))


def _before(fetched: datetime, number: int, unit: str, clock: tuple[int, int] | None) -> PartialDatetime | None:
    if unit in ("second", "minute"):
        moment = fetched - timedelta(**{f"{unit}s": number})
        return exactly(
            year=moment.year, month=moment.month, day=moment.day, hour=moment.hour, minute=moment.minute, offset=0
        )  # fmt: skip
    if unit == "hour":
        moment = fetched - timedelta(hours=number)
        if clock is not None:
            return _day_and_clock(_day_of_clock(moment, clock), clock)
        return exactly(year=moment.year, month=moment.month, day=moment.day, hour=moment.hour, offset=0)
    moment = fetched - relativedelta(**{f"{unit}s": number})  # type: ignore[arg-type]
    if unit in ("day", "week"):
        return _day_and_clock(moment.date(), clock if unit == "day" else None)
    return exactly(year=moment.year, month=moment.month) if unit == "month" else exactly(year=moment.year)


def _day_of_clock(instant: datetime, clock: tuple[int, int]) -> date:
    """The day on which a wall clock showed a time around an instant: offsets lie between -12 and +14 hours."""
    around = [instant.date() + timedelta(days=days) for days in (-1, 0, 1)]
    shown = [datetime(d.year, d.month, d.day, *clock) for d in around]
    fitting = [wall for wall in shown if timedelta(hours=-12) <= wall - instant <= timedelta(hours=14)]
    return min(fitting or shown, key=lambda wall: abs(wall - instant)).date()


def _clock_of(text: str) -> tuple[int, int] | None:
    match = _CLOCK.search(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    hour = int(match[1])
    if match[3] is not None and hour <= 12:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    return hour, int(match[2])


def _day_and_clock(day: date, clock: tuple[int, int] | None) -> PartialDatetime:
    if clock is None:
        return exactly(year=day.year, month=day.month, day=day.day)
    return exactly(year=day.year, month=day.month, day=day.day, hour=clock[0], minute=clock[1])


def year_of(month: int, day: int, weekdays: frozenset[int] | None, fetched: datetime) -> int | None:
    """The nearest past year in which a day of the calendar fell (on one of these weekdays) before the fetch.

    Clocks of the east are up to 14 hours ahead of the fetch's UTC.
    """
    latest = (fetched + timedelta(hours=14)).date()
    for year in range(latest.year, latest.year - 8, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= latest and (weekdays is None or found.weekday() in weekdays):
            return year
    return None
