"""Answers in the requested form: the one place where explanation, view and thresholds come
together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from service import __version__
from service.captures import Capture, CapturesResult, capture
from service.copies.columns import columns_of
from service.copies.story import story_text
from service.model import Json, Page, Result
from service.normalize import Thresholds, normalize, rules_digest
from service.profiles.profile import Profiles
from service.render import Explain, View, envelope, flat, of_fields

NAME = "dateline"

# Cached, since the digest reads the versions of installed packages from disk; few thresholds are
# ever in use.
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
    #: Whether the answer has the members by which copies are told.
    fingerprint: bool = False


def document(result: Result, form: Form) -> dict[str, Json]:
    """Return the answer as a JSON object."""
    if form.view == "flat":
        return row(result, form)
    shown = _envelope(result, form)
    return shown | columns_of(result) if form.fingerprint else shown


def captured(page: Page, form: Form) -> Capture:
    """Return one capture of several, with the profiles of the form."""
    story = story_text if form.fingerprint else None
    return capture(page, form.thresholds, form.profiles, story)


def document_of_captures(found: CapturesResult, form: Form) -> dict[str, Json]:
    """Return the answer from several captures as a JSON object; each piece of evidence names its
    capture.
    """
    told = _envelope(found.result, form)
    fields = cast(dict[str, dict[str, list[dict[str, Json]]]], told["fields"])
    for report in fields.values():
        for evidence in report.get("evidence", ()):
            evidence.setdefault("capture", found.last)
    told |= columns_of(found.result) if form.fingerprint else {}
    return told | {"history": found.history}


def row(result: Result, form: Form) -> dict[str, Json]:
    """Return the answer as a row of a table."""
    return flat(result) | columns_of(result) if form.fingerprint else flat(result)


def _envelope(result: Result, form: Form) -> dict[str, Json]:
    """Return the nested answer."""
    normalizer: dict[str, Json] = {
        "name": NAME,
        "version": __version__,
        "rules": digest(form.thresholds),
    }
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
    return normalize(page, form.thresholds, form.profiles, story_text if form.fingerprint else None)
