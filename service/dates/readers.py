"""The readers' clocks: how likely they stand at an offset that nobody states but that would make two dates one moment.

"31. Oktober 2023" beside 2023-10-30T13:01:18Z is one moment only where clocks are eleven hours ahead: not at a German paper,
whose page's header prints today.  No offset is made up from this: it is what a join of two dates pays for.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from service.dates.zones import country_offsets, main_offset

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
