"""Several witnesses of one page that do not say the same, of which a careful reader believes the
better.
"""

from __future__ import annotations

from datetime import timedelta

from bench.corruption.moments import at_utc
from bench.corruption.scene import DAY, MINUTE, SECOND, rounded
from bench.sealed.desk import Answer, Desk, Expectation, Moment, also, day, iso, minute, second
from bench.sealed.families import family
from bench.sealed.numerals import era

_MANY = "en-US en-GB de-DE fr-FR es-ES it-IT pl-PL ru-RU ja-JP tr-TR"
_CALENDARS = "en-US de-DE fr-FR ru-RU th-TH ja-JP zh-TW tr-TR hu-HU ko-KR"


def _changed(d: Desk) -> Moment:
    """A change two days and more after publication, with the fetch behind it."""
    last = d.later(3000, 20_000)
    d.fetch_after(last, d.rng.randint(1, 60))
    return last


@family(("meta", "microdata"), _MANY)
def names_swapped(d: Desk) -> Expectation:
    """published_time and modified_time are swapped in one vocabulary; JSON-LD and the printed line
    have them right.
    """
    last = _changed(d)
    d.put(iso(last))
    d.put(iso(d.at), role="modified")
    d.put(iso(d.at), "ld")
    d.put(iso(last), "ld", role="modified")
    d.put(f"{d.date()} {d.wall:%H:%M}", "line")
    return second(d.at, offset=True)


@family(("label",), "en-US en-GB de-DE fr-FR es-ES it-IT pl-PL ru-RU")
def labels_swapped(d: Desk) -> Expectation:
    """The printed labels are swapped; the stamp of the article and the address have the
    publication.
    """
    last = _changed(d)
    d.put(f"{d.date(last.wall)} {last.wall:%H:%M}")
    d.put(f"{d.date()} {d.wall:%H:%M}", role="modified")
    d.put(iso(d.at), "ld")
    d.put(iso(last), "ld", role="modified")
    d.address()
    return second(d.at, offset=True)


@family(("line", "label", "time"), _MANY)
def scraper_took_today(d: Desk) -> Expectation:
    """The scraper's own date is the day of its run; the page's stamp and printed line have the
    article's.
    """
    d.fetch_after(d.at, d.rng.randint(4, 300))
    now = at_utc(d.fetched, "UTC")
    d.put(d.pick(f"{now.wall:%Y-%m-%d}", f"{now.wall:%Y-%m-%dT%H:%M:%S}"), "supplied", role="date")
    d.put(f"{d.date()} {d.wall:%H:%M}")
    d.put(iso(d.at), "ld")
    return second(d.at, offset=True)


@family(("line", "label", "time"), _MANY, lambda m: m.wall.day not in (1, 2))
def scraper_filled_the_day(d: Desk) -> Expectation:
    """The scraper read the month and filled in its first day; the page's stamp and printed line
    have the day.
    """
    d.put(f"{d.wall:%Y-%m}-01T00:00:00", "supplied", role="date")
    d.put(f"{d.date()} {d.wall:%H:%M}")
    d.put(iso(d.at), "ld")
    return second(d.at, offset=True)


@family(("meta", "microdata"), _MANY)
def one_vocabulary_keeps_the_draft(d: Desk) -> Expectation:
    """One stamp is the draft's, days before; JSON-LD, the printed line and the address are of one
    day.
    """
    draft = d.at.shifted(-d.rng.randint(3000, 40_000))
    d.put(iso(draft))
    d.put(iso(d.at), "ld")
    d.put(f"{d.date()} {d.wall:%H:%M}", "line")
    d.address()
    return second(d.at, offset=True)


def _turns(moment: Moment) -> bool:
    return moment.wall.day <= 12 and moment.wall.day != moment.wall.month


@family(("meta", "ld", "attr", "supplied", "dump"), _MANY, _turns)
def stamp_with_day_and_month_turned(d: Desk) -> Expectation:
    """2022-05-04 of a program that took the printed 5 April for 4 May; print and address have the
    day.
    """
    clock = d.pick("", "T00:00:00")
    d.machine(f"{d.wall:%Y-%d-%m}{clock}")
    d.put(d.date(), "line")
    d.address()
    # a midnight that a program wrote stands in the stamp, and proves nothing; where the stamp has
    # none, it would be invented
    return also(day(d.at), Answer(d.wall.date(), (0, 0, 0))) if clock else day(d.at)


def _in_print(d: Desk) -> str:
    """The day in the country's own calendar where its newspapers print that, with the clock."""
    w = d.wall
    own = {
        "th": f"{w.day} {d.fmt('MMMM')} {w.year + 543}",
        "ja": f"{era(w.date())}{w.month}月{w.day}日",
        "zh": f"民國{w.year - 1911}年{w.month}月{w.day}日",
    }
    return f"{own.get(d.press.language) or d.press.day(w, 'full')} {w:%H:%M}"


@family(
    ("meta", "ld", "attr", "supplied", "dump"),
    _CALENDARS,
    lambda m: m.wall.minute > 12 or m.wall.minute == 0,
)
def minute_for_month(d: Desk) -> Expectation:
    """2022-40-25 beside the printed day and clock, in the country's calendar and words."""
    d.machine(d.pick(f"{d.wall:%Y-%M-%d}", f"{d.wall:%d/%M/%Y}", f"{d.wall:%Y-%M-%dT%H:%M}"))
    d.human(_in_print(d))
    return minute(d.at)


@family(
    ("meta", "ld", "attr", "supplied", "dump"),
    _CALENDARS,
    lambda m: 1 <= m.wall.minute <= 12 and m.wall.minute != m.wall.month,
)
def minute_for_month_unseen(d: Desk) -> Expectation:
    """2022-10-25 beside the printed 25 February, 14:10: a valid day whose month is the minute."""
    d.machine(f"{d.wall:%Y-%M-%d}")
    d.human(_in_print(d))
    return minute(d.at)


@family(
    ("meta", "ld", "attr", "supplied", "dump"), _CALENDARS, lambda m: m.wall.minute != m.wall.month
)
def month_for_minute(d: Desk) -> Expectation:
    """2022-02-25 14:02 beside the printed 14:40: the stamp's minute is the month; the day is sure,
    and so may the print be.
    """
    d.machine(f"{d.wall:%Y-%m-%d %H:%m}" + d.pick("", f":{d.wall:%S}"))
    d.human(_in_print(d))
    # print and stamp agree in the day, so that withholding all of it is a fault
    return also(minute(d.at), rounded(d.at, SECOND), rounded(d.at, DAY))


@family(("meta", "ld", "attr"), _MANY)
def template_prints_now(d: Desk) -> Expectation:
    """A stamp of the moment of the request beside the printed line and the address: the article's
    own day stands.
    """
    d.fetch_after(d.at, d.rng.randint(6, 400))
    now = at_utc(d.fetched, d.at.zone)
    d.put(d.pick(iso(now), f"{now.wall:%Y-%m-%d}"))
    stamped = "T" in d.said[-1].text
    d.put(f"{d.date()} {d.wall:%H:%M}", "line")
    d.address()
    # a stamp with its offset shows what the site's clocks are set to; a day alone shows nothing
    return also(minute(d.at), rounded(d.at, MINUTE, offset=True)) if stamped else minute(d.at)


@family(("line", "label", "time"), _MANY, lambda m: m.wall.hour > 1)
def midnight_for_no_clock(d: Desk) -> Expectation:
    """T00:00:00 of a field that holds days alone, beside the printed clock of that day."""
    d.put(f"{d.wall:%Y-%m-%dT00:00:00}", d.pick("meta", "ld", "attr"))
    d.put(f"{d.date()} {d.wall:%H:%M}")
    # that midnight means "no clock", so that the one clock of the page is the printed one, and the
    # day alone is less
    return minute(d.at)


@family(("meta", "ld", "supplied", "dump"), "en-US en-GB de-DE fr-FR ja-JP")
def scheduled_before_edited(d: Desk) -> Expectation:
    """A change that is older than the publication: the post was scheduled, and neither date
    moves.
    """
    before = d.at.shifted(-d.rng.randint(100, 4000))
    d.machine(iso(d.at))
    d.machine(iso(before), role="modified")
    d.put(f"{d.date()} {d.wall:%H:%M}", "line")
    return second(d.at, offset=True)


@family(("meta", "ld", "supplied", "dump"), "en-US en-GB de-DE fr-FR", lambda m: m.wall.hour > 2)
def fresh_story(d: Desk) -> Expectation:
    """A story of the hour of the fetch, with print and stamp in agreement: no template's now."""
    d.fetched = d.at.utc + timedelta(minutes=d.rng.randint(2, 90))
    d.machine(iso(d.at))
    d.human(f"{d.date()} {d.wall:%H:%M}")
    return second(d.at, offset=True)
