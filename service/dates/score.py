"""How bits add up, and what it costs that the readers' clocks show an offset or a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import log2
from typing import TYPE_CHECKING

from service.dates.terms import BITS
from service.dates.zones import country_offsets, main_offset
from service.lexicon.tables import table
from service.model import Rule, tables_of
from service.spans.clocks import IN_USE

if TYPE_CHECKING:
    from service.dates.reading import Hints

_RULES, FINDINGS = tables_of("service.dates")
_BY_ID = {rule.id: rule for rule in _RULES}


def rule(id: str) -> Rule:
    """Return a rule of the publication date, whose damage any date role can have, as ``rules.json``
    says it.
    """
    return _BY_ID[id]


LOCAL_CLOCK_LABELLED_UTC = rule("local_clock_labelled_utc")
ROLES_SWAPPED = rule("published_and_modified_exchanged")
PUBLISHED_AGAIN = rule("published_again")
UTC_CLOCK_LABELLED_LOCAL = rule("utc_clock_labelled_local")
OFFSET_OUT_OF_SEASON = rule("offset_out_of_season")
OFFSET_SIGN_INVERTED = rule("offset_sign_inverted")
RULES = (
    LOCAL_CLOCK_LABELLED_UTC,
    UTC_CLOCK_LABELLED_LOCAL,
    OFFSET_OUT_OF_SEASON,
    OFFSET_SIGN_INVERTED,
)


def odds(probability: float) -> float:
    """Return the odds of a probability, in bits."""
    return log2(probability / (1 - probability))


def total_by_class(contributions: Iterable[tuple[str, float]]) -> float:
    """Return the sum of contributions, where one independence class counts once in full and its
    further voices less and less.

    Forty comments on one evening are not forty witnesses of it.
    """
    by_class: dict[str, list[float]] = {}
    for kind, contribution in contributions:
        by_class.setdefault(kind, []).append(contribution)
    total, share = 0.0, BITS["second_voice"]
    for _, voices in sorted(by_class.items()):
        voices.sort(reverse=True)
        total += (
            voices[0]
            if len(voices) == 1
            else sum([bits * share**place for place, bits in enumerate(voices)])
        )
    return total


def posterior(scores: Sequence[float], none: float = 0.0) -> tuple[float, ...]:
    """Return the probability of each hypothesis, which leave one for "none of these".

    A score is log2 of the odds against "none of these" where nothing speaks for that; what does
    gives it a score of its own.
    """
    top = max((none, *scores))
    weights = [2.0 ** (score - top) for score in scores]
    total = sum(sorted(weights)) + 2.0 ** (none - top)
    return tuple([weight / total for weight in weights])


#: Those of the Americas, Europe, most of Africa, and of China, Japan and their neighbours: nearly
#: all of the web's news.
_COMMON = frozenset((-480, -420, -360, -300, -240, -180, 0, 60, 120, 180, 420, 480, 540))
#: Where a language is at home; those of many continents are not here.
_AT_HOME: dict[str, str] = table("languages")["at_home"]


def countries_of(hints: Hints) -> tuple[str, ...]:
    """Return the countries where the readers are, as far as the page says so; en-US names none:
    software is shipped with it.
    """
    if hints.country is not None and (hints.country != "US" or hints.language != "en-US"):
        return (hints.country,)
    return tuple(_AT_HOME.get((hints.language or "").split("-")[0], "").split())


def is_shown(offset: int, day: date, hints: Hints) -> bool:
    """Return whether readers' clocks show an offset on a day; no where nobody knows where they
    are.
    """
    return bool([name for name in countries_of(hints) if offset in country_offsets(name, day)])


def is_lived_by(offset: int, day: date, hints: Hints) -> bool | None:
    """Return whether most clocks in the country, or where the language is at home, show an offset
    on a day.

    None where neither tells.  The Azores show UTC in summer, and Portugal's papers print Lisbon's
    time.
    """
    names = (hints.country,) if hints.country else countries_of(hints)
    shown = {main_offset(name, day) for name in names} - {None}
    return offset in shown if shown else None


def bits_of_offset(offset: int, day: date, hints: Hints) -> float:
    """Return what it costs, in bits, that the readers' clocks show an offset in use on a day."""
    known = {each for name in countries_of(hints) for each in country_offsets(name, day)}
    if offset in known:
        return 0.0
    rare = BITS["rare_offset"] * (offset not in _COMMON)
    return rare + BITS["foreign_offset"] * bool(known)


def bits_of_day(day: date, instant: datetime, hints: Hints) -> float | None:
    """Return what it costs that an instant (UTC) was on another day for the readers; None where it
    was that day nowhere.
    """
    if abs(instant.date() - day).days > 1:
        return None
    showing = [offset for offset in IN_USE if (instant + timedelta(minutes=offset)).date() == day]
    if not showing or _is_foreign(showing, day, hints):
        return None
    least = min([bits_of_offset(offset, day, hints) for offset in showing])
    return least + BITS["next_day_by_chance"] if least else 0.0


def _is_foreign(showing: Sequence[int], day: date, hints: Hints) -> bool:
    """Return whether a country is named none of whose clocks show any of these offsets."""
    if hints.country is None or not countries_of(hints):
        return False
    return True not in [is_shown(offset, day, hints) for offset in showing]
