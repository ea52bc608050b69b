"""A page's visible text, as a text-dump scraper keeps it → observations.

Nothing marks what is what here, so each line is typed by its content and its place: label lines, the headline, the byline,
captions, the body, the author box, copyright lines, and the block of bare values that hidden elements leave behind.  Dates and
names are read as a page's are, from the view of the dump.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from service.lexicon.date_telling import is_of_a_noun, says_when_it_appeared
from service.lexicon.labels import label_of
from service.lexicon.lines import credit_in, opens_comments
from service.lexicon.people import PROFESSIONS, ROLE_NOUNS, looks_like_organisation, looks_like_person_name, says_only_role
from service.lexicon.texts import fold, word_count
from service.model import Finding, Observation
from service.observe import bylines, datelines
from service.observe.date_stretch import DATE_LINE, DIGIT, date_stretch, is_of_others, with_clock
from service.observe.sources import see
from service.observe.text_headline import read_headline
from service.observe.text_lines import (
    DATES,
    Line,
    ends_sentence,
    is_paragraph,
    joined,
    kind_of,
    part_kind,
    read_lines,
    signed_parts,
)
from service.observe.text_values import block_of, read_block, read_labels, say_dates, stands_among_values
from service.observe.text_view import MOST_OTHER_DATES, Dump, DumpPlaces, DumpView, densest, is_about, number_of, widths


def observe_text(text: str, address: str = "") -> tuple[tuple[Observation, ...], str, tuple[Finding, ...]]:
    """Return the observations of a text dump, its body, and findings about the whole; the address may name its headline."""
    lines, findings = read_lines(text)
    dump = Dump(joined(lines))
    for line in dump.lines:
        line.kind = kind_of(line.text)
    _find_body(dump)
    read_labels(dump)
    read_headline(dump, address)
    _drop_what_is_others(dump)
    block = block_of(dump)
    _read_as_a_page(dump, [line for line, _ in block])
    read_block(dump, block)
    _read_author_box(dump)
    _read_rest(dump)
    dump.observations.sort(key=lambda o: (number_of(o), o.order))
    ordered = tuple([Observation(o.field, o.raw, o.source, o.locator, i) for i, o in enumerate(dump.observations)])
    return ordered, "\n\n".join([line.raw for line in dump.body]), findings


# --- the body --------------------------------------------------------------------------------------------------------------


def _find_body(dump: Dump) -> None:
    """Find the body: from the first paragraph to the last before the author box, the copyright line or the page's furniture."""
    lines, wide = dump.lines, widths(dump.lines)
    first, most = densest(wide)
    paragraphs = [i for i, line in enumerate(lines) if line.kind == "paragraph"]
    own = (i for i in (*(i for i in paragraphs if i >= first), *paragraphs) if not stands_among_values(dump, i))
    start = next(own, -1)
    if start < 0:
        return
    last = start
    for i in range(start, len(lines)):
        line = lines[i]
        # a sharing bar below the lead ends no body whose most is to come
        late = wide[most + 1] - wide[min(i, most + 1)] <= wide[i] - wide[start]
        if late and line.kind in ("", "furniture", "copyright", "label") and _ends_article(dump, i):
            break
        if line.kind == "paragraph" or (line.kind == "" and ends_sentence(line.text)):
            last = i
    start = _below_byline(lines, start, last)
    dump.body = [line for line in lines[start : last + 1] if line.kind in ("", "paragraph")]
    for line in dump.body:
        line.kind = "body"


def _ends_article(dump: Dump, i: int) -> bool:
    """Return whether an article ends at this line: a copyright's, the page's furniture, comments, or who wrote it.

    One "Read more" among paragraphs ends none.
    """
    line = dump.lines[i]
    furnished = [below.kind for below in dump.lines[i + 1 : i + 4]].count("paragraph") < 2
    if furnished and opens_comments(line.text):
        dump.comments = line.number
        return True
    return line.kind == "copyright" or (line.kind == "furniture" and furnished) or _opens_biography(dump.lines, i)


def _opens_biography(lines: list[Line], i: int) -> bool:
    """Return whether a name stands alone and opens the next line: "Jane Doe" / "Jane Doe, who covers courts, has …"."""
    name = lines[i].text
    return (
        i + 1 < len(lines)
        and lines[i + 1].text.startswith(name)
        and looks_like_person_name(name)
        and is_about(name, lines[i + 1].text)
    )


#: A byline below the lead is so many lines long at most, and so much prose stands among the lines below it.
_LONGEST_BYLINE, _PROSE, _FOLLOWING = 8, 2, 30


def _below_byline(lines: list[Line], start: int, last: int) -> int:
    """Return the place where a body begins that is said to begin at start: below the byline where that stands below its lead.

    "Voters are angry, a survey shows." / "Birgit Baumann" / "3. Mai 2024, 17:47" / "Nach der Wahl …".
    """
    dated = False
    for i in range(start + 1, min(start + 2 + _LONGEST_BYLINE, last)):
        line = lines[i]
        if is_paragraph(line.text):
            prose = sum([below.kind == "paragraph" for below in lines[i : last + 1][:_FOLLOWING]])
            told = dated and prose >= _PROSE and not line.text[0].islower() and line.text[0] not in ",;"
            return i if told and lines[start - 1].kind != "paragraph" else start
        dated = dated or (line.kind in ("byline", "label") and "date" in map(part_kind, signed_parts(line.text)))
    return start


# --- whose a person, a source, a topic is ----------------------------------------------------------------------------------

_OF_THE_ARTICLE = frozenset(("author", "publisher", "keywords", "articleSection", "description"))
#: Lines below the body's last in which a label may still be the article's.
_BELOW = {"keywords": 15, "articleSection": 15}
#: The title of another story has so many words; "Share" and "Recommended" have fewer.
_TITLE = 3


def _drop_what_is_others(dump: Dump) -> None:
    """Drop people, sources, topics and sections of other stories and pictures.

    An author is named between headline and body, or else above the headline, or at the foot before another story's title; what
    a whole page labels far from its article is another's.
    """
    if not dump.lines:
        return
    behind = dump.lines[-1].number + 1
    low, high = dump.byline_range or (0, dump.body[-1].number if dump.body else behind)
    first, end = (dump.body[0].number, dump.body[-1].number) if dump.body else (0, high)
    titles = (line.number for line in dump.lines if line.number > end and line.kind == "" and word_count(line.text) >= _TITLE)
    foot = min(next(titles, behind), dump.comments or behind) if dump.body else high + 1
    named = {number_of(o): fold(str(o.raw)) for o in dump.observations if o.field == "author"}
    head = {name for number, name in named.items() if max(dump.headline_number, low - 1) < number < first}
    # bylines of several below the head of a whole page are of what is offered there
    several = dump.byline_range is not None and len({name for number, name in named.items() if high < number < foot}) > 1
    kept = []
    for o in dump.observations:
        number, name = number_of(o), fold(str(o.raw))
        # what is labelled may stand below the head too: the article is signed there, and filed under its topics
        reach = max(high, end + _BELOW.get(o.field, 0)) if o.source.id == "text:label" else high
        if o.field == "author" and head:
            own = dump.headline_number < number <= reach or (number > end and name in head)
        elif o.field == "author":
            own = low <= number <= high or (low <= number < max(foot, reach + 1) and not several)
        else:
            own = dump.byline_range is None or o.field not in _OF_THE_ARTICLE or low <= number <= reach
        if own:
            kept.append(o)
    dump.observations[:] = kept


# --- dates and names, read as a page's are ---------------------------------------------------------------------------------


def _read_as_a_page(dump: Dump, block: list[Line]) -> None:
    """Read dates and names with a page's readers, from the view of the dump; a sentence that tells the day where none does."""
    view = DumpView(dump.lines, dump.headline_number)
    places = DumpPlaces(view, dump, block)
    unnamed = datelines.observe_unnamed(view, places, [], [])
    seen = [datelines.doubted(view, o) if o.field in DATES else o for o in unnamed]
    seen = datelines.settle(seen, view, places, False)
    if not any(o.field in ("date", "datePublished") for o in seen):
        seen += _parts_of_bylines(dump, places, "date", "near-headline")
    if not any(o.field == "author" and not dump.is_elsewhere(number_of(o)) for o in dump.observations):
        named = list(_parts_of_bylines(dump, places, "author", "near-headline-byline"))
        named = named or list(_own_names(dump, bylines.observe_unnamed(view, places, seen), places, {o.order for o in seen}))
        if named:
            # who is named beside the headline wrote this, and who is named further off wrote what is offered there
            dump.observations[:] = [o for o in dump.observations if o.field != "author"]
        seen += named
    for o in seen:
        _say_as_of_dump(dump, view, o, dump.lines[o.order - 1])
    if not any(o.field in ("date", "datePublished") for o in dump.observations):
        # "This entry was posted on … and is filed under Law."
        told = (line for line in dump.lines if DIGIT.search(line.text) and says_when_it_appeared(line.text[:DATE_LINE]))
        for line in list(told)[:1]:
            dump.say("datePublished", date_stretch(line.text[:DATE_LINE]), "text:byline", line)


def _parts_of_bylines(dump: Dump, places: DumpPlaces, kind: str, name: str) -> Iterator[Observation]:
    """Yield the names or the dates in lines that hold nothing else, damaged or not: "18/03/2019 | Jane Doe", "2021-17-03"."""
    for place, line in enumerate(dump.lines, 1):
        if line.kind != "byline" or places.region(place) != "article":
            continue
        signed_by = False
        for part in signed_parts(line.text):
            found = part_kind(part)
            # "By Jane Doe | The Norham Times"; "hier" alone is French for yesterday and German for here
            outlet = signed_by and looks_like_organisation(part)
            if found == kind and not outlet and not is_of_others(part, signed_by) and (kind != "date" or DIGIT.search(part)):
                yield see(places.view, place, name, part)
            signed_by = signed_by or found == "author"


#: Lines between a name and its date: roles, another name, a reading time; and the words of each, at most.
_BETWEEN, _FEW = 3, 3


def _own_names(dump: Dump, names: Iterable[Observation], places: DumpPlaces, dates: Set[int]) -> Iterator[Observation]:
    """Yield the article's own names: labelled ones, and bare ones between headline and body beside a date, with those below."""
    last = 0
    for o in names:
        text, line = str(o.raw), dump.lines[o.order - 1]
        if o.source.id != "html:near-headline-name":
            # an agency's name alone is a picture's as often; "Иван Петров от 5 марта 2021" may be the subject of the text
            if (label_of(text) or ("",))[0] == "author" or (line.kind in ("byline", "label") and f"{text}," in line.text):
                yield o
            continue
        between = places.headline < o.order < places.first_paragraph and dump.headline_number > 0
        # role, or letters in the place of a portrait
        follows = not last or o.order - last <= 2
        if (
            between
            and follows
            and 2 <= len(text.split()) <= 4
            and not _says_role(line.text)
            and _reaches_date(dump, o.order, dates)
        ):
            last = o.order
            yield o


def _says_role(text: str) -> bool:
    """Return whether a line is a role: "Staff Writer", "Deputy Content Hub Director", "Politics Editor"."""
    return says_only_role(text) or fold(text.split(" ")[-1]) in ROLE_NOUNS | PROFESSIONS


def _reaches_date(dump: Dump, place: int, dates: Set[int]) -> bool:
    """Return whether nothing but a few words, of a role or another name, stands between a name and a date."""
    # without capitals any few words have a name's shape
    reach = _BETWEEN if dump.lines[place - 1].text[0] < "\u0590" else 0
    spans = (range(min(place, at) + 1, max(place, at)) for at in dates)
    return any(
        len(span) <= reach
        and all(word_count(dump.lines[at - 1].text) <= _FEW or _says_role(dump.lines[at - 1].text) for at in span)
        for span in spans
    )


#: How often a name between headline and date that no byline word opens is the author's: a place or a topic can stand there.
_STANDING = 0.65


def _say_as_of_dump(dump: Dump, view: DumpView, o: Observation, line: Line) -> None:
    """Record what a page's reader saw in a line: the label gives the field, and the value stands without it."""
    raw = str(o.raw)
    named = label_of(raw)
    stated = line.kind in ("byline", "label")
    header = line.number < dump.headline_number
    if o.field == "author":
        name = named[1] if named is not None and named[0] == "author" else raw
        bare = o.source.id == "html:near-headline-name"
        dump.say("author", name.strip("*_ "), "text:byline", line, _STANDING if bare else None)
    elif o.field == "otherDate" or (header and not stated) or is_of_a_noun(line.text[:DATE_LINE]):
        dump.say("otherDate", raw, "text:byline", line)
        dump.other_dates += 1
    else:
        above = header and line.text == raw
        place = "text:above-headline" if above else "text:byline" if stated else "text:near-headline"
        field, value = named if named is not None and named[0] in DATES else ("datePublished", raw)
        trust = o.source.reliability if o.source.reliability < 0.9 else None
        # "5 March 2021" / "14:40"
        clock = str(with_clock(view, o).raw).removeprefix(raw)
        say_dates(dump, field, f"{value}{clock}", line, place, trust)


# --- what is left ----------------------------------------------------------------------------------------------------------

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
        elif line.kind == "caption" and (credit := credit_in(line.text)):
            dump.say("imageCredit", credit, "text:credit", line)
        if not DIGIT.search(line.text) or dump.other_dates >= MOST_OTHER_DATES:
            continue
        if line.kind in ("copyright", "caption"):
            dump.say_other_dates(line, f"text:{line.kind}")
        elif line.kind in ("body", "furniture", "biography"):
            dump.say_other_dates(line, "text:body")
        elif line.kind != "value" and line.number not in said:
            above = line.number < dump.headline_number and line.kind == "byline"
            dump.say_other_dates(line, "text:above-headline" if above else "text:furniture")
