"""The status of an answer, what it names as withheld, and the fields whose readings are likelier
wrong than right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.model import CORE_FIELDS, Candidate, Json, Page, Resolution, Status
from service.normalize import Thresholds, normalize, status_of
from service.questions import asked

#: Every field, with a candidate of its own kind.
SAID: dict[str, Json] = {
    "author": [{"@type": "Person", "name": "Ana Ruiz"}],
    "datePublished": "2022-02-25",
}
SOUND = {
    name: Resolution(name, "stated", "x", 0.99, (Candidate(SAID.get(name, "x"), 0.8),))
    for name in CORE_FIELDS
}
DAY = "2022-02-25T10:00:00Z"


@pytest.mark.parametrize(
    ("field", "status", "said"),
    [
        ("headline", "absent", "unresolved"),
        ("headline", "ambiguous", "unresolved"),
        ("headline", "conflict", "clean"),
        ("datePublished", "absent", "unresolved"),
        ("datePublished", "ambiguous", "unresolved"),
        ("author", "ambiguous", "unresolved"),
        ("author", "absent", "clean"),
        *[(name, "ambiguous", "clean") for name in CORE_FIELDS if name not in
          ("headline", "datePublished", "author")],
    ],
)  # fmt: skip
def test_only_headline_day_and_author_make_a_page_unresolved(
    field: str, status: Status, said: str
) -> None:
    """Nobody looks at a page for its tags."""
    fields = {**SOUND, field: replace(SOUND[field], status=status, value=None)}
    questions = asked(fields, "article")
    assert status_of(fields, questions) == said
    assert list(questions) == ([field] if said == "unresolved" else [])


def test_a_withheld_field_is_named_whatever_the_status(client: FlaskClient) -> None:
    """An open modification date leaves the page clean."""
    page = {"metadata": {"title": "Envoys return", "date": DAY, "dateModified": "10/11/2022"}}
    answer: Any = client.post("/v1/normalize", json=page).get_json()
    assert (answer["status"], answer["withheld"]) == ("clean", ["dateModified"])
    some: Any = client.post("/v1/normalize?fields=headline", json=page).get_json()
    assert (list(some["fields"]), some["withheld"]) == (["headline"], ["dateModified"])
    row: Any = client.post("/v1/normalize?view=flat", json=page).get_json()
    assert (row["status"], row["withheld"]) == ("clean", ["dateModified"])


def test_nothing_is_named_where_nothing_is_withheld(client: FlaskClient) -> None:
    """The member is left out, and the row's list is empty."""
    page = {"metadata": {"title": "Envoys return", "date": DAY}}
    assert "withheld" not in client.post("/v1/normalize", json=page).get_json()
    assert client.post("/v1/normalize?view=flat", json=page).get_json()["withheld"] == []


def test_names_are_sorted() -> None:
    """With a threshold that nothing reaches every field that was read is named."""
    page = Page(metadata={"title": "Envoys return", "date": DAY, "author": "Ana Ruiz"})
    result = normalize(page, Thresholds(1.0, 1.0))
    assert result.withheld == ("author", "datePublished", "headline")


#: A list of two tags of which one is a menu's: more often wrong than right.
DOUBTFUL = (
    f'<meta name="date" content="{DAY}"><h1>Envoys return without a deal</h1>'
    '<div class="tags"><a>u</a><a>home</a></div>'
)


def test_readings_that_are_likelier_wrong_leave_the_field_absent(client: FlaskClient) -> None:
    """Such a field is no question: its candidates stand at full, and nothing above info is said."""
    page = {"html": DOUBTFUL, "url": "https://news.example/a"}
    short: Any = client.post("/v1/normalize", json=page).get_json()
    assert "keywords" not in {*short["article"], *short["fields"], *short.get("withheld", [])}
    full: Any = client.post("/v1/normalize?explain=full", json=page).get_json()
    (candidate,) = full["fields"]["keywords"]["candidates"]
    assert full["fields"]["keywords"]["status"] == "absent"
    assert 0 < candidate["probability"] < 0.5


def test_what_is_said_of_such_a_field_is_info() -> None:
    """A date of 1969 beside zeros is none; that zeros stand there is a remark, not a warning."""
    zeros = '<meta name="date" content="0000-00-00"><h1>Envoys return</h1><time>1969-12-16</time>'
    result = normalize(Page(html=zeros, url="https://news.example/a"))
    dated = result.fields["datePublished"]
    assert (dated.status, dated.none_likelier) == ("absent", True)
    assert {f.severity for f in dated.findings} == {"info"}


def test_a_caller_who_asks_for_little_gets_what_is_likelier_wrong() -> None:
    """A threshold of 0.2 gives the tags that are right in three of ten answers."""
    page = Page(html=DOUBTFUL, url="https://news.example/a")
    assert normalize(page, Thresholds(0.2, 0.2)).article["keywords"] == ["u", "home"]
