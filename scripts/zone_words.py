"""Writes service/lexicon/zone_words.json: the names of zones as the CLDR spells them in the languages of the countries there.

Run with babel installed (a development dependency): ``python scripts/zone_words.py``.  The file is committed, so that neither
the service nor its image carries the CLDR.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).resolve().parent.parent / "service" / "lexicon" / "zone_words.json"
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
            names = Locale.parse(language)._data["meta_zones"][clock].get("long", {})
            found.update({name.casefold(): zone for name in names.values()})
    for row in " ".join(MORE.split()).split(";"):
        zone, _, listed = row.strip().partition(": ")
        found.update({name.strip(): zone for name in listed.split(",")})
    return found


if __name__ == "__main__":
    document = {"source": f"CLDR (babel {version('babel')})", "zones": words()}
    TARGET.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(len(document["zones"]), "names")
