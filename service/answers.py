"""A result as the answer that was asked for: the one place where explanation, view and thresholds come together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from service import __version__
from service.model import Json, Page, Result
from service.normalize import Thresholds, normalize, rules_digest
from service.profiles.profile import Profiles
from service.render import Explain, View, envelope, flat, of_fields

NAME = "dateline"

# The digest reads the versions of installed packages from disk; few thresholds are ever in use.
digest = lru_cache(maxsize=64)(rules_digest)


@dataclass(frozen=True, slots=True)
class Form:
    """How answers should look: how much is explained, in which view, from which probability on a value is given.

    ``fields`` are those that are asked for; empty for all.
    """

    explain: Explain = "none"
    view: View = "nested"
    thresholds: Thresholds = field(default_factory=Thresholds)
    fields: tuple[str, ...] = ()
    #: The profiles that are used, if any.
    profiles: Profiles | None = None


def document(result: Result, form: Form) -> dict[str, Json]:
    """The answer as a JSON object."""
    if form.view == "flat":
        return flat(result)
    normalizer: dict[str, Json] = {"name": NAME, "version": __version__, "rules": digest(form.thresholds)}
    if form.profiles is not None:
        normalizer["profiles"] = form.profiles.digest
    return envelope(chosen(result, form.fields), form.explain, normalizer)


def chosen(result: Result, names: tuple[str, ...]) -> Result:
    """The result as far as it is about the fields that are asked for."""
    return of_fields(result, names) if names else result


def answered(page: Page, form: Form) -> dict[str, Json]:
    """The answer for one page."""
    return document(result_of(page, form), form)


def result_of(page: Page, form: Form) -> Result:
    """The result for one page, with the profiles of the form."""
    return normalize(page, form.thresholds, form.profiles)
