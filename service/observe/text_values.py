"""What a text dump states in so many words: the values behind labels, and a block of bare ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from service.lexicon.date_spans import day_numbers, first_date, looks_like_date
from service.lexicon.labels import is_keyword_list, item_size, label_of, without_end
from service.lexicon.lines import is_placeholder
from service.lexicon.people import looks_like_organisation, looks_like_person_name
from service.lexicon.texts import fold, unquoted, word_count
from service.observe.date_stretch import DIGIT
from service.observe.sources import DATED
from service.observe.text_lines import BULLET, Dump, Line, label

#: Tags have so many words; as many are read of a list, and a mail's header has so many lines.
_TAG, _MOST, _HEADER = 4, 60, 12
#: The reliability of a list whose end nothing marks: "Tags:", "traffic", "harbour", "Bridge closed".
_PART = 0.4
#: What machines write: "2022-02-25", "1645818000", "time.struct_time("; readers are printed "25 February 2022", "25.02.2022".
_MACHINES_DATE = re.compile(r"\d{4}[-/\u2010\u2011\u2212]\d|\d{5,}|[\w.]+\(")
#: What mail programs put before the subject of an answer: "Re: Fwd: Council backs plan".
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw|odp)\s?[:：]\s*)+", re.IGNORECASE)


def read_labels(dump: Dump) -> None:
    """Record what label lines state; the lines below that hold their values are values from then on."""
    lines = dump.lines
    for i, line in enumerate(lines):
        # a value below a label is of that kind too
        found = label(line.text) if line.kind == "label" else None
        if found is None:
            continue
        name, value = found
        below = lines[i + 1 : i + 1 + _MOST] if i + 1 < len(lines) and not lines[i + 1].after_blank else []
        machine = line.text[0].islower() or line.raw.startswith("#+")
        machine |= _MACHINES_DATE.match(value or (below[0].text if below else "")) is not None
        if name in DATED and not machine and (not value or label_of(line.text)):
            # what is printed for readers, and no "pubdate: …", "#+DATE: …" or "2022-40-25" of a machine, is read as on a page
            continue
        line.kind, trust = "value", None
        if below and not value:
            value, trust = _value_below(below, name)
        if lines[0].raw in ("---", "+++"):
            # the YAML or TOML above a Markdown text
            value = unquoted(value)
        if name == "headline" and (i >= _HEADER or (dump.body and line.number > dump.body[0].number)):
            # further down it is a form's, a record's or another story's
            continue
        date = first_date(value) if name in ("publisher", "author") and value[:1] >= "\u2e80" else ""
        if date and (source := without_end(value.partition(date)[0])):
            # "来源：新华网 2021年3月5日"
            value = source
            if not dump.body or line.number < dump.body[0].number:
                dump.say("datePublished", date, "text:byline", line)
        if value:
            dump.say(name, _REPLY.sub("", value, count=1), "text:label", line, trust)


def _value_below(below: Sequence[Line], name: str) -> tuple[str, float | None]:
    """Return the value on the line below a label, or in a list of topics there, and its reliability, None for the usual one."""
    bulleted = BULLET.match(below[0].raw) is not None
    items = list(takewhile(lambda line: BULLET.match(line.raw), below)) if bulleted else []
    if name == "keywords" and not bulleted:
        items = list(takewhile(_is_topic, below))
    closed = bulleted or len(items) < 2 or len(items) == len(below) or below[len(items)].after_blank
    if len(items) < 2:
        free = below[0].kind in ("", "byline") or (name == "keywords" and word_count(below[0].text) <= _TAG)
        items = list(below[:1]) if free and (name not in DATED or looks_like_date(below[0].text)) else []
    for line in items:
        line.kind = "value"
    texts = [BULLET.sub("", line.text, count=1) for line in items]
    return ("\n" if name == "keywords" else ", ").join(texts), None if closed else _PART


def _is_topic(line: Line) -> bool:
    """Return whether a line may be one of a list of topics: "Via:", "Servings:" head something else."""
    short = line.kind in ("", "body") and item_size(line.text) <= _TAG and line.text[-1] not in ":："
    return short and not line.after_blank and not looks_like_date(line.text)


#: A stated word count may differ from ours by what one counts as a word (dashes, captions, the headline).
_COUNT_SLACK = 0.15
#: Characters of a paragraph by which a repetition is known, and the shortest description.
_BEGINNING, _SHORTEST = 60, 40
_SEPARATORS = re.compile(r"[,;|/·•、，]")
#: As many items make a list of topics, and as many days a list of stories; a record has its creation and its publication.
_LIST = 3


def _lists_topics(text: str) -> bool:
    """Return whether a line is a list of topics: not rates ("16.105,83") nor a place among three pictures ("1 / 3")."""
    items = [item for item in _SEPARATORS.split(text) if item.strip()]
    return len(items) >= _LIST and all(any(map(str.isalpha, item)) for item in items) and is_keyword_list(text)


#: What a bare value is, by the first test that it passes; no article has nine words.
_VALUES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("wordCount", lambda text: text.isdigit() and 1 < len(text) <= 6),
    ("date", lambda text: DIGIT.search(text) and looks_like_date(text)),
    ("publisher", looks_like_organisation),
    ("keywords", _lists_topics),
    ("name", looks_like_person_name),
    ("articleSection", lambda text: len(text.split()) <= 4 and len(text) <= 40 and not is_placeholder(text)),
)
#: What other lines hold too.
_WEAK = frozenset(("name", "articleSection"))


def read_block(dump: Dump) -> None:
    """Record the values of the longest run of lines that are one value each, of three kinds at least.

    In a whole page's dump it must repeat the article's opening: menus, teasers and imprints have as many values.
    """
    opening = fold(dump.body[0].text[: 2 * _BEGINNING])[:_BEGINNING] if dump.body else ""
    runs: list[list[tuple[Line, str]]] = [[]]
    for line in dump.lines:
        bare = line.kind in ("", "byline", "paragraph") and line.number != dump.headline_number
        # cut by the program that printed it, "The harbour reopened on Mon..."
        again = len(line.text) >= _SHORTEST and opening.startswith(fold(line.text[: 2 * _BEGINNING])[:_BEGINNING].rstrip(". "))
        told = bare and (again or (line.kind == "paragraph" and not dump.whole))
        kind = "description" if told else next((kind for kind, is_such in _VALUES if bare and is_such(line.text)), "")
        if not kind or (runs[-1] and line.after_blank):
            runs.append([])
        if kind:
            runs[-1].append((line, kind))
    block = max([run for run in runs if _is_block([kind for _, kind in run], dump.whole)], key=len, default=[])
    counted = word_count(" ".join([line.text for line in dump.body])) if block else 0
    days = {day_numbers(line.text) for line, kind in block if kind == "date"}
    said = {fold(str(o.raw)) for o in dump.observations if o.field == "headline"}
    for line, kind in block if len(days) < _LIST else ():
        line.kind = "block"
        fits = kind != "wordCount" or abs(int(line.text) - counted) <= max(10, counted * _COUNT_SLACK)
        if kind == "articleSection" and said.isdisjoint((kind, fold(line.text))):
            said.add(kind)
            dump.say(kind, line.text, "text:block", line, 0.8)
        elif kind not in _WEAK:
            dump.say(kind, line.text, "text:block", line, None if fits else 0.3)


def _is_block(kinds: Sequence[str], whole: bool) -> bool:
    """Return whether a run of values is of enough kinds: a lead, a name and a day are a byline."""
    strong = [kind for kind in kinds if kind not in _WEAK]
    told = not {"date", "description"}.issuperset(strong) and (not whole or "description" in kinds)
    return told and len(strong) >= 2 and len(set(kinds)) >= 3 and 2 * len(strong) >= len(kinds)
