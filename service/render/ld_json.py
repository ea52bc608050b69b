"""The article alone, as the JSON-LD that could stand in the page's head."""

from __future__ import annotations

from service.model import Json, Result


def ld_json(result: Result) -> Json:
    """Return the bare article: the same object as in the envelope, without status, confidence or
    reasons.
    """
    return result.article
