"""Clocks that are right and hard to read: 24 hours where that is the rule, words for the half of
the day, other signs.
"""

from __future__ import annotations

from datetime import timedelta

from bench.sealed.desk import PRINT, Answer, Desk, Expectation, also, minute, second, shift
from bench.sealed.families import family
from bench.sealed.numerals import ARABIC, PERSIAN, WIDE, era, in_digits

_ASIA = "ja-JP ko-KR zh-CN zh-TW"
#: How each language prints a clock in running text.
_CLOCKS = {
    "de-DE": "{h:02d}:{m:02d} Uhr;{h:02d}.{m:02d} Uhr;{h}:{m:02d} Uhr",
    "de-AT": "{h:02d}:{m:02d} Uhr;{h:02d}.{m:02d} Uhr",
    "fr-FR": "{h}h{m:02d};{h:02d} h {m:02d};à {h}h{m:02d}",
    "fr-CA": "{h} h {m:02d};à {h:02d} h {m:02d}",
    "es-ES": "a las {h:02d}:{m:02d};{h:02d}:{m:02d} h.;{h}:{m:02d} horas",
    "es-AR": "{h:02d}:{m:02d} hs;{h:02d}.{m:02d} hs.",
    "pt-BR": "às {h}h{m:02d};{h:02d}h{m:02d}min;{h:02d}:{m:02d}",
    "it-IT": "alle {h:02d}:{m:02d};ore {h:02d}.{m:02d};ore {h}:{m:02d}",
    "nl-NL": "om {h:02d}:{m:02d} uur;{h:02d}.{m:02d} uur",
    "sv-SE": "kl. {h:02d}.{m:02d};klockan {h:02d}.{m:02d};kl {h:02d}:{m:02d}",
    "da-DK": "kl. {h:02d}.{m:02d};kl. {h:02d}:{m:02d}",
    "nb-NO": "kl. {h:02d}.{m:02d};klokken {h:02d}:{m:02d}",
    "fi-FI": "klo {h}.{m:02d};kello {h:02d}.{m:02d}",
    "pl-PL": "godz. {h:02d}:{m:02d};o {h}:{m:02d};g. {h:02d}.{m:02d}",
    "cs-CZ": "v {h:02d}:{m:02d} hod.;{h}.{m:02d} hod.",
    "hu-HU": "{h:02d}:{m:02d};{h} óra {m:02d} perc",
    "ro-RO": "ora {h:02d}:{m:02d};{h:02d}:{m:02d}",
    "bg-BG": "{h:02d}:{m:02d} ч.;в {h:02d}:{m:02d} ч.",
    "ru-RU": "в {h:02d}:{m:02d};{h:02d}.{m:02d};{h} ч. {m:02d} мин.",
    "uk-UA": "о {h:02d}:{m:02d};{h:02d}:{m:02d}",
    "th-TH": "เวลา {h:02d}.{m:02d} น.;{h:02d}:{m:02d} น.",
    "id-ID": "pukul {h:02d}.{m:02d};{h:02d}:{m:02d}",
    "vi-VN": "lúc {h:02d}:{m:02d};{h}h{m:02d};{h} giờ {m:02d} phút",
    "tr-TR": "saat {h:02d}.{m:02d};saat {h:02d}:{m:02d}",
    "el-GR": "στις {h:02d}:{m:02d};ώρα {h:02d}:{m:02d}",
    "en-ZA": "{h:02d}h{m:02d};{h:02d}:{m:02d} hrs",
    "en-IN": "{h:02d}:{m:02d} hrs;{h:02d}.{m:02d} hrs;{h:02d}{m:02d} hrs",
}
#: Where the 24-hour clock is the rule in print, so that 9:05 is the morning.
_MORNING = {"ja": "%-Y年%-m月%-d日 %-H:%M", "ko": "%Y.%m.%d %-H:%M", "zh": "%Y年%-m月%-d日 %H:%M"}


def _plain(d: Desk, form: str) -> str:
    """A strftime form in which "%-m" drops the zero, on every platform."""
    parts = {"%-Y": d.wall.year, "%-m": d.wall.month, "%-d": d.wall.day, "%-H": d.wall.hour}
    for key, value in parts.items():
        form = form.replace(key, str(value))
    return d.wall.strftime(form)


@family((*PRINT, "supplied", "meta"), _ASIA, lambda m: 1 <= m.wall.hour <= 11)
def morning_without_word(d: Desk) -> Expectation:
    """2022年2月25日 9:05: no half of the day is missing where clocks have 24 hours."""
    d.put(_plain(d, _MORNING[d.press.language]))
    return minute(d.at)


@family((*PRINT, "supplied"), "ja-JP zh-TW", lambda m: m.wall.year >= 2001)
def morning_in_an_era(d: Desk) -> Expectation:
    """令和4年2月25日 9時05分, 民國111年2月25日 09:05."""
    if d.press.country == "TW":
        d.put(
            f"{d.pick('民國', '中華民國')}{d.wall.year - 1911}年{d.wall.month}月{d.wall.day}日 "
            f"{d.wall:%H:%M}"
        )
    else:
        d.put(f"{era(d.wall.date())}{d.wall.month}月{d.wall.day}日 {d.wall.hour}時{d.wall:%M}分")
    return minute(d.at)


@family((*PRINT, "supplied"), "ja-JP ko-KR zh-CN zh-TW zh-HK")
def half_of_day_in_front(d: Desk) -> Expectation | None:
    """午後2時40分, 下午2:40, 오후 2시 40분; Japanese noon is 午後0時."""
    if d.press.language == "zh" and d.wall.hour == 0:
        # software prints 上午12:05, which readers there take for noon as well
        return None
    morning, hour = d.wall.hour < 12, d.wall.hour % 12
    dial, rest = hour or 12, f"{d.wall:%M}"
    text = {
        "ja": f"{'午前' if morning else '午後'}{hour}時{rest}分",
        "ko": d.pick(
            f"{'오전' if morning else '오후'} {dial}:{rest}",
            f"{'오전' if morning else '오후'} {dial}시 {rest}분",
        ),
        "zh": f"{'上午' if morning else '下午'}{dial}:{rest}",
    }[d.press.language]
    d.put(f"{d.date()}{d.pick('', ' ')}{text}")
    return minute(d.at)


@family(
    (*PRINT, "supplied"),
    (
        "el-GR sq-AL ar-EG hi-IN bn-BD mr-IN ne-NP ta-IN te-IN ur-PK es-MX es-CO tr-TR "
        "hu-HU "
        "vi-VN en-AU mn-MN az-AZ"
    ),
)
def half_of_day_in_words(d: Desk) -> Expectation:
    """CLDR's words for the half of the day around a 12-hour clock: μ.μ., م, अपराह्न, du., SA and
    CH.
    """
    word = d.fmt("a")
    clock = f"{d.wall.hour % 12 or 12}:{d.wall:%M}"
    front = d.press.language in ("tr", "hu", "ta")
    d.put(f"{d.date()}, {word} {clock}" if front else f"{d.date()}, {clock} {word}")
    return minute(d.at)


@family((*PRINT, "supplied"), tuple(_CLOCKS))
def clock_as_spoken(d: Desk) -> Expectation:
    """klo 14.40, 14 h 40, ore 14.40, kl. 14.40, godz. 14:40, 14.40 น.: each language's way of
    printing a clock.
    """
    form = d.rng.choice(_CLOCKS[d.press.tag].split(";"))
    d.put(f"{d.date()}{d.pick(' ', ', ')}{form.format(h=d.wall.hour, m=d.wall.minute)}")
    return minute(d.at)


@family((*PRINT, "supplied", "meta"), "ar-EG ar-SA ar-IQ fa-IR ur-PK")
def arabic_signs(d: Desk) -> Expectation:
    """٢٥ فبراير ٢٠٢٢، ١٤٫٤٠: Arabic digits with the Arabic comma, and the decimal sign between
    hours and minutes.
    """
    table = ARABIC if d.press.language == "ar" else PERSIAN
    sign = d.pick(":", "٫", ".", "،" if d.press.language == "ar" else ":")
    text = in_digits(f"{d.date()}، {d.wall:%H}{sign}{d.wall:%M}", table)
    d.put(text if d.rng.random() < 0.7 else f"\u200f{text}\u200f")
    return minute(d.at)


@family(
    ("line", "block", "dump"), "en-GB de-DE fr-FR es-ES it-IT pl-PL ru-RU pt-BR tr-TR ko-KR ar-EG"
)
def clock_in_its_own_element(d: Desk) -> Expectation:
    """The day in one element and its clock in the next, or on the line below."""
    own = d.date() if d.rng.random() < 0.5 or d.press.language == "ko" else f"{d.wall:%d.%m.%Y}"
    clock = f"{d.wall:%H:%M}"
    if d.place == "dump":
        d.put(own, "line")
        d.put(clock, "line")
    else:
        pair = d.pick(
            '<div class="meta"><span class="date">{0}</span> <span class="time">{1}</span></div>',
            '<p class="info"><span>{0}</span><span class="sep">|</span><span>{1}</span></p>',
            '<ul class="meta"><li class="date">{0}</li><li class="hour">{1}</li></ul>',
            '<div class="date">{0}</div><div class="time">{1}</div>',
        )
        d.put(pair.format(own, clock), "block", raw=True)
    return minute(d.at)


@family((*PRINT, "supplied"), "en-US en-CA en-PH en-IN", lambda m: m.wall.hour in (0, 12))
def twelve_on_the_dial(d: Desk) -> Expectation:
    """12:15 AM is a quarter past midnight, and 12:15 PM a quarter past noon."""
    half = d.pick("AM", "a.m.", "am") if d.wall.hour == 0 else d.pick("PM", "p.m.", "pm")
    d.put(f"{d.date()}{d.pick(' ', ' at ', ', ')}12:{d.wall:%M} {half}")
    return minute(d.at)


@family((*PRINT, "supplied", "meta"), "en-US en-CA en-AU en-IN", lambda m: m.wall.hour > 12)
def half_of_day_twice(d: Desk) -> Expectation:
    """14:40 PM: the half of the day is said twice and the two agree."""
    d.put(f"{d.date()} {d.wall:%H:%M}{d.pick(' ', '')}{d.pick('PM', 'pm', 'p.m.')}")
    return minute(d.at)


@family((*PRINT, "supplied"), "ja-JP", lambda m: m.wall.hour <= 4)
def broadcast_clock(d: Desk) -> Expectation:
    """2022年2月24日 25:30 is half past one of the next morning, as broadcasters count."""
    eve = d.wall - timedelta(days=1)
    sign = d.pick(f"{d.wall.hour + 24}:{d.wall:%M}", f"{d.wall.hour + 24}時{d.wall:%M}分")
    d.put(f"{eve.year}年{eve.month}月{eve.day}日 {sign}")
    # the day that is printed is the broadcaster's own, and may be all that is given
    return also(minute(d.at), Answer(eve.date()))


@family(("meta", "ld", "attr", "supplied"), "en-US de-DE ja-JP fr-FR", lambda m: m.wall.hour == 0)
def hour_twenty_four(d: Desk) -> Expectation:
    """2022-02-24T24:00:00Z is midnight at the end of that day."""
    d.at = d.at.shifted(-d.wall.minute - d.wall.second / 60)
    eve = d.wall - timedelta(days=1)
    zone = d.pick("", shift(d.at.offset))
    d.put(f"{eve:%Y-%m-%d}T24:00:00{zone}")
    return second(d.at, offset=bool(zone))


@family((*PRINT, "supplied", "meta"), "ja-JP zh-CN zh-TW ko-KR")
def wide_characters(d: Desk) -> Expectation:
    """２０２２／０２／２５　１４：４０: digits, signs and the blank of a Japanese keyboard."""
    text = d.wall.strftime(d.pick("%Y/%m/%d %H:%M", "%Y.%m.%d %H:%M", "%Y年%m月%d日 %H:%M"))
    d.put(text.translate(WIDE))
    return minute(d.at)


@family((*PRINT, "supplied"), "en-US en-GB en-CA en-IN en-AU")
def clock_with_its_own_signs(d: Desk) -> Expectation:
    """2.40pm, 2:40p.m., 2:40 P.M., 2h40 PM's kin: dial clocks as English newsrooms set them."""
    hour, rest = d.wall.hour % 12 or 12, f"{d.wall:%M}"
    half = "a" if d.wall.hour < 12 else "p"
    sign = d.pick(
        f"{hour}.{rest}{half}m",
        f"{hour}:{rest}{half}.m.",
        f"{hour}:{rest} {half.upper()}.M.",
        f"{hour}:{rest}\u202f{half.upper()}M",
    )
    d.put(
        d.pick(
            f"{d.date()} {sign}", f"{d.date()}, {sign}", f"{sign}, {d.date()}", f"{sign} {d.date()}"
        )
    )
    return minute(d.at)


@family(
    (*PRINT, "supplied"), "ru-RU uk-UA bg-BG pl-PL cs-CZ ro-RO el-GR tr-TR es-ES pt-BR vi-VN id-ID"
)
def clock_in_front(d: Desk) -> Expectation:
    """14:40, 25 февраля 2022: the clock stands before the day."""
    own = d.date() if d.rng.random() < 0.6 else f"{d.wall:%d.%m.%Y}"
    d.put(f"{d.wall:%H:%M}{d.pick(', ', ' ', ' | ', ' - ')}{own}")
    return minute(d.at)


@family(("meta", "ld", "supplied", "dump"), "en-US de-DE fr-FR", lambda m: m.wall.hour > 12)
def dial_stamp_beside_print(d: Desk) -> Expectation:
    """A stamp by %I that lost its half of the day, beside a printed 24-hour clock of the same
    minute.
    """
    d.machine(f"{d.wall:%Y-%m-%d} {d.wall.hour - 12:02d}:{d.wall:%M}" + d.pick("", ":00"))
    d.human(f"{d.date()} {d.wall:%H:%M}")
    return minute(d.at)
