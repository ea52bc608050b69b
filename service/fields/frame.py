"""The raw values of fields as plain texts: printed lists read, markup and entities undone, and what
only fills a slot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.judge.decision import Reading, of_field
from service.lexicon.lines import is_placeholder
from service.lexicon.printed import printed_of
from service.lexicon.texts import remembered, unescaped
from service.model import Finding, Json, Observation

#: Text longer than this in one value is not the value but a page.
LONGEST = 20_000

#: What opens a printed list, by what closes it.
_OPENING = {"]": "[", "}": "{", ")": "("}
#: The members of an object that hold its one text, behind one that is called like the field.
_NAMES = ("name", "legalName", "@value", "value", "text", "headline", "title")


@remembered
def plain(raw: str) -> str:
    """Return the text with entities (doubly escaped too), markup, mojibake, invisible characters
    and odd blanks undone.
    """
    text = raw[:LONGEST]
    # blanks are all that can be odd in most
    if text.isascii() and "&" not in text and "<" not in text:
        return " ".join(text.split())
    # a blank that is put right can make mojibake of what stands beside it: "Â" and a no-break
    # space, then "Â" and a blank
    for _ in range(4):
        before, text = text, " ".join(unescaped(text).split())
        if text == before:
            break
    return text


def unprinted(raw: Json) -> Json:
    """Return the list or object whose printed form the text is ("['a', 'b']", "('a',)"), or the
    value as it is.
    """
    text = raw.strip() if isinstance(raw, str) and len(raw) <= LONGEST else ""
    if _OPENING.get(text[-1:]) != text[:1] or (text[0] == "(" and text[1:2] not in "'\""):
        return raw
    return printed_of(text) or raw


def text_of(raw: Json, keys: Sequence[str] = _NAMES, depth: int = 5) -> str | None:
    """Return the one text of a raw value: a string, an object's name, the first member of a list;
    None when there is none.
    """
    if isinstance(raw := unprinted(raw), str):
        return raw
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return str(raw)
    inner = next((member for member in _members(raw, keys) if member), None)
    return text_of(inner, keys, depth - 1) if inner and depth else None


def _members(raw: Json, keys: Sequence[str]) -> Iterable[Json]:
    """Return the members of a list, or those of an object that have these keys."""
    if isinstance(raw, dict):
        return map(raw.get, keys)
    return raw if isinstance(raw, (list, tuple)) else ()


def field_texts(
    observations: Iterable[Observation], field: str, keys: Sequence[str] = ()
) -> list[tuple[Observation, str]]:
    """Return the observations of a field in page order, each with its one text, made plain; ""
    where there is none.
    """
    keys = keys or (field, *_NAMES)
    return [(o, plain(text_of(o.raw, keys) or "")) for o in of_field(observations, field)]


def all_texts(observations: Iterable[Observation], *fields: str) -> set[str]:
    """Return all texts of these fields, wherever they stand."""
    return {
        plain(text_of(o.raw, (o.field, *_NAMES)) or "") for o in observations if o.field in fields
    }


def texts_of(raw: Json) -> list[str]:
    """Return the texts of a list, printed or not, or the one of another value, each made plain."""
    raw = unprinted(raw)
    members = raw[:50] if isinstance(raw, (list, tuple)) else [raw]
    return [plain(text) for text in map(text_of, members) if text]


def empty(observation: Observation, name: str, text: str) -> Reading | None:
    """Return a reading that says nothing for a text that only fills the slot: "", "null",
    "{{title}}", "Uncategorized".
    """
    if not text:
        return Reading(observation, why="no text")
    if not is_placeholder(text):
        return None
    message = f"“{str(observation.raw)[:100]}” in {observation.source.id} is a placeholder."
    finding = Finding(f"/article/{name}", "placeholder_value", "info", message, observation.raw)
    return Reading(observation, why="a placeholder", finding=finding)
