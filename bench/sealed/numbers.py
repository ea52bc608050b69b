"""Days in figures: orders, two-digit years, Roman months, months and years that count from
elsewhere.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_datetime

from bench.corruption.moments import at_wall
from bench.sealed.desk import MACHINE, PRINT, Desk, Expectation, Moment, day, minute, withheld
from bench.sealed.families import family
from bench.sealed.numerals import ROMAN
from bench.sealed.press import COVERED

_STAMPED = (*MACHINE, "dump")
_PLACES = (*PRINT, "meta", "supplied")
_DAY_FIRST = (
    "en-GB de-DE fr-FR es-ES es-MX pt-BR it-IT nl-NL pl-PL ru-RU tr-TR el-GR ar-EG he-IL "
    "vi-VN id-ID"
)


def _turns(moment: Moment) -> bool:
    return moment.wall.day <= 12 and moment.wall.day != moment.wall.month


@family(_PLACES, "en-US")
def twelve_twelve(d: Desk) -> Expectation:
    """12/12/02 and 05/05/03: day and month are one number; only the year's place could be
    elsewhere.

    Fetched before that other reading could have come, the page says one day; on a page of no
    language it says two.
    """
    number, year = d.rng.choice(((12, 2), (11, 3), (10, 4), (9, 5), (12, 6), (10, 2)))
    d.at = d.at.on_clock(datetime(2000 + year, number, number, 12))
    d.put(f"{number:02d}/{number:02d}/{year:02d}")
    if d.rng.random() < 0.5:
        d.fetched = d.at.utc + timedelta(days=d.rng.randint(5, 300))
        return day(d.at)
    d.fetched, d.language = datetime(2024, 5, 3, 9), None
    return day(d.at, either=True)


@family(_PLACES, "en-US en-GB", _turns)
def order_unknown(d: Desk) -> Expectation:
    """05/04/2021 on an English page of a site that shows no country: two days."""
    d.language = d.pick("en", "")
    d.host = d.host.rsplit(".example.", 1)[0] + ".example." + d.pick("com", "org", "net")
    d.fetch_after(d.at, 500)
    d.put(d.wall.strftime(d.pick("%d/%m/%Y", "%m/%d/%Y")))
    return withheld(d.at)


@family(_PLACES, "en-US en-GB de-DE fr-FR es-ES it-IT nl-NL ru-RU", _turns)
def order_by_other_date(d: Desk) -> Expectation:
    """05/04/2021 beside the address of that day: the address decides the order."""
    d.put(f"{d.wall:%m/%d/%Y}" if d.press.country == "US" else f"{d.wall:%d/%m/%Y}")
    d.path = f"/{d.wall:%Y/%m/%d}/new-quay"
    return day(d.at)


@family(_PLACES, _DAY_FIRST, lambda m: m.wall.day > 12)
def day_first_sure(d: Desk) -> Expectation:
    """25/02/2022, 25.2.22, 25-02-2022: a day above 12, in each country's signs."""
    if d.rng.random() < 0.25 and d.wall.day > 26:
        d.put(f"{d.wall:%d.%m.%y}")
    else:
        d.put(
            d.wall.strftime(
                d.pick(
                    "%d/%m/%Y",
                    "%d.%m.%Y",
                    "%d-%m-%Y",
                    "%d. %m. %Y",
                    "%d . %m . %Y",
                    "%d\u2011%m\u2011%Y",
                )
            )
        )
    return day(d.at)


@family(
    _PLACES,
    (
        "de-DE de-AT de-CH fi-FI cs-CZ sk-SK pl-PL ru-RU bg-BG hr-HR sl-SI nb-NO da-DK "
        "et-EE "
        "tr-TR ro-RO"
    ),
    _turns,
)
def dots_are_day_first(d: Desk) -> Expectation:
    """05.04.2021, 5.4.2021 klo 14.40: dots part day, month and year where they are the country's
    sign.
    """
    w = d.wall
    form = d.pick(f"{w:%d.%m.%Y}", f"{w.day}.{w.month}.{w.year}", f"{w.day}. {w.month}. {w.year}")
    if d.rng.random() < 0.5:
        d.put(f"{form} {w:%H:%M}")
        return minute(d.at)
    d.put(form)
    return day(d.at)


@family(_PLACES, "sv-SE lt-LT hu-HU ja-JP zh-CN zh-TW ko-KR mn-MN en-CA fr-CA en-ZA eu-ES", _turns)
def year_first_never_turned(d: Desk) -> Expectation:
    """2021-04-05, 2021/4/5, 2021. 04. 05.: the year first, then month and day."""
    w = d.wall
    d.put(
        d.pick(
            f"{w:%Y-%m-%d}",
            f"{w.year}/{w.month}/{w.day}",
            f"{w:%Y. %m. %d}.",
            f"{w.year}-{w.month}-{w.day}",
            f"{w:%Y.%m.%d}",
        )
    )
    return day(d.at)


@family(_PLACES, "pl-PL hu-HU ro-RO es-ES es-AR it-IT cs-CZ de-DE ru-RU bg-BG")
def roman_months(d: Desk) -> Expectation:
    """25.II.2022, 25 II 2022, 25/II/2022, 2022. II. 25.: a month in Roman figures."""
    w, month = d.wall, ROMAN[d.wall.month - 1]
    if d.press.language == "hu":
        d.put(d.pick(f"{w.year}. {month}. {w.day}.", f"{w.year}.{month}.{w.day}."))
    else:
        d.put(
            d.pick(
                f"{w.day}.{month}.{w.year}",
                f"{w.day} {month} {w.year}",
                f"{w.day}/{month}/{w.year}",
                f"{w.day}-{month}-{w.year}",
                f"{w.day}. {month}. {w.year}",
            )
        )
    return day(d.at)


@family(_STAMPED, "en-US en-GB de-DE fr-FR ja-JP")
def year_since_1900(d: Desk) -> Expectation:
    """122-1-25, 19122-1-25, 122-02-25 beside the printed day: tm_year, with a month from 0 or from
    1.
    """
    year, zero = d.wall.year - 1900, d.rng.random() < 0.7
    month = d.wall.month - 1 if zero else d.wall.month
    front = d.pick(f"{year}", f"19{year}") if year >= 100 else f"{year}"
    d.machine(d.pick(f"{front}-{month}-{d.wall.day}", f"{front}/{month}/{d.wall.day}"))
    clock = d.rng.random() < 0.4
    d.human(f"{d.date()} {d.wall:%H:%M}" if clock else d.date())
    return minute(d.at) if clock else day(d.at)


@family(_STAMPED, "en-US en-GB de-DE fr-FR", lambda m: m.wall.month > 1)
def month_from_zero(d: Desk) -> Expectation:
    """2022-1-25 beside the printed 25 February: getMonth() counts from 0."""
    w = d.wall
    padded = d.rng.random() < 0.3
    plain = d.pick(f"{w.year}-{w.month - 1}-{w.day}", f"{w.year}/{w.month - 1}/{w.day}")
    d.machine(f"{w.year}-{w.month - 1:02d}-{w.day:02d}" if padded else plain)
    clock = d.rng.random() < 0.4
    d.human(f"{d.date()} {w:%H:%M}" if clock else d.date())
    # with its zeros the stamp reads as any healthy one of a month before, so that a reader may
    # leave it open
    return minute(d.at, either=padded) if clock else day(d.at, either=padded)


@family(_STAMPED, "en-US en-GB de-DE fr-FR", lambda m: m.wall.month == 1)
def month_zero(d: Desk) -> Expectation:
    """2022-0-14, 122-0-14: only January has the number 0; to withhold it is no fault where the zero
    could be a blank.
    """
    w = d.wall
    d.machine(d.pick(f"{w.year}-0-{w.day}", f"{w.year - 1900}-0-{w.day}", f"{w.year}/0/{w.day}"))
    if d.rng.random() < 0.5:
        d.human(d.date())
        return day(d.at)
    return day(d.at, either=True)


@family(_PLACES, "en-GB en-AU fr-FR de-DE nl-NL it-IT es-ES", lambda m: m.wall.year > 2012)
def year_with_apostrophe(d: Desk) -> Expectation:
    """25 Feb '22, 25 février ’22: a worded day with half a year."""
    d.put(f"{d.wall.day} {d.fmt(d.pick('MMM', 'MMMM'))} {d.pick(chr(39), '’', '‘')}{d.wall:%y}")
    return day(d.at)


@family((*PRINT, "supplied"), "fr-FR it-IT pt-BR es-ES ca-ES el-GR en-US en-GB nl-NL sv-SE ga-IE")
def ordinal_days(d: Desk) -> Expectation:
    """1er mars 2022, 1º de março de 2022, 1.º de marzo, 1r de març, 1η Μαρτίου, the 22nd of
    February, den 1:a mars.
    """
    if d.rng.random() < 0.5:
        d.at = at_wall(d.wall.replace(day=1), d.at.zone)
    number, name, year = d.wall.day, d.fmt("MMMM"), d.wall.year
    own = d.date()
    shown = {
        "fr": own.replace("1 ", "1er ", 1) if number == 1 else f"le {own}",
        "it": own.replace("1 ", "1º ", 1) if number == 1 else f"il {own}",
        "pt": f"{number}º de {name} de {year}" if number == 1 else own,
        "es": f"{number}.º de {name} de {year}" if number == 1 else f"el {own}",
        "ca": f"1r {name} de {year}" if number == 1 else own,
        "el": f"{number}η {name} {year}",
        "nl": f"{number}e {name} {year}",
        "sv": f"den {number}{':a' if number in (1, 2, 21, 22, 31) else ':e'} {name} {year}",
        "ga": f"{number}ú {name} {year}",
        "en": d.pick(
            f"{number}{_suffix(number)} {name} {year}",
            f"{name} {number}{_suffix(number)}, {year}",
            f"the {number}{_suffix(number)} of {name}, {year}",
        ),
    }[d.press.language]
    # these labels end in the article ("Pubblicato il"), which no newsroom prints twice
    article = {"fr": "le ", "it": "il ", "es": "el "}.get(d.press.language, "")
    d.put(shown.removeprefix(article) if d.place == "label" else shown)
    return day(d.at)


def _suffix(number: int) -> str:
    return "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_SLIPS = {
    "January": "Janurary Januray Janaury",
    "February": "Febuary Feburary Februrary",
    "August": "Augst Agust",
    "September": "Septmber Setpember Sepetmber",
    "October": "Ocotber Octobr",
    "November": "Novemeber Noveber",
    "December": "Decemeber Decmber",
}


@family((*PRINT, "supplied"), "en-US en-GB en-IN", lambda m: m.wall.strftime("%B") in _SLIPS)
def misspelt_months(d: Desk) -> Expectation:
    """Febuary 25, 2022: a month that an editor typed."""
    name = d.fmt("MMMM")
    d.put(d.date().replace(name, d.rng.choice(_SLIPS[name].split())))
    # each slip is near one month's name and far from the others, so that no reader hesitates and to
    # withhold it is a fault
    return day(d.at)


@family((*PRINT, "meta", "supplied"), COVERED)
def every_locale_at_length(d: Desk) -> Expectation:
    """CLDR's long, full or medium form of a day, in each language that CLDR covers well."""
    size = d.pick("long", "full", "medium")
    text = d.press.day(d.wall, size)
    if not any(letter.isalpha() for letter in text):
        text = d.press.day(d.wall, "long")
    d.put(text)
    return day(d.at)


@family(
    (*PRINT, "supplied"), "th-TH ja-JP ko-KR zh-CN ar-EG de-DE fr-FR ru-RU vi-VN hi-IN id-ID fi-FI"
)
def english_date_elsewhere(d: Desk) -> Expectation:
    """Feb 25, 2022 on a page in another language: the theme was never translated."""
    form = d.pick("MMM d, y", "MMMM d, y", "d MMM y", "EEE, d MMM y", "EEEE, MMMM d, y")
    d.put(format_datetime(d.wall, form, locale="en"))
    return day(d.at)
