"""What the observing tests share: a page in, its raw values by source out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from service.model import Json, Page
from service.observe import observe

Seen = Callable[..., dict[str, list[Json]]]


@pytest.fixture
def seen() -> Seen:
    """A function from HTML (and other members of a page) to the raw values of each source."""

    def look(html: str | bytes | None = None, **page: Any) -> dict[str, list[Json]]:
        values: dict[str, list[Json]] = {}
        for o in observe(Page(html=html, **page)).observations:
            values.setdefault(o.source.id, []).append(o.raw)
        return values

    return look
