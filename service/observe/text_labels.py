"""What the labelled lines of a text dump say: a value behind the label, on the line below it, or in a list below."""

from __future__ import annotations

import re

from service.lexicon.date_shapes import looks_like_date
from service.lexicon.keyword_lists import is_keyword_list, item_size
from service.lexicon.labels import label_of, names_first
from service.lexicon.mail import is_mail_header, is_subject, without_reply_marks
from service.lexicon.proper_names import is_signed_names
from service.lexicon.signatures import source_and_day
from service.lexicon.update_clocks import clock_of_update
from service.lexicon.words import word_count
from service.observe.text_dump import DATES, Dump
from service.observe.text_lines import Line, ends_sentence, label

#: Tags have so many words.
_TAG = 4
#: What a list is worth of which nothing tells where it ends: "Tags:", "traffic", "harbour", "Bridge closed".
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
        if name == "headline" and is_subject(line.text):
            name, value = _subject(dump, i, value)
        if value:
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
    elif name == "author" and len(names := value.split(" , ")) > 1:
        # a comma on a line of its own parts names, and not a name from its outlet
        for each in names:
            dump.say(name, each, "text:byline", line, trust)
    else:
        dump.say(name, value, place, line, trust)


def say_dates(dump: Dump, name: str, value: str, line: Line, place: str = "text:label", trust: float | None = None) -> None:
    """A labelled date, which may hold a second label: "Posted 3 May 2021 Updated 4 May 2021" is two."""
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
    """The value on the lines below a label that stands alone, or "", and how far it is to be trusted, None being as usual."""
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
    """Whether the line below a label is no whole list and another short line follows it."""
    if i + 2 >= len(dump.lines) or is_keyword_list(dump.lines[i + 1].text):
        return False
    third = dump.lines[i + 2]
    return third.kind in ("", "body") and not third.after_blank and word_count(third.text) <= _TAG


def _items_below(dump: Dump, i: int, name: str) -> tuple[list[str], bool]:
    """The items of a list of tags or authors below its label, and whether its end is told by bullets or a blank line."""
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
    """Whether a line can be an item of a list of tags or of authors."""
    if name == "author":
        return is_signed_names(item)
    # "Via:", "Servings:" head something else
    short = kind in ("", "body") and item_size(item) <= _TAG and item[-1] not in ":："
    return name == "keywords" and short and not (is_keyword_list(item) or looks_like_date(item) or ends_sentence(item))


def _is_value_below(name: str, line: Line, below: Line) -> bool:
    """Whether the line below a label that stands alone is its value."""
    free = below.kind in ("", "byline") or (name == "keywords" and word_count(below.text) <= _TAG)
    marked = name not in DATES or line.text.rstrip().endswith((":", "：")) or looks_like_date(below.text)
    return free and marked and not below.after_blank


def _subject(dump: Dump, i: int, value: str) -> tuple[str, str]:
    """The field and the value of a line that is labelled as a mail's subject.

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
    """Whether a sender or a receiver is named right before or behind a line."""
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
    """The place of the line that closes the YAML above a Markdown text, or 0 without it."""
    if not dump.lines or dump.lines[0].raw != "---":
        return 0
    return next((i for i, line in enumerate(dump.lines[1:_MOST], 1) if line.raw == "---"), 0)


def _unquoted(value: str) -> str:
    """A value of YAML without the quotes around it: 'title: "Council backs plan"'."""
    quote = value[:1]
    if len(value) < 2 or quote not in ("'", '"') or value[-1] != quote:
        return value
    return value[1:-1].replace("''", "'") if quote == "'" else value[1:-1].replace('\\"', '"')
