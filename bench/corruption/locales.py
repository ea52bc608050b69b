"""Where the made pages come from: language, country, address, zones, and how a newsroom there
prints a day and a clock.

Patterns are in the letters of LDML (those of Java), rendered by pattern_letters.java; names of
months come from CLDR.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Locale:
    """One newsroom's habits: ``days`` are worded forms of a day, ``numeric`` the form in digits,
    ``clock`` that of the time.
    """

    tag: str
    cldr: str
    country: str
    tld: str
    zones: tuple[str, ...]
    days: tuple[str, ...]
    numeric: str
    clock: str
    join: str

    @property
    def language(self) -> str:
        """The language subtag, the key of its words."""
        return self.tag.split("-")[0]


#: tag | CLDR locale | country | public suffix | zones | worded days, ";" between | day in digits |
#: clock | what joins them
_TABLE = """
en-US|en_US|US|com|America/New_York America/Chicago America/Denver America/Los_Angeles|\
EEEE, MMMM d, yyyy;MMMM d, yyyy;MMM d, yyyy|MM/dd/yyyy|h:mm a|' '
en-GB|en_GB|GB|co.uk|Europe/London|EEEE d MMMM yyyy;d MMMM yyyy;d MMM yyyy|dd/MM/yyyy|HH:mm|' '
en-IN|en_IN|IN|co.in|Asia/Kolkata|MMMM d, yyyy;EEEE, d MMMM yyyy;d MMM yyyy|dd-MM-yyyy|hh:mm a|' '
en-AU|en_AU|AU|com.au|Australia/Sydney Australia/Brisbane Australia/Perth|d MMMM yyyy;EEEE, d MMMM yyyy|dd/MM/yyyy|h:mm a|' '
en-CA|en_CA|CA|ca|America/Toronto America/Vancouver America/Halifax America/St_Johns|\
MMMM d, yyyy;EEEE, MMMM d, yyyy|yyyy-MM-dd|h:mm a|' '
en-IE|en_IE|IE|ie|Europe/Dublin|d MMMM yyyy;EEEE, d MMMM yyyy|dd/MM/yyyy|HH:mm|', '
en-NZ|en_NZ|NZ|co.nz|Pacific/Auckland|d MMMM yyyy;EEEE, d MMMM yyyy|dd/MM/yyyy|h:mm a|' '
en-ZA|en_ZA|ZA|co.za|Africa/Johannesburg|d MMMM yyyy;dd MMM yyyy|dd/MM/yyyy|HH:mm|' '
de-DE|de_DE|DE|de|Europe/Berlin|d. MMMM yyyy;EEEE, d. MMMM yyyy|dd.MM.yyyy|HH:mm 'Uhr'|', '
de-AT|de_AT|AT|at|Europe/Vienna|d. MMMM yyyy;EEEE, d. MMMM yyyy|dd.MM.yyyy|HH:mm|', '
de-CH|de_CH|CH|ch|Europe/Zurich|d. MMMM yyyy;EEEE, d. MMMM yyyy|dd.MM.yyyy|HH:mm|', '
fr-FR|fr_FR|FR|fr|Europe/Paris|d MMMM yyyy;EEEE d MMMM yyyy|dd/MM/yyyy|HH'h'mm|' à '
fr-CA|fr_CA|CA|ca|America/Montreal|d MMMM yyyy;EEEE d MMMM yyyy|yyyy-MM-dd|HH 'h' mm|' à '
fr-BE|fr_BE|BE|be|Europe/Brussels|d MMMM yyyy;EEEE d MMMM yyyy|dd/MM/yyyy|HH:mm|' à '
es-ES|es_ES|ES|es|Europe/Madrid|d 'de' MMMM 'de' yyyy;EEEE, d 'de' MMMM 'de' yyyy|dd/MM/yyyy|HH:mm|', '
es-MX|es_MX|MX|com.mx|America/Mexico_City America/Tijuana|d 'de' MMMM 'de' yyyy;EEEE, d 'de' MMMM 'de' yyyy|dd/MM/yyyy|HH:mm|' '
es-AR|es_AR|AR|com.ar|America/Argentina/Buenos_Aires|d 'de' MMMM 'de' yyyy;EEEE, d 'de' MMMM 'de' yyyy|dd/MM/yyyy|HH:mm|' - '
pt-BR|pt_BR|BR|com.br|America/Sao_Paulo America/Manaus|\
d 'de' MMMM 'de' yyyy;EEEE, d 'de' MMMM 'de' yyyy|dd/MM/yyyy|HH'h'mm|' às '
pt-PT|pt_PT|PT|pt|Europe/Lisbon|d 'de' MMMM 'de' yyyy|dd/MM/yyyy|HH:mm|', '
it-IT|it_IT|IT|it|Europe/Rome|d MMMM yyyy;EEEE d MMMM yyyy|dd/MM/yyyy|HH:mm|' alle '
nl-NL|nl_NL|NL|nl|Europe/Amsterdam|d MMMM yyyy;EEEE d MMMM yyyy|dd-MM-yyyy|HH:mm|' om '
sv-SE|sv_SE|SE|se|Europe/Stockholm|d MMMM yyyy;EEEE d MMMM yyyy|yyyy-MM-dd|HH.mm|' kl. '
da-DK|da_DK|DK|dk|Europe/Copenhagen|d. MMMM yyyy|dd.MM.yyyy|HH.mm|' kl. '
nb-NO|nb_NO|NO|no|Europe/Oslo|d. MMMM yyyy|dd.MM.yyyy|HH:mm|' kl. '
fi-FI|fi_FI|FI|fi|Europe/Helsinki|d. MMMM yyyy|d.M.yyyy|HH.mm|' klo '
pl-PL|pl_PL|PL|pl|Europe/Warsaw|d MMMM yyyy;EEEE, d MMMM yyyy|dd.MM.yyyy|HH:mm|', '
cs-CZ|cs_CZ|CZ|cz|Europe/Prague|d. MMMM yyyy|d. M. yyyy|HH:mm|', '
hr-HR|hr_HR|HR|hr|Europe/Zagreb|d. MMMM yyyy.|dd.MM.yyyy.|HH:mm|' '
hu-HU|hu_HU|HU|hu|Europe/Budapest|yyyy. MMMM d.|yyyy.MM.dd.|HH:mm|' '
ro-RO|ro_RO|RO|ro|Europe/Bucharest|d MMMM yyyy|dd.MM.yyyy|HH:mm|', '
uk-UA|uk_UA|UA|ua|Europe/Kyiv|d MMMM yyyy|dd.MM.yyyy|HH:mm|', '
ru-RU|ru_RU|RU|ru|Europe/Moscow Asia/Yekaterinburg|d MMMM yyyy|dd.MM.yyyy|HH:mm|', '
el-GR|el_GR|GR|gr|Europe/Athens|d MMMM yyyy|dd/MM/yyyy|HH:mm|', '
tr-TR|tr_TR|TR|com.tr|Europe/Istanbul|d MMMM yyyy;d MMMM yyyy EEEE|dd.MM.yyyy|HH:mm|' '
ar-EG|ar_EG|EG|com.eg|Africa/Cairo|d MMMM yyyy;EEEE، d MMMM yyyy|dd/MM/yyyy|HH:mm|' - '
ar-SA|ar_SA|SA|com.sa|Asia/Riyadh|d MMMM yyyy|dd/MM/yyyy|HH:mm|' - '
he-IL|he_IL|IL|co.il|Asia/Jerusalem|d בMMMM yyyy|dd.MM.yyyy|HH:mm|', '
hi-IN|hi_IN|IN|in|Asia/Kolkata|d MMMM yyyy|dd/MM/yyyy|HH:mm|', '
fa-IR|fa|IR|ir|Asia/Tehran|d MMMM yyyy|yyyy/MM/dd|HH:mm|' - '
th-TH|th_TH|TH|co.th|Asia/Bangkok|d MMMM yyyy|dd/MM/yyyy|HH:mm|' '
vi-VN|vi_VN|VN|vn|Asia/Ho_Chi_Minh|dd/MM/yyyy|dd/MM/yyyy|HH:mm|' '
id-ID|id_ID|ID|co.id|Asia/Jakarta|d MMMM yyyy;EEEE, d MMMM yyyy|dd/MM/yyyy|HH:mm|' '
ja-JP|ja_JP|JP|co.jp|Asia/Tokyo|yyyy年M月d日|yyyy/MM/dd|H時m分|' '
ko-KR|ko_KR|KR|co.kr|Asia/Seoul|yyyy년 M월 d일|yyyy.MM.dd|HH:mm|' '
zh-CN|zh_CN|CN|com.cn|Asia/Shanghai|yyyy年M月d日|yyyy-MM-dd|HH:mm|' '
zh-TW|zh_TW|TW|com.tw|Asia/Taipei|yyyy年M月d日|yyyy/MM/dd|HH:mm|' '
"""


def _row(line: str) -> Locale:
    tag, cldr, country, tld, zones, days, numeric, clock, join = line.split("|")
    return Locale(
        tag,
        cldr,
        country,
        tld,
        tuple(zones.split()),
        tuple(days.split(";")),
        numeric,
        clock,
        join.strip("'"),
    )


LOCALES: tuple[Locale, ...] = tuple(_row(line) for line in _TABLE.strip().splitlines())
_BY_TAG = {locale.tag: locale for locale in LOCALES}

#: Zone abbreviations that a careful reader takes for one offset, given the country of the page.
KNOWN_ABBREVIATIONS = {
    "US": frozenset("EST EDT CST CDT MST MDT PST PDT".split()),
    "CA": frozenset("EST EDT PST PDT AST ADT NST NDT".split()),
    "GB": frozenset("GMT BST".split()),
    "IE": frozenset("GMT IST".split()),
    "IN": frozenset(["IST"]),
    "AU": frozenset("AEST AEDT AWST".split()),
    "NZ": frozenset("NZST NZDT".split()),
    "ZA": frozenset(["SAST"]),
    "DE": frozenset("CET CEST".split()),
    "FR": frozenset("CET CEST".split()),
    "ES": frozenset("CET CEST".split()),
    "NL": frozenset("CET CEST".split()),
    "IT": frozenset("CET CEST".split()),
    "PL": frozenset("CET CEST".split()),
    "FI": frozenset("EET EEST".split()),
    "GR": frozenset("EET EEST".split()),
    "RU": frozenset(["MSK"]),
    "JP": frozenset(["JST"]),
    "KR": frozenset(["KST"]),
    "ID": frozenset(["WIB"]),
    "IL": frozenset("IST IDT".split()),
}


#: Newsrooms that print another calendar than the Gregorian; they stand only in the families of that
#: calendar.
OTHER_CALENDARS = frozenset(["fa-IR"])


@cache
def locale(tag: str) -> Locale:
    """Return the row of a language tag."""
    return _BY_TAG[tag]
