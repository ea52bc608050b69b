"""The flat view: one row a page, for tables."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from schemas.article import ArticleDate, Text
from schemas.copies import HeadlineKey, Proved, TextFingerprint
from schemas.described import Described
from schemas.result import Confidence, FieldStatus, PageStatus

EmittedPrecision = TypeAliasType("EmittedPrecision", Literal["day", "minute", "second"])
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$", examples=["2022-02-25"])]
Clock = Annotated[
    str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$", examples=["2022-02-25T14:40:00"])
]
Instant = Annotated[
    str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", examples=["2022-02-25T19:40:00Z"])
]


class FlatResult(Described):
    """One page as a row: the same columns for every page, null where nothing was established.

    A projection of the nested answer: of sections and images the first, of organisations and people
    the name. The last three columns are there where fingerprints are asked for. Columns may be
    added within v1: ignore those you do not know.
    """

    headline: Text | None
    description: Text | None
    date_published: ArticleDate | None = Field(
        description="As the article has it: a day, a local date-time, or one with its offset."
    )
    date_modified: ArticleDate | None = Field(description="As `date_published`.")
    authors: list[Text] = Field(
        description="The authors' names in order; empty where none was established."
    )
    publisher: Text | None
    keywords: list[Text] = Field(description="In page order; empty where none was established.")
    section: Text | None = Field(description="The first section.")
    language: Text | None = Field(description="A BCP 47 tag.", examples=["pt-BR"])
    url: Text | None
    image: Text | None = Field(description="The URL of the first image.")
    word_count: int | None = Field(ge=0)
    status: PageStatus = Field(description="As in the nested answer.")
    withheld: list[str] = Field(
        description="The article's members whose value is withheld, by their names there."
    )
    questions: list[str] = Field(
        description="What a person is asked who looks at an unresolved page; else empty."
    )
    findings: list[str] = Field(description="The codes of the findings, each once.")
    rules: list[str] = Field(description="The rules of the repairs, each once.")
    date_published_status: FieldStatus
    date_published_confidence: Confidence
    date_published_precision: EmittedPrecision | None = Field(
        description="How much of the value is known; null where none is given."
    )
    date_published_day: Day | None = Field(description="The day, as the page's readers saw it.")
    date_published_local: Clock | None = Field(
        description="The local date-time, without offset; null where only the day is known."
    )
    date_published_instant: Instant | None = Field(
        description="The moment in UTC; null where no offset is established."
    )
    date_modified_status: FieldStatus
    date_modified_confidence: Confidence
    date_modified_precision: EmittedPrecision | None
    date_modified_day: Day | None
    date_modified_local: Clock | None
    date_modified_instant: Instant | None
    headline_key: HeadlineKey | None = Field(
        default=None, description="The headline without case, marks, blanks and the site's name."
    )
    text_fingerprint: TextFingerprint | None = Field(
        default=None, description="What copies of the text are told by; null under 50 words."
    )
    date_published_proved: Proved | None = Field(
        default=None, description="Whether two independent witnesses make the date all but certain."
    )
