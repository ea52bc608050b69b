"""The clock that stands beside a printed day, in an element of its own, and whether it is an
event's.
"""

from __future__ import annotations

import re
from itertools import starmap, takewhile

from service.lexicon.spelling import folded
from service.lexicon.tables import phrases
from service.lexicon.texts import fold
from service.model import Observation
from service.records import replace
from service.spans.date_context import is_byline_word, is_date_label, label_field, says_other_day
from service.spans.date_lines import CLOCK_ALONE, DATE_LINE, ODD_CLOCK
from service.spans.date_words import CLOCK, COMPANY, YEAR, date_vocabulary
from service.spans.labelled import label_of
from service.view import class_words
from service.view.columns import View

#: Class words of what is played or counted, and what may stand between a day and its clock.
_NO_CLOCK = phrases("templates", "lengths")
_CLOCK_LABELS = date_vocabulary("beside_clocks")
_COLON = re.compile(r"\s?[:：]\s?(?=\d)")
_BETWEEN = COMPANY | _CLOCK_LABELS
#: A label and the clock behind it, "Place: Pier", "時間：19:30"; the ends of two labels.
_ENDS = re.compile(r"(?s)(?::\s|：).*(?::\s|：)")
_FACT = re.compile(
    r"([^\W\d][^\d:：\x1e]{0,24}?)(?:\s?:\s+|：\s?)(\d?\d\s?(?:[:.h時时]\s?\d\d(?![.\d/])"
    r"|[aApP]\.?[mM]|[uU]hr|[h時时시点]))?"
)


def is_a_fact(view: View, day: int, labelled: bool) -> bool:
    """Return whether a date is an event's, with its labels: "5 May" / "Time: 8 PM" / "Room: 4"."""
    text = "".join([run[:60] for run in view.runs[view.starts[day] : view.stops[day] + 6]])
    facts = _facts(text, labelled) if _ENDS.search(text) else {}
    is_event = len(facts) > 1 and any(starmap(_is_clock_of_event, facts.items()))
    return is_event and not ODD_CLOCK.search(view.text(day, DATE_LINE))


def _facts(text: str, labelled: bool) -> dict[str, str]:
    """Return the labels behind a date that are no article's, with their clocks.

    Those behind another date's label are of that day; with one label there is nothing to tell.
    "Views: 120" and "Reading time: 3 min" are no event's, and "Listen: 00:00" is a player's.
    """
    facts = takewhile(lambda fact: labelled or not is_date_label(fact[0]), _FACT.findall(text))
    return {
        folded(label): clock
        for label, clock in facts
        if (clock or not any(map(is_byline_word, fold(label).split())))
        and label_of(f"{label}: x") is None
    }


def _is_clock_of_event(label: str, clock: str) -> bool:
    """Return whether a labelled clock is an event's: none begins at 14:42, and an editor's clock
    beside its day is the article's.
    """
    is_round = clock != "" and not ODD_CLOCK.search(clock)
    return is_round and (label in _CLOCK_LABELS or says_other_day(f"{label}:"))


def with_clock(view: View, o: Observation) -> Observation:
    """Return a printed day with the only clock near, where it stands right beside it."""
    raw, day = str(o.raw), o.order
    if CLOCK.search(raw) or not YEAR.search(raw) or "T" in view.get(day, "datetime"):
        return o
    at = _only_clock(view, day)
    if at < 0 or not _is_clock_of_day(view, raw, day, at):
        return o
    # its half and its zone may stand in elements of their own: <i>2:40</i> <i>PM</i> <i>EST</i>
    texts = list(map(_bare, view.runs[at : at + (3 if at >= view.stops[day] else 1)]))
    clock = next(filter(CLOCK_ALONE.fullmatch, [" ".join(texts[:size]) for size in (3, 2, 1)]))
    return replace(o, raw=f"{raw} {clock}")


def _only_clock(view: View, day: int) -> int:
    """Return the only run around a day that is a clock, -1 if none or within the day."""
    runs, first, last = view.runs, view.starts[day], view.stops[day]
    around = range(max(0, first - 40), min(len(runs), last + 40))
    timed = [at for at in around if CLOCK.search(runs[at])]
    clocks = [at for at in timed if CLOCK_ALONE.fullmatch(_bare(runs[at]))]
    return clocks[0] if len(clocks) == 1 and not first <= clocks[0] < last else -1


def _is_clock_of_day(view: View, raw: str, day: int, at: int) -> bool:
    """Return whether a clock beside a day is of that day: no film's length, and no event's."""
    runs, first, last, own = view.runs, view.starts[day], view.stops[day], view.owners[at]
    between = {*map(folded, map(_bare, runs[last:at] + runs[at + 1 : first]))} - {""}
    names = class_words.words(f"{view.names(own)} {view.names(view.parents[own])}")
    if not names.isdisjoint(_NO_CLOCK) or not _BETWEEN.issuperset(between):
        return False
    # an article's head labels both or neither
    before = "".join(runs[max(first - 1, 0) : first])
    labelled = label_field(raw) != "" or is_date_label(_bare(before))
    timed = not _CLOCK_LABELS.isdisjoint(between) or _plain(runs[at])[:1].isalpha()
    is_event = timed and not labelled and not ODD_CLOCK.search(runs[at])
    return not is_event and not is_a_fact(view, day, labelled)


def _plain(text: str) -> str:
    """Return a text without the marks around it."""
    return " ".join(text.split()).strip(" |·•–—-,;:()/\u00a0")


def _bare(text: str) -> str:
    """Return a text without the marks around it, and without its label, "Time: 2:40 PM EST"."""
    label, *rest = _COLON.split(bare := _plain(text), maxsplit=1)
    return rest[0] if rest and folded(label) in _BETWEEN else bare
