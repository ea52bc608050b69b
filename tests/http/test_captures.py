"""POST /v1/captures: captures of one article in, one answer with its history out."""

from __future__ import annotations

import gzip
import json
import random
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from schemas.published import document
from service.app import create_app
from service.model import Page
from service.settings import Settings
from tests.captures.pages import FIRST, HEADLINE, MOVED, OTHER_BODY, OTHER_HEADLINE, capture, wall

NDJSON = "application/x-ndjson"
SECOND = "2022-03-02T08:00:00Z"


def sent(page: Page) -> dict[str, Any]:
    """The capture as a client sends it."""
    assert page.fetched_at is not None
    at = page.fetched_at.isoformat().replace("+00:00", "Z")
    return {"url": page.url, "html": page.html, "fetchedAt": at}


MOVED_IN_SILENCE = [sent(capture()), sent(capture(MOVED, SECOND))]


def ask(client: FlaskClient, captures: Any, query: str = "") -> TestResponse:
    """The response to captures in a JSON array."""
    return client.post(f"/v1/captures{query}", json=captures)


def told(client: FlaskClient, captures: Any, query: str = "") -> Any:
    """The answer."""
    response = ask(client, captures, query)
    assert response.status_code == 200, response.data
    return response.get_json()


def test_a_moved_date_is_told_with_both_captures(client: FlaskClient) -> None:
    """The first date stands; the repair cites evidence of both captures in this same answer."""
    answer = told(client, MOVED_IN_SILENCE)
    assert answer["article"]["datePublished"] == FIRST
    (repair,) = answer["repairs"]
    assert (repair["rule"], repair["before"]) == ("published_again", MOVED)
    cited = [answer["fields"]["datePublished"]["evidence"][int(each.rpartition("/")[2])]
             for each in repair["evidence"]]  # fmt: skip
    assert [(each["raw"], each["capture"]) for each in cited] == [(FIRST, 0), (MOVED, 1)]
    published = answer["history"]["published"]
    assert [each["datePublished"] for each in published["movedTo"]] == [MOVED]
    assert published["notAfter"] == "2022-02-26T08:00:00Z"


@pytest.mark.parametrize("query", ["", "?explain=full", "?explain=none", "?fingerprint=1"])
def test_answers_fit_their_schema(client: FlaskClient, query: str) -> None:
    """At each level of explanation, and every piece of evidence names its capture."""
    answer = told(client, MOVED_IN_SILENCE, query)
    schema = document("captures", "https://dateline.example/captures")
    assert not list(Draft202012Validator(schema).iter_errors(answer))
    evidence = [e for report in answer["fields"].values() for e in report.get("evidence", ())]
    assert all("capture" in each for each in evidence)


def test_evidence_counts_what_is_left_out(client: FlaskClient) -> None:
    """Captures are numbered by time, those too that show no article."""
    pages = [sent(wall("2022-02-01T08:00:00Z")), *MOVED_IN_SILENCE]
    answer = told(client, pages)
    evidence = answer["fields"]["datePublished"]["evidence"]
    assert {each["capture"] for each in evidence} == {1, 2}
    assert [v["capture"] for v in answer["history"]["versions"]] == [1, 2]
    assert [f["raw"] for f in answer["findings"] if f["code"] == "capture_left_out"] == [0]


def test_one_capture_is_a_page(client: FlaskClient) -> None:
    """Its article is that of /v1/normalize, byte for byte, as are repairs and status."""
    page = MOVED_IN_SILENCE[0]
    alone = client.post("/v1/normalize", json=page).get_json()
    answer = told(client, [page])
    for name in ("article", "repairs", "findings", "status", "normalizer", "extra"):
        assert json.dumps(answer[name]) == json.dumps(alone[name])


def test_order_repetition_and_form_change_nothing(client: FlaskClient) -> None:
    """An array or NDJSON, compressed or not, in any order, one sent twice: the same bytes."""
    pages = [*MOVED_IN_SILENCE, sent(capture(at="2022-02-27T08:00:00Z"))]
    whole = ask(client, pages).data
    shuffled = [*pages, pages[1]]
    random.Random(3).shuffle(shuffled)
    lines = b"".join(json.dumps(each).encode() + b"\n" for each in shuffled)
    coded = {"Content-Encoding": "gzip"}
    assert client.post("/v1/captures", data=lines, content_type=NDJSON).data == whole
    packed = gzip.compress(lines)
    answer = client.post("/v1/captures", data=packed, content_type=NDJSON, headers=coded)
    assert answer.data == whole


def test_a_broken_capture_is_told_by_its_place(client: FlaskClient) -> None:
    """The others are answered as if it were not there."""
    lines = [json.dumps(each).encode() for each in MOVED_IN_SILENCE]
    body = b"\n".join(
        [lines[0], b"{", b'{"text": "", "fetchedAt": "2022-02-26T08:00:00Z"}', lines[1]]
    )
    answer = client.post("/v1/captures", data=body, content_type=NDJSON).get_json()
    found = [f for f in answer["findings"] if f["code"] == "capture_unreadable"]
    assert [each["raw"] for each in found] == [2, 3]
    assert "#/text: is empty." in found[1]["message"]
    assert answer["article"] == told(client, MOVED_IN_SILENCE)["article"]


UNTIMED = {"text": "Envoys return"}
FUTURE = {"text": "Envoys return", "fetchedAt": "9000-01-01T00:00:00Z"}
TWO_STORIES = [
    MOVED_IN_SILENCE[0],
    sent(capture(at=SECOND, headline=OTHER_HEADLINE, body=OTHER_BODY)),
]


@pytest.mark.parametrize(
    ("captures", "pointers", "code"),
    [
        ([MOVED_IN_SILENCE[0], UNTIMED, UNTIMED], ["#/1/fetchedAt", "#/2/fetchedAt"], "no_time"),
        ([MOVED_IN_SILENCE[0], FUTURE], ["#/1/fetchedAt"], "time_in_future"),
        ([], ["#"], "no_capture"),
        ([{"txt": 1}, 7], ["#/0", "#/1"], "not_read"),
        (TWO_STORIES, ["#"], "several_articles"),
        ([UNTIMED] * 4, ["#"], "too_many_captures"),
    ],
    ids=["no time", "the future", "none", "nothing readable", "two stories", "too many"],
)
def test_what_is_refused(captures: list[Any], pointers: list[str], code: str) -> None:
    """A problem that names the places; nothing of a page is repeated in it."""
    client = create_app(Settings(captures=3)).test_client()
    response = ask(client, captures)
    assert response.status_code == 422
    errors = response.get_json()["errors"]
    assert [each["pointer"] for each in errors] == pointers
    assert {each["code"] for each in errors} == {code}
    assert HEADLINE not in response.text


def test_a_history_is_no_row(client: FlaskClient) -> None:
    """A flat row is refused, and a media type other than JSON."""
    assert ask(client, MOVED_IN_SILENCE, "?view=flat").status_code == 422
    refused = client.post("/v1/captures", json=MOVED_IN_SILENCE, headers={"Accept": "text/csv"})
    assert refused.status_code == 406


def test_sizes_are_bounded() -> None:
    """A capture beyond the limit of a line is told by its place; all together have a limit."""
    lines = [json.dumps(each).encode() for each in MOVED_IN_SILENCE]
    body = b"\n".join([lines[0], b'{"text": "' + b"a" * 2000 + b'"}', lines[1]])
    settings = Settings(line_limit=1500, captures_limit=sum(map(len, lines)))
    client = create_app(settings).test_client()
    answer = client.post("/v1/captures", data=body, content_type=NDJSON).get_json()
    found = [f for f in answer["findings"] if f["code"] == "capture_unreadable"]
    assert [each["raw"] for each in found] == [2]
    more = b"\n".join([*lines, lines[0]])
    refused = client.post("/v1/captures", data=more, content_type=NDJSON)
    assert (refused.status_code, refused.get_json()["limit"]) == (413, settings.captures_limit)


@pytest.mark.parametrize(
    ("body", "coding"),
    [(b'[{"text": "Envoys return"', "identity"), (gzip.compress(b"[]" * 99)[:-9], "gzip")],
    # Compressed bytes hold the time, and a test must have the same name in every process.
    ids=["as it is", "compressed"],
)
def test_a_body_that_is_cut_is_refused(client: FlaskClient, body: bytes, coding: str) -> None:
    """An answer from a part of the captures would pass for one from all."""
    headers = {"Content-Encoding": coding} if coding != "identity" else {}
    response = client.post(
        "/v1/captures", data=body, content_type="application/json", headers=headers
    )
    assert response.status_code == 400
