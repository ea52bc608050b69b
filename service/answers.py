"""Answers in the requested form: the one place where explanation, view and thresholds come together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from service import __version__
from service.model import Json, Page, Result
from service.normalize import Thresholds, normalize, rules_digest
from service.profiles.profile import Profiles
from service.render import Explain, View, envelope, flat, of_fields

NAME = "dateline"

# Cached, since the digest reads the versions of installed packages from disk; few thresholds are ever in use.
digest = lru_cache(maxsize=64)(rules_digest)


@dataclass(frozen=True, slots=True)
class Form:
    """The form of answers: level of explanation, view, and the least probability of a value.

    ``fields`` are the requested ones; empty for all.
    """

    explain: Explain = "none"
    view: View = "nested"
    thresholds: Thresholds = field(default_factory=Thresholds)
    fields: tuple[str, ...] = ()
    #: The profiles in use, if any.
    profiles: Profiles | None = None


def document(result: Result, form: Form) -> dict[str, Json]:
    """Return the answer as a JSON object."""
    if form.view == "flat":
        return flat(result)
    normalizer: dict[str, Json] = {"name": NAME, "version": __version__, "rules": digest(form.thresholds)}
    if form.profiles is not None:
        normalizer["profiles"] = form.profiles.digest
    return envelope(chosen(result, form.fields), form.explain, normalizer)


def chosen(result: Result, names: tuple[str, ...]) -> Result:
    """Return the result with the requested fields only; all of it when ``names`` is empty."""
    return of_fields(result, names) if names else result


def answered(page: Page, form: Form) -> dict[str, Json]:
    """Return the answer for one page."""
    return document(result_of(page, form), form)


def result_of(page: Page, form: Form) -> Result:
    """Return the result for one page, with the profiles of the form."""
    return normalize(page, form.thresholds, form.profiles)
