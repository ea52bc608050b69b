"""The flat view: one row a page, for tables."""

from __future__ import annotations

from pydantic import BaseModel, Field

from schemas.article import ArticleDate, Text
from schemas.result import Confidence, FieldStatus, PageStatus


class FlatResult(BaseModel):
    """One page as a row: the same columns for every page, null where nothing was established.

    A projection of the nested answer: of sections and images the first, of organisations and people the name.
    Columns may be added within v1: ignore those you do not know.
    """

    headline: Text | None
    date_published: ArticleDate | None
    date_modified: ArticleDate | None
    authors: list[Text] = Field(description="The authors' names in order; empty where none was established.")
    publisher: Text | None
    keywords: list[Text] = Field(description="In page order; empty where none was established.")
    section: Text | None = Field(description="The first section.")
    language: Text | None = Field(description="A BCP 47 tag.", examples=["pt-BR"])
    url: Text | None
    image: Text | None = Field(description="The URL of the first image.")
    word_count: int | None = Field(ge=0)
    status: PageStatus
    date_published_status: FieldStatus
    date_published_confidence: Confidence
    date_modified_status: FieldStatus
    date_modified_confidence: Confidence
