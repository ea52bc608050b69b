"""Dates that are glued to the words around them, because elements were joined without a space."""

from __future__ import annotations

from bench.sealed.desk import Desk, Expectation, day, minute
from bench.sealed.families import family

_DIAL = "en-US en-CA en-IN en-PH en-AU"
_PRINT = ("line", "time", "dump", "supplied")
#: "min read", as sites print it behind the date.
_READ = {
    "en": "min read",
    "de": "Min. Lesezeit",
    "fr": "min de lecture",
    "es": "min de lectura",
    "pt": "min de leitura",
    "it": "min di lettura",
    "nl": "min leestijd",
    "pl": "min czytania",
    "ru": "мин чтения",
    "tr": "dk okuma",
}
_COMMENTS = {
    "en": "comments",
    "de": "Kommentare",
    "fr": "commentaires",
    "es": "comentarios",
    "it": "commenti",
    "pl": "komentarzy",
}


@family(_PRINT, _DIAL)
def meridiem_glued(d: Desk) -> Expectation:
    """07:23 PMUpdated: the half of the day runs into the next label."""
    last = d.later()
    d.fetch_after(last, 12)
    own = d.fmt(d.pick("MMM d, y hh:mm a", "MMMM d, y h:mm a", "d MMM y, h:mm a"))
    word = d.pick("Updated: ", "Last Updated: ", "UPDATED ", "Updated")
    first = d.pick("Published: ", "", "Posted ")
    d.put(f"{first}{own}{word}{d.fmt('MMMM d, y hh:mm a', last.wall)}")
    return minute(d.at)


@family(_PRINT, _DIAL)
def meridiem_glued_to_name(d: Desk) -> Expectation:
    """02:40 PMBy Nora Penhallow, 2:40pmShare, 2:40 PMNews."""
    d.byline = False
    own = d.fmt(d.pick("MMMM d, y h:mm a", "MMM d, y h:mm a", "MMM. d, y 'at' h:mm a"))
    d.put(
        own
        + d.pick(
            f"By {d.author}", "Share", "News", f"Written by {d.author}", "Comments", "Facebook"
        )
    )
    return minute(d.at)


@family(_PRINT, "en-US en-CA en-GB en-IN en-ZA de-DE fr-FR es-ES it-IT nl-NL")
def zone_glued(d: Desk) -> Expectation | None:
    """14:40 ESTBy: the zone runs into the next word, and still says what it says."""
    short = d.zone()
    if short is None:
        return None
    next_word = {"en": "By", "de": "Von", "fr": "Par", "es": "Por", "it": "Di", "nl": "Door"}[
        d.press.language
    ]
    d.byline = False
    d.put(f"{d.date()}{d.pick(' ', ', ')}{d.wall:%H:%M} {short}{next_word} {d.author}")
    return minute(d.at, offset=True)


@family(_PRINT, "en-GB es-MX pl-PL tr-TR ru-RU it-IT id-ID pt-BR nl-NL el-GR")
def clock_glued_to_year(d: Desk) -> Expectation:
    """25 February 202214:40, 25/02/202214:40."""
    worded = d.date()
    own = worded if worded[-1].isdigit() and d.rng.random() < 0.6 else f"{d.wall:%d.%m.%Y}"
    d.put(f"{own}{d.wall:%H:%M}")
    return minute(d.at)


@family(
    (*_PRINT, "meta"), "en-GB de-DE fr-FR es-ES it-IT ru-RU pl-PL fi-FI ja-JP ko-KR zh-CN ar-EG"
)
def label_glued_in_front(d: Desk) -> Expectation:
    """Published25 February 2022: the label has no space behind it."""
    d.put(f"{d.press.label().strip(' :')}{d.date()}")
    return day(d.at)


@family(("line", "time", "dump"), "en-US en-GB de-DE fr-FR es-ES it-IT ru-RU")
def author_glued_in_front(d: Desk) -> Expectation:
    """Nora Penhallow25 February 2022."""
    d.byline = False
    by = {"en": "By ", "de": "Von ", "fr": "Par ", "es": "Por ", "it": "Di ", "ru": ""}[
        d.press.language
    ]
    d.put(f"{by}{d.author}{d.date()}")
    return day(d.at)


@family(("line", "time", "dump"), "en-US en-GB de-DE fr-FR es-ES pt-BR it-IT nl-NL pl-PL tr-TR")
def reading_time_glued(d: Desk) -> Expectation:
    """25 February 20225 min read: the year has four digits, and the fifth is the minutes'."""
    minutes = d.rng.randint(2, 9)
    d.put(f"{d.date()}{minutes} {_READ[d.press.language]}")
    return day(d.at)


@family(("line", "time", "dump"), "en-GB de-DE fr-FR es-ES it-IT pl-PL")
def comments_glued(d: Desk) -> Expectation:
    """14:4012 comments: the clock has two digits of minutes."""
    d.put(f"{d.date()} {d.wall:%H:%M}{d.rng.randint(2, 99)} {_COMMENTS[d.press.language]}")
    return minute(d.at)


@family(("line", "time", "dump"), "ko-KR zh-CN ja-JP zh-TW")
def two_stamps_glued(d: Desk) -> Expectation:
    """입력 2022.02.25 14:40수정 2022.02.25 15:10: two labelled clocks in one run."""
    last = d.later()
    d.fetch_after(last, 8)
    form = {"ko": "%Y.%m.%d %H:%M", "zh": "%Y-%m-%d %H:%M", "ja": "%Y/%m/%d %H:%M"}[
        d.press.language
    ]
    one, two = (d.press.label(updated=updated).strip(" :") for updated in (False, True))
    gap = d.pick("", " ", ":")
    d.put(f"{one}{gap}{d.wall.strftime(form)}{two}{gap}{last.wall.strftime(form)}")
    return minute(d.at)


@family(("line", "time", "dump"), "en-US en-GB de-DE fr-FR es-ES it-IT")
def section_glued_in_front(d: Desk) -> Expectation:
    """PoliticsFebruary 25, 2022: a section's link stands before the date without a space."""
    word = {"en": "Politics", "de": "Politik", "fr": "Politique", "es": "Cultura", "it": "Cronaca"}[
        d.press.language
    ]
    d.put(f"{word}{d.date()}")
    return day(d.at)


@family(("line", "time", "dump", "supplied"), "en-US en-GB de-DE fr-FR es-ES it-IT pt-BR")
def agency_around(d: Desk) -> Expectation:
    """| AFP - 25 February 2022 14:40 | 1204 views: separators, an agency and a counter on one
    line.
    """
    agency = d.pick("AFP", "dpa", "Reuters", "EFE", "ANSA")
    tail = d.pick(f" | {d.rng.randint(100, 9999)}", f" • {d.rng.randint(2, 60)}k", " |", "")
    d.put(f"{agency}{d.pick(' - ', ' | ', ' / ')}{d.date()} {d.wall:%H:%M}{tail}")
    return minute(d.at)
