"""The lines of a text dump, without extractors' marks, and the kind of each: label, byline, caption, paragraph, furniture.

Terminal browsers, mails and PDFs break prose at some 70 columns: it is joined again, and so is a byline that goes on below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from service import names
from service.lexicon.date_spans import first_date, looks_like_date
from service.lexicon.date_telling import is_told
from service.lexicon.labels import LABELS, label_of
from service.lexicon.lines import is_boilerplate, is_caption, is_copyright
from service.lexicon.people import is_byline_names, is_signed_names
from service.lexicon.signatures import signed, without_end
from service.lexicon.texts import EDGE, fold, split_bars, squeeze, word_count
from service.model import Finding
from service.observe.date_stretch import DIGIT, byline_parts
from service.observe.sources import SUPPLIED_NAMES, fold_key

#: Lines read and characters read of one line: a dump beyond these is no article; and words that a paragraph has at least.
MOST_LINES, LONGEST_LINE, _PARAGRAPH_WORDS = 20_000, 65_536, 12
#: The fields that are dates.
DATES = frozenset(("date", "datePublished", "dateModified", "dateCreated", "expires"))
_SENTENCE_END = (".", "!", "?", "…", "।", "۔", "؟", "。", "！", "？", ".”", '."', "”", '"', "»", ":")


@dataclass(slots=True, eq=False)
class Line:
    """One line: its number (from 1), its text without markdown, whether a blank line stands before it, and what it is."""

    number: int
    text: str
    raw: str
    after_blank: bool
    kind: str = ""


def read_lines(text: str) -> tuple[list[Line], tuple[Finding, ...]]:
    """Return the non-blank lines, bounded in number and length, and a finding where there was more."""
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", MOST_LINES)
    cut = len(physical) > MOST_LINES or max(map(len, physical)) > LONGEST_LINE
    lines: list[Line] = []
    blank = True
    for number, raw in enumerate(physical[:MOST_LINES], 1):
        line = raw[:LONGEST_LINE]
        if "&" in line and ";" in line:
            # also what was escaped twice: "June&amp;nbsp;27"
            line = unescape(unescape(line))
        stripped = " ".join(line.split()) if line.isascii() else squeeze(line)
        if stripped:
            lines.append(Line(number, without_marks(stripped) or stripped, raw[:LONGEST_LINE].strip(), blank))
        blank = not stripped
    most = f"more than {MOST_LINES} lines or a line of more than {LONGEST_LINE} characters"
    told = Finding("/article", "page_truncated", "warning", f"The text has {most}; the rest was not read.")
    return lines, (told,) if cut else ()


_EMPHASIS = re.compile(r"(?<![^\s(\[\"“„,;:|])(\*{1,3}|_{1,2})(?=[^\s*_])([^*_\n]{0,200}?[^\s*_])\1(?![\w*])")
#: The marks of extractors: a character that each has, its pattern, and what stays of it.
_MARKS = (
    ("<!", re.compile(r"<!\[CDATA\[\s?|\s?\]\]>"), ""),
    ("](", re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{1,500}\)"), ""),
    # "[harbour](/tag/1)"; what stands in the round brackets is an address: "[sic](as he wrote)" is no link
    ("](", re.compile(r"\[([^\[\]]{0,300})\]\((?=[^()\s]{0,500}[/#:.])[^()\s]{1,500}(?:\s\"[^\"()]{0,200}\")?\)"), r"\1"),
    # "[20]harbour, [21]bridges", "harbour <https://www.example.com/tag/harbour>"
    ("]", re.compile(r"(?<![^\s(,;:|])\[\d{1,4}\](?=[^\W_]|[\"“„«‘'])"), ""),
    ("<", re.compile(r"(?<=\S)\s{0,3}<(?:https?://|mailto:|/)[^<>\s]{1,500}>"), ""),
    ("*", _EMPHASIS, r"\2"),
    ("_", _EMPHASIS, r"\2"),
)


def without_marks(line: str) -> str:
    """Return the line as its page showed it, without the marks of headings, quotes, links and emphasis.

    >>> without_marks("# Storm"), without_marks("By [Ana Ruiz](/authors/ana), **Norham**"), without_marks("a [1](2)")
    ('Storm', 'By Ana Ruiz, Norham', 'a [1](2)')
    """
    text = line.lstrip("#> ") if line.startswith(("# ", "##", "> ")) else line
    for mark, pattern, left in _MARKS:
        if mark in text:
            text = pattern.sub(left, text)
    return text.strip()


# --- what a line is --------------------------------------------------------------------------------------------------------


def kind_of(text: str) -> str:
    """Return the kind that a line has by its content alone, or "" where its place must decide."""
    for kind, is_such in _KINDS:
        if is_such(text):
            return kind
    return ""


def is_paragraph(text: str) -> bool:
    """Return whether the line is a paragraph of prose: long, or fairly long and ended like a sentence."""
    words = word_count(text)
    return words >= _PARAGRAPH_WORDS and (text.endswith(_SENTENCE_END) or words >= 2 * _PARAGRAPH_WORDS)


def ends_sentence(text: str) -> bool:
    """Return whether the line is a short sentence: "He refused." stands in a body, "Related stories" does not."""
    return text.endswith(_SENTENCE_END) and word_count(text) >= 4


#: What parts a byline, and the longest line that is one; a link's address alone is none.
_PARTED, _LONGEST_BYLINE, _ADDRESSES = re.compile(r"[|¦·•∙●▪◦]| [—–] "), 200, ("http://", "https://", "www.", "<http")


def _is_byline(text: str) -> bool:
    """Return whether the line is a byline: parts between bars, or a byline word, and nothing but names and dates."""
    if len(text) > _LONGEST_BYLINE or text.startswith(_ADDRESSES):
        return False
    digit = DIGIT.search(text) is not None
    parts = signed_parts(text) if digit or _PARTED.search(text) else [text]
    named = label_of(parts[0]) if parts else None
    if named is not None and named[0] == "author":
        return is_signed_names(next(iter(split_bars(named[1])), ""))
    if len(parts) < 2:
        return digit and looks_like_date(text) and opens_with_date(text) and not is_told(text, first_date(text))
    kinds = [part_kind(part) for part in parts]
    return "date" in kinds and "" not in kinds


def opens_with_date(text: str) -> bool:
    """Return whether a dated line opens with its date, a name or a label: "The new bridge, 27 August 1998" is a caption."""
    before = re.split(r"\d", text, maxsplit=1)[0]
    words = [word for word in _LETTERS.findall(before) if not (names.months(word) or names.weekdays(word))]
    # a word of a script without blanks is a phrase
    phrases = sum([2 if len(word) > 3 and word[0] >= "\u2e80" else 1 for word in words])
    return phrases < 2 or label_of(text) is not None or is_byline_names(without_end(before))


_LETTERS = re.compile(r"[^\W\d_]{3,}")


def signed_parts(text: str) -> list[str]:
    """Return the parts of a byline, a part with name and date as two: "By Jane Doe on March 5, 2021."."""
    return [piece for part in byline_parts(text) for piece in ((DIGIT.search(part) and signed(part)) or (part,))]


def part_kind(part: str) -> str:
    """Return the kind of a byline part: date, author, empty (a byline word without a name), place, or "" for others."""
    field = (label_of(part) or ("",))[0]
    if field in ("datePublished", "dateModified", "date") or looks_like_date(part):
        return "date"
    if field == "author" or is_byline_names(part):
        return "author"
    if fold(part).strip(" :") in LABELS["author"]:
        return "empty"
    return "place" if len(part.split()) <= 4 and len(part) <= 40 else ""


#: A label as machines write it for a page's dates: "article:published_time: 1999-10-01", "pub_date = ...".
_MACHINE_LABEL = re.compile(r"([A-Za-z][\w.:-]{2,40}?)\s*[:=]\s+(\S.*)")
#: The labels of dates that may be the whole line, as get_text("\\n") parts <span>Updated</span> <time>3 May 2021</time>.
_LONE_LABELS = {label: name for name in ("dateModified", "datePublished") for label in LABELS[name]}
#: No lone label is longer; labelled values in more words are prose, names in more are none.
_LONGEST_LABEL, _MOST_WORDS, _MOST_NAMES = 40, 40, 8


def label(text: str) -> tuple[str, str] | None:
    """Return the label and the value of a label line; bylines have rules of their own."""
    found = label_of(text)
    if found is None and len(text) <= _LONGEST_LABEL and (lone := _LONE_LABELS.get(fold(text).strip(EDGE))):
        found = lone, ""
    if found is None and len(text) < 240 and (match := _MACHINE_LABEL.fullmatch(text)):
        stated = SUPPLIED_NAMES.get(fold_key(match[1]), "")
        found = (stated, match[2]) if stated in DATES else None
    if found is None or found[0] == "caption" or (not found[1] and len(text) >= _LONGEST_LABEL):
        return None
    name, value = found
    digit, words = DIGIT.search(value), word_count(value)
    barred = name not in ("keywords", "headline", "description") and len(split_bars(text)) > 1
    prose = words > _MOST_WORDS and name != "description"
    prose = prose or (name == "author" and words > _MOST_NAMES and not is_byline_names(value))
    undated = name in DATES and value != "" and not digit
    return None if barred or prose or undated or (digit and signed(text)) else found


_KINDS = (
    ("copyright", is_copyright),
    ("caption", is_caption),
    ("furniture", is_boilerplate),
    ("label", label),
    ("byline", _is_byline),
    ("paragraph", is_paragraph),
)


# --- lines that a program broke --------------------------------------------------------------------------------------------

#: Columns at which prose is broken, narrower are menus; as many lines, at least, and such a share of those that are no shorter
#: show it; and of the lines below such a share opens with a capital, at most: nearly all titles of a list do.
_NARROWEST, _WIDEST, _FEWEST, _SHARE, _CAPITALS = 36, 100, 4, 0.25, 0.6
#: What stands between two names of a byline: "Jane Doe", "and", "John Roe".
JOINTS = frozenset(", ; & · | / and und et y e en och og i a ve и та و".split())
#: No byline is longer; and no word is longer where blanks part words.
_BYLINE, _WORD = 160, 30


def joined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with those of broken prose joined to paragraphs and those of a byline to one line."""
    long = [len(line.raw) for line in lines if len(line.raw) >= _NARROWEST]
    # blank lines part its paragraphs
    width = max(long, default=0) if any(line.after_blank for line in lines[1:]) else 0
    pairs = pairwise(lines) if 0 < width <= _WIDEST else ()
    below = [line for above, line in pairs if not line.after_blank and _is_broken(above, line, width)]
    capitals = sum([line.text[0].isupper() for line in below])
    if len(below) < max(_FEWEST, _SHARE * len(long)) or capitals > _CAPITALS * len(below):
        width = 0
    groups: list[list[Line]] = []
    # the last group's text, where it is short enough for a byline
    said = ""
    for line, following in pairwise([*lines, None]):
        if line is None:
            break
        above = groups[-1] if groups and not line.after_blank else []
        # a headline may be as long as the column is wide
        broken = width and above and _is_broken(above[-1], line, width) and (len(above) > 1 or label_of(line.text) is None)
        if broken or (above and _goes_on_as_byline(said, line, following)):
            above.append(line)
            said = f"{said} {line.text}" if 0 < len(said) < _BYLINE else ""
        else:
            groups.append([line])
            said = line.text
    for group in groups:
        if len(group) > 1:
            group[0].text = without_marks(" ".join([line.text for line in group]))
            group[0].raw = " ".join([line.raw for line in group])
    return [group[0] for group in groups]


def _is_broken(line: Line, below: Line, width: int) -> bool:
    """Return whether a line ends where it does because the first word below did not fit into so many columns."""
    word = len(below.raw.partition(" ")[0])
    return width * 2 // 3 <= len(line.raw) <= width < len(line.raw) + 1 + word and word <= _WORD


def _goes_on_as_byline(text: str, below: Line, following: Line | None) -> bool:
    """Return whether a byline goes on below: "By" / "Jane Doe", "By Jane Doe" / "and John Roe", "By Jane Doe and" / "John Roe".

    Below a comma alone stands as often the outlet, whose name may look like a person's: "By Jane Doe," / "Novi Sad".
    """
    named = label_of(text) if len(text) + len(below.text) <= _BYLINE else ("", "")
    if named is None:
        return len(text) < _WORD and fold(text).strip(" :") in LABELS["author"] and is_byline_names(below.text)
    if named[0] != "author" or not is_signed_names(named[1].rstrip(" ,;&")):
        return False
    if fold(below.text) in JOINTS:
        return following is not None and is_byline_names(following.text)
    first, _, rest = below.text.partition(" ")
    goes_on = first != "," and fold(first) in JOINTS and is_byline_names(rest)
    listed = text[-1] == "," and following is not None and fold(following.text.partition(" ")[0]) in JOINTS
    return goes_on or ((listed or fold(text.rpartition(" ")[2]) in JOINTS) and is_byline_names(below.text))
