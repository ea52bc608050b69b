"""Zones in words, as they stand behind a clock: "14:40 Indian Standard Time", "14:40 (hora peninsular)"."""

from __future__ import annotations

_ROWS = """
    Etc/UTC: coordinated universal time, universal time, greenwich mean time
    America/New_York: eastern time, eastern standard time, eastern daylight time, hora del este
    America/Chicago: central time, central standard time, central daylight time
    America/Denver: mountain time, mountain standard time, mountain daylight time
    America/Los_Angeles: pacific time, pacific standard time, pacific daylight time
    America/Toronto: heure de l'est, heure de montréal
    Europe/London: british summer time, london time
    Europe/Paris: central european time, central european summer time
    Europe/Paris: heure de paris, heure normale d’europe centrale, heure d’été d’europe centrale
    Europe/Brussels: heure de bruxelles
    Europe/Zurich: heure de genève
    Africa/Algiers: heure d'alger
    Europe/Berlin: mitteleuropäische zeit, mitteleuropäische sommerzeit, mitteleuropäische normalzeit
    Europe/Madrid: hora peninsular, hora peninsular española
    Europe/Madrid: hora española, hora estándar de europa central, hora de verano de europa central
    Atlantic/Canary: hora canaria
    Europe/Rome: ora italiana, ora standard dell’europa centrale, ora legale dell’europa centrale
    Europe/Lisbon: hora de lisboa
    America/Sao_Paulo: horário de brasília, hora de brasília, horário padrão de brasília
    America/Argentina/Buenos_Aires: hora argentina
    America/Bogota: hora colombiana, hora de colombia
    America/Lima: hora peruana
    America/Santiago: hora chilena
    America/Caracas: hora de venezuela
    Europe/Athens: eastern european time
    Europe/Moscow: moscow time, московское время, по московскому времени, по москве, мск
    Europe/Kyiv: за київським часом, kyiv time
    Europe/Istanbul: türkiye saati
    Asia/Jerusalem: israel standard time, israel time
    Asia/Riyadh: بتوقيت مكة
    Africa/Cairo: بتوقيت القاهرة
    Africa/Johannesburg: south africa standard time
    Africa/Nairobi: east africa time
    Africa/Lagos: west africa time
    Asia/Dubai: gulf standard time, uae time
    Asia/Kolkata: indian standard time, india standard time
    Asia/Karachi: pakistan standard time, pakistan time
    Asia/Dhaka: bangladesh time
    Asia/Kathmandu: nepal time
    Asia/Colombo: sri lanka time
    Asia/Singapore: singapore time
    Asia/Hong_Kong: hong kong time
    Asia/Shanghai: beijing time, china standard time, 北京时间, 北京時間, 中国标准时间
    Asia/Manila: philippine time, philippine standard time
    Asia/Taipei: 台北時間, 台灣時間, 台北標準時間
    Asia/Tokyo: japan standard time, 日本時間, 日本標準時
    Asia/Seoul: korea standard time, korean time, 한국시간, 한국 시간, 대한민국 표준시, 한국 표준시
    Australia/Sydney: australian eastern standard time, australian eastern daylight time
    Europe/Amsterdam: midden-europese standaardtijd, midden-europese zomertijd
    Europe/Warsaw: czas środkowoeuropejski standardowy, czas środkowoeuropejski letni
    Europe/Stockholm: centraleuropeisk normaltid, centraleuropeisk sommartid
    Europe/Copenhagen: centraleuropæisk normaltid, centraleuropæisk sommertid
    Europe/Oslo: sentraleuropeisk normaltid, sentraleuropeisk sommertid
    Europe/Helsinki: itä-euroopan normaaliaika, itä-euroopan kesäaika
    Europe/Prague: středoevropský standardní čas, středoevropský letní čas
    Europe/Budapest: közép-európai téli idő, közép-európai nyári idő
    Asia/Jakarta: waktu indonesia barat
    Pacific/Auckland: new zealand time
"""
#: Words in lower case to the zone of the database whose clock they mean.
ZONE_WORDS = {
    words.strip(): name
    for name, _, listed in (row.strip().partition(": ") for row in _ROWS.strip().splitlines())
    for words in listed.split(",")
}
#: Any of them, as part of a pattern.
ANY_ZONE = rf"(?i:{'|'.join(sorted(ZONE_WORDS, key=len, reverse=True))})(?!\w)"
#: A meridiem that the next word or a zone is glued to: "07:23 PMUpdated", "02:40pmIST", "2:40 PMEST", "12:23 AMUPDATED",
#: "07:23 PMअपडेटेड"; AMT, AMST and the like are zones.
GLUED_MERIDIEM = (
    r"(?-i:[ap]m(?=[A-Z])|[AaPp][Mm](?=[A-Z][a-z]|(?:[AECMP][SD]T|GMT|UTC|IST|BST)(?![A-Za-z])|[^\W\d_A-Za-z])|"
    r"[AP]M(?!(?:S|D)?T\b)(?=[A-Z]{3})|[ap]m(?=(?:[aecmp][sd]t|gmt|utc|ist|bst)\b))"
)
#: What makes "12:40" before it the length of a film or of reading: "12:40 min", "12:40 Minuten", "2:40 Std."
COUNTED = r"\s?(?:min(?:s|ut[a-zé]{0,4}|uuttia)?|mn|мин(?:ут[аы]?)?|хв|dk|dakika|std|stunden|perc|分[钟鐘])(?![^\W\d_])"
