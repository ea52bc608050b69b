"""Witnesses of a date: the observations that state it, grouped so that one source counts once.

Two meta tags filled from one CMS variable are one witness: equal raw strings in machine places are one group.  A raw string
that holds two labelled dates ("Posted 3 May | Updated 4 May") is two statements, each with the role its label names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from service.dates.reading import Hints
from service.dates.readings import Readings, read
from service.dates.suspicions import with_defects
from service.dates.wrappers import text_of
from service.lexicon.date_spans import dates_within, day_numbers
from service.lexicon.date_telling import at_clock, clock_of_update
from service.lexicon.date_words import LONGEST
from service.lexicon.labels import LABELS, closes_line, label_of, names_first
from service.lexicon.texts import of_short_texts
from service.model import Observation


@dataclass(frozen=True, slots=True)
class Statement:
    """One date said at one place: the observation it came from, the role it has, and the text to read."""

    index: int
    observation: Observation
    role: str
    text: str


class Witness(NamedTuple):
    """Statements that count once: their independence class, their text, and how often such places are right.

    ``stated`` says that the role is the place's own ("datePublished"), not one that it might have ("date"); ``beside_update``
    that the same line tells of an update too: "January 19, 2020 / 12:25 PM / Updated 8 hours ago".
    """

    kind: str
    text: str
    reliability: float
    stated: bool
    statements: tuple[Statement, ...]
    beside_update: bool = False

    @property
    def is_aside(self) -> bool:
        """Whether all it states is when the page was created, which may be long before its publication."""
        return all(statement.role == "dateCreated" for statement in self.statements)

    @property
    def is_printed(self) -> bool:
        """Whether a reader sees it: no attribute, which scripts read."""
        return any(not statement.observation.source.id.endswith(_ATTRIBUTES) for statement in self.statements)

    def readings(self, hints: Hints, broken: bool) -> Readings:
        """What the text can mean, with the defect rows or without them."""
        return with_defects(self.text, hints) if broken and self.may_be_damaged else read(self.text, hints)

    @property
    def may_be_damaged(self) -> bool:
        """Whether a defect row can have written it: an address is built from the variables of the page's path instead."""
        return self.kind != "url"


#: Places that may say when a page was published though they do not name that role, and how much less they are worth for it.
#: For "date" the reliability of the source already counts that; a creation date is often that of a draft.
NEUTRAL_ROLES: Mapping[str, float] = {"date": 1.0, "dateCreated": 0.8}


#: Beside a place that names the publication, a creation date that differs is that of a draft.
_CREATED_BESIDE_PUBLISHED = 0.3


#: How the names of places end that are an element's attribute.
_ATTRIBUTES = ("datetime", "stamp")


#: Different texts read for dates on one page; the most on a page of the corpus is 62.  A junk text can cost milliseconds.
MOST_TEXTS = 100


def _label_pattern(field: str) -> str:
    """Return the pattern of a field's labels, the longest first, by their first letter: most words of a text begin no label."""
    # a word of two or three letters is a label in scripts that spell syllables or words with one: "수정", "更新"
    labels = [label for label in LABELS[field] if len(label) > 3 or (len(label) > 1 and label[0] >= "\u2e80")]
    by_letter: dict[str, list[str]] = {}
    for label in sorted(labels, key=lambda label: (-len(label), label)):
        by_letter.setdefault(label[0], []).append(label[1:])
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(map(_spelled, rests))})" for letter, rests in sorted(by_letter.items()))


def _spelled(label: str) -> str:
    """Return the pattern of a label with the joiners that the tables leave out: "به\u200cروزرسانی"."""
    joined = any("\u0600" <= letter < "\u0780" for letter in label)
    return "\u200c?" + "\u200c?".join(label) if joined else re.escape(label)


# A label may be glued to what follows ("UpdatedFebruary 25"), to a day ("3月5日更新") or to a clock ("14:40 UhrAktualisiert"),
# but is no part of a word ("Eastern Standard Time", "Stand")
@cache
def _label() -> re.Pattern[str]:
    """Return the pattern of every label that names a date, compiled on first need: sixty languages would slow the start."""
    return re.compile(
        r"(?:(?<![^\W\d_])|(?<=\d[日일])|(?-i:(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[AP]M)(?=[A-Z][a-z])))"
        rf"(?:(?P<dateModified>{_label_pattern('dateModified')})|(?P<datePublished>{_label_pattern('datePublished')}))"
        r"(?-i:(?![a-zß-öø-ÿα-ωа-яё]))",
        re.IGNORECASE,
    )


_CLOCK = re.compile(r"\d[:：]\d\d(?![:\d])")
#: What stands between the parts of a line and belongs to none.
_EDGE = " |·•-–—:,;(/"
#: What no machine's timestamp holds: "2022-02-25T14:40:00Z" needs no search for labels.
_WORD = re.compile(r"[^\W\d_]{2}")


def statements(observations: Sequence[Observation]) -> list[Statement]:
    """Return every readable statement of the observations, with its role."""
    found = []
    for index, observation in enumerate(observations):
        text = text_of(observation.raw)
        if text is None or not text.strip():
            continue
        found += [Statement(index, observation, role, part) for role, part in _parts(text, observation.field)]
    return _bounded(_first_of_printed(found))


def _first_of_printed(found: list[Statement]) -> list[Statement]:
    """Return the statements without bare dates beside a first publication: "Tue 7 Nov 20.00" / "First published on …".

    Only on its day: a note at the foot that tells of another century's print is no rival of the date above.
    """
    printed = [s for s in found if s.observation.source.witness == "human" and s.role in ("date", "datePublished")]
    firsts = [day_numbers(s.text) for s in printed if s.role == "datePublished" and names_first(s.text)]
    if not firsts:
        return found
    later = {id(s) for s in printed if not names_first(s.text) and label_of(s.text) is None and day_numbers(s.text) in firsts}
    return [s for s in found if id(s) not in later]


def _bounded(found: list[Statement]) -> list[Statement]:
    """Return the statements of the most reliable texts, where a page states more different ones than any page has."""
    if len(found) <= MOST_TEXTS:
        return found
    trust: dict[str, float] = {}
    for statement in found:
        trust[statement.text] = max(trust.get(statement.text, 0.0), statement.observation.source.reliability)
    if len(trust) <= MOST_TEXTS:
        return found
    kept = set(sorted(trust, key=lambda text: (-trust[text], text))[:MOST_TEXTS])
    return [statement for statement in found if statement.text in kept]


@of_short_texts
@lru_cache(maxsize=1024)
def _parts(text: str, field: str) -> list[tuple[str, str]]:
    """Return the labelled parts of a text, each with its role; without a second label the text as a whole.

    A label outranks a place that names no role ("date"); a place that names one keeps it.
    """
    labels = list(_label().finditer(text[:LONGEST])) if len(text) > 10 and _WORD.search(text) else []
    if not labels:
        return [(field, text)]
    head = text[: labels[0].start()].strip(_EDGE)
    if any(map(str.isdigit, head)) and _stand_behind(labels, text[labels[-1].end() :]):
        parts = _labelled_behind(text, labels, field)
    else:
        ends = [*(match.start() for match in labels[1:]), len(text)]
        parts = [(match.lastgroup or field, text[match.start() : end]) for match, end in zip(labels, ends, strict=True)]
        # "3 May 2021 (updated 4 May 2021)"
        parts = [(field, head), *parts] if any(map(str.isdigit, head)) else parts
    parts = [(role, part) for role, part in _on_one_day(parts) if any(character.isdigit() for character in part)]
    if field not in ("date", "datePublished") or not parts:
        return [(field, text)]
    return parts


def _stand_behind(labels: Sequence[re.Match[str]], rest: str) -> bool:
    """Return whether labels behind a date are its own; one alone may open what follows: "3 May 2021, edited by John Smith"."""
    return closes_line(rest) if len(labels) == 1 else not any(map(str.isdigit, rest))


def _labelled_behind(text: str, labels: Sequence[re.Match[str]], field: str) -> list[tuple[str, str]]:
    """Return the parts of a text whose labels stand behind their dates.

    "3 May 2021, published", "2021年3月5日 公開 3月6日 更新".
    """
    parts: list[tuple[str, str]] = []
    start = 0
    for match in labels:
        part = text[start : match.end()]
        # "2023/2/21 21:20 （2/21 22:08 更新）": what stands before the bracket has no label
        mark = max(part.rfind(mark) for mark in "(（[|")
        if not start and mark > 0 and any(map(str.isdigit, part[:mark])) and any(map(str.isdigit, part[mark:])):
            parts.append((field, part[:mark].strip(_EDGE)))
            part = part[mark + 1 :]
        # "2021.03.05 2021.03.06更新": the label is that of the last
        dates = dates_within(part)
        last = part.rfind(dates[-1]) if len(dates) > 1 else 0
        parts += [(field, part[:last].strip(_EDGE))] if last else []
        parts.append((match.lastgroup or field, part[last:].strip(_EDGE)))
        start = match.end()
    return [(field, text)] if any(len(_CLOCK.findall(part)) > 1 for _, part in parts) else parts


def _on_one_day(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parts, an update's clock without a day preceded by the publication's day: "…, mis à jour à 20:15"."""
    for at, (role, part) in enumerate(parts):
        clock = clock_of_update(part) if role == "dateModified" and at else None
        if clock is not None and parts[at - 1][0] != "dateModified":
            dated = at_clock(parts[at - 1][1].strip(_EDGE), clock)
            parts = [*parts[:at], *([(role, dated)] if dated else []), *parts[at + 1 :]]
            break
    return parts


def witnesses(found: Iterable[Statement], role: str) -> list[Witness]:
    """Return the witnesses for one role ("datePublished", …), in an order that does not depend on the page's."""
    found = list(found)
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in found:
        fits = statement.role == role or (role == "datePublished" and statement.role in NEUTRAL_ROLES)
        if fits:
            groups.setdefault((statement.observation.source.witness, statement.text.strip()), []).append(statement)
    named = any(statement.role == role for members in groups.values() for statement in members)
    shares = NEUTRAL_ROLES if not named else {**NEUTRAL_ROLES, "dateCreated": _CREATED_BESIDE_PUBLISHED}
    updates = frozenset(s.index for s in found if s.role == "dateModified" != role)
    return [
        _witness(kind, text, members, role, shares, updates)
        for (kind, text), members in sorted(groups.items(), key=lambda g: g[0])
    ]


def _witness(
    kind: str, text: str, members: list[Statement], role: str, shares: Mapping[str, float], updates: frozenset[int]
) -> Witness:
    def worth(statement: Statement) -> float:
        share = 1.0 if statement.role == role else shares[statement.role]
        return statement.observation.source.reliability * share

    stated = any(statement.role == role for statement in members)
    beside = any(statement.index in updates for statement in members)
    return Witness(kind, text, max(worth(s) for s in members), stated, tuple(members), beside)
