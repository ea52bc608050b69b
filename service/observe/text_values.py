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
from service.observe.text_lines import Line, ends_sentence, is_paragraph, label
from service.observe.text_view import DATES, Dump, is_about

#: Tags have so many words.
_TAG = 4
#: The reliability of a list whose end nothing marks: "Tags:", "traffic", "harbour", "Bridge closed".
_PART = 0.45
#: As many items and lines are read of a list, of a front matter and of a mail's header.
_MOST = 60
_BULLET = re.compile(r"[-*+•·‣]\s+(?=\S)")
#: How sure a database is that a record is about something: "BRIDGES (90%); LOCAL GOVERNMENT (78%)".
_SHARE = re.compile(r"\s*\(\d{1,3}\s?%\)")
#: What machines write: "2022-02-25", "1645818000", "time.struct_time("; readers are printed "25 February 2022", "25.02.2022".
_MACHINES_DATE = re.compile(r"\d{4}[-/\u2010\u2011\u2212]\d|\d{5,}|[\w.]+\(")


def read_labels(dump: Dump) -> None:
    """Record what label lines state; the lines below that hold their values are labels from then on."""
    matter = _end_of_front_matter(dump)
    for i, line in enumerate(dump.lines):
        # a value below a label is of that kind too
        if line.kind != "label" or (found := label(line.text)) is None:
            continue
        name, value = found
        trust = None
        if name in DATES and not _MACHINES_DATE.match(value or _below(dump, i)) and (not value or label_of(line.text)):
            # what is printed for readers is read as on a page
            continue
        if not value:
            value, trust = _value_below(dump, i, name)
        line.kind = "value"
        if i < matter:
            value = _unquoted(value)
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
    place = "text:label" if name not in DATES or _MACHINES_DATE.match(value) else "text:byline"
    if name == "author" and is_mail_header(line.text):
        place = "text:sender"
    if name in DATES:
        say_dates(dump, name, value, line, place)
    elif name == "author" and len(names := value.split(" , ")) > 1 and not any(map(looks_like_organisation, names)):
        # a comma on a line of its own parts names, and not a name from its outlet
        for each in names:
            dump.say(name, each, "text:byline", line, trust)
    else:
        dump.say(name, value, place, line, trust)


def say_dates(dump: Dump, name: str, value: str, line: Line, place: str = "text:label", trust: float | None = None) -> None:
    """Record a labelled date, which may hold a second label: "Posted 3 May 2021 Updated 4 May 2021" is two."""
    words = value.split(" ")
    for i in range(1, min(len(words) - 1, 14)):
        second = label_of(rest := " ".join(words[i:]))
        # the clock of an update has its day before it
        if second and not clock_of_update(rest) and second[0] in DATES and any(c.isdigit() for c in " ".join(words[:i])):
            dump.say(name, " ".join(words[:i]).rstrip(" ,;("), place, line, trust)
            dump.say(second[0], second[1], place, line, trust)
            return
    # what tells it from a later date is kept: "First published on Tue 7 Nov 2023 08.00 GMT"
    dump.say(name, line.text if names_first(line.text) else value, place, line, trust)


def _below(dump: Dump, i: int) -> str:
    return dump.lines[i + 1].text if i + 1 < len(dump.lines) and not dump.lines[i + 1].after_blank else ""


def _value_below(dump: Dump, i: int, name: str) -> tuple[str, float | None]:
    """Return the value below a label that stands alone, or "", and its reliability, None for the usual one."""
    items, closed = _items_below(dump, i, name)
    if len(items) > 1:
        for line in dump.lines[i + 1 : i + 1 + len(items)]:
            line.kind = "value"
        return ("\n" if name == "keywords" else ", ").join(items), None if closed else _PART
    if i + 1 < len(dump.lines) and _is_value_below(name, dump.lines[i], dump.lines[i + 1]):
        dump.lines[i + 1].kind = "value"
        return dump.lines[i + 1].text, _PART if name == "keywords" and _may_go_on(dump, i) else None
    return "", None


def _may_go_on(dump: Dump, i: int) -> bool:
    """Return whether the line below a label is no whole list and another short line follows it."""
    if i + 2 >= len(dump.lines) or is_keyword_list(dump.lines[i + 1].text):
        return False
    third = dump.lines[i + 2]
    return third.kind in ("", "body") and not third.after_blank and word_count(third.text) <= _TAG


def _items_below(dump: Dump, i: int, name: str) -> tuple[list[str], bool]:
    """Return the items of a list of tags or authors below its label, and whether bullets or a blank line mark its end."""
    bulleted = i + 1 < len(dump.lines) and _BULLET.match(dump.lines[i + 1].raw) is not None
    items: list[str] = []
    for line in dump.lines[i + 1 : i + 1 + _MOST] if bulleted or name == "keywords" else ():
        parted = line.after_blank and (items or not bulleted)
        if parted or (bulleted and not _BULLET.match(line.raw)):
            return items, True
        item = _BULLET.sub("", line.text, count=1)
        if not _is_item(name, line.kind, item):
            return items, False
        items.append(item)
    return items, len(items) < _MOST


def _is_item(name: str, kind: str, item: str) -> bool:
    """Return whether a line can be an item of a list of tags or of authors."""
    if name == "author":
        return is_signed_names(item)
    # "Via:", "Servings:" head something else
    short = kind in ("", "body") and item_size(item) <= _TAG and item[-1] not in ":："
    return name == "keywords" and short and not (is_keyword_list(item) or looks_like_date(item) or ends_sentence(item))


def _is_value_below(name: str, line: Line, below: Line) -> bool:
    """Return whether the line below a label that stands alone is its value."""
    free = below.kind in ("", "byline") or (name == "keywords" and word_count(below.text) <= _TAG)
    marked = name not in DATES or line.text.rstrip().endswith((":", "：")) or looks_like_date(below.text)
    return free and marked and not below.after_blank


def _subject(dump: Dump, i: int, value: str) -> tuple[str, str]:
    """Return the field and the value of a line that is labelled as a mail's subject.

    In a mail's header, or where nothing stands before it, the subject is the headline; in a database's record it lists what the
    record is about, "SUBJECT: BRIDGES (90%); VOTING (75%)", and is no headline.
    """
    above = not dump.body or dump.lines[i].number < dump.body[0].number
    if _SHARE.search(value):
        return "keywords", _SHARE.sub("", value)
    if above and i < _MOST and (i == 0 or _is_in_mail_header(dump.lines, i)):
        return "headline", without_reply_marks(value)
    return "headline", ""


def _is_in_mail_header(lines: list[Line], i: int) -> bool:
    """Return whether a sender or a receiver is named right before or behind a line."""
    first = i
    while first > 0 and i - first < _MOST and not lines[first].after_blank:
        first -= 1
    for line in lines[first : i + _MOST]:
        if line.number > lines[i].number and line.after_blank:
            return False
        if is_mail_header(line.text):
            return True
    return False


def _end_of_front_matter(dump: Dump) -> int:
    """Return the place of the line that closes the YAML or the TOML above a Markdown text, or 0 without it."""
    mark = dump.lines[0].raw if dump.lines else ""
    return next((i for i, line in enumerate(dump.lines[1:_MOST], 1) if line.raw == mark), 0) if mark in ("---", "+++") else 0


def _unquoted(value: str) -> str:
    """A value of YAML without the quotes around it: 'title: "Council backs plan"'."""
    quote = value[:1]
    if len(value) < 2 or quote not in ("'", '"') or value[-1] != quote:
        return value
    return value[1:-1].replace("''", "'") if quote == "'" else value[1:-1].replace('\\"', '"')


#: A stated word count may differ from ours by what one counts as a word (dashes, captions, the headline).
_COUNT_SLACK = 0.15
#: Characters of a paragraph by which a repetition is known, and lines of the longest block of bare values.
_OPENING, _LONGEST_BLOCK = 400, 60
#: What parts the items of a list, and the fewest that nothing but a comma makes a list of topics.
_ITEM, _FEWEST_TOPICS = re.compile(r"[,;|/·•、，]"), 3
#: No description is shorter.
_SHORTEST = 40
#: The kinds of value that running text does not have.
_STRONG = ("number", "date", "keywords", "organisation", "url", "language")
#: As many days in one block belong to a list of other stories; a record has its creation, its publication and its update.
_LIST, _PARTED = 4, 3
_BLOCK_FIELDS = {
    "date": "date",
    "url": "url",
    "language": "inLanguage",
    "keywords": "keywords",
    "description": "description",
    "organisation": "publisher",
}


def block_of(dump: Dump) -> list[Line]:
    """Return the block of bare values: the longest run of lines that are one value each, with two kinds of value at least."""
    runs: list[list[tuple[Line, str]]] = [[]]
    body = {line.number for line in dump.body}
    for line in dump.lines:
        kind = _value_kind(dump, line) if line.number not in body else ""
        if not kind or (runs[-1] and line.after_blank) or len(runs[-1]) >= _LONGEST_BLOCK:
            runs.append([])
        if kind:
            runs[-1].append((line, kind))
    blocks = [run for run in runs if _is_block(run) and (dump.byline_range is None or _is_of_the_article(dump, run))]
    return [line for line, _ in max(blocks, key=len, default=[])]


def _is_block(run: Sequence[tuple[Line, str]]) -> bool:
    kinds = [kind for _, kind in run]
    strong = [kind for kind in kinds if kind in _STRONG or kind == "description"]
    # a lead, a name and a day are a byline
    told = not {"date", "description"}.issuperset(strong)
    return told and len(kinds) >= 3 and len(strong) >= 2 and len(set(kinds)) >= 3 and 2 * len(strong) >= len(kinds)


def stands_among_values(dump: Dump, i: int) -> bool:
    """Return whether a paragraph stands in a run of bare values: the description in a block before the article."""
    after = []
    for line in dump.lines[i + 1 : i + 8]:
        if line.after_blank:
            break
        after.append(_value_kind(dump, line))
    before = [] if dump.lines[i].after_blank else [_value_kind(dump, line) for line in dump.lines[max(i - 4, 0) : i]]
    return sum(kind in _STRONG for kind in [*before, *after]) >= 3


def _value_kind(dump: Dump, line: Line) -> str:
    """Return what bare value the line is (number, date, url, language, keywords, name, words, …), or "" for none."""
    text = line.text
    if line.kind in ("label", "value", "caption", "furniture", "copyright", "title"):
        return ""
    # no article has nine words
    if text.isdigit() and 1 < len(text) <= 6:
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
    if is_keyword_list(text) and _has_topics(text):
        return "keywords"
    if looks_like_person_name(text):
        return "name"
    return "words" if len(text.split()) <= 4 and len(text) <= 40 and not is_placeholder(text) else ""


def _has_topics(text: str) -> bool:
    """Return whether three items or more of a list are words.

    Rates ("16.105,83") and a place among three pictures ("1 / 3") are none.
    """
    items = _ITEM.split(text)
    return len(items) >= _FEWEST_TOPICS and all(
        any(map(str.isalpha, item)) and ":" not in item for item in items if item.strip()
    )


def _is_language(text: str) -> bool:
    parts = text.replace("_", "-").split("-")
    return len(parts[0]) == 2 and parts[0].islower() and parts[0].isascii() and len(parts) <= 3 and all(map(str.isalnum, parts))


def _is_description(dump: Dump, text: str) -> bool:
    """Return whether the line repeats the opening of the body, or is a sentence outside of it."""
    return len(text) >= _SHORTEST and bool(dump.body) and (_repeats_opening(dump, text) or is_paragraph(text))


def _repeats_opening(dump: Dump, text: str) -> bool:
    if len(text) < _SHORTEST or not dump.body:
        return False
    opening, mine = fold(dump.body[0].text[:_OPENING]), fold(text[:_OPENING]).rstrip(". ")
    return opening.startswith(mine[:60]) or mine.startswith(opening[:60])


def read_block(dump: Dump) -> None:
    """Record the values of the block, typed by what they are and not by their order."""
    block = block_of(dump)
    kinds = [_value_kind(dump, line) for line in block]
    counted = word_count(" ".join(line.text for line in dump.body))
    days = {day_numbers(line.text) for line, kind in zip(block, kinds, strict=True) if kind == "date"}
    own = {day_numbers(day.text) for day in dump.days_above}
    # the titles of stories part their days; those of a record stand together
    listed = len(days) >= (_LIST if ("date", "date") in pairwise(kinds) else _PARTED)
    for line, kind in zip(block, kinds, strict=True):
        if kind == "number":
            dump.say("wordCount", line.text, "text:block", line, None if _is_count(line.text, counted) else 0.3)
        elif kind == "date" and (listed or _is_of_another(dump, line, own)):
            dump.say("otherDate", line.text, "text:block", line)
        elif kind in _BLOCK_FIELDS:
            dump.say(_BLOCK_FIELDS[kind], line.text, "text:block", line)
        line.kind = "block"
    _read_block_words(dump, block, kinds)


def _is_of_another(dump: Dump, line: Line, own: set[frozenset[int]]) -> bool:
    """Return whether a day far from headline and body differs from theirs; a record's "2022-40-25" names no day."""
    away = line.number < dump.headline_number or (dump.body and line.number > dump.body[-1].number)
    return bool(own and away) and day_numbers(line.text) not in own and names_day(line.text)


def _is_count(text: str, counted: int) -> bool:
    """Return whether a number can be the body's count of words."""
    return counted > 0 and abs(int(text) - counted) <= max(10, counted * _COUNT_SLACK)


def _is_of_the_article(dump: Dump, run: Sequence[tuple[Line, str]]) -> bool:
    """Return whether a block repeats the article's opening.

    Asked of a whole page's dump: menus, teasers and the addresses of imprints have as many values of as many kinds, and among
    their numbers one that may be the count of the article's words.
    """
    return any(kind == "description" and _repeats_opening(dump, line.text) for line, kind in run)


def _read_block_words(dump: Dump, block: list[Line], kinds: list[str]) -> None:
    """Record the few words and the names of a block: an author where the author box names the same, else the section."""
    known = {fold(str(o.raw)) for o in dump.observations if o.field == "author"}
    headline = {fold(str(o.raw)) for o in dump.observations if o.field == "headline"}
    for line, kind in zip(block, kinds, strict=True):
        if kind not in ("words", "name") or fold(line.text) in headline:
            continue
        if fold(line.text) in known or (kind == "name" and _is_standing_author(dump, line)):
            dump.say("author", line.text, "text:block", line)
        elif not any(o.field == "articleSection" and o.source.id == "text:block" for o in dump.observations):
            dump.say("articleSection", line.text, "text:block", line, 0.8 if kind == "words" else 0.5)


def _is_standing_author(dump: Dump, line: Line) -> bool:
    """Return whether the name of the block is also the one that opens the author box."""
    return any(is_about(line.text, other.text) for other in dump.lines if other.number != line.number)
