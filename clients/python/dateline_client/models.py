# ruff: noqa
"""What Dateline answers, as pydantic models.

Written by `make client` from the OpenAPI document of the service; not to be edited.
"""

from __future__ import annotations

from typing import Any, Dict, Literal
from pydantic import BaseModel, ConfigDict, Field


class Change(BaseModel):
    """One value that readers saw change; a side on which nothing was there is left out."""

    model_config = ConfigDict(
        extra="allow",
    )
    after: Any | None = None
    before: Any | None = None
    path: str


class Contribution(BaseModel):
    """One part of a candidate's score: who states it, or what is known of it."""

    model_config = ConfigDict(
        extra="allow",
    )
    weight: float
    """Natural log-odds; below nought it speaks against."""

    what: str


class EvidenceEntry(BaseModel):
    """
    One raw statement of the page, how it was read, and whether it agrees with the value that
    stands.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    agrees: bool | None = None
    capture: int | None = None
    """In an answer from several captures: which of them states it, by time, from 0."""

    locator: str
    """The place in this page; of a date in parts its places, parted by commas."""

    raw: Any
    """What is there. Integers beyond 2^53 are strings; what is not Unicode is U+FFFD."""

    reading: str | None = None
    """How it was read."""

    rule: str | None = None
    """The form or damage under which it was read; `/v1/rules` explains it."""

    source: str
    """The kind of place."""

    why: str | None = None
    """Why it was not used, where it was not."""


class ImageObject(BaseModel):
    """An image of the article."""

    model_config = ConfigDict(
        extra="allow",
    )
    type: Literal["ImageObject"] = Field(..., alias="@type")
    caption: str | None = None
    height: int | None = None
    url: str
    width: int | None = None


class Modification(BaseModel):
    """A modification that the article states, at the capture that shows it first."""

    model_config = ConfigDict(
        extra="allow",
    )
    capture: int
    date_modified: str = Field(..., alias="dateModified")
    fetched_at: str = Field(..., alias="fetchedAt")


class MovedDate(BaseModel):
    """A date that stands as the publication in a later capture, in the place of the first."""

    model_config = ConfigDict(
        extra="allow",
    )
    capture: int
    """The capture that shows it first."""

    date_published: str = Field(..., alias="datePublished")
    fetched_at: str = Field(..., alias="fetchedAt")


class Normalizer(BaseModel):
    """What made this answer: the same input and the same values here give the same bytes."""

    model_config = ConfigDict(
        extra="allow",
    )
    name: str
    profiles: str | None = None
    """A digest of the file of profiles, where one is used."""

    rules: str
    """A digest of the rule tables, the data versions and the thresholds."""

    version: str


class ProblemError(BaseModel):
    """One thing that is wrong with a request, and where; what was sent is never repeated."""

    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    """The same for machines."""

    detail: str
    """What is wrong, in plain words."""

    pointer: str
    """A JSON Pointer into the body as a fragment (`#/fetchedAt`), or a query parameter (`?explain`)."""


class PublishedBetween(BaseModel):
    """Between what the first publication lies, and where it was moved to."""

    model_config = ConfigDict(
        extra="allow",
    )
    moved_to: list[MovedDate] = Field(..., alias="movedTo")
    not_after: str = Field(..., alias="notAfter")
    """The first capture of the article: it existed by then."""

    not_before: str | None = Field(None, alias="notBefore")
    """The earliest moment that the date in `article` leaves; absent without one."""


class RepairEntry(BaseModel):
    """One change of meaning. `explain=none` leaves out removed, explanation, proof and evidence."""

    model_config = ConfigDict(
        extra="allow",
    )
    after: Any
    """The value now; null if there is none."""

    before: Any
    """The value before; null if there was none."""

    confidence: float
    evidence: list[str] | None = None
    """JSON Pointers into this same answer."""

    explanation: str | None = None
    """One plain sentence."""

    path: str
    """A JSON Pointer to the value."""

    proof: dict[str, Any] | None = None
    """Re-checks: rendering the answer with `format` gives `rendered`, the string that was found."""

    removed: list[Any] | None = None
    """For lists: the members that were removed."""

    rule: str
    """The damage; `/v1/rules` explains it."""


class ArticleVersion(BaseModel):
    """The article as one capture was the first to show it."""

    model_config = ConfigDict(
        extra="allow",
    )
    capture: int
    """The capture's index by time."""

    changed: list[Change]
    """Empty in the first version."""

    fetched_at: str = Field(..., alias="fetchedAt")
    sha256: str
    """The digest of the page as it was sent."""


class Author(BaseModel):
    """One author: one person or one organisation an element."""

    model_config = ConfigDict(
        extra="allow",
    )
    type: Literal["Person", "Organization"] = Field(..., alias="@type")
    name: str
    url: str | None = None


class CandidateValue(BaseModel):
    """A value that could stand."""

    model_config = ConfigDict(
        extra="allow",
    )
    contributions: list[Contribution] | None = None
    """With `explain=full`: what made it likely or not, the largest part first."""

    probability: float
    value: Any
    """The value as the article would carry it."""


class CopyrightHolder(BaseModel):
    """Who holds the rights: an organisation, or a person."""

    model_config = ConfigDict(
        extra="allow",
    )
    type: Literal["NewsMediaOrganization", "Organization", "Person"] = Field(..., alias="@type")
    name: str
    url: str | None = None


class FindingNote(BaseModel):
    """Something a reader of the answer should know."""

    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    """`/v1/rules` explains it."""

    message: str
    path: str
    """A JSON Pointer, or the empty string for the whole page."""

    raw: Any | None = None
    """What was seen."""

    severity: Literal["info", "warning", "error"]


class FlatResult(BaseModel):
    """
    One page as a row: the same columns for every page, null where nothing was established.

    A projection of the nested answer: of sections and images the first, of organisations and people
    the name. The last three columns are there where fingerprints are asked for. Columns may be
    added within v1: ignore those you do not know.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    authors: list[str]
    """The authors' names in order; empty where none was established."""

    date_modified: str | None
    """As `date_published`."""

    date_modified_confidence: float
    date_modified_day: str | None
    date_modified_instant: str | None
    date_modified_local: str | None
    date_modified_precision: Literal["day", "minute", "second"] | None
    date_modified_status: Literal[
        "stated", "normalized", "repaired", "conflict", "ambiguous", "absent"
    ]
    date_published: str | None
    """As the article has it: a day, a local date-time, or one with its offset."""

    date_published_confidence: float
    date_published_day: str | None
    """The day, as the page's readers saw it."""

    date_published_instant: str | None
    """The moment in UTC; null where no offset is established."""

    date_published_local: str | None
    """The local date-time, without offset; null where only the day is known."""

    date_published_precision: Literal["day", "minute", "second"] | None
    """How much of the value is known; null where none is given."""

    date_published_proved: bool | None = None
    """Whether two independent witnesses make the date all but certain."""

    date_published_status: Literal[
        "stated", "normalized", "repaired", "conflict", "ambiguous", "absent"
    ]
    description: str | None
    findings: list[str]
    """The codes of the findings, each once."""

    headline: str | None
    headline_key: str | None = None
    """The headline without case, marks, blanks and the site's name."""

    image: str | None
    """The URL of the first image."""

    keywords: list[str]
    """In page order; empty where none was established."""

    language: str | None
    """A BCP 47 tag."""

    publisher: str | None
    questions: list[str]
    """What a person is asked who looks at an unresolved page; else empty."""

    rules: list[str]
    """The rules of the repairs, each once."""

    section: str | None
    """The first section."""

    status: Literal["clean", "repaired", "unresolved"]
    """As in the nested answer."""

    text_fingerprint: str | None = None
    """What copies of the text are told by; null under 50 words."""

    url: str | None
    withheld: list[str]
    """The article's members whose value is withheld, by their names there."""

    word_count: int | None


class History(BaseModel):
    """What the captures of the article tell together; those that were left out are not counted."""

    model_config = ConfigDict(
        extra="allow",
    )
    captures: int
    """Captures of the article; equal ones count once."""

    first_seen: str = Field(..., alias="firstSeen")
    last_seen: str = Field(..., alias="lastSeen")
    modified: list[Modification]
    published: PublishedBetween
    versions: list[ArticleVersion]


class Organization(BaseModel):
    """A publisher, copyright holder or source."""

    model_config = ConfigDict(
        extra="allow",
    )
    type: Literal["NewsMediaOrganization", "Organization"] = Field(..., alias="@type")
    logo: ImageObject | None = None
    name: str
    url: str | None = None


class Problem(BaseModel):
    """
    A problem document (`application/problem+json`). `type` is an address that this service
    serves.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    detail: str
    """What is wrong with this request."""

    errors: list[ProblemError] | None = None
    """For 422: everything that is wrong, at once."""

    instance: str | None = None
    """For our bugs: the id to quote when reporting it."""

    limit: int | None = None
    """For 413: the limit in bytes."""

    status: int
    """The HTTP status."""

    supported: list[str] | None = None
    """For 406 and 415: what is taken instead."""

    title: str
    """The kind of problem in words; the same for every problem of the type."""

    type: str
    """The kind of problem; its page says what to do."""


class ZoneOrigin(BaseModel):
    """Where an offset comes from."""

    model_config = ConfigDict(
        extra="allow",
    )
    abbreviation: str | None = None
    from_: Literal["stated", "abbreviation", "witness", "assumed", "profile"] = Field(
        ..., alias="from"
    )
    offset: str | None = None


class Article(BaseModel):
    """
    Canonical metadata of one news article.

    Arrays are always arrays and never empty, nothing is null: a member that is missing could not be
    established.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    context: Literal["https://schema.org"] = Field(..., alias="@context")
    id: str | None = Field(None, alias="@id")
    type: Literal[
        "NewsArticle",
        "ReportageNewsArticle",
        "OpinionNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "LiveBlogPosting",
        "BlogPosting",
        "Article",
    ] = Field(..., alias="@type")
    alternative_headline: str | None = Field(None, alias="alternativeHeadline")
    article_section: list[str] | None = Field(None, alias="articleSection")
    author: list[Author] | None = None
    """One person or organisation per element."""

    content_location: str | None = Field(None, alias="contentLocation")
    copyright_holder: CopyrightHolder | None = Field(None, alias="copyrightHolder")
    copyright_year: int | None = Field(None, alias="copyrightYear")
    credit_text: str | None = Field(None, alias="creditText")
    date_created: str | None = Field(None, alias="dateCreated")
    date_modified: str | None = Field(None, alias="dateModified")
    date_published: str | None = Field(None, alias="datePublished")
    """First publication, in the page's own local time. Without evidence there is no offset, no time, no day."""

    dateline: str | None = None
    description: str | None = None
    expires: str | None = None
    headline: str | None = None
    """The headline, without the site's name."""

    image: list[ImageObject] | None = None
    in_language: str | None = Field(None, alias="inLanguage")
    """One BCP 47 tag in canonical case."""

    is_accessible_for_free: bool | None = Field(None, alias="isAccessibleForFree")
    keywords: list[str] | None = None
    """In page order, without duplicates, first spelling kept."""

    main_entity_of_page: str | None = Field(None, alias="mainEntityOfPage")
    """The canonical URL of the page."""

    publisher: Organization | None = None
    source_organization: Organization | None = Field(None, alias="sourceOrganization")
    url: str | None = None
    """The address of the article, an absolute URL."""

    word_count: int | None = Field(None, alias="wordCount")


class FieldReport(BaseModel):
    """What was decided about one field. `explain=none` gives status, confidence and question."""

    model_config = ConfigDict(
        extra="allow",
    )
    candidates: list[CandidateValue] | None = None
    confidence: float
    """The probability that the emitted value is right at its stated precision."""

    edtf: str | None = None
    """Extended Date/Time Format; it can write a set of days."""

    evidence: list[EvidenceEntry] | None = None
    instant: str | None = None
    """The same moment in UTC."""

    precision: Literal["year", "month", "day", "hour", "minute", "second"] | None = None
    question: str | None = None
    """What a person is asked, with what the page says and where to look; each field that makes the page `unresolved` has one, at every level of `explain`."""

    status: Literal["stated", "normalized", "repaired", "conflict", "ambiguous", "absent"]
    """`stated` as found, `normalized` only the form changed, `repaired` the meaning changed, `conflict` witnesses disagree and the best one is emitted, `ambiguous` withheld: nothing is probable enough, `absent` nothing was read, or what was read is likelier wrong than right."""

    zone: ZoneOrigin | None = None


class CoreFields(BaseModel):
    """
    Reports by field: one for each property of which something was read; at `full` always these
    eleven.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    __annotations__ = {
        "__pydantic_extra__": Dict[str, FieldReport],
    }
    article_section: FieldReport | None = Field(None, alias="articleSection")
    author: FieldReport | None = None
    date_modified: FieldReport | None = Field(None, alias="dateModified")
    date_published: FieldReport | None = Field(None, alias="datePublished")
    description: FieldReport | None = None
    headline: FieldReport | None = None
    image: FieldReport | None = None
    in_language: FieldReport | None = Field(None, alias="inLanguage")
    keywords: FieldReport | None = None
    publisher: FieldReport | None = None
    url: FieldReport | None = None


class Result(BaseModel):
    """
    The answer for one page, in RFC 8785 canonical form.

    Store it when `status` is clean or repaired; when it is unresolved, store what is there and have
    a person look at the page. Members may be added within v1: ignore those you do not know.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    article: Article
    date_published_proved: bool | None = None
    """Whether the publication date is as good as certain (0.95) and two independent witnesses agree on it. Only with `fingerprint=1`."""

    extra: dict[str, Any]
    """Supplied metadata under names that this version does not know."""

    fields: CoreFields
    findings: list[FindingNote]
    headline_key: str | None = None
    """Of a headline: without case, marks, blanks and the site's name. Only with `fingerprint=1`."""

    normalizer: Normalizer
    repairs: list[RepairEntry]
    status: Literal["clean", "repaired", "unresolved"]
    """`unresolved` where a person's look would settle something that matters: the headline or the publication date is `ambiguous` or `absent`, or the author is `ambiguous`; else `repaired` where `repairs` is not empty, else `clean`."""

    text_fingerprint: str | None = None
    """Of the article's text: the version, the number of words, and a MinHash of its runs of five words, 128 numbers of 16 bits in base64; null for fewer than 50 words. Only with `fingerprint=1`."""

    withheld: list[str] | None = None
    """The fields that are `ambiguous`, whatever the status; left out where none is. As the status does, it speaks of the whole page, whatever `fields` asks for."""


class CapturesResult(BaseModel):
    """
    The answer from several captures of one article: as for one page, and its history.

    `article` has the values of the last capture that shows the article, but for `datePublished`,
    which is decided over all captures. A `capture` is an index in the order of their times,
    counted from 0.
    """

    model_config = ConfigDict(
        extra="allow",
    )
    article: Article
    date_published_proved: bool | None = None
    """Whether the publication date is as good as certain (0.95) and two independent witnesses agree on it. Only with `fingerprint=1`."""

    extra: dict[str, Any]
    """Supplied metadata under names that this version does not know."""

    fields: CoreFields
    findings: list[FindingNote]
    headline_key: str | None = None
    """Of a headline: without case, marks, blanks and the site's name. Only with `fingerprint=1`."""

    history: History
    normalizer: Normalizer
    repairs: list[RepairEntry]
    status: Literal["clean", "repaired", "unresolved"]
    """`unresolved` where a person's look would settle something that matters: the headline or the publication date is `ambiguous` or `absent`, or the author is `ambiguous`; else `repaired` where `repairs` is not empty, else `clean`."""

    text_fingerprint: str | None = None
    """Of the article's text: the version, the number of words, and a MinHash of its runs of five words, 128 numbers of 16 bits in base64; null for fewer than 50 words. Only with `fingerprint=1`."""

    withheld: list[str] | None = None
    """The fields that are `ambiguous`, whatever the status; left out where none is. As the status does, it speaks of the whole page, whatever `fields` asks for."""
