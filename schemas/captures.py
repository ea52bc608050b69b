"""Captures of one article: each a page with the time of its fetch, and the answer from all."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from schemas.described import Described
from schemas.page import Instant, ScrapedPage
from schemas.result import Result


class CapturedPage(ScrapedPage):
    """One capture: a scraped page that says when it was fetched, which bounds what it states."""

    fetched_at: Instant = Field(
        description="When the page was fetched; the article existed by then.",
        examples=["2022-02-26T08:00:00Z"],
    )


class Change(Described):
    """One value that readers saw change; a side on which nothing was there is left out."""

    path: str = Field(examples=["/article/headline"])
    before: Any = None
    after: Any = None


class ArticleVersion(Described):
    """The article as one capture was the first to show it."""

    capture: int = Field(ge=0, description="The capture's index by time.")
    fetched_at: str = Field(alias="fetchedAt", examples=["2022-02-26T08:00:00Z"])
    sha256: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="The digest of the page as it was sent."
    )
    changed: list[Change] = Field(description="Empty in the first version.")


class MovedDate(Described):
    """A date that stands as the publication in a later capture, in the place of the first."""

    date_published: str = Field(alias="datePublished")
    capture: int = Field(ge=0, description="The capture that shows it first.")
    fetched_at: str = Field(alias="fetchedAt")


class PublishedBetween(Described):
    """Between what the first publication lies, and where it was moved to."""

    not_before: str | None = Field(
        default=None,
        alias="notBefore",
        description="The earliest moment that the date in `article` leaves; absent without one.",
    )
    not_after: str = Field(
        alias="notAfter", description="The first capture of the article: it existed by then."
    )
    moved_to: list[MovedDate] = Field(alias="movedTo")


class Modification(Described):
    """A modification that the article states, at the capture that shows it first."""

    date_modified: str = Field(alias="dateModified")
    capture: int = Field(ge=0)
    fetched_at: str = Field(alias="fetchedAt")


class History(Described):
    """What the captures of the article tell together; those that were left out are not counted."""

    first_seen: str = Field(alias="firstSeen")
    last_seen: str = Field(alias="lastSeen")
    captures: int = Field(ge=1, description="Captures of the article; equal ones count once.")
    versions: list[ArticleVersion]
    published: PublishedBetween
    modified: list[Modification]


class CapturesResult(Result):
    """The answer from several captures of one article: as for one page, and its history.

    `article` has the values of the last capture that shows the article, but for `datePublished`,
    which is decided over all captures. A `capture` is an index in the order of their times,
    counted from 0.
    """

    history: History
