"""The answer: the article, and beside it how every value came about."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field
from typing_extensions import TypeAliasType

from schemas.article import Article
from schemas.copies import NullableHeadlineKey, NullableTextFingerprint, Proved
from schemas.described import Described

#: Rounded down to four decimals and never 1: nothing is certain.
Confidence = Annotated[float, Field(ge=0, le=0.9999)]

Pointer = Annotated[
    str,
    Field(pattern=r"^/fields/[^/]+/evidence/\d+$", examples=["/fields/datePublished/evidence/0"]),
]

FieldStatus = TypeAliasType(
    "FieldStatus", Literal["stated", "normalized", "repaired", "conflict", "ambiguous", "absent"]
)
PageStatus = TypeAliasType("PageStatus", Literal["clean", "repaired", "unresolved"])
Precision = TypeAliasType("Precision", Literal["year", "month", "day", "hour", "minute", "second"])
ZoneSource = TypeAliasType(
    "ZoneSource", Literal["stated", "abbreviation", "witness", "assumed", "profile"]
)
Severity = TypeAliasType("Severity", Literal["info", "warning", "error"])


class ZoneOrigin(Described):
    """Where an offset comes from."""

    offset: str | None = Field(default=None, pattern=r"^[+-]\d\d:\d\d$", examples=["-05:00"])
    abbreviation: str | None = Field(default=None, examples=["EST"])
    origin: ZoneSource = Field(alias="from")


class Contribution(Described):
    """One part of a candidate's score: who states it, or what is known of it."""

    what: str = Field(examples=["stated by ld+json:headline"])
    weight: float = Field(description="Natural log-odds; below nought it speaks against.")


class CandidateValue(Described):
    """A value that could stand."""

    value: Any = Field(description="The value as the article would carry it.")
    probability: Confidence
    contributions: list[Contribution] | None = Field(
        default=None,
        description="With `explain=full`: what made it likely or not, the largest part first.",
    )


class EvidenceEntry(Described):
    """One raw statement of the page, how it was read, and whether it agrees with the value that
    stands.
    """

    source: str = Field(description="The kind of place.", examples=["meta:article:published_time"])
    locator: str = Field(
        description="The place in this page; of a date in parts its places, parted by commas.",
        examples=["meta[14]"],
    )
    raw: Any = Field(
        description=(
            "What is there. Integers beyond 2^53 are strings; what is not Unicode is U+FFFD."
        )
    )
    reading: str | None = Field(default=None, description="How it was read.")
    rule: str | None = Field(
        default=None,
        description="The form or damage under which it was read; `/v1/rules` explains it.",
    )
    agrees: bool | None = None
    why: str | None = Field(default=None, description="Why it was not used, where it was not.")
    capture: int | None = Field(
        default=None,
        ge=0,
        description="In an answer from several captures: which of them states it, by time, from 0.",
    )


class FieldReport(Described):
    """What was decided about one field. `explain=none` gives status, confidence and question."""

    status: FieldStatus = Field(
        description="`stated` as found, `normalized` only the form changed, `repaired` the "
        "meaning changed, "
        "`conflict` witnesses disagree and the best one is emitted, `ambiguous` withheld: "
        "nothing is probable enough, "
        "`absent` nothing was read, or what was read is likelier wrong than right."
    )
    confidence: Confidence = Field(
        description="The probability that the emitted value is right at its stated precision."
    )
    question: str | None = Field(
        default=None,
        description="What a person is asked, with what the page says and where to look; each field "
        "that makes the page `unresolved` has one, at every level of `explain`.",
        examples=[
            "Was it published on 2 October or 10 February 2022? The page prints “02/10/2022” and "
            "nothing else. Look near the headline and at the end of the page."
        ],
    )
    precision: Precision | None = None
    edtf: str | None = Field(
        default=None, description="Extended Date/Time Format; it can write a set of days."
    )
    instant: str | None = Field(
        default=None,
        pattern=r"Z$",
        description="The same moment in UTC.",
        examples=["2022-02-25T19:40:00Z"],
    )
    zone: ZoneOrigin | None = None
    candidates: list[CandidateValue] | None = None
    evidence: list[EvidenceEntry] | None = None


class RepairEntry(Described):
    """One change of meaning. `explain=none` leaves out removed, explanation, proof and evidence."""

    path: str = Field(
        description="A JSON Pointer to the value.", examples=["/article/datePublished"]
    )
    rule: str = Field(
        description="The damage; `/v1/rules` explains it.", examples=["minute_in_month_slot"]
    )
    before: Any = Field(description="The value before; null if there was none.")
    after: Any = Field(description="The value now; null if there is none.")
    confidence: Confidence
    removed: list[Any] | None = Field(
        default=None, description="For lists: the members that were removed."
    )
    explanation: str | None = Field(default=None, description="One plain sentence.")
    evidence: list[Pointer] | None = Field(
        default=None, description="JSON Pointers into this same answer."
    )
    proof: dict[str, Any] | None = Field(
        default=None,
        description=(
            "Re-checks: rendering the answer with `format` gives `rendered`, the string "
            "that was found."
        ),
        examples=[{"format": "{year}-{minute}-{day}", "rendered": "2022-40-25"}],
    )


class FindingNote(Described):
    """Something a reader of the answer should know."""

    path: str = Field(description="A JSON Pointer, or the empty string for the whole page.")
    code: str = Field(description="`/v1/rules` explains it.")
    severity: Severity
    message: str
    raw: Any = Field(default=None, description="What was seen.")


class Normalizer(Described):
    """What made this answer: the same input and the same values here give the same bytes."""

    name: str
    version: str
    rules: str = Field(
        description="A digest of the rule tables, the data versions and the thresholds."
    )
    profiles: str | None = Field(
        default=None, description="A digest of the file of profiles, where one is used."
    )


class CoreFields(Described):
    """Reports by field: one for each property of which something was read; at `full` always these
    eleven.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, FieldReport]

    headline: FieldReport | None = None
    description: FieldReport | None = None
    author: FieldReport | None = None
    date_published: FieldReport | None = Field(default=None, alias="datePublished")
    date_modified: FieldReport | None = Field(default=None, alias="dateModified")
    publisher: FieldReport | None = None
    keywords: FieldReport | None = None
    article_section: FieldReport | None = Field(default=None, alias="articleSection")
    in_language: FieldReport | None = Field(default=None, alias="inLanguage")
    url: FieldReport | None = None
    image: FieldReport | None = None


class Result(Described):
    """The answer for one page, in RFC 8785 canonical form.

    Store it when `status` is clean or repaired; when it is unresolved, store what is there and have
    a person look at the page. Members may be added within v1: ignore those you do not know.
    """

    article: Article
    fields: CoreFields
    repairs: list[RepairEntry]
    findings: list[FindingNote]
    status: PageStatus = Field(
        description="`unresolved` where a person's look would settle something that matters: the "
        "headline or the publication date is `ambiguous` or `absent`, or the author is "
        "`ambiguous`; else `repaired` where `repairs` is not empty, else `clean`."
    )
    withheld: list[str] | None = Field(
        default=None,
        description="The fields that are `ambiguous`, whatever the status; left out where none is."
        " As the status does, it speaks of the whole page, whatever `fields` asks for.",
    )
    extra: dict[str, Any] = Field(
        description="Supplied metadata under names that this version does not know."
    )
    normalizer: Normalizer
    headline_key: NullableHeadlineKey = None
    text_fingerprint: NullableTextFingerprint = None
    date_published_proved: Proved | None = None
