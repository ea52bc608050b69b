"""CSL-JSON: valid against the schema, no more precise than the page, and names as it parts them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient

from bench.bytes import gold_page
from bench.data import gold_records
from service.model import Page
from service.normalize import normalize
from service.render.csl import MEDIA_TYPE, MEMBERS, csl, unanswered

PARTED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Envoys return '
    'without a deal", "datePublished": "2022-02-25T11:03:00Z", "author": [{"@type": "Person", '
    '"name": "Ana Ruiz", "givenName": "Ana", "familyName": "Ruiz"}, {"@type": "Person", "name": '
    '"Bo Lind"}], "publisher": {"@type": "Organization", "name": "The Example"}, "keywords": '
    '["talks", "Geneva"], "articleSection": "World"}</script><h1>Envoys return without a deal</h1>'
)


@pytest.fixture(scope="module")
def validator(data_dir: Path) -> jsonschema.Draft7Validator:
    """Of the items of the standard's schema; skips where the reference data are not here."""
    path = data_dir / "standards" / "csl-data.json"
    if not path.exists():
        pytest.skip("csl-data.json is not among the reference data")
    return jsonschema.Draft7Validator(json.loads(path.read_text("utf-8")))


def test_members_of_an_item() -> None:
    """Names are parted where the page parts them, and the day is given without its clock."""
    page = Page(html=PARTED, url="https://news.example/a")
    assert csl(normalize(page)) == {
        "id": "https://news.example/a",
        "type": "article-newspaper",
        "title": "Envoys return without a deal",
        "author": [{"family": "Ruiz", "given": "Ana"}, {"literal": "Bo Lind"}],
        "container-title": "The Example",
        "issued": {"date-parts": [[2022, 2, 25]]},
        "URL": "https://news.example/a",
        "section": "World",
        "keyword": "talks, Geneva",
    }


@pytest.mark.parametrize("date", ["10/02/2022", "soon", "0000-00-00"])
def test_a_day_that_is_not_given_is_not_cited(date: str) -> None:
    """One of two possible days is no date of a citation."""
    assert "issued" not in csl(normalize(Page(metadata={"title": "Envoys return", "date": date})))


def test_documented_members_are_all_there_are(validator: jsonschema.Draft7Validator) -> None:
    """No item has a member that the documents leave out."""
    documented = {name for name, _ in MEMBERS}
    assert {*csl(normalize(Page(html=PARTED))), *unanswered(1, {})} <= documented
    assert documented <= set(validator.schema["items"]["properties"])


def test_items_of_real_pages_are_valid(
    validator: jsonschema.Draft7Validator, data_dir: Path
) -> None:
    """Every twentieth page of the corpora, and a page that could not be answered."""
    pages = [gold_page(data_dir, record) for record in gold_records(data_dir)[::20]]
    items = [csl(normalize(page)) for page in pages]
    validator.validate([*items, unanswered("x", {"status": 422}), unanswered(3, None)])
    assert sum("issued" in item for item in items) > len(items) / 2


def test_a_batch_is_one_array(client: FlaskClient, validator: jsonschema.Draft7Validator) -> None:
    """Under the pages' own ids, or else their lines."""
    body = [{"id": "a", "html": PARTED}, {"text": ""}, {"html": PARTED}]
    answer: Any = client.post("/v1/normalize/batch", json=body, headers={"Accept": MEDIA_TYPE})
    assert answer.content_type == MEDIA_TYPE
    items = json.loads(answer.data)
    validator.validate(items)
    assert [item["id"] for item in items] == ["a", 2, 3]
    assert items[1]["custom"]["problem"]["status"] == 422
    empty = client.post("/v1/normalize/batch", json=[], headers={"Accept": MEDIA_TYPE})
    assert json.loads(empty.data) == []


def test_fields_narrow_an_item(client: FlaskClient) -> None:
    """As they narrow the article that it is made of."""
    answer: Any = client.post(
        "/v1/normalize?fields=headline", json={"html": PARTED}, headers={"Accept": MEDIA_TYPE}
    )
    assert set(answer.get_json()) == {"id", "type", "title"}
