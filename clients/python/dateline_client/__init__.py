"""Dateline from Python: a scraped page in, its canonical metadata out, typed."""

from dateline_client.answers import Line, PageAnswer, PageProblem
from dateline_client.client import AsyncDateline, Dateline
from dateline_client.errors import (
    BadPage,
    BadRequest,
    DatelineError,
    Invalid,
    MethodNotAllowed,
    NotAcceptable,
    NotDateline,
    NotFound,
    OverCapacity,
    Refused,
    ServerFault,
    TimedOut,
    TooLarge,
    TooSlow,
    Unauthorized,
    Unreachable,
    UnsupportedMediaType,
)
from dateline_client.models import Article, CapturesResult, FlatResult, Problem, Result
from dateline_client.page import Page
from dateline_client.retries import Retries

__all__ = [
    "Article",
    "AsyncDateline",
    "BadPage",
    "BadRequest",
    "CapturesResult",
    "Dateline",
    "DatelineError",
    "FlatResult",
    "Invalid",
    "Line",
    "MethodNotAllowed",
    "NotAcceptable",
    "NotDateline",
    "NotFound",
    "OverCapacity",
    "Page",
    "PageAnswer",
    "PageProblem",
    "Problem",
    "Refused",
    "Result",
    "Retries",
    "ServerFault",
    "TimedOut",
    "TooLarge",
    "TooSlow",
    "Unauthorized",
    "Unreachable",
    "UnsupportedMediaType",
]
