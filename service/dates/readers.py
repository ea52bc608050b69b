"""What a page's readers expect: the offset of their clocks, and whether the day or the month stands first in a date's numbers.

"31. Oktober 2023" beside 2023-10-30T13:01:18Z is one moment only where clocks are eleven hours ahead: not at a German paper,
whose page's header prints today.  No offset is made up from this: it is what a join of two dates pays for.
"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service import names
from service.dates import scan
from service.dates.reading import Hints
from service.dates.zones import country_offsets, main_offset
from service.spelling import folded

#: Offsets that whole countries' clocks have shown since 1990, in minutes; nothing else is a clock that readers see.
IN_USE = frozenset(
    (-720, -660, -600, -570, -540, -480, -420, -360, -300, -270, -240, -210, -180, -150, -120, -60, 0, 60, 120, 180, 210, 240,
     270, 300, 330, 345, 360, 390, 420, 480, 510, 540, 570, 600, 630, 660, 690, 720, 765, 780, 825, 840)
)  # fmt: skip
#: Those of the Americas, Europe, most of Africa, and of China, Japan and their neighbours: nearly all of the web's news.
_COMMON = frozenset((-480, -420, -360, -300, -240, -180, 0, 60, 120, 180, 420, 480, 540))
# In bits, estimates: an offset in use that few readers' clocks show, and one that is not the country's
_RARE, _FOREIGN = 4.0, 4.0
#: A day beside the timestamp's explained by an offset like these may as well be another day of the page, such as today's.
_NEXT_BY_CHANCE = 8.0
#: Where a language is at home; those of many continents are not here.
_AT_HOME = {
    "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE AT CH", "el": "GR CY", "et": "EE", "fi": "FI", "he": "IL", "hi": "IN",
    "hr": "HR", "hu": "HU", "id": "ID", "is": "IS", "it": "IT CH", "ja": "JP", "ko": "KR", "lt": "LT", "lv": "LV",
    "nb": "NO", "nl": "NL BE", "no": "NO", "pl": "PL", "ro": "RO MD", "sk": "SK", "sl": "SI", "sr": "RS", "sv": "SE FI",
    "th": "TH", "tr": "TR", "uk": "UA", "vi": "VN",
}  # fmt: skip


class Readers(NamedTuple):
    """What a page says about its readers: BCP 47 language and ISO 3166 country, where known."""

    language: str | None = None
    country: str | None = None

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries where the readers are; en-US names none, since software is shipped with it."""
        if self.country is not None and (self.country != "US" or self.language != "en-US"):
            return (self.country,)
        return tuple(_AT_HOME.get((self.language or "").split("-")[0], "").split())

    def shows(self, offset: int, day: date) -> bool:
        """Return whether clocks where they are show an offset on a day; no where nobody knows where they are."""
        return any(offset in country_offsets(country, day) for country in self.countries)

    def live_by(self, offset: int, day: date) -> bool:
        """Return whether most clocks where they are show an offset on a day; no where nobody knows where they are."""
        return any(main_offset(country, day) == offset for country in self.countries)


ANYWHERE = Readers()


@lru_cache(maxsize=4096)
def live_by_utc(language: str | None, country: str | None, day: date) -> bool | None:
    """Return whether most clocks show UTC on a day in a country or, where it is unknown, where its language is at home.

    None where neither tells.  The Azores show it in summer, and Portugal's papers print Lisbon's time.
    """
    offsets = {main_offset(name, day) for name in ((country,) if country else Readers(language).countries)} - {None}
    return 0 in offsets if offsets else None


@lru_cache(maxsize=4096)
def bits_of_offset(offset: int, day: date, readers: Readers) -> float:
    """Return what it costs, in bits, that the readers' clocks show an offset in use on a day."""
    known = frozenset().union(*(country_offsets(country, day) for country in readers.countries))
    if offset in known:
        return 0.0
    return (0.0 if offset in _COMMON else _RARE) + (_FOREIGN if known else 0.0)


@lru_cache(maxsize=4096)
def bits_of_day(day: date, instant: datetime, readers: Readers) -> float | None:
    """Return what it costs that an instant (UTC) was on another day for the readers; None where it was that day nowhere."""
    found = [bits_of_offset(offset, day, readers) for offset in IN_USE if (instant + timedelta(minutes=offset)).date() == day]
    if not found:
        return None
    least = min(found)
    return least + _NEXT_BY_CHANCE if least else 0.0


#: English, of no country that is known.
_ENGLISH = Hints("en")
#: Countries that write the month before the day.
_MONTH_FIRST = frozenset(("US", "PH", "FM", "MH", "PW", "BZ"))
# Shares of the orders: where the country is known (nearly all its dates), by language, and English, which is written in both
# worlds; estimates.
_SHARE_IN_COUNTRY = 0.995
_DAY_FIRST_SHARE_OF_ENGLISH = 0.5
_DAY_FIRST_SHARE = 0.995
#: "11.03.17" on an American page, whose designer took dots for strokes, and on an English one of nowhere; elsewhere dots part
#: days and months.
_DOTTED_IN_AMERICA, _DOTTED_IN_ENGLISH = 0.5, 0.12


def order_prices(found: tuple[scan.Shape, ...], hints: Hints) -> tuple[float, ...]:
    """Return the bits of each order of day, month and year among the shapes of one string."""
    shares = [_order_share(shape, hints) for shape in found]
    total = sum(shares) or 1.0
    return tuple(-math.log2(share / total) if share else 20.0 for share in shares)


def _order_share(shape: scan.Shape, hints: Hints) -> float:
    short = shape.text_of("year2") is not None
    if shape.order not in ("dmy", "mdy"):
        return _year_first_share(shape, hints) if shape.order == "ymd" and short else 1.0
    month_first = _month_first_share(shape, hints)
    share = month_first if shape.order == "mdy" else 1 - month_first
    return share * (1 - _year_first_share(shape, hints)) if short else share


#: Languages whose forms have the year first, and whose papers as often have the order of their neighbours.
_YEAR_ON_EITHER_END = frozenset(("eu", "ne"))
#: Countries that write the year first, in two digits too, and those whose forms do, with these marks.
_YEAR_FIRST = frozenset(("CN", "TW", "JP", "KR", "KP", "HU", "LT", "MN"))
_IN_FORMS = {"CA": "-", "ZA": "-/"}
#: Shares of the year in two digits that stands first: there; in Swedish, whose forms have it; on pages of no known language, of
#: which as many are from there as pages are; with dots; and elsewhere.  Estimates.
_YEAR_AT_HOME, _YEAR_IN_FORMS, _YEAR_ANYWHERE, _YEAR_BEFORE_DOTS, _YEAR_ELSEWHERE = 0.95, 0.1, 0.12, 0.003, 0.03
#: The same in a language of such a country, written in another: a Korean paper of Los Angeles.
_YEAR_ABROAD = 0.5
#: And in the countries whose forms have it.
_YEAR_IN_THEIR_FORMS = 0.3


def _year_first_share(shape: scan.Shape, hints: Hints) -> float:
    """Return how often a date of three numbers of two digits at most begins with its year."""
    language, *subtags = (hints.language or "").split("-")
    places = {hints.country, *(subtag.upper() for subtag in subtags if len(subtag) == 2)} - {None}
    if language in _YEAR_ON_EITHER_END:
        return _YEAR_ABROAD
    if language in scan.YEAR_FIRST_LANGUAGES:
        at_home = _YEAR_FIRST.issuperset(places)
        # Chinese in Hong Kong, Singapore and Malaysia has the order of its neighbours there; of the others nobody knows abroad
        return _YEAR_AT_HOME if at_home else _YEAR_ELSEWHERE if language == "zh" else _YEAR_ABROAD
    if hints.country in _YEAR_FIRST and language in ("", "und", "en"):
        return _YEAR_AT_HOME
    if language in ("", "und") and hints.country is None:
        return _YEAR_ANYWHERE
    if "." in shape.observed()[:6]:
        return _YEAR_BEFORE_DOTS
    if any(mark in shape.observed()[:6] for place in places for mark in _IN_FORMS.get(place or "", "")):
        return _YEAR_IN_THEIR_FORMS
    return _YEAR_IN_FORMS if language == "sv" and "-" in shape.observed()[:6] else _YEAR_ELSEWHERE


def _month_first_share(shape: scan.Shape, hints: Hints) -> float:
    if _is_english_among_others(shape, hints.language):
        hints = _ENGLISH
    if "." in shape.observed()[:6]:
        language, _, region = (hints.language or "").upper().partition("-")
        if (hints.country or region) in _MONTH_FIRST:
            return _DOTTED_IN_AMERICA
        return _DOTTED_IN_ENGLISH if language == "EN" and not (hints.country or region) else 1 - _DAY_FIRST_SHARE
    language = (hints.language or "").split("-")[0]
    if language == "es" and "US" in (hints.country, *(hints.language or "").split("-")):
        return 0.5
    if hints.country is not None:
        return _SHARE_IN_COUNTRY if hints.country in _MONTH_FIRST else 1 - _SHARE_IN_COUNTRY
    if hints.language is None or hints.language.split("-")[0] in ("en", "und"):
        region = (hints.language or "").upper().split("-")[-1]
        if region in _MONTH_FIRST:
            return _DAY_FIRST_SHARE
        return 1 - _DAY_FIRST_SHARE if region in ("GB", "AU", "IE", "NZ", "IN", "ZA") else 1 - _DAY_FIRST_SHARE_OF_ENGLISH
    # the languages of the Philippines and of Hawaii, whose countries put the month first
    return 0.5 if hints.language.split("-")[0] in ("fil", "tl", "ceb", "haw") else 1 - _DAY_FIRST_SHARE


def _is_english_among_others(shape: scan.Shape, language: str | None) -> bool:
    """Return whether a date names its weekday in English on a page of another language: "Wed, 10/01/2025 - 11:15" in Russian.

    Its pattern was never made the site's own, and neither need its order be.
    """
    weekday = shape.text_of("weekday_name")
    if weekday is None or language is None or language.split("-")[0] in ("en", "und"):
        return False
    key = folded(weekday)
    return bool(names.weekdays_in(key, "en")) and not names.weekdays_in(key, language)
