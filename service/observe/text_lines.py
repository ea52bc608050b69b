"""The lines of a text dump, without extractors' marks, and the kind of each: label, byline,
caption, paragraph, furniture.

Terminal browsers, mails and PDFs break prose at some 70 columns: it is joined again, and so is a
byline that goes on below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from unicodedata import normalize

from service.lexicon.labels import LABELS
from service.lexicon.lines import credit_in, is_boilerplate, is_copyright
from service.lexicon.people import JOINTS, is_byline_names, is_signed_names, looks_like_person_name
from service.lexicon.texts import LINE_LIMIT, fold, split_bars, squeeze, word_count
from service.model import Finding, Observation, Source
from service.observe.sources import DATED, SUPPLIED_NAMES, TEXT_PLACES, fold_key
from service.spans.date_context import is_in_sentence
from service.spans.date_lines import DIGIT, dates_of_line
from service.spans.date_spans import first_date, looks_like_date
from service.spans.labelled import label_of, split_byline
from service.spans.relative_words import is_relative

#: Lines read and characters read of one line: a dump beyond these is no article; words that a
#: paragraph has at least, and the most that say nothing of an author.
MOST_LINES, LONGEST_LINE, _PARAGRAPH_WORDS, _STORY = 20_000, 65_536, 12, 5
#: The kinds of lines that say who wrote, and when; so many of them are read, where the corpora's
#: longest list has 1,204.
MOST_SIGNED = 2_000
SIGNED = frozenset(("byline", "label"))
#: How an entry of a list begins.
BULLET = re.compile(r"[-*+•·‣]\s+(?=\S)")
_SENTENCE_END = (
    ".",
    "!",
    "?",
    "…",
    "।",
    "۔",
    "؟",
    "。",
    "！",
    "？",
    ".”",
    '."',
    "”",
    '"',
    "»",
    ":",
)


@dataclass(slots=True, eq=False)
class Line:
    """One line: its number (from 1), its text without markdown, whether a blank line stands before
    it, and what it is.
    """

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
    #: Whether it is a whole page's, and the numbers of the first and the last line among which the
    #: article's byline stands.
    whole: bool = False
    byline_range: tuple[int, int] = 0, MOST_LINES
    #: The numbers of the line that heads the readers' comments and of the headline's; 0 without
    #: one.
    comments: int = 0
    headline_number: int = 0

    def say(
        self,
        name: str,
        raw: str,
        place: str,
        line: Line,
        reliability: float | None = None,
        marks: frozenset[str] = frozenset(),
    ) -> None:
        """Record one observation; its order is the order of the lines."""
        witness, usual, of_dates = TEXT_PLACES[place]
        trust = reliability if reliability is not None else of_dates if name in DATED else usual
        source = Source(place, name, witness, trust)
        locator = f"line {line.number}"
        self.observations.append(Observation(name, raw, source, locator, line.number, marks))


#: A user's name, "By Jane Doe @jane".
_HANDLE = re.compile(r"(?<=\w) @[A-Za-z_]\w{1,29}(?!\S)")


def read_dump(text: str) -> tuple[Dump, tuple[Finding, ...]]:
    """Return the dump of a text, each of its lines typed by what it holds, and a finding where
    there was more than is read.
    """
    lines, findings = read_lines(text)
    dump, split_byline = Dump(joined(lines)), 0
    for place, line in enumerate(dump.lines, 1):
        bare = _HANDLE.sub("", line.text)
        line.kind = kind_of(bare)
        split_byline += line.kind in SIGNED
        if line.kind in SIGNED or looks_like_person_name(bare):
            line.text = bare
        if split_byline == MOST_SIGNED and place < len(dump.lines):
            # each costs as much as a page of prose
            del dump.lines[place:]
            message = (
                f"The text has more than {MOST_SIGNED:,} lines with a label or a day; "
                "what is behind them was not read."
            )
            findings += (Finding("/article", "page_truncated", "warning", message),)
    return dump, findings


def read_lines(text: str) -> tuple[list[Line], tuple[Finding, ...]]:
    """Return the non-blank lines, bounded in number and length, and a finding where there was
    more.
    """
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", MOST_LINES)
    cut = len(physical) > MOST_LINES or max(map(len, physical)) > LONGEST_LINE
    lines: list[Line] = []
    blank = True
    for number, whole in enumerate(physical[:MOST_LINES], 1):
        raw = _as_row(whole[:LONGEST_LINE])
        if stripped := _squeezed(raw):
            lines.append(Line(number, without_marks(stripped) or stripped, raw.strip(), blank))
        blank = not stripped
    most = f"more than {MOST_LINES} lines or a line of more than {LONGEST_LINE} characters"
    told = Finding(
        "/article", "page_truncated", "warning", f"The text has {most}; the rest was not read."
    )
    return lines, (told,) if cut else ()


def _as_row(raw: str) -> str:
    """Return a line; of a row of a table, "Author", "Jane Doe", its label and value."""
    labelled = raw.strip().replace("\t", ": ")
    return labelled if raw.count("\t") == 1 and label_of(labelled) else raw


def _squeezed(raw: str) -> str:
    """Return a line's text without entities, marks apart from their letters, and blanks."""
    # also what was escaped twice: "June&amp;nbsp;27"
    line = unescape(unescape(raw)) if "&" in raw and ";" in raw else raw
    # letters in pieces, as file systems and some editors keep them, are in no table of words
    return " ".join(line.split()) if line.isascii() else squeeze(normalize("NFC", line))


#: The marks of extractors, and what stays of each: the blank between two links, "[harbour](/tag/1)
#: [storm](/tag/2)"; "[20]harbour, [21]bridges"; a picture, and a link, whose round brackets hold an
#: address, not "[sic](as he wrote)"; emphasis.
_MARKS = (
    (re.compile(r"(?<=[^\s()]\))\s+(?=\[[^\[\]]{1,300}\]\()"), " | "),
    (re.compile(r"(?<![^\s(,;:|])\[\d{1,4}\](?=[^\W_]|[\"“„«‘'])"), ""),
    (
        re.compile(
            r"!?\[([^\[\]]{0,300})\]\((?=[^()\s]{0,500}[/#:.])[^()\s]{1,500}(?:\s\"[^\"()]{0,200}\")?\)"
        ),
        r"\1",
    ),
    (
        re.compile(
            r"(?<![^\s(\[\"“„,;:|])(\*{1,3}|_{1,2})(?=[^\s*_])([^*_\n]{0,200}?[^\s*_])\1(?![\w*])"
        ),
        r"\2",
    ),
)


def without_marks(line: str) -> str:
    """Return the line as its page showed it: of "By [Ana Ruiz](/authors/ana), **Norham**" stays "By
    Ana Ruiz, Norham".
    """
    text = line.lstrip("#> ") if line.startswith(("# ", "##", "> ")) else line.removeprefix("#+")
    for pattern, left in _MARKS:
        text = pattern.sub(left, text)
    return text.strip()


def kind_of(text: str) -> str:
    """Return the kind that a line has by its content alone, or "" where its place must decide."""
    return next((kind for kind, is_such in _KINDS if is_such(text)), "")


def is_paragraph(text: str) -> bool:
    """Return whether the line is a paragraph of prose: long, or fairly long and ended like a
    sentence.
    """
    words = word_count(text)
    return words >= _PARAGRAPH_WORDS and (
        text.endswith(_SENTENCE_END) or words >= 2 * _PARAGRAPH_WORDS
    )


def ends_sentence(text: str) -> bool:
    """Return whether the line is a short sentence: "He refused." stands in a body, "Related
    stories" does not.
    """
    return text.endswith(_SENTENCE_END) and word_count(text) >= 4


def opens_biography(lines: Sequence[Line], i: int) -> bool:
    """Return whether a name stands alone and opens the next line: "Jane Doe" / "Jane Doe, who
    covers courts, has …".
    """
    name, text = lines[i].text, lines[i + 1].text if i + 1 < len(lines) else ""
    about = text.startswith((f"{name},", f"{name} ")) and word_count(text) > _STORY
    # "Isack Hadjar" / "Isack Hadjar explains crash at Barcelona" is a topic and a title
    return about and text.endswith(_SENTENCE_END) and looks_like_person_name(name)


#: The longest line that is a byline; a link's address alone is none.
_LONGEST_BYLINE, _ADDRESSES = 200, ("http://", "https://", "www.", "<http")


def _is_byline(text: str) -> bool:
    """Return whether the line is a byline: a byline word before names, or dates as a page's readers
    find them in any line.
    """
    if len(text) > _LONGEST_BYLINE or text.startswith(_ADDRESSES):
        return False
    parts = split_bars(text)
    name, value = label_of(parts[0] if parts else "") or ("", "")
    if name == "author" and is_signed_names(value):
        return True
    # "Jane Doe · Feb 25 · 4 min read"
    if any(map(looks_like_date, parts)) and any(map(is_byline_names, parts)):
        return True
    return _is_date_line(text)


def _is_date_line(text: str) -> bool:
    """Return whether a line is a date's, as a page's readers find one in any line."""
    digit = DIGIT.search(text) is not None
    # "an hour ago", "לפני שעתיים"
    if (digit or is_relative(text)) and looks_like_date(text):
        return not is_in_sentence(text, first_date(text))
    if not digit or is_paragraph(text):
        return False
    return {kind for kind, _ in dates_of_line(text, in_plain_element=True)} == {""}


#: A label as machines write it: "article:published_time: 1999-10-01", "pub_date = ...",
#: "dc:creator: Ana Ruiz".
_MACHINE_LABEL = re.compile(r"([A-Za-z][\w.:-]{2,40}?)\s*[:=]\s+(\S.*)")
#: Labels whose value may have bars; no machine's line with its value is longer.
_WITH_BARS, _LONGEST_MACHINE_LABEL = frozenset(("keywords", "headline", "description")), 240
#: No lone label is longer; labelled values in more words are prose, names in more are none, and
#: "Rubrik" is no headline's.
_LONGEST_LABEL, _MOST_WORDS = 40, {"author": 8, "articleSection": 4, "description": LINE_LIMIT}


def label(text: str) -> tuple[str, str] | None:
    """Return the label and the value of a label line; bylines have rules of their own."""
    name, value = label_of(text) or _machine_label(text) or ("caption", "")
    if name == "caption" or (not value and len(text) >= _LONGEST_LABEL):
        return None
    if name not in _WITH_BARS and len(split_bars(text)) > 1:
        return None
    return (name, value) if _fits(name, value, text) else None


def _machine_label(text: str) -> tuple[str, str] | None:
    """Return the field and the value of a label as machines write it."""
    match = _MACHINE_LABEL.fullmatch(text) if len(text) < _LONGEST_MACHINE_LABEL else None
    if match is None:
        return None
    field = SUPPLIED_NAMES.get(fold_key(match[1]), "")
    # "page.url = window.location.href" is a program's
    known = field in DATED or (field and ":" in match[1])
    return (field, match[2]) if known else None


def _fits(name: str, value: str, text: str) -> bool:
    """Return whether a label's value is no prose, no signed date, and a date where it must be."""
    digit = DIGIT.search(value)
    if word_count(value) > _MOST_WORDS.get(name, 40) and not (
        name == "author" and is_byline_names(value)
    ):
        return False
    if digit:
        return not split_byline(text)
    return name not in DATED or value == ""


_KINDS = (
    ("copyright", is_copyright),
    ("caption", credit_in),
    ("furniture", is_boilerplate),
    ("label", label),
    ("byline", _is_byline),
    ("paragraph", is_paragraph),
)


#: Columns at which prose is broken, narrower are menus; so many lines at least, and such a share of
#: those no shorter, show it.
_NARROWEST, _WIDEST, _FEWEST, _SHARE = 36, 100, 2, 0.25
#: What stands between two names of a byline: "Jane Doe", "and", "John Roe".
_JOINTS = JOINTS | frozenset(", ; · | / a".split())
#: No byline is longer, nor has more lines.
_BYLINE, _BYLINE_LINES = 160, 9


def joined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with those of broken prose joined to paragraphs and those of a byline to
    one line.
    """
    width = _columns(lines)
    groups: list[list[Line]] = []
    for line, following in zip(lines, [*[line.text for line in lines[1:]], ""], strict=False):
        above = groups[-1] if groups and not line.after_blank else []
        if above and (_goes_on(above, line, width) or _goes_on_as_byline(above, line, following)):
            above.append(line)
        else:
            groups.append([line])
    return list(map(_merged, groups))


def _merged(group: Sequence[Line]) -> Line:
    """Return the first of several lines with the text of all."""
    if len(group) > 1:
        group[0].text = without_marks(" ".join([line.text for line in group]))
        group[0].raw = " ".join([line.raw for line in group])
    return group[0]


def _goes_on(above: Sequence[Line], line: Line, width: int) -> bool:
    """Return whether a line goes on with prose broken at so many columns."""
    if not _is_broken(above[-1], line, width):
        return False
    # a headline may be as long as the column is wide
    return len(above) > 1 or not (
        label_of(line.text) or looks_like_date(line.text) or line.raw.startswith("# ")
    )


def _columns(lines: Sequence[Line]) -> int:
    """Return the width at which a program broke the prose, 0 where none did: blank lines part its
    paragraphs.
    """
    # "Norham Times                    12" heads a printed page
    long = [
        len(line.raw) for line in lines if len(line.raw) >= _NARROWEST and "   " not in line.raw
    ]
    width = max(long, default=0)
    if width > _WIDEST or not any(line.after_blank for line in lines[1:]):
        return 0
    broken = [line for line, below in pairwise(lines) if _is_amid_sentence(line, below, width)]
    return width if len(broken) >= max(_FEWEST, _SHARE * len(long)) else 0


def _is_amid_sentence(line: Line, below: Line, width: int) -> bool:
    """Return whether a line is broken within a sentence: where each has one of its own none is."""
    apart = below.after_blank or line.text.endswith(_SENTENCE_END)
    return not apart and _is_broken(line, below, width)


def _is_broken(line: Line, below: Line, width: int) -> bool:
    """Return whether a line ends where it does because the first word below did not fit into so
    many columns.
    """
    word = len(below.raw.partition(" ")[0])
    # two columns of a page are none of prose
    return (
        width * 2 // 3 <= len(line.raw) <= width < len(line.raw) + 1 + word
        and "   " not in line.raw
    )


def _goes_on_as_byline(above: Sequence[Line], below: Line, following: str) -> bool:
    """Return whether a byline goes on below: "By" / "Jane Doe", "By Jane Doe" / "and John Roe", or
    "and" / "John Roe".
    """
    text = " ".join([line.text for line in above[-_BYLINE_LINES:]])
    if len(text) + len(below.text) > _BYLINE:
        return False
    name, names = label_of(text) or ("", "")
    if name == "author" and not _wants_name(text, following):
        return is_signed_names(names) and _joins_name(below.text, following)
    opens = name == "author" or (not name and fold(text).strip(" :") in LABELS["author"])
    return opens and is_byline_names(below.text)


def _wants_name(text: str, following: str) -> bool:
    """Return whether a byline ends in a joint, "By Jane Doe and", or within a list: "By Jane Doe,"
    / "Ana Ruiz" / "and John Roe" has another name, "By Jane Doe," / "Novi Sad" an outlet.
    """
    listed = text[-1] == "," and fold(following.partition(" ")[0]) in _JOINTS
    return listed or fold(text.rpartition(" ")[2]) in _JOINTS


def _joins_name(text: str, following: str) -> bool:
    """Return whether a line begins with a joint before a name: not "By Jane Doe" / "/" / "5 March
    2021".
    """
    first, _, rest = text.partition(" ")
    joint = fold(first) in _JOINTS and (first != "," or not rest)
    return joint and is_byline_names(rest or following)
