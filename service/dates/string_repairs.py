"""String repairs of a date's text: what to put back, and the proof that damaging it again gives the observed text.

A wrapper leaves the date whole and only dresses it: quotes of a repr, an escaped line end, a second copy.  A wound has lost
something that must be guessed; a text is asked for wounds only when it is no date as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote_plus

from service import names
from service.dates.score import rule
from service.lexicon.texts import is_mojibake, unscrambled
from service.model import Rule
from service.spelling import folded

#: Start and end in the repaired text, and what stood there in the damaged one.
Cut = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text without its damage, with the rule, the price in bits, and the cuts that give the damage back."""

    text: str
    rule: Rule
    bits: float
    cuts: tuple[Cut, ...]
    wound: bool = False

    def damaged(self) -> str:
        """The text as it was observed: the proof of a string repair is that this is it."""
        parts, cursor = [], 0
        for start, end, was in self.cuts:
            parts += [self.text[cursor:start], was]
            cursor = end
        return "".join((*parts, self.text[cursor:]))


ESCAPED = rule(
    "escaped_date", "the date is written in the escapes of another notation",
    "HTML entities escaped twice, the URL encoding of a form, or a backslash and an n for a line end", "2022-02-25+14%3A40",
    "2022-02-25T14:40:00", "entities, mojibake, ?, U+FFFD, NFD, repr quotes, URL encoding", "html-entity", "url-encoded",
    "escaped-newline",
)  # fmt: skip
MOJIBAKE = rule(
    "mojibake_in_date", "the bytes of the date were read in the wrong encoding",
    "UTF-8 was decoded as Windows-1252, once or several times", "25 fÃ©vrier 2022", "2022-02-25",
    "entities, mojibake, ?, U+FFFD, NFD, repr quotes, URL encoding", "mojibake",
)  # fmt: skip
DOUBLED = rule(
    "doubled_date", "the date, or a part of it, is written twice",
    "a template prints a variable that was printed already, or two elements are read as one text",
    "2022-02-25T14:40:00Z,2022-02-25T14:40:00Z", "2022-02-25T14:40:00+00:00", "truncation, duplication", "duplicated",
)  # fmt: skip
DEBUG_TAIL = rule(
    "debug_output_behind_date", "a program's debug output stands after the date",
    "Go's Time.String() adds the offset again and the monotonic clock", "2022-02-25 14:40:00 -0500 EST m=+0.000012",
    "2022-02-25T14:40:00-05:00", "go-time-string",
)  # fmt: skip
OCR = rule(
    "letters_for_digits", "letters stand where digits of the same shape belong",
    "text recognition (OCR) of a scan, or a person who typed O for 0 and l for 1", "2O22-O2-25", "2022-02-25",
    "OCR O/0, l/1, Z/2, S/5", "ocr-letter-digit",
)  # fmt: skip
LOST_LETTERS = rule(
    "lost_letter_in_month_name", "a letter of the month's name was lost to an encoding",
    "a letter that the target encoding lacks is printed as ? or U+FFFD", "15 M\ufffdrz 2021", "2021-03-15",
    "entities, mojibake, ?, U+FFFD, NFD, repr quotes, URL encoding", "replacement-character", "question-mark",
)  # fmt: skip
TRUNCATED = rule(
    "truncated_date", "the end of the date is cut off", "a database column or a field of a feed is shorter than the date",
    "2022-02-25T14:4", "2022-02-25 and the hour 14", "truncation, duplication", "truncated",
)  # fmt: skip
YEAR_DIGITS = rule(
    "year_digits_doubled_or_exchanged", "a digit of the year is doubled, or two digits are exchanged",
    "a typing error, or text recognition (OCR)", "2104-05-18", "2014-05-18, with a byline of 18 May 2014",
    "year digits doubled / transposed", "year-digits-transposed", "year-digit-doubled",
)  # fmt: skip
RULES = (ESCAPED, MOJIBAKE, DOUBLED, DEBUG_TAIL, OCR, LOST_LETTERS, TRUNCATED, YEAR_DIGITS)


@dataclass(frozen=True, slots=True)
class _Row:
    """A pattern, what is put back for each match, the character without which there is none, and what the damage costs.

    A wrapper costs nothing: it changes nothing of what the date says.
    """

    rule: Rule
    trigger: str
    pattern: re.Pattern[str]
    put: Callable[[re.Match[str]], str]
    bits: float = 0.0
    wound: bool = False

    def repaired(self, text: str) -> Repaired | None:
        """Return the text with every match replaced, and the text that stood there; None where nothing changes."""
        parts: list[str] = []
        cuts: list[Cut] = []
        cursor = length = 0
        for match in self.pattern.finditer(text):
            replacement = self.put(match)
            if replacement == match.group():
                continue
            kept = text[cursor : match.start()]
            parts += [kept, replacement]
            length += len(kept) + len(replacement)
            cuts.append((length - len(replacement), length, match.group()))
            cursor = match.end()
        return Repaired("".join((*parts, text[cursor:])), self.rule, self.bits, tuple(cuts), self.wound) if cuts else None


def _whole(text: str, repaired: str | None, row: Rule, bits: float) -> Repaired | None:
    """Return the string repair that replaces the whole text."""
    return Repaired(repaired, row, bits, ((0, len(repaired), text),)) if repaired and repaired != text else None


# "2022-02-25+14%3A40": a plus between day and clock is a blank, one behind the clock is a sign
_ADDRESS = re.compile(r"(?<=\d)\+(?=\d{1,2}(?:%3[Aa]|:))(?<!%3[Aa]\d\d\+)(?<!:\d\d\+)")
_ESCAPES = (
    _Row(ESCAPED, "&", re.compile(r"&(?:amp;|#38;)*(?:#\d{1,6}|#x[\da-fA-F]{1,5}|[A-Za-z]{2,8});"),
         lambda m: unescape(unescape(unescape(m.group())))),
    _Row(ESCAPED, "\\", re.compile(r"\\(?:[nrt\"'/]|u([\da-fA-F]{4}))"), lambda m: chr(int(m[1], 16)) if m[1] else " "),
    # "2022-02-25T14:40:00 02:00": an address was decoded, in which a plus is a blank
    _Row(ESCAPED, "T", re.compile(r"(?<=T\d\d:\d\d:\d\d) (?=(?:0\d|1[0-4]):[0-5]\d\Z)"), lambda m: "+"),
)  # fmt: skip
_COPIES = (
    # "2022-02-25T2022-02-25T14:40:00"
    _Row(DOUBLED, "-", re.compile(r"(\d{4}-\d\d-\d\d)([T ,;|/]{1,3})\1(?=\2|\Z|[T ])"), lambda m: m[1]),
    # "FridayFriday, 25 February 2022", "25 February 2022 2022", "25 25 February 2022"
    _Row(DOUBLED, "", re.compile(
        r"(?<![^\W_])([^\W\d_]{3,12})\1(?![^\W\d_])|(?<![\d:./-])(\d{4}|[^\W\d_]{3,12}),? \2(?![\w:./-])"
    ), lambda m: m[1] or m[2]),
    _Row(DEBUG_TAIL, "=", re.compile(r" m=[+-]\d{1,12}\.\d{1,12}\Z"), lambda m: ""),
    _Row(DEBUG_TAIL, " ", re.compile(r"([+-]\d{4}) (?:\1|[A-Z]{3,5})\Z"), lambda m: m[1]),
)  # fmt: skip
# "2022-02-25T14:4", "2022-02-25T", "Fri, 25 Feb 2022 14:40:", "2022-02-25T14:40:00+0", "2022-02-25T14:40:00."
_ENDS = tuple(
    _Row(TRUNCATED, trigger, re.compile(pattern), lambda m: m[1], 1.0, wound=True)
    for trigger, pattern in (
        (":", r"(\d{4}-\d\d-\d\d[T ]\d\d):\d?\Z"),
        ("-", r"(\d{4}-\d\d-\d\d)(?:T\d?| \d)\Z"),
        (":", r"((?<![\d:])\d\d:\d\d):\d?\Z"),
        (":", r"(\d\d:\d\d:\d\d(?:\.\d+)?)(?:[+-](?:\d|\d\d:\d?)?|\.)\Z"),
    )
)


def _first(rows: Sequence[_Row], text: str) -> Repaired | None:
    """Return the text as the first row that has something to put back repairs it."""
    for row in rows:
        if row.trigger in text and row.pattern.search(text) and (repaired := row.repaired(text)) is not None:
            return repaired
    return None


def undressed(text: str) -> Repaired | None:
    """Return the text without its first wrapper or its cut end, or None where it has neither."""
    repaired = _first(_ESCAPES, text)
    if repaired is None and "%3A" in text.upper() and "+" in text:
        repaired = _whole(text, unquote_plus(_ADDRESS.sub(" ", text).replace("+", "%2B"), errors="replace"), ESCAPED, 0.0)
    if repaired is None and is_mojibake(text):
        repaired = _whole(text, unscrambled(text), MOJIBAKE, 0.0)
    return repaired or _halved(text) or _first(_COPIES, text) or _first(_ENDS, text)


def _halved(text: str) -> Repaired | None:
    """Return "A" for "A A": two equal halves, glued or joined by a separator; a row of dots is no date twice."""
    for gap in range(4):
        half, odd = divmod(len(text) - gap, 2)
        if half < _SHORTEST_HALF or odd or text[:half] != text[half + gap :]:
            continue
        if (not gap or not text[half : half + gap].isalnum()) and any(map(str.isdigit, text)):
            return Repaired(text[:half], DOUBLED, 0.0, ((half, half, text[half:]),))
    return None


#: A shorter text is no date.
_SHORTEST_HALF = 8


def wounds(text: str, language: str | None) -> Iterator[Repaired]:
    """Yield the texts that this one may have been before it lost something; asked where it is no date as it stands."""
    if not text.isascii():
        # loaded on first need, as the lexicon does; it is this that makes the codec known
        import ftfy.bad_codecs  # noqa: F401

        # a template's own words stand sound beside a date that was read from elsewhere: "Yayınlanma 10 Åžubat 2024"
        recoded = _whole(text, _as_utf_8(text), MOJIBAKE, 1.0) or _whole(
            text, " ".join(map(_as_utf_8, text.split(" "))), MOJIBAKE, 1.0
        )
        if recoded is not None:
            yield recoded
    seen = _LETTERS_FOR_DIGITS.repaired(text)
    if seen is not None:
        yield seen
    yield from _filled(text, language)


def _as_utf_8(text: str) -> str:
    """Return the text that a text's bytes in Windows-1252 are in UTF-8; the text itself where they are none."""
    try:
        return text.encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return text


_LOOKS = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "i": "1", "|": "1", "Z": "2", "z": "2", "S": "5", "s": "5", "B": "8"}
)
_MIXED = re.compile(r"(?<![^\W_])(?=[^\W_]*\d|[OolI]{1,2}[-/. ])[\dOoQlIi|ZzSsB]{1,8}(?![^\W_])|(?<=-)[\dOo]{2}T(?=\d)")
_LETTERS_FOR_DIGITS = _Row(OCR, "", _MIXED, lambda m: m[0] if m[0].isdecimal() else m[0].translate(_LOOKS), 4.0, wound=True)
_HOLE = re.compile(r"[^\W\d_]*(?:[?\ufffd]{1,3}[^\W\d_]+)+|[^\W\d_]{2,}[?\ufffd]{1,3}|[^\W\d_][?\ufffd]{2,3}")


def _filled(text: str, language: str | None) -> Iterator[Repaired]:
    """Yield the text with a damaged month's name filled in, where one month of the language fits: "M?rz" is German March."""
    if "?" not in text and "\ufffd" not in text:
        return
    for match in _HOLE.finditer(text):
        month = _fitting_month(match.group(), language)
        if month is not None:
            name = names.month_name(month)
            repaired = text[: match.start()] + name + text[match.end() :]
            cut = (match.start(), match.start() + len(name), match.group())
            yield Repaired(repaired, LOST_LETTERS, 3.0, (cut,), wound=True)


def _fitting_month(word: str, language: str | None) -> int | None:
    # one hole is one character, or the two bytes of one
    pattern = re.compile("".join(r"\w{0,1}\w" if c in "?\ufffd" else re.escape(c) for c in folded(word)))
    fitting = {
        month
        for table in names.spoken(language)
        for name, months in table.months.items()
        if pattern.fullmatch(name)
        for month in months
    }
    return fitting.pop() if len(fitting) == 1 else None


_YEAR = re.compile(r"(?<!\d)([12]\d{3,4})(?!\d)")


def mistyped_years(text: str) -> Iterator[Repaired]:
    """Yield the text with each other year that a repeated or exchanged digit gives: only a second witness decides."""
    for match in _YEAR.finditer(text):
        year = match[1]
        if len(year) == 5:
            others = {year[:n] + year[n + 1 :] for n in range(4) if year[n] == year[n + 1]}
        else:
            others = {year[:n] + year[n + 1] + year[n] + year[n + 2 :] for n in range(3)} - {year}
        for other in sorted(others):
            if other[:2] in ("19", "20"):
                repaired = text[: match.start()] + other + text[match.end() :]
                yield Repaired(repaired, YEAR_DIGITS, 13.0, ((match.start(), match.start() + 4, year),), wound=True)
