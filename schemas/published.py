"""The schemas that are published, by name."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from schemas import json_schema
from schemas.article import Article
from schemas.captures import CapturedPage, CapturesResult
from schemas.drift import DriftReport
from schemas.flat import FlatResult
from schemas.page import ScrapedPage
from schemas.problem import Problem
from schemas.profile import ProfileFile
from schemas.result import Result

#: The model of each; the second member is True where missing values are left out, as in answers
#: (rows have nulls).
SCHEMAS: dict[str, tuple[type[BaseModel], bool]] = {
    "page": (ScrapedPage, False),
    "result": (Result, True),
    "article": (Article, True),
    "flat": (FlatResult, False),
    "problem": (Problem, True),
    "profile": (ProfileFile, True),
    "capture": (CapturedPage, False),
    "captures": (CapturesResult, True),
    "drift": (DriftReport, True),
}


def document(name: str, address: str) -> dict[str, Any]:
    """The JSON Schema document of that name, published at ``address``."""
    model, is_answer = SCHEMAS[name]
    return json_schema.document(model, address, answer=is_answer)
