"""The terms of a date's score: every price, with its bits and where they come from, and how they add up.

A witness that a hypothesis explains gains its odds and its information, less what the reading and the join assume; a
hypothesis pays for each detail that it states; what counts against it whoever states it is a veto.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import log2
from typing import TYPE_CHECKING, NamedTuple

from service import names
from service.dates import scan
from service.dates.zones import IN_USE, countries_naming, country_offsets, main_offset
from service.lexicon.tables import table
from service.model import Rule, tables_of
from service.spelling import folded

if TYPE_CHECKING:
    from service.dates.reading import Hints


class Term(NamedTuple):
    """A term of the score: its bits (a ``share``: how often), what it is for, and where the figure comes from.

    The origin is a definition, an estimate with its reason, or measured: on how many right and wrong answers of gold and
    gold-more the term speaks, as ``python -m bench.terms`` counts them.
    """

    id: str
    bits: float
    purpose: str
    origin: str


TERMS = (
    # how often a witness is right; the reliability of its place is measured (observe/sources.json)
    Term("most_share", 0.995, "no place is always right, nor always wrong", "definition: odds are finite"),
    Term("second_voice", 0.35, "each further voice of one independence class counts so much of the one before",
         "measured: 41 right, 2 wrong; its root costs most of all terms, but one"),
    Term("created_share", 0.8, "a creation date as the publication's, where no place names that",
         "estimate: it is often a draft's, and alone no publication"),
    Term("created_beside_share", 0.3, "a creation date as the publication's, beside a place that names that",
         "measured: 4 right, 0 wrong"),
    Term("rendered_now_share", 0.5, "a machine's date that is the fetch's", "estimate: 4 of 10 public templates for JSON-LD"),
    Term("drawn_share", 0.2, "a text that shows the day before its own element's date: a browser west of UTC drew it",
         "estimate: made pages alone have it"),
    # what leaves the best hypothesis in doubt
    Term("either_share", 0.5, "something plainer explains it as well", "definition: even odds"),
    Term("unnamed_share", 0.92, "no place that names the publication supports it, and one states another day",
         "measured: 0 right, 1 wrong; made pages: 2 right, 0 wrong"),
    Term("print_denies_share", 0.945, "what is printed beside the headline states another day than all that supports it",
         "measured: 2 right, 1 wrong; made pages: 2 right, 0 wrong"),
    Term("updated_before_share", 0.92, "an update is printed that is days older than the publication",
         "measured: 1 right, 0 wrong"),
    Term("utc_day_share", 0.92, "only a timestamp in UTC states the day, which most readers' clocks do not show then",
         "measured: 3 right, 2 wrong; given, since the instant is right"),
    Term("lone_weekday_share", 0.93, "a day with its weekday in one line, without the clock that the other dates have: today",
         "measured: 0 right, 1 wrong; made pages: 1 right, 0 wrong"),
    Term("relative_share", 0.8, "counted from the fetch, beside a date", "estimate: copies are read again for years"),
    Term("from_fetch_share", 0.94, "counted from the fetch", "estimate: nobody knows how old a dump was then"),
    Term("exchanged", 8.0, "by so much dates of publication and modification must fit better in each other's place",
         "estimate: less than an address of the other day, 12.6, and more than a night between them, 2.5"),
    Term("exchanged_day_of_save", 5.0, "of two days, day and month exchanged, the save's", "estimate: most saves are early"),
    # what a reading costs beside its own bits
    Term("unknown_damage", 10.0, "a string that is no date as written, damaged in another way than any row's",
         "measured: 1 right, 0 wrong; made pages: 40 right, 2 wrong"),
    Term("seen_by_readers", 4.0, "damage in print that leaves a plausible date: readers would have seen it",
         "estimate: made pages alone have it"),
    # what joining two dates assumes
    Term("offset_from_two_clocks", 4.0, "an offset that two clocks show, or UTC's clock in print beside a local timestamp",
         "definition: one of about 30 offsets in use, of which most pages have a few"),
    Term("rare_offset", 4.0, "an offset in use that few readers' clocks show", "definition: as one of 30 more"),
    Term("foreign_offset", 4.0, "an offset that is not of the readers' country", "measured: 1 right, 0 wrong"),
    Term("local_day_beside_utc", 2.5, "a printed day that is the readers', beside a timestamp in UTC of another day",
         "measured: 2 right, 0 wrong"),
    Term("next_day_by_chance", 8.0, "the same, where the readers' clocks hardly show it",
         "estimate: the day may be today's, in a header"),
    Term("midnight_for_no_time", 1.5, "a timestamp at midnight for a day alone",
         "estimate: at no price a modification at midnight would explain every clock of its day"),
    Term("clock_mislabelled", 7.0, "a right clock with a wrong label", "measured: 13 right, 0 wrong"),
    Term("clock_mislabelled_at_site", 3.0, "the same, where the caller's zone for the site shows that it is wrong",
         "estimate: made pages alone name a zone"),
    # why a witness may be unexplained
    Term("is_modification", 10.0, "what may be the publication, or stands in its place, is the modification",
         "measured: 25 right, 1 wrong; a half costs most of all terms"),
    Term("is_same_days_save", 6.0, "the same, on the day of the publication, as most updates are",
         "measured: 9 right, 0 wrong"),
    Term("is_save_share", 0.04, "pages whose second timestamp is within a quarter of an hour of the first",
         "measured: 7 right, 0 wrong"),
    # what counts against a hypothesis
    Term("wrong_weekday", 6.0, "a printed weekday that is not the day's",
         "measured: 1 right, 0 wrong; made pages: 8 right, 4 wrong"),
    Term("from_the_future", 12.0, "a moment after the fetch", "estimate: made pages alone have it, 13 right, 2 wrong"),
    Term("implausible_year", 9.0, "a year before the web or far from now", "measured: 0 right, 2 wrong, which are withheld"),
    # how often the month stands before the day, and the year in two digits before both
    Term("order_share", 0.995, "the order of the country, or of the language", "measured: 41 right, 2 wrong"),
    Term("page_order_share", 0.97, "the order of the page's other numbers, where readers of both write its language",
         "estimate: one template seldom prints both"),
    Term("dotted_share", 0.9998, "the day first, with dots in a language of one order", "estimate: scripts alone err"),
    Term("dotted_in_english_share", 0.12, "dots for strokes, 11.03.17, on an English page of nowhere",
         "measured: 2 right, 0 wrong"),
    Term("year_at_home_share", 0.95, "countries that write the year first", "estimate: the CLDR's short form is theirs"),
    Term("year_abroad_share", 0.5, "their languages elsewhere", "estimate: even odds"),
    Term("year_in_forms_share", 0.3, "languages and countries whose forms have the year first", "estimate: papers seldom do"),
    Term("year_anywhere_share", 0.12, "pages of no known language", "estimate: as many are from there"),
    Term("year_before_dots_share", 0.003, "with dots", "measured: 3 right, 0 wrong"),
    Term("year_before_t_share", 0.97, "two digits, hyphens and a T before the clock, as in ISO 8601: 21-03-05T14:40",
         "estimate: made pages alone have it"),
    Term("year_elsewhere_share", 0.03, "elsewhere", "measured: 1 right, 0 wrong"),
)  # fmt: skip
BITS = {term.id: term.bits for term in TERMS}

_RULES, FINDINGS = tables_of("service.dates")
_BY_ID = {rule.id: rule for rule in _RULES}


def rule(id: str) -> Rule:
    """Return a rule of the publication date, whose damage any date role can have, as ``rules.json`` says it."""
    return _BY_ID[id]


LOCAL_CLOCK_LABELLED_UTC = rule("local_clock_labelled_utc")
ROLES_SWAPPED = rule("published_and_modified_exchanged")
_CLOCK_RULES = ("utc_clock_labelled_local", "offset_out_of_season", "offset_sign_inverted")
RULES = (LOCAL_CLOCK_LABELLED_UTC, *map(rule, _CLOCK_RULES))


def odds(probability: float) -> float:
    """Return the odds of a probability, in bits."""
    return log2(probability / (1 - probability))


def total_by_class(contributions: Iterable[tuple[str, float]]) -> float:
    """Return the sum of contributions, where one independence class counts once in full and its further voices less and less.

    Forty comments on one evening are not forty witnesses of it.
    """
    by_class: dict[str, list[float]] = {}
    for kind, contribution in contributions:
        by_class.setdefault(kind, []).append(contribution)
    total, share = 0.0, BITS["second_voice"]
    for _, voices in sorted(by_class.items()):
        voices.sort(reverse=True)
        total += voices[0] if len(voices) == 1 else sum([bits * share**place for place, bits in enumerate(voices)])
    return total


def posterior(scores: Sequence[float]) -> tuple[float, ...]:
    """Return the probability of each hypothesis; its score is log2 of its odds against "none of these", which scores 0."""
    top = max((0.0, *scores))
    weights = [2.0 ** (score - top) for score in scores]
    total = sum(sorted(weights)) + 2.0**-top
    return tuple([weight / total for weight in weights])


#: Those of the Americas, Europe, most of Africa, and of China, Japan and their neighbours: nearly all of the web's news.
_COMMON = frozenset((-480, -420, -360, -300, -240, -180, 0, 60, 120, 180, 420, 480, 540))
#: Where a language is at home; those of many continents are not here.
_AT_HOME: dict[str, str] = table("languages")["at_home"]


def countries_of(hints: Hints) -> tuple[str, ...]:
    """Return the countries where the readers are, as far as the page says so; en-US names none: software is shipped with it."""
    if hints.country is not None and (hints.country != "US" or hints.language != "en-US"):
        return (hints.country,)
    return tuple(_AT_HOME.get((hints.language or "").split("-")[0], "").split())


def is_shown(offset: int, day: date, hints: Hints) -> bool:
    """Return whether readers' clocks show an offset on a day; no where nobody knows where they are."""
    return bool([name for name in countries_of(hints) if offset in country_offsets(name, day)])


def is_lived_by(offset: int, day: date, hints: Hints) -> bool | None:
    """Return whether most clocks in the country, or where the language is at home, show an offset on a day.

    None where neither tells.  The Azores show UTC in summer, and Portugal's papers print Lisbon's time.
    """
    shown = {main_offset(name, day) for name in ((hints.country,) if hints.country else countries_of(hints))} - {None}
    return offset in shown if shown else None


def bits_of_offset(offset: int, day: date, hints: Hints) -> float:
    """Return what it costs, in bits, that the readers' clocks show an offset in use on a day."""
    known = {each for name in countries_of(hints) for each in country_offsets(name, day)}
    if offset in known:
        return 0.0
    return (0.0 if offset in _COMMON else BITS["rare_offset"]) + (BITS["foreign_offset"] if known else 0.0)


def bits_of_day(day: date, instant: datetime, hints: Hints) -> float | None:
    """Return what it costs that an instant (UTC) was on another day for the readers; None where it was that day nowhere."""
    if abs(instant.date() - day).days > 1:
        return None
    showing = [offset for offset in IN_USE if (instant + timedelta(minutes=offset)).date() == day]
    found = [bits_of_offset(offset, day, hints) for offset in showing]
    # where a country is named, a day that none of its clocks shows is another day
    if not found or (hints.country is not None and countries_of(hints) and not [o for o in showing if is_shown(o, day, hints)]):
        return None
    least = min(found)
    return least + BITS["next_day_by_chance"] if least else 0.0


#: Countries that write the month before the day, and those that write the year first, in two digits too.
_MONTH_FIRST = frozenset(("US", "PH", "FM", "MH", "PW", "BZ"))
_YEAR_FIRST = frozenset(("CN", "TW", "JP", "KR", "KP", "HU", "LT", "MN"))
#: Languages of both worlds, four of the Philippines and of Hawaii, and those of the year first: "08/12/2024" is a foreign form.
_OF_EITHER_ORDER = frozenset(("", "und", "en", "fil", "tl", "ceb", "haw", "ja", "ko", "zh"))
#: Languages and countries whose forms have the year first, and whose papers as often have the order of their neighbours.
_YEAR_IN_FORMS = frozenset(("eu", "ne", "sv", "CA", "ZA"))
#: ISO 8601 but for the century: no hand writes the T.
_SHORT_ISO = re.compile(r"(?<!\d)\d\d-\d\d-\d\d(?:T\d\d:?\d\d| \d\d:\d\d:\d\d(?:Z|[+-]\d\d:?\d\d))")


def order_prices(found: tuple[scan.Shape, ...], hints: Hints) -> tuple[float, ...]:
    """Return the bits of each order of day, month and year among the shapes of one string."""
    shares = [_order_share(shape, hints) if shape.order in ("dmy", "mdy", "ymd") else 1.0 for shape in found]
    total = sum(shares) or 1.0
    return tuple([-log2(share / total) if share else 20.0 for share in shares])


def _order_share(shape: scan.Shape, hints: Hints) -> float:
    """Return how often the page's readers write numbers in the order of a shape."""
    language, *subtags = (hints.language or "").split("-")
    region = hints.country or next((subtag.upper() for subtag in subtags if len(subtag) == 2), "")
    if not region and (zone := shape.text_of("zone")) is not None and zone != "GMT":
        # nobody prints CET where the month stands first; GMT is the world's, and AST that of Canada and Puerto Rico
        places = countries_naming(zone)
        region = min(places, default="") if places.isdisjoint(_MONTH_FIRST | {"CA"}) else ""
    dotted, short, weekday = shape.is_dotted, shape.text_of("year2") is not None, shape.text_of("weekday_name")
    year_first = _year_first_share(language, region, dotted) if short else 0.0
    if short and _SHORT_ISO.search(shape.text):
        year_first = BITS["year_before_t_share"]
    if shape.order == "ymd":
        return year_first if short else 1.0
    # "Wed, 10/01/2025 - 11:15" in Russian: its pattern was never made the site's own, and neither need its order be
    if weekday is not None and language not in ("", "en", "und"):
        key = folded(weekday)
        if names.named_in(key, "en")[1] and not names.named_in(key, language)[1]:
            language, region = "en", ""
    # who writes the year first has neither order of the other two at home
    has_one_order = language not in _OF_EITHER_ORDER and language not in scan.YEAR_FIRST_LANGUAGES
    day_first = BITS["dotted_share" if dotted and has_one_order else "order_share"]
    # as the country has it; English is written in both worlds
    month_first = BITS["order_share"] if region in _MONTH_FIRST and not dotted else 1 - day_first
    either = (language, region) == ("es", "US") or (language in _OF_EITHER_ORDER and (not region or region in _YEAR_FIRST))
    if dotted and language == "en" and not region:
        month_first = BITS["dotted_in_english_share"]
    elif region in _MONTH_FIRST if dotted else either:
        beside = BITS["page_order_share"]
        month_first = {"mdy": beside, "dmy": 1 - beside}.get("" if dotted else hints.order, 0.5)
    return (month_first if shape.order == "mdy" else 1 - month_first) * (1 - year_first)


def _year_first_share(language: str, region: str, dotted: bool) -> float:
    """Return how often a date of three numbers of two digits at most begins with its year."""
    at_home = language in scan.YEAR_FIRST_LANGUAGES
    if region in _YEAR_FIRST or at_home:
        return BITS["year_at_home_share" if region in _YEAR_FIRST or not region else "year_abroad_share"]
    if not region and language in ("", "und"):
        return BITS["year_anywhere_share"]
    elsewhere = "year_elsewhere_share" if _YEAR_IN_FORMS.isdisjoint((language, region)) else "year_in_forms_share"
    return BITS["year_before_dots_share" if dotted else elsewhere]
