"""Days told from the day of the fetch: yesterday, today at, last Friday at, so many days ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import format_timedelta

from bench.corruption.moments import at_utc, at_wall
from bench.sealed.desk import PRINT, Desk, Expectation, day, minute, withheld
from bench.sealed.families import family

_PLACES = (*PRINT, "supplied")
#: today|yesterday
_WORDS = {
    "en-US": "Today|Yesterday",
    "en-GB": "Today|Yesterday",
    "de-DE": "Heute|Gestern",
    "fr-FR": "Aujourd’hui|Hier",
    "es-ES": "Hoy|Ayer",
    "it-IT": "Oggi|Ieri",
    "pt-BR": "Hoje|Ontem",
    "nl-NL": "Vandaag|Gisteren",
    "sv-SE": "Idag|Igår",
    "da-DK": "I dag|I går",
    "nb-NO": "I dag|I går",
    "fi-FI": "Tänään|Eilen",
    "pl-PL": "Dzisiaj|Wczoraj",
    "cs-CZ": "Dnes|Včera",
    "sk-SK": "Dnes|Včera",
    "sl-SI": "Danes|Včeraj",
    "hr-HR": "Danas|Jučer",
    "bg-BG": "Днес|Вчера",
    "ro-RO": "Astăzi|Ieri",
    "hu-HU": "Ma|Tegnap",
    "el-GR": "Σήμερα|Χθες",
    "tr-TR": "Bugün|Dün",
    "ru-RU": "Сегодня|Вчера",
    "uk-UA": "Сьогодні|Вчора",
    "lt-LT": "Šiandien|Vakar",
    "lv-LV": "Šodien|Vakar",
    "et-EE": "Täna|Eile",
    "ca-ES": "Avui|Ahir",
    "ar-EG": "اليوم|أمس",
    "he-IL": "היום|אתמול",
    "fa-IR": "امروز|دیروز",
    "th-TH": "วันนี้|เมื่อวานนี้",
    "vi-VN": "Hôm nay|Hôm qua",
    "id-ID": "Hari ini|Kemarin",
    "ja-JP": "今日|昨日",
    "ko-KR": "오늘|어제",
    "zh-CN": "今天|昨天",
    "zh-TW": "今天|昨天",
}
_AT = {
    "en": " at ",
    "de": ", ",
    "fr": " à ",
    "es": " a las ",
    "it": " alle ",
    "pt": " às ",
    "ru": " в ",
    "uk": " о ",
    "sv": " kl. ",
    "da": " kl. ",
    "nb": " kl. ",
}
_ASKED = "en-US en-GB de-DE fr-FR es-ES it-IT pt-BR nl-NL sv-SE pl-PL ru-RU tr-TR uk-UA cs-CZ"


def _fetched_on(d: Desk, days: int, hour: float) -> None:
    """The page is fetched so many days after the publication's day, at that hour of the site's
    clock.
    """
    wall = datetime.combine(d.wall.date() + timedelta(days=days), datetime.min.time()) + timedelta(
        hours=hour
    )
    d.fetched = at_wall(wall, d.at.zone).utc


def _site_zone(d: Desk) -> None:
    """The caller names the zone of the site."""
    d.assume = d.at.zone


@family(_PLACES, tuple(_WORDS), lambda m: m.wall.hour < 22)
def today_at(d: Desk) -> Expectation:
    """Today at 14:40, with the fetch and the site's zone."""
    _site_zone(d)
    word = _WORDS[d.press.tag].split("|")[0]
    d.fetched = (
        d.at.utc + timedelta(minutes=d.rng.uniform(4, (23.6 - d.wall.hour) * 60 - d.wall.minute))
    ).replace(microsecond=0)
    d.put(f"{word}{d.pick(', ', ' ', _AT.get(d.press.language, ' '))}{d.wall:%H:%M}")
    return minute(d.at, offset=True)


@family(_PLACES, tuple(_WORDS))
def yesterday_at(d: Desk) -> Expectation:
    """Yesterday 14:40, gestern, 어제: the day before the fetch on the site's clock."""
    _site_zone(d)
    word = _WORDS[d.press.tag].split("|")[1]
    _fetched_on(d, 1, d.rng.uniform(0.2, 23.8))
    if d.rng.random() < 0.35:
        d.put(word)
        return day(d.at)
    d.put(f"{word}{d.pick(', ', ' ', _AT.get(d.press.language, ' '))}{d.wall:%H:%M}")
    return minute(d.at, offset=True)


@family(_PLACES, "en-US en-GB de-DE ja-JP en-AU es-ES")
def yesterday_without_zone(d: Desk) -> Expectation:
    """Yesterday, fetched at ten in the evening of UTC on a site whose zone nobody states: one of
    two days.

    A language whose newsrooms all keep one clock leaves one day where that clock and UTC show the
    same date at the fetch.
    """
    d.host = d.host.rsplit(".example.", 1)[0] + ".example.com"
    d.language = d.press.language
    d.fetched = datetime.combine(
        d.at.utc.date() + timedelta(days=1), datetime.min.time()
    ) + timedelta(hours=d.rng.choice((22.4, 23.1, 1.5)))
    # by the clock of the newsroom at that date: a fixed offset told another day in summer
    local = at_utc(d.fetched, d.at.zone)
    yesterday = at_wall(local.wall - timedelta(days=1), d.at.zone)
    d.put({"en": "Yesterday", "de": "Gestern", "ja": "昨日", "es": "Ayer"}[d.press.language])
    if d.press.language in ("de", "ja") and local.wall.date() == d.fetched.date():
        return day(yesterday, either=True)
    return withheld(yesterday)


@family(_PLACES, _ASKED)
def weekday_at(d: Desk) -> Expectation:
    """Friday 14:40, Freitag, 14:40 Uhr: the latest such weekday before the fetch, with the site's
    zone.
    """
    _site_zone(d)
    _fetched_on(d, d.rng.randint(2, 5), d.rng.uniform(6, 22))
    name = d.fmt("cccc")
    tail = " Uhr" if d.press.language == "de" else ""
    d.put(
        f"{name[0].upper()}{name[1:]}"
        f"{d.pick(', ', ' ', _AT.get(d.press.language, ' '))}{d.wall:%H:%M}{tail}"
    )
    return minute(d.at, offset=True)


@family(_PLACES, tuple(_WORDS))
def days_ago(d: Desk) -> Expectation:
    """3 days ago, vor 3 Tagen, 3일 전: CLDR's words for whole days, with the site's zone."""
    _site_zone(d)
    days = d.rng.randint(2, 6)
    # the same hour of the day, so that counting days and counting hours agree
    d.fetched = d.at.shifted(days * 1440 + 20).utc
    if at_utc(d.fetched, d.at.zone).wall.date() != d.wall.date() + timedelta(days=days):
        d.fetched = d.at.shifted(days * 1440).utc
    d.put(
        format_timedelta(
            timedelta(days=-days),
            granularity="day",
            threshold=9,
            add_direction=True,
            locale=d.press.cldr,
        )
    )
    return day(d.at)


@family(
    _PLACES,
    "en-US en-GB de-DE fr-FR es-ES ru-RU ja-JP ko-KR zh-CN tr-TR pl-PL",
    lambda m: 9 <= m.wall.hour <= 14,
)
def hours_ago(d: Desk) -> Expectation:
    """5 hours ago in the middle of the site's day: the day is sure, the hour is not the minute."""
    _site_zone(d)
    hours = d.rng.randint(2, 6)
    d.fetched = d.at.shifted(hours * 60 + 15).utc
    d.put(
        format_timedelta(
            timedelta(hours=-hours),
            granularity="hour",
            threshold=30,
            add_direction=True,
            locale=d.press.cldr,
        )
    )
    return day(d.at)


@family(("line", "time", "dump"), "en-US en-GB de-DE fr-FR es-ES ru-RU")
def words_beside_a_stamp(d: Desk) -> Expectation:
    """Yesterday in print, frozen in a stored copy that was fetched weeks later, beside the printed
    day: the day stands.
    """
    word = _WORDS[d.press.tag].split("|")[1]
    d.fetch_after(d.at, d.rng.randint(20, 300))
    d.put(f"{d.date()} {d.wall:%H:%M}")
    d.paragraphs.insert(1, f"{word}.")
    return minute(d.at)


@family(_PLACES, "en-US en-GB en-IN en-AU de-DE fr-FR es-ES ru-RU", lambda m: m.wall.month < 11)
def year_left_out(d: Desk) -> Expectation:
    """25 February, 14:40 fetched in the same year: the latest such day; to withhold it is no
    fault.
    """
    d.fetched = d.at.shifted(1440 * d.rng.randint(1, 40)).utc
    text = (
        d.fmt("d MMMM" if d.press.tag != "en-US" else "MMMM d")
        if d.press.language != "es"
        else d.fmt("d 'de' MMMM")
    )
    clock = d.rng.random() < 0.4
    d.put(f"{text}, {d.wall:%H:%M}" if clock else text)
    return minute(d.at, either=True) if clock else day(d.at, either=True)
