"""The values that a text dump states behind labels, and in the block of bare ones that hidden elements leave behind.

Nothing labels those of the block (a count, a date, keywords, a name): each is typed by what it is and not by its order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from service.lexicon.date_spans import day_numbers, looks_like_date
from service.lexicon.labels import LABELS, is_keyword_list, item_size, label_of
from service.lexicon.lines import SUBJECTS, is_mail_header, is_placeholder
from service.lexicon.people import looks_like_organisation, looks_like_person_name, says_only_role
from service.lexicon.signatures import source_and_day
from service.lexicon.texts import EDGE, fold, unquoted, word_count
from service.model import Observation, Source
from service.observe.date_stretch import DIGIT
from service.observe.text_lines import DATES, Line, ends_sentence, label

#: Where a value of a dump stands → (witness, reliability, that of a date there).
PLACES = {
    "text:label": ("machine", 0.9, 0.97),
    # a mail's sender, who need not have written what he sends
    "text:sender": ("machine", 0.75, 0.75),
    "text:byline": ("human", 0.93, 0.97),
    "text:above-headline": ("human", 0.93, 0.97),
    "text:block": ("machine", 0.85, 0.95),
    "text:headline": ("human", 0.93, 0.93),
    "text:title": ("machine", 0.6, 0.6),
    "text:biography": ("human", 0.85, 0.85),
    "text:copyright": ("human", 0.9, 0.9),
    "text:caption": ("human", 0.1, 0.1),
    "text:credit": ("human", 0.7, 0.7),
    "text:body": ("human", 0.1, 0.1),
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


def number_of(o: Observation) -> int:
    """Return the number of the line that an observation comes from."""
    return int(o.locator[5:])


#: The title of a story has so many words at most; what a box says of its author and does not end has more.
_TITLE = 11


def opens_biography(lines: Sequence[Line], i: int) -> bool:
    """Return whether a name stands alone and opens the next line: "Jane Doe" / "Jane Doe, who covers courts, has …"."""
    name, text = lines[i].text, lines[i + 1].text if i + 1 < len(lines) else ""
    # "Isack Hadjar" / "Isack Hadjar explains crash at Barcelona" is a topic and a title
    about = text.startswith(name) and text[len(name) : len(name) + 1] in (",", " ", "(", ".", "'", "’")
    return about and word_count(text) > (5 if ends_sentence(text) else _TITLE) and looks_like_person_name(name)


# --- labels ----------------------------------------------------------------------------------------------------------------

#: Tags have so many words; as many are read of a list, and a mail's header has so many lines.
_TAG, _MOST, _HEADER = 4, 60, 12
#: The reliability of a list whose end nothing marks: "Tags:", "traffic", "harbour", "Bridge closed".
_PART = 0.4
_BULLET = re.compile(r"[-*+•·‣]\s+(?=\S)")
#: What machines write: "2022-02-25", "1645818000", "time.struct_time("; readers are printed "25 February 2022", "25.02.2022".
_MACHINES_DATE = re.compile(r"\d{4}[-/\u2010\u2011\u2212]\d|\d{5,}|[\w.]+\(")
#: What mail programs put before the subject of an answer or of a mail that is passed on: "Re: Fwd: Council backs plan".
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|odp)\s?[:：]\s*)+", re.IGNORECASE)


def read_labels(dump: Dump) -> None:
    """Record what label lines state; the lines below that hold their values are values from then on."""
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
        if not value and below is not None:
            value, trust = _value_below(lines[i : i + 1 + _MOST], name)
        # the YAML above a Markdown text
        value = unquoted(value) if lines[0].raw == "---" else value
        if name == "headline":
            name, value = _headline(dump, i, value)
        if not dump.body or line.number < dump.body[0].number:
            # "来源：新华网2021年3月5日"
            stated = source_and_day(value) if name in ("publisher", "author") else None
            if stated is not None:
                value = stated[0]
                dump.say("datePublished", stated[1], "text:byline", line)
        sent = name == "author" and is_mail_header(line.text)
        printed = name in DATES and not _MACHINES_DATE.match(value)
        # "By Staff Reporter" names nobody
        if value and not (name == "author" and says_only_role(value)):
            dump.say(name, value, "text:sender" if sent else "text:byline" if printed else "text:label", line, trust)


def _headline(dump: Dump, i: int, value: str) -> tuple[str, str]:
    """Return the field and the value of a line that a label calls the headline: "Rubrik" is a section in German.

    A subject is the headline at the top or in a mail's header, where the sender or the receiver stand near.
    """
    named = fold(dump.lines[i].text.replace("：", ":").partition(":")[0]).strip(EDGE)
    if named in LABELS["articleSection"] and word_count(value) < _TAG:
        return "articleSection", value
    near = dump.lines[max(0, i - _HEADER) : i + _HEADER] if named in SUBJECTS and i else ()
    return "headline", "" if near and not any(is_mail_header(line.text) for line in near) else _REPLY.sub("", value, count=1)


def _value_below(lines: Sequence[Line], name: str) -> tuple[str, float | None]:
    """Return the value on the line below a label, or in a list there, and its reliability, None for the usual one."""
    bulleted = _BULLET.match(lines[1].raw) is not None
    items: list[Line] = []
    for line in lines[1:] if bulleted or name == "keywords" else ():
        # "Via:", "Servings:" head something else
        topic = line.kind in ("", "body") and item_size(line.text) <= _TAG and line.text[-1] not in ":："
        other = is_keyword_list(line.text) or looks_like_date(line.text) or ends_sentence(line.text)
        if line.after_blank or (_BULLET.match(line.raw) is None if bulleted else not topic or other):
            break
        items.append(line)
    if len(items) > 1:
        closed = bulleted or len(items) + 1 == len(lines) or lines[len(items) + 1].after_blank
    else:
        below = lines[1]
        free = below.kind in ("", "byline") or (name == "keywords" and word_count(below.text) <= _TAG)
        # a word without its colon is a label where a date follows
        dated = name not in DATES or lines[0].text[-1] in ":：" or looks_like_date(below.text)
        items, closed = [below] if free and dated else [], True
    for line in items:
        line.kind = "value"
    joint = "\n" if name == "keywords" else ", "
    return joint.join([_BULLET.sub("", line.text, count=1) for line in items]), None if closed else _PART


# --- the block of bare values ----------------------------------------------------------------------------------------------

#: A stated word count may differ from ours by what one counts as a word (dashes, captions, the headline).
_COUNT_SLACK = 0.15
#: Characters of a paragraph by which a repetition is known, lines of the longest block, and the shortest description.
_OPENING, _LONGEST_BLOCK, _SHORTEST = 60, 60, 40
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_]\w{2,8}){0,2}")
#: The kinds of value that running text does not have, and the fields that they state.
_FIELDS = {
    "number": "wordCount",
    "date": "date",
    "language": "inLanguage",
    "keywords": "keywords",
    "description": "description",
    "organisation": "publisher",
}
#: As many items make a list of topics, and as many days a list of stories; a record has its creation and its publication.
_LIST = 3
Block = list[tuple[Line, str]]


def block_of(dump: Dump) -> Block:
    """Return the block of bare values: the longest run of lines that are one value each, of three kinds at least.

    In a whole page's dump it must repeat the article's opening: menus, teasers and imprints have as many values.
    """
    opening = fold(dump.body[0].text[: 2 * _OPENING])[:_OPENING] if dump.body else ""
    again = {line.number for line in dump.lines if line.kind != "body" and _repeats(opening, line.text)}
    if dump.byline_range is not None and not again:
        return []
    runs: list[Block] = [[]]
    for line in dump.lines:
        kind = _value_kind(line, line.number in again) if line.number != dump.headline_number else ""
        if not kind or (runs[-1] and line.after_blank) or len(runs[-1]) >= _LONGEST_BLOCK:
            runs.append([])
        if kind:
            runs[-1].append((line, kind))
    own = [run for run in runs if dump.byline_range is None or not again.isdisjoint([line.number for line, _ in run])]
    return max(filter(_is_block, own), key=len, default=[])


def _is_block(run: Block) -> bool:
    kinds = [kind for _, kind in run]
    strong = [kind for kind in kinds if kind in _FIELDS]
    days = {day_numbers(line.text) for line, kind in run if kind == "date"}
    # a lead, a name and a day are a byline
    told = not {"date", "description"}.issuperset(strong) and len(days) < _LIST
    return told and len(strong) >= 2 and len(set(kinds)) >= 3 and 2 * len(strong) >= len(kinds)


def _value_kind(line: Line, repeats: bool) -> str:
    """Return what bare value the line is (number, date, keywords, name, words, …), or "" for none."""
    text = line.text
    if line.kind not in ("", "byline", "paragraph"):
        return ""
    # no article has nine words
    if text.isdigit() and 1 < len(text) <= 6:
        return "number"
    if DIGIT.search(text) and looks_like_date(text):
        return "date"
    if _LANGUAGE.fullmatch(text):
        return "language"
    if repeats or line.kind == "paragraph":
        return "description"
    if looks_like_organisation(text):
        return "organisation"
    items = [item for item in re.split(r"[,;|/·•、，]", text) if item.strip()]
    # rates ("16.105,83") and a place among three pictures ("1 / 3") are no topics
    if len(items) >= _LIST and all(any(map(str.isalpha, item)) for item in items) and is_keyword_list(text):
        return "keywords"
    if looks_like_person_name(text):
        return "name"
    return "words" if len(text.split()) <= 4 and len(text) <= 40 and not is_placeholder(text) else ""


def _repeats(opening: str, text: str) -> bool:
    mine = fold(text[: 2 * _OPENING])[:_OPENING].rstrip(". ") if opening and len(text) >= _SHORTEST else "\n"
    return opening.startswith(mine) or mine.startswith(opening or "\r")


def read_block(dump: Dump, block: Block) -> None:
    """Record the values of the block, typed by what they are and not by their order."""
    counted = word_count(" ".join([line.text for line in dump.body])) if block else 0
    known = {fold(str(o.raw)) for o in dump.observations if o.field in ("author", "headline")}
    sections = 0
    for line, kind in block:
        if kind in _FIELDS:
            fits = kind != "number" or abs(int(line.text) - counted) <= max(10, counted * _COUNT_SLACK)
            dump.say(_FIELDS[kind], line.text, "text:block", line, None if fits else 0.3)
        elif kind == "words" and not sections and fold(line.text) not in known:
            sections += 1
            dump.say("articleSection", line.text, "text:block", line, 0.8)
        line.kind = "block"
