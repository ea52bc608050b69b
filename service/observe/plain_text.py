"""A page's visible text, as a text-dump scraper keeps it → observations.

Nothing marks what is what here, so each line is typed by its content and its place: label lines, the headline, the byline,
captions, the body, the author box, copyright lines, and the block of bare values that hidden elements leave behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from service import names
from service.lexicon.credits import credit_in
from service.lexicon.date_shapes import dates_within, day_numbers, looks_like_date
from service.lexicon.folding import fold
from service.lexicon.keyword_lists import is_keyword_list
from service.lexicon.labels import label_of
from service.lexicon.placeholders import is_placeholder
from service.lexicon.proper_names import looks_like_organisation, looks_like_person_name
from service.lexicon.update_clocks import clock_of_update
from service.lexicon.words import word_count
from service.model import Finding, FindingCode, Observation, Source
from service.observe.date_stretch import byline_parts, is_of_others
from service.observe.text_lines import Line, ends_sentence, is_paragraph, kind_of, label, part_kind, read_lines

#: Dates recorded from running text.
MOST_OTHER_DATES = 40

#: A stated word count may differ from ours by what one counts as a word (dashes, captions, the headline).
_COUNT_SLACK = 0.15
#: Characters of a paragraph by which a repetition is known, and lines of the longest block of bare values.
_OPENING, _LONGEST_BLOCK = 400, 60

FINDINGS = (
    FindingCode(
        "page_truncated",
        "warning",
        "The page is larger than the limits; what stands before the limit was read.",
        "Send the article alone, or raise the limit.",
    ),
)

#: Where a value of a dump stands → (witness, reliability).
PLACES = {
    "text:label": ("machine", 0.9),
    "text:byline": ("human", 0.93),
    "text:above-headline": ("human", 0.93),
    "text:block": ("machine", 0.85),
    "text:headline": ("human", 0.93),
    "text:title": ("machine", 0.6),
    "text:biography": ("human", 0.85),
    "text:copyright": ("human", 0.9),
    "text:caption": ("human", 0.1),
    "text:credit": ("human", 0.7),
    "text:body": ("human", 0.1),
    "text:furniture": ("human", 0.3),
}
#: A date under a label, in a byline or in the block of bare values is one more surely than another field's value is itself.
DATE_PLACES = {"text:label": 0.97, "text:byline": 0.97, "text:above-headline": 0.97, "text:block": 0.95}
DATES = frozenset(("date", "datePublished", "dateModified", "dateCreated", "expires"))


@dataclass(slots=True)
class _Dump:
    """The page while it is taken apart."""

    lines: list[Line]
    observations: list[Observation] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    other_dates: int = 0

    def say(self, name: str, raw: str, place: str, line: Line, reliability: float | None = None) -> None:
        """Record one observation; its order is the order of the lines."""
        witness, usual = PLACES[place]
        if name in DATES and place in DATE_PLACES:
            usual = DATE_PLACES[place]
        source = Source(place, name, witness, usual if reliability is None else reliability)
        self.observations.append(Observation(name, raw, source, f"line {line.number}", len(self.observations)))

    def say_other_dates(self, line: Line, place: str) -> None:
        """Record the dates of running text, so that none is lost and none is taken."""
        for stretch in dates_within(line.text, MOST_OTHER_DATES - self.other_dates):
            self.other_dates += 1
            self.say("otherDate", stretch, place, line)


def observe_text(text: str) -> tuple[tuple[Observation, ...], str, tuple[Finding, ...]]:
    """The observations of a text dump, its body text, and findings about the dump as a whole."""
    lines, findings = read_lines(text)
    dump = _Dump(lines)
    _type_lines(dump)
    _find_body(dump)
    _read_labels(dump)
    _read_bylines(dump)
    _read_headline(dump)
    _tell_mastheads(dump)
    _read_standing_name(dump)
    _read_block(dump)
    _read_author_box(dump)
    _read_rest(dump)
    dump.observations.sort(key=lambda o: (_number(o), o.order))
    ordered = tuple(_ordered(dump.observations))
    return ordered, "\n\n".join(line.raw for line in dump.body), findings


def _ordered(observations: list[Observation]) -> Iterator[Observation]:
    for order, o in enumerate(observations):
        yield Observation(o.field, o.raw, o.source, o.locator, order)


def _type_lines(dump: _Dump) -> None:
    for line in dump.lines:
        line.kind = kind_of(line.text)


def _find_body(dump: _Dump) -> None:
    """The body: from the first paragraph to the last before the author box, the copyright line or the page's furniture."""
    paragraphs = (i for i, line in enumerate(dump.lines) if line.kind == "paragraph")
    start = next((i for i in paragraphs if not _stands_among_values(dump, i)), None)
    if start is None:
        return
    last = start
    for i in range(start, len(dump.lines)):
        line = dump.lines[i]
        if line.kind == "copyright" or _opens_biography(dump.lines, i) or (line.kind == "furniture" and _is_end(dump.lines, i)):
            break
        if line.kind == "paragraph" or (line.kind == "" and ends_sentence(line.text)):
            last = i
    dump.body = [line for line in dump.lines[start : last + 1] if line.kind in ("", "paragraph")]
    for line in dump.body:
        line.kind = "body"


def _stands_among_values(dump: _Dump, i: int) -> bool:
    """Whether a paragraph stands in a run of bare values: the description in a block that a dump has before the article."""
    after = []
    for line in dump.lines[i + 1 : i + 8]:
        if line.after_blank:
            break
        after.append(_value_kind(dump, line))
    before = [] if dump.lines[i].after_blank else [_value_kind(dump, line) for line in dump.lines[max(i - 4, 0) : i]]
    return sum(kind in _STRONG for kind in [*before, *after]) >= 3


_STRONG = ("number", "date", "keywords", "organisation", "url", "language")


def _opens_biography(lines: list[Line], i: int) -> bool:
    """Whether a person's name stands alone and opens the next line: "Jane Doe" / "Jane Doe, who covers courts, has …"."""
    name = lines[i].text
    return i + 1 < len(lines) and looks_like_person_name(name) and _is_about(name, lines[i + 1].text)


def _is_about(name: str, text: str) -> bool:
    rest = text[len(name) :]
    return text.startswith(name) and word_count(text) > 5 and rest[:1] in (",", " ", "(", ".", "'", "’")


def _is_end(lines: list[Line], i: int) -> bool:
    """Whether the furniture at this place ends the article: one "Read more" among paragraphs does not."""
    following = [line.kind for line in lines[i + 1 : i + 4]]
    return following.count("paragraph") < 2


def _read_labels(dump: _Dump) -> None:
    for i, line in enumerate(dump.lines):
        if line.kind != "label":
            continue
        name, value = label(line.text) or ("", "")
        if (
            not value
            and i + 1 < len(dump.lines)
            and dump.lines[i + 1].kind in ("", "byline")
            and not dump.lines[i + 1].after_blank
        ):
            dump.lines[i + 1].kind = "label"
            value = dump.lines[i + 1].text
        if value:
            place = "text:label" if name not in _DATE_FIELDS or _MACHINES_DATE.match(value) else "text:byline"
            _say_dates(dump, name, value, line, place) if name in _DATE_FIELDS else dump.say(name, value, place, line)


_DATE_FIELDS = ("datePublished", "dateModified", "date", "dateCreated", "expires")
#: What machines write: "2022-02-25", "1645818000"; readers are printed "25 February 2022" and "25.02.2022".
_MACHINES_DATE = re.compile(r"\d{4}[-/]\d|\d{8,}")


def _say_dates(dump: _Dump, name: str, value: str, line: Line, place: str = "text:label") -> None:
    """A labelled date, which may hold a second label: "Posted 3 May 2021 Updated 4 May 2021" is two."""
    words = value.split(" ")
    for i in range(1, min(len(words) - 1, 14)):
        second = label_of(rest := " ".join(words[i:]))
        # the clock of an update has its day before it
        if second and not clock_of_update(rest) and second[0] in _DATE_FIELDS and any(c.isdigit() for c in " ".join(words[:i])):
            dump.say(name, " ".join(words[:i]).rstrip(" ,;("), place, line)
            dump.say(second[0], second[1], place, line)
            return
    dump.say(name, value, place, line)


def _read_bylines(dump: _Dump) -> None:
    """Names and dates of the byline; a byline may be empty ("By    |   3 May 2021") and may fill two lines."""
    block = _block(dump)
    inside = {line.number for line in block}
    dated = any(looks_like_date(line.text) for line in block)
    for line in dump.lines:
        if line.kind != "byline" or line.number in inside:
            continue
        parts = byline_parts(line.text)
        named = any(part_kind(part) == "author" for part in parts)
        for part in parts:
            _read_byline_part(dump, part, line, dated or any(o.field == "datePublished" for o in dump.observations), named)


def _read_byline_part(dump: _Dump, part: str, line: Line, dated: bool, named: bool) -> None:
    labelled = label_of(part)
    kind = part_kind(part)
    if labelled and labelled[0] in _DATE_FIELDS:
        name = "datePublished" if labelled[0] == "date" else labelled[0]
        _say_dates(dump, name, labelled[1], line, "text:byline")
    elif kind == "date":
        after = bool(dump.body) and line.number > dump.body[-1].number
        other = after or is_of_others(part, named) or (dated and _is_caption_of_body(dump, part, line))
        dump.say("otherDate" if other else "datePublished", part, "text:byline", line)
    elif kind == "author":
        said = labelled[1] if labelled and labelled[0] == "author" else part
        dump.say("author", said.strip("*_ "), "text:byline", line)


def _is_caption_of_body(dump: _Dump, part: str, line: Line) -> bool:
    """Whether words and a date right above a paragraph are a picture's: "Az új híd, 2013. július 14."

    Asked where the dump states another date: a place's name and a date may open a story too.
    """
    below = next((body for body in dump.body if body.number > line.number), None)
    glued = below is not None and below.number == line.number + 1 and not below.after_blank
    words = [fold(word.strip(",.،")) for word in re.split(r"\d", part, maxsplit=1)[0].split()]
    strange = [word for word in words if len(word) > 1 and not names.months(word) and not names.weekdays(word)]
    return glued and len(strange) > 1


def _read_headline(dump: _Dump) -> None:
    """The headline: what a label or a markdown mark says, what stands twice before the body, or what opens the article."""
    if any(o.field == "headline" for o in dump.observations):
        return
    head = [line for line in _before_body(dump) if line.kind == "" and _could_be_headline(line)]
    if not head:
        return
    marked = [line for line in head if line.raw.startswith("# ")]
    seen = [fold(line.text) for line in head]
    twice = [line for line in head if seen.count(fold(line.text)) > 1]
    chosen = (marked or twice or [_likeliest(head)])[0]
    sure = bool(marked or twice)
    dump.say("headline", chosen.text, "text:headline", chosen, None if sure else 0.8)
    for line in head:
        if line.number != chosen.number and fold(line.text).startswith(fold(chosen.text)):
            dump.say("headline", line.text, "text:title", line)


def _tell_mastheads(dump: _Dump) -> None:
    """Bare dates above the headline, which may be the day on which the page was looked at, told from those of the byline.

    Where a date stands between headline and body it is the article's, and those above are the page header's; the day of an
    update there leaves the publication to them.
    """
    headline = next((_number(o) for o in dump.observations if o.field == "headline" and o.source.id == "text:headline"), 0)
    bylines = [o for o in dump.observations if o.field in _DATE_FIELDS and o.source.id == "text:byline"]
    above = {id(o) for o in bylines if _number(o) < headline and label_of(str(o.raw)) is None and _is_bare(dump, o)}
    own = any(_number(o) > headline and o.field != "dateModified" for o in bylines)
    for i, o in enumerate(dump.observations):
        if id(o) in above:
            name, source = "otherDate" if own else o.field, replace(o.source, id="text:above-headline")
            dump.observations[i] = replace(o, field=name, source=replace(source, field=name))


def _number(o: Observation) -> int:
    return int(o.locator.split()[1])


def _is_bare(dump: _Dump, o: Observation) -> bool:
    """Whether an observation is the whole of its line."""
    return any(line.number == _number(o) and line.text == o.raw for line in dump.lines)


#: How often a name between headline and date that no byline word opens is the author's: a place or a topic can stand there.
_STANDING = 0.65


def _read_standing_name(dump: _Dump) -> None:
    """A name alone between the headline and a date line next to it, where no byline word names an author."""
    if any(o.field == "author" for o in dump.observations):
        return
    headline = next((o.locator for o in dump.observations if o.field == "headline"), "")
    dated = {o.locator for o in dump.observations if o.field in _DATE_FIELDS}
    head = _before_body(dump)
    start = next((i for i, line in enumerate(head) if f"line {line.number}" == headline), len(head))
    for i, line in enumerate(head[start + 1 :], start + 1):
        beside = head[max(start + 1, i - 1) : i + 2]
        alone = line.kind == "" and 2 <= len(line.text.split()) <= 4 and looks_like_person_name(line.text)
        if alone and any(f"line {other.number}" in dated for other in beside):
            dump.say("author", line.text, "text:byline", line, _STANDING)
            return


def _before_body(dump: _Dump) -> list[Line]:
    if not dump.body:
        return dump.lines[:60]
    return [line for line in dump.lines if line.number < dump.body[0].number][-60:]


def _could_be_headline(line: Line) -> bool:
    words = word_count(line.text)
    return 2 <= words <= 40 and len(line.text) <= 300 and not is_keyword_list(line.text) and not looks_like_date(line.text)


def _likeliest(head: list[Line]) -> Line:
    """The line that reads most like a headline: enough words, no full stop, the first of its kind."""
    return max(head, key=lambda line: (min(word_count(line.text), 6), not line.text.endswith("."), -line.number))


def _block(dump: _Dump) -> list[Line]:
    """The block of bare values: the longest run of lines that each are one value, with values of two kinds at least."""
    best: list[Line] = []
    run: list[tuple[Line, str]] = []
    body = {line.number for line in dump.body}
    for line in [*dump.lines, None]:
        kind = _value_kind(dump, line) if line is not None and line.number not in body else ""
        if kind and line is not None and not (run and line.after_blank) and len(run) < _LONGEST_BLOCK:
            run.append((line, kind))
            continue
        if _is_block(run) and len(run) > len(best):
            best = [each for each, _ in run]
        run = [(line, kind)] if kind and line is not None else []
    return best


def _is_block(run: Iterable[tuple[Line, str]]) -> bool:
    kinds = [kind for _, kind in run]
    strong = [kind for kind in kinds if kind in _STRONG or kind == "description"]
    return len(kinds) >= 3 and len(strong) >= 2 and len(set(kinds)) >= 3


def _value_kind(dump: _Dump, line: Line) -> str:
    """What bare value the line is (number, date, url, language, keywords, name, words, …), or "" for none."""
    text = line.text
    if line.kind in ("label", "caption", "furniture", "copyright"):
        return ""
    if text.isdigit() and len(text) <= 6:
        return "number"
    if looks_like_date(text):
        return "date"
    if text.startswith(("http://", "https://", "www.")) and " " not in text:
        return "url"
    if _is_language(text):
        return "language"
    if _is_description(dump, text):
        return "description"
    if looks_like_organisation(text):
        return "organisation"
    if is_keyword_list(text):
        return "keywords"
    if looks_like_person_name(text):
        return "name"
    return "words" if len(text.split()) <= 4 and len(text) <= 40 and not is_placeholder(text) else ""


def _is_language(text: str) -> bool:
    parts = text.replace("_", "-").split("-")
    return len(parts[0]) == 2 and parts[0].islower() and parts[0].isascii() and len(parts) <= 3 and all(map(str.isalnum, parts))


def _is_description(dump: _Dump, text: str) -> bool:
    """Whether the line repeats the opening of the body, or is a sentence outside of it."""
    if len(text) < 40 or not dump.body:
        return False
    opening = fold(dump.body[0].text[:_OPENING])
    mine = fold(text[:_OPENING]).rstrip(". ")
    return opening.startswith(mine[:60]) or mine.startswith(opening[:60]) or is_paragraph(text)


def _read_block(dump: _Dump) -> None:
    """The values of the block, typed by what they are and not by their order."""
    block = _block(dump)
    kinds = [_value_kind(dump, line) for line in block]
    counted = word_count(" ".join(line.text for line in dump.body))
    days = {day_numbers(line.text) for line, kind in zip(block, kinds, strict=True) if kind == "date"}
    # the titles of stories part their days; those of a record stand together
    listed = len(days) >= (_LIST if ("date", "date") in pairwise(kinds) else _PARTED)
    for line, kind in zip(block, kinds, strict=True):
        if kind == "number":
            near = counted and abs(int(line.text) - counted) <= max(10, counted * _COUNT_SLACK)
            dump.say("wordCount", line.text, "text:block", line, None if near else 0.3)
        elif kind == "date" and listed:
            dump.say("otherDate", line.text, "text:block", line)
        elif kind in _BLOCK_FIELDS:
            dump.say(_BLOCK_FIELDS[kind], line.text, "text:block", line)
        line.kind = "block"
    _read_block_words(dump, block, kinds)


#: As many days in one block are of a list of other stories; a record has its creation, its publication and its update.
_LIST, _PARTED = 4, 3
_BLOCK_FIELDS = {
    "date": "date",
    "url": "url",
    "language": "inLanguage",
    "keywords": "keywords",
    "description": "description",
    "organisation": "publisher",
}


def _read_block_words(dump: _Dump, block: list[Line], kinds: list[str]) -> None:
    """The few words and the names of a block: an author where the author box names the same, else the section."""
    known = {fold(str(o.raw)) for o in dump.observations if o.field == "author"}
    headline = {fold(str(o.raw)) for o in dump.observations if o.field == "headline"}
    for line, kind in zip(block, kinds, strict=True):
        if kind not in ("words", "name") or fold(line.text) in headline:
            continue
        if fold(line.text) in known or (kind == "name" and _is_standing_author(dump, line)):
            dump.say("author", line.text, "text:block", line)
        elif not any(o.field == "articleSection" and o.source.id == "text:block" for o in dump.observations):
            dump.say("articleSection", line.text, "text:block", line, 0.8 if kind == "words" else 0.5)


def _is_standing_author(dump: _Dump, line: Line) -> bool:
    """Whether the name of the block is also the one that opens the author box."""
    return any(_is_about(line.text, other.text) for other in dump.lines if other.number != line.number)


def _read_author_box(dump: _Dump) -> None:
    """The author who stands alone behind the body and opens the lines about him."""
    for i, line in enumerate(dump.lines[:-1]):
        if line.kind in ("", "byline") and _opens_biography(dump.lines, i):
            dump.say("author", line.text, "text:biography", line)
            dump.say("biography", dump.lines[i + 1].text, "text:biography", dump.lines[i + 1])
            line.kind = dump.lines[i + 1].kind = "biography"


def _read_rest(dump: _Dump) -> None:
    """Copyright lines, captions, the dates of running text and of everything else: recorded, so that nothing is lost."""
    for line in dump.lines:
        if line.kind == "copyright":
            dump.say("copyright", line.text, "text:copyright", line)
            dump.say_other_dates(line, "text:copyright")
        elif line.kind in ("caption", "body", "furniture", "biography"):
            if line.kind == "caption" and (credit := credit_in(line.text)):
                dump.say("imageCredit", credit, "text:credit", line)
            dump.say_other_dates(line, "text:caption" if line.kind == "caption" else "text:body")
        elif line.kind in ("", "paragraph") and dump.other_dates < MOST_OTHER_DATES:
            dump.say_other_dates(line, "text:furniture")
