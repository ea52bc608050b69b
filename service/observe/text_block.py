"""The block of bare values that hidden elements leave in a text dump: a count, a date, an address, keywords, a name.

Nothing labels them, so each is typed by what it is and not by its order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from service.lexicon.date_shapes import day_numbers, looks_like_date, names_day
from service.lexicon.folding import fold
from service.lexicon.keyword_lists import is_keyword_list
from service.lexicon.placeholders import is_placeholder
from service.lexicon.proper_names import looks_like_organisation, looks_like_person_name
from service.lexicon.words import word_count
from service.observe.text_dump import Dump, is_about
from service.observe.text_lines import Line, is_paragraph

#: A stated word count may differ from ours by what one counts as a word (dashes, captions, the headline).
_COUNT_SLACK = 0.15
#: Characters of a paragraph by which a repetition is known, and lines of the longest block of bare values.
_OPENING, _LONGEST_BLOCK = 400, 60
#: What parts the items of a list, and the fewest that nothing but a comma makes a list of topics.
_ITEM, _FEWEST_TOPICS = re.compile(r"[,;|/·•、，]"), 3
#: No description is shorter.
_SHORTEST = 40
#: The kinds of value that running text has not.
_STRONG = ("number", "date", "keywords", "organisation", "url", "language")
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


def block_of(dump: Dump) -> list[Line]:
    """The block of bare values: the longest run of lines that each are one value, with values of two kinds at least."""
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
    return len(kinds) >= 3 and len(strong) >= 2 and len(set(kinds)) >= 3 and 2 * len(strong) >= len(kinds)


def stands_among_values(dump: Dump, i: int) -> bool:
    """Whether a paragraph stands in a run of bare values: the description in a block that a dump has before the article."""
    after = []
    for line in dump.lines[i + 1 : i + 8]:
        if line.after_blank:
            break
        after.append(_value_kind(dump, line))
    before = [] if dump.lines[i].after_blank else [_value_kind(dump, line) for line in dump.lines[max(i - 4, 0) : i]]
    return sum(kind in _STRONG for kind in [*before, *after]) >= 3


def _value_kind(dump: Dump, line: Line) -> str:
    """What bare value the line is (number, date, url, language, keywords, name, words, …), or "" for none."""
    text = line.text
    if line.kind in ("label", "value", "caption", "furniture", "copyright", "title"):
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
    if is_keyword_list(text) and _has_topics(text):
        return "keywords"
    if looks_like_person_name(text):
        return "name"
    return "words" if len(text.split()) <= 4 and len(text) <= 40 and not is_placeholder(text) else ""


def _has_topics(text: str) -> bool:
    """Whether three items and more of a list are words: rates ("16.105,83"), a place of three pictures ("1 / 3") are none."""
    items = _ITEM.split(text)
    return len(items) >= _FEWEST_TOPICS and all(
        any(map(str.isalpha, item)) and ":" not in item for item in items if item.strip()
    )


def _is_language(text: str) -> bool:
    parts = text.replace("_", "-").split("-")
    return len(parts[0]) == 2 and parts[0].islower() and parts[0].isascii() and len(parts) <= 3 and all(map(str.isalnum, parts))


def _is_description(dump: Dump, text: str) -> bool:
    """Whether the line repeats the opening of the body, or is a sentence outside of it."""
    return len(text) >= _SHORTEST and bool(dump.body) and (_repeats_opening(dump, text) or is_paragraph(text))


def _repeats_opening(dump: Dump, text: str) -> bool:
    if len(text) < _SHORTEST or not dump.body:
        return False
    opening, mine = fold(dump.body[0].text[:_OPENING]), fold(text[:_OPENING]).rstrip(". ")
    return opening.startswith(mine[:60]) or mine.startswith(opening[:60])


def read_block(dump: Dump) -> None:
    """The values of the block, typed by what they are and not by their order."""
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
    """Whether a day away from headline and body is another than theirs: "2022-40-25" is of a record, and names no day."""
    away = line.number < dump.headline_number or (dump.body and line.number > dump.body[-1].number)
    return bool(own and away) and day_numbers(line.text) not in own and names_day(line.text)


def _is_count(text: str, counted: int) -> bool:
    """Whether a number can be the body's count of words."""
    return counted > 0 and abs(int(text) - counted) <= max(10, counted * _COUNT_SLACK)


def _is_of_the_article(dump: Dump, run: Sequence[tuple[Line, str]]) -> bool:
    """Whether a block has the article's opening once more.

    Asked of a whole page's dump: menus, teasers and the addresses of imprints have as many values of as many kinds, and among
    their numbers one that may be the count of the article's words.
    """
    return any(kind == "description" and _repeats_opening(dump, line.text) for line, kind in run)


def _read_block_words(dump: Dump, block: list[Line], kinds: list[str]) -> None:
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


def _is_standing_author(dump: Dump, line: Line) -> bool:
    """Whether the name of the block is also the one that opens the author box."""
    return any(is_about(line.text, other.text) for other in dump.lines if other.number != line.number)
