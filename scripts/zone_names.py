"""Writes service/lexicon/zone_names.json: names of time zones in the languages of the countries that have them, from the CLDR.

Its "words" are looked for in any text; its "names" are all that the CLDR has, asked where words stand behind a clock.  Run with
babel installed (a development dependency): ``python scripts/zone_names.py``.  The file is committed, so that neither the
service nor its image carries babel.
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

TARGET = ROOT / "service" / "lexicon" / "zone_names.json"

#: Zone of the database, the CLDR's name of its clock, and the languages whose readers mean that zone by it.
ROWS = """
    Etc/UTC GMT en; America/New_York America_Eastern en; America/Chicago America_Central en; America/Denver America_Mountain en;
    America/Los_Angeles America_Pacific en; America/Toronto America_Eastern fr_CA; Europe/Paris Europe_Central en,fr;
    Europe/Berlin Europe_Central de; Europe/Madrid Europe_Central es,ca,gl,eu; Europe/Rome Europe_Central it;
    America/Sao_Paulo Brasilia pt; Europe/Athens Europe_Eastern en,el; Europe/Kyiv Europe_Eastern uk;
    Asia/Jerusalem Israel en,he; Africa/Johannesburg Africa_Southern en; Africa/Nairobi Africa_Eastern en,sw;
    Africa/Lagos Africa_Western en; Asia/Dubai Gulf en; Asia/Kolkata India en,hi,ta,te,mr,gu,kn,ml,pa;
    Asia/Karachi Pakistan en,ur; Asia/Dhaka Bangladesh en,bn; Asia/Kathmandu Nepal en; Asia/Singapore Singapore en;
    Asia/Hong_Kong Hong_Kong en; Asia/Shanghai China en,zh; Asia/Manila Philippines en,fil; Asia/Taipei Taipei zh_Hant;
    Asia/Tokyo Japan en,ja; Asia/Seoul Korea en,ko; Australia/Sydney Australia_Eastern en; Europe/Amsterdam Europe_Central nl;
    Europe/Warsaw Europe_Central pl; Europe/Stockholm Europe_Central sv; Europe/Copenhagen Europe_Central da;
    Europe/Oslo Europe_Central nb; Europe/Helsinki Europe_Eastern fi; Europe/Prague Europe_Central cs;
    Europe/Budapest Europe_Central hu; Asia/Jakarta Indonesia_Western id; Europe/Sofia Europe_Eastern bg;
    Europe/Bucharest Europe_Eastern ro; Europe/Riga Europe_Eastern lv; Europe/Vilnius Europe_Eastern lt;
    Europe/Tallinn Europe_Eastern et; Europe/Bratislava Europe_Central sk; Europe/Zagreb Europe_Central hr,bs,sr_Latn;
    Europe/Belgrade Europe_Central sr; Europe/Ljubljana Europe_Central sl; Europe/Skopje Europe_Central mk;
    Europe/Tirane Europe_Central sq; Asia/Bangkok Indochina th,vi; Pacific/Auckland New_Zealand en
"""

# Readers' own words for the clock of a place, which the CLDR lacks.
MORE = """
    Etc/UTC: coordinated universal time, universal time; America/New_York: hora del este;
    America/Toronto: heure de l'est, heure de montréal; Europe/London: british summer time, london time;
    Europe/Paris: heure de paris; Europe/Brussels: heure de bruxelles; Europe/Zurich: heure de genève;
    Africa/Algiers: heure d'alger; Europe/Madrid: hora peninsular, hora peninsular española, hora española;
    Atlantic/Canary: hora canaria; Europe/Rome: ora italiana; Europe/Lisbon: hora de lisboa;
    America/Sao_Paulo: hora de brasília; America/Argentina/Buenos_Aires: hora argentina;
    America/Bogota: hora colombiana, hora de colombia; America/Lima: hora peruana; America/Santiago: hora chilena;
    America/Caracas: hora de venezuela; Europe/Moscow: moscow time, московское время, по московскому времени, по москве, мск;
    Europe/Kyiv: за київським часом, kyiv time; Europe/Istanbul: türkiye saati; Asia/Riyadh: بتوقيت مكة;
    Africa/Cairo: بتوقيت القاهرة; Asia/Dubai: uae time; Asia/Kolkata: indian standard time; Asia/Colombo: sri lanka time;
    Asia/Singapore: singapore time; Asia/Shanghai: beijing time, 北京时间, 北京時間; Asia/Taipei: 台灣時間;
    Asia/Seoul: korea standard time, 한국시간, 한국 시간, 한국 표준시
"""


def words() -> dict[str, str]:
    """Return the names of a zone's clock, with and without its season, to the zone."""
    found: dict[str, str] = {}
    for row in " ".join(ROWS.split()).split("; "):
        zone, clock, languages = row.split(" ")
        for language in languages.split(","):
            spoken = Locale.parse(language)._data["meta_zones"][clock].get("long", {})
            found.update({name.casefold(): zone for name in spoken.values()})
    for row in " ".join(MORE.split()).split(";"):
        zone, _, listed = row.strip().partition(": ")
        found.update({name.strip(): zone for name in listed.split(",")})
    return found


#: Shorter names are words of a language; and that of a country alone says nothing of its clock.
_SHORTEST = 6
_WIDTHS: tuple[Literal["long", "short"], ...] = ("long", "short")
_VARIANTS: tuple[Literal["generic", "standard", "daylight"], ...] = ("generic", "standard", "daylight")


def names() -> dict[str, str]:
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
    listed: dict[str, list[str]] = defaultdict(list)
    for name, shared in sorted(zones.items()):
        for zone in shared.values():
            listed[zone].append(name)
    return {zone: "|".join(listed[zone]) for zone in sorted(listed)}


def _locales() -> list[Locale]:
    locales = [Locale.parse(identifier) for identifier in sorted(localedata.locale_identifiers())]
    return [locale for locale in locales if locale.language in LANGUAGES]


if __name__ == "__main__":
    document = {"source": f"CLDR (babel {babel_version})", "words": words(), "names": names()}
    TARGET.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", "utf-8")
