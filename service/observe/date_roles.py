"""Whose a date on the page is: the article's, another story's, the page's or an event's, by its place and what is near.

Decided when all of them are known: a date behind the body is the article's only where none stands at the headline.
"""

from __future__ import annotations

import re
from collections import defaultdict

from service import names
from service.lexicon.date_spans import day_numbers, first_date, is_range
from service.lexicon.date_telling import goes_on_in_case, has_words, is_labelled, is_of_a_noun, tells_event
from service.lexicon.labels import LABELS, label_of
from service.lexicon.lines import is_shelf
from service.lexicon.people import PLACES, WIDER_PLACES, is_byline_names, is_signed_names, looks_like_organisation
from service.lexicon.relative_words import is_relative
from service.lexicon.signatures import signed, without_end
from service.lexicon.texts import fold
from service.model import Observation
from service.observe.date_stretch import (
    CLOCK_ONLY,
    DATE_LINE,
    DIGIT,
    ODD_CLOCK,
    byline_parts,
    is_date_label,
    is_of_others,
    label_field,
    names_year,
)
from service.observe.sources import SOURCES
from service.records import replace
from service.view.columns import View
from service.view.places import Places, listed

#: How often a day behind words that nobody knows is the article's: an estimate, below what is answered alone.
AMONG_WORDS = 0.8
#: Where a byline is looked for beside a date.
_FRAMES = frozenset({"article", "main", "body", "html", "section"})
DATES = frozenset({"date", "datePublished", "dateModified"})
_PLACES, _UNNAMED = frozenset({"html", "time"}), frozenset({"html:near-headline"})


# --- what stands beside a date ---------------------------------------------------------------------------------------------


def is_plainly_own(view: View, place: int, raw: str) -> bool:
    """Return whether a label, a signature, a byline or an editor's clock says that a date is the article's.

    Words of something else beside it say that it is not: "The Old Pier, 3 August 1998".
    """
    text = view.own(place, " | ")
    part = next((part for part in byline_parts(text) if raw in part), raw)
    if label_field(raw) or signed(part) or signed(text):
        return True
    before, _, behind = part.partition(raw)
    if has_words(behind) or (has_words(before) and not is_byline_names(without_end(before))):
        return False
    return ODD_CLOCK.search(raw) is not None or _is_beside_byline(view, place)


def _is_beside_byline(view: View, place: int) -> bool:
    """Return whether a byline stands right before or behind an element: "By Jane Doe <b>5 March 2021</b>"."""
    for text, element in (_beside(view, place, back=True), _beside(view, place, back=False)):
        if not 2 < len(text) <= DATE_LINE:
            continue
        first = byline_parts(text)[:1]
        named = label_of(first[0]) if first else None
        classed = element >= 0 and "author" in view.roles[element]
        if classed or signed(text) or (named is not None and named[0] == "author" and is_signed_names(named[1])):
            return True
    return False


def _beside(view: View, place: int, back: bool) -> tuple[str, int]:
    """Return the text right next to an element, past line breaks, and the element that holds it (-1: the parent's own)."""
    element = place
    while element >= 0:
        text = " ".join((view.before if back else view.behind)(element).split())
        element = (view.previous if back else view.next)(element)
        if text:
            return text, -1
        if element >= 0 and view.tags[element] != "br":
            return view.text(element, DATE_LINE + 1, " ", " | "), element
    return "", -1


def is_told_of_another(text: str, raw: str) -> bool:
    """Return whether words before a date without a clock neither label nor sign it: "Concert: 8 May 2021".

    A place writes the line of a report, "Lübeck, 31. März 2003", and a house its own.
    """
    part = next((part for part in byline_parts(text) if raw in part), raw)
    # of a month that is in no pattern, "जन्म: 21 अप्रैल 2018", what begins with the first number or with the names before it
    number, known = DIGIT.search(raw), first_date(raw)
    opens = number is not None and not all(map(_is_of_date, raw[: number.start()].split()))
    date = known or (raw[number.start() :] if number is not None and opens else raw)
    before, _, behind = part.partition(date)
    before = _OF_CALENDAR.sub("", before)
    if _CLOCK.search(f"{before}|{behind}" if known else part) or signed(part) or signed(text) or is_relative(raw):
        return False
    if _goes_on(behind):
        return True
    if is_labelled(before, behind) or label_field(raw) in ("datePublished", "dateModified"):
        return False
    # "24 رجب 1443 / 25 فبراير 2022" is one day in two calendars, "Boone 4, Millbrook 3, September 18, 1999" a result
    if goes_on_in_case(part) or not has_words(before) or DIGIT.search(before):
        return goes_on_in_case(part)
    name = without_end(before).strip(" ,:.–—/-")
    opening = fold(name).partition(" ")[0]
    # "Published by Penguin Random House, 5 March 2021", "来源：新华网2021年3月5日"
    by = opening in LABELS["author"] or opening in LABELS["datePublished"]
    by = by or (before[-1] >= "\u2e80" and label_of(before.strip()) is not None)
    if before.rstrip().endswith((":", "：")):
        # "Closing Date: 5 May 2021" has a name's shape
        return not (by or is_date_label(before.strip()))
    house = looks_like_organisation(name.partition(" ")[2] if opening in _ARTICLES else name)
    placed = fold(name) in PLACES or fold(name) in WIDER_PLACES or house
    # "Kultur, 30.10.23", and not the weather's day in "Weather 14 June 2020"
    placed = placed or (before.rstrip().endswith(",") and is_shelf(name)) or names.may_be_weekday(name)
    # "The Old Pier" is nobody's name
    return name != "" and not (by or placed) and (opening in _ARTICLES or not is_byline_names(name))


def _is_of_date(word: str) -> bool:
    name = word.strip(" ,.")
    return bool(names.months(name) or names.weekdays(name))


def _goes_on(behind: str) -> bool:
    """Return whether the word right behind a date, with no blank between, says what was done on it: "2018年4月21日撮影"."""
    behind = _OF_CALENDAR.sub("", behind)
    match = _NEXT_WORD.match(behind)
    word = match[0].strip() if match is not None else ""
    if not word or is_date_label(word) or names.weekdays(word) or names.periods(word) or label_of(behind.strip()) is not None:
        return False
    return word not in _PUBLISHING and (not behind[0].isspace() or len(word) <= _DEED or _OF_KOREAN.match(behind) is not None)


#: The page of a paper, "2021年3月5日第01版", and a broadcaster's publishing.
_PUBLISHING = frozenset(("第", "放送"))
#: The word right behind a date, in scripts that part none with blanks, or hardly; no mark parts the two.
_NEXT_WORD = re.compile(r"\s?(?=[\u2e80-\uffdc])[^\W\d_]+")
#: A particle or the end of a verb, which no name has: "2018년 4월 21일 서울에서 태어남".
_OF_KOREAN = re.compile(r"\s?[\uac00-\ud7a3]+(?:(?:에서|에게|으로|부터|까지|를)\s|(?<=.{4})다\.?\Z)")
#: What is done on a day ("촬영", taken) has two syllables; the names of papers are longer.
_DEED = 2
#: A report, a film and a record are released and issued too, on another day than what is written of them.
_OF_A_RELEASE = re.compile(r"\W{0,3}(?:released?|issued|created)\b", re.IGNORECASE)
#: Words that begin no person's name.
_ARTICLES = frozenset("the der die das het les los las gli det".split())
#: What counts days and years beside a date: "2019年8月14日星期三", "令和4年2月25日", "24 رجب 1443هـ الموافق 25 فبراير 2022".
_OF_CALENDAR = re.compile(
    r"^\s?[日일号號]|令和|平成|昭和|大正|民[國国]|中華|西元|公元|단기|서기|هـ|الموافق|میلادی|شمسی|[พค]\.?ศ\.?"
)
#: A clock behind a day; "21.4.2018" is none.
_CLOCK = re.compile(r"\d\s?(?:[:h]\s?\d\d|\.\d\d(?![.\d])|[時时시点點])")


def doubted(view: View, o: Observation) -> Observation:
    """Return a printed date, less reliable where words beside it may say what it is of: "Interview conducted on 8 May 2021"."""
    raw = str(o.raw)
    text = view.own(o.order, " | ")
    text = text if raw in text else view.text(o.order, DATE_LINE + 1, " ", " | ")
    parent = view.parents[o.order]
    if view.tags[o.order] in ("td", "dd") and view.previous(o.order) >= 0:
        # "Polling day" | "6 August 2024"
        label = view.text(view.previous(o.order), 40)
        text = text if is_date_label(label) else f"{label}: {text}"
    elif text.strip() == raw.strip() and parent >= 0 and view.tags[parent] not in ("h1", "h2", "h3"):
        # <p>Interview conducted on <time>8 May 2021</time></p>
        text = f"{view.before(o.order)} {text} {view.behind(o.order)}".strip()
    line = next((part.strip() for part in _BARS.split(text) if raw in part), raw) if len(text) <= DATE_LINE else raw
    if is_of_a_noun(line):
        return _other(o)
    told = _is_of_other_day(view, o.order) and not ODD_CLOCK.search(raw) and not label_field(raw)
    # a place that names the publication is overruled by another label alone: "Kick-off: August 21, 2024"
    open_to_words = o.field == "date" or _OTHER_LABEL.match(line) is not None
    told = told or (o.field == "date" and _OF_A_RELEASE.match(raw) is not None)
    told = told or (open_to_words and not is_range(raw) and is_told_of_another(line, raw))
    if not told or o.field == "dateModified" or o.source.reliability <= AMONG_WORDS:
        return o
    return replace(o, source=replace(o.source, reliability=AMONG_WORDS))


_BARS, _OTHER_LABEL = re.compile(r"[|•·]"), re.compile(r"[^\d:：|]{2,40}[:：]\s*\S")


def _is_of_other_day(view: View, place: int) -> bool:
    """Return whether an element's own class words or its parent's call its date an event's, a deadline's or a birthday."""
    parent = view.parents[place]
    framed = parent < 0 or view.tags[parent] in _FRAMES
    return "otherday" in view.roles[place] or (not framed and "otherday" in view.roles[parent])


# --- the dates of a page together ------------------------------------------------------------------------------------------


def settle(seen: list[Observation], view: View, places: Places, dated: bool) -> list[Observation]:
    """Return the observations without nested repetitions of a date, and with neighbours' dates made other dates.

    ``dated`` is whether a machine-readable place states the article's date.
    """
    dates = [o for o in seen if o.field in DATES and o.source.id.partition(":")[0] in _PLACES]
    if not dates:
        return seen
    dropped = _repeated(view, dates)
    kept = [o for o in dates if id(o) not in dropped]
    foreign = _of_others(view, kept, places, dated)
    own = [o for o in kept if id(o) not in foreign]
    # Old themes call an article's only date "updated", for hAtom asked for one.
    only = all(o.field == "dateModified" and not label_field(str(o.raw)) for o in own)
    roles = {id(o): _of_no_role(o) for o in own} if only else {}
    return [_other(o) if id(o) in foreign else roles.get(id(o), o) for o in seen if id(o) not in dropped]


def _repeated(view: View, dates: list[Observation]) -> set[int]:
    """Return the ids of dates that repeat what an element inside or around them says: the innermost stays, or the labelled."""
    at: dict[int, list[tuple[Observation, str]]] = defaultdict(list)
    for o in dates:
        if not o.source.id.endswith("datetime"):
            at[o.order].append((o, str(o.raw).strip(" ()[]|,")))
    dropped: set[int] = set()
    for order, inners in at.items() if len(dates) > 1 else ():
        around = [pair for key in (order, *view.ancestors(order, 8)) for pair in at.get(key, ())]
        for inner, bare in inners:
            outers = [pair for pair in around if pair[0] is not inner]
            # a frame around two dates said both: "3 May 2021" is no part of "Updated 3 May 2021 10:00" beside it
            for outer, other in [pair for pair in outers if pair[1] == bare] or outers:
                if id(outer) not in dropped and id(inner) not in dropped and bare and bare in other:
                    before, _, behind = str(outer.raw).partition(bare)
                    # the outer adds nothing, unless it holds the clock or the label
                    more = DIGIT.search(before + behind) or is_date_label(before.strip(" |,:(["))
                    dropped.add(id(inner if more else outer))
    return dropped


def _of_others(view: View, dates: list[Observation], places: Places, dated: bool) -> set[int]:
    """Return the ids of the observations whose date is not the article's."""
    orders = {o.order for o in dates}
    near = {order for order in orders if places.near_headline(order)}
    header = {order for order in orders if places.in_header(order)}
    # a clock alone is no day
    days = [o for o in dates if len(str(o.raw)) >= 8 and not CLOCK_ONLY.fullmatch(str(o.raw))]
    anchored = not (near - header).isdisjoint([o.order for o in days])
    lists = listed(view, places, {o.order: str(o.raw) for o in dates})
    above = _above_the_body(view, dates, near - header, places)
    # beside "Published Wednesday, June 11, 2003" bare days around the headline are an archive's
    told = any(label_field(str(o.raw)) == "datePublished" for o in days if o.order in near)
    first = places.first_paragraph
    others: set[int] = set()
    for o in dates:
        raw = str(o.raw)
        field = label_field(raw)
        if (
            is_of_others(raw, o.field != "date" or o.source.id == "html:dateline")
            or (not field and (o.order in header or (anchored and o.order not in near)))
            or (
                bool(above)
                and not field
                and (o.order > first or (told and o.source.id in _UNNAMED))
                and day_numbers(raw) not in above
            )
            or (o.order in lists and (dated or anchored or o.order in near))
            or (o.field == "date" and field in ("", "date") and _opens_event(view, o.order))
        ):
            others.add(id(o))
    return others


#: An article's date line stands no further before its headline.
_RIGHT_BEFORE = 3


def _above_the_body(view: View, dates: list[Observation], near: set[int], places: Places) -> set[frozenset[int]]:
    """Return the days between headline and first paragraph: where there are any, other days behind it are not the article's.

    On a short page the events, the comments and the other stories below stand as near to the headline as the article's end.
    A bare day above the body that nothing calls the article's may be an event's.
    """
    if places.headline < 0:
        return set()
    first = places.headline - _RIGHT_BEFORE
    own = [o for o in dates if o.order in near and first <= o.order < places.first_paragraph and o.field != "dateModified"]
    return {
        day_numbers(raw)
        for o in own
        if names_year(raw := str(o.raw))
        and not is_of_others(raw)
        and (o.source.id not in _UNNAMED or is_plainly_own(view, o.order, raw))
    }


#: The facts of an event stand within so many elements behind its day.
_FACTS_WITHIN = 16


def _opens_event(view: View, place: int) -> bool:
    """Return whether a date opens an event's notice: "Date: Saturday, August 14, 2010" / "Time: 8 PM" / "Location: Pier 4"."""
    first, last = view.span(place, place + _FACTS_WITHIN)
    lines = [" ".join(run.split()) for run in view.runs[first:last]]
    dated = next((at for at, line in enumerate(lines) if DIGIT.search(line) and first_date(line)), len(lines))
    return tells_event(lines[dated + 1 :])


def _of_no_role(o: Observation) -> Observation:
    """Return the observation as a date whose role nobody states."""
    place, _, name = o.source.id.partition(":")
    kind = name.removeprefix("updated").removeprefix("-") or "dateline"
    return replace(o, field="date", source=SOURCES[place, kind])


def _other(o: Observation) -> Observation:
    """Return the observation as another date, under the row of its place."""
    place, _, name = o.source.id.partition(":")
    kind = "datetime" if name.endswith("datetime") else "text" if place == "time" else "date"
    return replace(o, field="otherDate", source=SOURCES[place, f"other-{kind}"])
