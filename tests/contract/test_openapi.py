"""The OpenAPI document: valid, complete, and true of the running application."""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from schemas.page import ZONES
from service.app import create_app
from service.http.access import OPEN, OPEN_PAGES
from service.http.parameters import PAGE_PARAMETERS
from service.http.problems import REFUSED_BY_SERVER, TYPES
from service.settings import Settings


@pytest.fixture
def description(client: FlaskClient) -> Any:
    """The document as it is served."""
    return client.get("/openapi.json").get_json()


def test_document_is_valid(description: Any) -> None:
    """The document is valid OpenAPI 3.1."""
    assert description["openapi"].startswith("3.1.")
    validate(description)


def test_every_route_is_described(app: Flask, description: Any) -> None:
    """No route is forgotten, and none is described that does not exist."""
    routes = {
        (rule.rule.replace("<", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        # The styles, scripts and examples that the pages themselves ask for, and what browsers and
        # crawlers do unasked.
        if rule.endpoint not in ("web.static", "web.at_the_root")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {
        (path, method) for path, operations in description["paths"].items() for method in operations
    } == routes


def test_every_problem_is_described(description: Any) -> None:
    """Each status of the error table stands at the operation that can answer it; wrong methods have
    no operation.
    """
    described = {
        status
        for operations in description["paths"].values()
        for operation in operations.values()
        for status in operation["responses"]
    }
    assert described == {
        "200",
        *(str(row.status) for row in TYPES if row.status != 405),
        *map(str, REFUSED_BY_SERVER),
    }


def test_what_the_server_refuses_is_described_everywhere(description: Any) -> None:
    """Any request can be no HTTP, too long, or ask for what the server has not: each operation says
    so.
    """
    for operations in description["paths"].values():
        for operation in operations.values():
            assert {str(status) for status in REFUSED_BY_SERVER} <= set(operation["responses"])


def test_what_is_open_is_described_as_open(app: Flask, description: Any) -> None:
    """Probes, this document and the pages for people need no key; everything else says that it
    may.
    """
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<", "{").replace(">", "}")
        for operation in description["paths"].get(path, {}).values():
            is_open = rule.rule in OPEN or rule.endpoint.startswith(f"{OPEN_PAGES}.")
            assert (operation.get("security") == []) == is_open, path
            assert ("401" in operation["responses"]) == (not is_open), path


def test_one_field_may_be_asked_for_and_pages_are_told_apart(description: Any) -> None:
    """A list of one name is what ``?fields=`` takes; the pages of the batch's sample have ids of
    their own.
    """
    batch = description["paths"]["/v1/normalize/batch"]["post"]
    ((_, pages),) = batch["requestBody"]["content"]["application/json"]["examples"].items()
    ids = [page["id"] for page in pages["value"]]
    assert len(set(ids)) == len(ids) > 1
    parameters = description["paths"]["/v1/normalize"]["post"]["parameters"]
    (named,) = [each["schema"] for each in parameters if each.get("name") == "fields"]
    assert not list(Draft202012Validator(named).iter_errors(["headline"]))
    assert list(Draft202012Validator(named).iter_errors([]))


def test_what_is_needed_is_said_to_be(description: Any) -> None:
    """A page needs a body, a path its parameters, and an answer has its digest; every query
    parameter can be left out.
    """
    operations = [each for path in description["paths"].values() for each in path.values()]
    assert {each["requestBody"]["required"] for each in operations if "requestBody" in each} == {
        True
    }
    parameters = [parameter for each in operations for parameter in each.get("parameters", ())]
    assert all(
        parameter.get("required", False) == (parameter["in"] == "path") for parameter in parameters
    )
    digests = [
        answer["headers"]["Content-Digest"]["required"]
        for each in operations
        for answer in each["responses"].values()
        if "Content-Digest" in answer.get("headers", {})
    ]
    assert digests
    assert all(digests)


def test_components_have_readable_names(description: Any) -> None:
    """Component names are the models' own, as a client generator will show them."""
    assert {"ScrapedPage", "Result", "Article", "Problem", "RuleBook"} <= set(
        description["components"]["schemas"]
    )
    assert all(name.isalpha() for name in description["components"]["schemas"])


XHTML = "application/xhtml+xml"
RAW = ("text/html", XHTML, "text/plain")


@schemathesis.serializer("text/html")
def page_bytes(_context: schemathesis.SerializationContext, value: Any) -> Any:
    """A raw body: whatever is generated for it is sent as text."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.serializer("application/x-ndjson")
def lines(_context: schemathesis.SerializationContext, value: Any) -> Any:
    """A batch: whatever is generated for it is sent as text."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


schemathesis.openapi.format("iana-time-zone", st.sampled_from(sorted(ZONES)))


def beyond_a_schema(members: dict[str, Any]) -> None:
    """Take out what the document allows and the service does not."""
    # The format says that it is a zone, and words from elsewhere are tried nevertheless.
    if isinstance(members.get("assumeZone"), str) and members["assumeZone"] not in ZONES:
        del members["assumeZone"]
    # To JSON Schema 17.0 is an integer; the service wants it without the point.
    if isinstance(members.get("id"), float):
        members["id"] = int(members["id"])


# The tests that it makes are collected before any fixture runs, hence an application of its own.
schema = schemathesis.openapi.from_wsgi("/openapi.json", create_app(Settings()))


@schema.parametrize()
@settings(
    max_examples=int(os.environ.get("DATELINE_EXAMPLES", "25")),
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_application_does_as_described(case: schemathesis.Case[Any]) -> None:
    """Made-up requests, good and bad, are answered as the document says: status, media type,
    schema.
    """
    if case.query and case.query.get("view") == "flat":
        # OpenAPI cannot say that a row has all its columns; what is left may be valid where it was
        # not.
        case.query = {name: value for name, value in case.query.items() if name != "fields"}
    if (
        case.media_type == "application/json"
        and case.meta
        and case.meta.generation.mode == GenerationMode.POSITIVE
    ):
        # Nor that these go with raw bodies only.
        case.query = {
            name: value for name, value in (case.query or {}).items() if name not in PAGE_PARAMETERS
        }
    if case.meta and case.meta.generation.mode == GenerationMode.POSITIVE:
        for members in (case.body, case.query):
            if isinstance(members, dict):
                beyond_a_schema(members)
    # On the wire a raw body has no type that could be wrong: {} sent as text/html is a page of two
    # characters, and for XHTML even "" is made into a document.
    typeless = case.media_type == XHTML or (
        case.media_type in RAW and not isinstance(case.body, str)
    )
    # In a batch a page that is at fault is its own line's problem, in an answer of status 200, and
    # among captures it is a finding.
    typeless |= case.path in ("/v1/normalize/batch", "/v1/captures")
    excluded: list[Any] = [negative_data_rejection] if typeless else []
    if case.path == "/v1/captures":
        # No schema says that captures are of one article, and none of the future.
        excluded.append(positive_data_acceptance)
    case.call_and_validate(excluded_checks=excluded)
