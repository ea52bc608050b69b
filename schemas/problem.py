"""Every error: RFC 9457 problem details, and what they list."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from schemas.described import Described


class ProblemError(Described):
    """One thing that is wrong with a request, and where; what was sent is never repeated."""

    pointer: str = Field(
        description=(
            "A JSON Pointer into the body as a fragment (`#/fetchedAt`), or a query "
            "parameter (`?explain`)."
        ),
        examples=["#/fetchedAt"],
    )
    detail: str = Field(
        description="What is wrong, in plain words.",
        examples=["not an RFC 3339 date and time with offset, such as 2022-02-25T19:40:00Z"],
    )
    code: str = Field(description="The same for machines.", examples=["bad_instant"])


class Problem(Described):
    """A problem document (`application/problem+json`). `type` is an address that this service
    serves.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "/problems/body-too-large",
                    "title": "The body is too large",
                    "status": 413,
                    "detail": "The body is larger than 10485760 bytes.",
                    "limit": 10485760,
                }
            ]
        }
    )

    type: str = Field(
        json_schema_extra={"format": "uri-reference"},
        description="The kind of problem; its page says what to do.",
    )
    title: str = Field(
        description="The kind of problem in words; the same for every problem of the type."
    )
    status: int = Field(ge=400, le=599, description="The HTTP status.")
    detail: str = Field(description="What is wrong with this request.")
    instance: str | None = Field(
        default=None, description="For our bugs: the id to quote when reporting it."
    )
    errors: list[ProblemError] | None = Field(
        default=None, description="For 422: everything that is wrong, at once."
    )
    limit: int | None = Field(default=None, description="For 413: the limit in bytes.")
    supported: list[str] | None = Field(
        default=None, description="For 406 and 415: what is taken instead."
    )
