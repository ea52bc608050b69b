"""The report of `dateline drift`: what changed at the sites of a crawl."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from schemas.described import Described


class Part(Described):
    """A part of the report."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_alias=True)


class FalseAlarms(Part):
    """The rate of false alarms that the test keeps, over all habits of a site together."""

    one_site_in: int = Field(
        description="Of so many sites that did not change, at most one is told to have.",
        examples=[1000],
    )
    within_pages: int = Field(description="Within so many pages of each.", examples=[100])


class Method(Part):
    """The test by which a change was found."""

    method: str
    false_alarms: FalseAlarms


class Visit(Part):
    """A page of the crawl, and where its record is in the input."""

    url: str
    fetched_at: str | None = Field(
        default=None, description="In UTC; absent where neither the page nor one before it says."
    )
    source: str = Field(description="The file.")
    line: int = Field(description="The line, element, record or row in it, from 1.")


class NumberedVisit(Visit):
    """A page with its number among those of its site in order of time, from 1."""

    page: int


class Shown(Visit):
    """A page that broke a habit, and the text of the place in question."""

    says: str | None = None


class Asked(Visit):
    """A page that is answered otherwise when it is asked again."""

    fields: list[str]


class Broken(Part):
    """How many pages broke a habit, of how many that could have."""

    pages: int
    broken: int


class Change(Part):
    """A habit of a site that changed."""

    habit: Literal[
        "place",
        "witnesses",
        "agreement",
        "format",
        "reading",
        "damage",
        "order",
        "zone",
        "frame",
        "boilerplate",
    ]
    fields: list[str] = Field(description="The fields that it concerns.")
    place: str | None = Field(default=None, examples=["meta:article:published_time"])
    was: str | None = Field(default=None, examples=["dmy"])
    now: str | None = Field(default=None, examples=["mdy"])
    since: NumberedVisit = Field(description="The likeliest first page of the change.")
    certain: NumberedVisit = Field(description="The page with which the change was certain.")
    before: Broken = Field(description="Of the profile, and of the pages before `since`.")
    after: Broken = Field(description="Of the pages from `since` to `certain`.")
    evidence: list[Shown] = Field(description="The first pages since then that break the habit.")


class SiteDrift(Part):
    """A site that changed."""

    site: str = Field(description="Its name in the profiles.", examples=["news.example"])
    pages: int = Field(description="Its pages in the crawl, each address once.")
    watched: int = Field(description="The habits that share the rate of false alarms.")
    changes: list[Change]
    ask_again: list[Asked] = Field(
        description=(
            "The pages since the first change whose answers with the profile differ from those "
            "with what was learned since the last one."
        )
    )


class DriftReport(Part):
    """What changed at the sites of a crawl, by the profiles of what they did before."""

    version: Literal[1]
    profiles: str = Field(description="The digest of the profiles.")
    test: Method
    sites: int = Field(description="Sites of the profiles that the crawl has pages of.")
    pages: int = Field(description="Their pages, each address once.")
    repeated: int = Field(description="Later captures of the same addresses, which are left out.")
    unknown: int = Field(description="Pages of sites that the profiles do not know.")
    changed: list[SiteDrift]
