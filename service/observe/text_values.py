"""What a text dump states in so many words: the values behind labels, and a block of bare ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from service.lexicon.date_spans import day_numbers, first_date, looks_like_date
from service.lexicon.labels import before_date, is_keyword_list, item_size, label_of
from service.lexicon.lines import is_placeholder
from service.lexicon.people import looks_like_organisation, looks_like_person_name, says_only_role
from service.lexicon.texts import fold, unquoted, word_count
from service.observe.date_stretch import DIGIT
from service.observe.sources import DATED
from service.observe.text_lines import BULLET, Dump, Line, ends_sentence, label

# --- labels ----------------------------------------------------------------------------------------------------------------

#: Tags have so many words; as many are read of a list, and a mail's header has so many lines.
_TAG, _MOST, _HEADER = 4, 60, 12
#: The reliability of a list whose end nothing marks: "Tags:", "traffic", "harbour", "Bridge closed".
_PART = 0.4
#: What machines write: "2022-02-25", "1645818000", "time.struct_time("; readers are printed "25 February 2022", "25.02.2022".
_MACHINES_DATE = re.compile(r"\d{4}[-/\u2010\u2011\u2212]\d|\d{5,}|[\w.]+\(")
#: Who sent a mail need not have written it: "From: Ana Ruiz <ana@mail.example>".
_SENDER = re.compile(r"\W{0,3}(?:from|von)\s?[:：]", re.IGNORECASE)
#: What mail programs put before the subject of an answer or of a mail that is passed on: "Re: Fwd: Council backs plan".
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
        below = lines[i : i + 1 + _MOST] if i + 1 < len(lines) and not lines[i + 1].after_blank else []
        machine = line.text[0].islower() or _MACHINES_DATE.match(value or (below[1].text if below else ""))
        if name in DATED and not machine and (not value or label_of(line.text)):
            # what is printed for readers, and no "pubdate: …" of a machine, is read as on a page
            continue
        line.kind, trust = "value", None
        above = not dump.body or line.number < dump.body[0].number
        if below and not value:
            value, trust = _value_below(below, name)
        if lines[0].raw in ("---", "+++"):
            # the YAML or TOML above a Markdown text
            value = unquoted(value)
        if name == "headline":
            # further down it is a form's, a record's or another story's
            value = _REPLY.sub("", value, count=1) if above and i < _HEADER else ""
        placed = name in ("publisher", "author") and value[:1] >= "\u2e80"
        if placed and (source := before_date(value, date := first_date(value))):
            # "来源：新华网2021年3月5日"
            value = source
            if above:
                dump.say("datePublished", date, "text:byline", line)
        # "By Staff Reporter" names nobody
        if value and not (name == "author" and says_only_role(value)):
            sent = name == "author" and _SENDER.match(line.text) is not None
            dump.say(name, value, "text:sender" if sent else "text:label", line, trust)


def _value_below(lines: Sequence[Line], name: str) -> tuple[str, float | None]:
    """Return the value on the line below a label, or in a list of topics there, and its reliability, None for the usual one."""
    below, bulleted = lines[1], BULLET.match(lines[1].raw) is not None
    listed = [line for line in takewhile(_is_topic, lines[1:]) if not bulleted or BULLET.match(line.raw)]
    items = listed if bulleted or name == "keywords" else []
    end = len(items) + 1
    closed = bulleted or end < 3 or end == len(lines) or lines[end].after_blank
    if end < 3:
        # a word without its colon is a label where a date follows
        dated = name not in DATED or lines[0].text[-1] in ":：" or looks_like_date(below.text)
        free = below.kind in ("", "byline") or (name == "keywords" and word_count(below.text) <= _TAG)
        items = [below] if free and dated else []
    for line in items:
        line.kind = "value"
    texts = [BULLET.sub("", line.text, count=1) for line in items]
    return ("\n" if name == "keywords" else ", ").join(texts), None if closed else _PART


def _is_topic(line: Line) -> bool:
    """Return whether a line may be one of a list of topics: "Via:", "Servings:" head something else."""
    short = line.kind in ("", "body") and item_size(line.text) <= _TAG and line.text[-1] not in ":："
    other = line.after_blank or is_keyword_list(line.text) or looks_like_date(line.text) or ends_sentence(line.text)
    return short and not other


# --- the block of bare values ----------------------------------------------------------------------------------------------

#: A stated word count may differ from ours by what one counts as a word (dashes, captions, the headline).
_COUNT_SLACK = 0.15
#: Characters of a paragraph by which a repetition is known, lines of the longest block, and the shortest description.
_BEGINNING, _LONGEST_BLOCK, _SHORTEST = 60, 60, 40
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_]\w{2,8}){0,2}")
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
    ("inLanguage", _LANGUAGE.fullmatch),
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
    opening = _beginning(dump.body[0].text) if dump.body else ""
    long = [line for line in dump.lines if len(line.text) >= _SHORTEST and line.kind != "body"] if opening else []
    # cut by the program that printed it, "The harbour reopened on Mon..."
    again = {line for line in long if opening.startswith(_beginning(line.text).rstrip(". ")[: len(opening)])}
    runs: list[list[tuple[Line, str]]] = [[]]
    for line in dump.lines if again or not dump.whole else ():
        bare = line.kind in ("", "byline", "paragraph") and line.number != dump.headline_number
        told = line in again or line.kind == "paragraph"
        kind = next((kind for kind, is_such in _VALUES if told or is_such(line.text)), "") if bare else ""
        if not kind or (runs[-1] and line.after_blank) or len(runs[-1]) >= _LONGEST_BLOCK:
            runs.append([])
        if kind:
            runs[-1].append((line, "description" if told else kind))
    own = [run for run in runs if not dump.whole or not again.isdisjoint([line for line, _ in run])]
    block = max(filter(_is_block, own), key=len, default=[])
    counted = word_count(" ".join([line.text for line in dump.body])) if block else 0
    said = {fold(str(o.raw)) for o in dump.observations if o.field == "headline"}
    for line, kind in block:
        line.kind = "block"
        fits = kind != "wordCount" or abs(int(line.text) - counted) <= max(10, counted * _COUNT_SLACK)
        if kind == "articleSection" and said.isdisjoint((kind, fold(line.text))):
            said.add(kind)
            dump.say(kind, line.text, "text:block", line, 0.8)
        elif kind not in _WEAK:
            dump.say(kind, line.text, "text:block", line, None if fits else 0.3)


def _is_block(run: list[tuple[Line, str]]) -> bool:
    """Return whether a run of values is of enough kinds: a lead, a name and a day are a byline, many days a list."""
    kinds = [kind for _, kind in run]
    strong = [kind for kind in kinds if kind not in _WEAK]
    days = {day_numbers(line.text) for line, kind in run if kind == "date"}
    told = not {"date", "description"}.issuperset(strong) and len(days) < _LIST
    return told and len(strong) >= 2 and len(set(kinds)) >= 3 and 2 * len(strong) >= len(kinds)


def _beginning(text: str) -> str:
    return fold(text[: 2 * _BEGINNING])[:_BEGINNING]
