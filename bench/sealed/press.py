"""Newsrooms of the sealed bench: language, country, address and clock, and what CLDR prints there
(through Babel).

A page's texts come from ``bench.corruption.words`` where that has the language; elsewhere they are
strung together from CLDR's names of countries and languages, so that every page is in a language of
its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from babel import Locale
from babel.dates import format_datetime

from bench.corruption.words import WORDS

#: tag, public suffix, zones with "," between.
_TABLE = """
en-US com America/New_York,America/Chicago,America/Denver,America/Los_Angeles
en-GB co.uk Europe/London
en-IN in Asia/Kolkata
en-AU com.au Australia/Sydney,Australia/Brisbane
en-CA ca America/Toronto,America/Vancouver
en-IE ie Europe/Dublin
en-NZ co.nz Pacific/Auckland
en-ZA co.za Africa/Johannesburg
en-NG com.ng Africa/Lagos
en-PH com.ph Asia/Manila
de-DE de Europe/Berlin
de-AT at Europe/Vienna
de-CH ch Europe/Zurich
fr-FR fr Europe/Paris
fr-CA ca America/Montreal
es-ES es Europe/Madrid
es-MX com.mx America/Mexico_City
es-AR com.ar America/Argentina/Buenos_Aires
es-CO com.co America/Bogota
pt-BR com.br America/Sao_Paulo
pt-PT pt Europe/Lisbon
it-IT it Europe/Rome
nl-NL nl Europe/Amsterdam
sv-SE se Europe/Stockholm
da-DK dk Europe/Copenhagen
nb-NO no Europe/Oslo
fi-FI fi Europe/Helsinki
is-IS is Atlantic/Reykjavik
pl-PL pl Europe/Warsaw
cs-CZ cz Europe/Prague
sk-SK sk Europe/Bratislava
sl-SI si Europe/Ljubljana
hr-HR hr Europe/Zagreb
sr-RS rs Europe/Belgrade
bg-BG bg Europe/Sofia
mk-MK mk Europe/Skopje
ro-RO ro Europe/Bucharest
hu-HU hu Europe/Budapest
el-GR gr Europe/Athens
tr-TR com.tr Europe/Istanbul
ru-RU ru Europe/Moscow
uk-UA ua Europe/Kyiv
be-BY by Europe/Minsk
lt-LT lt Europe/Vilnius
lv-LV lv Europe/Riga
et-EE ee Europe/Tallinn
ca-ES cat Europe/Madrid
eu-ES eus Europe/Madrid
gl-ES gal Europe/Madrid
sq-AL al Europe/Tirane
ga-IE ie Europe/Dublin
ka-GE ge Asia/Tbilisi
hy-AM am Asia/Yerevan
az-AZ az Asia/Baku
kk-KZ kz Asia/Almaty
ar-EG com.eg Africa/Cairo
ar-SA com.sa Asia/Riyadh
ar-MA ma Africa/Casablanca
ar-IQ iq Asia/Baghdad
he-IL co.il Asia/Jerusalem
fa-IR ir Asia/Tehran
fa-AF af Asia/Kabul
ur-PK pk Asia/Karachi
hi-IN in Asia/Kolkata
bn-BD com.bd Asia/Dhaka
mr-IN in Asia/Kolkata
ne-NP com.np Asia/Kathmandu
ta-IN in Asia/Kolkata
te-IN in Asia/Kolkata
th-TH co.th Asia/Bangkok
vi-VN vn Asia/Ho_Chi_Minh
id-ID co.id Asia/Jakarta
ms-MY my Asia/Kuala_Lumpur
sw-KE co.ke Africa/Nairobi
am-ET et Africa/Addis_Ababa
mn-MN mn Asia/Ulaanbaatar
ja-JP co.jp Asia/Tokyo
ko-KR co.kr Asia/Seoul
ko-KP com.kp Asia/Pyongyang
zh-CN com.cn Asia/Shanghai
zh-TW com.tw Asia/Taipei
zh-HK hk Asia/Hong_Kong
"""
#: What stands before the day of publication, and before that of the last change.
_LABELS = """
en|Published|Updated
de|Veröffentlicht am|Aktualisiert am
fr|Publié le|Mis à jour le
es|Publicado el|Actualizado el
pt|Publicado em|Atualizado em
it|Pubblicato il|Aggiornato il
nl|Gepubliceerd op|Bijgewerkt op
sv|Publicerad|Uppdaterad
da|Offentliggjort|Opdateret
nb|Publisert|Oppdatert
fi|Julkaistu|Päivitetty
is|Birt|Uppfært
pl|Opublikowano|Zaktualizowano
cs|Publikováno|Aktualizováno
sk|Publikované|Aktualizované
sl|Objavljeno|Posodobljeno
hr|Objavljeno|Ažurirano
sr|Објављено|Ажурирано
bg|Публикувано|Обновено
ro|Publicat la|Actualizat la
hu|Megjelent|Frissítve
el|Δημοσιεύθηκε|Ενημερώθηκε
tr|Yayınlanma|Güncelleme
ru|Опубликовано|Обновлено
uk|Опубліковано|Оновлено
be|Апублікавана|Абноўлена
lt|Paskelbta|Atnaujinta
lv|Publicēts|Atjaunots
et|Avaldatud|Uuendatud
ca|Publicat el|Actualitzat el
gl|Publicado o|Actualizado o
ar|نشر في|آخر تحديث
he|פורסם|עודכן
fa|تاریخ انتشار|به‌روزرسانی
ur|شائع|اپ ڈیٹ
hi|प्रकाशित|अपडेट
bn|প্রকাশ|আপডেট
th|เผยแพร่|อัปเดต
vi|Xuất bản|Cập nhật
id|Diterbitkan|Diperbarui
ms|Diterbitkan|Dikemas kini
ja|公開|更新
ko|입력|수정
zh|发布时间|更新时间
"""
LABELS = {
    row.split("|")[0]: (row.split("|")[1], row.split("|")[2])
    for row in _LABELS.strip().splitlines()
}
#: Languages in whose labels a day follows without a colon.
_LED = frozenset("de fr es pt it nl ro ca gl".split())
#: The languages that CLDR covers at its modern level and that date by the Gregorian calendar in its
#: tables.
COVERED = tuple(
    """
    af am ar as az be bg bn bs ca cs cy da de el en es et eu fi fil fr ga gd gl gu ha he hi hr hu hy id ig is it ja ka kk km kn
    ko ky lo lt lv mk ml mn mr ms my nb ne nl nn or pa pl pt ro ru si sk sl so sq sr sv sw ta te tk tr uk ur uz vi yo zh zu
    """.split()
)
AUTHORS = (
    "Nora Penhallow",
    "Viktor Amsel",
    "Camille Oster",
    "Dario Quint",
    "Hanne Brekke",
    "Amina Soltan",
    "Ravi Menon",
)
OUTLETS = (
    "Quayside Record",
    "Estuary Times",
    "Mill Lane Post",
    "Kite Chronicle",
    "Lock Gate News",
    "Towpath Herald",
)


@dataclass(frozen=True, slots=True)
class Press:
    """One newsroom."""

    tag: str
    tld: str
    zones: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language subtag."""
        return self.tag.split("-")[0]

    @property
    def country(self) -> str:
        """The region subtag."""
        return self.tag.split("-")[-1]

    @property
    def cldr(self) -> str:
        """The locale under which CLDR's tables stand."""
        known = {
            "zh-CN": "zh_Hans_CN",
            "zh-TW": "zh_Hant_TW",
            "zh-HK": "zh_Hant_HK",
            "sr-RS": "sr_Cyrl_RS",
        }
        return known.get(self.tag, self.tag.replace("-", "_"))

    def fmt(self, pattern: str, wall: datetime) -> str:
        """A wall time by an LDML pattern, in the newsroom's language and in European digits."""
        return format_datetime(wall, pattern, locale=self.cldr)

    def day(self, wall: datetime, size: str = "long") -> str:
        """A day as CLDR prints it there: full, long, medium or short."""
        return self.fmt(Locale.parse(self.cldr).date_formats[size].pattern, wall)

    def label(self, *, updated: bool = False) -> str:
        """The label before a date, with its colon where the language sets one; empty where the
        table has none.
        """
        words = LABELS.get(self.language)
        if words is None:
            return ""
        return words[updated] + (" " if self.language in _LED else ": ")

    @property
    def headline(self) -> str:
        """The headline."""
        return _texts(self.language, self.cldr)[0]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The story."""
        return _texts(self.language, self.cldr)[1]


@cache
def _texts(language: str, cldr: str) -> tuple[str, tuple[str, ...]]:
    if language in WORDS:
        return WORDS[language].headline, WORDS[language].text
    locale = Locale.parse(cldr)
    lands = [
        locale.territories[code]
        for code in "FR IT ES PT GR TR EG IN CN JP BR CA".split()
        if code in locale.territories
    ]
    tongues = [
        locale.languages[code]
        for code in "fr it es pt el tr ar hi zh ja ru de".split()
        if code in locale.languages
    ]
    first, second, third = ", ".join(lands[:6]), ", ".join(lands[6:]), ", ".join(tongues)
    return f"{lands[0]}, {lands[1]}, {tongues[-1]}, {tongues[-2]}", (
        f"{first}, {third}.",
        f"{third}, {second}.",
        f"{second}.",
    )


def _row(line: str) -> Press:
    tag, tld, zones = line.split()
    return Press(tag, tld, tuple(zones.split(",")))


PRESSES = {press.tag: press for press in map(_row, _TABLE.strip().splitlines())}


def press(tag: str) -> Press:
    """The newsroom of a tag; of a bare CLDR locale one without a country's address."""
    return PRESSES.get(tag) or Press(tag, "com", ("Etc/UTC",))
