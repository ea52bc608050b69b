"""Requests that cannot be answered, and pages that only look as if they could not: none is a 500,
none is unbounded.
"""

from __future__ import annotations

import difflib
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from schemas.page import NO_CONTENT
from service.http.problems import MAX_ERRORS

MIB = 1024 * 1024
_NO_ZONE = (
    "neither a zone of the IANA database, such as America/New_York, nor an offset, such as +02:00"
)
PAGE = (
    "<html lang='en'><h1>Harbour reopens after the storm</h1><p>The ferries sail again "
    "on Monday.</p></html>"
)

JSON_FAULTS = {
    "truncated": (b'{"html": "<p>', 400),
    "NaN": (b'{"metadata": {"wordCount": NaN}}', 400),
    "infinite number": (b'{"metadata": {"wordCount": 1e999}}', 400),
    "lone surrogate": (b'{"html": "\\ud83d <p>x</p>"}', 400),
    "invalid UTF-8": (b'{"html": "caf\xe9"}', 400),
    "trailing comma": (b'{"html": "x",}', 400),
    "two documents": (b'{"html": "x"} {}', 400),
    "bare NUL": (b'{"html": "a\x00b"}', 400),
    "blank": (b"  \n", 400),
    "empty": (b"", 422),
    "an array": (b"[]", 422),
    "a string": (b'"<p>x</p>"', 422),
    "null": (b"null", 422),
    "nested 65 deep": (b'{"metadata": {"a": ' + b"[" * 63 + b"]" * 63 + b"}}", 422),
    "nested 5,000 deep": (b'{"metadata": {"a": ' + b"[" * 5000 + b"]" * 5000 + b"}}", 422),
}


@pytest.mark.parametrize(("body", "status"), JSON_FAULTS.values(), ids=JSON_FAULTS)
def test_bad_json(client: FlaskClient, body: bytes, status: int) -> None:
    """What is not JSON is 400, what is JSON but no page is 422."""
    answer = client.post("/v1/normalize", data=body, content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_json_at_the_depth_limit_is_read(client: FlaskClient) -> None:
    """64 levels are taken: the limit is the first depth that is allowed, not the first that is
    refused.
    """
    body = b'{"metadata": {"a": ' + b"[" * 62 + b"]" * 62 + b"}}"
    assert (
        client.post("/v1/normalize", data=body, content_type="application/json").status_code == 200
    )


FAULTS: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "unknown member": ({"text": "x", "fetched_at": 1}, "#/fetched_at", "unknown_member",
    "fetched_at: did you mean fetchedAt?"),
    "no such member": ({"text": "x", "qqq": 1}, "#/qqq", "unknown_member", "qqq: no such member"),
    "bare metadata": (
        {"text": "x", "title": "x"},
        "#/title",
        "unknown_member",
        'title: no such member; what was extracted goes into metadata: {"metadata": {"title": …}}',
    ),
    "a member abbreviated": ({"text": "x", "lang": "de"}, "#/lang", "unknown_member",
    "lang: did you mean language?"),
    "two contents": ({"text": "x", "html": "x"}, "#", "several_contents",
    "give one of html, htmlBase64 and text, not several"),
    "no content": ({"url": "x"}, "#", "no_content", NO_CONTENT),
    "empty content": ({"html": ""}, "#/html", "empty", "is empty"),
    "number as text": ({"text": 5}, "#/text", "wrong_type", "should be a string"),
    "list as headers": ({"text": "x", "headers": []}, "#/headers", "wrong_type",
    "should be an object"),
    "header with two values": ({"text": "x", "headers": {"A/b": ["c"]}}, "#/headers/A~1b",
    "wrong_type", "should be a string"),
    "bad base64": ({"htmlBase64": "P?"}, "#/htmlBase64", "bad_base64",
    "not base64 (RFC 4648, the standard alphabet, padded)"),
    "number as time": ({"text": "x", "fetchedAt": 0}, "#/fetchedAt", "wrong_type",
    "should be a string"),
    "unknown zone": (
        {"text": "x", "assumeZone": "Europe/Atlantis"},
        "#/assumeZone",
        "unknown_zone",
        _NO_ZONE,
    ),
    "fractional id": ({"text": "x", "id": 1.5}, "#/id", "wrong_type",
    "should be a string or an integer"),
    "huge id": ({"text": "x", "id": 2**60}, "#/id", "integer_too_large",
    "an integer beyond 2^53 should be sent as a string"),
}  # fmt: skip


@pytest.mark.parametrize(("page", "pointer", "code", "detail"), FAULTS.values(), ids=FAULTS)
def test_broken_schema(
    client: FlaskClient, page: dict[str, Any], pointer: str, code: str, detail: str
) -> None:
    """A member that breaks the schema is named with its place, in words that say what to do."""
    answer = client.post("/v1/normalize", json=page)
    assert (answer.status_code, answer.json["errors"]) == (  # type: ignore[index]
        422,
        [{"pointer": pointer, "code": code, "detail": detail}],
    )


@pytest.mark.parametrize(
    "moment",
    [
        "2022-02-25T19:40:00",
        "2022-02-25",
        "2022-02-30T19:40:00Z",
        "2022-02-25T24:00:00Z",
        "2022-02-25T19:40:00+0500",
        "2022-02-25T19:40:00+25:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "٢٠٢٢-02-25T19:40:00Z",
        "now",
    ],
)
def test_fetched_at_that_is_no_moment(client: FlaskClient, moment: str) -> None:
    """fetchedAt is RFC 3339 with offset; without one it would be another moment in every zone."""
    answer = client.post("/v1/normalize", json={"text": "x", "fetchedAt": moment})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "#/fetchedAt")  # type: ignore[index]


@pytest.mark.parametrize(
    "moment",
    [
        "2022-02-25T19:40:00Z",
        "2022-02-25t19:40:00.123456789z",
        "2022-02-25 19:40:00-00:00",
        "2016-12-31T23:59:60Z",
    ],
)
def test_fetched_at_in_every_form_of_the_rfc(client: FlaskClient, moment: str) -> None:
    """Small letters, a blank, nanoseconds, an unknown local offset and a leap second are all RFC
    3339.
    """
    assert client.post("/v1/normalize", json={"text": "x", "fetchedAt": moment}).status_code == 200


def test_every_error_at_once(client: FlaskClient) -> None:
    """A caller learns of all that is wrong from one answer: query, members and their number."""
    answer = client.post(
        "/v1/normalize?explain=all&minConfidence=2&exlpain=none",
        json={"html": 1, "text": "x", "hml": ""},
    )
    assert {error["code"] for error in answer.json["errors"]} == {  # type: ignore[index]
        "unknown_value",
        "out_of_range",
        "unknown_parameter",
        "wrong_type",
        "unknown_member",
        "several_contents",
    }


def test_contents_are_looked_at_though_a_member_is_wrong(client: FlaskClient) -> None:
    """The validator stops at the first; what is wrong with the contents is told in the same words
    as alone.
    """
    alone, both = ({"text": "x", "html": "x"}, {"text": "x", "html": "x", "url": 5})
    errors = [
        client.post("/v1/normalize", json=page).get_json()["errors"] for page in (alone, both)
    ]
    assert (
        errors[1][0]
        == errors[0][0]
        == {"pointer": "#", "code": "several_contents", "detail": FAULTS["two contents"][3]}
    )
    assert [error["pointer"] for error in errors[1]] == ["#", "#/url"]


def test_input_is_never_echoed(client: FlaskClient) -> None:
    """A value can be private; a problem says where it stands and not what it is."""
    page = {
        "html": ["hunter2"],
        "assumeZone": "hunter2",
        "fetchedAt": "hunter2",
        "id": {"hunter2": "hunter2"},
        "headers": "hunter2",
    }
    answer = client.post("/v1/normalize?explain=hunter2&minConfidence=hunter2", json=page)
    assert answer.status_code == 422
    assert "hunter2" not in answer.text


def test_many_faults_are_a_short_answer(client: FlaskClient) -> None:
    """The errors that are listed are bounded, and the detail says how many there are."""
    answer = client.post(
        "/v1/normalize", json={"text": "x", **{f"unknown{number}": 0 for number in range(20_000)}}
    )
    assert (
        answer.json["detail"]  # type: ignore[index]
        == "20000 things are wrong with the request. The first 100 are listed."
    )
    assert len(answer.data) < 20_000


def test_nearest_names_are_sought_for_what_is_listed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A suggestion costs as much as reading a thousand members."""
    asked: list[str] = []

    def near(name: str, *_: object, **__: object) -> list[str]:
        asked.append(name)
        return []

    monkeypatch.setattr(difflib, "get_close_matches", near)
    client.post(
        "/v1/normalize", json={"text": "x", **{f"unknown{number}": 0 for number in range(3_000)}}
    )
    assert len(asked) == MAX_ERRORS


def test_long_unknown_name_is_cut(client: FlaskClient) -> None:
    """A megabyte of name is not a megabyte of problem."""
    answer = client.post("/v1/normalize", json={"text": "x", "n" * MIB: 0})
    assert (answer.status_code, len(answer.data) < 1000) == (422, True)
    assert answer.json["errors"][0]["pointer"] == "#/" + "n" * 60  # type: ignore[index]


def test_one_fault_is_told_as_one(client: FlaskClient) -> None:
    """And two as two."""
    one = client.post("/v1/normalize", json={"text": "x", "unknown": 0})
    two = client.post("/v1/normalize", json={"text": "x", "unknown": 0, "other": 0})
    assert one.json["detail"] == "One thing is wrong with the request."  # type: ignore[index]
    assert two.json["detail"] == "2 things are wrong with the request."  # type: ignore[index]


PARAMETER_FAULTS = {
    "explain": ("explain=some", "?explain", "should be one of none, summary, full"),
    "above one": ("minConfidence=1.1", "?minConfidence", "should be a number from 0 to 1"),
    "below zero": ("minConfidence=-0.1", "?minConfidence", "should be a number from 0 to 1"),
    "nan": ("minConfidence=nan", "?minConfidence", "should be a number from 0 to 1"),
    "blank": ("minConfidence=", "?minConfidence", "should be a number from 0 to 1"),
    "nearest field": ("fields=headline,date_publishd", "?fields",
    "date_publishd: did you mean datePublished?"),
    "no field": ("fields=headline,", "?fields", "a name is empty"),
    "fields of a row": ("view=flat&fields=headline", "?fields",
    "the flat view has the same columns for every page"),
    "nearest name": ("fetched_at=x", "?fetched_at", "fetched_at: did you mean fetchedAt?"),
    "repeated": ("url=a&url=b", "?url", "given more than once"),
    "time": ("fetchedAt=2022-02-25", "?fetchedAt",
        "not an RFC 3339 date and time with offset, such as 2022-02-25T19:40:00Z"),
    "offset of no clock": ("assumeZone=%2B15:00", "?assumeZone", _NO_ZONE),
    "zone": ("assumeZone=EDT", "?assumeZone", _NO_ZONE),
}  # fmt: skip


@pytest.mark.parametrize(
    ("query", "pointer", "detail"), PARAMETER_FAULTS.values(), ids=PARAMETER_FAULTS
)
def test_bad_parameter(client: FlaskClient, query: str, pointer: str, detail: str) -> None:
    """A parameter is checked as strictly as a member."""
    answer = client.post(f"/v1/normalize?{query}", data=PAGE, content_type="text/html")
    errors = answer.json["errors"]  # type: ignore[index]
    assert (answer.status_code, errors[0]["pointer"], errors[0]["detail"]) == (422, pointer, detail)


def test_member_given_as_a_parameter(client: FlaskClient) -> None:
    """Beside a JSON body the page's parameters are refused: which of two addresses holds would be a
    guess.
    """
    answer = client.post(
        "/v1/normalize?url=https://a.example/", json={"text": "x", "url": "https://b.example/"}
    )
    assert [error["code"] for error in answer.json["errors"]] == ["member_as_parameter"]  # type: ignore[index]


@pytest.mark.parametrize("content_type", ["text/html", "application/xhtml+xml", "text/plain"])
def test_empty_raw_body(client: FlaskClient, content_type: str) -> None:
    """An empty body is no page."""
    answer = client.post("/v1/normalize", data=b"", content_type=content_type)
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "empty_body")  # type: ignore[index]


def test_body_over_the_limit(client: FlaskClient) -> None:
    """11 MB are refused by their stated length, and the problem says the limit."""
    answer = client.post("/v1/normalize", data=b"x" * 11_000_000, content_type="text/html")
    assert (answer.status_code, answer.json["limit"]) == (413, 10 * MIB)  # type: ignore[index]


NOT_PAGES = {
    "a PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    * 50,
    "NUL bytes": b"\x00" * 4096,
    "NUL bytes inside": PAGE.replace("storm", "st\x00orm").encode(),
    "blanks": b" \n\t",
    "a wrong charset": PAGE.encode("utf-16"),
    "all byte values": bytes(range(256)) * 8,
}


@pytest.mark.parametrize("content_type", ["text/html", "text/plain"])
@pytest.mark.parametrize("body", NOT_PAGES.values(), ids=NOT_PAGES)
def test_content_is_never_the_callers_fault(
    client: FlaskClient, body: bytes, content_type: str
) -> None:
    """Whatever a server once delivered as a page is answered with 200."""
    assert client.post("/v1/normalize", data=body, content_type=content_type).status_code == 200


def test_png_is_unresolved(client: FlaskClient) -> None:
    """An image sent as a page is answered with a finding that says so."""
    answer = client.post(
        "/v1/normalize", data=NOT_PAGES["a PNG"], content_type="text/html"
    ).get_json()
    assert answer["status"] == "unresolved"
    assert "not_a_page" in {finding["code"] for finding in answer["findings"]}


HARD_TO_WRITE = {
    "an id beyond 2^53": {"article_id": 90071992547409931},
    "an id beyond 2^64": {"article_id": 123456789012345678901234567890},
    "a huge number": {"score": 1.7976931348623157e308},
    "a word count beyond 2^53": {"wordCount": 2**60, "copyrightYear": 2**60},
    "every type": {
        "a": None,
        "b": True,
        "c": [1, [2.5]],
        "d": {"e": {}},
        "": "",
        "keywords": [1, None, {}],
    },
    "NUL in a name": {"a\u0000b": "c\u0000d"},
}


@pytest.mark.parametrize("metadata", HARD_TO_WRITE.values(), ids=HARD_TO_WRITE)
def test_metadata_that_canonical_json_cannot_say(
    client: FlaskClient, metadata: dict[str, Any]
) -> None:
    """RFC 8785 refuses integers past 2^53; the answer carries their digits as a string instead of
    failing.
    """
    for explain in ("none", "summary", "full"):
        assert (
            client.post(f"/v1/normalize?explain={explain}", json={"metadata": metadata}).status_code
            == 200
        )


def test_digits_of_a_large_id_survive(client: FlaskClient) -> None:
    """A 17-digit id comes back with all its digits."""
    answer = client.post(
        "/v1/normalize", json={"metadata": {"qqArticleNumber": 90071992547409931}}
    ).get_json()
    assert "90071992547409931" in json.dumps(answer["extra"])


WRONG_TURNS = {
    "an address as text": ("text/plain", b"https://news.example/a", 200, "--data-binary @-"),
    "an address as HTML": ("text/html", b" https://news.example/a\n", 200, "nothing is fetched"),
    "an address as JSON": (
        "application/json",
        b'{"url": "https://n.example/a"}',
        422,
        "curl -s URL",
    ),
    "NDJSON": ("application/json", b'{"text": "a"}\n{"text": "b"}\n', 400, "/v1/normalize/batch"),
    "curl's form": ("application/x-www-form-urlencoded", b"<p>", 415, "'Content-Type: text/html'"),
}


@pytest.mark.parametrize("turn", WRONG_TURNS.values(), ids=WRONG_TURNS)
def test_a_wrong_turn_is_told_what_to_do_instead(
    client: FlaskClient, turn: tuple[str, bytes, int, str]
) -> None:
    """The sentence ends with what the caller can do, and quotes nothing of the body."""
    sent, body, status, hint = turn
    found = client.post("/v1/normalize", data=body, headers={"Content-Type": sent})
    assert found.status_code == status
    assert hint in found.get_data(as_text=True)
    assert "news.example" not in json.dumps(found.get_json(force=True).get("findings", []))


def test_json_with_something_behind_it_is_no_ndjson(client: FlaskClient) -> None:
    """Only what is on lines of its own is sent to the batch route."""
    found = client.post("/v1/normalize", data=b'{"text": "a"}x', content_type="application/json")
    assert "batch" not in found.get_json(force=True)["detail"]
