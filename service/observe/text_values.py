"""The values that a text dump states behind labels, and in the block of bare ones that hidden elements leave behind.

A labelled value stands behind its label, on the line below, or in a list below; nothing labels those of the block (a count, a
date, an address, keywords, a name), so each is typed by what it is and not by its order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.lexicon.date_spans import day_numbers, looks_like_date, names_day
from service.lexicon.date_telling import clock_of_update
from service.lexicon.labels import is_keyword_list, is_section, item_size, label_of, names_first
from service.lexicon.lines import is_mail_header, is_placeholder, is_subject, without_reply_marks
from service.lexicon.people import is_signed_names, looks_like_organisation, looks_like_person_name, says_only_role
from service.lexicon.signatures import source_and_day
from service.lexicon.texts import fold, word_count
from service.observe.date_stretch import DIGIT
from service.observe.text_lines import DATES, Line, ends_sentence, is_paragraph, label
from service.observe.text_view import Dump, is_about

#: Tags have so many words.
_TAG = 4
#: The reliability of a list whose end nothing marks: "Tags:", "traffic", "harbour", "Bridge closed".
_PART = 0.4
#: As many items and lines are read of a list, of a front matter and of a mail's header.
_MOST = 60
_BULLET = re.compile(r"[-*+•·‣]\s+(?=\S)")
#: How sure a database is that a record is about something: "BRIDGES (90%); LOCAL GOVERNMENT (78%)".
_SHARE = re.compile(r"\s*\(\d{1,3}\s?%\)")
#: What machines write: "2022-02-25", "1645818000", "time.struct_time("; readers are printed "25 February 2022", "25.02.2022".
_MACHINES_DATE = re.compile(r"\d{4}[-/\u2010\u2011\u2212]\d|\d{5,}|[\w.]+\(")
#: A value of YAML or TOML in its quotes: 'title: "Council backs plan"'.
_QUOTED = re.compile(r"\"(.*)\"|'(.*)'")


def read_labels(dump: Dump) -> None:
    """Record what label lines state; the lines below that hold their values are labels from then on."""
    lines = dump.lines
    # the YAML or the TOML above a Markdown text ends as it begins
    mark = lines[0].raw if lines and lines[0].raw in ("---", "+++") else None
    matter = next((i for i, line in enumerate(lines[1:_MOST], 1) if line.raw == mark), 0)
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
        trust = None
        if not value:
            value, trust = _value_below(lines, i, name)
        elif i < matter and (quoted := _QUOTED.fullmatch(value)):
            value = (quoted[1] or quoted[2] or "").replace('\\"', '"').replace("''", "'")
        line.kind = "value"
        if name == "headline" and is_section(line.text) and word_count(value) < _TAG:
            name = "articleSection"
        elif name == "headline" and is_subject(line.text):
            name, value = _subject(dump, i, value)
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


def _value_below(lines: Sequence[Line], i: int, name: str) -> tuple[str, float | None]:
    """Return the value below a label that stands alone, or "", and its reliability, None for the usual one."""
    items, closed = _items_below(lines, i, name)
    if len(items) > 1:
        for line in lines[i + 1 : i + 1 + len(items)]:
            line.kind = "value"
        return ("\n" if name == "keywords" else ", ").join(items), None if closed else _PART
    below = lines[i + 1] if i + 1 < len(lines) and not lines[i + 1].after_blank else None
    free = below is not None and (below.kind in ("", "byline") or (name == "keywords" and word_count(below.text) <= _TAG))
    # a word without its colon is a label where a date follows
    if below is None or not free or (name in DATES and lines[i].text[-1] not in ":：" and not looks_like_date(below.text)):
        return "", None
    below.kind = "value"
    return below.text, None


def _items_below(lines: Sequence[Line], i: int, name: str) -> tuple[list[str], bool]:
    """Return the items of a list of tags or authors below its label, and whether bullets or a blank line mark its end."""
    bulleted = i + 1 < len(lines) and _BULLET.match(lines[i + 1].raw) is not None
    items: list[str] = []
    for line in lines[i + 1 : i + 1 + _MOST] if bulleted or name == "keywords" else ():
        if (line.after_blank and (items or not bulleted)) or (bulleted and not _BULLET.match(line.raw)):
            return items, True
        item = _BULLET.sub("", line.text, count=1)
        # "Via:", "Servings:" head something else
        short = line.kind in ("", "body") and item_size(item) <= _TAG and item[-1] not in ":："
        topic = name == "keywords" and short and not (is_keyword_list(item) or looks_like_date(item) or ends_sentence(item))
        if not (is_signed_names(item) if name == "author" else topic):
            return items, False
        items.append(item)
    return items, len(items) < _MOST


def _subject(dump: Dump, i: int, value: str) -> tuple[str, str]:
    """Return the field and the value of a line that is labelled as a mail's subject.

    In a mail's header, or where nothing stands before it, the subject is the headline; in a database's record it lists what the
    record is about, "SUBJECT: BRIDGES (90%); VOTING (75%)", and is no headline.
    """
    if _SHARE.search(value):
        return "keywords", _SHARE.sub("", value)
    above = not dump.body or dump.lines[i].number < dump.body[0].number
    # a header's lines stand together, with the sender or the receiver among them
    header = [line for line in dump.lines[:_MOST] if above and is_mail_header(line.text)]
    mailed = any(abs(line.number - dump.lines[i].number) < _HEADER for line in header)
    return "headline", without_reply_marks(value) if mailed or i == 0 else ""


#: A mail's header has so many lines.
_HEADER = 12

# --- the block of bare values ----------------------------------------------------------------------------------------------

#: A stated word count may differ from ours by what one counts as a word (dashes, captions, the headline).
_COUNT_SLACK = 0.15
#: Characters of a paragraph by which a repetition is known, and lines of the longest block of bare values.
_OPENING, _LONGEST_BLOCK = 400, 60
#: What parts the items of a list, and the fewest that nothing but a comma makes a list of topics.
_ITEM, _FEWEST_TOPICS = re.compile(r"[,;|/·•、，]"), 3
#: No description is shorter.
_SHORTEST = 40
#: The kinds of value that running text does not have, and the fields that they state.
_STRONG = ("number", "date", "keywords", "organisation", "url", "language")
_BLOCK_FIELDS = {
    "date": "date",
    "url": "url",
    "language": "inLanguage",
    "keywords": "keywords",
    "description": "description",
    "organisation": "publisher",
}
#: As many days in one block belong to a list of other stories; a record has its creation, its publication and its update.
_LIST, _PARTED = 4, 3
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_]\w{2,8}){0,2}")
Block = list[tuple[Line, str]]


def block_of(dump: Dump) -> Block:
    """Return the block of bare values: the longest run of lines that are one value each, with two kinds of value at least.

    In a whole page's dump it must repeat the article's opening: menus, teasers and the addresses of imprints have as many
    values of as many kinds, and among their numbers one that may be the count of the article's words.
    """
    long = [line for line in dump.lines if len(line.text) >= _SHORTEST and line.kind != "body"] if dump.body else []
    repeated = {line.number for line in long if _repeats_opening(dump, line.text)}
    if dump.byline_range is not None and not repeated:
        return []
    runs: list[Block] = [[]]
    for line in dump.lines:
        kind = _value_kind(dump, line) if line.kind != "body" and line.number != dump.headline_number else ""
        if not kind or (runs[-1] and line.after_blank) or len(runs[-1]) >= _LONGEST_BLOCK:
            runs.append([])
        if kind:
            runs[-1].append((line, kind))
    own = [run for run in runs if dump.byline_range is None or not repeated.isdisjoint([line.number for line, _ in run])]
    return max([run for run in own if run and _is_block(run)], key=len, default=[])


def _is_block(run: Block) -> bool:
    kinds = [kind for _, kind in run]
    strong = [kind for kind in kinds if kind in _STRONG or kind == "description"]
    # a lead, a name and a day are a byline
    told = not {"date", "description"}.issuperset(strong)
    return told and len(kinds) >= 3 and len(strong) >= 2 and len(set(kinds)) >= 3 and 2 * len(strong) >= len(kinds)


def stands_among_values(dump: Dump, i: int) -> bool:
    """Return whether a paragraph stands in a run of bare values: the description in a block before the article."""
    first = i
    while first > max(0, i - 4) and not dump.lines[first].after_blank:
        first -= 1
    beside = dump.lines[first:i]
    for line in dump.lines[i + 1 : i + 8]:
        if line.after_blank:
            break
        beside.append(line)
    return sum(_value_kind(dump, line) in _STRONG for line in beside) >= 3


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
    if len(items := _ITEM.split(text)) >= _FEWEST_TOPICS and is_keyword_list(text):
        # rates ("16.105,83") and a place among three pictures ("1 / 3") are no topics
        words = all(any(map(str.isalpha, item)) and ":" not in item for item in items if item.strip())
        if words:
            return "keywords"
    if looks_like_person_name(text):
        return "name"
    return "words" if len(text.split()) <= 4 and len(text) <= 40 and not is_placeholder(text) else ""


def _repeats_opening(dump: Dump, text: str) -> bool:
    opening, mine = fold(dump.body[0].text[:_OPENING]), fold(text[:_OPENING]).rstrip(". ")
    return opening.startswith(mine[:60]) or mine.startswith(opening[:60])


def read_block(dump: Dump, block: Block) -> None:
    """Record the values of the block, typed by what they are and not by their order."""
    counted = word_count(" ".join([line.text for line in dump.body])) if block else 0
    days = {day_numbers(line.text) for line, kind in block if kind == "date"}
    # the titles of stories part their days; those of a record stand together
    listed = len(days) >= (_LIST if ("date", "date") in pairwise([kind for _, kind in block]) else _PARTED)
    above = {day_numbers(line.text) for line in dump.days_above()} if block else set()
    known = {fold(str(o.raw)) for o in dump.observations if o.field == "author"}
    said = {fold(str(o.raw)) for o in dump.observations if o.field == "headline"}
    sections = 0
    for line, kind in block:
        if kind == "number":
            fits = counted > 0 and abs(int(line.text) - counted) <= max(10, counted * _COUNT_SLACK)
            dump.say("wordCount", line.text, "text:block", line, None if fits else 0.3)
        elif kind in _BLOCK_FIELDS:
            # a record's "2022-40-25" names no day, and may be the day above it
            strange = kind == "date" and above and names_day(line.text) and day_numbers(line.text) not in above
            name = "otherDate" if kind == "date" and (listed or strange) else _BLOCK_FIELDS[kind]
            dump.say(name, line.text, "text:block", line)
        elif fold(line.text) in known or (kind == "name" and _is_standing_author(dump, line)):
            dump.say("author", line.text, "text:block", line)
        elif not sections and fold(line.text) not in said:
            sections += 1
            dump.say("articleSection", line.text, "text:block", line, 0.8 if kind == "words" else 0.5)
        line.kind = "block"


def _is_standing_author(dump: Dump, line: Line) -> bool:
    """Return whether the name of the block is also the one that opens the author box."""
    return any(is_about(line.text, other.text) for other in dump.lines if other.number != line.number)
