"""The values that a text dump states behind labels, and in the block of bare ones that hidden elements leave behind.

Nothing labels those of the block (a count, a date, keywords, a name): each is typed by what it is and not by its order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from service.lexicon.date_spans import day_numbers, looks_like_date
from service.lexicon.labels import is_keyword_list, item_size, label_of
from service.lexicon.lines import SUBJECTS, is_mail_header, is_placeholder
from service.lexicon.people import looks_like_organisation, looks_like_person_name, says_only_role
from service.lexicon.signatures import source_and_day
from service.lexicon.texts import EDGE, fold, unquoted, word_count
from service.model import Observation, Source
from service.observe.date_stretch import DIGIT
from service.observe.text_lines import DATES, Line, ends_sentence, label

#: Where a value of a dump stands → (witness, reliability, that of a date there); a mail's sender need not have written it.
PLACES = {
    "text:label": ("machine", 0.9, 0.97),
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
        found = label(line.text) if line.kind == "label" else None
        if found is None:
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
            value = "" if _is_no_subject(lines, i) else _REPLY.sub("", value, count=1)
        if name in ("publisher", "author") and (stated := source_and_day(value)):
            # "来源：新华网2021年3月5日"
            value = stated[0]
            if not dump.body or line.number < dump.body[0].number:
                dump.say("datePublished", stated[1], "text:byline", line)
        sent = name == "author" and is_mail_header(line.text)
        printed = name in DATES and not _MACHINES_DATE.match(value)
        # "By Staff Reporter" names nobody
        if value and not (name == "author" and says_only_role(value)):
            dump.say(name, value, "text:sender" if sent else "text:byline" if printed else "text:label", line, trust)


def _is_no_subject(lines: Sequence[Line], i: int) -> bool:
    """Return whether a line's label is a mail's "Subject", and the line neither stands first nor near a sender or receiver."""
    subject = i and fold(lines[i].text.replace("：", ":").partition(":")[0]).strip(EDGE) in SUBJECTS
    return bool(subject) and not any(is_mail_header(line.text) for line in lines[max(0, i - _HEADER) : i + _HEADER])


def _value_below(lines: Sequence[Line], name: str) -> tuple[str, float | None]:
    """Return the value on the line below a label, or in a list of topics there, and its reliability, None for the usual one."""
    items = list(takewhile(_is_topic, lines[1:])) if name == "keywords" else []
    end, below = len(items) + 1, lines[1]
    if len(items) < 2:
        # a word without its colon is a label where a date follows
        dated = name not in DATES or lines[0].text[-1] in ":：" or looks_like_date(below.text)
        free = below.kind in ("", "byline") or (name == "keywords" and word_count(below.text) <= _TAG)
        items = [below] if free and dated else []
    closed = len(items) < 2 or _BULLET.match(below.raw) or end == len(lines) or lines[end].after_blank
    for line in items:
        line.kind = "value"
    return "\n".join([_BULLET.sub("", line.text, count=1) for line in items]), None if closed else _PART


def _is_topic(line: Line) -> bool:
    """Return whether a line may be one of a list of topics: "Via:", "Servings:" head something else."""
    short = line.kind in ("", "body") and item_size(line.text) <= _TAG and line.text[-1] not in ":："
    other = line.after_blank or is_keyword_list(line.text) or looks_like_date(line.text) or ends_sentence(line.text)
    return short and not other


# --- the block of bare values ----------------------------------------------------------------------------------------------

#: A stated word count may differ from ours by what one counts as a word (dashes, captions, the headline).
_COUNT_SLACK = 0.15
#: Characters of a paragraph by which a repetition is known, lines of the longest block, and the shortest description.
_OPENING, _LONGEST_BLOCK, _SHORTEST = 60, 60, 40
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
    opening = fold(dump.body[0].text[: 2 * _OPENING])[:_OPENING] if dump.body else ""
    again = {line.number for line in dump.lines if line.kind != "body" and _repeats(opening, line.text)}
    runs: list[list[tuple[Line, str]]] = [[]]
    for line in dump.lines if dump.byline_range is None or again else ():
        bare = line.kind in ("", "byline", "paragraph") and line.number != dump.headline_number
        told = line.number in again or line.kind == "paragraph"
        kind = next((kind for kind, is_such in _VALUES if is_such(line.text)), "") if bare and not told else ""
        kind = "description" if bare and told else kind
        if not kind or (runs[-1] and line.after_blank) or len(runs[-1]) >= _LONGEST_BLOCK:
            runs.append([])
        if kind:
            runs[-1].append((line, kind))
    own = [run for run in runs if dump.byline_range is None or not again.isdisjoint([line.number for line, _ in run])]
    block = max(filter(_is_block, own), key=len, default=[])
    counted = word_count(" ".join([line.text for line in dump.body])) if block else 0
    said = {fold(str(o.raw)) for o in dump.observations if o.field == "headline"}
    for line, kind in block:
        line.kind = "block"
        fits = kind != "wordCount" or abs(int(line.text) - counted) <= max(10, counted * _COUNT_SLACK)
        if kind == "articleSection" and not (kind in said or fold(line.text) in said):
            said.add(kind)
            dump.say(kind, line.text, "text:block", line, 0.8)
        elif kind not in _WEAK:
            dump.say(kind, line.text, "text:block", line, None if fits else 0.3)


def _is_block(run: list[tuple[Line, str]]) -> bool:
    kinds = [kind for _, kind in run]
    strong = [kind for kind in kinds if kind not in _WEAK]
    days = {day_numbers(line.text) for line, kind in run if kind == "date"}
    # a lead, a name and a day are a byline
    told = not {"date", "description"}.issuperset(strong) and len(days) < _LIST
    return told and len(strong) >= 2 and len(set(kinds)) >= 3 and 2 * len(strong) >= len(kinds)


def _repeats(opening: str, text: str) -> bool:
    mine = fold(text[: 2 * _OPENING])[:_OPENING].rstrip(". ") if opening and len(text) >= _SHORTEST else "\n"
    return opening.startswith(mine) or mine.startswith(opening or "\r")
