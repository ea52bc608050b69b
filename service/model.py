"""The engine's data model: what is observed, what is decided, and what is answered.

Records, and the tables of rules and findings, which rooms keep as data; the one import of ours is
the decorator that makes records.  Raw values are JSON values exactly as the page or the caller gave
them, so that nothing is lost between reading and explaining.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, field, fields
from datetime import datetime
from importlib import resources
from typing import Any, Literal, TypeAlias, TypeVar

import orjson

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
    """One scraped page as received: exactly one of html and text, or neither with metadata.

    ``html`` is bytes as fetched or text that was already decoded; ``charset`` is the label in the
    Content-Type header of the request or of the fetch.  ``fetched_at`` is timezone-aware.
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
    """A kind of place that states metadata: a row of the table in observe/sources.json.

    ``id`` is the name in the evidence ("meta:article:published_time").  ``witness`` is the
    independence group: "machine" (fed by the CMS), "human" (printed for readers), "url", "http",
    "supplied" (a scraper's own extraction).  ``reliability`` is the measured share of right values
    among the values read there, 0 to 1.
    """

    id: str
    field: str
    witness: str
    reliability: float


#: The mark of a date beside words that may say what it is of: "Interview conducted on 8 May 2021".
BESIDE_WORDS = "beside words"


@record(frozen=True, slots=True)
class Observation:
    """One raw statement of one field, with its place; nothing about it is decided yet.

    ``field`` is an article property, "date" (a date without a stated role) or "otherDate" (a date
    where no publication date stands: captions, body text, copyright lines).  ``locator`` is
    structural ("meta[14]", "line 9", "ld+json[1]/datePublished").  ``order`` is the position in the
    page: it keeps lists in the page's order, and shows which statements stand at one place.
    ``marks`` say what stands around it, for the decision to ask: BESIDE_WORDS.  ``capture`` is the
    number of the look at which it was seen, where an article was looked at several times.
    """

    field: str
    raw: Json
    source: Source
    locator: str
    order: int = 0
    marks: frozenset[str] = frozenset()
    capture: int | None = None


@record(frozen=True, slots=True)
class Evidence:
    """An observation as used in a decision: how it was read, and whether it agrees with the chosen
    value.

    ``why`` says in a few words why an unused one was not used; ``rule`` is the form or damage under
    which it was read.
    """

    observation: Observation
    reading: str | None = None
    agrees: bool | None = None
    why: str | None = None
    rule: str | None = None


@record(frozen=True, slots=True)
class Candidate:
    """A possible value with its probability (0 to 1), and what made it likely or not: words,
    natural log-odds.
    """

    value: Json
    probability: float
    contributions: tuple[tuple[str, float], ...] = ()


@record(frozen=True, slots=True)
class Repair:
    """One change of meaning: the rule, the value before, the value after, and why.

    ``evidence`` are indices into the evidence of the resolution that carries this repair.
    ``proof`` lets a reader re-check it: for a date, a format and the string that the answer gives
    when rendered with it.
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
    """A remark for the reader of the answer: what was seen, what it means, what to do."""

    path: str
    code: str
    severity: Severity
    message: str
    raw: Json = None


@record(frozen=True, slots=True)
class Zone:
    """The origin of an offset: stated, abbreviation, witness or assumed; ``offset`` is "+05:30" or
    None.
    """

    offset: str | None
    abbreviation: str | None
    origin: str


@record(frozen=True, slots=True)
class Resolution:
    """The decision on one field.

    ``value`` is what the article may carry (None: nothing), ``confidence`` the probability that it
    is right at its stated precision.  Resolvers give their best value and its confidence;
    ``normalize`` withholds values below the threshold, and takes a field for absent where it is
    likelier that none of the candidates is right than that the best of them is
    (``none_likelier``). The four members before that are for dates only.
    """

    field: str
    status: Status = "absent"
    value: Json = None
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    evidence: Sequence[Evidence] = ()
    repairs: tuple[Repair, ...] = ()
    findings: tuple[Finding, ...] = ()
    precision: str | None = None
    edtf: str | None = None
    instant: str | None = None
    zone: Zone | None = None
    none_likelier: bool = False


@record(frozen=True, slots=True)
class Observed:
    """Everything that one reading of a page gave: observations, findings, unused metadata, and the
    body's text.

    ``kind`` is "article", or what the page is instead: "not_a_page", "bot_wall", "consent_wall",
    "login_page", "error_page".
    """

    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()
    extra: Mapping[str, Json] = field(default_factory=dict)
    body: str = ""
    kind: str = "article"
    #: The article's text as readers see it, where it was asked for.
    story: str = ""


@record(frozen=True, slots=True)
class Habit:
    """A habit of a site: seen on ``pages`` of ``of`` pages that could show it, with its weight in
    bits for one more page.

    ``first`` and ``last`` are the days of the first and the last such page as numbers (20220225), 0
    where none has a day.
    """

    pages: int
    of: int
    bits: float
    first: int = 0
    last: int = 0

    def __str__(self) -> str:
        """Return the count as evidence shows it."""
        return f"{self.pages} of {self.of} pages"


@record(frozen=True, slots=True)
class PlaceHabits:
    """The habits of a site at one place of its dates.

    ``rows`` are the damages of its strings there by form ("0000-00-00"), with their log-odds in
    bits against the string as written; ``row`` is the damage that most of its strings have;
    ``order`` is "dmy" or "mdy"; ``agreed`` is how often the place agreed with the date on which the
    page's witnesses agree.
    """

    rows: Mapping[str, tuple[str, Habit]] = field(default_factory=dict)
    row: tuple[str, Habit] | None = None
    order: tuple[str, Habit] | None = None
    agreed: Habit | None = None


@record(frozen=True, slots=True)
class Habits:
    """The habits of a site, learned from its other pages: one more witness, which never decides
    alone.

    ``order`` is the day order at all its places, ``january`` and ``july`` are the offsets of its
    clocks in minutes. ``frames`` are the texts before and after the headline by place, ``usual``
    the folded values that stand on its pages whatever the story, by field, and ``publisher`` is the
    name under which it shows itself.
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
    """The context of a decision: what every resolver may use besides its observations, given or
    decided before.
    """

    url: str | None = None
    language: str | None = None
    country: str | None = None
    fetched_at: datetime | None = None
    assume_zone: str | None = None
    #: Whether ``fetched_at`` is the response's own Date header and not the caller's statement.
    fetched_by_header: bool = False
    #: The site's habits, where a profile has been learned.
    habits: Habits | None = None


@record(frozen=True, slots=True)
class Result:
    """The whole answer before it is rendered."""

    article: Mapping[str, Json]
    fields: Mapping[str, Resolution]
    findings: tuple[Finding, ...]
    status: Literal["clean", "repaired", "unresolved"]
    extra: Mapping[str, Json]
    #: The fields of the whole page whose value is withheld, sorted, whatever fields were asked for.
    withheld: tuple[str, ...] = ()
    #: By field what a person is asked, in words: where there is a question the page is unresolved.
    questions: Mapping[str, str] = field(default_factory=dict)
    #: The article's text as readers see it, where it was asked for; no answer shows it.
    story: str = ""


@record(frozen=True, slots=True)
class Rule:
    """A row of a rule table: the damage, why it occurs, an example, and its names in the
    catalogue.
    """

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


_Row = TypeVar("_Row", Rule, FindingCode)


def tables_of(room: str) -> tuple[tuple[Rule, ...], tuple[FindingCode, ...]]:
    """Return the rules and the findings of a room as its ``rules.json`` has them: by field and id,
    and by code.

    Raises ``ValueError`` that names the row, and the member that is missing or unknown.
    """
    told = orjson.loads(resources.files(room).joinpath("rules.json").read_bytes())
    rules = [
        _row(room, Rule, row, id=name, field=of)
        for of, rows in told.get("rules", {}).items()
        for name, row in rows.items()
    ]
    findings = [_row(room, FindingCode, row, code=code) for code, row in told["findings"].items()]
    return tuple(rules), tuple(findings)


def _row(room: str, kind: type[_Row], row: dict[str, Any], **names: str) -> _Row:
    """Return the row of a table; lists are tuples."""
    given: dict[str, Any] = {
        **names,
        **{key: tuple(each) if isinstance(each, list) else each for key, each in row.items()},
    }
    members = {each.name: each.default is MISSING for each in fields(kind)}
    faults = [f"lacks {name!r}" for name, wanted in members.items() if wanted and name not in given]
    faults += [f"has an unknown member {name!r}" for name in given if name not in members]
    if faults:
        table, of = f"{room.replace('.', '/')}/rules.json", " ".join(map(repr, names.values()))
        raise ValueError(f"{table}: the row {of} {', and '.join(faults)}")
    return kind(**given)
