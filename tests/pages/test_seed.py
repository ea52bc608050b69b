"""The page that the project began with, and variants of it: another date, a silent minute, no zone,
other order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

BYLINE = "Friday, 25 February 2022 02:40 PM EST"
STAMP = "Friday, 25 February 2022 02:40 PM"
MACHINE = "2022-40-25"


@pytest.fixture
def page(data_dir: Path) -> str:
    """The seed page's text."""
    return (data_dir / "seed" / "page.txt").read_text("utf-8")


def answer(client: FlaskClient, text: str, **query: str) -> Mapping[str, Any]:
    """What the service answers to a text page."""
    response = client.post(
        "/v1/normalize",
        data=text.encode(),
        content_type="text/plain; charset=utf-8",
        query_string=query,
    )
    assert response.status_code == 200
    return json.loads(response.data)  # type: ignore[no-any-return]


def test_every_expected_value(client: FlaskClient, page: str, data_dir: Path) -> None:
    """The article is the expected one, member for member, and each repair is there with its
    proof.
    """
    expected = json.loads((data_dir / "seed" / "expected.json").read_text("utf-8"))

    got = answer(client, page)

    assert {name: got["article"].get(name) for name in expected["article"]} == expected["article"]
    assert got["article"]["description"].startswith(expected["description_starts_with"])
    assert got["status"] == "repaired"
    date = next(r for r in got["repairs"] if r["path"] == "/article/datePublished")
    assert (date["rule"], date["before"]) == ("minute_in_month_slot", MACHINE)
    assert date["proof"] == {"format": "{year}-{minute}-{day}", "rendered": MACHINE}
    tags = next(r for r in got["repairs"] if r["path"] == "/article/keywords")
    assert (tags["rule"], tags["removed"]) == ("duplicate_tag", ["ukraine"])


def test_other_dates_are_seen_and_not_taken(client: FlaskClient, page: str) -> None:
    """The caption's date, the body's and the copyright year stand in the evidence, and none
    agrees.
    """
    evidence = answer(client, page, explain="full")["fields"]["datePublished"]["evidence"]

    taken = {entry["raw"] for entry in evidence if entry.get("agrees")}
    assert taken == {BYLINE, STAMP, MACHINE}
    assert any("2007" in str(entry["raw"]) for entry in evidence)


@pytest.mark.parametrize(
    ("changes", "value", "rule"),
    [
        pytest.param(
            {MACHINE: "2022-02-25"}, "2022-02-25T14:40:00-05:00", None, id="healthy machine date"
        ),
        pytest.param(
            {
                MACHINE: "2022-07-25",
                BYLINE: "Friday, 25 February 2022 02:07 PM EST",
                STAMP: "Friday, 25 February 2022 02:07 PM",
            },
            "2022-02-25T14:07:00-05:00",
            "minute_in_month_slot",
            id="silent minute",
        ),
        pytest.param(
            {
                MACHINE: "2019-31-08",
                BYLINE: "Thursday, 08 August 2019 10:31 AM EDT",
                STAMP: "Thursday, 08 August 2019 10:31 AM",
            },
            "2019-08-08T10:31:00-04:00",
            "minute_in_month_slot",
            id="another date",
        ),
        pytest.param({BYLINE: STAMP}, "2022-02-25T14:40:00", "minute_in_month_slot", id="no zone"),
        pytest.param({MACHINE + "\n": ""}, "2022-02-25T14:40:00-05:00", None, id="no machine date"),
        pytest.param(
            {f"{MACHINE}\n{STAMP}\n": f"{STAMP}\n{MACHINE}\n"},
            "2022-02-25T14:40:00-05:00",
            "minute_in_month_slot",
            id="other order in the block",
        ),
        pytest.param(
            {BYLINE: "", STAMP + "\n": "", MACHINE: "2022-40-25"},
            None,
            None,
            id="no timestamp at all",
        ),
    ],
)
def test_variants(
    client: FlaskClient, page: str, changes: Mapping[str, str], value: str | None, rule: str | None
) -> None:
    """A changed page gives the changed answer, by the same rules."""
    for old, new in changes.items():
        assert old in page
        page = page.replace(old, new)

    got = answer(client, page)

    assert got["article"].get("datePublished") == value
    assert (
        next((r["rule"] for r in got["repairs"] if r["path"] == "/article/datePublished"), None)
        == rule
    )
    assert got["article"]["keywords"] == ["china", "u.s.", "ukraine", "russia", "intelligence"]
    assert got["article"]["author"] == [{"@type": "Person", "name": "Jeffrey Rodack"}]
    assert got["article"]["publisher"]["name"] == "Newsmax Media, Inc."
