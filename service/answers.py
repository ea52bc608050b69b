"""A result as the answer that was asked for: the one place where explanation, view and thresholds come together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from service import __version__
from service.model import Json, Page, Result
from service.normalize import Thresholds, normalize, rules_digest
from service.render import Explain, View, envelope, flat

NAME = "dateline"

# The digest reads the versions of installed packages from disk; few thresholds are ever in use.
digest = lru_cache(maxsize=64)(rules_digest)


@dataclass(frozen=True, slots=True)
class Form:
    """How answers should look: how much is explained, in which view, from which probability on a value is given."""

    explain: Explain = "none"
    view: View = "nested"
    thresholds: Thresholds = field(default_factory=Thresholds)


def document(result: Result, form: Form) -> dict[str, Json]:
    """The answer as a JSON object."""
    if form.view == "flat":
        return flat(result)
    normalizer: dict[str, Json] = {"name": NAME, "version": __version__, "rules": digest(form.thresholds)}
    return envelope(result, form.explain, normalizer)


def answered(page: Page, form: Form) -> dict[str, Json]:
    """The answer for one page."""
    return document(normalize(page, form.thresholds), form)
