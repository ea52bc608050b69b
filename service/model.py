"""The engine's vocabulary: what is observed, what is decided, and what is answered.

Records and nothing else; this module imports nothing of ours but how they are made.  Raw values are JSON values exactly as the
page or the caller gave them, so that nothing is lost between reading and explaining.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Literal, TypeAlias

from service.records import record

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

Status = Literal["stated", "normalized", "repaired", "conflict", "ambiguous", "absent"]
Severity = Literal["info", "warning", "error"]

#: The fields that an answer always reports on, in the contract's order (contract.md, "Out").
CORE_FIELDS = (
    "headline",
    "description",
    "author",
    "datePublished",
    "dateModified",
    "publisher",
    "keywords",
    "articleSection",
    "inLanguage",
    "url",
    "image",
)


@record(frozen=True, slots=True)
class Page:
    """One scraped page as it entered: exactly one of html and text, or neither with metadata.

    ``html`` is bytes as fetched or text that someone already decoded; ``charset`` is the label of the Content-Type header of
    the request or of the fetch.  ``fetched_at`` is aware.
    """

    url: str | None = None
    html: bytes | str | None = None
    text: bytes | str | None = None
    metadata: Mapping[str, Json] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime | None = None
    language: str | None = None
    assume_zone: str | None = None
    charset: str | None = None


@record(frozen=True, slots=True)
class Source:
    """One kind of place where metadata stands: a row of the table in observe/sources.py.

    ``id`` is what evidence shows ("meta:article:published_time").  ``witness`` is the independence group: "machine" (fed by
    the CMS), "human" (printed for readers), "url", "http", "supplied" (a scraper's own extraction).  ``reliability`` is the
    measured share of right values among the values read there, 0 to 1.
    """

    id: str
    field: str
    witness: str
    reliability: float


@record(frozen=True, slots=True)
class Observation:
    """One raw statement of one field, with its place; nothing about it is decided yet.

    ``field`` is an article property, or "date" (a date whose role nobody states) or "otherDate" (a date that stands where a
    publication date does not: captions, body text, copyright lines).  ``locator`` is structural ("meta[14]", "line 9",
    "ld+json[1]/datePublished").  ``order`` is the place in the page, by which lists keep the page's order, and by
    which it is told what stands at one place.
    """

    field: str
    raw: Json
    source: Source
    locator: str
    order: int = 0


@record(frozen=True, slots=True)
class Evidence:
    """An observation as a decision saw it: how it was read, and whether it agrees with the value that stands.

    ``why`` says in a few words why it was not used, where it was not; ``rule`` is the form or damage under which it was read.
    """

    observation: Observation
    reading: str | None = None
    agrees: bool | None = None
    why: str | None = None
    rule: str | None = None


@record(frozen=True, slots=True)
class Candidate:
    """A value that could stand, with its probability (0 to 1)."""

    value: Json
    probability: float


@record(frozen=True, slots=True)
class Repair:
    """One change of meaning: the rule, what stood before, what stands now, and why.

    ``evidence`` are indices into the evidence of the resolution that carries this repair.  ``proof`` re-checks: for a date it
    is the format and the string that rendering the answer with it gives.
    """

    path: str
    rule: str
    before: Json
    after: Json
    confidence: float
    explanation: str
    evidence: tuple[int, ...] = ()
    proof: Mapping[str, Json] | None = None
    removed: tuple[Json, ...] = ()


@record(frozen=True, slots=True)
class Finding:
    """Something a reader of the answer should know: what was seen, what it means, what to do."""

    path: str
    code: str
    severity: Severity
    message: str
    raw: Json = None


@record(frozen=True, slots=True)
class Zone:
    """Where an offset comes from: stated, abbreviation, witness or assumed; ``offset`` is "+05:30" or None."""

    offset: str | None
    abbreviation: str | None
    origin: str


@record(frozen=True, slots=True)
class Resolution:
    """What was decided about one field.

    ``value`` is what the article may carry (None: nothing), ``confidence`` the probability that it is right at its stated
    precision.  The rooms give their best value and its confidence; normalize withholds what does not reach the threshold.
    The last four members are for dates only.
    """

    field: str
    status: Status = "absent"
    value: Json = None
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    precision: str | None = None
    edtf: str | None = None
    instant: str | None = None
    zone: Zone | None = None


@record(frozen=True, slots=True)
class Observed:
    """Everything one reading of a page gave: observations, findings, what nobody asked for, and the body's text.

    ``kind`` is "article", or what the page is instead: "not_a_page", "bot_wall", "consent_wall", "login_page", "error_page".
    """

    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()
    extra: Mapping[str, Json] = field(default_factory=dict)
    body: str = ""
    kind: str = "article"


@record(frozen=True, slots=True)
class Habit:
    """What a site does on ``pages`` of the ``of`` pages that show it, and the bits by which that speaks for one page more.

    ``first`` and ``last`` are the days of the first and the last such page as numbers (20220225), 0 where none has a day.
    """

    pages: int
    of: int
    bits: float
    first: int = 0
    last: int = 0

    def __str__(self) -> str:
        """The count as evidence has it."""
        return f"{self.pages} of {self.of} pages"


@record(frozen=True, slots=True)
class PlaceHabits:
    """What a site's pages tell of one place of its dates.

    ``rows`` are the damages that its strings have there by their form ("0000-00-00"), with the odds in bits against the string
    as written, ``row`` the one that most of all its strings have; ``order`` is "dmy" or "mdy"; ``agreed`` how often the place
    agreed with what its pages' witnesses agree on.
    """

    rows: Mapping[str, tuple[str, Habit]] = field(default_factory=dict)
    row: tuple[str, Habit] | None = None
    order: tuple[str, Habit] | None = None
    agreed: Habit | None = None


@record(frozen=True, slots=True)
class Habits:
    """What a site says of itself on its other pages, as far as the rooms ask for it; one more witness and never an order.

    ``order`` is that of all its places, ``january`` and ``july`` the offsets of its clocks in minutes.  ``frames`` are the
    texts before and after the headline by place, ``usual`` the folded values that stand on its pages whatever the story, by
    field, and ``publisher`` the name under which it shows itself.
    """

    host: str
    pages: int
    places: Mapping[str, PlaceHabits] = field(default_factory=dict)
    order: tuple[str, Habit] | None = None
    january: tuple[int, Habit] | None = None
    july: tuple[int, Habit] | None = None
    frames: Mapping[str, tuple[tuple[str, str, Habit], ...]] = field(default_factory=dict)
    usual: Mapping[str, Mapping[str, Habit]] = field(default_factory=dict)
    publisher: tuple[str, Habit] | None = None


@record(frozen=True, slots=True)
class Context:
    """What every room may lean on besides its own observations; all of it came with the request or was decided before."""

    url: str | None = None
    language: str | None = None
    country: str | None = None
    fetched_at: datetime | None = None
    assume_zone: str | None = None
    #: Whether ``fetched_at`` is the response's own Date header and nobody's word.
    fetched_by_header: bool = False
    #: What the site's other pages tell, where somebody has learned it.
    habits: Habits | None = None


@record(frozen=True, slots=True)
class Result:
    """The whole answer before it is rendered."""

    article: Mapping[str, Json]
    fields: Mapping[str, Resolution]
    findings: tuple[Finding, ...]
    status: Literal["clean", "repaired", "unresolved"]
    extra: Mapping[str, Json]


@record(frozen=True, slots=True)
class Rule:
    """A row of a rule table: the damage, why the world does it, an example, and the catalogue's names for it."""

    id: str
    field: str
    damage: str
    cause: str
    before: str
    after: str
    catalogue: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class FindingCode:
    """A row of a finding table: what the code means and what a client should do."""

    code: str
    severity: Severity
    meaning: str
    advice: str
