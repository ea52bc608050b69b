"""The values that a text dump states behind labels, and in the block of bare ones that hidden elements leave behind.

A labelled value stands behind its label, on the line below, or in a list below; nothing labels those of the block (a count, a
date, an address, keywords, a name), so each is typed by what it is and not by its order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from service.lexicon.date_spans import dates_within, day_numbers, looks_like_date
from service.lexicon.date_telling import clock_of_update
from service.lexicon.labels import LABELS, is_keyword_list, item_size, label_of, names_first
from service.lexicon.lines import SUBJECTS, is_mail_header, is_placeholder
from service.lexicon.people import is_signed_names, looks_like_organisation, looks_like_person_name, says_only_role
from service.lexicon.signatures import source_and_day
from service.lexicon.texts import EDGE, fold, unquoted, word_count
from service.model import Observation, Source
from service.observe.date_stretch import DIGIT
from service.observe.text_lines import DATES, Line, ends_sentence, is_paragraph, label

#: Dates recorded from running text.
MOST_OTHER_DATES = 40
#: Where a value of a dump stands → (witness, reliability, that of a date there).
PLACES = {
    "text:label": ("machine", 0.9, 0.97),
    # a mail's sender, who need not have written what he sends
    "text:sender": ("machine", 0.75, 0.75),
    "text:byline": ("human", 0.93, 0.97),
    "text:above-headline": ("human", 0.93, 0.97),
    "text:near-headline": ("human", 0.9, 0.95),
    "text:block": ("machine", 0.85, 0.95),
    "text:headline": ("human", 0.93, 0.93),
    "text:title": ("machine", 0.6, 0.6),
    "text:biography": ("human", 0.85, 0.85),
    "text:copyright": ("human", 0.9, 0.9),
    "text:caption": ("human", 0.1, 0.1),
    "text:credit": ("human", 0.7, 0.7),
    "text:body": ("human", 0.1, 0.1),
    "text:furniture": ("human", 0.3, 0.3),
}


@dataclass(slots=True)
class Dump:
    """The page while it is taken apart."""

    lines: list[Line]
    observations: list[Observation] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    #: The first and the last line number among which the article's byline stands, where the dump is of a whole page.
    byline_range: tuple[int, int] | None = None
    #: The numbers of the line that heads the readers' comments and of the headline's; 0 without one.
    comments: int = 0
    headline_number: int = 0
    other_dates: int = 0

    def say(self, name: str, raw: str, place: str, line: Line, reliability: float | None = None) -> None:
        """Record one observation; its order is the order of the lines."""
        witness, usual, of_dates = PLACES[place]
        trust = reliability if reliability is not None else of_dates if name in DATES else usual
        if place == "text:headline" and not self.headline_number:
            self.headline_number = line.number
        source = Source(place, name, witness, trust)
        self.observations.append(Observation(name, raw, source, f"line {line.number}", len(self.observations)))

    def is_elsewhere(self, number: int) -> bool:
        """Return whether a line stands among comments, or in a whole page's dump where other articles' bylines do."""
        first, last = self.byline_range or (0, number)
        return not first <= number <= last or 0 < self.comments < number

    def say_other_dates(self, line: Line, place: str) -> None:
        """Record the dates of running text, so that none is lost, and none is taken for the article's."""
        for stretch in dates_within(line.text, MOST_OTHER_DATES - self.other_dates):
            self.other_dates += 1
            self.say("otherDate", stretch, place, line)


def number_of(o: Observation) -> int:
    """Return the number of the line that an observation comes from."""
    return int(o.locator[5:])


#: The title of a story has so many words at most; what a box says of its author and does not end has more.
_TITLE = 11


def is_about(name: str, text: str) -> bool:
    """Return whether a line continues about the person whose name opens it: "Jane Doe, who covers courts, has …"."""
    # "Isack Hadjar" / "Isack Hadjar explains crash at Barcelona" is a topic and a title
    goes_on = text.startswith(name) and text[len(name) : len(name) + 1] in (",", " ", "(", ".", "'", "’")
    return goes_on and word_count(text) > (5 if ends_sentence(text) else _TITLE)


def opens_biography(lines: Sequence[Line], i: int) -> bool:
    """Return whether a name stands alone and opens the next line: "Jane Doe" / "Jane Doe, who covers courts, has …"."""
    name = lines[i].text
    return i + 1 < len(lines) and is_about(name, lines[i + 1].text) and looks_like_person_name(name)


# --- labels ----------------------------------------------------------------------------------------------------------------

#: Tags have so many words; as many items are read of a list, and a mail's header has so many lines.
_TAG, _MOST, _HEADER = 4, 60, 12
#: The reliability of a list whose end nothing marks: "Tags:", "traffic", "harbour", "Bridge closed".
_PART = 0.45
_BULLET = re.compile(r"[-*+•·‣]\s+(?=\S)")
#: What machines write: "2022-02-25", "1645818000", "time.struct_time("; readers are printed "25 February 2022", "25.02.2022".
_MACHINES_DATE = re.compile(r"\d{4}[-/\u2010\u2011\u2212]\d|\d{5,}|[\w.]+\(")
#: What mail programs put before the subject of an answer or of a mail that is passed on: "Re: Fwd: Council backs plan".
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|odp)\s?[:：]\s*)+", re.IGNORECASE)


def read_labels(dump: Dump) -> None:
    """Record what label lines state; the lines below that hold their values are labels from then on."""
    lines = dump.lines
    for i, line in enumerate(lines):
        # a value below a label is of that kind too
        if line.kind != "label" or (found := label(line.text)) is None:
            continue
        name, value = found
        below = lines[i + 1] if i + 1 < len(lines) and not lines[i + 1].after_blank else None
        stamp = _MACHINES_DATE.match(value or (below.text if below else ""))
        if name in DATES and not stamp and (not value or label_of(line.text)):
            # what is printed for readers is read as on a page
            continue
        line.kind, trust = "value", None
        if not value:
            value, trust = _value_below(lines, i, name)
        elif lines[0].raw == "---":
            # the YAML above a Markdown text
            value = unquoted(value)
        if name == "headline":
            name, value = _headline(dump, i, value)
        # "By Staff Reporter" names nobody
        if value and not (name == "author" and says_only_role(value)):
            _say(dump, name, value, line, trust)


def _say(dump: Dump, name: str, value: str, line: Line, trust: float | None) -> None:
    """Record a label's value; the day in it is another field's."""
    above = not dump.body or line.number < dump.body[0].number
    if name in ("publisher", "author") and above and (stated := source_and_day(value)):
        value = stated[0]
        dump.say("datePublished", stated[1], "text:byline", line)
    if name in DATES:
        say_dates(dump, name, value, line, "text:label" if _MACHINES_DATE.match(value) else "text:byline")
    elif name == "author" and " , " in value and not any(map(looks_like_organisation, value.split(" , "))):
        # a comma on a line of its own parts names, and not a name from its outlet
        for each in value.split(" , "):
            dump.say(name, each, "text:byline", line, trust)
    else:
        sent = name == "author" and is_mail_header(line.text)
        dump.say(name, value, "text:sender" if sent else "text:label", line, trust)


def say_dates(dump: Dump, name: str, value: str, line: Line, place: str = "text:label", trust: float | None = None) -> None:
    """Record a labelled date, which may hold a second label: "Posted 3 May 2021 Updated 4 May 2021" is two."""
    words = value.split(" ")
    for i in range(1, min(len(words) - 1, 14)):
        second = label_of(rest := " ".join(words[i:]))
        first = " ".join(words[:i])
        # the clock of an update has its day before it
        if second and second[0] in DATES and DIGIT.search(first) and not clock_of_update(rest):
            dump.say(name, first.rstrip(" ,;("), place, line, trust)
            dump.say(second[0], second[1], place, line, trust)
            return
    # what tells it from a later date is kept: "First published on Tue 7 Nov 2023 08.00 GMT"
    dump.say(name, line.text if names_first(line.text) else value, place, line, trust)


def _headline(dump: Dump, i: int, value: str) -> tuple[str, str]:
    """Return the field and the value of a line that a label calls the headline.

    "Rubrik" is a section in German and a headline in Swedish; a subject is the headline at the top or in a mail's header, where
    the sender or the receiver stand near, and in a database's record it lists what the record is about.
    """
    named = fold(dump.lines[i].text.replace("：", ":").partition(":")[0]).strip(EDGE)
    if named in LABELS["articleSection"] and word_count(value) < _TAG:
        return "articleSection", value
    if named not in SUBJECTS or i == 0:
        return "headline", _REPLY.sub("", value, count=1)
    near = dump.lines[max(0, i - _HEADER) : i + _HEADER]
    return "headline", _REPLY.sub("", value, count=1) if any(is_mail_header(line.text) for line in near) else ""


def _value_below(lines: Sequence[Line], i: int, name: str) -> tuple[str, float | None]:
    """Return the value below a label that stands alone, or "", and its reliability, None for the usual one.

    It is the line below, or a list of tags or authors, whose end bullets or a blank line mark.
    """
    behind = lines[i + 1 : i + 1 + _MOST]
    bulleted = bool(behind) and _BULLET.match(behind[0].raw) is not None
    items: list[str] = []
    closed = False
    for line in behind if bulleted or name == "keywords" else ():
        parted = line.after_blank and (bool(items) or not bulleted)
        closed = parted or (bulleted and not _BULLET.match(line.raw))
        item = _BULLET.sub("", line.text, count=1)
        if closed or not (is_signed_names(item) if name == "author" else _is_topic(line, item)):
            break
        items.append(item)
    if len(items) > 1:
        for line in behind[: len(items)]:
            line.kind = "value"
        return ("\n" if name == "keywords" else ", ").join(items), None if closed or len(items) == len(behind) else _PART
    below = behind[0] if behind and not behind[0].after_blank else None
    free = below is not None and (below.kind in ("", "byline") or (name == "keywords" and word_count(below.text) <= _TAG))
    # a word without its colon is a label where a date follows
    if below is None or not free or (name in DATES and lines[i].text[-1] not in ":：" and not looks_like_date(below.text)):
        return "", None
    below.kind = "value"
    return below.text, None


def _is_topic(line: Line, item: str) -> bool:
    """Return whether a line below "Tags:" is a tag; "Via:", "Servings:" head something else."""
    short = line.kind in ("", "body") and item_size(item) <= _TAG and item[-1] not in ":："
    return short and not (is_keyword_list(item) or looks_like_date(item) or ends_sentence(item))


# --- the block of bare values ----------------------------------------------------------------------------------------------

#: A stated word count may differ from ours by what one counts as a word (dashes, captions, the headline).
_COUNT_SLACK = 0.15
#: Characters of a paragraph by which a repetition is known, lines of the longest block, and the shortest description.
_OPENING, _LONGEST_BLOCK, _SHORTEST = 60, 60, 40
#: What parts the items of a list, and the fewest that nothing but a comma makes a list of topics.
_ITEM, _FEWEST_TOPICS = re.compile(r"[,;|/·•、，]"), 3
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_]\w{2,8}){0,2}")
#: The kinds of value that running text does not have, and the fields that they state.
_FIELDS = {
    "number": "wordCount",
    "date": "date",
    "url": "url",
    "language": "inLanguage",
    "keywords": "keywords",
    "description": "description",
    "organisation": "publisher",
}
#: As many days in one block belong to a list of other stories; a record has its creation and its publication.
_LIST = 3
Block = list[tuple[Line, str]]


def block_of(dump: Dump) -> Block:
    """Return the block of bare values: the longest run of lines that are one value each, with two kinds of value at least.

    In a whole page's dump it must repeat the article's opening: menus, teasers and the addresses of imprints have as many
    values of as many kinds, and among their numbers one that may be the count of the article's words.
    """
    runs: list[Block] = [[]]
    repeats = [line.kind != "body" and len(line.text) >= _SHORTEST and _repeats_opening(dump, line.text) for line in dump.lines]
    if dump.byline_range is not None and not any(repeats):
        return []
    for line in dump.lines:
        kind = _value_kind(dump, line) if line.kind != "body" and line.number != dump.headline_number else ""
        if not kind or (runs[-1] and line.after_blank) or len(runs[-1]) >= _LONGEST_BLOCK:
            runs.append([])
        if kind:
            runs[-1].append((line, kind))
    again = {line.number for line, repeated in zip(dump.lines, repeats, strict=True) if repeated}
    own = [run for run in runs if dump.byline_range is None or not again.isdisjoint([line.number for line, _ in run])]
    return max([run for run in own if run and _is_block([kind for _, kind in run])], key=len, default=[])


def _is_block(kinds: Sequence[str]) -> bool:
    strong = [kind for kind in kinds if kind in _FIELDS]
    # a lead, a name and a day are a byline
    told = not {"date", "description"}.issuperset(strong)
    return told and len(strong) >= 2 and len(set(kinds)) >= 3 and 2 * len(strong) >= len(kinds)


def stands_among_values(dump: Dump, i: int) -> bool:
    """Return whether a paragraph stands in a run of bare values: the description in a block before the article."""
    beside: list[Line] = []
    for line in dump.lines[i + 1 : i + 8]:
        if line.after_blank:
            break
        beside.append(line)
    return sum(_value_kind(dump, line) in _FIELDS.keys() - {"description", "language"} for line in beside) >= 3


def _value_kind(dump: Dump, line: Line) -> str:
    """Return what bare value the line is (number, date, url, language, keywords, name, words, …), or "" for none."""
    text = line.text
    if line.kind in ("label", "value", "caption", "furniture", "copyright", "title"):
        return ""
    # no article has nine words
    if text.isdigit() and 1 < len(text) <= 6:
        return "number"
    if DIGIT.search(text) and looks_like_date(text):
        return "date"
    if text.startswith(("http://", "https://", "www.")) and " " not in text:
        return "url"
    if _LANGUAGE.fullmatch(text):
        return "language"
    if len(text) >= _SHORTEST and dump.body and (_repeats_opening(dump, text) or is_paragraph(text)):
        return "description"
    if looks_like_organisation(text):
        return "organisation"
    items = [item for item in _ITEM.split(text) if item.strip()]
    # rates ("16.105,83") and a place among three pictures ("1 / 3") are no topics
    topics = len(items) >= _FEWEST_TOPICS and all(any(map(str.isalpha, item)) for item in items)
    if topics and ":" not in text and is_keyword_list(text):
        return "keywords"
    if looks_like_person_name(text):
        return "name"
    return "words" if len(text.split()) <= 4 and len(text) <= 40 and not is_placeholder(text) else ""


def _repeats_opening(dump: Dump, text: str) -> bool:
    opening = fold(dump.body[0].text[: 2 * _OPENING])[:_OPENING] if dump.body else ""
    mine = fold(text[: 2 * _OPENING])[:_OPENING].rstrip(". ")
    return opening != "" and (opening.startswith(mine) or mine.startswith(opening))


def read_block(dump: Dump, block: Block) -> None:
    """Record the values of the block, typed by what they are and not by their order."""
    counted = word_count(" ".join([line.text for line in dump.body])) if block else 0
    # the titles of stories part their days
    listed = len({day_numbers(line.text) for line, kind in block if kind == "date"}) >= _LIST
    known = {fold(str(o.raw)) for o in dump.observations if o.field in ("author", "headline")}
    sections = 0
    for line, kind in block:
        person = kind == "name" and any(line is not other and is_about(line.text, other.text) for other in dump.lines)
        if kind == "number":
            fits = counted > 0 and abs(int(line.text) - counted) <= max(10, counted * _COUNT_SLACK)
            dump.say("wordCount", line.text, "text:block", line, None if fits else 0.3)
        elif kind in _FIELDS:
            dump.say("otherDate" if kind == "date" and listed else _FIELDS[kind], line.text, "text:block", line)
        elif person:
            dump.say("author", line.text, "text:block", line)
        elif not sections and fold(line.text) not in known:
            sections += 1
            dump.say("articleSection", line.text, "text:block", line, 0.8 if kind == "words" else 0.5)
        line.kind = "block"
