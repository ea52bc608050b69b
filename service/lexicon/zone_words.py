"""Zones in words, as they stand behind a clock: "14:40 Indian Standard Time", "14:40 (hora peninsular)"."""

from __future__ import annotations

import re

_ROWS = """
    Etc/UTC: coordinated universal time, universal time, greenwich mean time;
    America/New_York: eastern time, eastern standard time, eastern daylight time, hora del este;
    America/Chicago: central time, central standard time, central daylight time;
    America/Denver: mountain time, mountain standard time, mountain daylight time;
    America/Los_Angeles: pacific time, pacific standard time, pacific daylight time;
    America/Toronto: heure de l'est, heure de montréal, heure normale de l’est, heure avancée de l’est;
    Europe/London: british summer time, london time;
    Europe/Paris: central european time, central european summer time, heure de paris, heure normale d’europe centrale,
    heure d’été d’europe centrale; Europe/Brussels: heure de bruxelles; Europe/Zurich: heure de genève;
    Africa/Algiers: heure d'alger;
    Europe/Berlin: mitteleuropäische zeit, mitteleuropäische sommerzeit, mitteleuropäische normalzeit;
    Europe/Madrid: hora peninsular, hora peninsular española, hora española, hora estándar de europa central, hora de verano
    de europa central, hora estàndard d’europa central, hora d’estiu d’europa central, hora de verán de europa central,
    europako erdialdeko ordu estandarra, europako erdialdeko udako ordua; Atlantic/Canary: hora canaria;
    Europe/Rome: ora italiana, ora standard dell’europa centrale, ora legale dell’europa centrale;
    Europe/Lisbon: hora de lisboa; America/Sao_Paulo: horário de brasília, hora de brasília, horário padrão de brasília;
    America/Argentina/Buenos_Aires: hora argentina; America/Bogota: hora colombiana, hora de colombia;
    America/Lima: hora peruana; America/Santiago: hora chilena; America/Caracas: hora de venezuela;
    Europe/Athens: eastern european time, χειμερινή ώρα ανατολικής ευρώπης, θερινή ώρα ανατολικής ευρώπης, eastern european
    summer time; Europe/Moscow: moscow time, московское время, по московскому времени, по москве, мск;
    Europe/Kyiv: за київським часом, kyiv time, за східноєвропейським стандартним часом, за східноєвропейським літнім часом;
    Europe/Istanbul: türkiye saati;
    Asia/Jerusalem: israel standard time, israel time, שעון ישראל (חורף), שעון ישראל (קיץ), שעון ישראל;
    Asia/Riyadh: بتوقيت مكة; Africa/Cairo: بتوقيت القاهرة; Africa/Johannesburg: south africa standard time;
    Africa/Nairobi: east africa time, saa za afrika mashariki; Africa/Lagos: west africa time;
    Asia/Dubai: gulf standard time, uae time;
    Asia/Kolkata: indian standard time, india standard time, भारतीय मानक समय, இந்திய நிலையான நேரம், భారతదేశ ప్రామాణిక సమయం,
    भारतीय प्रमाण वेळ, ભારતીય માનક સમય, ಭಾರತೀಯ ಪ್ರಮಾಣಿತ ಸಮಯ, ഇന്ത്യൻ സ്റ്റാൻഡേർഡ് സമയം, ਭਾਰਤੀ ਮਿਆਰੀ ਵੇਲਾ;
    Asia/Karachi: pakistan standard time, pakistan time, پاکستان کا معیاری وقت;
    Asia/Dhaka: bangladesh time, বাংলাদেশ মানক সময়; Asia/Kathmandu: nepal time; Asia/Colombo: sri lanka time;
    Asia/Singapore: singapore time; Asia/Hong_Kong: hong kong time;
    Asia/Shanghai: beijing time, china standard time, 北京时间, 北京時間, 中国标准时间;
    Asia/Manila: philippine time, philippine standard time, standard na oras sa pilipinas;
    Asia/Taipei: 台北時間, 台灣時間, 台北標準時間;
    Asia/Tokyo: japan standard time, 日本時間, 日本標準時;
    Asia/Seoul: korea standard time, korean time, 한국시간, 한국 시간, 대한민국 표준시, 한국 표준시;
    Australia/Sydney: australian eastern standard time, australian eastern daylight time;
    Europe/Amsterdam: midden-europese standaardtijd, midden-europese zomertijd;
    Europe/Warsaw: czas środkowoeuropejski standardowy, czas środkowoeuropejski letni;
    Europe/Stockholm: centraleuropeisk normaltid, centraleuropeisk sommartid;
    Europe/Copenhagen: centraleuropæisk normaltid, centraleuropæisk sommertid;
    Europe/Oslo: sentraleuropeisk normaltid, sentraleuropeisk sommertid;
    Europe/Helsinki: itä-euroopan normaaliaika, itä-euroopan kesäaika;
    Europe/Prague: středoevropský standardní čas, středoevropský letní čas;
    Europe/Budapest: közép-európai téli idő, közép-európai nyári idő; Asia/Jakarta: waktu indonesia barat;
    Europe/Sofia: източноевропейско стандартно време, източноевропейско лятно часово време;
    Europe/Bucharest: ora standard a europei de est, ora de vară a europei de est;
    Europe/Riga: austrumeiropas ziemas laiks, austrumeiropas vasaras laiks;
    Europe/Vilnius: rytų europos žiemos laikas, rytų europos vasaros laikas;
    Europe/Tallinn: ida-euroopa standardaeg, ida-euroopa suveaeg;
    Europe/Bratislava: stredoeurópsky štandardný čas, stredoeurópsky letný čas;
    Europe/Zagreb: srednjoeuropsko standardno vrijeme, srednjoeuropsko ljetno vrijeme, centralnoevropsko standardno vrijeme,
    centralnoevropsko ljetno vrijeme, srednjeevropsko standardno vreme, srednjeevropsko letnje vreme;
    Europe/Belgrade: средњеевропско стандардно време, средњеевропско летње време;
    Europe/Ljubljana: srednjeevropski standardni čas, srednjeevropski poletni čas;
    Europe/Skopje: средноевропско стандардно време, средноевропско летно време;
    Europe/Tirane: ora standarde e evropës qendrore, ora verore e evropës qendrore; Asia/Bangkok: เวลาอินโดจีน, giờ đông dương;
    Pacific/Auckland: new zealand time;
"""
#: Words in lower case to the zone of the database whose clock they mean.
ZONE_WORDS = {
    words.strip().casefold(): name
    for name, _, listed in (row.strip().partition(": ") for row in " ".join(_ROWS.split()).strip("; ").split(";"))
    for words in listed.split(",")
}
#: Any of them, as part of a pattern.
ANY_ZONE = rf"(?i:{'|'.join(map(re.escape, sorted(ZONE_WORDS, key=len, reverse=True)))})(?!\w)"
#: A meridiem that the next word or a zone is glued to: "07:23 PMUpdated", "02:40pmIST", "2:40 PMEST", "12:23 AMUPDATED",
#: "07:23 PMअपडेटेड"; AMT, AMST and the like are zones.
GLUED_MERIDIEM = (
    r"(?-i:[ap]m(?=[A-Z])|[AaPp][Mm](?=[A-Z][a-z]|(?:[AECMP][SD]T|GMT|UTC|IST|BST)(?![A-Za-z])|[^\W\d_A-Za-z])|"
    r"[AP]M(?!(?:S|D)?T\b)(?=[A-Z]{3})|[ap]m(?=(?:[aecmp][sd]t|gmt|utc|ist|bst)\b))"
)
#: What makes "12:40" before it the length of a film or of reading: "12:40 min", "12:40 Minuten", "2:40 Std."
COUNTED = r"\s?(?:min(?:s|ut[a-zé]{0,4}|uuttia)?|mn|мин(?:ут[аы]?)?|хв|dk|dakika|std|stunden|perc|分[钟鐘])(?![^\W\d_])"
