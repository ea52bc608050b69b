"""Finds the clock of a date in an element of its own: <span>5 March 2021</span> <span>14:40</span> <span>EST</span>."""

from __future__ import annotations

import re

from service import names
from service.lexicon.date_spans import dates_within
from service.lexicon.texts import fold, word_set
from service.model import Observation
from service.observe.date_stretch import DATE_LINE, names_year
from service.records import replace
from service.view import class_words
from service.view.columns import BLOCK, INLINE, View

_FIELDS = frozenset({"date", "datePublished", "dateModified"})
_HOUR = r"(?:[01]?\d|2[0-3])"
#: A time of day and nothing else; with a dot between its parts it may be a price, and needs its unit.
_CLOCK = re.compile(
    rf"(?:{_HOUR}\s?[:h時时시點点]\s?[0-5]\d(?::[0-5]\d)?\s?(?:[ap]\.?\s?m\.?|uhr|h|hrs|分|분|น\.?)?|{_HOUR}\.[0-5]\d\s?(?:uhr|[ap]\.?m\.?)|"
    r"\d{1,2}\s?[ap]\.?\s?m\.?)(?:\s?\(?(?-i:[A-Z]{2,5}|[+-]\d\d:?\d\d)\)?)?",
    re.IGNORECASE,
)
#: What says that a clock is one, and no length of a film: a half of the day, a word for hours, a zone.
_TOLD = re.compile(r"[ap]\.?\s?m\b|uhr|\dh|[時时시點点]|น|[A-Z]{2,5}\)?\Z|[+-]\d\d:?\d\d", re.IGNORECASE)
#: Class words of what is played or counted.
_NO_CLOCK = word_set("duration length runtime player score result results laenge dauer duree duracion durata")
_MERIDIEM, _ZONE = (
    re.compile(r"[ap]\.?\s?m\.?|uhr|hrs?", re.IGNORECASE),
    re.compile(r"\(?(?:[A-Z]{3,5}|ET|PT|CT|MT|Z|[+-]\d\d:?\d\d)\)?"),
)
_ANY_CLOCK = re.compile(r"\d\s?[:h時时시點点]\s?\d\d|\d\s?[ap]\.?\s?m\b", re.IGNORECASE)
#: What may stand between a day and its clock.
_BETWEEN = word_set(
    """
    at um à às alle ore kl klo om ob o в г u в о у saat pukul jam time uhrzeit zeit hora heure ora tid tijd время godzina čas
    时间 時間 시간 时刻 kell plkst las a
    """
)
_MARKS = " |·•–—-,;:()/\u00a0"
#: Texts that are looked at beside a day, and around it for another clock: in a programme or a live blog each entry has its own.
_NEAR, _AROUND = 5, 40
#: No clock is longer.
_LONGEST = 40


def with_clock(view: View, o: Observation) -> Observation:
    """Return a printed day's observation with the clock that stands right beside it, where it is the only one near."""
    raw = str(o.raw)
    if o.field not in _FIELDS or o.source.witness != "human" or o.source.id.endswith(("datetime", "stamp")):
        return o
    if len(raw) > DATE_LINE or _ANY_CLOCK.search(raw) or not names_year(raw) or len(dates_within(raw, 2)) > 1:
        return o
    text = view.text(o.order, DATE_LINE + 1, " ").rstrip(_MARKS)
    if not (text.endswith(raw.rstrip(_MARKS)) or raw.endswith(text)) or "T" in view.get(o.order, "datetime"):
        return o
    first, last = view.starts[o.order], view.stops[o.order]
    clock = _behind(view, last, o.order) or _before(view, first - 1, o.order)
    return o if clock is None or _clocks(view, first - _AROUND, last + _AROUND) > 1 else replace(o, raw=f"{raw} {clock}")


def _bare(text: str) -> str:
    return " ".join(text.replace(BLOCK, " ").replace(INLINE, " ").split()).strip(_MARKS)


def _behind(view: View, first: int, place: int) -> str | None:
    """The clock that begins the texts behind a day, with the half of the day and the zone in elements of their own."""
    clock: str | None = None
    told = False
    for run in range(first, min(first + _NEAR, len(view.runs))):
        text = _bare(view.runs[run])
        if not text:
            continue
        if clock is None and fold(text).strip(".") in _BETWEEN:
            told = True
        elif clock is None:
            if _CLOCK.fullmatch(text) is None:
                return None
            clock, told = text, told or _is_told(view, text, run, place)
        elif _MERIDIEM.fullmatch(text) or names.periods(fold(text)) is not None or _ZONE.fullmatch(text):
            clock, told = f"{clock} {text}", True
        else:
            break
    return clock if told else None


def _before(view: View, last: int, place: int) -> str | None:
    """The clock right before a day."""
    told = False
    for run in range(last, max(-1, last - _NEAR), -1):
        text = _bare(view.runs[run])
        if text and fold(text).strip(".") in _BETWEEN:
            told = True
        elif text:
            return text if _CLOCK.fullmatch(text) and (told or _is_told(view, text, run, place)) else None
    return None


def _is_told(view: View, text: str, run: int, day: int) -> bool:
    """Whether a bare "14:40" is said to be a time of day: by its own words, its element, or its place in the day's own line."""
    if _TOLD.search(text):
        return True
    near = range(max(0, day - _AROUND), min(len(view), day + _AROUND))
    own = next((place for place in near if run in view.direct.get(place, ())), None)
    if own is None:
        return False
    parent = view.parents[own]
    words = class_words.words(view.names(own)) | class_words.words(view.names(parent) if parent >= 0 else "")
    if not words.isdisjoint(_NO_CLOCK) or view.get(own, "datetime").startswith("P"):
        return False
    beside = view.tags[own] in ("time", view.tags[day]) and parent == view.parents[day]
    return "date" in view.roles[own] or beside


def _clocks(view: View, first: int, last: int) -> int:
    """Return how many of some texts are a clock and nothing else."""
    texts = (text for text in view.runs[max(0, first) : last] if len(text) < _LONGEST and _ANY_CLOCK.search(text))
    return sum(_CLOCK.fullmatch(_bare(text)) is not None for text in texts)
