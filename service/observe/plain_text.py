"""A page's visible text, as a text-dump scraper keeps it → observations.

Nothing marks what is what here, so each line is typed by its content and its place: label lines, the headline, the byline,
captions, the body, the author box, copyright lines, and the block of bare values that hidden elements leave behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from service.lexicon.date_spans import dates_within, looks_like_date
from service.lexicon.date_telling import is_of_a_noun, says_when_it_appeared
from service.lexicon.labels import label_of
from service.lexicon.lines import credit_in, opens_comments
from service.lexicon.people import (
    PROFESSIONS,
    ROLE_NOUNS,
    is_byline_names,
    looks_like_organisation,
    looks_like_person_name,
    says_only_role,
)
from service.lexicon.signatures import before_date
from service.lexicon.texts import fold, word_count
from service.model import Finding, FindingCode, Observation
from service.observe import bylines, date_roles, datelines
from service.observe.date_stretch import DATE_LINE, DIGIT, date_stretch, is_of_others
from service.observe.sources import see
from service.observe.text_headline import read_headline
from service.observe.text_lines import Line, below_byline, ends_sentence, joined, kind_of, part_kind, read_lines, signed_parts
from service.observe.text_values import block_of, read_block, read_labels, say_dates, stands_among_values
from service.observe.text_view import DATES, MOST_OTHER_DATES, Dump, DumpPlaces, DumpView, densest, is_about, number_of, widths

FINDINGS = (
    FindingCode(
        "page_truncated",
        "warning",
        "The page is larger than the limits; what stands before the limit was read.",
        "Send the article alone, or raise the limit.",
    ),
)


def observe_text(text: str, address: str = "") -> tuple[tuple[Observation, ...], str, tuple[Finding, ...]]:
    """Return the observations of a text dump, its body, and findings about the whole; the address may name its headline."""
    lines, findings = read_lines(text)
    dump = Dump(joined(lines))
    _type_lines(dump)
    _find_body(dump)
    read_labels(dump)
    read_headline(dump, address)
    _drop_what_is_others(dump)
    _read_as_a_page(dump)
    read_block(dump)
    _read_own_sentence(dump)
    _read_author_box(dump)
    _read_rest(dump)
    dump.observations.sort(key=lambda o: (number_of(o), o.order))
    ordered = tuple(_ordered(dump.observations))
    return ordered, "\n\n".join(line.raw for line in dump.body), findings


def _read_as_a_page(dump: Dump) -> None:
    """Read dates and names with a page's readers, from the view of the dump."""
    view = DumpView(dump.lines, dump.headline_number)
    places = DumpPlaces(view, dump, block_of(dump))
    seen = list(datelines.observe_unnamed(view, places, [], []))
    seen = date_roles.settle(seen, view, places, False)
    if not any(o.field in ("date", "datePublished") for o in seen):
        seen += _parts_of_bylines(dump, places, "date", "near-headline")
    numbers = {line.number for line in dump.lines if not dump.is_elsewhere(line)}
    if not any(o.field == "author" and number_of(o) in numbers for o in dump.observations):
        named = list(_parts_of_bylines(dump, places, "author", "near-headline-byline"))
        named = named or list(_own_names(dump, bylines.observe_unnamed(view, places, seen), places, {o.order for o in seen}))
        if named:
            # who is named beside the headline wrote this, and who is named further off wrote what is offered there
            dump.observations[:] = [o for o in dump.observations if o.field != "author"]
        seen += named
    for o in seen:
        _say_as_of_dump(dump, view, o, dump.lines[o.order - 1])


def _read_own_sentence(dump: Dump) -> None:
    """Read the day in a sentence below a text, where nothing else states it.

    "This entry was posted on … and is filed under Law."
    """
    if any(o.field in ("date", "datePublished") for o in dump.observations):
        return
    opening = ((line, line.text[:DATE_LINE]) for line in dump.lines)
    told = next(((line, text) for line, text in opening if says_when_it_appeared(text)), None)
    if told is not None:
        dump.say("datePublished", date_stretch(told[1]), "text:byline", told[0])
    elif dump.body and (wired := _WIRE.match(dump.body[0].text)) and looks_like_date(wired[1]):
        dump.say("datePublished", wired[1], "text:near-headline", dump.body[0])


#: Where and when an agency's report was written: "BERLIN, 5 March 2021 (dpa) – ", "NORHAM, March 5, 2021 /PRNewswire/ -- ".
_WIRE = re.compile(
    r"(?:[^\W\d_][\w .'’-]{1,24}, ){1,2}(\w[\w. ]{2,20},? \d{4}) ?(?:\([^()]{2,30}\)|/[\w -]{2,30}/)[.,]? ?[-–—]"
)


def _parts_of_bylines(dump: Dump, places: DumpPlaces, kind: str, name: str) -> Iterator[Observation]:
    """Yield the names or the dates in lines that hold nothing else, damaged or not: "18/03/2019 | Jane Doe", "2021-17-03"."""
    for place, line in enumerate(dump.lines, 1):
        if line.kind == "byline" and places.region(place) == "article":
            parts = signed_parts(line.text)
            signed_by = any(part_kind(part) == "author" for part in parts)
            for i, part in enumerate(parts):
                if looks_like_organisation(part) and any(part_kind(before) == "author" for before in parts[:i]):
                    # "By Jane Doe | The Norham Times"
                    continue
                # "hier" alone is French for yesterday and German for here
                if (
                    part_kind(part) == kind
                    and not is_of_others(part, signed_by)
                    and (" " in part or DIGIT.search(part) or kind != "date")
                ):
                    yield see(places.view, place, name, part)


def _whole(line: Line, value: str) -> str:
    """Return the whole part of a byline that a date is: a line that is nothing else keeps its zone and its letters."""
    parts = (part for part in signed_parts(line.text) if value in part and looks_like_date(part))
    part = next(parts, value)
    named = label_of(part)
    mixed = named is not None or len(dates_within(part, 2)) > 1 or is_byline_names(before_date(part, value))
    return value if mixed else part


def _own_names(dump: Dump, names: Iterable[Observation], places: DumpPlaces, dates: Set[int]) -> Iterator[Observation]:
    """Yield the article's own names: beside a date only between headline and body, and the first with those that follow it."""
    last = -1
    headline = next((fold(line.text) for line in dump.lines if line.number == dump.headline_number), "")
    for o in names:
        text, line = str(o.raw), dump.lines[o.order - 1]
        if o.source.id != "html:near-headline-name":
            # an agency's name alone is a picture's as often; "文・大久保 駿" needs no label
            opened = (label_of(text) or ("",))[0] == "author" or (text[0] >= "\u2e80" and not DIGIT.search(line.text))
            # "Jane Doe, 5 March 2021"; "Иван Петров от 5 марта 2021" may be the subject of the text
            if opened or (line.kind in ("byline", "label") and f"{text}," in line.text):
                yield o
            continue
        # without capitals any few words have a name's shape
        near = not dates.isdisjoint((o.order - 1, o.order + 1)) or (text[0] < "\u0590" and _reaches_date(dump, o.order, dates))
        own = (
            near
            and not (says_only_role(line.text) or _says_role(text))
            and dump.headline_number > 0
            and places.headline < o.order < places.first_paragraph
        )
        # "LP" / "Luana Patriolino" / "RF" / "Raphael Felice" stand for portraits
        between = dump.lines[last].text if last == o.order - 2 else ""
        follows = last in (-1, o.order - 1) or (between and (_says_role(between) or _are_initials(between, text)))
        if own and 2 <= len(text.split()) <= 4 and follows and fold(text) not in headline:
            last = o.order
            yield o


def _says_role(text: str) -> bool:
    """Return whether a line is a role: "Staff Writer", "Deputy Content Hub Director", "Politics Editor"."""
    return says_only_role(text) or fold(text.split(" ")[-1]) in ROLE_NOUNS | PROFESSIONS


def _are_initials(text: str, name: str) -> bool:
    """Return whether a line is the first letters of a name's words, as pages put for a portrait that they lack."""
    return text == "".join(word[0] for word in name.split())


def _reaches_date(dump: Dump, place: int, dates: Set[int]) -> bool:
    """Return whether nothing but a few words, of a role or another name, stands between a name and a date."""
    spans = [range(place + 1, at) if at > place else range(at + 1, place) for at in dates]
    texts = [[dump.lines[at - 1].text for at in span] for span in spans if len(span) <= _BETWEEN]
    return any(all(word_count(text) <= _TITLE or _says_role(text) for text in between) for between in texts)


#: Lines between a name and its date: a role, an account, a reading time.
_BETWEEN = 3


def _say_as_of_dump(dump: Dump, view: DumpView, o: Observation, line: Line) -> None:
    """Record what a page's reader saw in a line: the label gives the field, and the value stands without it."""
    raw = str(o.raw)
    named = label_of(raw)
    above = dump.lines[o.order - 2].text.strip(" :") if o.order > 1 else ""
    if named is None and above and raw.startswith(above) and raw not in line.text:
        # "STAND" / "21.4.2021, 16:41 Uhr": the label stands on the line above
        named = label_of(f"{above}: {raw.removeprefix(above).lstrip(' :')}")
    header = line.number < dump.headline_number
    stray = o.field != "author" and is_of_a_noun(line.text[:DATE_LINE])
    if o.field == "otherDate" or stray or (header and o.field != "author" and line.kind not in ("byline", "label")):
        dump.say("otherDate", raw, "text:byline", line)
        dump.other_dates += 1
    elif o.field == "author":
        name = named[1] if named is not None and named[0] == "author" else raw
        bare = o.source.id == "html:near-headline-name"
        dump.say("author", name.strip("*_ "), "text:byline", line, _STANDING if bare else None)
    else:
        place = (
            "text:above-headline"
            if header and line.text == raw
            else "text:byline"
            if line.kind in ("byline", "label")
            else "text:near-headline"
        )
        field, value = named if named is not None and named[0] in DATES else ("datePublished", raw)
        trust = o.source.reliability if o.source.reliability < 0.9 else None
        # "5 March 2021" / "14:40"
        clock = str(datelines.with_clock(view, o).raw).removeprefix(raw)
        say_dates(dump, field, f"{_whole(line, value)}{clock}", line, place, trust)


def _ordered(observations: list[Observation]) -> Iterator[Observation]:
    for order, o in enumerate(observations):
        yield Observation(o.field, o.raw, o.source, o.locator, order)


def _type_lines(dump: Dump) -> None:
    for line in dump.lines:
        line.kind = kind_of(line.text)


def _find_body(dump: Dump) -> None:
    """Find the body: from the first paragraph to the last before the author box, the copyright line or the page's furniture."""
    paragraphs = [i for i, line in enumerate(dump.lines) if line.kind == "paragraph" and not stands_among_values(dump, i)]
    if not paragraphs:
        return
    first, most = densest(dump.lines)
    wide = widths(dump.lines)
    start = next((i for i in paragraphs if i >= first), paragraphs[0])
    last = start
    for i in range(start, len(dump.lines)):
        line = dump.lines[i]
        # a sharing bar below the lead ends no body whose most is to come
        late = wide[most + 1] - wide[min(i, most + 1)] <= wide[i] - wide[start]
        if late and opens_comments(line.text) and _is_end(dump.lines, i):
            dump.comments = line.number
        if late and (dump.comments or _is_other_end(dump.lines, i)):
            break
        if line.kind == "paragraph" or (line.kind == "" and ends_sentence(line.text)):
            last = i
    start = below_byline(dump.lines, start, last)
    dump.body = [line for line in dump.lines[start : last + 1] if line.kind in ("", "paragraph")]
    for line in dump.body:
        line.kind = "body"


def _is_other_end(lines: list[Line], i: int) -> bool:
    """Return whether the line at this place ends the article: a copyright's, the page's furniture, or who wrote it."""
    kind = lines[i].kind
    return kind == "copyright" or (kind == "furniture" and _is_end(lines, i)) or _opens_biography(lines, i)


def _opens_biography(lines: list[Line], i: int) -> bool:
    """Return whether a person's name stands alone and opens the next line.

    "Jane Doe" / "Jane Doe, who covers courts, has …".
    """
    name = lines[i].text
    return i + 1 < len(lines) and looks_like_person_name(name) and is_about(name, lines[i + 1].text)


def _is_end(lines: list[Line], i: int) -> bool:
    """Return whether the furniture at this place ends the article: one "Read more" among paragraphs does not."""
    following = [line.kind for line in lines[i + 1 : i + 4]]
    return following.count("paragraph") < 2


#: How often a name between headline and date that no byline word opens is the author's: a place or a topic can stand there.
_STANDING = 0.65


def _drop_what_is_others(dump: Dump) -> None:
    """Drop people, sources, topics and sections of other stories and pictures from a whole page's dump.

    What is labelled may stand below the body too: the article is signed there, and filed under its topics.
    """
    _drop_authors_above(dump)
    if dump.byline_range is None:
        _drop_authors_behind(dump)
        return
    first, last = dump.byline_range
    end = dump.body[-1].number if dump.body else last
    kept = []
    for o in dump.observations:
        below = _BELOW.get(o.field) if o.source.id == "text:label" else 0
        bound = last if below is None else max(last, end + below)
        if o.field not in _OF_THE_ARTICLE or first <= number_of(o) <= bound or o.source.id == "text:block":
            kept.append(o)
    # bylines of several below the article are of what is offered there
    offered = {str(o.raw) for o in kept if o.field == "author" and not first <= number_of(o) <= last}
    dump.observations[:] = [o for o in kept if len(offered) < 2 or o.field != "author" or first <= number_of(o) <= last]


_OF_THE_ARTICLE = frozenset(("author", "publisher", "keywords", "articleSection", "description"))
#: Lines below the body's last in which a label may still be the article's: a teaser has its title above its byline.
_BELOW = {"author": 1, "keywords": 15, "articleSection": 15}


def _drop_authors_above(dump: Dump) -> None:
    """Drop authors above the headline where one is named between it and the body: they wrote what is offered there."""
    first = dump.body[0].number if dump.body else 0
    numbers = [number_of(o) for o in dump.observations if o.field == "author"]
    if dump.headline_number > 1 and any(dump.headline_number < number < first for number in numbers):
        above = dump.headline_number
        dump.observations[:] = [o for o in dump.observations if o.field != "author" or number_of(o) > above]


def _drop_authors_behind(dump: Dump) -> None:
    """Drop authors behind the body where one is named above it, and those of comments and of other stories' titles."""
    if not dump.body:
        return
    first, last = dump.body[0].number, dump.body[-1].number
    above = {fold(str(o.raw)) for o in dump.observations if o.field == "author" and number_of(o) < first}
    titles = (line.number for line in dump.lines if line.number > last and line.kind == "" and word_count(line.text) >= _TITLE)
    bound = min(next(titles, dump.lines[-1].number), dump.comments or dump.lines[-1].number)
    dump.observations[:] = [
        o
        for o in dump.observations
        if o.field != "author"
        or number_of(o) <= (last if above else bound)
        or fold(str(o.raw)) in above
        or o.source.id == "text:block"
    ]


#: The title of another story has so many words; "Share" and "Recommended" have fewer.
_TITLE = 3


#: An author's box stands no further behind the body: tags and a sharing bar are between them.
_BOX = 15


def _read_author_box(dump: Dump) -> None:
    """Read the author who stands alone behind the headline, no further than a box from the body, and opens the lines about him.

    What opens the lines about it in a menu or among teasers is a product, a programme, whoever another story is about.
    """
    body = dump.body or dump.lines
    for i, line in enumerate(dump.lines[:-1]):
        own = (dump.headline_number or body[0].number - 1) < line.number <= body[-1].number + _BOX
        if own and line.kind in ("", "byline") and _opens_biography(dump.lines, i):
            dump.say("author", line.text, "text:biography", line)
            dump.say("biography", dump.lines[i + 1].text, "text:biography", dump.lines[i + 1])
            line.kind = dump.lines[i + 1].kind = "biography"


def _read_rest(dump: Dump) -> None:
    """Read copyright lines, captions, the dates of running text and of everything else: recorded, so that nothing is lost."""
    said = {number_of(o) for o in dump.observations}
    for line in dump.lines:
        if line.kind == "copyright":
            dump.say("copyright", line.text, "text:copyright", line)
            dump.say_other_dates(line, "text:copyright")
        elif line.kind in ("caption", "body", "furniture", "biography"):
            if line.kind == "caption" and (credit := credit_in(line.text)):
                dump.say("imageCredit", credit, "text:credit", line)
            dump.say_other_dates(line, "text:caption" if line.kind == "caption" else "text:body")
        elif line.kind != "value" and line.number not in said and dump.other_dates < MOST_OTHER_DATES:
            above = line.number < dump.headline_number and line.kind == "byline"
            dump.say_other_dates(line, "text:above-headline" if above else "text:furniture")
