"""The article: a closed profile of schema.org NewsArticle with one shape per property."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from typing_extensions import TypeAliasType

from schemas.described import Described

# A choice with a name of its own stands once in the schemas, and generated clients call it by that
# name.
ArticleType = TypeAliasType(
    "ArticleType",
    Literal[
        "NewsArticle",
        "ReportageNewsArticle",
        "OpinionNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "LiveBlogPosting",
        "BlogPosting",
        "Article",
    ],
)
AuthorType = TypeAliasType("AuthorType", Literal["Person", "Organization"])
OrganizationType = TypeAliasType(
    "OrganizationType", Literal["NewsMediaOrganization", "Organization"]
)
HolderType = TypeAliasType("HolderType", Literal["NewsMediaOrganization", "Organization", "Person"])

Text = Annotated[str, Field(min_length=1)]

#: A day, a local date-time, or a date-time with its offset: no more than what is known, and never
#: `Z`.
ArticleDate = Annotated[
    str,
    Field(
        pattern=(
            r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d"
            r"|2[0-3]):[0-5]\d:[0-5]\d([+-]\d\d:[0-5]\d)?)?$"
        ),
        examples=["2022-02-25T14:40:00-05:00", "2022-02-25T14:40:00", "2022-02-25"],
    ),
]


class Closed(Described):
    """Base of everything inside an article: no member beyond those of the profile."""

    model_config = ConfigDict(
        extra="forbid", strict=True, validate_by_name=True, validate_by_alias=True
    )


class ImageObject(Closed):
    """An image of the article."""

    type: Literal["ImageObject"] = Field(alias="@type")
    url: Text
    width: int | None = Field(default=None, ge=1)
    height: int | None = Field(default=None, ge=1)
    caption: Text | None = None


class Author(Closed):
    """One author: one person or one organisation an element."""

    type: AuthorType = Field(alias="@type")
    name: Text
    url: Text | None = None


class Organization(Closed):
    """A publisher, copyright holder or source."""

    type: OrganizationType = Field(alias="@type")
    name: Text
    url: Text | None = None
    logo: ImageObject | None = None


class CopyrightHolder(Closed):
    """Who holds the rights: an organisation, or a person."""

    type: HolderType = Field(alias="@type")
    name: Text
    url: Text | None = None


class Article(Closed):
    """Canonical metadata of one news article.

    Arrays are always arrays and never empty, nothing is null: a member that is missing could not be
    established.
    """

    context: Literal["https://schema.org"] = Field(alias="@context")
    type: ArticleType = Field(alias="@type")
    id: Text | None = Field(default=None, alias="@id")
    url: Text | None = Field(
        default=None, description="The address of the article, an absolute URL."
    )
    main_entity_of_page: Text | None = Field(
        default=None, alias="mainEntityOfPage", description="The canonical URL of the page."
    )
    headline: Text | None = Field(
        default=None, description="The headline, without the site's name."
    )
    alternative_headline: Text | None = Field(default=None, alias="alternativeHeadline")
    description: Text | None = None
    date_published: ArticleDate | None = Field(
        default=None,
        alias="datePublished",
        description=(
            "First publication, in the page's own local time. Without evidence there is "
            "no offset, no time, no day."
        ),
    )
    date_modified: ArticleDate | None = Field(default=None, alias="dateModified")
    date_created: ArticleDate | None = Field(default=None, alias="dateCreated")
    expires: ArticleDate | None = None
    author: list[Author] | None = Field(
        default=None, min_length=1, description="One person or organisation per element."
    )
    publisher: Organization | None = None
    keywords: list[Text] | None = Field(
        default=None,
        min_length=1,
        description="In page order, without duplicates, first spelling kept.",
    )
    article_section: list[Text] | None = Field(default=None, alias="articleSection", min_length=1)
    in_language: Text | None = Field(
        default=None,
        alias="inLanguage",
        description="One BCP 47 tag in canonical case.",
        examples=["en", "pt-BR"],
    )
    image: list[ImageObject] | None = Field(default=None, min_length=1)
    is_accessible_for_free: bool | None = Field(default=None, alias="isAccessibleForFree")
    word_count: int | None = Field(default=None, alias="wordCount", ge=0)
    copyright_year: int | None = Field(default=None, alias="copyrightYear")
    copyright_holder: CopyrightHolder | None = Field(default=None, alias="copyrightHolder")
    credit_text: Text | None = Field(default=None, alias="creditText")
    source_organization: Organization | None = Field(default=None, alias="sourceOrganization")
    content_location: Text | None = Field(default=None, alias="contentLocation")
    dateline: Text | None = None
