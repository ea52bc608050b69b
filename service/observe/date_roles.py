"""Whose a date on the page is: the article's, another story's, the page's or an event's, by its place and what is near.

Decided when all of them are known: a date behind the body is the article's only where none stands at the headline.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import IntEnum

from service import names
from service.lexicon.date_ranges import is_range
from service.lexicon.date_spans import dates_within, day_numbers
from service.lexicon.date_states import has_bound_label, has_words, is_of_a_noun
from service.lexicon.date_telling import goes_on_in_case, is_labelled
from service.lexicon.event_cards import fact_of_event, tells_event
from service.lexicon.labels import LABELS, label_of
from service.lexicon.people import PLACES, WIDER_PLACES, is_byline_names, is_signed_names, looks_like_organisation
from service.lexicon.relative_words import is_relative
from service.lexicon.shelves import is_shelf
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
from service.view.columns import View, is_hidden
from service.view.lists import listed
from service.view.places import Places


class Standing(IntEnum):
    """What stands with a date: words of something else, nothing, or what only an article's own date has."""

    BESIDE_WORDS, BARE, OWN = range(3)


#: A link of so many words in the item of a list is another story's title: "Flood money runs dry - February 2, 1998".
_TITLE = 3
#: Words that begin no person's name: "The Old Pier".
_ARTICLES = frozenset("the der die das het les los las gli det".split())
#: Where a byline is looked for beside a date.
_FRAMES = frozenset({"article", "main", "body", "html", "section"})


def short_text(view: View, place: int) -> str:
    """The text of an element that is no other's, its pieces parted by bars."""
    return view.own(place, " | ")


def standing(view: View, place: int, raw: str) -> Standing:
    """Return what stands with a date in a short text of its element, or right beside it."""
    text = short_text(view, place)
    part = next((part for part in byline_parts(text) if raw in part), raw)
    if label_field(raw) or signed(part) or signed(text):
        return Standing.OWN
    if view.tags[place] == "li" and any(len(view.text(p, DATE_LINE).split()) >= _TITLE for p in view.inside(place, _LINKS)):
        return Standing.BESIDE_WORDS
    before, _, behind = part.partition(raw)
    name = without_end(before)
    if has_words(behind) or (has_words(before) and (fold(name.partition(" ")[0]) in _ARTICLES or not is_byline_names(name))):
        return Standing.BESIDE_WORDS
    own = ODD_CLOCK.search(raw) is not None or _is_beside_byline(view, place, raw)
    return Standing.OWN if own else Standing.BARE


_LINKS = frozenset({"a"})
#: How often a day behind words that nobody knows is the article's: an estimate, below what is answered alone.
AMONG_WORDS = 0.8


def is_told_of_another(text: str, raw: str) -> bool:
    """Return whether a date without a clock has words beside it that neither label nor sign it: "Concert: 8 May 2021".

    A place writes the line of a report, "Lübeck, 31. März 2003", and is no such word.
    """
    part = next((part for part in byline_parts(text) if raw in part), raw)
    # of a month that is in no pattern, "21 अप्रैल 2018", what begins with the first number or with the names before it
    number = DIGIT.search(raw)
    known = next(iter(dates_within(raw, 1)), "")
    date = known or (raw[number.start() :] if number and not all(map(_is_of_date, raw[: number.start()].split())) else raw)
    before, _, behind = part.partition(date)
    before = _OF_CALENDAR.sub("", before)
    # "21.4.2018" is no clock
    if _CLOCK.search(f"{before}|{behind}" if known else part) or signed(part) or signed(text) or is_relative(raw):
        return False
    if _goes_on(behind) or (goes_on_in_case(part) and not is_labelled(before, behind)):
        return True
    # "Interview date: 6 August 2024": the last word alone would be a label
    noun = label_field(raw) == "date" and not label_field(part)
    # "24 رجب 1443 / 25 فبراير 2022" is one day in two calendars, "Boone 4, Millbrook 3, September 18, 1999" a result
    if not has_words(before) or (label_field(raw) and not noun) or DIGIT.search(before):
        return False
    words = fold(before).split()
    # "शु, 5 मार्च 2021", "Written on 19 December 2014", "Kultur, 30.10.23"
    weekday = not before.isascii() and names.may_be_weekday(before.strip(" ,."))
    if weekday or is_labelled(before, "") or (before.rstrip().endswith(",") and is_shelf(before.strip(" ,"))):
        return False
    if not _PUBLISHED.isdisjoint(words) and (_ELSEWHERE.isdisjoint(words) or words[0] in _PUBLISHED):
        return False
    if before[-1] >= "\u2e80" and label_of(before.strip()) is not None:
        # "来源：新华网2021年3月5日"
        return False
    name = without_end(before).strip(" ,:.–—/-")
    folded = fold(name)
    opening, _, rest = folded.partition(" ")
    if before.rstrip().endswith((":", "：")):
        # "Closing Date: 5 May 2021" has a name's shape; "By Jane Doe: 5 May 2021" is signed
        return not (is_date_label(before.strip()) or opening in LABELS["author"])
    # "The Frontier Post / March 1, 2020", and not "The Old Quay, September 18, 1999"
    house = looks_like_organisation(name.partition(" ")[2] if opening in _ARTICLES else name)
    if not name or house or folded in PLACES or folded in WIDER_PLACES:
        return False
    if opening in LABELS["author"] and len(rest.split()) == 1:
        # "von SeglerBlog am 23. Februar 2020"
        return False
    return opening in _ARTICLES or not (is_byline_names(name) or names.is_rare_weekday(folded))


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


#: What counts days and years: "2019年8月14日星期三", "令和4年2月25日", "24 رجب 1443هـ الموافق 25 فبراير 2022".
_OF_CALENDAR = re.compile(
    r"^\s?[日일号號]|令和|平成|昭和|大正|民國|民国|中華民國|西元|公元|단기|서기|هـ|الموافق|میلادی|شمسی|พ\.?ศ\.?|ค\.?ศ\.?"
)
#: The page of a paper, "2021年3月5日第01版", and a broadcaster's publishing.
_PUBLISHING = frozenset(("第", "放送"))
#: The word right behind a date, in scripts that part none with blanks, or hardly; no mark parts the two.
_NEXT_WORD = re.compile(r"\s?(?=[\u2e80-\uffdc])[^\W\d_]+")
#: A particle or the end of a verb, which no name has: "2018년 4월 21일 서울에서 태어남".
_OF_KOREAN = re.compile(r"\s?[\uac00-\ud7a3]+(?:(?:에서|에게|으로|부터|까지|를)\s|(?<=.{4})다\.?\Z)")
#: What is done on a day ("촬영", taken) has two syllables; the names of papers are longer.
_DEED = 2


#: "This report was first published here on 12 May 1998", "Published by Example House", and not "was published in" another.
_PUBLISHED = frozenset(label for label in LABELS["datePublished"] if " " not in label and len(label) > 4)
_ELSEWHERE = frozenset("by in von bei par dans por en da di su door przez".split())
#: A clock behind a day.
_CLOCK = re.compile(r"\d\s?(?:[:.h]\s?\d\d|[時时시点點])")


def doubted(view: View, o: Observation) -> Observation:
    """Return a printed date, less reliable where words beside it may say what it is of: "Interview conducted on 8 May 2021"."""
    if o.field not in _DATES or o.source.witness != "human":
        return o
    if has_bound_label(str(o.raw)) and _is_of_a_noun(view, o):
        return _other(o)
    if o.field == "dateModified" or o.source.reliability <= AMONG_WORDS:
        return o
    raw = str(o.raw)
    if _is_of_other_day(view, o.order) and not ODD_CLOCK.search(raw) and not label_field(raw):
        return replace(o, source=replace(o.source, reliability=AMONG_WORDS))
    text = short_text(view, o.order)
    text = text if raw in text else view.text(o.order, DATE_LINE + 1, " ", " | ")
    parent = view.parents[o.order]
    if text.strip() == raw.strip() and parent >= 0 and view.tags[parent] not in _HEADINGS:
        # <p>Interview conducted on <time>8 May 2021</time></p>
        text = f"{view.before(o.order)} {text} {view.behind(o.order)}".strip()
    if raw not in text or len(text) > DATE_LINE or is_range(raw) or not is_told_of_another(text, raw):
        return o
    # a place that names the publication is overruled by another label alone: "Kick-off: August 21, 2024"
    if o.field == "datePublished" and not _OTHER_LABEL.match(text):
        return o
    return replace(o, source=replace(o.source, reliability=AMONG_WORDS))


def _is_of_a_noun(view: View, o: Observation) -> bool:
    """Return whether a state's label stands with other words in its line, in a cell, at a picture or in a source."""
    raw, parent = str(o.raw), max(view.parents[o.order], 0)
    if any(view.tags[place] in _CELLS or _SOURCE.search(view.get(place, "class")) for place in (o.order, parent)):
        return True
    texts = (short_text(view, o.order), *(view.text(place, DATE_LINE + 1, " ", " | ") for place in (o.order, parent)))
    return is_of_a_noun(next((part for text in texts for part in re.split("[|•·]", text) if raw in part), raw))


_CELLS = frozenset("td th dd figure figcaption caption table".split())
_SOURCE = re.compile(r"source|quelle|fuente|fonte|credit|caption", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3"})
_OTHER_LABEL = re.compile(r"[^\d:：|]{2,40}[:：]\s*\S")


def _is_of_other_day(view: View, place: int) -> bool:
    """Return whether an element's own class words or its parent's call its date an event's, a deadline's or a birthday."""
    parent = view.parents[place]
    framed = parent < 0 or view.tags[parent] in _FRAMES
    return "otherday" in view.roles[place] or (not framed and "otherday" in view.roles[parent])


def _is_beside_byline(view: View, place: int, raw: str) -> bool:
    """Return whether a byline stands before a date or its element, behind or around it: "By Jane Doe <b>5 March 2021</b>"."""
    parent = view.parents[place]
    texts = [(view.text(parent, DATE_LINE + 1, " ", " | "), parent)] if parent >= 0 and view.tags[parent] not in _FRAMES else []
    texts += [_beside(view, place, back=True), _beside(view, place, back=False)]
    # <i>by Maeve Tolan</i><br>January 23, 1996<p>…: the date may be words of the page's own element
    run = next((r for r in view.direct.get(place, ()) if raw in view.runs[r]), None)
    texts += [_before_run(view, place, run)] if run is not None else []
    for text, element in texts:
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


def _before_run(view: View, place: int, run: int) -> tuple[str, int]:
    """Return the text right before one of an element's own runs, line breaks passed over, and the element that holds it."""
    if run == view.starts[place]:
        return "", -1
    if run - 1 in view.direct[place]:
        return " ".join(view.runs[run - 1].split()), -1
    child = next((c for c in view.children(place) if view.starts[c] < run == view.stops[c]), -1)
    return (view.text(child, DATE_LINE + 1, " ", " | "), child) if child >= 0 else ("", -1)


_DATES = frozenset({"date", "datePublished", "dateModified"})
_PLACES = frozenset({"html", "time"})


def settle(seen: list[Observation], view: View, places: Places, dated: bool) -> list[Observation]:
    """Return the observations without nested repetitions of a date, and with neighbours' dates made other dates.

    ``dated`` is whether a machine-readable place states the article's date.
    """
    dates = [o for o in seen if o.field in _DATES and o.source.id.partition(":")[0] in _PLACES]
    if not dates:
        return seen
    others = {_bare(o) for o in seen if o.field == "otherDate"}
    dropped = _repeated(view, dates, others)
    kept = [o for o in dates if id(o) not in dropped]
    foreign = _of_others(view, kept, places, dated)
    own = [o for o in kept if id(o) not in foreign]
    # Old themes call an article's only date "updated", for hAtom asked for one.
    only = all(o.field == "dateModified" and not label_field(str(o.raw)) for o in own)
    roles = {id(o): _of_no_role(o) for o in own if not is_hidden(view, o.order)} if only else {}
    return [_other(o) if id(o) in foreign else roles.get(id(o), o) for o in seen if id(o) not in dropped]


# --- nested repetitions ----------------------------------------------------------------------------------------------------


def _repeated(view: View, dates: list[Observation], others: set[str]) -> set[int]:
    """Return the ids of observations that say what an element inside or around them says: the innermost stays, or the labelled.

    What a frame repeats of ``others``, dates that are known for another's, is no longer form of the date beside them.
    """
    texts = [o for o in dates if not o.source.id.endswith(("datetime", "stamp"))]
    at: dict[int, list[Observation]] = defaultdict(list)
    for o in texts:
        at[o.order].append(o)
    dropped: set[int] = set()
    for inner in texts:
        around = (inner.order, *view.ancestors(inner.order, 8))
        outers = [o for key in around for o in at.get(key, ()) if o is not inner and _bare(o) not in others - {_bare(inner)}]
        # a frame around two dates said both: "3 May 2021" is no part of "Updated 3 May 2021 10:00" beside it
        for outer in [o for o in outers if _bare(o) == _bare(inner)] or outers:
            if id(outer) not in dropped and id(inner) not in dropped:
                worse = _worse(str(outer.raw), str(inner.raw), outer, inner)
                if worse is not None:
                    dropped.add(id(worse))
    return dropped


def _bare(o: Observation) -> str:
    return str(o.raw).strip(" ()[]|,")


def _worse(around: str, within: str, outer: Observation, inner: Observation) -> Observation | None:
    """Return which of two nested observations adds nothing: the outer, unless it also holds the clock or the label."""
    within = within.strip(" ()[]|,")
    if not within or within not in around:
        return None
    before, _, behind = around.partition(within)
    if behind.lstrip(" |·•,/–—-").startswith(within) and not DIGIT.search(around.replace(within, "")):
        # the frame around two elements that print one day, the publication's and the update's: "May 12, 2022 May 12, 2022"
        return outer
    if DIGIT.search(before + behind) or is_date_label(before.strip(" |,:([")):
        return inner
    # Two roles of one element, "date" and "published": the one that says more.
    return inner if inner.order == outer.order and inner.field == "date" else outer


# --- other stories' dates ----------------------------------------------------------------------------------------------------


def _of_others(view: View, dates: list[Observation], places: Places, dated: bool) -> set[int]:
    """Return the ids of the observations whose date is not the article's."""
    orders = {o.order for o in dates}
    near = {order for order in orders if places.near_headline(order)}
    header = {order for order in orders if places.in_header(order)}
    own = [o for o in dates if o.order in near - header and _is_day(str(o.raw))]
    anchored = bool(own)
    # no unnamed day makes a publication that the template names another's
    firmly = any(_is_firm(view, o) for o in own)
    lists = listed(view, places, {o.order: str(o.raw) for o in dates})
    above = _above_the_body([o for o in dates if _is_firm(view, o)], near - header, places)
    others: set[int] = set()
    for o in dates:
        raw = str(o.raw)
        far = o.order not in near
        labelled = bool(label_field(raw))
        if (
            is_of_others(raw, o.field != "date" or o.source.id == "html:dateline")
            or (far and not labelled and (firmly or (anchored and o.field == "dateModified")))
            or (bool(above) and o.order > places.first_paragraph and not labelled and day_numbers(raw) not in above)
            or (o.order in lists and (dated or anchored or o.order in near))
            or (o.field == "date" and label_field(raw) in ("", "date") and _opens_event(view, o.order))
            or (far and CLOCK_ONLY.fullmatch(raw))
            or (o.order in header and not labelled)
        ):
            others.add(id(o))
    return others


def _is_firm(view: View, o: Observation) -> bool:
    """Return whether a class, an element or what stands with it says that a date is the article's."""
    return o.source.id != "html:near-headline" or standing(view, o.order, str(o.raw)) == Standing.OWN


#: An article's date line stands no further before its headline.
_RIGHT_BEFORE = 3


def _above_the_body(dates: list[Observation], near: set[int], places: Places) -> set[frozenset[int]]:
    """Return the days between headline and first paragraph: where there are any, other days behind it are not the article's.

    On a short page the events, the comments and the other stories below stand as near to the headline as the article's end.
    """
    if places.headline < 0:
        return set()
    first = places.headline - _RIGHT_BEFORE
    own = (o for o in dates if o.order in near and first <= o.order < places.first_paragraph and o.field != "dateModified")
    return {day_numbers(str(o.raw)) for o in own if names_year(str(o.raw)) and not is_of_others(str(o.raw))}


#: The facts of an event stand within so many elements behind its day.
_FACTS_WITHIN = 16


def _opens_event(view: View, place: int) -> bool:
    """Return whether a date opens an event's notice: "Date: Saturday, August 14, 2010" / "Time: 8 PM" / "Location: Pier 4"."""
    behind = view.between(place, place + _FACTS_WITHIN)
    lines = [" ".join(view.runs[run].split()) for each in behind for run in view.direct.get(each, ())]
    if sum(fact_of_event(line) is not None for line in lines) < 2:
        return False
    dated = next((at for at, line in enumerate(lines) if dates_within(line, 1)), len(lines))
    return tells_event(lines[dated + 1 :])


def _is_day(raw: str) -> bool:
    return len(raw) >= 8 and not CLOCK_ONLY.fullmatch(raw)


def _of_no_role(o: Observation) -> Observation:
    """Return the observation as a date whose role nobody states."""
    place, _, name = o.source.id.partition(":")
    kind = name.removeprefix("updated").removeprefix("-") or "dateline"
    return replace(o, field="date", source=SOURCES[place, kind])


def _other(o: Observation) -> Observation:
    """Return the observation as another date, under the row of its place."""
    place, _, name = o.source.id.partition(":")
    kind = "datetime" if name.endswith("datetime") else "text" if place == "time" else "stamp" if "stamp" in name else "date"
    return replace(o, field="otherDate", source=SOURCES[place, f"other-{kind}"])
