"""The file of profiles: what the sites of a crawl do, as counts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.described import Described

Day = Annotated[
    int, Field(ge=0, description="A day as a number, 0 where none is known.", examples=[20220225])
]
Pages = Annotated[int, Field(ge=0)]


class Marked(Described):
    """What a hand may set on every member; what is ignored counts as not there, what is pinned as
    certain as a count can be.
    """

    pinned: bool | None = None
    ignored: bool | None = None


class Count(Marked):
    """On how many pages of the sample something is so."""

    pages: Pages = Field(description="Pages of the sample.", examples=[58])
    newest: Pages = Field(
        default=0, description="Those of them among the newest quarter, which say more."
    )
    first: Day = 0
    last: Day = 0


Counts = dict[str, Count]


class Total(Marked):
    """On how many pages of the sample something is so, without their days."""

    pages: Pages = Field(description="Pages of the sample.", examples=[58])


Totals = dict[str, Total]


class FormProfile(Marked):
    """How the strings of one form (`0000-00-00`) say what their pages' witnesses agree on."""

    seen: Count | None = None
    as_written: Count | None = None
    rows: Counts | None = Field(
        default=None, description="By damage alone, by its rule: `minute_in_month_slot`."
    )
    either: Counts | None = Field(
        default=None, description="As written or by that damage: such pages tell nothing."
    )


class OrderProfile(Marked):
    """Whether the day stands first, or the month."""

    dmy: Count | None = None
    mdy: Count | None = None


class SeasonProfile(Marked):
    """Offsets in minutes of the clocks that readers are shown, from December to February and from
    May to August.
    """

    january: Counts | None = None
    july: Counts | None = None


class PlaceProfile(Marked):
    """What the pages tell of one place of a date, such as `meta:article:published_time`."""

    seen: Count | None = Field(
        default=None,
        description="Pages that have the place, and whose witnesses agree on the date.",
    )
    agreed: Count | None = Field(
        default=None, description="Those of them on which the place agrees."
    )
    formats: dict[str, FormProfile] | None = Field(
        default=None, description="By the form of its strings."
    )
    orders: OrderProfile | None = Field(
        default=None, description="Of dates that decide it: 25/04/2022."
    )


class SiteProfile(Count):
    """What one site does; `pages` is the number of all that were seen, estimated beyond the
    sample.
    """

    sample: Pages = Field(
        default=0, description="The pages that were counted, those whose addresses hash lowest."
    )
    dates: dict[str, PlaceProfile] | None = None
    offsets: SeasonProfile | None = None
    frames: dict[str, Counts] | None = Field(
        default=None, description="Texts around `{headline}`, by place."
    )
    publishers: Counts | None = None
    tags: Counts | None = None
    descriptions: Counts | None = None
    images: Counts | None = None
    authors: Counts | None = None
    sections: Counts | None = None
    places: dict[str, Totals] | None = Field(
        default=None,
        description="Places in which half of the pages and more have a field, by field.",
    )
    rest: dict[str, Totals] | None = Field(
        default=None,
        description="Values on a tenth of the pages and more, but fewer than half, by kind.",
    )


class ProfileFile(Described):
    """A file of profiles, as `dateline learn` writes it and `DATELINE_PROFILES` names it."""

    sites: dict[str, SiteProfile] = Field(
        description="By host, or by registrable domain where its hosts agree."
    )
    unedited: str | None = Field(
        default=None,
        description=(
            "The digest of what stands before it, by `dateline learn`: a file that still "
            "has it loads unchecked."
        ),
        examples=["sha-256:9f86d081884c7d659a2feaa0c55ad015"],
    )
    version: Literal[1]


class ProfileAnswer(Described):
    """What the service's profiles say of a site."""

    site: str = Field(description="The host, or its registrable domain.", examples=["news.example"])
    profiles: str = Field(description="The digest of the file.")
    profile: SiteProfile
