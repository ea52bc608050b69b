"""Query parameters, and the nearest known name for an unknown one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar
from urllib.parse import quote

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.datastructures import MultiDict

from service.http.problems import MAX_ERRORS, Fault, Faults
from service.observe.sources import SUPPLIED_NAMES, fold_key
from service.render import EXPLAIN, VIEWS, Explain, View

#: Parameters that describe the page of a raw body, which has no members.
PAGE_PARAMETERS = ("url", "fetchedAt", "language", "assumeZone", "id")
#: Parameters that say how the answer should look.
ANSWER_PARAMETERS = ("explain", "fields", "fingerprint", "minConfidence", "view")
#: Those of the route that answers rows and nothing else.
ROW_PARAMETERS = ("fingerprint", "minConfidence")
# A JSON number (RFC 8259), so that neither " 1", "1_0" nor "nan" passes.
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)

Word = TypeVar("Word", bound=str)

# Names are shown cut: an unknown member's name can be as long as the body.
SHOWN_NAME = 60

#: pydantic's type of error, and what the caller is told: code and detail.
WORDS = {
    "extra_forbidden": ("unknown_member", "no such member"),
    "string_type": ("wrong_type", "should be a string"),
    "dict_type": ("wrong_type", "should be an object"),
    "model_type": ("wrong_type", "should be a JSON object"),
    "bytes_type": ("wrong_type", "should be a string"),
    "string_too_short": ("empty", "is empty"),
    "bytes_too_short": ("empty", "is empty"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The parsed query: level of explanation, least confidence, view, and the members of a raw
    body's page.

    ``fields`` are the requested ones; empty for all.
    """

    explain: Explain = "summary"
    min_confidence: float | None = None
    view: View = "nested"
    fields: tuple[str, ...] = ()
    fingerprint: bool = False
    members: Mapping[str, str] = field(default_factory=dict)


def asked(
    query: MultiDict[str, str],
    raw_body: bool,
    faults: Faults,
    explain: Explain = "summary",
    row: bool = False,
) -> Asked:
    """Return the parsed query; ``explain`` is the default level, ``row`` says that the route
    answers rows and nothing else, and what is wrong is added to ``faults``.
    """
    known = ROW_PARAMETERS if row else ANSWER_PARAMETERS
    known = (*known, *PAGE_PARAMETERS) if raw_body else known
    for name, values in query.lists():
        if not raw_body and name in PAGE_PARAMETERS:
            faults.add(f"?{name}", "belongs into the JSON body, as a member", "member_as_parameter")
        elif name not in known:
            faults.add("?" + _step(name), unknown(name, known, "parameter"), "unknown_parameter")
        elif len(values) > 1:
            faults.add(f"?{name}", "given more than once", "repeated_parameter")
    # A plain dict: for each name that is not given, the framework's would make an HTTP error only
    # to catch it.
    given = {name: value for name, value in query.to_dict().items() if name in known}
    view = _one_of(VIEWS, "view", given.get("view", "flat" if row else "nested"), faults)
    mark = given.get("fingerprint", "0")
    return Asked(
        explain=_one_of(EXPLAIN, "explain", given.get("explain", explain), faults),
        min_confidence=_probability(given.get("minConfidence"), faults),
        view=view,
        fields=_fields(given.get("fields"), view, faults),
        fingerprint=_one_of(("0", "1"), "fingerprint", mark, faults) == "1",
        members={name: given[name] for name in PAGE_PARAMETERS if name in given},
    )


def unknown(name: str, known: Collection[str], kind: str) -> str:
    """Return what to say of an unknown name: "fetched_at: did you mean fetchedAt?"."""
    shown = name[:SHOWN_NAME]
    folded = {_fold(candidate): candidate for candidate in known}
    nearest = difflib.get_close_matches(_fold(shown), folded, n=1)
    return f"{shown}: did you mean {folded[nearest[0]]}?" if nearest else f"{shown}: no such {kind}"


def of_validation(error: ValidationError, known: Collection[str], prefix: str) -> list[Fault]:
    """Return the faults of a pydantic error, without the input, context and address that pydantic
    adds.
    """
    details = error.errors(include_url=False, include_context=False, include_input=False)
    listed = [_fault(detail, known, prefix) for detail in details[:MAX_ERRORS]]
    # no answer shows the others: they are counted, and the nearest names of a million are not
    # looked for
    return [
        *listed,
        *[Fault(prefix, detail["msg"], detail["type"]) for detail in details[MAX_ERRORS:]],
    ]


def _fault(detail: ErrorDetails, known: Collection[str], prefix: str) -> Fault:
    steps = [str(step) for step in detail["loc"]]
    code, text = WORDS.get(detail["type"], (detail["type"], detail["msg"]))
    if code == "unknown_member":
        text = _unknown_member(steps[-1], known)
    separator = "" if prefix == "?" else "/"
    return Fault(prefix + "".join(separator + _step(step) for step in steps), text, code)


def _unknown_member(name: str, known: Collection[str]) -> str:
    """Return what to say of an unknown member; scrapers often send what they extracted bare:
    {"title": …}.
    """
    # "lang" is meant for language, though metadata may have it too.
    if (
        not any(_fold(one).startswith(_fold(name)) for one in known)
        and fold_key(name) in SUPPLIED_NAMES
    ):
        shown = name[:SHOWN_NAME]
        return (
            f"{shown}: no such member; what was extracted goes into metadata: "
            f'{{"metadata": {{"{shown}": …}}}}'
        )
    return unknown(name, known, "member")


def _step(name: str) -> str:
    """Return a step of a JSON Pointer in its fragment form (RFC 6901 section 6)."""
    return quote(
        name[:SHOWN_NAME].replace("~", "~0").replace("/", "~1"),
        safe="~!$&'()*+,;=:@",
        errors="replace",
    )


def _fold(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _one_of(known: tuple[Word, ...], name: str, value: str, faults: Faults) -> Word:
    """Return the value as a known word; for an unknown one the first word, with a fault added."""
    for word in known:
        if value == word:
            return word
    faults.add(f"?{name}", "should be one of " + ", ".join(known), "unknown_value")
    return known[0]


def _fields(value: str | None, view: View, faults: Faults) -> tuple[str, ...]:
    """Return the fields in a comma-separated list of names."""
    if value is None:
        return ()
    if view == "flat":
        faults.add("?fields", FLAT_HAS_ALL, "not_in_flat_view")
    names, wrong = field_names(value)
    for detail in wrong:
        faults.add("?fields", detail, "unknown_field")
    return names


#: Why the flat view takes no list of fields.
FLAT_HAS_ALL = "the flat view has the same columns for every page"


@cache
def fields() -> tuple[str, ...]:
    """Return the fields that can be asked for alone, by their names in the article."""
    # On first need: nothing else asks for the model, which slows the start.
    from schemas.article import Article

    return tuple(
        str(member.alias or name)
        for name, member in Article.model_fields.items()
        if member.alias != "@context"
    )


def field_names(value: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the fields in a comma-separated list of names, and what is wrong with the other
    names.
    """
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",")))
    return names, [
        unknown(name, fields(), "field") if name else "a name is empty"
        for name in names
        if name not in fields()
    ]


def _probability(value: str | None, faults: Faults) -> float | None:
    if value is None:
        return None
    if NUMBER.fullmatch(value) and 0 <= float(value) <= 1:
        return float(value)
    faults.add("?minConfidence", "should be a number from 0 to 1", "out_of_range")
    return None
