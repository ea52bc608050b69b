"""What a text dump states in so many words: the values behind labels, and a block of bare ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from service.lexicon.lines import is_placeholder
from service.lexicon.people import looks_like_organisation, looks_like_person_name
from service.lexicon.texts import fold, unquoted, word_count
from service.observe.sources import DATED
from service.observe.text_lines import BULLET, Dump, Line, label
from service.spans.date_lines import DIGIT
from service.spans.date_spans import day_numbers, first_date, looks_like_date
from service.spans.labelled import is_keyword_list, item_size, label_of, without_lead_in

#: Tags have so many words; as many are read of a list, and a mail's header has so many lines.
_TAG, _MOST, _HEADER = 4, 60, 12
#: The reliability of a list whose end nothing marks: "Tags:", "traffic", "harbour", "Bridge
#: closed".
_PART = 0.4
#: What machines write: "2022-02-25", "1645818000", "time.struct_time("; readers are printed "25
#: February 2022", "25.02.2022".
_MACHINES_DATE = re.compile(r"\d{4}[-/\u2010\u2011\u2212]\d|\d{5,}|[\w.]+\(")
#: What fences the YAML or TOML above a Markdown text; labels whose value is a name.
_FENCES, _NAMES = frozenset(("---", "+++")), frozenset(("publisher", "author"))
#: What mail programs put before the subject of an answer: "Re: Fwd: Council backs plan".
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|odp)\s?[:：]\s*)+", re.IGNORECASE)


def read_labels(dump: Dump) -> None:
    """Record what label lines state; the lines below that hold their values are values from then
    on.
    """
    for i, line in enumerate(dump.lines):
        # a value below a label is of that kind too
        if line.kind == "label" and (found := label(line.text)):
            _read_label(dump, i, *found)


def _read_label(dump: Dump, i: int, name: str, value: str) -> None:
    """Record what one label line states."""
    line, below = dump.lines[i], _lines_below(dump, i)
    if name in DATED and _is_for_readers(line, value, below):
        return
    line.kind, trust = "value", None
    if below and not value:
        value, trust = _value_below(below, name)
    if dump.lines[0].raw in _FENCES:
        value = unquoted(value)
    if name == "headline" and (i >= _HEADER or not _is_above_body(dump, line)):
        # further down it is a form's, a record's or another story's
        return
    value = _without_date(dump, line, name, value)
    if value:
        dump.say(name, _REPLY.sub("", value, count=1), "text:label", line, trust)


def _lines_below(dump: Dump, i: int) -> list[Line]:
    """Return the lines below one that may hold its value: none behind a blank line."""
    below = dump.lines[i + 1 : i + 1 + _MOST]
    return below if below and not below[0].after_blank else []


def _is_for_readers(line: Line, value: str, below: Sequence[Line]) -> bool:
    """Return whether a date with a label is printed for readers, and read as on a page: no
    "pubdate: …", "#+DATE: …" or "2022-40-25" of a machine.
    """
    printed = value or (below[0].text if below else "")
    if line.text[0].islower() or line.raw.startswith("#+") or _MACHINES_DATE.match(printed):
        return False
    return not value or label_of(line.text) is not None


def _is_above_body(dump: Dump, line: Line) -> bool:
    return not dump.body or line.number <= dump.body[0].number


def _without_date(dump: Dump, line: Line, name: str, value: str) -> str:
    """Return a value, of a name's the part before its date, "来源：新华网 2021年3月5日", which is
    recorded where it stands above the body.
    """
    date = first_date(value) if name in _NAMES and value[:1] >= "\u2e80" else ""
    source = without_lead_in(value.partition(date)[0]) if date else ""
    if source and _is_above_body(dump, line):
        dump.say("datePublished", date, "text:byline", line)
    return source or value


def _value_below(below: Sequence[Line], name: str) -> tuple[str, float | None]:
    """Return the value on the line below a label, or in a list of topics there, and its
    reliability, None for the usual one.
    """
    items, trust = _list_below(below, name), None
    if len(items) < 2:
        items = list(below[:1]) if _is_value(below[0], name) else []
    elif not (_is_bullet(items[0]) or len(items) == len(below) or below[len(items)].after_blank):
        trust = _PART
    for line in items:
        line.kind = "value"
    texts = [BULLET.sub("", line.text, count=1) for line in items]
    return ("\n" if name == "keywords" else ", ").join(texts), trust


def _list_below(below: Sequence[Line], name: str) -> list[Line]:
    """Return the lines of the list that begins below a label: with bullets, or of topics."""
    if _is_bullet(below[0]):
        return list(takewhile(_is_bullet, below))
    return list(takewhile(_is_topic, below)) if name == "keywords" else []


def _is_bullet(line: Line) -> bool:
    return BULLET.match(line.raw) is not None


def _is_value(line: Line, name: str) -> bool:
    """Return whether a line below a label may be its value."""
    if name in DATED and not looks_like_date(line.text):
        return False
    return line.kind in ("", "byline") or (name == "keywords" and word_count(line.text) <= _TAG)


def _is_topic(line: Line) -> bool:
    """Return whether a line may be one of a list of topics: "Via:", "Servings:" head something
    else.
    """
    short = (
        line.kind in ("", "body") and item_size(line.text) <= _TAG and line.text[-1] not in ":："
    )
    return short and not line.after_blank and not looks_like_date(line.text)


#: A stated word count may differ from ours by what one counts as a word (dashes, captions, the
#: headline).
_COUNT_SLACK = 0.15
#: Characters of a paragraph by which a repetition is known, and the shortest description.
_BEGINNING, _SHORTEST = 60, 40
_SEPARATORS = re.compile(r"[,;|/·•、，]")
#: As many items make a list of topics, and as many days a list of stories; a record has its
#: creation and its publication.
_LIST = 3


def _lists_topics(text: str) -> bool:
    """Return whether a line is a list of topics: not rates ("16.105,83") nor a place among three
    pictures ("1 / 3").
    """
    items = [item for item in _SEPARATORS.split(text) if item.strip()]
    return (
        len(items) >= _LIST
        and all(any(map(str.isalpha, item)) for item in items)
        and is_keyword_list(text)
    )


#: What a bare value is, by the first test that it passes; no article has nine words.
_VALUES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("wordCount", lambda text: text.isdigit() and 1 < len(text) <= 6),
    ("date", lambda text: DIGIT.search(text) and looks_like_date(text)),
    ("publisher", looks_like_organisation),
    ("keywords", _lists_topics),
    ("name", looks_like_person_name),
    (
        "articleSection",
        lambda text: len(text.split()) <= 4 and len(text) <= 40 and not is_placeholder(text),
    ),
)
#: What other lines hold too.
_WEAK = frozenset(("name", "articleSection"))
#: The kinds of lines that may be a bare value; how sure the section of a block is, and a word count
#: that is not the body's.
_BARE, _SECTION, _MISCOUNTED = frozenset(("", "byline", "paragraph")), 0.8, 0.3


def read_block(dump: Dump) -> None:
    """Record the values of the longest run of lines that are one value each, of three kinds at
    least.

    In a whole page's dump it must repeat the article's opening: menus, teasers and imprints have as
    many values.
    """
    blocks = [run for run in _runs(dump) if _is_block([kind for _, kind in run], dump.whole)]
    block = max(blocks, key=len, default=[])
    days = {day_numbers(line.text) for line, kind in block if kind == "date"}
    if len(days) < _LIST:
        _record(dump, block)


def _runs(dump: Dump) -> list[list[tuple[Line, str]]]:
    """Return the runs of lines that are one value each, with its kind."""
    opening = _beginning(dump.body[0].text) if dump.body else ""
    runs: list[list[tuple[Line, str]]] = [[]]
    for line in dump.lines:
        kind = _kind_of_value(dump, line, opening)
        if not kind or line.after_blank:
            runs.append([])
        if kind:
            runs[-1].append((line, kind))
    return runs


def _beginning(text: str) -> str:
    """Return the folded beginning by which a repetition of a text is known."""
    return fold(text[: 2 * _BEGINNING])[:_BEGINNING]


def _kind_of_value(dump: Dump, line: Line, opening: str) -> str:
    """Return the kind of the bare value that a line is, or ""."""
    if line.kind not in _BARE or line.number == dump.headline_number:
        return ""
    # cut by the program that printed it, "The harbour reopened on Mon..."
    again = len(line.text) >= _SHORTEST and opening.startswith(_beginning(line.text).rstrip(". "))
    if again or (line.kind == "paragraph" and not dump.whole):
        return "description"
    return next((kind for kind, is_such in _VALUES if is_such(line.text)), "")


def _record(dump: Dump, block: Sequence[tuple[Line, str]]) -> None:
    """Record the values of a block: of weak kinds the first section that is no headline."""
    known = {fold(str(o.raw)) for o in dump.observations if o.field == "headline"}
    for line, kind in block:
        line.kind = "block"
        if kind not in _WEAK:
            trust = _MISCOUNTED if kind == "wordCount" and not _counts(dump, line) else None
            dump.say(kind, line.text, "text:block", line, trust)
        elif kind == "articleSection" and known.isdisjoint((kind, fold(line.text))):
            known.add(kind)
            dump.say(kind, line.text, "text:block", line, _SECTION)


def _counts(dump: Dump, line: Line) -> bool:
    """Return whether a number is about that of the body's words."""
    counted = word_count(" ".join([each.text for each in dump.body]))
    return abs(int(line.text) - counted) <= max(10, counted * _COUNT_SLACK)


def _is_block(kinds: Sequence[str], whole: bool) -> bool:
    """Return whether a run of values is of enough kinds: a lead, a name and a day are a byline."""
    strong = [kind for kind in kinds if kind not in _WEAK]
    told = not {"date", "description"}.issuperset(strong) and (not whole or "description" in kinds)
    return told and len(strong) >= 2 and len(set(kinds)) >= 3 and 2 * len(strong) >= len(kinds)
