"""The lines of a text dump, and what each of them is by itself: a label, a byline, a caption, a paragraph, furniture."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from service import names
from service.lexicon.boilerplate import is_boilerplate
from service.lexicon.credits import is_caption, is_copyright
from service.lexicon.date_spans import dates_within, looks_like_date
from service.lexicon.date_telling import is_told
from service.lexicon.folding import fold, squeeze
from service.lexicon.labels import LABELS, label_of
from service.lexicon.lines import EDGE, split_bars
from service.lexicon.proper_names import is_byline_names, is_signed_names
from service.lexicon.signatures import signed, without_end
from service.lexicon.words import word_count
from service.model import Finding
from service.observe.date_stretch import byline_parts
from service.observe.supplied_names import SUPPLIED_NAMES, fold_key
from service.observe.text_marks import is_bare_address, without_marks

#: Lines read and characters read of one line: a dump beyond these is no article.
MOST_LINES, LONGEST_LINE = 20_000, 65_536
#: A paragraph has at least this many words or ends like a sentence; shorter lines are headings, names and furniture.
_PARAGRAPH_WORDS = 12


_SENTENCE_END = (".", "!", "?", "…", "。", "！", "？", ".”", '."', "”", '"', "»", ":")


@dataclass(slots=True)
class Line:
    """One line: its number (from 1), its text without markdown, whether a blank line stands before it, and what it is."""

    number: int
    text: str
    raw: str
    after_blank: bool
    kind: str = ""


def read_lines(text: str) -> tuple[list[Line], tuple[Finding, ...]]:
    """The non-blank lines, bounded in number and length."""
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", MOST_LINES)
    cut = len(physical) > MOST_LINES or any(len(line) > LONGEST_LINE for line in physical)
    lines: list[Line] = []
    blank = True
    for number, raw in enumerate(physical[:MOST_LINES], 1):
        stripped = squeeze(raw[:LONGEST_LINE])
        if stripped:
            lines.append(Line(number, _without_markdown(stripped), raw[:LONGEST_LINE].strip(), blank))
        blank = not stripped
    message = (
        f"The text has more than {MOST_LINES} lines or a line of more than {LONGEST_LINE} characters; the rest was not read."
    )
    return lines, (Finding("/article", "page_truncated", "warning", message),) if cut else ()


def _without_markdown(line: str) -> str:
    """The line without extractors' marks, heading marks, quote marks and emphasis: "# Storm", "**By Jane Doe**"."""
    text = without_marks(line.lstrip("#> ") if line[:2] in ("# ", "##", "> ") else line)
    for mark in ("**", "__", "*", "_"):
        if text.startswith(mark) and text.endswith(mark) and len(text) > 2 * len(mark):
            text = text[len(mark) : -len(mark)]
    return text.strip() or line


def is_paragraph(text: str) -> bool:
    """Whether the line is a paragraph of prose: long, or fairly long and ended like a sentence."""
    words = word_count(text)
    return words >= _PARAGRAPH_WORDS and (text.endswith(_SENTENCE_END) or words >= 2 * _PARAGRAPH_WORDS)


def _is_byline(text: str) -> bool:
    """Whether the line is a byline: parted by bars, or opened by a byline word, with nothing but names and dates in it."""
    if len(text) > 200 or is_bare_address(text):
        return False
    parts = signed_parts(text)
    labelled = label_of(parts[0]) if parts else None
    if labelled and labelled[0] == "author":
        return is_signed_names(split_bars(labelled[1])[0]) if split_bars(labelled[1]) else False
    if len(parts) < 2:
        date = next(iter(dates_within(text, 1)), "")
        return looks_like_date(text) and opens_with_date(text) and not is_told(text, date)
    kinds = [part_kind(part) for part in parts]
    return "date" in kinds and "" not in kinds


def signed_parts(text: str) -> list[str]:
    """The parts of a byline, with who and when of a part in one piece as two: "By Jane Doe on March 5, 2021."."""
    return [piece for part in byline_parts(text) for piece in (signed(part) or (part,))]


_LETTERS = re.compile(r"[^\W\d_]{3,}")


def opens_with_date(text: str) -> bool:
    """Whether a line with a date begins with it or with a name: "The new bridge, 27 August 1998" is a picture's."""
    before = re.split(r"\d", text, maxsplit=1)[0]
    words = [word for word in _LETTERS.findall(before) if not names.months(word) and not names.weekdays(word)]
    # a word of a script without blanks is a phrase
    phrases = sum(2 if len(word) > 3 and word[0] >= "\u2e80" else 1 for word in words)
    return phrases < 2 or label_of(text) is not None or is_byline_names(without_end(before))


def part_kind(part: str) -> str:
    """What one part of a byline is: date, author, empty (a byline word without a name), place, or "" for anything else."""
    labelled = label_of(part)
    if labelled and labelled[0] in ("datePublished", "dateModified", "date"):
        return "date"
    if looks_like_date(part):
        return "date"
    if (labelled and labelled[0] == "author") or is_byline_names(part):
        return "author"
    if fold(part).strip(":") in _BYLINE_WORDS:
        return "empty"
    return "place" if len(part.split()) <= 4 and len(part) <= 40 else ""


_BYLINE_WORDS = frozenset(
    fold(word) for word in ("by", "von", "par", "por", "di", "door", "av", "af", "автор", "от", "written by")
)


#: Which line is what, first match wins; the order is from the plainest marks to the weakest.
_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("copyright", is_copyright),
    ("caption", is_caption),
    ("furniture", is_boilerplate),
    ("label", lambda text: label(text) is not None),
    ("byline", _is_byline),
    ("paragraph", is_paragraph),
)


def label(text: str) -> tuple[str, str] | None:
    """The label and the value of a label line; bylines have rules of their own."""
    found = label_of(text) or _machine_label(text) or _lone_label(text)
    if found is None or signed(text) or (len(split_bars(text)) > 1 and found[0] not in ("keywords", "headline", "description")):
        return None
    name, rest = found
    if name in ("datePublished", "dateModified", "date") and rest and not any(c.isdigit() for c in rest):
        return None
    if name == "author" and not is_byline_names(rest) and word_count(rest) > 8:
        return None
    if name == "caption" or (word_count(rest) > 40 and name != "description"):
        return None
    return found if rest or len(text) < 40 else None


def _lone_label(text: str) -> tuple[str, str] | None:
    """A date's label that is all of its line, as get_text("\\n") parts <span>Updated</span> <time>3 May 2021</time>."""
    folded = fold(text).strip(EDGE) if len(text) <= _LONGEST_LABEL else ""
    return next(((name, "") for name in ("datePublished", "dateModified") if folded in LABELS[name]), None)


#: No label of dates is longer.
_LONGEST_LABEL = 40
_MACHINE_LABEL = re.compile(r"([A-Za-z][\w.:-]{2,40}?)\s*[:=]\s+(\S.*)")


def _machine_label(text: str) -> tuple[str, str] | None:
    """A label as machines name the dates of a page: "article:published_time: 1999-10-01", "pub_date = ..."."""
    match = _MACHINE_LABEL.fullmatch(text) if len(text) < 240 else None
    name = SUPPLIED_NAMES.get(fold_key(match[1])) if match else None
    return (name, match[2]) if match and name in ("datePublished", "dateModified", "date", "dateCreated", "expires") else None


def ends_sentence(text: str) -> bool:
    """Whether the line is a short sentence: "He refused." stands in a body, "Related stories" does not."""
    return text.endswith(_SENTENCE_END) and word_count(text) >= 4


def kind_of(text: str) -> str:
    """What the line is by its content alone, or "" where its place must decide."""
    return next((kind for kind, is_kind in _KINDS if is_kind(text)), "")
