"""Writes service/dates/cldr_zones.json: names of time zones in the languages of the countries that have them, from the CLDR.

Run with babel installed (a development dependency): ``python scripts/cldr_zones.py``.  The file is committed, so that neither
the service nor its image carries babel.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Literal

from babel import Locale, localedata
from babel import __version__ as babel_version
from babel.dates import get_timezone, get_timezone_name

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.cldr_names import LANGUAGES  # noqa: E402
from service.dates.zones import KNOWN_ZONES, country_zones, utc_offset  # noqa: E402
from service.lexicon.date_words import plain  # noqa: E402
from service.spelling import folded  # noqa: E402

TARGET = ROOT / "service" / "dates" / "cldr_zones.json"
#: Shorter names are words of a language; and that of a country alone says nothing of its clock.
_SHORTEST = 6
_WIDTHS: tuple[Literal["long", "short"], ...] = ("long", "short")
_VARIANTS: tuple[Literal["generic", "standard", "daylight"], ...] = ("generic", "standard", "daylight")


def table() -> dict[str, str]:
    """Return zone -> its folded names joined by bars.

    A name that several zones share is that of the best known, and of one zone for each other clock: "hora central" is Chicago's
    with its summer time and Mexico's without.
    """
    zones: dict[str, dict[tuple[int, ...], str]] = defaultdict(dict)
    rows = [(locale, zone) for locale in _locales() for zone in country_zones().get(locale.territory or "", ())]
    # Brasília's time is São Paulo's before it is Belém's, whose summers had another
    for locale, zone in sorted(rows, key=lambda row: KNOWN_ZONES.index(row[1]) if row[1] in KNOWN_ZONES else len(KNOWN_ZONES)):
        places = {folded(name) for name in locale.territories.values()}
        for width, variant in product(_WIDTHS, _VARIANTS):
            try:
                name = folded(plain(get_timezone_name(get_timezone(zone), width, locale=locale, zone_variant=variant)))
            except KeyError:
                continue
            if len(name) >= _SHORTEST and name not in places and not any(c.isdigit() or c == "|" for c in name):
                shown = tuple(utc_offset(zone, datetime(2025, month, 15, 12)) for month in range(1, 13))
                zones[name].setdefault(shown, zone)
    names: dict[str, list[str]] = defaultdict(list)
    for name, shared in sorted(zones.items()):
        for zone in shared.values():
            names[zone].append(name)
    return {zone: "|".join(names[zone]) for zone in sorted(names)}


def _locales() -> list[Locale]:
    locales = [Locale.parse(identifier) for identifier in sorted(localedata.locale_identifiers())]
    return [locale for locale in locales if locale.language in LANGUAGES]


if __name__ == "__main__":
    rows = [f"{json.dumps(zone)}: {json.dumps(names, ensure_ascii=False)}" for zone, names in table().items()]
    made = f'"babel": {json.dumps(babel_version)}'
    TARGET.write_text("{\n" + made + ",\n" + '"zones": {\n' + ",\n".join(rows) + "\n}\n}\n", "utf-8")
