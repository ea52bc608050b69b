"""The lines of a text dump, without extractors' marks, and the kind of each: label, byline, caption, paragraph, furniture.

Terminal browsers, mails and PDFs break prose at some 70 columns: it is joined again, and so is a byline that goes on below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise, zip_longest
from unicodedata import normalize

from service.lexicon.date_spans import first_date, looks_like_date
from service.lexicon.date_telling import is_told
from service.lexicon.labels import LABELS, label_of, signed
from service.lexicon.lines import credit_in, is_boilerplate, is_copyright
from service.lexicon.people import JOINTS, is_byline_names, is_signed_names, looks_like_person_name
from service.lexicon.relative_words import is_relative
from service.lexicon.texts import LINE_LIMIT, fold, split_bars, squeeze, word_count
from service.model import Finding, Observation, Source
from service.observe.date_stretch import DIGIT, stretches
from service.observe.sources import DATED, SUPPLIED_NAMES, TEXT_PLACES, fold_key

#: Lines read and characters read of one line: a dump beyond these is no article; words that a paragraph has at least, and the
#: most that say nothing of an author.
MOST_LINES, LONGEST_LINE, _PARAGRAPH_WORDS, _STORY = 20_000, 65_536, 12, 5
#: The kinds of lines that say who wrote, and when.
SIGNED = frozenset(("byline", "label"))
#: How an entry of a list begins.
BULLET = re.compile(r"[-*+•·‣]\s+(?=\S)")
_SENTENCE_END = (".", "!", "?", "…", "।", "۔", "؟", "。", "！", "？", ".”", '."', "”", '"', "»", ":")


@dataclass(slots=True, eq=False)
class Line:
    """One line: its number (from 1), its text without markdown, whether a blank line stands before it, and what it is."""

    number: int
    text: str
    raw: str
    after_blank: bool
    kind: str = ""


@dataclass(slots=True)
class Dump:
    """The page while it is taken apart."""

    lines: list[Line]
    observations: list[Observation] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    #: Whether it is a whole page's, and the numbers of the first and the last line among which the article's byline stands.
    whole: bool = False
    byline_range: tuple[int, int] = 0, MOST_LINES
    #: The numbers of the line that heads the readers' comments and of the headline's; 0 without one.
    comments: int = 0
    headline_number: int = 0

    def say(self, name: str, raw: str, place: str, line: Line, reliability: float | None = None) -> None:
        """Record one observation; its order is the order of the lines."""
        witness, usual, of_dates = TEXT_PLACES[place]
        trust = reliability if reliability is not None else of_dates if name in DATED else usual
        source = Source(place, name, witness, trust)
        self.observations.append(Observation(name, raw, source, f"line {line.number}", line.number))


#: A user's name, "By Jane Doe @jane".
_HANDLE = re.compile(r"(?<=\w) @[A-Za-z_]\w{1,29}(?!\S)")


def read_dump(text: str) -> tuple[Dump, tuple[Finding, ...]]:
    """Return the dump of a text, each of its lines typed by what it holds, and a finding where there was more than is read."""
    lines, findings = read_lines(text)
    dump = Dump(joined(lines))
    for line in dump.lines:
        bare = _HANDLE.sub("", line.text)
        line.kind = kind_of(bare)
        if line.kind in SIGNED or looks_like_person_name(bare):
            line.text = bare
    return dump, findings


def read_lines(text: str) -> tuple[list[Line], tuple[Finding, ...]]:
    """Return the non-blank lines, bounded in number and length, and a finding where there was more."""
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", MOST_LINES)
    cut = len(physical) > MOST_LINES or max(map(len, physical)) > LONGEST_LINE
    lines: list[Line] = []
    blank = True
    for number, whole in enumerate(physical[:MOST_LINES], 1):
        raw = whole[:LONGEST_LINE]
        if raw.count("\t") == 1 and label_of(labelled := raw.strip().replace("\t", ": ")):
            # a row of a table: "Author", "Jane Doe"
            raw = labelled
        # also what was escaped twice: "June&amp;nbsp;27"
        line = unescape(unescape(raw)) if "&" in raw and ";" in raw else raw
        # letters in pieces, as file systems and some editors keep them, are in no table of words
        stripped = " ".join(line.split()) if line.isascii() else squeeze(normalize("NFC", line))
        if stripped:
            lines.append(Line(number, without_marks(stripped) or stripped, raw.strip(), blank))
        blank = not stripped
    most = f"more than {MOST_LINES} lines or a line of more than {LONGEST_LINE} characters"
    told = Finding("/article", "page_truncated", "warning", f"The text has {most}; the rest was not read.")
    return lines, (told,) if cut else ()


#: The marks of extractors, and what stays of each: the blank between two links, "[harbour](/tag/1) [storm](/tag/2)";
#: "[20]harbour, [21]bridges"; a picture, and a link, whose round brackets hold an address, not "[sic](as he wrote)"; emphasis.
_MARKS = (
    (re.compile(r"(?<=[^\s()]\))\s+(?=\[[^\[\]]{1,300}\]\()"), " | "),
    (re.compile(r"(?<![^\s(,;:|])\[\d{1,4}\](?=[^\W_]|[\"“„«‘'])"), ""),
    (re.compile(r"!?\[([^\[\]]{0,300})\]\((?=[^()\s]{0,500}[/#:.])[^()\s]{1,500}(?:\s\"[^\"()]{0,200}\")?\)"), r"\1"),
    (re.compile(r"(?<![^\s(\[\"“„,;:|])(\*{1,3}|_{1,2})(?=[^\s*_])([^*_\n]{0,200}?[^\s*_])\1(?![\w*])"), r"\2"),
)


def without_marks(line: str) -> str:
    """Return the line as its page showed it: of "By [Ana Ruiz](/authors/ana), **Norham**" stays "By Ana Ruiz, Norham"."""
    text = line.lstrip("#> ") if line.startswith(("# ", "##", "> ")) else line.removeprefix("#+")
    for pattern, left in _MARKS:
        text = pattern.sub(left, text)
    return text.strip()


def kind_of(text: str) -> str:
    """Return the kind that a line has by its content alone, or "" where its place must decide."""
    return next((kind for kind, is_such in _KINDS if is_such(text)), "")


def is_paragraph(text: str) -> bool:
    """Return whether the line is a paragraph of prose: long, or fairly long and ended like a sentence."""
    words = word_count(text)
    return words >= _PARAGRAPH_WORDS and (text.endswith(_SENTENCE_END) or words >= 2 * _PARAGRAPH_WORDS)


def ends_sentence(text: str) -> bool:
    """Return whether the line is a short sentence: "He refused." stands in a body, "Related stories" does not."""
    return text.endswith(_SENTENCE_END) and word_count(text) >= 4


def opens_biography(lines: Sequence[Line], i: int) -> bool:
    """Return whether a name stands alone and opens the next line: "Jane Doe" / "Jane Doe, who covers courts, has …"."""
    name, text = lines[i].text, lines[i + 1].text if i + 1 < len(lines) else ""
    about = text.startswith((f"{name},", f"{name} ")) and word_count(text) > _STORY
    # "Isack Hadjar" / "Isack Hadjar explains crash at Barcelona" is a topic and a title
    return about and text.endswith(_SENTENCE_END) and looks_like_person_name(name)


#: The longest line that is a byline; a link's address alone is none.
_LONGEST_BYLINE, _ADDRESSES = 200, ("http://", "https://", "www.", "<http")


def _is_byline(text: str) -> bool:
    """Return whether the line is a byline: a byline word before names, or dates as a page's readers find them in any line."""
    if len(text) > _LONGEST_BYLINE or text.startswith(_ADDRESSES):
        return False
    parts = split_bars(text)
    name, value = label_of(next(iter(parts), "")) or ("", "")
    if name == "author" and is_signed_names(value):
        return True
    digit = DIGIT.search(text) is not None
    if any(map(looks_like_date, parts)) and any(map(is_byline_names, parts)):
        # "Jane Doe · Feb 25 · 4 min read"
        return True
    # "an hour ago", "לפני שעתיים"
    if (digit or is_relative(text)) and looks_like_date(text):
        return not is_told(text, first_date(text))
    return digit and not is_paragraph(text) and {kind for kind, _ in stretches(text, unnamed=True)} == {""}


#: A label as machines write it: "article:published_time: 1999-10-01", "pub_date = ...", "dc:creator: Ana Ruiz".
_MACHINE_LABEL = re.compile(r"([A-Za-z][\w.:-]{2,40}?)\s*[:=]\s+(\S.*)")
#: No lone label is longer; labelled values in more words are prose, names in more are none, and "Rubrik" is no headline's.
_LONGEST_LABEL, _MOST_WORDS = 40, {"author": 8, "articleSection": 4, "description": LINE_LIMIT}


def label(text: str) -> tuple[str, str] | None:
    """Return the label and the value of a label line; bylines have rules of their own."""
    found = label_of(text)
    if found is None and len(text) < 240 and (match := _MACHINE_LABEL.fullmatch(text)):
        stated = SUPPLIED_NAMES.get(fold_key(match[1]), "")
        # "page.url = window.location.href" is a program's
        found = (stated, match[2]) if stated in DATED or (stated and ":" in match[1]) else None
    if found is None or found[0] == "caption" or (not found[1] and len(text) >= _LONGEST_LABEL):
        return None
    name, value = found
    digit, words = DIGIT.search(value), word_count(value)
    barred = name not in ("keywords", "headline", "description") and len(split_bars(text)) > 1
    prose = words > _MOST_WORDS.get(name, 40) and not (name == "author" and is_byline_names(value))
    undated = name in DATED and value != "" and not digit
    return None if barred or prose or undated or (digit and signed(text)) else found


_KINDS = (
    ("copyright", is_copyright),
    ("caption", credit_in),
    ("furniture", is_boilerplate),
    ("label", label),
    ("byline", _is_byline),
    ("paragraph", is_paragraph),
)


#: Columns at which prose is broken, narrower are menus; so many lines at least, and such a share of those no shorter, show it.
_NARROWEST, _WIDEST, _FEWEST, _SHARE = 36, 100, 2, 0.25
#: What stands between two names of a byline: "Jane Doe", "and", "John Roe".
_JOINTS = JOINTS | frozenset(", ; · | / a".split())
#: No byline is longer, nor has more lines.
_BYLINE, _BYLINE_LINES = 160, 9


def joined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with those of broken prose joined to paragraphs and those of a byline to one line."""
    width = _columns(lines)
    groups: list[list[Line]] = []
    for line, following in zip_longest(lines, lines[1:]):
        above = groups[-1] if groups and not line.after_blank else []
        broken = above != [] and _is_broken(above[-1], line, width)
        if broken and len(above) == 1:
            # a headline may be as long as the column is wide
            broken = not (label_of(line.text) or looks_like_date(line.text) or line.raw.startswith("# "))
        if broken or (above and _goes_on_as_byline(above, line, following)):
            above.append(line)
        else:
            groups.append([line])
    for first, *others in groups:
        if others:
            first.text = without_marks(" ".join([first.text, *[line.text for line in others]]))
            first.raw = " ".join([first.raw, *[line.raw for line in others]])
    return [group[0] for group in groups]


def _columns(lines: Sequence[Line]) -> int:
    """Return the width at which a program broke the prose, 0 where none did: blank lines part its paragraphs."""
    # "Norham Times                    12" heads a printed page
    long = [len(line.raw) for line in lines if len(line.raw) >= _NARROWEST and "   " not in line.raw]
    width = max(long, default=0)
    if width > _WIDEST or not any(line.after_blank for line in lines[1:]):
        return 0
    # where each line has a sentence of its own nothing is broken
    within = [pair for pair in pairwise(lines) if not pair[1].after_blank and not pair[0].text.endswith(_SENTENCE_END)]
    return width if len([1 for pair in within if _is_broken(*pair, width)]) >= max(_FEWEST, _SHARE * len(long)) else 0


def _is_broken(line: Line, below: Line, width: int) -> bool:
    """Return whether a line ends where it does because the first word below did not fit into so many columns."""
    word = len(below.raw.partition(" ")[0])
    # two columns of a page are none of prose
    return width * 2 // 3 <= len(line.raw) <= width < len(line.raw) + 1 + word and "   " not in line.raw


def _goes_on_as_byline(above: Sequence[Line], below: Line, following: Line | None) -> bool:
    """Return whether a byline goes on below: "By" / "Jane Doe", "By Jane Doe" / "and John Roe", or "and" / "John Roe"."""
    text = " ".join([line.text for line in above[-_BYLINE_LINES:]])
    if len(text) + len(below.text) > _BYLINE:
        return False
    name, names = label_of(text) or ("", "")
    if name != "author":
        return not name and fold(text).strip(" :") in LABELS["author"] and is_byline_names(below.text)
    first, _, rest = below.text.partition(" ")
    # "By Jane Doe," / "Novi Sad" has an outlet, "By Jane Doe," / "Ana Ruiz" / "and John Roe" another name
    listed = text[-1] == "," and following is not None and fold(following.text.partition(" ")[0]) in _JOINTS
    if not listed and fold(text.rpartition(" ")[2]) not in _JOINTS:
        joint = fold(first) in _JOINTS and (first != "," or not rest)
        # "By Jane Doe" / "/" / "5 March 2021"
        behind = rest or (following.text if following is not None else "")
        return joint and is_signed_names(names) and is_byline_names(behind)
    return is_byline_names(below.text)
