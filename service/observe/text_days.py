"""Whose the days of a text dump are that stand behind the body or above the headline, told from those between the two."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from service.lexicon.date_spans import dates_within, day_numbers, names_day
from service.lexicon.event_cards import tells_event
from service.lexicon.labels import label_of
from service.model import Observation
from service.observe.date_stretch import DATE_LINE, ODD_CLOCK, label_field
from service.observe.own_dates import AMONG_WORDS, is_told_of_another
from service.observe.text_dump import DATES, Dump, number_of
from service.observe.text_lines import Line, part_kind, signed_parts

_PRINTED = ("text:byline", "text:block", "text:above-headline")
#: A byline stands no further from its date, and the date that ends an article no further behind it.
_BESIDE, _FOOT = 2, 3
#: What a name between headline and date is worth that no byline word opens: a place can stand there.
_NAMED = 0.7


def tell_mastheads(dump: Dump) -> None:
    """Bare dates above the headline, which may be the day on which the page was looked at, told from those of the byline.

    Where a date stands between headline and body it is the article's, and those above are the page header's; the day of an
    update there leaves the publication to them.
    """
    headline = dump.headline_number
    bylines = [o for o in dump.observations if o.field in DATES and o.source.id == "text:byline"]
    lines = {line.number: line.text for line in dump.lines}
    above = {
        id(o) for o in bylines if number_of(o) < headline and label_of(str(o.raw)) is None and lines[number_of(o)] == o.raw
    }
    own = any(number_of(o) > headline and o.field != "dateModified" for o in bylines)
    for i, o in enumerate(dump.observations):
        if id(o) in above:
            name, source = "otherDate" if own else o.field, replace(o.source, id="text:above-headline")
            dump.observations[i] = replace(o, field=name, source=replace(source, field=name))


def tell_days_behind(dump: Dump) -> None:
    """Days printed behind the body, told from the one between headline and body: those of comments and of other stories.

    Written for readers alone: "2022-40-25" behind a body is of a record, and may be the article's. A bare day above it may
    be an event's, "Saturday 12 June 2021", and none yields to it that a label or a byline at the foot calls the article's.
    """
    if not dump.body:
        return
    headline = dump.headline_number
    first, last = dump.body[0].number, dump.body[-1].number
    dates = [o for o in dump.observations if o.source.id in _PRINTED and o.field in ("date", "datePublished")]
    above = [o for o in dates if headline < number_of(o) < first]
    own = {day_numbers(str(o.raw)) for o in above}
    if not (own and headline):
        return
    lines = {line.number: line for line in dump.lines}
    signed = {number_of(o) for o in dump.observations if o.field == "author" and o.source.reliability > _NAMED}
    bare = not any(_is_plainly_own(o, lines, signed) for o in above)
    # by identity: equal dates told from one another by each other's members cost the square of their number
    printed = set(map(id, dates))
    foot = {line.number for line in [line for line in dump.lines if line.number > last][:_FOOT]}
    parted = _parted(dump.lines)
    for i, o in enumerate(dump.observations):
        behind = number_of(o) > last and not dump.is_comment(lines[number_of(o)])
        at_foot = number_of(o) in foot
        # one that hangs below another story's title, away from the body, is that story's
        stated = bare and behind and _is_stated(lines[number_of(o)]) and (at_foot or number_of(o) in parted)
        # and the day on which the page was looked at, bare above the headline
        away = number_of(o) > last or (number_of(o) < headline and lines[number_of(o)].text == o.raw)
        if id(o) in printed and away and not stated and day_numbers(str(o.raw)) not in own and names_day(str(o.raw)):
            dump.observations[i] = replace(o, field="otherDate", source=replace(o.source, field="otherDate"))
        elif stated and o.field == "otherDate" and o.source.id == "text:byline" and at_foot:
            dump.observations[i] = replace(o, field="datePublished", source=replace(o.source, field="datePublished"))


def doubt_days_among_words(dump: Dump) -> None:
    """Days beside a headline behind words that may say whose they are, "Concert: 8 May 2021", believed less."""
    for i, o in enumerate(dump.observations):
        if o.field in ("date", "datePublished") and o.source.id == "text:byline":
            day = next(iter(dates_within(str(o.raw), 1)), "")
            if day and is_told_of_another(str(o.raw), day):
                dump.observations[i] = replace(o, source=replace(o.source, reliability=AMONG_WORDS))


#: The facts of an event stand within so many lines behind its day; as many days without a body are a list's.
_FACTS_WITHIN, _LIST = 8, 3


def tell_days_of_no_article(dump: Dump) -> None:
    """Days that open the notice of an event, and those of a page that lists stories and has no body, made other dates.

    Not the only one that says that it was published: a short text may tell of an update and of the next meeting too.
    """
    at = {line.number: i for i, line in enumerate(dump.lines)}
    days = {day_numbers(line.text) for line in dump.lines if len(line.text) <= DATE_LINE and dates_within(line.text, 1)}
    listed = len(days) >= _LIST and not dump.body
    published = {line.number for line in dump.lines if label_field(line.text) == "datePublished"}
    for i, o in enumerate(dump.observations):
        if o.source.id not in _PRINTED or o.field not in ("date", "datePublished") or published == {number_of(o)}:
            continue
        below = at[number_of(o)] + 1
        if listed or tells_event([line.text for line in dump.lines[below : below + _FACTS_WITHIN]]):
            dump.observations[i] = replace(o, field="otherDate", source=replace(o.source, field="otherDate"))


def _is_plainly_own(o: Observation, lines: dict[int, Line], signed: Set[int]) -> bool:
    """Whether a label, a byline in or beside its line, or a clock at which no event begins, says whose a date is."""
    around = range(number_of(o) - _BESIDE, number_of(o) + _BESIDE + 1)
    return not signed.isdisjoint(around) or ODD_CLOCK.search(str(o.raw)) is not None or _is_stated(lines[number_of(o)])


def _is_stated(line: Line) -> bool:
    """Whether a line labels its date or names who wrote on that day."""
    parts = signed_parts(line.text)
    labelled = any((named := label_of(part)) is not None and named[0] in DATES for part in parts)
    return line.kind == "label" or labelled or any(part_kind(part) == "author" for part in parts)


def _parted(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines that hang below no title: "Flood victims wait" / "Published 5 March 2021" hangs."""
    return {
        line.number
        for before, line in zip((None, *lines), lines, strict=False)
        if line.after_blank or before is None or before.kind
    }
