"""The engine as it is asked: captures of one address in, the answer's JSON out; nothing else of it
is known here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from service import captures
from service.answers import Form, answered, document
from service.model import Page
from service.render import canonical_bytes

Pages = Sequence[dict[str, Any]]
#: The answers show what the evidence of a repair is.
_FORM = Form(explain="summary")


def pages_of(captures: Pages) -> list[Page]:
    """Return the captures as the engine takes them."""
    return [
        Page(
            url=one["url"],
            html=one["html"].encode(),
            fetched_at=datetime.fromisoformat(one["fetchedAt"]),
        )
        for one in captures
    ]


def alone(page: Page) -> dict[str, Any]:
    """Return the answer for one capture by itself."""
    found: dict[str, Any] = json.loads(canonical_bytes(answered(page, _FORM)))
    return found


def together(pages: Sequence[Page]) -> dict[str, Any]:
    """Return the answer for all captures of an address."""
    found = captures.answer(pages, _FORM.thresholds)
    whole = {**document(found.result, _FORM), "history": found.history}
    told: dict[str, Any] = json.loads(canonical_bytes(whole))
    return told
