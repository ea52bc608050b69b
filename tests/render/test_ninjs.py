"""The ninjs representation: valid against the schema, and silent where ninjs has no honest
place.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask.testing import FlaskClient

from bench.data import gold_records, page_bytes
from schemas.page import RFC_3339
from service.model import Result
from service.render import ninjs

NINJS = "application/vnd.iptc.ninjs+json"
PAGES = Path(__file__).parents[1] / "pages"

URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")

# Formats are assertions here: a validator that ignores them takes "2022-02-25" for a date-time.
FORMATS = jsonschema.FormatChecker(formats=())
FORMATS.checks("date-time")(
    lambda value: not isinstance(value, str) or RFC_3339.fullmatch(value) is not None
)
FORMATS.checks("uri")(
    lambda value: (
        not isinstance(value, str)
        or re.fullmatch(r"[a-z][a-z0-9+.-]*:[!-~]+", value, re.I) is not None
    )
)


@pytest.fixture(scope="module")
def validator(data_dir: Path) -> jsonschema.Draft202012Validator:
    """A validator of ninjs 3.1; skips where the schema is not at hand."""
    path = data_dir / "standards" / "ninjs-schema_3.1.json"
    if not path.exists():
        pytest.skip("no ninjs schema in the reference data")
    schema = json.loads(path.read_text("utf-8"))
    # Its title says 3.0.1.
    assert schema["$id"] == "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
    return jsonschema.Draft202012Validator(schema, format_checker=FORMATS)


def item(**members: Any) -> dict[str, Any]:
    """The ninjs item of an article with these members."""
    article = {"@context": "https://schema.org", "@type": "NewsArticle", **members}
    rendered = ninjs(Result(article, {}, (), "clean", {}))
    assert isinstance(rendered, dict)
    return rendered


FULL: dict[str, Any] = {
    "@type": "OpinionNewsArticle",
    "url": "https://news.example/2022/02/25/envoys?page=1",
    "mainEntityOfPage": "https://news.example/2022/02/25/envoys",
    "headline": "Envoys return",
    "alternativeHeadline": "Talks end",
    "description": "They came back.",
    "datePublished": "2022-02-25T14:40:00-05:00",
    "dateModified": "2022-02-26T09:00:00-05:00",
    "dateCreated": "2022-02-24",
    "expires": "2023-02-25T00:00:00+00:00",
    "author": [
        {"@type": "Person", "name": "Ana Ruiz", "url": "https://news.example/ana"},
        {"@type": "Organization", "name": "Example Press"},
    ],
    "publisher": {
        "@type": "NewsMediaOrganization",
        "name": "The Example",
        "url": "https://news.example/",
    },
    "keywords": ["talks", "Geneva"],
    "articleSection": ["World"],
    "inLanguage": "en",
    "image": [
        {
            "@type": "ImageObject",
            "url": "https://news.example/a.jpg",
            "width": 800,
            "height": 600,
            "caption": "A door",
        }
    ],
    "isAccessibleForFree": False,
    "wordCount": 350,
    "copyrightYear": 2022,
    "copyrightHolder": {"@type": "Organization", "name": "The Example"},
    "sourceOrganization": {"@type": "Organization", "name": "Example Press"},
    "dateline": "GENEVA",
}


def test_everything_at_once_is_valid(validator: jsonschema.Draft202012Validator) -> None:
    """An article that has every member of the profile makes a valid item, and each has found its
    place.
    """
    made = item(**FULL)
    validator.validate(made)
    assert made["uri"] == FULL["mainEntityOfPage"]
    assert made["altIds"] == [{"role": "url", "value": FULL["url"]}]
    assert (made["contentCreated"], made["versionCreated"]) == (
        FULL["datePublished"],
        FULL["dateModified"],
    )
    assert made["by"] == "Ana Ruiz, Example Press"
    assert [person["name"] for person in made["people"]] == ["Ana Ruiz"]
    assert [subject["rel"] for subject in made["subjects"]] == ["keyword", "keyword", "section"]
    assert made["associations"][0]["renditions"][0]["width"] == 800
    assert made["genres"] == [{"name": "opinion", "literal": "opinion"}]


def test_the_validator_would_notice(validator: jsonschema.Draft202012Validator) -> None:
    """The test above can fail: a member of ours, or a day for a date-time, is refused."""
    for wrong in ({"keywords": ["talks"]}, {"contentCreated": "2022-02-25"}, {"uri": "no address"}):
        assert not validator.is_valid(item(**FULL) | wrong)


@pytest.mark.parametrize("date", ["2022-02-25", "2022-02-25T14:40:00"])
def test_no_midnight_and_no_offset_is_invented(
    validator: jsonschema.Draft202012Validator, date: str
) -> None:
    """ninjs wants an instant; a day, or a clock without a zone, is left out."""
    made = item(url="https://news.example/a", datePublished=date, dateModified=date)
    validator.validate(made)
    assert not {"contentCreated", "versionCreated", "firstCreated"} & set(made)


def test_an_article_without_address_is_named_by_its_digest(
    validator: jsonschema.Draft202012Validator,
) -> None:
    """uri is required; the same article gets the same one, another article another."""
    first, again, other = item(headline="A"), item(headline="A"), item(headline="B")
    validator.validate(first)
    assert first["uri"] == again["uri"] != other["uri"]


@pytest.mark.parametrize(
    "address", ["/a.jpg", "a b", "https://x/a b", "http://[x", "", "https://x/é"]
)
def test_what_is_no_uri_is_left_out(
    validator: jsonschema.Draft202012Validator, address: str
) -> None:
    """``format: uri`` is meant: relative and malformed addresses do not get in."""
    made = item(
        url=address,
        image=[{"@type": "ImageObject", "url": address}],
        author=[{"@type": "Person", "name": "A", "url": address}],
    )
    validator.validate(made)
    assert made["uri"].startswith("ni:///")
    assert "associations" not in made


def test_test_pages_are_valid(
    client: FlaskClient, validator: jsonschema.Draft202012Validator
) -> None:
    """Every page of these tests makes a valid item."""
    pages = sorted(PAGES.glob("*/page.html"))
    assert pages
    for page in pages:
        answer = client.post(
            "/v1/normalize",
            data=page.read_bytes(),
            content_type="text/html",
            headers={"Accept": NINJS},
        )
        assert answer.content_type == NINJS
        validator.validate(answer.get_json())


def test_real_pages_are_valid(
    client: FlaskClient, validator: jsonschema.Draft202012Validator, data_dir: Path
) -> None:
    """A sample of real pages, one in twenty, makes valid items."""
    records = gold_records(data_dir)[::20]
    assert len(records) > 30
    for record in records:
        answer = client.post(
            "/v1/normalize",
            data=page_bytes(data_dir, record),
            content_type="text/html",
            query_string={"url": record["url"]} if record.get("url") else {},
            headers={"Accept": NINJS},
        )
        errors = [error.message for error in validator.iter_errors(answer.get_json())]
        assert errors == [], record["page"]
