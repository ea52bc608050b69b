"""Whole pages and answers of scrapers with known metadata: what a careful reader takes from each.

``cases/<field>.json`` holds one case a line: a page in pieces (``<story>`` stands for two
paragraphs of text), its text, or what a scraper extracted, and the members of the article as they
must come out; null means that nothing may be emitted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from service.model import Json, Page
from service.normalize import normalize

STORY = (
    "<p>The council met on Tuesday evening and heard forty residents before it voted on "
    "the plan for the old quay, which has "
    "stood empty since the cannery closed eleven years ago.</p>"
    "<p>Work is to begin in spring, the harbour master said, and will take two winters.</p>"
)
CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("*.json"))
    for case in json.loads(path.read_text("utf-8"))
]


def page(given: Mapping[str, Any]) -> Page:
    """The page of a case."""
    fetched = datetime.fromisoformat(given["fetched"]) if "fetched" in given else None
    if "metadata" in given:
        return Page(metadata=given["metadata"], fetched_at=fetched)
    if "text" in given:
        return Page(text=given["text"], fetched_at=fetched)
    head = (
        f'<!DOCTYPE html><html lang="{given["lang"]}"><head><meta charset="utf-8">'
        f"{given['head']}</head>"
    )
    body = given["body"].replace("<story>", STORY)
    return Page(url=given["url"], html=f"{head}<body>{body}</body></html>", fetched_at=fetched)


def short(value: Json) -> Json:
    """A member of the article as cases write it: names for people and organisations, the address of
    the first image.
    """
    if isinstance(value, Mapping):
        return value.get("name")
    if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        return (
            value[0]["url"]
            if "ImageObject" in str(value[0])
            else [each["name"] for each in value if isinstance(each, Mapping)]
        )
    return value


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """The article says what a careful reader would, and nothing where he would say nothing."""
    if case.get("status") == "known failure":
        request.applymarker(pytest.mark.xfail(strict=True, reason="not decided yet"))
    article = normalize(page(case["page"])).article
    assert {name: short(article.get(name)) for name in case["expected"]} == case["expected"]


def test_every_case_has_its_own_name() -> None:
    """A case is found by its name."""
    assert len({case["case"] for case in CASES}) == len(CASES)
