"""The order of day, month and year in a date of figures: how often readers write each."""

from __future__ import annotations

import re
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from service.dates.terms import first_share
from service.dates.zones import countries_naming
from service.lexicon import calendar_names as names
from service.lexicon.spelling import folded
from service.spans import shapes

if TYPE_CHECKING:
    from service.dates.reading import Hints

#: Countries that write the month before the day, and those that write the year first, in two
#: digits too.
_MONTH_FIRST = frozenset(("US", "PH", "FM", "MH", "PW", "BZ"))
_YEAR_FIRST = frozenset(("CN", "TW", "JP", "KR", "KP", "HU", "LT", "MN"))
#: AST is printed in Canada and in Puerto Rico.
_ABBREVIATES_ZONES = _MONTH_FIRST | {"CA"}
#: Languages of both worlds, four of the Philippines and of Hawaii, and those of the year first:
#: "08/12/2024" is a foreign form.
_OF_EITHER_ORDER = frozenset(("", "und", "en", "fil", "tl", "ceb", "haw", "ja", "ko", "zh"))
#: Languages and countries whose forms have the year first, and whose papers as often have the
#: order of their neighbours.
_YEAR_IN_FORMS = frozenset(("eu", "ne", "sv", "CA", "ZA"))
_IN_ENGLISH = frozenset(("", "en", "und"))
#: ISO 8601 but for the century: no hand writes the T.
_SHORT_ISO = re.compile(r"(?<!\d)\d\d-\d\d-\d\d(?:T\d\d:?\d\d| \d\d:\d\d:\d\d(?:Z|[+-]\d\d:?\d\d))")
#: What an order costs that nobody writes.
_NEVER = 20.0


class Numbers(NamedTuple):
    """How a date of figures is written, and by whom: language, country, dots or strokes.

    ``beside`` is the order that the page's other dates show, where only one order is a day.
    """

    language: str
    region: str
    is_dotted: bool
    is_short_iso: bool
    beside: str

    @property
    def is_month_first_country(self) -> bool:
        """Whether the country writes the month first."""
        return self.region in _MONTH_FIRST

    @property
    def is_year_first_country(self) -> bool:
        """Whether the country writes the year first."""
        return self.region in _YEAR_FIRST

    @property
    def is_year_first_language(self) -> bool:
        """Whether the countries where the language is at home write the year first."""
        return self.language in shapes.YEAR_FIRST_LANGUAGES

    @property
    def is_year_first_in_forms(self) -> bool:
        """Whether the year is first in forms, and seldom in papers."""
        return not _YEAR_IN_FORMS.isdisjoint((self.language, self.region))

    @property
    def is_of_either_order(self) -> bool:
        """Whether readers of both orders write the language, and no country tells which."""
        is_open = not self.region or self.is_year_first_country
        return (self.language in _OF_EITHER_ORDER and is_open) or self[:2] == ("es", "US")

    @property
    def has_one_order(self) -> bool:
        """Whether all countries of the language write one order, and the day first.

        Who writes the year first has neither order of the other two at home.
        """
        return self.language not in _OF_EITHER_ORDER and not self.is_year_first_language


def order_prices(found: tuple[shapes.Shape, ...], hints: Hints) -> tuple[float, ...]:
    """Return the bits of each order of day, month and year among the shapes of one string."""
    shares = [_SHARES.get(shape.order, _certain)(shape, hints) for shape in found]
    total = sum(shares) or 1.0
    return tuple([-log2(share / total) if share else _NEVER for share in shares])


def _certain(_shape: shapes.Shape, _hints: Hints) -> float:
    """Return 1: the month is a name, or the order has no rival."""
    return 1.0


def _year_first(shape: shapes.Shape, hints: Hints) -> float:
    """Return how often the year stands first; a year in four digits is no other number."""
    return (
        1.0 if shape.text_of("year2") is None else first_share("year first", _numbers(shape, hints))
    )


def _month_first(shape: shapes.Shape, hints: Hints) -> float:
    """Return how often the month stands before the day, and both before the year."""
    return first_share("month first", _numbers(shape, hints)) * _year_last(shape, hints)


def _day_first(shape: shapes.Shape, hints: Hints) -> float:
    """Return how often the day stands before the month, and both before the year."""
    return (1 - first_share("month first", _numbers(shape, hints))) * _year_last(shape, hints)


def _year_last(shape: shapes.Shape, hints: Hints) -> float:
    """Return how often the year stands last in a date whose year may stand on either side."""
    if shape.text_of("year2") is None:
        return 1.0
    return 1 - first_share("year first", _numbers(shape, hints, by_weekday=False))


_SHARES = {"ymd": _year_first, "mdy": _month_first, "dmy": _day_first}


def _numbers(shape: shapes.Shape, hints: Hints, by_weekday: bool = True) -> Numbers:
    """Return how a shape's figures are written, and by whom."""
    language, region = _readers(shape, hints)
    if by_weekday and shape.order != "ymd" and _has_english_weekday(shape, language):
        # "Wed, 10/01/2025 - 11:15" in Russian: its pattern was never made the site's own, and
        # neither need its order be
        language, region = "en", ""
    is_short = shape.text_of("year2") is not None
    is_iso = is_short and _SHORT_ISO.search(shape.text) is not None
    return Numbers(language, region, shape.is_dotted, is_iso, hints.order)


def _readers(shape: shapes.Shape, hints: Hints) -> tuple[str, str]:
    """Return the language and the country of the readers, as far as page and string tell."""
    language, *subtags = (hints.language or "").split("-")
    if hints.country:
        return language, hints.country
    regions = [subtag.upper() for subtag in subtags if len(subtag) == 2]
    return language, regions[0] if regions else _country_of_zone(shape.text_of("zone"))


def _country_of_zone(zone: str | None) -> str:
    """Return a country whose zone a text names, where nobody there puts the month first: CET.

    GMT is the world's.
    """
    places = countries_naming(zone) if zone not in (None, "GMT") else frozenset()
    return min(places, default="") if places.isdisjoint(_ABBREVIATES_ZONES) else ""


def _has_english_weekday(shape: shapes.Shape, language: str) -> bool:
    """Return whether a text of another language names the weekday in English."""
    weekday = shape.text_of("weekday_name")
    if weekday is None or language in _IN_ENGLISH:
        return False
    key = folded(weekday)
    return bool(names.named_in(key, "en")[1]) and not names.named_in(key, language)[1]
