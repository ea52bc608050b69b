"""Dateline in process: body bytes to canonical answer bytes at explain=summary, the engine without
HTTP.
"""

from __future__ import annotations

import json
from typing import Any

import service.model
from bench.accuracy import prediction
from bench.compare.tools import Fields, Page
from schemas.page import instant
from service.app import settle
from service.normalize import normalize
from service.render import canonical_bytes, envelope

DISTRIBUTION = "dateline"

# as the server does before its first page
settle()


def read(page: Page) -> Any:
    """Return the answer's bytes."""
    fetched = instant(page.fetched) if page.fetched else None
    result = normalize(service.model.Page(html=page.html, url=page.url, fetched_at=fetched))
    return canonical_bytes(envelope(result, "summary", {"name": "dateline"}))


def fields(found: Any) -> Fields:
    """Return the article from the answer's bytes."""
    return prediction(json.loads(found)["article"], "")
