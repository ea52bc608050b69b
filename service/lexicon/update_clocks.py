"""Clocks behind a label of updates, without a day: "Publié le 5 mars 2021 à 18:02, mis à jour à 20:15".

The day is that of the publication in the same line, where the clock is later than the publication's.
"""

from __future__ import annotations

import re

from service.lexicon.folding import fold
from service.lexicon.labels import LABELS
from service.lexicon.memory import remembered

#: No label with its clock is longer.
_LONGEST = 60
_MERIDIEM = r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
_CLOCK = re.compile(
    rf"(?<![\d.:/-])(?P<hour>\d{{1,2}})\s?(?P<mark>[:.h時时시])\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:/-]|\.\d){_MERIDIEM}",
    re.IGNORECASE,
)
#: "at", "um", "a las", "kl.": what stands between a label and its clock; and what may stand behind it.
_BETWEEN = re.compile(
    r"(?:at|um|ob|à|a|às|as|alle|ore|a las|om|kl|klo|o|в|о|у|saat|ساعت|الساعة|בשעה|lúc|pukul|jam|ώρα|στις)?", re.IGNORECASE
)
_BEHIND = re.compile(r"[\s,]{0,2}(?:uhr|h|hrs|hs|u|น\.?|wib|(?-i:[A-Z]{2,5}))?[\s.,;)\]]*", re.IGNORECASE)
#: First letter -> labels of updates, the longest first.
_OF_UPDATES: dict[str, list[str]] = {}
for _label in sorted(LABELS["dateModified"], key=len, reverse=True):
    _OF_UPDATES.setdefault(_label[0], []).append(_label)


@remembered
def clock_of_update(text: str) -> str | None:
    """The clock of a text that is a label of updates and a clock, or None.

    >>> clock_of_update("mis à jour à 20:15"), clock_of_update("Updated at 3:15 PM EST"), clock_of_update("Updated 9 hours ago")
    ('20:15', '3:15 PM', None)
    """
    match = _CLOCK.search(text) if 6 < len(text) <= _LONGEST else None
    if match is None:
        return None
    if not match.start() and fold(text[match.end() :]).strip(" )）") in LABELS["dateModified"]:
        # "20:15更新"
        return match.group().strip()
    if not _BEHIND.fullmatch(text, match.end()):
        return None
    before = fold(text[: match.start()]).strip(" :：(|·-–—.,")
    label = next((label for label in _OF_UPDATES.get(before[:1], ()) if before.startswith(label)), None)
    if label is None or not _BETWEEN.fullmatch(before[len(label) :].strip(" :：.")):
        return None
    return match.group().strip()


def at_clock(line: str, clock: str) -> str | None:
    """The line of a publication with a later clock in place of its own; None where that is not later or cannot be compared.

    >>> at_clock("5 March 2021 2:40 PM", "3:15 PM"), at_clock("5 March 2021 14:40", "9:05"), at_clock("5 March 2021", "9:05")
    ('5 March 2021 3:15 PM', None, '5 March 2021 9:05')
    """
    later = _CLOCK.search(clock)
    if later is None:
        return None
    own = [match for match in _CLOCK.finditer(line) if match["mark"] == later["mark"] or match["mark"] != "."]
    if not own:
        # a dotted clock alone may be a day and a month
        return f"{line.rstrip(' ,;.|(-–—')} {clock}" if later["mark"] != "." else None
    last = own[-1]
    comparable = bool(last["half"]) == bool(later["half"]) and (later["mark"] != "." or last["mark"] == ".")
    return f"{line[: last.start()]}{clock}{line[last.end() :]}" if comparable and _minutes(last) < _minutes(later) else None


def _minutes(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"] in "pP" else 0)
    return hour * 60 + int(clock["minute"])
