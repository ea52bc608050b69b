"""Lines that a program broke at a column, and bylines that go on below: joined again before anything is told of a line.

Terminal browsers, mails, postings and PDFs break prose at some 70 columns: no line is a paragraph then, and there is no body.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from service.lexicon.folding import fold
from service.lexicon.labels import LABELS, label_of
from service.lexicon.proper_names import is_byline_names, is_signed_names
from service.observe.text_lines import Line
from service.observe.text_marks import without_marks

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
    """The lines, those of broken prose joined to paragraphs and those of a byline to one line."""
    width = _width(lines)
    groups: list[list[Line]] = []
    for line, following in pairwise([*lines, None]):
        if line and groups and (_is_signed_below(groups[-1], line) or _goes_on(groups[-1], line, following, width)):
            groups[-1].append(line)
        elif line:
            groups.append([line])
    return [_whole(group) for group in groups]


def _goes_on(group: Sequence[Line], below: Line, following: Line | None, width: int) -> bool:
    """Whether a line goes on with what the lines above it began; the one that follows it may show that a list does."""
    if below.after_blank:
        return False
    if width and _is_broken(group[-1], below, width):
        # a headline may be as long as the column is wide
        return len(group) > 1 or label_of(below.text) is None
    if fold(below.text) in JOINTS:
        return following is not None and is_byline_names(following.text) and _is_signed(_whole(group).text)
    return len(group) <= 2 * _NAMES and _goes_on_as_byline(_whole(group), below, len(group) > 1 or _is_listed(below, following))


def _is_signed_below(group: Sequence[Line], below: Line) -> bool:
    """Whether names stand below a byline word that has a line of its own: "By" / "Jane Doe"."""
    word = group[0].text if len(group) == 1 else ""
    return 0 < len(word) < _WORD and fold(word).strip(" :") in LABELS["author"] and is_byline_names(below.text)


def _whole(group: Sequence[Line]) -> Line:
    """Several lines as one, with the number of the first."""
    if len(group) == 1:
        return group[0]
    text = " ".join(line.text for line in group)
    return Line(group[0].number, without_marks(text), " ".join(line.raw for line in group), group[0].after_blank)


def _width(lines: Sequence[Line]) -> int:
    """The column at which the dump's prose is broken, or 0 where it is not.

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
    """Whether a line ends where it does because the first word of the line below did not fit into so many columns."""
    word = len(below.raw.partition(" ")[0])
    return width * 2 // 3 <= len(line.raw) <= width < len(line.raw) + 1 + word and word <= _WORD


def _is_listed(line: Line, following: Line | None) -> bool:
    """Whether a line ends in a comma, holds a joint, or has a line that opens with one below it, as the lines of lists do."""
    words = line.text.split()
    goes_on = following is not None and not following.after_blank and fold(following.text.partition(" ")[0]) in JOINTS
    return goes_on or line.text[-1] == "," or any(fold(word) in JOINTS for word in words)


def _goes_on_as_byline(line: Line, below: Line, listed: bool) -> bool:
    """Whether names go on on the line below a byline: "By Jane Doe" / "and John Roe", "By Jane Doe," / "John Roe and Bo Doe".

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
    """Whether a line is a byline word and names, with or without what joins the next: "By Jane Doe and"."""
    named = label_of(text)
    names, _, last = named[1].rpartition(" ") if named is not None else ("", "", "")
    if named is not None and fold(last) not in JOINTS:
        names = named[1]
    return named is not None and named[0] == "author" and is_signed_names(names.rstrip(" ,;&"))
