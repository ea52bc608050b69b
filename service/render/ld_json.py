"""The article alone, as the JSON-LD that could stand in the page's head."""

from __future__ import annotations

from service.model import Json, Result


def ld_json(result: Result) -> Json:
    """The bare article: the same object that the envelope carries, without status, confidence or reasons."""
    return result.article
