"""The lines of a text dump, without extractors' marks and rejoined where a program broke them, and the kind of each.

A line can be a label, a byline, a caption, a paragraph, furniture.  Terminal browsers, mails, postings and PDFs break prose at
some 70 columns: no line is a paragraph then, and there is no body; a byline, too, goes on below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from service import names
from service.lexicon.date_spans import dates_within, looks_like_date
from service.lexicon.date_telling import is_told
from service.lexicon.labels import LABELS, label_of
from service.lexicon.lines import is_boilerplate, is_caption, is_copyright
from service.lexicon.people import is_byline_names, is_signed_names
from service.lexicon.signatures import signed, without_end
from service.lexicon.texts import EDGE, fold, split_bars, squeeze, word_count
from service.model import Finding
from service.observe.date_stretch import byline_parts
from service.observe.sources import SUPPLIED_NAMES, fold_key

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


def _unescaped(line: str) -> str:
    """Return a line with entities undone, also those that were escaped twice: "June&amp;nbsp;27"."""
    return unescape(unescape(line)) if "&" in line and ";" in line else line


def read_lines(text: str) -> tuple[list[Line], tuple[Finding, ...]]:
    """The non-blank lines, bounded in number and length."""
    physical = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", MOST_LINES)
    cut = len(physical) > MOST_LINES or any(len(line) > LONGEST_LINE for line in physical)
    lines: list[Line] = []
    blank = True
    for number, raw in enumerate(physical[:MOST_LINES], 1):
        stripped = squeeze(_unescaped(raw[:LONGEST_LINE]))
        if stripped:
            lines.append(Line(number, _without_markdown(stripped), raw[:LONGEST_LINE].strip(), blank))
        blank = not stripped
    message = (
        f"The text has more than {MOST_LINES} lines or a line of more than {LONGEST_LINE} characters; the rest was not read."
    )
    return lines, (Finding("/article", "page_truncated", "warning", message),) if cut else ()


def _without_markdown(line: str) -> str:
    """The line without the marks of extractors, exports, headings, quotes and emphasis: "# Storm", "**By Jane Doe**"."""
    # "#+AUTHOR: Jane Doe" and ":author: Jane Doe" are Org's and reStructuredText's, "= Storm" AsciiDoc's
    text = _EXPORT.sub(r"\1:", line)
    text = without_marks(text.lstrip("#>= ") if text[:2] in ("# ", "##", "> ", "= ") else text)
    for mark in ("**", "__", "*", "_"):
        if text.startswith(mark) and text.endswith(mark) and len(text) > 2 * len(mark):
            text = text[len(mark) : -len(mark)]
    return text.strip() or line


_EXPORT = re.compile(r"(?:#\+|:)([A-Za-z]{3,20}):(?=\s)")


def is_paragraph(text: str) -> bool:
    """Return whether the line is a paragraph of prose: long, or fairly long and ended like a sentence."""
    words = word_count(text)
    return words >= _PARAGRAPH_WORDS and (text.endswith(_SENTENCE_END) or words >= 2 * _PARAGRAPH_WORDS)


def _is_byline(text: str) -> bool:
    """Return whether the line is a byline: parts between bars, or a byline word, and nothing but names and dates."""
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
    """Return the parts of a byline, a part with name and date as two: "By Jane Doe on March 5, 2021."."""
    return [piece for part in byline_parts(text) for piece in (signed(part) or (part,))]


_LETTERS = re.compile(r"[^\W\d_]{3,}")


def opens_with_date(text: str) -> bool:
    """Return whether a line with a date begins with it or a name: "The new bridge, 27 August 1998" is a picture's caption."""
    before = re.split(r"\d", text, maxsplit=1)[0]
    words = [word for word in _LETTERS.findall(before) if not names.months(word) and not names.weekdays(word)]
    # a word of a script without blanks is a phrase
    phrases = sum(2 if len(word) > 3 and word[0] >= "\u2e80" else 1 for word in words)
    return phrases < 2 or label_of(text) is not None or is_byline_names(without_end(before))


def part_kind(part: str) -> str:
    """Return the kind of a byline part: date, author, empty (a byline word without a name), place, or "" for others."""
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
    """Return the label and the value of a label line; bylines have rules of their own."""
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
    """Return a date's label that is the whole line, as get_text("\\n") parts <span>Updated</span> <time>3 May 2021</time>."""
    folded = fold(text).strip(EDGE) if len(text) <= _LONGEST_LABEL else ""
    return next(((name, "") for name in ("datePublished", "dateModified") if folded in LABELS[name]), None)


#: No label of dates is longer.
_LONGEST_LABEL = 40
_MACHINE_LABEL = re.compile(r"([A-Za-z][\w.:-]{2,40}?)\s*[:=]\s+(\S.*)")


def _machine_label(text: str) -> tuple[str, str] | None:
    """Return a label as machines write it for a page's dates: "article:published_time: 1999-10-01", "pub_date = ..."."""
    match = _MACHINE_LABEL.fullmatch(text) if len(text) < 240 else None
    name = SUPPLIED_NAMES.get(fold_key(match[1])) if match else None
    return (name, match[2]) if match and name in ("datePublished", "dateModified", "date", "dateCreated", "expires") else None


def ends_sentence(text: str) -> bool:
    """Return whether the line is a short sentence: "He refused." stands in a body, "Related stories" does not."""
    return text.endswith(_SENTENCE_END) and word_count(text) >= 4


def kind_of(text: str) -> str:
    """Return the kind that a line has by its content alone, or "" where its place must decide."""
    return next((kind for kind, is_kind in _KINDS if is_kind(text)), "")


#: A byline below the lead is so many lines long at most, and so much prose stands below it.
_LONGEST_BYLINE, _BELOW_BYLINE = 8, 2


def below_byline(lines: Sequence[Line], start: int, last: int) -> int:
    """Return the place where a body begins that is said to begin at start: below the byline where that stands below its lead.

    "Voters are angry, a survey shows." / "Birgit Baumann" / "3. Mai 2024, 17:47" / "Nach der Wahl …".
    """
    dated = False
    for i in range(start + 1, min(start + 2 + _LONGEST_BYLINE, last)):
        line = lines[i]
        if is_paragraph(line.text):
            prose = sum(is_paragraph(below.text) for below in lines[i : last + 1][:_FOLLOWING])
            told = dated and prose >= _BELOW_BYLINE and not line.text[0].islower() and line.text[0] not in ",;"
            return i if told and lines[start - 1].kind != "paragraph" else start
        dated = dated or (line.kind in ("byline", "label") and "date" in map(part_kind, signed_parts(line.text)))
    return start


#: Lines behind a byline among which prose is looked for.
_FOLLOWING = 30

#: "[harbour](/tag/1)", "![](/img/a.jpg)"; what stands in the round brackets is an address: "[sic](as he wrote)" is no link.
_LINK = re.compile(
    r"(!?)\[\s?([^\[\]]{0,300})\]\(<?((?=[^()\s]{0,500}[/#:.])[^()\s<>]{1,500})>?(?:\s+[\"'][^\"'()]{0,200}[\"'])?\)"
)
#: The number that lynx -dump puts before a link's text: "[20]harbour, [21]bridges".
_LINK_NUMBER = re.compile(r"(?<![^\s(,;:|])\[\d{1,4}\](?=[^\W_]|[#\"“„«‘'])")
#: "harbour <https://www.example.com/tag/harbour>"; an address that stands alone is the line's own.
_ADDRESS = re.compile(r"(?<=\S)\s{0,3}<(?:https?://|mailto:|/)[^<>\s]{1,500}>")
#: "*harbour*, **bridges**" inside of a line; "5 * 3 * 2" and "snake_case_names" are none.
_EMPHASIS = re.compile(r"(?<![^\s(\[\"“„,;:|])(\*{1,3}|_{1,2})(?=[^\s*_])([^*_\n]{0,200}?[^\s*_])\1(?![\w*])")
#: What parts two links of a list of tags where no mark does: "[20]harbour [21]bridges".
_BETWEEN_LINKS = re.compile(r"(?<=[^\s*_,;|·:：])\s+(?=\[\d{1,4}\]\S|\[[^\[\]]{1,100}\]\()")
_CDATA = re.compile(r"<!\[CDATA\[\s?|\s?\]\]>")
#: Labels in brackets, as exports write them: "[Title] Council backs plan".
_BRACKETED = re.compile(r"\[([^\[\]\d]{2,30})\]:?\s+(?=\S)")
#: A link's address alone, numbered in lynx's list of references: "2. https://www.example.com/2022/03/03/ferry".
_BARE_ADDRESS = re.compile(r"(?:\[?\d{1,4}[\].)]\s?)?<?(?:https?://|www\.)\S+")


def without_marks(line: str) -> str:
    """The line as its page showed it, without the marks of the tool that extracted it.

    >>> without_marks("Tags: [20]harbour, *bridges*"), without_marks("By [Ana Ruiz](/authors/ana)"), without_marks("a [1](2)")
    ('Tags: harbour, bridges', 'By Ana Ruiz', 'a [1](2)')
    """
    text = line
    if "]" in text:
        text = _parted(_CDATA.sub("", text))
        text = _LINK.sub(lambda link: "" if link[1] else link[2].strip(), text)
        text = _LINK_NUMBER.sub("", text)
        text = _without_brackets(text)
    if "<" in text:
        text = _ADDRESS.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", text)
    return text.strip()


def _parted(text: str) -> str:
    """Return a line of tags that only links part, parted by commas."""
    named = label_of(text) if _BETWEEN_LINKS.search(text) else None
    return _BETWEEN_LINKS.sub(", ", text) if named is not None and named[0] == "keywords" else text


def _without_brackets(text: str) -> str:
    """The line with a label in brackets as a label: "[Author] Ana Ruiz" is "Author: Ana Ruiz"."""
    opening = _BRACKETED.match(text)
    if opening is None or label_of(f"{opening[1]}: x") is None:
        return text
    return f"{opening[1]}: {text[opening.end() :]}"


def is_bare_address(text: str) -> bool:
    """Return whether a line is a link's address and nothing else, numbered or not as in a list of references."""
    return _BARE_ADDRESS.fullmatch(text) is not None


#: Columns at which prose is broken; narrower are menus.
_NARROWEST, _WIDEST = 36, 100
#: As many lines, at least, show that a dump is broken at a column, and such a share of its lines that are no shorter.
_FEWEST, _SHARE = 4, 0.25
#: The share of the lines below that open with a capital, at most: nearly all titles of a list do, of broken prose one in three.
_CAPITALS = 0.6
#: What stands between two names of a byline: "Jane Doe", "and", "John Roe".
JOINTS = frozenset(", ; & · | / and und et y e en och og i a ve и та و".split())
#: No byline is longer, nor has it more lines; and no word is longer where blanks part words.
_BYLINE, _NAMES, _WORD = 160, 6, 30


def joined(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with those of broken prose joined to paragraphs and those of a byline to one line."""
    width = _width(lines)
    groups: list[list[Line]] = []
    for line, following in pairwise([*lines, None]):
        if line and groups and (_is_signed_below(groups[-1], line) or _goes_on(groups[-1], line, following, width)):
            groups[-1].append(line)
        elif line:
            groups.append([line])
    return [_whole(group) for group in groups]


def _goes_on(group: Sequence[Line], below: Line, following: Line | None, width: int) -> bool:
    """Return whether a line continues the lines above it; the line that follows may show that it is a list."""
    if below.after_blank:
        return False
    if width and _is_broken(group[-1], below, width):
        # a headline may be as long as the column is wide
        return len(group) > 1 or label_of(below.text) is None
    if fold(below.text) in JOINTS:
        return following is not None and is_byline_names(following.text) and _is_signed(_whole(group).text)
    return len(group) <= 2 * _NAMES and _goes_on_as_byline(_whole(group), below, len(group) > 1 or _is_listed(below, following))


def _is_signed_below(group: Sequence[Line], below: Line) -> bool:
    """Return whether names stand below a byline word that has a line of its own: "By" / "Jane Doe"."""
    word = group[0].text if len(group) == 1 else ""
    return 0 < len(word) < _WORD and fold(word).strip(" :") in LABELS["author"] and is_byline_names(below.text)


def _whole(group: Sequence[Line]) -> Line:
    """Several lines as one, with the number of the first."""
    if len(group) == 1:
        return group[0]
    text = " ".join(line.text for line in group)
    return Line(group[0].number, without_marks(text), " ".join(line.raw for line in group), group[0].after_blank)


def _width(lines: Sequence[Line]) -> int:
    """Return the column at which the dump's prose is broken, or 0 where it is not.

    A program breaks a line where the next word would not fit: in paragraphs of three lines and more, each line but the last is
    too long for the next one's first word.
    """
    width = broken = capitals = 0
    for paragraph in _paragraphs(lines):
        widest = max(len(line.raw) for line in paragraph)
        pairs = list(pairwise(paragraph))
        if len(pairs) > 1 and _NARROWEST <= widest <= _WIDEST and all(_is_broken(a, b, widest) for a, b in pairs):
            width = max(width, widest)
            broken += len(pairs)
            capitals += sum(line.text[0].isupper() for line in paragraph[1:])
    long = sum(len(line.raw) >= _NARROWEST for line in lines)
    return width if broken >= max(_FEWEST, _SHARE * long) and capitals <= _CAPITALS * broken else 0


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The runs of lines between blank lines."""
    runs: list[list[Line]] = []
    for line in lines:
        if line.after_blank or not runs:
            runs.append([])
        runs[-1].append(line)
    return runs


def _is_broken(line: Line, below: Line, width: int) -> bool:
    """Return whether a line ends where it does because the first word below did not fit into so many columns."""
    word = len(below.raw.partition(" ")[0])
    return width * 2 // 3 <= len(line.raw) <= width < len(line.raw) + 1 + word and word <= _WORD


def _is_listed(line: Line, following: Line | None) -> bool:
    """Return whether a line is one of a list: it ends in a comma, holds an "and", or the line below opens with one."""
    words = line.text.split()
    goes_on = following is not None and not following.after_blank and fold(following.text.partition(" ")[0]) in JOINTS
    return goes_on or line.text[-1] == "," or any(fold(word) in JOINTS for word in words)


def _goes_on_as_byline(line: Line, below: Line, listed: bool) -> bool:
    """Return whether a byline's names continue below: "By Jane Doe" / "and John Roe", "By Jane Doe," / "John Roe and Bo Doe".

    Below a comma alone stands as often the outlet, whose name may look like a person's: "By Jane Doe," / "Novi Sad".
    """
    if below.after_blank or len(line.text) + len(below.text) > _BYLINE:
        return False
    first, _, rest = below.text.partition(" ")
    # ", Senior Staff Technologist, Speech and Privacy" is what the one before it is
    opened = fold(first) in JOINTS and not (first == "," and "," in rest)
    comma = line.text[-1] == ","
    ended = line.text[-1] in ";&" or (not comma and fold(line.text.rpartition(" ")[2]) in JOINTS)
    if not (opened or ended or (comma and listed)) or not is_byline_names(rest if opened else below.text):
        return False
    return _is_signed(line.text)


def _is_signed(text: str) -> bool:
    """Return whether a line is a byline word and names, with or without what joins the next: "By Jane Doe and"."""
    named = label_of(text)
    names, _, last = named[1].rpartition(" ") if named is not None else ("", "", "")
    if named is not None and fold(last) not in JOINTS:
        names = named[1]
    return named is not None and named[0] == "author" and is_signed_names(names.rstrip(" ,;&"))
