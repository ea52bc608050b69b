"""Writes service/lexicon/zone_names.json: names of time zones in the languages of the countries
that have them, from the CLDR.

Its "words" are looked for in any text; its "names" are all that the CLDR has, asked where words
stand behind a clock.  Run with babel installed (a development dependency): ``python
scripts/zone_names.py``.  The file is committed, so that neither the service nor its image carries
babel.
"""

from __future__ import annotations

import json
import re
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
from service.lexicon.spelling import folded  # noqa: E402
from service.spans.date_words import plain  # noqa: E402

TARGET = ROOT / "service" / "lexicon" / "zone_names.json"

#: A zone and its countries: its abbreviations with their offsets ("any" for what its clock shows),
#: and how often each is meant
ABBREVIATIONS = """
    Etc/UTC: UTC 0, UT 0, Z 0; Etc/UTC GB IE: GMT 0; Europe/Lisbon PT: WET 0, WEST 60;
    Europe/Paris AT BE CH CZ DE DK ES FR HR HU IT LU NL NO PL SE SI SK RS: CET 60, CEST 120;
    Europe/Berlin DE AT CH: MEZ 60, MESZ 120; Africa/Algiers DZ TN: CET 60 0.002;
    Europe/Athens BG CY EE FI GR LT LV MD RO UA: EET 120 0.95, EEST 180 0.95; Africa/Cairo EG: EET 120 0.03, EEST 180 0.03;
    Asia/Beirut LB: EET 120 0.02, EEST 180 0.02; Europe/Moscow RU: MSK 180, MSD 240, МСК 180; Europe/London GB: BST 60 0.95;
    Asia/Dhaka BD: BST 360 0.05; Asia/Kolkata IN: IST 330 0.95; Asia/Jerusalem IL: IST 120 0.04, IDT 180;
    Europe/Dublin IE: IST 60 0.01; America/New_York US CA: EST -300 0.995, EDT -240 0.998, ET any;
    Australia/Sydney AU: EST 600 0.00005, EDT 660 0.00005, AEST 600 0.5, AEDT 660; America/Jamaica JM PA KY: EST -300 0.003;
    America/Chicago US CA: CST -360 0.96, CDT -300 0.995, CT any; Asia/Shanghai CN TW: CST 480 0.01;
    America/Havana CU: CST -300 0.005, CDT -240 0.005; America/Mexico_City MX: CST -360 0.005, CDT -300 0.002;
    America/Costa_Rica CR GT HN NI SV: CST -360 0.002; America/Denver US CA: MST -420 0.795, MDT -360, MT any;
    America/Phoenix US: MST -420 0.2; Asia/Yangon MM: MST 390 0.005;
    America/Los_Angeles US CA: PST -480 0.995, PDT -420, PT any; Asia/Manila PH: PST 480 0.0005, PHT 480;
    America/Anchorage US: AKST -540, AKDT -480; Pacific/Honolulu US: HST -600;
    America/Halifax CA: AST -240 0.4, ADT -180, HAA -180, HNA -240; Asia/Riyadh SA: AST 180 0.3;
    America/Puerto_Rico AG AI AW BB BL BQ CW DM DO GD GP KN LC MF MQ MS PR SX TT VC VG VI: AST -240 0.3;
    America/St_Johns CA: NST -210, NDT -150; America/Toronto CA: HAE -240, HNE -300; America/Winnipeg CA: HAC -300, HNC -360;
    America/Edmonton CA: HAR -360, HNR -420; America/Vancouver CA: HAP -420, HNP -480;
    America/Sao_Paulo BR: BRT -180, BRST -120; America/Argentina/Buenos_Aires AR: ART -180; America/Manaus BR: AMT -240 0.6;
    Asia/Yerevan AM: AMT 240 0.4; Pacific/Pago_Pago AS US: SST -660 0.5; Asia/Singapore SG: SST 480 0.5, SGT 480;
    America/Rio_Branco BR: ACT -300 0.5; Australia/Darwin AU: ACT 570 0.5, ACST 570 0.5; America/Guayaquil EC: ECT -300;
    America/Bogota CO: COT -300; America/Lima PE: PET -300; America/Caracas VE: VET -240;
    America/Santiago CL: CLT -240, CLST -180; America/Montevideo UY: UYT -180; Europe/Istanbul TR: TRT 180;
    Asia/Tehran IR: IRST 210, IRDT 270; Africa/Johannesburg ZA: SAST 120; Africa/Lagos NG: WAT 60; Africa/Harare ZW: CAT 120;
    Africa/Nairobi KE UG TZ: EAT 180; Asia/Dubai AE OM: GST 240 0.95; Atlantic/South_Georgia GS: GST -120 0.05;
    Asia/Karachi PK: PKT 300; Asia/Kathmandu NP: NPT 345; Asia/Bangkok TH VN KH LA: ICT 420; Asia/Jakarta ID: WIB 420;
    Asia/Makassar ID: WITA 480; Asia/Jayapura ID: WIT 540; Asia/Kuala_Lumpur MY: MYT 480; Asia/Hong_Kong HK: HKT 480;
    Asia/Tokyo JP: JST 540; Asia/Seoul KR: KST 540; Australia/Perth AU: AWST 480;
    Australia/Adelaide AU: ACST 570 0.5, ACDT 630; Australia/Brisbane AU: AEST 600 0.5;
    Pacific/Auckland NZ: NZST 720, NZDT 780
"""
#: Zone of the database, the CLDR's name of its clock, and the languages whose readers mean that
#: zone by it.
CLOCKS = """
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
    Etc/UTC: coordinated universal time, universal time; America/New_York: hora del este, new york time, us eastern
    time, e.t., e.s.t., e.d.t.; America/Chicago: c.s.t., c.d.t.; America/Los_Angeles: p.t., p.s.t., p.d.t.;
    America/Toronto: heure de l'est, heure de montréal; Europe/London: british summer time, british time, london
    time, uk time, u.k. time; Europe/Paris: heure de paris, heure française, paris time; Europe/Berlin: deutscher
    zeit, berlin time; Europe/Brussels: heure de bruxelles; Europe/Zurich: heure de genève; Africa/Algiers: heure
    d'alger; Europe/Madrid: hora peninsular, hora peninsular española, hora española, hora de españa, hora de
    madrid; Atlantic/Canary: hora canaria; Europe/Rome: ora italiana, ora di roma; Europe/Lisbon: hora de lisboa;
    America/Sao_Paulo: hora de brasília; America/Argentina/Buenos_Aires: hora argentina, hora de argentina;
    America/Mexico_City: hora de méxico, tiempo del centro de méxico, hora del centro de méxico; America/Bogota:
    hora colombiana, hora de colombia; America/Lima: hora peruana, hora de perú; America/Santiago: hora chilena,
    hora de chile; America/Caracas: hora de venezuela; Europe/Moscow: moscow time, московское время, по московскому
    времени, по москве, мск; Europe/Kyiv: за київським часом, київський час, по киевскому времени, по киеву, kyiv
    time; Europe/Minsk: по минскому времени; Europe/Istanbul: türkiye saati, türkiye standart saati, turkish time,
    tsi, tsi̇; Asia/Riyadh: بتوقيت مكة المكرمة, بتوقيت مكة, بتوقيت السعودية, saudi time; Asia/Jerusalem: jerusalem
    time; Africa/Lagos: nigerian time, nigeria time; Asia/Tehran: tehran time; Asia/Kathmandu: नेपाली समय;
    Europe/Prague: seč, selč; Europe/Budapest: közép-európai idő; Asia/Manila: manila time; Australia/Sydney: sydney
    time; Africa/Cairo: بتوقيت القاهرة; Asia/Dubai: uae time; Asia/Kolkata: indian standard time; Asia/Colombo: sri
    lanka time; Asia/Singapore: singapore time; Asia/Shanghai: beijing time, 北京时间, 北京時間; Asia/Taipei: 台灣時間, taipei
    time, taiwan time; Asia/Tokyo: tokyo time; Asia/Hong_Kong: 香港時間, 香港標準時間, 香港时间; Asia/Seoul: seoul time, korea
    standard time, 한국시간, 한국 시간, 한국 표준시
"""


def abbreviations() -> dict[str, list[tuple[int | None, str, str, float]]]:
    """Return the meanings of each abbreviation; a meaning that stands alone is all that it can
    be.
    """
    found: dict[str, list[tuple[int | None, str, str, float]]] = {}
    for place, _, listed in [
        row.partition(": ") for row in " ".join(ABBREVIATIONS.split()).split("; ")
    ]:
        zone, _, countries = place.partition(" ")
        for name, offset, *share in [entry.split() for entry in listed.split(", ")]:
            meaning = (
                None if offset == "any" else int(offset),
                zone,
                countries,
                float(share[0]) if share else 1.0,
            )
            found.setdefault(name, []).append(meaning)
    return found


def words() -> dict[str, str]:
    """Return the names of a zone's clock, with and without its season, to the zone."""
    found: dict[str, str] = {}
    for row in " ".join(CLOCKS.split()).split("; "):
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
_VARIANTS: tuple[Literal["generic", "standard", "daylight"], ...] = (
    "generic",
    "standard",
    "daylight",
)


def names() -> dict[str, str]:
    """Return zone -> its folded names joined by bars.

    A name that several zones share is that of the best known, and of one zone for each other clock:
    "hora central" is Chicago's with its summer time and Mexico's without.
    """
    zones: dict[str, dict[tuple[int, ...], str]] = defaultdict(dict)
    rows = [
        (locale, zone)
        for locale in _locales()
        for zone in country_zones().get(locale.territory or "", ())
    ]
    # Brasília's time is São Paulo's before it is Belém's, whose summers had another
    for locale, zone in sorted(
        rows,
        key=lambda row: KNOWN_ZONES.index(row[1]) if row[1] in KNOWN_ZONES else len(KNOWN_ZONES),
    ):
        places = {folded(name) for name in locale.territories.values()}
        for width, variant in product(_WIDTHS, _VARIANTS):
            try:
                name = folded(
                    plain(
                        get_timezone_name(
                            get_timezone(zone), width, locale=locale, zone_variant=variant
                        )
                    )
                )
            except KeyError:
                continue
            if (
                len(name) >= _SHORTEST
                and name not in places
                and not any(c.isdigit() or c == "|" for c in name)
            ):
                shown = tuple(
                    utc_offset(zone, datetime(2025, month, 15, 12)) for month in range(1, 13)
                )
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
    made = {
        "source": f"CLDR (babel {babel_version})",
        "abbreviations": abbreviations(),
        "words": words(),
        "names": names(),
    }
    # a meaning of an abbreviation is one line
    text = re.sub(
        r"\[\n([^\[\]]*)\n\]",
        lambda m: f"[{m[1].replace(chr(10), ' ')}]",
        json.dumps(made, ensure_ascii=False, indent=0),
    )
    TARGET.write_text(text + "\n", "utf-8")
