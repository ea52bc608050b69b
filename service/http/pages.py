"""The engine's page, made from members that a caller sends or a file holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from werkzeug.http import parse_options_header

from schemas.page import PageMembers, ScrapedPage, content_fault, instant
from service.http import parameters
from service.http.problems import Faults
from service.model import Page

Members = TypeVar("Members", bound=PageMembers)


def validated(model: type[Members], members: Any, prefix: str, faults: Faults) -> Members | None:
    """Return the members as the model, or None when they are invalid; what is wrong is added to
    ``faults``.
    """
    try:
        return model.model_validate(members)
    except ValidationError as error:
        known = [str(member.alias or name) for name, member in model.model_fields.items()]
        found = parameters.of_validation(error, known, prefix)
    fault = (
        content_fault(members) if model is ScrapedPage and isinstance(members, Mapping) else None
    )
    if fault is not None and fault[0] not in {known.code for known in found}:
        faults.add(prefix, fault[1], fault[0])
    faults.found.extend(found)
    return None


def of_scraped(scraped: ScrapedPage) -> Page:
    """Return the page of a JSON body; its charset is that of the Content-Type in the page's own
    headers.
    """
    headers = scraped.headers or {}
    return of_members(
        scraped,
        html=scraped.html_base64 if scraped.html is None else scraped.html,
        text=scraped.text,
        metadata=scraped.metadata or {},
        headers=headers,
        charset=charset(headers),
    )


def of_members(members: PageMembers, **contents: Any) -> Page:
    """Return the page of these members and contents."""
    return Page(
        url=members.url or None,
        fetched_at=instant(members.fetched_at) if members.fetched_at is not None else None,
        language=members.language or None,
        assume_zone=members.assume_zone,
        **contents,
    )


def charset(headers: Mapping[str, str]) -> str | None:
    """Return the charset that the response headers of a fetch name; header names match in any
    case.
    """
    content_type = next(
        (value for name, value in headers.items() if name.lower() == "content-type"), ""
    )
    return parse_options_header(content_type)[1].get("charset")
